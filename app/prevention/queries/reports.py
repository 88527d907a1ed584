"""The yearly reports of a municipality: their chapters, figures and route, and the one that is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.yearly_report import (
    PoliceFigure,
    ReportChapter,
    ReportChapterCode,
    ReportFigure,
    ReportState,
    ReportStop,
    YearlyReport,
)
from app.prevention.taken_figures import Figure
from fees.reporting import due_day, year_in_turn


@dataclass(frozen=True)
class ReportTask:
    """The report that is the next to make, and when it is due."""

    year: int
    due_on: date
    report_id: int | None
    """Empty while nobody has begun."""

    def is_late(self, on: date) -> bool:
        """Whether its day has passed."""
        return on > self.due_on


def reports_of(session: Session, municipality_id: int) -> Sequence[YearlyReport]:
    """The reports and supplements, the newest first."""
    return session.scalars(
        select(YearlyReport)
        .where(YearlyReport.municipality_id == municipality_id)
        .order_by(YearlyReport.year.desc(), YearlyReport.sequence.desc())
    ).all()


def report_of(session: Session, municipality_id: int, report_id: int) -> YearlyReport | None:
    """One report, only where it is the municipality's."""
    return session.scalars(
        select(YearlyReport).where(
            YearlyReport.municipality_id == municipality_id, YearlyReport.id == report_id
        )
    ).one_or_none()


def report_for_year(
    session: Session, municipality_id: int, year: int, *, sequence: int = 0
) -> YearlyReport | None:
    """The report of a year, or one of its supplements."""
    return session.scalars(
        select(YearlyReport).where(
            YearlyReport.municipality_id == municipality_id,
            YearlyReport.year == year,
            YearlyReport.sequence == sequence,
        )
    ).one_or_none()


def family_of(session: Session, report: YearlyReport) -> Sequence[YearlyReport]:
    """A report with its supplements, in their order."""
    return session.scalars(
        select(YearlyReport)
        .where(YearlyReport.municipality_id == report.municipality_id, YearlyReport.year == report.year)
        .order_by(YearlyReport.sequence)
    ).all()


def delivered_report(session: Session, report_id: int) -> YearlyReport | None:
    """A delivered report of any municipality: it is open to everybody. Drafts are not."""
    return session.scalars(
        select(YearlyReport).where(YearlyReport.id == report_id, YearlyReport.state == ReportState.DELIVERED)
    ).one_or_none()


def chapters_of(session: Session, report: YearlyReport) -> dict[ReportChapterCode, ReportChapter]:
    """The chapters of a report, in their order."""
    rows = session.scalars(
        select(ReportChapter).where(
            ReportChapter.municipality_id == report.municipality_id, ReportChapter.report_id == report.id
        )
    ).all()
    by_code = {row.code: row for row in rows}
    return {code: by_code[code] for code in ReportChapterCode if code in by_code}


def figures_of(session: Session, report: YearlyReport) -> tuple[Figure, ...]:
    """The figures of a report as they were taken, in that order."""
    return tuple(
        Figure(row.chapter, row.code, row.year, row.value, row.standing, row.taken_on, row.source)
        for row in session.scalars(
            select(ReportFigure)
            .where(
                ReportFigure.municipality_id == report.municipality_id, ReportFigure.report_id == report.id
            )
            .order_by(ReportFigure.id)
        )
    )


def stops_of(session: Session, report: YearlyReport) -> Sequence[ReportStop]:
    """The bodies that a delivered report goes through, in their order."""
    return session.scalars(
        select(ReportStop)
        .where(ReportStop.municipality_id == report.municipality_id, ReportStop.report_id == report.id)
        .order_by(ReportStop.position, ReportStop.id)
    ).all()


def stop_of(session: Session, report: YearlyReport, stop_id: int) -> ReportStop | None:
    """One body on the route of a report."""
    return session.scalars(
        select(ReportStop).where(
            ReportStop.municipality_id == report.municipality_id,
            ReportStop.report_id == report.id,
            ReportStop.id == stop_id,
        )
    ).one_or_none()


def police_figures_of(session: Session, municipality_id: int, years: Sequence[int]) -> Sequence[PoliceFigure]:
    """What the police have told of some years, in the order of the list."""
    return session.scalars(
        select(PoliceFigure)
        .where(PoliceFigure.municipality_id == municipality_id, PoliceFigure.year.in_(years))
        .order_by(PoliceFigure.position, PoliceFigure.id)
    ).all()


def police_figure_of(session: Session, municipality_id: int, figure_id: int) -> PoliceFigure | None:
    """One figure of the police."""
    return session.scalars(
        select(PoliceFigure).where(
            PoliceFigure.municipality_id == municipality_id, PoliceFigure.id == figure_id
        )
    ).one_or_none()


def report_task(session: Session, municipality_id: int, on: date) -> ReportTask | None:
    """The report that is the next to make on a day; None once it is delivered.

    From 1 November it is that of the year itself, due on 1 February; a draft that was left lying comes first.
    """
    year = year_in_turn(on)
    left_lying = session.scalars(
        select(YearlyReport)
        .where(
            YearlyReport.municipality_id == municipality_id,
            YearlyReport.sequence == 0,
            YearlyReport.state == ReportState.DRAFT,
            YearlyReport.year < year,
        )
        .order_by(YearlyReport.year)
        .limit(1)
    ).one_or_none()
    if left_lying is not None:
        return ReportTask(left_lying.year, left_lying.due_on, left_lying.id)
    found = report_for_year(session, municipality_id, year)
    if found is not None and found.state is ReportState.DELIVERED:
        return None
    return ReportTask(year, found.due_on if found else due_day(year), found.id if found else None)
