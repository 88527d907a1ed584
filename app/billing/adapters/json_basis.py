"""The invoice basis as JSON: the neutral record itself, and what the seal of a batch is taken of."""

import hashlib
from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.billing.adapters.basis import head_of, invoice_texts_of
from app.models.invoice import InvoiceBatch
from app.models.rows import canonical_json

MIMETYPE = "application/json"


def json_pieces(session: Session, batch: InvoiceBatch) -> Iterator[bytes]:
    """The file, an invoice to a line, piece by piece."""
    head = canonical_json(head_of(session, batch))
    yield f'{{"hode":{head},\n"fakturaer":['.encode()
    between = "\n"
    for invoice in invoice_texts_of(session, batch):
        yield f"{between}{invoice}".encode()
        between = ",\n"
    yield b"\n]}\n"


def sha256_of(session: Session, batch: InvoiceBatch) -> str:
    """The seal of a batch."""
    seal = hashlib.sha256()
    for piece in json_pieces(session, batch):
        seal.update(piece)
    return seal.hexdigest()
