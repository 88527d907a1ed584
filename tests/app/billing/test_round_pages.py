"""Pages of turnover rounds: started with a deadline that is asked about, followed, moved and closed."""

import io
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from app import clock
from app.billing.queries.statements import latest_statements
from app.billing.service import calls, rounds
from app.models.letter import Channel, Letter, LetterState
from app.models.turnover import TurnoverDuty, TurnoverRound
from fees.turnover import Volumes
from licensing.days import next_working_day
from licensing.licences import LicenceKind, LicenceType
from tests.app.billing.older_lists import make_list
from tests.app.billing.places import LASTING, Places, days
from tests.app.conftest import ClientAs, Filling
from tests.factories.turnover import make_duty, make_statement

TODAY = clock.today()
YEAR = TODAY.year
ROUND = f"/gebyr/runder/{YEAR}"
DUE_ON = next_working_day(TODAY + timedelta(days=28))


def written(day: date) -> str:
    """A day as people type it."""
    return f"{day:%d.%m.%Y}"


def fill(filling: Filling) -> None:
    """Places in the municipality, an outlet among them."""
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("Kroa")
        places.licence("Hotellet")
        places.licence("Butikken", kind=LicenceKind.SALE)
        places.licence("Polet", kind=LicenceKind.SALE, licence_type=LicenceType.OUTLET)
        places.licence("Sluttet", LASTING, ended_on=f"{YEAR - 1}-08-31")


def start(filling: Filling) -> None:
    """The same with a round."""
    fill(filling)
    with filling() as (session, actor):
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=TODAY)


def test_starting_a_round_tells_who_is_asked_and_asks_about_a_deadline_on_a_day_off(
    filling: Filling, client_as: ClientAs
) -> None:
    fill(filling)
    client = client_as("caseworker")
    # 1 March 2026 was a Sunday; the next year in which it is one is far away.
    page = client.get("/gebyr/runder/ny?ar=2026").text
    assert "01.03.2026 er en søndag – frist mandag 02.03.2026?" in page
    page = client.get(f"/gebyr/runder/ny?ar={YEAR}").text
    assert "3 bevillinger i Røros (Vinmonopolet er unntatt)." in page
    assert "Avsluttet året før" in page
    wrong = client.post(f"/gebyr/runder/ny?ar={YEAR}", data={"due_on": "snart"})
    assert (wrong.status_code, "snart" in wrong.text) == (422, True)
    refused = client.post(f"/gebyr/runder/ny?ar={YEAR}", data={"due_on": "01.01.2000"})
    assert refused.status_code == 409
    assert "må ligge i det året" in refused.text
    made = client.post(f"/gebyr/runder/ny?ar={YEAR}", data={"due_on": written(DUE_ON)})
    assert made.location == ROUND
    again = client.post(f"/gebyr/runder/ny?ar={YEAR}", data={"due_on": written(DUE_ON)})
    assert again.status_code == 409
    assert "allerede startet" in again.text
    for odd in ("?ar=-1", "?ar=0000", "?ar=2100", "?ar=tull", "?ar=99999"):
        assert client.get(f"/gebyr/runder/ny{odd}").status_code == 200
    page = client.get("/gebyr/runder").text
    assert "0 levert, 4 mangler, 0 spørsmål" in page


def test_a_round_tells_how_each_stands_and_narrows_to_what_is_asked_for(
    filling: Filling, client_as: ClientAs, statements: list[str]
) -> None:
    start(filling)
    with filling() as (session, actor):
        duty = next(one for one in session.scalars(select(TurnoverDuty)) if one.licence.venue.name == "Kroa")
        make_statement(session, actor, duty, actual=Volumes(1), expected=Volumes(1), on=TODAY)
    reader = client_as("reader")
    page = reader.get(ROUND).text
    assert "1 levert, 3 mangler, 0 spørsmål" in page
    assert "0 av 4 innkallinger er skrevet" in page
    assert "Send innkalling" not in page
    missing = reader.get(f"{ROUND}?tilstand=missing&type=sale").text
    assert "Butikken" in missing
    assert "Kroa" not in missing.split('id="oppgaver"')[1]
    odd = reader.get(f"{ROUND}?tilstand=tull&type=tull&innkalling=tull&year=1&etter=x&_anchor=y")
    assert odd.status_code == 200
    assert reader.get("/gebyr/runder/1999").status_code == 404
    statements.clear()
    reader.get(ROUND)
    few = len(statements)
    with filling() as (session, actor):
        places = Places(session, actor, serial=50)
        for number in range(8):
            places.licence(f"Sted {number}")
        rounds.take_in_new_licences(session, actor, year=YEAR, due_on=DUE_ON, on=TODAY)
    statements.clear()
    reader.get(ROUND)
    assert len(statements) == few


