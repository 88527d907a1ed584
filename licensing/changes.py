"""Changes of licences that are held ("endringer"): what each rests on, and the time without a manager.

Law: alkoholloven §§ 1-7b, 1-7c, 1-8, 1-10, 3-1, 3-7, 4-2 and 4-4.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from licensing.applicants import Role
from licensing.decisions import ComplaintAnswer, ComplaintBody, complaint_body
from licensing.law import (
    ALKL_1_7B,
    ALKL_1_7C,
    ALKL_1_8,
    ALKL_1_10,
    ALKL_3_1,
    ALKL_3_7,
    ALKL_4_2,
    ALKL_4_2_PARA_4,
    ALKL_4_4,
    ALKL_4_4_PARA_3,
    Citation,
)
from licensing.licences import OCCASIONAL, LicenceKind, LicenceType
from licensing.matters import ChangeKind

_EXTENT: Mapping[LicenceKind, Citation] = {LicenceKind.SALE: ALKL_3_1, LicenceKind.SERVING: ALKL_4_2}
_HOURS: Mapping[LicenceKind, Citation] = {LicenceKind.SALE: ALKL_3_7, LicenceKind.SERVING: ALKL_4_4}


def _both(citation: Citation) -> Mapping[LicenceKind, Citation]:
    return dict.fromkeys(LicenceKind, citation)


@dataclass(frozen=True)
class ChangeRule:
    """What one kind of change rests on, and what hurries or hangs on it."""

    basis: Mapping[LicenceKind, Citation]
    at_once: bool = False
    """The holder must apply at once ("straks")."""
    may_cost_the_licence: Citation | None = None
    """The section by which the licence itself may be withdrawn when the change is not approved."""


# ASSUMPTION: no section speaks of giving up a licence; it rests on the one that the licence rests on.
CHANGE_RULES: Mapping[ChangeKind, ChangeRule] = {
    ChangeKind.MANAGERS: ChangeRule(_both(ALKL_1_7C), at_once=True),
    ChangeKind.INFLUENCE: ChangeRule(_both(ALKL_1_7B), may_cost_the_licence=ALKL_1_8),
    ChangeKind.AREA: ChangeRule(_EXTENT),
    ChangeKind.AREA_ONCE: ChangeRule({**_EXTENT, LicenceKind.SERVING: ALKL_4_2_PARA_4}),
    ChangeKind.GROUPS: ChangeRule(_EXTENT),
    ChangeKind.HOURS: ChangeRule(_HOURS),
    ChangeKind.HOURS_ONCE: ChangeRule({**_HOURS, LicenceKind.SERVING: ALKL_4_4_PARA_3}),
    ChangeKind.CONCEPT: ChangeRule(_EXTENT),
    ChangeKind.TRANSFER: ChangeRule(_both(ALKL_1_10)),
    ChangeKind.SURRENDER: ChangeRule(_EXTENT),
    ChangeKind.DEATH: ChangeRule(_both(ALKL_1_10)),
    ChangeKind.BANKRUPTCY: ChangeRule(_both(ALKL_1_10)),
    ChangeKind.UNUSED: ChangeRule(_both(ALKL_1_8)),
}


def basis_of(change: ChangeKind, kind: LicenceKind) -> Citation:
    """The section that a decision on a change of such a licence rests on.

    >>> basis_of(ChangeKind.MANAGERS, LicenceKind.SERVING).code
    'alkl_1_7c'
    """
    return CHANGE_RULES[change].basis[kind]


def complaint_over(change: ChangeKind, kind: LicenceKind) -> ComplaintAnswer:
    """Where a complaint over a decision on a change goes.

    Law: alkoholloven § 1-16; forvaltningsloven § 28 second paragraph.
    """
    return complaint_body(basis_of(change, kind))


def complaint_questions(change: ChangeKind, kind: LicenceKind) -> tuple[str, ...]:
    """What no source settles about where a complaint goes.

    ASSUMPTION: approvals under chapter 1, which § 1-16 does not list, go to the municipality's own body.
    """
    own = complaint_over(change, kind).body is ComplaintBody.OWN_COMPLAINTS_BODY
    return ("complaint_body_of_chapter_1",) if own else ()


def needs_manager(licence_type: LicenceType) -> bool:
    """Whether a licence of the type has approved people from day to day: an outlet of Vinmonopolet has none,
    and those of an occasion are named for the occasion.

    Law: alkoholloven § 1-7c.
    """
    return licence_type is not LicenceType.OUTLET and licence_type not in OCCASIONAL


@dataclass(frozen=True)
class Post:
    """A person in a role of one licence ("styrer", "stedfortreder"), from day to day."""

    person: str
    role: Role
    first_day: date
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the person is approved in the role on the day."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


def posts_on(posts: Iterable[Post], role: Role, day: date) -> tuple[Post, ...]:
    """Those in a role on a day, in the order of their reference."""
    return tuple(
        sorted(
            (post for post in posts if post.role is role and post.holds_on(day)), key=lambda post: post.person
        )
    )


@dataclass(frozen=True)
class ManagerGap:
    """The days on which a licence has no approved manager; open-ended until someone is approved."""

    since: date
    until: date | None
    deputy_covers: bool
    citation: Citation = ALKL_1_7C

    def has_begun(self, on: date) -> bool:
        """Whether the licence is without a manager by the day, and not only about to be."""
        return self.since <= on


def manager_gap(posts: Iterable[Post], on: date) -> ManagerGap | None:
    """The time without an approved manager ("uten godkjent styrer") that the day lies in, else the next one.

    A licence that never had a manager on record gives none: what was taken over from an older register may
    lack the row, and then it is not known when the post fell empty.

    Law: alkoholloven § 1-7c.
    """
    rows = tuple(posts)
    managers = sorted(
        (post for post in rows if post.role is Role.MANAGER), key=lambda post: (post.first_day, post.person)
    )
    covered_to: date | None = None
    for post in managers:
        if covered_to is not None and post.first_day > covered_to + timedelta(days=1):
            next_day = post.first_day - timedelta(days=1)
            # A gap that is over by the day is history, and the licence is looked at from its last one on.
            if on <= next_day:
                return _gap(rows, covered_to, next_day, on)
        if post.last_day is None:
            return None
        covered_to = post.last_day if covered_to is None else max(covered_to, post.last_day)
    return None if covered_to is None else _gap(rows, covered_to, None, on)


def _gap(posts: tuple[Post, ...], covered_to: date, until: date | None, on: date) -> ManagerGap:
    since = covered_to + timedelta(days=1)
    return ManagerGap(since, until, bool(posts_on(posts, Role.DEPUTY, max(since, on))))


def last_day_before(leaves_on: date) -> date:
    """The last day of somebody who leaves: the first day without them is the day they are said to leave."""
    return leaves_on - timedelta(days=1)
