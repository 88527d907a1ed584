"""Pages of payouts: from the request to the voucher, what is typed wrongly, and who may do what."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from app import clock
from app.formats import short_date
from app.models.spending import Payout, Spending
from app.permissions import Role
from fees.spending import PayoutState, SpendingState
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.payout import make_grant, make_paid, make_payout, make_shared, part_of_other, person_of
from tests.journeys.office import fields_of

TODAY = clock.today()


@pytest.fixture
def granted(filling: Filling, world: World) -> int:
    """A grant of 12,000, consulted on."""
    with filling() as (session, _actor):
        return make_grant(session, world.own_id).id


def posted(client: FlaskClient, url: str, **changed: Any) -> Any:
    """What a form answers when it is sent with some fields changed."""
    return client.post(url, data=fields_of(client.get(url).text) | changed)


def test_a_grant_is_attested_ordered_and_paid(granted: int, client_as: ClientAs, filling: Filling) -> None:
    coordinator, finance = client_as("prevention_coordinator"), client_as("finance")
    spending = f"/forebygging/bruk/{granted}"
    assert "Utbetalingsanmodning" in coordinator.get(spending).text
    fields = fields_of(coordinator.get(f"{spending}/utbetaling").text)
    assert (fields["amount"], fields["payee"]) == ("12 000,00", "FAU ved skolen (oppdiktet)")
    assert fields["account_number"] == "8601 11 17947"
    assert posted(coordinator, f"{spending}/utbetaling").status_code == 302
    listed = finance.get("/forebygging/utbetalinger?tilstand=attested").text
    assert "12\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr" in listed
    with filling() as (session, _actor):
        payout_id = session.scalars(select(Payout.id)).one()
    page = f"/forebygging/utbetalinger/{payout_id}"
    assert finance.post(f"{page}/anvis", data=fields_of(finance.get(page).text)).status_code == 302
    wrong = finance.post(f"{page}/bilag", data={"version": "2", "voucher": "", "paid_on": "i går"})
    assert wrong.status_code == 422
    assert "Skriv bilagsnummeret fra økonomisystemet." in wrong.text
    assert "Skriv datoen som dag, måned og år" in wrong.text
    assert 'value="i går"' in wrong.text
    done = finance.post(
        f"{page}/bilag", data={"version": "2", "voucher": "30017788", "paid_on": short_date(TODAY)}
    )
    assert done.status_code == 302
    shown = plain(coordinator.get(spending).text)
    assert f"{short_date(TODAY)}, bilag 30017788" in shown
    with filling() as (session, _actor):
        assert session.get_one(Spending, granted).state is SpendingState.PAID


@pytest.mark.parametrize(
    ("field", "typed", "sentence", "status"),
    [
        ("amount", "-500", "under null", 422),
        ("amount", "0", "Beløpet må være over null.", 422),
        ("amount", "12 001", "Det er 12 000 kr igjen av tilsagnet", 409),
        ("amount", "mye", "kan ikke leses", 422),
        ("payee", "", "Skriv hvem pengene skal betales til.", 422),
        ("account_number", "8601 11 17948", "Kontonummeret stemmer ikke.", 422),
    ],
)
def test_what_is_typed_wrongly_is_told_in_one_sentence_and_kept(
    granted: int, client_as: ClientAs, filling: Filling, field: str, typed: str, sentence: str, status: int
) -> None:
    answer = posted(
        client_as("prevention_coordinator"), f"/forebygging/bruk/{granted}/utbetaling", **{field: typed}
    )
    assert answer.status_code == status
    assert sentence in plain(answer.text)
    assert not typed or f'value="{typed}"' in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Payout)) == 0


def test_the_button_pressed_twice_asks_once(granted: int, client_as: ClientAs, filling: Filling) -> None:
    coordinator = client_as("prevention_coordinator")
    url = f"/forebygging/bruk/{granted}/utbetaling"
    fields = fields_of(coordinator.get(url).text) | {"amount": "5 000"}
    assert coordinator.post(url, data=fields).status_code == 302
    again = coordinator.post(url, data=fields)
    assert again.status_code == 409
    assert "En annen lagret mens du skrev" in again.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Payout)) == 1


def test_before_the_consultation_the_page_says_who_is_missing(
    filling: Filling, world: World, client_as: ClientAs
) -> None:
    with filling() as (session, _actor):
        spending_id = make_grant(session, world.own_id, consulted=False).id
    coordinator = client_as("prevention_coordinator")
    page = plain(coordinator.get(f"/forebygging/bruk/{spending_id}").text)
    assert "Midlene kan ikke betales ut før det er holdt samråd." in page
    answer = posted(coordinator, f"/forebygging/bruk/{spending_id}/utbetaling")
    assert answer.status_code == 409
    assert "Det mangler svar fra Oppvekstetaten, Videregående skole" in plain(answer.text)


def test_whoever_attested_is_not_offered_to_order(
    filling: Filling, world: World, client_as: ClientAs
) -> None:
    with filling() as (session, _actor):
        payout = make_payout(session, make_grant(session, world.own_id))
        payout.attested_by_id = person_of(session, world.own_id, Role.FINANCE).user_id
        payout_id = payout.id
    finance = client_as("finance")
    page = f"/forebygging/utbetalinger/{payout_id}"
    assert "Du har selv attestert utbetalingen." in finance.get(page).text
    answer = finance.post(f"{page}/anvis", data={"version": "2"})
    assert answer.status_code == 409
    assert "En annen må anvise den" in answer.text


def test_a_payout_is_cancelled_with_a_reason(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        payout_id = make_payout(session, make_grant(session, world.own_id)).id
    finance = client_as("finance")
    page = f"/forebygging/utbetalinger/{payout_id}"
    assert finance.post(f"{page}/annuller", data={"version": "1", "reason": ""}).status_code == 422
    assert finance.post(f"{page}/annuller", data={"version": "1", "reason": "Feil konto"}).status_code == 302
    assert "Feil konto" in finance.get(page).text
    with filling() as (session, _actor):
        assert session.get_one(Payout, payout_id).state is PayoutState.CANCELLED


def test_what_comes_back_and_what_is_not_needed_is_entered(
    filling: Filling, world: World, client_as: ClientAs
) -> None:
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        make_paid(session, spending, 9_000)
        spending_id = spending.id
    finance, decider = client_as("finance"), client_as("decider")
    url = f"/forebygging/bruk/{spending_id}"
    back = posted(finance, f"{url}/tilbakebetaling", amount="1 500", voucher="30018899", reason="Ikke brukt")
    assert back.status_code == 302
    assert "\N{MINUS SIGN}1 500 kr" in plain(finance.get("/forebygging/utbetalinger").text)
    assert fields_of(decider.get(f"{url}/frigi").text)["amount"] == "3 000,00"
    assert posted(decider, f"{url}/frigi", reason="").status_code == 422
    assert posted(decider, f"{url}/frigi", reason="Billigere").status_code == 302
    shown = plain(decider.get(url).text)
    assert "Frigitt 3 000 kr" in shown
    assert "Betalt tilbake 1 500 kr" in shown
    late = posted(
        finance,
        f"{url}/tilbakebetaling",
        amount="100",
        voucher="1",
        reason="Mer",
        received_on=short_date(TODAY + timedelta(days=1)),
    )
    assert late.status_code == 409
    assert "er ikke kommet ennå" in late.text


def test_finance_takes_the_list_along(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        make_paid(session, spending, 4_000)
        make_payout(session, spending, 8_000)
    finance = client_as("finance")
    book = load_workbook(BytesIO(finance.get("/forebygging/utbetalinger/regneark").data))
    rows = list(book.active.iter_rows(values_only=True))
    assert sorted(row[8] for row in rows if isinstance(row[8], int | float)) == [4000, 8000]
    text = finance.get("/forebygging/utbetalinger/csv?tilstand=attested").data.decode("utf-8-sig")
    assert "8000,00" in text
    assert "4000,00" not in text
    assert client_as("reader").get("/forebygging/utbetalinger/csv").status_code == 403


def test_another_municipality_finds_nothing(filling: Filling, world: World, client_as: ClientAs) -> None:
    with filling() as (session, _actor):
        spending = make_grant(session, world.own_id)
        payout_id = make_payout(session, spending).id
        url = f"/forebygging/bruk/{spending.id}"
    theirs = client_as("finance", municipality="other")
    assert theirs.get(f"/forebygging/utbetalinger/{payout_id}").status_code == 404
    assert theirs.post(f"/forebygging/utbetalinger/{payout_id}/anvis").status_code == 404
    assert theirs.get(f"{url}/tilbakebetaling").status_code == 404
    assert "Det er ingen utbetalinger her." in theirs.get("/forebygging/utbetalinger").text


def test_the_other_municipality_pays_what_is_claimed(
    filling: Filling, world: World, client_as: ClientAs
) -> None:
    with filling() as (session, _actor):
        spending = make_shared(session, world.own_id, world.other_id)
        make_paid(session, spending, 8_000)
        part_id, spending_id = part_of_other(session, spending).id, spending.id
    coordinator = client_as("prevention_coordinator")
    page = coordinator.get(f"/forebygging/bruk/{spending_id}").text
    assert "Krav om kommunens del" in page
    letter = page.split("/brev/")[-1].split('"')[0]
    url = f"/forebygging/bruk/{spending_id}/brev/{letter}"
    coordinator.post(f"{url}/endelig", data=fields_of(coordinator.get(url).text))
    theirs = client_as("prevention_coordinator", municipality="other")
    part = f"/forebygging/fellestiltak/{part_id}"
    assert "Den andre kommunen har krevd 4 000 kr." in plain(theirs.get(part).text)
    assert fields_of(theirs.get(f"{part}/utbetaling").text)["amount"] == "4 000,00"
    assert posted(theirs, f"{part}/utbetaling").status_code == 302
    again = posted(theirs, f"{part}/utbetaling", amount="1")
    assert again.status_code == 409
    assert "Den andre kommunen har krevd 4 000 kr, og 0 kr av det er ikke betalt." in plain(again.text)
    assert "Foreldrekveld for 8. trinn" in theirs.get("/forebygging/utbetalinger").text
