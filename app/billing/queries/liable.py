"""Who owes a yearly fee, and a turnover statement: the licences in force some day of a calendar year.

Law: alkoholloven § 7-1; alkoholforskriften § 6-1.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.billing.queries.fee_years import fee_year_of
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.models.turnover import TurnoverDuty
from app.models.venue import Venue
from licensing.kinds import TYPE_RULES, Demand, extensions_from_code
from licensing.licences import (
    OCCASIONAL,
    Attribute,
    Extension,
    LicenceKind,
    LicenceType,
    TermRow,
    VenueCategory,
    terms_on,
)

# Events pay by themselves, for each occasion.
YEARLY = tuple(
    sorted(
        rule.type
        for rule in TYPE_RULES.values()
        if Demand.FEE in rule.demands and rule.type not in OCCASIONAL
    )
)
EXEMPT = tuple(sorted(rule.type for rule in TYPE_RULES.values() if Demand.FEE not in rule.demands))


@dataclass(frozen=True)
class LiableLicence:
    """A licence that owes a fee for a year, and the days of the year that the fee covers."""

    licence_id: int
    number: str
    kind: LicenceKind
    type: LicenceType
    holder_id: int
    holder: str
    venue_id: int
    venue: str
    category: VenueCategory
    first_day: date
    last_day: date
    """The days in force within the year, those of the licences that it carries as well."""
    sort_key: str
    extensions: tuple[Extension, ...] = ()
    carries: tuple[int, ...] = ()
    """The earlier licences of the holder, the place and the kind that one fee is paid for, oldest first."""


class LeftOut(StrEnum):
    """Why a licence in force owes no yearly fee of its own."""

    EXEMPT = "exempt"
    """Vinmonopolet. Law: alkoholloven § 7-1."""
    OCCASIONAL = "occasional"
    """An event or an ambulatory licence pays for each occasion."""
    CARRIED = "carried"
    """A later licence of the same holder and place pays for both."""


@dataclass(frozen=True)
class Counted:
    """How many licences owe a fee for a year by kind, and how many do not by why."""

    by_kind: Mapping[LicenceKind, int]
    left_out: Mapping[LeftOut, int]

    @property
    def whole(self) -> int:
        """How many owe a fee."""
        return sum(self.by_kind.values())


def liable_licences(
    session: Session, municipality_id: int, year: int, *, licence_ids: Collection[int] | None = None
) -> list[LiableLicence]:
    """The licences that owe a yearly fee for a year, by the name of the place.

    Those of Vinmonopolet owe none, and events pay by themselves. Where the year has one fee for a holder and
    place, only the latest licence stands here, with those that it carries. Always three queries.

    Law: alkoholloven § 7-1; alkoholforskriften § 6-1.
    """
    wanted = None if licence_ids is None else frozenset(licence_ids)
    if wanted is not None and not wanted:
        return []
    one_fee = fee_year_of(session, municipality_id, year).one_fee_per_place
    rows = _rows(session, municipality_id, year, wanted)
    terms = _terms(session, municipality_id, year, wanted)
    found = [_liable(year, tuple(periods), terms) for _id, periods in groupby(rows, lambda row: row.id)]
    if one_fee:
        found = _one_for_each_place(found)
    return [one for one in found if wanted is None or one.licence_id in wanted]


def counted(session: Session, municipality_id: int, year: int) -> Counted:
    """How many licences owe a fee for a year, and how many do not."""
    liable = liable_licences(session, municipality_id, year)
    rows = session.execute(
        select(Licence.type, func.count(Licence.id.distinct()).label("number"))
        .join(LicencePeriod, _same(LicencePeriod, LicencePeriod.licence_id, Licence.id))
        .where(*_in_force(municipality_id, year), Licence.type.not_in(YEARLY))
        .group_by(Licence.type)
    )
    left_out: Counter[LeftOut] = Counter()
    for row in rows:
        left_out[LeftOut.EXEMPT if row.type in EXEMPT else LeftOut.OCCASIONAL] += row.number
    left_out[LeftOut.CARRIED] = sum(len(one.carries) for one in liable)
    return Counted(
        by_kind=Counter(one.kind for one in liable),
        left_out={why: number for why, number in left_out.items() if number},
    )


def has_unasked(session: Session, municipality_id: int, year: int) -> bool:
    """Whether a licence that owed a fee for a year or the one before has no turnover duty of the year.

    One quick question, before everybody who is to be asked is worked out anew.
    """
    asked = select(TurnoverDuty.licence_id).where(
        TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.year == year
    )
    return any(
        session.execute(
            select(Licence.id)
            .join(LicencePeriod, _same(LicencePeriod, LicencePeriod.licence_id, Licence.id))
            .where(*_in_force(municipality_id, one), Licence.type.in_(YEARLY), Licence.id.not_in(asked))
            .limit(1)
        ).first()
        for one in (year, year - 1)
    )


def _in_force(municipality_id: int, year: int) -> tuple[ColumnElement[bool], ...]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (
        Licence.municipality_id == municipality_id,
        LicencePeriod.municipality_id == municipality_id,
        LicencePeriod.first_day <= last,
        LicencePeriod.last_day >= first,
        or_(
            Licence.ended_on.is_(None),
            and_(Licence.ended_on >= first, Licence.ended_on >= LicencePeriod.first_day),
        ),
    )


def _same(table: Any, theirs: Any, ours: Any) -> ColumnElement[bool]:
    return and_(table.municipality_id == Licence.municipality_id, theirs == ours)


def _rows(
    session: Session, municipality_id: int, year: int, wanted: Collection[int] | None
) -> Sequence[Row[Any]]:
    """A row for each period of each licence, the periods of a licence one after the other."""
    statement: Select[*tuple[Any, ...]] = (
        select(
            Licence.id,
            Licence.number,
            Licence.kind,
            Licence.type,
            Licence.holder_id,
            Holder.name.label("holder"),
            Licence.venue_id,
            Venue.name.label("venue"),
            Venue.category,
            Venue.sort_key,
            Licence.ended_on,
            LicencePeriod.first_day,
            LicencePeriod.last_day,
        )
        .join(LicencePeriod, _same(LicencePeriod, LicencePeriod.licence_id, Licence.id))
        .join(Holder, _same(Holder, Holder.id, Licence.holder_id))
        .join(Venue, _same(Venue, Venue.id, Licence.venue_id))
        .where(*_in_force(municipality_id, year), Licence.type.in_(YEARLY))
        .order_by(Venue.sort_key, Licence.id, LicencePeriod.first_day)
    )
    if wanted is not None:
        # Whoever carries another licence must be seen beside it, though only one of them was asked for.
        asked = select(Licence.holder_id, Licence.venue_id).where(
            Licence.municipality_id == municipality_id, Licence.id.in_(wanted)
        )
        statement = statement.where(tuple_(Licence.holder_id, Licence.venue_id).in_(asked))
    return session.execute(statement).all()


def _terms(
    session: Session, municipality_id: int, year: int, wanted: Collection[int] | None
) -> Mapping[int, list[Row[Any]]]:
    """What each licence was extended with, and the kind of business it was granted for."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    statement: Select[*tuple[Any, ...]] = select(
        LicenceTerm.licence_id,
        LicenceTerm.attribute,
        LicenceTerm.value,
        LicenceTerm.first_day,
        LicenceTerm.last_day,
        LicenceTerm.decided_on,
        LicenceTerm.decision_number,
    ).where(
        LicenceTerm.municipality_id == municipality_id,
        LicenceTerm.attribute.in_((Attribute.EXTENSIONS, Attribute.CONCEPT)),
        LicenceTerm.first_day <= date(year, 12, 31),
        or_(LicenceTerm.last_day.is_(None), LicenceTerm.last_day >= date(year, 1, 1)),
    )
    if wanted is not None:
        statement = statement.where(LicenceTerm.licence_id.in_(wanted))
    for row in session.execute(statement):
        found[row.licence_id].append(row)
    return found


