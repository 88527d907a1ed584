"""Twenty applications registered at once, each by a process of its own: no number twice, none left out."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from app import audit
from app.models.case import Case
from tests.torture.processes import ROUNDS, all_at_once, told

APPLICATIONS = 20


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_case_numbers_have_no_gaps_and_no_doubles(
    environ, filling: Callable, world, round_number: int
) -> None:
    with filling() as (_session, caseworker):
        turns = [{"actor": told(caseworker), "serial": serial} for serial in range(APPLICATIONS)]

    answers = all_at_once(environ, "register", turns)

    wanted = list(range(1, APPLICATIONS + 1))
    assert sorted(answer["number"] for answer in answers) == wanted
    with filling() as (session, _actor):
        assert session.scalars(select(Case.number).order_by(Case.number)).all() == wanted
        assert audit.verified_chain(session, world.own_id).broken == ()


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_the_same_company_place_and_people_are_entered_once(
    environ, filling: Callable, world, round_number: int
) -> None:
    with filling() as (_session, caseworker):
        turns = [{"actor": told(caseworker), "serial": 0} for _turn in range(APPLICATIONS)]

    all_at_once(environ, "register", turns)

    with filling() as (session, _actor):
        cases = session.scalars(select(Case)).all()
        assert len(cases) == APPLICATIONS
        assert len({case.application.holder_id for case in cases}) == 1
        assert len({case.application.venue_id for case in cases}) == 1
        assert len({party.person_id for case in cases for party in case.application.parties}) == 3
        assert len({room.id for case in cases for room in case.application.rooms}) == 2
