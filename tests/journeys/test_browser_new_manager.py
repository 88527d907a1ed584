"""A new manager: one application for a house's three licences, the old one gone today, approved by one person
with the keyboard alone, and told in one letter."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app import clock
from app.formats import long_date
from tests.app.conftest import World
from tests.factories.change import House, make_house
from tests.factories.person import identity
from tests.journeys.browsing import Desk, Keyboard, day, holds

# Somebody who already manages another place, with both tests, and somebody who is eighteen.
ELSEWHERE = identity(102).value


def young() -> str:
    """The number of somebody who is too young to be manager."""
    return identity(1, clock.today().replace(year=clock.today().year - 18, day=1)).value


@pytest.fixture
def house(filling: Any) -> House:
    """Three licences of one holder at one place; the one who is to come manages another place."""
    with filling() as (session, actor):
        made = make_house(session, actor)
        make_house(session, actor, serial=1)
        session.commit()
        for licence in made.licences:
            session.refresh(licence)
            session.expunge(licence)
    return made


def test_a_new_manager_for_three_licences(open_page: Callable[..., Page], world: World, house: House) -> None:
    caseworker = Desk(open_page()).sign_in(world.someone("caseworker").email)
    find_the_venue(caseworker)
    apply(caseworker, house)
    case_url = caseworker.page.url
    hear_the_police(caseworker)
    keyboard = Keyboard(open_page()).sign_in(world.someone("caseworker").email)
    approve(keyboard, case_url)
    tell_the_holder(keyboard, house)
    keyboard.open(case_url)
    keyboard.state("Vedtak sendt", "Innvilget")
    keyboard.reads("Kontrollfirmaet trenger ny liste")
    look_at_the_licence(keyboard, house)


def find_the_venue(desk: Desk) -> None:
    """Search the venue, and go from it to the form."""
    search = desk.page.get_by_role("searchbox").first
    search.fill("Gruvelykta 0")
    search.press("Enter")
    desk.page.locator("main").get_by_role("link", name="Gruvelykta 0", exact=True).first.click()
    desk.is_at("Gruvelykta 0")
    desk.follow("Bytt styrer eller stedfortreder")
    desk.is_at("Bytt styrer eller stedfortreder")


def apply(desk: Desk, house: House) -> None:
    """What is known stands there; who comes is found by number, and one too young is told of at once."""
    desk.reads("Gruvelykta 0 AS")
    for licence in house.licences:
        expect(desk.page.get_by_label(licence.number)).to_be_checked()
    desk.fill({"Styrer Gamle Styrer slutter": day()})
    new = desk.group("Ny styrer")
    new.get_by_label("Fødselsnummer").fill(young())
    new.get_by_label("Navn").fill("For Ung")
    desk.press("Hent kjente opplysninger")
    desk.reads("Søknaden kan registreres, men ikke innvilges.")
    new = desk.group("Ny styrer")
    new.get_by_label("Fødselsnummer").fill(ELSEWHERE)
    new.get_by_label("Navn").fill("")
    desk.press("Hent kjente opplysninger")
    new = desk.group("Ny styrer")
    expect(new.get_by_label("Navn")).to_have_value("Andre Styrer")
    expect(new.get_by_label("Bestått kunnskapsprøve").locator("option:checked")).to_have_text(
        "Skjenking og salg"
    )
    desk.page.get_by_label("Ny styrer er ansatt på stedet, eller eier det").check()
    desk.page.get_by_label("Har ikke bodd i utlandet de siste ti årene").check()
    desk.press("Registrer")
    desk.state("Mottatt")
    desk.reads(
        f"er uten godkjent styrer fra {day()}. Stedfortreder dekker.",
        "også et annet sted",
        "kommunens egen klagenemnd",
    )


def hear_the_police(desk: Desk) -> None:
    """The police alone are asked, about conduct alone."""
    desk.press("Send til politiet")
    desk.state("Til uttalelse")
    expect(desk.page.locator("#uttalelser").get_by_text("NAV")).to_have_count(0)
    desk.follow("Registrer uttalelse")
    desk.follow("Registrer svar")
    desk.page.get_by_label("Ingen merknad").check()
    desk.press("Registrer uttalelsen")
    desk.state("Klar til vurdering")


def approve(desk: Keyboard, case_url: str) -> None:
    """One person approves, by delegation."""
    desk.open(case_url)
    desk.follow("Godkjenn")
    desk.reads("Ingenting står i veien.", "Derfor godkjenner vi søknaden.")
    desk.press("Godkjenn")
    desk.state("Vedtatt – ikke sendt", "Innvilget")


def tell_the_holder(desk: Keyboard, house: House) -> None:
    """One letter tells it for all three licences."""
    desk.follow("Ferdigstill brev")
    desk.press("Ferdigstill brevet")
    text = desk.letter_text()
    holds(
        text,
        "Røros kommune har godkjent Andre Styrer som styrer for Gruvelykta 0.",
        f"Godkjenningen gjelder fra {long_date(clock.today())} og omfatter tre bevillinger.",
        *(licence.number for licence in house.licences),
        "Vedtaket er gjort etter alkoholloven § 1-7 og alkoholloven § 1-7c",
        "Dere kan klage innen tre uker fra den dagen dere mottok dette brevet",
        "sender vi klagen til kommunens egen klagenemnd",
    )
    assert "Statsforvalteren" not in text
    desk.fill({"Referanse": "SvarUt 4714"})
    desk.press("Registrer utsending")


def look_at_the_licence(desk: Keyboard, house: House) -> None:
    """The licence shows who answered for it on any day."""
    desk.open(f"/bevillinger/{house.ids[0]}")
    people = desk.page.locator("aside")
    expect(people).to_contain_text("Andre Styrer")
    expect(desk.page.locator("main")).not_to_contain_text("uten godkjent styrer")
    desk.open(f"/bevillinger/{house.ids[0]}?dag={day(-1)}")
    expect(desk.page.locator("aside")).to_contain_text("Gamle Styrer")
