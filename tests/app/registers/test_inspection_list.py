"""The inspection list of a day: what it holds, and that it asks no more with more venues."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import engine
from app.models.licence import Licence, LicenceCondition, LicenceRoom
from app.models.occupancy import LicenceSuspension
from app.models.rows import canonical_json
from app.permissions import Actor
from app.registers.inspection_list import rows_on
from app.registers.inspection_rows import HoursOfArea, LicenceRow, ListRows
from app.registers.list_changes import ListField, RowChange, changes_between
from licensing.licences import AreaKind, Attribute, LicenceKind, LicenceType
from tests.app.conftest import Filling
from tests.app.registers.conftest import make_place
from tests.factories.licence import add_term

MONDAY, FRIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 29)
LATER = date(2026, 12, 7)


def only(rows: ListRows) -> LicenceRow:
    """The one licence of a list."""
    (row,) = rows.licences
    return row


def suspend(session: Session, actor: Actor, licence: Licence, first_day: date, last_day: date) -> None:
    """Withdraw a licence for some days."""
    session.add(
        LicenceSuspension(
            municipality_id=actor.municipality_id,
            licence_id=licence.id,
            first_day=first_day,
            last_day=last_day,
            reason="Prikker",
            entered_by_id=actor.user_id,
            entered_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
        )
    )
    session.flush()


def test_a_row_tells_holder_groups_hours_rooms_conditions_and_people(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        session.add(
            LicenceCondition(
                municipality_id=actor.municipality_id,
                licence_id=licence.id,
                number=1,
                text="To vakter etter kl. 22.00.",
                before_use=False,
            )
        )
        session.flush()
        row = only(rows_on(session, actor.municipality_id, MONDAY))
    assert (row.venue, row.holder, row.groups) == ("Prøvekroa", "Prøvekroa AS", "1,2")
    assert (row.rooms, row.outdoor) == (("Storstua",), ())
    assert row.conditions == ("To vakter etter kl. 22.00.",)
    assert (row.managers, row.deputies) == (("Marit Prøve",), ())
    assert row.is_open


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        pytest.param(MONDAY, ("10:00-25:00",), id="an ordinary evening"),
        pytest.param(FRIDAY, ("10:00-26:00",), id="a Friday"),
    ],
)
def test_the_hours_are_those_of_the_day(filling: Filling, day: date, spans: tuple[str, ...]) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
        row = only(rows_on(session, actor.municipality_id, day))
    assert row.today == (HoursOfArea("indoor", (), (1, 2), spans),)
    assert [len(days.days) for days in row.week] == [4, 2, 1]


def test_a_longer_evening_that_was_granted_once_stands_in_that_week_alone(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor, groups="1")
        once = canonical_json([{"weekdays": [], "start": 600, "end": 1620}])
        add_term(
            session,
            licence,
            Attribute.HOURS,
            once,
            area=AreaKind.INDOOR,
            group=1,
            first_day=FRIDAY,
            last_day=FRIDAY,
            decided_on=date(2026, 11, 2),
        )
        monday = only(rows_on(session, actor.municipality_id, MONDAY))
        friday = only(rows_on(session, actor.municipality_id, FRIDAY))
    assert friday.today[0].spans == ("10:00-27:00",)
    assert [days.lines[0].spans for days in monday.week] == [
        ("10:00-25:00",),
        ("10:00-27:00",),
        ("10:00-26:00",),
        ("10:00-25:00",),
    ]
    assert monday.granted_hours == friday.granted_hours


def test_a_shop_is_closed_on_sunday(filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, kind=LicenceKind.SALE, groups="1")
        row = only(rows_on(session, actor.municipality_id, SUNDAY))
    assert row.today == (HoursOfArea("indoor", (), (1,), ()),)


@pytest.mark.parametrize(
    ("day", "listed"),
    [
        pytest.param(date(2024, 6, 2), False, id="the day before the grant"),
        pytest.param(date(2024, 6, 3), True, id="the first day"),
        pytest.param(date(2028, 9, 30), True, id="the last day"),
        pytest.param(date(2028, 10, 1), False, id="the day after"),
    ],
)
def test_a_licence_is_listed_from_its_first_day_to_its_last(
    filling: Filling, day: date, listed: bool
) -> None:
    with filling() as (session, actor):
        make_place(session, actor)
        assert bool(rows_on(session, actor.municipality_id, day).licences) is listed


@pytest.mark.parametrize(
    ("ended_on", "listed"),
    [pytest.param(MONDAY, True, id="today"), pytest.param(date(2026, 11, 22), False, id="yesterday")],
)
def test_a_licence_that_ended_is_listed_to_the_day_it_ended(
    filling: Filling, ended_on: date, listed: bool
) -> None:
    with filling() as (session, actor):
        make_place(session, actor, ended_on=ended_on)
        assert bool(rows_on(session, actor.municipality_id, MONDAY).licences) is listed


def test_one_that_may_not_be_used_yet_is_listed_and_marked(filling: Filling) -> None:
    with filling() as (session, actor):
        make_place(session, actor, usable_from=None)
        row = only(rows_on(session, actor.municipality_id, MONDAY))
    assert (row.is_usable, row.is_open) == (False, False)


def test_one_that_is_withdrawn_for_some_days_is_listed_and_marked(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        suspend(session, actor, licence, MONDAY, FRIDAY)
        monday = only(rows_on(session, actor.municipality_id, MONDAY))
        sunday = only(rows_on(session, actor.municipality_id, SUNDAY))
    assert monday.suspensions == (("2026-11-23", "2026-11-27"),)
    assert (monday.is_open, sunday.is_open) == (False, True)


def test_a_seasonal_licence_out_of_season_has_no_hours(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        licence.type = LicenceType.SEASONAL
        add_term(session, licence, Attribute.SEASON, "07-15/08-15")
        row = only(rows_on(session, actor.municipality_id, MONDAY))
        summer = only(rows_on(session, actor.municipality_id, date(2026, 7, 20)))
    assert (row.in_season, row.today, row.is_open) == (False, (), False)
    assert summer.in_season
    assert summer.today


def test_outdoor_hours_stand_on_a_line_of_their_own(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor, groups="1")
        outdoor = next(room for room in licence.venue.rooms if room.area is AreaKind.OUTDOOR)
        session.add(
            LicenceRoom(
                municipality_id=actor.municipality_id,
                licence_id=licence.id,
                room_id=outdoor.id,
                first_day=licence.granted_on,
            )
        )
        hours = canonical_json([{"weekdays": [1, 2, 3, 4, 5, 6, 7], "start": 600, "end": 1380}])
        add_term(session, licence, Attribute.HOURS, hours, area=AreaKind.OUTDOOR, group=1)
        row = only(rows_on(session, actor.municipality_id, MONDAY))
    assert row.outdoor == ("Bakgården",)
    assert [(line.area, line.spans) for line in row.today] == [
        ("indoor", ("10:00-25:00",)),
        ("outdoor", ("10:00-23:00",)),
    ]


def test_names_are_sorted_as_norwegians_do(filling: Filling) -> None:
    with filling() as (session, actor):
        for name in ("Ålen kro", "Øvre kafé", "Ærlig bar", "Aursund"):
            make_place(session, actor, name)
        rows = rows_on(session, actor.municipality_id, MONDAY)
    assert [row.venue for row in rows.licences] == ["Aursund", "Ærlig bar", "Øvre kafé", "Ålen kro"]


def test_another_municipality_is_not_on_the_list(filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        make_place(session, actor)
    with filling() as (session, actor):
        assert rows_on(session, actor.municipality_id, MONDAY) == ListRows((), ())


def test_rows_are_stored_and_read_back_unchanged(filling: Filling) -> None:
    with filling() as (session, actor):
        suspend(session, actor, make_place(session, actor), MONDAY, MONDAY)
        rows = rows_on(session, actor.municipality_id, MONDAY)
    assert ListRows.from_stored(rows.as_stored) == rows


def test_two_days_around_a_change_differ_by_the_field_that_changed(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_place(session, actor)
        add_term(session, licence, Attribute.GROUPS, "1,2,3", first_day=LATER, decided_on=LATER)
        before = rows_on(session, actor.municipality_id, FRIDAY)
        after = rows_on(session, actor.municipality_id, LATER)
        (change,) = changes_between(before, after)
    assert change.kind is RowChange.CHANGED
    (field,) = change.fields
    assert (field.field, field.before, field.after) == (ListField.GROUPS, "1,2", "1,2,3")


def test_what_came_and_what_went_is_told_by_venue() -> None:
    row = LicenceRow(
        licence_id=1,
        number="SKJ-1",
        kind="serving",
        type="permanent",
        venue_id=1,
        venue="Kroa",
        address="",
        holder="",
        holder_number="",
        groups="1",
        audience="",
        category="",
        first_day="2024-10-01",
        last_day="2028-09-30",
        usable_from="2024-10-01",
        is_usable=True,
        in_season=True,
        suspensions=(),
        today=(),
        week=(),
        rooms=(),
        outdoor=(),
        conditions=(),
        managers=(),
        deputies=(),
        granted_hours=(),
    )
    other = replace(row, licence_id=2, number="SKJ-2", venue="Baren")
    found = changes_between(ListRows((row,), ()), ListRows((other,), ()))
    assert [(change.kind, change.row.venue) for change in found] == [
        (RowChange.ADDED, "Baren"),
        (RowChange.REMOVED, "Kroa"),
    ]


def test_the_number_of_queries_does_not_grow_with_venues(filling: Filling) -> None:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    def queries(session: Session, actor: Actor) -> int:
        asked.clear()
        event.listen(engine(), "before_cursor_execute", note)
        try:
            rows_on(session, actor.municipality_id, MONDAY)
        finally:
            event.remove(engine(), "before_cursor_execute", note)
        return len(asked)

    with filling() as (session, actor):
        make_place(session, actor, "Sted 0")
        few = queries(session, actor)
        for serial in range(1, 13):
            make_place(session, actor, f"Sted {serial}")
        many = queries(session, actor)
    assert few == many
