"""What the check of a policy finds beside the hours, each with the lawful neighbour that it does not find."""

from datetime import date

import pytest

from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.law import AF_3_4, AF_10_2, ALKL_1_7, ALKL_1_7A, ALKL_1_7A_PARA_2
from licensing.licences import Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import Matter
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    CaseSort,
    CategoryTest,
    ConditionEffect,
    DayClass,
    DelegationEffect,
    Drawn,
    FactKind,
    FactorEffect,
    FactTest,
    HoursEffect,
    LocalDays,
    Overflow,
    PlaceEffect,
    Question,
    Relative,
    RenewalEffect,
    RenewalMode,
    RuleKind,
    Span,
    Strength,
    TurnoverEffect,
    When,
    Yearly,
    Zone,
)
from licensing.policy import Point as PlanPoint
from licensing.policy.checking import (
    EngineDoes,
    Point,
    PolicyPart,
    Problem,
    check,
    unanswered,
    usable,
)
from tests.licensing.policies import SALE, SERVING, a_policy, a_rule, an_hours_rule, found, the_point

WHOLE = CapEffect(
    limit=25,
    span=CapSpan.AT_ONCE,
    counts="bevillinger i bruk samtidig",
    overflow=Overflow.REFUSE,
    transfer_keeps_seat=False,
    pending_reserves=False,
)


def changed(cap, **given):
    return CapEffect(**{**{name: getattr(cap, name) for name in cap.__dataclass_fields__}, **given})


def cap(code="R1", effect=WHOLE, **given):
    names = set(When.__dataclass_fields__)
    when = When(**{"kinds": SERVING, **{name: given[name] for name in given if name in names}})
    return a_rule(
        code,
        RuleKind.CAP,
        cap=effect,
        when=when,
        **{name: value for name, value in given.items() if name not in names},
    )


def place(code="R1", allow=Allow.NORMALLY_NOT, strength=Strength.DEFAULT, effect=None, **given):
    return a_rule(
        code,
        RuleKind.PLACE,
        strength,
        place=effect or PlaceEffect(allow),
        when=When(**{name: given[name] for name in given if name in When.__dataclass_fields__}),
        **{name: given[name] for name in given if name not in When.__dataclass_fields__},
    )


@pytest.mark.parametrize(
    ("effect", "problems"),
    [
        pytest.param(WHOLE, set(), id="everything said"),
        pytest.param(changed(WHOLE, limit=-1), {"cap_impossible:R1"}, id="a cap of -1"),
        pytest.param(changed(WHOLE, limit=0), set(), id="a cap of nought"),
        pytest.param(changed(WHOLE, limit=None), {"cap_without_number:R1"}, id="a number that is not there"),
        pytest.param(CapEffect(stated=CapStated.NONE), set(), id="no cap, said in so many words"),
        pytest.param(CapEffect(stated=CapStated.UNDECIDED), set(), id="a cap may be set"),
        pytest.param(
            changed(WHOLE, stated=CapStated.NONE), {"cap_number_denied:R1"}, id="no cap, and yet a number"
        ),
        pytest.param(
            changed(WHOLE, limit=None, percent=30),
            {"cap_of_nothing:R1"},
            id="a percentage of nothing",
        ),
        pytest.param(
            changed(WHOLE, limit=None, percent=30, percent_of=LicenceKind.SERVING),
            set(),
            id="30 % of serving",
        ),
        pytest.param(
            changed(WHOLE, limit=None, percent=101, percent_of=LicenceKind.SERVING),
            {"cap_impossible:R1"},
            id="101 %",
        ),
        pytest.param(
            changed(WHOLE, limit=None, percent=100, percent_of=LicenceKind.SERVING), set(), id="100 %"
        ),
        pytest.param(
            changed(WHOLE, percent=30, percent_of=LicenceKind.SERVING),
            {"cap_two_numbers:R1"},
            id="a number and a percentage in one cap",
        ),
        pytest.param(
            changed(WHOLE, scope=CapScope.ZONE), {"cap_zone_unsaid:R1"}, id="by zones that are none"
        ),
        pytest.param(changed(WHOLE, counts=" "), {"cap_silent:R1"}, id="what it counts is not said"),
        pytest.param(changed(WHOLE, span=CapSpan.UNSPECIFIED), {"cap_silent:R1"}, id="over what is not said"),
        pytest.param(
            changed(WHOLE, overflow=Overflow.UNSPECIFIED), {"cap_silent:R1"}, id="what follows is not said"
        ),
    ],
)
def test_one_cap(effect, problems):
    assert found(a_policy(cap(effect=effect))) == problems


