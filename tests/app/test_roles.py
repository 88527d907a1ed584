"""Who may open what: every address, with every role, in one's own municipality and in another's."""

from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from app.permissions import Role
from tests.app.conftest import OTHER, OWN, ClientAs, World
from tests.app.routes_of_batches import A_FORMAT, ROUTES_OF_BATCHES
from tests.app.routes_of_breaches import ROUTES_OF_BREACHES, ids_of_breaches
from tests.app.routes_of_caps import A_CAP, ROUTES_OF_CAPS
from tests.app.routes_of_changes import ROUTES_OF_CHANGES
from tests.app.routes_of_criteria import ROUTES_OF_CRITERIA
from tests.app.routes_of_endings import ROUTES_OF_ENDINGS
from tests.app.routes_of_events import ROUTES_OF_EVENTS
from tests.app.routes_of_fee_years import ROUTES_OF_FEE_YEARS, YEARS_OF_ALL, ids_of_fee_years
from tests.app.routes_of_fees import ROUNDS_OF_ALL, ROUTES_OF_FEES, ids_of_fees
from tests.app.routes_of_hours import ROUTES_OF_HOURS
from tests.app.routes_of_imports import ROUTES_OF_IMPORTS, ids_of_imports
from tests.app.routes_of_kinds import ROUTES_OF_KINDS
from tests.app.routes_of_occasions import ROUTES_OF_OCCASIONS
from tests.app.routes_of_payments import REMINDERS_OF_ALL, ROUTES_OF_PAYMENTS, ids_of_payments
from tests.app.routes_of_people import ROUTES_OF_PEOPLE, ids_of_people
from tests.app.routes_of_policies import OF_EVERY_MUNICIPALITY, ROUTES_OF_POLICIES, ids_of_policies
from tests.app.routes_of_policy_cases import A_RULE, ROUTES_OF_POLICY_CASES
from tests.app.routes_of_prevention import OF_ALL_PREVENTION, ROUTES_OF_PREVENTION, ids_of_prevention
from tests.app.routes_of_registers import ROUTES_OF_REGISTERS
from tests.app.routes_of_rounds import ROUTES_OF_ROUNDS, ids_of_rounds
from tests.app.routes_of_tryouts import ROUTES_OF_TRYOUTS, ids_of_tryouts
from tests.app.routes_of_turnover import OPENED_BY_A_LINK, ROUTES_OF_TURNOVER, ids_of_turnover
from tests.app.samples import SECRET, fill, ids_in
from tests.app.samples_of_criteria import ids_of_criteria
from tests.app.samples_of_endings import ids_of_endings
from tests.app.samples_of_kinds import ids_of_kinds
from tests.app.samples_of_registers import ids_of_registers

pytestmark = pytest.mark.slow

PUBLIC: frozenset[str] = frozenset({*Role, "nobody"})
ALL = frozenset(Role)
CASES = frozenset({Role.CASEWORKER, Role.DECIDER, Role.MEETING_SECRETARY, Role.READER})
HANDLE = frozenset({Role.CASEWORKER})
DECIDE = frozenset({Role.DECIDER})
SHIELDED = HANDLE | DECIDE
BODY = frozenset({Role.MEETING_SECRETARY})
SEND = HANDLE | BODY
ADMIN = frozenset({Role.ADMINISTRATOR})

