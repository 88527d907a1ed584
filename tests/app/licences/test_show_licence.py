"""The page of one licence, as on any chosen day."""

from datetime import date

import pytest

from app.models.licence import LicenceCondition
from app.permissions import Role
from licensing.licences import Attribute
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_decided
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.person import make_person
from tests.factories.venue import make_venue


@pytest.fixture
def licence_id(filling: Filling) -> int:
    """A licence that had a wider group set for half a year."""
    with filling() as (session, actor):
        licence = make_licence(
            session,
            make_venue(session, actor),
            make_holder(session, actor),
            manager=make_person(session, actor, name="Marit Prøve"),
        )
        add_term(
            session,
            licence,
            Attribute.GROUPS,
            "1,2,3",
            first_day=date(2025, 1, 1),
            last_day=date(2025, 6, 30),
            decided_on=date(2024, 12, 1),
            number=2,
        )
        session.add(
            LicenceCondition(
                municipality_id=licence.municipality_id,
                licence_id=licence.id,
                number=1,
                text="To ordensvakter.",
                proof="Avtale",
                before_use=True,
                met_on=date(2024, 6, 3),
            )
        )
        return licence.id


def terms_in(page: str) -> str:
    return page.split('id="rammer"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("day", "groups"),
    [
        pytest.param("31.12.2024", "Gruppe 1 og 2", id="the day before"),
        pytest.param("01.01.2025", "Gruppe 1, 2 og 3", id="the first day"),
        pytest.param("2025-06-30", "Gruppe 1, 2 og 3", id="the last day"),
        pytest.param("2025-07-01", "Gruppe 1 og 2", id="the day after"),
    ],
)
def test_terms_are_those_of_the_day(client_as: ClientAs, licence_id: int, day: str, groups: str) -> None:
    page = client_as("inspector").get(f"/bevillinger/{licence_id}?dag={day}").text
    assert f">{groups}<" in terms_in(page)


def test_everything_that_an_inspector_needs_stands_there(client_as: ClientAs, licence_id: int) -> None:
    page = client_as("inspector").get(f"/bevillinger/{licence_id}?dag=21.11.2026").text
    for text in (
        "SKJ-2024-0001",
        "10.00–01.00",
        "Fredag og lørdag",
        "Marit Prøve",
        "To ordensvakter.",
        "Oppfylt 03.06.2024",
        "03.06.2024–30.09.2028",
        "Storstua",
    ):
        assert text in page, text


def test_a_day_before_the_grant_shows_no_terms(client_as: ClientAs, licence_id: int) -> None:
    page = client_as("reader").get(f"/bevillinger/{licence_id}?dag=02.06.2024").text
    assert "Bevillingen var ikke gitt 2. juni 2024." in page
    assert 'id="rammer"' not in page
    assert "Marit Prøve" not in page


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("Konkurs", "Siste dag for bevillingen er 30.04.2026 (konkurs)."),
        ("", "Siste dag for bevillingen er 30.04.2026."),
    ],
)
def test_a_licence_that_ended_early_says_when_and_why(
    client_as: ClientAs, filling: Filling, reason: str, sentence: str
) -> None:
    with filling() as (session, actor):
        ended = make_licence(
            session,
            make_venue(session, actor),
            make_holder(session, actor),
            ended_on=date(2026, 4, 30),
            end_reason=reason,
        ).id
    page = client_as("reader").get(f"/bevillinger/{ended}").text
    assert sentence in page
    assert "Opphørt" in page


def test_a_day_that_cannot_be_read_is_explained(client_as: ClientAs, licence_id: int) -> None:
    response = client_as("reader").get(f"/bevillinger/{licence_id}?dag=01.01.1026")
    assert response.status_code == 422
    assert "Året 1026 kan ikke stemme." in response.text
    assert 'value="01.01.1026"' in response.text


@pytest.mark.parametrize("role", list(Role))
def test_the_case_behind_it_is_told_to_those_who_may_see_cases(
    client_as: ClientAs, filling: Filling, allowed: dict[str, set[str]], role: Role
) -> None:
    with filling(Role.DECIDER) as (_session, decider):
        pass
    with filling() as (session, actor):
        case = make_decided(session, actor, decider)
        reference = case.reference
    client = client_as(role.value)
    page = client.get("/bevillinger/1?dag=30.11.2026").text
    assert (f"Sak {reference}" in page) == (role.value in allowed["case_view"])
    assert ("/bevillingshavere/personer/" in page) == (role.value in allowed["case_view"])
    assert "Marit Prøve" in page
    assert "Innvilget – kan ikke tas i bruk ennå" in page


def test_another_municipality_is_not_found(client_as: ClientAs, licence_id: int) -> None:
    assert client_as("reader", municipality="other").get(f"/bevillinger/{licence_id}").status_code == 404
