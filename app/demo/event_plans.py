"""What the demo's events are: their places, days, people and numbers, and how they come in."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from app.cases.service.applications import ApplicationEntry, HolderEntry, PersonEntry, VenueEntry
from app.demo.days import Days
from app.demo.names import invented
from app.demo.outlets import TOWNS, Outlet
from app.demo.register import TEST_PASSED_ON
from app.demo.stage import Stage
from app.events.service.registering import DayEntry, EventEntry, EventFacts, audience_of, register_event
from app.holders.service import Address, PassedTest
from app.models.case import Case
from app.venues.service import Place
from licensing.applicants import Role
from licensing.licences import AreaKind, LicenceKind, LicenceType, VenueCategory
from licensing.occasions import Company, days_between
from licensing.service_hours import ServiceHours

FIRST_RESPONSIBLE = 500
TUESDAY = 2
OPEN = Company(circle_fixed=False, tickets=False, sign_up=False, member_meeting=False, advertised=True)
TICKETS = replace(OPEN, tickets=True)
CLOSED = Company(circle_fixed=True, tickets=False, sign_up=False, member_meeting=False, advertised=False)
FRIDAY, SATURDAY = 5, 6


@dataclass(frozen=True)
class Plan:
    """An event as the demo tells it; `first_day` is a day, the rooms with their hours."""

    name: str
    place: Outlet
    first_day: date
    last_day: date
    people: int
    company: Company = OPEN
    type: LicenceType = LicenceType.SINGLE_OCCASION
    hours: str = "12:00-25:00"
    outdoor_hours: str = "12:00-22:00"
    guests: int = 120
    age_limit: int = 18
    guards: int = 2
    wholesale: bool = False
    tested: tuple[Role, ...] = (Role.MANAGER, Role.DEPUTY)
    waived: str = ""
    notes: str = ""
    employed: bool | None = field(default=True)


def market(year: int) -> tuple[date, date]:
    """Rørosmartnan: from the second last Tuesday of February to the Saturday."""
    last = date(year, 3, 1) - timedelta(days=1)
    tuesday = last - timedelta(days=(last.isoweekday() - TUESDAY) % 7 + 7)
    return tuesday, tuesday + timedelta(days=4)


def next_market(today: date) -> tuple[date, date]:
    """The next market that has not begun."""
    first, last = market(today.year)
    return (first, last) if first > today else market(today.year + 1)


def weekday_from(days: Days, ahead: int, weekday: int) -> date:
    """The first such weekday at least so many days from today, or before it."""
    day = days.ahead(ahead)
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def place_of(
    name: str,
    street: str,
    holder: str,
    rooms: tuple[str, ...],
    *,
    outdoor: tuple[str, ...] = (),
    groups: str = "1,2",
    postcode: str = "7374",
    category: VenueCategory = VenueCategory.OTHER,
) -> Outlet:
    return Outlet(name, category, street, postcode, holder, groups, rooms, outdoor)


def registered(stage: Stage, plan: Plan, received_on: date) -> Case:
    return register_event(stage.session, stage.caseworker, _entry(stage, plan, received_on))


def _entry(stage: Stage, plan: Plan, received_on: date) -> EventEntry:
    outlet = plan.place
    spans = {
        AreaKind.INDOOR: ServiceHours.parse(*plan.hours.split("-")),
        AreaKind.OUTDOOR: ServiceHours.parse(*plan.outdoor_hours.split("-")),
    }
    facts = EventFacts(
        name=plan.name,
        company=plan.company,
        days=tuple(
            DayEntry(name, area, day, spans[area])
            for day in days_between(plan.first_day, plan.last_day)
            for name, area in outlet.all_rooms
        ),
        guests=plan.guests,
        age_limit=plan.age_limit,
        guards=plan.guards,
        wholesale=plan.wholesale,
        internal_control_waived=bool(plan.waived),
        internal_control_reason=plan.waived,
        notes=plan.notes,
    )
    people = tuple(
        PersonEntry(
            name=(who := invented(FIRST_RESPONSIBLE + plan.people + place)).name,
            identity=who.identity,
            role=role,
            employed=plan.employed,
            tests=(PassedTest(LicenceKind.SERVING, TEST_PASSED_ON),) if role in plan.tested else (),
        )
        for place, role in enumerate((Role.MANAGER, Role.DEPUTY))
    )
    return EventEntry(
        application=ApplicationEntry(
            submission=str(uuid5(NAMESPACE_URL, f"{plan.name}/{outlet.name}")),
            received_on=received_on,
            holder=HolderEntry(
                form=outlet.holder_form,
                name=outlet.holder,
                address=Address(outlet.street, outlet.postcode, TOWNS[outlet.postcode]),
                organisation_number=stage.numbering.of(outlet.holder),
            ),
            venue=VenueEntry(
                outlet.name,
                Place(outlet.street, outlet.postcode, TOWNS[outlet.postcode]),
                outlet.category,
                outlet.all_rooms,
            ),
            kind=LicenceKind.SERVING,
            groups=outlet.group_set,
            audience=audience_of(plan.company),
            concept=plan.name,
            indoor=None,
            outdoor=None,
            people=people,
            deputy_waiver="",
        ),
        type=plan.type,
        facts=facts,
    )
