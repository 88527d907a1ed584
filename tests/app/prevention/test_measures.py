"""Measures of a plan as services write them: added, changed, taken out, and their years followed up."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.plan import MeasureYear, PlanCost
from app.permissions import Role
from app.prevention.queries.plans import measures_of
from app.prevention.service.measures import (
    MeasureRecord,
    YearFollowUp,
    add_measure,
    change_measure,
    follow_up,
    remove_measure,
    write_year,
)
from fees.plans import CostEstimate, MeasureStatus, MeasureVerb, PlanState, YearOutcome
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.plan import make_measure, make_plan

ON = date(2026, 11, 30)
COORDINATOR = Role.PREVENTION_COORDINATOR
MOT = MeasureRecord(
    title="MOT",
    section="Barn og unge",
    owners=("SLT-koordinator", "Skolen"),
    cells={2024: "Startes senest januar 2024", 2025: "Evalueres og gjentas", 2026: ""},
)


def titles(session: Any, municipality_id: int, plan_id: int) -> list[str]:
    """The measures of a plan in order."""
    return [one.title for one in measures_of(session, municipality_id, plan_id)]


def test_a_measure_is_added_with_its_years_read(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        made = add_measure(session, actor, plan_id=plan.id, record=MOT)
        assert [(one.year, one.verbs, one.due_on) for one in made.years] == [
            (2024, [MeasureVerb.START.value], date(2024, 1, 31)),
            (2025, [MeasureVerb.EVALUATE.value, MeasureVerb.REPEAT.value], None),
        ]
        assert [one.role for one in made.owners] == ["SLT-koordinator", "Skolen"]
        [event] = session.scalars(select(Event).where(Event.type == EventType.PLAN_CHANGED))
        assert "MOT" in (event.payload or "")


def test_a_measure_is_added_once_and_stands_last_in_its_table(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        for title, section in (("A", "Barn"), ("B", "Voksne"), ("C", "barn")):
            add_measure(session, actor, plan_id=plan.id, record=MeasureRecord(title, section))
        assert titles(session, actor.municipality_id, plan.id) == ["A", "C", "B"]
        with pytest.raises(NotAllowed, match="plan_part_exists"):
            add_measure(session, actor, plan_id=plan.id, record=MeasureRecord("a", "Barn"))
        first = add_measure(session, actor, plan_id=plan.id, record=MeasureRecord("D"), after=0)
        assert titles(session, actor.municipality_id, plan.id) == ["D", "A", "C", "B"]
        change_measure(
            session,
            actor,
            plan_id=plan.id,
            measure_id=first.id,
            seen_version=first.version,
            record=MeasureRecord("D", "Voksne"),
            after=measures_of(session, actor.municipality_id, plan.id)[-1].id,
        )
        assert titles(session, actor.municipality_id, plan.id) == ["A", "C", "B", "D"]


def test_what_a_council_has_adopted_stays_and_how_it_stands_may_change(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan)
        told = MeasureRecord(title="MOT", owners=("Rektor",), status=MeasureStatus.DONE)
        changed = change_measure(
            session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=measure.version, record=told
        )
        assert ([one.role for one in changed.owners], changed.status) == (["Rektor"], MeasureStatus.DONE)
        for refused in (
            MeasureRecord(title="Noe annet", owners=("Rektor",)),
            MeasureRecord(title="MOT", owners=("Rektor",), cells={2024: "Evalueres"}),
        ):
            with pytest.raises(NotAllowed, match="plan_is_adopted"):
                change_measure(
                    session,
                    actor,
                    plan_id=plan.id,
                    measure_id=measure.id,
                    seen_version=changed.version,
                    record=refused,
                )
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            add_measure(session, actor, plan_id=plan.id, record=MOT)
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            remove_measure(
                session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=changed.version
            )


def test_who_changes_only_the_owners_is_seen_by_the_other(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        measure = make_measure(session, plan)
        seen = measure.version
        told = MeasureRecord(title="MOT", owners=("Rektor",), status=measure.status)
        change_measure(session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=seen, record=told)
        with pytest.raises(ChangedMeanwhile):
            change_measure(
                session, actor, plan_id=plan.id, measure_id=measure.id, seen_version=seen, record=told
            )


def test_a_measure_that_something_rests_on_is_not_taken_out(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        used, free = make_measure(session, plan), make_measure(session, plan, "Fri", position=2)
        session.add(
            PlanCost(
                plan_id=plan.id, measure_id=used.id, position=1, text="Drift", estimate=CostEstimate.OWN_CASE
            )
        )
        session.flush()
        remove_measure(session, actor, plan_id=plan.id, measure_id=free.id, seen_version=free.version)
        assert titles(session, actor.municipality_id, plan.id) == ["MOT"]
        with pytest.raises(NotAllowed, match="measure_is_used"):
            remove_measure(session, actor, plan_id=plan.id, measure_id=used.id, seen_version=used.version)


def test_a_municipality_writes_the_common_measures_and_its_own(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        common = make_measure(session, plan, "Felles")
        theirs = make_measure(session, plan, "Deres", municipality_id=world.other_id, position=2)
        write_year(
            session, actor, plan_id=plan.id, measure_id=common.id, year=2024, seen_version=1, text="Utredes"
        )
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            write_year(
                session, actor, plan_id=plan.id, measure_id=theirs.id, year=2024, seen_version=1, text="Nei"
            )
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            add_measure(
                session,
                actor,
                plan_id=plan.id,
                record=MeasureRecord("Ny", municipality_id=world.other_id),
            )
        logged = {one.municipality_id for one in session.scalars(select(Event))}
        assert logged == {world.own_id, world.other_id}


def told(outcome: YearOutcome = YearOutcome.DONE, evidence: str = "Møte", day: date | None = ON) -> Any:
    """What came of a year."""
    return YearFollowUp(outcome, evidence, day, MeasureStatus.UNDER_WAY)


@pytest.mark.parametrize(
    ("year", "what", "code"),
    [
        pytest.param(2027, told(), "measure_year_not_begun", id="a year that has not begun"),
        pytest.param(2026, told(evidence=""), "measure_without_evidence", id="nothing was done"),
        pytest.param(
            2026, told(day=date(2026, 12, 1)), "measure_followed_up_after_today", id="a day to come"
        ),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(
    filling: Filling, year: int, what: YearFollowUp, code: str
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan)
        with pytest.raises(NotAllowed, match=code):
            follow_up(
                session,
                actor,
                plan_id=plan.id,
                measure_id=measure.id,
                year=year,
                seen_version=1,
                told=what,
                on=ON,
            )
        assert not session.scalars(select(Event)).all()


def test_a_year_is_followed_up_also_where_the_plan_says_nothing_of_it(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        measure = make_measure(session, plan, years={})
        where = {"plan_id": plan.id, "measure_id": measure.id, "year": 2026}
        follow_up(session, actor, **where, seen_version=0, told=told(), on=ON)
        with pytest.raises(ChangedMeanwhile):
            follow_up(session, actor, **where, seen_version=0, told=told(evidence="Annet"), on=ON)
        [cell] = session.scalars(select(MeasureYear))
        assert (cell.outcome, cell.evidence, cell.text) == (YearOutcome.DONE, "Møte", "")
        with pytest.raises(LookupError):
            follow_up(session, actor, **{**where, "year": 2030}, seen_version=0, told=told(), on=ON)


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.ENDED, PlanState.DISCARDED])
def test_only_an_adopted_plan_is_followed_up(filling: Filling, state: PlanState) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=state)
        measure = make_measure(session, plan)
        with pytest.raises(NotAllowed):
            follow_up(
                session,
                actor,
                plan_id=plan.id,
                measure_id=measure.id,
                year=2026,
                seen_version=1,
                told=told(),
                on=ON,
            )
