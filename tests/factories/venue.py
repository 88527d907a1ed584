"""Venues with rooms."""

from sqlalchemy.orm import Session

from app.models.venue import Venue
from app.permissions import Actor
from app.venues.service import Place, find_or_enter_rooms, find_or_enter_venue
from licensing.licences import AreaKind, VenueCategory

ROOMS = (("Storstua", AreaKind.INDOOR), ("Bakgården", AreaKind.OUTDOOR))


def make_venue(
    session: Session,
    actor: Actor,
    *,
    name: str = "Prøvekroa",
    street: str = "Prøveveien 2",
    category: VenueCategory = VenueCategory.EATING_PLACE,
    rooms: tuple[tuple[str, AreaKind], ...] = ROOMS,
) -> Venue:
    """A place with a room and an outdoor area."""
    venue = find_or_enter_venue(
        session, actor, name=name, place=Place(street, "7374", "Røros"), category=category
    )
    find_or_enter_rooms(session, venue=venue, names=rooms)
    return venue
