"""What fees are computed from, read for many licences at once: statements, reductions, and earlier fees."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.billing.queries.fees import of_round
from app.models.fee import Fee, FeePurpose, FeeReduction, FeeState
from app.models.licence import Licence, LicencePeriod
from app.models.turnover import TurnoverDuty, TurnoverStatement
from app.models.user import User
from fees.claims import AdvanceStanding
from fees.computation import Reduction
from fees.money import Money
from licensing.law import citation

Key = tuple[int, FeePurpose, int]
"""A licence, what a fee is for, and the year that it is for."""


@dataclass(frozen=True)
class EarlierFee:
    """A fee that has been computed before."""

    fee_id: int
    licence_id: int
    purpose: FeePurpose
    year: int
    edition: int
    computed: dict[str, Any]
    statement_id: int | None


@dataclass(frozen=True)
class EarlierFees:
    """The fees that some licences have already: those that wait for a decision, those that are decided."""

    waiting: dict[Key, EarlierFee] = field(default_factory=dict)
    decided: dict[Key, EarlierFee] = field(default_factory=dict)

    def advance_standing(self, licence_ids: Sequence[int], year: int) -> AdvanceStanding:
        """How far the advance of a year has come, for licences that one fee is paid for."""
        keys = [(licence_id, FeePurpose.ADVANCE, year) for licence_id in licence_ids]
        if any(key in self.decided for key in keys):
            return AdvanceStanding.DECIDED
        waits = any(key in self.waiting for key in keys)
        return AdvanceStanding.WAITING if waits else AdvanceStanding.NONE

    def advances(self, licence_ids: Sequence[int], year: int) -> list[EarlierFee]:
        """The advances of a year that were decided, for licences that one fee is paid for."""
        keys = ((licence_id, FeePurpose.ADVANCE, year) for licence_id in licence_ids)
        return [self.decided[key] for key in keys if key in self.decided]


def earlier_fees(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int]
) -> EarlierFees:
    """The fees of a round that some licences have already, and their advances of the year before."""
    found = EarlierFees()
    rows = session.execute(
        select(
            Fee.id,
            Fee.licence_id,
            Fee.purpose,
            Fee.year,
            Fee.edition,
            Fee.computed,
            Fee.statement_id,
            Fee.state,
        ).where(
            Fee.municipality_id == municipality_id,
            Fee.licence_id.in_(licence_ids),
            Fee.state != FeeState.REPLACED,
            or_(of_round(year), and_(Fee.year == year - 1, Fee.purpose == FeePurpose.ADVANCE)),
        )
    )
    for *fields, state in rows:
        one = EarlierFee(*fields)
        these = found.decided if state is FeeState.DECIDED else found.waiting
        these[one.licence_id, one.purpose, one.year] = one
    return found


def reductions_in_force(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int]
) -> Mapping[Key, Reduction]:
    """The reductions of a year's round and of the year before that hold: the latest of each, if it lowers."""
    rows = session.execute(
        select(
            FeeReduction.licence_id,
            FeeReduction.purpose,
            FeeReduction.year,
            FeeReduction.to_ore,
            FeeReduction.reason,
            FeeReduction.citation,
            FeeReduction.decided_on,
            User.name,
        )
        .join(User, User.id == FeeReduction.decided_by_id)
        .where(
            FeeReduction.municipality_id == municipality_id,
            FeeReduction.licence_id.in_(licence_ids),
            FeeReduction.year.in_((year - 1, year)),
        )
        .order_by(FeeReduction.number)
    )
    found: dict[Key, Reduction] = {}
    for row in rows:
        key = (row.licence_id, row.purpose, row.year)
        found.pop(key, None)
        if row.to_ore is not None:
            found[key] = Reduction(
                Money(row.to_ore), row.reason, row.name, row.decided_on, citation(row.citation)
            )
    return found


def unanswered(session: Session, municipality_id: int, year: int, licence_ids: Collection[int]) -> set[int]:
    """Which of some licences were asked for a statement in the round of a year and have not sent one."""
    if not licence_ids:
        return set()
    answered = select(TurnoverStatement.duty_id).where(
        TurnoverStatement.municipality_id == municipality_id, TurnoverStatement.duty_id == TurnoverDuty.id
    )
    statement = select(TurnoverDuty.licence_id).where(
        TurnoverDuty.municipality_id == municipality_id,
        TurnoverDuty.year == year,
        TurnoverDuty.licence_id.in_(licence_ids),
        ~answered.exists(),
    )
    return set(session.scalars(statement))


def in_force_in(session: Session, municipality_id: int, year: int, licence_ids: Collection[int]) -> set[int]:
    """Which of some licences were in force some day of a year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    statement = (
        select(Licence.id)
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            Licence.id.in_(licence_ids),
            LicencePeriod.first_day <= last,
            LicencePeriod.last_day >= first,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= first),
        )
    )
    return set(session.scalars(statement))
