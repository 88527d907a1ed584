"""What is put into the addresses of criteria fixed beforehand: a draft, and a locked set."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.permissions import Actor
from tests.factories.criteria import make_locked_set, make_set

# What a browser is given here is a file, not a page.
FILES_OF_CRITERIA = {"policy.show_ranking_file"}


def ids_of_criteria(session: Session, actor: Actor, name: str = "Utkast") -> dict[str, int]:
    """A draft with two criteria, and a locked set."""
    opens = today() + timedelta(days=90)
    draft = make_set(session, actor, name=name, opens_on=opens)
    locked = make_locked_set(session, actor, name=f"{name} låst", opens_on=opens)
    return {"set_id": draft.id, "criterion_id": draft.criteria[0].id, "locked_set_id": locked.id}


def samples_of_criteria(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    draft, locked = {"set_id": ids["set_id"]}, {"set_id": ids["locked_set_id"]}
    criterion = draft | {"criterion_id": ids["criterion_id"]}
    place = locked | {"venue_id": ids["venue_on_sheet_id"]}
    return {
        "policy.list_criteria_sets": [{}],
        "policy.show_criteria_set": [draft, locked],
        "policy.begin_criteria_set": [{}],
        "policy.change_criteria_set": [draft],
        "policy.add_criterion": [draft],
        "policy.change_criterion": [criterion],
        "policy.lock_criteria_set": [draft],
        "policy.show_place": [place],
        "policy.score_place": [place],
        "policy.show_ranking": [locked],
        "policy.show_sheets": [draft, locked],
    }
