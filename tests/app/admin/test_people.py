"""People and roles."""

import pytest

from app.models.event import Event, EventType
from app.models.user import Membership, PasswordLink, User
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.user import PASSWORD

NEW = {
    "name": "Ny Person",
    "email": "Ny.Person@Kommune.invalid",
    "title": "Rådgiver",
    "language": "nb",
    "roles": ["caseworker", "reader"],
}


def fields_of(filling: Filling, user_id: int, **changed: object) -> dict[str, object]:
    """A person's form as it stands, with some of it changed."""
    with filling() as (session, actor):
        user = session.get_one(User, user_id)
        roles = [row.role.value for row in user.memberships if row.municipality_id == actor.municipality_id]
        fields = {"name": user.name, "title": user.title, "language": "nb", "active": "y", "roles": roles}
        return fields | {"version": str(user.version)} | changed


def roles_of(filling: Filling, user_id: int) -> dict[int, set[str]]:
    """What a person is, municipality by municipality."""
    with filling() as (session, _actor):
        rows = session.query(Membership).filter_by(user_id=user_id)
        found: dict[int, set[str]] = {}
        for row in rows:
            found.setdefault(row.municipality_id, set()).add(row.role.value)
        return found


def link_in(page: str) -> str:
    return "/nytt-passord/" + page.split("/nytt-passord/")[1].split("<")[0].strip()


def test_a_new_person_gets_roles_and_a_link_that_is_shown_once(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    client = client_as("administrator")
    response = client.post("/administrasjon/personer/ny", data=NEW)
    assert response.status_code == 200
    link = link_in(response.text)
    with filling() as (session, _actor):
        user = session.query(User).filter_by(email="ny.person@kommune.invalid").one()
        stored = session.query(PasswordLink).filter_by(user_id=user.id).one()
        assert stored.token_hash not in link
        assert link.removeprefix("/nytt-passord/") not in str(vars(stored))
        assert session.query(Event).filter_by(type=EventType.USER_CHANGED).count() == 1
        user_id = user.id
    assert roles_of(filling, user_id) == {world.own_id: {"caseworker", "reader"}}
    assert "Ny Person" in client.get("/administrasjon/personer").text
    assert "/nytt-passord/" not in client.get(f"/administrasjon/personer/{user_id}").text
    chosen = {"password": "en ny setning til å huske", "again": "en ny setning til å huske"}
    assert client_as("reader").post(link, data=chosen).status_code == 302


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"name": ""}, "Skriv navnet."),
        ({"email": "ingen"}, "E-postadressen mangler noe."),
        ({"email": ""}, "Skriv e-postadressen."),
        ({"roles": []}, "Velg minst én rolle."),
        ({"language": "en"}, "Velg språk."),
        ({"title": "x" * 10_000}, "Teksten er for lang."),
    ],
)
def test_a_person_who_cannot_be_added_is_explained(
    client_as: ClientAs, changed: dict[str, object], sentence: str
) -> None:
    response = client_as("administrator").post("/administrasjon/personer/ny", data=NEW | changed)
    assert response.status_code == 422
    assert sentence in response.text


def test_a_role_that_does_not_exist_is_refused(client_as: ClientAs) -> None:
    response = client_as("administrator").post("/administrasjon/personer/ny", data=NEW | {"roles": ["king"]})
    assert response.status_code == 422


def test_the_same_address_is_not_added_twice(client_as: ClientAs, world: World) -> None:
    known = world.someone("reader").email.upper()
    response = client_as("administrator").post("/administrasjon/personer/ny", data=NEW | {"email": known})
    assert response.status_code == 409
    assert "allerede en bruker med denne e-postadressen" in response.text


