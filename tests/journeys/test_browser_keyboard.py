"""Every form of a case with the keyboard alone: in the order it is read, and seen where one is."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.permissions import Role
from licensing.cases import CaseState
from tests.factories.case import assessed, in_state, make_ready
from tests.factories.municipality import make_municipality
from tests.factories.user import acting, make_user
from tests.journeys.browsing import MOST_TABS, Keyboard

CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary"
# Each form by the state of a case that has it.
FORMS: dict[CaseState, tuple[str, ...]] = {
    CaseState.RECEIVED: (
        "/endre",
        "/personer/ny",
        "/opplysninger/etterspor",
        "/uttalelser/ny",
        "/dokumenter/ny",
        "/skjermet",
        "/saksbehandler",
        "/trekk",
    ),
    CaseState.AWAITING_STATEMENTS: ("/uttalelser/police", "/uttalelser/social_service", "/uten-politiet"),
    CaseState.READY: ("/legg-fram", "/svar-fra-soker", "/forslag"),
    CaseState.PROPOSED: ("/send-tilbake", "/vedtak"),
    CaseState.GRANTED_NOT_USABLE: ("/bevillingsdokument",),
}


@dataclass(frozen=True)
class Office:
    """A person with every role, and a case in each state that has forms."""

    email: str
    cases: dict[CaseState, int]


@pytest.fixture
def office(filling: Any) -> Office:
    """Everything that somebody with a keyboard will open."""
    with filling() as (session, _actor):
        municipality = make_municipality(
            session, name="Tastad", number="9999", organisation_number="100000032"
        )
        user = make_user(session, municipality, *Role, email="alle@kommune.invalid")
        other = acting(make_user(session, municipality, Role.DECIDER), municipality)
        actor, today = acting(user, municipality), clock.today()
        cases = {
            state: in_state(session, actor, other, state, serial=serial).id
            for serial, state in enumerate(FORMS)
            if state is not CaseState.READY
        }
        ready = make_ready(session, actor, serial=9, on=today, received_on=today)
        return Office(user.email, cases | {CaseState.READY: assessed(session, actor, ready, today).id})


@pytest.fixture
def desk(open_page: Callable[..., Page], office: Office) -> Keyboard:
    """Somebody who has signed in and never touches a mouse."""
    return Keyboard(open_page()).sign_in(office.email)


def test_the_first_key_leads_past_the_menus(desk: Keyboard) -> None:
    desk.open("/saker")
    desk.page.keyboard.press("Tab")
    skip = desk.page.get_by_role("link", name="Hopp til innholdet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    expect(desk.page.locator("main").get_by_role("link", name="Ny søknad")).to_be_focused()


def test_each_form_is_walked_in_the_order_in_which_it_is_read(desk: Keyboard, office: Office) -> None:
    addresses = ["/saker/ny"]
    addresses += [f"/saker/{office.cases[state]}{form}" for state, forms in FORMS.items() for form in forms]
    found = [complaint for address in addresses for complaint in walked(desk, address)]
    assert not found, "\n".join(found)


def walked(desk: Keyboard, address: str) -> list[str]:
    """What is wrong with the way of the Tab key through a form, and with sending it from the keyboard."""
    desk.open(address)
    steps = walk(desk.page)
    found = [f"{address}: no sign of where one is: {step['text']}" for step in steps if not step["seen"]]
    wanted = desk.page.evaluate(STOPS, CONTROLS)
    if [step["stop"] for step in steps] != wanted:
        found.append(f"{address}: the Tab key stops at {len(steps)} of {len(wanted)} controls in order")
    found += [
        f"{address}: «{after['text']}» stands above «{before['text']}», but comes after it"
        for before, after in pairwise(steps)
        if after["bottom"] <= before["top"]
    ]
    send(desk)
    summary = desk.page.locator("[data-error-summary]")
    if summary.count():
        expect(summary).to_be_focused()
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.press("Enter")
        if not desk.page.evaluate("document.activeElement.matches('main form :is(input, select, textarea)')"):
            found.append(f"{address}: the first error does not lead into its field")
    return found


def walk(page: Page) -> list[dict[str, Any]]:
    """Where the Tab key stops inside the form, from its first control to its last."""
    page.evaluate(NUMBER, CONTROLS)
    steps: list[dict[str, Any]] = []
    for _key in range(MOST_TABS):
        page.keyboard.press("Tab")
        step = page.evaluate(WHERE)
        if step is None and steps:
            return steps
        if step is not None:
            steps.append(step)
    raise AssertionError(f"The Tab key never leaves the form of {page.url}.")


def send(desk: Keyboard) -> None:
    """Send the form as it stands, with Enter on its first button."""
    button = desk.page.locator("main form[method=post] button[data-variant=primary]").last
    desk.reach(button)
    desk.enter()
    expect(desk.page.locator("h1")).not_to_have_text("")


# Numbers the controls of the form, so that each stop can be told.
NUMBER = """(controls) => document.querySelectorAll('main form[method=post].form').forEach(
  form => form.querySelectorAll(controls).forEach((control, place) => { control.dataset.stop = place }))"""
# The stops that the Tab key must make: every control that is shown; of radio buttons the chosen or the first.
STOPS = """(controls) => {
  const form = document.querySelector('main form[method=post].form')
  const first = new Set()
  return [...form.querySelectorAll(controls)].filter(control => {
    if (!control.checkVisibility() || control.disabled) return false
    if (control.type !== 'radio') return true
    const group = [...form.querySelectorAll(`[name="${control.name}"]`)]
    return control === (group.find(radio => radio.checked) ?? group[0])
  }).map(control => control.dataset.stop)
}"""
WHERE = """() => {
  const at = document.activeElement
  if (!at.closest('main form[method=post].form')) return null
  const box = at.getBoundingClientRect(), style = getComputedStyle(at)
  return {
    stop: at.dataset.stop,
    text: at.labels?.[0]?.innerText ?? at.innerText,
    top: box.top + scrollY,
    bottom: box.bottom + scrollY,
    seen: at.matches(':focus-visible') && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
  }
}"""


def test_a_menu_is_opened_and_closed_from_the_keyboard(desk: Keyboard) -> None:
    menu = desk.page.locator(".user > summary, .menu > summary").last
    desk.reach(menu)
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("button", name="Logg ut")).to_be_visible()
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    expect(desk.page.get_by_role("button", name="Logg ut")).not_to_be_visible()


def test_a_letter_is_sent_from_the_keyboard(desk: Keyboard, office: Office) -> None:
    desk.open(f"/saker/{office.cases[CaseState.GRANTED_NOT_USABLE]}")
    desk.follow("Registrer at brevet er mottatt")
    desk.fill({"Mottatt dato": "i går"})
    desk.press("Registrer mottak")
    expect(desk.page.locator("[data-error-summary]")).to_be_focused()
    desk.reads("Skriv datoen som dag, måned og år, for eksempel 23.11.2026.")
    expect(desk.field("Mottatt dato")).to_have_value("i går")
