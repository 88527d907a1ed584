"""What each row of an extract amounts to: new, changed, the same, double or impossible."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.imports.known import Known, KnownHolder, KnownLicence, KnownVenue, place_key
from app.imports.problems import RowNote, RowProblem
from app.imports.register_rows import Read, RegisterRow
from app.imports.spans import Span, days_to_add
from app.models.register import RowOutcome
from licensing.licences import Attribute, group_set_code, terms_on


@dataclass(frozen=True)
class Change:
    """One field before and after; days in ISO, groups in their stored form."""

    field: str
    before: str
    after: str

    @property
    def as_json(self) -> dict[str, str]:
        """The change as it is stored."""
        return {"field": self.field, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Verdict:
    """What a row amounts to, which licence it is about, and what is told of it."""

    outcome: RowOutcome
    licence_id: int | None = None
    told: dict[str, Any] = field(default_factory=dict)


def _impossible(problem: RowProblem, licence: KnownLicence | None = None, **facts: Any) -> Verdict:
    told = {"code": problem.value, "facts": facts}
    return Verdict(RowOutcome.IMPOSSIBLE, licence.id if licence else None, told)


@dataclass
class FileIndex:
    """What the rows of one file say together: numbers that stand twice, and who is called what.

    Where a file names one company or one place in two ways, its first row counts, so that the same file
    always says the same.
    """

    numbers: dict[str, RegisterRow] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    units: dict[str, RegisterRow] = field(default_factory=dict)
    places: dict[tuple[object, ...], list[tuple[int, Span]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Read]) -> "FileIndex":
        """The index of a whole file."""
        made = cls()
        for row in rows:
            if isinstance(row, RegisterRow):
                made.add(row)
        return made

    def add(self, row: RegisterRow) -> None:
        """Note a row; the first of each kind counts."""
        self.numbers.setdefault(row.number, row)
        self.holders.setdefault(row.organisation_number, row.holder)
        if row.sub_unit:
            self.units.setdefault(row.sub_unit, row)
        settled = self.settled(row)
        for key in _keys(settled):
            self.places.setdefault(key, []).append((row.line, Span(row.first_day, row.last_day)))

    def settled(self, row: RegisterRow) -> RegisterRow:
        """The row with the names that the file's first row gave its holder and its sub-unit."""
        first = self.units.get(row.sub_unit, row) if row.sub_unit else row
        named = replace(
            row,
            holder=self.holders.get(row.organisation_number, row.holder),
            venue=first.venue,
            street=first.street,
            postcode=first.postcode,
            town=first.town,
        )
        return named if named == row else replace(named, notes=(*row.notes, RowNote.NAMED_OTHERWISE))

    def fault_of(self, row: RegisterRow) -> Verdict | None:
        """What is wrong with a row beside the other rows of its file."""
        first = self.numbers[row.number]
        if first.line == row.line:
            return None
        if replace(first, line=row.line) == row:
            return Verdict(RowOutcome.SAME, None, {"in_file": first.line})
        return _impossible(RowProblem.NUMBER_TWICE, line=first.line)

    def double_of(self, row: RegisterRow) -> Verdict | None:
        """An earlier row with the same holder, place and kind under another number, for the same days."""
        days = Span(row.first_day, row.last_day)
        lines = [
            line
            for key in _keys(row)
            for line, span in self.places.get(key, ())
            if line < row.line and span.meets(days)
        ]
        return Verdict(RowOutcome.DOUBLE, None, {"in_file": min(lines)}) if lines else None


def _keys(row: RegisterRow) -> tuple[tuple[object, ...], ...]:
    place = (row.organisation_number, row.kind, *place_key(row))
    return (place, (row.organisation_number, row.kind, row.sub_unit)) if row.sub_unit else (place,)


def judged(row: RegisterRow, known: Known, dated_on: date) -> Verdict:
    """What a row amounts to beside what is known, on the day that the extract speaks of."""
    licence = known.by_number.get(row.number)
    holder, venue = known.holders.get(row.organisation_number), known.venue_of(row)
    if licence is None:
        return _of_unknown_number(row, known, holder, venue)
    refused = _refused(row, known, licence, holder, venue)
    if refused is not None:
        return refused
    at = known.venues[licence.venue_id]
    added = days_to_add(licence.spans, licence.ended_on, Span(row.first_day, row.last_day))
    changes = [
        *_fact_changes(row, known.holders_by_id[licence.holder_id], at),
        *_group_changes(row, licence, dated_on),
        *_day_changes(row, licence, dated_on),
    ]
    if licence.national_number is None:
        changes.append(Change("national_number", "", row.number))
    told = _told(changes, (*row.notes, *added.notes, *_unit_note(row, at)))
    return Verdict(RowOutcome.CHANGED if changes else RowOutcome.SAME, licence.id, told)