# Each address and the roles that may open it. Written by hand: this is what was decided, and the
# code is held against it.
ROUTES: dict[str, frozenset[str]] = {
    "auth.sign_in": PUBLIC,
    "auth.set_password": PUBLIC,
    "auth.sign_out": ALL,
    "auth.switch_municipality": ALL,
    "work.show_work": ALL,
    "search.find": ALL,
    "cases.list_cases": CASES,
    "cases.list_decisions": DECIDE,
    "cases.register_application_page": HANDLE,
    "cases.show_case": CASES,
    "cases.change_caseworker": HANDLE,
    "cases.open_shielded": SHIELDED,
    "cases.attach_documents": HANDLE,
    "cases.show_document": CASES,
    "cases.open_document": SHIELDED,
    "cases.list_statements": CASES,
    "cases.request_statements": HANDLE,
    "cases.record_statement": HANDLE,
    "cases.remind_body": HANDLE,
    "cases.record_silence": HANDLE,
    "cases.override_police": DECIDE,
    "cases.request_information": HANDLE,
    "cases.receive_information": HANDLE,
    "cases.present_to_applicant": HANDLE,
    "cases.record_reply": HANDLE,
    "cases.show_assessment": CASES,
    "cases.assess_case": HANDLE,
    "cases.propose": HANDLE,
    "cases.decide": DECIDE,
    "cases.return_proposal": DECIDE,
    "cases.send_to_body": BODY,
    "cases.record_body_decision": BODY,
    "cases.retract": HANDLE,
    "cases.issue_document": HANDLE,
    "cases.close_case": HANDLE,
    "cases.change_application": HANDLE,
    "cases.add_person": HANDLE,
    "cases.remove_person": HANDLE,
    "cases.change_employment": HANDLE,
    "letters.show_letter": CASES,
    "letters.show_pdf": CASES,
    "letters.open_shielded_letter": SHIELDED,
    "letters.finalise_letter": SEND,
    "letters.record_dispatch": SEND,
    "letters.record_arrival": SEND,
    "licences.list_licences": ALL,
    "licences.show_licence": ALL,
    "venues.list_venues": ALL,
    "venues.show_venue": ALL,
    "venues.change_venue": HANDLE,
    "venues.add_rooms": HANDLE,
    "holders.list_holders": ALL,
    "holders.show_holder": ALL,
    "holders.show_person": CASES,
    "holders.change_holder": HANDLE,
    "holders.give_number": HANDLE,
    "holders.register_test": HANDLE,
    "admin.show_admin": ADMIN,
    "admin.list_people": ADMIN,
    "admin.add_person": ADMIN,
    "admin.change_person": ADMIN,
    "admin.make_link": ADMIN,
    "admin.list_delegation": ADMIN,
    "admin.list_conditions": ADMIN,
    "admin.change_municipality": ADMIN,
    "admin.show_audit": ADMIN,
    **ROUTES_OF_CHANGES,
    **ROUTES_OF_CAPS,
    **ROUTES_OF_CRITERIA,
    **ROUTES_OF_ENDINGS,
    **ROUTES_OF_EVENTS,
    **ROUTES_OF_HOURS,
    **ROUTES_OF_IMPORTS,
    **ROUTES_OF_KINDS,
    **ROUTES_OF_PAYMENTS,
    **ROUTES_OF_PEOPLE,
    **ROUTES_OF_POLICIES,
    **ROUTES_OF_POLICY_CASES,
    **ROUTES_OF_REGISTERS,
    **ROUTES_OF_TRYOUTS,
    **ROUTES_OF_ROUNDS,
    **ROUTES_OF_TURNOVER,
    **ROUTES_OF_FEE_YEARS,
    **ROUTES_OF_BATCHES,
    **ROUTES_OF_BREACHES,
    **ROUTES_OF_FEES,
    **ROUTES_OF_OCCASIONS,
    **ROUTES_OF_PREVENTION,
}
WITHOUT_A_PLACE = (
    frozenset({"auth.sign_in", "auth.set_password", "auth.sign_out", "auth.switch_municipality"})
    | OF_EVERY_MUNICIPALITY
    | OPENED_BY_A_LINK
    | REMINDERS_OF_ALL
    | YEARS_OF_ALL
    | ROUNDS_OF_ALL
    | OF_ALL_PREVENTION
)


@dataclass(frozen=True)
class Walk:
    """The app with a filled municipality, and what its addresses name."""

    app: Flask
    client_as: ClientAs
    ids: dict[str, Any]

    def address(self, rule: Rule) -> str:
        """A real address of a rule."""
        with self.app.test_request_context():
            return url_for(rule.endpoint, **{name: self.ids[name] for name in rule.arguments})

    def status(self, rule: Rule, role: str, *, municipality: str = OWN) -> int:
        """What somebody is answered: to a GET, or to an empty form where there is no GET."""
        client = (
            self.app.test_client() if role == "nobody" else self.client_as(role, municipality=municipality)
        )
        method = client.get if "GET" in (rule.methods or ()) else client.post
        return method(self.address(rule)).status_code


