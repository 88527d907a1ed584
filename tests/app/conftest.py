"""What tests of pages ask for: two municipalities, a person in each role, clients that are signed in."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from app.db import engine, writing_session
from app.permissions import GRANTED, Actor, Permission, Role
from tests.factories.municipality import make_two
from tests.factories.user import PASSWORD, make_user

OWN, OTHER = "own", "other"


@dataclass(frozen=True)
class Someone:
    """A person of the tests, as the database knows them."""

    id: int
    name: str
    email: str
    session_token: str


@dataclass(frozen=True)
class World:
    """Two municipalities, and somebody in every role of each."""

    municipality_ids: dict[str, int]
    people: dict[tuple[str, str], Someone]

    @property
    def own_id(self) -> int:
        """The municipality that clients work in unless they say otherwise."""
        return self.municipality_ids[OWN]

    @property
    def other_id(self) -> int:
        """The one that they must never see into."""
        return self.municipality_ids[OTHER]

    def someone(self, role: str, municipality: str = OWN) -> Someone:
        """The person who has one role there, and no other."""
        return self.people[municipality, str(role)]


@pytest.fixture
def world(app: Flask) -> World:
    """Røros and Holtålen, each with a person for every role."""
    with app.app_context(), writing_session(engine()) as session:
        ids, people = {}, {}
        for name, municipality in zip((OWN, OTHER), make_two(session), strict=True):
            ids[name] = municipality.id
            for role in Role:
                user = make_user(session, municipality, role)
                people[name, role.value] = Someone(user.id, user.name, user.email, user.session_token)
        session.commit()
    return World(ids, people)


Filling = Callable[..., AbstractContextManager[tuple[Session, Actor]]]


@pytest.fixture
def filling(app: Flask, world: World) -> Filling:
    """Fill the database before a test, or look into it after: what is written is committed.

    `with filling() as (session, actor):` acts as the caseworker; `filling(municipality="other")` elsewhere.
    """

    @contextmanager
    def filled(role: Role = Role.CASEWORKER, *, municipality: str = OWN) -> Iterator[tuple[Session, Actor]]:
        who = world.someone(role, municipality)
        with app.app_context(), writing_session(engine()) as session:
            yield session, Actor(who.id, who.name, world.municipality_ids[municipality], frozenset({role}))
            session.commit()

    return filled


ClientAs = Callable[..., FlaskClient]


@pytest.fixture
def client_as(app: Flask, world: World) -> Iterator[ClientAs]:
    """A client that is signed in: `client_as("caseworker")`, `client_as("reader", municipality="other")`.

    Tokens against forged requests are off for such clients; the browser tests carry them.
    """
    app.config["WTF_CSRF_ENABLED"] = False

    def client(role: str = "caseworker", *, municipality: str = OWN) -> FlaskClient:
        made = app.test_client()
        with made.session_transaction() as cookie:
            cookie["_user_id"] = world.someone(role, municipality).session_token
            cookie["_fresh"] = True
            cookie["municipality_id"] = world.municipality_ids[municipality]
        return made

    yield client
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def stranger(app: Flask) -> Iterator[FlaskClient]:
    """A client that nobody has signed in with."""
    app.config["WTF_CSRF_ENABLED"] = False
    yield app.test_client()
    app.config["WTF_CSRF_ENABLED"] = True


@pytest.fixture
def sign_in(world: World) -> Callable[..., None]:
    """Sign somebody in through the page, in a real browser: `sign_in(page, "decider")`."""

    def signed_in(page: Page, role: str = "caseworker", *, municipality: str = OWN) -> None:
        page.goto("/logg-inn")
        page.get_by_label("E-post").fill(world.someone(role, municipality).email)
        page.get_by_label("Passord").fill(PASSWORD)
        page.get_by_role("button", name="Logg inn").click()
        page.wait_for_url(lambda address: "/logg-inn" not in address)

    return signed_in


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to the database from now on; `statements.clear()` begins anew."""

    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def allowed() -> dict[str, set[str]]:
    """The roles that hold each permission: `role in allowed["register_edit"]`."""
    return {
        permission.value: {role.value for role, granted in GRANTED.items() if permission in granted}
        for permission in Permission
    }
