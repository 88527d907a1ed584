"""Undoing an import: what it made goes, what it changed stands as before, unless something builds on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Table, and_, delete, func, literal, select, update
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import held_row
from app.imports.service.applying import row_chunks
from app.imports.service.occupying import occupy_all
from app.imports.service.writing import add_search_terms, forget_search_terms
from app.models.event import EventType
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.occupancy import RoomOccupancy
from app.models.register import ImportRow, ImportState, RegisterImport, RowOutcome
from app.models.rows import Row
from app.models.venue import Venue
from app.permissions import Actor
from app.search.index import Subject
from app.sorting import comparison_key, sort_key
from app.venues.service import Place
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind

TAKEN = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.DOUBLE)
# Children before parents: the order in which what was made is taken away.
MADE = (
    "licence_conditions",
    "licence_people",
    "licence_rooms",
    "licence_terms",
    "licence_periods",
    "licences",
    "rooms",
    "venues",
    "holders",
    "persons",
)
CHILDREN = MADE[:5]
OF_LICENCES, STANDING = MADE[:6], MADE[6:]
SUBJECTS = {
    "licences": Subject.LICENCE,
    "venues": Subject.VENUE,
    "holders": Subject.HOLDER,
    "persons": Subject.PERSON,
}
# What the import writes by itself, and takes away again.
POINTED_AT = ("licences", "rooms", "venues", "holders", "persons")
OF_ITSELF = frozenset({"import_rows", "room_occupancies"})
# What is said to build on an import, by the table that points to it.
BUILDING = {
    "applications": "case",
    "application_rooms": "case",
    "cases": "case",
    "decisions": "case",
    "change_licences": "case",
    "parties": "case",
    "licence_people": "people",
    "licence_terms": "terms",
    "licence_rooms": "rooms",
    "rooms": "rooms",
    "licence_conditions": "terms",
    "licence_periods": "period",
    "licences": "licence",
    "licence_suspensions": "suspension",
    "serving_place_licences": "place_licence",
    "national_tasks": "task",
}
DAYS = frozenset({"ended_on", "last_day"})


def undo_import(
    session: Session, actor: Actor, *, import_id: int, seen_version: int, reason: str
) -> RegisterImport:
    """Bring the register back to what it was before an import.

    Numbers that were given out are not given out again.

    Raises `NotAllowed("import_built_on")`, with what builds on it, when something does.
    """
    begun = held_row(session, actor, RegisterImport, import_id, seen_version=seen_version)
    if begun.state is not ImportState.APPLIED:
        raise NotAllowed("import_not_applied")
    made = _made(row for rows in row_chunks(session, begun, TAKEN) for row in rows)
    everything = {name: set(ids) for name, ids in made.items()}
    for rows in row_chunks(session, begun, TAKEN, backwards=True):
        _insist_on_nothing_built(session, begun, rows, everything)
    for rows in row_chunks(session, begun, TAKEN, backwards=True):
        _restore(session, begun, rows)
    # What points to nothing any more goes last: looking for what points to it is then over at once.
    for tables in (OF_LICENCES, STANDING):
        for rows in row_chunks(session, begun, TAKEN, backwards=True):
            _take_away(session, begun, rows, tables)
    begun.state, begun.undone_at = ImportState.UNDONE, clock.now()
    session.flush()
    audit.record(session, actor, EventType.IMPORT_UNDONE, import_id=begun.id, reason=reason)
    return begun


def _made(rows: Iterable[Any]) -> dict[str, list[int]]:
    """What some rows made, by table."""
    found: dict[str, list[int]] = {name: [] for name in MADE}
    for row in rows:
        for name, ids in (row.before or {}).get("made", {}).items():
            found[name] += ids
    return found


def _was(rows: Iterable[Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What stood before some rows changed it: table, and the row with its fields."""
    for row in rows:
        yield from (row.before or {}).get("was", {}).items()


def _insist_on_nothing_built(
    session: Session, begun: RegisterImport, rows: Sequence[Any], everything: Mapping[str, set[int]]
) -> None:
    """Refuse when anything that the import did not make itself rests on what these rows made or changed."""
    made = _made(rows)
    for name in POINTED_AT:
        for table, column in _pointing_at(name):
            _refuse_any(session, begun, table, table.c[column].in_(made[name]), everything)
        _insist_on_versions(session, begun, name, [(row_id, 1) for row_id in made[name]])
    licence_ids = {row.licence_id for row in rows if row.licence_id}
    changed = licence_ids - set(made["licences"])
    marks = begun.mapping.get("marks", {})
    for name in CHILDREN:
        table = Row.metadata.tables[name]
        later = and_(table.c.licence_id.in_(changed), table.c.id > marks.get(name, 0))
        _refuse_any(session, begun, table, later, everything)
    for name, was in _was(rows):
        if was["version"] is not None:
            _insist_on_versions(session, begun, name, [(was["id"], was["version"])])
    _insist_on_no_later_import(session, begun, licence_ids)


@cache
def _pointing_at(name: str) -> tuple[tuple[Table, str], ...]:
    """Every table that points to a table within a municipality, with the column that does; cases first."""
    order = list(BUILDING)
    found = [
        (table, constraint.column_keys[-1])
        for table in Row.metadata.sorted_tables
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name == name and table.name not in OF_ITSELF
    ]
    return tuple(
        sorted(found, key=lambda pair: order.index(pair[0].name) if pair[0].name in order else len(order))
    )


