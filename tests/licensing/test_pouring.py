"""May they pour group N at this moment at this venue, and why."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from licensing.licences import (
    AreaKind,
    Attribute,
    Group,
    LicenceKind,
    LicenceType,
    TermRow,
    VenueCategory,
)
from licensing.moments import local_moment
from licensing.occupancy import CoveredRoom, Days
from licensing.pouring import Ground, HeldLicence, Suspension, may_pour
from licensing.service_hours import OSLO, minutes_of
from tests.licensing.local_rules import hours as hours_rule
from tests.licensing.local_rules import policy

SERVING, SALE = LicenceKind.SERVING, LicenceKind.SALE
ONE, TWO, THREE = Group.ONE, Group.TWO, Group.THREE
FIRST, LAST = date(2024, 10, 1), date(2028, 9, 30)
ROOM, GARDEN = 1, 2


def term(attribute, value, **more):
    named = {"first_day": FIRST, "last_day": None, "decided_on": FIRST, "decision_number": 1} | more
    return TermRow(attribute, value, **named)


def hours(start, end, weekdays=(), **more):
    line = {"weekdays": list(weekdays), "start": minutes_of(start), "end": minutes_of(end)}
    return term(Attribute.HOURS, json.dumps([line]), **({"area": AreaKind.INDOOR} | more))


def serving(*rows, groups="1,2", **more):
    """A licence in force at one room, to 02:00 unless told otherwise."""
    named = {
        "number": "SKJ-2024-0001",
        "holder": "Prøvestua AS",
        "kind": SERVING,
        "type": LicenceType.PERMANENT,
        "granted_on": FIRST,
        "usable_from": FIRST,
        "periods": (Days(FIRST, LAST),),
        "rooms": (CoveredRoom(ROOM, AreaKind.INDOOR, FIRST),),
        "room_names": {ROOM: "Storstua", GARDEN: "Hagen"},
    }
    rows = rows or (hours("10:00", "26:00"),)
    return HeldLicence(rows=(term(Attribute.GROUPS, groups), *rows), **(named | more))


def asked(licences, at, group=ONE, kind=SERVING, **more):
    return may_pour(licences, kind, group, local_moment(datetime.fromisoformat(at)), **more)


def grounds(answer):
    return [reason.ground for reason in answer.reasons]


def main_ground(answer):
    return answer.allowed, answer.reasons[0].ground


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-11-27T09:59", (False, Ground.TOO_EARLY), id="a minute before"),
        pytest.param("2026-11-27T10:00", (True, Ground.COVERED), id="the first minute"),
        pytest.param("2026-11-28T01:59", (True, Ground.COVERED), id="the last minute, past midnight"),
        pytest.param("2026-11-28T02:00", (False, Ground.TOO_LATE), id="the minute it ends"),
        pytest.param("2026-11-28T02:10", (False, Ground.TOO_LATE), id="ten minutes later"),
    ],
)
def test_trap_28_serving_past_midnight_ends_at_the_minute(at, expected):
    assert main_ground(asked([serving()], at)) == expected


@pytest.mark.parametrize(
    ("at", "ground"),
    [
        pytest.param("2026-11-28T02:29", Ground.DRINKING_UP, id="the last minute to drink up"),
        pytest.param("2026-11-28T02:30", Ground.DRINKING_OVER, id="half an hour after the end"),
    ],
)
def test_guests_may_drink_up_for_half_an_hour(at, ground):
    answer = asked([serving()], at)
    assert ground in grounds(answer)
    assert answer.drinking_until.astimezone(OSLO) == datetime(2026, 11, 28, 2, 30, tzinfo=OSLO)


def test_the_answer_says_until_when():
    answer = asked([serving()], "2026-11-28T01:00")
    assert answer.until.astimezone(OSLO) == datetime(2026, 11, 28, 2, 0, tzinfo=OSLO)
    assert Ground.SERVICE_DAY in grounds(answer)


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        pytest.param(serving(usable_from=None), Ground.NOT_USABLE, id="trap_41_grant_is_not_use"),
        pytest.param(serving(usable_from=date(2026, 11, 28)), Ground.NOT_USABLE, id="usable from tomorrow"),
        pytest.param(serving(usable_from=date(2026, 11, 27)), Ground.COVERED, id="usable from today"),
        pytest.param(
            serving(suspensions=(Suspension(date(2026, 11, 27), date(2026, 12, 4)),)),
            Ground.SUSPENDED,
            id="withdrawn from today",
        ),
        pytest.param(
            serving(suspensions=(Suspension(date(2026, 11, 20), date(2026, 11, 26)),)),
            Ground.COVERED,
            id="withdrawn until yesterday",
        ),
        pytest.param(
            serving(hours("10:00", "26:00"), term(Attribute.SEASON, "12-01/05-01")),
            Ground.OUT_OF_SEASON,
            id="before the season",
        ),
        pytest.param(
            serving(hours("10:00", "26:00"), term(Attribute.SEASON, "11-27/05-01")),
            Ground.COVERED,
            id="the first day of the season",
        ),
        pytest.param(serving(hours("10:00", "26:00", (6,))), Ground.CLOSED_THAT_DAY, id="closed on Fridays"),
    ],
)
def test_a_licence_must_be_usable_that_day(licence, expected):
    assert main_ground(asked([licence], "2026-11-27T20:00")) == (expected is Ground.COVERED, expected)


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        pytest.param(serving(ended_on=date(2026, 11, 26)), Ground.ENDED, id="ended yesterday"),
        pytest.param(serving(ended_on=date(2026, 11, 27)), Ground.COVERED, id="its last day"),
        pytest.param(serving(periods=(Days(FIRST, date(2026, 11, 26)),)), Ground.EXPIRED, id="expired"),
        pytest.param(serving(periods=(Days(FIRST, date(2026, 11, 27)),)), Ground.COVERED, id="the last day"),
        pytest.param(
            serving(periods=(Days(date(2026, 11, 28), LAST),)), Ground.NOT_BEGUN, id="begins tomorrow"
        ),
    ],
)
def test_a_licence_covers_the_days_of_its_period(licence, expected):
    answer = asked([licence], "2026-11-27T20:00")
    if expected is Ground.COVERED:
        assert answer.allowed
    else:
        assert grounds(answer) == [Ground.NO_LICENCE, expected]


def test_the_last_night_runs_past_the_last_day():
    answer = asked([serving(periods=(Days(FIRST, date(2026, 11, 27)),))], "2026-11-28T01:00")
    assert answer.allowed


def test_a_place_without_a_licence_may_not_serve():
    answer = asked([], "2026-11-27T20:00")
    assert (answer.allowed, grounds(answer)) == (False, [Ground.NO_LICENCE])
    assert answer.reasons[0].citation.code == "alkl_1_4a"
    assert not asked([serving(kind=SALE)], "2026-11-27T20:00").allowed


def test_trap_05_a_sale_licence_does_not_let_anybody_serve():
    assert grounds(asked([serving(kind=SALE)], "2026-11-27T12:00")) == [Ground.NO_LICENCE]


@pytest.mark.parametrize(
    ("group", "allowed"),
    [pytest.param(TWO, True, id="covered"), pytest.param(THREE, False, id="not covered")],
)
def test_the_licence_covers_the_group(group, allowed):
    answer = asked([serving()], "2026-11-27T20:00", group)
    assert answer.allowed is allowed
    assert allowed or grounds(answer) == [Ground.GROUP_NOT_COVERED]


SPIRITS = serving(
    hours("10:00", "26:00", group=ONE),
    hours("10:00", "26:00", group=TWO),
    hours("13:00", "27:00", group=THREE),
    groups="1,2,3",
)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        pytest.param("2026-11-27T12:59", False, id="before 13:00"),
        pytest.param("2026-11-27T13:00", True, id="from 13:00"),
        pytest.param("2026-11-28T01:59", True, id="as long as beer"),
        pytest.param("2026-11-28T02:00", False, id="not after beer, though the licence says 03:00"),
    ],
)
def test_trap_26_group_3_window(at, allowed):
    answer = asked([SPIRITS], at, THREE)
    assert answer.allowed is allowed
    assert Ground.OTHER_ALCOHOL_BOUND in grounds(answer)


def test_hours_that_are_not_set_are_the_municipality_s_or_the_law_s():
    bare = serving(term(Attribute.AUDIENCE, "general"))
    rule = hours_rule("rule", SERVING, latest=minutes_of("24:00"))
    assert Ground.LOCAL_HOURS in grounds(asked([bare], "2026-11-27T20:00", policy=policy(rule)))
    assert not asked([bare], "2026-11-28T00:00", policy=policy(rule)).allowed
    assert Ground.NORMAL_HOURS in grounds(asked([bare], "2026-11-28T00:00"))


def test_a_licence_longer_than_the_local_rules_is_told():
    rule = hours_rule("rule", SERVING, latest=minutes_of("25:00"))
    answer = asked([serving()], "2026-11-28T01:30", policy=policy(rule))
    assert answer.allowed
    assert Ground.LONGER_THAN_LOCAL in grounds(answer)


def test_trap_29_an_hour_beyond_the_law_of_the_day_is_cut_and_the_temporary_act_is_asked_about():
    late = serving(hours("10:00", "30:00"))
    for at in ("2026-11-28T03:00", "2026-07-04T03:00"):
        answer = asked([late], at)
        assert not answer.allowed
        assert Ground.LAW_BOUND in grounds(answer)
        assert (Ground.TEMPORARY_ACT in grounds(answer)) is at.startswith("2026-07")


def test_an_extension_for_one_night_is_told():
    once = hours(
        "10:00", "27:00", (5,), first_day=date(2026, 11, 27), last_day=date(2026, 11, 27), decision_number=2
    )
    licence = serving(hours("10:00", "25:00"), once)
    answer = asked([licence], "2026-11-28T02:30")
    assert answer.allowed
    assert Ground.DATED_TERM in grounds(answer)
    assert not asked([licence], "2026-11-29T02:30").allowed


def test_a_licence_for_closed_company_says_so():
    licence = serving(hours("10:00", "26:00"), term(Attribute.AUDIENCE, "closed_company"))
    answer = asked([licence], "2026-11-27T20:00")
    assert answer.allowed
    assert Ground.CLOSED_COMPANY in grounds(answer)


def test_inside_may_be_open_when_outside_is_not():
    licence = serving(
        hours("10:00", "26:00"),
        hours("10:00", "23:00", area=AreaKind.OUTDOOR),
        rooms=(CoveredRoom(ROOM, AreaKind.INDOOR, FIRST), CoveredRoom(GARDEN, AreaKind.OUTDOOR, FIRST)),
    )
    answer = asked([licence], "2026-11-27T23:00")
    assert answer.allowed
    areas = [(reason.ground, reason.facts.get("area")) for reason in answer.reasons]
    assert (Ground.WITHIN_HOURS, "indoor") in areas
    assert (Ground.TOO_LATE, "outdoor") in areas


def test_an_event_covers_what_the_ordinary_licence_does_not():
    night = {"first_day": date(2026, 11, 27), "last_day": date(2026, 11, 27)}
    event = serving(
        hours("18:00", "27:00", **night),
        groups="1,2,3",
        number="ENK-2026-0001",
        type=LicenceType.SINGLE_OCCASION,
        periods=(Days(date(2026, 11, 27), date(2026, 11, 27)),),
    )
    answer = asked([serving(), event], "2026-11-28T02:30", TWO)
    assert answer.allowed
    assert answer.reasons[0].facts["number"] == "ENK-2026-0001"
    assert Ground.DATED_TERM not in grounds(answer)


def test_an_event_does_not_serve_between_its_nights():
    friday, sunday = date(2026, 11, 27), date(2026, 11, 29)
    nights = [hours("18:00", "25:00", first_day=day, last_day=day) for day in (friday, sunday)]
    event = serving(
        *nights,
        type=LicenceType.SINGLE_OCCASION,
        periods=(Days(friday, sunday),),
    )
    assert asked([event], "2026-11-29T20:00").allowed
    assert main_ground(asked([event], "2026-11-28T20:00")) == (False, Ground.CLOSED_THAT_DAY)


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        pytest.param("2027-03-28T01:59", True, id="before the jump"),
        pytest.param("2027-03-28T02:10", False, id="a time that does not exist is the jump"),
        pytest.param("2027-03-28T03:00", False, id="vector_clock_change: in spring it ends at the jump"),
        pytest.param("2027-10-31T02:59", True, id="the first 02:59 in autumn"),
        pytest.param("2027-10-31T02:00+01:00", False, id="vector_clock_change: in autumn at the set-back"),
        pytest.param("2027-10-31T02:59+01:00", False, id="the second 02:59 in autumn"),
    ],
)
def test_vector_clock_change_serving_to_03_ends_at_01_utc_on_both_nights(at, allowed):
    assert asked([serving(hours("10:00", "27:00"))], at).allowed is allowed


def test_a_clock_time_that_comes_twice_is_answered_for_the_first_and_told():
    answer = asked([serving(hours("10:00", "27:00"))], "2027-10-31T02:10")
    assert answer.allowed
    assert {Ground.CLOCK_REPEATED, Ground.SECOND_SHOWING} <= set(grounds(answer))
    second = asked([serving(hours("10:00", "27:00"))], "2027-10-31T02:10+01:00")
    assert not second.allowed
    assert Ground.CLOCK_CHANGE_END in grounds(second)
    assert Ground.CLOCK_SKIPPED in grounds(asked([serving()], "2027-03-28T02:10"))


SHOP = replace(
    serving(kind=SALE, number="SAL-2024-0001"),
    rows=(
        term(Attribute.GROUPS, "1"),
        term(
            Attribute.HOURS,
            json.dumps(
                [
                    {"weekdays": [1, 2, 3, 4, 5], "start": 480, "end": 1200},
                    {"weekdays": [6], "start": 480, "end": 1080},
                ]
            ),
            area=AreaKind.INDOOR,
        ),
    ),
)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-11-27T19:00", (True, Ground.COVERED), id="paid at 19:00 and handed over"),
        pytest.param("2026-11-27T19:59", (True, Ground.COVERED), id="handed over a minute before 20:00"),
        pytest.param("2026-11-27T20:05", (False, Ground.TOO_LATE), id="handed over at the door at 20:05"),
    ],
)
def test_trap_30_delivery_is_utlevering_and_binds_at_the_door(at, expected):
    answer = asked([SHOP], at, kind=SALE)
    assert main_ground(answer) == expected
    assert not answer.allowed or Ground.DELIVERY in grounds(answer)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param("2026-11-29T12:00", (False, Ground.SALE_CLOSED), id="a Sunday"),
        pytest.param("2028-05-17T12:00", (False, Ground.SALE_CLOSED), id="trap_24_1_and_17_may: 17 May"),
        pytest.param("2028-05-16T19:00", (True, Ground.COVERED), id="trap_24_1_and_17_may: the day before"),
        pytest.param("2027-05-05T19:00", (True, Ground.COVERED), id="trap_25_ascension_day: the day before"),
        pytest.param("2027-03-24T18:00", (False, Ground.TOO_LATE), id="trap_25: before Maundy Thursday"),
        pytest.param("2027-03-24T17:59", (True, Ground.COVERED), id="trap_25: and the minute before 18:00"),
        pytest.param("2026-11-28T00:30", (False, Ground.TOO_EARLY), id="a sale day follows the date"),
    ],
)
def test_trap_05_sale_follows_the_calendar(at, expected):
    assert main_ground(asked([SHOP], at, kind=SALE)) == expected


@pytest.mark.parametrize(
    ("category", "group", "at", "told"),
    [
        pytest.param(VenueCategory.HOTEL, TWO, "2026-11-28T04:00", True, id="a hotel after hours"),
        pytest.param(VenueCategory.LODGE, ONE, "2026-11-28T09:00", True, id="a lodge before hours"),
        pytest.param(VenueCategory.HOTEL, TWO, "2026-11-27T20:00", False, id="a hotel in its hours"),
        pytest.param(VenueCategory.HOTEL, THREE, "2026-11-28T04:00", False, id="spirits in a hotel"),
        pytest.param(VenueCategory.PUB_BAR, TWO, "2026-11-28T04:00", False, id="nobody sleeps in a pub"),
    ],
)
def test_trap_27_a_no_by_the_clock_tells_of_the_guests_who_stay_the_night(category, group, at, told):
    answer = asked([serving(groups="1,2,3", category=category)], at, group)
    assert (Ground.OVERNIGHT_GUESTS in grounds(answer)) is told
    assert not (told and answer.allowed)


def test_a_hotel_without_the_group_serves_it_to_no_guest_either():
    hotel = serving(groups="1", category=VenueCategory.HOTEL)
    assert Ground.OVERNIGHT_GUESTS not in grounds(asked([hotel], "2026-11-28T04:00", TWO))
