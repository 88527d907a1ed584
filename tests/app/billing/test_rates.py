"""The rates: known ones are shown with their regulation; a missing year is added once, and never changed."""

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from app import clock
from app.billing.queries.rates import rate_table
from app.billing.service import rates as service
from app.labels import label
from app.models.event import Event, EventType
from app.models.fee_year import AddedRates
from app.permissions import Role
from fees.computation import year_fee
from fees.rates import RateState, packaged_rates, rates_for
from fees.turnover import Volumes
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind
from tests.app.conftest import ClientAs, Filling

NEXT = packaged_rates()[-1].first_day.year + 1
FIELDS = {
    "year": str(NEXT),
    "sale_g1": "0,27",
    "sale_g2": "0,78",
    "serve_g1": "0,65",
    "serve_g2": "1,68",
    "serve_g3": "5,53",
    "min_sale": "2 200",
    "min_serve": "6.800,00",
    "ambulatory_max": "490",
    "regulation": f"FOR-{NEXT - 1}-11-27-2400",
    "source": "https://lovdata.no/dokument/LTI",
}
ASKED = re.compile(r'name="asked"[^>]*value="([^"]*)"')


def stored(filling: Filling) -> list[int]:
    """The years that were added."""
    with filling() as (session, _actor):
        return [row.first_day.year for row in session.scalars(select(AddedRates))]


def test_known_rates_stand_with_their_regulation(client_as: ClientAs) -> None:
    text = client_as("reader").get("/gebyr/satser").text
    assert "FOR-2025-11-28-2361" in text
    assert "5,35" in text
    assert "Ingen sats" in text
    assert "Legg inn et år" not in text, "A reader adds nothing."
    rows = list(load_workbook(BytesIO(client_as("reader").get("/gebyr/satser/regneark").data)).active.values)
    assert len(rows) == 1 + len(packaged_rates())
    assert {row[2]: row[7] for row in rows}["FOR-2025-11-28-2361"] == 5.35


def test_a_missing_year_is_added_and_fees_are_computed_by_it(client_as: ClientAs, filling: Filling) -> None:
    answer = client_as("finance").post("/gebyr/satser/ny", data=FIELDS, follow_redirects=True)
    assert f"Satsene for {NEXT} er lagt inn." in answer.text
    assert "Lagt inn av kommunen" in answer.text
    state = RateState.ADOPTED if clock.today().year < NEXT else RateState.IN_FORCE
    assert label(state) in answer.text
    with filling() as (session, actor):
        table = rate_table(session, actor.municipality_id)
        fee = year_fee(LicenceKind.SERVING, NEXT, Volumes(), table=table)
        assert (fee.total.ore, fee.regulation) == (680_000, FIELDS["regulation"])
        told = session.scalars(select(Event).where(Event.type == EventType.RATES_ADDED)).one()
        assert FIELDS["regulation"] in (told.payload or "")
    with filling(municipality="other") as (session, actor):
        assert rates_known(rate_table(session, actor.municipality_id)) is False


def rates_known(table: Any) -> bool:
    try:
        rates_for(NEXT, table)
    except LookupError:
        return False
    return True


