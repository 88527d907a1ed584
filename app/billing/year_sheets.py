"""A year of fees as a workbook: by kind, by group, by licence, by municipality, and beside the cost."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from app import labels
from app.billing.queries.year_figures import Figures, LicenceFigures
from app.billing.sheets import Cell, Sheet, money_workbook
from app.billing.shown_year import CostRow, FigureRow, PartRow, figure_heads
from app.registers.sheets import MIDDLE, NARROW


def year_workbook(
    year: int,
    on: date,
    *,
    kinds: Sequence[FigureRow],
    parts: Sequence[PartRow],
    places: Sequence[FigureRow],
    costs: Sequence[CostRow],
    licences: Sequence[LicenceFigures],
) -> bytes:
    """Everything that the page of the year shows, and each licence besides."""
    title = _("Gebyr %(year)s", year=str(year))
    return money_workbook(title, on, _sheets(kinds, parts, places, costs, licences))


def _sheets(
    kinds: Sequence[FigureRow],
    parts: Sequence[PartRow],
    places: Sequence[FigureRow],
    costs: Sequence[CostRow],
    licences: Sequence[LicenceFigures],
) -> Iterator[Sheet]:
    amounts = [(head, NARROW) for head in figure_heads()]
    yield Sheet(
        _("Salg og skjenking"), [(_("Bevilling"), MIDDLE), *amounts], (_figures(row) for row in kinds)
    )
    yield Sheet(
        _("Etter gruppe"),
        [(_("Del av gebyrene"), MIDDLE), (_("Liter"), NARROW), (_("Kroner"), NARROW)],
        ([row.label, row.litres, row.money] for row in parts),
    )
    yield Sheet(
        _("Bevillinger"),
        [
            (_("Bevilling"), NARROW),
            (_("Salg eller skjenking"), MIDDLE),
            (_("Sted"), MIDDLE),
            (_("Bevillingshaver"), MIDDLE),
            *amounts,
        ],
        (
            [row.number, labels.label(row.kind), row.venue, row.holder, *_amounts(row.figures)]
            for row in licences
        ),
    )
    if places:
        yield Sheet(_("Kommuner"), [(_("Kommune"), MIDDLE), *amounts], (_figures(row) for row in places))
    yield Sheet(
        _("Inntekt og kostnad"),
        [(_("Post"), MIDDLE), (_("Kroner"), NARROW)],
        ([row.label, row.money] for row in costs),
    )


def _figures(row: FigureRow) -> list[Cell]:
    return [row.label, *_amounts(row.figures)]


def _amounts(figures: Figures) -> list[Cell]:
    return [figures.expected, figures.decided, figures.invoiced, figures.paid, figures.outstanding]
