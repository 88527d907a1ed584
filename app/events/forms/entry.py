"""What the form of an event says, as the services take it."""

from app.cases.forms.lines import persons_of, rooms_of
from app.cases.service.applications import (
    ApplicationEntry,
    HolderEntry,
    PersonEntry,
    VenueEntry,
)
from app.events.forms.event import EventDrink, EventForm
from app.events.forms.people import ROLES
from app.events.service.registering import (
    DayEntry,
    EventChange,
    EventEntry,
    EventFacts,
    KeptPerson,
    audience_of,
)
from app.forms import LONGEST_VERSION
from app.holders.identity import parse_organisation_number
from app.holders.service import Address, PassedTest
from app.known_tests import KnownTests
from app.models.holder import HolderForm
from app.venues.service import Place
from licensing.applicants import Role
from licensing.identity import parse_identity_number


def event_entry(form: EventForm) -> EventEntry:
    """What the form says. Only after it was found valid."""
    drink: EventDrink = form.drink.data
    facts = event_facts_of(form)
    address: Address = form.venue_address.data
    return EventEntry(
        application=ApplicationEntry(
            submission=form.submission.data,
            received_on=form.received_on.data,
            holder=_holder(form),
            venue=VenueEntry(
                name=form.venue_name.data,
                place=Place(address.street, address.postcode, address.town),
                category=form.category.data,
                rooms=rooms_of(form.rooms.data),
            ),
            kind=drink.kind,
            groups=drink.groups,
            audience=audience_of(facts.company),
            concept=form.name.data,
            indoor=None,
            outdoor=None,
            people=_people(form),
            deputy_waiver=form.deputy_waiver.data or "",
        ),
        type=form.type.data,
        facts=facts,
        kept=_kept(form),
        copied_from_id=_number(form.copied_from.data),
    )


def event_change(form: EventForm) -> EventChange:
    """What the form says of an event that is there already."""
    return EventChange(facts=event_facts_of(form), type=form.type.data, rooms=rooms_of(form.rooms.data))


def event_facts_of(form: EventForm) -> EventFacts:
    """What the form says of the event itself."""
    return EventFacts(
        name=form.name.data,
        company=form.company,
        days=tuple(
            DayEntry(row.room.name, row.room.area, row.day, row.hours)
            for row in form.planned()
            if row.hours is not None
        ),
        guests=form.guests.data,
        age_limit=form.age_limit.data,
        guards=form.guards.data,
        wholesale=form.wholesale.data,
        internal_control_waived=form.internal_control_waived.data,
        internal_control_reason=form.internal_control_reason.data or "",
        notes=form.notes.data or "",
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) <= LONGEST_VERSION else None


def _holder(form: EventForm) -> HolderEntry:
    kind: HolderForm = form.holder_form.data
    number = form.holder_number.data
    return HolderEntry(
        form=kind,
        name=form.holder_name.data,
        address=form.holder_address.data or Address(),
        organisation_number=parse_organisation_number(number)
        if number and kind in (HolderForm.COMPANY, HolderForm.ASSOCIATION)
        else None,
        identity=parse_identity_number(number) if kind is HolderForm.PERSON else None,
    )


def _tests(form: EventForm, role: str) -> tuple[PassedTest, ...]:
    known: KnownTests = form[f"{role}_tests"].data or KnownTests.NONE
    return tuple(PassedTest(kind, None) for kind in known.kinds)


def _people(form: EventForm) -> tuple[PersonEntry, ...]:
    # Not ticked is not known, never no: the assessment then asks.
    employed = True if form.employed.data else None
    typed = tuple(
        PersonEntry(
            name=form[f"{role}_name"].data,
            identity=form[f"{role}_identity"].data,
            role=Role(role),
            employed=employed,
            tests=_tests(form, role),
        )
        for role in ROLES
        if form.known_id(role) is None and form[f"{role}_identity"].data is not None
    )
    return typed + tuple(
        PersonEntry(name=name, identity=identity, role=Role.INFLUENCE)
        for identity, name in persons_of(form.influence.data)
    )


def _kept(form: EventForm) -> tuple[KeptPerson, ...]:
    employed = True if form.employed.data else None
    return tuple(
        KeptPerson(person_id, Role(role), employed, _tests(form, role))
        for role in ROLES
        if (person_id := form.known_id(role)) is not None
    )
