"""The typesetting of letters: fonts, styles, and how a block of text becomes what a page can hold."""

import re
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer
from reportlab.platypus import Paragraph as PlatypusParagraph
from reportlab.platypus import Table as PlatypusTable

from app.letters import markup
from app.letters.markup import Block, Text
from app.letters.texts import LetterContent, clean

FONT_FOLDER = Path(__file__).parent / "fonts"
FACES = ("Inter-Regular", "Inter-SemiBold", "Inter-Bold", "Inter-Italic")
REGULAR, STRONG, BOLD, ITALIC = FACES
_fonts_lock = threading.Lock()

LABEL_WIDTH = 42 * mm
MISSING_SIGN = "\N{WHITE SQUARE}"
# A table of so many rows is kept whole, with the heading above it.
SHORT_TABLE = 12

# A sign and the number that belongs to it are not parted at the end of a line.
BINDING = re.compile(r"(§|\bkl\.|\bgruppe|\bsak) (?=[\w§])|(?<=\d) (?=%)|(?<=\d\.) (?=[a-z])")

INK, QUIET, RULE, WATERMARK = (
    HexColor("#1b1f24"),
    HexColor("#545d68"),
    HexColor("#c3c9d0"),
    HexColor("#eef0f3"),
)
ACCENT = HexColor("#0b4a6f")


def _style(name: str, size: float, leading: float, *, font: str = REGULAR, **more: Any) -> ParagraphStyle:
    more = {"textColor": INK, "allowWidows": 0, "allowOrphans": 0, "splitLongWords": 1} | more
    return ParagraphStyle(name, fontName=font, bulletFontName=REGULAR, fontSize=size, leading=leading, **more)


BODY = _style("body", 10, 14, spaceAfter=6)
SUBJECT = _style("subject", 14, 18.5, font=BOLD, spaceAfter=10)
HEADING = _style("heading", 11, 15, font=STRONG, spaceBefore=8, spaceAfter=3)
ITEM = _style("item", 10, 14, leftIndent=14, bulletIndent=2, spaceAfter=4, bulletFontSize=10)
NUMBERED_ITEM = _style("numbered", 10, 14, leftIndent=20, bulletIndent=2, spaceAfter=5, bulletFontSize=10)
QUOTATION = _style("quotation", 10, 14, leftIndent=14, rightIndent=14, spaceAfter=6)
LABEL = _style("label", 10, 14, textColor=QUIET)
VALUE = _style("value", 10, 14)
HEAD = _style("head", 9.5, 13, font=STRONG)
SENDER = _style("sender", 15, 18, font=STRONG, textColor=ACCENT)
UNIT = _style("unit", 9.5, 13, textColor=QUIET)
ADDRESS = _style("address", 10, 13.5)
REFERENCE_LABEL = _style("reference label", 9, 13, textColor=QUIET)
REFERENCE = _style("reference", 9, 13)
MARK = _style("mark", 9, 12.5, font=STRONG)
SMALL = _style("small", 8, 10.5, textColor=QUIET)


class FontsMissingError(LookupError):
    """The letter's fonts are not where they should be."""

    def __init__(self, faces: tuple[str, ...]) -> None:
        super().__init__(
            "letter_fonts_missing", {"faces": faces, "folder": str(FONT_FOLDER), "fix": "make set-up"}
        )
        self.code = "letter_fonts_missing"
        self.faces = faces


@cache
def _register(folder: Path) -> None:
    missing = tuple(face for face in FACES if not (folder / f"{face}.ttf").is_file())
    if missing:
        raise FontsMissingError(missing)
    rl_config.useA85 = 0
    for face in FACES:
        pdfmetrics.registerFont(TTFont(face, str(folder / f"{face}.ttf")))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=STRONG, italic=ITALIC, boldItalic=BOLD)


def register_fonts() -> None:
    """Read the fonts the first time a letter is drawn; later calls cost nothing."""
    with _fonts_lock:
        _register(FONT_FOLDER)


class _Paragraph(PlatypusParagraph):  # type: ignore[misc, unused-ignore]  # the library has no types
    """A paragraph whose lines end in a blank, so that text taken out of the file does not glue two words."""

    def drawPara(self, debug: int = 0) -> None:  # noqa: N802 - the library's name
        lines = self.blPara.lines
        for place, line in enumerate(lines[:-1]):
            if self.blPara.kind == 0:
                room, words = line[:2]
                lines[place] = (room, [*words, ""])
            else:
                line.words = [*line.words[:-1], line.words[-1].clone(text=line.words[-1].text + " ")]
        super().drawPara(debug)


