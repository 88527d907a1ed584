"""Signing in, setting a password, changing municipality."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page

from app.auth.service import FAILURES_BEFORE_LOCK, make_password_link
from app.models.user import Membership, User
from app.permissions import Role
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.user import PASSWORD

NEW_PASSWORD = "en annen setning som er lang nok"


def entered(client: FlaskClient, email: str, password: str = PASSWORD, **query: str) -> tuple[int, str]:
    response = client.post("/logg-inn", data={"email": email, "password": password}, query_string=query)
    return response.status_code, response.headers.get("Location", "")


def test_the_right_password_leads_to_the_first_page(stranger: FlaskClient, world: World) -> None:
    assert entered(stranger, world.someone("caseworker").email) == (302, "/")
    assert stranger.get("/bevillinger").status_code == 200


def test_a_page_asked_for_before_is_shown_afterwards(stranger: FlaskClient, world: World) -> None:
    asked = stranger.get("/steder?navn=kro")
    assert "/logg-inn?next=" in asked.headers["Location"]
    assert entered(stranger, world.someone("reader").email, next="/steder?navn=kro") == (
        302,
        "/steder?navn=kro",
    )


@pytest.mark.parametrize("target", ["//evil.invalid/", "https://evil.invalid/", "/\\evil.invalid", "evil"])
def test_nobody_is_led_out_of_the_program(stranger: FlaskClient, world: World, target: str) -> None:
    assert entered(stranger, world.someone("reader").email, next=target) == (302, "/")


@pytest.mark.parametrize(
    "email",
    [
        pytest.param("caseworker", id="a known address"),
        pytest.param("nobody@kommune.invalid", id="an unknown one"),
    ],
)
def test_a_wrong_password_tells_nothing_about_the_address(
    stranger: FlaskClient, world: World, email: str
) -> None:
    address = world.someone(email).email if "@" not in email else email
    response = stranger.post("/logg-inn", data={"email": address, "password": "feil"})
    assert response.status_code == 422
    assert "E-postadressen eller passordet er feil." in response.text
    assert address in response.text


def test_empty_fields_are_told_one_by_one(stranger: FlaskClient) -> None:
    response = stranger.post("/logg-inn", data={})
    assert response.status_code == 422
    assert "Skriv e-postadressen din." in response.text
    assert "Skriv passordet ditt." in response.text


def test_too_many_tries_lock_the_account_and_a_link_opens_it(
    stranger: FlaskClient, world: World, filling: Filling
) -> None:
    someone = world.someone("caseworker")
    for _try in range(FAILURES_BEFORE_LOCK):
        entered(stranger, someone.email, "feil")
    response = stranger.post("/logg-inn", data={"email": someone.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "be administratoren om en ny lenke" in response.text
    with filling() as (session, _actor):
        token = make_password_link(session, user_id=someone.id, made_by_id=None)
    assert stranger.get(f"/nytt-passord/{token}").status_code == 200
    chosen = stranger.post(f"/nytt-passord/{token}", data={"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert chosen.status_code == 302
    assert entered(stranger, someone.email, NEW_PASSWORD)[0] == 302


def test_a_link_works_once(stranger: FlaskClient, world: World, filling: Filling) -> None:
    with filling() as (session, _actor):
        token = make_password_link(session, user_id=world.someone("reader").id, made_by_id=None)
    data = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert stranger.post(f"/nytt-passord/{token}", data=data).status_code == 302
    again = stranger.post(f"/nytt-passord/{token}", data=data)
    assert again.status_code == 404
    assert "Lenken virker ikke lenger" in again.text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        pytest.param({"password": "kort", "again": "kort"}, "mellom 12 og 200 tegn", id="too short"),
        pytest.param({"password": NEW_PASSWORD, "again": "noe annet"}, "ikke like", id="not the same twice"),
    ],
)
def test_a_password_that_cannot_be_used_is_explained(
    stranger: FlaskClient, world: World, filling: Filling, data: dict[str, str], sentence: str
) -> None:
    with filling() as (session, _actor):
        token = make_password_link(session, user_id=world.someone("reader").id, made_by_id=None)
    response = stranger.post(f"/nytt-passord/{token}", data=data)
    assert response.status_code == 422
    assert sentence in response.text


def test_a_new_password_signs_everybody_else_out(
    client_as: ClientAs, stranger: FlaskClient, world: World, filling: Filling
) -> None:
    old = client_as("reader")
    assert old.get("/bevillinger").status_code == 200
    with filling() as (session, _actor):
        token = make_password_link(session, user_id=world.someone("reader").id, made_by_id=None)
    stranger.post(f"/nytt-passord/{token}", data={"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert old.get("/bevillinger").status_code == 302


def test_whoever_may_not_sign_in_any_more_is_out_at_once(
    client_as: ClientAs, world: World, filling: Filling
) -> None:
    client = client_as("reader")
    with filling() as (session, _actor):
        session.get_one(User, world.someone("reader").id).active = False
    assert client.get("/bevillinger").status_code == 302


def test_signing_out_ends_the_session(client_as: ClientAs) -> None:
    client = client_as("reader")
    assert client.post("/logg-ut").status_code == 302
    assert "/logg-inn" in client.get("/bevillinger").headers["Location"]


def test_one_person_works_in_both_municipalities_and_chooses_which(
    client_as: ClientAs, world: World, filling: Filling
) -> None:
    with filling() as (session, _actor):
        session.add(
            Membership(
                user_id=world.someone("reader").id, municipality_id=world.other_id, role=Role.CASEWORKER
            )
        )
    client = client_as("reader")
    assert client.get("/steder/1/endre").status_code == 403
    assert client.post("/bytt-kommune", data={"municipality_id": world.other_id}).status_code == 302
    assert client.get("/steder/1/endre").status_code == 404


def test_nobody_changes_to_a_municipality_without_a_role_there(client_as: ClientAs, world: World) -> None:
    response = client_as("caseworker").post("/bytt-kommune", data={"municipality_id": world.other_id})
    assert response.status_code == 403


def test_a_form_without_its_token_is_refused(app: Flask, world: World) -> None:
    response = app.test_client().post("/logg-inn", data={"email": "x", "password": "y"})
    assert response.status_code == 400
    assert "Skjemaet har stått åpent for lenge." in response.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(stranger: FlaskClient, world: World) -> None:
    response = stranger.post("/logg-inn", data={"email": world.someone("reader").email, "password": PASSWORD})
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_sign_in_by_keyboard_in_a_browser(
    page: Page, sign_in: Callable[..., None], axe: Callable[..., None]
) -> None:
    page.goto("/logg-inn")
    axe(page)
    sign_in(page, "reader")
    assert "/logg-inn" not in page.url
