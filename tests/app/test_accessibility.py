"""Every page for everybody: axe on each, at a desk and on a phone, with large text, and without a script."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask, url_for
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.auth.service import make_password_link
from app.db import engine, writing_session
from app.demo.fill import fill
from app.demo.people import PASSWORD
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
from tests.app.samples_of_fee_years import FILES_OF_FEE_YEARS, WRONG_FEE_YEARS, samples_of_fee_years
from tests.app.samples_of_fees import FILES_OF_FEES, ids_of_fees, samples_of_fees
from tests.app.samples_of_hours import samples_of_hours
from tests.app.samples_of_imports import ids_of_imports, samples_of_imports
from tests.app.samples_of_kinds import ids_of_kinds, samples_of_kinds
from tests.app.samples_of_occasions import FILES_OF_OCCASIONS, samples_of_occasions
from tests.app.samples_of_payments import FILES_OF_PAYMENTS, ids_of_payments, samples_of_payments
from tests.app.samples_of_people import ids_behind_licences, samples_of_people
from tests.app.samples_of_policies import (
    FILES_OF_POLICIES,
    WRONG_POLICIES,
    ids_of_policies,
    samples_of_policies,
)
from tests.app.samples_of_policy_cases import ids_of_policy_cases, samples_of_policy_cases
from tests.app.samples_of_registers import FILES_OF_REGISTERS, ids_of_registers, samples_of_registers
from tests.app.samples_of_rounds import FILES_OF_ROUNDS, ids_of_rounds, samples_of_rounds
from tests.app.samples_of_tryouts import FILES_OF_TRYOUTS, ids_of_tryouts, samples_of_tryouts
from tests.app.samples_of_turnover import (
    FILES_OF_TURNOVER,
    WRONG_TURNOVER,
    ids_of_turnover,
    samples_of_turnover,
)
from tests.app.typed_wrongly import leads_to_its_field, send_wrongly, stays_typed
from tests.factories.user import add_roles
from tests.journeys.office import application_fields

pytestmark = [pytest.mark.keeps_data, pytest.mark.looks]

DESK, PHONE = 1280, 360
WIDTHS = (1600, DESK, 768, PHONE)
LARGE_TEXT = "200%"
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


@pytest.fixture(scope="module")
def town(app: Flask, database_url: str) -> Town:
    """The demo's world, filled once for all tests here."""
    with app.app_context(), writing_session(engine()) as session:
        fill(session, clock.today())
        found = _found(app, session)
        session.commit()
    return found


def _found(app: Flask, session: Session) -> Town:
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
        "document_id": session.scalars(select(Document.id).where(Document.municipality_id == mine)).first(),
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
    }


