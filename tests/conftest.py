"""What every test may ask for: a database, the app on it, a web server, a browser, axe.

Imports stand inside the fixtures here, and only here: the tests of the rules must not pay for a web
framework and a browser that they never ask for.
"""

import base64
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from playwright.sync_api import Browser, Page

    from tests.databases import TestDatabase

DESKTOP = 1280


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they ask for, so that nobody has to remember to, and begin with the long ones."""
    for item in items:
        needs = getattr(item, "fixturenames", ())
        # What a page looks like and who may open it does not depend on the database: SQLite alone will do.
        either = item.get_closest_marker("any_database") is not None
        if ("database_url" in needs or "empty_database_url" in needs) and not either:
            item.add_marker("database")
        if "browser" in needs:
            item.add_marker("browser")
    # A file goes to one worker as a whole: begun last, a long one would keep the others waiting at the end.
    long = {
        item.path
        for item in items
        if "torture" in item.path.parts or any(map(item.get_closest_marker, ("browser", "slow")))
    }
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[TestDatabase]":
    """This worker's database with the tables that the migrations make."""
    from app.db import upgrade
    from tests.databases import empty_database

    with empty_database(tmp_path_factory.mktemp("database")) as made:
        upgrade(made.url)
        made.keep_as_pristine()
        yield made


@pytest.fixture(scope="session")
def database_url(database: "TestDatabase") -> str:
    """The address of this worker's database; each test finds it as the migrations left it."""
    return database.url


@pytest.fixture
def empty_database_url(tmp_path: Path) -> Iterator[str]:
    """A database of the test's own, without tables."""
    from tests.databases import empty_database

    with empty_database(tmp_path) as made:
        yield made.url


@pytest.fixture(scope="module", autouse=True)
def _fresh_for_the_module(request: pytest.FixtureRequest) -> None:
    if _keeps_data(request):
        request.getfixturevalue("database").make_pristine()


@pytest.fixture(autouse=True)
def _fresh_for_the_test(request: pytest.FixtureRequest) -> None:
    if "database_url" in request.fixturenames and not _keeps_data(request):
        request.getfixturevalue("database").make_pristine()


def _keeps_data(request: pytest.FixtureRequest) -> bool:
    return request.node.get_closest_marker("keeps_data") is not None


@pytest.fixture(scope="session")
def environ(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The settings of the tests' installation, also for processes that a test starts."""
    return {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a secret that only tests know, and no installation",
        "IDENTITY_KEY": base64.b64encode(bytes(range(32))).decode(),
        "FILES_DIR": str(tmp_path_factory.mktemp("files")),
        "PASSWORD_COST": "test",
        "SESSION_COOKIE_SECURE": "0",
    }


@pytest.fixture(scope="session")
def app(environ: dict[str, str]) -> "Iterator[Flask]":
    """The application on this worker's database."""
    from app import create_app
    from app.db import EXTENSION
    from config import Config
    from tests.databases import forbid_writing_gets

    made = create_app(Config.from_environ(environ))
    made.testing = True
    forbid_writing_gets()
    yield made
    made.extensions[EXTENSION].dispose()


@pytest.fixture(scope="session")
def live_server(app: "Flask") -> Iterator[str]:
    """The address of the application behind a real web server."""
    from tests.browsers import served

    with served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A real browser."""
    from tests.browsers import chromium

    with chromium() as started:
        yield started


@pytest.fixture
def open_page(browser: "Browser", live_server: str) -> "Iterator[Callable[..., Page]]":
    """Opens a page for one more person: `open_page(width=360)`; nobody's page may break its own policy."""
    from tests.browsers import Visitor

    visitors: list[Visitor] = []

    def opened(*, width: int = DESKTOP) -> "Page":
        visitors.append(Visitor(browser, live_server, width))
        return visitors[-1].page

    yield opened
    for visitor in visitors:
        visitor.context.close()
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert not complaints, "The browser complained; mend the page or its policy:\n" + "\n".join(complaints)


@pytest.fixture
def page(open_page: "Callable[..., Page]") -> "Page":
    """One person's page, 1280 wide."""
    return open_page()


@pytest.fixture
def axe() -> "Callable[[Page], None]":
    """Holds a page to what axe knows about accessibility: `axe(page)`."""

    from tests.browsers import barriers

    def hold(page: "Page") -> None:
        found = barriers(page)
        assert not found, f"axe found barriers on {page.url}; mend the template:\n{found}"

    return hold
