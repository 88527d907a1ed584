"""The neutral record of a batch of invoice basis ("fakturagrunnlag"), that every file is written from.

It is read from what is stored and cannot change once the batch is locked, and holds no moment and no number
of a row: so it is the same each time, byte for byte. The names are those of the files, described in
docs/invoice-basis.md.
"""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Text, and_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from app.billing.line_details import kroner
from app.models.fee import Fee, FeePurpose
from app.models.invoice import BatchPurpose, Invoice, InvoiceBatch, InvoiceLine

CHUNK = 500
# ASSUMPTION: no economy system's own layout is confirmed, so this one is ours, and whoever reads it maps it.
VAT_CATEGORY = "O"
"""Exercise of public authority is outside the VAT act. Law: merverdiavgiftsloven § 3-9."""
ADVANCE, SETTLEMENT, OCCASION, CREDIT = "forskudd", "etteroppgjør", "arrangement", "kredit"
KINDS = {
    FeePurpose.ADVANCE: ADVANCE,
    FeePurpose.YEAR: "årsgebyr",
    FeePurpose.SETTLEMENT: SETTLEMENT,
    FeePurpose.OCCASION: OCCASION,
}
PURPOSES = {
    BatchPurpose.FEES: "gebyr",
    BatchPurpose.SETTLEMENTS: SETTLEMENT,
    BatchPurpose.OCCASIONS: OCCASION,
    BatchPurpose.REVERSAL: "tilbakeføring",
}
Record = dict[str, Any]


def head_of(session: Session, batch: InvoiceBatch) -> Record:
    """What is said of the batch as a whole."""
    reversed_number = ""
    if batch.reverses_id is not None:
        reversed_batch = session.scalars(
            select(InvoiceBatch).where(
                InvoiceBatch.municipality_id == batch.municipality_id, InvoiceBatch.id == batch.reverses_id
            )
        ).one()
        reversed_number = reversed_batch.number
    return {
        "grunnlag": batch.number,
        "formål": PURPOSES[batch.purpose],
        "gebyrår": batch.fee_year,
        "termin": batch.instalment,
        "terminer": batch.instalments,
        "forfall": batch.due_on.isoformat(),
        "tilbakefører": reversed_number,
        "avsender": batch.sender,
        "dimensjoner": batch.dimensions,
        "avgiftskategori": VAT_CATEGORY,
        "valuta": "NOK",
        "antall": batch.count,
        "sum": kroner(batch.total_ore),
    }


def invoices_of(session: Session, batch: InvoiceBatch) -> Iterator[Record]:
    """The invoices in order, each with its lines; read a chunk at a time, however many there are."""
    return (json.loads(text) for text in invoice_texts_of(session, batch))


def invoice_texts_of(session: Session, batch: InvoiceBatch) -> Iterator[str]:
    """The same as JSON, the names in the order of the alphabet."""
    after = 0
    while rows := _invoices(session, batch, after):
        lines = _lines(session, batch, [row.id for row in rows])
        for row in rows:
            # What is stored in canonical form is put together, not read and written anew.
            yield (
                f'{{"beløp":"{kroner(row.amount_ore)}","bevilling":{row.about},'
                f'"forfall":"{row.due_on.isoformat()}","kid":"{row.kid or ""}",'
                f'"krediterer":"{row.credited or ""}","kunde":{row.customer},'
                f'"linjer":[{",".join(lines[row.id])}],"referanse":"{row.reference}","tekst":{row.texts}}}'
            )
        after = rows[-1].serial


def _invoices(session: Session, batch: InvoiceBatch, after: int) -> Any:
    credited = aliased(Invoice, name="credited_invoices")
    return session.execute(
        select(
            Invoice.id,
            Invoice.serial,
            Invoice.reference,
            Invoice.kid,
            Invoice.due_on,
            Invoice.amount_ore,
            type_coerce(Invoice.customer, Text).label("customer"),
            type_coerce(Invoice.about, Text).label("about"),
            type_coerce(Invoice.texts, Text).label("texts"),
            credited.reference.label("credited"),
        )
        .outerjoin(
            credited,
            and_(credited.municipality_id == Invoice.municipality_id, credited.id == Invoice.credits_id),
        )
        .where(
            Invoice.municipality_id == batch.municipality_id,
            Invoice.batch_id == batch.id,
            Invoice.serial > after,
        )
        .order_by(Invoice.serial)
        .limit(CHUNK)
    ).all()


def _lines(session: Session, batch: InvoiceBatch, invoice_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {invoice_id: [] for invoice_id in invoice_ids}
    rows = session.execute(
        select(
            InvoiceLine.invoice_id,
            InvoiceLine.instalment,
            InvoiceLine.credit,
            InvoiceLine.amount_ore,
            type_coerce(InvoiceLine.detail, Text).label("detail"),
            type_coerce(InvoiceLine.texts, Text).label("texts"),
            Fee.purpose,
            Fee.year,
        )
        .join(Fee, and_(Fee.municipality_id == InvoiceLine.municipality_id, Fee.id == InvoiceLine.fee_id))
        .where(InvoiceLine.municipality_id == batch.municipality_id, InvoiceLine.invoice_id.in_(invoice_ids))
        .order_by(InvoiceLine.invoice_id, InvoiceLine.id)
    )
    for row in rows:
        kind = KINDS[row.purpose]
        found[row.invoice_id].append(
            f'{{"beløp":"{kroner(row.amount_ore)}","beregning":{row.detail},"gebyr":"{kind}",'
            f'"gebyrår":{row.year},"tekst":{row.texts},"termin":{row.instalment},'
            f'"type":"{CREDIT if row.credit else kind}"}}'
        )
    return found
