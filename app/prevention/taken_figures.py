"""A figure as it is taken for a yearly report, before it is kept: what, of which year, and how sure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models.yearly_report import FigureStanding, ReportChapterCode


@dataclass(frozen=True)
class Figure:
    """One figure. Within a chapter each code stands once a year; a missing one has no value."""

    chapter: ReportChapterCode
    code: str
    year: int
    value: Any
    standing: FigureStanding
    taken_on: date
    source: str
    """A source of the system by its code, or what somebody has typed."""


@dataclass(frozen=True)
class Taking:
    """The circumstances under which figures are taken: for whom, of which years, on which day."""

    municipality_id: int
    years: tuple[int, ...]
    on: date

    @property
    def year(self) -> int:
        """The year of the report."""
        return self.years[-1]

    def day_of(self, year: int) -> date:
        """The day that what stands at the end of a year is counted on: its last, or today before that."""
        return min(date(year, 12, 31), self.on)

    def standing_of(self, year: int) -> FigureStanding:
        """A figure is final once its year is over."""
        return FigureStanding.FINAL if self.on.year > year else FigureStanding.PRELIMINARY

    def figure(
        self,
        chapter: ReportChapterCode,
        code: str,
        year: int,
        value: Any,
        source: str,
        standing: FigureStanding | None = None,
    ) -> Figure:
        """A figure of a year; without a value it is missing."""
        sure = standing or self.standing_of(year)
        return Figure(
            chapter, code, year, value, FigureStanding.MISSING if value is None else sure, self.on, source
        )
