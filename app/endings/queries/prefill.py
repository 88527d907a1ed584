"""What the form of an application begins with when a business has been taken over."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.amendments.queries.licences import licences_by_id, rooms_of, terms_of
from app.cases.queries.plans import change_of
from app.cases.wanted import LicenceWanted
from app.endings.queries.transfers import transfer_case
from app.holders.service import Address
from app.letters.hours_rows import span
from app.models.holder import Holder
from app.models.licence import Licence
from licensing.licences import Attribute, VenueCategory


def fill_in_transfer(session: Session, municipality_id: int, form: Any, licence_id: int) -> Licence | None:
    """Fill an application form with the new owner, the place, its rooms and its groups; nothing where no
    transfer of the licence is registered. The terms are those of the old licence on the day of the takeover.
    """
    case = transfer_case(session, municipality_id, licence_id)
    change = change_of(session, case) if case else None
    if change is None:
        return None
    (licence,) = licences_by_id(session, municipality_id, [licence_id])
    holder = session.scalars(
        select(Holder).where(
            Holder.municipality_id == municipality_id, Holder.id == change.facts["new_holder_id"]
        )
    ).one()
    form.fill("holder_form", holder.form, always=True)
    form.fill("holder_name", holder.name)
    if holder.organisation_number:
        form.fill("holder_number", holder.organisation_number)
    if holder.postal_address:
        form.fill("holder_address", Address(holder.postal_address, holder.postcode, holder.town))
    venue = licence.venue
    form.fill("venue_address", Address(venue.street_address, venue.postcode, venue.town))
    form.fill("venue_name", venue.name)
    terms = terms_of(session, licence, change.first_day)
    category = terms.value(Attribute.CONCEPT)
    form.fill("category", VenueCategory(category) if category else venue.category)
    rooms = rooms_of(session, licence, min(change.first_day, licence.ended_on or change.first_day))
    form.fill_rooms((room.name, room.area) for room in rooms)
    application = case.application if case else None
    if application is not None:
        # The case of the transfer copied its application from the old licence.
        kind, groups = licence.kind.value, application.groups
        if f"{kind}:{groups}" in set(LicenceWanted):
            form.fill("wanted", LicenceWanted(f"{kind}:{groups}"), always=True)
        form.fill("indoor", span(application.indoor_from, application.indoor_to))
        form.fill("outdoor", span(application.outdoor_from, application.outdoor_to))
    return licence
