"""Reading fees: those of a year and of a round, each licence's latest, and the editions of one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from app.models.fee import Fee, FeePurpose, FeeState
from fees.money import Money

# The fees that a year's round makes are for the year itself, or for the one before.
PURPOSES_OF_YEAR = (FeePurpose.ADVANCE,)
PURPOSES_OF_LAST_YEAR = (FeePurpose.SETTLEMENT, FeePurpose.YEAR)


@dataclass(frozen=True)
class FeeRow:
    """A fee that is decided and stands, or that is computed and waits for its decision."""

    fee_id: int
    licence_id: int
    year: int
    purpose: FeePurpose
    edition: int
    state: FeeState
    total_ore: int
    computed: Mapping[str, Any]
    """In plain form, as `app.billing.computed` writes and reads it."""
    statement_id: int | None
    decided_on: date | None

    @property
    def total(self) -> Money:
        """What is to be paid; below nought it is paid back."""
        return Money(self.total_ore)


COLUMNS = (
    Fee.id.label("fee_id"),
    Fee.licence_id,
    Fee.year,
    Fee.purpose,
    Fee.edition,
    Fee.state,
    Fee.total_ore,
    Fee.computed,
    Fee.statement_id,
    Fee.decided_on,
)


def of_round(year: int) -> ColumnElement[bool]:
    """The fees that the round of a year makes: advances of the year, and what is left of the year before."""
    return or_(
        and_(Fee.year == year, Fee.purpose.in_(PURPOSES_OF_YEAR)),
        and_(Fee.year == year - 1, Fee.purpose.in_(PURPOSES_OF_LAST_YEAR)),
    )


def fees_of_year(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int] | None = None
) -> Sequence[FeeRow]:
    """The fees that are for a calendar year, events as well; a settlement counts in the year that is settled.

    A decided fee stands until a newer edition is decided, so a licence may have two for a purpose: the one
    that is DECIDED, and one that is COMPUTED and waits. `newest` keeps the later of them.
    """
    return _rows(session, municipality_id, Fee.year == year, licence_ids)


def fees_of_round(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int] | None = None
) -> Sequence[FeeRow]:
    """The fees that the round of a year makes: the year's advances and the settlement of the year before."""
    return _rows(session, municipality_id, of_round(year), licence_ids)


def _rows(
    session: Session, municipality_id: int, which: ColumnElement[bool], licence_ids: Collection[int] | None
) -> Sequence[FeeRow]:
    if licence_ids is not None and not licence_ids:
        return []
    statement = select(*COLUMNS).where(
        Fee.municipality_id == municipality_id, which, Fee.state != FeeState.REPLACED
    )
    if licence_ids is not None:
        statement = statement.where(Fee.licence_id.in_(licence_ids))
    rows = session.execute(statement.order_by(Fee.licence_id, Fee.year, Fee.purpose, Fee.edition))
    return [FeeRow(*row) for row in rows]


def newest(rows: Iterable[FeeRow]) -> list[FeeRow]:
    """The latest edition of each fee: what waits, where something does, and else what is decided."""
    latest: dict[tuple[int, int, FeePurpose], FeeRow] = {}
    for row in rows:
        key = (row.licence_id, row.year, row.purpose)
        if key not in latest or row.edition > latest[key].edition:
            latest[key] = row
    return list(latest.values())
