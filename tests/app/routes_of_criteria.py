"""The addresses of criteria fixed beforehand, and who may open each."""

from app.permissions import Role

ALL = frozenset(Role)
WRITE = frozenset({Role.CASEWORKER, Role.ADMINISTRATOR})
LOCK = frozenset({Role.MEETING_SECRETARY, Role.ADMINISTRATOR})
SCORE = frozenset({Role.CASEWORKER})

ROUTES_OF_CRITERIA: dict[str, frozenset[str]] = {
    "policy.list_criteria_sets": ALL,
    "policy.show_criteria_set": ALL,
    "policy.begin_criteria_set": WRITE,
    "policy.change_criteria_set": WRITE,
    "policy.remove_criteria_set": WRITE,
    "policy.add_criterion": WRITE,
    "policy.change_criterion": WRITE,
    "policy.remove_criterion": WRITE,
    "policy.move_criterion": WRITE,
    "policy.lock_criteria_set": LOCK,
    "policy.show_place": ALL,
    "policy.score_place": SCORE,
    "policy.show_ranking": ALL,
    "policy.show_ranking_file": ALL,
    "policy.show_sheets": ALL,
}
