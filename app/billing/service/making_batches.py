"""Making the invoices of a batch, a chunk of licences at a time: one for each licence, or none.

What is left to invoice is asked anew for each chunk, behind the municipality's lock, so that nothing is put
on two invoices whatever happens between two chunks.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_babel import force_locale
from sqlalchemy import and_, func, insert, select
from sqlalchemy.orm import Session

from app.billing.invoice_texts import Sentences
from app.billing.kid import kid_for
from app.billing.line_details import line_detail
from app.billing.queries.billable import Billable, Wanted, billable
from app.billing.queries.fee_years import fee_year_of
from app.billing.service.runs import Outcome, Subject, Work
from app.billing.uncollected import uncollected
from app.letters.drafts import LETTER_LANGUAGE
from app.models.billing_run import BillingRun
from app.models.fee import FeePurpose
from app.models.fee_year import FeeYear
from app.models.holder import Holder
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch, InvoiceLine
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.models.venue import Venue
from app.permissions import Actor

BATCH = "batch"
"""The parameter of a run that names its batch."""


def wanted_of(batch: InvoiceBatch) -> Wanted:
    """What a batch is about."""
    return Wanted(batch.purpose, batch.fee_year, batch.instalment, batch.instalments)


def batch_of_run(session: Session, run: BillingRun) -> InvoiceBatch:
    """The batch that a run works on."""
    return session.scalars(
        select(InvoiceBatch).where(
            InvoiceBatch.municipality_id == run.municipality_id, InvoiceBatch.id == run.parameters[BATCH]
        )
    ).one()


def makes_kid(fee_year: FeeYear) -> bool:
    """Whether invoices get their KID here."""
    return fee_year.own_invoices and bool(fee_year.kid_method)


def reference_of(batch: InvoiceBatch, serial: int) -> str:
    """The correlation id of an invoice: 2026-01-0001."""
    return f"{batch.number}-{serial:04d}"


@uncollected()
def make_invoices(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> list[Outcome]:
    """Make the invoices of some licences; for a licence that nothing is left of, say so."""
    batch = batch_of_run(session, run)
    if batch.state is not BatchState.MAKING:
        return []
    licence_ids = [subject.licence_id for subject in subjects]
    parts = billable(session, actor.municipality_id, wanted_of(batch), licence_ids, computed=True)
    licences = _licences(session, actor.municipality_id, parts)
    municipality = session.get_one(Municipality, actor.municipality_id)
    fee_year = fee_year_of(session, actor.municipality_id, batch.fee_year)
    serial = _last_serial(session, batch)
    outcomes: list[Outcome] = []
    invoices: list[dict[str, Any]] = []
    lines: list[tuple[int, dict[str, Any]]] = []
    with force_locale(LETTER_LANGUAGE.value):
        sentences = Sentences()
    for subject in subjects:
        owed = parts.get(subject.licence_id)
        if owed is None:
            outcomes.append(Outcome(subject, "nothing_left_to_invoice"))
            continue
        serial += 1
        row = licences[subject.licence_id]
        about = _about(row)
        settles = all(part.purpose is FeePurpose.SETTLEMENT for part in owed)
        purpose = BatchPurpose.SETTLEMENTS if settles else batch.purpose
        # ASSUMPTION: what comes to nothing is invoiced too, so that claim and credit are told and booked.
        total = sum(part.amount.ore for part in owed)
        invoices.append(
            {
                "municipality_id": actor.municipality_id,
                "batch_id": batch.id,
                "licence_id": subject.licence_id,
                "holder_id": row.holder_id,
                "serial": serial,
                "reference": reference_of(batch, serial),
                "amount_ore": total,
                "due_on": batch.due_on,
                "kid": _kid(fee_year, batch, serial) if total > 0 else None,
                "customer": _customer(row, municipality.language_form.value),
                "about": about,
                "texts": sentences.of_invoice(purpose, batch.fee_year, about),
                "credits_id": None,
            }
        )
        lines += [(serial, _line(actor, part, sentences)) for part in owed]
    _insert(session, batch, invoices, lines)
    return outcomes


@uncollected()
def make_credit_notes(
    session: Session, actor: Actor, run: BillingRun, subjects: Sequence[Subject]
) -> Iterable[Outcome]:
    """Make a credit note for each of some invoices of the batch that is taken back."""
    batch = batch_of_run(session, run)
    if batch.state is not BatchState.MAKING:
        return ()
    ids = [subject.subject_id for subject in subjects]
    taken_back = session.execute(
        select(Invoice.__table__)
        .where(
            Invoice.municipality_id == actor.municipality_id,
            Invoice.batch_id == batch.reverses_id,
            Invoice.id.in_(ids),
        )
        .order_by(Invoice.serial)
    ).all()
    serials = {row.id: serial for serial, row in enumerate(taken_back, _last_serial(session, batch) + 1)}
    with force_locale(LETTER_LANGUAGE.value):
        sentences = Sentences()
    invoices = [
        {
            "municipality_id": actor.municipality_id,
            "batch_id": batch.id,
            "licence_id": row.licence_id,
            "holder_id": row.holder_id,
            "serial": serials[row.id],
            "reference": reference_of(batch, serials[row.id]),
            "amount_ore": -row.amount_ore,
            "due_on": batch.due_on,
            "kid": None,
            "customer": row.customer,
            "about": row.about,
            "texts": [sentences.credit_note % {"reference": row.reference}, *row.texts],
            "credits_id": row.id,
        }
        for row in taken_back
    ]
    lines = _lines_taken_back(session, actor, serials)
    _insert(session, batch, invoices, lines)
    return ()


def _lines_taken_back(
    session: Session, actor: Actor, serials: Mapping[int, int]
) -> list[tuple[int, dict[str, Any]]]:
    own = InvoiceLine.municipality_id == actor.municipality_id
    rows = session.execute(
        select(InvoiceLine.__table__)
        .where(own, InvoiceLine.invoice_id.in_(serials))
        .order_by(InvoiceLine.invoice_id, InvoiceLine.id)
    ).all()
    # Credit notes of a reversal that was discarded stand in the table still.
    credited = {
        (row.fee_id, row.instalment): row.times
        for row in session.execute(
            select(InvoiceLine.fee_id, InvoiceLine.instalment, func.count().label("times"))
            .where(own, InvoiceLine.fee_id.in_({row.fee_id for row in rows}), InvoiceLine.credit == 1)
            .group_by(InvoiceLine.fee_id, InvoiceLine.instalment)
        )
    }
    return [
        (
            serials[row.invoice_id],
            {
                "municipality_id": actor.municipality_id,
                "fee_id": row.fee_id,
                "instalment": row.instalment,
                "generation": credited.get((row.fee_id, row.instalment), 0),
                "credit": 1,
                "amount_ore": -row.amount_ore,
                "detail": row.detail,
                "texts": row.texts,
            },
        )
        for row in rows
    ]


def end_making(session: Session, _actor: Actor, run: BillingRun) -> None:
    """All invoices are made: count them, and let somebody approve."""
    batch = batch_of_run(session, run)
    if batch.state is not BatchState.MAKING:
        return
    count, total = session.execute(
        select(func.count(), func.coalesce(func.sum(Invoice.amount_ore), 0)).where(
            Invoice.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id
        )
    ).one()
    batch.count, batch.total_ore, batch.state = count, int(total), BatchState.READY
    session.flush()


def _licences(session: Session, municipality_id: int, ids: Iterable[int]) -> Mapping[int, Any]:
    rows = session.execute(
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.holder_id,
            Holder.name.label("holder"),
            Holder.organisation_number,
            Holder.postal_address,
            Holder.postcode.label("holder_postcode"),
            Holder.town.label("holder_town"),
            Holder.email,
            Venue.name.label("venue"),
            Venue.street_address,
            Venue.postcode,
            Venue.town,
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(Licence.municipality_id == municipality_id, Licence.id.in_(ids))
    )
    return {row.id: row for row in rows}


def _customer(row: Any, language: str) -> dict[str, str]:
    return {
        "name": row.holder,
        "organisation_number": row.organisation_number or "",
        "address": row.postal_address,
        "postcode": row.holder_postcode,
        "town": row.holder_town,
        "email": row.email,
        "language": language,
    }


def _about(row: Any) -> dict[str, str]:
    return {
        "licence": row.number,
        "kind": row.kind.value,
        "venue": row.venue,
        "address": row.street_address,
        "postcode": row.postcode,
        "town": row.town,
    }


def _kid(fee_year: FeeYear, batch: InvoiceBatch, serial: int) -> str | None:
    if not makes_kid(fee_year):
        return None
    return kid_for(
        fee_year.kid_method, fee_year.kid_length, year=batch.year, batch=batch.serial, serial=serial
    )


def _line(actor: Actor, part: Billable, sentences: Sentences) -> dict[str, Any]:
    detail = line_detail(part.computed, part.total.ore)
    return {
        "municipality_id": actor.municipality_id,
        "fee_id": part.fee_id,
        "instalment": part.instalment,
        "generation": part.generation,
        "credit": 0,
        "amount_ore": part.amount.ore,
        "detail": detail,
        "texts": sentences.of_line(part, detail),
    }


def _last_serial(session: Session, batch: InvoiceBatch) -> int:
    return (
        session.scalar(
            select(func.max(Invoice.serial)).where(
                Invoice.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id
            )
        )
        or 0
    )


def _insert(
    session: Session,
    batch: InvoiceBatch,
    invoices: list[dict[str, Any]],
    lines: list[tuple[int, dict[str, Any]]],
) -> None:
    if not invoices:
        return
    session.execute(insert(Invoice.__table__), invoices)  # type: ignore[arg-type]  # a mapped class has a table
    ids = {
        row.serial: row.id
        for row in session.execute(
            select(Invoice.id, Invoice.serial).where(
                Invoice.municipality_id == batch.municipality_id,
                Invoice.batch_id == batch.id,
                Invoice.serial >= invoices[0]["serial"],
            )
        )
    }
    session.execute(
        insert(InvoiceLine.__table__),  # type: ignore[arg-type]  # a mapped class has a table
        [{**line, "invoice_id": ids[serial]} for serial, line in lines],
    )


MAKING = Work(make_invoices, end_making)
REVERSING = Work(make_credit_notes, end_making)
