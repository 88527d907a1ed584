"""The pages of registers, search and administration in a real browser: no barrier, no sideways scrolling."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app.holders.service import Address, find_or_enter_holder
from app.models.holder import HolderForm
from tests.app.conftest import Filling
from tests.factories.case import make_case
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.person import make_person
from tests.factories.venue import make_venue

REGISTERS = (
    "/steder",
    "/steder/{venue}",
    "/steder/{venue}/endre",
    "/steder/{venue}/lokaler",
    "/bevillingshavere",
    "/bevillingshavere/{holder}",
    "/bevillingshavere/{holder}/endre",
    "/bevillingshavere/{founding}/organisasjonsnummer",
    "/bevillingshavere/personer/{person}",
    "/bevillinger",
    "/bevillinger?dag=01.01.1026",
    "/bevillinger/{licence}",
    "/bevillinger/{licence}?dag=01.01.2020",
    "/sok?q=prøve",
    "/sok?q=finnesikke",
)
ADMINISTRATION = (
    "/administrasjon",
    "/administrasjon/personer",
    "/administrasjon/personer/ny",
    "/administrasjon/delegasjon",
    "/administrasjon/delegasjon/ny",
    "/administrasjon/kommunen",
    "/administrasjon/vilkar",
    "/administrasjon/vilkar/nytt",
    "/administrasjon/hendelser?kontroll=1",
)


@pytest.fixture
def ids(filling: Filling) -> dict[str, int]:
    """One of everything, with a name that is long."""
    with filling() as (session, actor):
        venue = make_venue(
            session, actor, name="Fjellheimen høyfjellshotell og konferansesenter med badeland og vinterhage"
        )
        holder, person = make_holder(session, actor), make_person(session, actor)
        licence = make_licence(session, venue, holder, manager=person, usable_from=None)
        founding = find_or_enter_holder(
            session, actor, form=HolderForm.FOUNDING, name="Nystart", address=Address()
        )
        make_case(session, actor, serial=2)
        return {
            "venue": venue.id,
            "holder": holder.id,
            "person": person.id,
            "licence": licence.id,
            "founding": founding.id,
        }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("role", "addresses"),
    [
        pytest.param("caseworker", REGISTERS, id="registers"),
        pytest.param("administrator", ADMINISTRATION, id="administration"),
    ],
)
def test_pages_have_no_barrier_and_fit(
    open_page: Callable[..., Page],
    sign_in: Callable[..., None],
    axe: Callable[[Page], None],
    ids: dict[str, int],
    role: str,
    addresses: tuple[str, ...],
    width: int,
) -> None:
    page = open_page(width=width)
    sign_in(page, role)
    too_wide = []
    for address in addresses:
        page.goto(address.format(**ids))
        axe(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append(address)
    assert not too_wide, f"These pages scroll sideways at {width}: {too_wide}"


def test_a_venue_is_changed_by_keyboard_alone(
    page: Page, sign_in: Callable[..., None], axe: Callable[[Page], None], ids: dict[str, int]
) -> None:
    sign_in(page)
    page.goto(f"/steder/{ids['venue']}/endre")
    page.get_by_label("Postnummer").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("74")
    page.keyboard.press("Enter")
    page.get_by_text("Et postnummer har fire sifre").first.wait_for()
    axe(page)
    page.get_by_role("link", name="Et postnummer har fire sifre").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+A")
    page.keyboard.type("7361")
    page.keyboard.press("Enter")
    page.get_by_text("Stedet er endret.").wait_for()
    assert "7361 Røros" in page.content()


def test_somebody_is_added_and_chooses_a_password(
    open_page: Callable[..., Page], sign_in: Callable[..., None], axe: Callable[[Page], None]
) -> None:
    page = open_page()
    sign_in(page, "administrator")
    page.goto("/administrasjon/personer/ny")
    page.get_by_label("Navn").fill("Ny Person")
    page.get_by_label("E-post").fill("ny@kommune.invalid")
    page.get_by_label("Kontrollør").check()
    page.get_by_role("button", name="Legg til").click()
    page.get_by_text("Den vises ikke igjen").wait_for()
    axe(page)
    link = page.locator(".link-text").inner_text()

    newcomer = open_page()
    newcomer.goto(link)
    axe(newcomer)
    newcomer.get_by_label("Nytt passord").fill("en setning for nye folk")
    newcomer.get_by_label("Gjenta passordet").fill("en setning for nye folk")
    newcomer.get_by_role("button", name="Lagre passordet").click()
    newcomer.get_by_label("E-post").fill("ny@kommune.invalid")
    newcomer.get_by_label("Passord").fill("en setning for nye folk")
    newcomer.get_by_role("button", name="Logg inn").click()
    newcomer.get_by_role("heading", name="Bevillinger").wait_for()