def _of_unknown_number(
    row: RegisterRow, known: Known, holder: KnownHolder | None, venue: KnownVenue | None
) -> Verdict:
    days = Span(row.first_day, row.last_day)
    if holder and venue:
        for other in known.at.get((holder.id, venue.id, row.kind), ()):
            if other.days is not None and other.days.meets(days):
                return Verdict(RowOutcome.DOUBLE, other.id, {"number": other.number})
    changes = _fact_changes(row, holder, venue)
    if venue and _is_taken(row, known, venue):
        return _impossible(RowProblem.PLACE_TAKEN, venue=row.venue)
    return Verdict(RowOutcome.NEW, None, _told(changes, (*row.notes, *_unit_note(row, venue))))


def _refused(
    row: RegisterRow,
    known: Known,
    licence: KnownLicence,
    holder: KnownHolder | None,
    venue: KnownVenue | None,
) -> Verdict | None:
    """Why a row cannot be about the licence that has its number."""
    if licence.kind is not row.kind:
        return _impossible(RowProblem.OTHER_KIND, licence, number=licence.number, kind=licence.kind.value)
    if holder is None or holder.id != licence.holder_id:
        ours = known.holders_by_id[licence.holder_id]
        return _impossible(RowProblem.OTHER_HOLDER, licence, number=licence.number, holder=ours.name)
    at = known.venues[licence.venue_id]
    if venue is not None and venue.id != at.id:
        return _impossible(RowProblem.OTHER_VENUE, licence, number=licence.number, venue=at.name)
    if _is_taken(row, known, at):
        return _impossible(RowProblem.PLACE_TAKEN, licence, venue=row.venue)
    return None


def _is_taken(row: RegisterRow, known: Known, venue: KnownVenue) -> bool:
    """Whether another venue has the name and address that the row gives this one."""
    other = known.by_place.get(place_key(row))
    return other is not None and other.id != venue.id


def _fact_changes(row: RegisterRow, holder: KnownHolder | None, venue: KnownVenue | None) -> list[Change]:
    """Names and addresses that the extract has otherwise; what it leaves empty is no change."""
    pairs = []
    if holder is not None:
        pairs.append(("holder", holder.name, row.holder))
    if venue is not None:
        pairs += [
            ("venue", venue.name, row.venue),
            ("street", venue.street, row.street),
            ("postcode", venue.postcode, row.postcode),
            ("town", venue.town, row.town),
        ]
    changes = [Change(*pair) for pair in pairs if pair[2] and plain(pair[1]) != plain(pair[2])]
    if venue is not None and row.sub_unit and venue.sub_unit is None:
        changes.append(Change("sub_unit", "", row.sub_unit))
    return changes


def _unit_note(row: RegisterRow, venue: KnownVenue | None) -> tuple[RowNote, ...]:
    differs = venue is not None and row.sub_unit and venue.sub_unit not in {None, row.sub_unit}
    return (RowNote.SUB_UNIT_DIFFERS,) if differs else ()


def groups_day(row: RegisterRow, dated_on: date) -> date:
    """The day on which the groups of a licence are compared: that of the extract, inside the row's days."""
    return min(max(dated_on, row.first_day), row.last_day)


def _group_changes(row: RegisterRow, licence: KnownLicence, dated_on: date) -> list[Change]:
    ours = terms_on(licence.groups, groups_day(row, dated_on)).value(Attribute.GROUPS) or ""
    theirs = group_set_code(row.groups)
    return [Change("groups", ours, theirs)] if ours != theirs else []


def _day_changes(row: RegisterRow, licence: KnownLicence, dated_on: date) -> list[Change]:
    added = days_to_add(licence.spans, licence.ended_on, Span(row.first_day, row.last_day))
    days = licence.days
    if added.is_empty or days is None:
        return []
    changes = []
    if row.first_day < days.first_day:
        changes.append(Change("first_day", days.first_day.isoformat(), row.first_day.isoformat()))
    if row.last_day != days.last_day and (added.ends_on or row.last_day > days.last_day):
        changes.append(Change("last_day", days.last_day.isoformat(), row.last_day.isoformat()))
    return changes


def _told(changes: Iterable[Change], notes: Iterable[RowNote]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if listed := [change.as_json for change in changes]:
        told["changes"] = listed
    if noted := [note.value for note in dict.fromkeys(notes)]:
        told["notes"] = noted
    return told


def plain(text: str) -> str:
    """A text as it is compared: letter case and spacing are no difference."""
    return " ".join(text.casefold().split())


def changes_of(told: Mapping[str, Any]) -> tuple[Change, ...]:
    """The changes that were stored with a row."""
    return tuple(Change(**change) for change in told.get("changes", ()))
