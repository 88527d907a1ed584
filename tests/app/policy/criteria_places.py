"""Places that are scored in the tests of criteria fixed beforehand."""

from typing import Any

from sqlalchemy.orm import Session

from app.models.criteria import CriteriaSet
from app.models.venue import Venue
from app.permissions import Actor
from app.policy.service.scoring import ScoreEntry, score_place
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue


def make_place(session: Session, actor: Actor, name: str, **licence: Any) -> Venue:
    """A venue with a serving licence."""
    venue = make_venue(session, actor, name=name, street=f"{name}veien 1")
    make_licence(session, venue, make_holder(session, actor), **licence)
    return venue


def give(session: Session, actor: Actor, row: CriteriaSet, venue: Venue, *scores: int, seen: int = 0) -> None:
    """Score the first criteria of a set."""
    entries = {
        criterion.id: ScoreEntry(score, f"Grunn {number}")
        for number, (criterion, score) in enumerate(zip(row.criteria, scores, strict=False), start=1)
    }
    on = row.locked_on
    assert on is not None
    score_place(session, actor, set_id=row.id, venue_id=venue.id, seen_scores=seen, entries=entries, on=on)
