"""Delegation, the municipality's own texts, and the library of conditions."""

from datetime import date, timedelta

import pytest

from app import clock, formats
from app.models.decision import ConditionTemplate
from app.models.municipality import DelegationRow, Municipality
from app.permissions import Role
from licensing.decisions import DelegationMode
from tests.app.conftest import ClientAs, Filling, World

TODAY = clock.today()
TOMORROW = TODAY + timedelta(days=1)
ROW = {
    "kind": "sale",
    "outcome": "",
    "mode": "alone",
    "body": "",
    "basis": "delegasjonsreglementet punkt 4.2",
    "first_day": formats.short_date(TODAY),
}
MUNICIPALITY = {
    "unit": "Servicetorget",
    "postal_address": "Bergmannsgata 23",
    "postcode": "7374",
    "town": "Røros",
    "phone": "72 41 94 00",
    "email": "post@kommune.invalid",
    "website": "kommune.invalid",
    "state_governor": "Statsforvalteren i Trøndelag",
    "language_form": "nn",
    "statement_days": "21",
    "reply_days": "10",
    "receipt_sentence": "Vi har ferie i juli.",
    "version": "1",
}
CONDITION = {"title": "Vakter", "text": "To vakter.", "before_use": "y", "proof": "Avtale"}


def rows_in(filling: Filling) -> list[tuple[date, date | None, DelegationMode]]:
    with filling() as (session, actor):
        rows = session.query(DelegationRow).filter_by(municipality_id=actor.municipality_id)
        return [(row.first_day, row.last_day, row.mode) for row in rows.order_by(DelegationRow.first_day)]


def test_a_new_row_ends_the_earlier_one_the_day_before(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    assert client.post("/administrasjon/delegasjon/ny", data=ROW).status_code == 302
    later = ROW | {"mode": "two_people", "first_day": formats.short_date(TODAY + timedelta(days=30))}
    assert client.post("/administrasjon/delegasjon/ny", data=later).status_code == 302
    assert rows_in(filling) == [
        (TODAY, TODAY + timedelta(days=29), DelegationMode.ALONE),
        (TODAY + timedelta(days=30), None, DelegationMode.TWO_PEOPLE),
    ]
    page = client.get("/administrasjon/delegasjon").text
    assert "Én person avgjør alene" in page
    assert page.count("Gjelder ikke nå") == 1


def test_a_row_for_something_else_ends_nothing(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    client.post("/administrasjon/delegasjon/ny", data=ROW)
    client.post("/administrasjon/delegasjon/ny", data=ROW | {"kind": ""})
    client.post("/administrasjon/delegasjon/ny", data=ROW | {"outcome": "refuse"})
    assert [last_day for _first, last_day, _mode in rows_in(filling)] == [None, None, None]


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"mode": ""}, 422, "Velg hvem som avgjør."),
        ({"mode": "body"}, 422, "Skriv hvilket politisk organ som avgjør."),
        ({"basis": ""}, 422, "Skriv hvor delegasjonen står."),
        ({"first_day": ""}, 422, "Skriv dagen raden gjelder fra."),
        ({"first_day": "01.01.1026"}, 422, "Året 1026 kan ikke stemme."),
        ({"basis": "x" * 10_000}, 422, "Teksten er for lang."),
        (
            {"first_day": formats.short_date(TODAY - timedelta(days=1))},
            409,
            "Raden må gjelde fra i dag eller senere",
        ),
        ({}, 409, "Det finnes allerede en rad som gjelder fra"),
    ],
)
def test_a_row_that_cannot_be_added_is_explained(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], status: int, sentence: str
) -> None:
    client = client_as("administrator")
    client.post("/administrasjon/delegasjon/ny", data=ROW)
    response = client.post("/administrasjon/delegasjon/ny", data=ROW | changed)
    assert response.status_code == status
    assert sentence in response.text
    assert len(rows_in(filling)) == 1


