"""Identity numbers and conduct data: opened with a reason, always logged, and nowhere else to be seen."""

import logging

import pytest
from sqlalchemy import select, update

from app import audit
from app.clock import today
from app.models.event import Event, EventType
from app.models.letter import Letter
from app.models.person import Person
from app.models.statement import StatementAnswer
from app.sealing import sealer
from licensing.statements import Answer, Asked, Body, Question
from tests.app.cases.pages import everything, plain, send, sentences, unchanged
from tests.factories import case as cases
from tests.journeys.office import Office

CONDUCT = "Forelegg for ulovlig salg i 2024."
REASON = "Skal svare på e-post fra politiet."


@pytest.fixture
def told_id(filling) -> int:
    """A case in which the police told something."""
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        cases.ask(session, actor, case, today())
        place = Asked(Body.POLICE, Question.PLACE, None)
        return cases.answer(session, actor, case, Body.POLICE, today(), {place: (Answer.REMARK, CONDUCT)}).id


def openings(filling) -> list[Event]:
    """The log of openings."""
    with filling() as (session, actor):
        found = session.scalars(
            select(Event).where(Event.type == EventType.SHIELDED_DATA_OPENED).order_by(Event.id)
        ).all()
        assert audit.verified_chain(session, actor.municipality_id).broken == ()
        session.expunge_all()
        return list(found)


@pytest.mark.parametrize("role", ["caseworker", "decider"])
def test_what_is_shielded_is_shown_with_a_reason_and_logged(client_as, told_id, filling, role) -> None:
    client = client_as(role)
    page = f"/saker/{told_id}/skjermet"
    closed = client.get(page).text
    number = cases.identity(0).value
    assert CONDUCT not in closed
    assert number not in closed
    opened = send(client, page, reason=REASON)
    assert opened.status_code == 200
    assert CONDUCT in opened.text
    assert number in opened.text.replace(" ", "")
    assert opened.headers["Cache-Control"] == "no-store"
    (event,) = openings(filling)
    assert (event.case_id, event.actor_name) == (told_id, role.title())
    assert REASON in event.payload
    assert REASON in client.get(f"/saker/{told_id}").text


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "x" * 201, cases.identity(0).value])
def test_without_a_reason_nothing_is_opened_and_nothing_is_stored(
    client_as, told_id, filling, reason
) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{told_id}/skjermet", reason=reason)
    assert answer.status_code == 422
    assert len(sentences(answer)) == 1
    assert CONDUCT not in answer.text
    hold()


def test_an_opening_is_logged_even_when_it_fails(client_as, told_id, filling) -> None:
    broken = update(StatementAnswer).where(StatementAnswer.facts_sealed.is_not(None))
    with filling() as (session, _actor):
        session.execute(broken.values(facts_sealed=b"x" * 40))
    client = client_as()
    client.application.testing = False
    try:
        answer = send(client, f"/saker/{told_id}/skjermet", reason=REASON)
    finally:
        client.application.testing = True
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.text
    assert len(openings(filling)) == 1


@pytest.mark.parametrize("role", ["reader", "meeting_secretary", "finance", "inspector", "administrator"])
def test_who_may_not_open_is_not_logged_as_opening(client_as, told_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{told_id}/skjermet").status_code == 403
    assert client.post(f"/saker/{told_id}/skjermet", data={"reason": REASON}).status_code == 403
    hold()
    assert "Åpne skjermede opplysninger" not in client.get(f"/saker/{told_id}").text


def test_a_shielded_letter_is_opened_like_the_rest(client_as, told_id, filling) -> None:
    with filling() as (session, _actor):
        kind = Letter.kind == "statement_annex"
        letter_id = session.scalars(select(Letter.id).where(kind).order_by(Letter.id)).first()
    client = client_as()
    assert client.get(f"/brev/{letter_id}/pdf").status_code == 403
    shown = client.get(f"/brev/{letter_id}").text
    assert cases.identity(0).value not in shown
    hold = unchanged(filling)
    empty = send(client, f"/brev/{letter_id}/skjermet", reason="")
    assert (empty.status_code, sentences(empty)) == (422, ["Skriv hvorfor du åpner opplysningene."])
    hold()
    opened = client.post(f"/brev/{letter_id}/skjermet", data={"reason": REASON})
    assert (opened.status_code, opened.mimetype) == (200, "application/pdf")
    assert len(openings(filling)) == 1
    assert client_as("reader").post(f"/brev/{letter_id}/skjermet", data={"reason": REASON}).status_code == 403


def test_identity_numbers_stand_nowhere_in_clear(app, client_as, filling, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    office = Office(client_as(), client_as("decider"))
    for act in (
        office.register(),
        office.ask("police", "social_service", "tax"),
        office.record("police", "remark", CONDUCT),
        office.record("social_service"),
        office.post("/legg-fram", text="Politiet viser til et forelegg.", due_on="31.12.2026"),
        office.post("/svar-fra-soker", received_on=f"{today():%d.%m.%Y}", answer="Det er gjort opp."),
        office.assess(),
        office.propose(deviation="Forholdet er gammelt."),
    ):
        assert act.status_code == 302, plain(act.text)
    pages = [office.page(), office.page(office.decider)]
    assert office.decide().status_code == 302
    for letter in office.letters():
        office.send(letter)
        pages.append(office.caseworker.get(letter).text)
    pages += [
        office.caseworker.get(address).text
        for address in ("/", "/saker", "/sok?q=Oppdiktet", office.case_url, office.case_url + "/uttalelser")
    ]
    with filling() as (session, _actor):
        people = session.scalars(select(Person)).all()
        assert len(people) == 3
        numbers = [sealer().open(person.identity_sealed) for person in people]
        shown = [person.identity_shown for person in people]
        stored = repr(everything(session))
    written = "\n".join(record.getMessage() for record in caplog.records)
    for number in numbers:
        spaced = f"{number[:6]} {number[6:]}"
        for place in (stored, written, *pages):
            assert number not in place
            assert spaced not in place
    assert all(part.endswith("•••••") for part in shown)
    assert CONDUCT not in stored
    assert not [page for page in pages if CONDUCT in page]
