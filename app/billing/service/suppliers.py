"""Suppliers' figures: matched with licences, looked through, and kept beside what holders report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.service.questions import ask_about_suppliers
from app.billing.supplier_lists import SupplierLine
from app.models.event import EventType
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod
from app.models.turnover import SupplierVolume
from app.models.venue import Venue
from app.numbers import take_municipality
from app.permissions import Actor
from app.sorting import comparison_key
from fees.turnover import CL_IN_LITRE, MOST_LITRES, Volumes
from licensing.errors import BadValue, NotAllowed
from licensing.licences import OCCASIONAL


@dataclass(frozen=True)
class Candidate:
    """A licence that a row may be about."""

    licence_id: int
    number: str
    holder: str
    organisation_number: str
    venue: str
    first_day: date
    last_day: date


@dataclass(frozen=True)
class MatchedLine:
    """A row of a list with the licence that it is about, or why it is about none."""

    line: SupplierLine
    licence: Candidate | None = None
    problem: BadValue | None = None


@dataclass(frozen=True)
class Kept:
    """What became of a list."""

    new: int
    changed: int
    same: int
    questions: int


def matched_lines(session: Session, municipality_id: int, lines: Sequence[SupplierLine]) -> list[MatchedLine]:
    """Each row with its licence: by the number, else by the holder and the name of the place."""
    years = {line.year for line in lines}
    candidates = _candidates(session, municipality_id, years) if years else []
    by_number: dict[str, list[Candidate]] = defaultdict(list)
    by_holder: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_number[comparison_key(candidate.number)].append(candidate)
        by_holder[candidate.organisation_number].append(candidate)
    return [_matched(line, by_number, by_holder) for line in lines]


def _matched(
    line: SupplierLine,
    by_number: Mapping[str, Sequence[Candidate]],
    by_holder: Mapping[str, Sequence[Candidate]],
) -> MatchedLine:
    if line.problem is not None:
        return MatchedLine(line, problem=line.problem)
    if not line.supplier:
        return MatchedLine(line, problem=BadValue("supplier_missing"))
    if line.number:
        found = [one for one in by_number.get(comparison_key(line.number), ()) if _held_in(one, line.year)]
        if not found:
            problem = BadValue("supplier_licence_unknown", number=line.number, year=line.year)
            return MatchedLine(line, problem=problem)
        return MatchedLine(line, found[0])
    if not line.organisation_number:
        return MatchedLine(line, problem=BadValue("supplier_row_without_licence"))
    held = [one for one in by_holder.get(line.organisation_number, ()) if _held_in(one, line.year)]
    named = [one for one in held if comparison_key(one.venue) == comparison_key(line.place)]
    found = named if line.place and (named or len(held) > 1) else held
    if len(found) == 1:
        return MatchedLine(line, found[0])
    code = "supplier_several_licences" if held else "supplier_holder_unknown"
    return MatchedLine(line, problem=BadValue(code, number=line.organisation_number, year=line.year))


def _held_in(candidate: Candidate, year: int) -> bool:
    return candidate.first_day <= date(year, 12, 31) and candidate.last_day >= date(year, 1, 1)


def _candidates(session: Session, municipality_id: int, years: Iterable[int]) -> list[Candidate]:
    first, last = date(min(years), 1, 1), date(max(years), 12, 31)
    rows = session.execute(
        select(
            Licence.id,
            Licence.number,
            Holder.name.label("holder"),
            Holder.organisation_number,
            Venue.name.label("venue"),
            LicencePeriod.first_day,
            LicencePeriod.last_day,
            Licence.ended_on,
        )
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .join(Holder, and_(Holder.municipality_id == Licence.municipality_id, Holder.id == Licence.holder_id))
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(
            Licence.municipality_id == municipality_id,
            Licence.type.not_in(sorted(OCCASIONAL)),
            LicencePeriod.first_day <= last,
            LicencePeriod.last_day >= first,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= first),
        )
        .order_by(Licence.id, LicencePeriod.first_day)
    )
    found: dict[int, Candidate] = {}
    for row in rows:
        ends = row.last_day if row.ended_on is None else min(row.last_day, row.ended_on)
        earlier = found.get(row.id)
        found[row.id] = Candidate(
            row.id,
            row.number,
            row.holder,
            row.organisation_number or "",
            row.venue,
            row.first_day if earlier is None else earlier.first_day,
            ends,
        )
    return list(found.values())


def keep_figures(session: Session, actor: Actor, lines: Iterable[SupplierLine]) -> Kept:
    """Keep what a list tells of licences that are known; read twice it changes nothing.

    Rows of one licence, year and supplier are added up. Statements that have come in are asked about again.

    Raises `NotAllowed` when no row is about a licence, or those of one come to more than can be.
    """
    take_municipality(session, actor.municipality_id)
    told: dict[tuple[int, int, str], Volumes] = defaultdict(Volumes)
    for matched in matched_lines(session, actor.municipality_id, list(lines)):
        if matched.licence is not None:
            key = (matched.licence.licence_id, matched.line.year, matched.line.supplier)
            told[key] += matched.line.volumes
            if told[key].total_cl > MOST_LITRES * CL_IN_LITRE:
                raise NotAllowed("supplier_litres_absurd", number=matched.licence.number, most=MOST_LITRES)
    if not told:
        raise NotAllowed("supplier_list_matches_nothing")
    known = {
        (row.licence_id, row.year, row.supplier): row
        for row in session.scalars(
            select(SupplierVolume).where(
                SupplierVolume.municipality_id == actor.municipality_id,
                SupplierVolume.year.in_({year for _licence, year, _supplier in told}),
            )
        )
    }
    new = changed = same = 0
    for key, volumes in told.items():
        row = known.get(key)
        if row is None:
            session.add(_row(actor, key, volumes))
            new += 1
        elif (row.g1_cl, row.g2_cl, row.g3_cl) == (volumes.g1_cl, volumes.g2_cl, volumes.g3_cl):
            same += 1
        else:
            row.g1_cl, row.g2_cl, row.g3_cl = volumes.g1_cl, volumes.g2_cl, volumes.g3_cl
            row.read_by_id, row.read_at = actor.user_id, clock.now()
            changed += 1
    session.flush()
    asked = _ask_again(session, actor.municipality_id, told)
    if new or changed:
        audit.record(
            session,
            actor,
            EventType.SUPPLIER_FIGURES_READ,
            suppliers=sorted({supplier for _licence, _year, supplier in told}),
            years=sorted({year for _licence, year, _supplier in told}),
            new=new,
            changed=changed,
        )
    return Kept(new, changed, same, asked)


def _ask_again(session: Session, municipality_id: int, told: Iterable[tuple[int, int, str]]) -> int:
    """The duties that report the years that suppliers have told of are asked about again."""
    by_year: dict[int, set[int]] = defaultdict(set)
    for licence_id, year, _supplier in told:
        by_year[year].add(licence_id)
    return sum(
        ask_about_suppliers(session, municipality_id, year, licence_ids)
        for year, licence_ids in by_year.items()
    )


def _row(actor: Actor, key: tuple[int, int, str], volumes: Volumes) -> SupplierVolume:
    licence_id, year, supplier = key
    return SupplierVolume(
        municipality_id=actor.municipality_id,
        licence_id=licence_id,
        year=year,
        supplier=supplier,
        g1_cl=volumes.g1_cl,
        g2_cl=volumes.g2_cl,
        g3_cl=volumes.g3_cl,
        read_by_id=actor.user_id,
        read_at=clock.now(),
    )
