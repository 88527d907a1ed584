"""What each family of rules makes of a case: place, definitions, conditions, events, renewals, caps."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import (
    AskedHours,
    FindingOutcome,
    GroundView,
    ProposedOutcome,
    assess,
    is_asked,
)
from licensing.assessment.facts import HeldTerms
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours
from licensing.caps import CapCount
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Company
from licensing.policy import (
    Allow,
    CapSpan,
    CapStated,
    CaseSort,
    CategoryTest,
    ConditionEffect,
    Document,
    EventEffect,
    FactorEffect,
    FactTest,
    LegalKind,
    Otherwise,
    Overflow,
    PlaceEffect,
    RenewalEffect,
    RenewalMode,
    Rule,
    RuleKind,
    StatementsEffect,
    Strength,
    Unmet,
    When,
    Zone,
)
from licensing.seasons import Season
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, SERVING
from tests.licensing.local_rules import cap, condition, hours, policy

HARD, DEFAULT, CONDITION, FACTOR, INFO = (
    Strength.HARD,
    Strength.DEFAULT,
    Strength.CONDITION,
    Strength.FACTOR,
    Strength.INFO,
)
REFUSE, ASK, DISCRETION, LATE, PARTLY, WITH_CONDITIONS, GRANT = ProposedOutcome


def place(strength=HARD, when=None, *, code="place", exception="", rank=0, **effect):
    return Rule(
        code,
        RuleKind.PLACE,
        strength,
        when or When(),
        place=PlaceEffect(**effect),
        exception=exception,
        rank=rank,
    )


def judged(facts, *rules, **more):
    return assess(facts, policy(*rules, **more), ON)


def codes(assessment, *, asked=False):
    chosen = [
        row for row in assessment.findings if row.rule or (row.strength is CONDITION and row.policy_source)
    ]
    return [row.code.value for row in chosen if not asked or is_asked(row)]


MALL = When(tests=(FactTest("island", equals=True),))


class TestPlace:
    @pytest.mark.parametrize(
        ("strength", "exception", "grounds", "outcome"),
        [
            pytest.param(HARD, "", (), REFUSE, id="a hard rule"),
            pytest.param(HARD, "", ("quiet",), REFUSE, id="no ground lifts a hard rule without exception"),
            pytest.param(HARD, "etter samlet vurdering", (), REFUSE, id="an exception that nobody uses"),
            pytest.param(HARD, "etter samlet vurdering", ("quiet",), DISCRETION, id="an exception used"),
            pytest.param(DEFAULT, "", (), REFUSE, id="a main rule"),
            pytest.param(DEFAULT, "", ("quiet",), DISCRETION, id="a main rule with a special ground"),
            pytest.param(FACTOR, "", (), DISCRETION, id="a factor never decides"),
            pytest.param(INFO, "", (), GRANT, id="what is told changes nothing"),
        ],
    )
    def test_what_bars_a_place_by_its_strength(self, strength, exception, grounds, outcome):
        rule = place(strength, MALL, exception=exception, allow=Allow.NEVER)
        facts = replace(
            SERVING,
            answers={"island": True},
            grounds=tuple(GroundView("place", text) for text in grounds),
        )
        assert judged(facts, rule).outcome is outcome

    def test_a_broken_main_rule_asks_for_its_ground_and_keeps_it(self):
        rule = place(DEFAULT, MALL, allow=Allow.NORMALLY_NOT)
        facts = replace(SERVING, answers={"island": True})
        assert codes(judged(facts, rule)) == ["place_normally_not", "ground_wanted"]
        given = judged(replace(facts, grounds=(GroundView("place", "eget rom"),)), rule)
        (row,) = [row for row in given.findings if row.rule == "place"]
        assert (row.facts["ground"], row.outcome) == ("eget rom", FindingOutcome.CONSIDER)

    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            pytest.param({}, ASK, id="not known: asked, not refused"),
            pytest.param({"island": False}, GRANT, id="no"),
            pytest.param({"island": True}, REFUSE, id="yes"),
        ],
    )
    def test_an_unknown_fact_asks(self, answers, outcome):
        assert (
            judged(replace(SERVING, answers=answers), place(when=MALL, allow=Allow.NEVER)).outcome is outcome
        )

    @pytest.mark.parametrize(
        ("zones", "outcome"),
        [
            pytest.param(None, ASK, id="nobody has placed it"),
            pytest.param((), GRANT, id="outside all zones"),
            pytest.param(("homes",), REFUSE, id="inside"),
        ],
    )
    def test_a_zone(self, zones, outcome):
        rule = place(DEFAULT, When(zones=("homes",)), allow=Allow.NORMALLY_NOT)
        assert judged(replace(SERVING, zones=zones), rule).outcome is outcome

    def test_what_is_more_particular_lifts_what_it_is_about_and_nothing_else(self):
        barred = place(DEFAULT, MALL, allow=Allow.NORMALLY_NOT)
        walled = When(tests=(FactTest("island", equals=True), FactTest("walled", equals=True)))
        opened = place(CONDITION, walled, code="walled", allow=Allow.YES)
        gambling = place(
            HARD, When(tests=(FactTest("gambling", equals=True),)), code="gambling", allow=Allow.NEVER
        )
        known = {"island": True, "walled": True, "gambling": False}
        assert judged(replace(SERVING, answers=known), barred, opened, gambling).outcome is GRANT
        assert judged(replace(SERVING, answers=known), opened, gambling, barred).outcome is GRANT
        unwalled = known | {"walled": False}
        assert judged(replace(SERVING, answers=unwalled), barred, opened, gambling).outcome is REFUSE
        machines = known | {"gambling": True}
        assert judged(replace(SERVING, answers=machines), barred, opened, gambling).outcome is REFUSE

    @pytest.mark.parametrize(
        ("category", "outcome"),
        [
            pytest.param(VenueCategory.EATING_PLACE, GRANT, id="on the list"),
            pytest.param(VenueCategory.CINEMA, REFUSE, id="not on it"),
        ],
    )
    def test_a_positive_list(self, category, outcome):
        rule = place(DEFAULT, only_categories=(VenueCategory.EATING_PLACE, VenueCategory.CAFE))
        assert judged(replace(SERVING, category=category), rule).outcome is outcome

    @pytest.mark.parametrize(
        ("answers", "outcome"),
        [
            pytest.param({}, ASK, id="not known"),
            pytest.param({"screened": True}, GRANT, id="such a part"),
            pytest.param({"screened": False}, PARTLY, id="only such a part can be granted"),
        ],
    )
    def test_a_part_of_the_place(self, answers, outcome):
        rule = place(DEFAULT, only_where="avskjermet område", only_where_fact="screened")
        assert judged(replace(SERVING, answers=answers), rule).outcome is outcome

    def test_groups_that_a_place_may_have(self):
        found = judged(SERVING, place(only_groups=(Group.ONE, Group.TWO)))
        assert (found.outcome, found.groups) == (PARTLY, (Group.ONE, Group.TWO))

    def test_groups_that_are_only_told_are_all_left(self):
        found = judged(SERVING, place(INFO, only_groups=(Group.ONE, Group.TWO)))
        assert (found.outcome, found.groups) == (GRANT, SERVING.groups)

    def test_a_change_of_hours_is_no_new_look_at_the_place(self):
        rule = place(when=MALL, allow=Allow.NEVER)
        change = replace(SERVING, matter=Matter.TERMS, change=ChangeKind.HOURS, terms=HeldTerms())
        assert codes(judged(change, rule)) == []
        named = place(when=replace(MALL, sorts=(CaseSort.HOURS,)), allow=Allow.NEVER)
        assert judged(replace(change, answers={"island": True}), named).outcome is REFUSE


class TestDefinition:
    TEST = CategoryTest(
        VenueCategory.HOTEL,
        tests=(FactTest("rooms", at_least=30), FactTest("reception", equals=True)),
        otherwise=Otherwise.CONSIDER,
    )

    @pytest.mark.parametrize(
        ("answers", "otherwise", "outcome"),
        [
            pytest.param({"rooms": 30, "reception": True}, Otherwise.CONSIDER, GRANT, id="just enough"),
            pytest.param({"rooms": 29, "reception": True}, Otherwise.CONSIDER, DISCRETION, id="one too few"),
            pytest.param({"rooms": 29}, Otherwise.REFUSE, REFUSE, id="one failed test settles it"),
            pytest.param({"rooms": 30}, Otherwise.REFUSE, ASK, id="one answer is missing"),
            pytest.param({"rooms": 22, "reception": True}, Otherwise.ASK, ASK, id="asks what it is then"),
        ],
    )
    def test_a_category_means_what_the_text_says(self, answers, otherwise, outcome):
        facts = replace(SERVING, category=VenueCategory.HOTEL, answers=answers)
        found = judged(facts, categories=(replace(self.TEST, otherwise=otherwise),))
        assert found.outcome is outcome

    def test_other_categories_are_not_tested(self):
        assert judged(SERVING, categories=(self.TEST,)).outcome is GRANT


class TestCondition:
    FOOD = ConditionEffect("Det serveres mat.", test=FactTest("food", equals=True))

    def rule(self, **changes):
        return Rule("food", RuleKind.CONDITION, CONDITION, condition=replace(self.FOOD, **changes))

    @pytest.mark.parametrize(
        ("answers", "unmet", "outcome", "conditions"),
        [
            pytest.param({}, Unmet.REFUSE, ASK, (), id="not known"),
            pytest.param({"food": True}, Unmet.REFUSE, WITH_CONDITIONS, ("food",), id="offered"),
            pytest.param({"food": False}, Unmet.REFUSE, REFUSE, (), id="refused without it"),
            pytest.param({"food": False}, Unmet.CONSIDER, DISCRETION, (), id="weighed without it"),
            pytest.param({"food": False}, Unmet.ASK, ASK, (), id="asked about"),
            pytest.param({"food": False}, Unmet.PARTLY, PARTLY, (), id="less without it"),
        ],
    )
    def test_a_demand_that_is_asked_about(self, answers, unmet, outcome, conditions):
        found = judged(replace(SERVING, answers=answers), self.rule(unmet=unmet))
        assert (found.outcome, found.conditions) == (outcome, conditions)

    def test_what_is_said_of_some_days_is_set_for_a_licence_that_lasts(self):
        monday = date(2026, 11, 23)
        guard = condition("guard", "Ordensvakt", weekdays=(5, 6))
        assert assess(SERVING, policy(guard), monday).conditions == ("guard",)

    def test_an_offered_condition_is_not_set_by_itself(self):
        assert judged(SERVING, condition("guard", "Ordensvakt", standard=False)).outcome is GRANT


def event(*, closed=True, received_on=None, kind=LicenceType.SINGLE_OCCASION, day=date(2027, 2, 16), **more):
    company = Company(
        circle_fixed=closed, tickets=False, sign_up=False, member_meeting=False, advertised=False
    )
    return replace(
        SERVING,
        matter=Matter.EVENT,
        type=kind,
        hours=(),
        received_on=received_on,
        occasion=OccasionFacts(
            days=(OccasionHours("room", AreaKind.INDOOR, day, ServiceHours.parse("18:00", "24:00")),),
            company=company,
            **more,
        ),
    )


class TestEvents:
    RULE = Rule("event", RuleKind.EVENT, HARD, event=EventEffect(notice_days=21, most_days=1))

    @pytest.mark.parametrize(
        ("received_on", "accepted", "outcome"),
        [
            pytest.param(date(2027, 1, 26), False, GRANT, id="the last day"),
            pytest.param(date(2027, 1, 27), False, LATE, id="a day late"),
            pytest.param(date(2027, 1, 27), True, GRANT, id="late, and somebody has accepted it"),
        ],
    )
    def test_notice(self, received_on, accepted, outcome):
        assert judged(event(received_on=received_on, late_accepted=accepted), self.RULE).outcome is outcome

    def test_whoever_answers_for_it_is_old_enough_here(self):
        rule = Rule("event", RuleKind.EVENT, HARD, event=EventEffect(responsible_age=50))
        found = judged(event(), rule)
        assert found.outcome is ASK
        assert {row.facts["role"] for row in found.findings if row.rule == "event"} == {"manager", "deputy"}

    @pytest.mark.parametrize(
        ("closed", "outcome"),
        [pytest.param(True, GRANT, id="closed"), pytest.param(False, PARTLY, id="open")],
    )
    def test_no_spirits_at_open_events(self, closed, outcome):
        when = When(tests=(FactTest("closed_company", equals=False),))
        rule = place(HARD, when, only_groups=(Group.ONE, Group.TWO))
        assert judged(event(closed=closed), rule).outcome is outcome

    def test_a_condition_of_some_days_holds_for_events_on_them(self):
        guard = condition("guard", "Ordensvakt", weekdays=(5, 6))
        assert judged(event(day=date(2027, 2, 19)), guard).conditions == ("guard",)
        assert judged(event(day=date(2027, 2, 16)), guard).conditions == ()

    def test_an_ambulatory_use_needs_a_number_from_the_council(self):
        ambulatory = event(kind=LicenceType.AMBULATORY)
        assert judged(ambulatory).outcome is ASK
        number = cap("ambulatory", 2, types=(LicenceType.AMBULATORY,))
        assert judged(replace(ambulatory, caps=(CapCount("ambulatory", 1),)), number).outcome is GRANT
        assert judged(replace(ambulatory, caps=(CapCount("ambulatory", 2),)), number).outcome is REFUSE


class TestCaps:
    @pytest.mark.parametrize(
        ("effect", "count", "outcome", "asked"),
        [
            pytest.param({}, CapCount("c", 9), GRANT, [], id="room left"),
            pytest.param({}, CapCount("c", 10), REFUSE, [], id="full"),
            pytest.param(
                {"span": CapSpan.UNSPECIFIED, "overflow": Overflow.UNSPECIFIED},
                CapCount("c", 10),
                REFUSE,
                ["cap_counting_unsaid"],
                id="the text does not say how it is counted",
            ),
            pytest.param(
                {"overflow": Overflow.UNSPECIFIED},
                CapCount("c", 10),
                REFUSE,
                ["cap_overflow_unsaid"],
                id="the text does not say what happens over it",
            ),
            pytest.param({"overflow": Overflow.DISCRETION}, CapCount("c", 10), DISCRETION, [], id="weighed"),
            pytest.param({"overflow": Overflow.WAITING_LIST}, CapCount("c", 10), REFUSE, [], id="a list"),
            pytest.param({"pending_reserves": True}, CapCount("c", 8, 2), REFUSE, [], id="pending reserve"),
            pytest.param({"pending_reserves": False}, CapCount("c", 8, 2), GRANT, [], id="pending do not"),
            pytest.param(
                {"limit": None, "percent": 25, "percent_of": LicenceKind.SERVING},
                CapCount("c", 10, 0, 40),
                REFUSE,
                [],
                id="a quarter of forty",
            ),
            pytest.param(
                {"limit": None, "percent": 25, "percent_of": LicenceKind.SERVING},
                CapCount("c", 10, 0, 44),
                GRANT,
                [],
                id="a quarter of forty-four",
            ),
            pytest.param(
                {"limit": None, "stated": CapStated.NONE}, CapCount("c", 500), GRANT, [], id="said to be none"
            ),
        ],
    )
    def test_a_cap_by_what_its_text_says(self, effect, count, outcome, asked):
        found = judged(replace(SERVING, caps=(count,)), cap("c", 10, effect=effect))
        assert found.outcome is outcome
        assert codes(found, asked=True) == asked

    @pytest.mark.parametrize(
        ("keeps", "outcome", "asked"),
        [
            pytest.param(True, GRANT, [], id="keeps the seat"),
            pytest.param(False, REFUSE, [], id="does not"),
            pytest.param(None, REFUSE, ["cap_transfer_unsaid"], id="the text does not say"),
        ],
    )
    def test_a_new_owner_under_a_full_cap(self, keeps, outcome, asked):
        facts = replace(SERVING, sort=CaseSort.TRANSFER, caps=(CapCount("c", 10),))
        found = judged(facts, cap("c", 10, effect={"transfer_keeps_seat": keeps}))
        assert (found.outcome, codes(found, asked=True)) == (outcome, asked)

    def test_exempt_categories_take_no_place(self):
        rule = cap("c", 0, effect={"exempt": (VenueCategory.EATING_PLACE,)})
        assert judged(replace(SERVING, caps=(CapCount("c", 0),)), rule).outcome is GRANT

    def test_a_main_rule_asks_for_the_special_ground(self):
        rule = cap("c", 10, strength=DEFAULT)
        facts = replace(SERVING, caps=(CapCount("c", 10),))
        assert codes(judged(facts, rule), asked=True) == ["ground_wanted"]
        assert judged(replace(facts, grounds=(GroundView("c", "sesong"),)), rule).outcome is DISCRETION


class TestRenewal:
    REVIEW = Rule("review", RuleKind.RENEWAL, HARD, renewal=RenewalEffect(RenewalMode.TOTAL_REVIEW))

    @pytest.mark.parametrize(
        ("fixed", "outcome", "asked"),
        [
            pytest.param(True, DISCRETION, [], id="against criteria fixed beforehand"),
            pytest.param(
                None, DISCRETION, ["criteria_fixed_unknown"], id="nobody has said whether they were"
            ),
            pytest.param(False, ASK, [], id="none were: it must wait"),
        ],
    )
    def test_a_review_of_all(self, fixed, outcome, asked):
        facts = replace(SERVING, sort=CaseSort.RENEWAL, criteria_fixed=fixed)
        found = judged(facts, self.REVIEW)
        assert (found.outcome, codes(found, asked=True)) == (outcome, asked)

    def test_a_review_says_nothing_of_new_places(self):
        assert codes(judged(SERVING, self.REVIEW)) == []

    def test_a_review_that_is_only_told_of_waits_for_nothing(self):
        facts = replace(SERVING, sort=CaseSort.RENEWAL, criteria_fixed=False)
        assert judged(facts, replace(self.REVIEW, strength=INFO)).outcome is GRANT

    def test_a_new_owner_on_the_same_terms_is_not_judged_anew(self):
        same = Rule(
            "same",
            RuleKind.RENEWAL,
            DEFAULT,
            When(sorts=(CaseSort.TRANSFER,)),
            renewal=RenewalEffect(RenewalMode.SAME_TERMS),
        )
        barred = place(DEFAULT, MALL, allow=Allow.NORMALLY_NOT)
        facts = replace(SERVING, sort=CaseSort.TRANSFER, answers={"island": True})
        assert codes(judged(facts, same, barred)) == ["same_terms"]
        assert judged(replace(facts, sort=CaseSort.NEW), same, barred).outcome is REFUSE
        assert judged(facts, replace(same, strength=INFO), barred).outcome is REFUSE


def test_a_rule_that_fits_no_family_is_weighed_in_its_own_words():
    rule = Rule("words", RuleKind.OTHER, FACTOR, words="Glass skal unngås i russetiden.")
    found = judged(SERVING, rule)
    assert found.outcome is DISCRETION
    assert [row.facts["text"] for row in found.findings if row.rule] == ["Glass skal unngås i russetiden."]


def test_others_who_are_heard_are_told():
    rule = Rule("heard", RuleKind.STATEMENTS, INFO, statements=StatementsEffect(("Velforeningen",)))
    assert "statements_wanted" in codes(judged(SERVING, rule))


def test_what_is_preferred_is_shown_and_decides_nothing():
    rule = Rule(
        "prefer",
        RuleKind.FACTOR,
        FACTOR,
        factor=FactorEffect("Spisesteder går foran.", (VenueCategory.EATING_PLACE,), ("centre",)),
    )
    (row,) = [row for row in judged(replace(SERVING, zones=()), rule).findings if row.rule]
    assert (row.facts["preferred_category"], row.facts["preferred_zone"]) == (True, False)


def test_a_rule_of_other_days_is_silent():
    gone = replace(place(when=MALL, allow=Allow.NEVER), last_day=date(2026, 11, 22))
    coming = replace(place(when=MALL, allow=Allow.NEVER), first_day=date(2026, 11, 24))
    facts = replace(SERVING, answers={"island": True})
    assert judged(facts, gone, coming).outcome is GRANT
    assert judged(facts, replace(gone, last_day=ON)).outcome is REFUSE


class TestLongerHours:
    """A holder who asks for longer hours, where the ones that are held stand in any case."""

    def change(self, end, answers):
        asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", end))
        held = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "26:00"))
        return replace(
            SERVING,
            groups=(Group.ONE,),
            matter=Matter.TERMS,
            change=ChangeKind.HOURS,
            hours=(asked,),
            answers=answers,
            terms=HeldTerms(held_hours=(held,)),
        )

    RULES = (
        hours("ordinary", LicenceKind.SERVING, 6 * 60, 26 * 60),
        hours(
            "late",
            LicenceKind.SERVING,
            latest=27 * 60,
            strength=CONDITION,
            tests=(FactTest("trained", equals=True),),
            rank=1,
        ),
    )

    @pytest.mark.parametrize(
        ("end", "answers", "outcome"),
        [
            pytest.param("27:00", {"trained": True}, GRANT, id="what it takes is there"),
            pytest.param("27:00", {"trained": False}, REFUSE, id="it is not: nothing more than is held"),
            pytest.param("27:00", {}, ASK, id="not known"),
            pytest.param("26:30", {}, ASK, id="half an hour more hangs on it too"),
        ],
    )
    def test_by_what_it_takes(self, end, answers, outcome):
        assert judged(self.change(end, answers), *self.RULES).outcome is outcome

    def test_departing_from_a_regulation_is_the_acts_own_exception(self):
        regulation = Document("F", LegalKind.REGULATION, "Forskrift")
        rules = [replace(rule, document="F") for rule in self.RULES]
        found = judged(self.change("27:00", {"trained": False}), *rules, documents=(regulation,))
        (row,) = [row for row in found.findings if row.outcome is FindingOutcome.REFUSE]
        assert row.citation.code == "alkl_4_4.3"

    def test_a_main_rule_on_hours_wants_a_ground_and_no_paragraph(self):
        rule = replace(self.RULES[0], strength=DEFAULT)
        found = judged(self.change("27:00", {}), rule)
        assert "ground_wanted" in codes(found)
        given = replace(self.change("27:00", {}), grounds=(GroundView("ordinary", "avsides"),))
        assert judged(given, rule).outcome is DISCRETION


def test_local_hours_beyond_the_law_are_cut_and_it_says_so():
    rule = hours("early", LicenceKind.SERVING, 8 * 60, 26 * 60, groups=(Group.THREE,))
    asked = AskedHours(AreaKind.INDOOR, Group.THREE, ServiceHours.parse("09:00", "24:00"))
    found = judged(replace(SERVING, hours=(asked,)), rule)
    assert found.outcome is PARTLY
    assert [row.rule for row in found.findings if row.code == "local_hours_outside_law"] == ["early"]


def test_hours_that_vary_with_the_season_are_granted_as_far_as_they_hold_all_year():
    rules = (
        hours("winter", LicenceKind.SERVING, 8 * 60, 26 * 60, season=Season.parse("09-01", "05-14")),
        hours("summer", LicenceKind.SERVING, 8 * 60, 27 * 60, season=Season.parse("05-15", "08-31")),
    )
    asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "27:00"))
    found = judged(replace(SERVING, groups=(Group.ONE,), hours=(asked,)), *rules)
    (row,) = [row for row in found.findings if row.code == "hours_outside_policy"]
    assert (row.facts["allowed"], row.rule) == (["10:00", "26:00"], "winter")
    assert "hours_vary" in codes(found)


def test_a_zone_of_its_own_has_its_own_hours():
    rules = (
        hours("everywhere", LicenceKind.SERVING, 8 * 60, 26 * 60),
        hours("homes", LicenceKind.SERVING, latest=23 * 60, zones=("homes",)),
    )
    zones = (Zone("homes", "Boligområde"),)
    asked = AskedHours(AreaKind.INDOOR, Group.ONE, ServiceHours.parse("10:00", "26:00"))
    facts = replace(SERVING, groups=(Group.ONE,), hours=(asked,))
    assert judged(facts, *rules, zones=zones).outcome is ASK
    assert judged(replace(facts, zones=()), *rules, zones=zones).outcome is GRANT
    assert judged(replace(facts, zones=("homes",)), *rules, zones=zones).outcome is PARTLY
    early = replace(facts, hours=(replace(asked, hours=ServiceHours.parse("10:00", "22:00")),))
    assert judged(early, *rules, zones=zones).outcome is GRANT
