"""The account of an earmark's year on its page: every figure with its entries, income beside, spreadsheet."""

import io
import re
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import EarmarkYear
from app.permissions import Actor
from app.prevention.queries.accounts import Figure, sum_of_figure
from app.prevention.queries.earmarks import account_of, accounts_in
from app.prevention.service.years import Move, held_year, move
from fees.earmark import EarmarkExtent, EarmarkFilling
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from tests.app.billing.batch_desk import Desk
from tests.app.conftest import ClientAs, Filling
from tests.factories.earmark import make_earmark

YEAR = clock.today().year
RESERVE = (EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT)
PAY = (EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED)


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def fill(session: Session, actor: Actor, **changed: Any) -> int:
    """An earmark of which 41 500 is spent and 18 000 promised this year."""
    earmark = make_earmark(session, actor, **changed)
    today = clock.today()
    row = held_year(session, actor, earmark.id, YEAR, on=today)
    move(session, actor, row, [Move(*RESERVE, kroner(59_500))], on=today)
    move(session, actor, row, [Move(*PAY, kroner(41_500))], on=today)
    return earmark.id


def test_the_account_shows_budget_spending_promises_and_what_is_free(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        earmark_id = fill(session, actor)
    listed = plain(client_as("prevention_coordinator").get("/forebygging/oremerking").text)
    assert "Budsjett 75 000 kr · Forbruk 41 500 kr · Tilsagn 18 000 kr · Ledig 15 500 kr" in listed
    page = plain(client_as("reader").get(f"/forebygging/oremerking/{earmark_id}/{YEAR}").text)
    assert "75 000 kr stilt til disposisjon + 0 kr overført = 18 000 kr tilsagn + 41 500 kr forbruk" in page
    assert "Det mangler 75 000 kr på å dekke det som er øremerket." in page
    assert "Avslutt året" not in page


def test_each_figure_is_the_sum_of_the_entries_that_it_leads_to(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        earmark_id = fill(session, actor)
        account = accounts_in(session, actor.municipality_id, YEAR)[0][1]
        sums = {
            figure: sum_of_figure(session, actor.municipality_id, earmark_id, YEAR, figure)
            for figure in Figure
            if figure is not Figure.ALL
        }
    assert sums == {
        Figure.INCOME: account.income,
        Figure.ALLOTTED: account.allotted,
        Figure.CARRIED_IN: account.carried_in,
        Figure.RESERVED: account.reserved,
        Figure.SPENT: account.spent,
        Figure.RETURNED: account.returned,
        Figure.CARRIED_OUT: account.carried_out,
        Figure.LEFT: account.left,
    }
    client = client_as("reader")
    page = client.get(f"/forebygging/oremerking/{earmark_id}/{YEAR}").text
    addresses = re.findall(r'href="(/forebygging/oremerking/\d+/\d+/posteringer\?tall=[a-z-]+)"', page)
    assert len(addresses) == 8
    told = {address.split("=")[1]: plain(client.get(address).text) for address in addresses}
    assert "Posteringene er til sammen 18 000 kr." in told["tilsagn"]
    assert "Posteringene er til sammen 15 500 kr." in told["igjen"]
    assert "−41 500 kr" in told["tilsagn"]


def test_an_unknown_figure_lists_every_entry(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = fill(session, actor)
    page = client_as("reader").get(f"/forebygging/oremerking/{earmark_id}/{YEAR}/posteringer?tall=feil")
    assert "Viser 3 posteringer" in page.text


def test_the_entries_come_as_a_workbook(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = fill(session, actor)
    answer = client_as("finance").get(f"/forebygging/oremerking/{earmark_id}/{YEAR}/regneark")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    assert [row[5] for row in sheet.iter_rows(min_row=2, values_only=True)] == [75_000, 59_500, 41_500]


def test_a_year_that_nobody_used_is_entered_on_request(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
    page = f"/forebygging/oremerking/{earmark_id}/{YEAR}"
    assert "Bokfør nå" in client_as("finance").get(page).text
    assert "Bokfør nå" not in client_as("reader").get(page).text
    for _time in range(2):
        answer = client_as("finance").post(f"{page}/bokfor", follow_redirects=True)
        assert "er bokført." in answer.text
    assert "Bokfør nå" not in answer.text
    with filling() as (session, _actor):
        assert [row.allotted_ore for row in session.scalars(select(EarmarkYear))] == [7_500_000]
    coming = client_as("finance").post(
        page.replace(str(YEAR), str(YEAR + 1)) + "/bokfor", follow_redirects=True
    )
    assert f"Midlene for {YEAR + 1} kan brukes fra 1. januar {YEAR + 1}." in coming.text


@pytest.mark.parametrize("year", [2023, YEAR + 2, 0, 99_999])
def test_a_year_that_the_earmark_does_not_hold_in_is_not_found(
    client_as: ClientAs, filling: Filling, year: int
) -> None:
    with filling() as (session, actor):
        earmark_id = make_earmark(session, actor).id
    assert client_as("reader").get(f"/forebygging/oremerking/{earmark_id}/{year}").status_code == 404


@pytest.fixture
def desk(app: Any, filling: Filling) -> Desk:
    return Desk(app, filling)


def test_fee_income_covers_the_earmarks_in_the_order_of_their_decisions_and_none_of_it_twice(
    filling: Filling, desk: Desk
) -> None:
    desk.decide(dict.fromkeys(desk.licences(10), 1_000_000))
    desk.approve(desk.make())
    with filling() as (session, actor):
        first = make_earmark(session, actor)
        second = make_earmark(session, actor, name="B", amount_ore=5_000_000)
        by_share = make_earmark(
            session, actor, name="C", extent=EarmarkExtent.SHARE, amount_ore=None, share=1_000
        )
        found = [account_of(session, actor.municipality_id, one, 2026) for one in (first, second, by_share)]
    assert [one.income for one in found] == [kroner(100_000)] * 3
    assert [one.set_aside for one in found] == [kroner(75_000), kroner(25_000), ZERO]
    assert [one.shortfall for one in found] == [ZERO, kroner(25_000), kroner(10_000)]


def test_filling_from_payments_gives_what_has_been_paid_and_never_takes_what_is_promised(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        row = held_year(session, actor, earmark.id, YEAR, on=clock.today())
        move(session, actor, row, [Move(*RESERVE, kroner(20_000))], on=clock.today())
        earmark.filling = EarmarkFilling.PAYMENTS
        session.flush()
        shown = account_of(session, actor.municipality_id, earmark, YEAR)
        held_year(session, actor, earmark.id, YEAR, on=clock.today())
        assert shown == account_of(session, actor.municipality_id, earmark, YEAR)
        assert (shown.allotted, shown.reserved, shown.left) == (kroner(20_000), kroner(20_000), ZERO)


def test_the_pages_ask_as_much_of_the_database_however_many_entries_there_are(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    with filling() as (session, actor):
        earmark_id = fill(session, actor)
    pages = [
        "/forebygging/oremerking",
        f"/forebygging/oremerking/{earmark_id}",
        f"/forebygging/oremerking/{earmark_id}/{YEAR}",
        f"/forebygging/oremerking/{earmark_id}/{YEAR}/posteringer",
    ]
    client = client_as("reader")

    def asked() -> list[int]:
        counts = []
        for page in pages:
            statements.clear()
            assert client.get(page).status_code == 200
            counts.append(len(statements))
        return counts

    few = asked()
    with filling() as (session, actor):
        for number in range(4):
            other = make_earmark(session, actor, name=f"Nr. {number}")
            for year in (YEAR - 1, YEAR):
                held_year(session, actor, other.id, year, on=date(year, 1, 1))
        row = held_year(session, actor, earmark_id, YEAR, on=clock.today())
        for _time in range(60):
            move(session, actor, row, [Move(*RESERVE, kroner(1))], on=clock.today())
    assert asked() == few
