"""Scoring a place on the sheet that is the same for all: what is scored is added, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import ChangedMeanwhile, held_row
from app.models.criteria import CriteriaSet, CriterionScore
from app.models.event import EventType
from app.permissions import Actor
from app.policy.queries.criteria_sets import place_on_sheet, scores_of_place
from licensing.criteria import Part, require_locked
from licensing.errors import NotAllowed


@dataclass(frozen=True)
class ScoreEntry:
    """What a place gets on a criterion, and why."""

    score: int
    reason: str


def score_place(
    session: Session,
    actor: Actor,
    *,
    set_id: int,
    venue_id: int,
    seen_scores: int,
    entries: Mapping[int, ScoreEntry],
    on: date,
) -> list[CriterionScore]:
    """Add what is new on a place's sheet; earlier scores stay beside it. The same sheet sent twice is one.

    `entries` go by the criterion's id; a criterion that is left out is not scored now. `seen_scores` is how
    many scores the place had when the sheet was opened.

    Raises `NotAllowed` before the set is locked, for a place that is not on the sheet and for a score without
    a reason, and `ChangedMeanwhile` when another scored the place meanwhile.
    """
    row = held_row(session, actor, CriteriaSet, set_id)
    require_locked(locked=row.locked)
    place = place_on_sheet(session, row, venue_id, on)
    if place is None:
        raise NotAllowed("place_not_on_sheet")
    criteria = row.to_domain()
    known = scores_of_place(session, row, venue_id)
    new = {
        criterion_id: entry
        for criterion_id, entry in entries.items()
        if criterion_id not in known.latest
        or (known.latest[criterion_id].score, known.latest[criterion_id].reason)
        != (entry.score, entry.reason)
    }
    if not new:
        return []
    if known.count != seen_scores:
        raise ChangedMeanwhile
    for criterion_id, entry in new.items():
        part = Part(criteria[criterion_id], entry.score)
        if not entry.reason:
            raise NotAllowed("score_needs_reason", number=part.criterion.number)
    moment = clock.now()
    added = [
        CriterionScore(
            municipality_id=actor.municipality_id,
            set_id=set_id,
            criterion_id=criterion_id,
            venue_id=venue_id,
            score=entry.score,
            reason=entry.reason,
            scored_by_id=actor.user_id,
            scored_at=moment,
        )
        for criterion_id, entry in new.items()
    ]
    session.add_all(added)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.CRITERION_SCORED,
        set_id=set_id,
        criteria_set=row.name,
        venue_id=venue_id,
        venue=place.name,
        numbers=sorted(criteria[criterion_id].number for criterion_id in new),
        scores={str(criteria[key].number): entry.score for key, entry in new.items()},
    )
    return added
