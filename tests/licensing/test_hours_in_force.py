"""What a licence's terms, the municipality and the law leave of a day."""

import json
from datetime import date

import pytest

from licensing.hours import MATCH_VENUE, OVERNIGHT_GUEST, TRADE_TASTING
from licensing.hours_in_force import Bound, HoursSource, Place, hours_in_force
from licensing.licences import (
    AreaKind,
    Attribute,
    Group,
    LicenceKind,
    Seller,
    TermRow,
)
from licensing.service_hours import ServiceHours, minutes_of
from tests.licensing.local_rules import hours as hours_rule
from tests.licensing.local_rules import policy

ONE, TWO, THREE = Group.ONE, Group.TWO, Group.THREE
FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
WEDNESDAY_BEFORE_MAUNDY_THURSDAY = date(2027, 3, 24)
INSIDE = Place(LicenceKind.SERVING, AreaKind.INDOOR)
SHOP = Place(LicenceKind.SALE, AreaKind.INDOOR, seller=Seller.GROCERY)
OUTLET = Place(LicenceKind.SALE, AreaKind.INDOOR, seller=Seller.VINMONOPOLET)


def term(*lines, group=ONE, number=1, **more):
    value = [
        {"weekdays": list(days), "start": minutes_of(start), "end": minutes_of(end)}
        for start, end, days in lines
    ]
    named = {"first_day": date(2024, 6, 3), "last_day": None, "area": AreaKind.INDOOR} | more
    return TermRow(
        Attribute.HOURS,
        json.dumps(value),
        decided_on=date(2024, 6, 3),
        decision_number=number,
        group=group,
        **named,
    )


def rule(kind, earliest=None, latest=None, **more):
    moved = {"earliest": earliest and minutes_of(earliest), "latest": latest and minutes_of(latest)}
    return hours_rule("rule", kind, **moved, **more)


def found(rows, group=ONE, day=FRIDAY, place=INSIDE, **more):
    answer = hours_in_force(rows, day, place, group, **more)
    return [part.pair for part in answer.hours], answer.source, list(answer.bounds)


EVERY_DAY = ()
TO_TWO = ("10:00", "26:00", EVERY_DAY)
LOCAL = [rule(LicenceKind.SERVING, latest="25:00")]


@pytest.mark.parametrize(
    ("rows", "rules", "expected"),
    [
        pytest.param(
            [term(TO_TWO)], LOCAL, (("10:00", "26:00"), HoursSource.LICENCE), id="the licence first"
        ),
        pytest.param([], LOCAL, (("08:00", "25:00"), HoursSource.LOCAL), id="then the municipality"),
        pytest.param([], [], (("08:00", "25:00"), HoursSource.NORMAL), id="then the normal hours of the law"),
    ],
)
def test_hours_come_from_the_licence_then_the_municipality_then_the_law(rows, rules, expected):
    hours, source, bounds = found(rows, policy=policy(*rules))
    assert ((hours[0], source), bounds) == (expected, [])


def test_a_licence_that_is_longer_than_the_local_rules_says_so():
    assert hours_in_force([term(TO_TWO)], FRIDAY, INSIDE, ONE, policy=policy(*LOCAL)).is_longer_than_local
    assert not hours_in_force([term(TO_TWO)], FRIDAY, INSIDE, ONE).is_longer_than_local
    assert not hours_in_force([], FRIDAY, INSIDE, ONE, policy=policy(*LOCAL)).is_longer_than_local


def test_an_extension_for_one_night_goes_before_the_ordinary_hours_that_night():
    once = term(("10:00", "27:00", (5,)), number=2, first_day=FRIDAY, last_day=FRIDAY)
    assert found([term(TO_TWO), once]) == ([("10:00", "27:00")], HoursSource.DATED_TERM, [])
    assert found([term(TO_TWO), once], day=SATURDAY) == ([("10:00", "26:00")], HoursSource.LICENCE, [])


@pytest.mark.parametrize(
    ("given", "left", "bounds"),
    [
        pytest.param(("06:00", "27:00"), ("06:00", "27:00"), [], id="the law's outermost itself"),
        pytest.param(("05:59", "27:00"), ("06:00", "27:00"), [Bound.LAW], id="a minute too early"),
        pytest.param(("06:00", "27:01"), ("06:00", "27:00"), [Bound.LAW], id="a minute too late"),
    ],
)
def test_no_licence_gives_more_than_the_law(given, left, bounds):
    assert found([term((*given, EVERY_DAY))])[::2] == ([left], bounds)


@pytest.mark.parametrize(
    ("spirits", "beer", "left", "bounds"),
    [
        pytest.param(("13:00", "26:00"), ("10:00", "26:00"), [("13:00", "26:00")], [], id="as long as beer"),
        pytest.param(
            ("13:00", "26:01"),
            ("10:00", "26:00"),
            [("13:00", "26:00")],
            [Bound.OTHER_ALCOHOL],
            id="never a minute longer than beer",
        ),
        pytest.param(
            ("12:59", "24:00"), ("10:00", "26:00"), [("13:00", "24:00")], [Bound.LAW], id="never before 13:00"
        ),
        pytest.param(
            ("13:00", "26:00"),
            ("15:00", "26:00"),
            [("15:00", "26:00")],
            [Bound.OTHER_ALCOHOL],
            id="nor before beer",
        ),
    ],
)
def test_trap_26_group_3_never_before_13_and_never_beyond_other_alcohol(spirits, beer, left, bounds):
    rows = [
        term((*beer, EVERY_DAY)),
        term((*beer, EVERY_DAY), group=TWO),
        term((*spirits, EVERY_DAY), group=THREE),
    ]
    assert found(rows, THREE)[::2] == (left, bounds)


