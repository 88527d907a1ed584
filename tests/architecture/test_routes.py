"""Every route says who may use it, is tried with every role, and writes only when it is asked to."""

import pytest
from flask import Flask
from sqlalchemy import text

from app.db import session
from app.permissions import Permission
from tests.app.test_roles import ROUTES
from tests.architecture.conftest import Route
from tests.architecture.sources import report

# Views that answer a POST without the request's transaction, and why.
WITHOUT_COMMIT = {
    "auth.sign_in": "the throttling of sign-ins has a transaction of its own",
    "auth.switch_municipality": "changes a cookie and stores nothing",
    "cases.open_shielded": "only reads; the access log has a transaction of its own",
    "cases.open_document": "only reads; the access log has a transaction of its own",
    "imports.read_on": "each chunk of the file has a transaction of its own",
    "portal.enter_code": "only leads on to the page of the code",
    "billing.go_on_with_run": "each chunk of a run has a transaction of its own",
    "policy.go_on_with_tryout": "each chunk that is tried has a transaction of its own",
    "letters.open_shielded_letter": "only reads; the access log has a transaction of its own",
}


def test_every_view_names_its_permission(routes: list[Route]) -> None:
    found = [
        str(route)
        for route in routes
        if not isinstance(getattr(route.view, "required_permission", None), Permission)
    ]
    assert not found, report("Put @requires(Permission.X) on the view, just under its route:", found)


def test_every_route_has_a_line_in_the_role_test(routes: list[Route]) -> None:
    missing = sorted({route.endpoint for route in routes} - set(ROUTES))
    gone = sorted(set(ROUTES) - {route.endpoint for route in routes})
    assert not missing, report("Add the endpoint to ROUTES in tests/app/test_roles.py:", missing)
    assert not gone, report("Remove what no longer exists from ROUTES in tests/app/test_roles.py:", gone)


def test_routes_answer_get_and_post_only(routes: list[Route]) -> None:
    found = [str(route) for route in routes if not route.methods <= {"GET", "POST"}]
    assert not found, report("Pages work without JavaScript, so use GET and POST only:", found)


def test_a_view_that_commits_accepts_post(routes: list[Route]) -> None:
    found = [str(route) for route in routes if route.writes and "POST" not in route.methods]
    assert not found, report(
        "A route that only reads never wears @commits: take it off, or accept POST:", found
    )


def test_a_view_that_accepts_post_commits(routes: list[Route]) -> None:
    found = [
        str(route)
        for route in routes
        if "POST" in route.methods and not route.writes and route.endpoint not in WITHOUT_COMMIT
    ]
    assert not found, report("Put @commits under @requires, or what the view writes is lost:", found)


def test_addresses_are_norwegian_words_in_small_letters(routes: list[Route]) -> None:
    found = [
        str(route)
        for route in routes
        for part in route.rule.split("/")
        if part and not part.startswith("<") and (part != part.lower() or "_" in part)
    ]
    assert not found, report("Write the address with small letters and hyphens:", found)


def test_a_get_that_writes_is_caught(app: Flask) -> None:
    with (
        app.test_request_context("/saker", method="GET"),
        pytest.raises(AssertionError, match="GET /saker writes"),
    ):
        session().execute(text("DELETE FROM users"))
