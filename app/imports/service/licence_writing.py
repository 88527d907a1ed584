"""Writing licences from rows of an extract: new ones whole, known ones with what is added to them."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from app.imports.judging import groups_day
from app.imports.known import Known, KnownVenue
from app.imports.register_rows import RegisterRow
from app.imports.service.writing import Journal, add_search_terms, found_rooms, inserted, update_row
from app.imports.spans import Span, days_to_add
from app.licences.service import number_series
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.register import RegisterImport
from app.numbers import next_numbers
from app.search.index import Subject
from licensing.kinds import extensions_code
from licensing.licences import AreaKind, Attribute, Extension, LicenceKind, group_set_code, terms_on

# ASSUMPTION: the extract tells neither rooms nor the kind of business. A room with a general name stands for
# what the licence covers until somebody enters the true ones, and the kind of business is left at "other".
INDOOR, OUTDOOR, SALES_ROOM = "Lokale", "Uteservering", "Salgslokale"
OUTDOOR_WORDS = ("uteservering", "uteområde", "uteareal")


def enter_licences(
    session: Session, begun: RegisterImport, rows: Sequence[RegisterRow], known: Known, journal: Journal
) -> None:
    """Make a licence of each row, with its period, its groups and the room that stands for it."""
    if not rows:
        return
    numbers = _numbers(session, begun, rows)
    holders = [known.holders[row.organisation_number] for row in rows]
    venues = [_venue(known, row) for row in rows]
    ids = inserted(
        session,
        Licence,
        [
            {
                "municipality_id": begun.municipality_id,
                "number": number,
                "national_number": row.number,
                "kind": row.kind,
                "type": row.type,
                "holder_id": holder.id,
                "venue_id": venue.id,
                # The public part of the register tells from when a licence is valid, not when it was granted.
                "granted_on": row.first_day,
                "issued_on": row.first_day,
                "usable_from": row.first_day,
            }
            for row, number, holder, venue in zip(rows, numbers, holders, venues, strict=True)
        ],
    )
    periods = inserted(
        session,
        LicencePeriod,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence_id,
                "first_day": row.first_day,
                "last_day": row.last_day,
            }
            for row, licence_id in zip(rows, ids, strict=True)
        ],
    )
    terms = inserted(
        session,
        LicenceTerm,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence_id,
                "attribute": Attribute.GROUPS,
                "value": group_set_code(row.groups),
                "first_day": row.first_day,
                "decided_on": row.first_day,
                "decision_number": 0,
            }
            for row, licence_id in zip(rows, ids, strict=True)
        ],
    )
    rooms = found_rooms(
        session,
        begun,
        [(row.line, venue.id, *room_of(row)) for row, venue in zip(rows, venues, strict=True)],
        journal,
    )
    covered = inserted(
        session,
        LicenceRoom,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence_id,
                "room_id": room_id,
                "first_day": row.first_day,
            }
            for row, licence_id, room_id in zip(rows, ids, rooms, strict=True)
        ],
    )
    _enter_farm_sale(session, begun, rows, ids, journal)
    for row, *made in zip(rows, ids, periods, terms, covered, strict=True):
        names = ("licences", "licence_periods", "licence_terms", "licence_rooms")
        for name, made_id in zip(names, made, strict=True):
            journal.made(row.line, name, made_id)
        journal.about(row.line, made[0])
    add_search_terms(
        session,
        begun,
        [
            (
                Subject.LICENCE,
                licence_id,
                (number, row.number, venue.name, venue.street, holder.name, holder.number),
            )
            for row, licence_id, number, holder, venue in zip(
                rows, ids, numbers, holders, venues, strict=True
            )
        ],
    )


def _enter_farm_sale(
    session: Session, begun: RegisterImport, rows: Sequence[RegisterRow], ids: Sequence[int], journal: Journal
) -> None:
    """Say of each farm sale that it is one: group 2 is sold on that extension alone."""
    farms = [(row, licence_id) for row, licence_id in zip(rows, ids, strict=True) if row.is_farm_sale]
    if not farms:
        return
    made = inserted(
        session,
        LicenceTerm,
        [
            {
                "municipality_id": begun.municipality_id,
                "licence_id": licence_id,
                "attribute": Attribute.EXTENSIONS,
                "value": extensions_code((Extension.FARM_SALE,)),
                "first_day": row.first_day,
                "decided_on": row.first_day,
                "decision_number": 0,
            }
            for row, licence_id in farms
        ],
    )
    for (row, _licence_id), term_id in zip(farms, made, strict=True):
        journal.made(row.line, "licence_terms", term_id)


def room_of(row: RegisterRow) -> tuple[str, AreaKind]:
    """The room that stands for what a row's licence covers."""
    if row.kind is LicenceKind.SALE:
        return SALES_ROOM, AreaKind.INDOOR
    if any(word in row.venue.casefold() for word in OUTDOOR_WORDS):
        return OUTDOOR, AreaKind.OUTDOOR
    return INDOOR, AreaKind.INDOOR


