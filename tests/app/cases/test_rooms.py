"""The licences in the rooms of an application, and the decision that the database refuses."""

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.cases.queries.facts import asked_hours
from app.cases.queries.rooms import room_licences
from app.licences.occupancy import occupy_rooms
from app.models.case import Case
from app.models.licence import Licence, LicenceTerm
from app.models.occasion import Occasion, OccasionDay
from app.models.occupancy import LicenceSuspension
from app.models.rows import canonical_json
from app.permissions import Actor
from licensing.assessment import RoomLicence
from licensing.licences import AreaKind, Attribute, LicenceType
from licensing.occupancy import Days
from tests.app.conftest import ClientAs, Filling
from tests.factories.case import make_case, make_proposed
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence

NEXT_PERIOD = Days(date(2026, 11, 23), date(2028, 9, 30))
FRIDAY, SATURDAY = date(2026, 11, 27), date(2026, 11, 28)
FRIDAY_NIGHTS = canonical_json([{"weekdays": [5], "start": 1200, "end": 1560}])
MORNINGS = canonical_json([{"weekdays": [], "start": 420, "end": 600}])


def other_licence(session: Session, actor: Actor, case: Case, hours: str | None = None) -> Licence:
    """Another holder's licence in the rooms of a case."""
    licence = make_licence(session, case.application.venue, make_holder(session, actor, serial=9))
    for term in session.scalars(
        select(LicenceTerm).where(
            LicenceTerm.licence_id == licence.id, LicenceTerm.attribute == Attribute.HOURS
        )
    ):
        if hours is None:
            session.delete(term)
        else:
            term.value = hours
    session.flush()
    return licence


def found(session: Session, case: Case) -> list[RoomLicence]:
    application = case.application
    return list(room_licences(session, application, asked_hours(application), NEXT_PERIOD))


@pytest.mark.parametrize(
    ("hours", "overlap", "met"),
    [
        pytest.param(FRIDAY_NIGHTS, True, ("2026-11-27", "20:00-24:00"), id="one weekday, past midnight"),
        pytest.param(MORNINGS, False, ("", ""), id="until the minute the other begins"),
        pytest.param(
            None, None, ("2026-11-23", "10:00-24:00"), id="hours that are not known are asked about"
        ),
    ],
)
def test_trap_08_second_licence_in_the_same_room_is_found_with_its_hours(
    filling: Filling, hours: str | None, overlap: bool | None, met: tuple[str, str]
) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        licence = other_licence(session, actor, case, hours)
        (room,) = found(session, case)
        assert (room.same_holder, room.hours_overlap, room.number) == (False, overlap, licence.number)
        assert (room.day, room.hours) == met


def test_a_licence_that_is_withdrawn_for_a_time_still_has_its_room(filling: Filling) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        licence = other_licence(session, actor, case, FRIDAY_NIGHTS)
        session.add(
            LicenceSuspension(
                municipality_id=licence.municipality_id,
                licence_id=licence.id,
                first_day=date(2026, 11, 1),
                last_day=date(2028, 9, 30),
                reason="Gjentatte brudd",
                entered_by_id=actor.user_id,
                entered_at=clock.now(),
            )
        )
        session.flush()
        assert [room.hours_overlap for room in found(session, case)] == [True]


@pytest.mark.parametrize(
    ("ended_on", "count"),
    [
        pytest.param(date(2026, 11, 22), 0, id="ended the day before"),
        pytest.param(date(2026, 11, 23), 1, id="ends on the first day"),
    ],
)
def test_a_licence_that_has_ended_is_not_in_the_way(filling: Filling, ended_on: date, count: int) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        other_licence(session, actor, case, FRIDAY_NIGHTS).ended_on = ended_on
        session.flush()
        assert len(found(session, case)) == count


@pytest.mark.parametrize(
    ("day", "start", "end", "overlap"),
    [
        pytest.param(FRIDAY, 1080, 1201, True, id="a minute into the ordinary licence's hours"),
        pytest.param(FRIDAY, 1080, 1200, False, id="until the minute that they begin"),
        pytest.param(SATURDAY, 1080, 1560, False, id="another night"),
    ],
)
def test_an_event_meets_a_licence_on_its_own_night_alone(
    filling: Filling, day: date, start: int, end: int, overlap: bool
) -> None:
    with filling() as (session, actor):
        case = make_case(session, actor)
        application = case.application
        application.type = LicenceType.SINGLE_OCCASION
        room = next(room for room in application.rooms if room.area is AreaKind.INDOOR)
        occasion = Occasion(
            municipality_id=case.municipality_id, application_id=application.id, name="Julebord"
        )
        session.add(occasion)
        session.flush()
        session.add(
            OccasionDay(
                municipality_id=case.municipality_id,
                occasion_id=occasion.id,
                room_id=room.id,
                day=day,
                start=start,
                end=end,
            )
        )
        other_licence(session, actor, case, FRIDAY_NIGHTS)
        assert [one.hours_overlap for one in found(session, case)] == [overlap]


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        pytest.param(
            FRIDAY_NIGHTS, "en annen har bevilling i samme lokale til de samme tidene", id="by the law"
        ),
        pytest.param(
            None, "Prøvekroa AS har skjenkebevilling SKJ-2024-0001 i Storstua", id="by the database"
        ),
    ],
)
def test_a_grant_into_a_room_that_is_taken_is_refused_and_nothing_is_stored(
    filling: Filling, client_as: ClientAs, hours: str | None, says: str
) -> None:
    with filling() as (session, actor):
        case = make_proposed(session, actor)
        occupy_rooms(session, other_licence(session, actor, case, hours))
        case_id, version = case.id, case.version
    answer = client_as("decider").post(f"/saker/{case_id}/vedtak", data={"version": version})
    assert answer.status_code == 409
    assert says in answer.text
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Licence)) == 1
