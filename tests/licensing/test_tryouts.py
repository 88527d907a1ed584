"""What a draft policy would do to licences that are held."""

import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from licensing.errors import BadValue
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapStated,
    CaseSort,
    CategoryTest,
    DayClass,
    FactTest,
    LocalDays,
    Otherwise,
    Policy,
    Rule,
    RuleKind,
    Strength,
    Unmet,
    When,
    Yearly,
    Zone,
)
from licensing.policy.effects import PlaceEffect
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from licensing.tryouts import (
    Consequence,
    EndSpan,
    Figures,
    Held,
    HoursCell,
    Trial,
    TriedUnder,
    condition_key,
    hours_terms,
    over_cap,
    try_out,
)
from licensing.tryouts.days import trial_days
from tests.licensing.held_licences import (
    ALL_GROUPS,
    GRANTED,
    ON,
    condition_rule,
    hours_row,
    hours_rule,
    licence,
    place_rule,
    policy,
    pub,
)

NEVER, NORMALLY_NOT = PlaceEffect(Allow.NEVER), PlaceEffect(Allow.NORMALLY_NOT)
TRAINED = FactTest("trained", equals=True)
WITH_OUTDOORS = (AreaKind.INDOOR, AreaKind.OUTDOOR)
PUBS = When(categories=(VenueCategory.PUB_BAR,))


def under(draft: Policy, held: Held, *, present: Policy | None = None, **more: Any) -> TriedUnder:
    """What a draft would do to one licence."""
    return Trial([draft], present, ON).tried(licence(held, **more)).under[0]


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        pytest.param(place_rule(NEVER, when=PUBS), Consequence.LOST, id="never for such places"),
        pytest.param(
            place_rule(NEVER, when=When(categories=(VenueCategory.KIOSK,))),
            Consequence.UNCHANGED,
            id="never for other places",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, exception="når særlige grunner tilsier det"),
            Consequence.JUDGED,
            id="never, but the text opens for exceptions",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, strength=Strength.DEFAULT), Consequence.JUDGED, id="a default"
        ),
        pytest.param(place_rule(NORMALLY_NOT, when=PUBS), Consequence.JUDGED, id="normally not"),
        pytest.param(
            place_rule(NEVER, when=PUBS, strength=Strength.INFO), Consequence.UNCHANGED, id="only told"
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, sorts=(CaseSort.NEW,))),
            Consequence.UNCHANGED,
            id="only of new licences",
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, zones=("residential",))),
            Consequence.UNKNOWN,
            id="in a zone that nobody has put it in",
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, tests=(FactTest("gambling", equals=True),))),
            Consequence.UNKNOWN,
            id="hangs on an answer",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, last_day=ON - timedelta(days=1)),
            Consequence.UNCHANGED,
            id="a rule that ended the day before",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, last_day=ON), Consequence.LOST, id="a rule on its last day"
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.HOTEL,))),
            Consequence.LOST,
            id="a positive list without it",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.PUB_BAR,))),
            Consequence.UNCHANGED,
            id="a positive list with it",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.HOTEL,)), strength=Strength.DEFAULT),
            Consequence.JUDGED,
            id="a positive list that may be departed from",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_groups=(Group.ONE, Group.TWO))),
            Consequence.PART_LOST,
            id="a group that such places may not have",
        ),
        pytest.param(
            place_rule(NEVER, when=When(groups=(Group.THREE,))), Consequence.PART_LOST, id="never spirits"
        ),
        pytest.param(
            place_rule(NEVER, when=When(areas=(AreaKind.OUTDOOR,))),
            Consequence.PART_LOST,
            id="never outdoors",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_where="avskjermet område", only_where_fact="screened")),
            Consequence.UNKNOWN,
            id="only a part of the place, and not told whether it is",
        ),
    ],
)
def test_who_can_have_a_licence(rule: Rule, result: Consequence) -> None:
    zones = (Zone("residential", "boligområde"),)
    held = pub(areas=WITH_OUTDOORS)
    assert under(policy(rule, zones=zones), held).result is result


