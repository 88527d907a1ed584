"""Payments and what a file does, as pages and spreadsheets show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.billing.ehf_batch import LeftOut
from app.billing.matching import Effect, FileNews
from app.billing.service.reading_files import FilePlan
from app.billing.standing import PaidState, Standing
from app.models.invoice import PaymentDoubt
from app.registers.sheets import MIDDLE, NARROW, WIDE, comma_separated, workbook

DOUBT_TONES = {
    PaymentDoubt.NONE: "success",
    PaymentDoubt.PART: "warning",
    PaymentDoubt.OVER: "warning",
    PaymentDoubt.UNKNOWN_REFERENCE: "danger",
    PaymentDoubt.WENT_DOWN: "danger",
}
STATE_TONES = {
    PaidState.CREDIT: "info",
    PaidState.CREDITED: "neutral",
    PaidState.PAID: "success",
    PaidState.OVERPAID: "warning",
    PaidState.WAITING: "neutral",
    PaidState.UNKNOWN: "neutral",
    PaidState.OVERDUE: "danger",
}
# As many rows of a file as a person reads before the whole of it.
MOST_SHOWN = 200


@dataclass(frozen=True)
class PaymentLine:
    """A payment in a list."""

    url: str
    reference: str
    invoice: str
    venue: str
    holder: str
    payer: str
    amount: str
    paid_on: str
    doubt: str
    tone: str
    handled: str


def payment_line(row: Any) -> PaymentLine:
    """A payment in words."""
    return PaymentLine(
        url=url_for("billing.show_payment", payment_id=row.id),
        reference=row.reference or _("Uten referanse"),
        invoice=row.invoice or "",
        venue=row.venue or "",
        holder=row.holder or "",
        payer=row.payer,
        amount=formats.amount(row.amount_ore),
        paid_on=formats.short_date(row.paid_on),
        doubt=labels.label(row.doubt),
        tone="neutral" if row.handled_at else DOUBT_TONES[row.doubt],
        handled=handled_text(row),
    )


def handled_text(row: Any) -> str:
    """Who has handled a payment, and when; empty before anybody has."""
    if row.handled_at is None:
        return ""
    return _("Behandlet av %(name)s, %(at)s", name=row.handled_by, at=formats.moment(row.handled_at))


def plan_summary(plan: FilePlan) -> str:
    """48 rader: 45 kjent, 2 ukjent referanse, 1 delbetalt"""
    rows = len(plan.effects)
    parts = [_("%(count)s kjent", count=formats.whole(plan.known))]
    unknown = sum(1 for effect in plan.effects if _is_unknown(effect))
    if unknown:
        parts.append(_("%(count)s ukjent referanse", count=formats.whole(unknown)))
    for doubt in (PaymentDoubt.PART, PaymentDoubt.OVER, PaymentDoubt.WENT_DOWN):
        if plan.by_doubt[doubt]:
            parts.append(f"{formats.whole(plan.by_doubt[doubt])} {labels.label(doubt).lower()}")
    for news in (FileNews.OLDER, FileNews.READ_BEFORE, FileNews.NOT_BOOKED):
        if plan.by_news[news]:
            parts.append(f"{formats.whole(plan.by_news[news])} {labels.label(news).lower()}")
    counted = ngettext("%(num)s rad", "%(num)s rader", rows)
    return f"{counted}: {', '.join(parts)}"


def _is_unknown(effect: Effect) -> bool:
    return effect.doubt is PaymentDoubt.UNKNOWN_REFERENCE


@dataclass(frozen=True)
class EffectLine:
    """A row of a file that somebody should see before it is booked."""

    line: str
    reference: str
    payer: str
    amount: str
    what: str
    tone: str


def effect_lines(plan: FilePlan) -> list[EffectLine]:
    """The rows that do something else than what is expected, as many as a person reads."""
    return [_effect_line(effect) for effect in plan.effects if _stands_out(effect)][:MOST_SHOWN]


def _stands_out(effect: Effect) -> bool:
    return effect.doubt is not PaymentDoubt.NONE or effect.news not in {FileNews.PAYMENT, FileNews.NOTHING}


def _effect_line(effect: Effect) -> EffectLine:
    if effect.news is FileNews.NOT_BOOKED:
        what, tone = labels.label(effect.why_not), "neutral"
    elif effect.doubt is not PaymentDoubt.NONE:
        what, tone = labels.label(effect.doubt), DOUBT_TONES[effect.doubt]
    else:
        what, tone = labels.label(effect.news), "neutral"
    return EffectLine(
        line=str(effect.line),
        reference=effect.reference or _("Uten referanse"),
        payer=effect.payer,
        amount=formats.amount(effect.amount.ore),
        what=what,
        tone=tone,
    )


def standing_facts(standing: Standing, on: date) -> list[tuple[str, str | None]]:
    """How an invoice stands, as a list of facts. Before a newer status nothing is said of payment."""
    told = standing.told_on
    facts: list[tuple[str, str | None]] = [
        (_("Faktura"), standing.reference),
        (_("Fakturanummer"), standing.invoice_number or _("Ikke meldt tilbake")),
        (_("KID"), standing.kid or _("Ikke meldt tilbake")),
        (_("Krav"), formats.amount(standing.amount.ore)),
    ]
    if standing.credited:
        facts.append((_("Kreditert"), formats.amount(standing.credited.ore)))
    # Money may have come that nobody has told of yet.
    told_of = standing.is_told or bool(standing.paid)
    facts += [
        (_("Betalt"), formats.amount(standing.paid.ore) if told_of else _("Ikke kjent")),
        (_("Gjenstår"), formats.amount(standing.outstanding.ore) if told_of else _("Ikke kjent")),
        (_("Forfall"), formats.short_date(standing.due_on)),
        (_("Tilstand"), labels.label(standing.state_on(on))),
        (_("Purretrinn"), str(standing.reminder_stage)),
        (_("Status lest inn for"), formats.short_date(told) if told else _("Ikke ennå")),
    ]
    return facts


def payments_workbook(on: date, rows: Iterable[Any]) -> bytes:
    """Every payment as a workbook."""
    heads = [
        (_("Betalt"), NARROW),
        (_("Beløp"), NARROW),
        (_("Referanse"), MIDDLE),
        (_("Faktura"), NARROW),
        (_("Bevilling"), NARROW),
        (_("Sted"), MIDDLE),
        (_("Bevillingshaver"), MIDDLE),
        (_("Betaler"), MIDDLE),
        (_("Tilstand"), MIDDLE),
        (_("Behandlet"), MIDDLE),
        (_("Merknad"), WIDE),
        (_("Fil"), MIDDLE),
    ]
    return workbook(
        _("Innbetalinger"), on, [(_("Innbetalinger"), heads, (_cells(row) for row in rows))], long=True
    )


def _cells(row: Any) -> list[str]:
    return [
        formats.short_date(row.paid_on),
        formats.amount(row.amount_ore),
        row.reference,
        row.invoice or "",
        row.licence or "",
        row.venue or "",
        row.holder or "",
        row.payer,
        labels.label(row.doubt),
        handled_text(row),
        row.handling,
        row.file_name,
    ]


def list_without_ehf(left_out: Iterable[LeftOut]) -> bytes:
    """The invoices without EHF and why, as CSV."""
    heads = (_("Referanse"), _("Mottaker"), _("Hvorfor"))
    return comma_separated(heads, ((one.reference, one.customer, _why_left_out(one)) for one in left_out))


def _why_left_out(one: LeftOut) -> str:
    broken = (f"{rule.value}: {labels.label(rule)}" for rule in one.rules)
    return " ".join((labels.label(one.why), *broken, *one.said))
