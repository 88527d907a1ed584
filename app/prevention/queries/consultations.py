"""Consultations ("samråd") of a municipality, and what was said in them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models.spending import Consultation, ConsultedBody, Payout, Spending, SpendingPart
from app.paging import Cursor, Page, page_of
from app.prevention.queries.spending import consultations_missing
from fees.spending import PayoutKind, PayoutState, SpendingAct, SpendingState, open_acts

CONSULTED_IN = tuple(state for state in SpendingState if SpendingAct.CONSULT in open_acts(state))
"""States in which a spending may be taken up."""
MOST_OPEN = 200


def consultation_of(session: Session, municipality_id: int, consultation_id: int) -> Consultation | None:
    """One consultation of the municipality, with attendance."""
    return session.scalars(
        select(Consultation).where(
            Consultation.municipality_id == municipality_id, Consultation.id == consultation_id
        )
    ).one_or_none()


def consultation_page(session: Session, municipality_id: int, cursor: Cursor | None) -> Page:
    """Consultations by the day they were held, the latest first, with how many spendings each took up."""
    taken_up = (
        select(func.count(ConsultedBody.spending_id.distinct()))
        .where(
            ConsultedBody.municipality_id == Consultation.municipality_id,
            ConsultedBody.consultation_id == Consultation.id,
        )
        .scalar_subquery()
    )
    return page_of(
        session,
        select(
            Consultation.id,
            Consultation.title,
            Consultation.form,
            Consultation.held_on,
            taken_up.label("spendings"),
        ).where(Consultation.municipality_id == municipality_id),
        sort_key=Consultation.held_on,
        row_id=Consultation.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )


def views_in(session: Session, municipality_id: int, consultation_id: int) -> Sequence[Any]:
    """What every body said of every spending in a consultation, in the order that it was entered."""
    return session.execute(
        select(
            ConsultedBody.spending_id,
            ConsultedBody.body,
            ConsultedBody.view,
            ConsultedBody.remarks,
            ConsultedBody.answered_on,
            Spending.number,
            Spending.title,
            Spending.amount_ore,
            Spending.state,
        )
        .join(
            Spending,
            and_(
                Spending.municipality_id == ConsultedBody.municipality_id,
                Spending.id == ConsultedBody.spending_id,
            ),
        )
        .where(
            ConsultedBody.municipality_id == municipality_id, ConsultedBody.consultation_id == consultation_id
        )
        .order_by(ConsultedBody.id)
    ).all()


def consulted_on(session: Session, municipality_id: int, spending_id: int) -> Sequence[Any]:
    """What was said of one spending, consultation by consultation."""
    return session.execute(
        select(
            Consultation.id,
            Consultation.title,
            Consultation.form,
            Consultation.held_on,
            ConsultedBody.body,
            ConsultedBody.view,
            ConsultedBody.remarks,
            ConsultedBody.answered_on,
        )
        .join(
            Consultation,
            and_(
                Consultation.municipality_id == ConsultedBody.municipality_id,
                Consultation.id == ConsultedBody.consultation_id,
            ),
        )
        .where(ConsultedBody.municipality_id == municipality_id, ConsultedBody.spending_id == spending_id)
        .order_by(Consultation.held_on, ConsultedBody.id)
    ).all()


def open_spendings(session: Session, municipality_id: int, earmark_id: int) -> Sequence[Any]:
    """The spendings of an earmark that may be taken up, the oldest first."""
    return session.execute(
        select(
            Spending.id,
            Spending.earmark_id,
            Spending.number,
            Spending.title,
            Spending.applicant,
            Spending.amount_ore,
            Spending.state,
        )
        .where(
            Spending.municipality_id == municipality_id,
            Spending.earmark_id == earmark_id,
            Spending.state.in_(CONSULTED_IN),
        )
        .order_by(Spending.id)
        .limit(MOST_OPEN)
    ).all()


def waiting_for_consultation(
    session: Session, municipality_id: int, limit: int = MOST_OPEN
) -> list[tuple[Any, tuple[str, ...]]]:
    """The spendings that somebody is still to be consulted on, with whom, the oldest first."""
    rows = session.execute(
        select(
            Spending.id,
            Spending.earmark_id,
            Spending.number,
            Spending.title,
            Spending.applicant,
            Spending.amount_ore,
            Spending.state,
        )
        .where(
            Spending.municipality_id == municipality_id,
            Spending.state.in_(CONSULTED_IN),
            Spending.unconsulted_by_id.is_(None),
            Spending.meets_purpose.is_(True),
        )
        .order_by(Spending.id)
        .limit(limit)
    ).all()
    missing = consultations_missing(session, municipality_id, [(row.id, row.earmark_id) for row in rows])
    return [(row, missing[row.id]) for row in rows if missing[row.id]]


def first_payments(
    session: Session, municipality_id: int, spending_ids: Collection[int]
) -> Mapping[int, date]:
    """The day that each of some spendings was first paid, of those that have been."""
    rows = session.execute(
        select(SpendingPart.spending_id, func.min(Payout.paid_on).label("paid_on"))
        .join(
            SpendingPart,
            and_(SpendingPart.municipality_id == Payout.municipality_id, SpendingPart.id == Payout.part_id),
        )
        .where(
            Payout.municipality_id == municipality_id,
            Payout.kind == PayoutKind.PAYOUT,
            Payout.state == PayoutState.PAID,
            SpendingPart.spending_id.in_(spending_ids),
        )
        .group_by(SpendingPart.spending_id)
    )
    return {row.spending_id: row.paid_on for row in rows}
