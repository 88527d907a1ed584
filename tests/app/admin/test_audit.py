"""The events of a municipality, and whether their chain holds."""

import pytest
from sqlalchemy import update

from app.models.event import Event
from app.models.user import Membership
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.case import make_case
from tests.factories.venue import make_venue


def test_events_stand_latest_first(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_venue(session, actor)
    page = client_as("administrator").get("/administrasjon/hendelser").text
    assert "Sted lagt inn." in page
    assert "Caseworker" in page


def test_what_happened_in_a_case_is_told_in_full_to_those_who_may_see_cases(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        reference, case_id = case.reference, case.id
    client = client_as("administrator")
    page = client.get("/administrasjon/hendelser").text
    assert f"Søknad registrert. Sak {reference}." in page
    assert f"/saker/{case_id}" not in page
    assert "gruppe 1, 2 og 3" not in page
    with filling() as (session, _actor):
        someone = world.someone("administrator")
        session.add(Membership(user_id=someone.id, municipality_id=world.own_id, role=Role.READER))
    page = client.get("/administrasjon/hendelser").text
    assert f"/saker/{case_id}" in page
    assert "gruppe 1, 2 og 3" in page


def test_the_chain_is_read_when_it_is_asked_for(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_venue(session, actor)
    client = client_as("administrator")
    assert "Kjeden er hel" not in client.get("/administrasjon/hendelser").text
    assert "Kjeden er hel: 1 hendelse," in client.get("/administrasjon/hendelser?kontroll=1").text


def test_an_event_that_was_changed_behind_the_program_is_seen(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_venue(session, actor)
        session.execute(update(Event).values(payload="{}"))
    page = client_as("administrator").get("/administrasjon/hendelser?kontroll=1").text
    assert "Kjeden er brutt ett sted." in page
    assert "Hendelse 1 har endret innhold." in page


def test_events_are_paged(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        for number in range(51):
            make_venue(session, actor, name=f"Kro {number}")
    client = client_as("administrator")
    first = client.get("/administrasjon/hendelser").text
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert first.count("Sted lagt inn.") == 50
    assert client.get(address).text.count("Sted lagt inn.") == 1


@pytest.mark.parametrize("role", list(Role))
def test_only_those_who_may_see_the_audit_do(
    client_as: ClientAs, allowed: dict[str, set[str]], role: Role
) -> None:
    expected = 200 if role.value in allowed["audit_view"] else 403
    assert client_as(role.value).get("/administrasjon/hendelser?kontroll=1").status_code == expected


def test_another_municipalitys_events_are_not_told(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        make_venue(session, actor)
    page = client_as("administrator").get("/administrasjon/hendelser?kontroll=1").text
    assert "Sted lagt inn." not in page
    assert "Kjeden er hel: 0 hendelser" in page
