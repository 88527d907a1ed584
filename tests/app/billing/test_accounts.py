"""Pages of invoice basis, the ledger and accounts, from making a batch to what an account tells."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app import clock
from app.models.billing_run import BillingRun
from app.models.invoice import BatchState, InvoiceBatch
from app.models.licence import Licence
from tests.app.billing import batch_desk
from tests.app.billing.batch_desk import Desk
from tests.factories.fees import make_batch
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.turnover import make_duty
from tests.factories.venue import make_venue

DUE = clock.today() + timedelta(days=30)


@pytest.fixture
def desk(app, filling) -> Desk:
    return Desk(app, filling)


@pytest.fixture
def locked(desk: Desk, monkeypatch) -> tuple[int, list[int]]:
    """A locked batch of today, and its licences: two with an advance, the first with a settlement too."""
    monkeypatch.setattr(batch_desk, "ON", clock.today())
    licences = desk.licences(2)
    desk.decide(dict.fromkeys(licences, 660_000))
    desk.settle({licences[0]: -78_380})
    return desk.approve(desk.make(on=clock.today(), due_on=DUE)), licences


def latest(filling: Any, kind: type) -> int:
    with filling() as (session, _actor):
        return int(session.scalars(select(kind.id).order_by(kind.id.desc()).limit(1)).one())


def begun(client: Any, **more: Any) -> Any:
    typed = {"purpose": "fees", "fee_year": "2026", "instalment": "1", "due_on": f"{DUE:%d.%m.%Y}"}
    return client.post("/gebyr/grunnlag/nytt", data=typed | more)


def test_finance_makes_a_batch_and_another_approves_it(client_as, desk: Desk, filling) -> None:
    desk.decide(dict.fromkeys(desk.licences(2), 660_000))
    finance, decider = client_as("finance"), client_as("decider")
    answer = begun(finance)
    run_id, batch_id = latest(filling, BillingRun), latest(filling, InvoiceBatch)
    assert answer.location == f"/gebyr/kjoringer/{run_id}?fortsett=1"
    assert "Lages" in finance.get(f"/gebyr/grunnlag/{batch_id}").text
    assert finance.post(f"/gebyr/kjoringer/{run_id}/fortsett").location == f"/gebyr/grunnlag/{batch_id}"

    mine = finance.get(f"/gebyr/grunnlag/{batch_id}").text
    assert "Du har laget grunnlaget selv" in mine
    assert "Godkjenn og bokfør" not in mine
    seen = {"version": "2"}
    own = finance.post(f"/gebyr/grunnlag/{batch_id}/godkjenn", data=seen)
    assert own.status_code == 409
    assert "Du har laget grunnlag" in own.text
    assert "Godkjenn og bokfør" in decider.get(f"/gebyr/grunnlag/{batch_id}").text

    decider.post(f"/gebyr/grunnlag/{batch_id}/godkjenn", data=seen)
    decider.post(f"/gebyr/kjoringer/{latest(filling, BillingRun)}/fortsett")
    page = decider.get(f"/gebyr/grunnlag/{batch_id}").text
    assert "Låst" in page
    assert "2 fakturaer, til sammen 13 200,00 kr" in page


def test_what_is_typed_wrongly_is_told_and_kept(client_as, desk: Desk) -> None:
    finance = client_as("finance")
    for typed, sentence, status in (
        ({"due_on": "i morgen"}, "Skriv datoen som dag, måned og år", 422),
        ({"due_on": ""}, "Skriv forfall som en dato", 422),
        ({"purpose": "reversal"}, "Velg hva som skal faktureres", 422),
        ({}, "Det er ingenting å fakturere for 2026", 409),
    ):
        answer = begun(finance, **typed)
        assert (answer.status_code, sentence in answer.text) == (status, True), typed
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    for typed, sentence in (
        ({"due_on": f"{clock.today():%d.%m.%Y}"}, "er ikke fram i tid"),
        ({"instalment": "2"}, "Året har 1 termin(er), ikke 2"),
    ):
        answer = begun(finance, **typed)
        assert (answer.status_code, sentence in answer.text) == (409, True), typed
    assert client_as("finance").get("/gebyr/grunnlag").text.count("Venter på godkjenning") == 0


def test_the_files_of_a_locked_batch_are_the_same_each_time_and_told_in_its_log(client_as, locked) -> None:
    batch_id, _licences = locked
    reader = client_as("reader")
    for kind in ("csv", "json"):
        first = reader.post(f"/gebyr/grunnlag/{batch_id}/fil/{kind}")
        assert first.status_code == 200
        assert first.data == reader.post(f"/gebyr/grunnlag/{batch_id}/fil/{kind}").data
    assert first.json["hode"]["sum"] == "12416.20"
    page = reader.get(f"/gebyr/grunnlag/{batch_id}").text
    assert page.count("er skrevet til fakturagrunnlag-2026-01.csv") == 2


def test_a_batch_that_is_not_as_it_was_sealed_gives_no_file(client_as, filling, world) -> None:
    with filling() as (session, actor):
        approver_id = world.someone("decider").id
        batch = make_batch(session, actor, state=BatchState.LOCKED, approved_by_id=approver_id)
        batch_id = batch.id
    answer = client_as("reader").post(f"/gebyr/grunnlag/{batch_id}/fil/csv")
    assert answer.status_code == 409
    assert "er ikke som da det ble låst" in answer.text


def test_a_batch_without_a_lock_has_no_files(client_as, desk: Desk) -> None:
    desk.decide(dict.fromkeys(desk.licences(1), 660_000))
    batch_id = desk.make(on=clock.today(), due_on=DUE)
    answer = client_as("finance").post(f"/gebyr/grunnlag/{batch_id}/fil/csv")
    assert answer.status_code == 409
    assert "er ikke låst og har ingen filer ennå" in answer.text


def test_discarding_and_reversing_ask_for_a_reason(client_as, desk: Desk, locked, filling) -> None:
    batch_id, _licences = locked
    decider = client_as("decider")
    form = {"version": "4", "reason": "", "due_on": f"{DUE:%d.%m.%Y}"}
    empty = decider.post(f"/gebyr/grunnlag/{batch_id}/tilbakefor", data=form)
    assert (empty.status_code, "Skriv hvorfor grunnlaget tilbakeføres" in empty.text) == (422, True)
    with filling() as (session, _actor):
        version = session.get_one(InvoiceBatch, batch_id).version
    stale = decider.post(
        f"/gebyr/grunnlag/{batch_id}/tilbakefor", data=form | {"reason": "Feil", "version": str(version - 1)}
    )
    assert (stale.status_code, "En annen lagret" in stale.text) == (409, True)
    form |= {"reason": "Feil sats", "version": str(version)}
    decider.post(f"/gebyr/grunnlag/{batch_id}/tilbakefor", data=form)
    decider.post(f"/gebyr/kjoringer/{latest(filling, BillingRun)}/fortsett")
    assert "Grunnlaget tilbakeføres i 2026-02" in decider.get(f"/gebyr/grunnlag/{batch_id}").text
    reversal_id = latest(filling, InvoiceBatch)
    with filling() as (session, _actor):
        version = session.get_one(InvoiceBatch, reversal_id).version
    finance, address = client_as("finance"), f"/gebyr/grunnlag/{reversal_id}/forkast"
    assert finance.post(address, data={"version": str(version), "reason": ""}).status_code == 422
    assert finance.post(address, data={"version": str(version), "reason": "Angret"}).status_code == 302
    assert "Forkastet" in finance.get(f"/gebyr/grunnlag/{reversal_id}").text


def test_who_is_not_in_a_batch_is_told_with_why(client_as, desk: Desk) -> None:
    first, late, nothing = desk.licences(3)
    desk.decide({first: 660_000})
    batch_id = desk.make(on=clock.today(), due_on=DUE)
    desk.decide({late: 660_000, nothing: 0})
    reader = client_as("reader")
    assert "2 bevillinger med gebyr er ikke med" in reader.get(f"/gebyr/grunnlag/{batch_id}").text
    page = reader.get(f"/gebyr/grunnlag/{batch_id}/ikke-med").text
    assert page.count("Vedtatt etter at grunnlaget ble laget") == 1
    assert page.count("Gebyret er satt til 0 kroner") == 1
    lines, outside = load_workbook(io.BytesIO(reader.get(f"/gebyr/grunnlag/{batch_id}/regneark").data))
    assert [row[5:7] for row in list(lines.values)[1:]] == [(6600, 6600)]
    assert sorted(row[3] for row in list(outside.values)[1:]) == [0, 6600]
    second = desk.make(on=clock.today(), due_on=DUE)
    listed = load_workbook(io.BytesIO(reader.get("/gebyr/grunnlag/regneark").data)).active
    assert [row[0] for row in listed.values] == ["Nummer", "2026-02", "2026-01"]
    assert "Fakturert i et annet grunnlag (2026-01)" in reader.get(f"/gebyr/grunnlag/{second}/ikke-med").text


def test_an_account_tells_what_is_owed_and_the_ledger_lists_every_entry(client_as, locked) -> None:
    _batch_id, licences = locked
    reader = client_as("reader")
    account = reader.get(f"/gebyr/konto/{licences[0]}").text
    for said in ("5 816,20 kr", "Forskudd 2026", "Etteroppgjør 2025", "2026-01-0001", "Ikke forfalt"):
        assert said in account
    assert reader.get("/gebyr/reskontro").text.count("2026-01-000") == 3
    assert reader.get("/gebyr/reskontro?bevilling=skj-2024-00002").text.count("2026-01-000") == 1
    unknown = reader.get("/gebyr/reskontro?bevilling=SKJ-1900-1").text
    assert "Ingen bevilling har nummeret SKJ-1900-1" in unknown
    sheet = load_workbook(io.BytesIO(reader.get("/gebyr/reskontro/regneark?ar=2026").data)).active
    rows = list(sheet.values)
    assert len(rows) == 4
    assert rows[1][5] == 6600
    assert isinstance(rows[1][1].date(), date)


def test_the_page_of_a_licence_leads_to_its_account_for_those_who_see_fees(client_as, filling) -> None:
    with filling() as (session, actor):
        licence_id = make_licence(session, make_venue(session, actor), make_holder(session, actor)).id
    address = f"/gebyr/konto/{licence_id}"
    assert address in client_as("reader").get(f"/bevillinger/{licence_id}").text
    assert address not in client_as("inspector").get(f"/bevillinger/{licence_id}").text
    account = client_as("reader").get(address).text
    assert "Bevillingen er ikke fakturert." in account
    assert "Omsetningsoppgaven" not in account
    with filling() as (session, actor):
        licence = session.get_one(Licence, licence_id)
        duties = [make_duty(session, actor, licence, year=year).id for year in (2026, 2025)]
    account = client_as("reader").get(address).text
    assert f'href="/gebyr/oppgaver/{duties[0]}"' in account
    assert f'href="/gebyr/oppgaver/{duties[1]}"' not in account


def test_no_question_is_asked_for_each_row(client_as, desk: Desk, statements, monkeypatch) -> None:
    monkeypatch.setattr(batch_desk, "ON", clock.today())
    reader = client_as("reader")
    counted = []
    licences = desk.licences(14)
    for chosen in (licences[:2], licences[2:]):
        desk.decide(dict.fromkeys(chosen, 660_000))
        batch_id = desk.approve(desk.make(on=clock.today(), due_on=DUE))
        asked = []
        for address in (
            f"/gebyr/grunnlag/{batch_id}",
            f"/gebyr/grunnlag/{batch_id}/ikke-med",
            "/gebyr/reskontro",
            "/gebyr/grunnlag",
        ):
            statements.clear()
            assert reader.get(address).status_code == 200
            asked.append(len(statements))
        counted.append(asked)
    # The first batch was alone: nobody was left out of it, so nothing was asked of other batches.
    assert counted[0] == counted[1]
