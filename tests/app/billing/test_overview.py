"""The fees at a glance: the year's way and next step, and a year in figures that add up."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.duties import Progress
from app.billing.queries.fee_years import default_fee_year
from app.billing.queries.year_figures import Figures, figures_by_place, year_figures
from app.billing.queries.year_state import YearState
from app.billing.service.fee_years import change_fee_year
from app.billing.service.rounds import start_round
from app.billing.shown_overview import shown_overview
from app.models.fee import FeePurpose
from app.models.invoice import BatchState, Payment, PaymentFile, PaymentFileKind
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Actor, Role
from fees.ledger import Account, EntryKind
from fees.money import Money
from fees.turnover import Volumes
from licensing.licences import LicenceKind
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.fees import RESTAURANT, make_batch, make_entry, make_fee, make_invoice
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.user import add_roles
from tests.factories.venue import make_venue

YEAR = 2026
LODGE = Volumes(90_000, 70_000, 6_000)
SHOP = Volumes(9_000_000)


def cells_of(text: str, row: str) -> list[str]:
    """The cells of the row that a heading names."""
    found = re.search(rf'<th scope="row">{row}</th>(.*?)</tr>', text, re.DOTALL)
    assert found is not None, row
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found[1], re.DOTALL)
    return [cell.replace("\u00a0", " ") for cell in cells]


def make_year(session: Session, actor: Actor) -> None:
    """A restaurant that has paid in part, a lodge at the minimum, a shop that is only computed."""
    venue, holder = make_venue(session, actor), make_holder(session, actor)
    restaurant = make_licence(session, venue, holder)
    lodge = make_licence(session, make_venue(session, actor, name="Fjellstua", street="Fjellveien 1"), holder)
    shop = make_licence(
        session,
        make_venue(session, actor, name="Butikken", street="Handelsveien 2"),
        holder,
        kind=LicenceKind.SALE,
        groups="1",
    )
    fee = make_fee(session, actor, restaurant, RESTAURANT, decided_on=date(2026, 3, 20))
    make_fee(session, actor, lodge, LODGE, decided_on=date(2026, 3, 20))
    make_fee(session, actor, shop, SHOP)
    # What is left of the year before is claimed with this year's advance.
    make_fee(session, actor, restaurant, year=2025, purpose=FeePurpose.SETTLEMENT, total_ore=-78_380)
    batch = make_batch(session, actor)
    invoice, line = make_invoice(session, batch, restaurant, fee)
    make_entry(session, actor, licence=restaurant, line=line)
    paid = make_payment(session, actor, invoice.id, 400_000)
    make_entry(
        session,
        actor,
        kind=EntryKind.PAYMENT,
        debit=Account.PAYMENTS,
        credit=Account.RECEIVABLES,
        amount=4_000,
        licence=restaurant,
        payment_id=paid.id,
    )
    loose = make_payment(session, actor, None, 10_050)
    make_entry(
        session,
        actor,
        kind=EntryKind.PAYMENT,
        debit=Account.PAYMENTS,
        credit=Account.UNPLACED,
        amount=Decimal("100.50"),
        payment_id=loose.id,
    )


def make_payment(session: Session, actor: Actor, invoice_id: int | None, ore: int) -> Payment:
    """A payment that a file told of."""
    file = PaymentFile(
        municipality_id=actor.municipality_id,
        kind=PaymentFileKind.STATUS,
        sha256=f"{invoice_id}-{ore}",
        file_name="status.csv",
        told_on=date(2026, 5, 2),
        rows=1,
        read_by_id=actor.user_id,
        read_at=clock.now(),
    )
    session.add(file)
    session.flush()
    payment = Payment(
        municipality_id=actor.municipality_id,
        file_id=file.id,
        invoice_id=invoice_id,
        reference="2026-01-0001",
        bank_reference=f"{invoice_id}-{ore}",
        amount_ore=ore,
        paid_on=date(2026, 5, 1),
    )
    session.add(payment)
    session.flush()
    return payment


def test_a_year_in_figures_adds_up(client_as: ClientAs, filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        make_year(session, actor)
    text = client_as("reader").get(f"/gebyr/ar/{YEAR}").text
    assert cells_of(text, "Salgsbevilling") == ["23 400,00", "0,00", "0,00", "0,00", "0,00"]
    assert cells_of(text, "Skjenkebevilling") == [
        "15 251,20",
        "16 035,00",
        "9 435,00",
        "4 000,00",
        "5 435,00",
    ]
    assert cells_of(text, "Skjenkebevilling, gruppe 1") == ["6 900", "4 347,00"]
    assert cells_of(text, "Opp til minstegebyret \\(1 gebyr\\)") == ["", "4 578,00"]
    assert cells_of(text, "Etteroppgjør for 2025") == ["", "−783,80"]
    assert cells_of(text, "Til sammen")[0] == "38 651,20"
    assert cells_of(text.partition('id="gruppe"')[2], "Til sammen") == ["", "38 651,20"]
    assert "betalt 100,50 kr som ikke er ført" in text


def test_the_parts_of_a_year_are_its_expected_claims(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        make_year(session, actor)
        figures = year_figures(session, actor.municipality_id, YEAR)
        parts = figures.yearly.total + figures.settled + figures.occasions
        assert parts == figures.whole.expected == Money(3_865_120)
        assert figures.whole.invoiced == figures.whole.paid + figures.whole.outstanding
        beside = figures_by_place(session, [actor.municipality_id], YEAR)[actor.municipality_id]
        assert beside == figures.whole
        assert year_figures(session, actor.municipality_id, 2024).whole.fees == 0


def test_a_new_edition_that_waits_is_expected_and_the_old_one_stands_decided(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        make_fee(session, actor, licence, RESTAURANT, decided_on=date(2026, 3, 20))
        make_fee(session, actor, licence, LODGE, edition=2)
        figures = year_figures(session, actor.municipality_id, YEAR).whole
        assert (figures.expected, figures.decided, figures.fees) == (Money(660_000), Money(943_500), 1)
        beside = figures_by_place(session, [actor.municipality_id], YEAR)[actor.municipality_id]
        assert beside == figures


def test_no_query_is_added_by_more_licences(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client = client_as("finance")
    counts: list[list[int]] = []
    for more in range(2):
        with filling(Role.FINANCE) as (session, actor):
            holder = make_holder(session, actor, name=f"Huset {more} AS", serial=more + 20)
            for serial in range(1 + 3 * more):
                venue = make_venue(session, actor, name=f"Sted {more}{serial}", street=f"Vei {more}{serial}")
                make_fee(session, actor, make_licence(session, venue, holder))
        counts.append([])
        for address in ("/gebyr", f"/gebyr/ar/{YEAR}", f"/gebyr/ar/{YEAR}/regneark"):
            statements.clear()
            assert client.get(address).status_code == 200
            counts[-1].append(len(statements))
    assert counts[0] == counts[1]


def test_the_workbook_holds_numbers_that_can_be_added(client_as: ClientAs, filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        make_year(session, actor)
    answer = client_as("reader").get(f"/gebyr/ar/{YEAR}/regneark")
    assert answer.headers["Content-Disposition"] == "attachment; filename=gebyr-2026.xlsx"
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Salg og skjenking", "Etter gruppe", "Bevillinger", "Inntekt og kostnad"]
    licences: Any = book["Bevillinger"]
    rows = list(licences.iter_rows(min_row=2, values_only=True))
    assert len(rows) == 3
    expected = book["Salg og skjenking"].cell(4, 2).value
    assert sum(row[4] for row in rows) == pytest.approx(expected) == pytest.approx(38_651.20)
    parts = list(book["Etter gruppe"].iter_rows(min_row=2, values_only=True))
    assert sum(row[2] for row in parts[:-1]) == pytest.approx(parts[-1][2])


def test_who_works_for_two_municipalities_sees_both_side_by_side(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    for municipality in ("own", "other"):
        with filling(Role.FINANCE, municipality=municipality) as (session, actor):
            make_year(session, actor)
    assert "Kommunene du arbeider for" not in client_as("finance").get(f"/gebyr/ar/{YEAR}").text
    with filling(Role.FINANCE) as (session, actor):
        user = session.get_one(User, actor.user_id)
        other = session.get_one(Municipality, world.municipality_ids["other"])
        add_roles(session, user, other, Role.INSPECTOR)
    assert "Kommunene du arbeider for" not in client_as("finance").get(f"/gebyr/ar/{YEAR}").text
    with filling(Role.FINANCE) as (session, actor):
        user = session.get_one(User, actor.user_id)
        other = session.get_one(Municipality, world.municipality_ids["other"])
        add_roles(session, user, other, Role.READER)
    text = client_as("finance").get(f"/gebyr/ar/{YEAR}").text
    assert "Kommunene du arbeider for" in text
    assert cells_of(text.partition('id="kommuner"')[2], "Til sammen")[0] == "77 302,40"


def test_income_stands_beside_what_it_cost(client_as: ClientAs, filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        make_year(session, actor)
    client = client_as("finance")
    assert cells_of(client.get(f"/gebyr/ar/{YEAR}").text, "Kostnad til kontroll") == ["Ikke oppgitt"]
    with filling(Role.FINANCE) as (session, actor):
        costs = {"handling_cost_ore": 1_000_000, "control_cost_ore": 50_000}
        change_fee_year(session, actor, year=YEAR, seen_version=0, wanted=costs)
    text = client.get(f"/gebyr/ar/{YEAR}").text
    assert cells_of(text, "Gebyr minus kostnad") == ["−1 065,00"]


@pytest.mark.parametrize("year", [2015, clock.today().year + 2])
def test_a_year_out_of_reach_is_not_found(client_as: ClientAs, year: int) -> None:
    client = client_as("finance")
    assert client.get(f"/gebyr/ar/{year}").status_code == 404
    assert client.get(f"/gebyr/ar/{year}/regneark").status_code == 404


def test_an_empty_year_says_so(client_as: ClientAs) -> None:
    text = client_as("finance").get(f"/gebyr/ar/{YEAR}").text
    assert "Ingen gebyr er beregnet for 2026 ennå." in text


def test_the_overview_says_what_comes_first(client_as: ClientAs) -> None:
    answer = client_as("finance").get("/gebyr")
    assert answer.status_code == 200
    assert "Sett opp året" in answer.text
    reader = client_as("reader").get("/gebyr").text
    assert "Sett opp året" not in reader, "A reader is offered nothing to do."
    assert "Reskontro" in reader


def test_the_overview_counts_what_the_lists_show(client_as: ClientAs, filling: Filling) -> None:
    year = clock.today().year
    with filling(Role.FINANCE) as (session, actor):
        make_licence(session, make_venue(session, actor), make_holder(session, actor))
        change_fee_year(session, actor, year=year, seen_version=0, wanted={"instalments": 1})
    client = client_as("finance")
    assert f"Be om omsetningsoppgavene for {year}." in client.get("/gebyr").text
    with filling(Role.FINANCE) as (session, actor):
        due = date(year, 3, 2)
        start_round(session, actor, year=year, due_on=due, reason="", on=date(year, 2, 2))
        make_batch(session, actor, fee_year=year)
    text = client.get("/gebyr").text
    assert f"1 oppgave mangler. Fristen i runden: 02.03.{year}." in text
    assert re.search(r'tile__count">1</span> <span class="tile__label">oppgave', text)
    assert re.search(r'tile__count">1</span> <span class="tile__label">grunnlag', text)


ROUND = Progress(whole=56, delivered=56)
DUE = date(2026, 3, 2)


def state(
    *,
    due_on: date | None = DUE,
    asked: Progress = ROUND,
    waiting: int = 0,
    decided: int = 0,
    batches: dict[BatchState, int] | None = None,
    questions: int = 0,
    late: int = 0,
) -> YearState:
    return YearState(due_on, asked, questions, waiting, decided, batches or {}, 0, 0, (), late)


OWED = Figures(invoiced=Money(100), outstanding=Money(100))
LOCKED = {BatchState.LOCKED: 1}
STEPS = [
    pytest.param(state(due_on=None), Figures(), "Be om omsetningsoppgavene for 2026.", 1, id="no round"),
    pytest.param(
        state(asked=Progress(whole=56, missing=9, delivered=47)),
        Figures(),
        "9 oppgaver mangler. Fristen i runden: 02.03.2026.",
        1,
        id="nine are missing",
    ),
    pytest.param(
        state(questions=7), Figures(), "7 spørsmål til oppgavene venter på svar.", 2, id="questions"
    ),
    pytest.param(state(), Figures(), "Oppgavene er på plass.", 2, id="all are told"),
    pytest.param(state(waiting=56), Figures(), "56 gebyr er beregnet og venter på vedtak.", 3, id="computed"),
    pytest.param(state(decided=56), Figures(), "Gebyrene er vedtatt.", 4, id="decided"),
    pytest.param(
        state(decided=56, late=2, batches=LOCKED),
        OWED,
        "2 oppgaver er kommet eller endret etter beregningen.",
        2,
        id="late statements",
    ),
    pytest.param(
        state(decided=55, late=1, asked=Progress(whole=56, missing=1, delivered=55)),
        Figures(),
        "1 oppgave er kommet eller endret etter beregningen.",
        1,
        id="a late statement while others are missing",
    ),
    pytest.param(
        state(decided=54, waiting=2, late=1),
        Figures(),
        "2 gebyr er beregnet og venter på vedtak.",
        3,
        id="a late statement while fees wait",
    ),
    pytest.param(
        state(decided=56, late=1, questions=1),
        Figures(),
        "1 spørsmål til oppgavene venter på svar.",
        2,
        id="a late statement that is asked about",
    ),
    pytest.param(
        state(decided=56, batches={BatchState.READY: 1}),
        Figures(),
        "1 fakturagrunnlag er ikke ferdig anvist.",
        4,
        id="a batch is ready",
    ),
    pytest.param(
        state(decided=56, batches={BatchState.DISCARDED: 1}),
        Figures(),
        "Gebyrene er vedtatt.",
        4,
        id="discarded",
    ),
    pytest.param(state(decided=56, batches=LOCKED), OWED, "Det står 1,00 kr igjen å betale.", 5, id="owed"),
    pytest.param(
        state(decided=56, batches=LOCKED),
        Figures(invoiced=Money(100)),
        "Alt som er fakturert, er betalt.",
        6,
        id="paid",
    ),
]


@pytest.mark.parametrize(("reached", "figures", "says", "done"), STEPS)
def test_each_step_leads_to_the_next(
    app: Flask, reached: YearState, figures: Figures, says: str, done: int
) -> None:
    fee_year = default_fee_year(1, YEAR)
    fee_year.id = 1
    with app.test_request_context():
        shown = shown_overview(YEAR, fee_year, reached, figures, rates_missing=False, sets_up=True)
    assert shown.next_step.text == says
    assert [step.state for step in shown.steps].index("current") == done if done < 6 else True
    assert sum(step.state == "current" for step in shown.steps) == (1 if done < 6 else 0)


def test_without_rates_nothing_else_comes_first(app: Flask) -> None:
    fee_year = default_fee_year(1, YEAR)
    with app.test_request_context():
        shown = shown_overview(YEAR, fee_year, state(), Figures(), rates_missing=True, sets_up=False)
    assert shown.next_step.text == "Uten satser kan ingen gebyr beregnes for 2026."
    assert shown.next_step.url is None
