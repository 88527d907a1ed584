"""Delivering a yearly report, after which it never changes, and its way through the bodies."""

from datetime import date

from flask_babel import force_locale
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit, storage
from app.held_rows import ChangedMeanwhile, held_row
from app.models.event import EventType
from app.models.yearly_report import ReportChapterCode, ReportState, ReportStop, YearlyReport
from app.permissions import Actor
from app.prevention.queries.reports import chapters_of, figures_of
from app.prevention.report_building import changed_figures, content_of, delivered, figures_before
from app.prevention.report_pdf import report_pdf
from app.prevention.service.reports import held_draft
from app.wording.report_route import BODIES
from licensing.errors import NotAllowed

# ASSUMPTION: the plan asks for one chapter by name; the others may stand with their figures alone.
REQUIRED = (ReportChapterCode.PREVENTION,)
"""The chapters that the joint plan asks for: without a text of its own the report is not delivered."""


def chapters_missing(session: Session, report: YearlyReport) -> tuple[ReportChapterCode, ...]:
    """The chapters that must be written before a report is delivered, and are not."""
    if report.sequence:
        return ()
    written = chapters_of(session, report)
    return tuple(code for code in REQUIRED if code not in written or not written[code].text.strip())


def deliver_report(
    session: Session,
    actor: Actor,
    *,
    report_id: int,
    seen: str | None = None,
    delivered_as: str,
    on: date,
    demo: bool = False,
) -> YearlyReport:
    """Deliver a draft: what it shows and its PDF are kept as they are, and its route begins.

    `seen` is the digest of the content that the person looked through. Raises `ChangedMeanwhile` when the
    content is another, `NotAllowed` while the year runs or a chapter that must be written is empty.
    """
    report = held_draft(session, actor, report_id)
    if on <= date(report.year, 12, 31):
        raise NotAllowed("report_year_not_over", year=report.year, first_day=str(date(report.year + 1, 1, 1)))
    missing = chapters_missing(session, report)
    if missing:
        raise NotAllowed("report_chapter_missing", report_chapter=missing[0].value)
    if report.sequence and not _says_something(session, report):
        raise NotAllowed("supplement_says_nothing")
    content = content_of(session, report, demo=demo)
    if seen is not None and content.digest != seen:
        raise ChangedMeanwhile
    content = delivered(content, title=delivered_as, on=on)
    pdf = report_pdf(content, day=on, preliminary=False)
    report.snapshot = content.plain
    report.sha256, report.size = storage.keep(pdf), len(pdf)
    report.state = ReportState.DELIVERED
    report.delivered_on, report.delivered_by_id, report.delivered_as = on, actor.user_id, delivered_as
    session.flush()
    with force_locale(content.language):
        bodies = [str(body) for body in BODIES]
    session.add_all(
        ReportStop(municipality_id=actor.municipality_id, report_id=report.id, position=position, body=body)
        for position, body in enumerate(bodies, start=1)
    )
    session.flush()
    audit.record(
        session,
        actor,
        EventType.REPORT_DELIVERED,
        report_id=report.id,
        year=report.year,
        number=report.sequence or None,
        delivered_as=delivered_as,
        sha256=report.sha256,
    )
    return report


def _says_something(session: Session, report: YearlyReport) -> bool:
    if any(row.text.strip() for row in chapters_of(session, report).values()):
        return True
    return bool(changed_figures(figures_before(session, report), figures_of(session, report)))


def pdf_of(report: YearlyReport) -> bytes:
    """The bytes of a delivered report. Raises `FileNotFoundError`, or `ValueError` when they were touched."""
    if report.sha256 is None:
        raise ValueError("a draft has no kept bytes")
    return storage.fetch(report.sha256)


def add_stop(session: Session, actor: Actor, *, report_id: int, body: str) -> ReportStop:
    """One more body on the route of a delivered report."""
    report = _held_delivered(session, actor, report_id)
    mine = (ReportStop.municipality_id == actor.municipality_id, ReportStop.report_id == report.id)
    taken = session.scalars(
        select(ReportStop.id).where(*mine, func.lower(ReportStop.body) == body.lower())
    ).first()
    if taken is not None:
        raise NotAllowed("stop_named_already", title=body)
    last = session.scalar(select(func.max(ReportStop.position)).where(*mine)) or 0
    stop = ReportStop(
        municipality_id=actor.municipality_id, report_id=report.id, position=last + 1, body=body
    )
    session.add(stop)
    session.flush()
    return stop


def record_stop(
    session: Session,
    actor: Actor,
    *,
    stop_id: int,
    seen_version: int | None = None,
    met_on: date,
    case_number: str,
    outcome: str,
    on: date,
) -> ReportStop:
    """That a body has treated a report: its day, case number and what came of it.

    Raises `NotAllowed` for a day before the delivery or in the future.
    """
    stop = held_row(session, actor, ReportStop, stop_id, seen_version=seen_version)
    report = _held_delivered(session, actor, stop.report_id)
    if report.delivered_on is not None and met_on < report.delivered_on:
        raise NotAllowed("stop_before_delivery", delivered_on=str(report.delivered_on))
    if met_on > on:
        raise NotAllowed("stop_in_the_future", met_on=str(met_on))
    stop = held_row(session, actor, ReportStop, stop_id)
    if (stop.met_on, stop.case_number, stop.outcome) == (met_on, case_number, outcome):
        return stop
    stop.met_on, stop.case_number, stop.outcome = met_on, case_number, outcome
    session.flush()
    audit.record(
        session,
        actor,
        EventType.REPORT_TREATED,
        report_id=report.id,
        year=report.year,
        treated_by=stop.body,
        met_on=str(met_on),
        case_number=case_number,
    )
    return stop


def _held_delivered(session: Session, actor: Actor, report_id: int) -> YearlyReport:
    report = held_row(session, actor, YearlyReport, report_id)
    if report.state is not ReportState.DELIVERED:
        raise NotAllowed("report_not_delivered")
    return report
