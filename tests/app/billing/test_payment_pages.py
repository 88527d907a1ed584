"""Pages of payments: a file is looked at before it is booked, doubt is handled, and reminders are written."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import func, select

from app import clock
from app.billing.adapters.ehf_checks import broken_rules
from app.billing.service.runs import go_on
from app.models.billing_run import BillingRun, BillingRunSubject, RunKind
from app.models.event import Event, EventType
from app.models.invoice import Invoice, Payment, PaymentDoubt, PaymentFile
from app.models.letter import Letter, LetterState
from app.permissions import Role
from fees.fee_years import RemindsOfMoney
from tests.app.billing.ehf_examples import CUSTOMER
from tests.app.billing.test_payments import status
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.invoice import make_invoices, own_invoices

AMOUNTS = [660_000, 943_500, 213_000]
DUE_ON = clock.today() - timedelta(days=30)
CUSTOMERS = {
    1: CUSTOMER,
    2: CUSTOMER | {"organisation_number": None, "name": "Ola Nordmann"},
    3: CUSTOMER | {"organisation_number": "923609017"},
}
TOLD_ON = clock.today() - timedelta(days=1)
FIRST = status("2026-01-0001 6600,00 0", "2026-01-0002 1000,00 1", "fremmed 660,00 0", day=TOLD_ON)


@pytest.fixture
def invoice_ids(filling: Filling, world: World) -> list[int]:
    """Three invoices that fell due a month ago."""
    with filling(Role.FINANCE) as (session, actor):
        return make_invoices(
            session, actor, world.someone("decider").id, AMOUNTS, due_on=DUE_ON, customers=CUSTOMERS
        )


def send(client: FlaskClient, content: bytes, name: str = "status.csv") -> Any:
    """A file sent on the page."""
    return client.post(
        "/gebyr/innbetalinger/les-inn",
        data={"file": (BytesIO(content), name)},
        content_type="multipart/form-data",
    )


def token_in(page: str) -> str:
    """What the page gives back when the file is to be booked."""
    return page.split('name="token"')[1].split('value="')[1].split('"')[0]


def book(client: FlaskClient, content: bytes) -> Any:
    """A file sent and booked."""
    token = token_in(send(client, content).text)
    return client.post("/gebyr/innbetalinger/bokfor", data={"token": token}, follow_redirects=True)


def sheet_of(client: FlaskClient, address: str) -> Any:
    """The sheet of a workbook."""
    return load_workbook(BytesIO(client.get(address).data)).active


def payments(filling: Filling) -> int:
    with filling(Role.FINANCE) as (session, _actor):
        return session.scalar(select(func.count()).select_from(Payment)) or 0


def test_a_file_is_looked_at_first_and_booked_after(
    client_as: ClientAs, filling: Filling, invoice_ids: list[int]
) -> None:
    client = client_as("finance")
    shown = send(client, FIRST)
    assert shown.status_code == 200
    assert "3 rader: 2 kjent, 1 ukjent referanse, 1 delbetalt" in shown.text
    assert "Ingenting er bokført ennå." in shown.text
    assert payments(filling) == 0
    booked = client.post(
        "/gebyr/innbetalinger/bokfor", data={"token": token_in(shown.text)}, follow_redirects=True
    )
    assert "Filen «status.csv» er bokført." in booked.text
    assert payments(filling) == 3
    for word in ("fremmed", "Ukjent referanse", "Delbetalt"):
        assert word in booked.text
    assert "2026-01-0001" not in booked.text.split("<tbody>")[1]
    with filling(Role.FINANCE) as (session, _actor):
        event = session.scalars(select(Event).where(Event.type == EventType.PAYMENT_FILE_READ)).one()
        assert "status.csv" in event.payload
    # Sent once more, it says that it was read.
    again = send(client, FIRST)
    assert again.status_code == 422
    assert "Denne filen ble lest" in again.text
    twice = client.post("/gebyr/innbetalinger/bokfor", data={"token": token_in(shown.text)})
    assert (twice.status_code, payments(filling)) == (422, 3)


def test_the_spreadsheet_of_files_tells_who_read_each(
    client_as: ClientAs, invoice_ids: list[int], statements: list[str]
) -> None:
    client, address = client_as("finance"), "/gebyr/innbetalinger/filer/regneark"
    book(client, FIRST)
    send_again = status("2026-01-0003 2130,00 0", day=TOLD_ON)
    statements.clear()
    ((name, _kind, told_on, rows, _read, reader), *none) = list(sheet_of(client, address).values)[1:]
    few = len(statements)
    assert (name, told_on.date(), rows, bool(reader), none) == ("status.csv", TOLD_ON, 3, True, [])
    token = token_in(send(client, send_again, "=1+1.csv").text)
    client.post("/gebyr/innbetalinger/bokfor", data={"token": token})
    statements.clear()
    newest = sheet_of(client, address)["A2"]
    assert (newest.value, newest.data_type, newest.quotePrefix) == ("=1+1.csv", "s", True)
    assert len(statements) == few
    assert address in client.get("/gebyr/innbetalinger/filer").text
    assert sheet_of(client_as("finance", municipality="other"), address).max_row == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"", "Filen er tom", id="empty"),
        pytest.param(b"%PDF-1.4", "Filen er en PDF", id="a PDF"),
        pytest.param(
            FIRST.replace(b"6600,00", b"mye"), "Linje 2: «mye» kan ikke leses i kolonnen betalt", id="a cell"
        ),
        pytest.param(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "dokumenttype", id="entities"),
        pytest.param(b"<a/>", "ikke en melding om innbetalinger", id="another document"),
        pytest.param(b"{", "kan ikke leses som JSON", id="half a JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    client_as: ClientAs, filling: Filling, content: bytes, sentence: str
) -> None:
    page = send(client_as("finance"), content)
    assert page.status_code == 422
    assert sentence in page.text
    with filling(Role.FINANCE) as (session, _actor):
        assert session.scalar(select(func.count()).select_from(PaymentFile)) == 0


def test_what_somebody_else_looked_at_cannot_be_booked(
    client_as: ClientAs, filling: Filling, invoice_ids: list[int]
) -> None:
    token = token_in(send(client_as("finance"), FIRST).text)
    for who, municipality in (("caseworker", "own"), ("finance", "other")):
        page = client_as(who, municipality=municipality).post(
            "/gebyr/innbetalinger/bokfor", data={"token": token}
        )
        assert page.status_code == 422
        assert "Velg filen på nytt" in page.text
    tampered = client_as("finance").post("/gebyr/innbetalinger/bokfor", data={"token": "x" + token})
    assert tampered.status_code == 422
    assert payments(filling) == 0


def test_an_unknown_payment_is_placed_and_one_in_doubt_is_handled(
    client_as: ClientAs, filling: Filling, invoice_ids: list[int]
) -> None:
    client = client_as("finance")
    book(client, status("2026-01-0002 1000,00 1", "fremmed 2130,00 0", day=TOLD_ON))
    with filling(Role.FINANCE) as (session, _actor):
        by_doubt = {row.doubt: row.id for row in session.scalars(select(Payment))}
    unknown, part = by_doubt[PaymentDoubt.UNKNOWN_REFERENCE], by_doubt[PaymentDoubt.PART]
    shown = client.get(f"/gebyr/innbetalinger/{unknown}")
    # The invoice of the very amount is proposed.
    assert "Plasser på 2026-01-0003" in shown.text
    wrong = client.post(f"/gebyr/innbetalinger/{unknown}/plasser", data={"named": "2026-09-0001"})
    assert wrong.status_code == 409
    assert "«2026-09-0001»" in wrong.text
    assert client.post(f"/gebyr/innbetalinger/{unknown}/plasser", data={"named": ""}).status_code == 422
    placed = client.post(
        f"/gebyr/innbetalinger/{unknown}/plasser", data={"named": "2026-01-0003"}, follow_redirects=True
    )
    assert "Innbetalingen er plassert." in placed.text
    assert client.post(f"/gebyr/innbetalinger/{part}/behandlet", data={"handling": ""}).status_code == 422
    handled = client.post(
        f"/gebyr/innbetalinger/{part}/behandlet",
        data={"handling": "Avtalt at resten kommer i mai."},
        follow_redirects=True,
    )
    assert "Ingen innbetalinger her." in handled.text
    again = client.post(f"/gebyr/innbetalinger/{part}/behandlet", data={"handling": "En gang til."})
    assert again.status_code == 409
    book_of_all = load_workbook(BytesIO(client.get("/gebyr/innbetalinger/regneark").data))
    rows = list(book_of_all.active.iter_rows(values_only=True))
    assert len(rows) == 3
    assert "Avtalt at resten kommer i mai." in rows[1] + rows[2]


def test_only_what_a_newer_status_tells_is_overdue(client_as: ClientAs, invoice_ids: list[int]) -> None:
    client = client_as("finance")
    assert "Ingen status er lest ennå" in client.get("/gebyr/innbetalinger/purring?ar=2026").text
    book(client, status("2026-01-0001 0 0", day=DUE_ON))
    assert "Ingenting er forfalt" in client.get("/gebyr/innbetalinger/purring?ar=2026").text
    book(client, FIRST)
    page = client.get("/gebyr/innbetalinger/purring?ar=2026").text
    assert "Økonomisystemet purrer" in page
    assert "2026-01-0002" in page
    assert "2026-01-0001" not in page  # It is paid.
    assert "2026-01-0003" not in page  # Nothing has been told of it.
    sheet = load_workbook(BytesIO(client.get("/gebyr/innbetalinger/purring/2026/regneark").data)).active
    assert [(row[0], row[6]) for row in sheet.values][1:] == [("2026-01-0002", 8435)]
    assert "8 435,00" in page.replace("\u00a0", " ")
    pay_by = (clock.today() + timedelta(days=14)).isoformat()
    refused = client.post("/gebyr/innbetalinger/purring/2026", data={"pay_by": pay_by})
    assert refused.status_code == 409
    assert "Økonomisystemet purrer for 2026" in refused.text


def test_reminders_are_written_only_of_what_is_overdue_when_they_are_written(
    app: Flask, client_as: ClientAs, filling: Filling, invoice_ids: list[int]
) -> None:
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor, reminds_of_money=RemindsOfMoney.HERE, own_invoices=False)
    client = client_as("finance")
    early = (clock.today() + timedelta(days=13)).isoformat()
    pay_by = (clock.today() + timedelta(days=14)).isoformat()
    book(client, status("2026-01-0001 0 0", "2026-01-0002 1000,00 1", day=TOLD_ON))
    too_early = client.post("/gebyr/innbetalinger/purring/2026", data={"pay_by": early})
    assert (too_early.status_code, "minst 14 dager" in too_early.text) == (409, True)
    begun = client.post("/gebyr/innbetalinger/purring/2026", data={"pay_by": pay_by})
    assert begun.status_code == 302
    # One of them is paid before the letters are written.
    book(client, status("2026-01-0001 6600,00 0", "2026-01-0002 1000,00 1", day=clock.today()))
    with filling(Role.FINANCE) as (session, actor):
        run = session.scalars(select(BillingRun).where(BillingRun.kind == RunKind.PAYMENT_REMINDERS)).one()
        run_id = run.id
    with app.test_request_context(method="POST"):
        assert go_on(actor, run_id=run_id)
    with filling(Role.FINANCE) as (session, _actor):
        problems = session.scalars(select(BillingRunSubject.problem).order_by(BillingRunSubject.id)).all()
        assert sorted(problems) == ["", "paid_meanwhile"]
        letter = session.scalars(select(Letter)).one()
        assert letter.state is LetterState.FINAL
        assert (letter.facts["reference"], letter.facts["outstanding_ore"]) == ("2026-01-0002", 843_500)
        assert letter.facts["told_on"] == clock.today().isoformat()


def batch_of(filling: Filling, invoice_id: int) -> int:
    with filling(Role.FINANCE) as (session, _actor):
        return session.get_one(Invoice, invoice_id).batch_id


def test_a_batch_gives_the_ehf_of_everybody_who_can_have_one(
    client_as: ClientAs, filling: Filling, invoice_ids: list[int]
) -> None:
    batch_id = batch_of(filling, invoice_ids[0])
    client = client_as("finance")
    refused = client.get(f"/gebyr/grunnlag/{batch_id}/ehf", follow_redirects=True)
    assert "Kommunen fakturerer ikke selv i 2026" in refused.text
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor)
    assert "Last ned EHF" in client.get(f"/gebyr/grunnlag/{batch_id}").text
    given = client.get(f"/gebyr/grunnlag/{batch_id}/ehf")
    assert given.mimetype == "application/zip"
    folder = ZipFile(BytesIO(given.data))
    assert folder.namelist() == ["2026-01-0001.xml", "ikke-laget.csv"]
    assert broken_rules(folder.read("2026-01-0001.xml")) == ()
    told = folder.read("ikke-laget.csv").decode("utf-8-sig")
    assert "2026-01-0002;Ola Nordmann;Mottakeren har ikke organisasjonsnummer." in told
    assert "PEPPOL-COMMON-R041: Et organisasjonsnummer har feil kontrollsiffer." in told
    assert client.get(f"/gebyr/grunnlag/{batch_id}/ehf").data == given.data


def test_official_rules_that_are_not_there_are_told_in_one_sentence(
    app: Flask, client_as: ClientAs, filling: Filling, invoice_ids: list[int], tmp_path: Path
) -> None:
    with filling(Role.FINANCE) as (session, actor):
        own_invoices(session, actor)
    app.config["EHF_RULES_DIR"] = tmp_path
    try:
        page = client_as("finance").get(
            f"/gebyr/grunnlag/{batch_of(filling, invoice_ids[0])}/ehf", follow_redirects=True
        )
    finally:
        app.config["EHF_RULES_DIR"] = None
    assert "Mappen med de offisielle reglene for EHF mangler en16931-ubl, peppol-ubl" in page.text
