"""What holds of one licence on a chosen day: the hours in force in each room, and withdrawals for a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import formats, labels
from app.licences.occupancy import shared_rooms
from app.licences.spans import span_text
from app.models.licence import Licence
from app.models.occupancy import LicenceSuspension
from app.policy.queries import policy_in_force
from app.pouring.queries import held_licences
from app.wording.facts import day_text, hours_text, upper_first
from licensing.granted_hours import is_in_season
from licensing.hours import FIRST_KNOWN_DAY
from licensing.hours_in_force import HoursInForce
from licensing.licences import Attribute, Group, group_set_from_code, terms_on
from licensing.pouring import HeldLicence, RoomHours, rooms_on


@dataclass(frozen=True)
class DayHours:
    """The hours of some groups in rooms that are alike."""

    place: str
    groups: str
    hours: str
    source: str


@dataclass(frozen=True)
class SuspensionLine:
    """A withdrawal for a time, and whether it covers the chosen day."""

    days: str
    reason: str
    holds: bool


def day_hours(session: Session, licence: Licence, on: date) -> list[DayHours]:
    """The hours in force on a day, room by room and group by group; those alike stand together."""
    if on < FIRST_KNOWN_DAY:
        return []
    policy = policy_in_force(session, licence.municipality_id, on)
    (held,) = held_licences(session, licence.municipality_id, Licence.id == licence.id, policy)
    code = terms_on(held.rows, on).value(Attribute.GROUPS)
    if not code or not _covers(held, on):
        return []
    by_line: dict[tuple[str, str, str], list[Group]] = {}
    for group in group_set_from_code(code):
        for room in rooms_on(held, group, on, policy):
            line = (_place(held, room), _hours(room.answer), _source(room.answer))
            by_line.setdefault(line, []).append(group)
    return [
        DayHours(place, upper_first(labels.groups_text(map(int, groups))), hours, source)
        for (place, hours, source), groups in by_line.items()
    ]


def _covers(held: HeldLicence, on: date) -> bool:
    """Whether the licence gives any hours at all on the day."""
    return (
        any(period.first_day <= on <= period.last_day for period in held.periods)
        and (held.ended_on is None or on <= held.ended_on)
        and not any(part.first_day <= on <= part.last_day for part in held.suspensions)
        and is_in_season(held.rows, on)
    )


def _place(held: HeldLicence, room: RoomHours) -> str:
    if not held.rooms or room.area is None:
        return _("Hele stedet")
    area = labels.label(room.area)
    return _("%(area)s: %(rooms)s", area=area, rooms=", ".join(room.names)) if room.names else area


def _hours(answer: HoursInForce) -> str:
    return ", ".join(formats.hours(part) for part in answer.hours) or _("Stengt")


def _source(answer: HoursInForce) -> str:
    """Where the hours come from, and what cut them."""
    return ", ".join((labels.label(answer.source), *(labels.label(bound).lower() for bound in answer.bounds)))


def suspensions_of(session: Session, licence: Licence, on: date) -> Sequence[SuspensionLine]:
    """Every withdrawal for a time, the latest first."""
    rows = session.scalars(
        select(LicenceSuspension)
        .where(
            LicenceSuspension.municipality_id == licence.municipality_id,
            LicenceSuspension.licence_id == licence.id,
        )
        .order_by(LicenceSuspension.first_day.desc())
    )
    return [
        SuspensionLine(
            span_text(row.first_day, row.last_day), row.reason, row.first_day <= on <= row.last_day
        )
        for row in rows
    ]


def shared_room_sentences(session: Session, licence: Licence) -> list[str]:
    """Who else has a room at the same time, where two were entered before anything kept them apart."""
    return [
        _(
            "%(holder)s har også bevilling (%(number)s) i %(room)s, og tidene overlapper fra %(day)s kl."
            " %(hours)s. Flere bevillinger i samme lokale kan bare gis til én bevillingshaver, eller med"
            " tider som ikke overlapper (alkoholloven § 4-1). Rett tidene, lokalet eller bevillingen.",
            holder=pair.other_holder,
            number=pair.other_number,
            room=pair.room,
            day=day_text(pair.day),
            hours=hours_text(pair.hours),
        )
        for pair in shared_rooms(session, licence.municipality_id, licence.id)
    ]
