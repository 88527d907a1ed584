"""Scores by criteria fixed beforehand: one sheet for all places, with reasons, ranked with arithmetic."""

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from app import clock
from app.models.criteria import CriteriaSet, CriterionScore
from app.models.event import Event, EventType
from app.policy.queries.criteria_sets import places_on_sheet, ranking_on
from app.policy.service.scoring import ScoreEntry, score_place
from licensing.criteria import CriteriaForm, LineSide
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind, LicenceType
from tests.app.cases.pages import plain, sentences
from tests.app.conftest import OTHER, ClientAs, Filling
from tests.app.policy.criteria_places import give, make_place
from tests.factories.case import make_case
from tests.factories.criteria import make_locked_set, make_set

TODAY = clock.today()
BASE = "/retningslinjer/kriterier"


def prepared(filling: Filling, form: CriteriaForm = CriteriaForm.WEIGHTED) -> tuple[int, int, list[int]]:
    """A locked set, a place, and the ids of the criteria."""
    with filling() as (session, actor):
        row = make_locked_set(session, actor, form=form)
        venue = make_place(session, actor, "Prøvekroa")
        return row.id, venue.id, [criterion.id for criterion in row.criteria]


def sheet(criteria: list[int], *lines: tuple[str, str], seen: int = 0) -> dict[str, str]:
    """A sheet as it is sent: a score and a reason a line."""
    fields = {"version": str(seen)}
    for criterion_id, (score, reason) in zip(criteria, lines, strict=False):
        fields |= {f"score_{criterion_id}": score, f"reason_{criterion_id}": reason}
    return fields


def stored(filling: Filling) -> list[tuple[int, str]]:
    """Every score in the order it was given."""
    with filling() as (session, _actor):
        rows = session.scalars(select(CriterionScore).order_by(CriterionScore.id))
        return [(row.score, row.reason) for row in rows]


def test_a_place_is_scored_on_one_page_and_its_arithmetic_shown(
    client_as: ClientAs, filling: Filling
) -> None:
    set_id, venue_id, criteria = prepared(filling)
    client = client_as("caseworker")
    address = f"{BASE}/{set_id}/steder/{venue_id}"
    page = client.get(f"{address}/poeng").text
    assert len(re.findall(r'type="radio"', page)) == 5 + 3
    assert "4: full meny." in page
    answer = client.post(f"{address}/poeng", data=sheet(criteria, ("4", "Full meny"), ("1", "To klager")))
    assert answer.status_code == 302
    page = plain(client_as("reader").get(address).text)
    assert "12 + 2 = 14" in page
    assert "4 × 3 = 12" in page
    assert "To klager" in page
    with filling() as (session, _actor):
        event = session.scalars(select(Event).where(Event.type == EventType.CRITERION_SCORED)).one()
        assert "Prøvekroa" in str(event.payload)


def test_a_missing_score_is_named_and_is_not_nought(client_as: ClientAs, filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling)
    client = client_as("caseworker")
    address = f"{BASE}/{set_id}/steder/{venue_id}"
    assert client.post(f"{address}/poeng", data=sheet(criteria, ("0", "Ingen mat"))).status_code == 302
    page = plain(client.get(address).text)
    assert "Mangler poeng på kriterium 2" in page
    assert "0 + mangler = ingen sum ennå" in page
    ranking = plain(client.get(f"{BASE}/{set_id}/rangering").text)
    assert "1 av 1 steder mangler poeng og har ingen plass ennå" in ranking
    assert "Poeng som mangler, regnes ikke som null" in ranking


def test_a_sheet_sent_twice_is_stored_once(client_as: ClientAs, filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling)
    fields = sheet(criteria, ("4", "Full meny"), ("1", "To klager"))
    client = client_as("caseworker")
    address = f"{BASE}/{set_id}/steder/{venue_id}/poeng"
    assert [client.post(address, data=fields).status_code for _time in range(2)] == [302, 302]
    assert stored(filling) == [(4, "Full meny"), (1, "To klager")]


def test_a_new_score_stands_beside_the_earlier_one(client_as: ClientAs, filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling)
    client = client_as("caseworker")
    address = f"{BASE}/{set_id}/steder/{venue_id}"
    client.post(f"{address}/poeng", data=sheet(criteria, ("4", "Full meny"), ("1", "To klager")))
    changed = sheet(criteria, ("4", "Full meny"), ("0", "Fem klager"), seen=2)
    assert client.post(f"{address}/poeng", data=changed).status_code == 302
    assert stored(filling) == [(4, "Full meny"), (1, "To klager"), (0, "Fem klager")]
    page = plain(client.get(address).text)
    assert "12 + 0 = 12" in page
    assert "To klager" in page
    assert "Erstattet" in page


