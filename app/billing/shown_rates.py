"""The rates as a page shows them: a column a figure, the year's state, and what is missing or differs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.queries.rates import added_rates
from app.wording.enums_of_fees import FIGURES
from fees.money import Money
from fees.rate_checks import CAP_COLUMN, RateDoubt, RateQuestion, differences, figures
from fees.rates import MINIMUM_COLUMNS, RATE_COLUMNS, RateSet, RateState, packaged_rates

COLUMNS = (*RATE_COLUMNS, *MINIMUM_COLUMNS, CAP_COLUMN)
TONES = {RateState.ADOPTED: "info", RateState.IN_FORCE: "success", RateState.PAST: "neutral"}


@dataclass(frozen=True)
class RateRow:
    """The rates of a year, or of the part of one that they held for."""

    year: int
    days: str
    """The days, where they are not the whole year."""
    state: RateState
    tone: str
    figures: tuple[str, ...]
    current: bool
    """Whether its state is worth a mark: in force, or adopted for later."""
    regulation: str
    sources: tuple[str, ...]
    added: bool
    """Whether the municipality has added them."""
    differences: tuple[str, ...]
    """How they differ from those that the product came with later."""


def figure_heads() -> list[dict[str, str]]:
    """The heads of the figures."""
    return [{"label": str(FIGURES[name]), "align": "end"} for name in COLUMNS]


def rate_rows(session: Session, municipality_id: int, on: date) -> list[RateRow]:
    """Every known set of rates, the newest first."""
    packaged = packaged_rates()
    own = [row.to_domain() for row in added_rates(session, municipality_id)]
    by_first_day = {row.first_day: row for row in packaged}
    rows = [_row(one, on, added=True, beside=by_first_day.get(one.first_day)) for one in own]
    mine = {one.first_day for one in own}
    rows += [_row(one, on, added=False) for one in packaged if one.first_day not in mine]
    return sorted(rows, key=lambda row: (row.year, row.days), reverse=True)


def _row(rates: RateSet, on: date, *, added: bool, beside: RateSet | None = None) -> RateRow:
    whole = (rates.first_day.month, rates.last_day.month) == (1, 12)
    days = f"{formats.short_date(rates.first_day)}–{formats.short_date(rates.last_day)}"
    known, state = figures(rates), rates.state_on(on)
    return RateRow(
        rates.first_day.year,
        "" if whole else days,
        state,
        TONES[state],
        tuple(kroner(known.get(name)) for name in COLUMNS),
        state is not RateState.PAST,
        rates.regulation,
        rates.sources,
        added,
        tuple(_difference_texts(rates, beside)),
    )


def _difference_texts(rates: RateSet, beside: RateSet | None) -> Iterable[str]:
    if beside is None:
        return
    for difference in differences(rates, beside):
        yield _(
            "%(figure)s: dere har lagt inn %(added)s, systemet har %(packaged)s.",
            figure=str(FIGURES[difference.column]),
            added=kroner(difference.added),
            packaged=kroner(difference.packaged),
        )
    if rates.regulation != beside.regulation:
        yield _(
            "Forskrift: dere har lagt inn %(added)s, systemet har %(packaged)s.",
            added=rates.regulation,
            packaged=beside.regulation,
        )


def kroner(amount: Decimal | None) -> str:
    """0,27; a figure that is not known or does not exist is said so."""
    return _("Ingen sats") if amount is None else formats.amount(Money.from_kroner(amount).ore)


def question_texts(questions: Iterable[RateQuestion]) -> list[str]:
    """What is asked, a sentence each."""
    return [_question_text(question) for question in questions]


def _question_text(question: RateQuestion) -> str:
    if question.doubt is RateDoubt.OTHER_YEAR:
        return _(
            "Satser for et år kommer vanligvis i en forskrift fra høsten før. Er %(number)s riktig?",
            number=question.typed,
        )
    facts = {
        "figure": str(FIGURES[question.column]),
        "typed": kroner(Decimal(question.typed)) if question.typed else "",
        "before": kroner(Decimal(question.before)) if question.before else "",
        "doubt": labels.label(question.doubt).lower(),
    }
    if question.doubt is RateDoubt.GONE:
        return _("%(figure)s: året før var satsen %(before)s. Er det riktig at den er borte?", **facts)
    if question.doubt is RateDoubt.UNEVEN:
        return _("%(figure)s: %(typed)s er ikke et rundt beløp. Stemmer det?", **facts)
    return _("%(figure)s: %(typed)s er %(doubt)s (%(before)s). Stemmer det?", **facts)


def missing_text(years: tuple[int, ...]) -> str:
    """That rates are missing, for the pages where it matters; empty when none are."""
    if not years:
        return ""
    return _(
        "Gebyrsatsene for %(years)s er ikke lagt inn. Gebyr kan ikke beregnes for året før de er på plass.",
        years=labels.enumeration(str(year) for year in years),
    )
