"""Hours of sale and serving by national law."""

from datetime import date

import pytest

from licensing.errors import BadValue, HoursNotKnown, NotAllowed
from licensing.hours import (
    MATCH_VENUE,
    OVERNIGHT_GUEST,
    TEMPORARY_ACT_2026,
    TRADE_TASTING,
    bounded_by_other_alcohol,
    national_hours,
)
from licensing.licences import Group, LicenceKind, Seller
from licensing.service_hours import ServiceHours

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
ONE, TWO, THREE = Group.ONE, Group.TWO, Group.THREE
GROCERY, PRODUCER, VINMONOPOLET = Seller.GROCERY, Seller.PRODUCER, Seller.VINMONOPOLET
SATURDAY = date(2026, 11, 21)
FRIDAY = date(2026, 11, 20)
SUNDAY = date(2026, 11, 22)


def pairs(hours):
    return tuple(part and part.pair for part in (hours.normal, hours.limit))


@pytest.mark.parametrize(
    ("on", "normal_end", "limit_end"),
    [
        pytest.param(FRIDAY, "18:00", "20:00", id="a weekday"),
        pytest.param(SATURDAY, "15:00", "18:00", id="a Saturday"),
        pytest.param(
            date(2027, 3, 24), "15:00", "18:00", id="Sale hours limit, day before Maundy Thursday; trap 25"
        ),
        pytest.param(date(2027, 5, 5), "18:00", "20:00", id="Day before Ascension Day; trap 25"),
        pytest.param(date(2027, 4, 30), "18:00", "20:00", id="Day before 1 May; trap 24"),
        pytest.param(date(2028, 5, 16), "18:00", "20:00", id="Day before 17 May; trap 24"),
        pytest.param(date(2026, 12, 23), "18:00", "20:00", id="23 December"),
        pytest.param(date(2026, 12, 24), "15:00", "18:00", id="24 December"),
        pytest.param(date(2026, 12, 31), "15:00", "18:00", id="31 December"),
    ],
)
def test_group_1_is_sold_shorter_on_the_day_before_a_day_off(on, normal_end, limit_end):
    hours = national_hours(SALE, ONE, on)
    assert pairs(hours) == (("08:00", normal_end), ("00:00", limit_end))
    assert hours.citation.code == "alkl_3_7"


@pytest.mark.parametrize(
    "on",
    [
        pytest.param(SUNDAY, id="a Sunday"),
        pytest.param(date(2027, 5, 6), id="Ascension Day"),
        pytest.param(date(2028, 5, 1), id="trap 24: 1 May"),
        pytest.param(date(2028, 5, 17), id="trap 24: 17 May"),
        pytest.param(date(2026, 12, 26), id="the second Christmas day"),
    ],
)
def test_trap_5_sale_is_closed_on_days_off_and_serving_is_not(on):
    for seller, group in ((GROCERY, ONE), (PRODUCER, TWO), (VINMONOPOLET, THREE)):
        assert pairs(national_hours(SALE, group, on, seller=seller)) == (None, None)
    assert pairs(national_hours(SERVING, ONE, on)) == (("08:00", "25:00"), ("06:00", "27:00"))


@pytest.mark.parametrize(
    ("seller", "group", "on", "normal", "limit"),
    [
        pytest.param(PRODUCER, TWO, FRIDAY, ("08:00", "18:00"), ("00:00", "20:00"), id="a producer, weekday"),
        pytest.param(
            PRODUCER, TWO, SATURDAY, ("08:00", "18:00"), ("00:00", "18:00"), id="a producer has no 15:00 rule"
        ),
        pytest.param(
            VINMONOPOLET, TWO, FRIDAY, ("08:30", "18:00"), ("08:30", "18:00"), id="Vinmonopolet, weekday"
        ),
        pytest.param(
            VINMONOPOLET, THREE, SATURDAY, ("10:00", "16:00"), ("10:00", "16:00"), id="Vinmonopolet, Saturday"
        ),
        pytest.param(
            VINMONOPOLET, TWO, date(2026, 12, 24), None, None, id="Vinmonopolet closed on 24 December"
        ),
        pytest.param(
            VINMONOPOLET,
            TWO,
            date(2026, 12, 31),
            ("10:00", "16:00"),
            ("10:00", "16:00"),
            id="but open on 31 December",
        ),
        pytest.param(
            VINMONOPOLET,
            TWO,
            date(2027, 5, 5),
            ("08:30", "18:00"),
            ("08:30", "18:00"),
            id="and as on a weekday before Ascension Day",
        ),
    ],
)
def test_each_seller_has_its_own_hours(seller, group, on, normal, limit):
    assert pairs(national_hours(SALE, group, on, seller=seller)) == (normal, limit)


