"""Giving up, death, bankruptcy and non-use through the services, and taking a mistake back."""

from datetime import date

import pytest
from sqlalchemy import select

from app.cases.queries.one import events_of, letters_of
from app.endings.service.endings import undo_ending
from app.letters.facts import LetterKind
from app.models.case import Case
from app.models.event import EventType
from app.models.licence import Licence, LicencePerson, LicenceRoom
from app.models.occupancy import RoomOccupancy
from app.models.register import NationalDuty, NationalTask
from app.permissions import Actor
from licensing.cases import CaseState
from licensing.matters import ChangeKind
from tests.app.conftest import Filling
from tests.app.endings.test_transfers import refusal
from tests.factories import ending as endings
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.person import make_person
from tests.factories.venue import make_venue

OPENED_ON = date(2026, 12, 1)


def undo(session, actor: Actor, case: Case) -> Case:
    return undo_ending(
        session, actor, case_id=case.id, seen_version=case.version, reason="Feil firma.", on=endings.ON
    )


def test_a_licence_that_is_given_up_ends_on_the_day_of_the_notice(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor, manager=make_person(session, actor))
        case = endings.make_ending(session, actor, licence, ChangeKind.SURRENDER, date(2026, 12, 31))
        assert (licence.ended_on, licence.end_reason) == (date(2026, 12, 31), "Oppsigelse av bevillingen")
        assert [letter.kind for letter in letters_of(session, case)] == [LetterKind.ENDING]
        people = session.scalars(select(LicencePerson).where(LicencePerson.licence_id == licence.id)).all()
        assert {row.last_day for row in people} == {date(2026, 12, 31)}
        task = session.scalars(select(NationalTask).where(NationalTask.licence_id == licence.id)).one()
        assert task.duty is NationalDuty.CLOSE


def test_trap_15_bankruptcy_ends_every_alcohol_licence_of_the_holder_and_leaves_the_place_to_the_estate(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        holder = make_holder(session, actor)
        first = make_licence(session, make_venue(session, actor), holder)
        second = make_licence(session, make_venue(session, actor, name="Annekset"), holder)
        place = endings.make_place_licence(session, actor, first)
        endings.make_ending(
            session, actor, first, ChangeKind.BANKRUPTCY, OPENED_ON, facts={"estate_continues": None}
        )
        assert (first.ended_on, second.ended_on) == (date(2026, 11, 30), date(2026, 11, 30))
        assert place.ended_on is None, "the estate has not said"


def test_trap_15_an_estate_that_does_not_go_on_loses_the_serving_place_too(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        place = endings.make_place_licence(session, actor, licence)
        endings.make_ending(
            session, actor, licence, ChangeKind.BANKRUPTCY, OPENED_ON, facts={"estate_continues": False}
        )
        assert (place.ended_on, place.end_reason) == (date(2026, 11, 30), "Konkurs")


def test_only_a_person_can_die(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        code = refusal(
            lambda: endings.make_ending(session, actor, licence, ChangeKind.DEATH, date(2026, 12, 1))
        )
        assert code == "holder_is_no_person"


@pytest.mark.parametrize(
    ("told_on", "ended_on"),
    [
        pytest.param("2026-12-07", date(2027, 3, 1), id="trap 16: the estate runs on for three months"),
        pytest.param(None, date(2026, 12, 1), id="trap 16: nobody told"),
    ],
)
def test_a_death_leaves_the_estate_its_time(filling: Filling, told_on: str | None, ended_on: date) -> None:
    with filling() as (session, actor):
        licence = endings.make_held_by_person(session, actor)
        place = endings.make_place_licence(session, actor, licence)
        endings.make_ending(
            session, actor, licence, ChangeKind.DEATH, date(2026, 12, 1), facts={"told_on": told_on}
        )
        assert licence.ended_on == ended_on
        assert place.ended_on is None, "a year, and longer with permission"


def test_trap_17_an_unused_alcohol_licence_goes_on_and_the_place_is_noted_as_closed(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        place = endings.make_place_licence(session, actor, licence)
        closed_since = date(2025, 10, 1)
        case = endings.make_ending(session, actor, licence, ChangeKind.UNUSED, closed_since)
        assert licence.ended_on is None
        assert place.closed_since == closed_since
        assert letters_of(session, case) == []


def test_a_mistake_is_taken_back_with_its_reason_and_everything_stands_as_before(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        place = endings.make_place_licence(session, actor, licence)
        case = endings.make_ending(
            session, actor, licence, ChangeKind.BANKRUPTCY, OPENED_ON, facts={"estate_continues": False}
        )
        undo(session, actor, case)
        assert (licence.ended_on, licence.end_reason, place.ended_on) == (None, "", None)
        assert case.state is CaseState.CLOSED
        rooms = session.scalars(select(LicenceRoom).where(LicenceRoom.licence_id == licence.id)).all()
        assert {row.last_day for row in rooms} == {None}
        assert session.scalars(select(NationalTask).where(NationalTask.licence_id == licence.id)).all() == []
        assert events_of(session, case)[0].type is EventType.ENDING_UNDONE
        assert refusal(lambda: undo(session, actor, case)) == "ending_undone_already"


def test_an_ended_licence_gives_its_rooms_up(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        endings.make_ending(session, actor, licence, ChangeKind.SURRENDER, date(2026, 12, 31))
        taken = session.scalars(select(RoomOccupancy.last_day).where(RoomOccupancy.licence_id == licence.id))
        assert all(last_day <= date(2026, 12, 31) for last_day in taken)


def test_the_same_form_twice_opens_one_case(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        ids = {
            endings.make_ending(
                session, actor, licence, ChangeKind.SURRENDER, date(2026, 12, 31), submission="same"
            ).id
            for _time in range(2)
        }
        assert len(ids) == 1


def test_a_licence_that_is_over_does_not_end_again(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        endings.make_ending(session, actor, licence, ChangeKind.SURRENDER, date(2026, 11, 30))
        code = refusal(
            lambda: endings.make_ending(session, actor, licence, ChangeKind.SURRENDER, date(2026, 12, 31))
        )
        assert code == "licence_is_over"


def test_what_is_stopped_half_way_leaves_nothing(filling: Filling) -> None:
    with filling() as (session, actor):
        licence_id = endings.make_held(session, actor).id
    with filling() as (session, actor):
        licence = session.get_one(Licence, licence_id)
        endings.make_ending(session, actor, licence, ChangeKind.BANKRUPTCY, OPENED_ON)
        session.rollback()
    with filling() as (session, actor):
        assert session.get_one(Licence, licence_id).ended_on is None
        assert session.scalars(select(Case)).all() == []
