"""What each row of the office's own spreadsheet amounts to beside the licence that it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.imports.judging import Change, Verdict, plain
from app.imports.known import KnownLicence, licences_by_number
from app.imports.problems import Impossible, RowNote, RowProblem
from app.imports.sheet_hours import WeekdayHours
from app.imports.sheet_rows import SheetRow
from app.models.licence import LicenceCondition, LicencePerson, LicenceRoom, LicenceTerm
from app.models.person import Person
from app.models.register import RowOutcome
from app.models.rows import canonical_json
from app.models.venue import Room
from app.sealing import sealer
from app.sorting import comparison_key
from licensing.applicants import Role
from licensing.assessment.hours_rules import ordinary_day
from licensing.hours import national_hours
from licensing.licences import AreaKind, Attribute, Group, LicenceKind, Seller, TermRow, Terms, terms_on
from licensing.service_hours import ServiceHours, clip

SPOKEN_OF = (Attribute.HOURS, Attribute.MANAGER, Attribute.DEPUTIES)
BETWEEN = ", "


@dataclass(frozen=True)
class HeldRole:
    """Somebody who is manager or deputy of a licence on the day."""

    id: int
    role: Role
    name: str
    lookup: str
    first_day: date
    last_day: date | None


@dataclass
class KnownTerms:
    """What is known of one licence that a spreadsheet may tell of, as on a day."""

    day: date
    terms: Terms
    people: list[HeldRole] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    """Keys of the rooms that it covers."""
    conditions: list[str] = field(default_factory=list)

    def names(self, role: Role) -> list[str]:
        """Who holds a role."""
        return [person.name for person in self.people if person.role is role]


class HoursOutsideLaw(Exception):  # noqa: N818 - about the row, not a fault
    """Hours that no licence of the kind can have."""


def judged_sheet_rows(
    session: Session, municipality_id: int, reads: Sequence[SheetRow | Impossible], dated_on: date
) -> list[Verdict]:
    """What each row amounts to, in the order of the rows, in a fixed number of questions."""
    rows = [read for read in reads if isinstance(read, SheetRow)]
    licences = licences_by_number(session, municipality_id, {row.number for row in rows})
    known = known_terms(session, municipality_id, licences.values(), dated_on)
    return [
        Verdict(RowOutcome.IMPOSSIBLE, None, read.as_json)
        if isinstance(read, Impossible)
        else _judged(read, licences.get(read.number), known)
        for read in reads
    ]


def _impossible(problem: RowProblem, licence_id: int | None, **facts: Any) -> Verdict:
    return Verdict(RowOutcome.IMPOSSIBLE, licence_id, {"code": problem.value, "facts": facts})


def _judged(row: SheetRow, licence: KnownLicence | None, known: Mapping[int, KnownTerms]) -> Verdict:
    if licence is None:
        return _impossible(RowProblem.LICENCE_UNKNOWN, None, number=row.number)
    stands = known[licence.id]
    try:
        changes = [
            *_people_changes(row, stands),
            *_hours_changes(row, licence, stands),
            *_room_changes(row, stands),
            *_condition_changes(row, stands),
        ]
    except HoursOutsideLaw:
        return _impossible(RowProblem.HOURS_OUTSIDE_LAW, licence.id, kind=licence.kind.value)
    notes = []
    if row.litres:
        notes.append(RowNote.LITRES_KEPT.value)
    if row.manager and "manager" not in row.identities:
        notes.append(RowNote.MANAGER_WITHOUT_NUMBER.value)
    told: dict[str, Any] = {"changes": [change.as_json for change in changes]} if changes else {}
    told |= {"notes": notes} if notes else {}
    if not changes:
        return Verdict(RowOutcome.SAME, licence.id, told)
    is_new = not any(change.before for change in changes)
    return Verdict(RowOutcome.NEW if is_new else RowOutcome.CHANGED, licence.id, told)


def _people_changes(row: SheetRow, stands: KnownTerms) -> list[Change]:
    changes = []
    for name, role, attribute, wanted in (
        ("manager", Role.MANAGER, Attribute.MANAGER, (row.manager,) if row.manager else ()),
        ("deputy", Role.DEPUTY, Attribute.DEPUTIES, row.deputies),
    ):
        if not wanted:
            continue
        held = stands.names(role)
        if name in row.identities:
            lookup = sealer().lookup(row.identities[name])
            is_held = any(person.lookup == lookup for person in stands.people if person.role is role)
        else:
            written = held or (stands.terms.value(attribute) or "").split(BETWEEN)
            is_held = {plain(one) for one in wanted} <= {plain(one) for one in written}
        if not is_held:
            before = BETWEEN.join(held) or stands.terms.value(attribute) or ""
            changes.append(Change(name, before, BETWEEN.join(wanted)))
    return changes


def _hours_changes(row: SheetRow, licence: KnownLicence, stands: KnownTerms) -> list[Change]:
    changes = []
    for area in row.hours:
        wanted = hours_terms(row, licence, stands.day, area)
        for group, value in wanted.items():
            before = stands.terms.value(Attribute.HOURS, area, group) or ""
            if before != value:
                changes.append(Change(f"hours_{area.value}:{int(group)}", before, value))
    return changes


def hours_terms(row: SheetRow, licence: KnownLicence, day: date, area: AreaKind) -> dict[Group, str]:
    """The hours that a row gives each group of a licence in an area, in their stored form.

    Group 3 begins at 13.00 at the earliest, so an office writes one span for all groups; and hours without
    days are cut on the days when the law closes earlier. What names its days must lie inside the law.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    written = terms_on(licence.groups, day).value(Attribute.GROUPS) or "1"
    return {
        group: canonical_json(_inside_the_law(row.hours[area], licence.kind, group, day))
        for group in (Group(int(part)) for part in written.split(","))
    }


