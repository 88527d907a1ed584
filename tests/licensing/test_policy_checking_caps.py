"""What the check of a policy finds of caps and places, each with the lawful neighbour."""

from datetime import date

import pytest

from licensing.law import AF_3_4, ALKL_1_7A, ALKL_1_7A_PARA_2
from licensing.licences import LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    Drawn,
    Overflow,
    PlaceEffect,
    Strength,
    Zone,
)
from licensing.policy.checking import (
    EngineDoes,
    Problem,
)
from tests.licensing.policies import (
    SALE,
    SERVING,
    WHOLE,
    a_policy,
    cap,
    changed,
    found,
    place,
    the_point,
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
