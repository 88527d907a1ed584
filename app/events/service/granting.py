"""What a granted event gives: a licence with its own hours for each day and room, usable at once.

Law: alkoholloven §§ 1-6, 4-4 and 4-5; alkoholforskriften § 6-3.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app import audit
from app.cases.granted import DayLine, condition_due_on, days_from_json
from app.cases.queries.plans import event_terms_of
from app.events.queries.one import occasion_of
from app.events.queries.times import hours_for_group
from app.licences.occupancy import occupy_rooms
from app.licences.service import ON_LICENCE, index_licence, new_licence_number
from app.licences.terms import decided_term
from app.models.case import Case
from app.models.decision import Decision
from app.models.event import EventType
from app.models.licence import (
    Licence,
    LicenceCondition,
    LicencePeriod,
    LicencePerson,
    LicenceRoom,
)
from app.models.rows import canonical_json
from app.permissions import Actor
from app.registers.tasks import note_happening
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_6_PARA_2
from licensing.licences import Attribute, group_set_from_code
from licensing.national_register import Happening
from licensing.occasions import turnover_due_on


def carry_out_event(session: Session, actor: Actor, case: Case, decision: Decision) -> Licence:
    """Make the licence of an event. It may be used at once, unless a condition must be met before."""
    application, lines = case.application, days_from_json(decision.days)
    if decision.first_day is None or decision.last_day is None or not lines:
        raise NotAllowed("event_without_days", ALKL_1_6_PARA_2)
    waits = any(condition["before_use"] for condition in decision.conditions)
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
        issued_on=None if waits else decision.decided_on,
        usable_from=None if waits else decision.decided_on,
    )
    session.add(licence)
    session.flush()
    session.add(
        LicencePeriod(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            first_day=decision.first_day,
            last_day=decision.last_day,
            decision_id=decision.id,
        )
    )
    _add_terms(session, licence, case, decision, lines)
    _add_rooms_and_people(session, licence, case, lines)
    session.add_all(
        LicenceCondition(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            number=number,
            text=condition["text"],
            proof=condition["proof"],
            before_use=condition["before_use"],
            due_on=condition_due_on(condition, decision.decided_on),
        )
        for number, condition in enumerate(decision.conditions, start=1)
    )
    terms = event_terms_of(session, case, decision.decided_on)
    occasion_of(session, case).turnover_due_on = turnover_due_on(decision.last_day, terms.turnover_days)
    session.flush()
    session.expire(licence)
    index_licence(session, licence, holder=application.holder, venue=application.venue)
    occupy_rooms(session, licence)
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


def _add_terms(
    session: Session, licence: Licence, case: Case, decision: Decision, lines: Iterable[DayLine]
) -> None:
    application = case.application

    for attribute, value in (
        (Attribute.GROUPS, decision.groups),
        (Attribute.AUDIENCE, application.audience.value),
        (Attribute.CONCEPT, application.category.value),
    ):
        session.add(
            decided_term(
                licence,
                case,
                decision,
                attribute,
                value,
                first_day=decision.first_day or decision.decided_on,
                last_day=decision.last_day,
            )
        )
    rooms = {room.id: room for room in application.rooms}
    for line in lines:
        for group in group_set_from_code(decision.groups):
            hours = hours_for_group(application.kind, group, line)
            if hours is not None:
                times = [{"weekdays": [line.day.isoweekday()], "start": hours.start, "end": hours.end}]
                area = rooms[line.room_id].area
                session.add(
                    decided_term(
                        licence,
                        case,
                        decision,
                        Attribute.HOURS,
                        canonical_json(times),
                        first_day=line.day,
                        last_day=line.day,
                        area=area,
                        group=int(group),
                        room_id=line.room_id,
                    )
                )


def _add_rooms_and_people(session: Session, licence: Licence, case: Case, lines: Iterable[DayLine]) -> None:
    days: dict[int, list[date]] = {}
    for line in lines:
        days.setdefault(line.room_id, []).append(line.day)
    session.add_all(
        LicenceRoom(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            room_id=room_id,
            first_day=min(used),
            last_day=max(used),
        )
        for room_id, used in days.items()
    )
    every = [day for used in days.values() for day in used]
    session.add_all(
        LicencePerson(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            person_id=party.person_id,
            role=party.role,
            first_day=min(every),
            last_day=max(every),
        )
        for party in case.application.parties
        if party.role in ON_LICENCE
    )