@pytest.mark.parametrize(
    ("seller", "group"),
    [
        pytest.param(GROCERY, TWO, id="a grocery cannot sell wine"),
        pytest.param(PRODUCER, THREE, id="a producer cannot sell spirits"),
        pytest.param(VINMONOPOLET, ONE, id="Vinmonopolet's hours say nothing of group 1"),
    ],
)
def test_a_seller_outside_its_groups_is_refused(seller, group):
    with pytest.raises(NotAllowed) as caught:
        national_hours(SALE, group, FRIDAY, seller=seller)
    assert caught.value.code == "seller_cannot_sell_group"


def test_sale_of_group_2_needs_to_know_the_seller():
    with pytest.raises(HoursNotKnown) as caught:
        national_hours(SALE, TWO, FRIDAY)
    assert caught.value.code == "seller_needed"


def test_producers_sell_group_2_since_1_july_2016():
    assert national_hours(SALE, TWO, date(2016, 7, 1), seller=PRODUCER).normal
    with pytest.raises(NotAllowed):
        national_hours(SALE, TWO, date(2016, 6, 30), seller=PRODUCER)


@pytest.mark.parametrize(
    ("group", "normal", "limit"),
    [
        pytest.param(ONE, ("08:00", "25:00"), ("06:00", "27:00"), id="group 1"),
        pytest.param(TWO, ("08:00", "25:00"), ("06:00", "27:00"), id="group 2"),
        pytest.param(THREE, ("13:00", "24:00"), ("13:00", "27:00"), id="trap 26: group 3 never before 13:00"),
    ],
)
def test_serving_hours(group, normal, limit):
    for on in (FRIDAY, SUNDAY, date(2028, 5, 17)):
        assert pairs(national_hours(SERVING, group, on)) == (normal, limit)


@pytest.mark.parametrize(
    ("group", "limit"),
    [
        pytest.param(ONE, ("06:00", "30:00"), id="group 1 round the clock"),
        pytest.param(TWO, ("06:00", "30:00"), id="group 2 round the clock"),
        pytest.param(THREE, ("13:00", "27:00"), id="trap 27: group 3 as ever"),
    ],
)
def test_trap_27_overnight_guests_are_served_groups_1_and_2_at_any_time(group, limit):
    assert national_hours(SERVING, group, FRIDAY, flags={OVERNIGHT_GUEST}).limit.pair == limit


@pytest.mark.parametrize("group", list(Group))
def test_a_tasting_in_the_trade_may_last_from_06_to_03_in_every_group(group):
    hours = national_hours(SERVING, group, FRIDAY, flags={TRADE_TASTING})
    assert pairs(hours) == (("06:00", "27:00"), ("06:00", "27:00"))
    assert hours.citation.code == "alkl_4_4"


@pytest.mark.parametrize(
    ("hours", "other", "left"),
    [
        pytest.param(("08:30", "18:00"), ("08:00", "18:00"), ("08:30", "18:00"), id="as long as the others"),
        pytest.param(("08:30", "18:00"), ("08:00", "17:59"), ("08:30", "17:59"), id="a minute shorter"),
        pytest.param(("08:30", "18:00"), None, None, id="where nobody else sells, nor does the outlet"),
        pytest.param(None, ("08:00", "18:00"), None, id="closed anyway"),
    ],
)
def test_hours_that_may_not_go_beyond_those_of_other_alcohol(hours, other, left):
    spans = [span and ServiceHours.parse(*span) for span in (hours, other)]
    found = bounded_by_other_alcohol(*spans)
    assert (found and found.pair) == left


@pytest.mark.parametrize(
    ("on", "flags", "end", "questions"),
    [
        pytest.param(date(2026, 5, 28), {MATCH_VENUE}, "27:00", (), id="the day before the temporary act"),
        pytest.param(
            date(2026, 5, 29), {MATCH_VENUE}, "30:00", (TEMPORARY_ACT_2026,), id="its first day, with matches"
        ),
        pytest.param(date(2026, 5, 29), set(), "27:00", (TEMPORARY_ACT_2026,), id="its first day, without"),
        pytest.param(
            date(2026, 7, 19), {MATCH_VENUE}, "30:00", (TEMPORARY_ACT_2026,), id="its last day, with matches"
        ),
        pytest.param(date(2026, 7, 20), {MATCH_VENUE}, "27:00", (), id="the day after it"),
    ],
)
def test_trap_29_the_limits_are_dated(on, flags, end, questions):
    hours = national_hours(SERVING, ONE, on, flags=flags)
    assert (hours.limit.pair[1], hours.questions) == (end, questions)


def test_before_2015_the_hours_are_not_known():
    assert national_hours(SALE, ONE, date(2015, 1, 2)).normal
    with pytest.raises(HoursNotKnown) as caught:
        national_hours(SALE, ONE, date(2014, 12, 31))
    assert caught.value.code == "hours_before_2015"


def test_an_unknown_flag_is_refused():
    with pytest.raises(BadValue) as caught:
        national_hours(SERVING, ONE, FRIDAY, flags={"happy_hour"})
    assert caught.value.facts == {"flag": "happy_hour"}
