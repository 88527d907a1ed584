"""Plans: begun, changed, adopted by each council, discarded; their pages for each role."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.plan import Plan, PlanChapter, PlanMunicipality
from app.models.user import Membership
from app.permissions import Actor, Role
from app.prevention.queries.plans import (
    decided_here,
    measure_choices,
    plan_faults_of,
    plan_of,
    plans_of,
    policy_series_of,
)
from app.prevention.service.held_plans import held_plan
from app.prevention.service.plans import (
    Adoption,
    FollowUp,
    NewPlan,
    PlanRecord,
    adopt_plan,
    begin_plan,
    change_plan,
    discard_plan,
    follow_up_plan,
    take_back_adoption,
)
from fees.plan_faults import PlanFaultCode
from fees.plans import PlanState
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.hearing import make_hearing
from tests.factories.plan import make_measure, make_plan

ON = date(2026, 3, 2)
ADOPTION = Adoption("Kommunestyret", date(2026, 2, 26), "PS 12/26")
NEW = NewPlan("Ruspolitisk handlingsplan", 2027, 2030)
RECORD = PlanRecord(
    title="Rusmiddelpolitisk handlingsplan",
    first_year=2027,
    last_year=2030,
    summary="Kort fortalt.",
    evaluation="Hvert år.",
    predecessor_id=None,
    predecessor_text="Planen fra 2008",
    policy_series="",
    source="",
    invented=False,
)
FOLLOW_UP = FollowUp(None, "Planen fra 2008", "", "", invented=False, published=True)
COORDINATOR = Role.PREVENTION_COORDINATOR
SECRETARY = Role.MEETING_SECRETARY


def events(session: Session, kind: EventType) -> list[int]:
    return [row.municipality_id for row in session.scalars(select(Event).where(Event.type == kind))]


def join(session: Session, world: World, role: Role) -> None:
    """Let the person of a role work in the other municipality as well."""
    session.add(Membership(municipality_id=world.other_id, user_id=world.someone(role).id, role=role))
    session.flush()


def adopt(session: Session, actor: Actor, plan: Plan, adoption: Adoption = ADOPTION) -> Plan:
    """Enter the council's decision, and let everybody read the plan."""
    return adopt_plan(
        session,
        actor,
        plan_id=plan.id,
        seen_version=plan.edition,
        adoption=adoption,
        published=True,
        on=ON,
    )


