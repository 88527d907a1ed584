"""Hearings of plans: laid out, answered, answered back, and closed with what was followed."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.hearing import HearingAnswer, HearingInvitation, PlanHearing
from app.models.plan import Plan, PlanMunicipality
from app.permissions import Role
from app.prevention.service.hearing_answers import NewAnswer, key_answer, treat_answer
from app.prevention.service.hearings import (
    HearingTerms,
    change_hearing,
    close_hearing,
    correct_summary,
    open_hearing,
)
from fees.plans import InputVerdict, PlanState
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.hearing import answers_of, make_answer, make_hearing
from tests.factories.plan import make_plan

ON = date(2026, 10, 1)
TERMS = HearingTerms(ON, date(2026, 11, 15), "Hovedutvalget, sak 12/26", "Er målene de rette?", ("Politiet",))
COORDINATOR = Role.PREVENTION_COORDINATOR


def texts(form: dict[str, str], **changed: str) -> dict[str, str]:
    return {**form, **changed}


def test_a_draft_is_laid_out_once(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        hearing = open_hearing(session, actor, plan_id=plan.id, terms=TERMS, on=ON)
        assert plan.state is PlanState.ON_HEARING
        assert session.scalars(select(HearingInvitation.body)).all() == ["Politiet"]
        with pytest.raises(NotAllowed, match="hearing_already_open"):
            open_hearing(session, actor, plan_id=plan.id, terms=TERMS, on=ON)
        told = session.scalars(select(Event).where(Event.type == EventType.HEARING_OPENED)).one()
        assert str(hearing.id) in (told.payload or "")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        pytest.param(
            HearingTerms(ON, ON - timedelta(1)), "hearing_due_is_past", id="a deadline that is past"
        ),
        pytest.param(
            HearingTerms(ON + timedelta(9), ON + timedelta(8)),
            "hearing_due_before_opening",
            id="a deadline before the day of opening",
        ),
    ],
)
def test_days_that_cannot_be_right_are_refused(filling: Filling, terms: HearingTerms, code: str) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        with pytest.raises(NotAllowed, match=code):
            open_hearing(session, actor, plan_id=plan.id, terms=terms, on=ON)
        assert not session.scalars(select(PlanHearing)).all()


def test_an_adopted_plan_is_not_laid_out(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        with pytest.raises(NotAllowed, match="hearing_plan_no_draft"):
            open_hearing(session, actor, plan_id=plan.id, terms=TERMS, on=ON)


def test_a_plan_that_one_of_two_councils_has_adopted_is_not_laid_out(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        session.get_one(PlanMunicipality, (plan.id, world.other_id)).decided_on = ON
        session.flush()
        session.expire(plan)
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            open_hearing(session, actor, plan_id=plan.id, terms=TERMS, on=ON)


def test_a_deadline_that_is_told_is_only_moved_forward(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, opens_on=ON, due_on=TERMS.due_on)
        late = key_answer(
            session,
            actor,
            hearing_id=hearing.id,
            answer=NewAnswer("Rektor", "Bra plan.", "Skolen"),
            received_on=date(2026, 11, 16),
            on=date(2026, 11, 20),
        )
        assert late.late
        shorter = HearingTerms(ON, TERMS.due_on - timedelta(1))
        with pytest.raises(NotAllowed, match="hearing_due_made_shorter"):
            change_hearing(
                session, actor, hearing_id=hearing.id, seen_version=hearing.version, terms=shorter, on=ON
            )
        longer = HearingTerms(ON, date(2026, 11, 30), invited=("Politiet", "Skolen"))
        change_hearing(
            session, actor, hearing_id=hearing.id, seen_version=hearing.version, terms=longer, on=ON
        )
        (in_time,) = answers_of(session, hearing.id)
        assert not in_time.late, "the answer came in time for the new deadline"
        assert sorted(session.scalars(select(HearingInvitation.body))) == ["Politiet", "Skolen"]


@pytest.mark.parametrize(
    ("received_on", "code"),
    [
        pytest.param(ON + timedelta(3), "hearing_answer_from_the_future", id="after today"),
        pytest.param(ON - timedelta(1), "hearing_answer_before_opening", id="before it began"),
    ],
)
def test_a_letter_comes_on_a_day_that_can_be_right(filling: Filling, received_on: date, code: str) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, opens_on=ON, due_on=TERMS.due_on)
        with pytest.raises(NotAllowed, match=code):
            key_answer(
                session,
                actor,
                hearing_id=hearing.id,
                answer=NewAnswer("Rektor", "Bra plan."),
                received_on=received_on,
                on=ON + timedelta(2),
            )


def test_a_hearing_is_closed_once_every_answer_is_treated(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, opens_on=ON, due_on=TERMS.due_on)
        answer = make_answer(session, actor, hearing)
        after = TERMS.due_on + timedelta(1)

        def close(on: date) -> PlanHearing:
            return close_hearing(
                session,
                actor,
                hearing_id=hearing.id,
                seen_version=hearing.version,
                summary="Ett svar, som er fulgt.",
                on=on,
            )

        with pytest.raises(NotAllowed, match="hearing_deadline_not_passed"):
            close(TERMS.due_on)
        with pytest.raises(NotAllowed, match="hearing_answers_untreated"):
            close(after)
        treat_answer(
            session,
            actor,
            answer_id=answer.id,
            seen_version=answer.version,
            verdict=InputVerdict.FOLLOWED,
            reply="",
            published=True,
        )
        assert close(after).closed_on == after
        plan = session.scalars(select(Plan)).one()
        assert plan.state is PlanState.DRAFT, "it is adopted, or laid out once more"
        with pytest.raises(NotAllowed, match="hearing_is_closed"):
            close(after)
        with pytest.raises(NotAllowed, match="hearing_verdict_missing"):
            treat_answer(
                session,
                actor,
                answer_id=answer.id,
                seen_version=answer.version,
                verdict=None,
                reply="",
                published=True,
            )
        corrected = correct_summary(
            session,
            actor,
            hearing_id=hearing.id,
            seen_version=hearing.version,
            summary="Ett svar. Det er fulgt.",
            on=after,
        )
        assert corrected.summary == "Ett svar. Det er fulgt."


def test_an_answer_that_is_not_followed_is_answered_with_a_reason(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        answer = make_answer(session, actor, make_hearing(session, actor))
        given: dict[str, Any] = {"answer_id": answer.id, "published": False, "seen_version": answer.version}
        with pytest.raises(NotAllowed, match="hearing_reply_missing"):
            treat_answer(session, actor, **given, verdict=InputVerdict.PARTLY, reply="")
        treat_answer(session, actor, **given, verdict=InputVerdict.PARTLY, reply="Fra 2027.")
        with pytest.raises(ChangedMeanwhile):
            treat_answer(session, actor, **given, verdict=InputVerdict.FOLLOWED, reply="")


def test_a_plan_that_two_share_is_heard_by_both(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        hearing_id = open_hearing(session, actor, plan_id=plan.id, terms=TERMS, on=ON).id
    with filling(COORDINATOR, municipality="other") as (session, actor):
        key_answer(
            session,
            actor,
            hearing_id=hearing_id,
            answer=NewAnswer("Rektor", "Bra plan.", "Skolen"),
            received_on=ON,
            on=ON,
        )
        assert [row.municipality_id for row in answers_of(session, hearing_id)] == [world.other_id]
        opened = select(Event.municipality_id).where(Event.type == EventType.HEARING_OPENED)
        assert sorted(session.scalars(opened)) == sorted([world.own_id, world.other_id])


# The pages.


FORM = {
    "opens_on": f"{clock.today():%d.%m.%Y}",
    "due_on": f"{clock.today() + timedelta(weeks=6):%d.%m.%Y}",
    "question": "Er målene de rette?",
    "invited": "Ungdomsrådet\n\nPolitiet\nPolitiet",
    "treated_by": "Hovedutvalget, sak 12/26",
}


def test_the_coordinator_lays_a_plan_out(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan_id = make_plan(session, actor).id
    client = client_as(COORDINATOR)
    assert "Planen har ikke vært på høring." in client.get(f"/forebygging/planer/{plan_id}/horing").text
    answer = client.post(f"/forebygging/planer/{plan_id}/horing/ny", data=FORM, follow_redirects=True)
    assert "Planen er lagt ut på høring." in answer.text
    assert "Ungdomsrådet" in answer.text
    again = client.post(f"/forebygging/planer/{plan_id}/horing/ny", data=FORM)
    assert again.status_code == 409
    assert "ligger allerede ute på høring" in again.text
    with filling(COORDINATOR) as (session, _actor):
        assert [row.body for row in session.scalars(select(HearingInvitation))] == [
            "Ungdomsrådet",
            "Politiet",
        ]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"due_on": ""}, "Skriv siste dag for å svare."),
        ({"due_on": "31.12.2020", "opens_on": "01.01.2021"}, "Fristen er før dagen da høringen åpner."),
        ({"opens_on": "snart"}, "Skriv datoen som dag, måned og år"),
        ({"invited": "A" * 121}, "En av linjene er for lang."),
        ({"question": "x" * 4001}, "Teksten er for lang."),
    ],
)
def test_a_form_that_is_wrong_is_kept(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], sentence: str
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan_id = make_plan(session, actor).id
    page = client_as(COORDINATOR).post(
        f"/forebygging/planer/{plan_id}/horing/ny", data=texts(FORM, **changed)
    )
    assert page.status_code == 422
    assert sentence in page.text
    assert "Hovedutvalget, sak 12/26" in page.text
    with filling(COORDINATOR) as (session, _actor):
        assert not session.scalars(select(PlanHearing)).all()


def test_a_hearing_is_followed_from_letter_to_summary(client_as: ClientAs, filling: Filling) -> None:
    today = clock.today()
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, opens_on=today - timedelta(30), due_on=today - timedelta(2))
        hearing_id, plan_id = hearing.id, hearing.plan_id
    client = client_as(COORDINATOR)
    keyed = client.post(
        f"/forebygging/horinger/{hearing_id}/svar/nytt",
        data={
            "received_on": f"{today:%d.%m.%Y}",
            "sender": "Rektor",
            "on_behalf_of": "ungdomsrådet",
            "email": "",
            "text": "Ta med videregående.",
        },
        follow_redirects=True,
    )
    assert "Etter fristen" in keyed.text
    assert "har svart" in keyed.text, "the youth council was invited, and has answered"
    with filling(COORDINATOR) as (session, _actor):
        answer = answers_of(session, hearing_id)[0]
        answer_id, version = answer.id, answer.version
    assert (
        client.post(
            f"/forebygging/horinger/{hearing_id}/avslutt", data={"version": "1", "summary": "Alt fulgt."}
        ).status_code
        == 409
    )
    refused = client.post(
        f"/forebygging/horinger/{hearing_id}/svar/{answer_id}/behandle",
        data={"version": version, "verdict": "not_followed", "reply": ""},
    )
    assert refused.status_code == 422
    assert "Skriv hva som ikke er fulgt, og hvorfor." in refused.text
    treated = client.post(
        f"/forebygging/horinger/{hearing_id}/svar/{answer_id}/behandle",
        data={"version": version, "verdict": "partly", "reply": "Fra 2027.", "published": "y"},
        follow_redirects=True,
    )
    assert "1 svar: 1 delvis fulgt" in treated.text
    shown = client.get(f"/forebygging/horinger/{hearing_id}/svar/{answer_id}").text
    assert "Ta med videregående." in shown
    assert "Fra 2027." in shown
    proposal = client.get(f"/forebygging/horinger/{hearing_id}/avslutt").text
    assert "Det kom inn 1 svar." in proposal
    closed = client.post(
        f"/forebygging/horinger/{hearing_id}/avslutt",
        data={"version": "1", "summary": "Videregående er med fra 2027."},
        follow_redirects=True,
    )
    assert "Høringen er avsluttet." in closed.text
    assert "Videregående er med fra 2027." in closed.text
    assert "Avsluttet" in client.get(f"/forebygging/planer/{plan_id}/horing").text


def test_two_who_treat_the_same_answer_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        answer = make_answer(session, actor, make_hearing(session, actor))
        address = f"/forebygging/horinger/{answer.hearing_id}/svar/{answer.id}/behandle"
    client = client_as(COORDINATOR)
    first = {"version": "1", "verdict": "followed", "reply": "Tatt inn i kapittel 2."}
    assert client.post(address, data=first).status_code == 302
    second = client.post(address, data={**first, "verdict": "partly", "reply": "Delvis."})
    assert second.status_code == 409
    assert "Tatt inn i kapittel 2." in second.text
    assert "Delvis." in second.text


def test_others_neither_see_nor_write(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        answer = make_answer(session, actor, make_hearing(session, actor))
        hearing_id, answer_id = answer.hearing_id, answer.id
        other = make_hearing(session, actor, plan=make_plan(session, actor, title="En annen plan"))
        other_id = other.id
    page = f"/forebygging/horinger/{hearing_id}/svar/{answer_id}"
    assert client_as("reader").get(page).status_code == 200
    assert client_as("reader").get(f"{page}/behandle").status_code == 403
    assert client_as(COORDINATOR, municipality="other").get(page).status_code == 404
    assert client_as(COORDINATOR).get(page.replace(str(hearing_id), str(other_id), 1)).status_code == 404


def test_the_page_of_a_hearing_asks_as_often_whatever_it_holds(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        hearing_id = hearing.id
        make_answer(session, actor, hearing)
    client = client_as(COORDINATOR)
    address = f"/forebygging/horinger/{hearing_id}"
    client.get(address)
    statements.clear()
    client.get(address)
    few = len(statements)
    with filling(COORDINATOR) as (session, actor):
        hearing = session.get_one(PlanHearing, hearing_id)
        for number in range(60):
            make_answer(session, actor, hearing, text=f"Svar {number}", on_behalf_of=f"Lag {number}")
            session.add(HearingInvitation(hearing_id=hearing_id, body=f"Lag {number}", invited_on=ON))
    statements.clear()
    assert "Neste" in client.get(address).text
    assert len(statements) == few


def test_the_log_holds_no_name_of_a_private_person(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        key_answer(
            session,
            actor,
            hearing_id=hearing.id,
            answer=NewAnswer("Prøve Privat", "Bra plan."),
            received_on=clock.today(),
            on=clock.today(),
        )
        assert session.scalars(select(HearingAnswer.sender)).one() == "Prøve Privat"
        for event in session.scalars(select(Event)):
            assert "Privat" not in (event.payload or "") + event.actor_name
