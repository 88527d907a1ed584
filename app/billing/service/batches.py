"""Batches of invoice basis ("fakturagrunnlag"): made by one, approved by another, locked; never edited.

What a batch holds is made and booked by billing runs, which may be stopped anywhere and taken up again.
"""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.kid import kid_for
from app.billing.queries.billable import Wanted, licences_left
from app.billing.queries.fee_years import fee_year_of
from app.billing.service.booking import BOOKED_ON
from app.billing.service.making_batches import BATCH, makes_kid
from app.billing.service.runs import Subject, begin_run, unfinished_run
from app.billing.uncollected import uncollected
from app.held_rows import held_row
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.event import EventType
from app.models.fee_year import FeeYear
from app.models.invoice import BatchPurpose, BatchState, Invoice, InvoiceBatch
from app.models.municipality import Municipality
from app.numbers import next_number, take_municipality
from app.permissions import Actor
from licensing.errors import NotAllowed

SERIES = "invoice_batch"
# Only the fees of a year fall due in instalments.
MAKES = {
    BatchPurpose.FEES: RunKind.INVOICES,
    BatchPurpose.SETTLEMENTS: RunKind.INVOICES,
    BatchPurpose.OCCASIONS: RunKind.INVOICES,
    BatchPurpose.REVERSAL: RunKind.REVERSAL,
}
OPEN = (BatchState.MAKING, BatchState.READY)


@uncollected()
def begin_batch(
    session: Session,
    actor: Actor,
    *,
    purpose: BatchPurpose,
    fee_year: int,
    instalment: int = 1,
    due_on: date,
    on: date,
) -> tuple[InvoiceBatch, BillingRun]:
    """Begin a batch of everything that is left to invoice of a year; its run makes the invoices.

    Raises `NotAllowed` when nothing is left, when the due date is not ahead, or when a batch of the year is
    being made already.
    """
    municipality = take_municipality(session, actor.municipality_id)
    settings = fee_year_of(session, actor.municipality_id, fee_year)
    instalments = settings.instalments if purpose is BatchPurpose.FEES else 1
    _insist_on_due_date(due_on, on)
    if instalment > instalments:
        raise NotAllowed("batch_instalment_unknown", instalment=instalment, instalments=instalments)
    if unfinished_run(session, actor.municipality_id, RunKind.INVOICES, fee_year) is not None:
        raise NotAllowed("batch_being_made", year=fee_year)
    wanted = Wanted(purpose, fee_year, instalment, instalments)
    _insist_on_same_instalments(session, actor, wanted)
    left = licences_left(session, actor.municipality_id, wanted)
    if not left:
        raise NotAllowed("nothing_to_invoice", year=fee_year)
    batch = _begun(session, actor, municipality, wanted, settings, due_on=due_on, on=on)
    if makes_kid(settings):
        # Whether the length has room for the last of them is better known before the first is made.
        kid_for(
            settings.kid_method, settings.kid_length, year=batch.year, batch=batch.serial, serial=len(left)
        )
    run = _begin_making(session, actor, batch, [Subject(licence_id) for licence_id in left])
    return batch, run


@uncollected()
def begin_reversal(
    session: Session, actor: Actor, *, batch_id: int, seen_version: int, reason: str, due_on: date, on: date
) -> tuple[InvoiceBatch, BillingRun]:
    """Begin a batch of credit notes for everything in a locked batch; it is approved by another as any batch.

    When it is locked, the fees may be invoiced again. Raises `NotAllowed` for a batch that is not locked, is
    a reversal itself, or is reversed already; `LookupError` for one of others.
    """
    reversed_batch = held_row(session, actor, InvoiceBatch, batch_id, seen_version=seen_version)
    municipality = take_municipality(session, actor.municipality_id)
    if reversed_batch.state is not BatchState.LOCKED:
        raise NotAllowed("batch_not_locked", number=reversed_batch.number)
    if reversed_batch.purpose is BatchPurpose.REVERSAL:
        raise NotAllowed("reversal_not_reversed", number=reversed_batch.number)
    standing = _reversal_of(session, reversed_batch)
    if standing is not None:
        raise NotAllowed("batch_reversed_already", number=reversed_batch.number, reversal=standing.number)
    _insist_on_due_date(due_on, on)
    if unfinished_run(session, actor.municipality_id, RunKind.REVERSAL, reversed_batch.fee_year) is not None:
        raise NotAllowed("batch_being_made", year=reversed_batch.fee_year)
    wanted = Wanted(
        BatchPurpose.REVERSAL,
        reversed_batch.fee_year,
        reversed_batch.instalment,
        reversed_batch.instalments,
    )
    settings = fee_year_of(session, actor.municipality_id, reversed_batch.fee_year)
    batch = _begun(
        session,
        actor,
        municipality,
        wanted,
        settings,
        due_on=due_on,
        on=on,
        reverses=reversed_batch,
        reason=reason,
    )
    subjects = _invoices_of(session, reversed_batch)
    return batch, _begin_making(session, actor, batch, subjects, reversed_batch)