@pytest.mark.parametrize(
    ("effect", "unsaid", "does"),
    [
        pytest.param(
            CapEffect(25),
            ["counts", "span", "overflow", "transfer", "pending"],
            EngineDoes.PROPOSES_REFUSAL_AND_ASKS,
            id="a number and nothing else, as in Bergen",
        ),
        pytest.param(
            changed(WHOLE, overflow=Overflow.UNSPECIFIED),
            ["overflow"],
            EngineDoes.PROPOSES_REFUSAL_AND_ASKS,
            id="what happens over the cap",
        ),
        pytest.param(
            changed(WHOLE, counts="", overflow=Overflow.DISCRETION),
            ["counts"],
            EngineDoes.WEIGHS,
            id="a full cap is weighed",
        ),
        pytest.param(
            changed(WHOLE, transfer_keeps_seat=None), ["transfer"], EngineDoes.ASKS, id="a transferred seat"
        ),
        pytest.param(
            changed(WHOLE, pending_reserves=None), ["pending"], EngineDoes.IGNORES, id="waiting applications"
        ),
    ],
)
def test_what_a_cap_leaves_unsaid(effect, unsaid, does):
    point = the_point(a_policy(cap(effect=effect)), Problem.CAP_SILENT)
    assert (point.facts["unsaid"], point.does, point.citation) == (unsaid, does, ALKL_1_7A_PARA_2)
    assert not point.blocking


def test_nobody_takes_over_what_is_for_one_occasion():
    ambulatory = cap(effect=changed(WHOLE, transfer_keeps_seat=None), types=(LicenceType.AMBULATORY,))
    assert found(a_policy(ambulatory)) == set()


def test_a_cap_that_only_informs_need_not_say_more():
    assert found(a_policy(cap(effect=CapEffect(25), strength=Strength.INFO))) == set()


def test_a_cap_by_zone_counts_in_the_zones_that_there_are():
    policy = a_policy(
        cap(effect=changed(WHOLE, scope=CapScope.ZONE)),
        zones=(Zone("centre", "Sentrum", Drawn.CASE_BY_CASE),),
    )
    assert found(policy) == {"unused_zone:centre"}


@pytest.mark.parametrize(
    ("effect", "given", "contradict"),
    [
        pytest.param(changed(WHOLE, limit=26), {}, True, id="two numbers for the same"),
        pytest.param(WHOLE, {}, False, id="the same number twice"),
        pytest.param(changed(WHOLE, limit=4, span=CapSpan.YEAR), {}, False, id="at once, and in a year"),
        pytest.param(changed(WHOLE, limit=4, scope=CapScope.VENUE), {}, False, id="in all, and at one place"),
        pytest.param(
            changed(WHOLE, limit=4),
            {"categories": (VenueCategory.NIGHTCLUB,)},
            False,
            id="a part of the same",
        ),
        pytest.param(
            changed(WHOLE, limit=4, exempt=(VenueCategory.HOTEL,)), {}, False, id="hotels are exempt in one"
        ),
        pytest.param(CapEffect(stated=CapStated.NONE), {}, True, id="25, and no cap at all"),
        pytest.param(CapEffect(stated=CapStated.UNDECIDED), {}, False, id="25, and a cap may be set"),
        pytest.param(
            changed(WHOLE, limit=None, percent=30, percent_of=LicenceKind.SERVING),
            {},
            False,
            id="a number and a percentage, both to be kept",
        ),
        pytest.param(
            changed(WHOLE, limit=26), {"municipalities": ("5026",)}, False, id="in another municipality"
        ),
        pytest.param(
            changed(WHOLE, limit=26), {"first_day": date(2027, 1, 1)}, False, id="after the first has ended"
        ),
    ],
)
def test_two_caps_on_the_same(effect, given, contradict):
    first = cap(municipalities=("5025",), last_day=date(2026, 12, 31))
    policy = a_policy(
        first, cap("R2", effect, **{"municipalities": ("5025",), **given}), municipalities=("5025", "5026")
    )
    assert ("caps_contradict:R1:R2" in found(policy)) is contradict