def test_the_workbook_of_a_round_holds_every_duty_and_every_deadline(
    filling: Filling, client_as: ClientAs
) -> None:
    start(filling)
    answer = client_as("reader").get(f"{ROUND}/regneark?type=serving&year=7")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    duties, deadlines = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert sorted(str(row[0]) for row in duties[1:]) == ["Hotellet", "Kroa", "Sluttet"]
    assert deadlines[1][0] == written(DUE_ON)


def test_the_spreadsheet_of_rounds_tells_how_far_each_has_come(
    filling: Filling, client_as: ClientAs, statements: list[str]
) -> None:
    def rows(municipality: str = "own") -> list[tuple[Any, ...]]:
        client = client_as("reader", municipality=municipality)
        statements.clear()
        answer = client.get("/gebyr/runder/regneark")
        return list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)

    start(filling)
    with filling() as (session, actor):
        duty = next(one for one in session.scalars(select(TurnoverDuty)) if one.licence.venue.name == "Kroa")
        make_statement(session, actor, duty, actual=Volumes(1), expected=Volumes(1), on=TODAY)
    heads, (year, state, due_on, *counts, _started) = rows()
    few = len(statements)
    assert (year, state, due_on.date()) == (YEAR, "Åpen", DUE_ON)
    assert counts == [4, 3, 1, 0, 0, 0, 0, 0, 0]
    assert heads[3:6] == ("Oppgaver", "Mangler", "Levert")
    with filling() as (session, actor):
        for earlier in (YEAR - 1, YEAR - 2):
            rounds.open_round(session, actor, year=earlier, due_on=date(earlier, 3, 1))
    rows_of_all = rows()[1:]
    assert [(row[0], row[4], row[8]) for row in rows_of_all] == [
        (YEAR, 3, 0),
        (YEAR - 1, 4, 4),
        (YEAR - 2, 4, 4),
    ]
    assert len(statements) == few
    assert "/gebyr/runder/regneark" in client_as("reader").get("/gebyr/runder").text
    assert rows("other") == [heads]


def test_a_deadline_is_moved_with_its_reason_and_a_stale_page_is_told_so(
    filling: Filling, client_as: ClientAs
) -> None:
    start(filling)
    client, later = client_as("finance"), next_working_day(DUE_ON + timedelta(days=7))
    page = client.get(f"{ROUND}/frist").text
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert version
    typed = {"due_on": written(later), "reason": "Brevene ble sene", "version": version[1]}
    assert client.post(f"{ROUND}/frist", data=typed | {"reason": ""}).status_code == 422
    assert client.post(f"{ROUND}/frist", data=typed).location == ROUND
    page = client.get(ROUND).text
    assert "Brevene ble sene" in page
    stale = client.post(f"{ROUND}/frist", data=typed | {"due_on": written(DUE_ON)})
    assert stale.status_code == 409
    assert "En annen lagret mens du skrev" in stale.text
    with filling() as (session, _actor):
        duty = session.scalars(select(TurnoverDuty).order_by(TurnoverDuty.id)).first()
        assert duty is not None
        assert duty.due_on == later
        duty_id, own = duty.id, next_working_day(later + timedelta(days=7))
        typed = {"due_on": written(own), "reason": "Revisor er syk", "version": str(duty.version)}
    address = f"/gebyr/runder/frist/{duty_id}"
    assert "Brevene ble sene" in client.get(address).text
    assert client.post(address, data=typed).status_code == 302
    assert client.post(address, data=typed).status_code == 409
    with filling() as (session, _actor):
        assert session.get_one(TurnoverDuty, duty_id).due_on == own


def test_who_is_called_is_chosen_and_the_run_begins(filling: Filling, client_as: ClientAs) -> None:
    start(filling)
    client = client_as("caseworker")
    page = client.get(f"{ROUND}/innkalling").text
    assert "4 bevillinger er ikke innkalt." in page
    lasts = written(calls.link_lasts_to(DUE_ON))
    assert lasts in page
    address, typed = f"{ROUND}/innkalling", {"link_last_day": lasts}
    refused = client.post(address, data=typed | {"numbers": "SKJ-1\nSKJ-2"})
    assert refused.status_code == 409
    assert "SKJ-1" in refused.text
    many = " ".join(f"SKJ-{number}" for number in range(201))
    assert client.post(address, data=typed | {"numbers": many}).status_code == 422
    assert client.post(address, data={"link_last_day": ""}).status_code == 422
    begun = client.post(address, data=typed | {"kind": "sale"})
    run = re.search(r"/gebyr/kjoringer/(\d+)\?fortsett=1", begun.location)
    assert run
    ended = client.post(f"/gebyr/kjoringer/{run[1]}/fortsett", data={"av_seg_selv": "1"})
    assert ended.location == f"/gebyr/brev/kjoring/{run[1]}"
    page = client.get(ROUND).text
    assert "1 av 4 innkallinger er skrevet, 0 er sendt" in page
    assert "Skrevet, ikke sendt" in page
    with filling() as (session, _actor):
        letter = session.scalars(select(Letter)).one()
        letter.state, letter.channel, letter.sent_on = LetterState.SENT, Channel.EMAIL, TODAY
    assert "beviser ikke at brevet er mottatt" in client.get(ROUND).text
    assert "3 som mangler, har ingen innkalling" in client.get(f"{ROUND}/paminnelse").text