def _venue(known: Known, row: RegisterRow) -> KnownVenue:
    venue = known.venue_of(row)
    if venue is None:
        raise LookupError(f"no venue for line {row.line}")
    return known.venues[venue.id]


def _numbers(session: Session, begun: RegisterImport, rows: Sequence[RegisterRow]) -> list[str]:
    """Numbers of our own series, in the order of the lines."""
    wanted: dict[tuple[str, str, int], list[RegisterRow]] = {}
    for row in rows:
        wanted.setdefault((*number_series(row.kind, row.type), row.first_day.year), []).append(row)
    given: dict[int, str] = {}
    for (prefix, series, year), of_year in sorted(wanted.items(), key=itemgetter(0)):
        serials = next_numbers(
            session,
            municipality_id=begun.municipality_id,
            series=series,
            year=year,
            count=len(of_year),
        )
        for row, serial in zip(of_year, serials, strict=True):
            given[row.line] = f"{prefix}-{year}-{serial:04d}"
    return [given[row.line] for row in rows]


def change_licence(
    session: Session, begun: RegisterImport, row: RegisterRow, known: Known, named: set[str], journal: Journal
) -> None:
    """Add to a licence what the row has otherwise: days, groups, number. Nothing that stands is edited."""
    licence = known.by_number[row.number]
    added = days_to_add(licence.spans, licence.ended_on, Span(row.first_day, row.last_day))
    values: dict[str, Any] = {}
    if licence.national_number is None:
        values["national_number"] = row.number
    if added.ends_on is not None:
        values["ended_on"] = added.ends_on
    if values:
        journal.note_licence(row.line, licence)
        update_row(session, begun, Licence, licence.id, **values)
    for span in added.periods:
        (period_id,) = inserted(
            session,
            LicencePeriod,
            [
                {
                    "municipality_id": begun.municipality_id,
                    "licence_id": licence.id,
                    "first_day": span.first_day,
                    "last_day": span.last_day,
                }
            ],
        )
        journal.made(row.line, "licence_periods", period_id)
    if "groups" in named:
        day = groups_day(row, begun.dated_on)
        ours = terms_on(licence.groups, day).row(Attribute.GROUPS)
        # It is the later word, also beside what was decided on the very same day.
        decided_on = day if ours is None else max(day, ours.decided_on)
        same_day = ours is not None and ours.decided_on == decided_on
        (term_id,) = inserted(
            session,
            LicenceTerm,
            [
                {
                    "municipality_id": begun.municipality_id,
                    "licence_id": licence.id,
                    "attribute": Attribute.GROUPS,
                    "value": group_set_code(row.groups),
                    "first_day": day,
                    "decided_on": decided_on,
                    "decision_number": ours.decision_number + 1 if ours and same_day else 0,
                }
            ],
        )
        journal.made(row.line, "licence_terms", term_id)
    journal.about(row.line, licence.id)