def test_what_is_told_of_two_caps():
    point = the_point(a_policy(cap(), cap("R2", changed(WHOLE, limit=26))), Problem.CAPS_CONTRADICT)
    assert point.does is EngineDoes.STRICTER_HOLDS
    assert dict(point.facts) == {"other": "R2", "one_says": "25", "other_says": "26"}


KIOSK, GROCERY = (VenueCategory.KIOSK,), (VenueCategory.GROCERY,)


@pytest.mark.parametrize(
    ("rule", "problems"),
    [
        pytest.param(
            place(allow=Allow.YES, categories=KIOSK), {"forbidden_allowed:R1"}, id="kiosks may sell"
        ),
        pytest.param(
            place(allow=Allow.NORMALLY, categories=(VenueCategory.PETROL_STATION,), kinds=SALE),
            {"forbidden_allowed:R1"},
            id="petrol stations normally may",
        ),
        pytest.param(
            place(effect=PlaceEffect(only_categories=(*GROCERY, *KIOSK)), kinds=SALE),
            {"forbidden_allowed:R1"},
            id="a kiosk among those that may",
        ),
        pytest.param(place(allow=Allow.NEVER, categories=KIOSK, kinds=SALE), set(), id="kiosks may not"),
        pytest.param(place(allow=Allow.YES, categories=KIOSK, kinds=SERVING), set(), id="kiosks may serve"),
        pytest.param(place(allow=Allow.YES, categories=GROCERY, kinds=SALE), set(), id="shops may sell"),
        pytest.param(
            place(allow=Allow.NEVER, strength=Strength.HARD),
            {"no_exception:R1"},
            id="never, and no exception",
        ),
        pytest.param(
            place(allow=Allow.NEVER, strength=Strength.HARD, exception="etter en samlet vurdering"),
            set(),
            id="never, but for an exception",
        ),
        pytest.param(
            place(allow=Allow.NEVER, strength=Strength.HARD, document="F"), set(), id="never, in a regulation"
        ),
        pytest.param(place(allow=Allow.YES, strength=Strength.HARD), set(), id="yes, and no exception"),
        pytest.param(place(effect=PlaceEffect()), {"effect_empty:R1"}, id="says nothing of the place"),
        pytest.param(place(strength=Strength.LAW), {"strength_of_law:R1"}, id="as binding as the law"),
    ],
)
def test_one_place_rule(rule, problems):
    assert found(a_policy(rule)) == problems


def test_who_can_never_sell_is_told_by_the_section():
    point = the_point(a_policy(place(allow=Allow.YES, categories=KIOSK)), Problem.FORBIDDEN_ALLOWED)
    assert (point.citation, point.does, point.facts["categories"]) == (
        AF_3_4,
        EngineDoes.LAW_HOLDS,
        ["kiosk"],
    )


def test_a_rule_without_exception_is_noted_and_needs_no_answer():
    point = the_point(a_policy(place(allow=Allow.NEVER, strength=Strength.HARD)), Problem.NO_EXCEPTION)
    assert (point.citation, point.does, point.needs_answer) == (
        ALKL_1_7A,
        EngineDoes.PROPOSES_REFUSAL,
        False,
    )


HOTEL, BOAT = (VenueCategory.HOTEL,), (VenueCategory.BOAT,)


@pytest.mark.parametrize(
    ("allow", "given", "contradict"),
    [
        pytest.param(Allow.YES, {"categories": HOTEL}, True, id="yes and normally not"),
        pytest.param(Allow.NEVER, {"categories": HOTEL}, False, id="two ways of saying no"),
        pytest.param(Allow.YES, {"categories": BOAT}, False, id="of other places"),
        pytest.param(Allow.YES, {"categories": HOTEL, "kinds": SERVING}, False, id="the narrower one lifts"),
        pytest.param(Allow.YES, {"categories": HOTEL, "rank": 1}, False, id="of higher rank"),
        pytest.param(
            Allow.YES, {"categories": HOTEL, "strength": Strength.INFO}, False, id="one only informs"
        ),
    ],
)
def test_two_place_rules_with_opposite_answers(allow, given, contradict):
    policy = a_policy(place(categories=HOTEL), place("R2", allow, **given))
    assert ("places_contradict:R1:R2" in found(policy)) is contradict


