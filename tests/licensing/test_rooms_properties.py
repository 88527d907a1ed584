"""What is true of all hours in force and of all rooms that are taken, whatever the terms say."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licensing.granted_hours import granted_on, is_in_season, united
from licensing.hours import OVERNIGHT_GUEST
from licensing.hours_in_force import Place, hours_in_force
from licensing.licences import AreaKind, Attribute, Group, LicenceKind, Seller, TermRow, terms_on
from licensing.occupancy import CoveredRoom, Days, first_overlap, occupied
from licensing.service_hours import ServiceHours
from tests.licensing.local_rules import hours, policy

pytestmark = [pytest.mark.property, pytest.mark.slow]

FIRST, LAST = date(2026, 1, 1), date(2027, 3, 31)
DAYS = st.dates(FIRST, LAST)
WEEKDAYS = st.lists(st.integers(1, 7), max_size=4, unique=True)
MINUTES = st.integers(0, 1800)
ROOMS = [CoveredRoom(1, AreaKind.INDOOR, FIRST), CoveredRoom(2, AreaKind.OUTDOOR, FIRST)]
SEASONS = st.sampled_from(["07-15/08-15", "12-01/05-01", "12-01/02-29", "01-01/12-31"])


@st.composite
def spans(draw, earliest=0):
    start = draw(st.integers(earliest, 1799))
    return start, draw(st.integers(start + 1, 1800))


@st.composite
def hours_rows(draw, earliest=0):
    first_day = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(0, 200)))
    lines = [
        {"weekdays": draw(WEEKDAYS), "start": start, "end": end}
        for start, end in draw(st.lists(spans(earliest), max_size=2))
    ]
    return TermRow(
        Attribute.HOURS,
        json.dumps(lines),
        first_day,
        None if length is None else first_day + timedelta(days=length),
        draw(DAYS),
        draw(st.integers(1, 3)),
        area=draw(st.sampled_from([None, *AreaKind])),
        group=draw(st.sampled_from([None, *Group])),
        room=draw(st.sampled_from([None, 1, 2])),
    )


@st.composite
def local_rules(draw):
    kind = draw(st.sampled_from(LicenceKind))
    return hours("rule", kind, draw(MINUTES), draw(MINUTES), weekdays=tuple(draw(WEEKDAYS)))


PLACES = st.sampled_from(
    [
        (Place(LicenceKind.SERVING, AreaKind.INDOOR, 1), Group.ONE),
        (Place(LicenceKind.SERVING, AreaKind.OUTDOOR, 2), Group.TWO),
        (Place(LicenceKind.SERVING, AreaKind.INDOOR, 1), Group.THREE),
        (Place(LicenceKind.SALE, AreaKind.INDOOR, 1, seller=Seller.GROCERY), Group.ONE),
        (Place(LicenceKind.SALE, AreaKind.INDOOR, 1, seller=Seller.PRODUCER), Group.TWO),
        (Place(LicenceKind.SALE, AreaKind.INDOOR, 1, seller=Seller.VINMONOPOLET), Group.THREE),
    ]
)


@given(st.lists(hours_rows(), max_size=5), st.lists(local_rules(), max_size=3), DAYS, PLACES)
def test_without_a_flag_that_the_law_names_no_hour_in_force_leaves_the_outermost(rows, rules, day, asked):
    place, group = asked
    answer = hours_in_force(rows, day, place, group, policy=policy(*rules))
    limit = answer.national.limit
    assert all(limit is not None and part.within(limit) for part in answer.hours)
    if place.kind is LicenceKind.SERVING:
        earliest = 13 * 60 if group is Group.THREE else 6 * 60
        assert all(earliest <= part.start and part.end <= 27 * 60 for part in answer.hours)


@given(st.lists(hours_rows(), max_size=5), DAYS)
def test_an_overnight_guest_changes_nothing_for_group_3_beyond_other_alcohol(rows, day):
    place = Place(LicenceKind.SERVING, AreaKind.INDOOR, 1)
    flagged = hours_in_force(rows, day, place, Group.THREE, flags={OVERNIGHT_GUEST})
    assert all(part.start >= 13 * 60 and part.end <= 27 * 60 for part in flagged.hours)


@given(st.lists(hours_rows(), max_size=6), DAYS, st.randoms(use_true_random=False))
def test_hours_and_rooms_do_not_depend_on_the_order_of_entry(rows, day, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    place = Place(LicenceKind.SERVING, AreaKind.INDOOR, 1)
    assert terms_on(rows, day) == terms_on(shuffled, day)
    assert hours_in_force(rows, day, place, Group.ONE).hours == (
        hours_in_force(shuffled, day, place, Group.ONE).hours
    )
    assert occupied(rows, ROOMS, [Days(FIRST, LAST)]) == occupied(
        shuffled, list(reversed(ROOMS)), [Days(FIRST, LAST)]
    )


@given(st.lists(hours_rows(earliest=360), max_size=4), st.lists(SEASONS, max_size=1), DAYS)
def test_a_room_is_taken_each_day_for_just_the_hours_that_the_terms_give(rows, seasons, day):
    rows = [*rows, *(TermRow(Attribute.SEASON, value, FIRST, None, FIRST, 1) for value in seasons)]
    taken = occupied(rows, ROOMS, [Days(FIRST, LAST)])
    for one in taken:
        assert one.first_day.isoweekday() == one.last_day.isoweekday() == one.weekday
    for room in ROOMS:
        answers = [granted_on(rows, day, group=group, area=room.area, room=room.room) for group in Group]
        known = [answer for answer in answers if answer]
        expected = united(part for answer in known for part in answer.hours)
        if not known:
            expected = (ServiceHours(360, 1620),)
        if not is_in_season(rows, day):
            expected = ()
        on_day = [
            one.hours
            for one in taken
            if one.room == room.room
            and one.weekday == day.isoweekday()
            and one.first_day <= day <= one.last_day
        ]
        assert tuple(sorted(on_day)) == expected


@given(st.lists(hours_rows(), max_size=3), st.lists(hours_rows(), max_size=3))
def test_two_licences_meet_or_do_not_whichever_is_asked_first(mine, theirs):
    one, other = (occupied(rows, ROOMS, [Days(FIRST, LAST)]) for rows in (mine, theirs))
    assert first_overlap(one, other, same_holder=False) == first_overlap(other, one, same_holder=False)
    assert first_overlap(one, other, same_holder=True) is None
