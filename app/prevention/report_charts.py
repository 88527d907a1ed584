"""The pictures of a yearly report: figures over the years, as finished numbers."""

from collections.abc import Mapping

from flask_babel import gettext as _

from app.models.yearly_report import ReportChapterCode
from app.prevention.report_content import ChartLine, ReportChart
from app.prevention.report_tables import FigureBook

ORE_IN_KRONE = 100


def year_chart(
    book: FigureBook,
    chapter: ReportChapterCode,
    title: str,
    legend: Mapping[str, str],
    unit: int = 1,
) -> ReportChart | None:
    """A picture of some figures over the years; None while fewer than two years have any."""
    lines = []
    for year in book.years:
        values = [book.value(chapter, code, year) for code in legend]
        if any(value is not None for value in values):
            lines.append(ChartLine(str(year), tuple(int(value or 0) // unit for value in values)))
    if len(lines) < 2:
        return None
    return ReportChart(
        title,
        _("Liggende søyler for hvert år. Tabellen viser de samme tallene."),
        tuple(legend.values()),
        tuple(lines),
    )
