"""The inspection list on paper: A4 across, its heads repeated on every page."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Spacer
from reportlab.platypus.doctemplate import LayoutError

from app import formats
from app.letters import typesetting
from app.letters.typesetting import HEADING, REGULAR, SMALL, STRONG, SUBJECT, line, table
from app.registers.inspection_rows import EventRow, LicenceRow
from app.registers.list_changes import ListChange
from app.registers.making_lists import ListOfDay
from app.wording import inspection_lists as words

WIDTH, HEIGHT = landscape(A4)
MARGIN = 14 * mm
BOTTOM = 16 * mm
TEXT_WIDTH = WIDTH - 2 * MARGIN

CELL = ParagraphStyle("list cell", SMALL, fontSize=7.5, leading=9.6, textColor=typesetting.INK)
QUIET_CELL = ParagraphStyle("list quiet", CELL, textColor=typesetting.QUIET)
STRONG_CELL = ParagraphStyle("list strong", CELL, fontName=STRONG)
HEAD_CELL = ParagraphStyle("list head", CELL, fontName=STRONG)
LEAD = ParagraphStyle("list lead", SMALL, fontSize=8.5, leading=11.5, spaceAfter=6)

Cell = list[tuple[str, ParagraphStyle]]


def inspection_pdf(made: ListOfDay, *, municipality: str, language: str, demo: bool) -> bytes:
    """The list as a PDF with its fonts inside; the same list gives the same bytes.

    A row is kept on one page, unless one is longer than a page.
    """
    typesetting.register_fonts()
    try:
        return _drawn(made, municipality, language, demo=demo, split_rows=False)
    except LayoutError:
        return _drawn(made, municipality, language, demo=demo, split_rows=True)


def _drawn(made: ListOfDay, municipality: str, language: str, *, demo: bool, split_rows: bool) -> bytes:
    title = _title(made, municipality)
    output = BytesIO()
    frame = Frame(MARGIN, BOTTOM, TEXT_WIDTH, HEIGHT - BOTTOM - MARGIN, 0, 0, 0, 0)
    foot = _("%(title)s – navn på styrere og stedfortredere er bare til bruk i kontrollen", title=title)
    document = BaseDocTemplate(
        output,
        pagesize=(WIDTH, HEIGHT),
        pageTemplates=[PageTemplate("page", [frame])],
        title=title,
        author=municipality,
        creator="Bevilling",
        lang=language,
        displayDocTitle=True,
        initialFontName=REGULAR,
        invariant=1,
        pageCompression=1,
    )
    document.build(
        _story(made, title, demo=demo, split_rows=split_rows),
        canvasmaker=lambda *args, **kwargs: _ListCanvas(foot, *args, **kwargs),
    )
    return output.getvalue()


class _ListCanvas(Canvas):  # type: ignore[misc, unused-ignore]  # the library has no types
    """A canvas that numbers the pages when their count is known."""

    def __init__(self, foot: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._foot, self._pages = foot, list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802 - the library's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        pages = self._pages
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self.setFont(REGULAR, 7.5)
            self.setFillColor(typesetting.QUIET)
            self.drawString(MARGIN, 9 * mm, self._foot)
            place = _("Side %(number)s av %(pages)s", number=str(number), pages=str(len(pages)))
            self.drawRightString(WIDTH - MARGIN, 9 * mm, place)
            super().showPage()
        super().save()


def _title(made: ListOfDay, municipality: str) -> str:
    day = formats.weekday_date(made.day)
    if made.made is None:
        return _("Kontrolliste for %(place)s %(day)s (ikke laget)", place=municipality, day=day)
    return _(
        "Kontrolliste %(number)s for %(place)s %(day)s",
        number=str(made.made.number),
        place=municipality,
        day=day,
    )


def _story(made: ListOfDay, title: str, *, demo: bool, split_rows: bool) -> list[Flowable]:
    found: list[Flowable] = [line(title, SUBJECT), line(_summary(made, demo=demo), LEAD)]
    if made.previous is not None:
        found += _part(
            _(
                "Endret siden liste %(number)s (%(day)s)",
                number=str(made.previous.number),
                day=formats.short_date(made.previous.for_day),
            ),
            (_("Sted"), _("Bevilling"), _("Endring"), _("Opplysning"), _("Før"), _("Nå")),
            (0.2, 0.1, 0.1, 0.12, 0.24, 0.24),
            [row for change in made.changes for row in _change_rows(change)],
            _("Ingenting er endret."),
            split_rows=split_rows,
        )
    found += _part(
        _("Arrangementer i uken"),
        (_("Arrangement og sted"), _("Bevillingshaver"), _("Dager og tider"), _("Ansvarlig"), _("Vilkår")),
        (0.24, 0.16, 0.22, 0.16, 0.22),
        [_event_row(row) for row in made.rows.events],
        _("Ingen arrangementer i uken."),
        split_rows=split_rows,
    )
    found += _part(
        _("Steder"),
        (
            _("Sted"),
            _("Bevillingshaver"),
            _("Gjelder og tider %(day)s", day=formats.short_date(made.day)),
            _("Tider den uken"),
            _("Areal og vilkår"),
            _("Styrer og stedfortreder"),
        ),
        (0.18, 0.13, 0.16, 0.23, 0.15, 0.15),
        [_licence_row(row) for row in made.rows.licences],
        _("Ingen bevillinger er i kraft den dagen."),
        split_rows=split_rows,
    )
    return found


def _summary(made: ListOfDay, *, demo: bool) -> str:
    parts = [
        _(
            "%(licences)s bevillinger i kraft, %(events)s arrangementer i uken.",
            licences=str(len(made.rows.licences)),
            events=str(len(made.rows.events)),
        )
    ]
    if made.made is not None:
        parts.append(
            _("Laget %(day)s av %(name)s.", day=formats.short_date(made.made.made_on), name=made.made.made_by)
        )
    if demo:
        parts.append(_("Demo: alle navn og tall er oppdiktet."))
    return " ".join(parts)


def _part(
    title: str,
    heads: Sequence[str],
    shares: Sequence[float],
    rows: Sequence[Sequence[Cell]],
    empty: str,
    *,
    split_rows: bool,
) -> list[Flowable]:
    if not rows:
        return [line(title, HEADING), line(empty, LEAD)]
    cells: list[list[Any]] = [[[line(head, HEAD_CELL)] for head in heads]]
    cells += [[[line(text, style) for text, style in cell] for cell in row] for row in rows]
    widths = tuple(share * TEXT_WIDTH for share in shares)
    laid = table(cells, widths, padding=1.8, ruled=True, head=True)
    laid.splitInRow = int(split_rows)
    return [line(title, HEADING), laid, Spacer(0, 8)]


def _cell(lines: Iterable[str], style: ParagraphStyle = CELL) -> Cell:
    return [(text, style) for text in lines if text]


def _licence_row(row: LicenceRow) -> list[Cell]:
    return [
        _cell([row.venue], STRONG_CELL)
        + _cell([row.address, f"{row.number} · {words.kind_of(row)}"], QUIET_CELL)
        + _cell((text for text, _tone in words.marks(row)), STRONG_CELL),
        _cell([row.holder]) + _cell([_number(row.holder_number)], QUIET_CELL),
        _cell(words.use_lines(row), STRONG_CELL) + _cell(words.today_lines(row)),
        _cell(words.week_lines(row)),
        _cell([*words.area_lines(row), *row.conditions]),
        _cell(words.people_lines(row)),
    ]


def _event_row(row: EventRow) -> list[Cell]:
    return [
        _cell([row.event or row.venue], STRONG_CELL)
        + _cell([row.venue if row.event else "", row.address, row.number], QUIET_CELL),
        _cell([row.holder]),
        _cell(words.use_lines(row), STRONG_CELL) + _cell(words.event_days(row)),
        _cell(words.people_lines(row)),
        _cell([*row.conditions, *words.event_facts(row)]),
    ]


def _change_rows(change: ListChange) -> list[list[Cell]]:
    who = [
        _cell([change.row.venue], STRONG_CELL),
        _cell([change.row.number]),
        _cell([str(words.CHANGES[change.kind])]),
    ]
    if not change.fields:
        return [[*who, [], [], []]]
    return [
        [
            *who,
            _cell([str(words.FIELDS[field.field])]),
            *(_cell([text]) for text in words.change_values(field)),
        ]
        for field in change.fields
    ]


def _number(digits: str) -> str:
    return formats.organisation_number(digits) if digits else ""


def file_stem(made: ListOfDay) -> str:
    """The name of the file: kontrolliste-2026-11-23, with its number when it was made."""
    day: date = made.day
    return f"kontrolliste-{made.made.number}-{day}" if made.made else f"kontrolliste-{day}"
