"""Licences: what a grant makes, and the licence document that lets it be used."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.cases.granted import condition_due_on, lines_from_json
from app.cases.service.kinds import granted_extensions
from app.endings.service.transfers import end_transferred
from app.licences.occupancy import occupy_rooms
from app.licences.terms import decided_term
from app.models.case import Application, Case
from app.models.decision import Decision
from app.models.event import EventType
from app.models.holder import Holder
from app.models.licence import (
    Licence,
    LicenceCondition,
    LicencePeriod,
    LicencePerson,
    LicenceRoom,
    LicenceTerm,
)
from app.models.rows import canonical_json
from app.models.venue import Venue
from app.numbers import next_number
from app.permissions import Actor
from app.registers.tasks import note_happening
from app.search.index import Subject, index
from licensing.applicants import Role
from licensing.errors import NotAllowed
from licensing.kinds import extensions_code, extensions_from_code
from licensing.law import ALKL_1_6
from licensing.licences import (
    AreaKind,
    Attribute,
    LicenceKind,
    LicenceType,
)
from licensing.national_register import Happening

PREFIX = {LicenceKind.SERVING: "SKJ", LicenceKind.SALE: "SAL"}
# Outlets of Vinmonopolet and events have series of their own: what their numbers begin with, and the series.
SERIES_OF_TYPE = {
    LicenceType.OUTLET: ("VMP", "licence:outlet"),
    LicenceType.SINGLE_OCCASION: ("ENK", "lic:single_occasion"),
    LicenceType.AMBULATORY: ("AMB", "lic:ambulatory"),
}
ON_LICENCE = frozenset({Role.MANAGER, Role.DEPUTY})


def carry_out_application(session: Session, actor: Actor, case: Case, decision: Decision) -> Licence:
    """What a granted application gives: a licence. One whose business was taken over ends the day before."""
    taken_over = case.application.transfer_of_id
    if taken_over is not None:
        first_day = first_day_granted(decision)
        end_transferred(
            session, actor, old_licence_id=taken_over, new_first_day=first_day, on=decision.decided_on
        )
    return grant_licence(session, actor, case=case, decision=decision)


def grant_licence(session: Session, actor: Actor, *, case: Case, decision: Decision) -> Licence:
    """Make the licence that a decision grants: number, period, dated terms, rooms, people, conditions.

    It may not be used before its document is issued.
    """
    application = case.application
    if decision.last_day is None:
        raise NotAllowed("grant_has_no_last_day", ALKL_1_6)
    licence = Licence(
        municipality_id=actor.municipality_id,
        number=new_licence_number(
            session, actor.municipality_id, application.kind, decision.decided_on, application.type
        ),
        kind=application.kind,
        type=application.type,
        holder_id=application.holder_id,
        venue_id=application.venue_id,
        decision_id=decision.id,
        granted_on=decision.decided_on,
    )
    session.add(licence)
    session.flush()
    session.add(
        LicencePeriod(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            first_day=first_day_granted(decision),
            last_day=decision.last_day,
            decision_id=decision.id,
        )
    )
    _add_terms(session, licence, case, decision)
    _add_rooms_and_people(session, licence, application, decision)
    session.add_all(
        LicenceCondition(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            number=number,
            text=condition["text"],
            proof=condition["proof"],
            before_use=condition["before_use"],
            due_on=condition_due_on(condition, decision.decided_on),
        )
        for number, condition in enumerate(decision.conditions, start=1)
    )
    occupy_rooms(session, licence)
    index_licence(session, licence, holder=application.holder, venue=application.venue)
    note_happening(session, licence, Happening.GRANT, "granted", decision.decided_on)
    audit.record(
        session,
        actor,
        EventType.LICENCE_GRANTED,
        case_id=case.id,
        number=licence.number,
        last_day=decision.last_day.isoformat(),
    )
    return licence


def first_day_granted(decision: Decision) -> date:
    """From when a grant holds: as it says, and never before it was made."""
    return max(decision.first_day or decision.decided_on, decision.decided_on)


def number_series(kind: LicenceKind, licence_type: LicenceType) -> tuple[str, str]:
    """What the numbers of such licences begin with, and the series that they are drawn from."""
    return SERIES_OF_TYPE.get(licence_type, (PREFIX[kind], f"licence:{kind.value}"))


def new_licence_number(
    session: Session,
    municipality_id: int,
    kind: LicenceKind,
    granted_on: date,
    licence_type: LicenceType = LicenceType.PERMANENT,
) -> str:
    """The next licence number of a kind, or of a type with a series of its own, in the year of the grant."""
    prefix, series = number_series(kind, licence_type)
    serial = next_number(session, municipality_id=municipality_id, series=series, year=granted_on.year)
    return f"{prefix}-{granted_on.year}-{serial:04d}"


def index_licence(session: Session, licence: Licence, *, holder: Holder, venue: Venue) -> None:
    """Make a licence findable by its number, venue, address and holder."""
    index(
        session,
        municipality_id=licence.municipality_id,
        subject=Subject.LICENCE,
        subject_id=licence.id,
        texts=(
            licence.number,
            venue.name,
            venue.street_address,
            holder.name,
            holder.organisation_number,
        ),
    )


def _add_terms(session: Session, licence: Licence, case: Case, decision: Decision) -> None:
    application = case.application

    def term(
        attribute: Attribute, value: str, area: AreaKind | None = None, group: int | None = None
    ) -> LicenceTerm:
        return decided_term(
            licence,
            case,
            decision,
            attribute,
            value,
            first_day=decision.decided_on,
            area=area,
            group=group,
        )

    session.add_all(
        (
            term(Attribute.GROUPS, decision.groups),
            term(Attribute.AUDIENCE, application.audience.value),
            term(Attribute.CONCEPT, application.category.value),
            *(term(attribute, value) for attribute, value in _special_terms(application, decision)),
        )
    )
    by_place: dict[tuple[AreaKind, int], list[dict[str, object]]] = {}
    for line in lines_from_json(decision.hours):
        by_place.setdefault((line.area, line.group), []).append(
            {"weekdays": list(line.weekdays), "start": line.start, "end": line.end}
        )
    session.add_all(
        term(Attribute.HOURS, canonical_json(value), area, group) for (area, group), value in by_place.items()
    )


def _special_terms(application: Application, decision: Decision) -> Iterator[tuple[Attribute, str]]:
    """Extensions and season, where there are any."""
    if application.season_from and application.season_to:
        yield Attribute.SEASON, f"{application.season_from},{application.season_to}"
    extensions = granted_extensions(extensions_from_code(application.extensions), decision.groups)
    if extensions:
        yield Attribute.EXTENSIONS, extensions_code(extensions)


def _add_rooms_and_people(
    session: Session, licence: Licence, application: Application, decision: Decision
) -> None:
    outdoors = any(line.area is AreaKind.OUTDOOR for line in lines_from_json(decision.hours))
    session.add_all(
        LicenceRoom(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            room_id=room.id,
            first_day=decision.decided_on,
        )
        for room in application.rooms
        if room.area is AreaKind.INDOOR or outdoors
    )
    session.add_all(
        LicencePerson(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            person_id=party.person_id,
            role=party.role,
            first_day=decision.decided_on,
        )
        for party in application.parties
        if party.role in ON_LICENCE
    )


def tick_conditions(
    session: Session, actor: Actor, *, licence: Licence, met: Collection[int], on: date
) -> list[int]:
    """Note which conditions before use are met, and by whom it was seen. Returns the numbers that changed."""
    changed = []
    for condition in session.scalars(
        select(LicenceCondition).where(
            LicenceCondition.municipality_id == licence.municipality_id,
            LicenceCondition.licence_id == licence.id,
            LicenceCondition.before_use,
        )
    ):
        if condition.number in met and condition.met_on is None:
            condition.met_on, condition.met_by_id = on, actor.user_id
            changed.append(condition.number)
        elif condition.number not in met and condition.met_on is not None:
            condition.met_on, condition.met_by_id = None, None
            changed.append(condition.number)
    session.flush()
    return changed


def issue_document(
    session: Session, actor: Actor, *, case: Case, licence: Licence, usable_from: date, on: date
) -> None:
    """Issue the licence document ("bevillingsdokument").

    Raises `NotAllowed` for a day outside the licence.
    """
    first_day, last_day = licence.periods[0].first_day, licence.periods[-1].last_day
    if not first_day <= usable_from <= last_day:
        raise NotAllowed(
            "usable_outside_licence",
            ALKL_1_6,
            first_day=first_day.isoformat(),
            last_day=last_day.isoformat(),
        )
    licence.issued_on, licence.usable_from = on, usable_from
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LICENCE_ISSUED,
        case_id=case.id,
        number=licence.number,
        usable_from=usable_from.isoformat(),
    )
