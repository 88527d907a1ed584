"""What the tests of the registers share."""

from typing import Any

from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.permissions import Actor
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.person import make_person
from tests.factories.venue import make_venue


def make_place(session: Session, actor: Actor, name: str = "Prøvekroa", **licence: Any) -> Licence:
    """A licence at a venue of its own, whose manager is named."""
    venue = make_venue(session, actor, name=name, street=f"{name} 1")
    manager = make_person(session, actor, name="Marit Prøve")
    return make_licence(session, venue, make_holder(session, actor), manager=manager, **licence)
