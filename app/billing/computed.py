"""What a stored fee says of how it was computed: written in plain form once, read back for every page.

The text is the same for the same figures, so that two computations can be held beside each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from fees.claims import VolumeBasis
from fees.computation import FeeDoubt, FeeLine, Reduction, YearFee
from fees.money import Money, Rounding
from fees.turnover import NIL, TurnoverSource, Volumes
from licensing.law import AF_6_2, citation
from licensing.licences import Group, LicenceKind

Stored = dict[str, Any]

# Marks a fee that a person is asked something about, so that a list can find them all.
ASKS = "asks"
DOUBTS_OF_FEES = frozenset(doubt.value for doubt in FeeDoubt)
FIGURES = ("kind", "year", "lines", "minimum_ore", "rounding", "regulation", "reduction", "total_ore")


@dataclass(frozen=True)
class RestsOn:
    """The turnover statement that a fee rests on: its version, when it came, and where from."""

    number: int
    received_on: date
    source: TurnoverSource

    @property
    def estimated(self) -> bool:
        """Whether the municipality estimated the litres, as none were reported."""
        return self.source is TurnoverSource.ESTIMATED


@dataclass(frozen=True)
class ComputedYear:
    """The fee of a year with its litres, and what they come from."""

    fee: YearFee
    volumes: Volumes
    basis: VolumeBasis | None
    """Empty for an event."""
    statements: tuple[RestsOn, ...]
    first_day: date
    last_day: date
    carries: tuple[int, ...]

    @property
    def total(self) -> Money:
        """What the year costs."""
        return self.fee.total


@dataclass(frozen=True)
class AdvanceTaken:
    """An advance that a settlement takes off: the fee that was decided, with how it was computed."""

    fee_id: int
    licence_id: int
    computed: ComputedYear


@dataclass(frozen=True)
class Computed:
    """How a fee came about. Of a settlement, `year` is the final fee and `advances` is what it takes off."""

    year: ComputedYear
    advances: tuple[AdvanceTaken, ...] = ()
    settles: bool = False
    doubts: tuple[str, ...] = ()
    """Codes of `FeeDoubt` and `ClaimDoubt`: what a person is asked."""

    @property
    def advance(self) -> Money:
        """What was decided in advance."""
        return Money(sum(taken.computed.total.ore for taken in self.advances))

    @property
    def total(self) -> Money:
        """What is to be paid, or paid back where it is below nought."""
        return self.year.total - self.advance if self.settles else self.year.total


def as_stored(
    fee: YearFee,
    *,
    volumes: Volumes,
    basis: VolumeBasis | None,
    statements: Sequence[RestsOn] = (),
    first_day: date,
    last_day: date,
    carries: Sequence[int] = (),
    doubts: Sequence[str] = (),
) -> Stored:
    """A year's fee in plain form. Decimals are texts, money is whole øre, days are ISO dates."""
    # Written by hand, field by field: twelve thousand of these are written in one run.
    ordinary = fee.ordinary.ore
    stored: Stored = {
        "kind": fee.kind.value,
        "year": fee.year,
        "cl": [volumes.g1_cl, volumes.g2_cl, volumes.g3_cl],
        "lines": [
            {
                "group": int(line.group),
                "litres": str(line.litres),
                "rate": str(line.rate),
                "amount": str(line.amount),
            }
            for line in fee.lines
        ],
        "minimum_ore": fee.minimum.ore,
        "rounding": fee.rounding.value,
        "regulation": fee.regulation,
        "basis": None if basis is None else basis.value,
        "statements": [
            {"number": one.number, "day": one.received_on.isoformat(), "source": one.source.value}
            for one in statements
        ],
        "days": [first_day.isoformat(), last_day.isoformat()],
        "carries": list(carries),
        "doubts": [*(doubt.value for doubt in fee.doubts), *doubts],
        "ordinary_ore": ordinary,
        "total_ore": ordinary,
    }
    if stored["doubts"]:
        stored[ASKS] = True
    if fee.reduction is not None:
        stored["total_ore"] = fee.reduction.to.ore
        stored["reduction"] = {
            "to_ore": fee.reduction.to.ore,
            "reason": fee.reduction.reason,
            "decided_by": fee.reduction.decided_by,
            "decided_on": fee.reduction.decided_on.isoformat(),
            "citation": fee.reduction.citation.code,
        }
    return stored


