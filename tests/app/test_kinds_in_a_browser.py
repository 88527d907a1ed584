"""Licence types, continuation and settings in a real browser: no barrier, no sideways scrolling, keyboard."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.app.conftest import Filling
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

PAGES = {
    "caseworker": ("/saker/ny", "/bevillinger?type=seasonal", "/fornyelser"),
    "decider": ("/fornyelser/videreforing",),
    "administrator": (
        "/administrasjon/arrangement",
        "/administrasjon/antall",
        "/administrasjon/antall/nytt",
        "/administrasjon/andeler",
        "/administrasjon/delegasjon/ny",
    ),
}
END = date(2024, 9, 30)


@pytest.fixture(autouse=True)
def licences(filling: Filling) -> None:
    """Licences that ran out with a period, one at a place with a long name."""
    with filling() as (session, actor):
        holder = make_holder(session, actor)
        for number, name in enumerate(
            ("Prøvekroa", "Fjellheimen høyfjellshotell og konferansesenter med badeland og vinterhage")
        ):
            venue = make_venue(session, actor, name=name, street=f"Gata {number + 1}")
            begun = date(2020, 10, 1)
            make_licence(session, venue, holder, granted_on=begun, usable_from=begun, last_day=END)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("role", PAGES)
def test_the_pages_have_no_barrier_and_fit(
    open_page: Callable[..., Page],
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    role: str,
    width: int,
) -> None:
    page = open_page(width=width)
    sign_in(page, role)
    too_wide = []
    for address in PAGES[role]:
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
        axe(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(address)
    assert not too_wide, f"These pages scroll sideways at {width}: {too_wide}"


def test_what_is_special_is_opened_and_answered_by_keyboard(page: Page, sign_in: Callable[..., None]) -> None:
    sign_in(page)
    page.goto("/saker/ny")
    expect(page.get_by_label("Bare for en bestemt del av året")).to_be_hidden()
    page.get_by_text("Bestemt del av året, eller senere første dag").focus()
    page.keyboard.press("Enter")
    season = page.get_by_label("Bare for en bestemt del av året")
    expect(season).to_be_visible()
    season.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("31.06")
    page.get_by_role("button", name="Registrer").focus()
    page.keyboard.press("Enter")
    # What is wrong stands open, and the summary leads to it.
    page.get_by_role("link", name="«31.06» er ingen dag i året.").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Fra og med")).to_be_focused()
    expect(page.get_by_label("Fra og med")).to_have_value("31.06")


def test_licences_are_continued_by_keyboard(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    sign_in(page, "decider")
    page.goto("/fornyelser/videreforing")
    page.get_by_label("Alkoholpolitikken gjennomgått").focus()
    for typed in ("14.03.2024", "KS 12/24", "20.06.2024", "KS 34/24"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    # The first licence has the focus now; without its tick it must apply.
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("1 bevilling er videreført.").wait_for()
    expect(page.get_by_role("heading", level=1)).to_have_text("Videreføring til 30. september 2028")
    axe(page)