@uncollected()
def approve_batch(
    session: Session, actor: Actor, *, batch_id: int, seen_version: int, on: date
) -> BillingRun:
    """Approve ("anvise") a batch that another has made; its run books it, and locks it at the end.

    Raises `NotAllowed` for one's own, one that is not ready, or one that would be due before it is sent.
    """
    batch = held_row(session, actor, InvoiceBatch, batch_id, seen_version=seen_version)
    if batch.state is not BatchState.READY:
        raise NotAllowed("batch_not_ready", number=batch.number)
    if batch.made_by_id == actor.user_id:
        raise NotAllowed("batch_made_by_approver", number=batch.number)
    if batch.due_on < on:
        raise NotAllowed("batch_due_date_passed", number=batch.number, due_on=batch.due_on)
    if unfinished_run(session, actor.municipality_id, RunKind.BOOKING, batch.fee_year) is not None:
        raise NotAllowed("batch_being_booked", year=batch.fee_year)
    batch.state = BatchState.BOOKING
    batch.approved_by_id, batch.approved_at = actor.user_id, clock.now()
    batch.sender = {**batch.sender, "approved_by": actor.name, "approved_on": on.isoformat()}
    session.flush()
    run = begin_run(
        session,
        actor,
        kind=RunKind.BOOKING,
        year=batch.fee_year,
        subjects=_invoices_of(session, batch),
        parameters={BATCH: batch.id, BOOKED_ON: on.isoformat()},
    )
    _tell(
        session, actor, EventType.INVOICE_BATCH_APPROVED, batch, count=batch.count, total_ore=batch.total_ore
    )
    return run


def discard_batch(
    session: Session, actor: Actor, *, batch_id: int, seen_version: int, reason: str
) -> InvoiceBatch:
    """Discard a batch that nobody has approved; what it held may be invoiced by another.

    Raises `NotAllowed` for one that is approved.
    """
    batch = held_row(session, actor, InvoiceBatch, batch_id, seen_version=seen_version)
    if batch.state not in OPEN:
        raise NotAllowed("batch_not_open", number=batch.number)
    run = unfinished_run(session, actor.municipality_id, MAKES[batch.purpose], batch.fee_year)
    if run is not None and run.parameters.get(BATCH) == batch.id:
        # There is nothing more to make, and the next batch of the year must not wait for it.
        run.state, run.ended_at = RunState.DONE, clock.now()
    batch.state = BatchState.DISCARDED
    batch.reason = f"{batch.reason}. {reason}" if batch.reason else reason
    session.flush()
    _tell(session, actor, EventType.INVOICE_BATCH_DISCARDED, batch, reason=reason)
    return batch


def note_written(session: Session, actor: Actor, batch: InvoiceBatch, *, file: str) -> None:
    """Say in the log that the files of a batch were written."""
    take_municipality(session, actor.municipality_id)
    _tell(session, actor, EventType.INVOICE_BATCH_WRITTEN, batch, file=file)


