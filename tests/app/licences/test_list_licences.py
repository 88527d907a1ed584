"""The list of licences, as on any chosen day."""

from datetime import date

import pytest

from app.licences.queries import LicenceFilter, LicenceState, licence_page, state_on
from app.models.licence import LicencePeriod, LicenceTerm
from app.permissions import Role
from licensing.licences import Attribute, LicenceKind, terms_on
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.venue import make_venue


@pytest.fixture
def register(filling: Filling) -> None:
    """Four licences that stand differently on different days."""
    with filling() as (session, actor):
        for serial, (name, more) in enumerate(
            {
                "Bergstaden": {"groups": "1,2,3"},
                "Malmklang": {
                    "granted_on": date(2021, 1, 4),
                    "last_day": date(2026, 9, 30),
                    "ended_on": date(2026, 4, 30),
                    "end_reason": "konkurs",
                },
                "Nyåpnet": {"granted_on": date(2026, 10, 1), "usable_from": None},
                "Butikken": {"kind": LicenceKind.SALE, "groups": "1"},
            }.items()
        ):
            venue = make_venue(session, actor, name=name)
            make_licence(session, venue, make_holder(session, actor, serial=serial, name=name), **more)


def names_in(page: str) -> set[str]:
    return {name for name in ("Bergstaden", "Malmklang", "Nyåpnet", "Butikken") if f">{name}</a>" in page}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("dag=2026-11-21", {"Bergstaden", "Nyåpnet", "Butikken"}, id="in force"),
        pytest.param(
            "dag=30.04.2026", {"Bergstaden", "Malmklang", "Butikken"}, id="the last day before the end"
        ),
        pytest.param("dag=01.05.2026", {"Bergstaden", "Butikken"}, id="the first day after it"),
        pytest.param("dag=2024-06-02", {"Malmklang"}, id="the day before a grant"),
        pytest.param("dag=2028-10-01", set(), id="when all have expired"),
        pytest.param("dag=2028-10-01&status=expired", {"Bergstaden", "Nyåpnet", "Butikken"}, id="expired"),
        pytest.param("dag=2026-11-21&status=ended", {"Malmklang"}, id="ended"),
        pytest.param("dag=2026-11-21&status=granted_not_usable", {"Nyåpnet"}, id="not in use yet"),
        pytest.param("dag=2026-11-21&kind=sale", {"Butikken"}, id="sale"),
        pytest.param("dag=2026-11-21&groups=1,2", {"Nyåpnet"}, id="a group set"),
        pytest.param("dag=2026-11-21&navn=skj 2024", {"Bergstaden"}, id="the number"),
        pytest.param("dag=2026-11-21&status=alle&navn=malm", {"Malmklang"}, id="the name"),
    ],
)
def test_the_list_is_as_on_the_day(client_as: ClientAs, register: None, query: str, found: set[str]) -> None:
    response = client_as("reader").get(f"/bevillinger?{query}")
    assert response.status_code == 200
    assert names_in(response.text) == found


def test_the_summary_counts_what_is_in_force(client_as: ClientAs, register: None) -> None:
    page = client_as("reader").get("/bevillinger?dag=21.11.2026").text
    assert "2 skjenkebevillinger og 1 salgsbevilling er i kraft 21. november 2026." in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("dag=21.11.1026", "Året 1026 kan ikke stemme."),
        ("dag=i går", "Skriv datoen som dag, måned og år"),
        ("groups=7", "Velg gruppene fra listen."),
        ("status=borte", "Velg status fra listen."),
    ],
)
def test_a_filter_that_cannot_be_read_is_explained(
    client_as: ClientAs, register: None, query: str, sentence: str
) -> None:
    response = client_as("reader").get(f"/bevillinger?{query}")
    assert response.status_code == 422
    assert sentence in response.text


