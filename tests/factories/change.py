"""A house with several licences and its people, and changes of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.models.licence import Licence, LicencePerson
from app.models.person import Person
from app.permissions import Actor
from licensing.applicants import Role
from licensing.licences import LicenceKind
from tests.factories.holder import make_holder
from tests.factories.licence import GRANTED_ON, make_licence
from tests.factories.person import make_person
from tests.factories.venue import make_venue

ON = date(2026, 11, 23)


@dataclass(frozen=True)
class House:
    """Three licences of one holder at one venue, with a manager and a deputy."""

    licences: tuple[Licence, ...]
    manager: Person
    deputy: Person

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the licences."""
        return tuple(licence.id for licence in self.licences)


def make_house(session: Session, actor: Actor, *, serial: int = 0, kinds: Any = None) -> House:
    """Two licences for serving and one for sale, unless told otherwise."""
    venue = make_venue(session, actor, name=f"Gruvelykta {serial}", street=f"Gruvegata {serial + 1}")
    holder = make_holder(session, actor, name=f"Gruvelykta {serial} AS", serial=serial)
    manager = make_person(
        session, actor, name="Andre Styrer" if serial else "Gamle Styrer", serial=100 + 2 * serial
    )
    deputy = make_person(session, actor, name="Faste Stedfortreder", serial=101 + 2 * serial)
    wanted = kinds or (LicenceKind.SERVING, LicenceKind.SERVING, LicenceKind.SALE)
    licences = tuple(
        make_licence(
            session,
            venue,
            holder,
            kind=kind,
            groups="1" if kind is LicenceKind.SALE else "1,2",
            manager=manager,
        )
        for kind in wanted
    )
    session.add_all(
        LicencePerson(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            person_id=deputy.id,
            role=Role.DEPUTY,
            first_day=GRANTED_ON,
        )
        for licence in licences
    )
    session.flush()
    return House(licences, manager, deputy)
