"""A policy with the keyboard alone: begun from the library, an hour changed, checked, answered, in force."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from app import clock
from tests.app.conftest import World
from tests.journeys.browsing import Keyboard, day

NAME = "Gjøvik, tider og arrangementer fra 2021"
OURS = "Retningslinjer for Røros"


def test_a_policy_comes_into_force_without_a_mouse(open_page: Callable[..., Page], world: World) -> None:
    caseworker = Keyboard(open_page()).sign_in(world.someone("caseworker").email)
    begin(caseworker)
    change_an_hour(caseworker)
    answer(caseworker)
    secretary = Keyboard(open_page()).sign_in(world.someone("meeting_secretary").email)
    put_in_force(secretary)
    cannot_be_written(caseworker)


def begin(desk: Keyboard) -> None:
    """Read a text of the library, and begin a draft from it."""
    desk.open("/retningslinjer/")
    desk.reads("Kommunen har ingen retningslinjer i kraft. Da gjelder bare loven.")
    desk.follow("Begynn fra biblioteket")
    desk.follow(f"Les {NAME}")
    desk.reads("Den gjelder ikke her, men et utkast kan begynne med den.")
    desk.follow("Begynn et utkast fra denne")
    desk.fill({"Navn": OURS, "Gjelder fra": day(1)})
    desk.press("Lag utkast")
    desk.is_at(OURS)
    desk.reads("Utkastet er laget av teksten i biblioteket.")


def change_an_hour(desk: Keyboard) -> None:
    """Let serving of groups 1 and 2 end half an hour later; the page reads the rule aloud."""
    desk.follow(re.compile(r"^Endre\s+regel G-01$"))
    desk.fill({"Til klokken": "kveld"})
    desk.press("Lagre regelen")
    summary = desk.page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Skriv klokkeslettet med time og minutt, for eksempel 02.00.")
    desk.fill({"Til klokken": "02.30"})
    desk.press("Lagre regelen")
    desk.reads("Regelen er lagret. Slik leses den:", "kl. 08.00–02.30.")


def answer(desk: Keyboard) -> None:
    """See what the check says of the law, and answer it."""
    desk.follow("Kontroller")
    desk.reads("1 punkt må rettes eller besvares", "fra kl. 08.00. Loven åpner først kl. 13.00")
    desk.fill({"Svar på punktet": "Systemet skal bruke lovens grense."})
    desk.press("Lagre svaret")
    desk.reads("Svaret er lagret.", "Kontrollen er i orden.", "Systemet skal bruke lovens grense.")


def put_in_force(desk: Keyboard) -> None:
    """Enter what the council decided."""
    desk.follow("Retningslinjer")
    desk.follow(OURS)
    desk.follow("Kontroll")
    desk.follow("Sett i kraft")
    desk.fill({"Vedtak": "Kommunestyret, sak 45/26"})
    desk.press("Sett i kraft")
    desk.is_at(OURS)
    begins = clock.today() + timedelta(days=1)
    desk.reads(f"Retningslinjene er satt i kraft fra {begins:%d.%m.%Y}.", "Kommunestyret, sak 45/26")
    desk.state("Utgave 1", "Vedtatt")


def cannot_be_written(desk: Keyboard) -> None:
    """What is in force offers a new edition, and nothing else."""
    desk.open("/retningslinjer/")
    desk.reads("Trer i kraft senere")
    desk.follow(OURS)
    expect(desk.page.get_by_role("link", name="Skriv", exact=True)).to_have_count(0)
    desk.follow("Lag en ny utgave")
    desk.is_at(f"Ny utgave av {OURS}")
