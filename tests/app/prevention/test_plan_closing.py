"""The end of a plan: its closing report, taken back, and its open lines carried on."""

import pytest
from sqlalchemy import update

from app.held_rows import ChangedMeanwhile
from app.models.plan import MeasureYear, PlanGoal, PlanMeasure
from app.permissions import Role
from app.prevention.queries.plan_closing import closing_report
from app.prevention.queries.plans import measures_of
from app.prevention.service.plan_closing import CarriedLine, carry_on, end_plan, reopen_plan
from fees.plans import MeasureStatus, PlanState, YearOutcome
from licensing.errors import NotAllowed
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.plan import make_measure, make_plan

COORDINATOR = Role.PREVENTION_COORDINATOR
SECRETARY = Role.MEETING_SECRETARY


def test_a_plan_ends_with_what_it_led_to_and_is_opened_again_by_a_counter_act(filling: Filling) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        seen = plan.edition
        end_plan(session, actor, plan_id=plan.id, seen_version=seen, result="Færre begynte.")
        assert (plan.state, plan.closing_result) == (PlanState.ENDED, "Færre begynte.")
        with pytest.raises(ChangedMeanwhile):
            end_plan(session, actor, plan_id=plan.id, seen_version=seen, result="Igjen")
        reopen_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, reason="For tidlig")
        assert (plan.state, plan.closing_result) == (PlanState.ADOPTED, "Færre begynte.")


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.ON_HEARING, PlanState.DISCARDED])
def test_only_an_adopted_plan_ends(filling: Filling, state: PlanState) -> None:
    with filling(SECRETARY) as (session, actor):
        plan = make_plan(session, actor, state=state)
        with pytest.raises(NotAllowed, match="plan_is_"):
            end_plan(session, actor, plan_id=plan.id, seen_version=plan.edition, result="Slutt")


def test_each_measure_stands_once_in_the_report(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        made = {
            status: make_measure(session, plan, status.value, status=status, position=position)
            for position, status in enumerate(MeasureStatus, 1)
        }
        into = make_plan(session, actor, title="Den neste")
        carried = made[MeasureStatus.RESTING]
        carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[CarriedLine(carried.id, "Hvilte")])
        session.execute(
            update(MeasureYear)
            .where(MeasureYear.measure_id == made[MeasureStatus.DONE].id, MeasureYear.year == 2024)
            .values(outcome=YearOutcome.DONE)
        )
        report = closing_report(session, actor.municipality_id, plan)
        assert [one.title for one in report.done] == ["done"]
        assert [one.title for one in report.not_done] == ["not_done"]
        assert [(one.title, to.title) for one, to in report.carried] == [("resting", "Den neste")]
        assert [one.title for one in report.open] == ["not_begun", "under_way"]
        assert report.measures == len(MeasureStatus)
        assert report.by_year[2024][YearOutcome.DONE] == 1
        assert sum(report.by_year[2025].values()) == len(MeasureStatus)


def test_lines_are_carried_on_once_with_owners_and_goal(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        into = make_plan(session, actor, title="Den neste", predecessor_id=plan.id)
        goals = [PlanGoal(plan_id=one.id, position=1, text="Senere debut") for one in (plan, into)]
        session.add_all(goals)
        session.flush()
        measure = make_measure(
            session, plan, "MOT", owners=("Skole", "SLT-koordinator"), goal_id=goals[0].id, section="Unge"
        )
        line = CarriedLine(measure.id, "Fra forrige plan: i gang")
        (made,) = carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[line])
        assert carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[line]) == []
        (row,) = measures_of(session, actor.municipality_id, into.id)
        session.refresh(row)
        assert row is made
        assert (row.title, row.section, row.goal_id) == ("MOT", "Unge", goals[1].id)
        assert (row.start_status, row.status) == ("Fra forrige plan: i gang", MeasureStatus.UNDER_WAY)
        assert [owner.role for owner in row.owners] == ["Skole", "SLT-koordinator"]
        assert row.years == []


