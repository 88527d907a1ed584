"""The municipality's own texts, and what its policy says of who decides, numbers, events and conditions."""

from dataclasses import replace
from datetime import date

import pytest

from app.models.municipality import Municipality
from app.permissions import Role
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import LicenceKind, LicenceType
from licensing.policy import Document, LegalKind
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.policy import (
    condition_rule,
    delegation_rule,
    event_rules,
    make_rules,
    number_rule,
)

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
PAGES = ("delegasjon", "antall", "arrangement", "vilkar")
RULES = (
    delegation_rule(DelegationMode.ALONE, kind=LicenceKind.SALE, outcome=DecisionOutcome.GRANT),
    number_rule(25, LicenceType.AMBULATORY),
    *event_rules(notice_days=14, turnover_days=21, ask_single=False, single_fee_ore=120_000),
    condition_rule("Vakter", "To vakter ved døra.", before_use=True),
)


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


@pytest.mark.parametrize("page", PAGES)
def test_without_a_policy_each_page_says_that_the_law_holds(client_as: ClientAs, page: str) -> None:
    shown = plain(client_as("administrator").get(f"/administrasjon/{page}").text)
    assert "Ingen retningslinjer er i kraft i dag." in shown
    assert "Ny utgave av retningslinjene" not in shown


@pytest.mark.parametrize(
    ("page", "said", "elsewhere"),
    [
        pytest.param("delegasjon", "én person avgjør alene", "To vakter", id="who decides"),
        pytest.param("antall", "Høyst 25", "avgjør alene", id="the council's number"),
        pytest.param("arrangement", "14 dager", "Høyst 25", id="what is asked of events"),
        pytest.param("vilkar", "To vakter ved døra.", "14 dager", id="conditions"),
    ],
)
def test_each_page_shows_its_own_rules_of_the_policy_in_force(
    client_as: ClientAs, filling: Filling, page: str, said: str, elsewhere: str
) -> None:
    with filling() as (session, actor):
        policy = make_rules(session, actor.municipality_id, *RULES, name="Planen 2024–2028")
        address = f"/retningslinjer/{policy.id}"
    html = client_as("administrator").get(f"/administrasjon/{page}").text
    shown = plain(html)
    assert said in shown
    assert elsewhere not in shown
    assert "Planen 2024–2028" in shown
    assert f'href="{address}"' in html
    assert "Ny utgave av retningslinjene" in shown


def test_a_rule_is_shown_with_its_source_and_its_days(client_as: ClientAs, filling: Filling) -> None:
    document = Document("sak", LegalKind.DECISION, "Kommunestyret, sak 4/24", short="sak 4/24")
    from_july = date(2024, 7, 1)
    rule = replace(
        number_rule(2, LicenceType.OUTLET), document="sak", paragraph="punkt 2", first_day=from_july
    )
    over = replace(rule, code="before", first_day=None, last_day=date(2024, 6, 30))
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, rule, over, documents=(document,), invented=True)
    shown = plain(client_as("administrator").get("/administrasjon/antall").text)
    assert "sak 4/24 punkt 2" in shown
    assert "01.07.2024" in shown
    assert shown.count("Gjelder ikke nå") == 1
    assert "Oppdiktet" in shown


GETS = ("/kommunen", *(f"/{page}" for page in PAGES))


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_change_the_municipality(
    client_as: ClientAs, allowed: dict[str, set[str]], role: Role
) -> None:
    client = client_as(role.value)
    expected = 200 if role.value in allowed["municipality_edit"] else 403
    for address in GETS:
        assert client.get(f"/administrasjon{address}").status_code == expected, address
    if expected == 403:
        assert client.post("/administrasjon/kommunen").status_code == 403


def test_another_municipalitys_rules_are_not_seen(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with filling() as (session, _actor):
        make_rules(session, world.other_id, *RULES, name="Holtålens plan")
    for page in PAGES:
        assert "Holtålens" not in client_as("administrator").get(f"/administrasjon/{page}").text
