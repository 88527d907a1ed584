"""What a try-out asks of the licences of a day, some at a time, in a number of queries that never grows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from app.licences.queries.on_day import in_force_on
from app.models.decision import Decision
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.licence import Licence, LicenceCondition, LicenceRoom, LicenceTerm
from app.models.policy import PolicyFact, VenueZone
from app.models.venue import Room, Venue
from licensing.granted_hours import season_of
from licensing.kinds import extensions_from_code
from licensing.licences import (
    AreaKind,
    Attribute,
    Audience,
    Group,
    TermRow,
    Terms,
    VenueCategory,
    group_set_from_code,
    terms_on,
)
from licensing.policy.whens import Known
from licensing.tryouts import Held, LicenceOnTrial, condition_key, hours_terms

# What decides how a policy meets a licence.
ASKED = (
    Attribute.GROUPS,
    Attribute.AUDIENCE,
    Attribute.CONCEPT,
    Attribute.HOURS,
    Attribute.EXTENSIONS,
    Attribute.SEASON,
)


@dataclass(frozen=True)
class NamedLicence:
    """A licence to be tried, and the key that it is listed by."""

    licence: LicenceOnTrial
    sort_key: str


def count_of_licences(session: Session, municipality_id: int, day: date) -> int:
    """How many licences are in force on a day."""
    statement = select(func.count()).select_from(Licence).where(in_force_on(municipality_id, day))
    return session.execute(statement).scalar_one()


def last_yearly_fee() -> ScalarSelect[Any]:
    """The yearly fee that a licence last had, in øre; nothing where it has none yet."""
    return (
        select(Fee.total_ore)
        .where(
            Fee.municipality_id == Licence.municipality_id,
            Fee.licence_id == Licence.id,
            Fee.purpose.in_((FeePurpose.ADVANCE, FeePurpose.YEAR)),
            Fee.state != FeeState.REPLACED,
        )
        .order_by(Fee.year.desc(), Fee.id.desc())
        .limit(1)
        .correlate(Licence)
        .scalar_subquery()
    )


def licences_on_trial(
    session: Session, municipality_id: int, day: date, *, after: int = 0, most: int = 500
) -> tuple[NamedLicence, ...]:
    """The next licences in force on a day, in the order of their ids, each with what rules can ask of it."""
    rows = session.execute(
        select(
            Licence.id,
            Licence.kind,
            Licence.type,
            Licence.granted_on,
            Licence.venue_id,
            Licence.decision_id,
            Venue.category,
            Venue.sort_key,
            last_yearly_fee().label("fee_ore"),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(in_force_on(municipality_id, day), Licence.id > after)
        .order_by(Licence.id)
        .limit(most)
    ).all()
    ids = [row.id for row in rows]
    terms = _terms(session, municipality_id, ids, day)
    areas = _areas(session, municipality_id, ids, day)
    conditions = _conditions(session, municipality_id, ids)
    zones = _zones(session, municipality_id, [row.venue_id for row in rows])
    answers = _answers(session, municipality_id, [row.decision_id for row in rows if row.decision_id])
    return tuple(
        NamedLicence(
            LicenceOnTrial(
                reference=row.id,
                granted_on=row.granted_on,
                venue=row.venue_id,
                held=_held(
                    row,
                    terms[row.id],
                    day,
                    areas=areas[row.id],
                    placed_in=zones.get(row.venue_id, ()),
                    answers=answers.get(row.decision_id, ()),
                ),
                conditions=frozenset(conditions[row.id]),
                fee_ore=row.fee_ore,
            ),
            row.sort_key,
        )
        for row in rows
    )


def _held(row: Any, rows: Sequence[TermRow], day: date, *, areas: set[AreaKind], **known: Any) -> Held:
    terms = terms_on(rows, day)
    groups, concept, audience, extensions, season = _values(terms)
    areas = areas | {term.area for term in rows if term.area is not None}
    return Held(
        kind=row.kind,
        type=row.type,
        groups=group_set_from_code(groups) if groups else (),
        category=VenueCategory(concept) if concept else row.category,
        audience=Audience(audience) if audience else None,
        areas=tuple(area for area in AreaKind if area in areas) or (AreaKind.INDOOR,),
        terms=hours_terms(rows, day, row.type),
        extensions=extensions_from_code(extensions or ""),
        season=season_of(season) if season else None,
        **known,
    )


def _values(terms: Terms) -> tuple[str | None, ...]:
    names = (
        Attribute.GROUPS,
        Attribute.CONCEPT,
        Attribute.AUDIENCE,
        Attribute.EXTENSIONS,
        Attribute.SEASON,
    )
    return tuple(terms.value(name) for name in names)


def _terms(
    session: Session, municipality_id: int, ids: Sequence[int], day: date
) -> Mapping[int, list[TermRow]]:
    found: dict[int, list[TermRow]] = defaultdict(list)
    rows = session.execute(
        select(
            LicenceTerm.licence_id,
            LicenceTerm.attribute,
            LicenceTerm.area,
            LicenceTerm.group,
            LicenceTerm.room_id,
            LicenceTerm.value,
            LicenceTerm.first_day,
            LicenceTerm.last_day,
            LicenceTerm.decided_on,
            LicenceTerm.decision_number,
        ).where(
            LicenceTerm.municipality_id == municipality_id,
            LicenceTerm.licence_id.in_(ids),
            LicenceTerm.attribute.in_(ASKED),
            LicenceTerm.first_day <= day,
            or_(LicenceTerm.last_day.is_(None), LicenceTerm.last_day >= day),
        )
    )
    for row in rows:
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
                room=row.room_id,
            )
        )
    return found


def _areas(
    session: Session, municipality_id: int, ids: Sequence[int], day: date
) -> Mapping[int, set[AreaKind]]:
    found: dict[int, set[AreaKind]] = defaultdict(set)
    rows = session.execute(
        select(LicenceRoom.licence_id, Room.area)
        .join(Room, and_(Room.municipality_id == LicenceRoom.municipality_id, Room.id == LicenceRoom.room_id))
        .where(
            LicenceRoom.municipality_id == municipality_id,
            LicenceRoom.licence_id.in_(ids),
            LicenceRoom.first_day <= day,
            or_(LicenceRoom.last_day.is_(None), LicenceRoom.last_day >= day),
        )
    )
    for row in rows:
        found[row.licence_id].add(row.area)
    return found


def _conditions(session: Session, municipality_id: int, ids: Sequence[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = session.execute(
        select(LicenceCondition.licence_id, LicenceCondition.text).where(
            LicenceCondition.municipality_id == municipality_id, LicenceCondition.licence_id.in_(ids)
        )
    )
    for row in rows:
        found[row.licence_id].add(condition_key(row.text))
    return found


def _zones(session: Session, municipality_id: int, venues: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Every zone that a venue was ever placed in: each draft reads those that it has itself."""
    found: dict[int, tuple[str, ...]] = {}
    rows = session.execute(
        select(VenueZone.venue_id, VenueZone.zone)
        .where(VenueZone.municipality_id == municipality_id, VenueZone.venue_id.in_(venues))
        .order_by(VenueZone.venue_id, VenueZone.zone)
    )
    for row in rows:
        found[row.venue_id] = (*found.get(row.venue_id, ()), row.zone)
    return found


def _answers(
    session: Session, municipality_id: int, decisions: Sequence[int]
) -> Mapping[int, tuple[tuple[str, Known], ...]]:
    """What was answered in the case that a licence was decided in; the last answer holds."""
    last: dict[int, dict[str, Known | None]] = defaultdict(dict)
    rows = session.execute(
        select(Decision.id, PolicyFact.question, PolicyFact.answer)
        .join(
            PolicyFact,
            and_(
                PolicyFact.municipality_id == Decision.municipality_id,
                PolicyFact.case_id == Decision.case_id,
            ),
        )
        .where(Decision.municipality_id == municipality_id, Decision.id.in_(decisions))
        .order_by(PolicyFact.id)
    )
    for row in rows:
        last[row.id][row.question] = row.answer
    return {decision: tuple(sorted(_given(answers))) for decision, answers in last.items()}


def _given(answers: Mapping[str, Known | None]) -> Iterator[tuple[str, Known]]:
    return ((question, answer) for question, answer in answers.items() if answer is not None)
