"""The list of holders."""

import pytest

from app.holders.service import Address, find_or_enter_holder
from app.models.holder import HolderForm
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder, organisation_number
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue


def test_holders_stand_in_order_with_their_licences(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        make_holder(session, actor, name="Ål gard AS", serial=1)
        holder = make_holder(session, actor, name="Bergstaden AS", serial=2)
        make_licence(session, make_venue(session, actor), holder)
    page = client_as("reader").get("/bevillingshavere").text
    assert page.index("Bergstaden AS") < page.index("Ål gard AS")
    assert "Prøvekroa" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("navn=berg", {"Bergstaden AS"}, id="name"),
        pytest.param(f"navn={organisation_number(2)}", {"Bergstaden AS"}, id="number"),
        pytest.param("form=founding", {"Nystart"}, id="form"),
    ],
)
def test_the_list_is_narrowed(client_as: ClientAs, filling: Filling, query: str, found: set[str]) -> None:
    with filling() as (session, actor):
        make_holder(session, actor, name="Bergstaden AS", serial=2)
        find_or_enter_holder(session, actor, form=HolderForm.FOUNDING, name="Nystart", address=Address())
    page = client_as("reader").get(f"/bevillingshavere?{query}").text
    assert {name for name in ("Bergstaden AS", "Nystart") if name in page} == found


@pytest.mark.parametrize("role", list(Role))
def test_every_role_sees_the_register(client_as: ClientAs, role: Role) -> None:
    assert client_as(role.value).get("/bevillingshavere").status_code == 200


def test_the_other_municipality_is_not_in_the_list(client_as: ClientAs, filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        make_holder(session, actor, name="Ålen kro AS")
    assert "Ålen kro AS" not in client_as("caseworker").get("/bevillingshavere").text


def test_more_holders_take_no_more_statements(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client, counts = client_as("reader"), []
    for serial in (1, 20):
        with filling() as (session, actor):
            for number in range(serial):
                make_holder(session, actor, name=f"Drift {serial} {number}", serial=number + serial)
        statements.clear()
        client.get("/bevillingshavere")
        counts.append(len(statements))
    assert counts[0] == counts[1]
