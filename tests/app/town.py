"""The demo's Røros for the walk over every page: who walks, and what is put into each address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.auth.service import make_password_link
from app.letters.facts import LetterKind
from app.models.assessment import AssessmentRecord
from app.models.case import Application, Case
from app.models.document import Document
from app.models.holder import Holder, HolderForm
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.models.person import Person
from app.models.user import Membership, User
from app.models.venue import Venue
from app.permissions import Actor, Role
from licensing.cases import CaseState
from licensing.matters import Matter
from tests.app.samples_of_batches import FILES_OF_BATCHES, ids_of_batches, samples_of_batches
from tests.app.samples_of_breaches import FILES_OF_BREACHES, ids_of_breaches, samples_of_breaches
from tests.app.samples_of_caps import ids_of_caps, samples_of_caps
from tests.app.samples_of_changes import ids_of_changes, samples_of_changes
from tests.app.samples_of_criteria import FILES_OF_CRITERIA, ids_of_criteria, samples_of_criteria
from tests.app.samples_of_events import ids_of_events, samples_of_events
from tests.app.samples_of_fee_years import FILES_OF_FEE_YEARS, samples_of_fee_years
from tests.app.samples_of_fees import FILES_OF_FEES, ids_of_fees, samples_of_fees
from tests.app.samples_of_hours import samples_of_hours
from tests.app.samples_of_imports import ids_of_imports, samples_of_imports
from tests.app.samples_of_kinds import ids_of_kinds, samples_of_kinds
from tests.app.samples_of_occasions import FILES_OF_OCCASIONS, samples_of_occasions
from tests.app.samples_of_payments import FILES_OF_PAYMENTS, ids_of_payments, samples_of_payments
from tests.app.samples_of_people import ids_behind_licences, samples_of_people
from tests.app.samples_of_policies import (
    FILES_OF_POLICIES,
    ids_of_policies,
    samples_of_policies,
)
from tests.app.samples_of_policy_cases import ids_of_policy_cases, samples_of_policy_cases
from tests.app.samples_of_prevention import (
    FILES_OF_PREVENTION,
    ids_of_prevention,
    samples_of_prevention,
)
from tests.app.samples_of_registers import FILES_OF_REGISTERS, ids_of_registers, samples_of_registers
from tests.app.samples_of_rounds import FILES_OF_ROUNDS, ids_of_rounds, samples_of_rounds
from tests.app.samples_of_tryouts import FILES_OF_TRYOUTS, ids_of_tryouts, samples_of_tryouts
from tests.app.samples_of_turnover import (
    FILES_OF_TURNOVER,
    ids_of_turnover,
    samples_of_turnover,
)
from tests.factories.user import add_roles

EMAIL = "saksbehandler@roros.example"
# What a browser is given here is a file, not a page.
FILES = (
    {"static", "cases.show_document", "letters.show_pdf"}
    | FILES_OF_REGISTERS
    | FILES_OF_CRITERIA
    | FILES_OF_POLICIES
    | FILES_OF_TRYOUTS
    | FILES_OF_ROUNDS
    | FILES_OF_TURNOVER
    | FILES_OF_FEE_YEARS
    | FILES_OF_BREACHES
    | FILES_OF_FEES
    | FILES_OF_BATCHES
    | FILES_OF_OCCASIONS
    | FILES_OF_PAYMENTS
    | FILES_OF_PREVENTION
)

Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Town:
    """The demo's Røros, seen by somebody who may do everything there."""

    app: Flask
    ids: Mapping[str, Any]
    cases: Mapping[CaseState, int]
    letters: Mapping[LetterState, int]

    def address(self, endpoint: str, **arguments: Any) -> str:
        """The address of a page."""
        with self.app.test_request_context():
            return url_for(endpoint, **arguments)


