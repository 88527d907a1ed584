"""Writing rows of the office's own spreadsheet: people, hours, rooms and conditions of licences."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.imports.judging import changes_of
from app.imports.known import KnownLicence, licences_by_number
from app.imports.service.occupying import occupy_all
from app.imports.service.writing import Journal, add_search_terms, found_rooms, inserted
from app.imports.sheet_judging import (
    BETWEEN,
    HeldRole,
    KnownTerms,
    hours_terms,
    known_terms,
    new_conditions,
    room_key,
)
from app.imports.sheet_rows import SheetRow
from app.models.licence import LicenceCondition, LicencePerson, LicenceRoom, LicenceTerm
from app.models.person import Person
from app.models.register import RegisterImport, RowOutcome
from app.sealing import sealer
from app.search.index import Subject
from app.sorting import sort_key
from licensing.applicants import Role
from licensing.identity import parse_identity_number
from licensing.licences import AreaKind, Attribute, LicenceKind, TermRow

ROLES = {"manager": (Role.MANAGER, Attribute.MANAGER), "deputy": (Role.DEPUTY, Attribute.DEPUTIES)}
ONE_DAY = timedelta(days=1)


def sheet_taken_in(session: Session, begun: RegisterImport, rows: Sequence[Any]) -> list[RowOutcome]:
    """Write the rows of a chunk."""
    read = [SheetRow.from_json(row.line, row.data, row.sealed) for row in rows]
    licences = licences_by_number(session, begun.municipality_id, {one.number for one in read})
    known = known_terms(session, begun.municipality_id, licences.values(), begun.dated_on)
    journal = Journal(begun, {row.line: row.id for row in rows})
    occupied: dict[int, int] = {}
    for row, one in zip(rows, read, strict=True):
        licence = licences[one.number]
        fields = {change.field.partition(":")[0] for change in changes_of(row.problem or {})}
        stands = known[licence.id]
        _write_people(session, begun, one, licence, stands, fields, journal)
        _write_hours(session, begun, one, licence, stands, journal)
        _write_rooms(session, begun, one, licence, stands, journal)
        _write_conditions(session, begun, one, licence, stands, journal)
        journal.about(one.line, licence.id)
        if licence.kind is LicenceKind.SERVING and fields - {"manager", "deputy", "conditions"}:
            occupied[licence.id] = licence.holder_id
    journal.write(session)
    if occupied:
        occupy_all(session, begun, occupied)
    return [row.outcome for row in rows]


def _write_people(
    session: Session,
    begun: RegisterImport,
    row: SheetRow,
    licence: KnownLicence,
    stands: KnownTerms,
    fields: set[str],
    journal: Journal,
) -> None:
    for name in sorted(fields & set(ROLES)):
        role, attribute = ROLES[name]
        names = (row.manager,) if name == "manager" else row.deputies
        if name not in row.identities:
            _add_term(session, begun, row.line, licence, stands, journal, attribute, BETWEEN.join(names))
            continue
        person_id = _person(session, begun, row.line, names[0], row.identities[name], journal)
        if role is Role.MANAGER:
            _end_roles(
                session, begun, row.line, stands, [p for p in stands.people if p.role is role], journal
            )
        (made,) = inserted(
            session,
            LicencePerson,
            [
                {
                    "municipality_id": begun.municipality_id,
                    "licence_id": licence.id,
                    "person_id": person_id,
                    "role": role,
                    "first_day": stands.day,
                }
            ],
        )
        journal.made(row.line, "licence_people", made)


def _end_roles(
    session: Session,
    begun: RegisterImport,
    line: int,
    stands: KnownTerms,
    people: Sequence[HeldRole],
    journal: Journal,
) -> None:
    """The one before is manager to the day before; of one who began the same day both stand."""
    for person in people:
        if person.first_day >= stands.day:
            continue
        last_day = person.last_day.isoformat() if person.last_day else None
        journal.note(line, "licence_people", person.id, None, last_day=last_day)
        session.execute(
            update(LicencePerson)
            .where(LicencePerson.municipality_id == begun.municipality_id, LicencePerson.id == person.id)
            .values(last_day=stands.day - ONE_DAY)
            .execution_options(synchronize_session=False)
        )


def _person(
    session: Session, begun: RegisterImport, line: int, name: str, written: str, journal: Journal
) -> int:
    identity = parse_identity_number(written)
    lookup = sealer().lookup(identity.value)
    known = session.scalars(
        select(Person.id).where(
            Person.municipality_id == begun.municipality_id, Person.identity_lookup == lookup
        )
    ).one_or_none()
    if known is not None:
        return known
    (made,) = inserted(
        session,
        Person,
        [
            {
                "municipality_id": begun.municipality_id,
                "name": name,
                "sort_key": sort_key(name),
                "identity_sealed": sealer().seal(identity.value),
                "identity_shown": identity.masked,
                "identity_lookup": lookup,
            }
        ],
    )
    journal.made(line, "persons", made)
    add_search_terms(session, begun, [(Subject.PERSON, made, (name,))])
    return made


def _write_hours(
    session: Session,
    begun: RegisterImport,
    row: SheetRow,
    licence: KnownLicence,
    stands: KnownTerms,
    journal: Journal,
) -> None:
    for area in row.hours:
        for group, value in hours_terms(row, licence, stands.day, area).items():
            if stands.terms.value(Attribute.HOURS, area, group) != value:
                _add_term(
                    session,
                    begun,
                    row.line,
                    licence,
                    stands,
                    journal,
                    Attribute.HOURS,
                    value,
                    area=area,
                    group=int(group),
                )


def _add_term(
    session: Session,
    begun: RegisterImport,
    line: int,
    licence: KnownLicence,
    stands: KnownTerms,
    journal: Journal,
    attribute: Attribute,
    value: str,
    *,
    area: AreaKind | None = None,
    group: int | None = None,
) -> None:
    ours: TermRow | None = next(
        (
            term
            for term in stands.terms.rows
            if (term.attribute, term.area, term.group, term.room) == (attribute, area, group, None)
        ),
        None,
    )
    # It is the later word, also beside what was decided on the very same day.
    decided_on = stands.day if ours is None else max(stands.day, ours.decided_on)
    same_day = ours is not None and ours.decided_on == decided_on
    (made,) = inserted(
        session,
        LicenceTerm,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence.id,
                "attribute": attribute,
                "area": area,
                "group": group,
                "value": value,
                "first_day": stands.day,
                "decided_on": decided_on,
                "decision_number": ours.decision_number + 1 if ours and same_day else 0,
            }
        ],
    )
    journal.made(line, "licence_terms", made)


def _write_rooms(
    session: Session,
    begun: RegisterImport,
    row: SheetRow,
    licence: KnownLicence,
    stands: KnownTerms,
    journal: Journal,
) -> None:
    new = [(name, area) for name, area in row.rooms if room_key(name, area) not in stands.rooms]
    if not new:
        return
    wanted = [(row.line, licence.venue_id, name, area) for name, area in new]
    made = inserted(
        session,
        LicenceRoom,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence.id,
                "room_id": room_id,
                "first_day": stands.day,
            }
            for room_id in found_rooms(session, begun, wanted, journal)
        ],
    )
    for made_id in made:
        journal.made(row.line, "licence_rooms", made_id)


def _write_conditions(
    session: Session,
    begun: RegisterImport,
    row: SheetRow,
    licence: KnownLicence,
    stands: KnownTerms,
    journal: Journal,
) -> None:
    new = new_conditions(row, stands)
    if not new:
        return
    last = session.scalar(
        select(func.max(LicenceCondition.number)).where(
            LicenceCondition.municipality_id == begun.municipality_id,
            LicenceCondition.licence_id == licence.id,
        )
    )
    made = inserted(
        session,
        LicenceCondition,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence.id,
                "number": number,
                "text": text,
                "before_use": False,
            }
            for number, text in enumerate(new, start=(last or 0) + 1)
        ],
    )
    for made_id in made:
        journal.made(row.line, "licence_conditions", made_id)
