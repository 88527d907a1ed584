"""A tent at Rørosmartnan: copied from last year's, decided on one page by keyboard, and its letter read."""

import re
from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from tests.app.conftest import Filling, World
from tests.factories import event as events
from tests.journeys.browsing import Keyboard, day, holds, holds_what_the_notice_must

LAST_YEAR = (date(2026, 2, 17), date(2026, 2, 21))


def test_last_years_tent_is_copied_granted_and_told_without_a_mouse(
    open_page: Callable[..., Page], world: World, filling: Filling
) -> None:
    with filling() as (session, actor):
        events.make_settings(session, actor.municipality_id, single_fee_ore=120000, fees_invented=True)
        events.make_local_hours(session, actor.municipality_id)
        days = events.day_entries("12:00-26:00", *LAST_YEAR)
        events.make_event(session, actor, name="Rørosmartnan, telt", days=days, wholesale=True)
        events.make_event(session, actor, serial=1)
    desk = Keyboard(open_page()).sign_in(world.someone("caseworker").email)
    copy(desk)
    case_url = desk.page.url
    everything_is_told_at_once(desk)
    hear_the_bodies_by_phone(desk)
    desk.open(case_url)
    grant(desk)
    read_and_send_the_letter(desk)
    desk.open(case_url)
    desk.state("Vedtak sendt", "Delvis innvilget")


def copy(desk: Keyboard) -> None:
    """Find last year's event on the page, and ask again only for days, people and numbers."""
    desk.open("/arrangementer")
    desk.follow("Nytt arrangement")
    desk.fill({"Navn, sted eller arrangør": "martnan telt"})
    desk.press("Finn")
    desk.follow("Rørosmartnan, telt")
    expect(desk.field("Første dag")).to_have_value("16.02.2027")
    expect(desk.field("Siste dag")).to_have_value("20.02.2027")
    expect(desk.page.get_by_label("Samme som sist: Marit Prøve")).to_be_checked()
    expect(desk.page.get_by_label("lørdag 20. februar 2027, Telt 2")).to_have_value("12.00–02.00")
    expect(desk.field("Ventede gjester")).to_have_value("")
    desk.fill({"Ventede gjester": "300", "Aldersgrense": "18", "Ordensvakter": "5"})
    desk.press("Registrer")
    desk.state("Mottatt")


def everything_is_told_at_once(desk: Keyboard) -> None:
    """The case page says what stands in the way, who else there is, and what comes after."""
    desk.reads(
        "Søkt til 02.00 tirsdag–torsdag: utenfor forskriften, krever alkoholloven §\N{NO-BREAK SPACE}4-4"
        " tredje ledd.",
        "De samme dagene i nærheten: 1 annet.",
        "Dette er et åpent arrangement.",
        "Da må både styrer og stedfortreder ha bestått prøve for skjenking. Det mangler for stedfortreder.",
        "1 200,00 kr (demosats)",
    )


def hear_the_bodies_by_phone(desk: Keyboard) -> None:
    """Ask the police and NAV, and write down what they answered on the phone."""
    desk.follow("Innhent uttalelser")
    desk.fill({"Svarfrist": day(1)})
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


def grant(desk: Keyboard) -> None:
    """One page: the hours that the rules leave stand there, and one press grants them."""
    desk.follow("Innvilg")
    expect(desk.page.get_by_label("Delvis innvilget", exact=True)).to_be_checked()
    tuesday = desk.page.get_by_label("tirsdag 16. februar 2027, Telt 1")
    expect(tuesday).to_have_value("12.00–01.00")
    expect(desk.page.get_by_label("fredag 19. februar 2027, Telt 1")).to_have_value("12.00–02.00")
    expect(desk.field("Gebyr i kroner")).to_have_value("1 200,00")
    desk.type_into(tuesday, "12–24")
    desk.fill({"Egne vilkår": "Det er fem ordensvakter fra kl. 20.00."})
    desk.press("Innvilg")
    desk.state("Vedtatt – ikke sendt", "Delvis innvilget")
    desk.reads("Omsetningsoppgave innen 08.03.2027 (06.03 er lørdag)", "ENK-")


def read_and_send_the_letter(desk: Keyboard) -> None:
    """The letter is the licence: it is made final, read, and sent."""
    desk.follow("Ferdigstill brev")
    desk.press("Ferdigstill brevet")
    text = desk.letter_text()
    holds_what_the_notice_must(text)
    holds(
        text,
        "Røros kommune har delvis innvilget søknaden om skjenkebevilling for en enkelt anledning for"
        " «Rørosmartnan, telt».",
        "Dette brevet er bevillingen.",
        "Tirsdag 16. februar Telt 1 12.00–00.00",
        "Lørdag 20. februar Telt 1 og Telt 2 12.00–02.00",
        "Det er fem ordensvakter fra kl. 20.00.",
        "Meld fra til oss innen 8. mars 2027 hvor mye dere skjenket",
        "Dere kan ikke kjøpe engros.",
        "Marit Prøve",
    )
    assert re.search(r"1.200,00 kroner \(demosats\)", text)
    desk.fill({"Referanse": "SvarUt 4713", "Sendt dato": day()})
    desk.press("Registrer utsending")
    desk.reads("Sendt")
