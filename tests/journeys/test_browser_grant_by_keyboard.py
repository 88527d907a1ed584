"""A grant under two people, from the application to the arrived letter, with the keyboard alone."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.app.conftest import World
from tests.factories.holder import organisation_number
from tests.journeys.browsing import (
    Keyboard,
    day,
    holds,
    holds_what_a_licence_must,
    holds_what_the_notice_must,
)
from tests.journeys.office import identity


def test_two_people_grant_a_licence_without_a_mouse(open_page: Callable[..., Page], world: World) -> None:
    caseworker = Keyboard(open_page()).sign_in(world.someone("caseworker").email)
    apply(caseworker)
    case_url = caseworker.page.url
    hear_the_bodies(caseworker)
    propose(caseworker)
    decider = Keyboard(open_page()).sign_in(world.someone("decider").email)
    decide(decider)
    caseworker.open(case_url)
    tell_the_applicant(caseworker)
    caseworker.open(case_url)
    caseworker.follow("Utferdige bevillingsdokument")
    caseworker.press("Utferdige")
    caseworker.state("Kan tas i bruk", "Innvilget")


def apply(desk: Keyboard) -> None:
    """Enter the application, field by field in the order in which they stand."""
    desk.follow("Ny søknad")
    desk.fill(
        {
            "Organisasjonsnummer": organisation_number(5),
            "Navn på søker": "Hyttkroa AS",
            "Besøksadresse": "Kjerkgata 3, 7374 Røros",
            "Navn på stedet": "Hyttkroa",
            "Lokaler og uteområder": "Stua\nUte: Tunet",
        }
    )
    desk.select(desk.field("Type virksomhet"), "Spisested")
    desk.choose(desk.page.get_by_label("Skjenking, gruppe 1 og 2 (øl og vin)"))
    desk.fill({"Tid inne": "11.00–01.00", "Tid ute": "11–23"})
    for role, born in (("Styrer", 1985), ("Stedfortreder", 1990)):
        person = desk.group(role)
        desk.type_into(person.get_by_label("Fødselsnummer"), identity(date(born, 4, 15)))
        desk.type_into(person.get_by_label("Navn"), f"Oppdiktet {role}")
        desk.select(person.get_by_label("Bestått kunnskapsprøve"), "Skjenking")
    desk.tick(desk.page.get_by_label("Styrer og stedfortreder er ansatt"))
    desk.tick(desk.page.get_by_label("Ingen av personene har bodd i"))
    desk.fill({"Personer med vesentlig innflytelse": f"{identity(date(1970, 1, 20))} Oppdiktet Eier"})
    desk.press("Registrer")
    desk.state("Mottatt")


def hear_the_bodies(desk: Keyboard) -> None:
    """Ask the police and NAV, and record that they have nothing to say."""
    desk.follow("Innhent uttalelser")
    desk.fill({"Svarfrist": day(28)})
    desk.press("Innhent uttalelser")
    desk.follow("Registrer uttalelse")
    desk.reach(desk.page.get_by_role("link", name="Registrer svar").first)
    desk.enter()
    desk.press("Registrer, ingen merknad til resten")
    desk.follow("Registrer uttalelse")
    desk.follow("Registrer svar")
    desk.choose(desk.page.get_by_label("Ingen merknad"))
    desk.press("Registrer uttalelsen")
    desk.state("Klar til vurdering")


def propose(desk: Keyboard) -> None:
    """Assess, and put what is drafted before the decider."""
    desk.press("Vurder søknaden")
    desk.follow("Lag forslag til vedtak")
    expect(desk.page.get_by_label("Innvilget", exact=True)).to_be_checked()
    desk.fill({"Egne vilkår": "Musikk ute er slått av kl. 22.00."})
    desk.press("Legg fram forslaget")
    desk.state("Forslag klart")
    expect(desk.page.get_by_role("link", name="Fatt vedtak")).to_have_count(0)


def decide(desk: Keyboard) -> None:
    """The other person finds the proposal among those that wait, and decides."""
    desk.reach(desk.page.locator(".nav-wide").get_by_role("link", name="Til vedtak"))
    desk.enter()
    desk.reads("Hyttkroa", "Caseworker")
    desk.reach(desk.page.locator("main th a"))
    desk.enter()
    desk.reads("Musikk ute er slått av kl. 22.00.")
    desk.press("Fatt vedtak: Innvilget")
    desk.state("Vedtatt – ikke sendt", "Innvilget")


def tell_the_applicant(desk: Keyboard) -> None:
    """Make the letter final, read it, send it, and note its arrival."""
    desk.follow("Ferdigstill brev")
    desk.press("Ferdigstill brevet")
    text = desk.letter_text()
    holds_what_the_notice_must(text)
    holds_what_a_licence_must(text)
    holds(
        text,
        "Røros kommune har innvilget søknaden om skjenkebevilling for Hyttkroa.",
        "Hyttkroa AS",
        "Stua",
        "Tunet",
        "gruppe 1 og 2",
        "11.00–01.00",
        "11.00–23.00",
        "Decider (Rådgiver) og Caseworker (Rådgiver) gjorde vedtaket",
    )
    assert "gruppe 3" not in text
    desk.fill({"Referanse": "SvarUt 4712", "Sendt dato": day()})
    desk.press("Registrer utsending")
    desk.fill({"Mottatt dato": day()})
    desk.press("Registrer mottak")
    desk.reads("Brevet er kommet fram.")
