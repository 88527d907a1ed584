"""Rows of the inspection list ("kontrolliste"): what an inspector must know of each licence and event.

A list is kept as it was handed out, so its rows are plain values that can be stored and read back.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

Stored = dict[str, Any]


@dataclass(frozen=True)
class HoursOfArea:
    """Hours of some groups in an area, or in some rooms of it, in their stored form ("10:00-26:00")."""

    area: str
    rooms: tuple[str, ...]
    """The rooms that the line is for; empty for the whole area."""
    groups: tuple[int, ...]
    spans: tuple[str, ...] | None
    """No span: closed. None: no rule knows them, as for goods that such a seller may not sell."""

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """A line as it was stored."""
        spans = stored["spans"]
        return cls(
            stored["area"],
            tuple(stored["rooms"]),
            tuple(stored["groups"]),
            None if spans is None else tuple(spans),
        )


@dataclass(frozen=True)
class HoursOfDays:
    """The hours that some days of the week share."""

    days: tuple[str, ...]
    """The dates, in ISO."""
    lines: tuple[HoursOfArea, ...]

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """Days as they were stored."""
        return cls(tuple(stored["days"]), tuple(HoursOfArea.from_stored(line) for line in stored["lines"]))


@dataclass(frozen=True)
class LicenceRow:
    """A licence in force on the day of the list."""

    licence_id: int
    number: str
    kind: str
    type: str
    venue_id: int
    venue: str
    address: str
    holder: str
    holder_number: str
    groups: str
    audience: str
    category: str
    first_day: str
    last_day: str
    usable_from: str
    """Empty while it may not be used."""
    is_usable: bool
    in_season: bool
    suspensions: tuple[tuple[str, str], ...]
    today: tuple[HoursOfArea, ...]
    week: tuple[HoursOfDays, ...]
    rooms: tuple[str, ...]
    outdoor: tuple[str, ...]
    conditions: tuple[str, ...]
    managers: tuple[str, ...]
    deputies: tuple[str, ...]
    granted_hours: tuple[tuple[str, str, str, str], ...]
    """Area, groups, weekdays and hours as they were granted, so that a list of another weekday compares."""

    @property
    def as_stored(self) -> Stored:
        """The row as it is stored."""
        return {"row": "licence", **asdict(self)}

    @property
    def is_open(self) -> bool:
        """Whether it may be used on the day."""
        return self.is_usable and self.in_season and not self.suspensions

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """A row as it was stored."""
        names = ("rooms", "outdoor", "conditions", "managers", "deputies")
        return cls(
            **{name: value for name, value in stored.items() if name != "row"}
            | {name: tuple(stored[name]) for name in names}
            | {
                "suspensions": tuple((first, last) for first, last in stored["suspensions"]),
                "granted_hours": tuple(tuple(line) for line in stored["granted_hours"]),
                "today": tuple(HoursOfArea.from_stored(line) for line in stored["today"]),
                "week": tuple(HoursOfDays.from_stored(days) for days in stored["week"]),
            }
        )


@dataclass(frozen=True)
class EventRow:
    """A single occasion or an ambulatory use in the week of the list, with its hours day by day."""

    licence_id: int
    number: str
    type: str
    event: str
    venue_id: int
    venue: str
    address: str
    holder: str
    groups: str
    audience: str
    days: tuple[tuple[str, str, str], ...]
    """Date, room and hours, in their stored forms."""
    managers: tuple[str, ...]
    deputies: tuple[str, ...]
    conditions: tuple[str, ...]
    guests: int | None
    age_limit: int | None
    guards: int | None

    @property
    def as_stored(self) -> Stored:
        """The row as it is stored."""
        return {"row": "event", **asdict(self)}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> Self:
        """A row as it was stored."""
        names = ("managers", "deputies", "conditions")
        return cls(
            **{name: value for name, value in stored.items() if name != "row"}
            | {name: tuple(stored[name]) for name in names}
            | {"days": tuple((day, room, hours) for day, room, hours in stored["days"])}
        )


@dataclass(frozen=True)
class ListRows:
    """Everything on a list."""

    licences: tuple[LicenceRow, ...]
    events: tuple[EventRow, ...]

    @property
    def as_stored(self) -> list[Stored]:
        """The rows as they are stored."""
        return [row.as_stored for row in self.licences] + [row.as_stored for row in self.events]

    @classmethod
    def from_stored(cls, stored: list[Stored]) -> Self:
        """The rows as they were stored."""
        return cls(
            tuple(LicenceRow.from_stored(row) for row in stored if row["row"] == "licence"),
            tuple(EventRow.from_stored(row) for row in stored if row["row"] == "event"),
        )
