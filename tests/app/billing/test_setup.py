"""How a year is billed: named models, a mix of one's own, and what is locked by the first decision."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.fee_years import fee_year_of, is_stored
from app.billing.service.fee_years import change_fee_year, kept_fee_year
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.fee_year import FeeYear
from app.permissions import Actor, Role
from fees.fee_years import Basis, Billed, RemindsOfMoney, Settles
from fees.money import Rounding
from licensing.errors import BadValue, NotAllowed
from tests.app.conftest import ClientAs, Filling
from tests.factories.fees import make_fee
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue

YEAR = 2026
PAGE = f"/gebyr/oppsett/{YEAR}"
FIELDS = {
    "version": "0",
    "model": "advance_and_settlement",
    "instalments": "2",
    "rounding": "krone",
    "one_fee_per_place": "y",
    "question_percent": "40",
    "payment_days": "21",
    "reminds_of_money": "economy_system",
    "kid_method": "",
    "kid_length": "12",
    "bank_account": "",
    "dimensions-0-name": "ansvar",
    "dimensions-0-value": "3120",
    "dimensions-1-name": "funksjon",
    "dimensions-1-value": "242",
    "dimensions-2-name": "art",
    "dimensions-2-value": "",
    "dimensions-3-name": "objekt",
    "dimensions-3-value": "A7",
    "handling_cost_ore": "120 000",
    "control_cost_ore": "85.500,50",
}
ACCOUNT = "8601 11 17947"


def stored(filling: Filling) -> list[FeeYear]:
    with filling() as (session, _actor):
        rows = list(session.scalars(select(FeeYear).order_by(FeeYear.year)))
        session.expunge_all()
        return rows


def decide_one(session: Session, actor: Actor, year: int = YEAR) -> None:
    """A decided fee of a year."""
    licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
    make_fee(session, actor, licence, year=year, decided_on=date(year, 3, 2))


def test_a_year_that_nobody_has_set_says_so_and_follows_the_defaults(client_as: ClientAs) -> None:
    text = client_as("reader").get(PAGE).text
    assert "Ingen har satt opp 2026 ennå." in text
    assert "A. Forskudd og etteroppgjør" in text
    assert "Endre" not in re.sub(r"<nav.*?</nav>", "", text, flags=re.DOTALL)


def test_a_year_is_set_with_its_model_and_everything_else(client_as: ClientAs, filling: Filling) -> None:
    answer = client_as("finance").post(f"{PAGE}/endre", data=FIELDS, follow_redirects=True)
    assert "Oppsettet av gebyråret 2026 er lagret." in answer.text
    assert "85 500,50" in answer.text.replace("\u00a0", " ")
    (year,) = stored(filling)
    assert (year.basis, year.settles, year.billed) == (Basis.EXPECTED, Settles.NETTED, Billed.ADVANCE)
    assert (year.instalments, year.rounding, year.question_percent) == (2, Rounding.KRONE, 40)
    assert (year.one_fee_per_place, year.attested) == (True, False)
    assert year.dimensions == {"ansvar": "3120", "funksjon": "242", "objekt": "A7"}
    assert (year.handling_cost_ore, year.control_cost_ore) == (12_000_000, 8_550_050)
    with filling() as (session, _actor):
        told = session.scalars(select(Event).where(Event.type == EventType.FEE_YEAR_CHANGED)).one()
        assert '"year":2026' in (told.payload or "")


MODELS = [
    pytest.param("advance_and_settlement", Basis.EXPECTED, Settles.NETTED, Billed.ADVANCE, id="A"),
    pytest.param("one_statement", Basis.LAST_ACTUAL, Settles.NO, Billed.ADVANCE, id="B"),
    pytest.param("first_year_expected", Basis.LAST_ACTUAL, Settles.NETTED, Billed.ADVANCE, id="C"),
    pytest.param("arrears", Basis.LAST_ACTUAL, Settles.NO, Billed.ARREARS, id="D"),
]


@pytest.mark.parametrize(("model", "basis", "settles", "billed"), MODELS)
def test_a_named_model_fills_the_three_settings(
    client_as: ClientAs, filling: Filling, model: str, basis: Basis, settles: Settles, billed: Billed
) -> None:
    # What stands in the fields of a mix is left alone when a model is named.
    mixed = {"basis": "expected", "settles": "separate", "billed": "advance"}
    answer = client_as("finance").post(f"{PAGE}/endre", data=FIELDS | mixed | {"model": model})
    assert answer.status_code == 302
    (year,) = stored(filling)
    assert (year.basis, year.settles, year.billed) == (basis, settles, billed)


def test_a_mix_of_ones_own_is_kept_and_called_so(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("finance")
    mixed = {"model": "own", "basis": "expected", "settles": "separate", "billed": "advance"}
    answer = client.post(f"{PAGE}/endre", data=FIELDS | mixed, follow_redirects=True)
    assert "Egen kombinasjon" in answer.text
    assert "Ja, for seg" in answer.text
    (year,) = stored(filling)
    assert year.settles is Settles.SEPARATE
    assert re.search(r'value="own" checked', client.get(f"{PAGE}/endre").text)


WRONG = [
    pytest.param({"model": ""}, "Velg en modell", id="no model"),
    pytest.param({"model": "own", "basis": ""}, "Velg ett svar i hver av de tre gruppene", id="half a mix"),
    pytest.param(
        {"model": "own", "basis": "last_actual", "settles": "netted", "billed": "arrears"},
        "ingenting å gjøre opp",
        id="arrears that are settled",
    ),
    pytest.param({"instalments": "0"}, "Skriv et tall fra 1 til 12.", id="no instalment"),
    pytest.param({"instalments": "13"}, "Skriv et tall fra 1 til 12.", id="thirteen instalments"),
    pytest.param({"payment_days": "181"}, "Skriv et tall fra 1 til 180.", id="half a year to pay"),
    pytest.param({"question_percent": "mye"}, "Skriv et helt tall", id="per cent in letters"),
    pytest.param({"rounding": "euro"}, "Velg avrunding.", id="another coin"),
    pytest.param({"kid_length": "7"}, "Skriv et tall fra 8 til 25.", id="a KID too short"),
    pytest.param({"bank_account": "8601 11 17948"}, "Kontonummeret stemmer ikke", id="a wrong account"),
    pytest.param({"bank_account": "8601"}, "elleve sifre", id="half an account"),
    pytest.param({"own_invoices": "y", "kid_method": "mod10"}, "Skriv kontonummeret", id="no account"),
    pytest.param(
        {"own_invoices": "y", "bank_account": ACCOUNT}, "Velg hvordan KID lages", id="invoices without KID"
    ),
    pytest.param({"kid_method": "mod97"}, "Velg en av mulighetene", id="another modulus"),
    pytest.param({"dimensions-3-name": "ANSVAR"}, "står to ganger", id="a dimension twice"),
    pytest.param({"dimensions-3-name": ""}, "Skriv hva verdien A7 hører til.", id="a value of nothing"),
    pytest.param({"dimensions-3-name": "=1+1"}, "begynn med en bokstav", id="a formula for a name"),
    pytest.param({"handling_cost_ore": "-5"}, "er under null", id="a cost below nothing"),
    pytest.param({"control_cost_ore": "dyrt"}, "kan ikke leses", id="a cost in letters"),
]


@pytest.mark.parametrize(("typed", "says"), WRONG)
def test_what_cannot_be_set_is_said_and_what_was_typed_is_kept(
    client_as: ClientAs, filling: Filling, typed: dict[str, str], says: str
) -> None:
    answer = client_as("finance").post(f"{PAGE}/endre", data=FIELDS | typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="3120"' in answer.text
    assert stored(filling) == []


def test_own_invoices_have_an_account_and_a_kid(client_as: ClientAs, filling: Filling) -> None:
    own = {"own_invoices": "y", "kid_method": "mod11", "kid_length": "14", "bank_account": ACCOUNT}
    answer = client_as("finance").post(f"{PAGE}/endre", data=FIELDS | own, follow_redirects=True)
    assert "Modulus 11, 14 sifre" in answer.text
    assert ACCOUNT in answer.text
    (year,) = stored(filling)
    assert (year.bank_account, year.kid_method, year.kid_length) == ("86011117947", "mod11", 14)


def test_who_saves_after_another_is_shown_both_texts(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("finance")
    assert client.post(f"{PAGE}/endre", data=FIELDS).status_code == 302
    answer = client.post(f"{PAGE}/endre", data=FIELDS | {"payment_days": "45"})
    assert answer.status_code == 409
    assert "En annen lagret mens du skrev." in answer.text
    assert [year.payment_days for year in stored(filling)] == [21]
    # The form now carries the version that was seen, and may be saved.
    version = re.search(r'name="version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    again = client.post(f"{PAGE}/endre", data=FIELDS | {"payment_days": "45", "version": version[1]})
    assert again.status_code == 302
    assert [year.payment_days for year in stored(filling)] == [45]


def test_after_a_fee_is_decided_only_costs_and_dimensions_change(
    client_as: ClientAs, filling: Filling
) -> None:
    client = client_as("finance")
    client.post(f"{PAGE}/endre", data=FIELDS)
    with filling() as (session, actor):
        decide_one(session, actor)
    page = client.get(f"{PAGE}/endre").text
    assert "Et gebyr for 2026 er vedtatt." in page
    assert 'name="model"' not in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version is not None
    open_fields = {
        name: text for name, text in FIELDS.items() if name.startswith("dimensions") or "cost" in name
    }
    kept = open_fields | {"version": version[1], "dimensions-0-value": "3130", "control_cost_ore": "90 000"}
    assert client.post(f"{PAGE}/endre", data=kept).status_code == 302
    (year,) = stored(filling)
    assert (year.dimensions["ansvar"], year.control_cost_ore) == ("3130", 9_000_000)
    # A page that was opened before the decision is refused, and not saved in part.
    late = FIELDS | {"version": str(year.version), "instalments": "4", "control_cost_ore": "1"}
    answer = client.post(f"{PAGE}/endre", data=late)
    assert answer.status_code == 409
    assert "Derfor kan bare kostnader og konteringer endres" in answer.text
    (year,) = stored(filling)
    assert (year.instalments, year.control_cost_ore) == (2, 9_000_000)


def test_a_decision_locks_its_own_year_alone(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        decide_one(session, actor, 2025)
    assert client_as("finance").post(f"{PAGE}/endre", data=FIELDS).status_code == 302


def test_the_next_year_follows_the_one_before_it_until_it_is_set(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        wanted = {"instalments": 4, "reminds_of_money": RemindsOfMoney.HERE, "handling_cost_ore": 100}
        change_fee_year(session, actor, year=2025, seen_version=0, wanted=wanted)
        following = fee_year_of(session, actor.municipality_id, 2026)
        assert not is_stored(following)
        assert (following.instalments, following.reminds_of_money) == (4, RemindsOfMoney.HERE)
        assert following.handling_cost_ore is None, "What a year cost is told anew."
        assert not is_stored(fee_year_of(session, actor.municipality_id, 2024))
        kept = kept_fee_year(session, actor, 2026)
        assert is_stored(kept)
        assert kept_fee_year(session, actor, 2026) is kept
        before = kept_fee_year(session, actor, 2025).version
        change_fee_year(session, actor, year=2025, seen_version=before, wanted={"instalments": 1})
        assert fee_year_of(session, actor.municipality_id, 2026).instalments == 4


def test_the_service_refuses_what_no_form_lets_through(filling: Filling) -> None:
    with filling(Role.FINANCE) as (session, actor):
        bad: dict[str, Any] = {"billed": Billed.ARREARS}
        with pytest.raises(BadValue) as refused:
            change_fee_year(session, actor, year=YEAR, seen_version=0, wanted=bad)
        assert refused.value.code == "arrears_leave_nothing_to_settle"
        with pytest.raises(ChangedMeanwhile):
            change_fee_year(session, actor, year=YEAR, seen_version=3, wanted={"instalments": 2})
        decide_one(session, actor)
        with pytest.raises(NotAllowed) as locked:
            change_fee_year(session, actor, year=YEAR, seen_version=0, wanted={"instalments": 2})
        assert locked.value.code == "fee_year_locked"
        change_fee_year(session, actor, year=YEAR, seen_version=0, wanted={"control_cost_ore": 1})
        session.rollback()


@pytest.mark.parametrize("year", [2015, clock.today().year + 2, 9999])
def test_a_year_out_of_reach_is_not_found(client_as: ClientAs, year: int) -> None:
    client = client_as("finance")
    assert client.get(f"/gebyr/oppsett/{year}").status_code == 404
    assert client.get(f"/gebyr/oppsett/{year}/endre").status_code == 404


def test_another_municipality_has_settings_of_its_own(client_as: ClientAs) -> None:
    client_as("finance").post(f"{PAGE}/endre", data=FIELDS)
    assert "Ingen har satt opp 2026 ennå." in client_as("finance", municipality="other").get(PAGE).text
