"""The inspection list of a day: every licence in force with its terms, and the events of the week."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.cases.granted import days_from_json
from app.licences.queries.on_day import LicenceOnDay, in_force_on, licences_on
from app.models.case import Application
from app.models.decision import Decision
from app.models.licence import Licence
from app.models.occasion import Occasion
from app.policy.queries import policy_in_force
from app.policy.queries.zones import zones_here
from app.registers.inspection_rows import EventRow, LicenceRow, ListRows
from app.registers.week_hours import HoursOfWeek, granted_lines, week_of
from app.venues.addresses import address_text
from licensing.applicants import Role
from licensing.granted_hours import is_in_season
from licensing.licences import OCCASIONAL, AreaKind, Attribute, LicenceType

LASTING = frozenset(LicenceType) - OCCASIONAL


def rows_on(session: Session, municipality_id: int, day: date) -> ListRows:
    """What the list of a day holds, by the name of the venue. The number of queries never grows."""
    week = week_of(day)
    policy = policy_in_force(session, municipality_id, day)
    hours = HoursOfWeek(policy, zones_here(session, municipality_id, policy))
    licences = licences_on(session, municipality_id, day, types=LASTING, terms_of=(week[0], week[-1]))
    return ListRows(
        tuple(_licence_row(licence, day, week, hours) for licence in licences),
        events_between(session, municipality_id, week[0], week[-1]),
    )


def _licence_row(licence: LicenceOnDay, day: date, week: tuple[date, ...], hours: HoursOfWeek) -> LicenceRow:
    venue = licence.venue
    return LicenceRow(
        licence_id=licence.id,
        number=licence.number,
        kind=licence.kind.value,
        type=licence.type.value,
        venue_id=venue.id,
        venue=venue.name,
        address=address_text(venue.street_address, venue.postcode, venue.town),
        holder=licence.holder,
        holder_number=licence.holder_number or "",
        groups=licence.terms.value(Attribute.GROUPS) or "",
        audience=licence.terms.value(Attribute.AUDIENCE) or "",
        category=licence.terms.value(Attribute.CONCEPT) or venue.category.value,
        first_day=licence.first_day.isoformat(),
        last_day=licence.last_day.isoformat(),
        usable_from=licence.usable_from.isoformat() if licence.usable_from else "",
        is_usable=licence.is_usable,
        in_season=is_in_season(licence.term_rows, day),
        suspensions=tuple(
            (row.first_day.isoformat(), row.last_day.isoformat()) for row in licence.suspensions
        ),
        today=hours.on(licence, day),
        week=hours.of_days(licence, week),
        rooms=_rooms(licence, AreaKind.INDOOR),
        outdoor=_rooms(licence, AreaKind.OUTDOOR),
        conditions=tuple(row.text for row in licence.conditions),
        managers=_people(licence, Role.MANAGER),
        deputies=_people(licence, Role.DEPUTY),
        granted_hours=granted_lines(licence),
    )


def _rooms(licence: LicenceOnDay, area: AreaKind) -> tuple[str, ...]:
    return tuple(room.name for room in licence.rooms if room.area is area)


def _people(licence: LicenceOnDay, role: Role) -> tuple[str, ...]:
    return tuple(person.name for person in licence.people if person.role is role)


def events_between(session: Session, municipality_id: int, first: date, last: date) -> tuple[EventRow, ...]:
    """The single occasions and ambulatory uses whose granted days lie between two days."""
    licences = licences_on(
        session, municipality_id, first, types=OCCASIONAL, through=last, terms_of=(first, last)
    )
    told = {
        row.licence_id: row
        for row in session.execute(
            select(
                Licence.id.label("licence_id"),
                Decision.days,
                Occasion.name,
                Occasion.guests,
                Occasion.age_limit,
                Occasion.guards,
            )
            .join(
                Decision,
                and_(Decision.municipality_id == Licence.municipality_id, Decision.id == Licence.decision_id),
            )
            .join(
                Application,
                and_(
                    Application.municipality_id == Decision.municipality_id,
                    Application.case_id == Decision.case_id,
                ),
            )
            .join(
                Occasion,
                and_(
                    Occasion.municipality_id == Application.municipality_id,
                    Occasion.application_id == Application.id,
                ),
            )
            .where(
                in_force_on(municipality_id, first, through=last),
                Licence.type.in_(tuple(OCCASIONAL)),
            )
        )
    }
    rows = (_event_row(licence, told.get(licence.id), first, last) for licence in licences)
    return tuple(sorted((row for row in rows if row.days), key=_begins))


def _event_row(licence: LicenceOnDay, told: Any, first: date, last: date) -> EventRow:
    venue = licence.venue
    return EventRow(
        licence_id=licence.id,
        number=licence.number,
        type=licence.type.value,
        event=told.name if told else "",
        venue_id=venue.id,
        venue=venue.name,
        address=address_text(venue.street_address, venue.postcode, venue.town),
        holder=licence.holder,
        groups=licence.terms.value(Attribute.GROUPS) or "",
        audience=licence.terms.value(Attribute.AUDIENCE) or "",
        days=_days(licence, told, first, last),
        managers=_people(licence, Role.MANAGER),
        deputies=_people(licence, Role.DEPUTY),
        conditions=tuple(row.text for row in licence.conditions),
        guests=told.guests if told else None,
        age_limit=told.age_limit if told else None,
        guards=told.guards if told else None,
    )


def _days(licence: LicenceOnDay, told: Any, first: date, last: date) -> tuple[tuple[str, str, str], ...]:
    """The granted days within the week; of an event without days of its own, what its terms give."""
    names = {room.id: room.name for room in licence.rooms}
    granted = days_from_json(told.days) if told else ()
    if granted:
        return tuple(
            (line.day.isoformat(), names.get(line.room_id, ""), "-".join(line.hours.pair))
            for line in sorted(granted, key=lambda line: (line.day, line.start, line.room_id))
            if first <= line.day <= last
        )
    hours = HoursOfWeek(None)
    begins, ends = max(first, licence.first_day), min(last, licence.last_day)
    days = (begins + timedelta(days=step) for step in range((ends - begins).days + 1))
    return tuple(
        (day.isoformat(), ", ".join(line.rooms), span)
        for day in days
        for line in hours.on(licence, day)
        for span in line.spans or ()
    )


def _begins(row: EventRow) -> tuple[str, str]:
    return row.days[0][0], row.number
