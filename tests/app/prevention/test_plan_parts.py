"""The parts of a plan: added, changed, moved and taken out, by those whose they are."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from app.held_rows import ChangedMeanwhile
from app.models.plan import (
    Indicator,
    IndicatorValue,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanReference,
    PlanRole,
)
from app.permissions import Role
from app.prevention.queries.plan_parts import goals_in_order, parts_of
from app.prevention.service.plan_parts import (
    FIRST,
    NATURES,
    add_part,
    add_value,
    change_part,
    change_value,
    remove_part,
    remove_value,
)
from app.prevention.service.plans import Adoption
from fees.plans import CostEstimate, GoalOrigin, PlanState
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.plan import DECIDED_ON, decide_in, make_measure, make_plan

COORDINATOR = Role.PREVENTION_COORDINATOR
LOCAL = GoalOrigin.LOCAL
VALUES: Mapping[type[Any], dict[str, Any]] = {
    PlanChapter: {"heading": "Innledning", "text": "Om planen."},
    PlanGoal: {"text": "Senere debut", "origin": LOCAL, "parent_id": None},
    PlanRole: {"title": "SLT-koordinator", "task": "Følger opp", "first_day": None, "last_day": None},
    PlanCost: {"text": "Lavterskeltilbud", "measure_id": None, "estimate": CostEstimate.ESTIMATED},
    Indicator: {"name": "Elever", "unit": "personer", "goal_id": None},
    PlanReference: {"sort": "law", "title": "Alkoholloven"},
    PlanAnnex: {"title": "Politiets erfaringer", "edition_text": ""},
}
EVERY = pytest.mark.parametrize("kind", VALUES, ids=lambda kind: kind.__name__)


@EVERY
def test_a_part_is_added_changed_and_taken_out(filling: Filling, kind: type[Any]) -> None:
    name = NATURES[kind].name
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        part = add_part(session, actor, kind, plan_id=plan.id, values=VALUES[kind])
        changed = {**VALUES[kind], name: "Noe annet"}
        ids = {"plan_id": plan.id, "part_id": part.id}
        change_part(session, actor, kind, **ids, seen_version=1, values=changed)
        assert getattr(part, name) == "Noe annet"
        with pytest.raises(ChangedMeanwhile):
            change_part(session, actor, kind, **ids, seen_version=1, values=VALUES[kind])
        with pytest.raises(ChangedMeanwhile):
            remove_part(session, actor, kind, **ids, seen_version=1)
        remove_part(session, actor, kind, **ids, seen_version=2)
        assert parts_of(session, actor.municipality_id, kind, plan.id) == []


@EVERY
def test_the_same_part_is_not_added_twice(filling: Filling, kind: type[Any]) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        add_part(session, actor, kind, plan_id=plan.id, values=VALUES[kind])
        with pytest.raises(NotAllowed, match="plan_part_exists"):
            add_part(session, actor, kind, plan_id=plan.id, values=VALUES[kind])


@EVERY
def test_what_a_council_has_read_is_not_changed_and_the_rest_is_kept_up(
    filling: Filling, kind: type[Any]
) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        if kind in {PlanChapter, PlanGoal}:
            with pytest.raises(NotAllowed, match="plan_is_adopted"):
                add_part(session, actor, kind, plan_id=plan.id, values=VALUES[kind])
        else:
            add_part(session, actor, kind, plan_id=plan.id, values=VALUES[kind])
        ended = make_plan(session, actor, title="Den forrige", state=PlanState.ENDED)
        with pytest.raises(NotAllowed, match="plan_is_ended"):
            add_part(session, actor, kind, plan_id=ended.id, values=VALUES[kind])


def test_the_first_council_that_decides_fixes_the_text_for_all(filling: Filling, world: World) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor, others=(world.other_id,))
        decide_in(session, plan, world.other_id, Adoption("", DECIDED_ON, "").decided_on)
        with pytest.raises(NotAllowed, match="plan_is_adopted"):
            add_part(session, actor, PlanChapter, plan_id=plan.id, values=VALUES[PlanChapter])


def test_parts_of_a_plan_of_others_are_not_there(filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        plan = make_plan(session, actor)
        part = add_part(session, actor, PlanChapter, plan_id=plan.id, values=VALUES[PlanChapter])
        theirs = {"plan_id": plan.id, "part_id": part.id}
    with filling(COORDINATOR) as (session, actor):
        with pytest.raises(LookupError):
            add_part(session, actor, PlanChapter, plan_id=theirs["plan_id"], values=VALUES[PlanChapter])
        with pytest.raises(LookupError):
            remove_part(session, actor, PlanChapter, **theirs, seen_version=1)


def test_own_parts_are_changed_by_their_own_and_common_ones_by_all(filling: Filling, world: World) -> None:
    with filling(COORDINATOR, municipality="other") as (session, actor):
        plan = make_plan(session, actor, others=(world.own_id,))
        own = {**VALUES[PlanRole], "municipality_id": world.other_id}
        theirs = add_part(session, actor, PlanRole, plan_id=plan.id, values=own).id
        common = add_part(session, actor, PlanRole, plan_id=plan.id, values=VALUES[PlanRole]).id
        plan_id = plan.id
    with filling(COORDINATOR) as (session, actor):
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            remove_part(session, actor, PlanRole, plan_id=plan_id, part_id=theirs, seen_version=1)
        taken = {**VALUES[PlanRole], "municipality_id": world.other_id}
        with pytest.raises(NotAllowed, match="plan_part_of_others"):
            add_part(session, actor, PlanRole, plan_id=plan_id, values=taken)
        remove_part(session, actor, PlanRole, plan_id=plan_id, part_id=common, seen_version=1)


def test_a_part_is_put_where_it_is_asked_and_nobody_elses_version_rises(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        added = {
            name: add_part(session, actor, PlanChapter, plan_id=plan.id, values={"heading": name})
            for name in ("A", "B", "C")
        }

        def order() -> str:
            return "".join(
                one.heading for one in parts_of(session, actor.municipality_id, PlanChapter, plan.id)
            )

        assert order() == "ABC"
        ids = {"plan_id": plan.id, "part_id": added["C"].id}
        change_part(session, actor, PlanChapter, **ids, seen_version=1, values={"heading": "C"}, after=FIRST)
        assert order() == "CAB"
        change_part(
            session, actor, PlanChapter, **ids, seen_version=1, values={"heading": "C"}, after=added["A"].id
        )
        assert order() == "ACB"
        add_part(session, actor, PlanChapter, plan_id=plan.id, values={"heading": "D"}, after=added["A"].id)
        assert order() == "ADCB"
        assert {one.version for one in added.values()} == {1}


def goal(text: str, parent_id: int | None = None) -> dict[str, Any]:
    return {"text": text, "origin": LOCAL, "parent_id": parent_id}


def test_goals_make_a_tree_that_never_bites_its_tail(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        top = add_part(session, actor, PlanGoal, plan_id=plan.id, values=goal("Bedre liv"))
        middle = add_part(session, actor, PlanGoal, plan_id=plan.id, values=goal("Senere debut", top.id))
        low = add_part(session, actor, PlanGoal, plan_id=plan.id, values=goal("Rusfri russ", middle.id))
        for under in (top.id, middle.id, low.id):
            with pytest.raises(NotAllowed, match="plan_goal_under_itself"):
                change_part(
                    session,
                    actor,
                    PlanGoal,
                    plan_id=plan.id,
                    part_id=top.id,
                    seen_version=1,
                    values=goal("Bedre liv", under),
                )
        read = goals_in_order(parts_of(session, actor.municipality_id, PlanGoal, plan.id))
        assert [(depth, one.text) for depth, one in read] == [
            (0, "Bedre liv"),
            (1, "Senere debut"),
            (2, "Rusfri russ"),
        ]
        with pytest.raises(NotAllowed, match="plan_goal_is_used"):
            remove_part(session, actor, PlanGoal, plan_id=plan.id, part_id=middle.id, seen_version=1)
        make_measure(session, plan, goal_id=low.id)
        with pytest.raises(NotAllowed, match="plan_goal_is_used"):
            remove_part(session, actor, PlanGoal, plan_id=plan.id, part_id=low.id, seen_version=1)


def test_a_part_points_to_nothing_outside_its_plan(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan, other = make_plan(session, actor), make_plan(session, actor, title="En annen")
        elsewhere = add_part(session, actor, PlanGoal, plan_id=other.id, values=goal("Et mål"))
        measure = make_measure(session, other)
        with pytest.raises(LookupError):
            add_part(session, actor, PlanGoal, plan_id=plan.id, values=goal("Under", elsewhere.id))
        values = {**VALUES[PlanCost], "measure_id": measure.id}
        with pytest.raises(LookupError):
            add_part(session, actor, PlanCost, plan_id=plan.id, values=values)


def test_figures_of_an_indicator_are_added_corrected_and_taken_out(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan = make_plan(session, actor)
        indicator = add_part(session, actor, Indicator, plan_id=plan.id, values=VALUES[Indicator])
        ids = {"plan_id": plan.id, "indicator_id": indicator.id}
        value = add_value(session, actor, **ids, values={"figure": "283", "year": 2009})
        with pytest.raises(NotAllowed, match="plan_part_exists"):
            add_value(session, actor, **ids, values={"figure": "283", "year": 2009})
        with pytest.raises(NotAllowed, match="plan_part_above_whole"):
            add_value(session, actor, **ids, values={"figure": "2", "part": 2, "whole": 1})
        with pytest.raises(NotAllowed, match="plan_indicator_has_values"):
            remove_part(session, actor, Indicator, plan_id=plan.id, part_id=indicator.id, seen_version=1)
        one = {**ids, "value_id": value.id}
        change_value(session, actor, **one, seen_version=1, values={"figure": "284", "year": 2009})
        with pytest.raises(ChangedMeanwhile):
            remove_value(session, actor, **one, seen_version=1)
        remove_value(session, actor, **one, seen_version=2)
        assert session.scalar(select(func.count()).select_from(IndicatorValue)) == 0
