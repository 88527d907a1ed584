"""Another municipality's numbers in the address bar: the page is not found, and nothing of it leaks."""

import io
from dataclasses import dataclass

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select

from app.clock import today
from app.models.case import Application, Party
from app.models.document import Document
from app.models.letter import Letter
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Role
from tests.app.cases.pages import unchanged
from tests.factories import case as cases
from tests.factories.user import add_roles

SECRETS = ("Prøvekroa 7", "Prøveveien 9", "Marit Prøve", "Oddny Prøve", "120385", "128385", "SKJ-")


@dataclass(frozen=True)
class Theirs:
    """What stands in a case of the other municipality."""

    case_id: int
    letter_ids: tuple[int, ...]
    document_id: int
    party_id: int


@pytest.fixture
def theirs(client_as, filling, world) -> Theirs:
    """A decided case of theirs with letters, a document and people."""
    with filling(municipality="other") as (session, actor):
        decider = cases.Actor(
            world.someone("decider", "other").id, "Decider", world.other_id, frozenset({Role.DECIDER})
        )
        case_id = cases.make_decided(session, actor, decider, serial=7, on=today(), received_on=today()).id
    client = client_as(municipality="other")
    pdf = io.BytesIO(b"%PDF-1.7\nhemmelig")
    assert client.post(f"/saker/{case_id}/dokumenter/ny", data={"files": [(pdf, "hemmelig.pdf")]}).location
    with filling(municipality="other") as (session, _actor):
        return Theirs(
            case_id,
            tuple(session.scalars(select(Letter.id).order_by(Letter.id))),
            session.scalars(select(Document.id)).one(),
            session.scalars(select(Party.id).order_by(Party.id).limit(1)).one(),
        )


@pytest.fixture
def everyone(client_as, filling) -> FlaskClient:
    """Somebody who holds every role here, so that no role is what keeps them out."""
    with filling() as (session, actor):
        user = session.get_one(User, actor.user_id)
        others = [role for role in Role if role is not Role.CASEWORKER]
        add_roles(session, user, session.get_one(Municipality, actor.municipality_id), *others)
    return client_as()


def addresses(app: Flask, theirs: Theirs) -> list[tuple[str, str]]:
    """Every address that names a case, a letter, a document or a person in a case; with each method."""
    values = {
        "case_id": [theirs.case_id],
        "letter_id": theirs.letter_ids,
        "document_id": [theirs.document_id],
    }
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            named = rule.arguments & values.keys()
            if not named:
                continue
            (name,) = named
            known = {
                "body": "police",
                "party_id": theirs.party_id,
                "question": "conduct_manager",
                "person_id": 1,
                "spending_id": 1,
                "code": "criterion:skole",
                "rule": "B-18",
            }
            more = {key: value for key, value in known.items() if key in rule.arguments}
            for value in values[name]:
                address = url_for(rule.endpoint, **{name: value}, **more)
                found += [(method, address) for method in ("GET", "POST") if method in (rule.methods or ())]
    return found


def test_no_address_of_theirs_is_found_here(app, everyone, theirs, filling) -> None:
    hold = unchanged(filling)
    tried = addresses(app, theirs)
    assert len(tried) > 60
    for method, address in tried:
        sent = {"version": "1", "reason": "nysgjerrig", "text": "x"}
        answer = everyone.open(address, method=method, data=sent if method == "POST" else None)
        assert answer.status_code == 404, (method, address)
        assert "Vi finner ikke siden" in answer.text
        assert not [secret for secret in SECRETS if secret in answer.text], (method, address)
    hold()


def test_nothing_of_theirs_stands_in_lists_counts_and_searches_here(everyone, theirs) -> None:
    for address in ("/", "/?alle=1", "/saker", "/saker/til-vedtak", "/sok?q=Prøve"):
        answer = everyone.get(address)
        assert answer.status_code == 200, address
        assert not [secret for secret in SECRETS if secret in answer.text], address


def test_what_is_known_there_is_not_filled_in_here(everyone, theirs) -> None:
    page = everyone.post(
        "/saker/ny",
        data={
            "slaa_opp": "1",
            "holder_number": cases.organisation_number(7),
            "venue_address": "Prøveveien 9, 7374 Røros",
            "manager_identity": cases.identity(21).value,
        },
    )
    assert page.status_code == 200
    assert "Prøvekroa 7" not in page.text
    assert "Marit Prøve" not in page.text


def test_a_person_of_another_case_cannot_be_taken_out_through_mine(client_as, filling, theirs) -> None:
    with filling() as (session, actor):
        mine = cases.make_case(session, actor, received_on=today()).id
        other = cases.make_case(session, actor, serial=1, received_on=today()).id
        party_id = session.scalars(
            select(Party.id)
            .join(Application, Application.id == Party.application_id)
            .where(Application.case_id == other)
            .limit(1)
        ).one()
    client = client_as()
    hold = unchanged(filling)
    for party in (party_id, theirs.party_id, 999_999):
        answer = client.post(f"/saker/{mine}/personer/{party}/fjern", data={"version": "1"})
        assert answer.status_code in (404, 409)
    hold()