def test_somebody_of_another_municipality_keeps_name_password_and_roles_there(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    someone = world.someone("finance", "other")
    response = client_as("administrator").post(
        "/administrasjon/personer/ny", data=NEW | {"email": someone.email}
    )
    assert response.status_code == 302
    assert roles_of(filling, someone.id) == {
        world.own_id: {"caseworker", "reader"},
        world.other_id: {"finance"},
    }
    with filling() as (session, _actor):
        assert session.get_one(User, someone.id).name == someone.name
        assert session.query(PasswordLink).count() == 0


def test_roles_are_changed_in_ones_own_municipality_only(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    someone = world.someone("finance", "other")
    client = client_as("administrator")
    client.post("/administrasjon/personer/ny", data=NEW | {"email": someone.email})
    page = client.get(f"/administrasjon/personer/{someone.id}").text
    assert "arbeider også for en annen kommune" in page
    assert 'name="name"' not in page
    data = fields_of(filling, someone.id, roles=["inspector"], name="Et annet navn", language="nn")
    data.pop("active")
    assert client.post(f"/administrasjon/personer/{someone.id}", data=data).status_code == 302
    assert roles_of(filling, someone.id) == {world.own_id: {"inspector"}, world.other_id: {"finance"}}
    with filling() as (session, _actor):
        user = session.get_one(User, someone.id)
        assert (user.name, user.active) == (someone.name, True)
    assert client.post(f"/administrasjon/personer/{someone.id}/lenke").status_code == 409


def test_an_administrator_of_both_may_do_both(client_as: ClientAs, filling: Filling, world: World) -> None:
    someone = world.someone("finance", "other")
    client = client_as("administrator")
    client.post("/administrasjon/personer/ny", data=NEW | {"email": someone.email})
    with filling() as (session, _actor):
        session.add(
            Membership(
                user_id=world.someone("administrator").id,
                municipality_id=world.other_id,
                role=Role.ADMINISTRATOR,
            )
        )
    response = client.post(f"/administrasjon/personer/{someone.id}/lenke")
    assert response.status_code == 200
    assert "/nytt-passord/" in response.text


def test_name_and_access_are_changed_and_the_person_is_out_at_once(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    someone = world.someone("reader")
    reader = client_as("reader")
    assert reader.get("/bevillinger").status_code == 200
    data = fields_of(filling, someone.id, name="Nytt Navn")
    data.pop("active")
    response = client_as("administrator").post(f"/administrasjon/personer/{someone.id}", data=data)
    assert response.status_code == 302
    assert reader.get("/bevillinger").status_code == 302
    with filling() as (session, _actor):
        user = session.get_one(User, someone.id)
        assert (user.name, user.active) == ("Nytt Navn", False)
        assert user.session_token != someone.session_token
    let_in = reader.post("/logg-inn", data={"email": someone.email, "password": PASSWORD})
    assert let_in.status_code == 422


@pytest.mark.parametrize(
    "change",
    [pytest.param({"roles": ["reader"]}, id="the role"), pytest.param({"active": ""}, id="the access")],
)
def test_the_last_administrator_stays(
    client_as: ClientAs, filling: Filling, world: World, change: dict[str, object]
) -> None:
    someone = world.someone("administrator")
    data = {key: value for key, value in (fields_of(filling, someone.id) | change).items() if value != ""}
    response = client_as("administrator").post(f"/administrasjon/personer/{someone.id}", data=data)
    assert response.status_code == 409
    assert "Kommunen må ha minst én administrator." in response.text
    assert roles_of(filling, someone.id) == {world.own_id: {"administrator"}}


def test_an_administrator_may_go_when_another_is_left(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    client = client_as("administrator")
    other = world.someone("reader")
    client.post(
        f"/administrasjon/personer/{other.id}",
        data=fields_of(filling, other.id, roles=["reader", "administrator"]),
    )
    me = world.someone("administrator")
    data = fields_of(filling, me.id, roles=["reader"])
    assert client.post(f"/administrasjon/personer/{me.id}", data=data).status_code == 302
    assert client.get("/administrasjon").status_code == 403


def test_two_administrators_at_once_lose_nothing(client_as: ClientAs, filling: Filling, world: World) -> None:
    someone = world.someone("reader")
    client = client_as("administrator")
    address = f"/administrasjon/personer/{someone.id}"
    seen = fields_of(filling, someone.id)
    client.post(address, data=seen | {"roles": ["reader", "finance"]})
    response = client.post(address, data=seen | {"roles": ["reader", "inspector"]})
    assert response.status_code == 409
    assert "En annen lagret mens du skrev." in response.text
    assert "Økonomi" in response.text
    assert roles_of(filling, someone.id) == {world.own_id: {"reader", "finance"}}


def test_a_new_link_ends_the_earlier_one(client_as: ClientAs, world: World) -> None:
    client, someone = client_as("administrator"), world.someone("reader")
    first = link_in(client.post(f"/administrasjon/personer/{someone.id}/lenke").text)
    second = link_in(client.post(f"/administrasjon/personer/{someone.id}/lenke").text)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


ADDRESSES = ("", "/personer", "/personer/ny", "/personer/{id}")


@pytest.mark.parametrize("role", list(Role))
def test_only_administrators_manage_people(
    client_as: ClientAs, world: World, allowed: dict[str, set[str]], role: Role
) -> None:
    client = client_as(role.value)
    expected = 200 if role.value in allowed["people_manage"] else 403
    for address in ADDRESSES:
        page = "/administrasjon" + address.format(id=world.someone("reader").id)
        assert client.get(page).status_code == expected, page
    if expected == 403:
        for address in ("/personer/ny", "/personer/1", "/personer/1/lenke"):
            assert client.post("/administrasjon" + address, data=NEW).status_code == 403


def test_people_of_another_municipality_are_not_found(client_as: ClientAs, world: World) -> None:
    client = client_as("administrator")
    someone = world.someone("reader", "other")
    assert someone.email not in client.get("/administrasjon/personer").text
    assert client.get(f"/administrasjon/personer/{someone.id}").status_code == 404
    assert client.post(f"/administrasjon/personer/{someone.id}", data=NEW).status_code == 404
    assert client.post(f"/administrasjon/personer/{someone.id}/lenke").status_code == 404
