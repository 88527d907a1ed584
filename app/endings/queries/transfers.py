"""Transfers that are under way: of which licence, in which case, and how long the business runs on."""

from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.endings.queries.changes import fact_day
from app.models.case import Application, Case
from app.models.change import Change, ChangeLicence
from app.models.licence import Licence
from licensing.cases import UNDECIDED
from licensing.endings import Fate
from licensing.matters import ChangeKind


def transfer_case(session: Session, municipality_id: int, licence_id: int) -> Case | None:
    """The open case in which a licence's business changes hands."""
    return session.scalars(
        select(Case)
        .join(Change, and_(Change.municipality_id == Case.municipality_id, Change.case_id == Case.id))
        .join(
            ChangeLicence,
            and_(
                ChangeLicence.municipality_id == Change.municipality_id, ChangeLicence.change_id == Change.id
            ),
        )
        .where(
            Case.municipality_id == municipality_id,
            Case.state.in_(UNDECIDED),
            Change.kind == ChangeKind.TRANSFER,
            ChangeLicence.licence_id == licence_id,
        )
        .order_by(Case.id.desc())
        .limit(1)
    ).one_or_none()


def open_transfer(session: Session, licence: Licence) -> str | None:
    """The number of the case in which the licence's business changes hands already."""
    case = transfer_case(session, licence.municipality_id, licence.id)
    return case.reference if case else None


def runs_until(change: Change, fate: Fate) -> date:
    """Until when the business may run on the old licence: as decided, else as the law gives it.

    Raises `LookupError` where it does not run on at all.
    """
    decided = change.facts.get("extension")
    if decided:
        return date.fromisoformat(decided["until"])
    if fate.last_day is None:
        raise LookupError(f"change {change.id} lets nothing run on")
    return fate.last_day


def settled_on(change: Change) -> date | None:
    """The first day of the new holder's licence, once it is granted."""
    return fact_day(change, "settled_on")


def applications_after(session: Session, municipality_id: int, licence_id: int) -> list[Case]:
    """The cases in which the one who took over applies for a licence, oldest first."""
    return list(
        session.scalars(
            select(Case)
            .join(
                Application,
                and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
            )
            .where(Case.municipality_id == municipality_id, Application.transfer_of_id == licence_id)
            .order_by(Case.id)
        )
    )