def test_lines_are_not_carried_into_what_is_adopted_nor_out_of_what_is_others(
    filling: Filling, world: World
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,), state=PlanState.ADOPTED)
        into = make_plan(session, actor, title="Den neste", others=(world.other_id,))
        own = make_measure(session, plan, "Midtstuggu", municipality_id=world.other_id)
        common = make_measure(session, plan, "MOT", position=2)
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[CarriedLine(own.id, "")])
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            carry_on(session, actor, plan_id=into.id, into_id=plan.id, lines=[CarriedLine(common.id, "")])
        with pytest.raises(NotAllowed, match="plan_nothing_to_carry"):
            carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[])
        with pytest.raises(LookupError):
            carry_on(session, actor, plan_id=plan.id, into_id=into.id, lines=[CarriedLine(9_999, "")])
        assert measures_of(session, world.own_id, into.id) == []
        ids, lines = {"plan_id": plan.id, "into_id": into.id}, [CarriedLine(own.id, "")]
    with filling(COORDINATOR, municipality="other") as (session, actor):
        assert len(carry_on(session, actor, **ids, lines=lines)) == 1


def test_a_plan_is_ended_and_its_lines_carried_on_by_its_pages(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        done = make_measure(session, plan, "Sommerleir", status=MeasureStatus.DONE)
        session.execute(
            update(MeasureYear)
            .where(MeasureYear.measure_id == done.id, MeasureYear.year == 2024)
            .values(evidence="Leir for 40 ungdommer", outcome=YearOutcome.DONE)
        )
        mot = make_measure(session, plan, "MOT", position=2)
        into = make_plan(session, actor, title="Den neste planen", predecessor_id=plan.id)
        address, next_address = f"/forebygging/planer/{plan.id}", f"/forebygging/planer/{into.id}"
        ids = {"mot": str(mot.id), "into": str(into.id)}
    coordinator, secretary = client_as("prevention_coordinator"), client_as("meeting_secretary")
    early = coordinator.get(f"{address}/sluttrapport").text
    assert "Foreløpig" in early
    assert "2024: Leir for 40 ungdommer" in early
    assert f"{address}/for-videre?til={ids['into']}" in coordinator.get(next_address).text
    offered = coordinator.get(f"{address}/for-videre").text
    assert "MOT" in offered
    assert "Sommerleir" not in offered
    nothing = coordinator.post(f"{address}/for-videre", data={"into_id": ids["into"]})
    assert nothing.status_code == 422
    assert "Velg minst ett tiltak som skal føres videre." in nothing.text
    carried = coordinator.post(
        f"{address}/for-videre", data={"into_id": ids["into"], "measures": ids["mot"]}, follow_redirects=True
    )
    assert "Tiltakene er ført videre." in carried.text
    with filling(COORDINATOR) as (session, actor):
        row = session.query(PlanMeasure).filter_by(carried_from_id=int(ids["mot"])).one()
        assert row.start_status == "Fra forrige plan: i gang"
    assert "Ingen tiltak står åpne." in coordinator.get(f"{address}/for-videre").text
    empty = secretary.post(f"{address}/avslutt", data={"version": "1", "closing_result": ""})
    assert empty.status_code == 422
    ended = secretary.post(
        f"{address}/avslutt",
        data={"version": "1", "closing_result": "Flere møter mellom etatene."},
        follow_redirects=True,
    ).text
    assert "Planen er avsluttet." in ended
    assert "Flere møter mellom etatene." in ended
    assert "Føres videre i Den neste planen" in ended
    assert "Foreløpig" not in ended
    assert "Ikke oppgitt" not in coordinator.get(next_address).text.split("Forrige plan")[1][:200]
    opened = secretary.post(
        f"{address}/gjenapne", data={"version": "2", "reason": "For tidlig"}, follow_redirects=True
    )
    assert "Planen er åpnet igjen." in opened.text
