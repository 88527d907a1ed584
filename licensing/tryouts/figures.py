"""Figures of a try-out: how many licences each consequence meets, and the hours by zone and category.

They are gathered while the licences stream by, so that they take no more room the more licences there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from licensing.licences import AreaKind, LicenceKind, VenueCategory
from licensing.stored import from_plain, to_compact
from licensing.tryouts.consequences import Consequence
from licensing.tryouts.income import EventIncome, LicenceIncome


@dataclass(frozen=True)
class HoursCell:
    """Where hours are counted: kind, area, zone and category of a place."""

    kind: LicenceKind
    area: AreaKind
    category: VenueCategory | None = None
    zone: str | None = ""
    """Empty is outside all zones; None is a place that nobody has put on the map."""


@dataclass(frozen=True)
class EndSpan:
    """The earliest and the latest end among some places, in minutes of the service day; None is closed."""

    earliest: int | None = None
    latest: int | None = None

    def with_end(self, end: int | None) -> "EndSpan":
        """The span when one more place is counted."""
        known = [value for value in (self.earliest, end) if value is not None]
        last = [value for value in (self.latest, end) if value is not None]
        return EndSpan(min(known, default=None), max(last, default=None))

    def joined(self, other: "EndSpan") -> "EndSpan":
        """The span of two sets of places together."""
        return self.with_end(other.earliest).with_end(other.latest)


@dataclass(frozen=True)
class HoursRow:
    """The places of one cell: how many there are, when they end now, and when they would by each draft."""

    cell: HoursCell
    places: int = 0
    now: EndSpan = EndSpan()
    then: tuple[EndSpan, ...] = ()

    def joined(self, other: "HoursRow") -> "HoursRow":
        """Both sets of places together."""
        pairs = zip(self.then, other.then, strict=True)
        return replace(
            self,
            places=self.places + other.places,
            now=self.now.joined(other.now),
            then=tuple(one.joined(more) for one, more in pairs),
        )


@dataclass
class Figures:
    """What is counted while licences and cases are tried, by each of the policies in turn."""

    consequences: list[dict[Consequence, int]] = field(default_factory=list)
    outcomes: list[dict[str, int]] = field(default_factory=list)
    """How many open cases each outcome would be proposed for."""
    unknown: list[dict[str, int]] = field(default_factory=list)
    """How many licences hang on each answer that nobody has given."""
    conditions: list[dict[str, int]] = field(default_factory=list)
    """How many licences lack each condition, by its rule."""
    licensed: dict[LicenceKind, int] = field(default_factory=dict)
    """How many lasting licences there are: what a percentage is of."""
    hours: dict[HoursCell, HoursRow] = field(default_factory=dict)
    income: list[LicenceIncome] = field(default_factory=list)
    """What lasting licences last paid, by what would happen to them."""
    events: list[EventIncome] = field(default_factory=list)
    """What the events of the last year would have cost."""
    taken: EventIncome = field(default_factory=EventIncome)
    """What they did cost."""

    @classmethod
    def of(cls, policies: int) -> "Figures":
        """Nothing counted yet, of so many policies."""
        return cls(
            [{} for _ in range(policies)],
            [{} for _ in range(policies)],
            [{} for _ in range(policies)],
            [{} for _ in range(policies)],
            income=[LicenceIncome() for _ in range(policies)],
            events=[EventIncome() for _ in range(policies)],
        )

    def count_hours(self, rows: Iterable[HoursRow]) -> None:
        """One more licence's places."""
        for row in rows:
            known = self.hours.get(row.cell)
            self.hours[row.cell] = row if known is None else known.joined(row)

    def add(self, other: "Figures") -> None:
        """The figures of one more chunk."""
        for name in ("consequences", "outcomes", "unknown", "conditions"):
            for own, more in zip(getattr(self, name), getattr(other, name), strict=True):
                _add(own, more)
        for mine, further in zip(self.income, other.income, strict=True):
            mine.add(further)
        for held, beside in zip(self.events, other.events, strict=True):
            held.add(beside)
        self.taken.add(other.taken)
        _add(self.licensed, other.licensed)
        self.count_hours(other.hours.values())

    @property
    def as_stored(self) -> dict[str, Any]:
        """The figures as JSON can hold them."""
        return {
            "consequences": [dict(sorted(counts.items())) for counts in self.consequences],
            "outcomes": self.outcomes,
            "unknown": self.unknown,
            "conditions": self.conditions,
            "licensed": {kind.value: number for kind, number in self.licensed.items()},
            "hours": [to_compact(row) for row in self.hours.values()],
            "income": [one.as_stored for one in self.income],
            "events": [one.as_stored for one in self.events],
            "taken": self.taken.as_stored,
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Figures":
        """The figures as they were stored."""
        rows = (from_plain(HoursRow, row) for row in stored["hours"])
        policies = len(stored["consequences"])
        return cls(
            [
                {Consequence(name): number for name, number in counts.items()}
                for counts in stored["consequences"]
            ],
            [dict(counts) for counts in stored["outcomes"]],
            [dict(counts) for counts in stored["unknown"]],
            [dict(counts) for counts in stored["conditions"]],
            {LicenceKind(kind): number for kind, number in stored["licensed"].items()},
            {row.cell: row for row in rows},
            # A try-out of an earlier version of the program asked nothing of fees.
            [LicenceIncome.from_stored(one) for one in stored.get("income") or [{}] * policies],
            [EventIncome(**one) for one in stored.get("events") or [{}] * policies],
            EventIncome(**stored.get("taken", {})),
        )


def count(counts: dict[Any, int], name: object) -> None:
    """One more of a name."""
    counts[name] = counts.get(name, 0) + 1


def _add(own: dict[Any, int], more: Mapping[Any, int]) -> None:
    for name, number in more.items():
        own[name] = own.get(name, 0) + number
