"""Income ("gebyrinntekt") in a try-out: what licences last paid, by what would happen to them, and events.

Amounts are whole øre. What nobody knows is counted and never guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from licensing.tryouts.consequences import Consequence


@dataclass
class LicenceIncome:
    """The fees that lasting licences last had, by what one policy would do to them."""

    ore: dict[Consequence, int] = field(default_factory=dict)
    known: dict[Consequence, int] = field(default_factory=dict)
    """How many licences have a fee."""
    unknown: dict[Consequence, int] = field(default_factory=dict)
    """How many have none yet."""

    def count(self, result: Consequence, fee_ore: int | None) -> None:
        """One more licence."""
        if fee_ore is None:
            _add_to(self.unknown, result, 1)
        else:
            _add_to(self.known, result, 1)
            _add_to(self.ore, result, fee_ore)

    def add(self, other: "LicenceIncome") -> None:
        """Those of one more chunk."""
        for part in fields(self):
            for result, number in getattr(other, part.name).items():
                _add_to(getattr(self, part.name), result, number)

    def of(self, *results: Consequence) -> tuple[int, int, int]:
        """Øre, licences with a fee and licences without one, for some consequences together."""
        ore, known, unknown = (
            sum(counts.get(result, 0) for result in results)
            for counts in (self.ore, self.known, self.unknown)
        )
        return ore, known, unknown

    @property
    def as_stored(self) -> dict[str, dict[str, int]]:
        """The sums as JSON can hold them."""
        return {part.name: dict(sorted(getattr(self, part.name).items())) for part in fields(self)}

    @classmethod
    def from_stored(cls, stored: Mapping[str, Mapping[str, int]]) -> "LicenceIncome":
        """The sums as they were stored."""
        return cls(
            **{
                name: {Consequence(result): number for result, number in counts.items()}
                for name, counts in stored.items()
            }
        )


@dataclass
class EventIncome:
    """What the events of a year would have cost by one policy, or what they did cost."""

    ore: int = 0
    known: int = 0
    """How many events a fee is known of."""
    waiting: int = 0
    """How many hang on guests, litres or rates that nobody has told."""
    silent: int = 0
    """How many nothing says the fee of."""

    def count(self, fee_ore: int | None, *, silent: bool = False) -> None:
        """One more event; `silent` is that there is no tariff for it."""
        if silent:
            self.silent += 1
        elif fee_ore is None:
            self.waiting += 1
        else:
            self.known += 1
            self.ore += fee_ore

    def add(self, other: "EventIncome") -> None:
        """Those of one more chunk."""
        for part in fields(self):
            setattr(self, part.name, getattr(self, part.name) + getattr(other, part.name))

    @property
    def events(self) -> int:
        """How many events there were."""
        return self.known + self.waiting + self.silent

    @property
    def as_stored(self) -> dict[str, Any]:
        """The sums as JSON can hold them."""
        return {part.name: getattr(self, part.name) for part in fields(self)}


def _add_to(counts: dict[Consequence, int], result: Consequence, number: int) -> None:
    counts[result] = counts.get(result, 0) + number
