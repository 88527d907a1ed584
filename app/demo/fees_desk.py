"""What an office does with its fees in the demo, each act through the services that serve a person."""

from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.queries.payments import invoice_standing
from app.billing.service.batches import approve_batch, begin_batch
from app.billing.service.calls import begin_calls, link_lasts_to
from app.billing.service.fees import (
    Deciding,
    asked_about,
    begin_decisions_run,
    begin_fees_run,
    waiting_fees,
)
from app.billing.service.links import usable_links
from app.billing.service.reading_files import book_file
from app.billing.service.runs import carry_out
from app.billing.service.statements import Sender, receive_statement
from app.billing.standing import Standing
from app.demo.names import invented
from app.demo.people import Staff
from app.demo.turnover import expected_at, sold_at
from app.letters.licence_dispatch import record_arrivals_of_run, record_dispatch_of_run
from app.letters.service import Dispatch
from app.models.billing_run import BillingRun
from app.models.invoice import BatchPurpose, Invoice, InvoiceBatch
from app.models.letter import Channel, Letter
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.models.venue import Venue
from app.permissions import Actor
from fees.money import Money
from fees.plausibility import QuestionCode
from fees.turnover import SenderRole, TurnoverSource, Volumes
from licensing.licences import Group

HOME = "http://localhost:8000"
FIRST_SENDER = 400
STATUS_HEADS = "referanse;fakturanummer;kid;sendt;betalt;betalt dato;purretrinn;statusdato"
FIRST_INVOICE_NUMBER = 40_100_001


