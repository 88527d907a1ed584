"""Headers of every answer: what a browser may load, and what it may keep."""

from flask import Flask
from flask.testing import FlaskClient


def test_a_page_loads_nothing_from_elsewhere_and_is_never_kept(stranger: FlaskClient) -> None:
    answer = stranger.get("/logg-inn")
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_is_kept_for_ever_only_under_an_address_with_its_hash(stranger: FlaskClient) -> None:
    with stranger.get("/static/bevilling.css?v=0123") as hashed:
        assert "immutable" in hashed.headers["Cache-Control"]
    with stranger.get("/static/bevilling.css") as plain:
        assert plain.headers["Cache-Control"] == "public, max-age=86400"


def test_the_session_cookie_is_for_no_script_and_no_other_site(app: Flask) -> None:
    cookie = app.test_client().get("/logg-inn").headers.get("Set-Cookie", "")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
