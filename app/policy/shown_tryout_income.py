"""The fee income of a try-out: of the licences by what would happen to them, and of the events of a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import formats, labels
from app.charts import BarChart, bar_chart
from app.policy.shown_figures import Cell, FigureRow
from app.wording.tariffs import kroner
from licensing.tryouts import Consequence, EventIncome, Figures

ORE_IN_KRONE, ORE_IN_THOUSAND, ORE_IN_MILLION = 100, 100_000, 100_000_000
# What becomes of the income, the surest first; each consequence stands in one of them.
FATES: Mapping[Any, tuple[Consequence, ...]] = {
    _l("Beholder bevillingen som nå"): (Consequence.UNCHANGED,),
    _l("Beholder bevillingen med endringer"): (
        Consequence.PART_LOST,
        Consequence.SHORTENED,
        Consequence.CONDITION,
    ),
    _l("Må vurderes, eller opplysninger mangler"): (Consequence.JUDGED, Consequence.UNKNOWN),
    _l("Ville mistet bevillingen"): (Consequence.LOST,),
}


@dataclass(frozen=True)
class ShownIncome:
    """The income as the page of a try-out shows it."""

    licences: tuple[FigureRow, ...]
    """Empty where no licence has a fee."""
    chart: BarChart
    unknown: str
    """How many licences have no fee yet; empty where all have."""
    events: tuple[FigureRow, ...]
    """By each policy, and what was taken; empty where there were no events."""
    event_heads: tuple[str, ...]
    about_events: str

    @property
    def heads_of_events(self) -> list[dict[str, str]]:
        """The heads of the columns of the events."""
        return [{"label": name, "align": "end"} for name in self.event_heads]


def shown_income(figures: Figures, names: Sequence[str]) -> ShownIncome:
    """What a try-out says of the income."""
    known = any(income.known for income in figures.income)
    unknown = max((sum(income.unknown.values()) for income in figures.income), default=0)
    return ShownIncome(
        licences=tuple(_fates(figures)) if known else (),
        chart=_chart(figures, names),
        unknown=ngettext(
            "%(count)s bevilling har ikke noe gebyr ennå, og er ikke med i summene.",
            "%(count)s bevillinger har ikke noe gebyr ennå, og er ikke med i summene.",
            unknown,
            count=formats.whole(unknown),
        )
        if unknown
        else "",
        events=tuple(_events(figures)) if figures.taken.events else (),
        event_heads=(*names, _("Tatt")),
        about_events=ngettext(
            "%(count)s arrangement begynte det siste året før datoen.",
            "%(count)s arrangementer begynte det siste året før datoen.",
            figures.taken.events,
            count=formats.whole(figures.taken.events),
        ),
    )


def _fates(figures: Figures) -> Iterator[FigureRow]:
    for fate, results in FATES.items():
        sums = [income.of(*results)[0] for income in figures.income]
        if any(sums):
            yield FigureRow(str(fate), tuple(Cell(kroner(ore)) for ore in sums))
    whole = [income.of(*Consequence)[0] for income in figures.income]
    yield FigureRow(_("Til sammen"), tuple(Cell(kroner(ore)) for ore in whole))


def _chart(figures: Figures, names: Sequence[str]) -> BarChart:
    sums = {
        str(fate): [income.of(*results)[0] for income in figures.income] for fate, results in FATES.items()
    }
    # Beside a bar there is room for six digits.
    large = max((ore for of_fate in sums.values() for ore in of_fate), default=0) >= ORE_IN_MILLION
    unit, title = (
        (ORE_IN_THOUSAND, _("Gebyr i hele tusen kroner etter hva som ville skje"))
        if large
        else (ORE_IN_KRONE, _("Gebyr i kroner etter hva som ville skje"))
    )
    said = [
        _(
            "%(name)s: %(figures)s.",
            name=name,
            figures=labels.enumeration(
                f"{fate.lower()} {kroner(of_fate[side])}" for fate, of_fate in sums.items() if of_fate[side]
            )
            or _("ingenting er prøvd ennå"),
        )
        for side, name in enumerate(names[: len(figures.income)])
    ]
    rows = [(fate, [ore // unit for ore in of_fate]) for fate, of_fate in sums.items() if any(of_fate)]
    return bar_chart(title, " ".join(said), names, rows)


def _events(figures: Figures) -> Iterator[FigureRow]:
    columns = (*figures.events, figures.taken)
    yield FigureRow(_("Gebyr"), tuple(Cell(kroner(one.ore)) for one in columns))
    yield FigureRow(_("Arrangementer med gebyr"), _counts(columns, "known"))
    yield FigureRow(
        _("Arrangementer uten gebyr"),
        _counts(columns, "waiting"),
        _("Gjester, liter eller satser er ikke kjent."),
    )
    if any(one.silent for one in columns):
        yield FigureRow(
            _("Arrangementer uten takst"),
            _counts(columns, "silent"),
            _("Retningslinjene sier ikke hva de koster."),
        )


def _counts(columns: Sequence[EventIncome], name: str) -> tuple[Cell, ...]:
    return tuple(Cell(formats.whole(getattr(one, name))) for one in columns)