def test_a_year_that_has_rates_is_refused(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("finance")
    client.post("/gebyr/satser/ny", data=FIELDS)
    for year in ("2026", "2019", str(NEXT)):
        answer = client.post("/gebyr/satser/ny", data=FIELDS | {"year": year})
        assert answer.status_code == 409
        assert f"{year} har allerede satser" in answer.text
    assert stored(filling) == [NEXT]


UNUSUAL = [
    pytest.param({"serve_g3": "6,60"}, "mer enn 20 % høyere enn året før (5,35)", id="a jump"),
    pytest.param({"serve_g3": "5,30"}, "lavere enn året før (5,35)", id="a fall"),
    pytest.param({"min_serve": "6 850"}, "ikke et rundt beløp", id="a minimum that is no whole hundred"),
    pytest.param({"min_sale": "2 195"}, "ikke et rundt beløp", id="a minimum that is no whole ten"),
    pytest.param({"sale_g2": ""}, "Er det riktig at den er borte?", id="a rate that is gone"),
    pytest.param({"regulation": "FOR-2020-10-26-2167"}, "fra høsten før", id="a regulation of another year"),
]


@pytest.mark.parametrize(("typed", "asks"), UNUSUAL)
def test_an_unusual_figure_is_a_question_and_never_a_block(
    client_as: ClientAs, filling: Filling, typed: dict[str, str], asks: str
) -> None:
    client, fields = client_as("finance"), FIELDS | typed
    answer = client.post("/gebyr/satser/ny", data=fields)
    assert answer.status_code == 422
    assert asks in answer.text
    assert stored(filling) == []
    asked = ASKED.search(answer.text)
    assert asked is not None
    answer = client.post("/gebyr/satser/ny", data=fields | {"asked": asked[1], "confirmed": "y"})
    assert answer.status_code == 302
    assert stored(filling) == [NEXT]


def test_a_yes_covers_the_figures_that_were_asked_about_and_no_others(
    client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("finance")
    asked = ASKED.search(client.post("/gebyr/satser/ny", data=FIELDS | {"serve_g3": "6,60"}).text)
    assert asked is not None
    changed = FIELDS | {"serve_g3": "66", "asked": asked[1], "confirmed": "y"}
    answer = client.post("/gebyr/satser/ny", data=changed)
    assert answer.status_code == 422
    assert "66,00" in answer.text
    assert stored(filling) == []


WRONG = [
    pytest.param({"year": "2199"}, 409, "Satser kan legges inn for årene", id="a year far ahead"),
    pytest.param({"year": "1900"}, 422, "Skriv et tall fra", id="a year long ago"),
    pytest.param({"year": "neste"}, 422, "Skriv et helt tall", id="no year"),
    pytest.param({"serve_g3": ""}, 422, "Skriv satsen for skjenking av gruppe 3.", id="a figure missing"),
    pytest.param({"serve_g3": "0"}, 422, "må være over null", id="nothing"),
    pytest.param({"serve_g3": "-5"}, 422, "er under null", id="below nothing"),
    pytest.param({"serve_g3": "5,355"}, 422, "mer enn to desimaler", id="three decimals"),
    pytest.param({"serve_g3": "fem"}, 422, "kan ikke leses", id="letters"),
    pytest.param({"min_serve": "6.800"}, 422, "kan leses på to måter", id="one point"),
    pytest.param({"min_serve": "9" * 12}, 422, "for høyt", id="absurd"),
    pytest.param({"regulation": "FOR 2026"}, 422, "ikke et forskriftsnummer", id="no number"),
    pytest.param({"regulation": "FOR-2026-13-40-1"}, 422, "ikke et forskriftsnummer", id="no day"),
    pytest.param({"source": " "}, 422, "Skriv hvor du har lest satsene.", id="no source"),
]


@pytest.mark.parametrize(("typed", "status", "says"), WRONG)
def test_what_no_regulation_could_say_is_refused_and_kept_on_the_page(
    client_as: ClientAs, filling: Filling, typed: dict[str, str], status: int, says: str
) -> None:
    client, fields = client_as("finance"), FIELDS | typed
    answer = client.post("/gebyr/satser/ny", data=fields)
    assert answer.status_code == status
    assert says in answer.text
    assert FIELDS["serve_g1"] in answer.text
    assert stored(filling) == []


def test_the_service_itself_stores_nothing_that_is_not_confirmed(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        last = packaged_rates()[-1]
        odd = last.__class__(
            date(NEXT, 1, 1),
            date(NEXT, 12, 31),
            last.litre,
            last.minimum,
            last.ambulatory_max,
            "FOR-2020-10-26-2167",
            ("Lovdata",),
        )
        with pytest.raises(NotAllowed) as refused:
            service.add_rates(session, actor, odd, confirmed=(), on=clock.today())
        assert refused.value.code == "rates_unconfirmed"
        assert session.scalar(select(func.count()).select_from(AddedRates)) == 0


def test_rates_that_the_product_brings_later_are_held_beside_those_that_were_added(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling(Role.FINANCE) as (session, actor):
        session.add(
            AddedRates(
                municipality_id=actor.municipality_id,
                first_day=date(2026, 1, 1),
                last_day=date(2026, 12, 31),
                sale_g1_ore=26,
                sale_g2_ore=75,
                serve_g1_ore=63,
                serve_g2_ore=162,
                serve_g3_ore=553,
                min_sale_ore=213_000,
                min_serve_ore=660_000,
                ambulatory_max_ore=47_000,
                regulation="FOR-2025-11-28-2361",
                source="Lovdata",
                added_by_id=actor.user_id,
                added_at=clock.now(),
            )
        )
    text = client_as("finance").get("/gebyr/satser").text
    assert "Satsene for 2026 er forskjellige" in text
    assert "Skjenking, gruppe 3: dere har lagt inn 5,53, systemet har 5,35." in text
    assert text.count('<th scope="row">2026') == 1
