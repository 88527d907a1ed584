"""An extract of the national register held against our licences, and what that makes of the work list."""

import io
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.clock import today
from app.formats import short_date
from app.models.event import Event, EventType
from app.models.licence import Licence
from app.models.register import ImportRow, NationalTask, RegisterImport
from app.registers.tasks import note_change, note_happening
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import ChangeKind
from licensing.national_register import Happening, NationalDuty
from tests.app.conftest import ClientAs, Filling
from tests.app.registers.conftest import make_place
from tests.factories.holder import organisation_number

URL = "/nasjonalt-register/avstemming"
TODAY = today()
HEADS = (
    "Bevillingsnummer;Organisasjonsnummer;Innehaver;Sted;Sted organisasjonsnummer;Tillatelsestype;"
    "Varegrupper;Adresse;Postnummer;Poststed;Kommune;Kommunenummer;Gyldig fra;Gyldig til"
)


def row(venue: str = "Kroa", **changes: str) -> str:
    """A row that agrees with a licence of the factory, unless told otherwise."""
    values = {
        "number": "70001",
        "organisation": organisation_number(),
        "holder": "Prøvekroa AS",
        "venue": venue,
        "unit": "",
        "code": "01SKJE",
        "groups": "GRP1,GRP2",
        "street": f"{venue} 1",
        "postcode": "7374",
        "town": "Røros",
        "name": "Røros",
        "municipality": "5025",
        "first": "03.06.2024",
        "last": "30.09.2028",
    }
    return ";".join((values | changes).values())


def send(client: FlaskClient, *rows: str, heads: str = HEADS, encoding: str = "utf-8-sig") -> TestResponse:
    """Send an extract."""
    content = "\r\n".join((heads, *rows)).encode(encoding)
    fields: dict[str, Any] = {
        "file": (io.BytesIO(content), "uttrekk.csv"),
        "dated_on": short_date(TODAY),
    }
    return client.post(URL, data=fields, content_type="multipart/form-data")


def compare(client: FlaskClient, *rows: str) -> str:
    """The address of a comparison."""
    answer = send(client, *rows)
    assert answer.status_code == 302, answer.text
    return str(answer.location)


def counts(client: FlaskClient, address: str) -> dict[str, int]:
    """The figure on each tile."""
    page = client.get(address).text
    tiles = page[page.index('class="tiles"') : page.index("</ul>", page.index('class="tiles"'))]
    found = {}
    for tile in tiles.split('tile__count">')[1:]:
        number, rest = tile.split("<", 1)
        found[rest.split('tile__label">')[1].split("<")[0]] = int(number)
    return found


def open_tasks(filling: Filling) -> list[tuple[NationalDuty, str]]:
    """Duty and reason of each open task."""
    with filling() as (session, actor):
        rows = session.scalars(
            select(NationalTask)
            .where(NationalTask.municipality_id == actor.municipality_id, NationalTask.done_on.is_(None))
            .order_by(NationalTask.id)
        )
        return [(task.duty, task.reason) for task in rows]


