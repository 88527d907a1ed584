"""The demo's register as it was taken over: places, holders, people, and licences old and new."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.cases.granted import HoursLine, WeekHours, hours_lines
from app.demo.days import PERIOD_YEARS, Days
from app.demo.names import Invented, invented
from app.demo.numbers import organisation_number
from app.demo.outlets import Outlet, hours_of
from app.demo.people import Staff
from app.holders.service import (
    Address,
    PassedTest,
    find_or_enter_holder,
    find_or_enter_person,
    register_tests,
)
from app.licences.older import OlderLicence, enter_older_licence
from app.models.holder import Holder
from app.models.person import Person
from app.models.venue import Venue
from app.permissions import Actor
from app.venues.service import find_or_enter_rooms, find_or_enter_venue
from licensing.applicants import Role
from licensing.licences import Group, LicenceKind, VenueCategory
from licensing.seasons import Season

FIRST_HOLDER = 10
"""The first organisation numbers are the municipalities' own."""
FIRST_CADASTRE = 131
TEST_PASSED_ON = date(2019, 9, 12)
GROUP_3_FROM = 13 * 60


@dataclass
class Numbering:
    """Numbers given to holders in the order in which they appear, over both municipalities."""

    holders: dict[str, int]

    def of(self, holder: str) -> str:
        """The invented organisation number of a holder."""
        return organisation_number(FIRST_HOLDER + self.holders.setdefault(holder, len(self.holders)))


def enter_register(
    session: Session,
    staff: Staff,
    outlets: tuple[Outlet, ...],
    numbering: Numbering,
    days: Days,
    *,
    first_person: int,
) -> None:
    """Enter every place; the licence too, unless one of the demo's cases is to grant it."""
    actor = staff["caseworker" if "caseworker" in staff.actors else "shared"]
    for serial, outlet in enumerate(outlets):
        venue = enter_venue(session, actor, outlet, serial)
        if outlet.by_case:
            continue
        holder = enter_holder(session, actor, outlet, numbering)
        people = _people(session, actor, outlet, first_person + 2 * serial)
        rooms = find_or_enter_rooms(session, venue=venue, names=outlet.all_rooms)
        enter_older_licence(
            session,
            actor,
            holder=holder,
            venue=venue,
            rooms=rooms,
            people=people,
            entry=_licence(outlet, days),
        )


def enter_venue(session: Session, actor: Actor, outlet: Outlet, serial: int) -> Venue:
    """A place with its rooms, its point and its number in the land register."""
    venue = find_or_enter_venue(
        session, actor, name=outlet.name, place=outlet.place, category=outlet.category
    )
    find_or_enter_rooms(session, venue=venue, names=outlet.all_rooms)
    # The older register knew this already, so it is no change.
    venue.latitude, venue.longitude = outlet.point(serial)
    venue.cadastre = f"{FIRST_CADASTRE + serial % 9}/{11 + 3 * serial}"
    session.flush()
    return venue


def enter_holder(session: Session, actor: Actor, outlet: Outlet, numbering: Numbering) -> Holder:
    """The company or association that holds the place's licence."""
    return find_or_enter_holder(
        session,
        actor,
        form=outlet.holder_form,
        name=outlet.holder,
        address=outlet.holder_address,
        organisation_number=numbering.of(outlet.holder),
    )


def enter_person(session: Session, actor: Actor, who: Invented, *kinds: LicenceKind) -> Person:
    """An invented person with the tests of these kinds."""
    person = find_or_enter_person(session, actor, name=who.name, identity=who.identity)
    register_tests(
        session,
        person=person,
        tests=[
            PassedTest(kind, TEST_PASSED_ON + timedelta(days=int(kind is LicenceKind.SALE))) for kind in kinds
        ],
        issued_by="Røros kommune (oppdiktet)",
    )
    return person


def _people(session: Session, actor: Actor, outlet: Outlet, serial: int) -> list[tuple[Person, Role]]:
    if not outlet.has_people:
        return []
    return [
        (enter_person(session, actor, invented(serial), outlet.kind), Role.MANAGER),
        (enter_person(session, actor, invented(serial + 1), outlet.kind), Role.DEPUTY),
    ]


def _licence(outlet: Outlet, days: Days) -> OlderLicence:
    return OlderLicence(
        kind=outlet.kind,
        groups=outlet.group_set,
        category=outlet.category,
        granted_on=days.council_met_on,
        first_day=days.period_first_day,
        last_day=days.period_last_day,
        audience=outlet.audience,
        type=outlet.type,
        season=Season.parse(*outlet.season) if outlet.season else None,
        extensions=outlet.extensions,
        hours=_hours(outlet, days.period_first_day),
    )


def _hours(outlet: Outlet, on: date) -> tuple[HoursLine, ...]:
    ordinary, weekend = hours_of(outlet.ordinary), hours_of(outlet.weekend)
    outdoors = hours_of(outlet.outdoors) if outlet.outdoor else None
    week = WeekHours(indoor=(ordinary, weekend), outdoor=(outdoors, outdoors))
    return hours_lines(outlet.kind, outlet.group_set, week, on, outlet.type)


@dataclass(frozen=True)
class Past:
    """A licence that somebody held earlier at a place."""

    venue: str
    street: str
    postcode: str
    town: str
    category: VenueCategory
    holder: str
    groups: tuple[Group, ...]
    periods_ago: int
    bankrupt: bool = False
    reason: str = ""


def enter_past(
    session: Session, actor: Actor, past: Past, numbering: Numbering, days: Days, serial: int
) -> None:
    """Enter a licence of an earlier holder, so that a place shows its whole history."""
    outlet = Outlet(past.venue, past.category, past.street, past.postcode, past.holder, "1,2,3", ("Lokalet",))
    venue = find_or_enter_venue(
        session, actor, name=outlet.name, place=outlet.place, category=outlet.category
    )
    holder = find_or_enter_holder(
        session,
        actor,
        form=outlet.holder_form,
        name=past.holder,
        address=Address(past.street, past.postcode, past.town),
        organisation_number=numbering.of(past.holder),
    )
    rooms = find_or_enter_rooms(session, venue=venue, names=outlet.all_rooms)
    # Early in a period the bankruptcy still belongs to the one before.
    periods_ago = int(days.bankruptcy < days.period_first_day) if past.bankrupt else past.periods_ago
    first = _years_before(days.period_first_day, PERIOD_YEARS * periods_ago)
    last = _years_before(days.period_last_day, PERIOD_YEARS * periods_ago)
    ended_on = days.bankruptcy if past.bankrupt else last
    enter_older_licence(
        session,
        actor,
        holder=holder,
        venue=venue,
        rooms=rooms,
        people=[
            (enter_person(session, actor, invented(serial), LicenceKind.SERVING), Role.MANAGER),
            (enter_person(session, actor, invented(serial + 1), LicenceKind.SERVING), Role.DEPUTY),
        ],
        entry=OlderLicence(
            kind=LicenceKind.SERVING,
            groups=past.groups,
            category=past.category,
            granted_on=_years_before(days.council_met_on, PERIOD_YEARS * periods_ago),
            first_day=first,
            last_day=last,
            ended_on=ended_on,
            end_reason=past.reason,
        ),
    )


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)