def test_a_plan_begins_as_a_draft_of_its_municipality(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = begin_plan(session, actor, NEW)
        assert plan.state is PlanState.DRAFT
        assert [one.municipality_id for one in plan.municipalities] == [actor.municipality_id]
        assert plans_of(session, actor.municipality_id) == [plan]
        assert events(session, EventType.PLAN_BEGUN) == [actor.municipality_id]


def test_a_plan_is_joined_only_where_the_person_writes_plans(filling: Filling, world: World) -> None:
    joined = NewPlan("Felles plan", 2027, 2030, municipality_ids=(world.other_id,))
    with filling(COORDINATOR) as (session, actor):
        with pytest.raises(NotAllowed, match="plan_of_others"):
            begin_plan(session, actor, joined)
        join(session, world, COORDINATOR)
        plan = begin_plan(session, actor, joined)
        assert {one.municipality_id for one in plan.municipalities} == {world.own_id, world.other_id}
        assert plan_of(session, world.other_id, plan.id) is plan
        assert sorted(events(session, EventType.PLAN_BEGUN)) == sorted([world.own_id, world.other_id])


def test_the_same_plan_is_not_begun_twice(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        begin_plan(session, actor, NEW)
        with pytest.raises(NotAllowed, match="plan_exists_already"):
            begin_plan(session, actor, NEW)
        begin_plan(session, actor, NewPlan(NEW.title, 2031, 2034))


def test_a_plan_does_not_end_before_it_begins(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor), pytest.raises(NotAllowed, match="plan_ends_before"):
        begin_plan(session, actor, NewPlan("Plan", 2027, 2026))


def test_a_stale_form_changes_nothing(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        seen = plan.edition
        change_plan(session, actor, plan_id=plan.id, seen_version=seen, record=RECORD)
        with pytest.raises(ChangedMeanwhile):
            change_plan(session, actor, plan_id=plan.id, seen_version=seen, record=RECORD)
        assert plan.title == RECORD.title


def test_a_plan_never_follows_itself(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        first = make_plan(session, actor, title="Den første")
        second = make_plan(session, actor, title="Den andre", predecessor_id=first.id)
        backwards = PlanRecord(**{**RECORD.__dict__, "predecessor_id": second.id})
        with pytest.raises(NotAllowed, match="plan_follows_itself"):
            change_plan(session, actor, plan_id=first.id, seen_version=first.edition, record=backwards)


def test_what_a_council_adopted_stands(filling: Filling) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor)
        adopt(session, actor, plan)
        assert (plan.state, plan.published) == (PlanState.ADOPTED, True)
        here = decided_here(plan, actor.municipality_id)
        assert here is not None
        assert (here.body, here.decided_on, here.case_number) == (
            ADOPTION.body,
            ADOPTION.decided_on,
            ADOPTION.case_number,
        )
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            change_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, record=RECORD)
        follow_up_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, record=FOLLOW_UP)
        assert plan.predecessor_text == "Planen fra 2008"


def test_a_council_decides_at_the_latest_today(filling: Filling) -> None:
    tomorrow = Adoption("Kommunestyret", date(2026, 3, 3), "PS 12/26")
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor)
        with pytest.raises(NotAllowed, match="plan_adopted_after_today"):
            adopt(session, actor, plan, tomorrow)


def test_a_shared_plan_is_adopted_when_all_councils_have(filling: Filling, world: World) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        plan_id = plan.id
        adopt(session, actor, plan)
        assert plan.state is PlanState.DRAFT
        assert PlanFaultCode.NOT_DECIDED_IN in {fault.code for fault in plan_faults_of(session, plan)}
        # The other council has not met, but it meets on the text that the first has adopted.
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            change_plan(session, actor, plan_id=plan_id, seen_version=plan.edition, record=RECORD)
        with pytest.raises(NotAllowed, match="plan_adopted_here_already"):
            adopt(session, actor, plan)
    with filling(SECRETARY, municipality="other") as (session, actor):
        plan = session.get_one(Plan, plan_id)
        adopt(session, actor, plan)
        assert plan.state is PlanState.ADOPTED


def test_an_adoption_by_mistake_is_taken_back(filling: Filling) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor)
        adopt(session, actor, plan)
        take_back_adoption(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="Feil plan")
        assert (plan.state, plan.published) == (PlanState.DRAFT, False)
        here = session.get_one(PlanMunicipality, (plan.id, actor.municipality_id))
        assert here.decided_on is None
        with pytest.raises(NotAllowed, match="plan_not_adopted_here"):
            take_back_adoption(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="Igjen")


def test_a_plan_on_hearing_is_neither_adopted_nor_discarded(filling: Filling) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ON_HEARING)
        with pytest.raises(NotAllowed, match="plan_is_on_hearing"):
            adopt(session, actor, plan)
        with pytest.raises(NotAllowed, match="plan_is_on_hearing"):
            discard_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="Nei")


def test_a_plan_is_not_adopted_on_a_day_on_which_it_was_on_hearing(filling: Filling) -> None:
    first, last = ADOPTION.decided_on - timedelta(days=20), ADOPTION.decided_on
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor)
        make_hearing(session, actor, plan=plan, opens_on=first, due_on=last, closed_on=ON)
        for day in (first, last):
            with pytest.raises(NotAllowed, match="plan_adopted_during_hearing"):
                adopt(session, actor, plan, replace(ADOPTION, decided_on=day))
        adopt(session, actor, plan, replace(ADOPTION, decided_on=last + timedelta(days=1)))
        assert plan.state is PlanState.ADOPTED


