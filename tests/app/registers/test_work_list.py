"""The work list of the national register: tasks arise by themselves, and are ticked off by name and day."""

import csv
import io
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from app.clock import today
from app.formats import short_date
from app.licences.suspending import suspend_licence
from app.models.change import Change
from app.models.event import Event, EventType
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.register import NationalTask
from app.permissions import Actor, Role
from app.registers.tasks import note_change, note_happening, note_national_task, transfer_facts
from app.registers.ticking import tick_tasks, untick_task
from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from licensing.matters import ChangeKind
from licensing.national_register import Happening, NationalDuty
from tests.app.conftest import ClientAs, Filling, World
from tests.app.registers.conftest import make_place
from tests.factories import case as cases
from tests.factories.holder import make_holder

TODAY = today()
LONG_AGO = date(2026, 10, 1)
URL = "/nasjonalt-register"


def tasks_in(filling: Filling) -> list[tuple[NationalDuty, str, date, bool]]:
    """Every task of the municipality: duty, reason, since when, and whether it is done."""
    with filling() as (session, actor):
        rows = session.scalars(
            select(NationalTask)
            .where(NationalTask.municipality_id == actor.municipality_id)
            .order_by(NationalTask.id)
        )
        return [(row.duty, row.reason, row.since, row.done_on is not None) for row in rows]


def add_tasks(filling: Filling, number: int = 1, *, municipality: str = "own") -> list[int]:
    """A task for each of some licences."""
    with filling(municipality=municipality) as (session, actor):
        noted = []
        for serial in range(number):
            licence = make_place(session, actor, f"Sted {serial}")
            noted += note_happening(
                session, licence, Happening.GRANT, "granted", LONG_AGO + timedelta(days=serial)
            )
        return [task.id for task in noted]


def tick(**fields: object) -> dict[str, object]:
    """What the form sends."""
    return {"done_on": short_date(TODAY), **fields}


def test_trap_45_a_grant_leaves_a_task_to_enter_it(filling: Filling, world: World) -> None:
    someone = world.someone("decider")
    decider = Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))
    with filling() as (session, actor):
        cases.make_decided(session, actor, decider, on=TODAY, received_on=TODAY)
    assert tasks_in(filling) == [(NationalDuty.ENTER, "granted", TODAY, False)]


