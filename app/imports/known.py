"""What is known already of the rows of a chunk: licences, holders and venues, in a few questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.imports.register_rows import RegisterRow
from app.imports.spans import Span
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.models.venue import Venue
from app.sorting import comparison_key
from app.venues.service import Place
from licensing.licences import Attribute, LicenceKind, TermRow

PlaceKey = tuple[str, str]


@dataclass(frozen=True)
class KnownHolder:
    """A holder as it stands."""

    id: int
    name: str
    number: str | None
    version: int


@dataclass(frozen=True)
class KnownVenue:
    """A venue as it stands."""

    id: int
    name: str
    street: str
    postcode: str
    town: str
    sub_unit: str | None
    version: int


@dataclass(frozen=True)
class KnownLicence:
    """A licence as it stands, with its days and its groups over time."""

    id: int
    number: str
    national_number: str | None
    kind: LicenceKind
    holder_id: int
    venue_id: int
    ended_on: date | None
    end_reason: str
    version: int
    spans: tuple[Span, ...]
    groups: tuple[TermRow, ...]

    @property
    def days(self) -> Span | None:
        """From its first day to its last."""
        if not self.spans:
            return None
        last_day = max(span.last_day for span in self.spans)
        return Span(
            min(span.first_day for span in self.spans),
            last_day if self.ended_on is None else min(last_day, self.ended_on),
        )


@dataclass
class Known:
    """What is known of some rows, by the numbers and places that they name."""

    by_number: Mapping[str, KnownLicence]
    holders: dict[str, KnownHolder]
    by_sub_unit: dict[str, KnownVenue]
    by_place: dict[PlaceKey, KnownVenue]
    venues: dict[int, KnownVenue]
    holders_by_id: dict[int, KnownHolder]
    at: Mapping[tuple[int, int, LicenceKind], Sequence[KnownLicence]] = field(default_factory=dict)
    """By holder, venue and kind."""

    def venue_of(self, row: RegisterRow) -> KnownVenue | None:
        """The venue that a row names: by its sub-unit, else by its name and address."""
        found = self.by_sub_unit.get(row.sub_unit) if row.sub_unit else None
        return found or self.by_place.get(place_key(row))


def place_key(row: RegisterRow) -> PlaceKey:
    """Address and name of a row's venue, as they are compared."""
    return Place(row.street, row.postcode, row.town).key, comparison_key(row.venue)


def known_of(session: Session, municipality_id: int, rows: Sequence[RegisterRow]) -> Known:
    """Everything that the rows may be about."""
    numbers = {row.number for row in rows}
    holders = _holders(session, municipality_id, {row.organisation_number for row in rows})
    venues = _venues(session, municipality_id, rows)
    numbered = _licences(
        session, municipality_id, or_(Licence.national_number.in_(numbers), Licence.number.in_(numbers))
    )
    beside = _licences(
        session,
        municipality_id,
        and_(
            Licence.holder_id.in_([holder.id for holder in holders]),
            Licence.venue_id.in_([venue.id for venue in venues]),
        ),
    )
    at: dict[tuple[int, int, LicenceKind], list[KnownLicence]] = {}
    for licence in beside:
        at.setdefault((licence.holder_id, licence.venue_id, licence.kind), []).append(licence)
    # Those of the licences themselves, which the file may name otherwise.
    holders += _holders_by_id(session, municipality_id, {found.holder_id for found in numbered})
    venues += _venues_by_id(session, municipality_id, {found.venue_id for found in numbered})
    return Known(
        by_number=_by_number(numbered, numbers),
        holders={holder.number: holder for holder in holders if holder.number},
        by_sub_unit={venue.sub_unit: venue for venue in venues if venue.sub_unit},
        by_place={_key_of(venue): venue for venue in venues},
        venues={venue.id: venue for venue in venues},
        holders_by_id={holder.id: holder for holder in holders},
        at=at,
    )


def licences_by_number(
    session: Session, municipality_id: int, numbers: Iterable[str]
) -> Mapping[str, KnownLicence]:
    """Licences by the number that a file calls them: the national one, else our own."""
    wanted = set(numbers)
    found = _licences(
        session, municipality_id, or_(Licence.national_number.in_(wanted), Licence.number.in_(wanted))
    )
    return _by_number(found, wanted)


def _by_number(licences: Iterable[KnownLicence], numbers: set[str]) -> dict[str, KnownLicence]:
    found = list(licences)
    own = {licence.number: licence for licence in found if licence.number in numbers}
    national = {licence.national_number: licence for licence in found if licence.national_number in numbers}
    return own | {number: licence for number, licence in national.items() if number}


def _key_of(venue: KnownVenue) -> PlaceKey:
    return Place(venue.street, venue.postcode, venue.town).key, comparison_key(venue.name)


def _licences(session: Session, municipality_id: int, wanted: Any) -> list[KnownLicence]:
    rows = session.execute(
        select(
            Licence.id,
            Licence.number,
            Licence.national_number,
            Licence.kind,
            Licence.holder_id,
            Licence.venue_id,
            Licence.ended_on,
            Licence.end_reason,
            Licence.version,
        )
        .where(Licence.municipality_id == municipality_id, wanted)
        .order_by(Licence.id)
    ).all()
    ids = [row.id for row in rows]
    spans: dict[int, list[Span]] = {}
    for period in session.execute(
        select(LicencePeriod.licence_id, LicencePeriod.first_day, LicencePeriod.last_day).where(
            LicencePeriod.municipality_id == municipality_id, LicencePeriod.licence_id.in_(ids)
        )
    ):
        spans.setdefault(period.licence_id, []).append(Span(period.first_day, period.last_day))
    groups = _group_terms(session, municipality_id, ids)
    return [
        KnownLicence(*row, spans=tuple(spans.get(row.id, ())), groups=tuple(groups.get(row.id, ())))
        for row in rows
    ]


def _group_terms(session: Session, municipality_id: int, ids: Sequence[int]) -> dict[int, list[TermRow]]:
    found: dict[int, list[TermRow]] = {}
    for row in session.execute(
        select(
            LicenceTerm.licence_id,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        ).where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(ids),
            LicenceTerm.attribute == Attribute.GROUPS,
        )
    ):
        found.setdefault(row.licence_id, []).append(
            TermRow(
                Attribute.GROUPS,
                row.value,
                row.first_day,
                row.last_day,
                row.decided_on,
                row.decision_number,
            )
        )
    return found


_HOLDER = (Holder.id, Holder.name, Holder.organisation_number, Holder.version)
_VENUE = (
    Venue.id,
    Venue.name,
    Venue.street_address,
    Venue.postcode,
    Venue.town,
    Venue.sub_unit_number,
    Venue.version,
)


def _holders(session: Session, municipality_id: int, numbers: set[str]) -> list[KnownHolder]:
    rows = session.execute(
        select(*_HOLDER).where(
            Holder.municipality_id == municipality_id, Holder.organisation_number.in_(numbers)
        )
    )
    return [KnownHolder(*row) for row in rows]


def _holders_by_id(session: Session, municipality_id: int, ids: set[int]) -> list[KnownHolder]:
    rows = session.execute(
        select(*_HOLDER).where(Holder.municipality_id == municipality_id, Holder.id.in_(ids))
    )
    return [KnownHolder(*row) for row in rows]


def _venues(session: Session, municipality_id: int, rows: Sequence[RegisterRow]) -> list[KnownVenue]:
    units = {row.sub_unit for row in rows if row.sub_unit}
    keys = {place_key(row)[0] for row in rows}
    found = session.execute(
        select(*_VENUE).where(
            Venue.municipality_id == municipality_id,
            or_(Venue.sub_unit_number.in_(units), Venue.address_key.in_(keys)),
        )
    )
    return [KnownVenue(*row) for row in found]


def _venues_by_id(session: Session, municipality_id: int, ids: set[int]) -> list[KnownVenue]:
    rows = session.execute(select(*_VENUE).where(Venue.municipality_id == municipality_id, Venue.id.in_(ids)))
    return [KnownVenue(*row) for row in rows]
