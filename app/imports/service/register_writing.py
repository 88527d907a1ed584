"""Writing rows of an extract: holders, venues, rooms and licences, a chunk in a fixed number of statements.

What stood before and what was made is kept with each row, so that the import can be undone exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from app.imports.judging import changes_of
from app.imports.known import Known, KnownHolder, KnownVenue, known_of, place_key
from app.imports.register_rows import RegisterRow
from app.imports.service.licence_writing import change_licence, enter_licences
from app.imports.service.occupying import occupy_all
from app.imports.service.writing import Journal, add_search_terms, inserted, update_row
from app.models.holder import Holder, HolderForm
from app.models.licence import Licence
from app.models.register import RegisterImport, RowOutcome
from app.models.venue import Venue
from app.search.index import Subject
from app.sorting import comparison_key, sort_key
from app.venues.service import Place
from licensing.licences import LicenceKind, VenueCategory


def taken_in(session: Session, begun: RegisterImport, rows: Sequence[Any]) -> list[RowOutcome]:
    """Write the new and changed rows of a chunk."""
    read = [RegisterRow.from_json(row.line, row.data) for row in rows]
    if not read:
        return []
    known = known_of(session, begun.municipality_id, read)
    journal = Journal(begun, {row.line: row.id for row in rows})
    _enter_holders(session, begun, read, known, journal)
    _enter_venues(session, begun, read, known, journal)
    changed = {row.line: changes_of(row.problem or {}) for row in rows}
    for row in read:
        named = {change.field for change in changed[row.line]}
        _rename_holder(session, begun, row, known, named, journal)
        _change_venue(session, begun, row, known, named, journal)
    new = [one for row, one in zip(rows, read, strict=True) if row.licence_id is None or _is_own(row)]
    enter_licences(session, begun, new, known, journal)
    for row, one in zip(rows, read, strict=True):
        if row.outcome is RowOutcome.CHANGED:
            change_licence(session, begun, one, known, {c.field for c in changed[one.line]}, journal)
    journal.write(session)
    occupy_all(session, begun, _serving(read, known, journal))
    return [RowOutcome.NEW if row.outcome is not RowOutcome.CHANGED else row.outcome for row in rows]


def _serving(rows: Iterable[RegisterRow], known: Known, journal: Journal) -> dict[int, int]:
    """The serving licences of a chunk, with their holders."""
    return {
        journal.licence_of(row.line): known.holders[row.organisation_number].id
        for row in rows
        if row.kind is LicenceKind.SERVING
    }


def _is_own(row: Any) -> bool:
    return bool(row.outcome is RowOutcome.DOUBLE)


def linked(session: Session, begun: RegisterImport, rows: Sequence[Any]) -> list[RowOutcome]:
    """Give our own licences the numbers of the rows that are about them; only where ours has none."""
    read = [RegisterRow.from_json(row.line, row.data) for row in rows]
    known = known_of(session, begun.municipality_id, read)
    ours = {licence.id: licence for group in known.at.values() for licence in group}
    journal = Journal(begun, {row.line: row.id for row in rows})
    taken: set[int] = set()
    for row, one in zip(rows, read, strict=True):
        licence = ours.get(row.licence_id or 0)
        if licence is None or licence.national_number is not None or licence.id in taken:
            continue
        taken.add(licence.id)
        journal.note_licence(one.line, licence)
        update_row(session, begun, Licence, licence.id, national_number=one.number)
        journal.about(one.line, licence.id)
    journal.write(session)
    return [RowOutcome.DOUBLE] * len(taken)


def _enter_holders(
    session: Session, begun: RegisterImport, rows: Iterable[RegisterRow], known: Known, journal: Journal
) -> None:
    missing = {
        row.organisation_number: row
        for row in reversed([*rows])
        if row.organisation_number not in known.holders
    }
    new = sorted(missing.values(), key=lambda row: row.line)
    ids = inserted(
        session,
        Holder,
        [
            {
                "municipality_id": begun.municipality_id,
                "form": HolderForm.COMPANY,
                "organisation_number": row.organisation_number,
                "name": row.holder,
                "sort_key": sort_key(row.holder),
            }
            for row in new
        ],
    )
    terms = []
    for row, holder_id in zip(new, ids, strict=True):
        made = KnownHolder(holder_id, row.holder, row.organisation_number, 1)
        known.holders[row.organisation_number] = known.holders_by_id[holder_id] = made
        journal.made(row.line, "holders", holder_id)
        terms.append((Subject.HOLDER, holder_id, (row.holder, row.organisation_number)))
    add_search_terms(session, begun, terms)


def _enter_venues(
    session: Session, begun: RegisterImport, rows: Iterable[RegisterRow], known: Known, journal: Journal
) -> None:
    new: list[RegisterRow] = []
    units, places = set(known.by_sub_unit), set(known.by_place)
    for row in rows:
        if row.sub_unit in units or place_key(row) in places:
            continue
        places.add(place_key(row))
        if row.sub_unit:
            units.add(row.sub_unit)
        new.append(row)
    ids = inserted(session, Venue, [_venue_values(begun, row) for row in new])
    terms = []
    for row, venue_id in zip(new, ids, strict=True):
        made = KnownVenue(venue_id, row.venue, row.street, row.postcode, row.town, row.sub_unit, 1)
        known.venues[venue_id] = known.by_place[place_key(row)] = made
        if row.sub_unit:
            known.by_sub_unit[row.sub_unit] = made
        journal.made(row.line, "venues", venue_id)
        terms.append((Subject.VENUE, venue_id, (row.venue, row.street, row.town, row.sub_unit)))
    add_search_terms(session, begun, terms)


def _venue_values(begun: RegisterImport, row: RegisterRow) -> dict[str, Any]:
    return {
        "municipality_id": begun.municipality_id,
        "name": row.venue,
        "name_key": comparison_key(row.venue),
        "sort_key": sort_key(row.venue),
        "category": VenueCategory.OTHER,
        "street_address": row.street,
        "postcode": row.postcode,
        "town": row.town,
        "address_key": Place(row.street, row.postcode, row.town).key,
        "sub_unit_number": row.sub_unit,
    }


def _rename_holder(
    session: Session, begun: RegisterImport, row: RegisterRow, known: Known, named: set[str], journal: Journal
) -> None:
    holder = known.holders[row.organisation_number]
    if "holder" not in named or holder.name == row.holder:
        return
    journal.note_holder(row.line, holder)
    update_row(session, begun, Holder, holder.id, name=row.holder, sort_key=sort_key(row.holder))
    renamed = KnownHolder(holder.id, row.holder, holder.number, holder.version + 1)
    known.holders[row.organisation_number] = known.holders_by_id[holder.id] = renamed
    add_search_terms(session, begun, [(Subject.HOLDER, holder.id, (row.holder, holder.number))], anew=True)


def _change_venue(
    session: Session, begun: RegisterImport, row: RegisterRow, known: Known, named: set[str], journal: Journal
) -> None:
    licence = known.by_number.get(row.number)
    venue = known.venues[licence.venue_id] if licence else known.venue_of(row)
    if venue is None or not named & {"venue", "street", "postcode", "town", "sub_unit"}:
        return
    place = known.by_place.get(place_key(row))
    if place is not None and place.id != venue.id:
        return
    sub_unit = row.sub_unit if "sub_unit" in named and venue.sub_unit is None else venue.sub_unit
    changed = KnownVenue(
        venue.id,
        row.venue if "venue" in named else venue.name,
        row.street if "street" in named else venue.street,
        row.postcode if "postcode" in named else venue.postcode,
        row.town if "town" in named else venue.town,
        sub_unit,
        venue.version + 1,
    )
    if changed == replace(venue, version=venue.version + 1):
        return  # An earlier row of the same venue has said so.
    journal.note_venue(row.line, venue)
    update_row(
        session,
        begun,
        Venue,
        venue.id,
        name=changed.name,
        name_key=comparison_key(changed.name),
        sort_key=sort_key(changed.name),
        street_address=changed.street,
        postcode=changed.postcode,
        town=changed.town,
        address_key=Place(changed.street, changed.postcode, changed.town).key,
        sub_unit_number=changed.sub_unit,
    )
    known.venues[venue.id] = known.by_place[place_key(row)] = changed
    if changed.sub_unit:
        known.by_sub_unit[changed.sub_unit] = changed
    texts = (changed.name, changed.street, changed.town, changed.sub_unit)
    add_search_terms(session, begun, [(Subject.VENUE, venue.id, texts)], anew=True)
