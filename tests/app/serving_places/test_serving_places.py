"""Serving-place licences through the services: registered, closed, reopened, replaced, and lapsed."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.held_rows import ChangedMeanwhile
from app.models.occupancy import ServingPlaceLicence
from app.permissions import Actor
from app.serving_places.service import (
    PlaceEntry,
    close_place,
    lapse_places,
    open_place,
    register_place_licence,
)
from tests.app.conftest import Filling
from tests.app.endings.test_transfers import refusal
from tests.factories import ending as endings
from tests.factories.holder import make_holder

CLOSED_SINCE = date(2025, 11, 21)
Act = Callable[..., ServingPlaceLicence]


def close(session: Session, actor: Actor, row: ServingPlaceLicence, day: date = CLOSED_SINCE) -> object:
    return close_place(
        session, actor, row_id=row.id, seen_version=row.version, closed_since=day, on=endings.ON
    )


def reopen(session: Session, actor: Actor, row: ServingPlaceLicence, day: date) -> object:
    return open_place(session, actor, row_id=row.id, seen_version=row.version, opened_on=day, on=endings.ON)


def test_trap_37_it_has_a_number_of_its_own_and_no_end_date(filling: Filling) -> None:
    with filling() as (session, actor):
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        assert (row.number, row.ended_on) == ("SRV-2024-0001", None)


def test_trap_36_a_serving_licence_is_legal_without_one(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        assert licence.ended_on is None
        assert session.scalars(select(ServingPlaceLicence)).all() == []


def test_the_same_one_sent_twice_is_registered_once_and_another_is_refused(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        first = endings.make_place_licence(session, actor, licence)
        assert endings.make_place_licence(session, actor, licence).id == first.id
        later = PlaceEntry(licence.venue_id, licence.holder_id, date(2025, 1, 1))
        code = refusal(lambda: register_place_licence(session, actor, later, on=endings.ON))
        assert code == "place_licence_held_already"


def test_the_one_that_is_replaced_ends_the_day_before(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        old = endings.make_place_licence(session, actor, licence)
        holder = make_holder(session, actor, name="Den nye AS", serial=3)
        entry = PlaceEntry(licence.venue_id, holder.id, date(2026, 12, 1), date(2026, 12, 1), old.id)
        register_place_licence(session, actor, entry, on=endings.ON)
        assert (old.ended_on, old.end_reason) == (date(2026, 11, 30), "Overdragelse")


@pytest.mark.parametrize(
    ("on", "lapsed"),
    [
        pytest.param(date(2026, 11, 21), [], id="trap 17: closed for a year"),
        pytest.param(date(2026, 11, 22), ["SRV-2024-0001"], id="trap 17: closed for more than a year"),
    ],
)
def test_the_nightly_job_ends_the_serving_place_and_never_the_alcohol_licence(
    filling: Filling, on: date, lapsed: list[str]
) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        row = endings.make_place_licence(session, actor, licence)
        close(session, actor, row)
        assert [one.number for one in lapse_places(session, actor, on=on, dry_run=True)] == lapsed
        assert row.ended_on is None, "a dry run stores nothing"
        assert [one.number for one in lapse_places(session, actor, on=on)] == lapsed
        assert lapse_places(session, actor, on=on) == [], "run twice, it finds nothing"
        assert row.ended_on == (CLOSED_SINCE.replace(year=2026) if lapsed else None)
        assert licence.ended_on is None


@pytest.mark.parametrize(
    ("on", "count"),
    [
        pytest.param(date(2025, 6, 3), 0, id="a year after the grant"),
        pytest.param(date(2025, 6, 4), 1, id="more than a year after the grant"),
    ],
)
def test_a_place_that_never_opened_lapses_a_year_after_the_grant(
    filling: Filling, on: date, count: int
) -> None:
    with filling() as (session, actor):
        endings.make_place_licence(session, actor, endings.make_held(session, actor), opened_on=None)
        assert len(lapse_places(session, actor, on=on)) == count


def test_a_place_that_opens_again_in_time_goes_on(filling: Filling) -> None:
    with filling() as (session, actor):
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        close(session, actor, row)
        reopen(session, actor, row, date(2026, 11, 21))
        assert row.closed_since is None
        assert lapse_places(session, actor, on=date(2027, 6, 1)) == []


@pytest.mark.parametrize(
    ("act", "code"),
    [
        pytest.param(
            lambda session, actor, row: reopen(session, actor, row, date(2026, 11, 22)),
            "place_licence_lapsed",
            id="opened again a day too late",
        ),
        pytest.param(
            lambda session, actor, row: reopen(session, actor, row, date(2025, 11, 20)),
            "place_opened_before_closed",
            id="opened before it closed",
        ),
        pytest.param(
            lambda session, actor, row: close(session, actor, row, date(2024, 6, 2)),
            "place_day_before_grant",
            id="closed before the grant",
        ),
        pytest.param(
            lambda session, actor, row: close(session, actor, row, date(2026, 12, 8)),
            "place_day_to_come",
            id="closed tomorrow",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(filling: Filling, act: Act, code: str) -> None:
    with filling() as (session, actor):
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        close(session, actor, row)
        assert refusal(lambda: act(session, actor, row)) == code


def test_a_change_by_somebody_else_is_not_overwritten(filling: Filling) -> None:
    with filling() as (session, actor):
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        seen = row.version
        close(session, actor, row)
        with pytest.raises(ChangedMeanwhile):
            close_place(
                session, actor, row_id=row.id, seen_version=seen, closed_since=CLOSED_SINCE, on=endings.ON
            )


def test_another_municipality_has_no_such_licence(filling: Filling) -> None:
    with filling() as (session, actor):
        row = endings.make_place_licence(session, actor, endings.make_held(session, actor))
        row_id = row.id
    with filling(municipality="other") as (session, actor):
        with pytest.raises(LookupError):
            open_place(session, actor, row_id=row_id, seen_version=1, opened_on=CLOSED_SINCE, on=endings.ON)
        assert lapse_places(session, actor, on=date(2030, 1, 1)) == []
