"""The EHF of a batch: a document of each invoice that can have one, and why the others have none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from app import clock
from app.billing.adapters.basis import head_of, invoices_of
from app.billing.adapters.ehf import ehf_document
from app.billing.adapters.ehf_checks import EhfRule, broken_rules
from app.billing.adapters.ehf_rules import official_findings
from app.billing.queries.fee_years import fee_year_of
from app.models.invoice import BatchState, InvoiceBatch
from licensing.errors import NotAllowed


class NotMade(StrEnum):
    """Why an invoice has no EHF."""

    NO_NUMBER = "no_number"
    """The holder has no organisation number, and so no address for EHF: paper or PDF."""
    BROKEN = "broken"
    OFFICIAL = "official"


@dataclass(frozen=True)
class LeftOut:
    """An invoice without EHF, and why."""

    reference: str
    customer: str
    why: NotMade
    rules: tuple[EhfRule, ...] = ()
    said: tuple[str, ...] = ()
    """What the official rules say, in their own words."""


@dataclass(frozen=True)
class EhfBatch:
    """The documents of a batch by file name, and the invoices that have none."""

    number: str
    issued_on: date
    documents: Mapping[str, bytes]
    left_out: tuple[LeftOut, ...]


def ehf_of_batch(session: Session, batch: InvoiceBatch, *, rules_dir: Path | None) -> EhfBatch:
    """The EHF of a locked batch; the same each time.

    Raises `NotAllowed` where the municipality does not invoice by itself, or the batch is not locked.
    """
    if not fee_year_of(session, batch.municipality_id, batch.fee_year).own_invoices:
        raise NotAllowed("ehf_not_used", year=batch.fee_year)
    if batch.state is not BatchState.LOCKED or batch.locked_at is None:
        raise NotAllowed("ehf_before_locked")
    issued_on = batch.locked_at.astimezone(clock.OSLO).date()
    head = head_of(session, batch)
    documents: dict[str, bytes] = {}
    left_out: list[LeftOut] = []
    customers: dict[str, str] = {}
    for invoice in invoices_of(session, batch):
        name = f"{invoice['referanse']}.xml"
        customers[name] = invoice["kunde"].get("name", "")
        made = _made(head, invoice, issued_on)
        if isinstance(made, bytes):
            documents[name] = made
        else:
            left_out.append(made)
    if rules_dir is not None:
        for name, said in official_findings(documents, rules_dir).items():
            if said:
                del documents[name]
                left_out.append(
                    LeftOut(name.removesuffix(".xml"), customers[name], NotMade.OFFICIAL, said=said)
                )
    return EhfBatch(
        batch.number, issued_on, documents, tuple(sorted(left_out, key=lambda one: one.reference))
    )


def _made(head: Mapping[str, Any], invoice: Mapping[str, Any], issued_on: date) -> bytes | LeftOut:
    reference, customer = invoice["referanse"], invoice["kunde"].get("name", "")
    if not invoice["kunde"].get("organisation_number"):
        return LeftOut(reference, customer, NotMade.NO_NUMBER)
    document = ehf_document(head, invoice, issued_on=issued_on)
    rules = broken_rules(document)
    return LeftOut(reference, customer, NotMade.BROKEN, rules) if rules else document


def zipped(batch: EhfBatch, *, list_name: str, list_of_others: bytes) -> bytes:
    """All documents in one file, with the list of the others; the same batch gives the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as folder:
        for name, content in sorted(batch.documents.items()):
            folder.writestr(_entry(name, batch.issued_on), content)
        folder.writestr(_entry(list_name, batch.issued_on), list_of_others)
    return packed.getvalue()


def _entry(name: str, day: date) -> ZipInfo:
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry
