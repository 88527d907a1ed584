"""The yearly report as a file: the bytes that were delivered, or how it would look today."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import db
from app.cli.arguments import FIRST_YEAR, LAST_YEAR, Answer, Command, Given, Option, WrongInput
from app.cli.installation import municipality_numbered
from app.cli.opened import opened
from app.clock import today
from app.formats import short_date
from app.models.yearly_report import ReportState, YearlyReport
from app.prevention.queries.reports import family_of, report_for_year
from app.prevention.report_building import content_of, content_without_draft
from app.prevention.report_pdf import report_pdf
from app.prevention.service.report_delivery import pdf_of
from fees.reporting import due_day

NOT_BEGUN = "not_begun"


def write_report(given: Given) -> Answer:
    """Write a year's report to a file; one that is not delivered is marked preliminary on every page."""
    year = given.number("year", 0, lowest=FIRST_YEAR, highest=LAST_YEAR)
    on = today()
    if year > on.year:
        raise WrongInput("report_year_ahead", year=str(year))
    with opened(given.environ) as app:
        session = db.session()
        municipality = municipality_numbered(session, given.text("municipality"), on)
        if municipality is None:
            raise WrongInput("municipality_unknown", number=given.text("municipality"))
        report = report_for_year(session, municipality.id, year)
        content = _content(app, session, municipality.id, year, report, on)
        facts = _facts(session, given, year, report, content)
    try:
        Path(given.text("output")).write_bytes(content)
    except OSError as error:
        raise WrongInput("file_not_written", file=given.text("output")) from error
    return Answer(facts, (_line(report, given.text("output")),))


def _content(
    app: Flask, session: Session, municipality_id: int, year: int, report: YearlyReport | None, on: date
) -> bytes:
    if report is not None and report.state is ReportState.DELIVERED:
        try:
            return pdf_of(report)
        except (FileNotFoundError, ValueError) as error:
            raise WrongInput("report_gone", year=str(year)) from error
    demo = bool(app.config["DEMO"])
    if report is not None:
        shown = content_of(session, report, demo=demo)
    else:
        shown = content_without_draft(session, municipality_id, year, on=on, demo=demo)
    return report_pdf(shown, day=on, preliminary=True)


def _facts(
    session: Session, given: Given, year: int, report: YearlyReport | None, content: bytes
) -> dict[str, Any]:
    delivered = report is not None and report.state is ReportState.DELIVERED
    supplements = family_of(session, report)[1:] if report is not None else ()
    return {
        "municipality": given.text("municipality"),
        "year": year,
        "state": report.state.value if report is not None else NOT_BEGUN,
        "preliminary": not delivered,
        "due_on": (report.due_on if report is not None else due_day(year)).isoformat(),
        "delivered_on": report.delivered_on.isoformat()
        if report is not None and report.delivered_on
        else None,
        "supplements": sum(one.state is ReportState.DELIVERED for one in supplements),
        "file": given.text("output"),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _line(report: YearlyReport | None, file: str) -> str:
    if report is not None and report.delivered_on is not None:
        return _(
            "Meldingen som ble levert %(day)s, er skrevet til %(file)s.",
            day=short_date(report.delivered_on),
            file=file,
        )
    if report is not None:
        return _("Meldingen er ikke levert. En foreløpig utgave er skrevet til %(file)s.", file=file)
    return _("Meldingen er ikke påbegynt. En foreløpig utgave er skrevet til %(file)s.", file=file)


COMMANDS = (
    Command(
        ("report",),
        write_report,
        _l("Skriv meldingen om russituasjonen til fil"),
        (
            Option("--municipality", required=True),
            Option("--year", required=True),
            Option("--output", required=True, short="-o"),
        ),
    ),
)
