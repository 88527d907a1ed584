"""How it goes over the years, as pictures with a table beside each that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import dropwhile

from flask_babel import gettext as _

from app import formats, labels
from app.charts import BarChart, LineChart, StackedChart, bar_chart, line_chart, stacked_chart
from app.prevention.queries.development import GroupSpending, YearMoney
from fees.money import ZERO, Money
from fees.plans import YearOutcome
from fees.spending import IN_SCHOOL
from licensing.licences import LicenceKind

UNKNOWN = "–"
OUTCOMES = (YearOutcome.DONE, YearOutcome.PARTLY, YearOutcome.NOT_DONE, YearOutcome.PLANNED)


@dataclass(frozen=True)
class Row:
    """A row of a table beside a picture."""

    label: str
    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Shown:
    """A picture and its table; without a picture there is nothing to show."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    lines: LineChart | None = None
    stacks: StackedChart | None = None
    bars: BarChart | None = None


def money_shown(all_years: Sequence[YearMoney]) -> Shown:
    """Income, earmark and spending over the years, from the first of which anything is known."""
    known = list(dropwhile(lambda one: one.income is None and not one.has_earmark, all_years))
    years = known or all_years[-1:]
    series = (
        (_("Gebyrinntekt"), [None if one.income is None else _kroner(one.income) for one in years]),
        (_("Vedtatt øremerket"), [_kroner(one.decided) if one.has_earmark else None for one in years]),
        (_("Brukt"), [_kroner(one.spent) if one.has_earmark else None for one in years]),
    )
    return Shown(
        heads=(
            _("Gebyrinntekt"),
            _("Vedtatt"),
            _("Dekket"),
            _("Overført"),
            _("Tilsagn"),
            _("Brukt"),
            _("Inndratt"),
            _("Igjen"),
        ),
        rows=tuple(Row(str(one.year), _money_cells(one)) for one in years),
        lines=line_chart(
            _("Inntekt, øremerking og bruk, hele kroner"),
            _("Linjene viser gebyrinntekt, vedtatt øremerket beløp og brukt beløp. Tallene står i tabellen."),
            [one.year for one in years],
            series,
        ),
    )


def _money_cells(one: YearMoney) -> tuple[str, ...]:
    income = UNKNOWN if one.income is None else _amount(one.income)
    if not one.has_earmark:
        return (income, *[UNKNOWN] * 7)
    parts = (one.decided, one.set_aside, one.carried_in, one.reserved, one.spent, one.returned, one.left)
    return (income, *(_amount(part) for part in parts))


def _amount(money: Money) -> str:
    """75 000, in a table that says kroner."""
    return formats.amount(money.ore).removesuffix(",00").replace(" ", "\N{NO-BREAK SPACE}")


def shortfall_years(years: Sequence[YearMoney]) -> list[str]:
    """A sentence for each year whose income is known and did not cover what was decided."""
    return [
        _(
            "%(year)s: Gebyrinntekten dekket ikke alt som er øremerket. Det mangler %(amount)s.",
            year=str(one.year),
            amount=formats.kroner(one.shortfall.ore),
        )
        for one in years
        if one.shortfall and one.income is not None
    ]


def measures_shown(outcomes: Mapping[int, Mapping[YearOutcome, int]]) -> Shown | None:
    """What came of what the plans say, by year; nothing where no plan says anything."""
    rows = [
        (str(year), [counts[one] for one in OUTCOMES])
        for year, counts in outcomes.items()
        if any(counts.values())
    ]
    if not rows:
        return None
    names = tuple(labels.label(one) for one in OUTCOMES)
    return Shown(
        heads=(*names, _("Til sammen")),
        rows=tuple(
            Row(label, (*(formats.whole(one) for one in figures), formats.whole(sum(figures))))
            for label, figures in rows
        ),
        stacks=stacked_chart(
            _("Tiltak etter år"),
            _("En søyle for hvert år: det planene sier, etter hva det ble til. Tabellen sier det samme."),
            names,
            rows,
        ),
    )


def licences_shown(counts: Mapping[int, Mapping[str, int]]) -> Shown | None:
    """Licences in force at the end of each year; nothing where there is none."""
    if not counts:
        return None
    years = list(counts)
    kinds = ((LicenceKind.SERVING.value, _("Skjenking")), (LicenceKind.SALE.value, _("Salg")))
    return Shown(
        heads=(*(name for _kind, name in kinds), _("Vinmonopolutsalg")),
        rows=tuple(
            Row(
                str(year),
                tuple(
                    formats.whole(counts[year][kind]) for kind in (*(kind for kind, _name in kinds), "outlet")
                ),
            )
            for year in years
        ),
        lines=line_chart(
            _("Bevillinger ved utgangen av året"),
            _("Linjene viser skjenkebevillinger og salgsbevillinger. Tallene står i tabellen."),
            years,
            [(name, [counts[year][kind] for year in years]) for kind, name in kinds],
        ),
    )


def groups_shown(groups: Sequence[GroupSpending]) -> Shown | None:
    """Whom the money went to; nothing where none is spent."""
    whole = sum((one.amount for one in groups), ZERO)
    if not whole:
        return None
    rows = [
        Row(
            labels.label(one.group),
            (formats.kroner(one.amount.ore), share_text(one.amount, whole), formats.whole(one.count)),
        )
        for one in groups
    ]
    count = sum(one.count for one in groups)
    rows.append(
        Row(
            _("Til sammen"),
            (formats.kroner(whole.ore), share_text(whole, whole), formats.whole(count)),
            is_sum=True,
        )
    )
    return Shown(
        heads=(_("Brukt"), _("Andel"), _("Antall tiltak")),
        rows=tuple(rows),
        bars=bar_chart(
            _("Brukt etter målgruppe, hele kroner"),
            _("En søyle for hver målgruppe. Tallene står i tabellen."),
            (_("Brukt"),),
            [(labels.label(one.group), [_kroner(one.amount)]) for one in groups],
        ),
    )


def school_text(groups: Sequence[GroupSpending]) -> str:
    """How much of the spending went to pupils; empty where nothing is spent."""
    whole = sum((one.amount for one in groups), ZERO)
    if not whole:
        return ""
    in_school = sum((one.amount for one in groups if one.group in IN_SCHOOL), ZERO)
    return _(
        "Grunnskole og videregående skole: %(amount)s, %(share)s av det som er brukt.",
        amount=formats.kroner(in_school.ore),
        share=share_text(in_school, whole),
    )


def share_text(part: Money, whole: Money) -> str:
    """34,5 %, rounded to one decimal."""
    tenths = round(Fraction(part.ore * 1000, whole.ore))
    number, rest = divmod(tenths, 10)
    return f"{number},{rest}\N{NO-BREAK SPACE}%"


def _kroner(money: Money) -> int:
    return int(money.kroner.to_integral_value())
