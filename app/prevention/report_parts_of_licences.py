"""What a yearly report shows of licences: how many, until when, and what is not in the system yet."""

from flask_babel import gettext as _

from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.prevention.figure_words import cap_text
from app.prevention.report_charts import year_chart
from app.prevention.report_content import ReportRow, ReportTable
from app.prevention.report_tables import (
    FigureBook,
    PartOfChapter,
    by_code,
    cell,
    standing_text,
    tables_of,
    year_table,
)

ALWAYS_TOLD = ("received", "grant", "refuse")
Codes = ReportChapterCode


def licences_part(book: FigureBook) -> PartOfChapter:
    """How many licences there are, the caps, and what was decided, over the years."""
    licences = book.of(Codes.LICENCES, "licences")
    earlier = any(
        figure.standing is FigureStanding.PRELIMINARY and figure.year < book.years[-1] for figure in licences
    )
    counted = year_table(
        _("Bevillinger ved utgangen av året"),
        licences,
        book.years,
        notes=(_("Foreløpige tall kan være for lave for år før kommunen tok systemet i bruk."),)
        if earlier
        else (),
        chart=year_chart(
            book,
            Codes.LICENCES,
            _("Bevillinger ved utgangen av året"),
            {"licences.serving": _("Skjenking"), "licences.sale": _("Salg")},
        ),
    )
    return PartOfChapter(
        tables_of(
            counted,
            _cap_table(book),
            _case_table(_("Søknader om salgs- og skjenkebevilling"), book, "applications"),
            _case_table(_("Arrangementer og ambulerende bevillinger"), book, "events"),
            _case_table(_("Andre saker om bevillinger"), book, "changes"),
        ),
    )


def _cap_table(book: FigureBook) -> ReportTable | None:
    figures = book.of(Codes.LICENCES, "cap")
    if not figures:
        return None
    caption = _("Tak i retningslinjene: i bruk av høyst")
    if figures[0].code == "cap.none":
        return ReportTable(caption, ("",), (), _("Retningslinjene har ikke noe tall for høyeste antall."))
    names = {figure.code: str(figure.value["name"]) for figure in figures if figure.value}
    return year_table(caption, figures, book.years, written=cap_text, labels=names)


def _case_table(caption: str, book: FigureBook, sort: str) -> ReportTable | None:
    found = by_code(book.of(Codes.LICENCES, sort))
    told = [
        figure
        for code, of_years in found.items()
        for figure in of_years.values()
        if code.rpartition(".")[2] in ALWAYS_TOLD or any(one.value for one in of_years.values())
    ]
    return year_table(caption, told, book.years)


def hours_part(book: FigureBook) -> PartOfChapter:
    """Until when licences allow sale and serving."""
    places = book.of(Codes.HOURS, "serving_indoor", "serving_outdoor", "sale")
    return PartOfChapter(
        tables_of(
            year_table(_("Bevillinger etter den seneste tiden i en vanlig uke"), places, book.years),
            _policy_table(book),
        )
    )


def _policy_table(book: FigureBook) -> ReportTable:
    """A row for each year: names of policies are too long to stand side by side."""
    figures = book.of(Codes.HOURS, "policy")
    return ReportTable(
        _("Retningslinjer i kraft ved utgangen av året"),
        (_("År"), _("Retningslinjer")),
        tuple(ReportRow(str(figure.year), (cell(figure, str),)) for figure in figures),
        standing_text(figures),
        numbers=False,
    )


def inspections_part(book: FigureBook) -> PartOfChapter:
    """What is missing until inspections are in the system."""
    table = year_table(
        _("Kontroller og overtredelser etter år"),
        book.of(Codes.INSPECTIONS, "inspections", "breaches"),
        book.years,
    )
    return PartOfChapter(
        tables_of(table),
        notes=(_("Kontrollene føres ikke i systemet ennå. Skriv tallene i teksten, med kilde og dato."),)
        if table
        else (),
    )