def pages_of(app: Flask) -> set[str]:
    """The endpoints that answer a GET with a page."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return {rule.endpoint for rule in rules} - FILES


@pytest.fixture
def signed_in(open_page: Callable[..., Page], town: Town) -> Page:
    """The page of somebody who has signed in and holds every role."""
    page = open_page(width=DESK)
    page.goto("/logg-inn")
    page.get_by_label("E-post").fill(EMAIL)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine saker")
    return page


def test_every_page_has_a_sample(town: Town) -> None:
    sampled = set(samples_of(town))
    missing, gone = sorted(pages_of(town.app) - sampled), sorted(sampled - pages_of(town.app))
    assert not missing, f"Add the arguments of these pages to samples_of: {missing}"
    assert not gone, f"Take these pages out of samples_of, they are no more: {gone}"


@pytest.mark.parametrize("part", ["cases", "others"])
def test_no_page_has_a_barrier(part: str, signed_in: Page, town: Town) -> None:
    found = [
        complaint
        for endpoint, samples in samples_of(town).items()
        if (endpoint.split(".")[0] == "cases") == (part == "cases")
        for arguments in samples
        for complaint in complaints(signed_in, town.address(endpoint, **arguments))
    ]
    if part == "others":
        found += complaints(signed_in, "/finnes-ikke", status=404)
        found += complaints(signed_in, town.address("auth.set_password", token="brukt-for"), status=404)
    assert not found, "Mend the templates of these pages:\n" + "\n".join(found)


def complaints(page: Page, address: str, status: int = 200) -> list[str]:
    """What is wrong with a page: barriers at a desk and on a phone, sideways scrolling at any width."""
    page.set_viewport_size({"width": DESK, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address}: {answer.status}"
    return barriers_here(page, address)


def barriers_here(page: Page, name: str) -> list[str]:
    """The same of the page that stands open."""
    found = [f"{name} at {DESK}: {text}" for text in axe_complaints(page)]
    found += [f"{name} at {width} scrolls sideways" for width in too_wide(page)]
    found += [f"{name} at {PHONE}: {text}" for text in axe_complaints(page)]
    page.evaluate("size => { document.documentElement.style.fontSize = size }", LARGE_TEXT)
    found += [f"{name} at {width} with {LARGE_TEXT} text scrolls sideways" for width in too_wide(page)]
    return found


def axe_complaints(page: Page) -> list[str]:
    """What axe says, a line each."""
    violations = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
    )
    return [
        f"{violation['help']}: " + "; ".join(node["html"] for node in violation["nodes"])
        for violation in violations
    ]


def too_wide(page: Page) -> list[int]:
    """The widths at which the page as a whole scrolls sideways; the last one stays set."""
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(width)
    return found


# Forms with what is typed wrongly into them, and how many sentences that must give at least.
WRONG: dict[str, tuple[dict[str, str], int]] = {
    "cases.register_application_page": (
        {
            "#holder_number": "923609017",
            "#venue_address": "Kjerkgata",
            "#indoor": "kveld",
            "#outdoor": "11-23",
            "#manager_identity": "15048512345",
            "#deputy_name": "Ola",
            "#influence": "Kari uten nummer",
            "#received_on": "1.1.1026",
        },
        10,
    ),
    "cases.change_application": ({"#indoor": "kveld", "#rooms": ""}, 2),
    "cases.add_person": ({}, 1),
    "cases.request_information": ({"#text": "", "#due_on": "32.13.2026"}, 2),
    "cases.receive_information": ({"#received_on": "i går"}, 2),
    "cases.request_statements": ({"#due_on": ""}, 1),
    "cases.record_statement": ({"#answered_on": "31.02.2026"}, 2),
    "cases.override_police": ({}, 1),
    "cases.present_to_applicant": ({}, 1),
    "cases.record_reply": ({}, 1),
    "cases.propose": ({"#reasons": "", "#indoor_ordinary": "aldri", "#last_day": "snart"}, 3),
    "cases.return_proposal": ({}, 1),
    "cases.record_body_decision": ({"#met_on": "", "#reasons": ""}, 4),
    "cases.retract": ({}, 1),
    "cases.issue_document": ({"#usable_from": ""}, 1),
    "cases.open_shielded": ({}, 1),
    "cases.attach_documents": ({}, 1),
    "letters.open_shielded_letter": ({}, 1),
    "venues.change_venue": ({"#name": "", "#postcode": "12"}, 2),
    "holders.change_holder": ({"#name": ""}, 1),
    "holders.give_number": ({"#organisation_number": "123"}, 1),
    "admin.add_person": ({}, 1),
    "admin.change_municipality": ({"#unit": ""}, 1),
    **WRONG_POLICIES,
    **WRONG_FEE_YEARS,
    **WRONG_TURNOVER,
}


def test_what_is_typed_wrongly_is_said_to_everybody(signed_in: Page, town: Town) -> None:
    found: list[str] = []
    for endpoint, (typed, least) in WRONG.items():
        address = town.address(endpoint, **samples_of(town)[endpoint][0])
        send_wrongly(signed_in, address, typed)
        summary = signed_in.locator("[data-error-summary]")
        expect(summary, f"{address} says what is wrong, and the keyboard stands there").to_be_focused()
        said = summary.get_by_role("link")
        assert said.count() >= least, (address, said.all_inner_texts())
        found += barriers_here(signed_in, f"{address} with errors")
        stays_typed(signed_in, typed)
        leads_to_its_field(signed_in)
    assert not found, "Mend the templates of these pages:\n" + "\n".join(found)


@pytest.fixture
def without_script(browser: Browser, live_server: str) -> Iterator[Page]:
    """A browser that runs no script."""
    context = browser.new_context(base_url=live_server, java_script_enabled=False, locale="nb-NO")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def test_an_application_is_registered_without_a_script(without_script: Page, town: Town) -> None:
    page = without_script
    page.goto("/logg-inn")
    page.get_by_label("E-post").fill(EMAIL)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.get_by_role("link", name="Ny søknad").click()
    page.get_by_role("button", name="Registrer", exact=True).click()
    expect(page.locator("[data-error-summary]")).to_contain_text("Skriv navnet på den som søker.")
    for name, value in application_fields(venue_name="Uten skript").items():
        control = page.locator(f"[name={name}]")
        match control.first.get_attribute("type"), control.first.evaluate("element => element.tagName"):
            case ("hidden", _):
                continue
            case ("radio", _):
                page.locator(f"[name={name}][value='{value}']").check()
            case ("checkbox", _):
                for one in [value] if isinstance(value, str) else value:
                    page.locator(f"[name={name}][value='{one}']").check()
            case (_, "SELECT"):
                control.select_option(value)
            case _ if control.is_visible():
                control.fill(value)
    page.get_by_role("button", name="Registrer", exact=True).click()
    expect(page.locator("main")).to_contain_text("Søknaden er registrert som sak")
    expect(page.locator("main")).to_contain_text("Uten skript")
