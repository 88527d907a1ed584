"""What the check of a policy finds of zones, questions, days and documents that rules point at, or do not."""

from datetime import date

import pytest

from licensing.licences import VenueCategory
from licensing.policy import (
    Allow,
    CategoryTest,
    ConditionEffect,
    Drawn,
    FactKind,
    FactorEffect,
    FactTest,
    HoursEffect,
    LocalDays,
    PlaceEffect,
    Question,
    Relative,
    RuleKind,
    Span,
    Strength,
    When,
    Yearly,
    Zone,
)
from licensing.policy import Point as PlanPoint
from licensing.policy.checking import (
    check,
    usable,
)
from tests.licensing.policies import (
    a_policy,
    a_rule,
    an_hours_rule,
    found,
    place,
)

ZONE = Zone("centre", "Sentrum", Drawn.CASE_BY_CASE)

FAIR = LocalDays("fair", "Martnan", Yearly(lasting=5, month=2, weekday=2, nth=-2))

KITCHEN = Question("kitchen", "Når stenger kjøkkenet?", FactKind.TIME)

GUARDS = Question("vakter", "Er det vakter?")


@pytest.mark.parametrize(
    ("when", "given", "problems"),
    [
        pytest.param(When(zones=("centre",)), {"zones": (ZONE,)}, set(), id="a known zone"),
        pytest.param(When(zones=("centre",)), {}, {"unknown_zone:R1:centre"}, id="a zone nobody knows"),
        pytest.param(
            When(outside_zones=("centre",)), {}, {"unknown_zone:R1:centre"}, id="outside a zone nobody knows"
        ),
        pytest.param(When(local_days=("fair",)), {"local_days": (FAIR,)}, set(), id="known local days"),
        pytest.param(
            When(local_days=("fair",)),
            {},
            {"unknown_local_days:R1:fair", "no_day_left:R1"},
            id="local days nobody knows",
        ),
        pytest.param(
            When(tests=(FactTest("vakter", equals=True),)),
            {"questions": (GUARDS,)},
            set(),
            id="a known question",
        ),
        pytest.param(
            When(tests=(FactTest("vakter", equals=True),)),
            {},
            {"unknown_question:R1:vakter"},
            id="a question nobody asks",
        ),
        pytest.param(When(tests=(FactTest("guests", at_least=100),)), {}, set(), id="what every case tells"),
        pytest.param(
            When(tests=(FactTest("vakter", at_least=2),)),
            {"questions": (GUARDS,)},
            {"test_unfit:R1:vakter"},
            id="a number from a yes or no",
        ),
        pytest.param(
            When(tests=(FactTest("kitchen", equals=True),)),
            {"questions": (KITCHEN,)},
            {"test_unfit:R1:kitchen"},
            id="a yes or no from a time",
        ),
        pytest.param(
            When(tests=(FactTest("kitchen", at_least=22 * 60),)),
            {"questions": (KITCHEN,)},
            set(),
            id="a time",
        ),
        pytest.param(
            When(tests=(FactTest("vakter"),)),
            {"questions": (GUARDS,)},
            {"test_unfit:R1:vakter"},
            id="a test of nothing",
        ),
        pytest.param(When(), {"zones": (ZONE,)}, {"unused_zone:centre"}, id="a zone no rule names"),
        pytest.param(When(), {"local_days": (FAIR,)}, {"unused_local_days:fair"}, id="days no rule names"),
        pytest.param(
            When(), {"questions": (GUARDS,)}, {"unused_question:vakter"}, id="a question for nothing"
        ),
        pytest.param(
            When(zones=("centre",)),
            {"zones": (Zone("centre", "Sentrum"),)},
            {"zone_not_drawn:centre"},
            id="a zone nobody draws",
        ),
        pytest.param(
            When(zones=("centre",)),
            {"zones": (Zone("centre", "Sentrum", Drawn.STREETS),)},
            {"zone_without_bounds:centre"},
            id="streets without a street",
        ),
        pytest.param(
            When(zones=("centre",)),
            {"zones": (Zone("centre", "Sentrum", Drawn.STREETS, streets=("Kjerkgata",)),)},
            set(),
            id="one street",
        ),
        pytest.param(
            When(zones=("centre",)),
            {"zones": (Zone("centre", "Sentrum", Drawn.PLAN, outline=(PlanPoint(1, 1), PlanPoint(2, 2))),)},
            {"zone_without_bounds:centre"},
            id="two corners",
        ),
        pytest.param(
            When(zones=("centre",)),
            {
                "zones": (
                    Zone(
                        "centre",
                        "Sentrum",
                        Drawn.PLAN,
                        outline=(PlanPoint(1, 1), PlanPoint(2, 2), PlanPoint(1, 2)),
                    ),
                )
            },
            set(),
            id="three corners",
        ),
    ],
)
def test_what_rules_point_at(when, given, problems):
    assert found(a_policy(place(allow=Allow.NORMALLY, **vars(when)), **given)) == problems


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        pytest.param(place(document="X"), {"unknown_document:R1:X"}, id="a document nobody knows"),
        pytest.param(place(document=""), {"source_missing:R1"}, id="no document"),
        pytest.param(
            an_hours_rule(effect=HoursEffect(same_as_rule="R9")),
            {"unknown_rule:R1:R9"},
            id="as an unknown rule",
        ),
        pytest.param(
            an_hours_rule(effect=HoursEffect(relative=Relative("leaves", 60, "returns", 60))),
            {"unknown_question:R1:leaves", "unknown_question:R1:returns"},
            id="around a trip that nobody asks of",
        ),
        pytest.param(
            a_rule(
                kind=RuleKind.CONDITION, condition=ConditionEffect("Vakter.", test=FactTest("x", equals=True))
            ),
            {"unknown_question:R1:x"},
            id="a condition tested by an unknown question",
        ),
        pytest.param(
            place(effect=PlaceEffect(only_where="avskjermet", only_where_fact="x")),
            {"unknown_question:R1:x"},
            id="a part of the place by an unknown question",
        ),
        pytest.param(
            a_rule(
                kind=RuleKind.FACTOR, strength=Strength.FACTOR, factor=FactorEffect("Sentrum", (), ("x",))
            ),
            {"unknown_zone:R1:x"},
            id="a preferred zone nobody knows",
        ),
    ],
)
def test_references_of_effects(rule, problems):
    assert found(a_policy(rule)) == problems