def _begun(
    session: Session,
    actor: Actor,
    municipality: Municipality,
    wanted: Wanted,
    settings: FeeYear,
    *,
    due_on: date,
    on: date,
    reverses: InvoiceBatch | None = None,
    reason: str = "",
) -> InvoiceBatch:
    batch = InvoiceBatch(
        municipality_id=actor.municipality_id,
        year=on.year,
        serial=next_number(session, municipality_id=actor.municipality_id, series=SERIES, year=on.year),
        fee_year=wanted.fee_year,
        instalment=wanted.instalment,
        instalments=wanted.instalments,
        purpose=wanted.purpose,
        reverses_id=None if reverses is None else reverses.id,
        reason=reason,
        due_on=due_on,
        dimensions=dict(settings.dimensions if reverses is None else reverses.dimensions),
        sender=_sender(municipality, settings, on) | {"made_by": actor.name, "made_on": on.isoformat()},
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(batch)
    session.flush()
    return batch


def _begin_making(
    session: Session,
    actor: Actor,
    batch: InvoiceBatch,
    subjects: list[Subject],
    reverses: InvoiceBatch | None = None,
) -> BillingRun:
    kind = MAKES[batch.purpose]
    run = begin_run(
        session, actor, kind=kind, year=batch.fee_year, subjects=subjects, parameters={BATCH: batch.id}
    )
    if reverses is None:
        _tell(session, actor, EventType.INVOICE_BATCH_MADE, batch, year=batch.fee_year)
    else:
        _tell(
            session,
            actor,
            EventType.INVOICE_BATCH_REVERSED,
            batch,
            reason=batch.reason,
            reversed_number=reverses.number,
            reverses=reverses.id,
            year=batch.fee_year,
        )
    return run


def _sender(municipality: Municipality, settings: FeeYear, on: date) -> dict[str, str]:
    return {
        "name": municipality.identity_on(on).name,
        "organisation_number": municipality.organisation_number,
        "unit": municipality.unit,
        "address": municipality.postal_address,
        "postcode": municipality.postcode,
        "town": municipality.town,
        "email": municipality.email,
        "phone": municipality.phone,
        "bank_account": settings.bank_account,
    }


def _insist_on_due_date(due_on: date, on: date) -> None:
    if due_on <= on:
        raise NotAllowed("batch_due_date_not_ahead", due_on=due_on)


def _insist_on_same_instalments(session: Session, actor: Actor, wanted: Wanted) -> None:
    """Two batches that share a year's fees differently would invoice some of it twice, or never."""
    reversal = select(InvoiceBatch.reverses_id).where(
        InvoiceBatch.municipality_id == actor.municipality_id,
        InvoiceBatch.state == BatchState.LOCKED,
        InvoiceBatch.reverses_id.is_not(None),
    )
    other = session.scalars(
        select(InvoiceBatch)
        .where(
            InvoiceBatch.municipality_id == actor.municipality_id,
            InvoiceBatch.fee_year == wanted.fee_year,
            InvoiceBatch.purpose == wanted.purpose,
            InvoiceBatch.state != BatchState.DISCARDED,
            InvoiceBatch.instalments != wanted.instalments,
            InvoiceBatch.id.not_in(reversal),
        )
        .order_by(InvoiceBatch.id)
        .limit(1)
    ).one_or_none()
    if other is not None:
        raise NotAllowed(
            "batch_instalments_changed",
            number=other.number,
            was=other.instalments,
            instalments=wanted.instalments,
        )


def _reversal_of(session: Session, batch: InvoiceBatch) -> InvoiceBatch | None:
    return session.scalars(
        select(InvoiceBatch).where(
            InvoiceBatch.municipality_id == batch.municipality_id,
            InvoiceBatch.reverses_id == batch.id,
            InvoiceBatch.state != BatchState.DISCARDED,
        )
    ).one_or_none()


def _invoices_of(session: Session, batch: InvoiceBatch) -> list[Subject]:
    rows = session.execute(
        select(Invoice.licence_id, Invoice.id)
        .where(Invoice.municipality_id == batch.municipality_id, Invoice.batch_id == batch.id)
        .order_by(Invoice.serial)
    )
    return [Subject(row.licence_id, row.id) for row in rows]


def _tell(session: Session, actor: Actor, told: EventType, batch: InvoiceBatch, **facts: Any) -> None:
    audit.record(session, actor, told, batch=batch.id, number=batch.number, **facts)