def test_new_licences_join_and_a_round_is_closed_and_opened_again(
    filling: Filling, client_as: ClientAs
) -> None:
    start(filling)
    client = client_as("caseworker")
    with filling() as (session, actor):
        Places(session, actor, serial=70).licence("Nykroa", days(f"{YEAR}-01-01", f"{YEAR + 3}-09-30"))
    assert "1 ny bevilling er ikke med i runden." in client.get(ROUND).text
    assert client.get(f"{ROUND}/nye").status_code == 200
    assert client.post(f"{ROUND}/nye", data={"due_on": written(DUE_ON)}).location == ROUND
    assert client.post(f"{ROUND}/nye", data={"due_on": written(DUE_ON)}).status_code == 409
    assert "Ny i" in client.get(ROUND).text
    assert "0 levert, 5 mangler" in client.get(f"{ROUND}/avslutt").text
    assert client.post(f"{ROUND}/avslutt").location == ROUND
    assert client.post(f"{ROUND}/avslutt").status_code == 409
    assert "Send innkalling" not in client.get(ROUND).text
    assert client.post(f"{ROUND}/apne", data={"reason": ""}).status_code == 422
    assert client.post(f"{ROUND}/apne", data={"reason": "En oppgave kom i posten"}).location == ROUND
    with filling() as (session, _actor):
        assert session.scalars(select(TurnoverRound)).one().state.value == "open"


def test_events_are_listed_with_those_that_are_late(filling: Filling, client_as: ClientAs) -> None:
    held = (TODAY - timedelta(days=30), TODAY - timedelta(days=28))
    with filling() as (session, actor):
        licence = Places(session, actor).licence("Martnan", held, licence_type=LicenceType.SINGLE_OCCASION)
        more: dict[str, Any] = {"round_id": None, "first_day": held[0], "last_day": held[1]}
        due_on = TODAY - timedelta(days=3)
        make_duty(session, actor, licence, year=held[1].year, due_on=due_on, **more)
    client, address = client_as("caseworker"), "/gebyr/runder/arrangementer"
    page = client.get(address).text
    assert f"1 arrangement i {held[1].year} er over fristen." in page
    assert "3 dager over fristen" in page
    assert "I vedtaksbrevet" in page
    assert "Martnan" not in client.get(f"{address}?tilstand=delivered").text
    assert client.get(f"{address}/regneark").status_code == 200
    remind = f"{address}/{held[1].year}/paminnelse"
    assert "1 arrangement er over fristen." in client.get(remind).text
    begun = client.post(remind, data={"link_last_day": written(TODAY)})
    assert begun.status_code == 302
    assert client.get(f"{address}/1999/paminnelse").status_code == 404
    assert "Påminnelse om omsetningsoppgave" in client.get(address).text


@pytest.mark.parametrize("expected", [False, True], ids=["what was sold", "what was expected"])
def test_the_litres_of_an_older_list_stand_as_those_of_the_round_before(
    filling: Filling, client_as: ClientAs, expected: bool
) -> None:
    start(filling)
    with filling() as (session, actor):
        made = make_list(session, actor, {"Kroa": ("120050", "300", None), "Butikken": ("5000", None, "7")})
    client = client_as("caseworker")
    address = f"{ROUND}/eldre-liter"
    assert "gammel-liste.csv" in client.get(address).text
    assert client.post(address, data={"list_id": str(made)}).status_code == 422
    typed = {"list_id": str(made), "told": "expected" if expected else "actual"}
    page = client.post(address, data=typed, follow_redirects=True).text
    assert "Liter for 1 bevilling er tatt inn. 1 ble ikke med" in page
    assert client.post(address, data=typed).status_code == 409
    with filling() as (session, actor):
        found = session.scalars(select(TurnoverRound).where(TurnoverRound.year == YEAR - 1)).one()
        assert found.state.value == "closed"
        statement = latest(session, actor.municipality_id)
        volumes = Volumes(120050, 300, 0)
        assert (statement.actual, statement.expected) == ((None, volumes) if expected else (volumes, None))
        assert statement.received_on <= statement.due_on


def latest(session: Any, municipality_id: int) -> Any:
    """The one statement of the year before."""
    (found,) = latest_statements(session, municipality_id, YEAR - 1).values()
    return found