def settled_as_stored(final: Stored, advances: Sequence[tuple[int, int, Stored]]) -> Stored:
    """A settlement in plain form: the final fee, and each advance as (fee, licence, its own plain form)."""
    taken = sum(stored["total_ore"] for _fee, _licence, stored in advances)
    settled: Stored = {
        "kind": final["kind"],
        "year": final["year"],
        "doubts": final["doubts"],
        "final": _within(final),
        "advances": [
            {"fee_id": fee_id, "licence_id": licence_id, "computed": _within(stored)}
            for fee_id, licence_id, stored in advances
        ],
        "advance_ore": taken,
        "total_ore": final["total_ore"] - taken,
    }
    if settled["doubts"]:
        settled[ASKS] = True
    return settled


def _within(stored: Stored) -> Stored:
    # Whether somebody is asked is said once, outermost, so that the database can be asked for it.
    return {name: value for name, value in stored.items() if name != ASKS}


def figures(stored: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a decision says: two that are equal here differ at most in where the litres came from."""
    if "final" in stored:
        return (figures(stored["final"]), stored["advance_ore"])
    return tuple(stored.get(name) for name in FIGURES)


def from_stored(stored: Mapping[str, Any]) -> Computed:
    """How a stored fee came about."""
    if "final" in stored:
        return Computed(
            _year(stored["final"]),
            tuple(
                AdvanceTaken(one["fee_id"], one["licence_id"], _year(one["computed"]))
                for one in stored["advances"]
            ),
            settles=True,
            doubts=tuple(stored["doubts"]),
        )
    return Computed(_year(stored), doubts=tuple(stored.get("doubts", ())))


def year_fee_of(stored: Mapping[str, Any]) -> YearFee:
    """The fee of a year alone, of one that is no settlement: where a country of them is added up."""
    return YearFee(
        LicenceKind(stored["kind"]),
        int(stored["year"]),
        tuple(
            FeeLine(Group(line["group"]), Decimal(line["litres"]), Decimal(line["rate"]))
            for line in stored["lines"]
        ),
        Money(stored["minimum_ore"]),
        Rounding(stored["rounding"]),
        stored["regulation"],
        _reduction(stored.get("reduction")),
        tuple(FeeDoubt(code) for code in stored.get("doubts", ()) if code in DOUBTS_OF_FEES),
    )


def _year(stored: Mapping[str, Any]) -> ComputedYear:
    fee, basis = year_fee_of(stored), stored.get("basis")
    first_day, last_day = stored.get("days") or (f"{fee.year}-01-01", f"{fee.year}-12-31")
    return ComputedYear(
        fee,
        Volumes(*stored["cl"]) if "cl" in stored else NIL,
        None if basis is None else VolumeBasis(basis),
        tuple(
            RestsOn(one["number"], date.fromisoformat(one["day"]), TurnoverSource(one["source"]))
            for one in stored.get("statements", ())
        ),
        date.fromisoformat(first_day),
        date.fromisoformat(last_day),
        tuple(stored.get("carries", ())),
    )


def _reduction(stored: Mapping[str, Any] | None) -> Reduction | None:
    if stored is None:
        return None
    return Reduction(
        Money(stored["to_ore"]),
        stored["reason"],
        stored["decided_by"],
        date.fromisoformat(stored["decided_on"]),
        citation(stored["citation"]) if stored.get("citation") else AF_6_2,
    )
