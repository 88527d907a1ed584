"""What everybody may read of plans, and how everybody answers a hearing."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock, storage
from app.models.event import Event, EventType
from app.models.hearing import HearingChannel
from app.models.plan import Plan, PlanAnnex, PlanChapter, PlanCost, PlanGoal
from app.permissions import Role
from app.portal import throttle
from fees.plans import CostEstimate, InputVerdict, PlanState
from tests.app.conftest import Filling, World
from tests.factories.hearing import answers_of, make_answer, make_hearing
from tests.factories.plan import make_measure, make_plan
from tests.factories.report import make_delivered_report, make_report

COORDINATOR = Role.PREVENTION_COORDINATOR
ANSWER = {"sender": "Prøve Privat", "on_behalf_of": "", "email": "", "text": "Ta med alle klassene."}


def test_a_draft_that_lies_out_is_read_and_answered(stranger: FlaskClient, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        plan_id, hearing_id = hearing.plan_id, hearing.id
    page = f"/apent/planer/{plan_id}/horing"
    assert "Ruspolitisk handlingsplan" in stranger.get("/apent/").text
    assert "Dette er et utkast." in stranger.get(f"/apent/planer/{plan_id}").text
    shown = stranger.get(page).text
    assert "Er målene de rette?" in shown
    assert "Ungdomsrådet" in shown
    sent = stranger.post(page, data=ANSWER, follow_redirects=True)
    assert "Takk for svaret." in sent.text
    assert "Ta med alle klassene." not in sent.text, "nobody has looked at it yet"
    stranger.post(page, data=ANSWER)
    with filling(COORDINATOR) as (session, actor):
        (answer,) = answers_of(session, hearing_id)
        assert answer.channel is HearingChannel.PAGE
        assert answer.municipality_id == actor.municipality_id
        told = session.scalars(select(Event).where(Event.type == EventType.HEARING_ANSWERED)).one()
        assert (told.actor_id, told.actor_name) == (None, "Privatperson")
        assert "Prøve" not in (told.payload or "")


def test_a_private_person_is_never_named(stranger: FlaskClient, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        make_answer(
            session,
            actor,
            hearing,
            email="prove@kommune.invalid",
            published=True,
            verdict=InputVerdict.FOLLOWED,
            reply="Tatt inn i kapittel 2.",
        )
        make_answer(
            session, actor, hearing, sender="Prøve Leder", on_behalf_of="Ungdomsrådet", published=True
        )
        make_answer(session, actor, hearing, text="Dette har ingen lest.", on_behalf_of="Et lag")
        page = f"/apent/planer/{hearing.plan_id}/horing"
    shown = stranger.get(page).text
    assert "Privatperson" in shown
    assert "Tatt inn i kapittel 2." in shown
    assert "Ungdomsrådet" in shown
    for hidden in ("Prøve", "prove@kommune.invalid", "Dette har ingen lest.", "Et lag"):
        assert hidden not in shown


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"text": " "}, "Skriv hva du vil si om planen."),
        ({"sender": ""}, "Skriv navnet ditt."),
        ({"email": "ikke en adresse"}, "E-postadressen mangler noe."),
        ({"text": "Jeg er 15048412006."}, "Her står det et fødselsnummer."),
        ({"text": "x" * 20_001}, "Teksten er for lang."),
    ],
)
def test_an_answer_that_is_wrong_is_kept(
    stranger: FlaskClient, filling: Filling, changed: dict[str, str], sentence: str
) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        page, hearing_id = f"/apent/planer/{hearing.plan_id}/horing", hearing.id
    answer = stranger.post(page, data={**ANSWER, **changed, "on_behalf_of": "Ungdomsrådet"})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Ungdomsrådet" in answer.text
    with filling(COORDINATOR) as (session, _actor):
        assert not answers_of(session, hearing_id)


def test_an_answer_that_comes_too_late_is_not_sent_and_is_kept(
    stranger: FlaskClient, filling: Filling
) -> None:
    today = clock.today()
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, opens_on=today - timedelta(20), due_on=today - timedelta(1))
        page = f"/apent/planer/{hearing.plan_id}/horing"
    assert "tar ikke imot svar nå" in stranger.get(page).text
    late = stranger.post(page, data=ANSWER)
    assert late.status_code == 409
    assert "Svaret ditt er ikke sendt." in late.text
    assert "Ta med alle klassene." in late.text


def test_of_a_closed_hearing_the_summary_and_the_adopted_text_are_read(
    stranger: FlaskClient, filling: Filling
) -> None:
    today = clock.today()
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        make_hearing(
            session,
            actor,
            plan=plan,
            opens_on=today - timedelta(60),
            due_on=today - timedelta(30),
            closed_on=today - timedelta(20),
        )
        plan_id = plan.id
        session.add(
            PlanChapter(plan_id=plan.id, position=1, heading="Innledning", text="Slik vil vi ha det.")
        )
    page = f"/apent/planer/{plan_id}/horing"
    assert "Alle syntes at planen var god." in stranger.get(page).text
    in_work = stranger.get(f"/apent/planer/{plan_id}").text
    assert "Teksten vises ikke nå." in in_work
    assert "Slik vil vi ha det." not in in_work
    with filling(COORDINATOR) as (session, _actor):
        plan = session.get_one(Plan, plan_id)
        plan.state, plan.published = PlanState.ADOPTED, True
    assert "Planen er vedtatt." in stranger.get(page).text
    assert "Slik vil vi ha det." in stranger.get(f"/apent/planer/{plan_id}").text


def test_a_plan_that_is_not_for_everybody_is_not_found(stranger: FlaskClient, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        draft = make_plan(session, actor).id
        hidden = make_plan(session, actor, state=PlanState.ADOPTED, title="Ikke lagt ut").id
        later = make_hearing(
            session,
            actor,
            plan=make_plan(session, actor, title="Legges ut i morgen"),
            opens_on=clock.today() + timedelta(1),
        ).plan_id
        gone = make_hearing(session, actor, plan=make_plan(session, actor, title="Forkastet plan"))
        session.flush()
        session.get_one(Plan, gone.plan_id).state = PlanState.DISCARDED
        gone_id = gone.plan_id
    for plan_id in (draft, hidden, later, gone_id, 999_999):
        assert stranger.get(f"/apent/planer/{plan_id}").status_code == 404
        assert stranger.get(f"/apent/planer/{plan_id}/horing").status_code == 404
        assert stranger.post(f"/apent/planer/{plan_id}/horing", data=ANSWER).status_code == 404
    shown = stranger.get("/apent/").text
    for title in ("Ikke lagt ut", "Legges ut i morgen", "Forkastet plan"):
        assert title not in shown


def test_the_adopted_text_is_whole(stranger: FlaskClient, filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(
            session,
            actor,
            others=(world.other_id,),
            state=PlanState.ADOPTED,
            published=True,
            summary="Barn og unge først.",
        )
        make_measure(session, plan, "MOT i ungdomsskolen", section="Barn og unge")
        make_measure(
            session, plan, "Uteteam", municipality_id=actor.municipality_id, section="Ungdom", position=2
        )
        session.add(PlanGoal(plan_id=plan.id, position=1, text="Færre begynner å ruse seg."))
        session.add(
            PlanCost(
                plan_id=plan.id,
                position=1,
                text="Utekontakt",
                estimate=CostEstimate.ESTIMATED,
                amount_ore=12_500_000,
                period="i året",
            )
        )
        plan_id = plan.id
    shown = stranger.get(f"/apent/planer/{plan_id}").text
    for part in (
        "Barn og unge først.",
        "MOT i ungdomsskolen",
        "Uteteam",
        "Færre begynner å ruse seg.",
        "125\u00a0000\u00a0kr (i året)",
        "PS 88/23",
        "Røros og Holtålen",
    ):
        assert part in shown, part


def test_an_annex_is_given_only_when_it_is_for_everybody(
    stranger: FlaskClient, filling: Filling, app: object
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED, published=True)
        digest = storage.keep(b"vedlegg")
        rows = [
            PlanAnnex(
                plan_id=plan.id,
                position=position,
                title=f"Vedlegg {position}",
                sha256=digest,
                size=7,
                media_type="text/plain",
                file_name="vedlegg.txt",
                public=public,
            )
            for position, public in ((1, True), (2, False))
        ]
        session.add_all(rows)
        session.flush()
        plan_id, (shown, hidden) = plan.id, [row.id for row in rows]
    page = f"/apent/planer/{plan_id}"
    text = stranger.get(page).text
    assert "Vedlegg 1" in text
    assert "Vedlegg 2" not in text
    given = stranger.get(f"{page}/vedlegg/{shown}")
    assert given.data == b"vedlegg"
    assert "attachment" in given.headers["Content-Disposition"]
    assert stranger.get(f"{page}/vedlegg/{hidden}").status_code == 404


def test_of_a_plan_that_two_share_the_answer_goes_to_the_one_that_is_chosen(
    stranger: FlaskClient, filling: Filling, world: World
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        hearing = make_hearing(session, actor, plan=plan)
        page, hearing_id = f"/apent/planer/{plan.id}/horing", hearing.id
    unsaid = stranger.post(page, data=ANSWER)
    assert unsaid.status_code == 422
    assert "Velg kommunen som skal få svaret." in unsaid.text
    foreign = stranger.post(page, data={**ANSWER, "municipality_id": "999"})
    assert foreign.status_code == 422
    stranger.post(page, data={**ANSWER, "municipality_id": str(world.other_id)})
    with filling(COORDINATOR) as (session, _actor):
        assert [row.municipality_id for row in answers_of(session, hearing_id)] == [world.other_id]


def test_whoever_sends_very_many_answers_waits(
    stranger: FlaskClient, filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle, "ANSWERS_PER_CLIENT", 2)
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor)
        page, hearing_id = f"/apent/planer/{hearing.plan_id}/horing", hearing.id
    sent = [stranger.post(page, data={**ANSWER, "text": f"Svar {number}"}) for number in range(3)]
    assert [answer.status_code for answer in sent] == [302, 302, 429]
    assert stranger.get(page).status_code == 200
    with filling(COORDINATOR) as (session, _actor):
        assert len(answers_of(session, hearing_id)) == 2


def test_delivered_reports_are_listed_and_drafts_are_not(stranger: FlaskClient, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        delivered = make_delivered_report(session, actor, year=2025).id
        draft = make_report(session, actor, year=2024).id
    shown = stranger.get("/apent/").text
    assert f"/apent/meldinger/{delivered}" in shown
    assert f"/apent/meldinger/{draft}" not in shown


def test_the_public_pages_ask_as_often_however_many_there_are(
    stranger: FlaskClient, filling: Filling, statements: list[str]
) -> None:
    def add(first: int, last: int) -> int:
        with filling(COORDINATOR) as (session, actor):
            for number in range(first, last):
                hearing = make_hearing(session, actor, plan=make_plan(session, actor, title=f"Plan {number}"))
                for answer in range(number + 1):
                    make_answer(session, actor, hearing, text=f"Svar {answer}", published=True)
            return hearing.plan_id

    few = []
    for first, last in ((0, 2), (2, 9)):
        plan_id = add(first, last)
        for page in ("/apent/", f"/apent/planer/{plan_id}/horing"):
            statements.clear()
            assert stranger.get(page).status_code == 200
            few.append(len(statements))
    assert few[:2] == few[2:]
