"""Who may open the pages of those behind a licence: conduct, owners, knowledge tests."""

from app.permissions import Role

HANDLE = frozenset({Role.CASEWORKER})

ROUTES_OF_PEOPLE: dict[str, frozenset[str]] = {
    "cases.list_conduct": HANDLE,
    "cases.answer_conduct": HANDLE,
}
IDS_OF_PEOPLE = {"question": "conduct_manager"}
