"""The drawing of letters: blocks and a letterhead become A4 pages.

Everything that touches the page is here and in `typesetting.py`. The same facts give the same bytes:
no clock, no random mark, and the day in the file is the letter's own.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepInFrame, NextPageTemplate, PageTemplate

from app.letters import typesetting
from app.letters.facts import Letterhead, LetterKind, Recipient
from app.letters.texts import FrameWords, LetterContent, clean, frame_words, long_date, organisation_number
from app.letters.typesetting import BOLD, REGULAR, line

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 28 * mm
TEXT_WIDTH = WIDTH - LEFT - RIGHT
BOTTOM = 25 * mm
FIRST_TOP, NEXT_TOP = 91 * mm, 25 * mm
# The window of a C5 envelope shows the sheet from 20 to 110 mm across and from about 45 to 85 mm down.
WINDOW_TOP, WINDOW_WIDTH, WINDOW_HEIGHT = 50 * mm, 80 * mm, 36 * mm
REFERENCES_LEFT, REFERENCES_LABEL = 118 * mm, 27 * mm
REFERENCES_WIDTH = WIDTH - 16 * mm - REFERENCES_LEFT


class LetterStatus(StrEnum):
    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True)
class LetterMeta:
    """What stands around the text: references, the day, and whether the letter may leave the house."""

    case_number: str
    letter_date: date
    status: LetterStatus | str
    access_code: str | None = None
    caseworker: str | None = None
    your_reference: str | None = None
    demo: bool = False


class AccessCodeMissingError(ValueError):
    """The annex with identity numbers may not be drawn without the ground that keeps it from the public."""


@dataclass(frozen=True)
class _Sheet:
    """What every page of one letter shares."""

    content: LetterContent
    letterhead: Letterhead
    recipient: Recipient
    meta: LetterMeta
    words: FrameWords


def draw(content: LetterContent, letterhead: Letterhead, recipient: Recipient, meta: LetterMeta) -> bytes:
    """The letter as a PDF with its fonts inside; the same facts give the same bytes."""
    if content.kind is LetterKind.STATEMENT_ANNEX and not meta.access_code:
        raise AccessCodeMissingError(content.kind)
    typesetting.register_fonts()
    sheet = _Sheet(content, letterhead, recipient, meta, frame_words(content.language))
    output = BytesIO()
    document = BaseDocTemplate(
        output,
        pagesize=A4,
        pageTemplates=[
            PageTemplate(
                "first", [_frame(FIRST_TOP)], onPage=lambda canvas, _: _draw_first_page(canvas, sheet)
            ),
            PageTemplate("next", [_frame(NEXT_TOP)], onPage=lambda canvas, _: _draw_next_page(canvas, sheet)),
        ],
        title=clean(content.subject),
        author=clean(letterhead.municipality),
        subject=clean(meta.case_number),
        creator="Bevilling",
        lang=content.language,
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    document.build(
        [NextPageTemplate("next"), *typesetting.story(content, TEXT_WIDTH)],
        canvasmaker=lambda *args, **kwargs: _LetterCanvas(sheet, *args, **kwargs),
    )
    return output.getvalue()


# The page: letterhead, window, references, foot


@dataclass(frozen=True)
class _LetterDay:
    """The letter's own day, in the place where the library keeps the time of drawing."""

    YMDhms: tuple[int, int, int, int, int, int]
    t: int = 0
    dhh: int = 0
    dmm: int = 0


