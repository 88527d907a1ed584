"""Pages of letters about licences: one letter, and all of a run in one act."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.formats import short_date
from app.models.letter import Channel, Letter, LetterState
from tests.app.billing.places import Places
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.licence_letter import make_calls
from tests.journeys.office import fields_of

TODAY = clock.today()
SENT = {"channel": "post", "sent_on": short_date(TODAY), "reference": "RR 1"}


class Written:
    """A run of calls as drafts, and what its pages are asked."""

    def __init__(self, filling: Filling) -> None:
        self.filling = filling
        with filling() as (session, actor):
            places = Places(session, actor)
            licences = [places.licence(name) for name in ("kroa", "hotellet", "butikken")]
            run, letters = make_calls(session, actor, licences, on=TODAY)
            self.run_id = run.id
            self.ids = {places.names[number]: letter_id for number, letter_id in letters.items()}
            self.numbers = {name: licence.number for name, licence in places.named.items()}

    def url(self, act: str = "") -> str:
        """A page of the run."""
        return f"/gebyr/brev/kjoring/{self.run_id}{act}"

    def states(self) -> dict[str, LetterState]:
        """How far each letter has come."""
        with self.filling() as (session, _actor):
            rows = {row.id: row.state for row in session.execute(select(Letter.id, Letter.state))}
        return {name: rows[letter_id] for name, letter_id in self.ids.items()}

    def letter(self, name: str) -> Letter:
        """A letter as it is stored."""
        with self.filling() as (session, _actor):
            found: Letter = session.get_one(Letter, self.ids[name])
            session.expunge(found)
        return found


@pytest.fixture
def written(filling: Filling) -> Written:
    return Written(filling)


@pytest.fixture
def final(written: Written, client_as: ClientAs) -> Written:
    """The same, made final."""
    client = client_as()
    begun = client.post(written.url("/ferdigstill"))
    assert begun.status_code == 302
    done = client.post(begun.location.split("?")[0] + "/fortsett")
    assert done.location.endswith(written.url())
    return written


def test_a_run_of_letters_is_made_final_printed_sent_and_arrives(final: Written, client_as: ClientAs) -> None:
    client = client_as()
    assert set(final.states().values()) == {LetterState.FINAL}
    archive = ZipFile(BytesIO(client.get(final.url("/zip")).data))
    assert len(archive.namelist()) == 3
    assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())
    assert client.post(final.url("/utsending"), data=SENT | {"which": "all"}).status_code == 302
    assert set(final.states().values()) == {LetterState.SENT}
    assert final.letter("kroa").channel is Channel.POST
    arrived = {"which": "all", "arrived_on": short_date(TODAY)}
    assert client.post(final.url("/mottak"), data=arrived).status_code == 302
    assert set(final.states().values()) == {LetterState.ARRIVED}
    assert "3 brev er kommet fram" in client.get(final.url()).text
    sheet = load_workbook(BytesIO(client.get(final.url("/regneark")).data)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == ["butikken", "hotellet", "kroa"]


def test_only_ticked_letters_are_sent_and_the_rest_by_a_list_of_references(
    final: Written, client_as: ClientAs
) -> None:
    client = client_as()
    chosen = SENT | {"which": "chosen", "letters": [str(final.ids["kroa"])]}
    assert client.post(final.url("/utsending"), data=chosen).status_code == 302
    assert final.states() == {
        "kroa": LetterState.SENT,
        "hotellet": LetterState.FINAL,
        "butikken": LetterState.FINAL,
    }
    listed = f"bevilling;referanse\n{final.numbers['hotellet']};SvarUt 17\n"
    answer = client.post(final.url("/utsending"), data=SENT | {"which": "listed", "listed": listed})
    assert answer.status_code == 302
    assert final.letter("hotellet").reference == "SvarUt 17"
    assert final.states()["butikken"] is LetterState.FINAL
    days = f"{final.numbers['hotellet']};{short_date(TODAY)}"
    assert client.post(final.url("/mottak"), data={"which": "listed", "listed": days}).status_code == 302
    assert final.states()["hotellet"] is LetterState.ARRIVED


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"which": "chosen"}, "Kryss av minst ett brev.", id="nothing ticked"),
        pytest.param({"which": "listed", "listed": ""}, "Lim inn en linje for hvert brev", id="no list"),
        pytest.param({"which": "listed", "listed": "SKJ-1"}, "Linje 1 kan ikke leses", id="no separator"),
        pytest.param(
            {"which": "listed", "listed": "SKJ-1;a\nSKJ-1;b"}, "står to ganger i listen", id="told twice"
        ),
        pytest.param({"which": "listed", "listed": "SKJ-1;"}, "mangler eller er for lang", id="no reference"),
        pytest.param(
            {"which": "listed", "listed": "SKJ-1;a"}, "har ikke noe brev her", id="no letter of the licence"
        ),
        pytest.param({"which": "all", "channel": ""}, "Velg hvordan brevene er sendt.", id="no channel"),
        pytest.param({"which": "all", "sent_on": "31.02.2026"}, "finnes ikke", id="no such day"),
        pytest.param({"which": "all", "sent_on": "01.01.2020"}, "Brevet er datert", id="before it was dated"),
    ],
)
def test_what_is_typed_wrongly_is_told_in_a_sentence_and_nothing_is_sent(
    final: Written, client_as: ClientAs, typed: dict, sentence: str
) -> None:
    answer = client_as().post(final.url("/utsending"), data=SENT | typed)
    assert answer.status_code in (409, 422)
    assert sentence in plain(answer.text)
    assert set(final.states().values()) == {LetterState.FINAL}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"which": "all", "arrived_on": ""}, "Skriv datoen da mottakerne fikk", id="no day"),
        pytest.param({"which": "listed", "listed": "SKJ-1;i går"}, "kan ikke leses", id="no day in the list"),
        pytest.param(
            {"which": "all", "arrived_on": short_date(TODAY)}, "Ingen av brevene er sendt", id="none"
        ),
    ],
)
def test_an_arrival_that_cannot_be_is_told_in_a_sentence(
    final: Written, client_as: ClientAs, typed: dict, sentence: str
) -> None:
    answer = client_as().post(final.url("/mottak"), data=typed)
    assert answer.status_code in (409, 422)
    assert sentence in plain(answer.text)


def test_a_letter_goes_from_draft_to_arrived_by_itself(written: Written, client_as: ClientAs) -> None:
    client, url = client_as(), f"/gebyr/brev/{written.ids['kroa']}"

    def do(act: str, **fields: str) -> int:
        version = fields_of(client.get(url).text)["version"]
        return client.post(f"{url}/{act}", data={"version": version, **fields}).status_code

    assert do("endelig") == 302
    assert do("sendt", **SENT) == 302
    assert do("mottatt", arrived_on=short_date(TODAY)) == 302
    assert written.states()["kroa"] is LetterState.ARRIVED


def test_a_stale_page_changes_nothing(written: Written, client_as: ClientAs) -> None:
    client, url = client_as(), f"/gebyr/brev/{written.ids['kroa']}"
    assert client.post(f"{url}/endelig", data={"version": 1}).status_code == 302
    answer = client.post(f"{url}/sendt", data={"version": 1} | SENT)
    assert answer.status_code == 409
    assert "En annen lagret mens du skrev" in plain(answer.text)
    assert written.states()["kroa"] is LetterState.FINAL


def test_the_words_never_show_the_code_and_only_those_who_send_it_open_the_letter(
    written: Written, client_as: ClientAs
) -> None:
    url = f"/gebyr/brev/{written.ids['kroa']}"
    page = plain(client_as("reader").get(url).text)
    assert "(koden står bare i brevet)" in page
    assert "Åpne som PDF" not in page
    assert client_as("reader").get(f"{url}/pdf").status_code == 403
    assert client_as("finance").get(f"{url}/pdf").data.startswith(b"%PDF")


def test_letters_of_cases_and_of_licences_keep_to_their_own_pages(
    written: Written, client_as: ClientAs, filling: Filling
) -> None:
    client, letter_id = client_as(), written.ids["kroa"]
    assert client.get(f"/brev/{letter_id}").status_code == 404
    assert client.get(f"/brev/{letter_id}/pdf").status_code == 404
    assert client.get("/gebyr/brev/999999").status_code == 404
    assert client_as(municipality="other").get(f"/gebyr/brev/{letter_id}").status_code == 404
    assert client_as(municipality="other").get(written.url()).status_code == 404
    with filling() as (session, _actor):
        document_id = session.get_one(Letter, letter_id).document_id
    assert document_id is None
    client.post(f"/gebyr/brev/{letter_id}/endelig", data={"version": 1})
    document_id = written.letter("kroa").document_id
    assert client.get(f"/saker/dokumenter/{document_id}").status_code == 404


def test_the_list_shows_letters_by_state(final: Written, app: Flask, client_as: ClientAs) -> None:
    client = client_as("reader")
    assert "kroa" in client.get("/gebyr/brev").text
    assert "kroa" not in client.get("/gebyr/brev?tilstand=draft").text
    assert "kroa" in client.get("/gebyr/brev?tilstand=final").text


def test_the_spreadsheet_of_letters_has_those_of_the_list_as_texts(
    filling: Filling, client_as: ClientAs, statements: list[str]
) -> None:
    def rows(client: FlaskClient, query: str = "") -> list[tuple[Any, ...]]:
        statements.clear()
        sheet = load_workbook(BytesIO(client.get(f"/gebyr/brev/regneark{query}").data)).active
        return list(sheet.values)[1:]

    with filling() as (session, actor):
        places = Places(session, actor)
        make_calls(session, actor, [places.licence("=1+1")], on=TODAY)
    reader = client_as("reader")
    ((venue, *_who, state, dated_on, sent_on), few) = (rows(reader)[0][:7], len(statements))
    assert (venue, state, dated_on.date(), sent_on) == ("=1+1", "Utkast", TODAY, None)
    sheet = load_workbook(BytesIO(reader.get("/gebyr/brev/regneark").data)).active
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", True)
    with filling() as (session, actor):
        places = Places(session, actor, serial=40)
        make_calls(session, actor, [places.licence("kroa"), places.licence("butikken")], on=TODAY, final=True)
    assert ([row[0] for row in rows(reader)][2:], len(statements)) == (["=1+1"], few)
    assert {row[0] for row in rows(reader, "?tilstand=final")} == {"kroa", "butikken"}
    assert "/gebyr/brev/regneark?tilstand=final" in reader.get("/gebyr/brev?tilstand=final").text
    assert not rows(client_as("reader", municipality="other"))


def test_a_list_of_letters_takes_as_many_queries_however_long(
    filling: Filling, client_as: ClientAs, statements: list[str]
) -> None:
    counted = []
    for serial, count in ((0, 1), (40, 9)):
        with filling() as (session, actor):
            places = Places(session, actor, serial=serial)
            licences = [places.licence(f"sted {serial + number}") for number in range(count)]
            run, _letters = make_calls(session, actor, licences, on=TODAY)
            run_id = run.id
        client = client_as()
        statements.clear()
        assert client.get(f"/gebyr/brev/kjoring/{run_id}").status_code == 200
        counted.append(len(statements))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("act", ["/utsending", "/mottak"])
def test_the_forms_for_all_letters_of_a_run_open(final: Written, client_as: ClientAs, act: str) -> None:
    page = client_as().get(final.url(act))
    assert page.status_code == 200
    assert "Bare dem som står i listen" in plain(page.text)


def test_the_page_of_a_licence_lists_its_letters_for_who_may_see_them(
    written: Written, client_as: ClientAs
) -> None:
    url = f"/bevillinger/{written.letter('kroa').licence_id}"
    link = f"/gebyr/brev/{written.ids['kroa']}"
    assert link in client_as("reader").get(url).text
    assert link not in client_as("inspector").get(url).text
