"""Pages of letters: read, made final, noted as sent and arrived, in that order and no other."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Case
from app.models.document import Document
from app.models.letter import Channel, Letter, LetterState
from app.permissions import Actor, Role
from licensing.cases import CaseState
from tests.app.cases.pages import hindrance, kept, plain, sentences, unchanged
from tests.factories import case as cases
from tests.journeys.office import fields_of

SENT = {"channel": "digital_mail", "reference": "SvarUt 4711"}


@pytest.fixture
def letter_id(filling, world) -> int:
    """The draft of a decision letter."""
    someone = world.someone("decider")
    decider = Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))
    with filling() as (session, actor):
        cases.make_decided(session, actor, decider, on=today(), received_on=today())
        return session.scalars(select(Letter.id).where(Letter.decision_id.is_not(None))).one()


def do(client, letter_id: int, act: str, **fields):
    """One step of a letter, by somebody who has just opened its page."""
    version = fields_of(client.get(f"/saker/{case_id_of(client, letter_id)}/saksbehandler").text)["version"]
    return client.post(f"/brev/{letter_id}/{act}", data={"version": version} | fields)


def case_id_of(client, letter_id: int) -> int:
    """The case of a letter, by the way back on its page."""
    page = client.get(f"/brev/{letter_id}").text
    return int(page.split('href="/saker/')[1].split('"')[0])


def state_of(filling, letter_id: int) -> LetterState:
    """How far a letter has come."""
    with filling() as (session, _actor):
        return session.get_one(Letter, letter_id).state


def today_text() -> str:
    """Today as it is typed."""
    return short_date(today())


def test_a_letter_goes_from_draft_to_arrived(client_as, letter_id, filling) -> None:
    client = client_as()
    assert f"/brev/{letter_id}/endelig" in client.get(f"/brev/{letter_id}").text
    assert do(client, letter_id, "endelig").status_code == 302
    assert do(client, letter_id, "sendt", sent_on=today_text(), **SENT).status_code == 302
    with filling() as (session, _actor):
        letter = session.get_one(Letter, letter_id)
        assert (letter.channel, letter.reference) == (Channel.DIGITAL_MAIL, "SvarUt 4711")
        assert session.get_one(Case, letter.case_id).state is CaseState.GRANTED_NOT_USABLE
    case_page = plain(client.get(f"/saker/{case_id_of(client, letter_id)}").text)
    assert "Ikke startet: vi vet ikke når brevet kom fram" in case_page
    assert do(client, letter_id, "mottatt", arrived_on=today_text()).status_code == 302
    assert state_of(filling, letter_id) is LetterState.ARRIVED
    assert "Ikke startet" not in plain(client.get(f"/saker/{case_id_of(client, letter_id)}").text)


def test_a_draft_says_that_it_is_one_and_a_final_letter_never_changes(client_as, letter_id, filling) -> None:
    client = client_as()
    draft = client.get(f"/brev/{letter_id}/pdf")
    assert "UTKAST" in text_of(draft).upper()
    do(client, letter_id, "endelig")
    final = client.get(f"/brev/{letter_id}/pdf")
    assert "UTKAST" not in text_of(final).upper()
    with filling() as (session, _actor):
        document = session.scalars(select(Document)).one()
        assert document.size == len(final.data)
    do(client, letter_id, "sendt", sent_on=today_text(), **SENT)
    assert client.get(f"/brev/{letter_id}/pdf").data == final.data


def text_of(answer) -> str:
    """The words of a PDF."""
    assert answer.mimetype == "application/pdf"
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)


def test_a_letter_is_not_sent_before_it_is_final(client_as, letter_id, filling) -> None:
    hold = unchanged(filling)
    sent = SENT | {"sent_on": today_text()}
    answer = do(client_as(), letter_id, "sendt", **sent)
    assert answer.status_code == 409
    assert "Brevet er fortsatt et utkast" in hindrance(answer)
    hold()


def test_a_letter_does_not_arrive_before_it_is_sent(client_as, letter_id, filling) -> None:
    client = client_as()
    do(client, letter_id, "endelig")
    hold = unchanged(filling)
    answer = do(client, letter_id, "mottatt", arrived_on=today_text())
    assert answer.status_code == 409
    assert "Vedtatt – ikke sendt" in hindrance(answer)
    hold()


STEPS = {
    "endelig": {},
    "sendt": SENT | {"sent_on": short_date(today())},
    "mottatt": {"arrived_on": short_date(today())},
}


@pytest.fixture
def request_letter_id(filling) -> int:
    """The draft of a letter to the police, which moves no case."""
    with filling() as (session, actor):
        cases.ask(session, actor, cases.make_case(session, actor, received_on=today()), today())
        return session.scalars(select(Letter.id).order_by(Letter.id).limit(1)).one()


@pytest.mark.parametrize(
    ("done", "act", "sentence"),
    [
        ([], "sendt", "Brevet er fortsatt et utkast"),
        ([], "mottatt", "Brevet er ikke registrert som sendt"),
        (["endelig"], "endelig", "Brevet er ferdigstilt og kan ikke endres"),
        (["endelig"], "mottatt", "Brevet er ikke registrert som sendt"),
        (["endelig", "sendt"], "endelig", "Brevet er ferdigstilt og kan ikke endres"),
        (["endelig", "sendt"], "sendt", "Brevet er sendt allerede"),
        (["endelig", "sendt", "mottatt"], "sendt", "Brevet er sendt allerede"),
        (["endelig", "sendt", "mottatt"], "mottatt", "Det er registrert allerede når brevet ble mottatt"),
    ],
)
def test_the_steps_of_a_letter_come_in_order_and_once(
    client_as, request_letter_id, filling, done, act, sentence
) -> None:
    client = client_as()
    for step in done:
        assert do(client, request_letter_id, step, **STEPS[step]).status_code == 302
    hold = unchanged(filling)
    answer = do(client, request_letter_id, act, **STEPS[act])
    assert answer.status_code == 409
    assert hindrance(answer).startswith(sentence)
    hold()


@pytest.mark.parametrize("done", [["endelig"], ["endelig", "sendt"], ["endelig", "sendt", "mottatt"]])
def test_the_last_step_of_a_decision_letter_is_taken_once(client_as, letter_id, filling, done) -> None:
    client = client_as()
    for step in done:
        assert do(client, letter_id, step, **STEPS[step]).status_code == 302
    hold = unchanged(filling)
    assert do(client, letter_id, done[-1], **STEPS[done[-1]]).status_code == 409
    hold()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_letter_was_sent_between_its_date_and_today(client_as, letter_id, filling, days) -> None:
    client = client_as()
    do(client, letter_id, "endelig")
    hold = unchanged(filling)
    sent = SENT | {"sent_on": short_date(today() + timedelta(days=days))}
    answer = do(client, letter_id, "sendt", **sent)
    assert answer.status_code == 409
    assert hindrance(answer) == (
        f"Brevet er datert {today_text()}. Det kan ikke være sendt før den dagen, og ikke etter i dag. Rett"
        " datoen."
    )
    kept(answer, sent)
    hold()


@pytest.mark.parametrize("days", [-1, 1])
def test_a_letter_arrived_between_its_dispatch_and_today(client_as, letter_id, filling, days) -> None:
    client = client_as()
    do(client, letter_id, "endelig")
    do(client, letter_id, "sendt", sent_on=today_text(), **SENT)
    hold = unchanged(filling)
    wrong = {"arrived_on": short_date(today() + timedelta(days=days))}
    answer = do(client, letter_id, "mottatt", **wrong)
    assert answer.status_code == 409
    assert hindrance(answer).startswith(f"Brevet ble sendt {today_text()}.")
    kept(answer, wrong)
    hold()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"sent_on": "31.02.2026"}, "Datoen 31.02.2026 finnes ikke. Kontroller dag og måned."),
        ({"sent_on": ""}, "Skriv datoen da brevet ble sendt."),
        ({"channel": "pigeon"}, "Velg hvordan brevet er sendt."),
        ({"channel": ""}, "Velg hvordan brevet er sendt."),
        ({"reference": "x" * 10_000}, "Teksten er for lang. Skriv høyst 80 tegn."),
    ],
)
def test_a_dispatch_is_typed_rightly(client_as, letter_id, filling, changes, sentence) -> None:
    client = client_as()
    do(client, letter_id, "endelig")
    hold = unchanged(filling)
    sent = SENT | {"sent_on": today_text()} | changes
    answer = do(client, letter_id, "sendt", **sent)
    assert (answer.status_code, sentences(answer)) == (422, [sentence])
    kept(answer, sent, but=frozenset({"channel"}))
    hold()


def test_an_old_page_of_a_letter_does_nothing(client_as, letter_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    for version in ("1", "abc", "9" * 5000):
        answer = client.post(f"/brev/{letter_id}/endelig", data={"version": version})
        assert answer.status_code == 409
        assert "Saken ble endret mens du skrev." in hindrance(answer)
    hold()


@pytest.mark.parametrize("role", ["decider", "reader", "finance", "inspector", "administrator"])
def test_only_who_sends_letters_moves_them(client_as, letter_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    for act in ("endelig", "sendt", "mottatt"):
        assert client.post(f"/brev/{letter_id}/{act}", data={"version": "1"}).status_code == 403
    hold()
    may_read = role in ("decider", "reader")
    answer = client.get(f"/brev/{letter_id}")
    assert answer.status_code == (200 if may_read else 403)
    if may_read:
        assert f"/brev/{letter_id}/endelig" not in answer.text


def test_a_letter_with_hostile_words_is_words(client_as, filling, world) -> None:
    hostile = "<b>fet</b> & {{ 7 * 7 }} </para><script>alert(1)</script> %s\n\n\u201cslutt\u201d"
    someone = world.someone("decider")
    decider = Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))
    with filling() as (session, actor):
        case = cases.assessed(
            session, actor, cases.make_ready(session, actor, on=today(), received_on=today()), today()
        )
        outcome = cases.DecisionOutcome.GRANT
        cases.propose_as(session, actor, case, outcome, today(), reasons=hostile)
        cases.decide(session, decider, case_id=case.id, seen_version=case.version, on=today())
        found = session.scalars(select(Letter.id).where(Letter.decision_id.is_not(None))).one()
    client = client_as()
    page = client.get(f"/brev/{found}").text
    assert "<script>alert" not in page
    words = " ".join(text_of(client.get(f"/brev/{found}/pdf")).split())
    assert "<b>fet</b> & {{ 7 * 7 }} </para><script>alert(1)</script> %s" in words
