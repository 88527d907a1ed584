"""The yearly turnover round, from the call to proposals of points, through the pages of those who do it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.queries.ledger import verified_ledger
from app.letters.facts import LetterKind
from app.models.invoice import Invoice
from app.models.letter import Channel, Letter
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Actor, Role
from tests.app.conftest import OTHER, OWN, Filling, World
from tests.factories.user import add_roles
from tests.journeys import turnover_places as places
from tests.journeys.browsing import Desk, Keyboard, holds

CALLED_ON, ARRIVED_ON, TOLD_ON = date(2026, 2, 2), date(2026, 2, 4), date(2026, 2, 10)
LOOKED_ON, DUE_ON, LATE_ON = date(2026, 2, 26), date(2026, 3, 2), date(2026, 3, 5)
DECIDED_ON, STATUS_ON = date(2026, 3, 9), date(2026, 5, 4)
ROROS_ASKED = "45 bevillinger i Røros, 11 i Holtålen (Vinmonopolet er unntatt). Du starter runden i Røros."
HOLTALEN_ASKED = (
    "11 bevillinger i Holtålen, 45 i Røros (Vinmonopolet er unntatt). Du starter runden i Holtålen."
)
PAY_BY = "30.04.2026"
PHONE = 360
UNPAID = 3
LATE_INNS = ("Bergmannskroa 34", "Bergmannskroa 35")
OTHER_INN = "Bergmannskroa 01"
CODE = re.compile(r"\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){5}\b")
MANY = 30_000
"""Milliseconds that a run may take: letters are drawn one by one."""

Axe = Callable[[Page], None]


def test_a_year_is_asked_about_decided_invoiced_and_followed_up(
    open_page: Callable[..., Page],
    axe: Axe,
    world: World,
    filling: Filling,
    stand_on: Callable[[date], None],
) -> None:
    stand_on(places.DECIDED_ON)
    for municipality, those in ((OWN, places.ROROS), (OTHER, places.HOLTALEN)):
        with filling(Role.FINANCE, municipality=municipality) as (session, actor):
            places.fill(session, actor, those)
    with filling() as (session, _actor):
        for role in (Role.CASEWORKER, Role.FINANCE):
            user = session.get_one(User, world.someone(role).id)
            add_roles(session, user, session.get_one(Municipality, world.other_id), role)

    stand_on(CALLED_ON)
    caseworker = Keyboard(open_page()).sign_in(world.someone("caseworker").email)
    start(
        caseworker,
        ROROS_ASKED,
        axe,
    )
    call(caseworker, 45, axe)
    code = code_in_the_letter(caseworker, places.RESTAURANT)
    other = code_in_the_letter(caseworker, OTHER_INN)
    caseworker.work_for("Holtålen")
    start(
        caseworker,
        HOLTALEN_ASKED,
        axe,
    )
    call(caseworker, 11, axe)

    stand_on(ARRIVED_ON)
    caseworker.work_for("Røros")
    arrive(caseworker, 45)

    stand_on(TOLD_ON)
    correct(Keyboard(open_page()), code, axe)
    insist(Desk(open_page(width=PHONE)), other, axe)
    others_tell(filling, TOLD_ON, places.TOLD_ON_TIME)

    stand_on(LOOKED_ON)
    finance = Desk(open_page()).sign_in(world.someone("finance").email)
    look(finance, axe)
    settle(finance, axe)
    others_tell(filling, DUE_ON, places.IN_TIME)
    others_tell(filling, LATE_ON, places.LATE)

    stand_on(DECIDED_ON)
    decide(finance, axe)
    make_batch(finance, axe)

    decider = Keyboard(open_page()).sign_in(world.someone("decider").email)
    approve(decider, axe)
    told = read_file(finance)

    stand_on(STATUS_ON)
    read_status(finance, told, axe)
    propose(finance, axe)

    with filling() as (session, actor):
        everything_adds_up(session, actor)
    with filling(municipality=OTHER) as (session, actor):
        assert sent_letters(session, actor) == {LetterKind.TURNOVER_CALL: 11}


def start(desk: Desk, whom: str, axe: Axe) -> None:
    """Start the round of a municipality, whose deadline is a Sunday."""
    desk.open("/gebyr")
    axe(desk.page)
    desk.follow("Runder")
    desk.follow("Start runde")
    desk.reads(whom, "01.03.2026 er en søndag – frist mandag 02.03.2026?")
    axe(desk.page)
    desk.press("Start runde")
    desk.is_at("Omsetningsoppgaver 2026")


def call(desk: Desk, letters: int, axe: Axe) -> None:
    """Write the calls, make them final, and note how they were sent."""
    desk.follow("Send innkalling")
    desk.reads(f"{letters} bevillinger er ikke innkalt.", "2. mars 2026")
    axe(desk.page)
    begin(desk, "Skriv innkallingene")
    ends_at(desk, "Brev: Innkalling til omsetningsoppgave 2026")
    axe(desk.page)
    desk.follow("Registrer utsending")
    axe(desk.page)
    desk.field("Sendt med").select_option(label="Digital post")
    desk.fill({"Referanse": "SvarUt 2026-1"})
    desk.press("Registrer utsending")
    desk.reads(f"Utsendingen av {letters} brev er registrert.")


def begin(desk: Desk, name: str) -> None:
    """Press a button that begins a run, without waiting for the pages that it goes on by itself through."""
    button = desk.page.get_by_role("button", name=name, exact=True)
    if isinstance(desk, Keyboard):
        desk.reach(button)
    button.press("Enter", no_wait_after=True)


def ends_at(desk: Desk, heading: str) -> None:
    """Wait for a run to come to its end; it goes on by itself, and then to where its result stands."""
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=MANY)


def code_in_the_letter(desk: Desk, venue: str) -> str:
    """What the holder of a place finds in the letter."""
    desk.open("/gebyr/runder/2026")
    desk.follow(re.compile(rf"^{venue}"))
    desk.follow("Innkalling til omsetningsoppgave")
    text = desk.letter_text()
    holds(text, venue, "2. mars 2026")
    found = CODE.search(text)
    assert found, text
    return found[0]


def arrive(desk: Desk, letters: int) -> None:
    """Note that the calls arrived: the proof of each licence."""
    desk.open("/gebyr/runder/2026")
    desk.reads(f"{letters} av {letters} innkallinger er skrevet, {letters} er sendt")
    desk.follow(re.compile("^Utsending og brev"))
    desk.follow("Registrer mottak")
    desk.press("Registrer mottak")
    desk.open("/gebyr/runder/2026")
    desk.reads("Digital post 02.02.2026, SvarUt 2026-1, mottatt 04.02.2026")


def correct(desk: Keyboard, code: str, axe: Axe) -> None:
    """The holder types 28 litres for 280, is asked, and corrects it."""
    open_statement(desk, code)
    desk.reads(places.RESTAURANT, "2. mars 2026", "300")
    axe(desk.page)
    fill_in(desk, "Skjenket i 2025", "5 400", "2 300", "28")
    fill_in(desk, "Forventet i 2026", "6 000", "2 500", "300")
    desk.fill({"Navn": "Kari Nordmann"})
    desk.select(desk.field("Rolle"), "Daglig leder")
    desk.press("Send oppgaven")
    desk.reads("Gruppe 3: 28 liter er 91 % under forventet (300). Stemmer det?")
    axe(desk.page)
    fill_in(desk, "Skjenket i 2025", "5 400", "2 300", "280")
    desk.page.get_by_role("button", name="Send oppgaven").last.press("Enter")
    desk.is_at("Kvittering for omsetningsoppgave")
    desk.reads("280 liter")
    axe(desk.page)


def insist(desk: Desk, code: str, axe: Axe) -> None:
    """Another is asked on a phone, says why it is so, and is not stopped."""
    open_statement(desk, code)
    fill_in(desk, "Skjenket i 2025", "900", "700", "10")
    fill_in(desk, "Forventet i 2026", "900", "700", "60")
    desk.fill({"Navn": "Ola Nordmann"})
    desk.field("Rolle").select_option(label="Styreleder")
    desk.page.get_by_role("button", name="Send oppgaven").click()
    asked = "Gruppe 3: 10 liter er 83 % under forventet (60). Stemmer det?"
    desk.page.get_by_label(asked).fill("Vi tok brennevin ut av kartet.")
    axe(desk.page)
    desk.page.get_by_role("button", name="Send oppgaven").first.click()
    desk.is_at("Kvittering for omsetningsoppgave")
    desk.reads("Vi tok brennevin ut av kartet.")


def open_statement(desk: Desk, code: str) -> None:
    """Type the code of the letter."""
    desk.open("/min-side/omsetningsoppgave")
    desk.fill({"Kode fra brevet": code})
    desk.press("Åpne oppgaven")
    desk.is_at("Omsetningsoppgave")


def fill_in(desk: Desk, period: str, *litres: str) -> None:
    """Type the litres of a period."""
    for group, typed in enumerate(litres, 1):
        field = desk.group(period).get_by_label(f"Gruppe {group}")
        if isinstance(desk, Keyboard):
            desk.type_into(field, typed)
        else:
            field.fill(typed)


def others_tell(filling: Filling, on: date, those: tuple[places.Telling, ...]) -> None:
    """What came on paper, keyed."""
    for one in those:
        with filling(municipality=one.municipality) as (session, actor):
            places.tell(session, actor, on, one)


def look(desk: Desk, axe: Axe) -> None:
    """Finance sees how far the rounds have come."""
    desk.open("/gebyr")
    axe(desk.page)
    desk.follow("Runder")
    desk.reads("33 levert, 7 mangler, 5 spørsmål", "40 levert, 9 mangler, 7 spørsmål")
    axe(desk.page)
    desk.follow("2026")
    desk.reads("33 levert, 7 mangler, 5 spørsmål")
    axe(desk.page)


def settle(desk: Desk, axe: Axe) -> None:
    """Finance settles the questions at once."""
    desk.follow("Spørsmål")
    desk.reads("Gruppe 3: 10 liter er 83 % under forventet (60).", "Vi tok brennevin ut av kartet.")
    axe(desk.page)
    for box in desk.page.get_by_role("checkbox").all():
        box.check()
    desk.fill({"Hva fant du ut?": "Ringt alle fem. Tallene stemmer."})
    desk.press("Avklar de valgte")
    desk.reads("5 spørsmål er avklart.")


def decide(desk: Desk, axe: Axe) -> None:
    """Finance computes the fees, reads one, and decides all."""
    desk.open("/gebyr")
    desk.follow("Gebyrer")
    begin(desk, "Beregn gebyrene")
    ends_at(desk, "Gebyrer 2026")
    settled = "Etteroppgjør 2025: 8 358,20 − 9 142,00 = −783,80."
    desk.reads(settled)
    axe(desk.page)
    desk.follow("Forskudd 2026: 9 435,00.")
    desk.reads(f"Forskudd 2026: 9 435,00. {settled} Å betale: 8 651,20.")
    axe(desk.page)
    desk.page.go_back()
    desk.follow("Lag gebyrvedtak")
    desk.reads("Gebyrene for 45 bevillinger vedtas, til sammen 258 821,20 kr.")
    desk.fill({"Forfall": PAY_BY})
    axe(desk.page)
    begin(desk, "Lag gebyrvedtak")
    ends_at(desk, "Brev: Gebyrvedtak 2026")
    desk.follow(re.compile(rf"^{places.RESTAURANT}"))
    letter = desk.letter_text()
    holds(letter, "9 435,00", "8 358,20", "8 651,20", "innen tre uker")
    desk.page.go_back()
    desk.follow("Registrer utsending")
    desk.field("Sendt med").select_option(label="Digital post")
    desk.press("Registrer utsending")
    desk.reads("Utsendingen av 45 brev er registrert.")


def make_batch(desk: Desk, axe: Axe) -> None:
    """Finance makes the basis of the invoices, and cannot approve it alone."""
    desk.follow("Grunnlag")
    desk.follow("Lag fakturagrunnlag")
    expect(desk.field("Forfall")).to_have_value(PAY_BY)
    axe(desk.page)
    begin(desk, "Lag fakturagrunnlag 2026-01")
    ends_at(desk, "Fakturagrunnlag 2026-01")
    desk.reads("258 821,20", "8 651,20", "En annen må kontrollere og godkjenne det.")
    expect(desk.page.get_by_role("button", name="Godkjenn og bokfør")).to_have_count(0)
    axe(desk.page)


def approve(desk: Desk, axe: Axe) -> None:
    """Somebody else approves; the basis is booked and locked."""
    desk.open("/gebyr")
    desk.follow("Grunnlag")
    desk.follow("2026-01")
    begin(desk, "Godkjenn og bokfør")
    ends_at(desk, "Fakturagrunnlag 2026-01")
    desk.state("Låst")
    axe(desk.page)


def read_file(desk: Desk) -> list[dict[str, str]]:
    """Fetch the file for the economy system, twice: the same bytes; one row for each line of an invoice."""
    desk.page.reload()
    files = []
    for _time in range(2):
        with desk.page.expect_download() as started:
            desk.press("Last ned CSV")
        assert started.value.suggested_filename == "fakturagrunnlag-2026-01.csv"
        files.append(started.value.path().read_bytes())
    assert files[0] == files[1]
    rows = list(csv.DictReader(io.StringIO(files[0].decode("utf-8-sig")), delimiter=";"))
    ours = [row for row in rows if row["sted"] == places.RESTAURANT]
    assert [(row["type"], row["gebyrår"], row["beløp"]) for row in ours] == [
        ("forskudd", "2026", "9435,00"),
        ("etteroppgjør", "2025", "-783,80"),
    ]
    return rows


def read_status(desk: Desk, rows: list[dict[str, str]], axe: Axe) -> None:
    """The economy system tells that all but three have paid."""
    owed: dict[str, Decimal] = {}
    for row in rows:
        amount = Decimal(row["beløp"].replace(",", "."))
        owed[row["referanse"]] = owed.get(row["referanse"], Decimal()) + amount
    lines = ["Referanse;Fakturanummer;Sendt;Betalt;Betalt dato;Purretrinn;Statusdato"]
    for number, (reference, amount) in enumerate(sorted(owed.items())):
        unpaid = number < UNPAID
        paid = "0;" if unpaid else f"{amount:.2f}".replace(".", ",") + ";28.04.2026"
        lines.append(f"{reference};{7000 + number};11.03.2026;{paid};0;04.05.2026")
    desk.open("/gebyr")
    desk.follow("Innbetalinger")
    desk.follow("Les inn status")
    desk.page.locator("input[type=file]").set_input_files(
        {"name": "status.csv", "mimeType": "text/csv", "buffer": "\r\n".join(lines).encode()}
    )
    axe(desk.page)
    desk.press("Se hva filen fører til")
    desk.reads("45 rader: 45 kjent")
    axe(desk.page)
    desk.press("Bokfør")
    desk.reads("3 forfalt")
    axe(desk.page)


def propose(desk: Desk, axe: Axe) -> None:
    """What came too late is proposed with its proof; one is told, one is discarded with the reason."""
    desk.follow("Prikker")
    desk.press("Finn forslag")
    desk.reads("4 forslag om prikker: for sent levert")
    axe(desk.page)
    desk.follow(LATE_INNS[0])
    desk.reads("Digital post", "SvarUt 2026-1", "04.02.2026")
    axe(desk.page)
    desk.press("Varsle")
    desk.reads("Forhåndsvarselet er skrevet.")
    desk.follow("Prikker")
    desk.follow(LATE_INNS[1])
    desk.press("Forkast med grunn")
    desk.reads("Skriv hvorfor forslaget forkastes.")
    desk.fill({"Grunn til å forkaste": "Oppgaven lå i postkassen vår 2. mars."})
    desk.press("Forkast med grunn")
    desk.reads("Forslaget er forkastet. Grunnen er lagret.")


def everything_adds_up(session: Session, actor: Actor) -> None:
    """Each licence has one invoice, the ledger is whole, and every letter was sent."""
    invoiced = session.scalars(
        select(Invoice.licence_id).where(Invoice.municipality_id == actor.municipality_id)
    ).all()
    assert len(invoiced) == len(set(invoiced)) == 45
    ledger = verified_ledger(session, actor.municipality_id)
    assert not ledger.faults
    assert sent_letters(session, actor) == {LetterKind.TURNOVER_CALL: 45, LetterKind.FEE_DECISION: 45}
    notices = select(Letter).where(Letter.municipality_id == actor.municipality_id, Letter.sent_on.is_(None))
    assert [letter.kind for letter in session.scalars(notices)] == [LetterKind.POINTS_NOTICE]


def sent_letters(session: Session, actor: Actor) -> Counter[LetterKind]:
    """How many letters of each kind went out, with how and when."""
    sent = select(Letter).where(
        Letter.municipality_id == actor.municipality_id,
        Letter.sent_on.is_not(None),
        Letter.channel == Channel.DIGITAL_MAIL,
    )
    return Counter(letter.kind for letter in session.scalars(sent))
