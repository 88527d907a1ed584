"""The page of one venue, with its whole history."""

from datetime import date

import pytest

from app.permissions import Role
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue


def bankrupt(filling: Filling, *, successor: bool) -> int:
    """A venue whose holder went bankrupt, perhaps with a new one after it."""
    with filling() as (session, actor):
        venue = make_venue(session, actor)
        make_licence(
            session,
            venue,
            make_holder(session, actor, name="Malmklang Bar AS", serial=1),
            granted_on=date(2021, 1, 1),
            last_day=date(2026, 9, 30),
            ended_on=date(2026, 4, 30),
            end_reason="konkurs",
        )
        if successor:
            make_licence(session, venue, make_holder(session, actor, name="Gruvelykta AS", serial=2))
        return venue.id


def test_an_empty_venue_tells_who_was_there_last(client_as: ClientAs, filling: Filling) -> None:
    page = client_as("reader").get(f"/steder/{bankrupt(filling, successor=False)}").text
    assert "Her hadde Malmklang Bar AS bevilling til 30.04.2026 (konkurs)." in page
    assert "Ingen har bevilling her nå." in page


def test_the_history_holds_every_holder_in_order(client_as: ClientAs, filling: Filling) -> None:
    page = client_as("reader").get(f"/steder/{bankrupt(filling, successor=True)}").text
    assert "Her hadde" not in page
    history = page.split('id="historikk"')[1]
    told = ["Siste dag for bevillingen til Malmklang Bar AS", "Gruvelykta AS fikk", "Malmklang Bar AS fikk"]
    assert [history.index(text) for text in told] == sorted(history.index(text) for text in told)


def test_facts_that_are_not_known_are_said_to_be_so(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        venue_id = make_venue(session, actor).id
    page = client_as("reader").get(f"/steder/{venue_id}").text
    assert "Prøveveien 2, 7374 Røros" in page
    assert "Ikke oppgitt" in page
    assert "Bakgården" in page


@pytest.mark.parametrize("role", list(Role))
def test_cases_are_told_to_those_who_may_see_cases(
    client_as: ClientAs, filling: Filling, allowed: dict[str, set[str]], role: Role
) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        venue_id, reference = case.application.venue_id, case.reference
    page = client_as(role.value).get(f"/steder/{venue_id}").text
    assert (f"Sak {reference}" in page) == (role.value in allowed["case_view"])
    assert ("Endre stedet" in page) == (role.value in allowed["register_edit"])


def test_another_municipalitys_venue_is_not_found(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        venue_id = make_venue(session, actor).id
    assert client_as("caseworker").get(f"/steder/{venue_id}").status_code == 404


def test_a_longer_history_takes_no_more_statements(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    with filling() as (session, actor):
        venue_id = make_venue(session, actor).id
    client, counts = client_as("caseworker"), []
    for number in range(3):
        with filling() as (session, actor):
            venue = make_venue(session, actor)
            make_licence(session, venue, make_holder(session, actor, name=f"Drift {number}", serial=number))
        statements.clear()
        client.get(f"/steder/{venue_id}")
        counts.append(len(statements))
    assert len(set(counts)) == 1
