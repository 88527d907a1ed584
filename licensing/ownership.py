"""Ownership ("eierkjede"): who owns a holder in the end, and who has substantial influence by it.

A chain of owners is followed through companies to natural persons. Shares are exact fractions of the whole.

Law: alkoholloven § 1-7b; serveringsloven § 7.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from licensing.applicants import Influence
from licensing.law import ALKL_1_7B_PARA_2, Citation

WHOLE = Fraction(1)
NOTHING = Fraction(0)


@dataclass(frozen=True)
class Owner:
    """One owner of a company, its share of that company, and its own owners; a share of None is not known.

    The reference is the caller's own. The same company has the same reference wherever it stands.
    """

    reference: str
    share: Fraction | None = None
    is_person: bool = False
    owners: tuple["Owner", ...] = ()


class OwnershipQuestion(StrEnum):
    """What is not known of a chain of owners ("spørsmål om eierne")."""

    NO_OWNERS = "no_owners"
    """Nobody is noted as owner of the holder."""
    COMPANY_UNRESOLVED = "company_unresolved"
    """A company owns a part, and nobody is noted as its owner."""
    SHARE_UNKNOWN = "share_unknown"
    REST_UNKNOWN = "rest_unknown"
    """The owners noted have less than the whole together."""


class OwnershipFault(StrEnum):
    """What cannot be right in a chain of owners ("feil i eierkjeden")."""

    OVER_THE_WHOLE = "over_the_whole"
    CYCLE = "cycle"
    """A company is an owner of itself by way of others."""


@dataclass(frozen=True)
class OpenPoint:
    """A question or a fault, where in the chain it stands, and how large a share it is about."""

    point: OwnershipQuestion | OwnershipFault
    reference: str
    share: Fraction | None = None


@dataclass(frozen=True)
class EffectiveShare:
    """What a natural person owns of the whole, directly and through companies.

    When `at_least`, a share on one of the ways is not known, so that the person may own more.
    """

    person: str
    share: Fraction
    at_least: bool = False
    through: tuple[str, ...] = ()
    """The companies that the person owns through, each once."""


@dataclass(frozen=True)
class OwnershipStanding:
    """The natural persons behind a holder, and what is not known or cannot be right."""

    shares: tuple[EffectiveShare, ...]
    questions: tuple[OpenPoint, ...] = ()
    faults: tuple[OpenPoint, ...] = ()

    @property
    def resolved(self) -> bool:
        """Whether every part of the whole was followed to a natural person."""
        return not self.questions and not self.faults

    @property
    def unaccounted(self) -> Fraction:
        """The part of the whole that was not followed to anyone; never below nothing."""
        return max(NOTHING, WHOLE - sum((row.share for row in self.shares), NOTHING))


@dataclass
class _Followed:
    """What has been gathered on the way through a chain."""

    known: dict[str, Fraction] = field(default_factory=dict)
    open_ended: set[str] = field(default_factory=set)
    through: dict[str, dict[str, None]] = field(default_factory=dict)
    questions: dict[OpenPoint, None] = field(default_factory=dict)
    faults: dict[OpenPoint, None] = field(default_factory=dict)


def ownership(holder: str, owners: Iterable[Owner]) -> OwnershipStanding:
    """The natural persons who own a holder, each with the share that all ways together give.

    >>> parent = Owner("b", Fraction(1, 2), owners=(Owner("kari", Fraction(1, 2), is_person=True),
    ...                                            Owner("ola", Fraction(1, 2), is_person=True)))
    >>> [(row.person, str(row.share)) for row in
    ...  ownership("a", (Owner("kari", Fraction(1, 2), is_person=True), parent)).shares]
    [('kari', '3/4'), ('ola', '1/4')]

    Law: alkoholloven § 1-7b.
    """
    followed = _Followed()
    _follow(followed, holder, tuple(owners), WHOLE, exact=True, way=(holder,))
    # The largest first; equal shares by reference, so that the order in which rows came plays no part.
    people = sorted(followed.known, key=lambda person: (-followed.known[person], person))
    return OwnershipStanding(
        shares=tuple(
            EffectiveShare(
                person,
                followed.known[person],
                at_least=person in followed.open_ended,
                through=tuple(followed.through[person]),
            )
            for person in people
        ),
        questions=tuple(followed.questions),
        faults=tuple(followed.faults),
    )


def _follow(
    followed: _Followed,
    owned: str,
    owners: tuple[Owner, ...],
    part: Fraction,
    *,
    exact: bool,
    way: tuple[str, ...],
) -> None:
    for found in _sum_of(owned, owners, at_top=len(way) == 1):
        (followed.faults if isinstance(found.point, OwnershipFault) else followed.questions)[found] = None
    for owner in owners:
        share = NOTHING if owner.share is None else owner.share * part
        known = exact and owner.share is not None
        if owner.share is None:
            followed.questions[OpenPoint(OwnershipQuestion.SHARE_UNKNOWN, owner.reference)] = None
        if owner.is_person:
            followed.known[owner.reference] = followed.known.get(owner.reference, NOTHING) + share
            followed.through.setdefault(owner.reference, {}).update(dict.fromkeys(way[1:]))
            if not known:
                followed.open_ended.add(owner.reference)
        elif owner.reference in way:
            followed.faults[OpenPoint(OwnershipFault.CYCLE, owner.reference)] = None
        else:
            _follow(followed, owner.reference, owner.owners, share, exact=known, way=(*way, owner.reference))


def _sum_of(owned: str, owners: tuple[Owner, ...], *, at_top: bool) -> Iterator[OpenPoint]:
    if not owners:
        code = OwnershipQuestion.NO_OWNERS if at_top else OwnershipQuestion.COMPANY_UNRESOLVED
        yield OpenPoint(code, owned)
        return
    total = sum((owner.share for owner in owners if owner.share is not None), NOTHING)
    if total > WHOLE:
        yield OpenPoint(OwnershipFault.OVER_THE_WHOLE, owned, total)
    elif total < WHOLE and all(owner.share is not None for owner in owners):
        yield OpenPoint(OwnershipQuestion.REST_UNKNOWN, owned, WHOLE - total)


@dataclass(frozen=True)
class InfluenceStanding:
    """Whether a person is reckoned to have substantial influence, and by what; None asks someone to judge."""

    person: str
    grounds: frozenset[Influence]
    counts: bool | None
    share: Fraction = NOTHING
    citation: Citation = ALKL_1_7B_PARA_2


def owns_substantially(
    standing: OwnershipStanding, owned: EffectiveShare, threshold: Fraction | None
) -> bool | None:
    """Whether a share is a substantial part of the business ("vesentlig del"); None asks someone to judge.

    ASSUMPTION: where the municipality has set a limit, a share at the limit itself counts. The act gives no
    number, so without a limit nobody is counted in silence, and nobody is left out in silence.

    Law: alkoholloven § 1-7b second paragraph.
    """
    if threshold is None:
        return None
    if owned.share >= threshold:
        return True
    # What was followed to nobody may belong to this person too, and a chain with a fault proves nothing.
    settled = not standing.faults and owned.share + standing.unaccounted < threshold
    return False if settled else None


def persons_of_influence(
    standing: OwnershipStanding,
    threshold: Fraction | None,
    *,
    leaders: Collection[str] = (),
    receivers: Collection[str] = (),
) -> tuple[InfluenceStanding, ...]:
    """Everyone who has or may have substantial influence: owners, leaders, and receivers of returns.

    Leaders and receivers of a substantial part of the returns count whatever they own.

    Law: alkoholloven § 1-7b second paragraph.
    """
    shares = {row.person: row for row in standing.shares}
    people = dict.fromkeys([*shares, *sorted({*leaders, *receivers})])
    found = []
    for person in people:
        owned = shares.get(person)
        by_share = owns_substantially(standing, owned, threshold) if owned else False
        grounds = {
            ground
            for ground, holds in (
                (Influence.OWNERSHIP, by_share is not False),
                (Influence.LEADERSHIP, person in leaders),
                (Influence.RETURNS, person in receivers),
            )
            if holds
        }
        counts = True if grounds - {Influence.OWNERSHIP} else by_share
        found.append(InfluenceStanding(person, frozenset(grounds), counts, owned.share if owned else NOTHING))
    return tuple(found)


def share_with_close_persons(standing: OwnershipStanding, circle: Collection[str]) -> Fraction:
    """The shares of close persons ("nærstående") added together.

    The serving-place act adds them as a rule. The alcohol act only lets them be taken into account, so
    there the sum is told and nothing follows from it by itself.

    Law: serveringsloven § 7; alkoholloven § 1-7b third paragraph.
    """
    return sum((row.share for row in standing.shares if row.person in circle), NOTHING)