class _LetterCanvas(Canvas):  # type: ignore[misc, unused-ignore]  # the library has no types
    """A canvas that knows the letter's day, and numbers the pages when their count is known."""

    def __init__(self, sheet: _Sheet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sheet = sheet
        self._pages: list[dict[str, Any]] = []
        day = sheet.meta.letter_date
        self._doc._timeStamp = _LetterDay((day.year, day.month, day.day, 0, 0, 0))

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            _draw_foot(self, self._sheet, number, len(pages))
            super().showPage()
        super().save()


def _frame(top: float) -> Frame:
    return Frame(
        LEFT,
        BOTTOM,
        TEXT_WIDTH,
        HEIGHT - top - BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _draw_first_page(canvas: Canvas, sheet: _Sheet) -> None:
    _draw_watermark(canvas, sheet)
    canvas.setFillColor(typesetting.ACCENT)
    canvas.rect(LEFT, HEIGHT - 15 * mm, 12 * mm, 1.1 * mm, stroke=0, fill=1)
    sender = [
        line(sheet.letterhead.municipality, typesetting.SENDER),
        line(sheet.letterhead.unit, typesetting.UNIT),
    ]
    _place(canvas, sender, LEFT, HEIGHT - 17 * mm, 90 * mm, 26 * mm)
    _draw_marks(canvas, sheet)
    _place(canvas, _address(sheet), LEFT, HEIGHT - WINDOW_TOP, WINDOW_WIDTH, WINDOW_HEIGHT)
    _place(
        canvas,
        _references(sheet),
        REFERENCES_LEFT,
        HEIGHT - WINDOW_TOP,
        REFERENCES_WIDTH,
        42 * mm,
    )


def _draw_next_page(canvas: Canvas, sheet: _Sheet) -> None:
    _draw_watermark(canvas, sheet)
    sender = f"{sheet.letterhead.municipality} · {sheet.words.our_reference} {sheet.meta.case_number}"
    _place(canvas, [line(sender, typesetting.SMALL)], LEFT, HEIGHT - 14 * mm, 90 * mm, 12 * mm)
    marks = " · ".join(_marks(sheet))
    _place(
        canvas, [line(marks, typesetting.SMALL)], REFERENCES_LEFT, HEIGHT - 14 * mm, REFERENCES_WIDTH, 10 * mm
    )


def _draw_marks(canvas: Canvas, sheet: _Sheet) -> None:
    """What a reader must see first: a draft, kept from the public and why, a demo."""
    marks = [line(mark, typesetting.MARK) for mark in _marks(sheet)]
    if sheet.meta.access_code:
        marks.append(line(sheet.meta.access_code, typesetting.SMALL))
    _place(canvas, marks, REFERENCES_LEFT, HEIGHT - 14 * mm, REFERENCES_WIDTH, 30 * mm)


def _marks(sheet: _Sheet) -> list[str]:
    marks = (
        (sheet.meta.status == LetterStatus.DRAFT, sheet.words.draft),
        (sheet.meta.demo, sheet.words.demo),
        (bool(sheet.meta.access_code), sheet.words.exempt),
    )
    return [mark for applies, mark in marks if applies]


def _draw_watermark(canvas: Canvas, sheet: _Sheet) -> None:
    if sheet.meta.status != LetterStatus.DRAFT:
        return
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2 - 20 * mm)
    canvas.rotate(52)
    canvas.setFont(BOLD, 120)
    canvas.setFillColor(typesetting.WATERMARK)
    canvas.drawCentredString(0, -40, sheet.words.draft)
    canvas.restoreState()


def _draw_foot(canvas: Canvas, sheet: _Sheet, number: int, pages: int) -> None:
    head, words = sheet.letterhead, sheet.words
    contact = (
        f"{words.phone} {head.phone}" if head.phone else "",
        head.email,
        head.website,
        f"{words.organisation_number} {organisation_number(head.organisation_number)}",
    )
    lines = (
        ", ".join((head.municipality, *head.postal_address)),
        " · ".join(part for part in contact if part),
    )
    canvas.setStrokeColor(typesetting.RULE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, 20 * mm, WIDTH - RIGHT, 20 * mm)
    _place(
        canvas,
        [line(part, typesetting.SMALL) for part in lines],
        LEFT,
        18.5 * mm,
        TEXT_WIDTH - 26 * mm,
        12 * mm,
    )
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(typesetting.QUIET)
    canvas.drawRightString(WIDTH - RIGHT, 18.5 * mm - 8, words.page.format(page=number, pages=pages))


def _address(sheet: _Sheet) -> list[Flowable]:
    recipient = sheet.recipient
    lines = [line(part, typesetting.ADDRESS) for part in (recipient.name, *recipient.lines)]
    if recipient.organisation_number:
        number = organisation_number(recipient.organisation_number)
        lines.append(line(f"{sheet.words.organisation_number} {number}", typesetting.UNIT))
    return lines


def _references(sheet: _Sheet) -> list[Flowable]:
    words, meta = sheet.words, sheet.meta
    rows = [
        (words.date, long_date(meta.letter_date, sheet.content.language)),
        (words.our_reference, meta.case_number),
        (words.your_reference, meta.your_reference),
        (words.caseworker, meta.caseworker),
    ]
    cells = [
        [line(label, typesetting.REFERENCE_LABEL), line(value, typesetting.REFERENCE)]
        for label, value in rows
        if value
    ]
    return [typesetting.table(cells, (REFERENCES_LABEL, REFERENCES_WIDTH - REFERENCES_LABEL), padding=0.6)]


def _place(
    canvas: Canvas, flowables: list[Flowable], x: float, top: float, width: float, height: float
) -> None:
    """Draw into a box of fixed size; what is too much for it is made smaller rather than lost."""
    if flowables:
        box = KeepInFrame(width, height, flowables, mode="shrink")
        _, used = box.wrapOn(canvas, width, height)
        box.drawOn(canvas, x, top - used)
