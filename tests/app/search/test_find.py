"""The one search."""

from urllib.parse import quote

import pytest

from app.models.event import SearchTerm
from app.permissions import Role
from app.search.index import Subject
from app.search.terms import MOST_CANDIDATES, begins_with, search_words
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.holder import make_holder, organisation_number
from tests.factories.licence import make_licence
from tests.factories.person import identity
from tests.factories.venue import make_venue

GROUPS = ("saker", "steder", "bevillinger", "bevillingshavere", "personer")


@pytest.fixture
def everything(filling: Filling) -> str:
    """A case with its people, place and company, and a licence of another; gives the case's number."""
    with filling() as (session, actor):
        case = make_case(session, actor, serial=3)
        venue = make_venue(session, actor, name="Ørnereiret fjellstue", street="Åsvegen 12")
        make_licence(session, venue, make_holder(session, actor, name="Ørn drift AS", serial=8))
        return case.reference


def found(page: str) -> set[str]:
    return {group for group in GROUPS if f'id="{group}"' in page}


def hits(page: str) -> str:
    return page.split("<main")[1]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        pytest.param("prøvekroa", {"saker", "steder", "bevillingshavere"}, id="a name"),
        pytest.param(
            "PRØVEK", {"saker", "steder", "bevillingshavere"}, id="the beginning of a name, in capitals"
        ),
        pytest.param("prøve prøveveien", {"saker", "steder"}, id="several words"),
        pytest.param("marit", {"personer"}, id="a person"),
        pytest.param("åsvegen 12", {"steder", "bevillinger"}, id="an address"),
        pytest.param(organisation_number(3), {"saker", "bevillingshavere"}, id="an organisation number"),
        pytest.param("200 000 048", {"saker", "bevillingshavere"}, id="the same with spaces"),
        pytest.param("2026/0001", {"saker"}, id="a case number"),
        pytest.param("2026/1", {"saker"}, id="the same without zeros"),
        pytest.param("SKJ-2024-0001", {"bevillinger"}, id="a licence number"),
        pytest.param("ørn", {"steder", "bevillinger", "bevillingshavere"}, id="a letter that sorts last"),
        pytest.param("finnesikke", set(), id="nothing"),
        pytest.param("prøvekroa finnesikke", set(), id="one word of two"),
        pytest.param("!?/*%_'\"", set(), id="no words"),
        pytest.param("", set(), id="empty"),
        pytest.param("x" * 10_000, set(), id="far too long"),
    ],
)
def test_what_words_find(client_as: ClientAs, everything: str, text: str, groups: set[str]) -> None:
    assert organisation_number(3) == "200000048"
    response = client_as("caseworker").get(f"/sok?q={quote(text)}")
    assert response.status_code == 200
    assert found(response.text) == groups


def test_a_search_without_a_hit_says_what_to_try(client_as: ClientAs, everything: str) -> None:
    client = client_as("caseworker")
    assert "Ingen treff på «finnesikke»." in client.get("/sok?q=finnesikke").text
    assert "Skriv et navn, en adresse, et saksnummer" in client.get("/sok").text


@pytest.mark.parametrize("role", list(Role))
def test_cases_and_persons_are_found_by_those_who_may_see_cases(
    client_as: ClientAs, everything: str, allowed: dict[str, set[str]], role: Role
) -> None:
    client = client_as(role.value)
    sees_cases = role.value in allowed["case_view"]
    assert found(client.get("/sok?q=prøve").text) == {"steder", "bevillingshavere"} | (
        {"saker", "personer"} if sees_cases else set()
    )
    for chosen in ("saker", "personer"):
        page = client.get(f"/sok?q=prøve&hva={chosen}").text
        assert found(page) == ({chosen} if sees_cases else set())


def test_nothing_of_another_municipality_is_found(client_as: ClientAs, everything: str) -> None:
    client = client_as("caseworker", municipality="other")
    for text in ("prøve", everything, organisation_number(3), "SKJ-2024-0001", "marit"):
        assert found(client.get(f"/sok?q={quote(text)}").text) == set(), text


@pytest.mark.parametrize("typed", [identity(0).value, f"{identity(0).value[:6]} {identity(0).value[6:]}"])
def test_an_identity_number_is_not_searched_for(client_as: ClientAs, everything: str, typed: str) -> None:
    page = client_as("caseworker").get(f"/sok?q={quote(typed)}").text
    assert "Søk ikke med fødselsnummer" in page
    assert typed not in hits(page)


def test_a_few_of_each_are_shown_and_the_rest_a_click_away(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for number in range(7):
            make_venue(session, actor, name=f"Kro {number}")
    client = client_as("reader")
    page = client.get("/sok?q=kro").text
    assert page.count("/steder/") == 5
    assert "Vis flere treff i steder" in page
    assert client.get("/sok?q=kro&hva=steder").text.count("/steder/") == 7


def test_a_name_that_is_changed_is_found_by_its_new_words_only(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        holder_id = make_holder(session, actor, name="Gammelt navn AS").id
    client = client_as("caseworker")
    client.post(f"/bevillingshavere/{holder_id}/endre", data={"name": "Nytt navn AS", "version": "1"})
    assert found(client.get("/sok?q=gammelt").text) == set()
    assert found(client.get("/sok?q=nytt").text) == {"bevillingshavere"}


def test_the_rarest_word_leads_however_common_the_others_are(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        venue = make_venue(session, actor, name="Kro sjelden")
        session.add_all(
            SearchTerm(
                municipality_id=venue.municipality_id,
                term="kro",
                subject=Subject.VENUE.value,
                subject_id=number,
            )
            for number in range(1_000_000, 1_000_000 + MOST_CANDIDATES + 1)
        )
    page = client_as("reader").get("/sok?q=kro+sjelden").text
    assert "Kro sjelden" in page


def test_more_rows_take_no_more_statements(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client, counts = client_as("caseworker"), []
    for serial in (1, 6):
        with filling() as (session, actor):
            for number in range(serial):
                make_case(session, actor, serial=10 * serial + number)
        statements.clear()
        client.get("/sok?q=prøve")
        counts.append(len(statements))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gruvelykta, Røros", ("gruvelykta", "rzzzbros")),
        ("923 609 016", ("923609016",)),
        ("org.nr. 923 609 016 MVA", ("org", "nr", "923609016", "mva")),
        ("2026/143", ("2026", "0143")),
        ("kro kro", ("kro",)),
        (" ".join("abcdefgh"), ("a", "b", "c", "d", "e", "f")),
    ],
)
def test_words_are_written_as_the_index_keeps_them(text: str, words: tuple[str, ...]) -> None:
    assert search_words(text) == words


@pytest.mark.parametrize("word", ["kro", "kr9", "krz", "z", "zz", "9", "0", "a"])
def test_a_beginning_is_one_range_in_every_database(filling: Filling, word: str) -> None:
    terms = {f"{word}{rest}" for rest in ("", "0", "9", "a", "z", "zz9")}
    others = {"kq", "kra", "krp", "ks", "l", "1", "8", "b", "y", "ø"} - {"ø"}
    with filling() as (session, actor):
        session.add_all(
            SearchTerm(municipality_id=actor.municipality_id, term=term, subject="venue", subject_id=1)
            for term in terms | others
        )
        session.flush()
        rows = {row.term for row in session.query(SearchTerm).filter(begins_with(SearchTerm.term, word))}
    assert rows == {term for term in terms | others if term.startswith(word)}
