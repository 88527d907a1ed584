"""The fee of an event on the page of one fee: each line of its tariff, or that a person set it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.billing.occasion_fees import fee_of_stored
from app.billing.shown_fees import ShownYear, StepRow
from app.models.fee import Fee
from app.wording.occasion_fees import lines_said, notes_said, rule_said
from app.wording.tariffs import kroner, tariff_said
from fees.occasions import OccasionFee
from licensing.law import AF_6_2


def shown_occasion(fee: Fee) -> list[ShownYear]:
    """How the fee of an event came about, in the one table that it has."""
    came_about = fee_of_stored(fee.computed)
    by_tariff = came_about is not None and bool(fee.computed["by_tariff"])
    steps = (
        tuple(StepRow(line.text, "", line.amount) for line in lines_said(came_about))
        if by_tariff and came_about is not None
        else (StepRow(_("Satt i vedtaket"), "", formats.amount(fee.total_ore)),)
    )
    total = StepRow(_("Gebyr for arrangementet"), "", formats.amount(fee.total_ore), strong=True)
    heading = _("Beregning for arrangementet")
    return [
        ShownYear(heading, (*steps, total), tuple(_facts(fee, came_about)), formats.amount(fee.total_ore))
    ]


def _facts(fee: Fee, came_about: OccasionFee | None) -> Iterator[tuple[str, str]]:
    law = labels.citation_text(AF_6_2)
    regulation = fee.computed["regulation"]
    yield _("Satser"), f"{regulation} ({law})" if regulation else law
    yield _("Dager"), _days(fee.computed["days"])
    if came_about is None:
        return
    basis = came_about.basis
    if basis.guests is not None:
        yield _("Ventede gjester"), formats.whole(basis.guests)
    yield _("Takst"), _("%(tariff)s, %(rule)s", tariff=tariff_said(basis.tariff), rule=rule_said(basis))
    if not fee.computed["by_tariff"] and came_about.asked is not None:
        yield _("Taksten gir"), kroner(came_about.asked.ore)
    elif fee.computed["by_tariff"]:
        for _tone, note in notes_said(came_about):
            yield _("Merknad"), note


def _days(days: Any) -> str:
    first, last = (formats.short_date(date.fromisoformat(day)) for day in days)
    return first if first == last else f"{first}–{last}"
