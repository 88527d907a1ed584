"""A filled municipality: one of everything that an address can name, made through the pages."""

import io
import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from pypdf import PdfWriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.case import Party
from app.models.document import Document
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.person import Person
from app.models.venue import Venue
from tests.journeys.office import Office, application_fields

SECRET = "Hemmelighuset"
"""In every name of the sample, so that a leak can be searched for."""


def pdf() -> bytes:
    """The smallest valid PDF."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


def fill(client: Callable[..., FlaskClient], *, municipality: str = "own") -> Office:
    """A granted case with letters, documents and a licence, and a second case that is only registered."""
    office = Office(
        client("caseworker", municipality=municipality), client("decider", municipality=municipality)
    )
    named: dict[str, Any] = {
        "venue_name": SECRET,
        "holder_name": f"{SECRET} AS",
        "concept": f"{SECRET} for alle",
        "manager_name": f"{SECRET} Styrer",
        "deputy_name": f"{SECRET} Stedfortreder",
    }
    second = Office(office.caseworker, office.decider)
    second.register(**named | {"rooms": "Kjelleren", "outdoor": ""})
    fields = application_fields(**named) | {"files": (io.BytesIO(pdf()), f"{SECRET}.pdf")}
    answer = office.caseworker.post("/saker/ny", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    office.case_url = answer.location
    for act in (
        office.ask("police", "social_service", "tax"),
        office.record("police"),
        office.record("social_service"),
        office.assess(),
        office.propose(),
        office.decide(),
    ):
        assert act.status_code == 302, act.text
    for letter in office.letters()[:2]:
        office.send(letter)
    return office


def ids_in(session: Session, municipality_id: int, office: Office) -> dict[str, Any]:
    """What stands in the addresses of the sample, by the name of the part."""
    case_id = int(re.findall(r"\d+", office.case_url)[-1])

    def first(row: Any, *conditions: Any) -> int:
        statement = select(row.id).where(row.municipality_id == municipality_id, *conditions)
        return int(session.scalars(statement.order_by(row.id)).first() or 0)

    return {
        "case_id": case_id,
        "letter_id": first(Letter, Letter.case_id == case_id, Letter.state == LetterState.DRAFT),
        "document_id": first(Document, Document.case_id == case_id),
        "venue_id": first(Venue),
        "holder_id": first(Holder),
        "person_id": first(Person),
        "licence_id": first(Licence),
        "party_id": first(Party),
        "body": "tax",
        "token": "no-such-token",
        "filename": "bevilling.css",
    }
