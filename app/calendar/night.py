"""One night: its events with place, hours and groups, and every place that serves all year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.calendar.queries import EventNight, event_nights
from app.licences.queries.on_day import LicenceOnDay, licences_on
from app.policy.queries import policy_in_force
from app.policy.queries.zones import zones_here
from app.registers.inspection_rows import HoursOfArea
from app.registers.week_hours import HoursOfWeek
from app.wording.facts import hours_text
from licensing.licences import OCCASIONAL, AreaKind, LicenceKind, LicenceType, group_set_from_code
from licensing.service_hours import clock_text, minutes_of

LASTING = tuple(kind for kind in LicenceType if kind not in OCCASIONAL)


@dataclass(frozen=True)
class EventLine:
    """An event as a line of a table."""

    name: str
    venue_id: int
    venue: str
    town: str
    holder: str
    hours: str
    groups: str
    audience: str
    state: str
    is_granted: bool
    guests: int | None
    case_id: int | None
    licence_id: int | None


@dataclass(frozen=True)
class PlaceLine:
    """A place with a lasting licence on the night."""

    licence_id: int
    number: str
    venue_id: int
    venue: str
    town: str
    holder: str
    hours: Sequence[str]
    groups: str
    standing: str
    """Why nothing is served there, when nothing is."""
    closes: int
    """When the last of it closes, in minutes of the service day; 0 is not open."""


@dataclass(frozen=True)
class Night:
    """What is served where on a night."""

    day: date
    events: Sequence[EventLine]
    places: Sequence[PlaceLine]
    closing: Sequence[tuple[str, int]]
    """How many places close at each time, the earliest first."""

    @property
    def open_places(self) -> int:
        """How many lasting places serve that night."""
        return sum(1 for place in self.places if place.closes)


def event_line(night: EventNight) -> EventLine:
    """An event in words."""
    return EventLine(
        name=night.name,
        venue_id=night.venue_id,
        venue=night.venue,
        town=night.town,
        holder=night.holder,
        hours=formats.hours_of(night.start, night.end) or "",
        groups=_groups(night.groups),
        audience=labels.label(night.audience),
        state=_("Innvilget") if night.is_granted else _("Søkt om"),
        is_granted=night.is_granted,
        guests=night.guests,
        case_id=night.case_id,
        licence_id=night.licence_id,
    )


def night_of(session: Session, municipality_id: int, day: date) -> Night:
    """Everything that is served on a night, in a number of questions that never grows."""
    policy = policy_in_force(session, municipality_id, day)
    hours = HoursOfWeek(policy, zones_here(session, municipality_id, policy))
    licences = licences_on(session, municipality_id, day, types=LASTING)
    places = [
        _place_line(licence, hours.on(licence, day), day)
        for licence in licences
        if licence.kind is LicenceKind.SERVING
    ]
    counted = Counter(place.closes for place in places if place.closes)
    return Night(
        day=day,
        events=[event_line(night) for night in event_nights(session, municipality_id, day, day)],
        places=places,
        closing=[(_clock(minute), count) for minute, count in sorted(counted.items())],
    )


def _place_line(licence: LicenceOnDay, lines: Sequence[HoursOfArea], day: date) -> PlaceLine:
    standing = _standing(licence)
    ends = [minutes_of(span.split("-")[1]) for line in lines for span in line.spans or ()]
    written = [] if standing else [_line_text(line, lines) for line in lines if line.spans]
    if not standing and not written:
        standing = _("Stengt denne kvelden")
    groups = sorted({group for line in lines for group in line.groups})
    return PlaceLine(
        licence_id=licence.id,
        number=licence.number,
        venue_id=licence.venue.id,
        venue=licence.venue.name,
        town=licence.venue.town,
        holder=licence.holder,
        hours=written,
        groups=_groups(",".join(map(str, groups))),
        standing=standing,
        closes=max(ends, default=0) if written else 0,
    )


def _standing(licence: LicenceOnDay) -> str:
    """Why nothing may be served under the licence that night."""
    if licence.suspensions:
        return _("Midlertidig inndratt")
    return "" if licence.is_usable else _("Kan ikke tas i bruk ennå")


def _line_text(line: HoursOfArea, lines: Sequence[HoursOfArea]) -> str:
    """Inne 10.00–02.00; where groups differ, which they are."""
    where = ", ".join(line.rooms) or labels.label(AreaKind(line.area))
    spans = ", ".join(hours_text(span) for span in line.spans or ())
    alone = all(other.groups == line.groups for other in lines)
    text = _("%(where)s %(hours)s", where=where, hours=spans)
    return text if alone else _("%(text)s (%(groups)s)", text=text, groups=labels.groups_text(line.groups))


def _groups(code: str) -> str:
    if not code:
        return ""
    text = labels.groups_text(int(group) for group in group_set_from_code(code))
    return text[:1].upper() + text[1:]


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % (24 * 60), 60)
    return _("kl. %(time)s", time=clock_text(hour * 60 + rest).replace(":", "."))
