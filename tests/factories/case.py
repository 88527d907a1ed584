"""Cases: an application in order, brought by the services as far as a test wants it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.cases.granted import allowed_week
from app.cases.queries.facts import case_facts
from app.cases.queries.one import case_or_none, decision_letter, letters_of, lines_of
from app.cases.queries.standing import case_view
from app.cases.service.applications import (
    ApplicationEntry,
    HolderEntry,
    PersonEntry,
    VenueEntry,
    register_application,
)
from app.cases.service.assessments import assess_case
from app.cases.service.closing import close_case, issue
from app.cases.service.decisions import decide
from app.cases.service.proposals import ConditionEntry, ProposalEntry, propose
from app.cases.service.statements import AnswerEntry, record_statement, request_statements
from app.holders.service import Address
from app.letters.facts import LetterKind
from app.letters.service import Dispatch, finalise_letter, record_arrival, record_dispatch
from app.models.case import Case
from app.models.holder import HolderForm
from app.models.letter import Channel, LetterState
from app.permissions import Actor
from app.policy.queries import policy_in_force
from app.venues.service import Place
from licensing.applicants import Influence, Role
from licensing.cases import CaseState
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import Audience, Group, LicenceKind, VenueCategory, group_set_from_code
from licensing.periods import longest_period
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Asked, Body
from tests.factories.holder import organisation_number
from tests.factories.person import BOTH_TESTS, identity
from tests.factories.venue import ROOMS

RECEIVED_ON = date(2026, 11, 2)
DECIDED_ON = date(2026, 11, 23)
MANDATORY = (Body.POLICE, Body.SOCIAL_SERVICE)
ALL_GROUPS = (Group.ONE, Group.TWO, Group.THREE)


def people(serial: int = 0) -> tuple[PersonEntry, ...]:
    """A manager, a deputy and an owner, all of them as the law wants them."""
    entries = (
        PersonEntry("Marit Prøve", identity(serial), Role.MANAGER, employed=True, tests=BOTH_TESTS),
        PersonEntry("Nils Prøve", identity(serial + 1), Role.DEPUTY, employed=True, tests=BOTH_TESTS),
        PersonEntry("Oddny Prøve", identity(serial + 2), Role.INFLUENCE, influence=Influence.OWNERSHIP),
    )
    return tuple(replace(entry, lived_abroad=False) for entry in entries)


def application_entry(*, serial: int = 0, **changes: Any) -> ApplicationEntry:
    """An application that nothing is wrong with. Another serial: another company, place and people."""
    entry = ApplicationEntry(
        submission=str(uuid4()),
        received_on=RECEIVED_ON,
        holder=HolderEntry(
            HolderForm.COMPANY,
            f"Prøvekroa {serial} AS",
            Address("Prøveveien 2", "7374", "Røros"),
            organisation_number=organisation_number(serial),
        ),
        venue=VenueEntry(
            f"Prøvekroa {serial}",
            Place(f"Prøveveien {serial + 2}", "7374", "Røros"),
            VenueCategory.EATING_PLACE,
            ROOMS,
        ),
        kind=LicenceKind.SERVING,
        groups=ALL_GROUPS,
        audience=Audience.GENERAL,
        concept="Spisested med norsk mat",
        indoor=ServiceHours.parse("10:00", "24:00"),
        outdoor=ServiceHours.parse("10:00", "23:00"),
        people=people(3 * serial),
        deputy_waiver="",
    )
    return replace(entry, **changes)


def make_case(session: Session, actor: Actor, *, serial: int = 0, **changes: Any) -> Case:
    """An application that has been received."""
    return register_application(session, actor, application_entry(serial=serial, **changes))


def ask(
    session: Session, actor: Actor, case: Case, on: date = RECEIVED_ON, bodies: Sequence[Body] = MANDATORY
) -> Case:
    """Ask the bodies, with four weeks to answer."""
    return request_statements(
        session,
        actor,
        case_id=case.id,
        seen_version=case.version,
        bodies=bodies,
        due_on=on + timedelta(days=28),
        on=on,
    )


def answer(
    session: Session,
    actor: Actor,
    case: Case,
    body: Body,
    on: date = DECIDED_ON,
    remarks: dict[Asked, tuple[Answer, str]] | None = None,
) -> Case:
    """Record what a body answered: nothing to remark but what `remarks` says."""
    said = remarks or {}
    return record_statement(
        session,
        actor,
        case_id=case.id,
        seen_version=case.version,
        body=body,
        answered_on=on,
        answers=[
            AnswerEntry(line, *said.get(line, (Answer.NO_REMARK, "")))
            for line in lines_of(session, case, body)
        ],
        on=on,
    )


def make_ready(
    session: Session, actor: Actor, *, serial: int = 0, on: date = DECIDED_ON, **changes: Any
) -> Case:
    """A case whose statements have come, without a remark."""
    case = make_case(session, actor, serial=serial, **changes)
    ask(session, actor, case, case.received_on)
    for body in MANDATORY:
        answer(session, actor, case, body, on)
    return case


def assessed(session: Session, actor: Actor, case: Case, on: date = DECIDED_ON) -> Case:
    """Assess a case."""
    assess_case(session, actor, case_id=case.id, seen_version=case.version, on=on)
    return case


def proposal_entry(
    session: Session,
    actor: Actor,
    case: Case,
    outcome: DecisionOutcome,
    on: date = DECIDED_ON,
    **changes: Any,
) -> ProposalEntry:
    """A proposal that gives what law and policy leave of what is asked for."""
    view = case_view(session, case, on, acting_id=actor.user_id)
    policy = policy_in_force(session, actor.municipality_id, on)
    entry = ProposalEntry(
        outcome=outcome,
        groups=group_set_from_code(case.application.groups),
        week=allowed_week(case_facts(session, view, policy, on), policy, on),
        last_day=longest_period(on).last_day if outcome in GRANTING else None,
        conditions=(),
        reasons="Søknaden oppfyller kravene.",
        deviation="" if outcome in GRANTING else "Stedet ligger ved en skole.",
    )
    return replace(entry, **changes)


def propose_as(
    session: Session,
    actor: Actor,
    case: Case,
    outcome: DecisionOutcome,
    on: date = DECIDED_ON,
    **changes: Any,
) -> Case:
    """Put a proposal before the decider."""
    entry = proposal_entry(session, actor, case, outcome, on, **changes)
    propose(session, actor, case_id=case.id, seen_version=case.version, entry=entry, on=on)
    return case


def make_proposed(
    session: Session,
    actor: Actor,
    *,
    outcome: DecisionOutcome = DecisionOutcome.GRANT,
    serial: int = 0,
    on: date = DECIDED_ON,
    conditions: tuple[ConditionEntry, ...] = (),
    **changes: Any,
) -> Case:
    """A case with a proposal that waits for the decider."""
    case = assessed(session, actor, make_ready(session, actor, serial=serial, on=on, **changes), on)
    return propose_as(session, actor, case, outcome, on, conditions=conditions)


def make_decided(
    session: Session,
    actor: Actor,
    decider: Actor,
    *,
    outcome: DecisionOutcome = DecisionOutcome.GRANT,
    serial: int = 0,
    on: date = DECIDED_ON,
    **changes: Any,
) -> Case:
    """A decided case; its letter is a draft."""
    case = make_proposed(session, actor, outcome=outcome, serial=serial, on=on, **changes)
    decide(session, decider, case_id=case.id, seen_version=case.version, on=on)
    return case


def send_requests(session: Session, actor: Actor, case: Case, on: date = RECEIVED_ON) -> Case:
    """Record that the letters to the bodies were sent: from then on they can be silent."""
    for letter in letters_of(session, case):
        if letter.kind is LetterKind.STATEMENT_REQUEST and letter.state is LetterState.DRAFT:
            finalise_letter(session, actor, letter=letter, seen_version=case.version, on=on)
            dispatch = Dispatch(Channel.DIGITAL_MAIL, "prøve-0", on)
            record_dispatch(
                session, actor, letter=letter, seen_version=case.version, dispatch=dispatch, on=on
            )
    return case


def send_letter(session: Session, actor: Actor, case: Case, on: date = DECIDED_ON) -> Case:
    """Make the decision letter final and record that it was sent."""
    letter = decision_letter(session, case)
    assert letter is not None
    finalise_letter(session, actor, letter=letter, seen_version=case.version, on=on)
    dispatch = Dispatch(Channel.DIGITAL_MAIL, "prøve-1", on)
    record_dispatch(session, actor, letter=letter, seen_version=case.version, dispatch=dispatch, on=on)
    return case


def letter_arrived(session: Session, actor: Actor, case: Case, on: date = DECIDED_ON) -> Case:
    """Record that the decision letter arrived."""
    letter = decision_letter(session, case)
    assert letter is not None
    record_arrival(session, actor, letter=letter, seen_version=case.version, arrived_on=on, on=on)
    return case


def make_usable(
    session: Session, actor: Actor, decider: Actor, *, serial: int = 0, on: date = DECIDED_ON, **changes: Any
) -> Case:
    """A grant whose letter has arrived and whose licence document is issued."""
    case = make_decided(session, actor, decider, serial=serial, on=on, **changes)
    letter_arrived(session, actor, send_letter(session, actor, case, on), on)
    return issue(session, actor, case_id=case.id, seen_version=case.version, met=(), usable_from=on, on=on)


def closed(session: Session, actor: Actor, case: Case, on: date) -> Case:
    """Close a case that is done."""
    return close_case(session, actor, case_id=case.id, seen_version=case.version, on=on)


def in_state(session: Session, actor: Actor, decider: Actor, state: CaseState, *, serial: int = 0) -> Case:
    """A case in one of the states that two people reach together."""
    makers = {
        CaseState.RECEIVED: lambda: make_case(session, actor, serial=serial),
        CaseState.AWAITING_STATEMENTS: lambda: ask(session, actor, make_case(session, actor, serial=serial)),
        CaseState.READY: lambda: make_ready(session, actor, serial=serial),
        CaseState.PROPOSED: lambda: make_proposed(session, actor, serial=serial),
        CaseState.DECIDED: lambda: make_decided(session, actor, decider, serial=serial),
        CaseState.GRANTED_NOT_USABLE: lambda: send_letter(
            session, actor, make_decided(session, actor, decider, serial=serial)
        ),
        CaseState.USABLE: lambda: make_usable(session, actor, decider, serial=serial),
    }
    return makers[state]()


def fresh(session: Session, case: Case) -> Case:
    """The case as it is stored."""
    session.expire_all()
    found = case_or_none(session, case.municipality_id, case.id)
    assert found is not None
    return found
