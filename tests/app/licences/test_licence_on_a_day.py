"""The licence page on a chosen day: hours in force, withdrawals for a time, rooms shared since before."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.licences.occupancy import occupy_rooms
from app.models.event import Event, EventType
from app.models.licence import LicencePeriod, LicenceTerm
from app.models.occupancy import LicenceSuspension, RoomOccupancy
from app.models.rows import canonical_json
from licensing.licences import AreaKind, Attribute, LicenceType
from tests.app.conftest import ClientAs, Filling
from tests.factories.holder import make_holder
from tests.factories.licence import add_term, make_licence
from tests.factories.venue import make_venue

ONE_FRIDAY = canonical_json([{"weekdays": [5], "start": 600, "end": 1620}])


@pytest.fixture
def licence_id(filling: Filling) -> int:
    """A licence to 02:00 on Fridays, and to 03:00 on one of them."""
    with filling() as (session, actor):
        licence = make_licence(session, make_venue(session, actor), make_holder(session, actor))
        friday = date(2026, 11, 27)
        for group in (1, 2):
            add_term(
                session,
                licence,
                Attribute.HOURS,
                ONE_FRIDAY,
                first_day=friday,
                last_day=friday,
                number=7,
                area=AreaKind.INDOOR,
                group=group,
            )
        occupy_rooms(session, licence)
        return licence.id


def hours_in(page: str) -> str:
    return page.split('id="dagens-tider"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("day", "hours", "source"),
    [
        pytest.param("26.11.2026", "10.00–01.00", "Bevillingen", id="a Thursday"),
        pytest.param("27.11.2026", "10.00–03.00", "Vedtak for bestemte dager", id="the long Friday"),
        pytest.param("04.12.2026", "10.00–02.00", "Bevillingen", id="the Friday after"),
    ],
)
def test_the_hours_of_the_chosen_day_stand_there_with_where_they_come_from(
    client_as: ClientAs, licence_id: int, day: str, hours: str, source: str
) -> None:
    shown = hours_in(client_as("inspector").get(f"/bevillinger/{licence_id}?dag={day}").text)
    assert hours in shown
    assert source in shown
    assert "Inne: Storstua" in shown
    assert "Gruppe 1 og 2" in shown


def test_the_weekly_hours_are_not_mixed_with_one_night(client_as: ClientAs, licence_id: int) -> None:
    page = client_as("reader").get(f"/bevillinger/{licence_id}?dag=27.11.2026").text
    weekly = page.split('id="tider"')[1].split("</section>")[0]
    assert "03.00" not in weekly
    assert "10.00–02.00" in weekly


def test_an_event_licence_shows_its_night(client_as: ClientAs, filling: Filling, licence_id: int) -> None:
    with filling() as (session, actor):
        venue = make_venue(session, actor, name="Torget", street="Torget 1")
        night = date(2026, 11, 24)
        licence = make_licence(session, venue, make_holder(session, actor, serial=1))
        licence.type = LicenceType.SINGLE_OCCASION
        for term in session.scalars(select(LicenceTerm).where(LicenceTerm.licence_id == licence.id)):
            if term.attribute is Attribute.HOURS:
                term.value = canonical_json([{"weekdays": [2], "start": 1080, "end": 1500}])
                term.room_id = venue.rooms[0].id
            term.first_day = term.last_day = night
        period = session.scalars(select(LicencePeriod).where(LicencePeriod.licence_id == licence.id)).one()
        period.first_day = period.last_day = night
        event_id = licence.id
    page = client_as("inspector").get(f"/bevillinger/{event_id}?dag=24.11.2026")
    assert page.status_code == 200
    assert "18.00–01.00" in hours_in(page.text)
    after = client_as("inspector").get(f"/bevillinger/{event_id}?dag=25.11.2026").text
    assert 'id="dagens-tider"' not in after
    assert "Tider før bevillingen tok slutt" in after
    assert "uten godkjent styrer" not in after


SUSPENSION = {
    "version": "1",
    "first_day": "01.12.2026",
    "last_day": "07.12.2026",
    "reason": "Brudd på vilkår",
}


def test_a_decider_withdraws_a_licence_for_a_time_and_the_room_stays_taken(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    with filling() as (session, _actor):
        before = session.scalar(select(func.count()).select_from(RoomOccupancy))
    answer = client_as("decider").post(f"/bevillinger/{licence_id}/midlertidig-inndragning", data=SUSPENSION)
    assert answer.status_code == 302
    page = client_as("inspector").get(f"/bevillinger/{licence_id}?dag=07.12.2026").text
    assert "midlertidig inndratt 01.12.2026–07.12.2026" in page
    assert "Brudd på vilkår" not in page
    assert "Brudd på vilkår" in client_as("reader").get(f"/bevillinger/{licence_id}").text
    assert (
        "Lokalet er likevel opptatt"
        not in client_as("reader").get(f"/bevillinger/{licence_id}?dag=08.12.2026").text
    )
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(RoomOccupancy)) == before
        event = session.scalars(select(Event).order_by(Event.sequence.desc())).first()
        assert event.type is EventType.LICENCE_SUSPENDED
        assert "Brudd" not in event.payload


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        pytest.param({"first_day": "31.02.2026"}, 422, "finnes ikke", id="a date that does not exist"),
        pytest.param({"last_day": "30.11.2026"}, 422, "Siste dag er før første dag", id="backwards"),
        pytest.param({"reason": ""}, 422, "Skriv hvorfor", id="no reason"),
        pytest.param(
            {"last_day": "01.10.2028"}, 409, "til og med 30.09.2028", id="the day after the last day"
        ),
        pytest.param({"version": "7"}, 409, "En annen lagret", id="changed meanwhile"),
    ],
)
def test_a_withdrawal_that_cannot_be_is_refused_and_kept_in_the_form(
    client_as: ClientAs, filling: Filling, licence_id: int, changed: dict[str, str], status: int, says: str
) -> None:
    answer = client_as("decider").post(
        f"/bevillinger/{licence_id}/midlertidig-inndragning", data=SUSPENSION | changed
    )
    assert answer.status_code == status
    assert says in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(LicenceSuspension)) == 0


def test_days_that_are_withdrawn_already_are_refused(client_as: ClientAs, licence_id: int) -> None:
    decider = client_as("decider")
    address = f"/bevillinger/{licence_id}/midlertidig-inndragning"
    assert decider.post(address, data=SUSPENSION).status_code == 302
    again = SUSPENSION | {"first_day": "07.12.2026", "last_day": "08.12.2026"}
    answer = decider.post(address, data=again)
    assert answer.status_code == 409
    assert "allerede midlertidig inndratt fra 01.12.2026 til og med 07.12.2026" in answer.text
    assert decider.post(address, data=again | {"first_day": "08.12.2026"}).status_code == 302


@pytest.mark.parametrize("role", ["caseworker", "inspector", "reader"])
def test_only_a_decider_withdraws(client_as: ClientAs, licence_id: int, role: str) -> None:
    address = f"/bevillinger/{licence_id}/midlertidig-inndragning"
    assert client_as(role).post(address, data=SUSPENSION).status_code == 403


def test_two_holders_who_share_a_room_since_before_are_named_to_each_other(
    client_as: ClientAs, filling: Filling, licence_id: int
) -> None:
    with filling() as (session, actor):
        venue = make_venue(session, actor)
        other = make_licence(session, venue, make_holder(session, actor, serial=3, name="Andre AS"))
        other_id = other.id
    client = client_as("caseworker")
    assert "Andre AS har også bevilling" in client.get(f"/bevillinger/{licence_id}").text
    assert "Prøvekroa AS har også bevilling" in client.get(f"/bevillinger/{other_id}").text