def test_what_is_lost_is_named() -> None:
    rule = place_rule(PlaceEffect(only_groups=(Group.ONE, Group.TWO)), document="R", paragraph="punkt 4")
    (would,) = under(policy(rule), pub()).woulds
    assert (would.what, would.groups, would.rule, would.source) == (
        Consequence.PART_LOST,
        (Group.THREE,),
        "P-1",
        "retningslinjene punkt 4",
    )


def test_a_licence_that_loses_all_it_has_is_lost() -> None:
    only_beer = place_rule(PlaceEffect(only_groups=(Group.ONE,)))
    assert under(policy(only_beer), pub(groups=(Group.TWO,))).result is Consequence.LOST


@pytest.mark.parametrize(
    ("walled_off", "result"),
    [
        pytest.param(True, Consequence.UNCHANGED, id="walled off: allowed by the narrower rule"),
        pytest.param(False, Consequence.LOST, id="not walled off"),
        pytest.param(None, Consequence.UNKNOWN, id="not told: the narrower rule may turn it"),
    ],
)
def test_the_narrower_answer_goes_first(walled_off: bool | None, result: Consequence) -> None:
    allowed = place_rule(
        PlaceEffect(Allow.YES), when=replace(PUBS, tests=(FactTest("walled_off", equals=True),))
    )
    draft = policy(replace(allowed, code="P-2"), place_rule(NEVER, when=PUBS))
    answers = () if walled_off is None else (("walled_off", walled_off),)
    assert under(draft, pub(answers=answers)).result is result


@pytest.mark.parametrize(
    ("rooms", "otherwise", "result"),
    [
        pytest.param(30, Otherwise.REFUSE, Consequence.UNCHANGED, id="thirty rooms"),
        pytest.param(29, Otherwise.REFUSE, Consequence.LOST, id="twenty-nine, refused"),
        pytest.param(29, Otherwise.CONSIDER, Consequence.JUDGED, id="twenty-nine, weighed"),
        pytest.param(29, Otherwise.ASK, Consequence.JUDGED, id="twenty-nine, asked about"),
        pytest.param(None, Otherwise.REFUSE, Consequence.UNKNOWN, id="not told"),
    ],
)
def test_the_local_test_of_a_category(rooms: int | None, otherwise: Otherwise, result: Consequence) -> None:
    hotel = CategoryTest(VenueCategory.HOTEL, tests=(FactTest("rooms", at_least=30),), otherwise=otherwise)
    answers = () if rooms is None else (("rooms", rooms),)
    held = pub(category=VenueCategory.HOTEL, answers=answers)
    assert under(policy(categories=(hotel,)), held).result is result
    assert under(policy(categories=(hotel,)), pub()).result is Consequence.UNCHANGED


@pytest.mark.parametrize(
    ("rule", "has", "result"),
    [
        pytest.param(condition_rule("Vakt fra kl. 22"), (), Consequence.CONDITION, id="lacks it"),
        pytest.param(
            condition_rule("Vakt fra kl. 22."), ("vakt  fra kl. 22",), Consequence.UNCHANGED, id="has it"
        ),
        pytest.param(
            condition_rule("Vakt fra kl. 22", standard=False), (), Consequence.UNCHANGED, id="only offered"
        ),
        pytest.param(
            condition_rule("Vakt", when=When(categories=(VenueCategory.HOTEL,))),
            (),
            Consequence.UNCHANGED,
            id="of other places",
        ),
        pytest.param(
            condition_rule("Mat", test=TRAINED, unmet=Unmet.REFUSE), (), Consequence.UNKNOWN, id="not told"
        ),
    ],
)
def test_a_condition_that_a_licence_lacks(rule: Rule, has: tuple[str, ...], result: Consequence) -> None:
    given = tuple(condition_key(text) for text in has)
    assert under(policy(rule), pub(), conditions=given).result is result


def test_a_demand_that_is_known_not_to_be_met_takes_the_licence() -> None:
    rule = condition_rule("Mat", test=TRAINED, unmet=Unmet.REFUSE)
    assert under(policy(rule), pub(answers=(("trained", False),))).result is Consequence.LOST


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


