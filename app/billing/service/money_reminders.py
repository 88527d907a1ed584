"""Reminders of fees that are not paid, where the municipality reminds by itself: letters, in a run.

Nothing is said of payment before a status newer than the due date has been read.

Law: alkoholforskriften §§ 6-3 and 10-3.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.fields import bank_account
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.payments import batch_of_invoice, chunks, invoice_standing
from app.billing.service.runs import Outcome, Subject, Work, begin_run
from app.billing.standing import PaidState, Standing
from app.letters.facts import LetterKind
from app.letters.facts_of_billing import PaymentReminderLetter
from app.letters.licence_letters import (
    Ground,
    NewLetter,
    draft_licence_letters,
    finalise_licence_letters,
    grounds_of,
)
from app.models.billing_run import BillingRun, RunKind
from app.models.fee_year import FeeYear
from app.models.invoice import BatchState, Invoice, InvoiceBatch
from app.models.letter import Letter
from app.permissions import Actor
from fees.fee_years import RemindsOfMoney
from licensing.errors import NotAllowed
from licensing.law import AF_6_3

# A letter is drawn for each licence, which takes its time: progress is told more often.
LETTERS_A_CHUNK = 20
# ASSUMPTION: the collection rules give at least fourteen days from a reminder, by what is generally known;
# the sources at hand do not say it for a licence fee.
SHORTEST_DAYS = 14


def overdue(session: Session, municipality_id: int, year: int, on: date) -> list[Standing]:
    """The invoices of a fee year that a status newer than their due date tells are not paid, oldest first."""
    ids = session.scalars(
        select(Invoice.id)
        .join(InvoiceBatch, batch_of_invoice())
        .where(
            Invoice.municipality_id == municipality_id,
            InvoiceBatch.fee_year == year,
            InvoiceBatch.state == BatchState.LOCKED,
            Invoice.due_on < on,
            Invoice.amount_ore > 0,
        )
    ).all()
    found = invoice_standing(session, municipality_id, ids).values()
    return sorted(
        (one for one in found if one.state_on(on) is PaidState.OVERDUE),
        key=lambda one: (one.due_on, one.reference),
    )


def begin_money_reminders(session: Session, actor: Actor, *, year: int, pay_by: date, on: date) -> BillingRun:
    """Begin to remind of everything that is overdue in a fee year, one invoice for each licence.

    Of several the one comes that was reminded of least, and then the oldest; the others come next time.

    Raises `NotAllowed` where the economy system reminds, nothing is overdue, or the day is too early.
    """
    if fee_year_of(session, actor.municipality_id, year).reminds_of_money is not RemindsOfMoney.HERE:
        raise NotAllowed("money_reminders_elsewhere", year=year)
    if pay_by < on + timedelta(days=SHORTEST_DAYS):
        raise NotAllowed("pay_by_too_early", days=SHORTEST_DAYS)
    late = overdue(session, actor.municipality_id, year, on)
    reminded = reminders_of(session, actor.municipality_id, (one.licence_id for one in late))
    chosen: dict[int, Standing] = {}
    for one in sorted(late, key=lambda one: (reminded[one.reference], one.due_on, one.reference)):
        chosen.setdefault(one.licence_id, one)
    if not chosen:
        raise NotAllowed("no_money_to_remind_of", year=year)
    return begin_run(
        session,
        actor,
        kind=RunKind.PAYMENT_REMINDERS,
        year=year,
        subjects=[Subject(one.licence_id, one.invoice_id) for one in chosen.values()],
        parameters={"pay_by": pay_by.isoformat()},
    )


def reminders_of(session: Session, municipality_id: int, licence_ids: Iterable[int]) -> Counter[str]:
    """How many reminders have been written of each invoice, by its reference."""
    told: Counter[str] = Counter()
    for ids in chunks(sorted(set(licence_ids))):
        facts = session.scalars(
            select(Letter.facts).where(
                Letter.municipality_id == municipality_id,
                Letter.licence_id.in_(ids),
                Letter.kind == LetterKind.PAYMENT_REMINDER,
            )
        )
        told.update(str(one["reference"]) for one in facts)
    return told


def remind_chunk(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterator[Outcome]:
    """Write the reminder of each invoice that is still overdue at this moment."""
    on = clock.today()
    standings = invoice_standing(session, run.municipality_id, (one.subject_id for one in subjects))
    ready: dict[int, Standing] = {}
    for subject in subjects:
        standing = standings[subject.subject_id]
        refusal = _refusal(standing, on)
        if refusal is None:
            ready[subject.licence_id] = standing
        else:
            yield Outcome.refused(subject, refusal)
    if not ready:
        return
    grounds = grounds_of(session, actor, ready, on)
    reminded = reminders_of(session, run.municipality_id, ready)
    settings = fee_year_of(session, run.municipality_id, run.year)
    letters = [
        NewLetter(licence_id, grounds[licence_id].recipient, facts)
        for licence_id, facts in _facts(run, ready, grounds, settings, reminded)
    ]
    made = draft_licence_letters(
        session, actor, kind=LetterKind.PAYMENT_REMINDER, letters=letters, on=on, run_id=run.id
    )
    finalise_licence_letters(session, actor, letter_ids=sorted(made.values()), on=on)


def _refusal(standing: Standing, on: date) -> NotAllowed | None:
    state = standing.state_on(on)
    if state is PaidState.OVERDUE:
        return None
    if state is PaidState.UNKNOWN:
        return NotAllowed("status_not_read", AF_6_3, reference=standing.reference)
    return NotAllowed("paid_meanwhile", AF_6_3, reference=standing.reference)


def _facts(
    run: BillingRun,
    ready: Mapping[int, Standing],
    grounds: Mapping[int, Ground],
    settings: FeeYear,
    reminded: Counter[str],
) -> Iterator[tuple[int, PaymentReminderLetter]]:
    for licence_id, standing in ready.items():
        if standing.told_on is None:
            raise ValueError("what is overdue was told of by a status")
        facts = PaymentReminderLetter(
            **grounds[licence_id].about,
            year=run.year,
            reference=standing.reference,
            invoice_number=standing.invoice_number,
            due_on=standing.due_on,
            amount_ore=(standing.amount - standing.credited).ore,
            outstanding_ore=standing.outstanding.ore,
            told_on=standing.told_on,
            pay_by=date.fromisoformat(run.parameters["pay_by"]),
            kid=standing.kid,
            stage=reminded[standing.reference] + 1,
        )
        account = settings.bank_account
        yield licence_id, replace(facts, bank_account=bank_account(account)) if account else facts


MONEY_REMINDERS = Work(remind_chunk, chunk=LETTERS_A_CHUNK)
