"""What the pages of a plan and its parts share: the plan, what its fields may point to, and taking out."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.changes import attempt
from app.db import session
from app.forms import ActForm
from app.models.plan import Plan, PlanGoal
from app.permissions import actor
from app.policy.queries.lists import names_of
from app.prevention.forms.plan_parts import Offered
from app.prevention.queries.plan_parts import goals_in_order, parts_of
from app.prevention.queries.plans import measures_of, plan_of
from app.prevention.service import plan_parts as service
from licensing.errors import NotAllowed


def plan_or_404(plan_id: int) -> Plan:
    """A plan that the municipality is part of."""
    return plan_of(session(), actor().municipality_id, plan_id) or abort(404)


def open_plan_or_404(plan_id: int, kind: type[Any], part: Any = None) -> Plan:
    """A plan in which parts of a kind may be written. Raises `NotAllowed` where they may not."""
    plan = plan_or_404(plan_id)
    service.refuse_unless_open_for(plan, kind)
    if part is not None and service.is_of_others(part, actor()):
        raise NotAllowed("plan_part_of_others")
    return plan


def offered(plan: Plan, kind: type[Any], without: int | None = None) -> Offered:
    """What the fields of a part may point to in a plan."""
    here = actor().municipality_id
    names = names_of(session(), (one.municipality_id for one in plan.municipalities), clock.today())
    nature = service.NATURES.get(kind)
    rows: list[Any] = parts_of(session(), here, kind, plan.id) if nature and nature.ordered else []
    goals = goals_in_order(parts_of(session(), here, PlanGoal, plan.id))
    return Offered(
        # A goal is not offered to itself; that it may not stand further down either is told when it is saved.
        goals=[(goal.id, goal.text) for _depth, goal in goals if kind is not PlanGoal or goal.id != without],
        measures=[(one.id, one.title) for one in measures_of(session(), here, plan.id)],
        own=(here, _("Bare %(name)s", name=names[here])) if len(names) > 1 else None,
        others=[(row.id, getattr(row, nature.name)) for row in rows if nature and row.id != without],
    )


def place_of(plan: Plan, kind: type[Any], part: Any) -> dict[str, int]:
    """After which part one stands, as its form names it; nothing for a kind that has no order."""
    if not service.NATURES[kind].ordered:
        return {}
    ids = [row.id for row in parts_of(session(), actor().municipality_id, kind, plan.id)]
    before = ids.index(part.id)
    return {"after": ids[before - 1] if before else service.FIRST}


def removed(remove: Callable[[int], None], *, done: str, back: str) -> ResponseReturnValue:
    """Take something out at the press of a button: back to the plan, or to where it says why not."""
    form = ActForm(request.form)
    hindrance = attempt(form, lambda: remove(form.seen_version))
    if hindrance:
        flash(hindrance.sentence, "warning")
        return redirect(back)
    flash(_("Planen er endret."), "success")
    return redirect(done)
