"""What is known already of a company, a person or a place that is being typed in."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.examinations.queries import found_here, found_text
from app.holders.identity import parse_organisation_number
from app.holders.service import Address
from app.models.case import Application, Case, case_reference
from app.models.holder import Holder
from app.models.person import Person
from app.models.venue import Venue
from app.sealing import sealer
from app.venues.queries import earlier_holder_sentence
from app.venues.service import Place
from licensing.cases import UNDECIDED
from licensing.errors import BadValue
from licensing.identity import IdentityNumber


@dataclass(frozen=True)
class KnownPlace:
    """A venue at the address that is being typed, with its latest licence in a sentence."""

    id: int
    name: str
    history: str | None


def known_places(
    session: Session, municipality_id: int, address: Address | None, on: date
) -> list[KnownPlace]:
    """The venues at an address."""
    if address is None:
        return []
    return [
        KnownPlace(venue.id, venue.name, earlier_holder_sentence(session, municipality_id, venue.id, on))
        for venue in _venues_at(session, municipality_id, address)
    ]


def _venues_at(session: Session, municipality_id: int, address: Address) -> list[Venue]:
    key = Place(address.street, address.postcode, address.town).key
    return list(
        session.scalars(
            select(Venue)
            .where(Venue.municipality_id == municipality_id, Venue.address_key == key)
            .order_by(Venue.id)
            .limit(10)
        )
    )


def holder_with_number(session: Session, municipality_id: int, number: str) -> Holder | None:
    """The holder with an organisation number; nothing when the number is not one."""
    try:
        digits = parse_organisation_number(number)
    except BadValue:
        return None
    return session.scalars(
        select(Holder).where(Holder.municipality_id == municipality_id, Holder.organisation_number == digits)
    ).one_or_none()


def person_with_number(session: Session, municipality_id: int, identity: IdentityNumber) -> Person | None:
    """The person with an identity number."""
    return session.scalars(
        select(Person).where(
            Person.municipality_id == municipality_id,
            Person.identity_lookup == sealer().lookup(identity.value),
        )
    ).one_or_none()


def fill_in_known(session: Session, municipality_id: int, form: Any) -> None:
    """Fill the empty fields of an application form with what is known; nothing typed is replaced."""
    holder = holder_with_number(session, municipality_id, form.holder_number.data or "")
    if holder is not None:
        form.fill("holder_form", holder.form, always=True)
        form.fill("holder_name", holder.name)
        if holder.postal_address:
            form.fill("holder_address", Address(holder.postal_address, holder.postcode, holder.town))
    if form.venue_address.data is not None:
        venues = _venues_at(session, municipality_id, form.venue_address.data)
        if len(venues) == 1:
            form.fill("venue_name", venues[0].name)
            form.fill("category", venues[0].category)
            form.fill_rooms((room.name, room.area) for room in venues[0].rooms)
    for role in ("manager", "deputy"):
        identity = getattr(form, f"{role}_identity").data
        person = person_with_number(session, municipality_id, identity) if identity else None
        if person is not None:
            form.fill(f"{role}_name", person.name)
            form.fill_tests(f"{role}_tests", {test.kind for test in person.tests})
            found = found_text(found_here(session, municipality_id, [person.id]).get(person.id, ()))
            if found:
                getattr(form, f"{role}_tests").description = found


def open_cases_alike(session: Session, case: Case) -> list[str]:
    """The numbers of other open cases with the same holder, venue and kind."""
    application = session.scalars(
        select(Application).where(
            Application.municipality_id == case.municipality_id, Application.case_id == case.id
        )
    ).one()
    rows = session.execute(
        select(Case.year, Case.number)
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .where(
            Case.municipality_id == case.municipality_id,
            Case.id != case.id,
            Case.state.in_(UNDECIDED),
            Application.holder_id == application.holder_id,
            Application.venue_id == application.venue_id,
            Application.kind == application.kind,
        )
        .order_by(Case.id)
        .limit(3)
    )
    return [case_reference(row.year, row.number) for row in rows]
