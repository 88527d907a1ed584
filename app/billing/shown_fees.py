"""Fees as pages say them: one line for a licence, and every step of how a single one came about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row

from app import formats, labels
from app.billing.computed import ASKS, Computed, ComputedYear
from app.billing.queries.fee_list import Sum
from app.billing.queries.fees import FeeRow, newest
from app.models.fee import FeePurpose, FeeState
from fees.claims import ClaimDoubt
from fees.computation import FeeDoubt
from fees.money import Rounding

STATE_TONES = {FeeState.COMPUTED: "info", FeeState.DECIDED: "success", FeeState.REPLACED: "neutral"}
# In the sentence of a licence the year's own fee comes first.
ORDER = {FeePurpose.ADVANCE: 0, FeePurpose.YEAR: 1, FeePurpose.OCCASION: 2, FeePurpose.SETTLEMENT: 3}


@dataclass(frozen=True)
class ShownPart:
    """One fee of a licence in a list."""

    fee_id: int
    label: str
    sentence: str
    total: str
    state_label: str
    tone: str


@dataclass(frozen=True)
class ShownLicence:
    """The fees of a licence in a round."""

    licence_id: int
    title: str
    subtitle: str
    sentence: str
    """Forskudd 2026: 9 435,00. Etteroppgjør 2025: 8 358,20 − 9 142,00 = −783,80. Å betale: 8 651,20."""
    to_pay: str
    parts: tuple[ShownPart, ...]
    questions: tuple[str, ...]
    fee_ids_asked: tuple[int, ...]


@dataclass(frozen=True)
class StepRow:
    """One step of a computation: what, the litres times the rate, and the amount."""

    label: str
    how: str
    amount: str
    strong: bool = False


@dataclass(frozen=True)
class ShownYear:
    """How the fee of a year came about, line by line."""

    heading: str
    steps: tuple[StepRow, ...]
    facts: tuple[tuple[str, str], ...]
    total: str


def fee_label(purpose: FeePurpose, year: int) -> str:
    """Forskudd 2026"""
    return f"{labels.label(purpose)} {year}"


def part_sentence(row: FeeRow) -> str:
    """Etteroppgjør 2025: 8 358,20 − 9 142,00 = −783,80."""
    label, total = fee_label(row.purpose, row.year), formats.amount(row.total_ore)
    if row.purpose is not FeePurpose.SETTLEMENT:
        return f"{label}: {total}."
    final = formats.amount(row.computed["final"]["total_ore"])
    return f"{label}: {final} − {formats.amount(row.computed['advance_ore'])} = {total}."


def to_pay_sentence(ore: int) -> str:
    """Å betale: 8 651,20."""
    if ore < 0:
        return _("Til gode: %(amount)s.", amount=formats.amount(-ore))
    return _("Å betale: %(amount)s.", amount=formats.amount(ore))


def licence_sentence(rows: Sequence[FeeRow]) -> str:
    """All fees of a licence in a round, and what they come to."""
    total = sum(row.total_ore for row in rows)
    return " ".join([*(part_sentence(row) for row in in_order(rows)), to_pay_sentence(total)])


def in_order(rows: Iterable[FeeRow]) -> list[FeeRow]:
    """The year's own fee first, then what is left of the year before."""
    return sorted(rows, key=lambda row: ORDER[row.purpose])


def shown_licence(licence: Row[Any], rows: Sequence[FeeRow]) -> ShownLicence:
    """A licence with its newest fees."""
    mine = in_order(newest(rows))
    asked = [row for row in mine if row.state is FeeState.COMPUTED and row.computed.get(ASKS)]
    return ShownLicence(
        licence_id=licence.id,
        title=licence.venue,
        subtitle=f"{licence.number}, {licence.holder}",
        sentence=licence_sentence(mine),
        to_pay=formats.amount(sum(row.total_ore for row in mine)),
        parts=tuple(_part(row) for row in mine),
        questions=tuple(dict.fromkeys(text for row in asked for text in questions_of(row.computed))),
        fee_ids_asked=tuple(row.fee_id for row in asked),
    )


def _part(row: FeeRow) -> ShownPart:
    return ShownPart(
        fee_id=row.fee_id,
        label=fee_label(row.purpose, row.year),
        sentence=part_sentence(row),
        total=formats.amount(row.total_ore),
        state_label=labels.label(row.state),
        tone=STATE_TONES[row.state],
    )


def questions_of(stored: Mapping[str, Any]) -> list[str]:
    """What a person is asked about a fee."""
    known = {doubt.value: doubt for kind in (FeeDoubt, ClaimDoubt) for doubt in kind}
    return [labels.label(known[code]) for code in stored.get("doubts", ()) if code in known]


