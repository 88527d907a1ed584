"""What is true of all hours."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.hours import FLAGS, TRADE_TASTING, national_hours
from licensing.licences import Group, LicenceKind, Seller
from licensing.service_hours import (
    OSLO,
    SERVICE_DAY_END,
    SERVICE_DAY_START,
    ServiceHours,
    clip,
    serving_ends_at,
)

pytestmark = [pytest.mark.property, pytest.mark.slow]

DAYS = st.dates(date(2015, 1, 1), date(2060, 12, 31))
MINUTES = st.integers(SERVICE_DAY_START, SERVICE_DAY_END)


@st.composite
def service_hours(draw):
    start = draw(st.integers(0, SERVICE_DAY_END - 1))
    return ServiceHours(start, draw(st.integers(start + 1, SERVICE_DAY_END)))


@given(DAYS, st.sampled_from(Group), st.sets(st.sampled_from(sorted(FLAGS))))
def test_normal_serving_hours_lie_within_the_outermost(on, group, flags):
    hours = national_hours(LicenceKind.SERVING, group, on, flags=flags)
    assert hours.normal.within(hours.limit)
    if group is Group.THREE and TRADE_TASTING not in flags:
        assert hours.limit.start >= 13 * 60


@given(DAYS, st.sampled_from([(Seller.GROCERY, Group.ONE), (Seller.VINMONOPOLET, Group.THREE)]))
def test_normal_sale_hours_lie_within_the_outermost(on, sold):
    seller, group = sold
    hours = national_hours(LicenceKind.SALE, group, on, seller=seller)
    assert (hours.normal is None) is (hours.limit is None)
    assert hours.normal is None or hours.normal.within(hours.limit)


@given(service_hours(), service_hours())
def test_clipped_hours_lie_within_both(asked, limit):
    left = clip(asked, limit).hours
    if left is None:
        assert asked.end <= limit.start or limit.end <= asked.start
    else:
        assert left.within(asked)
        assert left.within(limit)


@given(service_hours())
def test_hours_survive_their_stored_form(hours):
    assert ServiceHours.parse(*hours.pair) == hours


CLOCK_CHANGES = st.sampled_from(
    [date(2027, 3, 27), date(2027, 10, 30), date(2028, 3, 25), date(2028, 10, 28)]
)


@given(st.one_of(DAYS, CLOCK_CHANGES), MINUTES)
def test_serving_never_goes_on_after_the_clock_first_showed_the_time(service_day, end):
    ends_at = serving_ends_at(service_day, end)
    midnight = datetime.combine(service_day, datetime.min.time())
    wanted = midnight + timedelta(minutes=end)
    shown = ends_at.astimezone(OSLO).replace(tzinfo=None)
    just_before = (ends_at - timedelta(minutes=1)).astimezone(OSLO).replace(tzinfo=None)
    assert just_before < wanted
    # On the autumn night the clock is set back at the very moment that it would have shown 03:00.
    set_back = datetime.combine(
        service_day + timedelta(days=1), datetime.min.time().replace(hour=1), tzinfo=UTC
    )
    assert shown >= wanted or ends_at == set_back


@given(st.one_of(DAYS, CLOCK_CHANGES), MINUTES, MINUTES)
def test_a_later_limit_never_ends_earlier(service_day, one, other):
    early, late = sorted((one, other))
    assert serving_ends_at(service_day, early) <= serving_ends_at(service_day, late)
