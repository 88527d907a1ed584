"""Running an installation from the command line: settings, tables, the first municipality and user."""

import socket
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from app import db
from app.auth.service import link_for
from app.cli.arguments import WrongInput
from app.cli.serving import Serving
from app.models.municipality import Municipality
from app.models.user import User
from tests.app.cli.asking import Ask
from tests.factories.holder import organisation_number


def test_a_taken_port_is_named_unless_the_next_one_will_do(app: Flask) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WrongInput) as refusal:
            Serving(app, host="127.0.0.1", port=port, threads=1)
        assert refusal.value.code == "port_taken"
        moved = Serving(app, host="127.0.0.1", port=port, threads=1, next_if_taken=True)
        assert moved.port > port
        moved.close()


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("SECRET_KEY", "Innstillingen SECRET_KEY mangler"),
        ("IDENTITY_KEY", "Innstillingen IDENTITY_KEY mangler"),
    ],
)
def test_a_missing_setting_is_named(ask: Ask, environ: dict[str, str], missing: str, says: str) -> None:
    answer = ask("audit verify", {name: value for name, value in environ.items() if name != missing})
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err


def test_without_a_demo_or_a_database_the_sentence_says_what_to_run(ask: Ask, tmp_path: Path) -> None:
    answer = ask("audit verify", {"DEMO_DIR": str(tmp_path / "none")})
    assert answer.status == 2
    assert "bevilling demo --no-serve" in answer.err


def test_a_database_without_tables_is_told_from_an_empty_one(
    ask: Ask, environ: dict[str, str], empty_database_url: str
) -> None:
    answer = ask("audit verify --json", environ | {"DATABASE_URL": empty_database_url})
    assert (answer.status, answer.out) == (2, "")
    assert "bevilling upgrade" in answer.err
    assert ask("upgrade", environ | {"DATABASE_URL": empty_database_url}).status == 0
    assert ask("audit verify --json", environ | {"DATABASE_URL": empty_database_url}).status == 0


MUNICIPALITY = (
    f"add-municipality --number 5025 --name Røros --organisation-number {organisation_number(3)}"
    " --street 'Bergmannsgata 1' --postcode 7374 --town Røros --state-governor 'Statsforvalteren i Trøndelag'"
)


def test_the_first_municipality_and_the_first_user(ask: Ask, app: Flask, environ: dict[str, str]) -> None:
    assert ask(f"{MUNICIPALITY} --json", environ).facts == {"municipality": "5025", "name": "Røros"}
    user = (
        "add-user --municipality 5025 --email Kari@Kommune.invalid --name 'Kari Prøve' --role administrator"
    )
    answer = ask(f"{user} --address https://bevilling.kommune.invalid/ --json", environ).facts
    link = answer["password_link"]
    assert link.startswith("https://bevilling.kommune.invalid/nytt-passord/")
    with app.app_context():
        session = db.session()
        assert session.scalars(select(User.email)).all() == ["kari@kommune.invalid"]
        assert link_for(session, link.rsplit("/", 1)[1]) is not None
        municipality = session.scalars(select(Municipality)).one()
        assert municipality.state_governor == "Statsforvalteren i Trøndelag"
    assert "denne rollen" in ask(user, environ).err
    second = ask(user.replace("administrator", "caseworker") + " --json", environ)
    assert second.facts["password_link"] is None
    assert ask("audit verify --json", environ).facts["municipalities"][0]["events"] == 2


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(MUNICIPALITY, "finnes fra før", id="the same municipality"),
        pytest.param(MUNICIPALITY.replace("5025", "12345"), "Skriv fire sifre", id="a long number"),
        pytest.param(MUNICIPALITY.replace("7374", "ABCD"), "Skriv fire sifre", id="a postcode in letters"),
        pytest.param(
            MUNICIPALITY.replace(organisation_number(3), "123456789"),
            "rganisasjonsnummer",
            id="a wrong digit",
        ),
        pytest.param(MUNICIPALITY + f" --unit {'x' * 200}", "for lang", id="a long text"),
        pytest.param(MUNICIPALITY + " --language sme", "Velg mellom nb, nn", id="a language"),
        pytest.param(
            "add-user --municipality 9999 --email a@b.no --name A --role reader",
            "ingen kommune",
            id="elsewhere",
        ),
        pytest.param(
            "add-user --municipality 5025 --email ab.no --name A --role reader",
            "e-postadresse",
            id="an address",
        ),
        pytest.param(
            "add-user --municipality 5025 --email a@b.no --name A --role king",
            "Velg mellom caseworker",
            id="a role",
        ),
    ],
)
def test_a_municipality_or_user_that_cannot_be_entered(
    ask: Ask, environ: dict[str, str], line: str, says: str
) -> None:
    assert ask(MUNICIPALITY, environ).status == 0
    answer = ask(line, environ)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
