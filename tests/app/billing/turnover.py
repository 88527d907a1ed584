"""Places for tests of turnover statements: a lodge that told last year what is usual for it, and a shop."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.billing.service import links, statements
from app.cases.service.documents import Upload
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty, TurnoverLink, TurnoverStatement
from app.permissions import Actor
from fees.turnover import Volumes
from licensing.licences import LicenceKind, VenueCategory
from tests.app.samples import pdf
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.turnover import LODGE, RECEIVED_ON, SENDER, YEAR, make_duty, make_statement
from tests.factories.venue import make_venue

LARGEST = 1024 * 1024
PDF = Upload("bekreftelse.pdf", pdf())
BEFORE, EXPECTED = Volumes(900_00, 700_00, 200_00), Volumes(900_00, 700_00, 300_00)


@dataclass(frozen=True)
class Place:
    """A place, its duty of the year, and the code of its link."""

    licence: Licence
    duty: TurnoverDuty
    code: str
    licence_id: int
    duty_id: int

    @property
    def address(self) -> str:
        """The page of the link."""
        return f"/min-side/omsetningsoppgave/{self.code}"


def make_lodge(
    session: Session,
    actor: Actor,
    *,
    groups: str = "1,2,3",
    name: str = "Femundhytta",
    expires_at: datetime | None = None,
    serial: int = 0,
    **more: Any,
) -> Place:
    """A serving place that expected 300 litres of spirits last year, asked in the round of the year."""
    venue = make_venue(session, actor, name=name, category=VenueCategory.LODGE)
    licence = make_licence(session, venue, make_holder(session, actor, serial=serial), groups=groups)
    before = make_duty(session, actor, licence, year=YEAR - 1, due_on=date(YEAR - 1, 3, 3))
    make_statement(session, actor, before, actual=BEFORE, expected=EXPECTED)
    return _place(session, actor, licence, expires_at, more)


def make_shop(session: Session, actor: Actor, **more: Any) -> Place:
    """A shop with a licence to sell group 1."""
    venue = make_venue(session, actor, name="Handelslaget", category=VenueCategory.GROCERY)
    licence = make_licence(
        session, venue, make_holder(session, actor, serial=1), kind=LicenceKind.SALE, groups="1"
    )
    return _place(session, actor, licence, None, more)


def _place(
    session: Session, actor: Actor, licence: Licence, expires_at: datetime | None, more: dict[str, Any]
) -> Place:
    duty = make_duty(session, actor, licence, **more)
    lasts = expires_at or clock.now() + timedelta(days=30)
    made = links.make_links(session, actor, [duty.id], expires_at=lasts)
    return Place(licence, duty, links.token_of(made[duty.id]), licence.id, duty.id)


def link_of(session: Any, duty: TurnoverDuty) -> TurnoverLink:
    """The link of a duty."""
    return links.usable_links(session, duty.municipality_id, [duty.id])[duty.id]


def received(session: Any, actor: Actor | None, duty: TurnoverDuty, **more: Any) -> TurnoverStatement:
    """A statement as a lodge sends it, unless told otherwise."""
    told: dict[str, Any] = {"actual": LODGE, "expected": LODGE, "on": RECEIVED_ON, "sender": SENDER}
    return statements.receive_statement(session, actor, duty_id=duty.id, **told | more)
