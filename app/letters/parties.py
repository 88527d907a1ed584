"""Who writes and who is written to, as letters name them."""

from datetime import date

from sqlalchemy.orm import Session

from app.letters.facts import Letterhead, Recipient, Signatory
from app.models.case import Application
from app.models.holder import Holder
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Actor
from licensing.licences import AreaKind


def municipality_of(session: Session, actor: Actor) -> Municipality:
    """The municipality that writes."""
    return session.get_one(Municipality, actor.municipality_id)


def municipality_name(municipality: Municipality, on: date) -> str:
    """The sender's name in letters: "Røros kommune"."""
    return f"{municipality.identity_on(on).name} kommune"


def signatory(session: Session, user_id: int) -> Signatory:
    """A person who signs, with their title."""
    user = session.get_one(User, user_id)
    return Signatory(user.name, user.title)


def holder_recipient(holder: Holder) -> Recipient:
    """The holder as it stands in the window of the envelope."""
    place = f"{holder.postcode} {holder.town}".strip()
    lines = tuple(line for line in (holder.postal_address, place) if line)
    return Recipient(name=holder.name, lines=lines, organisation_number=holder.organisation_number)


def venue_address(application: Application) -> str:
    """The venue's address on one line."""
    venue = application.venue
    return f"{venue.street_address}, {venue.postcode} {venue.town}"


def room_names(application: Application, area: AreaKind) -> tuple[str, ...]:
    """The rooms of one kind that an application covers."""
    return tuple(room.name for room in application.rooms if room.area is area)


def letterhead(municipality: Municipality, on: date) -> Letterhead:
    """The sender as it stands at the top and the foot of a letter."""
    return Letterhead(
        municipality=municipality_name(municipality, on),
        unit=municipality.unit,
        postal_address=(municipality.postal_address, f"{municipality.postcode} {municipality.town}"),
        phone=municipality.phone,
        email=municipality.email,
        organisation_number=municipality.organisation_number,
        website=municipality.website,
    )
