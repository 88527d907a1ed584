"""What the municipality bears of the spendings of others ("fellestiltak")."""

from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from app.models.spending import Spending, SpendingPart
from app.paging import Cursor, Page, page_of
from fees.spending import PartState, SpendingState


def part_page(session: Session, municipality_id: int, cursor: Cursor | None) -> Page:
    """The municipality's parts of what others pay, the latest first."""
    return page_of(
        session,
        select(
            SpendingPart.id,
            SpendingPart.state,
            SpendingPart.amount_ore,
            SpendingPart.paid_ore,
            SpendingPart.released_ore,
            Spending.number,
            Spending.title,
            Spending.year,
            Spending.amount_ore.label("whole_ore"),
            Spending.state.label("spending_state"),
            Spending.municipality_id.label("payer_id"),
        )
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .where(_of_others(municipality_id)),
        sort_key=SpendingPart.id,
        row_id=SpendingPart.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def _of_others(municipality_id: int) -> Any:
    return and_(SpendingPart.municipality_id == municipality_id, Spending.municipality_id != municipality_id)


def part_of(session: Session, municipality_id: int, part_id: int) -> tuple[SpendingPart, Spending] | None:
    """One of the municipality's parts, with the spending of the other municipality that it is a part of."""
    row: Any = session.execute(
        select(SpendingPart, Spending)
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .where(_of_others(municipality_id), SpendingPart.id == part_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def parts_to_answer(session: Session, municipality_id: int) -> tuple[int, int]:
    """How many parts wait for the municipality's answer, and how many promises of what came to nothing."""
    asked = and_(Spending.state == SpendingState.PROPOSED, SpendingPart.state == PartState.PROPOSED)
    idle = and_(
        Spending.state.in_((SpendingState.REFUSED, SpendingState.RETRACTED, SpendingState.LAPSED)),
        SpendingPart.state == PartState.RESERVED,
    )
    row = session.execute(
        select(
            func.coalesce(func.sum(case((asked, 1), else_=0)), 0),
            func.coalesce(func.sum(case((idle, 1), else_=0)), 0),
        )
        .select_from(SpendingPart)
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .where(_of_others(municipality_id))
    ).one()
    return int(row[0]), int(row[1])
