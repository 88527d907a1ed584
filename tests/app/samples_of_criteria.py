"""What is put into the addresses of criteria fixed beforehand: a draft, and a locked set."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.clock import today
from app.permissions import Actor
from app.policy.queries.criteria_sets import criteria_sets_of, places_on_sheet
from tests.factories.criteria import make_locked_set, make_set

# What a browser is given here is a file, not a page.
FILES_OF_CRITERIA = {"policy.show_ranking_file"}


def ids_of_criteria(session: Session, actor: Actor, name: str = "Utkast") -> dict[str, int]:
    """A draft with two criteria, and a locked set."""
    opens = today() + timedelta(days=90)
    draft = make_set(session, actor, name=name, opens_on=opens)
    locked = make_locked_set(session, actor, name=f"{name} låst", opens_on=opens)
    known = [row for row in criteria_sets_of(session, actor.municipality_id) if row.locked]
    return {
        "set_id": draft.id,
        "criterion_id": draft.criteria[0].id,
        "locked_set_id": locked.id,
        # The demo's set is the first, and has scores.
        "scored_set_id": min(row.id for row in known),
        "venue_on_sheet_id": places_on_sheet(session, locked, today())[0].venue_id,
    }


def samples_of_criteria(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    draft, locked = {"set_id": ids["set_id"]}, {"set_id": ids["locked_set_id"]}
    criterion = draft | {"criterion_id": ids["criterion_id"]}
    place, scored = (
        {"set_id": ids[name], "venue_id": ids["venue_on_sheet_id"]}
        for name in ("locked_set_id", "scored_set_id")
    )
    return {
        "policy.list_criteria_sets": [{}],
        "policy.show_criteria_set": [draft, locked],
        "policy.begin_criteria_set": [{}],
        "policy.change_criteria_set": [draft],
        "policy.add_criterion": [draft],
        "policy.change_criterion": [criterion],
        "policy.lock_criteria_set": [draft],
        "policy.show_place": [place, scored],
        "policy.score_place": [place, scored],
        "policy.show_ranking": [locked, {"set_id": ids["scored_set_id"]}],
        "policy.show_sheets": [draft, locked],
    }
