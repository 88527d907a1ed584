"""Figures of licences over the years: how many, of which groups, until when, the caps, and what was decided.

They are counted at the end of each year, from the register and the cases.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from sqlalchemy import and_, extract, func, or_, select
from sqlalchemy.orm import Session

from app.licences.queries.one import ONCE_AT_MOST
from app.models.case import Case
from app.models.decision import Decision
from app.models.event import Event
from app.models.licence import Licence, LicencePeriod, LicenceTerm
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.policy.queries.caps_page import caps_page
from app.policy.queries.versions import policy_in_force
from app.prevention.taken_figures import Figure, Taking
from app.wording.policy_rules import rule_sentence
from licensing.decisions import CaseResult, DecisionOutcome
from licensing.licences import (
    OCCASIONAL,
    AreaKind,
    Attribute,
    Group,
    LicenceKind,
    LicenceType,
    TermRow,
    terms_on,
)
from licensing.matters import Matter

LICENCES, HOURS = ReportChapterCode.LICENCES, ReportChapterCode.HOURS
REGISTER, CASES, POLICY = "register", "cases", "policy"
SORTS = {Matter.LICENCE: "applications", Matter.EVENT: "events"}
CHANGES = "changes"
"""What concerns licences that are held: their people, their terms, their end."""
UNTOLD = "untold"
"""Licences of which nothing is registered."""
ALWAYS_COUNTED = ("serving", "sale", "outlet")
PLACES = ("serving_indoor", "serving_outdoor", "sale")


@dataclass(frozen=True)
class Held:
    """A lasting licence: its days, and its terms of groups and hours."""

    kind: LicenceKind
    type: LicenceType
    days: tuple[tuple[date, date], ...]
    terms: tuple[TermRow, ...]

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return any(first <= day <= last for first, last in self.days)


def licence_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """How many licences are in force and until when they allow sale and serving, the caps, the decisions."""
    held = _held(session, taking)
    known = _known(session, taking, held)
    yield from _count_figures(taking, held, known)
    yield from _cap_figures(session, taking)
    yield from _decision_figures(session, taking)
    yield from _hours_figures(session, taking, held, known)


def _known(session: Session, taking: Taking, held: Sequence[Held]) -> Mapping[int, FigureStanding | None]:
    """The years of which the register tells, each with how sure it is where that is not by the calendar."""
    begun = min((first for licence in held for first, _last in licence.days), default=None)
    if begun is None:
        return {}
    known_from = _first_year_of_work(session, taking.municipality_id)
    # What ended before the register was taken over is not in it, so that earlier years may be too low.
    return {
        year: FigureStanding.PRELIMINARY if known_from and year < known_from else None
        for year in taking.years
        if begun <= taking.day_of(year)
    }


def _count_figures(
    taking: Taking, held: Sequence[Held], known: Mapping[int, FigureStanding | None]
) -> Iterator[Figure]:
    by_year: dict[int, Counter[str]] = {}
    for year in taking.years:
        day = taking.day_of(year)
        by_year[year] = _counts((licence for licence in held if licence.holds_on(day)), day)
    codes = sorted({*ALWAYS_COUNTED}.union(*by_year.values()), key=_line_order)
    for year, counts in by_year.items():
        for code in codes:
            value = counts[code] if year in known else None
            yield taking.figure(LICENCES, f"licences.{code}", year, value, REGISTER, known.get(year))


def _hours_figures(
    session: Session, taking: Taking, held: Sequence[Held], known: Mapping[int, FigureStanding | None]
) -> Iterator[Figure]:
    """Until when licences allow sale and serving, and which policy is in force."""
    by_year = {year: _closing(held, taking.day_of(year)) for year in taking.years}
    for place in PLACES:
        ends = sorted({end for counts in by_year.values() for end in counts[place]}, key=_end_order)
        for year, counts in by_year.items():
            for end in ends:
                value = counts[place][end] if year in known else None
                yield taking.figure(HOURS, f"{place}.{end}", year, value, REGISTER, known.get(year))
    for year in taking.years:
        policy = policy_in_force(session, taking.municipality_id, taking.day_of(year))
        yield taking.figure(HOURS, "policy", year, policy.name if policy else None, POLICY)


def _held(session: Session, taking: Taking) -> list[Held]:
    """The lasting licences of the years told of, each with its days and terms: two queries."""
    first_day, last_day = date(taking.years[0], 1, 1), taking.on
    rows = session.execute(
        select(
            Licence.id,
            Licence.kind,
            Licence.type,
            Licence.ended_on,
            LicencePeriod.first_day,
            LicencePeriod.last_day,
        )
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == taking.municipality_id,
            Licence.type.not_in(sorted(OCCASIONAL)),
            LicencePeriod.first_day <= last_day,
            LicencePeriod.last_day >= first_day,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= first_day),
        )
        .order_by(Licence.id, LicencePeriod.first_day)
    ).all()
    days: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        ends = row.last_day if row.ended_on is None else min(row.last_day, row.ended_on)
        days[row.id].append((row.first_day, ends))
    kinds = {row.id: (row.kind, row.type) for row in rows}
    terms = _terms(session, taking, first_day)
    return [Held(*kinds[id_], tuple(spans), tuple(terms.get(id_, ()))) for id_, spans in days.items()]


def _terms(session: Session, taking: Taking, first_day: date) -> Mapping[int, Sequence[TermRow]]:
    found: dict[int, list[TermRow]] = defaultdict(list)
    rows = session.execute(
        select(
            LicenceTerm.licence_id,
            LicenceTerm.attribute,
            LicenceTerm.area,
            LicenceTerm.group,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        ).where(
            LicenceTerm.municipality_id == taking.municipality_id,
            LicenceTerm.attribute.in_([Attribute.GROUPS, Attribute.HOURS]),
            LicenceTerm.room_id.is_(None),
            LicenceTerm.first_day <= taking.on,
            or_(LicenceTerm.last_day.is_(None), LicenceTerm.last_day >= first_day),
        )
    )
    for row in rows:
        if row.last_day is not None and row.last_day - row.first_day <= ONCE_AT_MOST:
            continue
        found[row.licence_id].append(
            TermRow(
                attribute=row.attribute,
                value=row.value,
                first_day=row.first_day,
                last_day=row.last_day,
                decided_on=row.decided_on,
                decision_number=row.decision_number,
                area=row.area,
                group=None if row.group is None else Group(row.group),
            )
        )
    return found


def _counts(held: Iterable[Held], day: date) -> Counter[str]:
    found: Counter[str] = Counter()
    for licence in held:
        if licence.type is LicenceType.OUTLET:
            found["outlet"] += 1
            continue
        found[licence.kind.value] += 1
        groups = terms_on(licence.terms, day).value(Attribute.GROUPS)
        found[f"{licence.kind.value}.{groups or UNTOLD}"] += 1
    return found


def _closing(held: Iterable[Held], day: date) -> Mapping[str, Counter[str]]:
    """How many licences end at which minute of the service day, the latest of an ordinary week, by place."""
    found: dict[str, Counter[str]] = {place: Counter() for place in PLACES}
    for licence in held:
        if licence.type is LicenceType.OUTLET or not licence.holds_on(day):
            continue
        ends: dict[AreaKind, list[int]] = {AreaKind.INDOOR: [], AreaKind.OUTDOOR: []}
        for row in terms_on(licence.terms, day).rows:
            if row.attribute is Attribute.HOURS:
                parts = json.loads(row.value)
                ends[row.area or AreaKind.INDOOR] += [int(part["end"]) for part in parts]
        if licence.kind is LicenceKind.SALE:
            found["sale"][str(max(ends[AreaKind.INDOOR], default=UNTOLD))] += 1
            continue
        found["serving_indoor"][str(max(ends[AreaKind.INDOOR], default=UNTOLD))] += 1
        if ends[AreaKind.OUTDOOR]:
            found["serving_outdoor"][str(max(ends[AreaKind.OUTDOOR]))] += 1
    return found


def _line_order(code: str) -> tuple[int, str]:
    """A kind, then the groups of that kind."""
    return (ALWAYS_COUNTED.index(code.partition(".")[0]), code)


def _end_order(end: str) -> tuple[bool, int]:
    return (end == UNTOLD, 0 if end == UNTOLD else int(end))


def _first_year_of_work(session: Session, municipality_id: int) -> int | None:
    at = session.scalar(select(func.min(Event.at)).where(Event.municipality_id == municipality_id))
    return None if at is None else at.year


def _cap_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """Each cap that gives a number, as it stood at the end of each year under the policy of that day."""
    seen: dict[str, str] = {}
    values: dict[tuple[str, int], dict[str, object]] = {}
    for year in taking.years:
        day = taking.day_of(year)
        policy = policy_in_force(session, taking.municipality_id, day)
        if policy is None:
            continue
        for counted in caps_page(session, taking.municipality_id, policy, day).counted:
            name = counted.cap.words or rule_sentence(counted.cap, policy)
            for place in counted.places:
                label = f"{name} – {place.name}" if place.code else name
                code = "cap." + sha256(f"{counted.cap.code}|{place.code}".encode()).hexdigest()[:16]
                seen[code] = label
                values[code, year] = {"name": label, "used": place.used, "limit": place.limit}
    for code in seen:
        for year in taking.years:
            yield taking.figure(LICENCES, code, year, values.get((code, year)), POLICY)
    if not seen:
        yield taking.figure(LICENCES, "cap.none", taking.year, None, POLICY)


def _decision_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """What came in and what was decided, by year: new licences, events, and changes."""
    first_day = date(taking.years[0], 1, 1)
    mine = Case.municipality_id == taking.municipality_id
    counts: Counter[tuple[str, str, int]] = Counter()
    received_year = extract("year", Case.received_on)
    for matter, year, count in session.execute(
        select(Case.matter, received_year, func.count())
        .where(mine, Case.received_on >= first_day, Case.received_on <= taking.on)
        .group_by(Case.matter, received_year)
    ):
        counts[SORTS.get(matter, CHANGES), "received", int(year)] += count
    decided_year = extract("year", Decision.decided_on)
    for matter, outcome, year, count in session.execute(
        select(Case.matter, Decision.outcome, decided_year, func.count())
        .join(Decision, and_(Decision.municipality_id == Case.municipality_id, Decision.case_id == Case.id))
        .where(mine, Decision.decided_on >= first_day, Decision.decided_on <= taking.on)
        .group_by(Case.matter, Decision.outcome, decided_year)
    ):
        counts[SORTS.get(matter, CHANGES), outcome.value, int(year)] += count
    closed_year = extract("year", Case.closed_on)
    for matter, year, count in session.execute(
        select(Case.matter, closed_year, func.count())
        .where(mine, Case.result == CaseResult.RETRACTED, Case.closed_on >= first_day)
        .group_by(Case.matter, closed_year)
    ):
        counts[SORTS.get(matter, CHANGES), "retracted", int(year)] += count
    begun = session.scalar(select(func.min(Case.received_on)).where(mine))
    steps = ("received", *(outcome.value for outcome in DecisionOutcome), "retracted")
    for sort in (*SORTS.values(), CHANGES):
        for step in steps:
            for year in taking.years:
                is_told = begun is not None and begun.year <= year
                value = counts[sort, step, year] if is_told else None
                yield taking.figure(LICENCES, f"{sort}.{step}", year, value, CASES)
