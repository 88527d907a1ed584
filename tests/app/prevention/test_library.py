"""The two plans that come with the product: entered whole, and held against the text of the seed."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.event import Event, EventType
from app.models.plan import (
    Indicator,
    IndicatorValue,
    MeasureYear,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMeasure,
    PlanReference,
    PlanRole,
)
from app.permissions import Role
from app.prevention.library import EIDSKOG, PLANS, ROROS_HOLTALEN, packaged_plan
from app.prevention.queries.plans import measures_of
from app.prevention.service.library import enter_plan
from fees.plans import CostEstimate, Funding, MeasureVerb, PlanState
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World

ON = date(2026, 11, 30)
SEED = (
    Path(__file__).parents[4] / "shared" / "seeds" / "eidskog-rusmiddelpolitisk-handlingsplan-2016-2019.txt"
)
COLUMNS = 7
TABLES = {"Barn og unge": 8, "Voksne": 7, "Bolig": 5}


def letters(text: str) -> str:
    """What is left of a text when everything that a word processor may have broken is taken away."""
    return re.sub(r"[\W_]+", "", text).casefold()


def rows_of_the_seed() -> list[list[str]]:
    """The lines of the three tables as they stand in the text, without their heads."""
    plan = SEED.read_text(encoding="utf-8").split("\nHANDLINGSPLAN\n", 1)[1]
    rows = [line.split("\t") for line in plan.split("ØKONOMISKE KONSEKVENSER", 1)[0].splitlines()]
    heads = {"Tiltak", "-----"}
    return [row for row in rows if len(row) == COLUMNS and row[0] not in heads]


@pytest.fixture
def eidskog(filling: Filling, world: World) -> Any:
    """The plan of Eidskog, entered in a municipality of the tests."""
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        return enter_plan(session, actor, EIDSKOG, municipality_ids=[actor.municipality_id], on=ON).id


@pytest.mark.skipif(not SEED.exists(), reason="the text of the plan is not beside this checkout")
def test_the_table_of_eidskog_is_the_seed_cell_by_cell(filling: Filling, eidskog: int) -> None:
    with filling() as (session, actor):
        measures = measures_of(session, actor.municipality_id, eidskog)
        seed = rows_of_the_seed()
        assert len(seed) == len(measures) == sum(TABLES.values())
        for row, measure in zip(seed, measures, strict=True):
            texts = {one.year: one.text for one in measure.years}
            stored = [
                measure.title,
                measure.start_status,
                *(texts.get(year, "") for year in range(2016, 2020)),
            ]
            for told, kept in zip(row, stored, strict=False):
                assert letters(told) == letters(kept), measure.title
            # The words between the owners are the only ones that are no role.
            between = re.sub(r"\b(?:og|i samarbeid med)\b", "", row[-1], flags=re.IGNORECASE)
            roles = re.sub(r"\bog\b", "", " ".join(one.role for one in measure.owners), flags=re.IGNORECASE)
            assert letters(between) == letters(roles), measure.title


@pytest.mark.skipif(not SEED.exists(), reason="the text of the plan is not beside this checkout")
def test_the_tables_of_eidskog_stand_where_the_seed_has_them(filling: Filling, eidskog: int) -> None:
    with filling() as (session, actor):
        sections = [one.section for one in measures_of(session, actor.municipality_id, eidskog)]
    assert {name: sections.count(name) for name in sections} == TABLES
    assert sections == sorted(sections, key=list(TABLES).index)


def test_every_cell_of_eidskog_has_a_verb_of_the_fixed_set(filling: Filling, eidskog: int) -> None:
    with filling() as (session, _actor):
        cells = list(
            session.scalars(select(MeasureYear).join(PlanMeasure).where(PlanMeasure.plan_id == eidskog))
        )
        assert len(cells) == 32 + 28 + 10
        assert all(one.text and one.verbs and {MeasureVerb(verb) for verb in one.verbs} for one in cells)
        [due] = [one for one in cells if one.due_on]
        assert (due.text, due.due_on, due.verbs) == (
            "Startes senest januar 2016",
            date(2016, 1, 31),
            [MeasureVerb.START.value],
        )


def test_eidskog_is_decided_as_its_title_page_says(filling: Filling, eidskog: int) -> None:
    with filling() as (session, actor):
        plan = session.get_one(Plan, eidskog)
        [decision] = plan.municipalities
        assert (decision.decided_on, decision.case_number) == (date(2016, 3, 29), "K-026/16")
        assert (plan.first_year, plan.last_year, plan.state) == (2016, 2019, PlanState.ADOPTED)
        # The plan says that both are in it, and neither is.
        assert (plan.policy_series, plan.evaluation) == ("", "")
        assert count(session, PlanRole, eidskog) == 3
        assert count(session, PlanReference, eidskog) == 11
        assert count(session, PlanGoal, eidskog) == 10
        assert count(session, PlanChapter, eidskog) == 11
        [annex] = session.scalars(select(PlanAnnex).where(PlanAnnex.plan_id == eidskog))
        assert annex.sha256 is None
        [event] = session.scalars(select(Event).where(Event.municipality_id == actor.municipality_id))
        assert event.type is EventType.PLAN_BEGUN


def count(session: Session, kind: Any, plan_id: int) -> int:
    """How many rows of a kind a plan has."""
    return len(list(session.scalars(select(kind).where(kind.plan_id == plan_id))))


def test_the_costs_of_eidskog_are_told_as_the_plan_tells_them(filling: Filling, eidskog: int) -> None:
    with filling() as (session, _actor):
        costs = list(
            session.scalars(select(PlanCost).where(PlanCost.plan_id == eidskog).order_by(PlanCost.position))
        )
        assert [(one.estimate, one.amount_ore, one.position_share) for one in costs] == [
            (CostEstimate.NOT_ESTIMATED, None, None),
            (CostEstimate.OWN_CASE, None, None),
            (CostEstimate.ESTIMATED, 600_000_00, 100),
            # The plan names the running cost and leaves its sum blank.
            (CostEstimate.ESTIMATED, None, None),
            (CostEstimate.ESTIMATED, 300_000_00, 50),
            (CostEstimate.NOT_ESTIMATED, None, None),
        ]
        assert all(one.reason for one in costs if one.estimate is CostEstimate.NOT_ESTIMATED)
        assert [one.later_funding for one in costs if one.later_funding] == [Funding.OWN_BUDGET]


def test_the_joint_plan_has_its_ten_measures_and_its_indicators(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = enter_plan(
            session, actor, ROROS_HOLTALEN, municipality_ids=[world.own_id, world.other_id], on=ON
        )
        measures = measures_of(session, world.other_id, plan.id)
        ten = [one for one in measures if one.section == "Forebyggende tiltak"]
        assert len(ten) == 10
        assert {one.title: one.municipality_id for one in ten if one.municipality_id} == {
            "Fritidsklubben Midstuggu, Holtålen": world.other_id,
            "Ungdommens Hus, Røros": world.own_id,
        }
        shares = session.execute(
            select(IndicatorValue.part, IndicatorValue.whole, IndicatorValue.stated_share)
            .join(Indicator)
            .where(Indicator.plan_id == plan.id, IndicatorValue.stated_share.is_not(None))
        ).all()
        assert [tuple(one) for one in shares] == [(1911, 5544, 3370)]
        responsible = session.execute(
            select(PlanRole.municipality_id, PlanRole.title).where(
                PlanRole.plan_id == plan.id, PlanRole.municipality_id.is_not(None)
            )
        ).all()
        assert {tuple(one) for one in responsible} == {
            (world.own_id, "Helse- og sosialsjef"),
            (world.other_id, "Sosialleder"),
        }
        assert all("(oppdiktet)" in one.case_number for one in plan.municipalities)
        assert plan.invented
        # Each of the two has it in its log.
        assert {one.municipality_id for one in session.scalars(select(Event))} == {
            world.own_id,
            world.other_id,
        }


def test_a_plan_is_entered_once(filling: Filling, eidskog: int) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        with pytest.raises(NotAllowed) as refused:
            enter_plan(session, actor, EIDSKOG, municipality_ids=[actor.municipality_id], on=ON)
        assert refused.value.code == "plan_exists_already"


def test_a_plan_is_a_draft_before_its_councils_have_decided(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        plan = enter_plan(
            session, actor, EIDSKOG, municipality_ids=[actor.municipality_id], on=date(2016, 3, 28)
        )
        assert (plan.state, plan.published, plan.municipalities[0].decided_on) == (
            PlanState.DRAFT,
            False,
            None,
        )


def test_a_plan_is_entered_for_the_municipalities_that_it_names(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, actor):
        with pytest.raises(ValueError, match="Røros, Holtålen"):
            enter_plan(session, actor, ROROS_HOLTALEN, municipality_ids=[actor.municipality_id], on=ON)
        with pytest.raises(LookupError):
            enter_plan(session, actor, "skien", municipality_ids=[actor.municipality_id], on=ON)


@pytest.mark.parametrize("name", PLANS)
def test_no_text_of_the_library_is_longer_than_its_column(name: str) -> None:
    known = packaged_plan(name)
    kinds = {
        "roles": PlanRole,
        "chapters": PlanChapter,
        "goals": PlanGoal,
        "references": PlanReference,
        "annexes": PlanAnnex,
        "costs": PlanCost,
        "indicators": Indicator,
    }
    for part, kind in kinds.items():
        for one in known.parts[part]:
            check_lengths(kind, one)
    for indicator in known.parts["indicators"]:
        for value in indicator["values"]:
            check_lengths(IndicatorValue, value)
    for measure in known.measures:
        check_lengths(PlanMeasure, {"title": measure.title, "start_status": measure.start_status})
        for cell in measure.cells:
            check_lengths(MeasureYear, {"text": cell.text})


def check_lengths(kind: Any, values: Any) -> None:
    """Hold each text against the column that it goes into."""
    for name, value in values.items():
        column = kind.__table__.columns.get(name)
        longest = getattr(getattr(column, "type", None), "length", None)
        if isinstance(value, str) and longest is not None:
            assert len(value) <= longest, (kind.__name__, name, value)
