"""The overview of the fees: how far the year has come, what comes next, and what waits for somebody."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.billing.queries.fee_years import is_stored
from app.billing.queries.year_figures import Figures
from app.billing.queries.year_state import YearState
from app.billing.shown_fee_year import model_name
from app.billing.tabs import tab_url
from app.models.fee_year import FeeYear
from app.models.invoice import BatchState

DONE, CURRENT, TODO = "done", "current", "todo"


@dataclass(frozen=True)
class Step:
    """One step of the year on the way that the page shows."""

    label: str
    note: str
    state: str


@dataclass(frozen=True)
class NextStep:
    """What comes next, and where it is done; without an address where the person cannot do it."""

    text: str
    label: str
    url: str | None


@dataclass(frozen=True)
class Tile:
    """Something that waits, with how many."""

    count: int
    label: str
    url: str
    tone: str


@dataclass(frozen=True)
class Overview:
    """The overview as the page shows it."""

    steps: tuple[Step, ...]
    next_step: NextStep
    tiles: tuple[Tile, ...]
    runs: tuple[tuple[str, str], ...]


def shown_overview(
    year: int, fee_year: FeeYear, state: YearState, figures: Figures, *, rates_missing: bool, sets_up: bool
) -> Overview:
    """The year's way, its next step, and what waits."""
    return Overview(
        tuple(_marked(_steps(fee_year, state, figures))),
        _next_step(year, fee_year, state, figures, rates_missing=rates_missing, sets_up=sets_up),
        tuple(_tiles(state)),
        tuple(
            (
                _("%(kind)s for %(year)s", kind=labels.label(run.kind), year=str(run.year)),
                url_for("billing.show_run", run_id=run.id),
            )
            for run in state.runs
        ),
    )


def _steps(fee_year: FeeYear, state: YearState, figures: Figures) -> Iterator[tuple[str, str, bool]]:
    """Each step with its note, and whether it is done."""
    asked = state.round
    yield _("Oppsett"), model_name(fee_year), is_stored(fee_year)
    yield (
        _("Oppgaver"),
        _("%(told)s av %(asked)s", told=str(asked.whole - asked.missing), asked=str(asked.whole))
        if state.has_round
        else "",
        state.has_round and not asked.missing,
    )
    fees = state.waiting_fees + state.decided_fees
    yield (
        _("Beregning"),
        ngettext("%(num)s gebyr", "%(num)s gebyr", fees) if fees else "",
        fees > 0 and not state.to_compute_again,
    )
    yield (
        _("Vedtak"),
        ngettext("%(num)s vedtatt", "%(num)s vedtatt", state.decided_fees) if state.decided_fees else "",
        state.decided_fees > 0 and not state.waiting_fees,
    )
    locked = state.batches.get(BatchState.LOCKED, 0)
    yield (
        _("Fakturagrunnlag"),
        _("%(amount)s kr", amount=formats.amount(figures.invoiced.ore)) if locked else "",
        locked > 0 and not state.unlocked_batches,
    )
    yield (
        _("Betaling"),
        _("%(amount)s kr utestående", amount=formats.amount(figures.outstanding.ore)) if locked else "",
        locked > 0 and not figures.outstanding,
    )


def _marked(steps: Iterator[tuple[str, str, bool]]) -> Iterator[Step]:
    """The first that is not done is the one that stands now."""
    found = False
    for label, note, done in steps:
        now = not done and not found
        found = found or now
        yield Step(label, note, DONE if done else CURRENT if now else TODO)


def _next_step(
    year: int,
    fee_year: FeeYear,
    state: YearState,
    figures: Figures,
    *,
    rates_missing: bool,
    sets_up: bool,
) -> NextStep:
    if rates_missing:
        return NextStep(
            _("Uten satser kan ingen gebyr beregnes for %(year)s.", year=str(year)),
            _("Legg inn satsene"),
            url_for("billing.add_rates") if sets_up else None,
        )
    if not is_stored(fee_year):
        return NextStep(
            _("Se over hvordan gebyrene for %(year)s skal regnes og kreves.", year=str(year)),
            _("Sett opp året"),
            url_for("billing.change_fee_year", year=year) if sets_up else None,
        )
    return _next_in_round(year, state) or _next_in_money(state, figures)