def test_a_draft_that_another_plan_follows_is_not_discarded(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, title="Den første")
        later = make_plan(session, actor, title="Den neste", predecessor_id=plan.id)
        with pytest.raises(NotAllowed, match="plan_is_followed"):
            discard_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="Nei")
        discard_plan(session, actor, plan_id=later.id, seen_version=later.edition, reason="Nei")
        discard_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="Nei")
        assert plan.state is PlanState.DISCARDED


def test_a_plan_of_others_is_not_there(filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        theirs = make_plan(session, actor).id
    with filling(COORDINATOR) as (session, actor):
        assert plan_of(session, actor.municipality_id, theirs) is None
        with pytest.raises(LookupError):
            held_plan(session, actor, theirs)
        with pytest.raises(LookupError):
            begin_plan(session, actor, NewPlan("Plan", 2027, 2030, predecessor_id=theirs))


def test_money_serves_shared_measures_and_own_ones_of_adopted_plans(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,), state=PlanState.ADOPTED)
        shared = make_measure(session, plan, "MOT", section="Barn og unge")
        own = make_measure(session, plan, "Ungdommens Hus", municipality_id=world.own_id, position=2)
        make_measure(session, plan, "Midtstuggu", municipality_id=world.other_id, position=3)
        draft = make_plan(session, actor, title="Utkast")
        make_measure(session, draft, "Ikke vedtatt")
        assert measure_choices(session, world.own_id, 2026) == [
            (shared.id, "Barn og unge: MOT"),
            (own.id, "Ungdommens Hus"),
        ]
        assert measure_choices(session, world.own_id, 2029) == []


