"""Events: an application in order, brought by the services as far as a test wants it."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.cases.granted import DayLine, WeekHours
from app.cases.service.applications import ApplicationEntry, HolderEntry, PersonEntry, VenueEntry
from app.cases.service.proposals import ProposalEntry
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines
from app.events.service.deciding import grant_event_at_once
from app.events.service.registering import (
    DayEntry,
    EventEntry,
    EventFacts,
    audience_of,
    register_event,
)
from app.holders.service import Address
from app.models.case import Case
from app.models.decision import Decision
from app.models.holder import HolderForm
from app.models.policy import Policy
from app.permissions import Actor
from app.venues.service import Place
from licensing.applicants import Role
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import (
    AreaKind,
    Group,
    LicenceKind,
    LicenceType,
    VenueCategory,
    group_set_from_code,
)
from licensing.occasions import Company, days_between
from licensing.service_hours import ServiceHours
from tests.factories.case import MANDATORY, answer, ask
from tests.factories.holder import organisation_number
from tests.factories.person import BOTH_TESTS, identity
from tests.factories.policy import event_rules, hours_rule, make_rules, number_rule

RECEIVED_ON = date(2026, 11, 2)
DECIDED_ON = date(2026, 11, 23)
FIRST_DAY, LAST_DAY = date(2027, 2, 16), date(2027, 2, 20)
TENTS = (("Telt 1", AreaKind.INDOOR), ("Telt 2", AreaKind.INDOOR))
OPEN = Company(circle_fixed=False, tickets=True, sign_up=False, member_meeting=False, advertised=True)
CLOSED = Company(circle_fixed=True, tickets=False, sign_up=False, member_meeting=False, advertised=False)


def day_entries(
    hours: str = "12:00-25:00", first_day: date = FIRST_DAY, last_day: date = LAST_DAY, rooms: Any = TENTS
) -> tuple[DayEntry, ...]:
    """The same hours in every room on every day."""
    span = ServiceHours.parse(*hours.split("-"))
    return tuple(
        DayEntry(name, area, day, span) for day in days_between(first_day, last_day) for name, area in rooms
    )


def event_entry(*, serial: int = 0, **changes: Any) -> EventEntry:
    """An event that nothing is wrong with: two tents at a market for five days. Another serial: another."""
    facts = replace(
        EventFacts(name=f"Prøvemartnan {serial}", company=OPEN, days=day_entries(), guests=250, guards=4),
        **{name: changes.pop(name) for name in list(changes) if name in EventFacts.__dataclass_fields__},
    )
    kind = changes.pop("kind", LicenceKind.SERVING)
    application = ApplicationEntry(
        submission=str(uuid4()),
        received_on=changes.pop("received_on", RECEIVED_ON),
        holder=HolderEntry(
            HolderForm.COMPANY,
            f"Prøvelaget {serial} AS",
            Address("Prøveveien 9", "7374", "Røros"),
            organisation_number=organisation_number(40 + serial),
        ),
        venue=VenueEntry(
            changes.pop("venue", f"Prøveplassen {serial}"),
            Place(changes.pop("street", f"Prøveplassen {serial + 1}"), "7374", "Røros"),
            VenueCategory.OTHER,
            tuple(dict.fromkeys((row.room, row.area) for row in facts.days)) or TENTS,
        ),
        kind=kind,
        groups=changes.pop("groups", (Group.ONE, Group.TWO) if kind is LicenceKind.SERVING else (Group.ONE,)),
        audience=audience_of(facts.company),
        concept=facts.name,
        indoor=None,
        outdoor=None,
        people=changes.pop(
            "people",
            (
                PersonEntry("Marit Prøve", identity(60 + 3 * serial), Role.MANAGER, True, BOTH_TESTS),
                PersonEntry("Nils Prøve", identity(61 + 3 * serial), Role.DEPUTY, True),
            ),
        ),
        deputy_waiver="",
    )
    entry = EventEntry(application=application, type=LicenceType.SINGLE_OCCASION, facts=facts)
    return replace(entry, **changes)


def make_event(session: Session, actor: Actor, *, serial: int = 0, **changes: Any) -> Case:
    """An event that has been applied for."""
    return register_event(session, actor, event_entry(serial=serial, **changes))


def make_ready_event(session: Session, actor: Actor, *, serial: int = 0, **changes: Any) -> Case:
    """An event whose statements have come, without a remark."""
    case = make_event(session, actor, serial=serial, **changes)
    ask(session, actor, case, case.received_on)
    for body in MANDATORY:
        answer(session, actor, case, body, max(DECIDED_ON, case.received_on))
    return case


def grant_entry(
    session: Session, case: Case, outcome: DecisionOutcome = DecisionOutcome.GRANT, **changes: Any
) -> ProposalEntry:
    """A decision that gives what is asked for, unless it is told otherwise."""
    days: tuple[DayLine, ...] = asked_lines(occasion_of(session, case)) if outcome in GRANTING else ()
    entry = ProposalEntry(
        outcome=outcome,
        groups=group_set_from_code(case.application.groups),
        week=WeekHours((), ()),
        last_day=max((line.day for line in days), default=None),
        conditions=(),
        reasons="Arrangementet oppfyller kravene.",
        deviation="",
        first_day=min((line.day for line in days), default=None),
        days=days,
    )
    return replace(entry, **changes)


def grant_at_once(
    session: Session,
    actor: Actor,
    case: Case,
    on: date = DECIDED_ON,
    fee_ore: int | None = 120000,
    **changes: Any,
) -> Decision:
    """Grant an event on the spot."""
    return grant_event_at_once(
        session,
        actor,
        case_id=case.id,
        seen_version=case.version,
        entry=grant_entry(session, case, **changes),
        fee_ore=fee_ore,
        on=on,
    )


def make_settings(
    session: Session, municipality_id: int, *, fees_invented: bool = False, **asked: Any
) -> Policy:
    """What a municipality asks of events."""
    return make_rules(session, municipality_id, *event_rules(**asked), invented=fees_invented)


def make_quota(session: Session, municipality_id: int, number: int) -> Policy:
    """How many ambulatory licences the council has created."""
    return make_rules(session, municipality_id, number_rule(number, LicenceType.AMBULATORY))


def make_local_hours(session: Session, municipality_id: int) -> Policy:
    """Local hours: to 01.00, and to 02.00 on Fridays and Saturdays."""
    rules = [
        hours_rule(f"hours:{place}", latest, weekdays=weekdays, areas=(area,), paragraph="§ 3")
        for place, (area, (latest, weekdays)) in enumerate(
            product(AreaKind, ((25, (1, 2, 3, 4, 7)), (26, (5, 6)))), start=1
        )
    ]
    return make_rules(session, municipality_id, *rules, name="Forskrift om tider")
