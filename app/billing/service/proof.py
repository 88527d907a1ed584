"""Proof of a deadline ("bevis"): every letter that told of it, when it went out and arrived, and every move.

An e-mail is kept among the letters and marked: it proves nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.breaches import duties_now, invoices_now
from app.billing.queries.proof import (
    FEE_LETTERS,
    TURNOVER_LETTERS,
    duty_deadlines,
    invoices_sent,
    round_deadlines,
    sent_letters,
)
from app.letters.facts import LetterKind
from app.models.letter import Channel
from licensing.errors import NotAllowed
from licensing.law import AF_6_3

INVOICE = "invoice"


@dataclass(frozen=True)
class ProofLetter:
    """One letter that told of the deadline, or the invoice itself."""

    kind: str
    """A kind of letter, or "invoice"."""
    sent_on: date
    channel: str = ""
    """Empty for an invoice: the economy system sent it."""
    dated_on: date | None = None
    reference: str = ""
    arrived_on: date | None = None
    letter_id: int | None = None

    @property
    def proves(self) -> bool:
        """Whether it can be proved that it was sent: an e-mail cannot."""
        return self.channel != Channel.EMAIL


@dataclass(frozen=True)
class ProofDeadline:
    """A deadline that was set or moved."""

    due_on: date
    set_on: date
    reason: str = ""
    for_one: bool = False
    """For this licence alone, not for its whole round."""


@dataclass(frozen=True)
class Proof:
    """Everything that was sent about a deadline, and how the deadline came about."""

    letters: tuple[ProofLetter, ...] = ()
    deadlines: tuple[ProofDeadline, ...] = ()

    def told_before(self, due_on: date) -> tuple[ProofLetter, ...]:
        """The letters that were sent while the deadline could be kept."""
        return tuple(letter for letter in self.letters if letter.sent_on <= due_on)


def proofs_of_duties(session: Session, municipality_id: int, duties: Iterable[Any]) -> dict[int, Proof]:
    """The proof of each duty, by its number; a duty has an id, a round, a licence and a year."""
    rows = tuple(duties)
    letters = sent_letters(session, municipality_id, [row.licence_id for row in rows], TURNOVER_LETTERS)
    of_rounds = round_deadlines(session, municipality_id, [row.round_id for row in rows if row.round_id])
    of_duties = duty_deadlines(session, municipality_id, [row.id for row in rows])
    return {
        row.id: Proof(
            tuple(_letter(letter) for letter in letters.get(row.licence_id, ()) if letter.year == row.year),
            tuple(
                _deadline(deadline)
                for deadline in sorted(
                    (*of_rounds.get(row.round_id, ()), *of_duties.get(row.id, ())), key=lambda one: one.id
                )
            ),
        )
        for row in rows
    }


def proofs_of_invoices(session: Session, municipality_id: int, invoices: Iterable[Any]) -> dict[int, Proof]:
    """The proof of each invoice, by its number; an invoice has an id, a licence and a fee year.

    ASSUMPTION: an invoice whose status tells that the economy system sent it was sent; the fee decision,
    where the due days stand as well, proves the same.
    """
    rows = tuple(invoices)
    letters = sent_letters(session, municipality_id, [row.licence_id for row in rows], FEE_LETTERS)
    sent = invoices_sent(session, municipality_id, [row.id for row in rows])
    found = {}
    for row in rows:
        own = [
            _letter(letter)
            for letter in letters.get(row.licence_id, ())
            # The letters of a settlement are written in the round of the year after.
            if letter.year in (row.fee_year, row.fee_year + 1)
        ]
        if row.id in sent:
            invoice = sent[row.id]
            own.append(ProofLetter(INVOICE, invoice.sent_on, reference=invoice.invoice_number))
        found[row.id] = Proof(
            tuple(sorted(own, key=lambda letter: letter.sent_on)),
            (ProofDeadline(row.due_on, row.locked_at.astimezone(clock.OSLO).date()),),
        )
    return found


def proof_of(
    session: Session, municipality_id: int, *, duty_id: int | None = None, invoice_id: int | None = None
) -> Proof:
    """The proof of one duty or one invoice as it is now; empty where there is neither."""
    if duty_id is not None:
        duties = duties_now(session, municipality_id, (duty_id,)).values()
        return proofs_of_duties(session, municipality_id, duties).get(duty_id, Proof())
    if invoice_id is not None:
        invoices = invoices_now(session, municipality_id, (invoice_id,)).values()
        return proofs_of_invoices(session, municipality_id, invoices).get(invoice_id, Proof())
    return Proof()


def _letter(row: Any) -> ProofLetter:
    return ProofLetter(
        kind=row.kind.value,
        sent_on=row.sent_on,
        channel=row.channel.value,
        dated_on=row.dated_on,
        reference=row.reference,
        arrived_on=row.arrived_on,
        letter_id=row.id,
    )


def _deadline(row: Any) -> ProofDeadline:
    set_on = row.set_at.astimezone(clock.OSLO).date()
    return ProofDeadline(row.due_on, set_on, row.reason, for_one=row.duty_id is not None)


def lacking_of_statement(proof: Proof, due_on: date) -> NotAllowed | None:
    """Why a late statement cannot be proved; None when it can."""
    told = [letter for letter in proof.told_before(due_on) if letter.kind in set(TURNOVER_LETTERS)]
    if not told:
        return NotAllowed("call_never_sent", AF_6_3, due_on=due_on)
    if not any(letter.proves for letter in told):
        return NotAllowed("call_sent_by_email", AF_6_3, due_on=due_on)
    return None


def lacking_of_payment(proof: Proof, due_on: date) -> NotAllowed | None:
    """Why a late payment cannot be proved; None when it can."""
    told = [
        letter for letter in proof.told_before(due_on) if letter.kind in (LetterKind.FEE_DECISION, INVOICE)
    ]
    if not told:
        return NotAllowed("due_day_never_told", AF_6_3, due_on=due_on)
    if not any(letter.proves for letter in told):
        return NotAllowed("due_day_told_by_email", AF_6_3, due_on=due_on)
    return None
