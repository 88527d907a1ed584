"""The local policy: versions, caps, hours, criteria and conditions."""

from datetime import date

import pytest

from licensing.assessment import Facts
from licensing.assessment.place_rules import standard_conditions
from licensing.assessment.policy_rules import applies
from licensing.caps import CapCount, cap_concerns, cap_standing
from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.local_hours import local_hours
from licensing.policy import Policy, Situation, policy_on
from licensing.service_hours import ServiceHours
from tests.licensing.local_rules import cap, condition, criterion, hours, policy

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
NORMAL = ServiceHours.parse("08:00", "25:00")
FRIDAY, SUNDAY = date(2026, 11, 20), date(2026, 11, 22)


@pytest.mark.parametrize(
    ("used", "left", "full"),
    [
        pytest.param(36, 2, False, id="two places left"),
        pytest.param(37, 1, False, id="the last place"),
        pytest.param(38, 0, True, id="full"),
        pytest.param(40, 0, True, id="passed before the cap came"),
    ],
)
def test_what_is_left_under_a_cap(used, left, full):
    standing = cap_standing(cap("serving", 38), CapCount("serving", used, pending=1))
    assert (standing.left, standing.is_full, standing.pending) == (left, full, 1)


def test_a_cap_without_a_number_is_never_full():
    standing = cap_standing(cap("serving", None), CapCount("serving", 500))
    assert (standing.left, standing.is_full) == (None, False)


@pytest.mark.parametrize(
    ("rule", "concerned"),
    [
        pytest.param(cap("c", 1), True, id="a cap on everything"),
        pytest.param(cap("c", 1, kinds=(SALE,)), False, id="a cap on sale"),
        pytest.param(cap("c", 1, groups=(Group.THREE,)), False, id="a cap on group 3"),
        pytest.param(cap("c", 1, groups=(Group.TWO, Group.THREE)), True, id="a cap on group 2 or 3"),
        pytest.param(cap("c", 1, categories=(VenueCategory.NIGHTCLUB,)), False, id="a cap on nightclubs"),
    ],
)
def test_whom_a_cap_concerns(rule, concerned):
    cafe = Situation(SERVING, groups=(Group.ONE, Group.TWO), category=VenueCategory.CAFE)
    assert cap_concerns(rule, cafe).met is concerned


def test_an_unknown_category_leaves_a_cap_unknown():
    somewhere = Situation(SERVING, groups=(Group.ONE,))
    assert cap_concerns(cap("c", 1, categories=(VenueCategory.CAFE,)), somewhere).met is None


DEMO_RULES = (
    hours("all", SERVING, 8 * 60, 25 * 60),
    hours("weekend", SERVING, latest=26 * 60, weekdays=(5, 6)),
    hours("spirits", SERVING, earliest=13 * 60, groups=(Group.THREE,)),
    hours("outdoors", SERVING, latest=23 * 60, areas=(AreaKind.OUTDOOR,), rank=1),
)


def local(on, group=Group.ONE, area=AreaKind.INDOOR, rules=DEMO_RULES, kind=SERVING):
    place = Situation(kind, groups=(group,), area=area, day=on)
    return local_hours(rules, place, normal=NORMAL)


@pytest.mark.parametrize(
    ("on", "group", "area", "pair"),
    [
        pytest.param(SUNDAY, Group.ONE, AreaKind.INDOOR, ("08:00", "25:00"), id="a Sunday inside"),
        pytest.param(FRIDAY, Group.ONE, AreaKind.INDOOR, ("08:00", "26:00"), id="a Friday inside"),
        pytest.param(FRIDAY, Group.THREE, AreaKind.INDOOR, ("13:00", "26:00"), id="spirits on a Friday"),
        pytest.param(FRIDAY, Group.THREE, AreaKind.OUTDOOR, ("13:00", "23:00"), id="spirits outside"),
    ],
)
def test_beginning_and_end_are_ruled_apart(on, group, area, pair):
    for rules in (DEMO_RULES, DEMO_RULES[::-1]):
        answer = local(on, group, area, rules)
        assert (answer.hours.pair, answer.conflict) == (pair, False)


def test_the_answer_names_the_rules_that_gave_it():
    assert [rule.code for rule in local(FRIDAY, Group.THREE).rules] == ["spirits", "weekend"]


def test_no_rule_is_no_answer():
    assert local(FRIDAY, kind=SALE) is None


def test_what_no_rule_moves_stays_normal():
    answer = local(FRIDAY, rules=(hours("end", SERVING, latest=24 * 60),))
    assert answer.hours.pair == ("08:00", "24:00")


def test_equal_rules_that_disagree_are_a_conflict_and_the_stricter_holds():
    rules = (
        hours("friday", SERVING, latest=26 * 60, weekdays=(5,)),
        hours("outdoors", SERVING, latest=23 * 60, weekdays=(5,)),
    )
    answer = local(FRIDAY, rules=rules)
    assert (answer.hours.pair[1], answer.conflict) == ("23:00", True)


def test_the_narrower_set_of_days_wins():
    rules = (
        hours("weekend", SERVING, latest=26 * 60, weekdays=(5, 6)),
        hours("friday", SERVING, latest=27 * 60, weekdays=(5,)),
    )
    assert local(FRIDAY, rules=rules).hours.pair[1] == "27:00"


def test_rules_that_leave_nothing_close_the_day():
    rules = (hours("late", SERVING, earliest=20 * 60), hours("early", SERVING, latest=18 * 60))
    assert local(FRIDAY, rules=rules).hours is None


def test_the_version_that_began_last_holds():
    old = Policy("p", 1, "Gamle retningslinjer", date(2020, 1, 1))
    new = Policy("p", 2, "Nye retningslinjer", date(2024, 1, 1), date(2028, 9, 30))
    assert policy_on((new, old), date(2019, 12, 31)) is None
    assert policy_on((new, old), date(2023, 12, 31)) is old
    assert policy_on((new, old), date(2024, 1, 1)) is new
    assert policy_on((new, old), date(2028, 9, 30)) is new
    assert policy_on((new, old), date(2028, 10, 1)) is old


def test_only_standard_conditions_are_proposed_and_only_where_they_belong():
    text = policy(
        condition("menu", "Full meny til kl. 22", categories=(VenueCategory.EATING_PLACE,)),
        condition("guard", "Ordensvakt", standard=False),
        condition("shelf", "Plassering i butikk", kinds=(SALE,)),
    )
    eating_place = Facts(kind=SERVING, category=VenueCategory.EATING_PLACE)
    assert [rule.code for rule in standard_conditions(eating_place, text, FRIDAY)] == ["menu"]
    assert standard_conditions(Facts(kind=SERVING), text, FRIDAY) == ()


@pytest.mark.parametrize(
    ("category", "concerned"),
    [
        pytest.param(VenueCategory.PUB_BAR, True, id="its category"),
        pytest.param(None, None, id="a category that is not known"),
        pytest.param(VenueCategory.CAFE, False, id="another category"),
    ],
)
def test_whom_a_criterion_concerns(category, concerned):
    rule = criterion("music", "Konsept", categories=(VenueCategory.PUB_BAR,))
    assert applies(rule, Facts(kind=SERVING, category=category), policy(rule), FRIDAY) is concerned
