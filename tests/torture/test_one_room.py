"""Several holders at once for one room: the database gives it to one, and tells the others by whom."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app.models.occupancy import RoomOccupancy
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import make_venue
from tests.torture.processes import ROUNDS, all_at_once, told

HOLDERS = 6


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_trap_08_second_licence_in_the_same_room_never_slips_past_the_first(
    environ, filling: Callable, world, round_number: int
) -> None:
    with filling() as (session, caseworker):
        venue = make_venue(session, caseworker)
        licences = [
            make_licence(
                session, venue, make_holder(session, caseworker, serial=serial, name=f"Nr. {serial} AS")
            )
            for serial in range(HOLDERS)
        ]
        turns = [{"actor": told(caseworker), "licence_id": licence.id} for licence in licences]
        numbers = {licence.id: licence.number for licence in licences}

    # No turn takes the municipality first, as the services do: the database alone is tried here.
    answers = all_at_once(environ, "occupy", turns)

    (winner,) = [answer["licence"] for answer in answers if "licence" in answer]
    refused = [answer for answer in answers if "refused" in answer]
    assert [answer["refused"] for answer in refused] == ["room_taken"] * (HOLDERS - 1)
    assert all(numbers[winner] in answer["sentence"] for answer in refused)
    with filling() as (session, _actor):
        rows = session.execute(
            select(RoomOccupancy.licence_id, func.count()).group_by(RoomOccupancy.licence_id)
        ).all()
    assert [tuple(row) for row in rows] == [(winner, 7)]