def _refuse_any(
    session: Session, begun: RegisterImport, table: Table, wanted: Any, everything: Mapping[str, set[int]]
) -> None:
    own = everything.get(table.name, set())
    key = table.c.id if "id" in table.c else literal(0)
    found = session.scalars(select(key).where(table.c.municipality_id == begun.municipality_id, wanted))
    if any(row_id not in own for row_id in found.all()):
        raise NotAllowed("import_built_on", builds=BUILDING.get(table.name, "other"))


def _insist_on_versions(
    session: Session, begun: RegisterImport, name: str, versions: Iterable[tuple[int, int]]
) -> None:
    """Refuse when a row was changed after the import."""
    wanted = dict(versions)
    table = Row.metadata.tables[name]
    if not wanted or "version" not in table.c:
        return
    for row in session.execute(
        select(table.c.id, table.c.version).where(
            table.c.municipality_id == begun.municipality_id, table.c.id.in_(wanted)
        )
    ):
        if row.version > wanted[row.id]:
            raise NotAllowed("import_built_on", builds=f"changed_{name}")


def _insist_on_no_later_import(session: Session, begun: RegisterImport, licence_ids: Iterable[int]) -> None:
    later = session.scalar(
        select(func.count())
        .select_from(ImportRow)
        .join(
            RegisterImport,
            and_(
                RegisterImport.municipality_id == ImportRow.municipality_id,
                RegisterImport.id == ImportRow.import_id,
            ),
        )
        .where(
            ImportRow.municipality_id == begun.municipality_id,
            ImportRow.licence_id.in_(list(licence_ids)),
            ImportRow.outcome.in_(TAKEN),
            ImportRow.before.is_not(None),
            RegisterImport.state == ImportState.APPLIED,
            RegisterImport.applied_at > begun.applied_at,
            RegisterImport.id != begun.id,
        )
    )
    if later:
        raise NotAllowed("import_built_on", builds="import")


def _restore(session: Session, begun: RegisterImport, rows: Sequence[Any]) -> None:
    """Give what was changed the fields that it had."""
    for name, was in _was(rows):
        table = Row.metadata.tables[name]
        fields = {
            field: date.fromisoformat(value) if value and field in DAYS else value
            for field, value in was["fields"].items()
        }
        if "version" in table.c:
            fields["version"] = table.c.version + 1
        fields |= _keys_of(name, fields)
        session.execute(
            update(table)
            .where(table.c.municipality_id == begun.municipality_id, table.c.id == was["id"])
            .values(**fields)
        )
        _find_again(session, begun, name, was["id"])


def _keys_of(name: str, fields: Mapping[str, Any]) -> dict[str, str]:
    """The keys that are stored beside a name or an address."""
    if name == "holders":
        return {"sort_key": sort_key(fields["name"])}
    if name == "venues":
        place = Place(fields["street_address"], fields["postcode"], fields["town"])
        return {
            "name_key": comparison_key(fields["name"]),
            "sort_key": sort_key(fields["name"]),
            "address_key": place.key,
        }
    return {}


def _find_again(session: Session, begun: RegisterImport, name: str, row_id: int) -> None:
    texts: tuple[str | None, ...]
    if name == "holders":
        holder = session.execute(
            select(Holder.name, Holder.organisation_number).where(
                Holder.municipality_id == begun.municipality_id, Holder.id == row_id
            )
        ).one()
        texts = (holder.name, holder.organisation_number)
    elif name == "venues":
        venue = session.execute(
            select(Venue.name, Venue.street_address, Venue.town, Venue.sub_unit_number).where(
                Venue.municipality_id == begun.municipality_id, Venue.id == row_id
            )
        ).one()
        texts = (venue.name, venue.street_address, venue.town, venue.sub_unit_number)
    else:
        return
    add_search_terms(session, begun, [(SUBJECTS[name], row_id, texts)], anew=True)


def _take_away(session: Session, begun: RegisterImport, rows: Sequence[Any], tables: Sequence[str]) -> None:
    """Delete what some rows made in some tables, children first, and let nothing point to it."""
    made, mine = _made(rows), begun.municipality_id
    if tables is OF_LICENCES:
        _let_go(session, begun, rows, made)
    for name in tables:
        if not made[name]:
            continue
        table = Row.metadata.tables[name]
        session.execute(delete(table).where(table.c.municipality_id == mine, table.c.id.in_(made[name])))
        if name in SUBJECTS:
            forget_search_terms(session, mine, SUBJECTS[name], made[name])
    if tables is STANDING:
        changed = {row.licence_id for row in rows if row.licence_id} - set(made["licences"])
        serving = session.execute(
            select(Licence.id, Licence.holder_id).where(
                Licence.municipality_id == mine,
                Licence.id.in_(changed),
                Licence.kind == LicenceKind.SERVING,
            )
        )
        occupy_all(session, begun, {row.id: row.holder_id for row in serving})


def _let_go(
    session: Session, begun: RegisterImport, rows: Sequence[Any], made: Mapping[str, list[int]]
) -> None:
    """Free the rooms that the licences of some rows take, and forget which licence each row made."""
    mine = begun.municipality_id
    about = [row.licence_id for row in rows if row.licence_id]
    session.execute(
        delete(RoomOccupancy).where(
            RoomOccupancy.municipality_id == mine, RoomOccupancy.licence_id.in_(about)
        )
    )
    session.execute(
        update(ImportRow)
        .where(ImportRow.municipality_id == mine, ImportRow.licence_id.in_(made["licences"]))
        .values(licence_id=None)
        .execution_options(synchronize_session=False)
    )