def test_two_who_score_the_same_place_see_both_texts(client_as: ClientAs, filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling)
    address = f"{BASE}/{set_id}/steder/{venue_id}/poeng"
    client = client_as("caseworker")
    assert client.post(address, data=sheet(criteria, ("3", "Deres grunn"))).status_code == 302
    answer = client.post(address, data=sheet(criteria, ("1", "Min grunn")))
    assert answer.status_code == 409
    page = plain(answer.text)
    assert "Dette er lagret nå Deres grunn Dette skrev du Min grunn" in page
    assert stored(filling) == [(3, "Deres grunn")]
    again = sheet(criteria, ("1", "Min grunn"), seen=1)
    assert client.post(address, data=again).status_code == 302
    assert stored(filling) == [(3, "Deres grunn"), (1, "Min grunn")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param(("4", ""), "Skriv grunnen til poengene på kriterium 1.", id="no reason"),
        pytest.param(("", "Uten poeng"), "Velg poeng for kriterium 1.", id="no score"),
        pytest.param(("5", "For mye"), "Velg en av mulighetene som vises.", id="above the highest"),
        pytest.param(("-1", "For lite"), "Velg en av mulighetene som vises.", id="below nought"),
    ],
)
def test_half_a_line_is_not_stored(
    client_as: ClientAs, filling: Filling, line: tuple[str, str], sentence: str
) -> None:
    set_id, venue_id, criteria = prepared(filling)
    address = f"{BASE}/{set_id}/steder/{venue_id}/poeng"
    answer = client_as("caseworker").post(address, data=sheet(criteria, line))
    assert answer.status_code == 422
    assert sentences(answer) == [sentence]
    assert stored(filling) == []


def test_a_reason_is_asked_for_by_the_service_too(filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling)
    with filling() as (session, actor), pytest.raises(NotAllowed) as refused:
        score_place(
            session,
            actor,
            set_id=set_id,
            venue_id=venue_id,
            seen_scores=0,
            entries={criteria[0]: ScoreEntry(1, "")},
            on=TODAY,
        )
    assert refused.value.code == "score_needs_reason"


