"""What is put into the addresses of what the policy asks in a case: a rule that may be departed from."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.models.policy import PolicyState
from app.policy.queries import policy_in_force
from app.policy.service.storing import store_policy
from tests.factories import bergen


def ids_of_policy_cases(session: Session, municipality_id: int) -> dict[str, str]:
    """A main rule beside those of the policy in force: one that opens for something else."""
    policy = policy_in_force(session, municipality_id, today())
    assert policy is not None
    store_policy(
        session,
        replace(
            policy,
            rules=(*policy.rules, bergen.NO_ISLANDS),
            questions=(*policy.questions, bergen.ISLAND),
        ),
        municipality_ids=[municipality_id],
        state=PolicyState.IN_FORCE,
    )
    return {"departable_rule": bergen.NO_ISLANDS.code}


def samples_of_policy_cases(ids: dict[str, Any], shown: Iterable[int]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    cases = [{"case_id": case_id} for case_id in shown]
    return {
        "cases.list_policy_questions": cases,
        "cases.give_special_ground": [
            {"case_id": ids["assessed_id"], "rule": ids["departable_rule"]},
        ],
        "policy.list_departures": [{}],
    }
