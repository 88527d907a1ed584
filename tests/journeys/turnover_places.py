"""The licences of a turnover round, with what they told and were decided to pay the year before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.service.fee_years import kept_fee_year
from app.billing.service.statements import Sender, receive_statement
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.models.venue import Venue
from app.permissions import Actor
from fees.turnover import SenderRole, Volumes
from licensing.licences import LicenceKind, LicenceType, VenueCategory
from tests.app.conftest import OTHER, OWN
from tests.factories.fee_round import FeeRound
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.turnover import make_duty
from tests.factories.venue import make_venue

BEFORE, YEAR = 2025, 2026
DECIDED_ON = date(BEFORE, 3, 10)
# The restaurant of the story: 9 142,00 in advance for 2025, 8 358,20 when its turnover is known.
EXPECTED = Volumes(600_000, 250_000, 30_000)
# Places that pay the minimum, whatever they answer.
LODGE, SHOP = Volumes(90_000, 70_000, 6_000), Volumes(600_000)
LODGE_WITH_LITTLE_SPIRITS = Volumes(90_000, 70_000, 1_000)
SENDER = Sender("Kari Nordmann", SenderRole.GENERAL_MANAGER)


@dataclass(frozen=True)
class Places:
    """How many places of each kind a municipality has, and what they are called."""

    inn: str
    shop: str
    serving: int
    sale: int
    restaurant: str = ""
    outlet: str = ""

    @property
    def names(self) -> Iterator[tuple[str, LicenceKind]]:
        """The places that pay a fee."""
        inns = self.serving - bool(self.restaurant)
        if self.restaurant:
            yield self.restaurant, LicenceKind.SERVING
        for number in range(1, inns + 1):
            yield f"{self.inn} {number:02}", LicenceKind.SERVING
        for number in range(1, self.sale + 1):
            yield f"{self.shop} {number:02}", LicenceKind.SALE


RESTAURANT, OUTLET = "Gruvelykta", "Vinmonopolet Røros"
ROROS = Places("Bergmannskroa", "Handelslaget", 36, 9, RESTAURANT, OUTLET)
HOLTALEN = Places("Hessdalskroa", "Samvirkelaget", 7, 4)


def fill(session: Session, actor: Actor, places: Places) -> None:
    """Every place with its licence, its statement of the year before, and its decided advance."""
    kept_fee_year(session, actor, BEFORE)
    fees = FeeRound(session, actor)
    for serial, (name, kind) in enumerate(places.names):
        licence = _licence(session, actor, name, kind, serial)
        fees.named[name] = licence
        make_duty(session, actor, licence, year=BEFORE, due_on=date(BEFORE, 3, 3))
        told = EXPECTED if name == RESTAURANT else usual(kind)
        fees.told(name, told, told, year=BEFORE)
    if places.outlet:
        outlet = _licence(session, actor, places.outlet, LicenceKind.SALE, places.serving + places.sale)
        outlet.type = LicenceType.OUTLET
    fees.compute(BEFORE)
    fees.decide(DECIDED_ON)
    kept_fee_year(session, actor, YEAR)


def usual(kind: LicenceKind) -> Volumes:
    """What a place tells of that sells what it always did."""
    return LODGE if kind is LicenceKind.SERVING else SHOP


def _licence(session: Session, actor: Actor, name: str, kind: LicenceKind, serial: int) -> Licence:
    serves = kind is LicenceKind.SERVING
    venue = make_venue(
        session,
        actor,
        name=name,
        street=f"Prøveveien {serial + 1}",
        category=VenueCategory.EATING_PLACE if serves else VenueCategory.GROCERY,
    )
    holder = make_holder(session, actor, name=f"{name} AS", serial=serial)
    return make_licence(session, venue, holder, kind=kind, groups="1,2,3" if serves else "1")


@dataclass(frozen=True)
class Telling:
    """Some places of one name, and what they tell."""

    municipality: str
    inns: str
    numbers: range
    litres: Volumes


# Of 56 licences 40 have told what nobody asks about, 7 are asked, and 9 are silent before the deadline. One
# of the 40 and one of the 7 tell through their links; four of the 9 come too late.
TOLD_ON_TIME = (
    Telling(OWN, "Bergmannskroa", range(2, 6), LODGE_WITH_LITTLE_SPIRITS),
    Telling(OWN, "Bergmannskroa", range(6, 29), LODGE),
    Telling(OWN, "Handelslaget", range(1, 10), SHOP),
    Telling(OTHER, "Hessdalskroa", range(1, 3), LODGE_WITH_LITTLE_SPIRITS),
    Telling(OTHER, "Hessdalskroa", range(3, 6), LODGE),
    Telling(OTHER, "Samvirkelaget", range(1, 5), SHOP),
)
IN_TIME = (
    Telling(OWN, "Bergmannskroa", range(29, 32), LODGE),
    Telling(OTHER, "Hessdalskroa", range(6, 8), LODGE),
)
LATE = (Telling(OWN, "Bergmannskroa", range(32, 36), LODGE),)


def tell(session: Session, actor: Actor, on: date, those: Telling) -> None:
    """Statements that came on paper."""
    for number in those.numbers:
        receive_statement(
            session,
            actor,
            duty_id=duty_of(session, actor, f"{those.inns} {number:02}").id,
            actual=those.litres,
            expected=LODGE if those.litres is LODGE_WITH_LITTLE_SPIRITS else those.litres,
            on=on,
            sender=SENDER,
        )


def duty_of(session: Session, actor: Actor, venue: str) -> TurnoverDuty:
    """The duty of this year's round of a place."""
    return session.scalars(
        select(TurnoverDuty)
        .join(Licence, Licence.id == TurnoverDuty.licence_id)
        .join(Venue, Venue.id == Licence.venue_id)
        .where(
            TurnoverDuty.municipality_id == actor.municipality_id,
            TurnoverDuty.year == YEAR,
            Venue.name == venue,
        )
    ).one()
