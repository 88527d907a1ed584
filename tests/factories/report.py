"""Yearly reports for tests: begun, written as far as the law of the plan asks, and delivered."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.yearly_report import PoliceFigure, ReportChapterCode, YearlyReport
from app.permissions import Actor
from app.prevention.service.police_figures import ToldByPolice, enter_police_figure
from app.prevention.service.report_delivery import deliver_report
from app.prevention.service.reports import begin_report, write_chapter

YEAR = 2025
TAKEN_ON = date(2026, 1, 15)
DELIVERED_ON = date(2026, 1, 28)
PREVENTION_TEXT = "Det ble holdt foreldremøter på alle skolene.\n\nUngdomsklubben var åpen hver fredag."


def make_report(session: Session, actor: Actor, *, year: int = YEAR, on: date = TAKEN_ON) -> YearlyReport:
    """A draft in which the chapter on prevention is written."""
    report = begin_report(session, actor, year=year, on=on)
    write_chapter(
        session, actor, report_id=report.id, code=ReportChapterCode.PREVENTION, text=PREVENTION_TEXT
    )
    return report


def make_delivered_report(
    session: Session, actor: Actor, *, year: int = YEAR, on: date = DELIVERED_ON
) -> YearlyReport:
    """A report that is delivered, and stands first on its route."""
    report = make_report(session, actor, year=year, on=on)
    return deliver_report(session, actor, report_id=report.id, delivered_as="Helse- og sosialsjef", on=on)


def make_police_figure(
    session: Session, actor: Actor, *, on: date = TAKEN_ON, **changed: Any
) -> PoliceFigure:
    """What the police have told of a year."""
    values: dict[str, Any] = {
        "year": YEAR,
        "name": "Narkotikasaker",
        "value": 12,
        "source": "Politiet, årsrapport (oppdiktet)",
        "dated_on": date(2026, 1, 10),
        **changed,
    }
    return enter_police_figure(session, actor, ToldByPolice(**values), on=on)
