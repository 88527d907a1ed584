"""Spending from the 75,000 with the keyboard alone: the coordinator, the responsible person and finance."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from app.permissions import Role
from tests.app.conftest import Filling, World
from tests.factories.earmark import CONSULTED, make_earmark
from tests.journeys.browsing import Keyboard, day

TITLE = "Foreldrekveld for 8. trinn"
Hold = Callable[[Page], None]


@pytest.fixture
def earmark_id(filling: Filling, world: World) -> int:
    """75,000 a year, with somebody responsible."""
    with filling() as (session, actor):
        return make_earmark(session, actor, responsible_id=world.someone(Role.DECIDER.value).id).id


def test_from_the_application_to_the_voucher(
    open_page: Callable[..., Page], world: World, axe: Hold, earmark_id: int
) -> None:
    coordinator, decider, finance = (
        Keyboard(open_page()).sign_in(world.someone(role.value).email)
        for role in (Role.PREVENTION_COORDINATOR, Role.DECIDER, Role.FINANCE)
    )
    apply(coordinator, axe)
    case = coordinator.page.url
    consult(coordinator)
    grant(decider, axe, case)
    attest(coordinator, case)
    order_and_pay(finance, axe)
    coordinator.open(case)
    coordinator.reads("bilag 30017788")
    report(coordinator, axe)
    look_at_the_account(finance, axe, earmark_id)


def apply(desk: Keyboard, axe: Hold) -> None:
    """From the front page of prevention to an application that is registered."""
    desk.open("/forebygging/bruk")
    desk.reads("Budsjett 75\N{NO-BREAK SPACE}000")
    desk.follow("Ny søknad om tilskudd")
    desk.fill({"Søker": "FAU ved skolen (oppdiktet)", "E-post": "fau@example.no"})
    desk.select(desk.field("Slag"), "Tilskudd")
    desk.fill({"Tiltak": TITLE})
    desk.fill({"Hvordan treffer tiltaket formålet?": ""})
    desk.select(desk.field("Målgruppe"), "Grunnskole")
    desk.fill({"Beløp": "12 000"})
    desk.press("Registrer")
    # Without a purpose it comes back with what was typed, and the sentence leads to its field.
    desk.reads("Midlene er øremerket tiltak mot nyrekruttering. Hvordan treffer tiltaket formålet?")
    axe(desk.page)
    desk.fill({"Hvordan treffer tiltaket formålet?": "Foreldre lærer å se tidlige tegn på rusbruk."})
    desk.press("Registrer")
    desk.is_at(TITLE)
    axe(desk.page)


def consult(desk: Keyboard) -> None:
    """The bodies that must be asked are there already; each has its view."""
    desk.follow("Registrer samråd")
    desk.fill({"Navn på møtet": "SLT-møte", "Møtedato": day()})
    for body in CONSULTED:
        desk.select(desk.page.get_by_role("combobox", name=body), "Støtter tiltaket")
    desk.press("Lagre samrådet")
    desk.reads("Støtter tiltaket")


def grant(desk: Keyboard, axe: Hold, case: str) -> None:
    """The responsible person grants it."""
    desk.open(case)
    desk.follow("Innvilg")
    axe(desk.page)
    desk.press("Innvilg")
    desk.reads("Brevet ligger klart som utkast")


def attest(desk: Keyboard, case: str) -> None:
    """The coordinator attests the whole amount."""
    desk.open(case)
    desk.follow("Utbetalingsanmodning")
    desk.fill({"Kontonummer": "8601 11 17947"})
    desk.press("Attester utbetalingen")
    desk.reads("Attestert")


def order_and_pay(desk: Keyboard, axe: Hold) -> None:
    """Finance orders it, pays it in the economy system, and writes the voucher back."""
    desk.open("/forebygging/utbetalinger")
    axe(desk.page)
    desk.follow("FAU ved skolen (oppdiktet)")
    axe(desk.page)
    desk.press("Anvis utbetalingen")
    desk.fill({"Bilagsnummer": "30017788", "Betalt dato": day()})
    desk.press("Registrer bilag")
    desk.reads("30017788")


def report(desk: Keyboard, axe: Hold) -> None:
    """What was done, for how many, at what cost."""
    desk.follow("Registrer rapport")
    axe(desk.page)
    desk.fill(
        {"Hva ble gjort?": "Foredrag og samtale.", "Hvor mange deltok?": "85", "Hva kostet det?": "12 000"}
    )
    desk.press("Registrer rapporten")
    desk.reads("85")


def look_at_the_account(desk: Keyboard, axe: Hold, earmark_id: int) -> None:
    """Each figure of the account leads to its entries."""
    desk.open("/forebygging/oremerking")
    desk.follow("Tiltak mot nyrekruttering")
    axe(desk.page)
    desk.reads("12\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr")