def _value(terms: Sequence[Row[Any]], attribute: Attribute, day: date) -> str:
    """What an attribute of a licence is on a day; empty when no term speaks of it."""
    holding = [
        term
        for term in terms
        if term.attribute is attribute
        and term.first_day <= day
        and (term.last_day is None or term.last_day >= day)
    ]
    if len(holding) < 2:
        return holding[0].value if holding else ""
    rows = (
        TermRow(
            term.attribute, term.value, term.first_day, term.last_day, term.decided_on, term.decision_number
        )
        for term in holding
    )
    return terms_on(rows, day).value(attribute) or ""


def _liable(year: int, periods: Sequence[Row[Any]], terms: Mapping[int, list[Row[Any]]]) -> LiableLicence:
    row = periods[0]
    ends = [period.last_day for period in periods]
    if row.ended_on is not None:
        ends = [min(row.ended_on, last_day) for last_day in ends]
    last_day = min(max(ends), date(year, 12, 31))
    held = terms.get(row.id, ())
    concept = _value(held, Attribute.CONCEPT, last_day)
    return LiableLicence(
        licence_id=row.id,
        number=row.number,
        kind=row.kind,
        type=row.type,
        holder_id=row.holder_id,
        holder=row.holder,
        venue_id=row.venue_id,
        venue=row.venue,
        category=VenueCategory(concept) if concept else row.category,
        first_day=max(row.first_day, date(year, 1, 1)),
        last_day=last_day,
        sort_key=row.sort_key,
        extensions=extensions_from_code(_value(held, Attribute.EXTENSIONS, last_day)),
    )


def _one_for_each_place(found: Iterable[LiableLicence]) -> list[LiableLicence]:
    """Only the last of licences that followed each other in one holder's hands at one place.

    Law: alkoholforskriften § 6-1.
    """
    places: dict[tuple[int, int, LicenceKind], list[LiableLicence]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.first_day, one.licence_id)):
        held = places[one.holder_id, one.venue_id, one.kind]
        # ASSUMPTION: two that run side by side are two licences and two fees; only one that had ended before
        # the next began was granted anew.
        ended = [earlier for earlier in held if earlier.last_day < one.first_day]
        if ended:
            before = max(ended, key=lambda earlier: (earlier.last_day, earlier.licence_id))
            held.remove(before)
            carries = (*before.carries, before.licence_id)
            held.append(replace(one, first_day=before.first_day, carries=carries))
        else:
            held.append(one)
    return sorted(
        (one for held in places.values() for one in held), key=lambda one: (one.sort_key, one.licence_id)
    )


__all__ = ["Counted", "LeftOut", "LiableLicence", "counted", "has_unasked", "liable_licences"]