def test_trap_45_each_difference_stands_in_its_list_and_makes_one_task(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        for name in ("Lik", "Mangler", "Feil"):
            make_place(session, actor, name)
        make_place(session, actor, "Ute", ended_on=date(2025, 1, 1))
    client = client_as()
    address = compare(
        client,
        row("Lik"),
        row("Feil", number="70002", groups="GRP1", last="30.06.2028"),
        row("Ute", number="70003"),
        row("Ukjent", number="70004"),
        row("Andre", number="70005", municipality="0301"),
        row("Engros", number="70006", code="11ENGR"),
    )
    assert counts(client, address) == {
        "Mangler der": 1,
        "Feil der": 1,
        "Skulle vært avsluttet der": 1,
        "Ukjent hos oss": 1,
        "Stemmer": 1,
    }
    wrong = client.get(f"{address}?liste=wrong").text
    for text in (
        "her: Skjenkebevilling, gruppe 1 og 2",
        "der: Skjenkebevilling, gruppe 1<",
        "der: 30.06.2028",
        "1 rad gjelder andre kommuner.",
        "1 rad gjelder noe annet enn kommunale bevillinger.",
    ):
        assert text in wrong, text
    assert "Opphørt her, siste dag 01.01.2025" in client.get(f"{address}?liste=should_be_closed").text
    assert client.post(f"{address}/oppgaver").status_code == 302
    made = [
        (NationalDuty.ENTER, "missing"),
        (NationalDuty.CHANGE, "wrong"),
        (NationalDuty.CLOSE, "should_be_closed"),
        (NationalDuty.CLOSE, "unknown"),
    ]
    assert sorted(open_tasks(filling)) == sorted(made)
    assert "4 oppgaver sto" not in client.post(f"{address}/oppgaver", follow_redirects=True).text
    assert sorted(open_tasks(filling)) == sorted(made)
    page = client.get("/nasjonalt-register").text
    assert "Skjenkebevilling, gruppe 1 og 2 (der står: Skjenkebevilling, gruppe 1)" in page
    assert "Er den gitt, legg den inn her." in page


def test_what_is_on_the_work_list_already_is_not_made_again(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        missing = make_place(session, actor, "Mangler")
        note_happening(session, missing, Happening.GRANT, "granted", TODAY)
        ended = make_place(session, actor, "Ute", ended_on=date(2025, 1, 1))
        note_change(session, ended, ChangeKind.SURRENDER, TODAY)
    client = client_as()
    address = compare(client, row("Ute"))
    page = client.post(f"{address}/oppgaver", follow_redirects=True).text
    assert "0 oppgaver er laget. 2 sto på listen fra før." in page
    assert len(open_tasks(filling)) == 2


def test_what_the_extract_shows_to_be_done_is_ticked_off(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        entered = make_place(session, actor, "Lagt inn")
        note_happening(session, entered, Happening.GRANT, "granted", TODAY)
        missing = make_place(session, actor, "Mangler")
        note_happening(session, missing, Happening.GRANT, "granted", TODAY)
        closed = make_place(session, actor, "Ute", ended_on=date(2025, 1, 1))
        note_change(session, closed, ChangeKind.SURRENDER, TODAY)
    client = client_as()
    address = compare(client, row("Lagt inn"))
    assert "Kryss av det uttrekket viser er gjort (2)" in client.get(address).text
    assert client.post(f"{address}/bekreft").status_code == 302
    assert open_tasks(filling) == [(NationalDuty.ENTER, "granted")]
    with filling() as (session, _actor):
        event = session.scalars(select(Event).where(Event.type == EventType.NATIONAL_TASK_DONE)).one()
        assert '"tasks":2' in (event.payload or "")


def test_an_unknown_type_code_is_asked_about_once_and_remembered(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Butikken", kind=LicenceKind.SALE, groups="1")
    client = client_as()
    shop = row("Butikken", code="02SALG", groups="GRP1")
    address = compare(client, shop)
    asked = client.get(address)
    assert asked.status_code == 302
    page = client.get(asked.location).text
    assert "02SALG" in page
    with filling() as (session, _actor):
        version = session.scalars(select(RegisterImport.version)).one()
    answer = client.post(asked.location, data={"version": version, "code_0": "sale"})
    assert answer.status_code == 302, answer.text
    assert counts(client, address)["Stemmer"] == 1
    assert counts(client, compare(client, shop))["Stemmer"] == 1


def test_an_unknown_head_is_asked_about(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Kroa")
    client = client_as()
    answer = send(client, row("Kroa"), heads=HEADS.replace("Gyldig til", "Opphører"))
    asked = client.get(answer.location)
    assert "Opphører" in client.get(asked.location).text
    with filling() as (session, _actor):
        version = session.scalars(select(RegisterImport.version)).one()
    wrong = client.post(asked.location, data={"version": version, "head_0": "ignored"})
    assert wrong.status_code == 409
    assert client.post(asked.location, data={"version": version, "head_0": "last_day"}).status_code == 302
    assert counts(client, answer.location)["Stemmer"] == 1


def test_a_row_that_cannot_be_read_is_told_with_its_line(client_as: ClientAs) -> None:
    client = client_as()
    page = client.get(compare(client, row(last="31.02.2028"), row(groups="GRP4", number="2"))).text
    assert "Linjer som ikke kan leses" in page
    assert "31.02.2028" in page
    assert page.count('<th scope="row">2<') == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "Velg filen|tom", id="an empty file"),
        pytest.param(b"%PDF-1.7 hei", "PDF", id="a PDF"),
        pytest.param(b"a;b\n1;2\n", "mangler kolonnene", id="another spreadsheet"),
    ],
)
def test_a_file_that_is_no_extract_is_refused_in_a_sentence_and_nothing_is_kept(
    client_as: ClientAs, filling: Filling, content: bytes, sentence: str
) -> None:
    answer = client_as().post(
        URL,
        data={"file": (io.BytesIO(content), "fil.csv"), "dated_on": short_date(TODAY)},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert any(part in answer.text for part in sentence.split("|"))
    with filling() as (session, _actor):
        assert session.scalars(select(RegisterImport)).first() is None


def test_no_file_is_refused(client_as: ClientAs) -> None:
    answer = client_as().post(URL, data={"dated_on": short_date(TODAY)})
    assert answer.status_code == 422
    assert "Velg filen med uttrekket." in answer.text


def test_rows_of_other_municipalities_are_not_kept(client_as: ClientAs, filling: Filling) -> None:
    compare(client_as(), row("Andre", municipality="0301"))
    with filling() as (session, _actor):
        assert session.scalars(select(ImportRow)).first() is None


def test_windows_letters_and_commas_are_read(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Kroa")
    client = client_as()
    answer = send(
        client,
        row("Kroa", groups="GRP1/GRP2").replace(";", ","),
        heads=HEADS.replace(";", ","),
        encoding="cp1252",
    )
    assert counts(client, answer.location)["Stemmer"] == 1


def test_an_event_licence_is_left_out_and_counted(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Telt").type = LicenceType.SINGLE_OCCASION
    client = client_as()
    address = compare(client, row("Annet"))
    assert counts(client, address)["Mangler der"] == 0
    assert "1 bevilling for enkeltanledning eller ambulerende er holdt utenfor." in client.get(address).text


def test_a_comparison_follows_what_is_changed_here(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Kroa")
    client = client_as()
    address = compare(client, row("Nykroa", street="Kroa 1"))
    assert counts(client, address)["Feil der"] == 1
    with filling() as (session, _actor):
        session.scalars(select(Licence)).one().venue.name = "Nykroa"
    assert counts(client, address)["Stemmer"] == 1


def test_a_comparison_of_another_municipality_is_not_found(client_as: ClientAs) -> None:
    address = compare(client_as(municipality="other"), row("Kroa", municipality="5026"))
    client = client_as()
    for path in (address, f"{address}/kolonner"):
        assert client.get(path).status_code == 404
    for path in (f"{address}/oppgaver", f"{address}/bekreft", f"{address}/kolonner"):
        assert client.post(path).status_code == 404


def test_the_page_before_lists_what_was_compared(client_as: ClientAs) -> None:
    client = client_as()
    compare(client, row("Kroa"))
    assert "uttrekk.csv" in client.get(URL).text


def test_farm_sale_of_two_groups_is_compared_as_it_stands(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Siderutsalget", kind=LicenceKind.SALE, groups="1,2")
    client = client_as()
    address = compare(client, row("Siderutsalget", code="02SALG"))
    with filling() as (session, _actor):
        version = session.scalars(select(RegisterImport.version)).one()
    client.post(f"{address}/kolonner", data={"version": version, "code_0": "sale"})
    assert counts(client, address)["Stemmer"] == 1
