"""The fees of events as they are kept: what they hang on, and how a fee that was taken came about.

What a fee hangs on is written at the event when its fee is set, so that it explains itself for ever: the
policy may have another tariff the year after.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.rates import rate_table
from fees.computation import FeeLine
from fees.money import Money, Rounding
from fees.occasions import (
    OccasionBasis,
    OccasionDoubt,
    OccasionFee,
    OccasionLine,
    OccasionPart,
    occasion_fee,
)
from fees.rates import RateSet
from fees.turnover import Volumes
from licensing.licences import Group
from licensing.stored import from_plain, to_compact

Stored = dict[str, Any]


def basis_as_stored(basis: OccasionBasis | None) -> Stored | None:
    """What a fee hangs on, in plain form."""
    return None if basis is None else to_compact(basis)


def basis_of(stored: Mapping[str, Any] | None) -> OccasionBasis | None:
    """What a fee hangs on; None where nobody has kept it."""
    return None if not stored else from_plain(OccasionBasis, stored)


@dataclass(frozen=True)
class Reckoning:
    """What the fees of events of a municipality are reckoned with, read once for many of them."""

    table: tuple[RateSet, ...]
    rounding: Mapping[int, Rounding]

    def fee(
        self, basis: OccasionBasis, *, volumes: Volumes | None = None, statement_missing: bool = False
    ) -> OccasionFee:
        """The fee of an event. Raises `RateNotSet` for litres of a group without a rate."""
        return occasion_fee(
            basis,
            volumes=volumes,
            statement_missing=statement_missing,
            table=self.table,
            rounding=self.rounding.get(basis.first_day.year, Rounding.ORE),
        )


def reckoning(session: Session, municipality_id: int, *years: int) -> Reckoning:
    """The rates, and what the fees of some years are rounded to."""
    return Reckoning(
        rate_table(session, municipality_id),
        {year: fee_year_of(session, municipality_id, year).rounding for year in years},
    )


def as_stored(fee: OccasionFee, total: Money, last_day: date, volumes: Volumes | None) -> Stored:
    """A fee that was taken, in the plain form that all fees have; litres and rates as exact texts.

    `total` is what was decided, which a person may have set otherwise than the tariff gives.
    """
    basis = fee.basis
    litres = [line.volume for line in fee.lines if line.volume is not None]
    minimum = [line.amount for line in fee.lines if line.part is OccasionPart.MINIMUM]
    return {
        "kind": basis.kind.value,
        "year": basis.first_day.year,
        "cl": [0, 0, 0] if volumes is None else [volumes.g1_cl, volumes.g2_cl, volumes.g3_cl],
        "lines": [
            {
                "group": int(line.group),
                "litres": str(line.litres),
                "rate": str(line.rate),
                "amount": str(line.amount),
            }
            for line in litres
        ],
        # Only a minimum that decided is told of; an event has none of its own.
        "minimum_ore": total.ore if minimum else 0,
        "rounding": fee.rounding.value,
        "regulation": fee.regulation,
        "basis": None,
        "statements": [],
        "days": [basis.first_day.isoformat(), last_day.isoformat()],
        "carries": [],
        "doubts": [doubt.value for doubt in fee.doubts],
        "ordinary_ore": total.ore,
        "total_ore": total.ore,
        "occasion": to_compact(basis),
        "by_tariff": fee.total == total,
        "parts": [_part_as_stored(line) for line in fee.lines],
        "cap_ore": None if fee.cap is None else fee.cap.ore,
        "lawful_ore": None if fee.lawful is None else fee.lawful.ore,
        "asked_ore": None if fee.asked is None else fee.asked.ore,
    }


def _part_as_stored(line: OccasionLine) -> Stored:
    # Litres and rate stand among the lines that all fees have; a part names its group.
    stored: Stored = to_compact(replace(line, volume=None))
    return stored if line.volume is None else stored | {"group": int(line.volume.group)}


def fee_of_stored(stored: Mapping[str, Any]) -> OccasionFee | None:
    """How a fee that was taken came about; None where it was set with no tariff behind it."""
    basis = basis_of(stored.get("occasion"))
    if basis is None:
        return None
    litres = {
        line["group"]: FeeLine(Group(line["group"]), Decimal(line["litres"]), Decimal(line["rate"]))
        for line in stored["lines"]
    }
    return OccasionFee(
        basis,
        tuple(
            replace(
                from_plain(OccasionLine, {name: part[name] for name in part if name != "group"}),
                volume=litres.get(part.get("group")),
            )
            for part in stored["parts"]
        ),
        Rounding(stored["rounding"]),
        Money(stored["total_ore"]),
        _money(stored["asked_ore"]),
        _money(stored["cap_ore"]),
        _money(stored["lawful_ore"]),
        doubts=tuple(OccasionDoubt(code) for code in stored["doubts"]),
        regulation=stored["regulation"],
    )


def _money(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)


def plain_as_stored(kind: str, first_day: date, last_day: date, total: Money) -> Stored:
    """A fee of which nothing is known but what was decided, in the same form."""
    return {
        "kind": kind,
        "year": first_day.year,
        "cl": [0, 0, 0],
        "lines": [],
        "minimum_ore": 0,
        "rounding": Rounding.ORE.value,
        "regulation": "",
        "basis": None,
        "statements": [],
        "days": [first_day.isoformat(), last_day.isoformat()],
        "carries": [],
        "doubts": [],
        "ordinary_ore": total.ore,
        "total_ore": total.ore,
    }
