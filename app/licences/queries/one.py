"""One licence as on any chosen day, with the history of its terms."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import formats, labels
from app.cases.granted import HoursLine
from app.letters.facts import HoursRow
from app.letters.hours_rows import granted_rows
from app.licences.queries.lists import PAST, STATES, LicenceState, state_on
from app.licences.spans import span_text
from app.models.case import Case
from app.models.decision import Decision
from app.models.licence import (
    Licence,
    LicenceCondition,
    LicencePerson,
    LicenceRoom,
    LicenceTerm,
)
from app.venues.addresses import address_text
from licensing.granted_hours import season_of
from licensing.licences import (
    AreaKind,
    Attribute,
    Audience,
    Extension,
    LicenceKind,
    Terms,
    VenueCategory,
    terms_on,
)

ONCE_AT_MOST = timedelta(days=31)


@dataclass(frozen=True)
class PersonLine:
    """A manager or deputy on the day."""

    person_id: int
    name: str
    role_label: str
    days: str


@dataclass(frozen=True)
class ConditionLine:
    """A condition and whether it is met."""

    number: int
    text: str
    proof: str
    due: str
    note: str
    tone: str


@dataclass(frozen=True)
class TermLine:
    """A term as it was, is or will be."""

    subject: str
    value: str
    days: str
    decided: str
    holds: bool


@dataclass(frozen=True)
class CaseLink:
    """The case that granted the licence."""

    id: int
    reference: str


@dataclass(frozen=True)
class LicencePage:
    """A licence on a day, in texts."""

    licence: Licence
    on: date
    state: LicenceState
    venue_address: str
    facts: Sequence[tuple[str, str | None]]
    hours: Sequence[HoursRow]
    rooms: Sequence[tuple[str, str]]
    people: Sequence[PersonLine]
    conditions: Sequence[ConditionLine]
    periods: Sequence[str]
    history: Sequence[TermLine]
    case: CaseLink | None

    @property
    def kind_label(self) -> str:
        """Skjenkebevilling"""
        return labels.label(self.licence.kind)

    @property
    def state_label(self) -> str:
        """I bruk"""
        return str(STATES[self.state])

    @property
    def end_sentence(self) -> str | None:
        """Since when and why the licence is no more, where it ended before its period did."""
        ended_on, reason = self.licence.ended_on, self.licence.end_reason
        if ended_on is None:
            return None
        day = formats.short_date(ended_on)
        if not reason:
            return _("Siste dag for bevillingen er %(day)s.", day=day)
        return _(
            "Siste dag for bevillingen er %(day)s (%(reason)s).",
            day=day,
            reason=reason[:1].lower() + reason[1:],
        )

    @property
    def is_over(self) -> bool:
        """Whether the licence is no more on the chosen day."""
        return self.state in PAST

    @property
    def has_outdoor_hours(self) -> bool:
        """Whether the table of hours needs a column for outdoors."""
        return any(row.outdoor is not None for row in self.hours)

    @property
    def hours_differ_by_group(self) -> bool:
        """Whether the table of hours needs a column for groups."""
        return any(row.groups for row in self.hours)

    @property
    def is_known_on_day(self) -> bool:
        """Whether the licence was granted by the chosen day."""
        return self.licence.granted_on <= self.on


def licence_or_none(session: Session, municipality_id: int, licence_id: int) -> Licence | None:
    """The licence with its holder and venue, only within the municipality."""
    return session.scalars(
        select(Licence)
        .where(Licence.municipality_id == municipality_id, Licence.id == licence_id)
        .options(joinedload(Licence.holder), joinedload(Licence.venue))
    ).one_or_none()


def licence_on(session: Session, licence: Licence, on: date) -> LicencePage:
    """A licence as it stands on a day."""
    rows = session.scalars(
        select(LicenceTerm)
        .where(LicenceTerm.municipality_id == licence.municipality_id, LicenceTerm.licence_id == licence.id)
        .order_by(LicenceTerm.decided_on.desc(), LicenceTerm.id)
    ).all()
    terms = terms_on([row.to_domain() for row in rows], on)
    reached = [period for period in licence.periods if period.first_day <= on]
    period = reached[-1] if reached else licence.periods[0]
    venue = licence.venue
    return LicencePage(
        licence=licence,
        on=on,
        state=state_on(
            on,
            first_day=period.first_day,
            last_day=period.last_day,
            usable_from=licence.usable_from,
            ended_on=licence.ended_on,
        ),
        venue_address=address_text(venue.street_address, venue.postcode, venue.town),
        facts=_facts(licence, terms),
        hours=granted_rows(_weekly_hours(rows, on)),
        rooms=_rooms(session, licence, on),
        people=_people(session, licence, on),
        conditions=_conditions(session, licence),
        periods=[span_text(part.first_day, part.last_day) for part in licence.periods],
        history=[_term_line(row, terms, {room.id: room.name for room in venue.rooms}) for row in rows],
        case=_case_of(session, licence),
    )


def _facts(licence: Licence, terms: Terms) -> list[tuple[str, str | None]]:
    groups, audience, concept = (
        terms.value(attribute) for attribute in (Attribute.GROUPS, Attribute.AUDIENCE, Attribute.CONCEPT)
    )
    facts: list[tuple[str, str | None]] = [
        (labels.label(Attribute.GROUPS), _groups_text(groups) if groups else None)
    ]
    if licence.kind is LicenceKind.SERVING:
        facts.append(
            (labels.label(Attribute.AUDIENCE), labels.label(Audience(audience)) if audience else None)
        )
    facts.append((labels.label(Attribute.CONCEPT), labels.label(VenueCategory(concept)) if concept else None))
    return facts


def _weekly_hours(rows: Sequence[LicenceTerm], on: date) -> list[HoursLine]:
    """The hours of an ordinary week. What holds once, or for one room, is told for the day itself."""
    lasting = [
        row.to_domain()
        for row in rows
        if row.attribute is Attribute.HOURS
        and row.room_id is None
        and (row.last_day is None or row.last_day - row.first_day > ONCE_AT_MOST)
    ]
    return [
        HoursLine(row.area, int(row.group), tuple(part["weekdays"]), part["start"], part["end"])
        for row in terms_on(lasting, on).rows
        if row.area is not None and row.group is not None
        for part in json.loads(row.value)
    ]


def _rooms(session: Session, licence: Licence, on: date) -> list[tuple[str, str]]:
    rows = session.scalars(
        select(LicenceRoom)
        .where(LicenceRoom.municipality_id == licence.municipality_id, LicenceRoom.licence_id == licence.id)
        .order_by(LicenceRoom.id)
    )
    return [
        (row.room.name, labels.label(row.room.area))
        for row in rows
        if row.first_day <= on and (row.last_day is None or on <= row.last_day)
    ]


def _people(session: Session, licence: Licence, on: date) -> list[PersonLine]:
    rows = session.scalars(
        select(LicencePerson)
        .where(
            LicencePerson.municipality_id == licence.municipality_id, LicencePerson.licence_id == licence.id
        )
        .order_by(LicencePerson.role.desc(), LicencePerson.id)
    )
    return [
        PersonLine(
            row.person_id,
            row.person.name,
            labels.label(row.role),
            span_text(row.first_day, row.last_day),
        )
        for row in rows
        if row.first_day <= on and (row.last_day is None or on <= row.last_day)
    ]


def _conditions(session: Session, licence: Licence) -> list[ConditionLine]:
    rows = session.scalars(
        select(LicenceCondition)
        .where(
            LicenceCondition.municipality_id == licence.municipality_id,
            LicenceCondition.licence_id == licence.id,
        )
        .order_by(LicenceCondition.number)
    )
    return [ConditionLine(row.number, row.text, row.proof, _due(row), *_met(row)) for row in rows]


def _due(row: LicenceCondition) -> str:
    return "" if row.due_on is None else formats.short_date(row.due_on)


def _met(row: LicenceCondition) -> tuple[str, str]:
    if not row.before_use:
        return _("Gjelder så lenge bevillingen varer"), "neutral"
    if row.met_on is None:
        return _("Må være oppfylt før bruk"), "warning"
    return _("Oppfylt %(day)s", day=formats.short_date(row.met_on)), "success"


def _case_of(session: Session, licence: Licence) -> CaseLink | None:
    if licence.decision_id is None:
        return None
    case = session.scalars(
        select(Case)
        .join(Decision, (Decision.municipality_id == Case.municipality_id) & (Decision.case_id == Case.id))
        .where(Case.municipality_id == licence.municipality_id, Decision.id == licence.decision_id)
    ).one_or_none()
    return CaseLink(case.id, case.reference) if case else None


def _term_line(row: LicenceTerm, terms: Terms, rooms: Mapping[int, str]) -> TermLine:
    place = [labels.label(row.area).lower()] if row.area else []
    if row.room_id is not None:
        place = [rooms.get(row.room_id, _("lokalet"))]
    if row.group is not None:
        place.append(_groups_text(str(row.group)).lower())
    subject = labels.label(row.attribute)
    return TermLine(
        subject=f"{subject} ({', '.join(place)})" if place else subject,
        value=_value_text(row),
        days=span_text(row.first_day, row.last_day),
        decided=formats.short_date(row.decided_on),
        holds=row.to_domain() in terms.rows,
    )


def _value_text(row: LicenceTerm) -> str:
    match row.attribute:
        case Attribute.GROUPS:
            return _groups_text(row.value)
        case Attribute.AUDIENCE:
            return labels.label(Audience(row.value))
        case Attribute.CONCEPT:
            return labels.label(VenueCategory(row.value))
        case Attribute.HOURS:
            lines = [
                HoursLine(
                    row.area or AreaKind.INDOOR,
                    row.group or 1,
                    tuple(part["weekdays"]),
                    part["start"],
                    part["end"],
                )
                for part in json.loads(row.value)
            ]
            return "; ".join(
                f"{labels.days_text(line.weekdays)} {formats.hours(line.hours)}" for line in lines
            )
        case Attribute.SEASON:
            season = season_of(row.value)
            return "–".join(f"{day:02d}.{month:02d}." for month, day in (season.first, season.last))
        case Attribute.EXTENSIONS:
            known = {member.value: member for member in Extension}
            held = [labels.label(known[code]) for code in row.value.split(",") if code in known]
            return ", ".join(held) or _("Ingen")
    return row.value


def _groups_text(code: str) -> str:
    text = labels.groups_text(int(part) for part in code.split(","))
    return text[:1].upper() + text[1:]
