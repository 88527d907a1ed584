"""Registering a change: one case for licences of one holder, with an application copied from the licence."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from app.amendments.queries.licences import changes_of_licence, held_licences
from app.amendments.service.registering import ChangeEntry, open_changes_alike, register_change
from app.models.case import Case
from app.models.change import Change, ChangeLicence
from app.models.event import Event, EventType
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import ChangeKind, Matter
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import fresh
from tests.factories.change import ON, make_house
from tests.factories.licence import LAST_DAY


def entry_of(ids, **changes):
    entry = ChangeEntry(ChangeKind.AREA, tuple(ids), received_on=date(2026, 11, 20), first_day=ON)
    return replace(entry, **changes)


def test_a_change_is_a_case_with_what_the_licence_has(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = fresh(session, register_change(session, actor, entry_of(house.ids)))
        application = case.application
        assert case.matter is Matter.TERMS
        assert (application.kind, application.groups) == (LicenceKind.SERVING, "1,2")
        assert application.holder_id == house.licences[0].holder_id
        assert [room.name for room in application.rooms] == ["Storstua"]
        assert (application.indoor_from, application.indoor_to) == (600, 1560)
        change = session.scalars(select(Change)).one()
        assert [licence.id for licence in change.licences] == sorted(
            house.ids, key=lambda licence_id: next(x.number for x in house.licences if x.id == licence_id)
        )
        event = session.scalars(select(Event).where(Event.case_id == case.id)).one()
        assert event.type is EventType.CHANGE_REGISTERED
        for licence in house.licences:
            (line,) = changes_of_licence(session, actor.municipality_id, licence.id)
            assert (line.case_id, line.kind) == (case.id, ChangeKind.AREA)


def test_what_a_kind_of_change_asks_is_put_into_the_copy(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)

        def further_group(_session, application):
            application.groups = "1,2,3"

        case = register_change(session, actor, entry_of(house.ids[:1]), adapt=further_group)
        assert fresh(session, case).application.groups == "1,2,3"


def test_the_same_form_sent_twice_opens_one_case(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = entry_of(house.ids, submission=str(uuid4()))
        first, second = (register_change(session, actor, entry) for _time in range(2))
        assert first.id == second.id
        assert session.scalar(select(func.count()).select_from(ChangeLicence)) == 3


def test_licences_of_two_holders_are_two_applications(filling: Filling) -> None:
    with filling() as (session, actor):
        one, other = make_house(session, actor), make_house(session, actor, serial=1)
        with pytest.raises(NotAllowed) as refusal:
            register_change(session, actor, entry_of((one.ids[0], other.ids[0])))
        assert refusal.value.code == "change_of_several_holders"
        assert session.scalar(select(func.count()).select_from(Case)) == 0


@pytest.mark.parametrize(
    ("first_day", "over"),
    [
        pytest.param(LAST_DAY, False, id="its last day"),
        pytest.param(date(2028, 10, 1), True, id="the day after"),
    ],
)
def test_a_licence_that_is_over_is_not_changed(filling: Filling, first_day: date, over: bool) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        if not over:
            assert register_change(session, actor, entry_of(house.ids, first_day=first_day)).id
            return
        with pytest.raises(NotAllowed) as refusal:
            register_change(session, actor, entry_of(house.ids, first_day=first_day))
        assert refusal.value.code == "licence_is_over"


def test_another_municipality_s_licence_is_not_there(filling: Filling) -> None:
    with filling(municipality="other") as (session, actor):
        ids = make_house(session, actor).ids
    with filling() as (session, actor), pytest.raises(LookupError):
        register_change(session, actor, entry_of(ids))


def test_the_licences_of_a_holder_leave_out_outlets_and_what_is_over(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        house.licences[0].ended_on = date(2026, 11, 22)
        house.licences[1].type = LicenceType.SINGLE_OCCASION
        session.flush()
        found = held_licences(session, actor.municipality_id, house.licences[0].holder_id, ON)
        assert [licence.id for licence in found] == [house.ids[2]]


def test_an_open_change_of_the_same_kind_is_named(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        first = register_change(session, actor, entry_of(house.ids))
        other = register_change(session, actor, entry_of(house.ids, kind=ChangeKind.GROUPS))
        again = register_change(session, actor, entry_of(house.ids[:1]))
        assert open_changes_alike(session, again) == [first.reference]
        assert open_changes_alike(session, other) == []


def test_the_page_lists_what_can_be_changed_and_what_has_been(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        register_change(session, actor, entry_of(house.ids))
        licence_id = house.ids[0]
    page = client_as().get(f"/endringer/bevilling/{licence_id}").text
    assert "Større areal eller uteservering" in page
    assert f"/endringer/bevilling/{licence_id}" in client_as().get(f"/bevillinger/{licence_id}").text
    assert client_as(municipality="other").get(f"/endringer/bevilling/{licence_id}").status_code == 404
