"""Yearly reports while they are drafts: begun, their figures taken, their chapters written by several."""

from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import held_row
from app.models.event import EventType
from app.models.yearly_report import (
    ReportChapter,
    ReportChapterCode,
    ReportFigure,
    ReportState,
    YearlyReport,
)
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.figures_of_plans import police_figures
from app.prevention.queries.report_figures import figures_now, taking_of
from app.prevention.queries.reports import chapters_of, report_for_year
from app.prevention.taken_figures import Figure
from fees.reporting import due_day
from licensing.errors import NotAllowed

EARLIEST_YEAR = 2000


def begin_report(session: Session, actor: Actor, *, year: int, on: date) -> YearlyReport:
    """A draft of a year's report with all its chapters, filled with the figures of today.

    Raises `NotAllowed` when the year has one already, or has not begun.
    """
    take_municipality(session, actor.municipality_id)
    if not EARLIEST_YEAR <= year <= on.year:
        raise NotAllowed("report_year_out_of_reach", first=EARLIEST_YEAR, last=on.year)
    if report_for_year(session, actor.municipality_id, year) is not None:
        raise NotAllowed("report_already_begun", year=year)
    report = _begun(session, actor, year=year, sequence=0, due_on=due_day(year), reason="", on=on)
    audit.record(
        session, actor, EventType.REPORT_BEGUN, report_id=report.id, year=year, due_on=str(report.due_on)
    )
    return report


def begin_supplement(
    session: Session, actor: Actor, *, report_id: int, reason: str, on: date
) -> YearlyReport:
    """A draft of a supplement to a delivered report, which itself stays as it is.

    Raises `NotAllowed` for a report that is not delivered, and while another supplement is being written.
    """
    main = held_row(session, actor, YearlyReport, report_id)
    if main.state is not ReportState.DELIVERED:
        raise NotAllowed("report_not_delivered")
    last, drafts = session.execute(
        select(
            func.max(YearlyReport.sequence),
            func.count(YearlyReport.id).filter(YearlyReport.state == ReportState.DRAFT),
        ).where(YearlyReport.municipality_id == actor.municipality_id, YearlyReport.year == main.year)
    ).one()
    if drafts:
        raise NotAllowed("supplement_under_way", year=main.year)
    report = _begun(
        session, actor, year=main.year, sequence=last + 1, due_on=main.due_on, reason=reason, on=on
    )
    audit.record(
        session,
        actor,
        EventType.REPORT_SUPPLEMENTED,
        report_id=report.id,
        year=report.year,
        number=report.sequence,
        reason=reason,
    )
    return report


def _begun(
    session: Session, actor: Actor, *, year: int, sequence: int, due_on: date, reason: str, on: date
) -> YearlyReport:
    report = YearlyReport(
        municipality_id=actor.municipality_id,
        year=year,
        sequence=sequence,
        state=ReportState.DRAFT,
        due_on=due_on,
        figures_taken_on=on,
        reason=reason,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(report)
    session.flush()
    session.add_all(
        ReportChapter(municipality_id=actor.municipality_id, report_id=report.id, code=code, text="")
        for code in ReportChapterCode
    )
    _keep(session, report, figures_now(session, actor.municipality_id, year, on))
    return report


def take_figures(
    session: Session, actor: Actor, *, report_id: int, seen_version: int | None = None, on: date
) -> YearlyReport:
    """Take all figures of a draft anew, as they stand today.

    Raises `NotAllowed` for a delivered report, `ChangedMeanwhile` when another changed it.
    """
    report = held_draft(session, actor, report_id, seen_version=seen_version)
    session.execute(
        delete(ReportFigure).where(
            ReportFigure.municipality_id == actor.municipality_id, ReportFigure.report_id == report.id
        )
    )
    _keep(session, report, figures_now(session, actor.municipality_id, report.year, on))
    report.figures_taken_on = on
    # Taken twice in a day, the figures may still be others: who looks at the old ones must see that.
    flag_modified(report, "figures_taken_on")
    session.flush()
    audit.record(
        session,
        actor,
        EventType.REPORT_FIGURES_TAKEN,
        report_id=report.id,
        year=report.year,
        taken_on=on.isoformat(),
    )
    return report


def _keep(session: Session, report: YearlyReport, figures: list[Figure]) -> None:
    session.add_all(
        ReportFigure(
            municipality_id=report.municipality_id,
            report_id=report.id,
            chapter=figure.chapter,
            code=figure.code,
            year=figure.year,
            value=figure.value,
            standing=figure.standing,
            taken_on=figure.taken_on,
            source=figure.source,
        )
        for figure in figures
    )
    session.flush()


def take_police_figures(session: Session, municipality_id: int, *, on: date) -> None:
    """Bring what the police have told into every draft: nobody should have to take all figures for it."""
    drafts = session.scalars(
        select(YearlyReport).where(
            YearlyReport.municipality_id == municipality_id, YearlyReport.state == ReportState.DRAFT
        )
    ).all()
    for report in drafts:
        session.execute(
            delete(ReportFigure).where(
                ReportFigure.municipality_id == municipality_id,
                ReportFigure.report_id == report.id,
                ReportFigure.chapter == ReportChapterCode.POLICE,
            )
        )
        _keep(session, report, list(police_figures(session, taking_of(municipality_id, report.year, on))))


def write_chapter(
    session: Session,
    actor: Actor,
    *,
    report_id: int,
    code: ReportChapterCode,
    seen_version: int | None = None,
    text: str,
) -> ReportChapter:
    """Keep what somebody has written in a chapter; others may write in the other chapters meanwhile.

    Raises `ChangedMeanwhile` when another has written in this one, `NotAllowed` for a delivered report.
    """
    report = held_draft(session, actor, report_id)
    chapter = held_row(
        session, actor, ReportChapter, chapters_of(session, report)[code].id, seen_version=seen_version
    )
    if chapter.text == text:
        return chapter
    chapter.text = text
    chapter.written_by_id = actor.user_id
    chapter.written_at = clock.now()
    session.flush()
    audit.record(
        session,
        actor,
        EventType.REPORT_CHAPTER_WRITTEN,
        report_id=report.id,
        year=report.year,
        report_chapter=code.value,
    )
    return chapter


def held_draft(
    session: Session, actor: Actor, report_id: int, *, seen_version: int | None = None
) -> YearlyReport:
    """A draft, held for this transaction. Raises `NotAllowed` for a delivered one, which never changes."""
    report = held_row(session, actor, YearlyReport, report_id)
    if report.state is ReportState.DELIVERED:
        raise NotAllowed("report_is_delivered", year=report.year)
    return held_row(session, actor, YearlyReport, report_id, seen_version=seen_version)