def test_a_rule_that_is_no_hours_rule_gives_no_hours():
    policy = a_policy(an_hours_rule(effect=HoursEffect(same_as_rule="R2")), place("R2"))
    assert found(policy) == {"unknown_rule:R1:R2"}


def test_unknown_references_block_and_unused_parts_do_not():
    unknown = check(a_policy(place(zones=("x",))))
    unused = check(a_policy(place(), zones=(ZONE,)))
    assert (usable(unknown), usable(unused)) == (False, True)


@pytest.mark.parametrize(
    ("days", "never"),
    [
        pytest.param(LocalDays("fair", "Martnan"), True, id="neither a rule nor a date"),
        pytest.param(LocalDays("fair", "Martnan", Yearly(month=2)), True, id="a month and no day"),
        pytest.param(
            LocalDays("fair", "M", spans=(Span(date(2023, 2, 1), date(2023, 2, 5)),)),
            True,
            id="before the period",
        ),
        pytest.param(
            LocalDays("fair", "M", spans=(Span(date(2024, 9, 30), date(2024, 10, 1)),)), False, id="into it"
        ),
        pytest.param(FAIR, False, id="every year"),
    ],
)
def test_local_days_that_never_come(days, never):
    policy = a_policy(place(), local_days=(days,))
    assert ("local_days_never:fair" in found(policy)) is never


@pytest.mark.parametrize(
    ("category", "problems"),
    [
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, words="minst 30 rom"),
            {"category_without_test:hotel"},
            id="words and no test",
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("vakter", equals=True),)), set(), id="a test"
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("rooms", at_least=30),)),
            {"unknown_question:hotel:rooms", "unused_question:vakter"},
            id="a test by an unknown question",
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("vakter", equals=True),), document="X"),
            {"unknown_document:hotel:X"},
            id="an unknown document",
        ),
    ],
)
def test_definitions_of_categories(category, problems):
    policy = a_policy(place(), categories=(category,), questions=(GUARDS,))
    assert found(policy) - ({"unused_question:vakter"} - problems) == problems


@pytest.mark.parametrize(
    ("given", "key"),
    [
        pytest.param({"zones": (ZONE, ZONE)}, "code_twice:centre:zone", id="zones"),
        pytest.param({"questions": (GUARDS, GUARDS)}, "code_twice:vakter:question", id="questions"),
        pytest.param({"local_days": (FAIR, FAIR)}, "code_twice:fair:local_days", id="local days"),
        pytest.param({"rules": (place(), place())}, "code_twice:R1:rule", id="rules"),
    ],
)
def test_codes_that_stand_twice_block(given, key):
    once = {name: values[:1] for name, values in given.items()}
    twice = check(a_policy(**{"rules": (place(),), **given}))
    assert key in {point.key for point in twice}
    assert not usable(twice)
    assert key not in found(a_policy(**{"rules": (place(),), **once}))


def test_a_policy_without_documents_is_one_point():
    assert found(a_policy(place(document=""), place("R2", document=""), documents=())) == {"no_documents"}
