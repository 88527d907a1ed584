"""Changes of terms: registered with what is wanted, and carried out as new dated terms and rooms.

Law: alkoholloven §§ 3-1, 3-7, 4-2 and 4-4.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import audit
from app.amendments.queries.licences import is_over, last_day_of, licences_by_id, rooms_of, terms_of
from app.amendments.service.registering import ChangeEntry, register_change
from app.amendments.service.terms_rows import carry_out_area, carry_out_groups, carry_out_hours
from app.cases.granted import condition_due_on
from app.cases.queries.plans import change_of
from app.licences.occupancy import occupy_rooms
from app.licences.terms import decided_term
from app.models.case import Application, ApplicationRoom, Case
from app.models.change import Change
from app.models.decision import Decision
from app.models.event import EventType
from app.models.licence import Licence, LicenceCondition
from app.models.venue import Venue
from app.permissions import Actor
from app.registers.tasks import note_change
from app.venues.service import find_or_enter_rooms
from licensing.cases import CaseState
from licensing.changes import basis_of
from licensing.errors import NotAllowed
from licensing.kinds import may_cover
from licensing.licences import (
    AreaKind,
    Attribute,
    Group,
    LicenceKind,
    VenueCategory,
    group_set_code,
    group_set_from_code,
)
from licensing.matters import ONCE, ChangeKind
from licensing.service_hours import ServiceHours

AREAS = frozenset({ChangeKind.AREA, ChangeKind.AREA_ONCE})
HOURS = frozenset({ChangeKind.HOURS, ChangeKind.HOURS_ONCE})


@dataclass(frozen=True)
class TermsWanted:
    """What is to change in one licence, and from when or on which days."""

    kind: ChangeKind
    licence_id: int
    received_on: date
    first_day: date
    days: tuple[date, ...] = ()
    """The days of what is to hold once."""
    rooms: tuple[tuple[str, AreaKind], ...] = ()
    groups: tuple[Group, ...] = ()
    indoor: ServiceHours | None = None
    outdoor: ServiceHours | None = None
    category: VenueCategory | None = None
    concept: str = ""
    note: str = ""
    submission: str = field(default_factory=lambda: str(uuid4()))


def register_terms_change(session: Session, actor: Actor, wanted: TermsWanted) -> Case:
    """Open a case for a change of a licence's terms. Nothing changes before it is decided.

    Raises `NotAllowed` for what the licence has already, or cannot have by its kind.
    """
    found = licences_by_id(session, actor.municipality_id, [wanted.licence_id])
    if not found:
        raise LookupError(f"no licence {wanted.licence_id} in municipality {actor.municipality_id}")
    licence = found[0]
    if wanted.kind in ONCE:
        _check_once(licence, wanted)

    def adapt(session: Session, application: Application) -> None:
        ADAPT[wanted.kind](session, licence, application, wanted)

    first_day = min(wanted.days, default=wanted.first_day)
    case = register_change(
        session,
        actor,
        ChangeEntry(
            kind=wanted.kind,
            licence_ids=(licence.id,),
            received_on=wanted.received_on,
            first_day=first_day,
            last_day=max(wanted.days, default=None),
            facts={"days": [day.isoformat() for day in sorted(set(wanted.days))]},
            note=wanted.note,
            submission=wanted.submission,
        ),
        adapt=adapt,
    )
    if wanted.kind in ONCE and case.state is CaseState.RECEIVED:
        # Nobody must be asked about what holds once, so there is nothing to wait for.
        case.state = CaseState.READY
        session.flush()
    return case


def _check_once(licence: Licence, wanted: TermsWanted) -> None:
    section = basis_of(wanted.kind, LicenceKind.SERVING)
    if licence.kind is LicenceKind.SALE:
        raise NotAllowed("once_is_for_serving", section)
    if not wanted.days:
        raise NotAllowed("once_needs_days", section)
    if is_over(licence, max(wanted.days)):
        last_day = last_day_of(licence).isoformat()
        raise NotAllowed("once_after_the_licence", section, last_day=last_day)


def _adapt_area(session: Session, licence: Licence, application: Application, wanted: TermsWanted) -> None:
    """Only what comes in addition is applied for; where no hours are, those of the licence go on."""
    venue = session.get_one(Venue, licence.venue_id)
    rooms = find_or_enter_rooms(session, venue=venue, names=wanted.rooms)
    held = {room.id for room in rooms_of(session, licence, min(wanted.days, default=wanted.first_day))}
    known = next((room.name for room in rooms if room.id in held), None)
    if known is not None:
        raise NotAllowed("room_covered_already", basis_of(wanted.kind, licence.kind), room=known)
    kinds = {room.area for room in rooms}
    if AreaKind.OUTDOOR in kinds and wanted.outdoor is None and application.outdoor_from is None:
        raise NotAllowed("outdoor_hours_missing", basis_of(wanted.kind, licence.kind))
    session.execute(
        delete(ApplicationRoom).where(
            ApplicationRoom.municipality_id == application.municipality_id,
            ApplicationRoom.application_id == application.id,
        )
    )
    session.add_all(
        ApplicationRoom(
            municipality_id=application.municipality_id, application_id=application.id, room_id=room.id
        )
        for room in rooms
    )
    _set_hours(
        application,
        wanted.indoor if AreaKind.INDOOR in kinds else None,
        wanted.outdoor if AreaKind.OUTDOOR in kinds else None,
    )


def _adapt_groups(session: Session, licence: Licence, application: Application, wanted: TermsWanted) -> None:
    held = group_set_from_code(application.groups)
    if not may_cover(licence.kind, wanted.groups, licence.type):
        raise NotAllowed("group_set_unknown", basis_of(wanted.kind, licence.kind))
    if not set(held) < set(wanted.groups):
        raise NotAllowed("groups_not_more", basis_of(wanted.kind, licence.kind), groups=group_set_code(held))
    application.groups = group_set_code(wanted.groups)


def _adapt_hours(session: Session, licence: Licence, application: Application, wanted: TermsWanted) -> None:
    if wanted.indoor is None and wanted.outdoor is None:
        raise NotAllowed("change_needs_hours", basis_of(wanted.kind, licence.kind))
    _set_hours(application, wanted.indoor, wanted.outdoor)


def _adapt_concept(session: Session, licence: Licence, application: Application, wanted: TermsWanted) -> None:
    if wanted.category is application.category and wanted.concept == application.concept:
        raise NotAllowed("concept_is_the_same", basis_of(wanted.kind, licence.kind))
    application.category = wanted.category or application.category
    application.concept = wanted.concept or application.concept
    _set_hours(application, None, None)


def _set_hours(application: Application, indoor: ServiceHours | None, outdoor: ServiceHours | None) -> None:
    application.indoor_from = indoor.start if indoor else None
    application.indoor_to = indoor.end if indoor else None
    application.outdoor_from = outdoor.start if outdoor else None
    application.outdoor_to = outdoor.end if outdoor else None


Adapting = Callable[[Session, Licence, Application, TermsWanted], None]
ADAPT: dict[ChangeKind, Adapting] = {
    ChangeKind.AREA: _adapt_area,
    ChangeKind.AREA_ONCE: _adapt_area,
    ChangeKind.GROUPS: _adapt_groups,
    ChangeKind.HOURS: _adapt_hours,
    ChangeKind.HOURS_ONCE: _adapt_hours,
    ChangeKind.CONCEPT: _adapt_concept,
}


def carry_out_terms(session: Session, actor: Actor, case: Case, decision: Decision) -> None:
    """What a granted change gives: new dated terms and rooms of the licence. Its period stays as it was."""
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    licence = change.licences[0]
    days = once_days(change)
    first_day = max(decision.decided_on, change.first_day)
    if is_over(licence, first_day):
        raise NotAllowed("licence_is_over", basis_of(change.kind, licence.kind), number=licence.number)
    if change.kind in AREAS:
        carry_out_area(session, licence, case, decision, days=days, first_day=first_day)
    elif change.kind in HOURS:
        carry_out_hours(session, licence, case, decision, days=days, first_day=first_day)
    elif change.kind is ChangeKind.GROUPS:
        held = terms_of(session, licence, first_day).value(Attribute.GROUPS) or ""
        carry_out_groups(session, licence, case, decision, held=held, first_day=first_day)
    else:
        value = case.application.category.value
        session.add(decided_term(licence, case, decision, Attribute.CONCEPT, value, first_day=first_day))
    _add_conditions(session, licence, decision)
    session.flush()
    occupy_rooms(session, licence)
    note_change(session, licence, change.kind, decision.decided_on, first_day=first_day.isoformat())
    audit.record(
        session,
        actor,
        EventType.CHANGE_CARRIED_OUT,
        case_id=case.id,
        change=change.kind.value,
        licences=[licence.number],
        first_day=first_day.isoformat(),
    )


def once_days(change: Change) -> tuple[date, ...]:
    """The days of a change that holds once."""
    return tuple(date.fromisoformat(day) for day in change.facts.get("days", ()))


def _add_conditions(session: Session, licence: Licence, decision: Decision) -> None:
    last = session.execute(
        select(func.max(LicenceCondition.number)).where(
            LicenceCondition.municipality_id == licence.municipality_id,
            LicenceCondition.licence_id == licence.id,
        )
    ).scalar_one()
    following = (last or 0) + 1
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
        for number, condition in enumerate(decision.conditions, start=following)
    )