ZONE = Zone("centre", "Sentrum", Drawn.CASE_BY_CASE)
FAIR = LocalDays("fair", "Martnan", Yearly(lasting=5, month=2, weekday=2, nth=-2))
KITCHEN = Question("kitchen", "Når stenger kjøkkenet?", FactKind.TIME)
GUARDS = Question("guards", "Er det vakter?")


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
            When(tests=(FactTest("guards", equals=True),)),
            {"questions": (GUARDS,)},
            set(),
            id="a known question",
        ),
        pytest.param(
            When(tests=(FactTest("guards", equals=True),)),
            {},
            {"unknown_question:R1:guards"},
            id="a question nobody asks",
        ),
        pytest.param(When(tests=(FactTest("guests", at_least=100),)), {}, set(), id="what every case tells"),
        pytest.param(
            When(tests=(FactTest("guards", at_least=2),)),
            {"questions": (GUARDS,)},
            {"test_unfit:R1:guards"},
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
            When(tests=(FactTest("guards"),)),
            {"questions": (GUARDS,)},
            {"test_unfit:R1:guards"},
            id="a test of nothing",
        ),
        pytest.param(When(), {"zones": (ZONE,)}, {"unused_zone:centre"}, id="a zone no rule names"),
        pytest.param(When(), {"local_days": (FAIR,)}, {"unused_local_days:fair"}, id="days no rule names"),
        pytest.param(
            When(), {"questions": (GUARDS,)}, {"unused_question:guards"}, id="a question for nothing"
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
    ("given", "problems"),
    [
        pytest.param({"first_day": date(2026, 1, 2), "last_day": date(2026, 1, 1)}, True, id="ends before"),
        pytest.param({"first_day": date(2026, 1, 1), "last_day": date(2026, 1, 1)}, False, id="a single day"),
        pytest.param({"last_day": None}, False, id="no end"),
    ],
)
def test_the_period_of_the_policy(given, problems):
    assert ("period_backwards" in found(a_policy(place(), **given))) is problems


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        pytest.param(
            {"first_day": date(2026, 1, 2), "last_day": date(2026, 1, 1)},
            {"rule_days_backwards:R1"},
            id="ends before it begins",
        ),
        pytest.param({"last_day": date(2024, 9, 30)}, {"rule_outside_period:R1"}, id="over the day before"),
        pytest.param({"last_day": date(2024, 10, 1)}, set(), id="over on the first day"),
        pytest.param({"first_day": date(2028, 10, 1)}, {"rule_outside_period:R1"}, id="from the day after"),
        pytest.param({"first_day": date(2028, 9, 30)}, set(), id="from the last day"),
        pytest.param({"municipalities": ("5025",)}, set(), id="for the municipality"),
        pytest.param({"municipalities": ("5025", "5026")}, {"municipality_outside:R1"}, id="for a neighbour"),
        pytest.param(
            {"weekdays": (1,), "day_classes": (DayClass.SUNDAY,)},
            {"no_day_left:R1"},
            id="a Sunday on a Monday",
        ),
        pytest.param({"weekdays": (7,), "day_classes": (DayClass.SUNDAY,)}, set(), id="a Sunday on a Sunday"),
        pytest.param(
            {"kinds": SERVING, "types": (LicenceType.OUTLET,)},
            {"never_matches:R1"},
            id="serving at Vinmonopolet",
        ),
        pytest.param({"kinds": SALE, "types": (LicenceType.OUTLET,)}, set(), id="sale at Vinmonopolet"),
        pytest.param(
            {"kinds": SALE, "types": (LicenceType.AMBULATORY,)}, {"never_matches:R1"}, id="ambulatory sale"
        ),
        pytest.param({"kinds": SERVING, "types": (LicenceType.AMBULATORY,)}, set(), id="ambulatory serving"),
        pytest.param(
            {"kinds": SALE, "types": (LicenceType.PERMANENT,), "groups": (Group.THREE,)},
            {"never_matches:R1"},
            id="spirits in a shop",
        ),
        pytest.param(
            {"types": (LicenceType.OUTLET,), "groups": (Group.ONE,)},
            {"never_matches:R1"},
            id="beer at Vinmonopolet",
        ),
        pytest.param(
            {"kinds": SALE, "audiences": (Audience.CLOSED_COMPANY,)}, {"never_matches:R1"}, id="a closed shop"
        ),
        pytest.param(
            {"sorts": (CaseSort.EVENT,), "types": (LicenceType.PERMANENT,)},
            {"never_matches:R1"},
            id="events with a permanent licence",
        ),
        pytest.param(
            {"sorts": (CaseSort.NEW,), "types": (LicenceType.AMBULATORY,)},
            {"never_matches:R1"},
            id="what is ambulatory is an event",
        ),
        pytest.param({"sorts": (CaseSort.EVENT,), "types": (LicenceType.AMBULATORY,)}, set(), id="an event"),
        pytest.param(
            {"tests": (FactTest("guests", at_least=100), FactTest("guests", at_most=99))},
            {"never_matches:R1"},
            id="at least 100 guests and at most 99",
        ),
        pytest.param(
            {"tests": (FactTest("guests", at_least=99), FactTest("guests", at_most=99))},
            set(),
            id="99 guests",
        ),
    ],
)
def test_rules_that_no_case_can_meet(given, problems):
    assert found(a_policy(place(**given))) == problems


