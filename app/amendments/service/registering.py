"""Registering a change: a case like any other, with an application copied from the licence as it stands."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app import audit, clock
from app.amendments.queries.licences import is_over, licences_by_id, rooms_of, terms_of
from app.cases.service.applications import case_of_submission, index_case
from app.cases.service.state import refresh_due
from app.models.case import Application, ApplicationRoom, Case, case_reference
from app.models.change import Change, ChangeLicence
from app.models.decision import Decision
from app.models.event import EventType
from app.models.licence import Licence
from app.numbers import next_number, take_municipality
from app.permissions import Actor
from licensing.cases import UNDECIDED, CaseState
from licensing.changes import basis_of
from licensing.errors import NotAllowed
from licensing.licences import AreaKind, Attribute, Audience, LicenceKind, Terms, VenueCategory
from licensing.matters import MATTER_OF, ChangeKind


@dataclass(frozen=True)
class ChangeEntry:
    """What every change says: which licences, from when, and what came in when.

    `facts` are plain values that the kind of change asks besides; nothing of conduct, and persons by id.
    """

    kind: ChangeKind
    licence_ids: tuple[int, ...]
    received_on: date
    first_day: date
    last_day: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    submission: str = field(default_factory=lambda: str(uuid4()))


# What a kind of change makes of the copied application, before the case is found by anybody.
Adapt = Callable[[Session, Application], None]


def register_change(
    session: Session, actor: Actor, entry: ChangeEntry, *, adapt: Adapt | None = None
) -> Case:
    """Open a case for a change of licences of one holder. The same form sent twice opens one case.

    Raises `NotAllowed` when a licence is over by the first day, or they are held by several.
    """
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.submission)
    if registered is not None:
        return registered
    licences = _licences(session, actor, entry)
    first = leading(licences)
    year = entry.received_on.year
    case = Case(
        municipality_id=actor.municipality_id,
        year=year,
        number=next_number(session, municipality_id=actor.municipality_id, series="case", year=year),
        title=f"{first.venue.name} – {first.holder.name}",
        matter=MATTER_OF[entry.kind],
        state=CaseState.RECEIVED,
        received_on=entry.received_on,
        complete_on=entry.received_on,
        caseworker_id=actor.user_id,
        submission=entry.submission,
        facts_changed_at=(moment := clock.now()),
        moved_at=moment,
    )
    session.add(case)
    session.flush()
    application = _copied_application(session, case, first, entry)
    _add_change(session, case, entry, licences)
    if adapt is not None:
        adapt(session, application)
        session.flush()
    session.expire(case)
    refresh_due(session, case)
    index_case(session, case, first.holder, first.venue)
    audit.record(
        session,
        actor,
        EventType.CHANGE_REGISTERED,
        case_id=case.id,
        change=entry.kind.value,
        licences=[licence.number for licence in licences],
        first_day=entry.first_day.isoformat(),
    )
    return case


def leading(licences: Iterable[Licence]) -> Licence:
    """The licence that a change of several is registered under: one for serving before one for sale."""
    return min(licences, key=lambda licence: (licence.kind is LicenceKind.SALE, licence.number))


def _licences(session: Session, actor: Actor, entry: ChangeEntry) -> list[Licence]:
    ids = set(entry.licence_ids)
    licences = licences_by_id(session, actor.municipality_id, ids)
    if not ids or len(licences) != len(ids):
        raise LookupError(f"no such licences in municipality {actor.municipality_id}")
    if len({licence.holder_id for licence in licences}) > 1:
        raise NotAllowed("change_of_several_holders", basis_of(entry.kind, licences[0].kind))
    for licence in licences:
        if is_over(licence, entry.first_day):
            raise NotAllowed("licence_is_over", basis_of(entry.kind, licence.kind), number=licence.number)
    return licences


def _add_change(session: Session, case: Case, entry: ChangeEntry, licences: Iterable[Licence]) -> None:
    change = Change(
        municipality_id=case.municipality_id,
        case_id=case.id,
        kind=entry.kind,
        first_day=entry.first_day,
        last_day=entry.last_day,
        facts=dict(entry.facts),
        note=entry.note,
    )
    session.add(change)
    session.flush()
    session.add_all(
        ChangeLicence(municipality_id=case.municipality_id, change_id=change.id, licence_id=licence.id)
        for licence in licences
    )
    session.flush()


def _copied_application(session: Session, case: Case, licence: Licence, entry: ChangeEntry) -> Application:
    """An application that asks for what the licence has on the first day of the change."""
    terms = terms_of(session, licence, entry.first_day)
    indoor, outdoor = (_longest_hours(terms, area) for area in (AreaKind.INDOOR, AreaKind.OUTDOOR))
    granted = _granted_application(session, licence)
    application = Application(
        municipality_id=case.municipality_id,
        case_id=case.id,
        holder_id=licence.holder_id,
        venue_id=licence.venue_id,
        kind=licence.kind,
        type=licence.type,
        # A licence taken over from an older register may lack its groups; the smallest set claims least.
        groups=terms.value(Attribute.GROUPS) or "1",
        audience=Audience(terms.value(Attribute.AUDIENCE) or Audience.GENERAL),
        category=VenueCategory(terms.value(Attribute.CONCEPT) or licence.venue.category),
        concept=granted.concept if granted else "",
        deputy_waiver=granted.deputy_waiver if granted else "",
        extensions=terms.value(Attribute.EXTENSIONS) or "",
        indoor_from=indoor[0] if indoor else None,
        indoor_to=indoor[1] if indoor else None,
        outdoor_from=outdoor[0] if outdoor else None,
        outdoor_to=outdoor[1] if outdoor else None,
    )
    session.add(application)
    session.flush()
    session.add_all(
        ApplicationRoom(municipality_id=case.municipality_id, application_id=application.id, room_id=room.id)
        for room in rooms_of(session, licence, entry.first_day)
    )
    session.flush()
    return application


def _longest_hours(terms: Terms, area: AreaKind) -> tuple[int, int] | None:
    """From the earliest beginning to the latest end of any day and group in an area."""
    lines = [
        line
        for row in terms.rows
        if row.attribute is Attribute.HOURS and row.area is area and row.room is None
        for line in json.loads(row.value)
    ]
    return (min(line["start"] for line in lines), max(line["end"] for line in lines)) if lines else None


def _granted_application(session: Session, licence: Licence) -> Application | None:
    """The application that a licence was granted on; none for one of an older register."""
    if licence.decision_id is None:
        return None
    return session.scalars(
        select(Application)
        .join(
            Decision,
            and_(
                Decision.municipality_id == Application.municipality_id,
                Decision.case_id == Application.case_id,
            ),
        )
        .where(Application.municipality_id == licence.municipality_id, Decision.id == licence.decision_id)
    ).one_or_none()


def open_changes_alike(session: Session, case: Case) -> list[str]:
    """The numbers of other open cases with the same kind of change of one of the same licences."""
    change = session.scalars(
        select(Change).where(Change.municipality_id == case.municipality_id, Change.case_id == case.id)
    ).one()
    mine = select(ChangeLicence.licence_id).where(
        ChangeLicence.municipality_id == case.municipality_id, ChangeLicence.change_id == change.id
    )
    rows = session.execute(
        select(Case.id, Case.year, Case.number)
        .distinct()
        .join(Change, and_(Change.municipality_id == Case.municipality_id, Change.case_id == Case.id))
        .join(
            ChangeLicence,
            and_(
                ChangeLicence.municipality_id == Change.municipality_id, ChangeLicence.change_id == Change.id
            ),
        )
        .where(
            Case.municipality_id == case.municipality_id,
            Case.id != case.id,
            Case.state.in_(UNDECIDED),
            Change.kind == change.kind,
            ChangeLicence.licence_id.in_(mine),
        )
        .order_by(Case.id)
        .limit(3)
    )
    return [case_reference(row.year, row.number) for row in rows]