def test_the_same_thing_found_twice_is_one_task_with_the_newer_facts(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        first = note_change(session, licence, ChangeKind.GROUPS, LONG_AGO, groups="1,2")
        again = note_change(session, licence, ChangeKind.GROUPS, TODAY, groups="1,2,3")
        assert [task.id for task in first] == [task.id for task in again]
        assert (again[0].since, again[0].facts["groups"]) == (LONG_AGO, "1,2,3")


def test_what_is_done_and_happens_again_is_a_new_task(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        (task,) = note_change(session, licence, ChangeKind.GROUPS, LONG_AGO)
        tick_tasks(session, actor, task_ids=[task.id], done_on=TODAY, on=TODAY)
        (again,) = note_change(session, licence, ChangeKind.GROUPS, TODAY)
        assert again.id != task.id
        with pytest.raises(NotAllowed) as refusal:
            untick_task(session, actor, task_id=task.id)
        assert refusal.value.code == "national_task_noted_anew"


@pytest.mark.parametrize("licence_type", [LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY])
def test_occasional_licences_leave_no_task(filling: Filling, licence_type: LicenceType) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        licence.type = licence_type
        assert note_national_task(session, licence, NationalDuty.ENTER, "granted", TODAY) is None
    assert tasks_in(filling) == []


def test_a_new_manager_leaves_no_task(filling: Filling) -> None:
    with filling() as (session, actor):
        assert note_change(session, make_place(session, actor), ChangeKind.MANAGERS, TODAY) == []


def test_a_holder_with_a_new_name_leaves_a_task_for_each_licence_in_force(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        make_place(session, actor, "Kroa")
        make_place(session, actor, "Den gamle", ended_on=date(2025, 1, 1))
        holder = session.scalars(select(Holder)).one()
        address, version = f"/bevillingshavere/{holder.id}/endre", holder.version
    fields = {"name": "Nye Kroa AS", "postal_address": "Veien 1", "postcode": "7374", "town": "Røros"}
    answer = client_as().post(address, data=fields | {"version": version})
    assert answer.status_code == 302, answer.text
    assert tasks_in(filling) == [(NationalDuty.CHANGE, "holder_changed", TODAY, False)]


def test_the_list_shows_what_is_to_be_written_the_oldest_first(client_as: ClientAs, filling: Filling) -> None:
    add_tasks(filling, 2)
    page = client_as().get(URL).text
    assert page.index("Sted 0") < page.index("Sted 1")
    for text in (
        "Skjenkebevilling, gruppe 1 og 2",
        "Prøvekroa AS",
        "30.09.2028",
        "alkoholforskriften",
    ):
        assert text in page
    assert "nevner salg, tilvirkers salg, skjenking" in page


def test_several_are_ticked_off_at_once_and_the_event_says_how_many(
    client_as: ClientAs, filling: Filling
) -> None:
    ids = add_tasks(filling, 3)
    answer = client_as().post(f"{URL}/utfort", data=tick(oppgaver=ids[:2]))
    assert answer.status_code == 302
    assert [done for *_rest, done in tasks_in(filling)] == [True, True, False]
    with filling() as (session, _actor):
        events = session.scalars(select(Event).where(Event.type == EventType.NATIONAL_TASK_DONE)).all()
        assert len(events) == 1
        assert '"tasks":2' in (events[0].payload or "")
    page = client_as().get(f"{URL}?status=utfort").text
    assert f"Utført {short_date(TODAY)} av" in page
    assert "Sted 2" not in page


def test_its_own_button_ticks_one_alone_whatever_else_is_marked(
    client_as: ClientAs, filling: Filling
) -> None:
    first, second = add_tasks(filling, 2)
    assert client_as().post(f"{URL}/utfort", data=tick(oppgaver=[first], bare=second)).status_code == 302
    assert [done for *_rest, done in tasks_in(filling)] == [False, True]


def test_a_tick_is_taken_back(client_as: ClientAs, filling: Filling) -> None:
    (task_id,) = add_tasks(filling)
    client = client_as()
    client.post(f"{URL}/utfort", data=tick(oppgaver=[task_id]))
    assert "Angre" in client.get(f"{URL}?status=utfort").text
    assert client.post(f"{URL}/oppgaver/{task_id}/angre").status_code == 302
    assert [done for *_rest, done in tasks_in(filling)] == [False]


@pytest.mark.parametrize(
    ("fields", "status", "sentence"),
    [
        pytest.param({}, 422, "Kryss av minst én oppgave.", id="nothing chosen"),
        pytest.param({"oppgaver": "1", "done_on": "31.02.2026"}, 422, "finnes ikke", id="no such day"),
        pytest.param({"oppgaver": "1", "done_on": ""}, 422, "Skriv dagen da det ble lagt inn", id="no day"),
        pytest.param(
            {"oppgaver": "1", "done_on": short_date(TODAY + timedelta(days=1))},
            409,
            "har ikke vært ennå",
            id="tomorrow",
        ),
        pytest.param(
            {"oppgaver": "1", "done_on": short_date(LONG_AGO - timedelta(days=1))},
            409,
            "oppsto først 01.10.2026",
            id="the day before it arose",
        ),
    ],
)
def test_what_cannot_be_ticked_is_refused_in_a_sentence(
    client_as: ClientAs, filling: Filling, fields: dict[str, str], status: int, sentence: str
) -> None:
    (task_id,) = add_tasks(filling)
    if "oppgaver" in fields:
        fields = fields | {"oppgaver": str(task_id)}
    answer = client_as().post(f"{URL}/utfort", data=tick() | fields)
    assert answer.status_code == status
    assert sentence in answer.text
    assert [done for *_rest, done in tasks_in(filling)] == [False]


def test_tasks_of_another_municipality_are_neither_seen_nor_ticked(
    client_as: ClientAs, filling: Filling
) -> None:
    (task_id,) = add_tasks(filling, municipality="other")
    client = client_as()
    assert "Sted 0" not in client.get(URL).text
    client.post(f"{URL}/utfort", data=tick(oppgaver=[task_id]))
    assert client.post(f"{URL}/oppgaver/{task_id}/angre").status_code == 404
    with filling() as (session, _actor):
        assert session.get_one(NationalTask, task_id).done_on is None


def test_a_reader_sees_the_list_without_a_button(client_as: ClientAs, filling: Filling) -> None:
    add_tasks(filling)
    page = client_as("reader").get(URL).text
    assert "Sted 0" in page
    assert "Kryss av" not in page


def test_pages_follow_each_other_without_losing_a_task(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        for serial in range(60):
            note_national_task(session, licence, NationalDuty.CHANGE, f"r{serial:02d}", LONG_AGO)
    client, seen, address = client_as(), 0, URL
    while address:
        page = client.get(address).text
        seen += page.count('name="oppgaver"')
        start = page.find('rel="next" href="')
        address = page[start + 17 : page.index('"', start + 17)].replace("&amp;", "&") if start >= 0 else ""
    assert seen == 60


@pytest.mark.parametrize("name", ["=1+1", "+47", "-2", "@SUM(A1)"])
def test_a_name_that_looks_like_a_formula_stays_a_text_in_both_files(
    client_as: ClientAs, filling: Filling, name: str
) -> None:
    add_tasks(filling)
    with filling() as (session, _actor):
        session.scalars(select(Licence)).one().venue.name = name
    client = client_as()
    text = client.get(f"{URL}/eksport?filtype=csv").data.decode("utf-8-sig")
    _heads, row = csv.reader(io.StringIO(text), delimiter=";")
    assert row[3] == f"'{name}"
    sheet = load_workbook(io.BytesIO(client.get(f"{URL}/eksport?filtype=xlsx").data)).active
    assert (sheet["D2"].value, sheet["D2"].data_type) == (name, "s")


def test_my_work_shows_how_many_wait_and_leads_there(client_as: ClientAs, filling: Filling) -> None:
    add_tasks(filling, 2)
    page = client_as().get("/").text
    tile = page[page.rindex("<li", 0, page.index("Oppgaver i registeret")) :]
    assert '<span class="tile__count">2</span>' in tile[: tile.index("</li>")]
    assert "Oppgaver i registeret" not in client_as("reader").get("/").text


def test_a_suspension_is_noted_with_its_day_and_asks_what_no_source_settles(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        suspend_licence(
            session,
            actor,
            licence_id=licence.id,
            seen_version=licence.version,
            first_day=TODAY,
            last_day=TODAY + timedelta(days=6),
            reason="Tolv prikker",
        )
    assert tasks_in(filling) == [(NationalDuty.CHANGE, "suspended", TODAY, False)]
    page = client_as().get(URL).text
    assert "skiller ikke mellom midlertidig og endelig" in page
    assert short_date(TODAY) in page
    assert "Tolv prikker" not in page


def test_trap_45_a_transfer_is_noted_with_its_day_and_the_new_holder(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        new = make_holder(session, actor, name="Nye eiere AS", serial=1)
        change = Change(
            municipality_id=actor.municipality_id,
            kind=ChangeKind.TRANSFER,
            first_day=TODAY,
            facts={"new_holder_id": new.id},
        )
        facts = transfer_facts(session, change)
        (task,) = note_change(session, licence, change.kind, TODAY, **facts)
        assert task.duty is NationalDuty.TRANSFER
        assert task.facts["transferred_on"] == TODAY.isoformat()
        assert task.facts["transferred_to"].startswith("Nye eiere AS, ")