@pytest.fixture
def walk(app: Flask, client_as: ClientAs, world: World, filling: Any) -> Walk:
    """Somebody who tries every door."""
    office = fill(client_as)
    with filling() as (session, actor):
        ids = ids_in(session, actor.municipality_id, office)
        extra = extra_ids(session, actor.municipality_id, world) | ids_of_imports(session, actor)
        extra |= ids_of_registers(session, actor)
        extra |= ids_of_policies(session, actor.municipality_id)
        extra |= ids_of_criteria(session, actor, SECRET)
        extra |= ids_of_turnover(session, actor)
        extra |= ids_of_tryouts(session, actor, SECRET)
        extra |= ids_of_fee_years()
        extra |= ids_of_rounds(session, actor, extra["year"])
        extra |= ids_of_breaches(session, actor)
        extra |= ids_of_payments(session, actor)
        extra |= ids_of_fees(session, actor)
        extra |= ids_of_prevention(session, actor, SECRET)
    return Walk(app, client_as, ids | extra)


def extra_ids(session: Any, municipality_id: int, world: World) -> dict[str, Any]:
    """What the administrator's addresses name."""
    reader = world.someone("reader").id
    own = {
        **ids_of_endings(session, municipality_id),
        "rule": A_RULE,
        "cap": A_CAP,
        "file_format": A_FORMAT,
        "user_id": reader,
        **ids_of_kinds(session, municipality_id, reader),
    }
    return own | ids_of_people(session, municipality_id)


def rules(app: Flask) -> list[Rule]:
    """Every address but the static files; the way out last, for it ends the sessions of who takes it."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
    return sorted(found, key=lambda rule: rule.endpoint == "auth.sign_out")


@pytest.mark.any_database
def test_each_role_opens_what_is_its_own_and_nothing_else(walk: Walk) -> None:
    wrong = []
    for rule in rules(walk.app):
        for role in Role:
            status = walk.status(rule, role)
            may = role in ROUTES[rule.endpoint]
            if may and status in (401, 403, 405):
                wrong.append(f"{rule.endpoint}: {role.value} is refused ({status})")
            if not may and status != 403:
                wrong.append(f"{rule.endpoint}: {role.value} is not refused ({status})")
    assert not wrong, "\n".join(wrong)


@pytest.mark.any_database
def test_who_is_not_signed_in_is_sent_to_the_sign_in_page(walk: Walk) -> None:
    wrong = [
        f"{rule.endpoint}: {status}"
        for rule in rules(walk.app)
        if (status := walk.status(rule, "nobody")) != 302 and "nobody" not in ROUTES[rule.endpoint]
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_of_another_municipality_is_found_by_its_address(walk: Walk) -> None:
    wrong = []
    for rule in rules(walk.app):
        if not rule.arguments or rule.endpoint in WITHOUT_A_PLACE:
            continue
        for role in Role:
            status = walk.status(rule, role, municipality=OTHER)
            expected = 404 if role in ROUTES[rule.endpoint] else 403
            if status != expected:
                wrong.append(f"{rule.endpoint}: {role.value} of another municipality gets {status}")
    assert not wrong, "\n".join(wrong)


def test_no_page_of_another_municipality_tells_of_ours(walk: Walk) -> None:
    told = []
    for rule in rules(walk.app):
        if rule.arguments or "GET" not in (rule.methods or ()):
            continue
        # Whoever may not open the page is told nothing but that; the test of the roles holds it.
        for role in sorted(ROUTES[rule.endpoint] & set(Role)):
            client = walk.client_as(role, municipality=OTHER)
            for query in ("", f"?q={SECRET}", "?alle=1", "?q=2026/0001", "?q=311000012"):
                page = client.get(walk.address(rule) + query)
                if not page.mimetype.startswith("text/"):
                    continue  # A file for others; its own tests look into it.
                # The search page repeats what was asked for; what it found stands in the main part.
                if page.text.count(SECRET) > page.text.count(f'value="{SECRET}"') + page.text.count(
                    f"«{SECRET}»"
                ):
                    told.append(f"{rule.endpoint}{query} as {role.value}")
    assert not told, "\n".join(told)


def test_the_second_municipality_begins_its_own_numbers(walk: Walk, filling: Any) -> None:
    office = fill(walk.client_as, municipality=OTHER)
    with filling(municipality=OTHER) as (session, actor):
        theirs = ids_in(session, actor.municipality_id, office)
    assert theirs["case_id"] != walk.ids["case_id"]
    assert "/0002" in office.page()