def test_trap_26_where_no_beer_is_served_that_day_no_spirits_are():
    fridays = [term(("10:00", "26:00", (5,)), group=group) for group in (ONE, TWO)]
    assert found([*fridays, term(("13:00", "26:00", EVERY_DAY), group=THREE)], THREE, SATURDAY)[0] == []


@pytest.mark.parametrize(
    ("flags", "group", "end"),
    [
        pytest.param(set(), ONE, "27:00", id="nobody"),
        pytest.param({OVERNIGHT_GUEST}, TWO, "30:00", id="trap 27: an overnight guest, wine"),
        pytest.param({OVERNIGHT_GUEST}, THREE, "27:00", id="trap 27: an overnight guest, spirits"),
        pytest.param({TRADE_TASTING}, THREE, "27:00", id="a tasting in the trade, spirits"),
        pytest.param({MATCH_VENUE}, ONE, "27:00", id="trap 29: a match venue after the temporary act"),
    ],
)
def test_only_a_flag_that_the_law_names_moves_the_outermost_hours(flags, group, end):
    rows = [term(("06:00", "30:00", EVERY_DAY), group=group) for group in Group]
    assert found(rows, group, flags=flags)[0][0][1] == end


def test_a_tasting_in_the_trade_may_serve_spirits_from_06():
    rows = [term(("06:00", "30:00", EVERY_DAY), group=group) for group in Group]
    assert found(rows, THREE, flags={TRADE_TASTING})[0] == [("06:00", "27:00")]
    assert found(rows, THREE)[0] == [("13:00", "27:00")]


SHOP_HOURS = [term(("08:00", "20:00", (1, 2, 3, 4, 5)), ("08:00", "18:00", (6,)))]


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(FRIDAY, [("08:00", "20:00")], id="a weekday"),
        pytest.param(SATURDAY, [("08:00", "18:00")], id="a Saturday"),
        pytest.param(
            WEDNESDAY_BEFORE_MAUNDY_THURSDAY,
            [("08:00", "18:00")],
            id="vector_sale_hours_limit_day_before_maundy_thursday: as on a Saturday",
        ),
        pytest.param(date(2027, 5, 5), [("08:00", "20:00")], id="vector_day_before_ascension_day"),
        pytest.param(date(2027, 4, 30), [("08:00", "20:00")], id="vector_day_before_1_may"),
        pytest.param(date(2028, 5, 16), [("08:00", "20:00")], id="vector_day_before_17_may"),
        pytest.param(date(2026, 12, 23), [("08:00", "20:00")], id="vector_23_december"),
        pytest.param(date(2026, 12, 24), [("08:00", "18:00")], id="vector_24_december"),
        pytest.param(date(2026, 12, 31), [("08:00", "18:00")], id="vector_31_december"),
        pytest.param(date(2028, 5, 17), [], id="trap_24_1_and_17_may: closed"),
        pytest.param(date(2026, 11, 29), [], id="a Sunday"),
    ],
)
def test_a_shop_sells_shorter_on_the_day_before_a_day_off(day, hours):
    assert found(SHOP_HOURS, day=day, place=SHOP)[0] == hours


@pytest.mark.parametrize(
    ("rules", "day", "hours"),
    [
        pytest.param([], FRIDAY, [("08:30", "18:00")], id="the municipality has set nothing"),
        pytest.param(
            [rule(LicenceKind.SALE, latest="17:00")],
            FRIDAY,
            [("08:30", "17:00")],
            id="the municipality closes sale at 17:00",
        ),
        pytest.param(
            [rule(LicenceKind.SALE, latest="20:00")],
            FRIDAY,
            [("08:30", "18:00")],
            id="longer hours for beer are not for the outlet",
        ),
        pytest.param([], date(2026, 12, 24), [], id="vector_24_december: the outlet is closed"),
    ],
)
def test_a_vinmonopol_outlet_never_sells_longer_than_others_in_the_municipality(rules, day, hours):
    assert found([], TWO, day, OUTLET, policy=policy(*rules))[0] == hours


def test_a_municipality_that_closes_sale_on_election_day_closes_the_outlet_too():
    election_day = date(2027, 9, 13)
    closed = rule(LicenceKind.SALE, earliest="20:00", latest="08:00", weekdays=(1,))
    assert found([], TWO, election_day, OUTLET, policy=policy(closed))[0] == []


def test_hours_of_a_place_that_is_closed_that_day_are_none():
    answer = hours_in_force([term(("10:00", "26:00", (5, 6)))], date(2026, 11, 26), INSIDE, ONE)
    assert (answer.hours, answer.given, answer.citation.code) == ((), (), "alkl_4_4")
    assert ServiceHours.parse("08:00", "25:00") == answer.national.normal
