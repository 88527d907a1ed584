"""Two holders who had one room since before the guard are named when the database is brought up."""

import pytest
from flask import Flask

from app import db
from app.permissions import Role
from tests.app.cli.asking import Ask
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor
from tests.factories.venue import make_venue


@pytest.mark.parametrize(
    ("holders", "named"),
    [
        pytest.param((0, 1), [["SKJ-2024-0001", "SKJ-2024-0002"]], id="two holders"),
        pytest.param((0, 0), [], id="one holder with two licences"),
    ],
)
def test_the_upgrade_names_those_who_share_a_room(
    ask: Ask, environ: dict[str, str], app: Flask, holders: tuple[int, int], named: list[list[str]]
) -> None:
    with app.app_context():
        session = db.session()
        actor = make_actor(session, make_municipality(session), Role.CASEWORKER)
        venue = make_venue(session, actor)
        for serial in holders:
            make_licence(session, venue, make_holder(session, actor, serial=serial))
        session.commit()
    answer = ask("upgrade --json", environ)
    assert (answer.status, answer.err) == (0, "")
    assert [pair["licences"] for pair in answer.facts["shared_rooms"]] == named
    said = ask("upgrade", environ).out
    assert ("har samme lokale til samme tid" in said) is bool(named)
