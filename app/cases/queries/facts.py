"""The facts of a case that the rules ask for; what is not known is left out and becomes a question."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.cases.outcomes import outcome_of
from app.cases.queries.conduct import conduct_views
from app.cases.queries.criteria import criterion_views
from app.cases.queries.one import people_by_role, reference
from app.cases.queries.plans import asks_for_statements, change_kind
from app.cases.queries.policy_facts import with_policy_facts
from app.cases.queries.rooms import room_licences
from app.cases.queries.standing import CaseView
from app.models.case import Application, Case, Party
from app.models.licence import Licence, LicencePerson
from app.models.person import Person as PersonRow
from app.policy.queries import cap_counts, licences_in_force
from app.sealing import sealer
from licensing.applicants import Background, Person, Role
from licensing.assessment import (
    AskedHours,
    Facts,
    allowed_hours,
    hours_for_place,
)
from licensing.identity import parse_identity_number
from licensing.kinds import extensions_from_code
from licensing.licences import AreaKind, group_set_from_code
from licensing.matters import Matter
from licensing.occupancy import Days
from licensing.periods import longest_period
from licensing.policy import Policy
from licensing.service_hours import ServiceHours


def case_facts(session: Session, view: CaseView, policy: Policy | None, on: date) -> Facts:
    """Everything that is known of a case on a day."""
    application = view.case.application
    groups = group_set_from_code(application.groups)
    facts = Facts(
        matter=view.case.matter,
        change=change_kind(session, view.case),
        type=application.type,
        asks=asks_for_statements(session, view.case),
        kind=application.kind,
        groups=groups,
        audience=application.audience,
        category=application.category,
        first_day=on,
        last_day=longest_period(on).last_day,
        holder=next(iter(people_by_role(application)[Role.HOLDER])),
        manager=next(iter(_people(session, application, Role.MANAGER, on)), None),
        deputies=_people(session, application, Role.DEPUTY, on),
        deputy_waiver=application.deputy_waiver or None,
        influence=tuple(
            reference(party.person_id) for party in application.parties if party.role is Role.INFLUENCE
        ),
        statements=view.statements,
        hours=asked_hours(application),
        room_licences=room_licences(session, application, asked_hours(application), _days(application, on)),
        conduct=conduct_views(session, view.case),
        backgrounds=_backgrounds(view.case),
        caps=cap_counts(session, application.municipality_id, policy, on, leave_out_case=view.case.id),
        criteria=criterion_views(session, view.case, policy),
    )
    facts = with_policy_facts(session, view.case, facts, policy)
    more = outcome_of(view.case).facts
    return facts if more is None else more(session, view.case, facts, on)


def _backgrounds(case: Case) -> tuple[Background, ...]:
    """Where those in a case have lived: each person once, by the first role."""
    if case.matter is Matter.EVENT:
        return ()
    found: dict[int, Background] = {}
    for party in case.application.parties:
        row = Background(
            reference(party.person_id),
            party.role,
            party.lived_abroad,
            party.certificate_on,
            close_persons=bool(party.close_persons),
        )
        known = found.get(party.person_id)
        found[party.person_id] = row if known is None else _together(known, row)
    return tuple(found.values())


def _together(one: Background, other: Background) -> Background:
    """What is known of a person in two roles."""
    return replace(
        one,
        lived_abroad=other.lived_abroad if one.lived_abroad is None else one.lived_abroad,
        certificate_on=one.certificate_on or other.certificate_on,
        close_persons=one.close_persons or other.close_persons,
    )


def asked_hours(application: Application) -> tuple[AskedHours, ...]:
    """The hours asked for, group by group, indoors and outdoors."""
    groups = group_set_from_code(application.groups)
    found: tuple[AskedHours, ...] = ()
    for area, start, end in (
        (AreaKind.INDOOR, application.indoor_from, application.indoor_to),
        (AreaKind.OUTDOOR, application.outdoor_from, application.outdoor_to),
    ):
        if start is not None and end is not None:
            found += hours_for_place(application.kind, groups, area, ServiceHours(start, end))
    return found


def asked_by_weekday(
    application: Application, on: date, weekdays: Collection[int] = ()
) -> dict[tuple[AreaKind, int, int], ServiceHours]:
    """The hours asked for by area, group and weekday: what a whole grant gives.

    A shop asks for no Sundays, and on Saturdays for no more than the law's longest hours. What holds once is
    asked for on the weekdays of its days alone.
    """
    facts = Facts(
        kind=application.kind,
        groups=group_set_from_code(application.groups),
        category=application.category,
        type=application.type,
        extensions=extensions_from_code(application.extensions),
        hours=asked_hours(application),
    )
    return {
        (row.area, int(row.group), row.weekday): row.asked
        for row in allowed_hours(facts, None, on)
        if not weekdays or row.weekday in weekdays
    }


def _people(session: Session, application: Application, role: Role, on: date) -> tuple[Person, ...]:
    return tuple(
        _person(session, application, party, on) for party in application.parties if party.role is role
    )


def _person(session: Session, application: Application, party: Party, on: date) -> Person:
    return Person(
        reference=reference(party.person_id),
        born_on=born_on(party.person),
        tests=tuple(test.kind for test in party.person.tests),
        employed=party.employed,
        manages_elsewhere=_manages_elsewhere(session, application, party.person_id, on),
    )


def born_on(person: PersonRow) -> date | None:
    """The day of birth, read from the sealed number; the number itself goes nowhere."""
    return parse_identity_number(sealer().open(person.identity_sealed)).born_on


def _manages_elsewhere(session: Session, application: Application, person_id: int, on: date) -> bool:
    return (
        session.execute(
            select(LicencePerson.id)
            .join(
                Licence,
                and_(
                    Licence.municipality_id == LicencePerson.municipality_id,
                    Licence.id == LicencePerson.licence_id,
                ),
            )
            .where(
                LicencePerson.municipality_id == application.municipality_id,
                LicencePerson.person_id == person_id,
                LicencePerson.role == Role.MANAGER,
                or_(LicencePerson.last_day.is_(None), LicencePerson.last_day >= on),
                Licence.id.in_(licences_in_force(application.municipality_id, on)),
                Licence.venue_id != application.venue_id,
            )
            .limit(1)
        ).first()
        is not None
    )


def _days(application: Application, on: date) -> Days:
    """The days that a licence applied for would cover."""
    first_day = application.first_day or on
    return Days(first_day, max(first_day, longest_period(on).last_day))
