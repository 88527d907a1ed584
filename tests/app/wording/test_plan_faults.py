"""Every fault of a plan is told in a sentence, with the facts that the rule gives."""

from datetime import date

from app.wording.plan_faults import PLAN_FAULT_TEXTS, PLAN_PARTS, plan_fault_text
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
    plan_faults,
)
from fees.plans import CostEstimate, Funding, PlanState

POOR = PlanOnPaper(
    state=PlanState.ADOPTED,
    first_year=2016,
    last_year=2019,
    has_summary=False,
    has_evaluation=False,
    policy_series="borte",
    policy_rules=0,
    decided=(Decided(1, "Røros", date(2016, 3, 29)), Decided(2, "Holtålen", None)),
    before=PlanBefore("Planen fra 2008", PlanState.ADOPTED, 2016),
    chapters=(Named(1, "Retningslinjer", empty=True),),
    measures=(
        MeasureLine(
            1,
            "Fagteam",
            0,
            (
                Cell(2016, "Startes opp senest januar 2016", has_verb=False, due_on=date(2016, 1, 31)),
                Cell(2020, "Videreføres", has_verb=True),
            ),
        ),
        MeasureLine(2, "Leir", 1, ()),
    ),
    costs=(
        CostLine(1, "Drift", CostEstimate.ESTIMATED, later_funding=Funding.OWN_BUDGET),
        CostLine(2, "Leir", CostEstimate.NOT_ESTIMATED),
    ),
    indicators=(
        IndicatorLine(1, "Innbyggere", (Figure("1 911", False, False, 1_911, 5_544, 3_370),)),
        IndicatorLine(2, "Saker", ()),
    ),
    annexes=(Named(1, "Fra politiet", empty=True),),
)
EMPTY = PlanOnPaper(
    state=PlanState.DRAFT,
    first_year=2016,
    last_year=2019,
    has_summary=True,
    has_evaluation=True,
    policy_series="",
    policy_rules=None,
    decided=(),
)
GONE = PlanOnPaper(**{**EMPTY.__dict__, "policy_series": "borte"})


def test_every_fault_has_its_sentence_and_every_part_its_name() -> None:
    assert set(PLAN_FAULT_TEXTS) == set(PlanFaultCode)
    assert set(PLAN_PARTS) == set(PlanPartKind)


def test_the_facts_of_a_fault_fill_its_sentence() -> None:
    faults = [fault for plan in (POOR, EMPTY, GONE) for fault in plan_faults(plan)]
    assert {fault.code for fault in faults} == set(PlanFaultCode)
    told = {fault.code: plan_fault_text(fault) for fault in faults}
    assert all(text.endswith(".") and "%(" not in text for text in told.values())
    assert told[PlanFaultCode.SHARE_DIFFERS] == (
        "1\u00a0911 av 5\u00a0544 er 34,5\u00a0%, men planen sier 33,7\u00a0%."
    )
    assert told[PlanFaultCode.DUE_BEFORE_DECISION] == (
        "Fristen 31.01.2016 var ute før planen ble vedtatt 29.03.2016."
    )
