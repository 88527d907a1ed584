"""Turnover statements that came, or were estimated, after the fees that should rest on them were computed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.billing.queries.fees import of_round
from app.models.billing_run import BillingRun, BillingRunSubject, RunKind, RunState
from app.models.fee import Fee
from app.models.turnover import TurnoverDuty, TurnoverStatement


def statements_not_computed(session: Session, municipality_id: int, year: int) -> int:
    """How many licences of a round have a latest statement that no fee has been computed from.

    Two queries however many licences there are. A statement that was there when a run computed the licence
    is read, even where no fee rests on it: nothing was due, or a decided fee says the same.
    """
    said, newer, duty = TurnoverStatement, aliased(TurnoverStatement), TurnoverDuty
    of_all, of_some = _computed(session, municipality_id, year)
    resting = select(Fee.statement_id).where(
        Fee.municipality_id == municipality_id, of_round(year), Fee.statement_id.is_not(None)
    )
    latest = (
        select(func.max(newer.number))
        .where(newer.municipality_id == said.municipality_id, newer.duty_id == said.duty_id)
        .correlate(said)
        .scalar_subquery()
    )
    statement = (
        select(func.count(said.licence_id.distinct()))
        .join(duty, and_(duty.municipality_id == said.municipality_id, duty.id == said.duty_id))
        .where(
            said.municipality_id == municipality_id,
            duty.municipality_id == municipality_id,
            duty.year == year,
            duty.round_id.is_not(None),
            said.number == latest,
            said.id.not_in(resting),
        )
    )
    if of_all is not None:
        statement = statement.where(said.at > of_all)
    if of_some:
        subject, run = BillingRunSubject, BillingRun
        taken = (
            select(subject.id)
            .join(run, and_(run.municipality_id == subject.municipality_id, run.id == subject.run_id))
            .where(
                subject.municipality_id == municipality_id,
                subject.run_id.in_(of_some),
                subject.licence_id == said.licence_id,
                subject.done_at.is_not(None),
                run.begun_at >= said.at,
            )
            .correlate(said)
        )
        statement = statement.where(~taken.exists())
    return int(session.execute(statement).scalar_one())


def _computed(session: Session, municipality_id: int, year: int) -> tuple[datetime | None, Sequence[int]]:
    """When the last finished run over everybody began, and the later runs that reached only some."""
    runs = session.execute(
        select(BillingRun.id, BillingRun.begun_at, BillingRun.state, BillingRun.parameters)
        .where(
            BillingRun.municipality_id == municipality_id,
            BillingRun.kind == RunKind.FEES,
            BillingRun.year == year,
            or_(BillingRun.done > 0, BillingRun.state == RunState.DONE),
        )
        .order_by(BillingRun.id.desc())
    )
    of_some: list[int] = []
    for run in runs:
        if run.state is RunState.DONE and not run.parameters.get("chosen"):
            return run.begun_at, of_some
        of_some.append(run.id)
    return None, of_some
