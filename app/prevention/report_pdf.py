"""A yearly report on paper: A4, its chapters in order, every table with its heads on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageTemplate,
    Spacer,
)

from app.charts import BarChart, bar_chart
from app.letters import typesetting
from app.letters.typesetting import BODY, BOLD, HEADING, REGULAR, SMALL, STRONG, SUBJECT, line, table
from app.prevention.report_content import ReportCell, ReportChart, ReportContent, ReportRow, ReportTable

WIDTH, HEIGHT = A4
MARGIN = 20 * mm
BOTTOM = 20 * mm
TEXT_WIDTH = WIDTH - 2 * MARGIN
FIRST_COLUMN = 0.33
CHART_SCALE = 0.6
SERIES = (typesetting.ACCENT, typesetting.QUIET, typesetting.RULE)
ROOM_FOR_HEADING = 45 * mm
CHART_TEXT = 7.5

CHAPTER = ParagraphStyle("report chapter", SUBJECT, fontSize=13, leading=17, spaceBefore=14, spaceAfter=5)
CAPTION = ParagraphStyle("report caption", HEADING, fontSize=10, leading=13, spaceBefore=6, spaceAfter=2)
CELL = ParagraphStyle("report cell", SMALL, fontSize=8.5, leading=11, textColor=typesetting.INK)
FIGURE = ParagraphStyle("report figure", CELL, alignment=2)
SUM_CELL = ParagraphStyle("report sum", CELL, fontName=STRONG)
SUM_FIGURE = ParagraphStyle("report sum figure", FIGURE, fontName=STRONG)
MARK = ParagraphStyle("report mark", SMALL, fontSize=7, leading=9, textColor=typesetting.QUIET)
FIGURE_MARK = ParagraphStyle("report figure mark", MARK, alignment=2)
STANDING = ParagraphStyle("report standing", SMALL, fontSize=8, leading=10.5, spaceAfter=3)
LEAD = ParagraphStyle("report lead", BODY, textColor=typesetting.QUIET)


@dataclass(frozen=True)
class _Look:
    """What stands on every page of a report."""

    foot: str
    mark: str
    day: date


def report_pdf(content: ReportContent, *, day: date, preliminary: bool) -> bytes:
    """The report as a PDF with its fonts inside; the same content and day give the same bytes.

    A preliminary one says so across every page.
    """
    typesetting.register_fonts()
    with force_locale(content.language):
        mark = _("FORELØPIG") if preliminary else ""
        foot = (
            content.title if not content.demo else _("%(title)s – demo, oppdiktede tall", title=content.title)
        )
        story = list(_story(content, preliminary=preliminary))
        look = _Look(foot, mark, day)
        output = BytesIO()
        document = BaseDocTemplate(
            output,
            pagesize=A4,
            pageTemplates=[
                PageTemplate(
                    "page", [Frame(MARGIN, BOTTOM, TEXT_WIDTH, HEIGHT - BOTTOM - MARGIN, 0, 0, 0, 0)]
                )
            ],
            title=content.title,
            author=content.municipality,
            creator="Bevilling",
            lang=content.language,
            displayDocTitle=True,
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=1,
        )
        document.build(story, canvasmaker=lambda *args, **kwargs: _ReportCanvas(look, *args, **kwargs))
    return output.getvalue()


@dataclass(frozen=True)
class _ReportDay:
    """The day of the report, in the place where the library keeps the time of drawing."""

    YMDhms: tuple[int, int, int, int, int, int]
    t: int = 0
    dhh: int = 0
    dmm: int = 0


class _ReportCanvas(Canvas):  # type: ignore[misc, unused-ignore]  # the library has no types
    """A canvas that numbers the pages when their count is known, and marks what is preliminary."""

    def __init__(self, look: _Look, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._look, self._pages = look, list[dict[str, Any]]()
        day = look.day
        self._doc._timeStamp = _ReportDay((day.year, day.month, day.day, 0, 0, 0))
        self._draw_mark()

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._pages.append(dict(self.__dict__))
        self._startPage()
        self._draw_mark()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 8)
            self.setFillColor(typesetting.QUIET)
            self.drawString(MARGIN, 11 * mm, self._look.foot)
            place = _("Side %(number)s av %(pages)s", number=str(number), pages=str(len(pages)))
            self.drawRightString(WIDTH - MARGIN, 11 * mm, place)
            super().showPage()
        super().save()

    def _draw_mark(self) -> None:
        """Drawn first, so that the text stands on it and not under it."""
        if not self._look.mark:
            return
        self.saveState()
        self.translate(WIDTH / 2, HEIGHT / 2 - 20 * mm)
        self.rotate(52)
        self.setFont(BOLD, 96)
        self.setFillColor(typesetting.WATERMARK)
        self.drawCentredString(0, -30, self._look.mark)
        self.restoreState()


def _story(content: ReportContent, *, preliminary: bool) -> Iterator[Flowable]:
    yield line(content.title, SUBJECT)
    if preliminary:
        yield line(_("Foreløpig utgave. Meldingen er ikke levert, og tall og tekst kan bli endret."), LEAD)
    for text in content.lead:
        yield line(text, LEAD)
    for chapter in content.chapters:
        yield CondPageBreak(ROOM_FOR_HEADING)
        yield line(chapter.heading, CHAPTER)
        for paragraph in chapter.paragraphs:
            yield line(paragraph, BODY)
        for shown in chapter.tables:
            yield from _table(shown)
        for note in chapter.notes:
            yield line(note, STANDING)
        if not (chapter.paragraphs or chapter.tables or chapter.notes):
            yield line(_("Ikke skrevet."), STANDING)


def _table(shown: ReportTable) -> Iterator[Flowable]:
    yield CondPageBreak(ROOM_FOR_HEADING)
    yield line(shown.caption, CAPTION)
    if shown.rows:
        heads = [
            line(head, SUM_FIGURE if place and _is_figure(shown, place) else SUM_CELL)
            for place, head in enumerate(shown.heads)
        ]
        cells: list[list[Any]] = [heads, *(_row(shown, row) for row in shown.rows)]
        yield table(cells, _widths(shown), padding=1.6, ruled=True, head=True)
        yield Spacer(0, 3)
    for text in (shown.standing, *shown.notes):
        yield line(text, STANDING)
    if shown.chart is not None:
        yield from _chart(shown.chart)
    yield Spacer(0, 4)


def _row(shown: ReportTable, row: ReportRow) -> list[Any]:
    first = [line(row.label, SUM_CELL if row.is_sum else CELL)]
    if row.note:
        first.append(line(row.note, MARK))
    return [first, *(_cell(shown, row, place, cell) for place, cell in enumerate(row.cells, start=1))]


def _cell(shown: ReportTable, row: ReportRow, place: int, cell: ReportCell) -> list[Flowable]:
    is_figure = _is_figure(shown, place)
    style = {(False, False): CELL, (False, True): SUM_CELL, (True, False): FIGURE, (True, True): SUM_FIGURE}
    found = [line(cell.text, style[is_figure, row.is_sum])]
    if cell.mark:
        found.append(line(cell.mark, FIGURE_MARK if is_figure else MARK))
    return found


def _is_figure(shown: ReportTable, place: int) -> bool:
    return shown.numbers and place >= shown.words


def _widths(shown: ReportTable) -> tuple[float, ...]:
    others = len(shown.heads) - 1
    first = FIRST_COLUMN if others > 2 else 0.5
    return (first * TEXT_WIDTH, *[(1 - first) * TEXT_WIDTH / max(others, 1)] * others)


def _chart(chart: ReportChart) -> Iterator[Flowable]:
    drawn = bar_chart(
        chart.title, chart.description, chart.legend, [(one.label, one.figures) for one in chart.lines]
    )
    yield KeepTogether([line(chart.title, CAPTION), _Bars(drawn), Spacer(0, 4)])


class _Bars(Flowable):  # type: ignore[misc, unused-ignore]  # the library has no types
    """The same bars as the page has, drawn on paper; the table that follows says the same."""

    def __init__(self, chart: BarChart) -> None:
        super().__init__()
        self._chart = chart
        self.height = chart.height * CHART_SCALE + (12 if len(chart.legend) > 1 else 0)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return TEXT_WIDTH, self.height

    def draw(self) -> None:
        canvas, top = self.canv, self._chart.height
        for group in self._chart.groups:
            self._write(0, top - group.label_y, group.label)
            for bar in group.bars:
                self._write(bar.figure_x, top - bar.figure_y, bar.figure)
                if not bar.width:
                    continue
                canvas.setFillColor(SERIES[bar.series % len(SERIES)])
                bottom = top - bar.y - bar.height
                canvas.rect(*self._placed(0, bottom, bar.width, bar.height), stroke=0, fill=1)
        if len(self._chart.legend) > 1:
            self._legend(self._chart.legend)

    def _placed(self, *sizes: float) -> Sequence[float]:
        x, y, width, height = (size * CHART_SCALE for size in sizes)
        return x, y + self.height - self._chart.height * CHART_SCALE, width, height

    def _write(self, x: float, y: float, text: str) -> None:
        left, bottom, _width, _height = self._placed(x, y, 0, 0)
        self.canv.setFillColor(typesetting.INK)
        self.canv.setFont(REGULAR, CHART_TEXT)
        self.canv.drawString(left, bottom, text)

    def _legend(self, names: Sequence[str]) -> None:
        left = 0.0
        for place, name in enumerate(names):
            self.canv.setFillColor(SERIES[place % len(SERIES)])
            self.canv.rect(left, 1, 7, 7, stroke=0, fill=1)
            self.canv.setFillColor(typesetting.INK)
            self.canv.setFont(REGULAR, CHART_TEXT)
            self.canv.drawString(left + 10, 1.5, name)
            left += 10 + self.canv.stringWidth(name, REGULAR, CHART_TEXT) + 14
