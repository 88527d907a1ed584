"""Other events on the same evenings near by: what police and municipality weigh together."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.case import Application, Case
from app.models.occasion import Occasion, OccasionDay
from app.models.venue import Venue
from app.venues.nearness import is_near
from licensing.decisions import CaseResult

GONE = (CaseResult.REFUSE, CaseResult.DISMISS, CaseResult.RETRACTED)
MOST_SHOWN = 30


@dataclass(frozen=True)
class NearbyEvent:
    """Another event on one of the days."""

    case_id: int
    name: str
    venue: str
    first_day: date
    days: int
    guests: int | None


def nearby_events(session: Session, case: Case, occasion: Occasion) -> list[NearbyEvent]:
    """The other events that share a day with this one, at places near by; none that was refused."""
    days = {row.day for row in occasion.days}
    if not days:
        return []
    rows = session.execute(
        select(
            Case.id,
            Occasion.name,
            Venue.name.label("venue"),
            Occasion.guests,
            func.min(OccasionDay.day).label("first_day"),
            func.count(OccasionDay.day.distinct()).label("days"),
        )
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(
            Occasion,
            and_(
                Occasion.municipality_id == Application.municipality_id,
                Occasion.application_id == Application.id,
            ),
        )
        .join(
            OccasionDay,
            and_(
                OccasionDay.municipality_id == Occasion.municipality_id,
                OccasionDay.occasion_id == Occasion.id,
            ),
        )
        .join(
            Venue,
            and_(Venue.municipality_id == Application.municipality_id, Venue.id == Application.venue_id),
        )
        .where(
            Case.municipality_id == case.municipality_id,
            Case.id != case.id,
            or_(Case.result.is_(None), Case.result.not_in(GONE)),
            OccasionDay.day.in_(days),
            is_near(case.application.venue),
        )
        .group_by(Case.id, Occasion.id, Occasion.name, Venue.name, Occasion.guests)
        .order_by(func.min(OccasionDay.day), Case.id)
        .limit(MOST_SHOWN)
    )
    return [NearbyEvent(row.id, row.name, row.venue, row.first_day, row.days, row.guests) for row in rows]
