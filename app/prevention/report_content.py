"""What a yearly report shows, in words: one thing for the page and the PDF, and kept once delivered."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.models.rows import canonical_json
from licensing.stored import from_plain, to_plain


@dataclass(frozen=True)
class ReportCell:
    """A figure in words; the mark says that it is preliminary or missing, and a final one has none."""

    text: str
    mark: str = ""


@dataclass(frozen=True)
class ReportRow:
    """A row of a table: what is told of, and its cells."""

    label: str
    cells: tuple[ReportCell, ...]
    note: str = ""
    is_sum: bool = False


@dataclass(frozen=True)
class ChartLine:
    """A year of a chart, a figure for each name in its legend."""

    label: str
    figures: tuple[int, ...]


@dataclass(frozen=True)
class ReportChart:
    """Figures over the years as lying bars; the table that it stands beside says the same."""

    title: str
    description: str
    legend: tuple[str, ...]
    lines: tuple[ChartLine, ...]


@dataclass(frozen=True)
class ReportTable:
    """A table with a sentence on how sure its figures are, and from where and when."""

    caption: str
    heads: tuple[str, ...]
    """What is told of, then a head for each column: with the mark that all its cells have, if they do."""
    rows: tuple[ReportRow, ...]
    standing: str
    numbers: bool = True
    """Whether the cells are figures, to be set to the right."""
    words: int = 1
    """From which column on they are, where the first ones are words."""
    notes: tuple[str, ...] = ()
    chart: ReportChart | None = None


@dataclass(frozen=True)
class ReportChapterShown:
    """A chapter: what people wrote, and the figures."""

    code: str
    heading: str
    paragraphs: tuple[str, ...]
    tables: tuple[ReportTable, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportContent:
    """A report or a supplement in words, in the municipality's language."""

    municipality: str
    language: str
    year: int
    sequence: int
    title: str
    lead: tuple[str, ...]
    chapters: tuple[ReportChapterShown, ...]
    figures_taken_on: date
    demo: bool = False

    @property
    def plain(self) -> dict[str, Any]:
        """The report as JSON can hold it."""
        found: dict[str, Any] = to_plain(self)
        return found

    @property
    def digest(self) -> str:
        """The same for the same content: what somebody has looked through is what is delivered."""
        return hashlib.sha256(canonical_json(self.plain).encode()).hexdigest()


def content_from(snapshot: dict[str, Any]) -> ReportContent:
    """The content of a delivered report, as it was kept."""
    return from_plain(ReportContent, snapshot)
