"""The nightly job of the serving places, from the command line."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from app import audit, db
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.models.occupancy import ServingPlaceLicence
from app.permissions import Role
from app.serving_places.service import close_place
from tests.app.cli.asking import Ask
from tests.factories import ending as endings
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor


@pytest.fixture
def closed_place(app: Flask) -> None:
    """A place that closed on 21 November 2025, with both its licences."""
    with app.app_context():
        session = db.session()
        actor = make_actor(session, make_municipality(session), Role.CASEWORKER, name="Kari")
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        close_place(
            session,
            actor,
            row_id=row.id,
            seen_version=row.version,
            closed_since=date(2025, 11, 21),
            on=endings.ON,
        )
        session.commit()


@pytest.mark.usefixtures("closed_place")
def test_trap_17_the_job_ends_the_serving_place_licence_alone(
    ask: Ask, app: Flask, environ: dict[str, str]
) -> None:
    assert ask("lapse --on 2026-11-21 --json", environ).facts["lapsed"] == []
    dry = ask("lapse --on 2026-11-22 --dry-run --json", environ).facts
    said = ask("lapse --on 2026-11-22 --json", environ).facts
    assert dry["lapsed"] == said["lapsed"]
    assert said["lapsed"][0]["number"] == "SRV-2024-0001"
    assert (said["lapsed"][0]["last_day"], said["lapsed"][0]["law"]) == (
        "2026-11-21",
        "serveringsloven § 25",
    )
    assert ask("lapse --on 2026-11-22 --json", environ).facts["lapsed"] == []
    with app.app_context():
        session = db.session()
        assert session.scalars(select(ServingPlaceLicence.ended_on)).one() == date(2026, 11, 21)
        assert session.scalars(select(Licence.ended_on)).one() is None
        municipality_id = session.scalars(select(Municipality.id)).one()
        assert audit.verified_chain(session, municipality_id).broken == ()


@pytest.mark.usefixtures("closed_place")
def test_the_job_says_what_it_did_in_words(ask: Ask, environ: dict[str, str]) -> None:
    said = ask("lapse --on 2026-11-22", environ)
    assert said.status == 0
    assert "siste dag 21.11.2026 (serveringsloven § 25)" in said.out
    assert "1 serveringsbevilling er falt bort." in said.out


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("lapse", id="no day"),
        pytest.param("lapse --on 2026-02-30", id="a day that does not exist"),
    ],
)
def test_wrong_input_is_one_sentence(ask: Ask, environ: dict[str, str], line: str) -> None:
    said = ask(line, environ)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1
