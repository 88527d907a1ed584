"""Taking over a register on the screen: from the file to the rows, and back."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.models.licence import Licence
from app.models.register import ImportState, RegisterImport
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs
from tests.app.imports.files import csv_file, row


def send(client: FlaskClient, content: bytes, **changed: Any) -> Any:
    """A file sent on the page."""
    fields = {
        "source": "register",
        "dated_on": "21.11.2026",
        "file": (io.BytesIO(content), "uttrekk.csv"),
    }
    return client.post("/innlesing/ny", data=fields | changed, content_type="multipart/form-data")


def version_of(page: str) -> str:
    """The version that the buttons of a page carry."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', page)
    assert found
    return found[1]


def tried(client: FlaskClient, content: bytes) -> str:
    """The address of an import that is read to its end."""
    address: str = send(client, content).location
    answer = client.post(f"{address}/les")
    assert (answer.status_code, answer.location) == (302, address)
    return address


def test_a_file_goes_from_the_dry_run_into_the_register_and_out_again(
    client_as: ClientAs, filling: Callable
) -> None:
    client = client_as("caseworker")
    address = tried(client, csv_file([row(0), row(1, varegrupper="GRP4"), row(2, kommunenummer="5026")]))
    page = client.get(address).text
    assert "Prøvekjøringen er ferdig. Ingenting er tatt inn ennå." in plain(page)
    assert "Prøvestedet 0" in page
    assert "Prøvestedet 2" not in page
    assert "«GRP4» er ingen gruppe" in plain(client.get(f"{address}?utfall=impossible").text)
    client.post(f"{address}/ta-inn", data={"version": version_of(page), "doubles": "leave"})
    page = client.get(address).text
    assert "Radene er tatt inn i registeret." in plain(page)
    assert client.get("/bevillinger?navn=70001").text.count("Prøvestedet 0") >= 1
    undo = client.get(f"{address}/angre").text
    answer = client.post(f"{address}/angre", data={"version": version_of(undo), "reason": "Feil fil"})
    assert answer.status_code == 302
    assert "Angret" in client.get(address).text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Licence)) == 0


def test_an_unknown_code_and_an_unknown_head_are_asked_about_once(client_as: ClientAs) -> None:
    client = client_as("caseworker")
    content = csv_file([row(0, tillatelsestype="02SALG", varegrupper="GRP1")]).replace(
        b"Gyldig til", b"Utgang"
    )
    asked = send(client, content)
    assert asked.location.endswith("/betydning")
    page = client.get(asked.location).text
    assert "«Utgang»" in page
    wrong = client.post(asked.location, data={"version": version_of(page), "kolonne-1": ""})
    assert wrong.status_code == 422
    answer = client.post(asked.location, data={"version": version_of(page), "kolonne-1": "last_day"})
    assert answer.location == asked.location  # Now the rows can be read, and their code is not known.
    page = client.get(asked.location).text
    assert "«02SALG»" in page
    answer = client.post(asked.location, data={"version": version_of(page), "kode-1": "sale"})
    assert answer.status_code == 302
    again = send(client, content)
    assert not again.location.endswith("/betydning")


BAD = [
    pytest.param(b"%PDF-1.7", "Filen er en PDF", id="a PDF"),
    pytest.param(b"", "Filen er tom", id="an empty file"),
    pytest.param(b"a;b\n1;2\n", "Filen mangler kolonnene", id="no known column"),
]


@pytest.mark.parametrize(("content", "says"), BAD)
def test_a_bad_file_is_a_sentence_at_the_field(
    client_as: ClientAs, filling: Callable, content: bytes, says: str
) -> None:
    answer = send(client_as("caseworker"), content)
    assert answer.status_code == 422
    assert says in plain(answer.text)
    assert 'value="21.11.2026"' in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(RegisterImport)) == 0


def test_the_same_file_again_is_told(client_as: ClientAs) -> None:
    client = client_as("caseworker")
    content = csv_file([row(0)])
    address = tried(client, content)
    version = version_of(client.get(address).text)
    client.post(f"{address}/ta-inn", data={"version": version, "doubles": "leave"})
    page = plain(client.get(tried(client, content)).text)
    assert "Den samme filen ble tatt inn" in page
    assert "Ta inn</button>" not in page


def test_who_comes_second_is_told_and_nothing_is_taken_twice(client_as: ClientAs, filling: Callable) -> None:
    client = client_as("caseworker")
    mine, theirs = tried(client, csv_file([row(0)])), tried(client, csv_file([row(0)]))
    for address in (mine, theirs):
        version = version_of(client.get(address).text)
        client.post(f"{address}/ta-inn", data={"version": version, "doubles": "leave"})
    page = client.get(theirs).text
    assert "Registeret er endret etter prøvekjøringen" in plain(page)
    client.post(f"{theirs}/begynn-igjen", data={"version": version_of(page)})
    client.post(f"{theirs}/les")
    assert "Den samme filen ble tatt inn" in plain(client.get(theirs).text)
    client.post(f"{theirs}/legg-bort", data={"version": version_of(client.get(theirs).text)})
    with filling() as (session, _actor):
        states = set(session.scalars(select(RegisterImport.state)))
        assert states == {ImportState.APPLIED, ImportState.DISCARDED}
        assert session.scalar(select(func.count()).select_from(Licence)) == 1


def test_long_reading_stops_and_goes_on(client_as: ClientAs) -> None:
    client = client_as("caseworker")
    heads, first, *_rest = csv_file([row(0, kommunenummer="5026")]).splitlines(keepends=True)
    address = send(client, heads + first * 2600).location
    answer = client.post(f"{address}/les")
    assert answer.location == f"{address}?les=1"
    page = plain(client.get(answer.location).text)
    assert "2500 av 2600 rader er lest" in page
    assert client.post(f"{address}/les").location == address
    assert "2600" in client.get(address).text


def test_pages_ask_the_database_the_same_however_many_rows(
    client_as: ClientAs, statements: list[str]
) -> None:
    client, asked = client_as("caseworker"), []
    for count in (2, 40):
        address = tried(client, csv_file([row(serial) for serial in range(count)]))
        statements.clear()
        client.get(address)
        asked.append(len(statements))
    assert asked[0] == asked[1]
