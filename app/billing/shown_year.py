"""A year of fees as a page shows it: charts and tables whose sums agree to the øre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.billing.queries.year_figures import Figures, Place, YearFigures
from app.charts import BarChart, bar_chart
from app.models.fee_year import FeeYear
from fees.money import ZERO, Money
from fees.turnover import CL_IN_LITRE
from licensing.licences import LicenceKind


@dataclass(frozen=True)
class FigureRow:
    """What is told of a kind, of a municipality, or of all."""

    label: str
    figures: Figures
    is_sum: bool = False

    @property
    def amounts(self) -> tuple[str, ...]:
        """Expected, decided, invoiced, paid, outstanding."""
        return tuple(formats.amount(one.ore) for one in _moneys(self.figures))


@dataclass(frozen=True)
class PartRow:
    """What a group, the minimum or anything else brings to the year's claims."""

    label: str
    litres: Decimal | None
    money: Money
    is_sum: bool = False

    @property
    def shown_litres(self) -> str:
        """12 000,5; empty where there are none."""
        return "" if self.litres is None else formats.litres(int(self.litres * CL_IN_LITRE))

    @property
    def amount(self) -> str:
        """7 560,00"""
        return formats.amount(self.money.ore)


@dataclass(frozen=True)
class CostRow:
    """Income or cost; without an amount where nobody has told it."""

    label: str
    money: Money | None
    is_sum: bool = False

    @property
    def amount(self) -> str:
        """85 500,50"""
        return _("Ikke oppgitt") if self.money is None else formats.amount(self.money.ore)


def figure_heads() -> list[str]:
    """The heads of the amounts."""
    return [_("Forventet"), _("Vedtatt"), _("Fakturert"), _("Betalt"), _("Utestående")]


def _moneys(figures: Figures) -> tuple[Money, ...]:
    return (figures.expected, figures.decided, figures.invoiced, figures.paid, figures.outstanding)


def amount_facts(figures: Figures) -> list[tuple[str, str]]:
    """The same figures as a list of facts."""
    return list(zip(figure_heads(), FigureRow("", figures).amounts, strict=True))


def unplaced_text(year: YearFigures) -> str:
    """What is paid without an invoice; empty where there is nothing."""
    if not year.whole.unplaced:
        return ""
    return _(
        "I tillegg er det betalt %(amount)s kr som ikke er ført på noen faktura ennå.",
        amount=formats.amount(year.whole.unplaced.ore),
    )


def kind_rows(year: YearFigures) -> list[FigureRow]:
    """Sale and serving, and both together."""
    rows = [FigureRow(labels.label(kind), year.by_kind[kind]) for kind in LicenceKind]
    return [*rows, FigureRow(_("Til sammen"), year.whole, is_sum=True)]


def place_rows(places: Sequence[Place], figures: Mapping[int, Figures]) -> list[FigureRow]:
    """The municipalities, and all together; nothing where there is but one."""
    if len(places) < 2:
        return []
    rows = [FigureRow(place.name, figures[place.id]) for place in places]
    whole = sum((figures[place.id] for place in places), Figures())
    return [*rows, FigureRow(_("Til sammen"), whole, is_sum=True)]


def part_rows(year: YearFigures) -> list[PartRow]:
    """What the expected claims are made of. The amounts add up, since what rounding moves has its row."""
    parts = year.yearly
    rows = [
        PartRow(
            _("%(kind)s, gruppe %(group)s", kind=labels.label(part.kind), group=int(part.group)),
            part.litres,
            Money.from_kroner(part.amount),
        )
        for part in parts.groups
    ]
    if parts.at_minimum:
        rows.append(
            PartRow(
                ngettext(
                    "Opp til minstegebyret (%(num)s gebyr)",
                    "Opp til minstegebyret (%(num)s gebyr)",
                    parts.at_minimum,
                ),
                None,
                Money.from_kroner(parts.topped_up),
            )
        )
    if parts.reductions:
        rows.append(
            PartRow(
                ngettext("Nedsettelser (%(num)s gebyr)", "Nedsettelser (%(num)s gebyr)", parts.reductions),
                None,
                parts.reduced,
            )
        )
    rounded = parts.total - sum((row.money for row in rows), ZERO)
    if rounded:
        rows.append(PartRow(_("Avrunding"), None, rounded))
    if year.settlements:
        rows.append(PartRow(_("Etteroppgjør for %(year)s", year=str(year.year - 1)), None, year.settled))
    if year.events:
        rows.append(PartRow(_("Arrangementer"), None, year.occasions))
    return [*rows, PartRow(_("Til sammen"), None, year.whole.expected, is_sum=True)] if rows else []


def cost_rows(year: YearFigures, fee_year: FeeYear) -> list[CostRow]:
    """The income beside what handling and inspections cost. Information only: no fee depends on it."""
    costs = [
        CostRow(_("Kostnad til saksbehandling"), _money(fee_year.handling_cost_ore)),
        CostRow(_("Kostnad til kontroll"), _money(fee_year.control_cost_ore)),
    ]
    rows = [CostRow(_("Fakturert gebyr"), year.whole.invoiced), *costs]
    known = [row.money for row in costs if row.money is not None]
    if len(known) < len(costs):
        return rows
    return [*rows, CostRow(_("Gebyr minus kostnad"), year.whole.invoiced - sum(known, ZERO), is_sum=True)]


def _money(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)


def kind_chart(rows: Sequence[FigureRow], year: int) -> BarChart:
    """Expected, invoiced and paid in whole kroner."""
    return bar_chart(
        _("Gebyr i %(year)s, hele kroner", year=str(year)),
        _("Søylene viser hva som er forventet, fakturert og betalt. Tallene står også i tabellen."),
        (_("Forventet"), _("Fakturert"), _("Betalt")),
        [
            (
                row.label,
                [
                    _whole(row.figures.expected),
                    _whole(row.figures.invoiced),
                    _whole(row.figures.paid),
                ],
            )
            for row in rows
        ],
    )


def _whole(money: Money) -> int:
    return int(money.kroner.to_integral_value())
