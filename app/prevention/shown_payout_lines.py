"""Payouts and letters about spending as lists and pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.models.letter import Letter, LetterState
from fees.payouts import PayoutBalance
from fees.spending import PayoutKind, PayoutState

PAYOUT_TONES: Mapping[PayoutState, str] = {
    PayoutState.ATTESTED: "warning",
    PayoutState.APPROVED: "info",
    PayoutState.PAID: "success",
    PayoutState.CANCELLED: "neutral",
}
LETTER_TONES: Mapping[LetterState, str] = {
    LetterState.DRAFT: "warning",
    LetterState.FINAL: "info",
    LetterState.SENT: "success",
    LetterState.ARRIVED: "success",
}


@dataclass(frozen=True)
class PayoutLine:
    """A payout or a repayment in a list."""

    url: str
    payee: str
    text: str
    what: str
    amount: str
    outlay: str
    """What was laid out for others at the same time, or came back of it; empty where nothing was."""
    state: str
    tone: str
    paid: str
    number: str
    title: str
    spending_url: str


@dataclass(frozen=True)
class LetterLine:
    """A letter about a spending in a list."""

    url: str
    kind: str
    to: str
    state: str
    tone: str
    dated_on: str
    sent: str
    arrived: str


def payout_lines(rows: Iterable[Any]) -> list[PayoutLine]:
    """Payouts in words, for a list of one spending or of all."""
    return [
        PayoutLine(
            url=url_for("prevention.show_payout", payout_id=row.id),
            payee=row.payee,
            text=row.text,
            what=labels.label(row.kind),
            amount=_signed(row.kind, row.amount_ore),
            outlay=_signed(row.kind, row.outlay_ore) if row.outlay_ore else "",
            state=labels.label(row.state),
            tone=PAYOUT_TONES[row.state],
            paid=paid_text(row),
            number=row.number,
            title=row.title,
            spending_url=subject_url(row),
        )
        for row in rows
    ]


def _signed(kind: PayoutKind, ore: int) -> str:
    """What came back stands below nought."""
    return formats.kroner(-ore if kind is PayoutKind.REPAYMENT else ore)


def paid_text(row: Any) -> str:
    """04.12.2026, bilag 30017788"""
    if row.paid_on is None:
        return ""
    return _("%(day)s, bilag %(voucher)s", day=formats.short_date(row.paid_on), voucher=row.voucher)


def subject_url(row: Any) -> str:
    """The page of what a payout belongs to: the spending, or the part of another municipality's."""
    if row.payer_id == row.municipality_id:
        return url_for("prevention.show_spending", spending_id=row.spending_id)
    return url_for("prevention.show_part", part_id=row.part_id)


def letter_line(letter: Letter) -> LetterLine:
    """A letter about a spending, in words."""
    sent = ""
    if letter.sent_on is not None and letter.channel is not None:
        sent = f"{formats.short_date(letter.sent_on)}, {labels.label(letter.channel)}"
    return LetterLine(
        url=url_for("prevention.show_spending_letter", spending_id=letter.spending_id, letter_id=letter.id),
        kind=labels.label(letter.kind),
        to=letter.recipient["name"],
        state=labels.label(letter.state),
        tone=LETTER_TONES[letter.state],
        dated_on=formats.short_date(letter.dated_on),
        sent=sent,
        arrived=formats.short_date(letter.arrived_on) if letter.arrived_on else "",
    )


def balance_figures(balance: PayoutBalance) -> list[tuple[str, str | None]]:
    """What has become of a promise; what is nought is left out where it says nothing."""
    found = [(_("Tilsagn"), balance.promised), (_("Betalt"), balance.paid)]
    if balance.repaid:
        found.append((_("Betalt tilbake"), balance.repaid))
    if balance.on_its_way:
        found.append((_("På vei"), balance.on_its_way))
    if balance.released:
        found.append((_("Frigitt"), balance.released))
    found.append((_("Igjen av tilsagnet"), balance.room))
    return [(name, formats.kroner(amount.ore)) for name, amount in found]