def _inside_the_law(
    lines: Iterable[WeekdayHours], kind: LicenceKind, group: Group, day: date
) -> list[dict[str, Any]]:
    by_hours: dict[ServiceHours, list[int]] = {}
    for line in lines:
        for weekday in line.weekdays:
            seller = Seller.GROCERY if kind is LicenceKind.SALE else None
            limit = national_hours(kind, group, ordinary_day(weekday, day), seller=seller).limit
            found = clip(line.hours, limit)
            may_be_cut = kind is LicenceKind.SALE and line.every_day
            if found.clipped and group is not Group.THREE and not may_be_cut:
                raise HoursOutsideLaw
            if found.hours is not None:
                by_hours.setdefault(found.hours, []).append(weekday)
    if not by_hours:
        raise HoursOutsideLaw
    return [
        {"weekdays": sorted(weekdays), "start": hours.start, "end": hours.end}
        for hours, weekdays in sorted(by_hours.items(), key=lambda pair: min(pair[1]))
    ]


def _room_changes(row: SheetRow, stands: KnownTerms) -> list[Change]:
    new = [name for name, area in row.rooms if room_key(name, area) not in stands.rooms]
    return [Change("rooms", "", BETWEEN.join(new))] if new else []


def room_key(name: str, area: AreaKind) -> str:
    """How rooms of a venue are told apart."""
    return comparison_key(f"{area.value} {name}")


def new_conditions(row: SheetRow, stands: KnownTerms) -> list[str]:
    """The conditions of a row that the licence does not have."""
    known = {plain(text) for text in stands.conditions}
    return [text for text in row.conditions if plain(text) not in known]


def _condition_changes(row: SheetRow, stands: KnownTerms) -> list[Change]:
    new = new_conditions(row, stands)
    return [Change("conditions", "", "; ".join(new))] if new else []


def known_terms(
    session: Session, municipality_id: int, licences: Iterable[KnownLicence], dated_on: date
) -> dict[int, KnownTerms]:
    """What is known of some licences, each on the day of the file, or on its own nearest day."""
    days = {licence.id: _day_within(licence, dated_on) for licence in licences}
    terms: dict[int, list[TermRow]] = {}
    for term in session.scalars(
        select(LicenceTerm).where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(days),
            LicenceTerm.attribute.in_(SPOKEN_OF),
        )
    ):
        terms.setdefault(term.licence_id, []).append(term.to_domain())
    found = {
        licence_id: KnownTerms(day, terms_on(terms.get(licence_id, ()), day))
        for licence_id, day in days.items()
    }
    _add_people(session, municipality_id, found)
    _add_rooms_and_conditions(session, municipality_id, found)
    return found


def _day_within(licence: KnownLicence, day: date) -> date:
    days = licence.days
    return day if days is None else min(max(day, days.first_day), days.last_day)


def _add_people(session: Session, municipality_id: int, found: Mapping[int, KnownTerms]) -> None:
    rows = session.execute(
        select(
            LicencePerson.id,
            LicencePerson.licence_id,
            LicencePerson.role,
            LicencePerson.first_day,
            LicencePerson.last_day,
            Person.name,
            Person.identity_lookup,
        )
        .join(Person, Person.id == LicencePerson.person_id)
        .where(LicencePerson.municipality_id == municipality_id, LicencePerson.licence_id.in_(found))
        .order_by(LicencePerson.id)
    )
    for row in rows:
        stands = found[row.licence_id]
        if row.first_day <= stands.day and (row.last_day is None or stands.day <= row.last_day):
            stands.people.append(
                HeldRole(row.id, row.role, row.name, row.identity_lookup, row.first_day, row.last_day)
            )


def _add_rooms_and_conditions(
    session: Session, municipality_id: int, found: Mapping[int, KnownTerms]
) -> None:
    for row in session.execute(
        select(LicenceRoom.licence_id, Room.name_key, LicenceRoom.last_day)
        .join(Room, Room.id == LicenceRoom.room_id)
        .where(
            LicenceRoom.municipality_id == municipality_id,
            LicenceRoom.licence_id.in_(found),
            or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= LicenceRoom.first_day),
        )
    ):
        stands = found[row.licence_id]
        if row.last_day is None or row.last_day >= stands.day:
            stands.rooms.append(row.name_key)
    for condition in session.execute(
        select(LicenceCondition.licence_id, LicenceCondition.text)
        .where(LicenceCondition.municipality_id == municipality_id, LicenceCondition.licence_id.in_(found))
        .order_by(LicenceCondition.number)
    ):
        found[condition.licence_id].conditions.append(condition.text)
