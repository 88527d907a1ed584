"""Writing to the applicant while the case is open: missing items, and statements shown for comment."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Case
from app.models.statement import Inquiry
from licensing.cases import CaseState
from licensing.statements import Answer, Asked, Body, Question
from tests.app.cases.pages import everything, hindrance, kept, plain, press, send, sentences, unchanged
from tests.factories import case as cases

ITEMS = "Plantegning av lokalet\nFinansieringsplan"
REMARK = "Politiet fraråder på grunn av støy i 2025."


@pytest.fixture
def remarked_id(filling) -> int:
    """A case in which the police had a remark on the place."""
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        cases.ask(session, actor, case, today())
        place = Asked(Body.POLICE, Question.PLACE, None)
        cases.answer(session, actor, case, Body.POLICE, today(), {place: (Answer.REMARK, REMARK)})
        return cases.answer(session, actor, case, Body.SOCIAL_SERVICE, today()).id


def case_of(session, case_id: int) -> Case:
    """The case as it is stored."""
    return session.get_one(Case, case_id)


def test_the_four_months_stand_still_while_something_is_missing(client_as, received_id, filling) -> None:
    client = client_as()
    assert send(client, f"/saker/{received_id}/opplysninger/etterspor", text=ITEMS).status_code == 302
    with filling() as (session, _actor):
        case = case_of(session, received_id)
        assert (case.state, case.complete_on) == (CaseState.INCOMPLETE, None)
        assert "Finansieringsplan" not in repr(everything(session))
    assert "Mangler opplysninger" in plain(client.get(f"/saker/{received_id}").text)
    come = send(client, f"/saker/{received_id}/opplysninger/mottatt", answer="Alt er kommet.")
    assert come.status_code == 302, plain(come.text)
    with filling() as (session, _actor):
        case = case_of(session, received_id)
        assert (case.state, case.complete_on) == (CaseState.RECEIVED, today())


@pytest.mark.parametrize(
    ("page", "changes", "status", "sentence"),
    [
        ("etterspor", {"text": ""}, 422, "Skriv hva som mangler."),
        ("etterspor", {"text": ITEMS, "due_on": ""}, 422, "Skriv fristen for å svare."),
        ("etterspor", {"text": "x" * 4001}, 422, "Teksten er for lang. Skriv høyst 4000 tegn."),
    ],
)
def test_a_question_has_words_and_a_deadline(
    client_as, received_id, filling, page, changes, status, sentence
) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{received_id}/opplysninger/{page}", **changes)
    assert (answer.status_code, sentences(answer)) == (status, [sentence])
    kept(answer, changes)
    hold()


def test_a_deadline_for_the_applicant_lies_ahead(client_as, received_id, filling) -> None:
    hold = unchanged(filling)
    sent = {"text": ITEMS, "due_on": short_date(today())}
    answer = send(client_as(), f"/saker/{received_id}/opplysninger/etterspor", **sent)
    assert answer.status_code == 409
    assert hindrance(answer) == f"Fristen {short_date(today())} er ikke fram i tid. Velg en dag etter i dag."
    kept(answer, sent)
    hold()


def test_nothing_comes_that_was_not_asked_for(client_as, received_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{received_id}/opplysninger/mottatt", answer="Her er alt.")
    assert answer.status_code == 409
    assert "Mottatt" in hindrance(answer)
    kept(answer, {"answer": "Her er alt."})
    hold()


@pytest.mark.parametrize("days", [-1, 1])
def test_an_answer_comes_between_the_question_and_today(client_as, received_id, filling, days) -> None:
    client = client_as()
    send(client, f"/saker/{received_id}/opplysninger/etterspor", text=ITEMS)
    hold = unchanged(filling)
    wrong = {"answer": "Her", "received_on": short_date(today() + timedelta(days=days))}
    answer = send(client, f"/saker/{received_id}/opplysninger/mottatt", **wrong)
    assert answer.status_code == 409
    assert hindrance(answer).startswith(f"Vi spurte {short_date(today())}.")
    kept(answer, wrong)
    hold()


def test_a_remark_is_shown_to_the_applicant_before_anything_is_proposed(
    client_as, remarked_id, filling
) -> None:
    client = client_as()
    assert press(client, remarked_id, "vurder").status_code == 302
    early = send(client, f"/saker/{remarked_id}/forslag", reasons="Alt er i orden.", outcome="grant")
    assert early.status_code == 409
    assert "Søkeren har ikke fått se merknaden fra politiet." in hindrance(early)
    shown = send(client, f"/saker/{remarked_id}/legg-fram", text=REMARK)
    assert shown.status_code == 302, plain(shown.text)
    with filling() as (session, _actor):
        inquiry = session.scalars(select(Inquiry)).one()
        assert inquiry.due_on == today() + timedelta(days=14)
        assert "støy i 2025" not in repr(everything(session))
    waiting = send(client, f"/saker/{remarked_id}/forslag", reasons="Alt er i orden.", outcome="grant")
    assert waiting.status_code == 409
    assert f"Søkeren har frist til {short_date(inquiry_due())}" in hindrance(waiting)
    replied = send(client, f"/saker/{remarked_id}/svar-fra-soker", answer="Vi har satt opp støyskjerm.")
    assert replied.status_code == 302, plain(replied.text)
    for address in ("", "/uttalelser", "/vurdering"):
        page = client.get(f"/saker/{remarked_id}{address}").text
        assert "støyskjerm" not in page
        assert "støy i 2025" not in page


def inquiry_due():
    """When the applicant should have answered."""
    return today() + timedelta(days=14)


def test_nothing_is_shown_where_nobody_had_a_remark(client_as, ready_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{ready_id}/legg-fram", text="Ingenting.")
    assert answer.status_code == 409
    assert hindrance(answer).startswith("Det er ingen nye merknader å legge fram for søkeren")
    reply = send(client_as(), f"/saker/{ready_id}/svar-fra-soker", answer="Ingenting.")
    assert reply.status_code == 409
    assert hindrance(reply).startswith("Vi venter ikke på svar fra søkeren")
    hold()


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "administrator"])
@pytest.mark.parametrize(
    "page", ["opplysninger/etterspor", "opplysninger/mottatt", "legg-fram", "svar-fra-soker"]
)
def test_only_a_caseworker_writes_to_the_applicant(client_as, received_id, filling, role, page) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{received_id}/{page}").status_code == 403
    assert client.post(f"/saker/{received_id}/{page}", data={"text": "x"}).status_code == 403
    hold()
