"""Who may open the pages of try-outs, and the one that their addresses name."""

from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor, Role
from app.policy.service.trying import begin_tryout
from tests.factories.tryout import DAY, EARLIER, make_draft

ALL = frozenset(Role)
WRITE = frozenset({Role.CASEWORKER, Role.ADMINISTRATOR})
CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})

ROUTES_OF_TRYOUTS: dict[str, frozenset[str]] = {
    "policy.list_tryouts": ALL,
    "policy.show_tryout": ALL,
    "policy.list_tried_licences": ALL,
    "policy.list_tried_cases": CASES,
    "policy.try_cap": ALL,
    "policy.export_tryout": ALL,
    "policy.begin_tryout": WRITE,
    "policy.go_on_with_tryout": WRITE,
    "policy.stop_tryout": WRITE,
}


def ids_of_tryouts(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    """A try-out that has not begun."""
    draft = make_draft(session, actor.municipality_id, EARLIER, name=name)
    begun = begin_tryout(session, actor, policy_id=draft.id, other_policy_id=None, day=DAY)
    return {"tryout_id": begun.id}
