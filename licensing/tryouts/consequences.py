"""Consequences ("følger") of a draft policy: what would happen to a licence, and which rule makes it so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licensing.licences import AreaKind, Group
from licensing.service_hours import ServiceHours


class Consequence(StrEnum):
    """What would happen, the gravest first.

    A licence that hangs on what nobody has answered is told apart from one that a person must weigh.
    """

    LOST = "lost"
    PART_LOST = "part_lost"
    SHORTENED = "shortened"
    CONDITION = "condition"
    JUDGED = "judged"
    UNKNOWN = "unknown"
    UNCHANGED = "unchanged"


GRAVITY = {consequence: place for place, consequence in enumerate(Consequence)}


@dataclass(frozen=True)
class Would:
    """One thing that would happen; what is lost or shortened is named, empty means all of it."""

    what: Consequence
    rule: str = ""
    source: str = ""
    """Where the rule stands."""
    groups: tuple[Group, ...] = ()
    area: AreaKind | None = None
    weekdays: tuple[int, ...] = ()
    """The days of an ordinary week, 1 is Monday."""
    days: tuple[date, ...] = ()
    """Days that rules speak of by date, day class, season or name."""
    before: tuple[ServiceHours, ...] = ()
    after: tuple[ServiceHours, ...] = ()
    """No hours is closed."""
    asks: tuple[str, ...] = ()
    """The answers that are missing; "zone" and "category" among them."""


def gravest(found: Iterable[Would]) -> Consequence:
    """What a licence is counted as: the gravest of what would happen to it."""
    return min((would.what for would in found), key=GRAVITY.__getitem__, default=Consequence.UNCHANGED)