def test_a_rule_in_a_zone_and_outside_it_meets_nobody():
    policy = a_policy(place(zones=("centre",), outside_zones=("centre",)), zones=(ZONE,))
    assert found(policy) == {"never_matches:R1"}


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
    ("rule", "problems"),
    [
        pytest.param(a_rule(kind=RuleKind.POINTS), {"own_point_scale:R1"}, id="its own point scale"),
        pytest.param(
            a_rule(kind=RuleKind.POINTS, strength=Strength.INFO), set(), id="the national scale retold"
        ),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, strength=Strength.FACTOR), {"kept_as_words:R1"}, id="kept as words"
        ),
        pytest.param(a_rule(kind=RuleKind.OTHER, strength=Strength.INFO), set(), id="only told"),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, strength=Strength.HARD),
            {"kept_as_words:R1", "strength_unfit:R1"},
            id="words alone cannot bind",
        ),
        pytest.param(
            a_rule(kind=RuleKind.OTHER, words=""), {"effect_empty:R1", "strength_unfit:R1"}, id="no words"
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.HARD, factor=FactorEffect("Nærhet")),
            {"strength_unfit:R1"},
            id="a factor that binds",
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.FACTOR, factor=FactorEffect("Nærhet")),
            set(),
            id="a factor",
        ),
        pytest.param(
            a_rule(kind=RuleKind.FACTOR, strength=Strength.FACTOR, factor=FactorEffect(""), words=""),
            {"effect_empty:R1"},
            id="a factor without words",
        ),
        pytest.param(
            a_rule(kind=RuleKind.CONDITION, strength=Strength.CONDITION, condition=ConditionEffect(" ")),
            {"condition_without_text:R1"},
            id="a condition without text",
        ),
        pytest.param(
            a_rule(
                kind=RuleKind.CONDITION, strength=Strength.CONDITION, condition=ConditionEffect("Gjerde.")
            ),
            set(),
            id="a condition",
        ),
        pytest.param(a_rule(kind=RuleKind.EVENT), {"effect_missing:R1"}, id="no effect of its kind"),
        pytest.param(
            a_rule(kind=RuleKind.TURNOVER, turnover=TurnoverEffect(due="02-30")),
            {"turnover_day:R1"},
            id="30 February",
        ),
        pytest.param(
            a_rule(kind=RuleKind.TURNOVER, turnover=TurnoverEffect(due="02-29")), set(), id="29 February"
        ),
        pytest.param(
            a_rule(kind=RuleKind.DELEGATION, delegation=DelegationEffect(prepares="Kontoret")),
            {"delegation_without_mode:R1"},
            id="names people and delegates nothing",
        ),
        pytest.param(
            a_rule(kind=RuleKind.DELEGATION, delegation=DelegationEffect(DelegationMode.BODY)),
            set(),
            id="delegates",
        ),
    ],
)
def test_what_single_rules_say(rule, problems):
    assert found(a_policy(rule)) == problems


def test_the_national_point_scale_holds():
    point = the_point(a_policy(a_rule(kind=RuleKind.POINTS)), Problem.OWN_POINT_SCALE)
    assert (point.citation, point.does) == (AF_10_2, EngineDoes.IGNORES)


