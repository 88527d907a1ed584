"""What is put into the addresses of the pages of the alcohol policy."""

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.policy.queries import policy_in_force_id
from app.policy.service.storing import store_policy
from licensing.policy import RuleKind
from tests.factories.draft import a_draft

# A file, not a page.
FILES_OF_POLICIES = frozenset({"policy.download_policy"})


def ids_of_policies(session: Session, municipality_id: int) -> dict[str, int]:
    """A draft with something of everything, one that the check says nothing of, and what is in force."""
    in_force = policy_in_force_id(session, municipality_id, today())
    assert in_force is not None
    here = [municipality_id]
    return {
        "policy_id": store_policy(session, a_draft(), municipality_ids=here).id,
        "empty_policy_id": store_policy(session, replace(a_draft(), rules=()), municipality_ids=here).id,
        "policy_in_force_id": in_force,
    }


def samples_of_policies(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    draft, in_force = {"policy_id": ids["policy_id"]}, {"policy_id": ids["policy_in_force_id"]}
    empty = {"policy_id": ids["empty_policy_id"]}
    return {
        "policy.list_policies": [{}],
        "policy.show_policy": [draft, in_force],
        "policy.check_policy": [draft, in_force],
        "policy.list_library": [{}],
        "policy.show_library_policy": [{"text": "bergen"}],
        "policy.begin_from_library": [{"text": "bergen"}],
        "policy.begin_policy": [{}],
        "policy.begin_edition": [in_force],
        "policy.import_policy": [{}],
        "policy.replace_policy": [draft],
        "policy.write_policy": [draft, empty],
        "policy.change_policy": [draft],
        "policy.add_part": [draft | {"sort": sort} for sort in ("dokumenter", "definisjoner", "dager")],
        "policy.change_part": [draft | {"sort": "soner", "key": "sentrum"}],
        "policy.add_rule": [draft | {"kind": kind.value} for kind in RuleKind],
        "policy.change_rule": [draft | {"rule_code": "R-01"}],
        "policy.adopt_policy": [draft, empty],
    }


# Forms with what is typed wrongly into them, and how many sentences that must give at least.
WRONG_POLICIES: dict[str, tuple[dict[str, str], int]] = {
    "policy.begin_policy": ({"#first_day": "1.1.1026"}, 2),
    "policy.change_policy": ({"#name": "", "#last_day": "snart"}, 2),
    "policy.add_rule": ({"#effect-latest": "natta", "#when-season_first": "30.02", "#code": "R-01"}, 3),
    "policy.change_part": ({"#name": "", "#outline": "midt på"}, 2),
}
