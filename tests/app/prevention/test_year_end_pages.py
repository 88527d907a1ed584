"""Pages of the end of an earmark's year: what will be unused, the case paper, closing and opening again."""

import re
from datetime import date
from typing import Any

import pytest

from app import clock
from app.models.earmark import Earmark
from app.prevention.case_paper import case_paper
from app.prevention.queries.earmarks import account_of, year_of
from app.prevention.service.years import held_year
from app.prevention.shown_year_end import year_end
from fees.earmark import EarmarkBasis, Leftover
from fees.money import Money
from tests.app.conftest import ClientAs, Filling
from tests.factories.earmark import make_earmark

LAST = clock.today().year - 1
CLOSING = {
    "version": "0",
    "body": "Kommunestyret",
    "decided_on": f"10.12.{LAST}",
    "case_number": f"PS 91/{LAST % 100}",
    "carried": "70 000",
    "returned": "5 000",
    "other": "",
    "other_use": "",
    "reason": "",
}
OPENING = {
    "body": "Kommunestyret",
    "decided_on": f"15.12.{LAST}",
    "case_number": "PS 99",
    "reason": "Beløpet var feil.",
}


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def made(filling: Filling, **changed: Any) -> str:
    """The address of last year of an earmark."""
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, first_year=LAST, **changed)
        return f"/forebygging/oremerking/{earmark.id}/{LAST}"


def version(filling: Filling, page: str) -> str:
    with filling() as (session, actor):
        row = year_of(session, actor.municipality_id, int(page.split("/")[3]), LAST)
        return str(row.version if row else 0)


def test_a_year_is_closed_and_opened_again(client_as: ClientAs, filling: Filling) -> None:
    page, client = made(filling), client_as("finance")
    form = plain(client.get(f"{page}/avslutt").text)
    assert "De tre beløpene skal til sammen være 75 000 kr." in form
    assert "sier ikke hva som skal skje med det som er ubrukt. Derfor er ingenting fylt ut." in form
    answer = plain(client.post(f"{page}/avslutt", data=CLOSING, follow_redirects=True).text)
    assert f"{LAST} er avsluttet." in answer
    assert "Satt av og overført: 70 000 kr" in answer
    assert "Inndratt: 5 000 kr" in answer
    assert "Åpne året igjen" in answer
    following = plain(client.get(page.replace(str(LAST), str(LAST + 1))).text)
    assert "75 000 kr stilt til disposisjon + 70 000 kr overført" in following
    again = client.post(f"{page}/avslutt", data=CLOSING | {"version": version(filling, page)})
    assert (again.status_code, "er avsluttet for øremerkingen" in again.text) == (409, True)
    opening = OPENING | {"version": version(filling, page)}
    assert client.post(f"{page}/apne-igjen", data=opening | {"reason": ""}).status_code == 422
    reopened = plain(client.post(f"{page}/apne-igjen", data=opening, follow_redirects=True).text)
    assert f"{LAST} er åpnet igjen." in reopened
    assert "75 000 kr igjen" in reopened
    twice = client.post(f"{page}/apne-igjen", data=opening)
    assert twice.status_code == 409


def test_a_form_that_is_out_of_date_closes_nothing_and_keeps_what_was_typed(
    client_as: ClientAs, filling: Filling
) -> None:
    page = made(filling)
    with filling() as (session, actor):
        held_year(session, actor, int(page.split("/")[3]), LAST, on=clock.today())
    answer = client_as("finance").post(f"{page}/avslutt", data=CLOSING)
    assert (answer.status_code, "En annen lagret mens du skrev." in answer.text) == (409, True)
    assert 'value="70 000"' in answer.text
    assert f'value="{version(filling, page)}"' in answer.text


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        pytest.param({"carried": "70 001"}, 409, "Det er 75 000 kr igjen å disponere.", id="too much"),
        pytest.param({"carried": "-1"}, 422, "er under null.", id="below nought"),
        pytest.param({"case_number": ""}, 422, "Skriv saksnummeret til vedtaket.", id="no case"),
        pytest.param({"decided_on": "01.01.2099"}, 422, "Den dagen har ikke vært ennå.", id="in the future"),
        pytest.param(
            {"other": "5 000", "returned": ""},
            409,
            "Skriv hva midlene skal brukes til",
            id="another use, unnamed",
        ),
    ],
)
def test_bad_input_closes_nothing(
    client_as: ClientAs, filling: Filling, changed: dict[str, str], status: int, sentence: str
) -> None:
    page = made(filling)
    answer = client_as("finance").post(f"{page}/avslutt", data=CLOSING | changed)
    assert (answer.status_code, sentence in plain(answer.text)) == (status, True)
    assert version(filling, page) == "0"


