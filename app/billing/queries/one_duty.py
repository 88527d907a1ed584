"""Everything about one licence's duty to hand in a turnover statement, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, joinedload

from app.billing.queries.against import is_of_event
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.turnover import (
    SupplierVolume,
    TurnoverAttachment,
    TurnoverDeadline,
    TurnoverDuty,
    TurnoverLink,
    TurnoverQuestion,
    TurnoverRound,
    TurnoverStatement,
)


@dataclass(frozen=True)
class DutyRows:
    """What has happened to a duty, each in the order it came."""

    duty: TurnoverDuty
    round: TurnoverRound | None
    deadlines: Sequence[TurnoverDeadline]
    statements: Sequence[TurnoverStatement]
    """The latest first."""
    questions: Sequence[TurnoverQuestion]
    attachments: Sequence[TurnoverAttachment]
    links: Sequence[TurnoverLink]
    """The latest first."""
    letters: Sequence[Letter]
    suppliers: Sequence[SupplierVolume]
    overtaken: Sequence[Fee]
    """Decided fees that rest on an earlier version than the one that holds."""


def duty_of(session: Session, municipality_id: int, duty_id: int) -> TurnoverDuty | None:
    """A duty with its licence, holder and venue, only within the municipality."""
    found: TurnoverDuty | None = session.scalars(
        select(TurnoverDuty)
        .where(TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.id == duty_id)
        .options(
            joinedload(TurnoverDuty.licence).joinedload(Licence.holder),
            joinedload(TurnoverDuty.licence).joinedload(Licence.venue),
        )
    ).one_or_none()
    return found


def statements_of(session: Session, duty: TurnoverDuty) -> Sequence[TurnoverStatement]:
    """Every version of a duty's statement, the latest first."""
    return session.scalars(
        select(TurnoverStatement)
        .where(
            TurnoverStatement.municipality_id == duty.municipality_id, TurnoverStatement.duty_id == duty.id
        )
        .order_by(TurnoverStatement.number.desc())
    ).all()


def questions_of(session: Session, duty: TurnoverDuty) -> Sequence[TurnoverQuestion]:
    """Every question about any version of a duty's statement."""
    return session.scalars(
        select(TurnoverQuestion)
        .where(TurnoverQuestion.municipality_id == duty.municipality_id, TurnoverQuestion.duty_id == duty.id)
        .order_by(TurnoverQuestion.id)
    ).all()


def rows_of(session: Session, duty: TurnoverDuty) -> DutyRows:
    """Everything about a duty."""
    mine = duty.municipality_id
    statements = statements_of(session, duty)
    year = duty.year if is_of_event(duty) else duty.year - 1
    return DutyRows(
        duty=duty,
        round=None
        if duty.round_id is None
        else session.scalars(
            select(TurnoverRound).where(
                TurnoverRound.municipality_id == mine, TurnoverRound.id == duty.round_id
            )
        ).one(),
        deadlines=session.scalars(
            select(TurnoverDeadline)
            .where(
                TurnoverDeadline.municipality_id == mine,
                or_(
                    TurnoverDeadline.duty_id == duty.id,
                    and_(TurnoverDeadline.round_id.is_not(None), TurnoverDeadline.round_id == duty.round_id),
                ),
            )
            .order_by(TurnoverDeadline.id)
        ).all(),
        statements=statements,
        questions=questions_of(session, duty),
        attachments=session.scalars(
            select(TurnoverAttachment)
            .where(TurnoverAttachment.municipality_id == mine, TurnoverAttachment.duty_id == duty.id)
            .order_by(TurnoverAttachment.id)
        ).all(),
        links=session.scalars(
            select(TurnoverLink)
            .where(TurnoverLink.municipality_id == mine, TurnoverLink.duty_id == duty.id)
            .order_by(TurnoverLink.id.desc())
        ).all(),
        letters=session.scalars(
            select(Letter)
            .where(Letter.municipality_id == mine, Letter.licence_id == duty.licence_id)
            .order_by(Letter.id.desc())
        ).all(),
        suppliers=session.scalars(
            select(SupplierVolume)
            .where(
                SupplierVolume.municipality_id == mine,
                SupplierVolume.licence_id == duty.licence_id,
                SupplierVolume.year == year,
            )
            .order_by(SupplierVolume.supplier)
        ).all(),
        overtaken=_overtaken(session, duty, statements),
    )


def _overtaken(
    session: Session, duty: TurnoverDuty, statements: Sequence[TurnoverStatement]
) -> Sequence[Fee]:
    earlier = [statement.id for statement in statements[1:]]
    if not earlier:
        return ()
    return session.scalars(
        select(Fee)
        .where(
            Fee.municipality_id == duty.municipality_id,
            Fee.statement_id.in_(earlier),
            Fee.state == FeeState.DECIDED,
            Fee.purpose.in_(tuple(FeePurpose)),
        )
        .order_by(Fee.year, Fee.id)
    ).all()
