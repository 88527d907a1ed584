"""Samples of the pages of hearings, the public pages and the development, for the walk over every page."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock, storage
from app.models.hearing import HearingChannel
from app.models.plan import PlanAnnex, PlanChapter, PlanCost, PlanGoal
from app.permissions import Actor
from fees.plans import CostEstimate, InputVerdict, PlanState
from tests.factories.hearing import make_answer, make_hearing
from tests.factories.plan import make_measure, make_plan

# What a browser is given here is a file, not a page.
FILES_OF_HEARINGS: frozenset[str] = frozenset({"prevention_public.open_annex"})


def ids_of_hearings(session: Session, actor: Actor) -> dict[str, Any]:
    """A plan that lies out with answers in every state, one whose hearing is closed, and an adopted one."""
    today = clock.today()
    open_plan = make_plan(session, actor, title="Utkast som ligger ute (oppdiktet)", summary="Kort sagt.")
    make_measure(session, open_plan, section="Barn og unge")
    hearing = make_hearing(session, actor, plan=open_plan)
    fresh = make_answer(session, actor, hearing)
    keyed = make_answer(
        session,
        actor,
        hearing,
        on_behalf_of="Ungdomsrådet",
        channel=HearingChannel.KEYED,
        late=True,
        verdict=InputVerdict.PARTLY,
        reply="Fra neste år.",
        published=True,
    )
    heard = make_plan(session, actor, title="Utkast etter høring (oppdiktet)")
    closed = make_hearing(
        session,
        actor,
        plan=heard,
        opens_on=today - timedelta(90),
        due_on=today - timedelta(40),
        closed_on=today - timedelta(30),
    )
    return {
        "hearing_id": hearing.id,
        "answer_id": fresh.id,
        "hearing_ids": [hearing.id, closed.id],
        "answer_ids": [fresh.id, keyed.id],
        "heard_plan_ids": [open_plan.id, heard.id],
        "public_plan_id": _adopted(session, actor),
    }


def _adopted(session: Session, actor: Actor) -> int:
    """An adopted plan with something in each part, for everybody."""
    plan = make_plan(
        session, actor, state=PlanState.ADOPTED, published=True, title="Vedtatt plan (oppdiktet)"
    )
    goal = PlanGoal(plan_id=plan.id, position=1, text="Færre begynner å ruse seg.")
    session.add(goal)
    session.flush()
    make_measure(session, plan, section="Barn og unge", goal_id=goal.id)
    content = storage.keep(b"vedlegg")
    session.add_all(
        [
            PlanChapter(plan_id=plan.id, position=1, heading="Innledning", text="Slik vil vi ha det."),
            PlanGoal(plan_id=plan.id, position=2, parent_id=goal.id, text="Flere er med i et lag."),
            PlanCost(
                plan_id=plan.id,
                position=1,
                text="Utekontakt",
                estimate=CostEstimate.NOT_ESTIMATED,
                reason="Avhenger av tilskudd",
            ),
            PlanAnnex(
                plan_id=plan.id,
                position=1,
                title="Kartlegging",
                sha256=content,
                size=7,
                media_type="text/plain",
                file_name="kartlegging.txt",
                public=True,
            ),
            PlanAnnex(plan_id=plan.id, position=2, title="Mangler her", public=True),
        ]
    )
    session.flush()
    return plan.id


def samples_of_hearings(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    (open_id, closed_id), (fresh, keyed) = ids["hearing_ids"], ids["answer_ids"]
    open_plan, heard = ids["heard_plan_ids"]
    return {
        "prevention.list_hearings": [{"plan_id": open_plan}, {"plan_id": ids["public_plan_id"]}],
        "prevention.open_hearing": [{"plan_id": heard}],
        "prevention.show_hearing": [{"hearing_id": open_id}, {"hearing_id": closed_id}],
        "prevention.change_hearing": [{"hearing_id": open_id}],
        "prevention.key_answer": [{"hearing_id": open_id}],
        "prevention.show_answer": [{"hearing_id": open_id, "answer_id": one} for one in (fresh, keyed)],
        "prevention.treat_answer": [{"hearing_id": open_id, "answer_id": fresh}],
        "prevention.close_hearing": [{"hearing_id": open_id}, {"hearing_id": closed_id}],
        "prevention.show_development": [{}],
        "prevention_public.list_plans": [{}],
        "prevention_public.show_plan": [
            {"plan_id": ids["public_plan_id"]},
            {"plan_id": open_plan},
            {"plan_id": heard},
        ],
        "prevention_public.answer_hearing": [{"plan_id": open_plan}, {"plan_id": heard}],
    }
