"""The holder's page in a real browser on a phone: filled in, asked about, corrected, sent, and read again."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from app import clock
from app.billing.service import links
from fees.turnover import Volumes
from licensing.licences import VenueCategory
from tests.app.conftest import Filling
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.turnover import LODGE, make_duty, make_statement
from tests.factories.venue import make_venue

PHONE = 360


def link_to(filling: Filling) -> str:
    """The address of the statement of a lodge that told of last year what is usual for it."""
    with filling() as (session, actor):
        venue = make_venue(session, actor, name="Femundhytta", category=VenueCategory.LODGE)
        licence = make_licence(session, venue, make_holder(session, actor), groups="1,2,3")
        before = make_duty(session, actor, licence, year=2025)
        make_statement(session, actor, before, actual=LODGE, expected=Volumes(900_00, 700_00, 300_00))
        duty = make_duty(session, actor, licence)
        made = links.make_links(session, actor, [duty.id], expires_at=clock.now() + timedelta(days=30))
        return f"/min-side/omsetningsoppgave/{links.token_of(made[duty.id])}"


def test_a_holder_reports_on_a_phone(
    open_page: Callable[..., Page], axe: Callable[[Page], None], filling: Filling
) -> None:
    address = link_to(filling)
    page = open_page(width=PHONE)
    page.goto(address)
    axe(page)
    actual, expected = (
        page.get_by_role("group", name="Skjenket i 2025"),
        page.get_by_role("group", name="Forventet i 2026"),
    )
    # By the keyboard alone, from the first figure to the button.
    actual.get_by_label("Gruppe 1").focus()
    for typed in ("900", "1 000,5", "28", None, "900", "1 000,5", "30", "Kari Nordmann"):
        if typed:
            page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("d")
    expect(page.get_by_label("Rolle")).to_have_value("general_manager")
    expect(expected.get_by_label("Gruppe 3")).to_have_value("30")
    for _stop in ("Kommentar", "Legg ved dokumenter", "Send oppgaven"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    question = "Gruppe 3: 28 liter er 91 % under forventet (300). Stemmer det?"
    expect(page.get_by_label(question)).to_be_visible()
    axe(page)
    page.get_by_label(question).fill("Vi tok brennevin ut av kartet.")
    page.get_by_role("button", name="Send oppgaven").first.press("Enter")
    expect(page.get_by_role("heading", name="Kvittering for omsetningsoppgave")).to_be_visible()
    expect(page.get_by_text("1 000,5 liter").first).to_be_visible()
    expect(page.get_by_text("Vi tok brennevin ut av kartet.")).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