def test_the_earmarks_own_rule_fills_the_form(client_as: ClientAs, filling: Filling) -> None:
    page = made(filling, leftover=Leftover.RETURNED)
    form = client_as("finance").get(f"{page}/avslutt").text
    assert re.search(r'name="returned"[^>]*value="75 000,00"', form)
    assert re.search(r'name="carried"[^>]*value=""', form)


def test_the_amount_of_a_year_is_changed(client_as: ClientAs, filling: Filling) -> None:
    page, client = made(filling), client_as("administrator")
    data = OPENING | {"version": "0", "decided": "60 000"}
    answer = plain(client.post(f"{page}/endre-belop", data=data, follow_redirects=True).text)
    assert "Årets beløp er endret." in answer
    assert "Nytt beløp: 60 000 kr" in answer
    assert "Begrunnelse" in client.get(f"{page}/endre-belop").text
    assert client.post(f"{page}/endre-belop", data=data).status_code == 409


def test_the_coordinator_keeps_the_day_of_the_last_meeting_and_only_that(
    client_as: ClientAs, filling: Filling
) -> None:
    page, client = made(filling), client_as("prevention_coordinator")
    assert "ser ut til å bli ubrukt" in client.get(page).text
    assert "Registrer dagen for møtet" in client.get(page).text
    assert client.get(f"{page}/avslutt").status_code == 403
    outside = client.post(f"{page}/siste-mote", data={"meeting_on": f"10.12.{LAST + 1}"})
    assert (outside.status_code, f"Møtet må være i {LAST}." in outside.text) == (409, True)
    kept = client.post(f"{page}/siste-mote", data={"meeting_on": f"17.12.{LAST}"}, follow_redirects=True)
    assert f"Det siste møtet i kommunestyret var 17. desember {LAST}." in kept.text
    assert client_as("finance").get(f"{page}/siste-mote").status_code == 403


def test_what_will_be_unused_is_told_from_the_first_of_november(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        account = account_of(session, actor.municipality_id, earmark, 2026)
        row = held_year(session, actor, earmark.id, 2026, on=date(2026, 3, 1))
        assert year_end(row, account, 2026, date(2026, 10, 31)) is None
        told = year_end(row, account, 2026, date(2026, 11, 1))
        assert told is not None
        assert (plain(told.unused), told.meeting_is_known) == ("75 000 kr", False)
        row.last_meeting_on = date(2026, 12, 10)
        assert [
            (end := year_end(row, account, 2026, day)) is not None and end.urgent
            for day in (date(2026, 11, 11), date(2026, 11, 12))
        ] == [False, True]
        row.closed = True
        assert year_end(row, account, 2026, date(2026, 11, 12)) is None
        session.rollback()


def test_the_case_paper_has_the_three_choices_and_says_that_the_money_is_free(
    client_as: ClientAs, filling: Filling
) -> None:
    page = made(filling)
    text = plain(client_as("reader").get(f"{page}/saksframlegg").text)
    assert "kan høyst settes av til disposisjonsfond (kommuneloven § 14-9)" in text
    assert f"1. Ubrukte midler for {LAST}, 75 000 kr, settes av til disposisjonsfond" in text
    assert f"2. Ubrukte midler for {LAST}, 75 000 kr, brukes til … (skriv formålet)." in text
    assert f"3. Ubrukte midler for {LAST}, 75 000 kr, inndras til fri disposisjon." in text
    assert "sier ikke hva som skal skje med det som er ubrukt" in text
    assert "bundne midler" not in text


def test_money_that_others_bind_has_its_fund_and_no_choice(filling: Filling, client_as: ClientAs) -> None:
    page = made(filling, basis=EarmarkBasis.AGREEMENT, basis_document="avtale av 3. mars (oppdiktet)")
    text = plain(client_as("reader").get(f"{page}/saksframlegg").text)
    assert "Midlene er bundet ved avtale av 3. mars (oppdiktet)." in text
    assert "settes av til bundet driftsfond" in text
    assert "fri disposisjon" not in text
    refused = client_as("finance").post(f"{page}/avslutt", data=CLOSING)
    assert (refused.status_code, "(kommuneloven § 14-10)" in plain(refused.text)) == (409, True)
    with filling() as (session, actor):
        earmark = session.get_one(Earmark, int(page.split("/")[3]))
        account = account_of(session, actor.municipality_id, earmark, LAST)
        assert account.left == Money.from_kroner(75_000)
        assert case_paper(earmark, earmark.municipalities[0], account, LAST).text.count("\n\n") > 5


def test_the_acts_of_a_year_are_events(client_as: ClientAs, filling: Filling) -> None:
    page, client = made(filling), client_as("finance")
    client.post(f"{page}/avslutt", data=CLOSING)
    client.post(f"{page}/apne-igjen", data=OPENING | {"version": version(filling, page)})
    told = plain(client_as("administrator").get("/administrasjon/hendelser").text)
    assert "Satt av og overført: 70 000 kr. Inndratt: 5 000 kr." in told
    assert "Begrunnelse: Beløpet var feil." in told
