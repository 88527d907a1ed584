"""The figures of a report as tests look them up."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.models.yearly_report import ReportChapterCode
from app.prevention.queries.report_figures import figures_now
from app.prevention.report_content import ReportContent, ReportTable
from app.prevention.taken_figures import Figure

AFTER = date(2026, 1, 15)


class Book:
    """Figures by chapter, code and year."""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self.all = list(figures)
        self._found = {(one.chapter, one.code, one.year): one for one in self.all}
        assert len(self._found) == len(self.all), "a code stands twice in a chapter and year"

    def __call__(self, chapter: ReportChapterCode, code: str, year: int = 2025) -> Figure:
        return self._found[chapter, code, year]

    def lines(self, chapter: ReportChapterCode, beginning: str) -> list[Figure]:
        return [one for one in self.all if one.chapter is chapter and one.code.startswith(beginning)]


def book_of(session: Session, municipality_id: int, year: int = 2025, on: date = AFTER) -> Book:
    return Book(figures_now(session, municipality_id, year, on))


def table_of(content: ReportContent, chapter: ReportChapterCode, caption: str) -> ReportTable:
    return next(
        table
        for one in content.chapters
        if one.code == chapter.value
        for table in one.tables
        if table.caption == caption
    )
