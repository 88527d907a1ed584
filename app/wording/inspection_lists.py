"""The inspection list in words: hours, areas, people and marks, and what changed since the last one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats
from app.registers.inspection_rows import EventRow, HoursOfArea, LicenceRow
from app.registers.list_changes import FieldChange, ListField, RowChange
from app.wording.enums import Text, groups_text, label
from app.wording.facts import AREAS, days_text, hours_text, upper_first
from licensing.licences import AreaKind, Audience, LicenceKind, LicenceType, VenueCategory

CHANGES: Mapping[RowChange, Text] = {
    RowChange.ADDED: _l("Ny på listen"),
    RowChange.REMOVED: _l("Ute av listen"),
    RowChange.CHANGED: _l("Endret"),
}
FIELDS: Mapping[ListField, Text] = {
    ListField.VENUE: _l("Sted"),
    ListField.ADDRESS: _l("Adresse"),
    ListField.HOLDER: _l("Bevillingshaver"),
    ListField.GROUPS: _l("Grupper"),
    ListField.AUDIENCE: _l("Gjelder for"),
    ListField.CATEGORY: _l("Type virksomhet"),
    ListField.HOURS: _l("Tider"),
    ListField.ROOMS: _l("Lokaler"),
    ListField.OUTDOOR: _l("Uteservering"),
    ListField.CONDITIONS: _l("Vilkår"),
    ListField.MANAGERS: _l("Styrer"),
    ListField.DEPUTIES: _l("Stedfortreder"),
    ListField.LAST_DAY: _l("Varer til og med"),
    ListField.USABLE: _l("Kan brukes"),
    ListField.SUSPENSIONS: _l("Midlertidig inndratt"),
}


def short_day(iso: str) -> str:
    """23.11.2026, from the stored form."""
    return formats.short_date(date.fromisoformat(iso)) if iso else ""


def groups_of(code: str) -> str:
    """Gruppe 1 og 2"""
    return upper_first(groups_text(int(group) for group in code.split(",") if group)) if code else ""


def kind_of(row: LicenceRow) -> str:
    """Skjenkebevilling, and what type it is of when that is not the lasting one."""
    kind = label(LicenceKind(row.kind))
    if row.type == LicenceType.PERMANENT.value:
        return kind
    return f"{kind}, {label(LicenceType(row.type)).lower()}"


def today_lines(row: LicenceRow) -> list[str]:
    """The hours of the day of the list, a line for each area: Inne: 10.00–02.00 (gruppe 3 fra 13.00)."""
    found = []
    for place, (first, *others) in _by_place(row.today, row.kind).items():
        apart = _apart(first, others)
        hours = f"{_spans(first)} ({apart})" if apart else _spans(first)
        found.append(f"{upper_first(place)}: {hours}" if place else upper_first(hours))
    return found


def week_lines(row: LicenceRow) -> list[str]:
    """The hours of the week, a line for each area, days with the same hours together.

    Inne: fredag og lørdag 10.00–02.00, søndag–torsdag 10.00–01.00. Gruppe 3 fra 13.00.
    """
    places: dict[str, dict[tuple[str, str], list[int]]] = {}
    for days in row.week:
        weekdays = [date.fromisoformat(day).isoweekday() for day in days.days]
        for place, (first, *others) in _by_place(days.lines, row.kind).items():
            said = (_spans(first), _apart(first, others))
            places.setdefault(place, {}).setdefault(said, []).extend(weekdays)
    return [_week_line(place, said) for place, said in places.items()]


def _week_line(place: str, said: Mapping[tuple[str, str], list[int]]) -> str:
    shared = {apart for _hours, apart in said}
    always = shared.pop() if len(shared) == 1 else ""
    days = ", ".join(
        f"{days_text(weekdays)} {hours}" + (f" ({apart})" if apart and not always else "")
        for (hours, apart), weekdays in said.items()
    )
    line = upper_first(f"{place}: {days}" if place else days)
    return f"{line}. {upper_first(always)}" if always else line


def _by_place(lines: Iterable[HoursOfArea], kind: str) -> dict[str, list[HoursOfArea]]:
    """Each area or room with its lines: the hours of most groups, then those of groups that stand apart."""
    places: dict[str, list[HoursOfArea]] = {}
    for line in lines:
        inside_only = kind == LicenceKind.SALE.value and not line.rooms
        place = "" if inside_only else ", ".join(line.rooms) or str(AREAS[AreaKind(line.area)])
        places.setdefault(place, []).append(line)
    return places


def _apart(first: HoursOfArea, others: Iterable[HoursOfArea]) -> str:
    """Groups whose hours are others: only the end that differs is told."""
    return "; ".join(_group_apart(first, other) for other in others)


def _group_apart(first: HoursOfArea, other: HoursOfArea) -> str:
    groups = groups_text(other.groups)
    if first.spans and other.spans and len(first.spans) == len(other.spans) == 1:
        usual, own = (hours_text(line.spans[0]).split("–") for line in (first, other) if line.spans)
        if len(usual) == len(own) == 2 and usual[1] == own[1]:
            return _("%(groups)s fra %(time)s", groups=groups, time=own[0])
        if len(usual) == len(own) == 2 and usual[0] == own[0]:
            return _("%(groups)s til %(time)s", groups=groups, time=own[1])
    return f"{groups}: {_spans(other)}"


def _spans(line: HoursOfArea) -> str:
    if line.spans is None:
        return _("tiden er ikke kjent")
    return ", ".join(hours_text(span) for span in line.spans) or _("stengt")


def marks(row: LicenceRow) -> list[tuple[str, str]]:
    """What an inspector must see first, each with its tone."""
    found = [
        (
            _("Midlertidig inndratt %(first)s–%(last)s", first=short_day(first), last=short_day(last)),
            "danger",
        )
        for first, last in row.suspensions
    ]
    if not row.is_usable:
        found.append((_("Kan ikke tas i bruk ennå"), "warning"))
    if not row.in_season:
        found.append((_("Utenfor den delen av året som bevillingen gjelder"), "warning"))
    return found


def people_lines(row: LicenceRow | EventRow) -> list[str]:
    """Styrer: Marit Prøve"""
    managers = [_("Styrer: %(name)s", name=name) for name in row.managers]
    deputies = [_("Stedfortreder: %(name)s", name=name) for name in row.deputies]
    return managers + deputies or [_("Ingen styrer registrert")]


def area_lines(row: LicenceRow) -> list[str]:
    """Inne: Storstua. Ute: Bakgården."""
    found = [_("Inne: %(rooms)s", rooms=", ".join(row.rooms))] if row.rooms else []
    return found + ([_("Ute: %(rooms)s", rooms=", ".join(row.outdoor))] if row.outdoor else [])


def use_lines(row: LicenceRow | EventRow) -> list[str]:
    """What is licensed, besides the hours: the groups, for whom, and what kind of place."""
    found = [groups_of(row.groups)]
    if row.audience == Audience.CLOSED_COMPANY.value:
        found.append(label(Audience.CLOSED_COMPANY))
    return [line for line in found if line]


def event_days(row: EventRow) -> list[str]:
    """Fredag 20.02.2027 kl. 18.00–01.00, Storteltet"""
    return [
        ", ".join(
            part
            for part in (
                _(
                    "%(weekday)s %(day)s kl. %(hours)s",
                    weekday=upper_first(days_text([date.fromisoformat(day).isoweekday()])),
                    day=short_day(day),
                    hours=hours_text(hours),
                ),
                room,
            )
            if part
        )
        for day, room, hours in row.days
    ]


def event_facts(row: EventRow) -> list[str]:
    """Expected guests, age limit, guards, where they are known."""
    found = []
    if row.guests is not None:
        found.append(_("%(number)s gjester ventet", number=str(row.guests)))
    if row.age_limit is not None:
        found.append(_("Aldersgrense %(number)s år", number=str(row.age_limit)))
    if row.guards is not None:
        found.append(_("%(number)s vakter", number=str(row.guards)))
    return found


def change_values(change: FieldChange) -> tuple[str, str]:
    """A field before and after, in words."""
    return _value(change.field, change.before), _value(change.field, change.after)


def _value(field: ListField, value: Any) -> str:
    nothing = _("ingen")
    match field:
        case ListField.GROUPS:
            return groups_of(value) or nothing
        case ListField.AUDIENCE:
            return label(Audience(value)) if value else nothing
        case ListField.CATEGORY:
            return label(VenueCategory(value)) if value else nothing
        case ListField.LAST_DAY:
            return short_day(value) or nothing
        case ListField.USABLE:
            return _("ja") if value else _("nei")
        case ListField.HOURS:
            return "; ".join(_granted(*line) for line in value) or nothing
        case ListField.SUSPENSIONS:
            return ", ".join(f"{short_day(first)}–{short_day(last)}" for first, last in value) or nothing
    if isinstance(value, tuple):
        return "; ".join(value) or nothing
    return str(value) or nothing


def _granted(area: str, groups: str, weekdays: str, hours: str) -> str:
    days = days_text(int(day) for day in weekdays.split(",")) if weekdays else days_text(range(1, 8))
    where = str(AREAS[AreaKind(area)]) if area else ""
    known = [int(group) for group in groups.split(",") if int(group)]
    said = (groups_text(known) if known else "", where, days, hours_text(hours))
    return upper_first(" ".join(part for part in said if part))
