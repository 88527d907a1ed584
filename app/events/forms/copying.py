"""Copying an earlier event: all of it filled in, moved to the same weekdays, only what changes asked anew."""

from datetime import timedelta
from typing import Any

from app.cases.forms.lines import rooms_text
from app.events.fields import YesNo
from app.events.forms.event import SIGNS, EventDrink
from app.events.plan import row_names, usual_hours
from app.holders.service import Address
from app.models.case import Application
from app.models.holder import HolderForm
from app.models.occasion import Occasion
from licensing.applicants import Role
from licensing.licences import AreaKind
from licensing.occasions import same_weekday_next_year
from licensing.service_hours import ServiceHours


def copied_fields(application: Application, occasion: Occasion) -> dict[str, Any]:
    """The fields of a form for the same event a year later: days on the same weekdays, people kept."""
    fields = event_fields(application, occasion, days_later=_a_year(occasion))
    holder = application.holder
    return fields | {
        "copied_from": str(application.id),
        "holder_form": holder.form,
        # A person's own number is sealed, and is typed anew.
        "holder_number": holder.organisation_number if holder.form is not HolderForm.PERSON else None,
        "holder_name": holder.name,
        "holder_address": Address(holder.postal_address, holder.postcode, holder.town)
        if holder.postal_address
        else None,
        "guests": None,
        "guards": None,
    }


def _a_year(occasion: Occasion) -> timedelta:
    first_day = min((row.day for row in occasion.days), default=None)
    return same_weekday_next_year(first_day) - first_day if first_day else timedelta()


def event_fields(
    application: Application, occasion: Occasion, *, days_later: timedelta = timedelta()
) -> dict[str, Any]:
    """What is told of an event, as the fields of the form hold it."""
    venue = application.venue
    days = [row.day + days_later for row in occasion.days]
    usual = usual_hours((row.room.area, ServiceHours(row.start, row.end)) for row in occasion.days)
    people = {party.role: party for party in application.parties}
    fields: dict[str, Any] = {
        "name": occasion.name,
        "type": application.type,
        "drink": EventDrink(f"{application.kind.value}:{application.groups}"),
        "venue_address": Address(venue.street_address, venue.postcode, venue.town),
        "venue_name": venue.name,
        "category": application.category,
        "rooms": rooms_text((room.name, room.area) for room in application.rooms),
        "first_day": min(days, default=None),
        "last_day": max(days, default=None),
        "indoor": usual.get(AreaKind.INDOOR),
        "outdoor": usual.get(AreaKind.OUTDOOR),
        "guests": occasion.guests,
        "age_limit": occasion.age_limit,
        "guards": occasion.guards,
        "wholesale": occasion.wholesale,
        "internal_control_waived": occasion.internal_control_waived,
        "internal_control_reason": occasion.internal_control_reason,
        "notes": occasion.notes,
        "deputy_waiver": application.deputy_waiver,
        "employed": any(
            party.employed for party in application.parties if party.role in (Role.MANAGER, Role.DEPUTY)
        ),
        **{sign: YesNo.of(getattr(occasion, sign)) for sign in SIGNS},
    }
    for role in (Role.MANAGER, Role.DEPUTY):
        if role in people:
            fields[f"{role.value}_known"] = str(people[role].person_id)
            fields[f"{role.value}_keep"] = True
    return fields


def day_rows(occasion: Occasion, days_later: timedelta = timedelta()) -> list[dict[str, Any]]:
    """The rows of the form for an event's days; a room that is closed on a day has an empty one."""
    hours = {(row.day, row.room_id): ServiceHours(row.start, row.end) for row in occasion.days}
    rooms = {row.room_id: (row.room.name, row.room.area) for row in occasion.days}
    names = row_names(rooms.values())
    return [
        {"day": (day + days_later).isoformat(), "room": names[room], "hours": hours.get((day, room_id))}
        for day in sorted({day for day, _room in hours})
        for room_id, room in rooms.items()
    ]


def copied_rows(occasion: Occasion) -> list[dict[str, Any]]:
    """The same for a copy, moved to the same weekdays of the next year."""
    return day_rows(occasion, _a_year(occasion))
