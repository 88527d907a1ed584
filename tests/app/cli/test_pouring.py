"""May they pour now, asked from the command line: yes or no, and why in Norwegian."""

import pytest
from flask import Flask

from app import db
from app.licences.occupancy import occupy_rooms
from app.permissions import Role
from tests.app.cli.asking import Ask
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.municipality import make_municipality
from tests.factories.user import make_actor
from tests.factories.venue import make_venue


@pytest.fixture
def venue_id(app: Flask) -> int:
    """A place that serves groups 1 and 2 to 02:00 on Fridays."""
    with app.app_context():
        session = db.session()
        actor = make_actor(session, make_municipality(session), Role.CASEWORKER)
        venue = make_venue(session, actor)
        occupy_rooms(session, make_licence(session, venue, make_holder(session, actor)))
        session.commit()
        return venue.id


@pytest.mark.parametrize(
    ("asked", "allowed", "says"),
    [
        pytest.param(
            "--group 1 --at 2026-11-28T01:59",
            True,
            "Skjenketiden fredag 27. november 2026 er 10.00–02.00 (alkoholloven § 4-4).",
            id="the last minute, past midnight",
        ),
        pytest.param(
            "--group 1 --at 2026-11-28T02:10",
            False,
            "Skjenketiden fredag 27. november 2026 var 10.00–02.00. Den er slutt (alkoholloven § 4-4).",
            id="02:10 belongs to the evening before",
        ),
        pytest.param(
            "--group 3 --at 2026-11-27T20:00",
            False,
            "Bevilling SKJ-2024-0001 gjelder gruppe 1 og 2, ikke gruppe 3 (alkoholloven § 4-2).",
            id="a group that is not covered",
        ),
        pytest.param(
            "--group 1 --at 2024-06-02T20:00",
            False,
            "Ingen bevilling for skjenking dekker stedet søndag 2. juni 2024 (alkoholloven § 1-4a).",
            id="the day before the grant",
        ),
        pytest.param(
            "--group 1 --at 2026-11-27T12:00 --kind sale",
            False,
            "Ingen bevilling for salg dekker stedet fredag 27. november 2026 (alkoholloven § 1-4a).",
            id="a serving licence does not sell",
        ),
        pytest.param(
            "--group 1 --at '2026-11-27T20:00:30+01:00'",
            True,
            "Prøvekroa AS har bevilling SKJ-2024-0001 for gruppe 1 og 2 til og med 30.09.2028"
            " (alkoholloven § 4-2).",
            id="with seconds and an offset",
        ),
    ],
)
def test_pouring_is_answered_with_its_reasons(
    ask: Ask, environ: dict[str, str], venue_id: int, asked: str, allowed: bool, says: str
) -> None:
    answer = ask(f"pouring --venue {venue_id} {asked} --json", environ)
    assert (answer.status, answer.err) == (0, "")
    assert list(answer.facts) == ["allowed", "because"]
    assert answer.facts["allowed"] is allowed
    assert says in answer.facts["because"]
    assert all(sentence.endswith(".") for sentence in answer.facts["because"])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        pytest.param("--group 4 --at 2026-11-27T20:00", "Velg mellom 1, 2, 3", id="group 4"),
        pytest.param("--group 1 --at 2026-02-30T20:00", "er ikke et tidspunkt", id="30 February"),
        pytest.param("--group 1 --at 2026-11-27", "er ikke et tidspunkt", id="a date without a time"),
        pytest.param("--group 1 --at 2026-11-27T24:10", "er ikke et tidspunkt", id="ten past twenty-four"),
        pytest.param("--group 1 --at 0001-01-01T00:10", "ligger for langt unna", id="out of reach"),
        pytest.param("--group 1 --at 2026-11-27T20:00 --kind wine", "Velg mellom sale", id="an unknown kind"),
        pytest.param("--group 1", "mangler --at", id="no moment"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(
    ask: Ask, environ: dict[str, str], venue_id: int, asked: str, says: str
) -> None:
    answer = ask(f"pouring --venue {venue_id} {asked} --json", environ)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("number", ["999999", "kroa", "99999999999999", f"{1:011d}{10**30}"])
def test_a_venue_that_does_not_exist_is_refused(
    ask: Ask, environ: dict[str, str], venue_id: int, number: str
) -> None:
    answer = ask(f"pouring --venue {number} --group 1 --at 2026-11-27T20:00 --json", environ)
    assert (answer.status, answer.out) == (2, "")
    assert number in answer.err


def test_a_person_reads_the_answer_in_words(ask: Ask, environ: dict[str, str], venue_id: int) -> None:
    answer = ask(f"pouring --venue {venue_id} --group 1 --at 2026-11-28T02:10", environ)
    assert answer.out.startswith("Prøvekroa: Nei.\n")
    assert "30 minutter" in answer.out
