"""What each chapter of a yearly report shows of figures: tables, pictures, and what to know of them."""

from collections.abc import Callable, Mapping

from app.models.yearly_report import ReportChapterCode
from app.prevention.report_parts_of_licences import hours_part, inspections_part, licences_part
from app.prevention.report_parts_of_money import earmark_part, income_part, prevention_part
from app.prevention.report_parts_of_plans import indicators_part, measures_part, police_part
from app.prevention.report_tables import FigureBook, PartOfChapter

PARTS: Mapping[ReportChapterCode, Callable[[FigureBook], PartOfChapter]] = {
    ReportChapterCode.LICENCES: licences_part,
    ReportChapterCode.HOURS: hours_part,
    ReportChapterCode.INSPECTIONS: inspections_part,
    ReportChapterCode.INCOME: income_part,
    ReportChapterCode.EARMARK: earmark_part,
    ReportChapterCode.PREVENTION: prevention_part,
    ReportChapterCode.MEASURES: measures_part,
    ReportChapterCode.INDICATORS: indicators_part,
    ReportChapterCode.POLICE: police_part,
}


def part_of(chapter: ReportChapterCode, book: FigureBook) -> PartOfChapter:
    """What a chapter shows of figures; nothing for one that is words alone."""
    maker = PARTS.get(chapter)
    return PartOfChapter() if maker is None else maker(book)
