"""The inspection list as a page shows it: in words, some venues at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.registers.inspection_rows import EventRow, LicenceRow
from app.registers.list_changes import ListChange
from app.registers.making_lists import ListOfDay
from app.sorting import sort_key
from app.wording import inspection_lists as words

PAGE_SIZE = 100


@dataclass(frozen=True)
class ShownLicence:
    """A licence of the list in words."""

    row: LicenceRow
    kind: str
    use: Sequence[str]
    marks: Sequence[tuple[str, str]]
    today: Sequence[str]
    week: Sequence[str]
    areas_and_conditions: Sequence[str]
    people: Sequence[str]


@dataclass(frozen=True)
class ShownEvent:
    """An event of the list in words."""

    row: EventRow
    use: Sequence[str]
    days: Sequence[str]
    people: Sequence[str]
    facts: Sequence[str]


@dataclass(frozen=True)
class ShownChange:
    """What changed for a licence, in words: field, before, after."""

    row: LicenceRow
    kind: str
    tone: str
    fields: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class ShownList:
    """What the page shows."""

    licences: Sequence[ShownLicence]
    events: Sequence[ShownEvent]
    changes: Sequence[ShownChange]
    next_start: str | None
    """Where the next page begins; nothing on the last one."""


TONES = {"added": "success", "removed": "danger", "changed": "warning"}


def shown(listed: ListOfDay, *, name: str, after: str) -> ShownList:
    """The list in words, from a venue on, and only those whose venue or holder has a name."""
    wanted = sort_key(name)
    licences = [
        row for row in listed.rows.licences if wanted in sort_key(row.venue) or wanted in sort_key(row.holder)
    ]
    start = next((place for place, row in enumerate(licences, 1) if str(row.licence_id) == after), 0)
    page = licences[start : start + PAGE_SIZE]
    more = len(licences) > start + PAGE_SIZE
    return ShownList(
        [_licence(row) for row in page],
        [_event(row) for row in listed.rows.events],
        [_change(change) for change in listed.changes],
        str(page[-1].licence_id) if page and more else None,
    )


def _licence(row: LicenceRow) -> ShownLicence:
    return ShownLicence(
        row,
        words.kind_of(row),
        words.use_lines(row),
        words.marks(row),
        words.today_lines(row),
        words.week_lines(row),
        [*words.area_lines(row), *row.conditions],
        words.people_lines(row),
    )


def _event(row: EventRow) -> ShownEvent:
    return ShownEvent(
        row,
        words.use_lines(row),
        words.event_days(row),
        words.people_lines(row),
        words.event_facts(row),
    )


def _change(change: ListChange) -> ShownChange:
    return ShownChange(
        change.row,
        str(words.CHANGES[change.kind]),
        TONES[change.kind.value],
        [(str(words.FIELDS[field.field]), *words.change_values(field)) for field in change.fields],
    )
