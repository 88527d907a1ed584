"""How a draft policy would move the hours of licences, and on which days that is tried."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensing.licences import AreaKind, Group, LicenceKind, LicenceType
from licensing.policy import (
    DayClass,
    FactTest,
    LocalDays,
    Strength,
    When,
    Yearly,
)
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from licensing.tryouts import (
    Consequence,
    hours_terms,
)
from licensing.tryouts.days import trial_days
from tests.licensing.held_licences import (
    GRANTED,
    ON,
    hours_row,
    hours_rule,
    policy,
    pub,
    under,
)

TRAINED = FactTest("trained", equals=True)
WITH_OUTDOORS = (AreaKind.INDOOR, AreaKind.OUTDOOR)


def test_shorter_hours_say_from_what_to_what_on_which_days_by_which_rule() -> None:
    draft = policy(hours_rule(None, 1500, when=When(weekdays=(5, 6))))
    tried = under(draft, pub(1560))
    assert tried.result is Consequence.SHORTENED
    told = {would.groups: would for would in tried.woulds}
    beer = told[Group.ONE, Group.TWO]
    assert (beer.before, beer.after) == ((ServiceHours(600, 1560),), (ServiceHours(600, 1500),))
    assert (beer.weekdays, beer.days, beer.rule) == ((5, 6), (), "H-1")
    assert beer.source == "retningslinjene punkt 2"
    assert told[(Group.THREE,)].before == (ServiceHours(780, 1560),)


@pytest.mark.parametrize(
    ("latest", "result"),
    [
        pytest.param(1560, Consequence.UNCHANGED, id="to the hour it has"),
        pytest.param(1559, Consequence.SHORTENED, id="a minute less"),
        pytest.param(1620, Consequence.UNCHANGED, id="longer than it has"),
    ],
)
def test_hours_are_shortened_from_the_first_minute(latest: int, result: Consequence) -> None:
    assert under(policy(hours_rule(480, latest)), pub(1560)).result is result


def test_a_rule_beyond_the_law_lengthens_and_shortens_nothing() -> None:
    # Spirits from 08 are outside the law; what stands is 13.
    assert under(policy(hours_rule(480, 1620)), pub(1560)).woulds == ()


def test_a_default_on_hours_is_weighed() -> None:
    draft = policy(hours_rule(None, 1500, strength=Strength.DEFAULT))
    assert under(draft, pub(1560)).result is Consequence.JUDGED


def test_a_later_hour_for_the_trained_is_asked_about_and_taken_from_nobody() -> None:
    later = hours_rule(None, 1620, code="H-2", when=When(tests=(TRAINED,)), strength=Strength.CONDITION)
    draft = policy(hours_rule(480, 1560), replace(later, rank=1))
    assert under(draft, pub(1620)).result is Consequence.UNKNOWN
    assert under(draft, pub(1620, answers=(("trained", True),))).result is Consequence.UNCHANGED
    assert under(draft, pub(1620, answers=(("trained", False),))).result is Consequence.SHORTENED


def test_spirits_are_cut_with_other_alcohol() -> None:
    draft = policy(hours_rule(None, 1500, when=When(groups=(Group.ONE, Group.TWO))))
    told = {would.groups: would for would in under(draft, pub(1560)).woulds}
    assert told[(Group.THREE,)].after == (ServiceHours(780, 1500),)
    assert told[(Group.THREE,)].rule == "H-1"


def test_hours_that_follow_the_policy_move_with_it() -> None:
    present = policy(hours_rule(480, 1560, when=When(kinds=(LicenceKind.SERVING,))))
    draft = policy(hours_rule(480, 1500))
    follows = pub(terms=())
    tried = under(draft, follows, present=present)
    assert {(would.before[0].end, would.after[0].end) for would in tried.woulds} == {(1560, 1500)}
    # Where the draft says nothing, the normal hours of the law hold again: to 01 for beer and wine.
    silent = under(policy(), follows, present=present)
    assert {would.after[0].end for would in silent.woulds} == {1500, 1440}


def test_hours_that_the_licence_was_given_stand_where_the_draft_says_nothing() -> None:
    assert under(policy(), pub(1560)).result is Consequence.UNCHANGED


def test_outdoors_as_indoors_follows_what_is_left_indoors() -> None:
    rows = [
        hours_row(600, 1560, group=1),
        hours_row(600, 1560, group=1, area=AreaKind.OUTDOOR),
    ]
    held = pub(groups=(Group.ONE,), areas=WITH_OUTDOORS, terms=tuple(rows))
    as_indoors = replace(hours_rule(code="H-2", when=When(areas=(AreaKind.OUTDOOR,))), rank=1)
    assert as_indoors.hours is not None
    draft = policy(
        hours_rule(480, 1500, when=When(areas=(AreaKind.INDOOR,))),
        replace(as_indoors, hours=replace(as_indoors.hours, same_as_area=AreaKind.INDOOR)),
    )
    ends = {would.area: would.after[0].end for would in under(draft, held).woulds}
    assert ends == {AreaKind.INDOOR: 1500, AreaKind.OUTDOOR: 1500}


def test_what_was_given_once_is_no_hours_to_lose() -> None:
    once = hours_row(600, 1620, group=1, granted_on=ON, last_day=ON)
    assert hours_terms([once], ON, LicenceType.PERMANENT) == ()
    assert hours_terms([once], ON, LicenceType.SINGLE_OCCASION) != ()


def test_licences_with_the_same_hours_are_alike_whoever_decided_them_when() -> None:
    rows = [[hours_row(600, 1560, group=1, granted_on=day)] for day in (GRANTED, GRANTED + timedelta(9))]
    first, second = (hours_terms(row, ON, LicenceType.PERMANENT) for row in rows)
    assert first == second


def test_a_rule_for_a_day_that_comes_later_in_the_year_is_tried_on_that_day() -> None:
    new_years_eve = hours_rule(None, 1440, when=When(day_classes=(DayClass.NEW_YEARS_EVE,)))
    for would in under(policy(new_years_eve), pub(1560)).woulds:
        assert (would.weekdays, would.days) == ((), (date(2026, 12, 31),))


def test_the_week_is_an_ordinary_one() -> None:
    days = trial_days([], date(2026, 12, 24))
    assert [day.isoweekday() for day in days.week] == [1, 2, 3, 4, 5, 6, 7]
    assert days.week[3] == date(2027, 1, 7)  # 24 and 31 December are eves.
    fair = LocalDays("fair", "Martnan", yearly=Yearly(lasting=5, month=2, weekday=2, nth=-2))
    martnan = trial_days([policy(local_days=(fair,))], date(2027, 2, 16))
    assert martnan.week[1] == date(2027, 2, 23)
    named = trial_days(
        [policy(hours_rule(None, 1500, when=When(local_days=("fair",))), local_days=(fair,))], ON
    )
    assert named.named == (date(2027, 2, 16),)


def test_a_licence_for_a_part_of_the_year_is_tried_in_it() -> None:
    summer = Season.parse("07-15", "08-15")
    days = trial_days(
        [policy(hours_rule(None, 1500, when=When(season=Season.parse("12-01", "05-01"))))], ON, summer
    )
    assert all(summer.covers(day) for day in days.all)
