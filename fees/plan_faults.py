"""Faults of an action plan ("mangel i handlingsplanen"): what the text leaves open, or says against itself.

A fault never stops anything: a council may adopt a plan with faults, and the page says which they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from fees.money import Money
from fees.plans import CostEstimate, Funding, PlanState

WHOLE = 10_000
"""A share of all, in hundredths of a per cent."""


class PlanFaultCode(StrEnum):
    """What can be wrong with a plan ("slag mangel")."""

    NO_POLICY = "no_policy"
    POLICY_UNKNOWN = "policy_unknown"
    POLICY_WITHOUT_RULES = "policy_without_rules"
    NO_SUMMARY = "no_summary"
    NO_EVALUATION = "no_evaluation"
    NO_PREDECESSOR = "no_predecessor"
    PREDECESSOR_NOT_ENDED = "predecessor_not_ended"
    PREDECESSOR_OVERLAPS = "predecessor_overlaps"
    NOT_DECIDED_IN = "not_decided_in"
    DECIDED_AFTER_PERIOD_BEGAN = "decided_after_period_began"
    NO_ROLE = "no_role"
    NO_GOALS = "no_goals"
    NO_MEASURES = "no_measures"
    NO_COSTS = "no_costs"
    NO_INDICATORS = "no_indicators"
    CHAPTER_EMPTY = "chapter_empty"
    CELL_WITHOUT_VERB = "cell_without_verb"
    CELL_OUTSIDE_PERIOD = "cell_outside_period"
    MEASURE_WITHOUT_YEARS = "measure_without_years"
    MEASURE_WITHOUT_OWNER = "measure_without_owner"
    DUE_BEFORE_DECISION = "due_before_decision"
    COST_WITHOUT_SUM = "cost_without_sum"
    COST_WITHOUT_REASON = "cost_without_reason"
    COST_WITHOUT_FUNDING = "cost_without_funding"
    COST_CHANGE_WITHOUT_CONDITION = "cost_change_without_condition"
    INDICATOR_WITHOUT_VALUE = "indicator_without_value"
    INDICATOR_WITHOUT_DATE = "indicator_without_date"
    INDICATOR_WITHOUT_SOURCE = "indicator_without_source"
    SHARE_DIFFERS = "share_differs"
    ANNEX_MISSING = "annex_missing"


class PlanPartKind(StrEnum):
    """Which part of a plan is meant ("del av planen")."""

    PLAN = "plan"
    CHAPTER = "chapter"
    MEASURE = "measure"
    COST = "cost"
    INDICATOR = "indicator"
    ANNEX = "annex"


@dataclass(frozen=True)
class PlanFault:
    """One fault: what it is, which part of the plan has it, and the facts that tell it."""

    code: PlanFaultCode
    part: PlanPartKind = PlanPartKind.PLAN
    part_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Decided:
    """What a municipality has decided of the plan."""

    municipality_id: int
    name: str
    on: date | None


@dataclass(frozen=True)
class Cell:
    """What the plan says of a measure in a year."""

    year: int
    text: str
    has_verb: bool
    due_on: date | None = None


@dataclass(frozen=True)
class MeasureLine:
    """A measure as its table tells it."""

    id: int
    title: str
    owners: int
    cells: tuple[Cell, ...]
    municipality_id: int | None = None


@dataclass(frozen=True)
class CostLine:
    """An economic consequence as the plan tells it."""

    id: int
    text: str
    estimate: CostEstimate
    amount: Money | None = None
    funding: Funding | None = None
    funding_text: str = ""
    later_funding: Funding | None = None
    later_text: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure of an indicator as it was told."""

    figure: str
    dated: bool
    sourced: bool
    part: int | None = None
    whole: int | None = None
    stated_share: int | None = None
    """In hundredths of a per cent."""


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator with its figures."""

    id: int
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Named:
    """A chapter or an annex: what it is called, and whether there is anything in it."""

    id: int
    name: str
    empty: bool


@dataclass(frozen=True)
class PlanBefore:
    """The plan before, where it is in the system."""

    title: str
    state: PlanState
    last_year: int


@dataclass(frozen=True)
class PlanOnPaper:
    """A plan as far as its faults depend on it."""

    state: PlanState
    first_year: int
    last_year: int
    has_summary: bool
    has_evaluation: bool
    policy_series: str
    policy_rules: int | None
    """How many rules the policy has now; nothing where there is no such policy."""
    decided: tuple[Decided, ...]
    before: PlanBefore | None = None
    before_text: str = ""
    roles: int = 0
    goals: int = 0
    chapters: tuple[Named, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    costs: tuple[CostLine, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    annexes: tuple[Named, ...] = ()


def computed_share(part: int, whole: int, stated: int) -> int:
    """A share in hundredths of a per cent, rounded as finely as the one that is told.

    >>> computed_share(1911, 5544, 3370)
    3450
    >>> computed_share(1911, 5544, 3400)
    3400
    """
    step = next(one for one in (100, 10, 1) if stated % one == 0)
    # Half a step is added before the fraction is cut off: rounded once, and half goes up.
    return (2 * part * WHOLE + step * whole) // (2 * whole * step) * step


def plan_faults(plan: PlanOnPaper) -> tuple[PlanFault, ...]:
    """Everything that the plan leaves open or says against itself, in the order of the plan."""
    return (
        *_of_the_record(plan),
        *_of_what_is_left_out(plan),
        *(
            PlanFault(PlanFaultCode.CHAPTER_EMPTY, PlanPartKind.CHAPTER, one.id, {"name": one.name})
            for one in plan.chapters
            if one.empty
        ),
        *(fault for measure in plan.measures for fault in _of_measure(plan, measure)),
        *(fault for cost in plan.costs for fault in _of_cost(cost)),
        *(fault for indicator in plan.indicators for fault in _of_indicator(indicator)),
        *(
            PlanFault(PlanFaultCode.ANNEX_MISSING, PlanPartKind.ANNEX, one.id, {"name": one.name})
            for one in plan.annexes
            if one.empty
        ),
    )


def _of_the_record(plan: PlanOnPaper) -> Iterator[PlanFault]:
    if not plan.policy_series:
        yield PlanFault(PlanFaultCode.NO_POLICY)
    elif plan.policy_rules is None:
        yield PlanFault(PlanFaultCode.POLICY_UNKNOWN, facts={"policy": plan.policy_series})
    elif plan.policy_rules == 0:
        yield PlanFault(PlanFaultCode.POLICY_WITHOUT_RULES)
    if plan.before is None and not plan.before_text:
        yield PlanFault(PlanFaultCode.NO_PREDECESSOR)
    if plan.before is not None:
        if plan.before.state is PlanState.ADOPTED and plan.state is PlanState.ADOPTED:
            yield PlanFault(PlanFaultCode.PREDECESSOR_NOT_ENDED, facts={"before": plan.before.title})
        if plan.before.last_year >= plan.first_year:
            yield PlanFault(
                PlanFaultCode.PREDECESSOR_OVERLAPS,
                facts={"before": plan.before.title, "year": plan.before.last_year},
            )
    some = [one.on for one in plan.decided if one.on is not None]
    for one in plan.decided:
        if one.on is None and (some or plan.state in {PlanState.ADOPTED, PlanState.ENDED}):
            yield PlanFault(PlanFaultCode.NOT_DECIDED_IN, facts={"municipality": one.name})
    if some and min(some).year >= plan.first_year:
        first = min(some)
        yield PlanFault(
            PlanFaultCode.DECIDED_AFTER_PERIOD_BEGAN,
            facts={"decided_on": first.isoformat(), "year": plan.first_year},
        )


def _of_what_is_left_out(plan: PlanOnPaper) -> Iterator[PlanFault]:
    asked = (
        (plan.has_summary, PlanFaultCode.NO_SUMMARY),
        (plan.has_evaluation, PlanFaultCode.NO_EVALUATION),
        (plan.roles, PlanFaultCode.NO_ROLE),
        (plan.goals, PlanFaultCode.NO_GOALS),
        (plan.measures, PlanFaultCode.NO_MEASURES),
        (plan.costs, PlanFaultCode.NO_COSTS),
        (plan.indicators, PlanFaultCode.NO_INDICATORS),
    )
    return (PlanFault(code) for has, code in asked if not has)


def _of_measure(plan: PlanOnPaper, measure: MeasureLine) -> Iterator[PlanFault]:
    def fault(code: PlanFaultCode, **facts: Any) -> PlanFault:
        return PlanFault(code, PlanPartKind.MEASURE, measure.id, {"name": measure.title, **facts})

    if not measure.owners:
        yield fault(PlanFaultCode.MEASURE_WITHOUT_OWNER)
    told = [cell for cell in measure.cells if cell.text or cell.has_verb]
    if not told:
        yield fault(PlanFaultCode.MEASURE_WITHOUT_YEARS)
    decided_on = _decided_on(plan.decided, measure.municipality_id)
    for cell in told:
        if not cell.has_verb:
            yield fault(PlanFaultCode.CELL_WITHOUT_VERB, year=cell.year, cell=cell.text)
        if not plan.first_year <= cell.year <= plan.last_year:
            yield fault(PlanFaultCode.CELL_OUTSIDE_PERIOD, year=cell.year)
        if cell.due_on is not None and decided_on is not None and cell.due_on < decided_on:
            yield fault(
                PlanFaultCode.DUE_BEFORE_DECISION,
                due_on=cell.due_on.isoformat(),
                decided_on=decided_on.isoformat(),
            )


def _decided_on(decided: Iterable[Decided], municipality_id: int | None) -> date | None:
    """When a measure was decided: by its own council, or by the first of those that share it."""
    days = [
        one.on for one in decided if one.on is not None and municipality_id in {None, one.municipality_id}
    ]
    return min(days, default=None)


def _of_cost(cost: CostLine) -> Iterator[PlanFault]:
    def fault(code: PlanFaultCode) -> PlanFault:
        return PlanFault(code, PlanPartKind.COST, cost.id, {"name": cost.text})

    if cost.estimate is CostEstimate.ESTIMATED:
        if cost.amount is None:
            yield fault(PlanFaultCode.COST_WITHOUT_SUM)
        if cost.funding is None and not cost.funding_text:
            yield fault(PlanFaultCode.COST_WITHOUT_FUNDING)
    if cost.estimate is CostEstimate.NOT_ESTIMATED and not cost.reason:
        yield fault(PlanFaultCode.COST_WITHOUT_REASON)
    if cost.later_funding is not None and not cost.later_text:
        yield fault(PlanFaultCode.COST_CHANGE_WITHOUT_CONDITION)


def _of_indicator(indicator: IndicatorLine) -> Iterator[PlanFault]:
    def fault(code: PlanFaultCode, **facts: Any) -> PlanFault:
        return PlanFault(code, PlanPartKind.INDICATOR, indicator.id, {"name": indicator.name, **facts})

    if not indicator.figures:
        yield fault(PlanFaultCode.INDICATOR_WITHOUT_VALUE)
    for one in indicator.figures:
        if not one.dated:
            yield fault(PlanFaultCode.INDICATOR_WITHOUT_DATE, figure=one.figure)
        if not one.sourced:
            yield fault(PlanFaultCode.INDICATOR_WITHOUT_SOURCE, figure=one.figure)
        if one.part is None or one.whole is None or one.stated_share is None:
            continue
        computed = computed_share(one.part, one.whole, one.stated_share)
        if computed != one.stated_share:
            yield fault(
                PlanFaultCode.SHARE_DIFFERS,
                part=one.part,
                whole=one.whole,
                stated=one.stated_share,
                computed=computed,
            )
