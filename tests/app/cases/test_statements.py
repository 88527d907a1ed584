"""Asking bodies, recording what they say, and what to do when nothing comes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.case import Case
from app.models.letter import Letter
from app.models.statement import StatementAnswer, StatementRequest
from licensing.cases import CaseState
from licensing.statements import Body
from tests.app.cases.pages import everything, hindrance, kept, lead, plain, press, send, sentences, unchanged
from tests.journeys.office import fields_of

CONDUCT = "Bot for ulovlig skjenking 3. mai 2024."


def state_of(filling, case_id: int) -> CaseState:
    """Where a case stands now."""
    with filling() as (session, _actor):
        return session.get_one(Case, case_id).state


def answers(client, page: str, answer: str = "no_remark", facts: str = "") -> dict[str, str]:
    """The form of a statement, filled in with one answer to every question."""
    text = client.get(page).text
    fields = fields_of(text)
    for line in sorted(set(re.findall(r'name="answers-(\d+)-answer"', text))):
        fields |= {f"answers-{line}-answer": answer, f"answers-{line}-facts": facts}
    return fields


def test_asking_makes_a_letter_and_an_annex_for_each_body(client_as, received_id, filling) -> None:
    client = client_as()
    answer = send(client, f"/saker/{received_id}/uttalelser/ny", bodies=["police", "social_service", "tax"])
    assert answer.status_code == 302, plain(answer.text)
    assert state_of(filling, received_id) is CaseState.AWAITING_STATEMENTS
    with filling() as (session, _actor):
        assert set(session.scalars(select(StatementRequest.body))) == set(Body)
        letters = session.scalars(select(Letter)).all()
        assert sorted(letter.kind.value for letter in letters) == [
            "statement_annex",
            "statement_annex",
            "statement_request",
            "statement_request",
            "statement_request",
        ]
    page = plain(client.get(f"/saker/{received_id}").text)
    assert "Venter på svar" in page


def test_nobody_chosen_is_said(client_as, received_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{received_id}/uttalelser/ny", bodies=[])
    assert (answer.status_code, sentences(answer)) == (422, ["Velg minst én som skal uttale seg."])
    hold()


@pytest.mark.parametrize("days", [0, -1])
def test_a_deadline_lies_ahead(client_as, received_id, filling, days) -> None:
    hold = unchanged(filling)
    due = short_date(today() + timedelta(days=days))
    answer = send(client_as(), f"/saker/{received_id}/uttalelser/ny", bodies=["police"], due_on=due)
    assert answer.status_code == 409
    assert hindrance(answer) == f"Fristen {due} er ikke fram i tid. Velg en dag etter i dag."
    hold()


def test_a_body_is_asked_once(client_as, asked_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{asked_id}/uttalelser/ny", bodies=["police", "social_service"])
    assert answer.status_code == 409
    assert hindrance(answer) == (
        "De du har valgt, er spurt allerede (alkoholloven § 1-7 andre ledd). Velg noen som ikke er spurt,"
        " eller send påminnelse."
    )
    hold()


def test_nobody_is_asked_in_a_decided_case(client_as, decided_id, filling) -> None:
    hold = unchanged(filling)
    answer = send(client_as(), f"/saker/{decided_id}/uttalelser/ny", bodies=["tax"])
    assert answer.status_code == 409
    assert "Vedtatt – ikke sendt" in hindrance(answer)
    hold()


def test_when_all_have_answered_the_case_is_ready(client_as, asked_id, filling) -> None:
    client = client_as()
    for body in ("police", "social_service"):
        page = f"/saker/{asked_id}/uttalelser/{body}"
        assert client.post(page, data=answers(client, page)).status_code == 302
    assert state_of(filling, asked_id) is CaseState.READY


def test_what_a_body_told_is_sealed_and_on_no_page(client_as, asked_id, filling) -> None:
    client = client_as()
    page = f"/saker/{asked_id}/uttalelser/police"
    answer = client.post(page, data=answers(client, page, "against", CONDUCT))
    assert answer.status_code == 302, plain(answer.text)
    with filling() as (session, _actor):
        assert session.scalars(select(StatementAnswer.answer)).first() is not None
        assert CONDUCT not in repr(everything(session))
        assert CONDUCT.encode() not in repr(everything(session)).encode()
    for address in ("", "/uttalelser", "/vurdering", "/legg-fram"):
        assert CONDUCT not in client.get(f"/saker/{asked_id}{address}").text
    assert "Fraråder" in client.get(f"/saker/{asked_id}/uttalelser").text


def test_a_remark_without_words_is_not_taken(client_as, asked_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    page = f"/saker/{asked_id}/uttalelser/police"
    sent = answers(client, page, "remark")
    answer = client.post(page, data=sent)
    assert answer.status_code == 422
    assert sentences(answer)
    assert all(line.endswith("Skriv hva merknaden går ut på.") for line in sentences(answer))
    kept(answer, sent)
    hold()


def test_a_statement_is_recorded_once(client_as, asked_id, filling) -> None:
    client = client_as()
    page = f"/saker/{asked_id}/uttalelser/police"
    assert client.post(page, data=answers(client, page)).status_code == 302
    hold = unchanged(filling)
    again = client.post(page, data=answers(client, page, "against", CONDUCT))
    assert again.status_code == 409
    assert hindrance(again) == "Uttalelsen fra politiet er registrert allerede. Last saken på nytt."
    hold()


@pytest.mark.parametrize("days", [-1, 1])
def test_an_answer_came_after_the_question_and_not_after_today(client_as, asked_id, filling, days) -> None:
    client = client_as()
    hold = unchanged(filling)
    page = f"/saker/{asked_id}/uttalelser/police"
    sent = answers(client, page) | {"answered_on": short_date(today() + timedelta(days=days))}
    answer = client.post(page, data=sent)
    assert answer.status_code == 409
    assert hindrance(answer) == (
        f"Vi spurte {short_date(today())}. Svaret kan ikke ha kommet før den dagen, og ikke etter i dag. Rett"
        " datoen."
    )
    kept(answer, sent)
    hold()


def test_nobody_answers_who_was_not_asked(client_as, received_id, asked_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    for case_id, body in ((received_id, "police"), (asked_id, "tax")):
        page = f"/saker/{case_id}/uttalelser/{body}"
        answer = client.post(page, data=answers(client, page))
        assert answer.status_code == 409
    hold()


def test_silence_of_nav_is_recorded_as_a_fact(client_as, overdue_id, filling) -> None:
    client = client_as()
    assert press(client, overdue_id, "uttalelser/social_service/taushet").status_code == 302
    page = plain(client.get(f"/saker/{overdue_id}/uttalelser").text)
    assert "Ikke svart innen fristen" in page
    hold = unchanged(filling)
    again = press(client, overdue_id, "uttalelser/social_service/taushet")
    assert again.status_code == 409
    assert lead(again) == "Det er ingen manglende svar å registrere (alkoholloven § 1-7 andre ledd)."
    assert press(client, overdue_id, "uttalelser/social_service/paminnelse").status_code == 409
    hold()


def test_silence_of_the_police_is_never_recorded(client_as, overdue_id, filling) -> None:
    client = client_as()
    hold = unchanged(filling)
    answer = press(client, overdue_id, "uttalelser/police/taushet")
    assert answer.status_code == 409
    assert lead(answer) == (
        "Saken kan ikke avgjøres bare fordi politiet ikke har svart (alkoholloven § 1-7 andre ledd). Velg «Gå"
        " videre uten svar fra politiet», og skriv hvorfor."
    )
    hold()
    assert "uttalelser/police/taushet" not in client.get(f"/saker/{overdue_id}/uttalelser").text


def test_nobody_is_silent_before_the_deadline(client_as, asked_id, filling) -> None:
    hold = unchanged(filling)
    answer = press(client_as(), asked_id, "uttalelser/social_service/taushet")
    assert answer.status_code == 409
    assert lead(answer).startswith("Fristen for å uttale seg er ikke ute før")
    hold()


def test_a_body_is_reminded_when_its_deadline_has_passed(client_as, overdue_id, asked_id, filling) -> None:
    client = client_as()
    early = press(client, asked_id, "uttalelser/police/paminnelse")
    assert (early.status_code, lead(early)[:30]) == (409, "Det er ikke noe å minne om. Sv")
    assert press(client, overdue_id, "uttalelser/police/paminnelse").status_code == 302
    with filling() as (session, _actor):
        reminded = select(StatementRequest.body).where(StatementRequest.reminded_on == today())
        assert session.scalars(reminded).all() == [Body.POLICE]


def test_a_named_decider_may_go_on_without_the_police(client_as, overdue_id, filling) -> None:
    decider = client_as("decider")
    page = f"/saker/{overdue_id}/uten-politiet"
    empty = send(decider, page, reason="  ")
    assert (empty.status_code, sentences(empty)) == (422, ["Skriv hvorfor."])
    answer = send(decider, page, reason="Politiet er purret to ganger.")
    assert answer.status_code == 302
    shown = plain(decider.get(f"/saker/{overdue_id}").text)
    assert "Politiet er purret to ganger." in shown
    assert "Decider" in shown
    hold = unchanged(filling)
    again = send(decider, page, reason="En gang til.")
    assert again.status_code == 409
    hold()


@pytest.mark.parametrize("role", ["caseworker", "reader", "meeting_secretary", "administrator"])
def test_only_a_decider_goes_on_without_the_police(client_as, overdue_id, filling, role) -> None:
    hold = unchanged(filling)
    client = client_as(role)
    assert client.get(f"/saker/{overdue_id}/uten-politiet").status_code == 403
    sent = {"version": "2", "reason": "Det haster."}
    assert client.post(f"/saker/{overdue_id}/uten-politiet", data=sent).status_code == 403
    hold()


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "inspector"])
@pytest.mark.parametrize("act", ["ny", "police", "police/taushet", "police/paminnelse"])
def test_only_a_caseworker_handles_statements(client_as, asked_id, filling, role, act) -> None:
    hold = unchanged(filling)
    answer = client_as(role).post(f"/saker/{asked_id}/uttalelser/{act}", data={"version": "2"})
    assert answer.status_code == 403
    assert "Du har ikke tilgang til dette" in answer.text
    hold()