def delegated(code, mode=DelegationMode.BODY, matter=None, outcome=None, **given):
    return a_rule(
        code, RuleKind.DELEGATION, delegation=DelegationEffect(mode, matter=matter, outcome=outcome), **given
    )


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        pytest.param(delegated("R2", DelegationMode.ALONE), True, id="the same decisions"),
        pytest.param(delegated("R2", matter=Matter.EVENT), False, id="events alone"),
        pytest.param(delegated("R2", outcome=DecisionOutcome.REFUSE), False, id="refusals alone"),
        pytest.param(delegated("R2", when=When(kinds=SALE)), False, id="sale alone"),
        pytest.param(delegated("R2", first_day=date(2026, 1, 1)), False, id="a later one that replaces it"),
        pytest.param(delegated("R2", municipalities=("5026",)), False, id="the other municipality"),
    ],
)
def test_two_delegations(other, alike):
    policy = a_policy(delegated("R1", municipalities=("5025",)), other, municipalities=("5025", "5026"))
    points = [point for point in check(policy) if point.problem is Problem.DELEGATIONS_ALIKE]
    assert [(point.key, point.citation) for point in points] == (
        [("delegations_alike:R1:R2", ALKL_1_7)] if alike else []
    )


def renewal(code, mode, **given):
    return a_rule(code, RuleKind.RENEWAL, renewal=RenewalEffect(mode), **given)


@pytest.mark.parametrize(
    ("other", "contradict"),
    [
        pytest.param(renewal("R2", RenewalMode.NONE_APPLY), True, id="all apply, and none"),
        pytest.param(renewal("R2", RenewalMode.ALL_APPLY), False, id="all apply, twice"),
        pytest.param(
            renewal("R2", RenewalMode.NONE_APPLY, when=When(kinds=SALE)), False, id="of shops alone"
        ),
        pytest.param(renewal("R2", RenewalMode.NONE_APPLY, strength=Strength.INFO), False, id="only told"),
    ],
)
def test_two_rules_of_renewal(other, contradict):
    policy = a_policy(renewal("R1", RenewalMode.ALL_APPLY), other)
    assert ("rules_contradict:R1:R2" in found(policy)) is contradict


@pytest.mark.parametrize(
    ("category", "problems"),
    [
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, words="minst 30 rom"),
            {"category_without_test:hotel"},
            id="words and no test",
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("guards", equals=True),)), set(), id="a test"
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("rooms", at_least=30),)),
            {"unknown_question:hotel:rooms", "unused_question:guards"},
            id="a test by an unknown question",
        ),
        pytest.param(
            CategoryTest(VenueCategory.HOTEL, tests=(FactTest("guards", equals=True),), document="X"),
            {"unknown_document:hotel:X"},
            id="an unknown document",
        ),
    ],
)
def test_definitions_of_categories(category, problems):
    policy = a_policy(place(), categories=(category,), questions=(GUARDS,))
    assert found(policy) - ({"unused_question:guards"} - problems) == problems


@pytest.mark.parametrize(
    ("given", "key"),
    [
        pytest.param({"zones": (ZONE, ZONE)}, "code_twice:centre:zone", id="zones"),
        pytest.param({"questions": (GUARDS, GUARDS)}, "code_twice:guards:question", id="questions"),
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


def test_points_stand_in_the_order_of_the_text_and_a_pair_at_its_first_rule():
    policy = a_policy(
        cap("B", CapEffect(25)),
        a_rule("A", RuleKind.POINTS),
        an_hours_rule("C", "-25:00", kinds=SERVING, weekdays=(5, 6)),
        an_hours_rule("D", "-28:00", kinds=SERVING, weekdays=(6, 7)),
        zones=(ZONE,),
    )
    assert [point.key for point in check(policy)] == [
        "unused_zone:centre",
        "cap_silent:B",
        "own_point_scale:A",
        "hours_disagree:C:D",
        "too_late:D",
    ]


def test_what_holds_a_policy_back():
    points = check(
        a_policy(
            a_rule("A", RuleKind.POINTS), cap("B", CapEffect(25)), place("C", zones=("x",)), zones=(ZONE,)
        )
    )
    assert [point.key for point in unanswered(points, {"own_point_scale:A", "unknown_zone:C:x"})] == [
        "cap_silent:B",
        "unknown_zone:C:x",
    ]


def test_the_key_of_a_point_names_what_it_is_about():
    point = Point(Problem.UNUSED_ZONE, "centre", None, EngineDoes.IGNORES, part=PolicyPart.ZONE)
    assert point.key == "unused_zone:centre"
