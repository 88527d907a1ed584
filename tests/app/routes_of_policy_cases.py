"""Who may see what the policy asks in a case, answer it, and read the register of departures."""

from app.permissions import Role

ALL = frozenset(Role)
CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})

ROUTES_OF_POLICY_CASES: dict[str, frozenset[str]] = {
    "cases.list_policy_questions": CASES,
    "cases.answer_policy_questions": HANDLE,
    "cases.give_special_ground": HANDLE,
    "policy.list_departures": ALL,
}
A_RULE = "B-18"
"""Any code: in a town without such a rule its page is not found."""
