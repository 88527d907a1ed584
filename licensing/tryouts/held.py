"""A licence as it is held on a day: what the rules of a policy can ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Attribute,
    Audience,
    Extension,
    Group,
    LicenceKind,
    LicenceType,
    TermRow,
    VenueCategory,
)
from licensing.policy import Policy, Situation
from licensing.policy.whens import Known
from licensing.seasons import Season

_ANY_DAY = date(2000, 1, 1)
# What stands for a place that somebody has said lies outside every zone.
OUTSIDE_ALL = ""


@dataclass(frozen=True)
class Held:
    """What decides how rules meet a licence. Licences that are alike in this are tried once."""

    kind: LicenceKind
    type: LicenceType = LicenceType.PERMANENT
    groups: tuple[Group, ...] = ()
    category: VenueCategory | None = None
    audience: Audience | None = None
    placed_in: tuple[str, ...] = ()
    """The zones that somebody has said it lies in, of whatever policy, and `OUTSIDE_ALL` where that was said.
    """
    areas: tuple[AreaKind, ...] = (AreaKind.INDOOR,)
    terms: tuple[TermRow, ...] = ()
    """The terms that give it hours of its own."""
    extensions: tuple[Extension, ...] = ()
    season: Season | None = None
    answers: tuple[tuple[str, Known], ...] = ()
    """What was answered when it was applied for, by question."""

    @property
    def is_occasional(self) -> bool:
        """Whether it is for one occasion, whose hours are told by dates."""
        return self.type in OCCASIONAL

    def zones(self, policy: Policy) -> tuple[str, ...] | None:
        """Where it lies by the zones of a policy; none is outside all, None is that nobody has said."""
        if not policy.zones:
            return ()
        own = tuple(zone.code for zone in policy.zones if zone.code in self.placed_in)
        return own if own or OUTSIDE_ALL in self.placed_in else None

    def situation(
        self, policy: Policy, *, area: AreaKind | None = None, day: date | None = None
    ) -> Situation:
        """What the rules of a policy are held against: a licence that is held, and asked for by nobody."""
        return Situation(
            kind=self.kind,
            type=self.type,
            groups=self.groups,
            area=area,
            audience=self.audience,
            category=self.category,
            zones=self.zones(policy),
            day=day,
            answers=dict(self.answers),
            local_days=policy.local_days,
        )


@dataclass(frozen=True)
class LicenceOnTrial:
    """A licence on the day, by its reference, with what is its own alone."""

    reference: int
    granted_on: date
    venue: int
    held: Held
    conditions: frozenset[str] = field(default=frozenset())
    """The texts of its conditions, as `condition_key` writes them."""
    fee_ore: int | None = None
    """The yearly fee that it last had, in øre; None where none is known."""


def condition_key(text: str) -> str:
    """A condition's text as it is compared: space and the size of letters make no difference.

    >>> condition_key("  Vakt fra  kl. 22. ")
    'vakt fra kl. 22'
    """
    return " ".join(text.split()).rstrip(".").casefold()


def hours_terms(rows: Iterable[TermRow], day: date, licence_type: LicenceType) -> tuple[TermRow, ...]:
    """The terms that give a licence its hours on a day, in one form for licences that have the same.

    What was given for one occasion does not last, and is left out; an event has nothing else. Days and
    decisions only settle which of two terms wins, so they are kept only where there are several decisions.
    """
    own = tuple(
        row
        for row in rows
        if row.attribute is Attribute.HOURS
        and row.holds_on(day)
        and (row.last_day is None or licence_type in OCCASIONAL)
    )
    if len({(row.decided_on, row.decision_number, row.first_day) for row in own}) <= 1:
        own = tuple(
            replace(row, first_day=_ANY_DAY, last_day=None, decided_on=_ANY_DAY, decision_number=1, source="")
            for row in own
        )
    return tuple(sorted(own, key=_order))


def _order(row: TermRow) -> tuple[str, int, int, date, int, date, str]:
    area = row.area.value if row.area else ""
    decided = (row.decided_on, row.decision_number, row.first_day)
    return (area, int(row.group or 0), row.room or 0, *decided, row.value)
