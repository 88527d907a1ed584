"""Who may open the pages of reports, and what their addresses name."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.yearly_report import ReportChapterCode
from app.permissions import Actor, Role
from app.prevention.queries.reports import stops_of
from app.prevention.service.report_delivery import add_stop
from app.prevention.service.reports import write_chapter
from tests.factories.report import make_delivered_report, make_police_figure, make_report

SEES = frozenset(set(Role) - {Role.INSPECTOR})
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})
WRITES = frozenset({Role.PREVENTION_COORDINATOR, Role.FINANCE, Role.CASEWORKER, Role.DECIDER})
PUBLIC: frozenset[str] = frozenset({*Role, "nobody"})

ROUTES_OF_REPORTS: dict[str, frozenset[str]] = {
    "prevention.list_reports": SEES,
    "prevention.begin_report": HANDLES,
    "prevention.show_report": SEES,
    "prevention.list_figures": SEES,
    "prevention.take_figures": WRITES,
    "prevention.show_report_pdf": SEES,
    "prevention.write_chapter": WRITES,
    "prevention.list_police_figures": SEES,
    "prevention.enter_police_figure": WRITES,
    "prevention.change_police_figure": WRITES,
    "prevention.deliver_report": HANDLES,
    "prevention.begin_supplement": HANDLES,
    "prevention.show_route": SEES,
    "prevention.add_stop": WRITES,
    "prevention.record_stop": WRITES,
    "prevention_public.show_report": PUBLIC,
    "prevention_public.show_report_pdf": PUBLIC,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_REPORTS: frozenset[str] = frozenset(
    {"prevention_public.show_report", "prevention_public.show_report_pdf"}
)
A_CHAPTER = ReportChapterCode.PREVENTION.value


def ids_of_reports(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """What the addresses name, with the secret word of the sample in every name."""
    figure = make_police_figure(session, actor, name=secret, source=secret)
    draft = make_report(session, actor, year=2024, on=date(2026, 1, 20))
    write_chapter(session, actor, report_id=draft.id, code=ReportChapterCode.SITUATION, text=secret)
    report = make_delivered_report(session, actor)
    add_stop(session, actor, report_id=report.id, body=secret)
    return {
        "report_id": report.id,
        "stop_id": stops_of(session, report)[-1].id,
        "figure_id": figure.id,
        "chapter_code": A_CHAPTER,
    }
