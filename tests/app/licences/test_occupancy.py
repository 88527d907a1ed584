"""The rooms that serving licences take, and the database that refuses a second holder."""

from datetime import date

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import labels
from app.licences.occupancy import GUARD, occupancies_of, occupy_rooms, shared_rooms
from app.models.licence import Licence, LicenceTerm
from app.models.occupancy import RoomOccupancy
from app.models.rows import canonical_json
from app.permissions import Actor
from licensing.errors import NotAllowed
from licensing.licences import AreaKind, Attribute, LicenceKind
from tests.app.conftest import Filling
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.venue import make_venue

FRIDAYS = canonical_json([{"weekdays": [5], "start": 600, "end": 1500}])
AFTERNOONS = canonical_json([{"weekdays": [], "start": 480, "end": 600}])
pytestmark = pytest.mark.database


def rows_of(session: Session, licence: Licence) -> list[RoomOccupancy]:
    return list(
        session.scalars(
            select(RoomOccupancy)
            .where(RoomOccupancy.licence_id == licence.id)
            .order_by(RoomOccupancy.weekday)
        )
    )


def two(session: Session, actor: Actor) -> tuple[Licence, Licence]:
    """Two holders' licences in the same rooms; the first has them."""
    venue = make_venue(session, actor)
    first = make_licence(session, venue, make_holder(session, actor))
    second = make_licence(session, venue, make_holder(session, actor, name="Andre AS", serial=1))
    occupy_rooms(session, first)
    return first, second


def test_a_licence_takes_its_room_on_every_weekday_that_it_serves(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        occupy_rooms(session, licence)
        rows = rows_of(session, licence)
        session.expunge_all()
    assert [(row.weekday, row.start, row.end) for row in rows] == [
        *((day, 600, 1500) for day in (1, 2, 3, 4)),
        (5, 600, 1560),
        (6, 600, 1560),
        (7, 600, 1500),
    ]
    assert {row.first_day for row in rows} == {date(2024, 6, day) for day in range(3, 10)}
    assert max(row.last_day for row in rows) == date(2028, 9, 30)
    assert all(row.first_day.isoweekday() == row.last_day.isoweekday() == row.weekday for row in rows)


def test_writing_it_again_changes_nothing(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        occupy_rooms(session, licence)
        before = [
            (row.weekday, row.first_day, row.last_day, row.start, row.end)
            for row in rows_of(session, licence)
        ]
        occupy_rooms(session, licence)
        after = [
            (row.weekday, row.first_day, row.last_day, row.start, row.end)
            for row in rows_of(session, licence)
        ]
    assert before == after


def test_a_sale_licence_takes_no_room(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_licence(
            session,
            make_venue(session, actor),
            make_holder(session, actor),
            kind=LicenceKind.SALE,
            groups="1",
        )
        occupy_rooms(session, licence)
        assert rows_of(session, licence) == []


def test_trap_08_second_licence_in_the_same_room_is_refused_with_the_name_of_the_first(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        first, second = two(session, actor)
        with pytest.raises(NotAllowed) as caught:
            occupy_rooms(session, second)
        refusal = caught.value
        number = first.number
        taken = session.scalar(
            select(func.count()).select_from(RoomOccupancy).where(RoomOccupancy.licence_id == second.id)
        )
        session.rollback()
    assert (refusal.code, taken) == ("room_taken", 0)
    sentence = labels.sentence(refusal.code, refusal.citation, refusal.facts)
    assert number in sentence
    assert "tidene overlapper fra 03.06.2024, kl. 10.00–01.00" in sentence
    assert "(alkoholloven §\xa04-1)" in sentence


def test_trap_08_second_licence_in_the_same_room_of_the_same_holder_is_taken(filling: Filling) -> None:
    with filling() as (session, actor):
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        for groups in ("1", "1,2,3"):
            occupy_rooms(session, make_licence(session, venue, holder, groups=groups))
        assert shared_rooms(session, actor.municipality_id) == []


def _set_hours(session: Session, licence: Licence, value: str) -> None:
    for term in session.scalars(
        select(LicenceTerm).where(
            LicenceTerm.licence_id == licence.id, LicenceTerm.attribute == Attribute.HOURS
        )
    ):
        term.value = value
    session.flush()


def test_hours_that_do_not_overlap_may_go_to_another_holder(filling: Filling) -> None:
    with filling() as (session, actor):
        _first, second = two(session, actor)
        _set_hours(session, second, AFTERNOONS)
        occupy_rooms(session, second)
        assert len(rows_of(session, second)) == 7


def test_a_licence_whose_hours_are_not_known_takes_the_whole_of_the_lawful_day(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        for term in session.scalars(select(LicenceTerm).where(LicenceTerm.attribute == Attribute.HOURS)):
            session.delete(term)
        occupy_rooms(session, licence)
        assert {(row.start, row.end) for row in rows_of(session, licence)} == {(360, 1620)}


def test_a_licence_that_ends_gives_the_room_back_from_the_next_day(filling: Filling) -> None:
    with filling() as (session, actor):
        first, second = two(session, actor)
        first.ended_on = date(2024, 6, 2)
        occupy_rooms(session, first)
        occupy_rooms(session, second)
        assert (rows_of(session, first), len(rows_of(session, second))) == ([], 7)


def test_a_licence_that_met_another_all_along_may_still_end(filling: Filling) -> None:
    with filling() as (session, actor):
        _first, second = two(session, actor)
        second.ended_on = date(2026, 11, 23)
        occupy_rooms(session, second)
        assert rows_of(session, second) == []
        assert len(shared_rooms(session, actor.municipality_id)) == 1


def test_licences_that_met_before_anything_kept_them_apart_are_named(filling: Filling) -> None:
    with filling() as (session, actor):
        first, second = two(session, actor)
        (pair,) = shared_rooms(session, actor.municipality_id)
        (seen,) = shared_rooms(session, actor.municipality_id, second.id)
        assert (pair.number, pair.other_number, pair.day) == (first.number, second.number, "2024-06-03")
        assert (seen.number, seen.other_number) == (second.number, first.number)
        assert shared_rooms(session, actor.municipality_id, second.id + 1) == []


def test_the_database_itself_refuses_two_holders(filling: Filling) -> None:
    with filling() as (session, actor):
        first, second = two(session, actor)
        row = rows_of(session, first)[0]
        clash = {
            "municipality_id": row.municipality_id,
            "licence_id": second.id,
            "holder_id": second.holder_id,
            "room_id": row.room_id,
            "weekday": row.weekday,
            "first_day": row.last_day,
            "last_day": row.last_day,
            "start": row.end - 1,
            "end": row.end + 60,
        }
        with pytest.raises(IntegrityError) as caught, session.begin_nested():
            session.execute(insert(RoomOccupancy), [clash])
        assert GUARD in str(caught.value.orig)
        session.execute(insert(RoomOccupancy), [clash | {"start": row.end}])


def test_many_licences_are_worked_out_in_a_fixed_number_of_questions(
    filling: Filling, statements: list[str]
) -> None:
    with filling() as (session, actor):
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        licences = [make_licence(session, venue, holder) for _serial in range(4)]
        add_term(session, licences[0], Attribute.HOURS, FRIDAYS, area=AreaKind.INDOOR, group=1, number=3)
        session.flush()
        counts = []
        for some in (licences[:1], licences):
            statements.clear()
            occupancies_of(session, actor.municipality_id, [licence.id for licence in some])
            counts.append(len(statements))
    assert counts == [4, 4]
