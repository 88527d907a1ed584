"""Answering the three questions of conduct: what is refused, what is stored, and who may read why."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.models.assessment import AssessmentRecord
from app.models.background import ConductAnswer
from app.models.case import Case, Party
from app.models.event import Event, EventType
from app.models.occupancy import ServingPlaceLicence
from licensing.applicants import ConductLaw, ConductQuestion, Role
from licensing.days import add_months
from licensing.statements import Answer, Asked, Body, Question
from tests.app.cases.pages import everything, hindrance, kept, plain, press, send, sentences, unchanged
from tests.factories import case as cases

REASON = "Sjenket til en mindreårig i skjenkestua på Hånes."
OPENING = "Skal skrive vedtaket."


@pytest.fixture
def party_of(filling):
    """The person of a role in a case."""

    def found(case_id, role):
        with filling() as (session, _actor):
            application_id = session.get_one(Case, case_id).application.id
            rows = select(Party.person_id).where(Party.application_id == application_id, Party.role == role)
            return session.scalars(rows).one()

    return found


def failed(**changes):
    """An answer that conduct is not met, on a ground that counts."""
    fields = {
        "met": "no",
        "law": "alcohol",
        "happened_on": short_date(today() - timedelta(days=400)),
        "reason": REASON,
    }
    return fields | changes


def answers(filling):
    with filling() as (session, _actor):
        rows = session.scalars(select(ConductAnswer).order_by(ConductAnswer.id)).all()
        session.expunge_all()
        return list(rows)


def test_the_page_asks_each_question_of_its_own_people_with_its_own_years_and_laws(
    client_as, ready_id
) -> None:
    page = plain(client_as().get(f"/saker/{ready_id}/vandel").text)
    ten_years = short_date(add_months(today(), -120))
    assert f"{ten_years}–{short_date(today())} (10 år tilbake)" in page
    assert "Skatte- og avgiftslovgivningen" in page
    assert "Svar for Prøvekroa 0 AS" in page
    assert "Svar for Marit Prøve" in page
    assert "5 år tilbake" not in page
    asked_for = plain(client_as().get(f"/saker/{ready_id}/vandel?serveringsloven=ja").text)
    assert f"{short_date(add_months(today(), -60))}–{short_date(today())} (5 år tilbake)" in asked_for


def test_the_serving_place_question_is_live_where_such_a_licence_is_held(
    client_as, ready_id, filling
) -> None:
    with filling() as (session, actor):
        application = session.get_one(Case, ready_id).application
        session.add(
            ServingPlaceLicence(
                municipality_id=actor.municipality_id,
                number="S-1",
                holder_id=application.holder_id,
                venue_id=application.venue_id,
                granted_on=today(),
            )
        )
    assert "5 år tilbake" in plain(client_as().get(f"/saker/{ready_id}/vandel").text)


def test_an_answer_is_sealed_added_and_told_without_its_content(
    client_as, ready_id, party_of, filling
) -> None:
    manager = party_of(ready_id, Role.MANAGER)
    page = f"/saker/{ready_id}/vandel/conduct_manager/{manager}"
    client = client_as()
    assert send(client, page, **failed()).status_code == 302
    assert send(client, page, met="yes", reason="Det viste seg å være en annen.").status_code == 302
    first, second = answers(filling)
    assert (first.met, first.law, first.person_id) == (False, ConductLaw.ALCOHOL, manager)
    assert (second.met, second.law, second.happened_on) == (True, None, None)
    with filling() as (session, _actor):
        events = session.scalars(select(Event).where(Event.type == EventType.CONDUCT_ANSWERED)).all()
        assert [event.payload for event in events] == ["{}", "{}"]
    listed = plain(client.get(f"/saker/{ready_id}/vandel").text)
    assert "Oppfylt Caseworker" in listed
    assert "Ikke oppfylt Caseworker" in listed
    assert REASON not in listed


@pytest.mark.parametrize(
    ("question", "role", "law", "years"),
    [
        pytest.param(ConductQuestion.HOLDER, Role.INFLUENCE, "tax", 10, id="owner, tax"),
        pytest.param(ConductQuestion.MANAGER, Role.DEPUTY, "related", 10, id="deputy, related law"),
        pytest.param(ConductQuestion.SERVING_PLACE, Role.INFLUENCE, "criminal", 5, id="serving place, crime"),
    ],
)
def test_the_look_back_holds_to_the_day(client_as, ready_id, party_of, filling, question, role, law, years):
    page = f"/saker/{ready_id}/vandel/{question.value}/{party_of(ready_id, role)}"
    first_day = add_months(today(), -12 * years)
    hold = unchanged(filling)
    sent = failed(law=law, happened_on=short_date(first_day - timedelta(days=1)))
    refused = send(client_as(), page, **sent)
    assert refused.status_code == 409
    assert f"bare det som skjedde {short_date(first_day)} eller senere, teller her" in hindrance(refused)
    kept(refused, sent)
    hold()
    assert send(client_as(), page, **failed(law=law, happened_on=short_date(first_day))).status_code == 302


def test_trap_21_tax_is_refused_as_a_ground_against_a_manager(client_as, ready_id, party_of, filling) -> None:
    hold = unchanged(filling)
    page = f"/saker/{ready_id}/vandel/conduct_manager/{party_of(ready_id, Role.MANAGER)}"
    assert 'value="tax"' not in client_as().get(page).text
    refused = send(client_as(), page, **failed(law="tax"))
    assert refused.status_code == 409
    assert "ser ikke på skatte- og avgiftslovgivningen (alkoholloven § 1-7c)" in hindrance(refused)
    hold()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"met": ""}, "Velg om kravet er oppfylt.", id="no answer"),
        pytest.param({"reason": ""}, "Skriv begrunnelsen.", id="no reason"),
        pytest.param(
            {"law": ""},
            "Velg hvilken lov som er brutt, og skriv dagen det skjedde (dd.mm.åååå).",
            id="not met without a law",
        ),
        pytest.param(
            {"happened_on": ""},
            "Velg hvilken lov som er brutt, og skriv dagen det skjedde (dd.mm.åååå).",
            id="not met without a day",
        ),
        pytest.param({"happened_on": "31.02.2025"}, "Datoen 31.02.2025 finnes ikke", id="no such date"),
    ],
)
def test_what_is_typed_wrongly_is_one_sentence_and_stores_nothing(
    client_as, ready_id, party_of, filling, typed, sentence
) -> None:
    hold = unchanged(filling)
    page = f"/saker/{ready_id}/vandel/conduct_manager/{party_of(ready_id, Role.MANAGER)}"
    answer = send(client_as(), page, **failed(**typed))
    assert answer.status_code == 422
    (said,) = sentences(answer)
    assert said.startswith(sentence)
    hold()


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("conduct_everything/{manager}", id="no such question"),
        pytest.param("conduct_holder/{manager}", id="a manager is not asked the holder's question"),
        pytest.param("conduct_manager/0", id="nor a company the manager's"),
        pytest.param("conduct_manager/999999", id="nobody"),
    ],
)
def test_a_question_that_is_not_about_somebody_is_not_found(client_as, ready_id, party_of, address) -> None:
    manager = party_of(ready_id, Role.MANAGER)
    page = f"/saker/{ready_id}/vandel/" + address.format(manager=manager)
    assert client_as().get(page).status_code == 404
    assert client_as().post(page, data=failed()).status_code == 404


def test_trap_40_a_failed_answer_refuses_by_law_and_the_assessment_holds_no_reason(
    client_as, assessed_id, party_of, filling
) -> None:
    client = client_as()
    manager = party_of(assessed_id, Role.MANAGER)
    page = f"/saker/{assessed_id}/vandel/conduct_manager/{manager}"
    assert send(client, page, **failed()).status_code == 302
    assert "Saken eller retningslinjene er endret etter vurderingen" in plain(
        client.get(f"/saker/{assessed_id}").text
    )
    assert press(client, assessed_id, "vurder").status_code == 302
    shown = plain(client.get(f"/saker/{assessed_id}").text)
    assert "Kravet til vandel er ikke oppfylt for Marit Prøve." in shown
    assert REASON not in shown
    own_words = {"outcome": "grant", "reasons": "Vi gir likevel.", "deviation": "Forholdet er lite."}
    refused = send(client, f"/saker/{assessed_id}/forslag", **own_words)
    assert refused.status_code == 409
    assert "at kravet til vandel ikke er oppfylt" in hindrance(refused)
    with filling() as (session, _actor):
        stored = repr(everything(session))
        record = session.scalars(select(AssessmentRecord).order_by(AssessmentRecord.id.desc())).first()
        assert record.facts["conduct"][0]["question"] == "conduct_manager"
    assert REASON not in stored
    assert "mindreårig" not in stored


def test_a_met_answer_does_not_outlive_a_later_remark(client_as, filling) -> None:
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        case_id = cases.ask(session, actor, case, today()).id
        manager = next(party for party in case.application.parties if party.role is Role.MANAGER).person_id
    client = client_as()
    page = f"/saker/{case_id}/vandel/conduct_manager/{manager}"
    assert send(client, page, met="yes", reason="Ingenting kjent.").status_code == 302
    with filling() as (session, actor):
        line = Asked(Body.POLICE, Question.CONDUCT_MANAGER, f"person:{manager}")
        case = session.get_one(Case, case_id)
        cases.answer(session, actor, case, Body.POLICE, today(), {line: (Answer.REMARK, "Forelegg.")})
        cases.answer(session, actor, case, Body.SOCIAL_SERVICE, today())
    assert press(client, case_id, "vurder").status_code == 302
    assert "Vurder om kravet til vandel er oppfylt for Marit Prøve." in plain(
        client.get(f"/saker/{case_id}/vurdering").text
    )
    assert send(client, page, met="yes", reason="Forelegget gjaldt noe annet.").status_code == 302
    assert press(client, case_id, "vurder").status_code == 302
    assert "Kravet til vandel er oppfylt for Marit Prøve." in plain(
        client.get(f"/saker/{case_id}/vurdering").text
    )


def test_the_answer_about_somebody_who_left_bars_nothing(client_as, ready_id, party_of, filling) -> None:
    client = client_as()
    deputy = party_of(ready_id, Role.DEPUTY)
    page = f"/saker/{ready_id}/vandel/conduct_manager/{deputy}"
    assert send(client, page, **failed()).status_code == 302
    with filling() as (session, _actor):
        party = session.scalars(select(Party.id).where(Party.person_id == deputy)).one()
    assert press(client, ready_id, f"personer/{party}/fjern").status_code == 302
    assert press(client, ready_id, "vurder").status_code == 302
    assert "Kravet til vandel er ikke oppfylt" not in plain(client.get(f"/saker/{ready_id}/vurdering").text)


def test_why_is_read_only_by_opening_what_is_shielded(client_as, ready_id, party_of) -> None:
    client = client_as()
    page = f"/saker/{ready_id}/vandel/conduct_manager/{party_of(ready_id, Role.MANAGER)}"
    assert send(client, page, **failed()).status_code == 302
    opened = send(client, f"/saker/{ready_id}/skjermet", reason=OPENING)
    assert REASON in opened.text
    assert "Alkohollovgivningen, " in plain(opened.text)


def test_nothing_is_answered_once_the_case_is_proposed(client_as, proposed_id, party_of, filling) -> None:
    hold = unchanged(filling)
    client = client_as()
    assert "Svar for" not in client.get(f"/saker/{proposed_id}/vandel").text
    page = f"/saker/{proposed_id}/vandel/conduct_manager/{party_of(proposed_id, Role.MANAGER)}"
    refused = send(client, page, **failed())
    assert refused.status_code == 409
    assert "Send forslaget tilbake først" in hindrance(refused)
    hold()


@pytest.mark.parametrize("role", ["decider", "reader", "meeting_secretary", "finance", "administrator"])
def test_only_who_handles_the_case_and_may_open_what_is_shielded_answers(
    client_as, ready_id, party_of, filling, role
) -> None:
    hold = unchanged(filling)
    page = f"/saker/{ready_id}/vandel/conduct_manager/{party_of(ready_id, Role.MANAGER)}"
    assert client_as(role).get(f"/saker/{ready_id}/vandel").status_code == 403
    assert client_as(role).post(page, data=failed()).status_code == 403
    hold()
