"""Reading billing runs: one, the latest of a year, and what could not be done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.models.billing_run import BillingRun, BillingRunSubject, RunKind
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.user import User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of


def run_or_none(session: Session, municipality_id: int, run_id: int) -> BillingRun | None:
    """One run, only within the municipality."""
    return session.scalars(
        select(BillingRun).where(BillingRun.municipality_id == municipality_id, BillingRun.id == run_id)
    ).one_or_none()


def runs_of_year(
    session: Session, municipality_id: int, year: int, kinds: Sequence[RunKind], *, most: int = 20
) -> Sequence[Row[Any]]:
    """The runs of some kinds in a year, the latest first, with who began each."""
    return session.execute(
        select(
            BillingRun.id,
            BillingRun.kind,
            BillingRun.state,
            BillingRun.whole,
            BillingRun.done,
            BillingRun.problems,
            BillingRun.parameters,
            BillingRun.begun_at,
            BillingRun.ended_at,
            User.name.label("begun_by"),
        )
        .join(User, User.id == BillingRun.begun_by_id)
        .where(
            BillingRun.municipality_id == municipality_id,
            BillingRun.year == year,
            BillingRun.kind.in_(kinds),
        )
        .order_by(BillingRun.id.desc())
        .limit(most)
    ).all()


def runs_of_round(
    session: Session, municipality_id: int, year: int, round_id: int | None
) -> Sequence[Row[Any]]:
    """The calls and reminders of a round, or without one of the events of a year, the latest first."""
    kinds = (RunKind.CALLS, RunKind.REMINDERS)
    return [
        run
        for run in runs_of_year(session, municipality_id, year, kinds)
        if run.parameters.get("round") == round_id
    ]


def who_began(session: Session, run: BillingRun) -> tuple[str, datetime]:
    """The name of whoever began a run, and when it was."""
    return session.execute(select(User.name).where(User.id == run.begun_by_id)).scalar_one(), run.begun_at


def problem_page(session: Session, run: BillingRun, cursor: Cursor | None) -> Page:
    """What could not be done and why, in the order in which it was tried."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            BillingRunSubject.id,
            BillingRunSubject.licence_id,
            BillingRunSubject.problem,
            BillingRunSubject.facts,
            Licence.number,
            Holder.name.label("holder"),
            Venue.name.label("venue"),
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == BillingRunSubject.municipality_id,
                Licence.id == BillingRunSubject.licence_id,
            ),
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(
            BillingRunSubject.municipality_id == run.municipality_id,
            BillingRunSubject.run_id == run.id,
            BillingRunSubject.problem != "",
        )
    )
    return page_of(
        session,
        statement,
        sort_key=BillingRunSubject.id,
        row_id=BillingRunSubject.id,
        cursor=cursor,
        read_key=int,
    )