def cap(limit: int | None = None, **more: Any) -> Rule:
    """A cap on serving licences."""
    when = more.pop("when", When(kinds=(LicenceKind.SERVING,)))
    return Rule("CAP", RuleKind.CAP, Strength.HARD, when, cap=CapEffect(limit, **more))


@pytest.mark.parametrize(
    ("rule", "held", "places"),
    [
        pytest.param(cap(3), pub(), [""], id="in the municipality"),
        pytest.param(cap(3), Held(LicenceKind.SALE), [], id="of another kind"),
        pytest.param(cap(3), pub(type=LicenceType.AMBULATORY, terms=()), [], id="events take no seat"),
        pytest.param(
            cap(3, when=When(types=(LicenceType.AMBULATORY,))),
            pub(type=LicenceType.AMBULATORY, terms=()),
            [""],
            id="unless the cap names them",
        ),
        pytest.param(cap(3, exempt=(VenueCategory.PUB_BAR,)), pub(), [], id="exempt"),
        pytest.param(cap(stated=CapStated.NONE), pub(), [], id="the text says that there is no cap"),
        pytest.param(cap(stated=CapStated.UNDECIDED), pub(), [""], id="no number is given"),
        pytest.param(
            cap(3, scope=CapScope.ZONE),
            pub(placed_in=("centre", "old_town")),
            ["centre", "old_town"],
            id="each zone",
        ),
        pytest.param(
            cap(3, scope=CapScope.ZONE, when=When(zones=("centre",))),
            pub(placed_in=("centre", "old_town")),
            ["centre"],
            id="one zone",
        ),
    ],
)
def test_the_seats_that_a_licence_takes(rule: Rule, held: Held, places: list[str]) -> None:
    zones = (Zone("centre", "sentrum"), Zone("old_town", "gamlebyen"))
    assert [seat.zone for seat in under(policy(rule, zones=zones), held).seats] == places


DAYS = {date(2020, 1, 1): 2, date(2022, 1, 1): 3, date(2024, 1, 1): 1}


@pytest.mark.parametrize(
    ("limit", "keep", "tied", "shared", "over"),
    [
        pytest.param(7, 6, 0, 0, 0, id="more than enough"),
        pytest.param(6, 6, 0, 0, 0, id="just enough"),
        pytest.param(5, 5, 0, 0, 1, id="the youngest stands over"),
        pytest.param(4, 2, 3, 2, 1, id="three of one day share two"),
        pytest.param(2, 2, 0, 0, 4, id="the limit falls between two days"),
        pytest.param(1, 0, 2, 1, 4, id="two share one"),
        pytest.param(0, 0, 0, 0, 6, id="none"),
    ],
)
def test_who_would_stand_over_another_number(
    limit: int, keep: int, tied: int, shared: int, over: int
) -> None:
    found = over_cap(DAYS, limit)
    assert (found.keep, found.tied, found.places_for_tied, found.over) == (keep, tied, shared, over)
    assert found.keep + found.tied + found.over == found.counted == 6


def test_a_lower_number_never_lets_more_keep_their_seats() -> None:
    kept = [over_cap(DAYS, limit) for limit in range(8)]
    assert [one.keep + one.places_for_tied for one in kept] == [0, 1, 2, 3, 4, 5, 6, 6]
    assert all(more.over <= fewer.over for fewer, more in pairwise(kept))


def test_a_cap_below_nought_is_refused() -> None:
    with pytest.raises(BadValue, match="cap_below_nought"):
        over_cap(DAYS, -1)