def test_the_faults_of_a_plan_take_the_same_queries_however_large_it_is(
    filling: Filling, statements: list[str]
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        counts = []
        for more in range(2):
            for number in range(10 * more):
                make_measure(session, plan, f"Tiltak {number}", owners=(), position=number)
                session.add(PlanChapter(plan_id=plan.id, position=number, heading=f"Kapittel {number}"))
            session.flush()
            session.expire_all()
            session.refresh(plan)
            statements.clear()
            found = plan_faults_of(session, plan)
            counts.append(len(statements))
        assert sum(1 for fault in found if fault.code is PlanFaultCode.MEASURE_WITHOUT_OWNER) == 10
        assert sum(1 for fault in found if fault.code is PlanFaultCode.CHAPTER_EMPTY) == 10
        # Owners and years of measures are read only where there are measures.
        assert counts[1] <= counts[0] + 2


def test_a_policy_of_the_municipality_can_be_linked(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        assert policy_series_of(session, [actor.municipality_id]) == []
        plan = make_plan(session, actor, policy_series="borte")
        codes = {fault.code for fault in plan_faults_of(session, plan)}
        assert PlanFaultCode.POLICY_UNKNOWN in codes


def begin_fields(**changed: str) -> dict[str, str]:
    return {
        "title": "Ruspolitisk handlingsplan",
        "first_year": "2027",
        "last_year": "2030",
        "predecessor_id": "0",
        "policy_series": "",
        **changed,
    }


def test_a_plan_is_begun_on_its_page_and_stands_in_the_list(client_as: ClientAs) -> None:
    client = client_as("prevention_coordinator")
    answer = client.post("/forebygging/planer/ny", data=begin_fields(), follow_redirects=True)
    assert "Planen er påbegynt" in answer.text
    assert "Planen har" in answer.text
    listed = client.get("/forebygging/planer").text
    assert "Ruspolitisk handlingsplan" in listed
    assert "2027–2030" in listed
    assert (
        "Ruspolitisk handlingsplan"
        not in client_as("reader", municipality="other").get("/forebygging/planer").text
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"last_year": "2026"}, "slutte i 2026 når den begynner i 2027.", id="ends"),
        pytest.param({"title": " "}, "Skriv hva planen heter.", id="no title"),
        pytest.param({"first_year": "tjueseks"}, "Skriv et helt tall, for eksempel 25.", id="no year"),
        pytest.param({"first_year": "20270"}, "Skriv et tall fra 1990 til 2100.", id="too far off"),
        pytest.param({"title": "x" * 161}, "Teksten er for lang. Skriv høyst 160 tegn.", id="too long"),
        pytest.param({"predecessor_id": "999999"}, "Velg en av mulighetene som vises.", id="no such plan"),
    ],
)
def test_what_is_typed_wrongly_is_told_and_kept(
    client_as: ClientAs, typed: dict[str, str], sentence: str
) -> None:
    client = client_as("prevention_coordinator")
    answer = client.post("/forebygging/planer/ny", data=begin_fields(evaluation="Hvert år i mai", **typed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Hvert år i mai" in answer.text
    assert "Ruspolitisk handlingsplan" not in client.get("/forebygging/planer").text


def test_two_who_change_a_plan_both_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        address, seen = f"/forebygging/planer/{plan.id}/endre", str(plan.edition)
    client = client_as("prevention_coordinator")
    first = client.post(address, data=begin_fields(version=seen, summary="Den enes tekst"))
    assert first.status_code == 302
    second = client.post(address, data=begin_fields(version=seen, summary="Den andres tekst"))
    assert second.status_code == 409
    assert "Den enes tekst" in second.text
    assert "Den andres tekst" in second.text


def test_a_plan_is_adopted_and_discarded_on_its_pages(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        other = make_plan(session, actor, title="Et annet utkast")
        address, put_away = f"/forebygging/planer/{plan.id}", f"/forebygging/planer/{other.id}"
        version = str(plan.edition)
    secretary = client_as("meeting_secretary")
    assert "Registrer vedtak" in secretary.get(address).text
    assert "Registrer vedtak" not in client_as("prevention_coordinator").get(address).text
    fields = {
        "version": version,
        "body": "Kommunestyret",
        "decided_on": "01.01.2099",
        "case_number": "PS 1/26",
    }
    refused = secretary.post(f"{address}/vedtak", data=fields)
    assert refused.status_code == 422
    assert "Dagen kan ikke være etter i dag." in refused.text
    fields["decided_on"] = f"{clock.today():%d.%m.%Y}"
    adopted = secretary.post(f"{address}/vedtak", data=fields, follow_redirects=True)
    assert "Vedtaket er registrert." in adopted.text
    assert "Vises ikke" in adopted.text
    assert secretary.get(f"{address}/vedtak").status_code == 409
    coordinator = client_as("prevention_coordinator")
    changed = coordinator.get(f"{address}/endre")
    assert "står slik de ble vedtatt" in changed.text
    answer = coordinator.post(f"{put_away}/forkast", data={"version": "1", "reason": ""})
    assert answer.status_code == 422
    coordinator.post(f"{put_away}/forkast", data={"version": "1", "reason": "Dobbelt"})
    assert "Forkastede utkast" in coordinator.get("/forebygging/planer").text


def test_the_faults_stand_on_their_page_with_where_they_are(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        make_measure(session, plan, "Sommerleir", owners=())
        address = f"/forebygging/planer/{plan.id}/mangler"
    page = client_as("reader").get(address).text
    assert ">Sommerleir</a>" in page
    assert "Tiltaket har ingen ansvarlig." in page
    assert "Planen er ikke knyttet til alkoholpolitiske retningslinjer." in page


def test_a_plan_of_others_is_not_shown(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        address = f"/forebygging/planer/{make_plan(session, actor).id}"
    client = client_as("prevention_coordinator")
    for page in ("", "/endre", "/mangler", "/forkast", "/sluttrapport", "/for-videre"):
        assert client.get(address + page).status_code == 404
