"""My work: what is late, soon, mine to go on with, at others, to be sent."""

import re
from datetime import timedelta

import pytest

from app.clock import today
from app.models.case import Case
from app.models.municipality import Municipality
from app.permissions import Actor, Role
from tests.app.cases.pages import plain
from tests.factories import case as cases
from tests.factories.user import acting, make_user

SECTIONS = ("sent", "snart", "fortsett", "venter", "brev", "utferdige")


def sections(page: str) -> dict[str, str]:
    """The words of each list."""
    starts = [(page.index(f'id="{name}"'), name) for name in SECTIONS if f'id="{name}"' in page]
    ends = [start for start, _name in starts[1:]] + [len(page)]
    return {name: plain(page[start:end]) for (start, name), end in zip(starts, ends, strict=True)}


def decider_of(world) -> Actor:
    """The decider as services see them."""
    someone = world.someone("decider")
    return Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))


def test_each_case_stands_where_it_asks_for_something(client_as, filling, world) -> None:
    on, long_ago = today(), today() - timedelta(days=60)
    with filling() as (session, actor):
        made = {"on": on, "received_on": on}
        cases.ask(session, actor, cases.make_case(session, actor, serial=1, received_on=long_ago), long_ago)
        cases.make_case(session, actor, serial=2, received_on=on)
        cases.make_proposed(session, actor, serial=3, **made)
        cases.make_decided(session, actor, decider_of(world), serial=4, **made)
        case = cases.make_decided(session, actor, decider_of(world), serial=5, **made)
        cases.letter_arrived(session, actor, cases.send_letter(session, actor, case, on), on)
        soon = cases.make_ready(session, actor, serial=6, **made)
        session.get_one(Case, soon.id).next_due_on = on + timedelta(days=1)
    found = sections(client_as().get("/").text)
    assert list(found) == list(SECTIONS)
    assert "Prøvekroa 1 AS" in found["sent"]
    assert "Prøvekroa 6 AS" in found["snart"]
    assert "Prøvekroa 2 AS" in found["fortsett"]
    assert "Prøvekroa 6 AS" in found["fortsett"]
    assert "Prøvekroa 3 AS" in found["venter"]
    assert "Prøvekroa 1 AS" in found["venter"]
    assert "Prøvekroa 4 AS" in found["brev"]
    assert "Prøvekroa 5 AS" in found["utferdige"]
    for name in ("sent", "snart"):
        assert "Prøvekroa 2 AS" not in found[name]


@pytest.mark.parametrize(("days", "section"), [(-1, "sent"), (0, "snart"), (7, "snart"), (8, None)])
def test_a_deadline_is_late_the_day_after_and_soon_for_a_week(client_as, filling, days, section) -> None:
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=today())
        case.next_due_on = today() + timedelta(days=days)
    found = sections(client_as().get("/").text)
    for name in ("sent", "snart"):
        assert ("Prøvekroa 0 AS" in found[name]) == (name == section)


def test_my_work_is_mine_and_everyones_is_everyones(client_as, filling) -> None:
    with filling() as (session, actor):
        municipality = session.get_one(Municipality, actor.municipality_id)
        colleague = acting(
            make_user(session, municipality, Role.CASEWORKER, email="annen@kommune.invalid"), municipality
        )
        cases.make_case(session, actor, serial=1, received_on=today())
        cases.make_case(session, colleague, serial=2, received_on=today())
    client = client_as()
    mine, all_of_it = client.get("/").text, client.get("/?alle=1").text
    assert "Prøvekroa 1 AS" in mine
    assert "Prøvekroa 2 AS" not in mine
    assert "Prøvekroa 1 AS" in all_of_it
    assert "Prøvekroa 2 AS" in all_of_it


def test_an_empty_desk_says_so_in_each_list(client_as) -> None:
    found = sections(client_as().get("/").text)
    assert "Ingen saker er over fristen." in found["sent"]
    assert "Alle brev er sendt." in found["brev"]


@pytest.mark.parametrize("role", ["finance", "inspector", "administrator"])
def test_who_works_with_no_cases_begins_with_the_licences(client_as, role) -> None:
    answer = client_as(role).get("/")
    assert (answer.status_code, answer.location) == (302, "/bevillinger")


def test_the_coordinator_begins_with_what_waits_in_prevention(client_as) -> None:
    answer = client_as("prevention_coordinator").get("/")
    assert (answer.status_code, answer.location) == (302, "/forebygging/")


@pytest.mark.parametrize("role", ["decider", "meeting_secretary", "reader"])
def test_who_handles_no_cases_sees_everyones(client_as, filling, role) -> None:
    with filling() as (session, actor):
        cases.make_case(session, actor, received_on=today())
    page = client_as(role).get("/").text
    assert "Prøvekroa 0 AS" in page
    assert "Ny søknad" not in page


def test_who_is_not_signed_in_is_asked_to_sign_in(stranger) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 302
    assert re.match(r"/logg-inn", answer.location)


def test_the_other_municipalitys_work_is_not_counted(client_as, filling) -> None:
    client = client_as()
    before = plain(client.get("/?alle=1").text)
    with filling(municipality="other") as (session, actor):
        cases.make_case(session, actor, serial=8, received_on=today())
    assert plain(client.get("/?alle=1").text) == before
