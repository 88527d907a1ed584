"""What writing many rows shares: bulk inserts, words to be found by, and the journal that an undo reads."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.imports.known import KnownHolder, KnownLicence, KnownVenue
from app.models.event import SearchTerm
from app.models.register import ImportRow, RegisterImport
from app.models.venue import Room
from app.search.index import LONGEST_TERM, Subject
from app.sorting import comparison_key, words
from licensing.licences import AreaKind


class Journal:
    """What each row of a chunk made, and what stood before it."""

    def __init__(self, begun: RegisterImport, rows: dict[int, int]) -> None:
        """`rows` are the stored rows by their lines."""
        self.begun, self.rows = begun, rows
        self._made: dict[int, dict[str, list[int]]] = {}
        self._was: dict[int, dict[str, dict[str, Any]]] = {}
        self._licences: dict[int, int] = {}

    def made(self, line: int, table: str, row_id: int) -> None:
        """A row of a table was made for a line."""
        self._made.setdefault(line, {}).setdefault(table, []).append(row_id)

    def about(self, line: int, licence_id: int) -> None:
        """The licence that a line is about."""
        self._licences[line] = licence_id

    def licence_of(self, line: int) -> int:
        """The licence that a line is about."""
        return self._licences[line]

    def note(self, line: int, table: str, row_id: int, version: int | None, **fields: Any) -> None:
        """What stood in a row before a line changed it, and the version that the change gives it."""
        was = {"id": row_id, "version": None if version is None else version + 1, "fields": fields}
        self._was.setdefault(line, {})[table] = was

    def note_holder(self, line: int, holder: KnownHolder) -> None:
        """A holder before it is renamed."""
        self.note(line, "holders", holder.id, holder.version, name=holder.name)

    def note_venue(self, line: int, venue: KnownVenue) -> None:
        """A venue before it is changed."""
        self.note(
            line,
            "venues",
            venue.id,
            venue.version,
            name=venue.name,
            street_address=venue.street,
            postcode=venue.postcode,
            town=venue.town,
            sub_unit_number=venue.sub_unit,
        )

    def note_licence(self, line: int, licence: KnownLicence) -> None:
        """A licence before it is changed."""
        self.note(
            line,
            "licences",
            licence.id,
            licence.version,
            national_number=licence.national_number,
            ended_on=licence.ended_on.isoformat() if licence.ended_on else None,
        )

    def write(self, session: Session) -> None:
        """Keep the journal with its rows."""
        lines = sorted({*self._made, *self._was, *self._licences})
        if not lines:
            return
        session.execute(
            update(ImportRow),
            [
                {
                    "id": self.rows[line],
                    "before": {"made": self._made.get(line, {}), "was": self._was.get(line, {})},
                    "licence_id": self._licences.get(line),
                }
                for line in lines
            ],
        )


# What tells the rows of one chunk apart, so that each is given the id that it got.
TOLD_APART_BY: Mapping[str, tuple[str, ...]] = {
    "holders": ("organisation_number",),
    "venues": ("address_key", "name_key"),
    "rooms": ("venue_id", "name_key"),
    "persons": ("identity_lookup",),
    "licences": ("number",),
    "licence_periods": ("licence_id", "first_day"),
    "licence_terms": ("licence_id", "attribute", "area", "group"),
    "licence_rooms": ("licence_id", "room_id"),
    "licence_people": ("licence_id", "person_id", "role"),
    "licence_conditions": ("licence_id", "number"),
}


def inserted(session: Session, kind: Any, values: Sequence[dict[str, Any]]) -> list[int]:
    """Insert many rows in a few statements; their ids in the same order."""
    if not values:
        return []
    key = TOLD_APART_BY[kind.__tablename__]
    # Asked to give the rows back in order, SQLAlchemy would send SQLite one at a time.
    rows = session.execute(
        insert(kind).returning(kind.id, *(getattr(kind, name) for name in key)), list(values)
    )
    ids = {tuple(row[1:]): row[0] for row in rows}
    return [ids[tuple(value.get(name) for name in key)] for value in values]


Findable = tuple[Subject, int, Iterable[str | None]]


def add_search_terms(
    session: Session, begun: RegisterImport, things: Iterable[Findable], *, anew: bool = False
) -> None:
    """Make new things findable by their words; `anew` drops the words that they had."""
    rows = []
    for subject, subject_id, texts in things:
        if anew:
            forget_search_terms(session, begun.municipality_id, subject, [subject_id])
        found = {word[:LONGEST_TERM] for text in texts if text for word in words(text)}
        rows += [
            {
                "municipality_id": begun.municipality_id,
                "term": term,
                "subject": subject.value,
                "subject_id": subject_id,
            }
            for term in sorted(found)
        ]
    if rows:
        session.execute(insert(SearchTerm.__table__), rows)  # type: ignore[arg-type]  # past the mapper: no ids are needed


def forget_search_terms(session: Session, municipality_id: int, subject: Subject, ids: Sequence[int]) -> None:
    """Let things no longer be found."""
    session.execute(
        delete(SearchTerm).where(
            SearchTerm.municipality_id == municipality_id,
            SearchTerm.subject == subject.value,
            SearchTerm.subject_id.in_(ids),
        )
    )


def found_rooms(
    session: Session,
    begun: RegisterImport,
    wanted: Sequence[tuple[int, int, str, AreaKind]],
    journal: Journal,
) -> list[int]:
    """The rooms of these names (line, venue, name, area), in this order; new ones are entered."""
    keys = [(venue_id, comparison_key(f"{area.value} {name}")) for _line, venue_id, name, area in wanted]
    known: dict[tuple[int, str], int] = {
        (row.venue_id, row.name_key): row.id
        for row in session.execute(
            select(Room.id, Room.venue_id, Room.name_key).where(
                Room.municipality_id == begun.municipality_id,
                Room.venue_id.in_({venue_id for venue_id, _key in keys}),
            )
        )
    }
    new = {}
    for key, (line, venue_id, name, area) in zip(keys, wanted, strict=True):
        if key not in known and key not in new:
            new[key] = (line, venue_id, name, area)
    ids = inserted(
        session,
        Room,
        [
            {
                "municipality_id": begun.municipality_id,
                "venue_id": venue_id,
                "name": name,
                "name_key": key[1],
                "area": area,
            }
            for key, (_line, venue_id, name, area) in new.items()
        ],
    )
    for (key, (line, *_rest)), room_id in zip(new.items(), ids, strict=True):
        known[key] = room_id
        journal.made(line, "rooms", room_id)
    return [known[key] for key in keys]


def update_row(session: Session, begun: RegisterImport, kind: Any, row_id: int, **values: Any) -> None:
    """Change a row, and its version with it."""
    table = kind.__table__
    session.execute(
        update(table)
        .where(table.c.municipality_id == begun.municipality_id, table.c.id == row_id)
        .values(version=table.c.version + 1, **values)
    )