def shown_sums(sums: Sequence[Sum], year: int) -> list[tuple[str, str, str, str, str]]:
    """The fees of a round added up: what for, how many, claims, credits, together."""
    rows = [
        (
            fee_label(one.purpose, year if one.purpose is FeePurpose.ADVANCE else year - 1),
            formats.whole(one.count),
            formats.amount(one.claims_ore),
            formats.amount(one.credits_ore),
            formats.amount(one.claims_ore + one.credits_ore),
        )
        for one in sums
    ]
    if len(rows) > 1:
        claims = sum(one.claims_ore for one in sums)
        owed = sum(one.credits_ore for one in sums)
        rows.append(
            (
                _("Til sammen"),
                "",
                formats.amount(claims),
                formats.amount(owed),
                formats.amount(claims + owed),
            )
        )
    return rows


def shown_computation(purpose: FeePurpose, computed: Computed) -> list[ShownYear]:
    """How a fee came about: the year's, and of a settlement each advance that is taken off."""
    heading = _("Beregning for %(year)s", year=str(computed.year.fee.year))
    if purpose is FeePurpose.SETTLEMENT:
        heading = _("Gebyr etter faktisk omsetning i %(year)s", year=str(computed.year.fee.year))
    return [
        _shown_year(heading, computed.year),
        *(_shown_year(_("Forskudd som trekkes fra"), advance.computed) for advance in computed.advances),
    ]


def _shown_year(heading: str, year: ComputedYear) -> ShownYear:
    return ShownYear(heading, tuple(_steps(year)), tuple(_facts(year)), formats.amount(year.total.ore))


def _steps(year: ComputedYear) -> Iterable[StepRow]:
    fee = year.fee
    for line in fee.lines:
        rate, litres = exact_text(line.rate), formats.litres(int(line.litres * 100))
        how = _("%(litres)s liter × %(rate)s kr", litres=litres, rate=rate)
        yield StepRow(_("Gruppe %(group)s", group=str(int(line.group))), how, exact_text(line.amount))
    if len(fee.lines) > 1:
        yield StepRow(_("Sum av gruppene"), "", exact_text(fee.volume_fee))
    if not fee.lines:
        yield StepRow(_("Ingen omsetning"), "", formats.amount(0))
    if fee.minimum:
        text = _("gjelder, fordi litrene gir mindre") if fee.minimum_applied else _("litrene gir mer")
        yield StepRow(_("Minstegebyr"), text, formats.amount(fee.minimum.ore))
    if not fee.minimum_applied and fee.ordinary.kroner != fee.volume_fee:
        krone = fee.rounding is Rounding.KRONE
        how = _("til nærmeste hele krone") if krone else _("til nærmeste hele øre")
        yield StepRow(_("Avrundet én gang"), how, formats.amount(fee.ordinary.ore))
    if fee.reduction is not None:
        cited = labels.citation_text(fee.reduction.citation)
        how = _("særlig tilfelle, %(law)s", law=cited)
        yield StepRow(_("Satt lavere"), how, formats.amount(fee.reduction.to.ore))
    yield StepRow(_("Gebyr for året"), "", formats.amount(year.total.ore), strong=True)


def _facts(year: ComputedYear) -> Iterable[tuple[str, str]]:
    fee = year.fee
    law = labels.citation_text(fee.citation)
    yield _("Satser"), f"{fee.regulation} ({law})" if fee.regulation else law
    if year.basis is not None:
        yield _("Bygger på"), labels.label(year.basis)
    for one in year.statements:
        facts = {"number": str(one.number), "day": formats.short_date(one.received_on)}
        text = _("Versjon %(number)s, mottatt %(day)s", **facts)
        if one.estimated:
            text = _("Versjon %(number)s, anslått av kommunen %(day)s", **facts)
        yield _("Oppgave"), text
    first, last = year.first_day, year.last_day
    if (first, last) != (date(fee.year, 1, 1), date(fee.year, 12, 31)):
        days = _(
            "%(first)s–%(last)s. Minstegebyret deles ikke opp etter tid.",
            first=formats.short_date(first),
            last=formats.short_date(last),
        )
        yield _("Dager i året"), days
    if fee.reduction is not None:
        reduction = fee.reduction
        yield _("Hvorfor gebyret er satt lavere"), reduction.reason
        who = f"{reduction.decided_by}, {formats.short_date(reduction.decided_on)}"
        yield _("Satt lavere av"), who


def exact_text(exact: Any) -> str:
    """An exact amount with at least two decimals and none that say nothing: 0,63, 1 234,567."""
    text = f"{exact:,f}"
    whole, _point, decimals = text.partition(".")
    decimals = decimals.rstrip("0").ljust(2, "0")
    return f"{whole},{decimals}".replace(",", " ", whole.count(","))