def test_a_body_is_kept_only_where_a_body_decides(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    client.post("/administrasjon/delegasjon/ny", data=ROW | {"body": "Formannskapet"})
    client.post(
        "/administrasjon/delegasjon/ny", data=ROW | {"kind": "", "mode": "body", "body": "Formannskapet"}
    )
    with filling() as (session, _actor):
        assert {row.mode: row.body for row in session.query(DelegationRow)} == {
            DelegationMode.ALONE: None,
            DelegationMode.BODY: "Formannskapet",
        }


def test_the_municipality_is_changed(client_as: ClientAs, filling: Filling, world: World) -> None:
    client = client_as("administrator")
    assert client.post("/administrasjon/kommunen", data=MUNICIPALITY).status_code == 302
    with filling() as (session, _actor):
        own = session.get_one(Municipality, world.own_id)
        assert (own.unit, own.statement_days, own.language_form.value) == ("Servicetorget", 21, "nn")
        assert session.get_one(Municipality, world.other_id).unit == "Bevillingskontoret"


def test_two_who_change_the_municipality_see_both_texts(client_as: ClientAs) -> None:
    client = client_as("administrator")
    client.post("/administrasjon/kommunen", data=MUNICIPALITY)
    response = client.post(
        "/administrasjon/kommunen", data=MUNICIPALITY | {"unit": "Skjenkekontoret", "language_form": "nb"}
    )
    assert response.status_code == 409
    for text in ("Servicetorget", "Skjenkekontoret", "Nynorsk", "Bokmål"):
        assert text in response.text
    assert "Vi har ferie i juli." in response.text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"unit": ""}, "Skriv navnet på kontoret."),
        ({"postcode": "7"}, "Et postnummer har fire sifre"),
        ({"email": "x"}, "E-postadressen mangler noe."),
        ({"statement_days": "0"}, "Skriv et antall dager fra 1 til 120."),
        ({"statement_days": "121"}, "Skriv et antall dager fra 1 til 120."),
        ({"reply_days": "to uker"}, "Skriv et antall dager fra 1 til 60."),
        ({"reply_days": ""}, "Skriv antall dager."),
        ({"receipt_sentence": "x" * 401}, "Teksten er for lang."),
        ({"language_form": "se"}, "Velg målform."),
    ],
)
def test_what_cannot_be_stored_is_explained_and_kept(
    client_as: ClientAs, changed: dict[str, str], sentence: str
) -> None:
    response = client_as("administrator").post("/administrasjon/kommunen", data=MUNICIPALITY | changed)
    assert response.status_code == 422
    assert sentence in response.text
    assert "Bergmannsgata 23" in response.text


def test_a_condition_is_added_retired_and_comes_back(client_as: ClientAs, filling: Filling) -> None:
    client = client_as("administrator")
    assert client.post("/administrasjon/vilkar/nytt", data=CONDITION).status_code == 302
    twice = client.post("/administrasjon/vilkar/nytt", data=CONDITION)
    assert twice.status_code == 409
    assert "Vilkåret «Vakter» finnes i biblioteket fra før." in twice.text
    with filling() as (session, _actor):
        condition_id = session.query(ConditionTemplate).one().id
    assert client.post(f"/administrasjon/vilkar/{condition_id}/ut-av-bruk").status_code == 302
    assert "Ute av bruk" in client.get("/administrasjon/vilkar").text
    assert client.post("/administrasjon/vilkar/nytt", data=CONDITION | {"text": "Tre."}).status_code == 302
    with filling() as (session, _actor):
        condition = session.query(ConditionTemplate).one()
        assert (condition.text, condition.active, condition.before_use) == ("Tre.", True, True)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": ""}, "Skriv en kort overskrift."),
        ({"text": " "}, "Skriv vilkåret slik det skal stå."),
        ({"title": "x" * 10_000}, "Teksten er for lang."),
    ],
)
def test_a_condition_that_cannot_be_added_is_explained(
    client_as: ClientAs, changed: dict[str, str], sentence: str
) -> None:
    response = client_as("administrator").post("/administrasjon/vilkar/nytt", data=CONDITION | changed)
    assert response.status_code == 422
    assert sentence in response.text


GETS = ("/delegasjon", "/delegasjon/ny", "/kommunen", "/vilkar", "/vilkar/nytt")
POSTS = ("/delegasjon/ny", "/kommunen", "/vilkar/nytt", "/vilkar/1/ut-av-bruk")


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_change_the_rules(
    client_as: ClientAs, allowed: dict[str, set[str]], role: Role
) -> None:
    client = client_as(role.value)
    expected = 200 if role.value in allowed["municipality_edit"] else 403
    for address in GETS:
        assert client.get(f"/administrasjon{address}").status_code == expected, address
    if expected == 403:
        for address in POSTS:
            assert client.post(f"/administrasjon{address}").status_code == 403, address


def test_another_municipalitys_rules_are_neither_seen_nor_touched(
    client_as: ClientAs, filling: Filling
) -> None:
    theirs = client_as("administrator", municipality="other")
    theirs.post("/administrasjon/delegasjon/ny", data=ROW | {"basis": "Holtålens reglement"})
    theirs.post("/administrasjon/vilkar/nytt", data=CONDITION | {"title": "Holtålens vilkår"})
    mine = client_as("administrator")
    assert "Holtålens" not in mine.get("/administrasjon/delegasjon").text
    assert "Holtålens" not in mine.get("/administrasjon/vilkar").text
    with filling() as (session, _actor):
        condition_id = session.query(ConditionTemplate).one().id
    assert mine.post(f"/administrasjon/vilkar/{condition_id}/ut-av-bruk").status_code == 404
