"""Every page for everybody: axe on each, at a desk and on a phone, with large text, and without a script."""

from collections.abc import Callable, Iterable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app import clock
from app.db import engine, writing_session
from app.demo.fill import fill
from app.demo.people import PASSWORD
from tests.app.samples_of_fee_years import WRONG_FEE_YEARS
from tests.app.samples_of_policies import (
    WRONG_POLICIES,
)
from tests.app.samples_of_turnover import (
    WRONG_TURNOVER,
)
from tests.app.town import EMAIL, Town, pages_of, samples_of, town_of
from tests.app.typed_wrongly import leads_to_its_field, send_wrongly, stays_typed
from tests.journeys.office import application_fields

pytestmark = [pytest.mark.keeps_data, pytest.mark.any_database]

DESK, PHONE = 1280, 360
WIDTHS = (1600, DESK, 768, PHONE)
LARGE_TEXT = "200%"


@pytest.fixture(scope="module")
def town(app: Flask, database_url: str) -> Town:
    """The demo's world, filled once for all tests here."""
    with app.app_context(), writing_session(engine()) as session:
        fill(session, clock.today())
        found = town_of(app, session)
        session.commit()
    return found


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


PARTS = {"cases": "cases", "billing": "fees", "portal": "fees"}


@pytest.mark.parametrize("part", ["cases", "fees", "others"])
def test_no_page_has_a_barrier(part: str, signed_in: Page, town: Town) -> None:
    found = [
        complaint
        for endpoint, samples in samples_of(town).items()
        if PARTS.get(endpoint.split(".")[0], "others") == part
        for place, arguments in enumerate(samples)
        for complaint in complaints(signed_in, town.address(endpoint, **arguments), first_face=place == 0)
    ]
    if part == "others":
        found += complaints(signed_in, "/finnes-ikke", status=404)
        found += complaints(signed_in, town.address("auth.set_password", token="brukt-for"), status=404)
    assert not found, "Mend the templates of these pages:\n" + "\n".join(found)


def complaints(page: Page, address: str, status: int = 200, *, first_face: bool = True) -> list[str]:
    """What is wrong with a page: barriers at a desk and on a phone, sideways scrolling at any width."""
    page.set_viewport_size({"width": DESK, "height": 900})
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, f"{address}: {answer.status}"
    return barriers_here(page, address, first_face=first_face)


def barriers_here(page: Page, name: str, *, first_face: bool = True) -> list[str]:
    """The same of the page that stands open.

    The faces of a page fold alike, so axe looks at the first on a phone, and at all of them at a desk;
    colours are the same on both.
    """
    found = [f"{name} at {DESK}: {text}" for text in axe_complaints(page)]
    found += [f"{name} at {width} scrolls sideways" for width in too_wide(page, WIDTHS)]
    if first_face:
        found += [f"{name} at {PHONE}: {text}" for text in axe_complaints(page, colours=False)]
    page.evaluate("size => { document.documentElement.style.fontSize = size }", LARGE_TEXT)
    return found + [
        f"{name} at {width} with {LARGE_TEXT} text scrolls sideways"
        for width in too_wide(page, (DESK, PHONE))
    ]


def axe_complaints(page: Page, *, colours: bool = True) -> list[str]:
    """What axe says, a line each."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    violations = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [
        f"{violation['help']}: " + "; ".join(node["html"] for node in violation["nodes"])
        for violation in violations
    ]


def too_wide(page: Page, widths: Iterable[int]) -> list[int]:
    """The widths at which the page as a whole scrolls sideways; the last one stays set."""
    found = []
    for width in widths:
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