def test_figures_of_two_drafts_side_by_side() -> None:
    strict = policy(hours_rule(None, 1500), place_rule(NEVER, when=When(categories=(VenueCategory.HOTEL,))))
    asking = replace(condition_rule("Kurs", test=TRAINED), code="C-2")
    trial = Trial([strict, policy(condition_rule("Vakt"), asking)], None, ON)
    licences = [licence(pub(end), reference=end) for end in (1500, 1530, 1560)]
    licences.append(licence(pub(1500, category=VenueCategory.HOTEL), reference=4))
    figures = try_out(trial, licences)
    assert figures.consequences == [
        {Consequence.UNCHANGED: 1, Consequence.SHORTENED: 2, Consequence.LOST: 1},
        {Consequence.CONDITION: 4},
    ]
    assert figures.unknown == [{}, {"trained": 4}]
    assert figures.conditions == [{}, {"C-1": 4}]
    assert figures.licensed == {LicenceKind.SERVING: 4}
    row = figures.hours[HoursCell(LicenceKind.SERVING, AreaKind.INDOOR, VenueCategory.PUB_BAR)]
    assert (row.places, row.now) == (3, EndSpan(1500, 1560))
    assert row.then == (EndSpan(1500, 1500), EndSpan(1500, 1560))


def test_figures_gathered_in_chunks_are_the_same_and_survive_being_stored() -> None:
    draft = policy(hours_rule(None, 1500), condition_rule("Vakt", test=TRAINED))
    licences = [licence(pub(1440 + 30 * (number % 5)), reference=number) for number in range(40)]
    whole = try_out(Trial([draft], None, ON), licences)
    gathered = Figures.of(1)
    for first in range(0, 40, 7):
        gathered.add(try_out(Trial([draft], None, ON), licences[first : first + 7]))
    assert gathered == whole
    assert Figures.from_stored(whole.as_stored) == whole


def test_the_order_of_licences_and_what_was_tried_before_change_nothing() -> None:
    draft = policy(hours_rule(None, 1500), place_rule(NEVER, when=replace(PUBS, groups=(Group.THREE,))))
    held = [pub(1440 + 30 * (number % 5), groups=ALL_GROUPS[: 1 + number % 3]) for number in range(30)]
    licences = [licence(one, reference=number) for number, one in enumerate(held)]
    trial = Trial([draft], None, ON)
    forwards = {one.reference: trial.tried(one) for one in licences}
    assert forwards == {one.reference: Trial([draft], None, ON).tried(one) for one in reversed(licences)}


def test_a_draft_is_tried_as_if_it_were_in_force() -> None:
    later = policy(hours_rule(None, 1500), first_day=date(2028, 10, 1), last_day=date(2032, 9, 30))
    assert under(later, pub(1560)).result is Consequence.SHORTENED


def test_memory_does_not_grow_with_the_number_of_licences() -> None:
    draft = policy(hours_rule(None, 1500), condition_rule("Vakt"))

    def peak(number: int) -> int:
        stream = (
            licence(pub(1440 + 15 * (one % 9)), reference=one, granted_on=GRANTED + timedelta(one % 900))
            for one in range(number)
        )
        tracemalloc.start()
        try_out(Trial([draft], None, ON), stream)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(200)  # What the rules remember of days and terms is the same for all.
    few = peak(1000)
    assert peak(5000) - few < 4000 * 20


@pytest.mark.parametrize(
    ("placed_in", "result"),
    [
        pytest.param(("residential",), Consequence.LOST, id="in the zone"),
        pytest.param(("residential", "old_zone"), Consequence.LOST, id="in a zone of an older policy too"),
        pytest.param(("",), Consequence.UNCHANGED, id="outside all zones"),
        pytest.param(("old_zone",), Consequence.UNKNOWN, id="only in a zone that the draft does not have"),
        pytest.param((), Consequence.UNKNOWN, id="nobody has said"),
    ],
)
def test_where_a_place_lies_is_read_by_the_zones_of_the_draft(
    placed_in: tuple[str, ...], result: Consequence
) -> None:
    draft = policy(
        place_rule(NEVER, when=When(zones=("residential",))), zones=(Zone("residential", "boligområde"),)
    )
    tried = under(draft, pub(placed_in=placed_in))
    assert tried.result is result
    assert [would.asks for would in tried.woulds if would.asks] == [("zone",)] * (
        result is Consequence.UNKNOWN
    )