def town_of(app: Flask, session: Session) -> Town:
    user = session.scalars(select(User).where(User.email == EMAIL)).one()
    place = session.scalars(select(Municipality).order_by(Municipality.id)).first()
    assert place is not None
    held = {row.role for row in user.memberships if row.municipality_id == place.id}
    add_roles(session, user, place, *(set(Role) - held))
    mine = place.id
    other = session.scalars(
        select(User).join(Membership).where(Membership.municipality_id == mine, User.id != user.id)
    ).first()
    assert other is not None
    assessed = select(AssessmentRecord.case_id)
    of_licences = Case.matter == Matter.LICENCE
    ready = select(Case.id).where(Case.municipality_id == mine, of_licences, Case.state == CaseState.READY)
    founding = select(Application.holder_id).join(Holder).where(Holder.form == HolderForm.FOUNDING)
    ids = {
        "venue_id": session.scalars(
            select(Application.venue_id).where(Application.municipality_id == mine)
        ).first(),
        "holder_id": session.scalars(
            select(Licence.holder_id).where(Licence.municipality_id == mine)
        ).first(),
        "founding_id": session.scalars(founding.where(Holder.municipality_id == mine)).first(),
        "person_id": session.scalars(select(Person.id).where(Person.municipality_id == mine)).first(),
        "licence_id": session.scalars(select(Licence.id).where(Licence.municipality_id == mine)).first(),
        "ended_id": session.scalars(select(Licence.id).where(Licence.ended_on.is_not(None))).first(),
        "empty_venue_id": session.scalars(
            select(Venue.id).where(Venue.municipality_id == mine).order_by(Venue.id.desc())
        ).first(),
        "assessed_id": session.scalars(ready.where(Case.id.in_(assessed))).first(),
        "document_id": session.scalars(
            select(Document.id).where(Document.municipality_id == mine, Document.case_id.is_not(None))
        ).first(),
        "user_id": other.id,
        **ids_behind_licences(session, mine),
        "token": make_password_link(session, user_id=other.id, made_by_id=user.id),
        **ids_of_kinds(session, mine, user.id),
        **ids_of_changes(session, mine),
        **ids_of_events(session, mine),
        **ids_of_imports(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_registers(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_criteria(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_policies(session, mine),
        **ids_of_policy_cases(session, mine),
        **ids_of_caps(session, mine),
        **ids_of_rounds(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_breaches(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_fees(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_turnover(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_batches(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_payments(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_prevention(session, Actor(user.id, user.name, mine, frozenset(Role))),
        **ids_of_tryouts(session, Actor(user.id, user.name, mine, frozenset(Role))),
    }
    assert all(ids.values()), ids
    cases = session.execute(select(Case.state, Case.id).where(Case.municipality_id == mine, of_licences))
    letters = session.execute(
        select(Letter.state, Letter.id).where(Letter.municipality_id == mine, Letter.kind == LetterKind.GRANT)
    )
    return Town(
        app,
        ids,
        {row.state: row.id for row in cases},
        {row.state: row.id for row in letters},
    )


def samples_of(town: Town) -> dict[str, list[Arguments]]:
    """Each page and what is put into its address; a page with several faces stands with each of them."""
    ids, cases = town.ids, town.cases
    shown = (*cases.values(), *ids["people_case_ids"], *ids["event_case_ids"])
    venue, holder, person = ({name: ids[name]} for name in ("venue_id", "holder_id", "person_id"))
    received = {"case_id": cases[CaseState.RECEIVED]}
    asking = {"case_id": cases[CaseState.AWAITING_STATEMENTS]}
    ready = {"case_id": ids["assessed_id"]}
    proposed = {"case_id": cases[CaseState.PROPOSED]}
    granted = {"case_id": cases[CaseState.GRANTED_NOT_USABLE]}
    return {
        "auth.sign_in": [{}],
        "auth.set_password": [{"token": ids["token"]}],
        "work.show_work": [{}, {"alle": 1}],
        "search.find": [{}, {"q": "stua"}, {"q": "finnes ikke"}],
        "cases.list_cases": [{}, {"tilstand": "incomplete"}, {"tilstand": "under_complaint"}],
        "cases.list_decisions": [{}],
        "cases.register_application_page": [{}],
        "cases.show_case": [{"case_id": number} for number in shown],
        "cases.change_application": [received],
        "cases.add_person": [received],
        "cases.change_caseworker": [received],
        "cases.attach_documents": [received],
        "cases.open_document": [{"document_id": ids["document_id"]}],
        "cases.request_information": [received],
        "cases.receive_information": [{"case_id": cases[CaseState.INCOMPLETE]}],
        "cases.request_statements": [received, asking],
        "cases.list_statements": [received, asking],
        "cases.record_statement": [asking | {"body": "police"}, asking | {"body": "social_service"}],
        "cases.override_police": [asking],
        "cases.present_to_applicant": [ready],
        "cases.record_reply": [ready],
        "cases.show_assessment": [received, ready],
        "cases.propose": [ready],
        "cases.decide": [proposed, ready],
        "cases.return_proposal": [proposed],
        "cases.record_body_decision": [{"case_id": cases[CaseState.AT_BODY]}],
        "cases.retract": [received],
        "cases.issue_document": [granted],
        "cases.open_shielded": [ready],
        "letters.show_letter": [{"letter_id": letter_id} for letter_id in town.letters.values()],
        "letters.open_shielded_letter": [{"letter_id": letter_id} for letter_id in town.letters.values()][:1],
        "licences.list_licences": [{}, {"status": "alle"}, {"navn": "finnes ikke"}],
        "licences.show_licence": [{"licence_id": ids["licence_id"]}, {"licence_id": ids["ended_id"]}],
        "venues.list_venues": [{}],
        "venues.show_venue": [venue, {"venue_id": ids["empty_venue_id"]}],
        "venues.change_venue": [venue],
        "venues.add_rooms": [venue],
        "holders.list_holders": [{}],
        "holders.show_holder": [holder, {"holder_id": ids["founding_id"]}],
        "holders.change_holder": [holder],
        "holders.give_number": [{"holder_id": ids["founding_id"]}],
        "holders.show_person": [person],
        "admin.show_admin": [{}],
        "admin.list_people": [{}],
        "admin.add_person": [{}],
        "admin.change_person": [{"user_id": ids["user_id"]}],
        "admin.list_delegation": [{}],
        "admin.list_conditions": [{}],
        "admin.change_municipality": [{}],
        "admin.show_audit": [{}],
        **samples_of_changes(ids),
        **samples_of_caps(ids),
        **samples_of_criteria(ids),
        **samples_of_events(ids),
        **samples_of_hours(ids),
        **samples_of_imports(ids),
        **samples_of_kinds(ids),
        **samples_of_payments(ids),
        **samples_of_people(ids, received),
        **samples_of_policies(ids),
        **samples_of_policy_cases(ids, shown),
        **samples_of_registers(ids),
        **samples_of_tryouts(ids),
        **samples_of_rounds(ids),
        **samples_of_turnover(ids),
        **samples_of_fee_years(),
        **samples_of_breaches(ids),
        **samples_of_fees(ids),
        **samples_of_batches(ids),
        **samples_of_occasions(),
        **samples_of_prevention(ids),
    }


def pages_of(app: Flask) -> set[str]:
    """The endpoints that answer a GET with a page."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return {rule.endpoint for rule in rules} - FILES
