"""Samples of the pages of reports, for the walk over every page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.yearly_report import PoliceFigure, ReportState, YearlyReport
from app.permissions import Actor
from app.prevention.queries.reports import stops_of
from app.prevention.service.reports import begin_supplement
from tests.factories.report import make_delivered_report, make_police_figure, make_report

# What a browser is given here is a file, not a page.
FILES_OF_REPORTS: frozenset[str] = frozenset(
    {"prevention.show_report_pdf", "prevention_public.show_report_pdf"}
)
# Years that the demo tells nothing of.
DELIVERED_YEAR, DRAFT_YEAR = 2019, 2018


def ids_of_reports(session: Session, actor: Actor) -> dict[str, Any]:
    """A delivered report with its supplement, a draft and a figure of the police, out of the demo or made."""
    mine = YearlyReport.municipality_id == actor.municipality_id
    found = session.scalars(
        select(YearlyReport)
        .where(mine, YearlyReport.state == ReportState.DELIVERED)
        .order_by(YearlyReport.id)
    ).first()
    on = date(DELIVERED_YEAR + 1, 1, 28)
    delivered = found or make_delivered_report(session, actor, year=DELIVERED_YEAR, on=on)
    figure = session.scalars(
        select(PoliceFigure).where(PoliceFigure.municipality_id == actor.municipality_id)
    ).first() or make_police_figure(session, actor)
    supplement = session.scalars(
        select(YearlyReport).where(mine, YearlyReport.sequence > 0)
    ).first() or begin_supplement(
        session, actor, report_id=delivered.id, reason="Politiet har rettet et tall (oppdiktet).", on=on
    )
    draft = session.scalars(
        select(YearlyReport).where(mine, YearlyReport.state == ReportState.DRAFT, YearlyReport.sequence == 0)
    ).first() or make_report(session, actor, year=DRAFT_YEAR, on=on)
    return {
        "delivered_report_id": delivered.id,
        "supplement_id": supplement.id,
        "draft_report_id": draft.id,
        "first_stop_id": stops_of(session, delivered)[0].id,
        "police_figure_id": figure.id,
    }


def samples_of_reports(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    delivered, draft = {"report_id": ids["delivered_report_id"]}, {"report_id": ids["draft_report_id"]}
    supplement = {"report_id": ids["supplement_id"]}
    return {
        "prevention.list_reports": [{}],
        "prevention.begin_report": [{}],
        "prevention.show_report": [draft, delivered, supplement],
        "prevention.list_figures": [
            draft,
            *({**draft, "kapittel": chapter} for chapter in ("earmark", "measures", "police", "inspections")),
        ],
        "prevention.write_chapter": [
            {**draft, "chapter_code": "prevention"},
            {**draft, "chapter_code": "earmark"},
            {**delivered, "chapter_code": "situation"},
        ],
        "prevention.list_police_figures": [{}, {"ar": 2025}],
        "prevention.enter_police_figure": [{}],
        "prevention.change_police_figure": [{"figure_id": ids["police_figure_id"]}],
        "prevention.deliver_report": [draft, delivered],
        "prevention.begin_supplement": [delivered],
        "prevention.show_route": [delivered, draft],
        "prevention.record_stop": [{**delivered, "stop_id": ids["first_stop_id"]}],
        "prevention_public.show_report": [delivered],
    }
