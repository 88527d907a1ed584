"""Who may read the alcohol policy, write drafts of it, and put one in force."""

from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Role
from app.policy.service.storing import store_policy
from tests.factories.draft import a_draft

ALL = frozenset(Role)
WRITE = frozenset({Role.CASEWORKER, Role.ADMINISTRATOR})
ADOPT = frozenset({Role.MEETING_SECRETARY, Role.ADMINISTRATOR})

ROUTES_OF_POLICIES: dict[str, frozenset[str]] = {
    "policy.list_policies": ALL,
    "policy.show_policy": ALL,
    "policy.download_policy": ALL,
    "policy.check_policy": ALL,
    "policy.list_library": ALL,
    "policy.show_library_policy": ALL,
    "policy.begin_from_library": WRITE,
    "policy.begin_policy": WRITE,
    "policy.begin_edition": WRITE,
    "policy.import_policy": WRITE,
    "policy.replace_policy": WRITE,
    "policy.discard_policy": WRITE,
    "policy.write_policy": WRITE,
    "policy.change_policy": WRITE,
    "policy.add_part": WRITE,
    "policy.change_part": WRITE,
    "policy.remove_part": WRITE,
    "policy.add_rule": WRITE,
    "policy.change_rule": WRITE,
    "policy.move_rule": WRITE,
    "policy.remove_rule": WRITE,
    "policy.adopt_policy": ADOPT,
}

# The library is the same for everybody.
OF_EVERY_MUNICIPALITY = frozenset({"policy.show_library_policy", "policy.begin_from_library"})


def ids_of_policies(session: Session, municipality_id: int) -> dict[str, Any]:
    """A draft with a zone and a rule, as the addresses name them."""
    row = store_policy(session, a_draft(), municipality_ids=[municipality_id])
    return {
        "policy_id": row.id,
        "sort": "soner",
        "key": "sentrum",
        "kind": "hours",
        "rule_code": "R-01",
        "way": "opp",
        "text": "bergen",
    }
