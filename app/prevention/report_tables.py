"""The tables of a yearly report: kept figures, a row for each and a column for each year, in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from app import formats
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.prevention.report_content import ReportCell, ReportChart, ReportRow, ReportTable
from app.prevention.taken_figures import Figure
from app.wording.report_figures import MARKS, line_label, sources_text

DASH = "–"
Writer = Callable[[Any], str]


@dataclass(frozen=True)
class PartOfChapter:
    """The tables of a chapter, some with a picture, and its notes."""

    tables: tuple[ReportTable, ...] = ()
    notes: tuple[str, ...] = ()


def tables_of(*made: ReportTable | None) -> tuple[ReportTable, ...]:
    """The tables that have something to tell."""
    return tuple(table for table in made if table is not None)


@dataclass(frozen=True)
class FigureBook:
    """The figures of a report, to be looked up."""

    figures: tuple[Figure, ...]
    years: tuple[int, ...]

    def of(self, chapter: ReportChapterCode, *beginnings: str) -> list[Figure]:
        """The figures of a chapter whose codes are, or begin with, one of some words; all without any."""
        return [
            figure
            for figure in self.figures
            if figure.chapter is chapter
            and (
                not beginnings
                or any(figure.code == word or figure.code.startswith(f"{word}.") for word in beginnings)
            )
        ]

    def value(self, chapter: ReportChapterCode, code: str, year: int) -> Any:
        """The value of one figure; None when it is missing."""
        return next(
            (one.value for one in self.of(chapter, code) if (one.code, one.year) == (code, year)), None
        )


def by_code(figures: Iterable[Figure]) -> dict[str, dict[int, Figure]]:
    """Figures by code and year, the codes in the order in which they were taken."""
    found: dict[str, dict[int, Figure]] = {}
    for figure in figures:
        found.setdefault(figure.code, {})[figure.year] = figure
    return found


def year_table(
    caption: str,
    figures: Sequence[Figure],
    years: Sequence[int],
    *,
    written: Writer = formats.whole,
    labels: Mapping[str, str] | None = None,
    writers: Mapping[str, Writer] | None = None,
    sums: frozenset[str] = frozenset(),
    notes: tuple[str, ...] = (),
    row_notes: Mapping[str, str] | None = None,
    chart: ReportChart | None = None,
) -> ReportTable | None:
    """A table of years, the newest first, a row for each code; None when there is nothing to tell of."""
    found = by_code(figures)
    newest_first = tuple(reversed(years))
    if not found:
        return None
    rows = [
        ReportRow(
            label=(labels or {}).get(code) or line_label(code),
            cells=tuple(
                cell(of_years.get(year), (writers or {}).get(code, written)) for year in newest_first
            ),
            note=(row_notes or {}).get(code, ""),
            is_sum=code in sums,
        )
        for code, of_years in found.items()
    ]
    heads, marked = marked_columns(("", *(str(year) for year in newest_first)), rows)
    return ReportTable(caption, heads, marked, standing_text(figures), notes=notes, chart=chart)


def marked_columns(
    heads: Sequence[str], rows: Sequence[ReportRow]
) -> tuple[tuple[str, ...], tuple[ReportRow, ...]]:
    """Heads and rows where a mark that every cell of a column has stands once, in its head."""
    columns = list(zip(*(row.cells for row in rows), strict=True))
    shared = ["" if len({one.mark for one in column}) > 1 else column[0].mark for column in columns]
    found = [f"{head} ({mark})" if mark else head for head, mark in zip(heads[1:], shared, strict=True)]
    return (heads[0], *found), tuple(
        replace(
            row,
            cells=tuple(
                replace(one, mark="") if mark else one for one, mark in zip(row.cells, shared, strict=True)
            ),
        )
        for row in rows
    )


def cell(figure: Figure | None, written: Writer) -> ReportCell:
    """A figure in words, with its mark when it is not final."""
    if figure is None:
        return ReportCell(DASH)
    if figure.standing is FigureStanding.MISSING:
        return ReportCell(DASH, mark_of(figure))
    return ReportCell(written(figure.value), mark_of(figure))


def mark_of(figure: Figure) -> str:
    """The mark of a figure that is not final."""
    mark = MARKS.get(figure.standing)
    return "" if mark is None else str(mark)


def standing_text(figures: Sequence[Figure]) -> str:
    """How sure the figures of a table are, when they were taken, and from where.

    What is missing was not taken from anywhere, unless all of it is.
    """
    told = [one for one in figures if one.standing is not FigureStanding.MISSING] or figures
    days = sorted({figure.taken_on for figure in told})
    sources = sources_text(tuple(figure.source for figure in told))
    standings = {figure.standing for figure in figures}
    if standings == {FigureStanding.FINAL}:
        first = _("Alle tallene er endelige.")
    elif standings == {FigureStanding.PRELIMINARY}:
        first = _("Alle tallene er foreløpige.")
    elif standings == {FigureStanding.MISSING}:
        first = _("Tallene mangler.")
    elif FigureStanding.FINAL in standings:
        first = _("Tall uten merke er endelige.")
    else:
        first = _("Ingen av tallene er endelige ennå.")
    taken = (
        _("Hentet %(day)s.", day=formats.short_date(days[0]))
        if len(days) == 1
        else _(
            "Hentet %(first)s–%(last)s.",
            first=formats.short_date(days[0]),
            last=formats.short_date(days[-1]),
        )
    )
    parts = [first, taken]
    if sources:
        parts.append(_("Kilde: %(sources)s.", sources=sources))
    return " ".join(parts)


def hundredths(share: int) -> str:
    """A share in hundredths of a per cent, as it is read: 34,5 %."""
    tenths = (share + 5) // 10
    whole, rest = divmod(tenths, 10)
    return f"{whole},{rest} %" if rest else f"{whole} %"
