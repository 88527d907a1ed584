"""Calls and reminders that were written for turnover statements: what proves that a holder was told.

Law: alkoholforskriften § 6-3.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.billing.queries.duties import DutyParts
from app.letters.facts import LetterKind
from app.models.billing_run import BillingRun, RunKind
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.models.venue import Venue


def letters_of_duty(session: Session, municipality_id: int, licence_id: int, year: int) -> Sequence[Row[Any]]:
    """Every call and reminder of a licence in a year, oldest first: what proves that it was told."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            Letter.id,
            Letter.kind,
            Letter.state,
            Letter.dated_on,
            Letter.channel,
            Letter.reference,
            Letter.sent_on,
            Letter.arrived_on,
        )
        .join(
            BillingRun,
            and_(BillingRun.municipality_id == Letter.municipality_id, BillingRun.id == Letter.run_id),
        )
        .where(
            Letter.municipality_id == municipality_id,
            Letter.licence_id == licence_id,
            Letter.kind.in_((LetterKind.TURNOVER_CALL, LetterKind.TURNOVER_REMINDER)),
            BillingRun.year == year,
        )
        .order_by(Letter.id)
    )
    return session.execute(statement).all()


def overtaken_letters(session: Session, municipality_id: int, run_id: int) -> Sequence[Row[Any]]:
    """The letters of a run that have not gone out, and whose statement has come since they were written.

    To send such a reminder would be to remind somebody who has delivered.
    """
    parts = DutyParts()
    return session.execute(
        parts.joined(
            select(
                Letter.id,
                Letter.licence_id,
                Licence.number,
                Venue.name.label("venue"),
                TurnoverDuty.id.label("duty_id"),
                parts.statement.received_on,
            ).select_from(TurnoverDuty)
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .join(
            BillingRun,
            and_(
                BillingRun.municipality_id == TurnoverDuty.municipality_id,
                BillingRun.year == TurnoverDuty.year,
            ),
        )
        .join(
            Letter,
            and_(
                Letter.municipality_id == TurnoverDuty.municipality_id,
                Letter.licence_id == TurnoverDuty.licence_id,
                Letter.run_id == BillingRun.id,
            ),
        )
        .where(
            TurnoverDuty.municipality_id == municipality_id,
            BillingRun.id == run_id,
            BillingRun.kind.in_((RunKind.CALLS, RunKind.REMINDERS)),
            Letter.state.in_((LetterState.DRAFT, LetterState.FINAL)),
            parts.statement.id.is_not(None),
        )
        .order_by(Venue.sort_key, Letter.id)
    ).all()
