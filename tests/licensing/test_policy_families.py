"""What rules on places make of a case: who can get a licence, what a category means, what is asked of it."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import (
    FindingOutcome,
    GroundView,
    assess,
)
from licensing.assessment.facts import HeldTerms
from licensing.licences import Group, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.policy import (
    Allow,
    CaseSort,
    CategoryTest,
    ConditionEffect,
    FactTest,
    Otherwise,
    Rule,
    RuleKind,
    Unmet,
    When,
)
from tests.licensing.applications import SERVING
from tests.licensing.judged_policies import (
    ASK,
    CONDITION,
    DEFAULT,
    DISCRETION,
    FACTOR,
    GRANT,
    HARD,
    INFO,
    MALL,
    PARTLY,
    REFUSE,
    WITH_CONDITIONS,
    codes,
    judged,
    place,
)
from tests.licensing.local_rules import condition, policy


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

    @pytest.mark.parametrize(
        ("strength", "grounds", "outcome", "groups"),
        [
            pytest.param(HARD, (), PARTLY, 2, id="hard"),
            pytest.param(DEFAULT, (), PARTLY, 2, id="a main rule"),
            pytest.param(DEFAULT, ("hotell",), DISCRETION, 3, id="a main rule with its special ground"),
            pytest.param(FACTOR, (), DISCRETION, 3, id="a factor takes nothing away"),
        ],
    )
    def test_groups_by_the_strength_of_the_rule(self, strength, grounds, outcome, groups):
        rule = place(strength, only_groups=(Group.ONE, Group.TWO))
        found = judged(replace(SERVING, grounds=tuple(GroundView("place", text) for text in grounds)), rule)
        assert (found.outcome, len(found.groups)) == (outcome, groups)

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
