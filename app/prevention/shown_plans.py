"""Action plans as pages show them: the list, one plan with all its parts, its faults, and its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock, formats
from app.labels import label
from app.models.plan import (
    Indicator,
    Plan,
    PlanAnnex,
    PlanChapter,
    PlanCost,
    PlanGoal,
    PlanMunicipality,
    PlanReference,
    PlanRole,
)
from app.permissions import Actor
from app.policy.queries.lists import names_of
from app.prevention.queries.plan_parts import goals_under, parts_of
from app.prevention.queries.plans import measures_of, plan_of, plans_that_follow, policy_series_of
from app.prevention.shown_plan_parts import Figures, PageOfPlan, Part, shown_cost, shown_reference
from app.wording.plan_faults import PLAN_PARTS, plan_fault_text
from fees.plan_faults import PlanFault, PlanPartKind
from fees.plans import MeasureStatus, PlanState

STATE_TONES: Mapping[PlanState, str] = {
    PlanState.DRAFT: "neutral",
    PlanState.ON_HEARING: "info",
    PlanState.ADOPTED: "success",
    PlanState.ENDED: "accent",
    PlanState.DISCARDED: "neutral",
}


@dataclass(frozen=True)
class PlanLine:
    """A plan in the list."""

    title: str
    url: str
    period: str
    state: str
    tone: str
    municipalities: str
    decided: str


def plan_lines(session: Session, plans: Sequence[Plan]) -> list[PlanLine]:
    """The plans of a list. The names of all municipalities are read at once."""
    names = names_of(
        session, {one.municipality_id for plan in plans for one in plan.municipalities}, clock.today()
    )
    return [
        PlanLine(
            title=plan.title,
            url=url_for("prevention.show_plan", plan_id=plan.id),
            period=period_of(plan),
            state=label(plan.state),
            tone=STATE_TONES[plan.state],
            municipalities=", ".join(sorted(names[one.municipality_id] for one in plan.municipalities)),
            decided=", ".join(
                dict.fromkeys(
                    formats.short_date(one.decided_on) for one in plan.municipalities if one.decided_on
                )
            ),
        )
        for plan in plans
    ]


def period_of(plan: Plan) -> str:
    """2024–2028"""
    if plan.first_year == plan.last_year:
        return str(plan.first_year)
    return f"{plan.first_year}–{plan.last_year}"


@dataclass(frozen=True)
class Decision:
    """What a council has decided of a plan."""

    municipality: str
    text: str


@dataclass(frozen=True)
class Linked:
    """Something that a plan points to, with a page where there is one to open."""

    text: str
    url: str | None = None


@dataclass(frozen=True)
class ShownPlan:
    """Everything that the page of a plan shows."""

    period: str
    state: str
    tone: str
    decisions: Sequence[Decision]
    before: Linked | None
    after: Sequence[Linked]
    policy: Linked | None
    chapters: Sequence[Part]
    goals: Sequence[Part]
    goal_count: int
    roles: Sequence[Part]
    costs: Sequence[Part]
    indicators: Sequence[Figures]
    has_cautions: bool
    """Whether a rise of one of the indicators may come of more work."""
    references: Sequence[Part]
    annexes: Sequence[Part]
    measures: Sequence[tuple[str, int]]
    measure_count: int
    add_urls: Mapping[str, str]
    """Where a part is added, by the name of its kind in addresses; only those that may be added now."""


def shown_plan(session: Session, actor: Actor, plan: Plan) -> ShownPlan:
    """A plan with all its parts, in a fixed number of queries."""
    here = actor.municipality_id
    names = names_of(session, (one.municipality_id for one in plan.municipalities), clock.today())
    page = PageOfPlan(plan, actor, names)
    measures = measures_of(session, here, plan.id)
    titles = {one.id: one.title for one in measures}
    goals = parts_of(session, here, PlanGoal, plan.id)
    indicators = parts_of(session, here, Indicator, plan.id)
    goal_texts = {goal.id: goal.text for goal in goals}
    policies = dict(policy_series_of(session, names))
    before = None if plan.predecessor_id is None else plan_of(session, here, plan.predecessor_id)
    counts = {status: sum(1 for one in measures if one.status is status) for status in MeasureStatus}
    return ShownPlan(
        period=period_of(plan),
        state=label(plan.state),
        tone=STATE_TONES[plan.state],
        decisions=[_decision(one, names) for one in plan.municipalities],
        before=_linked(before)
        if before
        else (Linked(plan.predecessor_text) if plan.predecessor_text else None),
        after=[_linked(one) for one in plans_that_follow(session, here, plan.id)],
        policy=_policy(plan, policies),
        chapters=[
            page.part("kapitler", one, {"heading": one.heading, "text": one.text})
            for one in parts_of(session, here, PlanChapter, plan.id)
        ],
        goals=page.goals(goals_under(goals)),
        goal_count=len(goals),
        roles=[
            page.part("roller", one, page.role(one)) for one in parts_of(session, here, PlanRole, plan.id)
        ],
        costs=[
            page.part("okonomi", one, shown_cost(one, titles))
            for one in parts_of(session, here, PlanCost, plan.id)
        ],
        indicators=[page.indicator(one, goal_texts) for one in indicators],
        has_cautions=any(one.rises_with_work for one in indicators),
        references=[
            page.part("grunnlag", one, shown_reference(one))
            for one in parts_of(session, here, PlanReference, plan.id)
        ],
        annexes=[page.annex(one) for one in parts_of(session, here, PlanAnnex, plan.id)],
        measures=[(label(status), count) for status, count in counts.items() if count],
        measure_count=len(measures),
        add_urls=page.add_urls(),
    )


def _decision(one: PlanMunicipality, names: Mapping[int, str]) -> Decision:
    text = (
        _(
            "%(body)s %(day)s, sak %(number)s",
            body=one.body,
            day=formats.short_date(one.decided_on),
            number=one.case_number,
        )
        if one.decided_on
        else _("Ikke vedtatt")
    )
    return Decision(names[one.municipality_id], text)


def _linked(plan: Plan) -> Linked:
    return Linked(f"{plan.title} {period_of(plan)}", url_for("prevention.show_plan", plan_id=plan.id))


def _policy(plan: Plan, policies: Mapping[str, str]) -> Linked | None:
    if not plan.policy_series:
        return None
    name = policies.get(plan.policy_series)
    if name is None:
        return Linked(plan.policy_series)
    return Linked(name, url_for("policy.list_policies"))


@dataclass(frozen=True)
class ShownFault:
    """A fault of a plan, and where on its pages it stands."""

    name: str
    text: str
    url: str


@dataclass(frozen=True)
class FaultGroup:
    """The faults of one kind of parts."""

    id: str
    title: str
    faults: Sequence[ShownFault]


def fault_groups(plan: Plan, faults: Sequence[PlanFault]) -> list[FaultGroup]:
    """The faults of a plan by the kinds of its parts, in the order of the plan."""
    groups = []
    for kind, title in PLAN_PARTS.items():
        of_kind = [
            ShownFault(
                str(fault.facts.get("name") or plan.title), plan_fault_text(fault), _fault_url(plan, fault)
            )
            for fault in faults
            if fault.part is kind
        ]
        if of_kind:
            groups.append(FaultGroup(kind.value, str(title), of_kind))
    return groups


def _fault_url(plan: Plan, fault: PlanFault) -> str:
    part_id: Any = fault.part_id
    match fault.part:
        case PlanPartKind.MEASURE:
            return url_for("prevention.show_measure", plan_id=plan.id, measure_id=part_id)
        case PlanPartKind.CHAPTER:
            anchor = "kapitler"
        case PlanPartKind.COST:
            anchor = f"kostnad-{part_id}"
        case PlanPartKind.INDICATOR:
            anchor = f"indikator-{part_id}"
        case PlanPartKind.ANNEX:
            anchor = "vedlegg"
        case PlanPartKind.PLAN:
            anchor = "om"
    return url_for("prevention.show_plan", plan_id=plan.id, _anchor=anchor)