def _next_in_round(year: int, state: YearState) -> NextStep | None:
    if not state.has_round:
        return NextStep(
            _("Be om omsetningsoppgavene for %(year)s.", year=str(year)), _("Start runde"), tab_url("runder")
        )
    # A statement that has come is not left lying because others are missing.
    if state.round.missing and not state.to_compute_again:
        due = formats.short_date(state.due_on) if state.due_on else ""
        text = ngettext(
            "%(num)s oppgave mangler. Fristen i runden: %(due)s.",
            "%(num)s oppgaver mangler. Fristen i runden: %(due)s.",
            state.round.missing,
            due=due,
        )
        shown = url_for("billing.show_round", year=year, tilstand="missing", _anchor="oppgaver")
        return NextStep(text, _("Se dem som mangler"), shown)
    if state.questions:
        text = ngettext(
            "%(num)s spørsmål til oppgavene venter på svar.",
            "%(num)s spørsmål til oppgavene venter på svar.",
            state.questions,
        )
        return NextStep(text, _("Se spørsmålene"), tab_url("sporsmal"))
    return None


def _next_in_money(state: YearState, figures: Figures) -> NextStep:
    if not state.waiting_fees + state.decided_fees:
        return NextStep(_("Oppgavene er på plass."), _("Beregn gebyrene"), tab_url("gebyrer"))
    if state.waiting_fees:
        text = ngettext(
            "%(num)s gebyr er beregnet og venter på vedtak.",
            "%(num)s gebyr er beregnet og venter på vedtak.",
            state.waiting_fees,
        )
        return NextStep(text, _("Se gebyrene"), tab_url("gebyrer"))
    if state.to_compute_again:
        text = ngettext(
            "%(num)s oppgave er kommet eller endret etter beregningen.",
            "%(num)s oppgaver er kommet eller endret etter beregningen.",
            state.to_compute_again,
        )
        return NextStep(text, _("Beregn gebyrene"), tab_url("gebyrer"))
    if state.unlocked_batches:
        text = ngettext(
            "%(num)s fakturagrunnlag er ikke ferdig anvist.",
            "%(num)s fakturagrunnlag er ikke ferdig anvist.",
            state.unlocked_batches,
        )
        return NextStep(text, _("Se grunnlagene"), tab_url("grunnlag"))
    if not state.batches.get(BatchState.LOCKED, 0):
        return NextStep(_("Gebyrene er vedtatt."), _("Lag fakturagrunnlag"), tab_url("grunnlag"))
    if figures.outstanding:
        return NextStep(
            _("Det står %(amount)s kr igjen å betale.", amount=formats.amount(figures.outstanding.ore)),
            _("Les inn status"),
            tab_url("innbetalinger"),
        )
    return NextStep(_("Alt som er fakturert, er betalt."), _("Se året"), None)


def _tiles(state: YearState) -> Iterator[Tile]:
    counted = (
        (
            state.round.missing,
            ngettext("oppgave mangler", "oppgaver mangler", state.round.missing),
            "runder",
            "warning",
        ),
        (state.questions, _("spørsmål venter"), "sporsmal", "accent"),
        (state.waiting_fees, _("gebyr til vedtak"), "gebyrer", "info"),
        (state.unlocked_batches, _("grunnlag ikke låst"), "grunnlag", "info"),
        (
            state.payments,
            ngettext("innbetaling å se på", "innbetalinger å se på", state.payments),
            "innbetalinger",
            "warning",
        ),
        (state.proposals, _("forslag om prikker"), "prikker", "warning"),
    )
    for count, label, tab, tone in counted:
        url = tab_url(tab)
        if count and url:
            yield Tile(count, label, url, tone)
