"""The list of cases: filtered, paged by key, and as quick with many rows as with few."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import insert

from app.clock import now, today
from app.models.case import Application, Case
from app.models.user import User
from licensing.cases import CaseState
from licensing.decisions import CaseResult
from licensing.licences import Audience, LicenceKind, VenueCategory
from tests.app.cases.pages import plain
from tests.factories import case as cases
from tests.factories.holder import make_holder
from tests.factories.municipality import make_municipality
from tests.factories.user import make_user
from tests.factories.venue import make_venue

MANY = 120
PAGE = 50


def make_many(session, actor, count: int, **changes) -> None:
    """Cases in bulk, several on each day."""
    venue, holder = make_venue(session, actor), make_holder(session, actor)
    first = len(session.query(Case).all()) + 1
    rows = [
        {
            "municipality_id": actor.municipality_id,
            "year": 2026,
            "number": number,
            "title": f"Prøvekroa – sak {number}",
            "state": CaseState.CLOSED if number % 4 == 0 else CaseState.RECEIVED,
            "result": CaseResult.REFUSE if number % 4 == 0 else None,
            "closed_on": today() if number % 4 == 0 else None,
            "received_on": today() - timedelta(days=number // 7),
            "complete_on": today(),
            "next_due_on": today() + timedelta(days=number),
            "caseworker_id": actor.user_id,
            "submission": f"{number:036d}",
            "facts_changed_at": now(),
            "moved_at": now(),
        }
        | changes
        for number in range(first, first + count)
    ]
    ids = session.scalars(insert(Case).returning(Case.id, sort_by_parameter_order=True), rows).all()
    session.execute(
        insert(Application),
        [
            {
                "municipality_id": actor.municipality_id,
                "case_id": case_id,
                "holder_id": holder.id,
                "venue_id": venue.id,
                "kind": LicenceKind.SALE if place % 3 == 0 else LicenceKind.SERVING,
                "groups": "1",
                "audience": Audience.GENERAL,
                "category": VenueCategory.CAFE,
                "concept": "",
            }
            for place, case_id in enumerate(ids)
        ],
    )


def references(page: str) -> list[str]:
    """The case numbers of a list, in its order."""
    return re.findall(r">(2026/\d{4})<", page)


def link(page: str, words: str) -> str | None:
    """Where a link of the pager leads."""
    for tag, text in re.findall(r"<a([^>]*)>(.*?)</a>", page, re.DOTALL):
        if words in plain(text) or f'rel="{words}"' in tag:
            return re.search(r'href="([^"]+)"', tag)[1].replace("&amp;", "&")
    return None


def test_paging_gives_every_case_once_and_the_newest_first(client_as, filling) -> None:
    with filling() as (session, actor):
        make_many(session, actor, MANY)
    client = client_as()
    seen, address, pages = [], "/saker", []
    while address:
        page = client.get(address).text
        pages.append(references(page))
        seen += pages[-1]
        address = link(page, "Neste")
        assert len(pages) < 9
    assert [len(page) for page in pages] == [PAGE, PAGE, MANY - 2 * PAGE]
    assert len(set(seen)) == MANY
    days = [int(reference.split("/")[1]) // 7 for reference in seen]
    assert days == sorted(days)
    back = client.get(link(page, "Forrige")).text
    assert references(back) == pages[1]
    assert references(client.get(link(back, "Forrige")).text) == pages[0]


def test_a_case_that_comes_meanwhile_moves_no_row_to_another_page(client_as, filling) -> None:
    with filling() as (session, actor):
        make_many(session, actor, 60)
    client = client_as()
    first = client.get("/saker").text
    with filling() as (session, actor):
        make_many(session, actor, 1, received_on=today())
    second = client.get(link(first, "Neste")).text
    assert not set(references(first)) & set(references(second))
    assert len(references(first) + references(second)) == 60


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("tilstand=closed", 5),
        ("tilstand=received", 15),
        ("tilstand=apne", 15),
        ("type=sale", 7),
        ("type=serving", 13),
        ("type=serving&tilstand=closed", 3),
        ("mine=1", 20),
        ("tilstand=usable", 0),
        ("tilstand=finnes-ikke&type=robot", 20),
    ],
)
def test_filters_leave_what_was_asked_for(client_as, filling, query, count) -> None:
    with filling() as (session, actor):
        make_many(session, actor, 20)
    page = client_as().get(f"/saker?{query}").text
    assert len(references(page)) == count
    assert (f"Viser {count} sak" in plain(page)) or count == 0
    if not count:
        assert "Ingen saker passer med filteret." in page


def test_the_filter_is_kept_from_page_to_page(client_as, filling) -> None:
    with filling() as (session, actor):
        make_many(session, actor, MANY)
    client = client_as()
    page = client.get("/saker?tilstand=received&type=serving").text
    following = link(page, "Neste")
    assert "tilstand=received" in following
    assert "type=serving" in following
    assert "Mottatt" in client.get(following).text
    assert not set(references(page)) & set(references(client.get(following).text))


def test_my_own_cases_are_mine_alone(client_as, filling) -> None:
    with filling() as (session, actor):
        make_many(session, actor, 6)
        municipality = make_municipality(session, name="Os", number="5099", organisation_number="100000032")
        other = make_user(session, municipality, email="annen@kommune.invalid")
        make_many(session, actor, 4, caseworker_id=other.id)
        assert session.get_one(User, other.id).name
    client = client_as()
    assert len(references(client.get("/saker?mine=1").text)) == 6
    assert len(references(client.get("/saker").text)) == 10


@pytest.mark.parametrize("address", ["/saker", "/saker?tilstand=apne", "/", "/?alle=1"])
def test_a_list_asks_no_more_of_the_database_when_it_grows(client_as, filling, statements, address) -> None:
    client = client_as()
    counts = []
    for more in (10, 90):
        with filling() as (session, actor):
            make_many(session, actor, more)
        client.get(address)
        statements.clear()
        assert client.get(address).status_code == 200
        counts.append(len(statements))
    # A list of work that is full counts the rest: one statement more, however many there are.
    assert counts[1] - counts[0] <= (6 if address.startswith("/?") or address == "/" else 0), counts
    assert counts[1] < 30


def test_the_proposals_ask_no_more_of_the_database_when_there_are_more(
    client_as, filling, statements
) -> None:
    client = client_as("decider")
    counts = []
    for serials in (range(1), range(1, 6)):
        with filling() as (session, actor):
            for serial in serials:
                cases.make_proposed(session, actor, serial=serial, on=today(), received_on=today())
        statements.clear()
        client.get("/saker/til-vedtak")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", ["finance", "inspector", "prevention_coordinator", "administrator"])
def test_who_works_with_no_cases_sees_no_list(client_as, role) -> None:
    assert client_as(role).get("/saker").status_code == 403


@pytest.mark.parametrize("role", ["caseworker", "decider", "meeting_secretary", "reader"])
def test_who_works_with_cases_sees_the_list(client_as, role, received_id) -> None:
    page = client_as(role).get("/saker").text
    assert "Prøvekroa 0" in page
    assert ("Ny søknad" in page) == (role == "caseworker")