def test_the_whole_list_is_printed_on_one_page(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        holder = make_holder(session, actor)
        for number in range(51):
            make_licence(session, make_venue(session, actor, name=f"Kro {number:03}"), holder)
    client = client_as("reader")
    assert "Kro 050" not in client.get("/bevillinger").text
    assert "Kro 050" in client.get("/bevillinger?utskrift=1").text


def test_the_list_and_the_rules_agree_on_every_day(filling: Filling) -> None:
    boundaries = (date(2024, 6, 3), date(2025, 1, 1), date(2025, 6, 30), date(2026, 4, 30), date(2028, 9, 30))
    days = [day.replace(day=max(1, day.day + step)) for day in boundaries for step in (-1, 0)]
    days += [date(2025, 7, 1), date(2026, 5, 1), date(2028, 10, 1), date(2032, 10, 1)]
    with filling() as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        add_term(session, licence, Attribute.GROUPS, "1", first_day=days[2], decided_on=days[2], number=2)
        add_term(
            session,
            licence,
            Attribute.GROUPS,
            "1,2,3",
            first_day=date(2025, 1, 1),
            last_day=date(2025, 6, 30),
            decided_on=days[2],
            number=3,
        )
        session.add(
            LicencePeriod(
                municipality_id=licence.municipality_id,
                licence_id=licence.id,
                first_day=date(2028, 10, 1),
                last_day=date(2032, 9, 30),
            )
        )
        session.flush()
        session.expire(licence)
        rows = [row.to_domain() for row in session.query(LicenceTerm)]
        for day in (day for day in days if day >= licence.granted_on):
            lines, _page = licence_page(
                session, actor.municipality_id, LicenceFilter(all_states=True), on=day, cursor=None
            )
            reached = [period for period in licence.periods if period.first_day <= day][-1]
            assert [line.groups for line in lines] == [terms_on(rows, day).value(Attribute.GROUPS)], day
            expected = state_on(
                day,
                first_day=reached.first_day,
                last_day=reached.last_day,
                usable_from=licence.usable_from,
                ended_on=None,
            )
            assert lines[0].state is expected
            narrowed, _page = licence_page(
                session, actor.municipality_id, LicenceFilter(state=expected), on=day, cursor=None
            )
            assert [line.id for line in narrowed] == [licence.id]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        pytest.param(date(2025, 12, 31), LicenceState.FUTURE, id="before the period"),
        pytest.param(date(2026, 1, 1), LicenceState.NOT_USABLE, id="its first day"),
        pytest.param(date(2026, 2, 1), LicenceState.ACTIVE, id="the first day of use"),
        pytest.param(date(2026, 6, 30), LicenceState.ACTIVE, id="the day on which it ends early"),
        pytest.param(date(2026, 7, 1), LicenceState.ENDED, id="the day after"),
    ],
)
def test_how_a_licence_stands(day: date, state: LicenceState) -> None:
    found = state_on(
        day,
        first_day=date(2026, 1, 1),
        last_day=date(2028, 9, 30),
        usable_from=date(2026, 2, 1),
        ended_on=date(2026, 6, 30),
    )
    assert found is state


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_the_register(client_as: ClientAs, role: Role) -> None:
    assert client_as(role.value).get("/bevillinger").status_code == 200


def test_the_other_municipality_is_not_in_the_list(client_as: ClientAs, register: None) -> None:
    page = client_as("caseworker", municipality="other").get("/bevillinger?dag=2026-11-21&status=alle").text
    assert names_in(page) == set()
    assert "0 skjenkebevillinger og 0 salgsbevillinger" in page


def test_more_licences_take_no_more_statements(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client, counts = client_as("reader"), []
    for serial in (1, 20):
        with filling() as (session, actor):
            holder = make_holder(session, actor)
            for number in range(serial):
                make_licence(session, make_venue(session, actor, name=f"Kro {serial} {number}"), holder)
        statements.clear()
        client.get("/bevillinger")
        counts.append(len(statements))
    assert counts[0] == counts[1]
