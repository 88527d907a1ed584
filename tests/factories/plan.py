"""Action plans for tests: the smallest, an adopted one, one that two municipalities share."""

from datetime import date
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app import clock
from app.models.plan import MeasureOwner, MeasureYear, Plan, PlanMeasure, PlanMunicipality
from app.permissions import Actor
from fees.plans import MeasureStatus, MeasureVerb, PlanState

DECIDED_ON = date(2023, 12, 14)


def make_plan(
    session: Session,
    actor: Actor,
    *,
    others: tuple[int, ...] = (),
    state: PlanState = PlanState.DRAFT,
    **changed: Any,
) -> Plan:
    """A plan for 2024 to 2028 of the actor's municipality and the others; adopted ones are decided by all."""
    decided = state in {PlanState.ADOPTED, PlanState.ENDED}
    values: dict[str, Any] = {
        "title": "Ruspolitisk handlingsplan",
        "state": state,
        "first_year": 2024,
        "last_year": 2028,
        **changed,
    }
    plan = Plan(**values, made_by_id=actor.user_id, made_at=clock.now())
    session.add(plan)
    session.flush()
    session.add_all(
        PlanMunicipality(
            plan_id=plan.id,
            municipality_id=one,
            body="Kommunestyret" if decided else "",
            decided_on=DECIDED_ON if decided else None,
            case_number="PS 88/23" if decided else "",
        )
        for one in (actor.municipality_id, *others)
    )
    session.flush()
    session.expire(plan)
    return plan


def make_measure(
    session: Session,
    plan: Plan,
    title: str = "MOT",
    *,
    owners: tuple[str, ...] = ("SLT-koordinator",),
    years: dict[int, tuple[str, tuple[MeasureVerb, ...]]] | None = None,
    **changed: Any,
) -> PlanMeasure:
    """A measure of a plan that is carried on each year, with an owner."""
    row = PlanMeasure(
        plan_id=plan.id,
        **{"position": 1, "title": title, "status": MeasureStatus.UNDER_WAY, **changed},
    )
    session.add(row)
    session.flush()
    session.add_all(
        MeasureOwner(measure_id=row.id, position=position, role=role)
        for position, role in enumerate(owners, 1)
    )
    if years is None:
        carried_on = ("Videreføres", (MeasureVerb.CONTINUE,))
        years = dict.fromkeys(range(plan.first_year, plan.last_year + 1), carried_on)
    session.add_all(
        MeasureYear(measure_id=row.id, year=year, text=text, verbs=[verb.value for verb in verbs])
        for year, (text, verbs) in years.items()
    )
    session.flush()
    session.expire(row)
    return row


def decide_in(session: Session, plan: Plan, municipality_id: int, decided_on: date | None) -> None:
    """Set the day on which one municipality decided on a plan."""
    session.execute(
        update(PlanMunicipality)
        .where(PlanMunicipality.plan_id == plan.id, PlanMunicipality.municipality_id == municipality_id)
        .values(decided_on=decided_on)
    )
    session.expire(plan)
