"""What changed from one inspection list to the next, venue by venue and field by field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.registers.inspection_rows import LicenceRow, ListRows
from app.sorting import sort_key


class RowChange(StrEnum):
    """What became of a licence between two lists."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class ListField(StrEnum):
    """What two lists are compared by. Hours are those granted, not those of the day of the list."""

    VENUE = "venue"
    ADDRESS = "address"
    HOLDER = "holder"
    GROUPS = "groups"
    AUDIENCE = "audience"
    CATEGORY = "category"
    HOURS = "hours"
    ROOMS = "rooms"
    OUTDOOR = "outdoor"
    CONDITIONS = "conditions"
    MANAGERS = "managers"
    DEPUTIES = "deputies"
    LAST_DAY = "last_day"
    USABLE = "usable"
    SUSPENSIONS = "suspensions"


VALUES: Mapping[ListField, Callable[[LicenceRow], Any]] = {
    ListField.VENUE: lambda row: row.venue,
    ListField.ADDRESS: lambda row: row.address,
    ListField.HOLDER: lambda row: row.holder,
    ListField.GROUPS: lambda row: row.groups,
    ListField.AUDIENCE: lambda row: row.audience,
    ListField.CATEGORY: lambda row: row.category,
    ListField.HOURS: lambda row: row.granted_hours,
    ListField.ROOMS: lambda row: row.rooms,
    ListField.OUTDOOR: lambda row: row.outdoor,
    ListField.CONDITIONS: lambda row: row.conditions,
    ListField.MANAGERS: lambda row: row.managers,
    ListField.DEPUTIES: lambda row: row.deputies,
    ListField.LAST_DAY: lambda row: row.last_day,
    ListField.USABLE: lambda row: row.is_usable,
    ListField.SUSPENSIONS: lambda row: row.suspensions,
}


@dataclass(frozen=True)
class FieldChange:
    """A field before and after, as the rows hold it."""

    field: ListField
    before: Any
    after: Any


@dataclass(frozen=True)
class ListChange:
    """A licence that came, went, or stands otherwise than on the list before."""

    kind: RowChange
    row: LicenceRow
    """As it stands now; of one that went, as it stood."""
    fields: tuple[FieldChange, ...] = ()


def changes_between(before: ListRows, after: ListRows) -> tuple[ListChange, ...]:
    """Every licence that differs between two lists, by venue and number."""
    was = {row.licence_id: row for row in before.licences}
    now = {row.licence_id: row for row in after.licences}
    found = [ListChange(RowChange.REMOVED, row) for id_, row in was.items() if id_ not in now]
    found += [ListChange(RowChange.ADDED, row) for id_, row in now.items() if id_ not in was]
    for id_ in was.keys() & now.keys():
        fields = _fields(was[id_], now[id_])
        if fields:
            found.append(ListChange(RowChange.CHANGED, now[id_], fields))
    return tuple(sorted(found, key=lambda change: (sort_key(change.row.venue), change.row.number)))


def _fields(before: LicenceRow, after: LicenceRow) -> tuple[FieldChange, ...]:
    pairs = ((field, value(before), value(after)) for field, value in VALUES.items())
    return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])