class _QuotationParagraph(_Paragraph):
    """Words of somebody else, with a rule along their left side."""

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(RULE)
        self.canv.setLineWidth(1.5)
        self.canv.line(4, 0, 4, self.height)
        self.canv.restoreState()
        super().draw()


def story(content: LetterContent, width: float) -> Iterator[Flowable]:
    """The letter's blocks as flowables, with what belongs together kept on one page."""
    yield line(content.subject, SUBJECT)
    waiting: list[Flowable] = []
    for block in content.blocks:
        flowables = list(_flowables(block, width))
        match block:
            case markup.Signature():
                # A signature never stands alone on top of a page: the last thing said goes with it.
                yield from waiting[:-1]
                yield KeepTogether([*waiting[-1:], *flowables])
                waiting = []
            case markup.Table(_, rows) if len(rows) <= SHORT_TABLE:
                yield KeepTogether([*waiting, *flowables])
                waiting = []
            case _:
                yield from waiting
                waiting = flowables
    yield from waiting


def _flowables(block: Block, width: float) -> Iterator[Flowable]:
    match block:
        case markup.Paragraph(text):
            yield _text(text, BODY)
        case markup.Heading(text):
            # Room for the heading and four lines below it, or both go to the next page.
            yield CondPageBreak(HEADING.spaceBefore + HEADING.leading + HEADING.spaceAfter + 4 * BODY.leading)
            yield _text(text, HEADING)
        case markup.BulletList(items):
            for item in items:
                yield _text(item, ITEM, bullet="–")
            yield Spacer(0, 3)
        case markup.NumberedList(numbered):
            for entry in numbered:
                yield _text(entry.text, NUMBERED_ITEM, bullet=f"{entry.number}.")
            yield Spacer(0, 2)
        case markup.Facts(rows):
            cells = [[line(row.label, LABEL), _text(row.value, VALUE)] for row in rows]
            yield table(cells, (LABEL_WIDTH, width - LABEL_WIDTH), padding=2.2, ruled=True)
            yield Spacer(0, 9)
        case markup.Table(head, table_rows):
            column = width / len(head)
            cells = [[_text(cell, HEAD) for cell in head]]
            cells += [[_text(cell, VALUE) for cell in row] for row in table_rows]
            yield table(cells, (column,) * len(head), padding=2.6, ruled=True, head=True)
            yield Spacer(0, 9)
        case markup.Quotation(paragraphs):
            for paragraph in paragraphs:
                yield _text(paragraph, QUOTATION, kind=_QuotationParagraph)
        case markup.Signature(closing, people, note):
            yield Spacer(0, 10)
            yield line(closing, BODY)
            column = width / max(2, len(people))
            names = [[line(person.name, HEAD), line(person.title, UNIT)] for person in people]
            yield table([names], (column,) * len(people), padding=0)
            yield Spacer(0, 8)
            yield line(note, UNIT)
            yield Spacer(0, 8)


def _text(
    text: Text, style: ParagraphStyle, *, bullet: str | None = None, kind: type[Any] = _Paragraph
) -> Flowable:
    source = "".join(f"<b>{_escaped(span.text)}</b>" if span.strong else _escaped(span.text) for span in text)
    return kind(source, style, bulletText=bullet)


def line(text: str, style: ParagraphStyle) -> Flowable:
    return _Paragraph(_escaped(clean(text)), style)


def _escaped(text: str) -> str:
    """Text for the library's own markup; a sign that the font lacks is shown as missing, not left out."""
    drawable = pdfmetrics.getFont(REGULAR).face.charToGlyph
    text = "".join(sign if sign == "\n" or ord(sign) in drawable else MISSING_SIGN for sign in text)
    return escape(BINDING.sub(r"\g<1>" "\N{NO-BREAK SPACE}", text)).replace("\n", "<br/>")


def table(
    cells: list[list[Any]],
    widths: tuple[float, ...],
    *,
    padding: float,
    ruled: bool = False,
    head: bool = False,
) -> Flowable:
    whole = ((0, 0), (-1, -1))
    look: list[tuple[Any, ...]] = [
        ("FONTNAME", *whole, REGULAR),
        ("VALIGN", *whole, "TOP"),
        ("LEFTPADDING", *whole, 0),
        ("RIGHTPADDING", *whole, 8),
        ("TOPPADDING", *whole, padding),
        ("BOTTOMPADDING", *whole, padding),
    ]
    if ruled:
        look.append(("LINEBELOW", *whole, 0.5, RULE))
    if head:
        look.append(("LINEBELOW", (0, 0), (-1, 0), 1, QUIET))
    return PlatypusTable(
        cells, colWidths=widths, style=look, hAlign="LEFT", repeatRows=1 if head else 0, splitInRow=1
    )
