"""Endings: a licence in use at a place, and what may happen to it."""

from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.cases.service.applications import HolderEntry
from app.endings.service.endings import EndingEntry, register_ending
from app.endings.service.transfers import TransferEntry, register_transfer
from app.holders.service import Address, find_or_enter_holder
from app.models.case import Case
from app.models.holder import HolderForm
from app.models.licence import Licence
from app.models.occupancy import ServingPlaceLicence
from app.permissions import Actor
from app.serving_places.service import PlaceEntry, register_place_licence
from licensing.endings import Transfer, TransferKind
from licensing.matters import ChangeKind
from tests.factories.holder import make_holder, organisation_number
from tests.factories.licence import make_licence
from tests.factories.person import identity
from tests.factories.venue import make_venue

AGREED_ON = date(2026, 11, 2)
TAKEN_OVER_ON = date(2026, 12, 1)
ON = date(2026, 12, 7)
TRANSFER = Transfer(
    TransferKind.BUSINESS,
    agreed_on=AGREED_ON,
    taken_over_on=TAKEN_OVER_ON,
    told_on=date(2026, 12, 1),
    applied_on=date(2026, 12, 1),
    place_applied_on=date(2026, 12, 2),
)
BUYER = HolderEntry(
    HolderForm.COMPANY,
    "Kjøperen AS",
    Address("Nyveien 1", "7374", "Røros"),
    organisation_number=organisation_number(50),
)


def make_held(session: Session, actor: Actor, **changes: Any) -> Licence:
    """A serving licence that is in use."""
    return make_licence(session, make_venue(session, actor), make_holder(session, actor), **changes)


def make_held_by_person(session: Session, actor: Actor) -> Licence:
    """A serving licence that a person holds in their own name."""
    holder = find_or_enter_holder(
        session,
        actor,
        form=HolderForm.PERSON,
        name="Kari Prøve",
        address=Address("Prøveveien 4", "7374", "Røros"),
        identity=identity(90),
    )
    return make_licence(session, make_venue(session, actor), holder)


def make_place_licence(
    session: Session, actor: Actor, licence: Licence, *, opened_on: date | None = date(2024, 6, 3)
) -> ServingPlaceLicence:
    """The serving-place licence beside an alcohol licence."""
    entry = PlaceEntry(licence.venue_id, licence.holder_id, date(2024, 6, 3), opened_on)
    return register_place_licence(session, actor, entry, on=ON)


def make_transfer(session: Session, actor: Actor, licence: Licence, *, on: date = ON, **changes: Any) -> Case:
    """A sale of the business, with everything that the law asks for."""
    values = {"submission": str(uuid4()), "received_on": on, "transfer": TRANSFER, "new_holder": BUYER}
    entry = TransferEntry(**values | changes)
    return register_transfer(session, actor, licence_id=licence.id, entry=entry, on=on)


def make_ending(
    session: Session,
    actor: Actor,
    licence: Licence,
    kind: ChangeKind,
    happened_on: date,
    *,
    on: date = ON,
    **changes: Any,
) -> Case:
    """An ending that the municipality was told of today."""
    values = {"kind": kind, "submission": str(uuid4()), "received_on": on, "happened_on": happened_on}
    return register_ending(
        session, actor, licence_id=licence.id, entry=EndingEntry(**values | changes), on=on
    )
