"""Who may open the pages of hearings, the public pages, and the pictures of the development."""

from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor, Role
from tests.factories.hearing import make_answer, make_hearing
from tests.factories.plan import make_plan

SEES = frozenset(set(Role) - {Role.INSPECTOR})
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})
PUBLIC: frozenset[str] = frozenset({*Role, "nobody"})

ROUTES_OF_HEARINGS: dict[str, frozenset[str]] = {
    "prevention.list_hearings": SEES,
    "prevention.open_hearing": HANDLES,
    "prevention.show_hearing": SEES,
    "prevention.change_hearing": HANDLES,
    "prevention.key_answer": HANDLES,
    "prevention.show_answer": SEES,
    "prevention.treat_answer": HANDLES,
    "prevention.close_hearing": HANDLES,
    "prevention.show_development": SEES,
    "prevention_public.list_plans": PUBLIC,
    "prevention_public.show_plan": PUBLIC,
    "prevention_public.open_annex": PUBLIC,
    "prevention_public.answer_hearing": PUBLIC,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_HEARINGS: frozenset[str] = frozenset(
    {
        "prevention_public.show_plan",
        "prevention_public.open_annex",
        "prevention_public.answer_hearing",
    }
)


def ids_of_hearings(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """A hearing of a plan of its own, with an answer; the plan lies out for everybody and holds no secret."""
    plan = make_plan(session, actor, title="Plan som ligger ute på høring")
    hearing = make_hearing(session, actor, plan=plan, treated_by=secret, invited=(secret,))
    answer = make_answer(session, actor, hearing, sender=secret, text=secret)
    return {"hearing_id": hearing.id, "answer_id": answer.id}
