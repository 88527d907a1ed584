"""The faults of a plan, one by one, and those of the two plans that the system was made from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from fees.money import Money
from fees.plan_faults import (
    Cell,
    CostLine,
    Decided,
    Figure,
    IndicatorLine,
    MeasureLine,
    Named,
    PlanBefore,
    PlanFaultCode,
    PlanOnPaper,
    PlanPartKind,
    computed_share,
    plan_faults,
)
from fees.plans import CostEstimate, Funding, PlanState

OWN, OTHER = 1, 2
DECIDED = Decided(OWN, "Eidskog", date(2015, 12, 17))
MEASURE = MeasureLine(7, "MOT", 1, (Cell(2016, "Videreføres", has_verb=True),))
COST = CostLine(
    3, "Lavterskeltilbud", CostEstimate.ESTIMATED, Money.from_kroner(600_000), Funding.BLOCK_GRANT
)
FIGURE = Figure("283", dated=True, sourced=True)
WHOLE_PLAN = PlanOnPaper(
    state=PlanState.ADOPTED,
    first_year=2016,
    last_year=2019,
    has_summary=True,
    has_evaluation=True,
    policy_series="eidskog",
    policy_rules=12,
    decided=(DECIDED,),
    before_text="Planen fra 2008",
    roles=1,
    goals=1,
    chapters=(Named(1, "Innledning", empty=False),),
    measures=(MEASURE,),
    costs=(COST,),
    indicators=(IndicatorLine(5, "Elever", (FIGURE,)),),
    annexes=(Named(2, "Politiets erfaringer", empty=False),),
)


def codes(plan: PlanOnPaper) -> list[PlanFaultCode]:
    return [fault.code for fault in plan_faults(plan)]


def of_cells(*cells: Cell, **changed: object) -> PlanOnPaper:
    return replace(WHOLE_PLAN, measures=(replace(MEASURE, cells=cells, **changed),))  # type: ignore[arg-type]  # any field of a measure


def test_a_plan_that_says_everything_has_no_fault() -> None:
    assert plan_faults(WHOLE_PLAN) == ()


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(replace(WHOLE_PLAN, policy_series=""), PlanFaultCode.NO_POLICY, id="no policy"),
        pytest.param(
            replace(WHOLE_PLAN, policy_rules=None), PlanFaultCode.POLICY_UNKNOWN, id="unknown policy"
        ),
        pytest.param(
            replace(WHOLE_PLAN, policy_rules=0), PlanFaultCode.POLICY_WITHOUT_RULES, id="an empty policy"
        ),
        pytest.param(replace(WHOLE_PLAN, has_summary=False), PlanFaultCode.NO_SUMMARY, id="no summary"),
        pytest.param(
            replace(WHOLE_PLAN, has_evaluation=False), PlanFaultCode.NO_EVALUATION, id="no evaluation"
        ),
        pytest.param(replace(WHOLE_PLAN, before_text=""), PlanFaultCode.NO_PREDECESSOR, id="no plan before"),
        pytest.param(
            replace(WHOLE_PLAN, before=PlanBefore("Planen fra 2008", PlanState.ADOPTED, 2015)),
            PlanFaultCode.PREDECESSOR_NOT_ENDED,
            id="the plan before is not ended",
        ),
        pytest.param(
            replace(WHOLE_PLAN, before=PlanBefore("Planen fra 2008", PlanState.ENDED, 2016)),
            PlanFaultCode.PREDECESSOR_OVERLAPS,
            id="the plan before ends when this has begun",
        ),
        pytest.param(
            replace(WHOLE_PLAN, decided=(DECIDED, Decided(OTHER, "Holtålen", None))),
            PlanFaultCode.NOT_DECIDED_IN,
            id="one council has not decided",
        ),
        pytest.param(
            replace(WHOLE_PLAN, decided=(replace(DECIDED, on=date(2016, 1, 1)),)),
            PlanFaultCode.DECIDED_AFTER_PERIOD_BEGAN,
            id="decided on the first day of its period",
        ),
        pytest.param(replace(WHOLE_PLAN, roles=0), PlanFaultCode.NO_ROLE, id="nobody follows it up"),
        pytest.param(replace(WHOLE_PLAN, goals=0), PlanFaultCode.NO_GOALS, id="no goals"),
        pytest.param(replace(WHOLE_PLAN, measures=()), PlanFaultCode.NO_MEASURES, id="no measures"),
        pytest.param(replace(WHOLE_PLAN, costs=()), PlanFaultCode.NO_COSTS, id="no economy"),
        pytest.param(replace(WHOLE_PLAN, indicators=()), PlanFaultCode.NO_INDICATORS, id="no indicators"),
        pytest.param(
            replace(WHOLE_PLAN, chapters=(Named(1, "Alkoholpolitiske retningslinjer", empty=True),)),
            PlanFaultCode.CHAPTER_EMPTY,
            id="a heading without a text",
        ),
        pytest.param(
            of_cells(Cell(2016, "Se SLT-planen", has_verb=False)),
            PlanFaultCode.CELL_WITHOUT_VERB,
            id="a cell without a verb",
        ),
        pytest.param(
            of_cells(Cell(2020, "Videreføres", has_verb=True)),
            PlanFaultCode.CELL_OUTSIDE_PERIOD,
            id="the year after the last",
        ),
        pytest.param(
            of_cells(Cell(2016, "", has_verb=False)),
            PlanFaultCode.MEASURE_WITHOUT_YEARS,
            id="a measure of which no year says anything",
        ),
        pytest.param(
            of_cells(*MEASURE.cells, owners=0), PlanFaultCode.MEASURE_WITHOUT_OWNER, id="nobody owns it"
        ),
        pytest.param(
            of_cells(Cell(2016, "Startes", has_verb=True, due_on=date(2015, 12, 16))),
            PlanFaultCode.DUE_BEFORE_DECISION,
            id="due the day before the decision",
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(replace(COST, amount=None),)),
            PlanFaultCode.COST_WITHOUT_SUM,
            id="estimated without a sum",
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(replace(COST, funding=None),)),
            PlanFaultCode.COST_WITHOUT_FUNDING,
            id="nobody pays",
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(CostLine(3, "Sommerleir", CostEstimate.NOT_ESTIMATED),)),
            PlanFaultCode.COST_WITHOUT_REASON,
            id="not estimated, and no reason",
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(replace(COST, later_funding=Funding.OWN_BUDGET),)),
            PlanFaultCode.COST_CHANGE_WITHOUT_CONDITION,
            id="others pay later, on no condition",
        ),
        pytest.param(
            replace(WHOLE_PLAN, indicators=(IndicatorLine(5, "Elever", ()),)),
            PlanFaultCode.INDICATOR_WITHOUT_VALUE,
            id="an indicator without a figure",
        ),
        pytest.param(
            replace(WHOLE_PLAN, indicators=(IndicatorLine(5, "Elever", (replace(FIGURE, dated=False),)),)),
            PlanFaultCode.INDICATOR_WITHOUT_DATE,
            id="a figure without a date",
        ),
        pytest.param(
            replace(WHOLE_PLAN, indicators=(IndicatorLine(5, "Elever", (replace(FIGURE, sourced=False),)),)),
            PlanFaultCode.INDICATOR_WITHOUT_SOURCE,
            id="a figure without a source",
        ),
        pytest.param(
            replace(WHOLE_PLAN, annexes=(Named(2, "Politiets erfaringer", empty=True),)),
            PlanFaultCode.ANNEX_MISSING,
            id="an annex that is missing",
        ),
    ],
)
def test_a_fault_is_told_alone(plan: PlanOnPaper, expected: PlanFaultCode) -> None:
    assert codes(plan) == [expected]


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(
            replace(WHOLE_PLAN, state=PlanState.DRAFT, decided=(replace(DECIDED, on=None),)), id="a draft"
        ),
        pytest.param(
            replace(WHOLE_PLAN, before=PlanBefore("Planen fra 2008", PlanState.ENDED, 2015)),
            id="the plan before ended the year before",
        ),
        pytest.param(
            of_cells(Cell(2016, "Startes", has_verb=True, due_on=date(2015, 12, 17))),
            id="due on the day of the decision",
        ),
        pytest.param(
            of_cells(*MEASURE.cells, Cell(2017, "", has_verb=False)), id="a year of which nothing is said"
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(CostLine(3, "Boliger", CostEstimate.OWN_CASE),)),
            id="a case of its own",
        ),
        pytest.param(
            replace(WHOLE_PLAN, costs=(replace(COST, funding=None, funding_text="Stiftelsen"),)),
            id="somebody whom the list does not name pays",
        ),
    ],
)
def test_what_is_in_order_is_no_fault(plan: PlanOnPaper) -> None:
    assert plan_faults(plan) == ()


def test_an_own_measure_is_held_against_its_own_council() -> None:
    late = Decided(OTHER, "Holtålen", date(2015, 12, 31))
    cell = Cell(2016, "Startes", has_verb=True, due_on=date(2015, 12, 20))
    shared = replace(of_cells(cell), decided=(DECIDED, late))
    own = replace(of_cells(cell, municipality_id=OTHER), decided=(DECIDED, late))
    assert codes(shared) == []
    assert codes(own) == [PlanFaultCode.DUE_BEFORE_DECISION]


def test_january_is_past_when_a_plan_is_adopted_in_march() -> None:
    cell = Cell(2016, "Startes opp, senest januar 2016", has_verb=True, due_on=date(2016, 1, 31))
    plan = replace(of_cells(cell), decided=(replace(DECIDED, on=date(2016, 3, 29)),))
    fault = plan_faults(plan)[-1]
    assert (fault.code, fault.part, fault.part_id) == (
        PlanFaultCode.DUE_BEFORE_DECISION,
        PlanPartKind.MEASURE,
        MEASURE.id,
    )
    assert fault.facts == {"name": "MOT", "due_on": "2016-01-31", "decided_on": "2016-03-29"}


def told_share(stated: int, part: int = 1_911, whole: int = 5_544) -> PlanOnPaper:
    figure = replace(FIGURE, part=part, whole=whole, stated_share=stated)
    return replace(WHOLE_PLAN, indicators=(IndicatorLine(5, "Innbyggere 16–44 år", (figure,)),))


def test_a_share_that_is_told_wrongly_is_computed_anew() -> None:
    (fault,) = plan_faults(told_share(3_370))
    assert fault.code is PlanFaultCode.SHARE_DIFFERS
    assert (fault.facts["stated"], fault.facts["computed"]) == (3_370, 3_450)


@pytest.mark.parametrize(
    "stated", [pytest.param(3_447, id="34.47"), pytest.param(3_450, id="34.5"), pytest.param(3_400, id="34")]
)
def test_a_share_is_right_as_finely_as_it_is_told(stated: int) -> None:
    assert plan_faults(told_share(stated)) == ()


def test_half_a_step_goes_up() -> None:
    assert computed_share(1, 8, 1_300) == 1_300
    assert computed_share(125, 1_000, 1_200) == 1_300


@pytest.mark.parametrize("stated", [0, 1, 10, 100, 3_370, 9_999, 10_000])
def test_the_computed_share_is_within_half_a_step_of_the_fraction(stated: int) -> None:
    step = next(one for one in (100, 10, 1) if stated % one == 0)
    for part, whole in ((0, 1), (1, 3), (2, 3), (48, 53), (1_911, 5_544), (7, 7)):
        off = abs(computed_share(part, whole, stated) - Fraction(part * 10_000, whole))
        assert off * 2 <= step