def test_no_place_is_scored_before_the_lock(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        row = make_set(session, actor)
        venue_id, set_id = make_place(session, actor, "Prøvekroa").id, row.id
        criteria = [criterion.id for criterion in row.criteria]
    address = f"{BASE}/{set_id}/steder/{venue_id}/poeng"
    for answer in (
        client_as("caseworker").get(address),
        client_as("caseworker").post(address, data=sheet(criteria, ("4", "Full meny"))),
        client_as("reader").get(f"{BASE}/{set_id}/rangering"),
    ):
        assert answer.status_code == 409
        assert "Steder kan ikke få poeng før kriteriene er låst" in plain(answer.text)
    assert stored(filling) == []


@pytest.mark.parametrize("act", ["UPDATE criterion_scores SET score = 0", "DELETE FROM criterion_scores"])
def test_the_database_itself_keeps_every_score(filling: Filling, act: str) -> None:
    with filling() as (session, actor):
        give(session, actor, make_locked_set(session, actor), make_place(session, actor, "Prøvekroa"), 4, 2)
    with filling() as (session, _actor):
        with pytest.raises(IntegrityError):
            session.execute(text(act))
        session.rollback()


def test_the_sheet_is_for_every_place_with_a_licence_or_an_application(filling: Filling) -> None:
    with filling(municipality=OTHER) as (session, actor):
        make_place(session, actor, "Fremmed")
    with filling() as (session, actor):
        row = make_locked_set(session, actor)
        make_place(session, actor, "Åpen")
        make_place(session, actor, "Sluttet", ended_on=TODAY - timedelta(days=1))
        make_place(session, actor, "Siste dag", ended_on=TODAY)
        make_place(session, actor, "Utløpt", last_day=TODAY - timedelta(days=1))
        make_place(session, actor, "Butikk", kind=LicenceKind.SALE)
        applying = make_case(session, actor, serial=7)
        event = make_case(session, actor, serial=8)
        event.application.type = LicenceType.SINGLE_OCCASION
        session.flush()
        names = {applying.application.venue.name}
        places = places_on_sheet(session, row, TODAY)
        assert {place.name for place in places} == {"Åpen", "Siste dag"} | names
        assert {place.name for place in places if place.applies} == names
        assert event.application.venue.name not in {place.name for place in places}


def test_equal_places_share_a_rank_and_a_tie_across_the_line_is_left_to_a_person(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        row = make_locked_set(session, actor, places=2)
        set_id = row.id
        for name, scores in (("Alfa", (4, 2)), ("Beta", (2, 1)), ("Gamma", (2, 1)), ("Delta", (0, 0))):
            give(session, actor, row, make_place(session, actor, name), *scores)
        found = ranking_on(session, row, TODAY)
        assert [
            (found.places[one.place].name, one.rank, one.shared, one.side) for one in found.standings
        ] == [
            ("Alfa", 1, False, LineSide.INSIDE),
            ("Beta", 2, True, LineSide.TIED),
            ("Gamma", 2, True, LineSide.TIED),
            ("Delta", 4, False, LineSide.OUTSIDE),
        ]
    page = plain(client_as("decider").get(f"{BASE}/{set_id}/rangering").text)
    assert "2 steder står likt om 1 av de 2 plassene: Beta og Gamma." in page
    assert "Den som avgjør sakene, må velge og begrunne valget." in page
    assert "2 (delt)" in page
    assert "2 × 3 = 6 1 × 2 = 2 8" in page


def test_a_scored_place_that_is_gone_takes_no_rank_and_is_named(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        row = make_locked_set(session, actor, on=TODAY)
        gone, stays = make_place(session, actor, "Borte"), make_place(session, actor, "Igjen")
        give(session, actor, row, gone, 4, 2)
        give(session, actor, row, stays, 1, 1)
        session.execute(
            text("UPDATE licences SET ended_on = :day WHERE venue_id = :venue"),
            {"day": (TODAY - timedelta(days=1)).isoformat(), "venue": gone.id},
        )
        found = ranking_on(session, row, TODAY)
        assert [(one.place, one.rank) for one in found.standings] == [(stays.id, 1)]
        set_id, gone_id = row.id, gone.id
    client = client_as("caseworker")
    assert "er ikke med i rangeringen: Borte." in plain(client.get(f"{BASE}/{set_id}/rangering").text)
    assert client.get(f"{BASE}/{set_id}/steder/{gone_id}/poeng").status_code == 404


def test_plain_criteria_are_met_or_not(client_as: ClientAs, filling: Filling) -> None:
    set_id, venue_id, criteria = prepared(filling, CriteriaForm.PLAIN)
    client = client_as("caseworker")
    address = f"{BASE}/{set_id}/steder/{venue_id}"
    page = client.get(f"{address}/poeng").text
    assert "Ikke oppfylt" in page
    assert "Vekt" not in page
    client.post(f"{address}/poeng", data=sheet(criteria, ("1", "Har mat"), ("0", "Fikk prikker")))
    page = plain(client.get(address).text)
    assert "1 + 0 = 1" in page
    assert "ikke oppfylt" in page


def test_the_ranking_is_handed_out_as_a_spreadsheet(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        row = make_locked_set(session, actor, places=1)
        set_id = row.id
        give(session, actor, row, make_place(session, actor, "Alfa"), 4, 2)
        give(session, actor, row, make_place(session, actor, "=Beta"), 2)
    answer = client_as("reader").get(f"{BASE}/{set_id}/rangering/fil")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Rangering", "Kriterier", "Poeng"]
    rows = [tuple(cell or "" for cell in row) for row in book["Rangering"].iter_rows(values_only=True)]
    assert rows[1][:3] == ("1", "", "Alfa")
    assert rows[1][3:6] == ("4 × 3 = 12", "2 × 2 = 4", "16")
    assert rows[2][0] == "–"
    assert rows[2][2] == "=Beta"
    assert "Mangler poeng på kriterium 2" in rows[2][-1]
    given = list(book["Poeng"].iter_rows(values_only=True))
    assert len(given) == 1 + 3
    assert given[1][3] in {"Grunn 1", "Grunn 2"}


def test_the_sheets_on_paper_have_the_same_lines_for_every_place(
    client_as: ClientAs, filling: Filling
) -> None:
    with filling() as (session, actor):
        set_id = make_locked_set(session, actor).id
        for name in ("Alfa", "Beta", "Gamma"):
            make_place(session, actor, name)
    page = client_as("inspector").get(f"{BASE}/{set_id}/skjema").text
    tables = re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert len(tables) == 3
    assert len(set(tables)) == 1
    assert "Mat" in tables[0]


def test_other_municipalities_do_not_score_our_places_nor_see_them(
    client_as: ClientAs, filling: Filling
) -> None:
    set_id, venue_id, _criteria = prepared(filling)
    with filling(municipality=OTHER) as (session, actor):
        theirs = make_place(session, actor, "Fremmed").id
    stranger = client_as("caseworker", municipality=OTHER)
    for path in ("", "/poeng"):
        assert stranger.get(f"{BASE}/{set_id}/steder/{venue_id}{path}").status_code == 404
    # Nor is a place of theirs scored in our set.
    assert client_as("caseworker").get(f"{BASE}/{set_id}/steder/{theirs}/poeng").status_code == 404


@pytest.mark.parametrize("role", ["decider", "meeting_secretary", "reader", "administrator"])
def test_only_those_who_handle_cases_score(client_as: ClientAs, filling: Filling, role: str) -> None:
    set_id, venue_id, criteria = prepared(filling)
    client = client_as(role)
    address = f"{BASE}/{set_id}/steder/{venue_id}"
    assert client.post(f"{address}/poeng", data=sheet(criteria, ("4", "Full meny"))).status_code == 403
    assert "Gi poeng" not in client.get(address).text
    assert "Gi poeng" not in client.get(f"{BASE}/{set_id}").text
    assert stored(filling) == []


def test_a_set_of_the_demo_is_marked_as_invented(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        row = make_set(session, actor)
        row.invented = True
        set_id = row.id
    page = client_as("reader").get(f"{BASE}/{set_id}").text
    assert "Settet er oppdiktet for demoen" in page
    with filling() as (session, _actor):
        assert session.get_one(CriteriaSet, set_id).invented
