"""What is put into the addresses of the pages of the alcohol policy."""

from typing import Any

from licensing.policy import RuleKind


def samples_of_policies(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page, with the arguments of its faces."""
    draft, in_force = {"policy_id": ids["policy_id"]}, {"policy_id": ids["policy_in_force_id"]}
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
        "policy.write_policy": [draft],
        "policy.change_policy": [draft],
        "policy.add_part": [draft | {"sort": sort} for sort in ("dokumenter", "definisjoner", "dager")],
        "policy.change_part": [draft | {"sort": "soner", "key": "sentrum"}],
        "policy.add_rule": [draft | {"kind": kind.value} for kind in RuleKind],
        "policy.change_rule": [draft | {"rule_code": "R-01"}],
        "policy.adopt_policy": [draft],
    }
