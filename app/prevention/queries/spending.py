"""Spending of a municipality's earmarks: lists, one of them, and what is missing in its consultation."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models.earmark import EarmarkConsulted
from app.models.plan import PlanMeasure, PlanMunicipality
from app.models.spending import ConsultedBody, Spending, SpendingPart
from app.models.user import User
from app.paging import Cursor, Page, page_of
from fees.money import ZERO, Money
from fees.spending import Consulted, PartState, SpendingState, missing_in_consultation


@dataclass(frozen=True)
class Wanted:
    """Which spendings a list shows; what is empty shows all."""

    year: int | None = None
    earmark_id: int | None = None
    state: SpendingState | None = None

    def chosen(self, municipality_id: int, *, state: bool = True) -> Sequence[ColumnElement[bool]]:
        """What a row must be to be shown."""
        found: list[ColumnElement[bool]] = [Spending.municipality_id == municipality_id]
        if self.year is not None:
            found.append(Spending.year == self.year)
        if self.earmark_id is not None:
            found.append(Spending.earmark_id == self.earmark_id)
        if state and self.state is not None:
            found.append(Spending.state == self.state)
        return found


def spending_of(session: Session, municipality_id: int, spending_id: int) -> Spending | None:
    """One spending that the municipality pays."""
    return session.scalars(
        select(Spending).where(Spending.municipality_id == municipality_id, Spending.id == spending_id)
    ).one_or_none()


def spending_page(session: Session, municipality_id: int, wanted: Wanted, cursor: Cursor | None) -> Page:
    """Spendings that the municipality pays, the latest first."""
    return page_of(
        session,
        select(
            Spending.id,
            Spending.number,
            Spending.earmark_id,
            Spending.year,
            Spending.state,
            Spending.origin,
            Spending.kind,
            Spending.title,
            Spending.applicant,
            Spending.target_group,
            Spending.amount_ore,
            Spending.held_on,
            Spending.meets_purpose,
            Spending.unconsulted_by_id,
        ).where(*wanted.chosen(municipality_id)),
        sort_key=Spending.id,
        row_id=Spending.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def counts_by_state(
    session: Session, municipality_id: int, wanted: Wanted
) -> Mapping[SpendingState, tuple[int, Money]]:
    """How many spendings stand in each state, and their amounts together."""
    rows = session.execute(
        select(Spending.state, func.count(), func.sum(Spending.amount_ore))
        .where(*wanted.chosen(municipality_id, state=False))
        .group_by(Spending.state)
    )
    return {state: (int(count), Money(int(total))) for state, count, total in rows}


def asked_for(session: Session, municipality_id: int, earmark_id: int, year: int) -> tuple[int, Money]:
    """How many proposals that meet the purpose wait in a year, and what they ask the municipality for."""
    row = session.execute(
        select(func.count(), func.sum(SpendingPart.amount_ore))
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .where(
            SpendingPart.municipality_id == municipality_id,
            SpendingPart.state == PartState.PROPOSED,
            Spending.earmark_id == earmark_id,
            Spending.year == year,
            Spending.state == SpendingState.PROPOSED,
            Spending.meets_purpose.is_(True),
        )
    ).one()
    return int(row[0]), Money(int(row[1])) if row[1] else ZERO


def consultation_missing(session: Session, spending: Spending) -> tuple[str, ...]:
    """The bodies that are to be consulted on a spending and have not been; none when it is filled."""
    wanted = [(spending.id, spending.earmark_id)]
    return consultations_missing(session, spending.municipality_id, wanted)[spending.id]


def consultations_missing(
    session: Session, municipality_id: int, wanted: Collection[tuple[int, int]]
) -> Mapping[int, tuple[str, ...]]:
    """The bodies that are missing for each of some spendings, which come with the id of their earmark."""
    required: dict[int, list[str]] = defaultdict(list)
    bodies = session.execute(
        select(EarmarkConsulted.earmark_id, EarmarkConsulted.body)
        .where(EarmarkConsulted.earmark_id.in_({earmark_id for _id, earmark_id in wanted}))
        .order_by(EarmarkConsulted.position)
    )
    for earmark_id, body in bodies:
        required[earmark_id].append(body)
    heard: dict[int, list[Consulted]] = defaultdict(list)
    answers = session.execute(
        select(ConsultedBody.spending_id, ConsultedBody.body, ConsultedBody.view).where(
            ConsultedBody.municipality_id == municipality_id,
            ConsultedBody.spending_id.in_({spending_id for spending_id, _earmark in wanted}),
        )
    )
    for spending_id, body, view in answers:
        heard[spending_id].append(Consulted(body, view))
    return {
        spending_id: missing_in_consultation(required[earmark_id], heard[spending_id])
        for spending_id, earmark_id in wanted
    }


def measure_is_known(session: Session, municipality_id: int, measure_id: int) -> bool:
    """Whether a measure stands in a plan of the municipality, as a shared line or its own."""
    found = session.scalars(
        select(PlanMeasure.municipality_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanMeasure.plan_id)
        .where(PlanMunicipality.municipality_id == municipality_id, PlanMeasure.id == measure_id)
    ).all()
    return any(owner in (None, municipality_id) for owner in found)


def measure_of_last(session: Session, municipality_id: int, earmark_id: int) -> int | None:
    """The line of the plan that the latest spending of an earmark belongs to."""
    return session.scalars(
        select(Spending.measure_id)
        .where(
            Spending.municipality_id == municipality_id,
            Spending.earmark_id == earmark_id,
            Spending.measure_id.is_not(None),
        )
        .order_by(Spending.id.desc())
        .limit(1)
    ).one_or_none()


def measure_title(session: Session, municipality_id: int, measure_id: int | None) -> tuple[int, str] | None:
    """The plan of a measure and the measure's title."""
    if measure_id is None:
        return None
    row = session.execute(
        select(PlanMeasure.plan_id, PlanMeasure.title)
        .join(PlanMunicipality, PlanMunicipality.plan_id == PlanMeasure.plan_id)
        .where(PlanMunicipality.municipality_id == municipality_id, PlanMeasure.id == measure_id)
    ).one_or_none()
    return None if row is None else (row.plan_id, row.title)


def names_of(session: Session, user_ids: Collection[int | None]) -> Mapping[int, str]:
    """The names of some users."""
    rows: Any = session.execute(
        select(User.id, User.name).where(User.id.in_([one for one in user_ids if one]))
    )
    return {row.id: row.name for row in rows}


def spendings_by_id(session: Session, municipality_id: int, ids: Collection[int]) -> list[Spending]:
    """Some spendings that the municipality pays, in the order of their numbers."""
    return list(
        session.scalars(
            select(Spending)
            .where(Spending.municipality_id == municipality_id, Spending.id.in_(ids))
            .order_by(Spending.id)
        )
    )