@dataclass
class FeeDesk:
    """The office of one municipality, and who does what in it."""

    session: Session
    staff: Staff
    round_key: str
    money_key: str
    decider_key: str

    @property
    def caseworker(self) -> Actor:
        """Who runs the turnover round."""
        return self.staff[self.round_key]

    @property
    def finance(self) -> Actor:
        """Who computes, makes basis and reads payments."""
        return self.staff[self.money_key]

    @property
    def decider(self) -> Actor:
        """Who decides fees, and approves what finance has made."""
        return self.staff[self.decider_key]

    @property
    def municipality_id(self) -> int:
        """Whose office it is."""
        return self.staff.municipality_id

    def duties(self, year: int, *, final: bool = False) -> dict[str, TurnoverDuty]:
        """The turnover duties of a round by the name of the place, in the order in which they were made.

        Those of licences that had ended before the year stand for themselves (`final`).
        """
        rows = self.session.execute(
            select(Venue.name, TurnoverDuty)
            .join(Licence, Licence.venue_id == Venue.id)
            .join(TurnoverDuty, TurnoverDuty.licence_id == Licence.id)
            .where(
                TurnoverDuty.municipality_id == self.municipality_id,
                TurnoverDuty.year == year,
                TurnoverDuty.round_id.is_not(None),
                TurnoverDuty.final.is_(final),
            )
            .order_by(TurnoverDuty.id)
        )
        return {row.name: row.TurnoverDuty for row in rows}

    def run(self, actor: Actor, run: BillingRun) -> BillingRun:
        """Do a run to its end."""
        carry_out(self.session, actor, run_id=run.id)
        return run

    def call(self, year: int, due_on: date, on: date, *, by_email: Collection[str] = ()) -> BillingRun:
        """Call everybody who has not been called, and record that the letters went out the same day."""
        with reached_at_home():
            run = begin_calls(
                self.session, self.caseworker, year=year, link_last_day=link_lasts_to(due_on), on=on
            )
        self.run(self.caseworker, run)
        self.send(run, on, by_email=by_email)
        return run

    def send(
        self,
        run: BillingRun,
        on: date,
        *,
        channel: Channel = Channel.DIGITAL_MAIL,
        reference: str = "SvarUt (oppdiktet)",
        by_email: Collection[str] = (),
    ) -> None:
        """Record that the letters of a run went out, those to some places by e-mail."""
        letters = self.letters(run)
        mailed = [letters[place] for place in by_email if place in letters]
        if mailed:
            self._dispatch(run, Dispatch(Channel.EMAIL, "E-post (oppdiktet)", on), on, mailed)
        self._dispatch(
            run, Dispatch(channel, reference, on), on, [one for one in letters.values() if one not in mailed]
        )

    def _dispatch(self, run: BillingRun, dispatch: Dispatch, on: date, letter_ids: Iterable[int]) -> None:
        record_dispatch_of_run(
            self.session, self.caseworker, run_id=run.id, dispatch=dispatch, on=on, letter_ids=letter_ids
        )

    def arrive(self, run: BillingRun, on: date, *, except_for: Collection[str] = ()) -> None:
        """Record that the letters of a run arrived, save at some places."""
        ids = [letter_id for place, letter_id in self.letters(run).items() if place not in except_for]
        record_arrivals_of_run(
            self.session, self.caseworker, run_id=run.id, on=on, arrived_on=on, letter_ids=ids
        )

    def letters(self, run: BillingRun) -> dict[str, int]:
        """The letters of a run by the name of the place."""
        rows = self.session.execute(
            select(Venue.name, Letter.id)
            .join(Licence, Licence.venue_id == Venue.id)
            .join(Letter, Letter.licence_id == Licence.id)
            .where(Letter.municipality_id == self.municipality_id, Letter.run_id == run.id)
            .order_by(Letter.id)
        )
        return {row.name: row.id for row in rows}

    def tell(
        self,
        duty: TurnoverDuty,
        place: str,
        on: date,
        *,
        actual: Volumes | None = None,
        keyed: bool = False,
        comment: str = "",
        answer: str = "",
        serial: int = 0,
    ) -> None:
        """A place reports: through its link, or on paper that the office keys in."""
        sold = sold_at(place) if actual is None else actual
        # A new licence has sold nothing yet, and is asked only what it expects.
        is_new = duty.first_day is not None and duty.first_day.year >= duty.year
        who = invented(FIRST_SENDER + serial)
        link = None if keyed else usable_links(self.session, self.municipality_id, [duty.id])[duty.id]
        receive_statement(
            self.session,
            self.caseworker if keyed else None,
            duty_id=duty.id,
            actual=None if is_new else sold,
            expected=expected_at(place),
            on=on,
            sender=Sender(who.name, list(SenderRole)[serial % 3]),
            comment=comment,
            answers={(code, group): answer for code in QuestionCode for group in (0, *Group)},
            link=link,
        )

    def take_over(self, duty: TurnoverDuty, place: str, on: date) -> None:
        """Take over what an older list says that a place expects; of one that has ended, what it sold."""
        receive_statement(
            self.session,
            self.caseworker,
            duty_id=duty.id,
            actual=expected_at(place) if duty.final else None,
            expected=None if duty.final else expected_at(place),
            on=on,
            source=TurnoverSource.IMPORTED,
        )

    def compute(self, year: int) -> None:
        """Compute what is due in a round."""
        self.run(self.finance, begin_fees_run(self.session, self.finance, year=year))

    def decide(self, year: int, on: date) -> BillingRun:
        """Decide what is computed in a round; somebody has seen what is asked about it."""
        seen = [row.fee_id for row in asked_about(waiting_fees(self.session, self.municipality_id, year))]
        run = begin_decisions_run(
            self.session, self.decider, year=year, deciding=Deciding(confirmed=seen), on=on
        )
        return self.run(self.decider, run)

    def invoice(self, year: int, due_on: date, on: date) -> InvoiceBatch:
        """Make a batch of everything that is decided of a year and not invoiced."""
        batch, run = begin_batch(
            self.session,
            self.finance,
            purpose=BatchPurpose.FEES,
            fee_year=year,
            due_on=due_on,
            on=on,
        )
        self.run(self.finance, run)
        return batch

    def approve(self, batch: InvoiceBatch, on: date) -> None:
        """Approve what finance has made; it is booked and locked."""
        self.session.refresh(batch)
        run = approve_batch(self.session, self.decider, batch_id=batch.id, seen_version=batch.version, on=on)
        self.run(self.decider, run)

    def batch_of(self, year: int) -> InvoiceBatch:
        """The first batch that was made of a year."""
        return self.session.scalars(
            select(InvoiceBatch)
            .where(InvoiceBatch.municipality_id == self.municipality_id, InvoiceBatch.fee_year == year)
            .order_by(InvoiceBatch.id)
            .limit(1)
        ).one()

    def invoices(self, batch: InvoiceBatch) -> dict[str, Standing]:
        """How the invoices of a batch stand, by the name of the place."""
        rows = self.session.execute(
            select(Venue.name, Invoice.id)
            .join(Licence, Licence.venue_id == Venue.id)
            .join(Invoice, Invoice.licence_id == Licence.id)
            .where(Invoice.municipality_id == self.municipality_id, Invoice.batch_id == batch.id)
            .order_by(Invoice.serial)
        ).all()
        standings = invoice_standing(self.session, self.municipality_id, [row.id for row in rows])
        return {row.name: standings[row.id] for row in rows}

    def read_status(
        self, batch: InvoiceBatch, on: date, *, told: Callable[[str, Standing], "Told"], more: str = ""
    ) -> None:
        """Read what the economy system says of a batch: number, KID, sending, payment, reminders."""
        lines = [STATUS_HEADS]
        first = FIRST_INVOICE_NUMBER + 1_000 * batch.serial + 100_000 * (batch.year % 100)
        sent_on = batch.locked_at.date() if batch.locked_at else on
        for number, (place, standing) in enumerate(self.invoices(batch).items(), start=first):
            said = told(place, standing)
            paid_on = "" if said.paid_on is None else said.paid_on.isoformat()
            lines.append(
                f"{standing.reference};{number};{kid_of(number)};{sent_on.isoformat()};"
                f"{said.paid.kroner};{paid_on};{said.reminders};{on.isoformat()}"
            )
        content = "\n".join([*lines, *([more] if more else []), ""]).encode()
        name = f"status-{batch.number}-{on.isoformat()}.csv"
        book_file(self.session, self.finance, content=content, file_name=name, on=on)


def reached_at_home() -> AbstractContextManager[Any]:
    """As if the office used the demo at its usual address: letters say where holders reach the pages."""
    return current_app.test_request_context(base_url=HOME, method="POST")


@dataclass(frozen=True)
class Told:
    """What the economy system says of an invoice."""

    paid: Money
    paid_on: date | None = None
    reminders: int = 0


def kid_of(number: int) -> str:
    """An invented customer number before the invoice number, and a control digit after (mod 10)."""
    base = f"5025{number}"
    weighted = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(base)))
    total = sum(value // 10 + value % 10 for value in weighted)
    return f"{base}{-total % 10}"
