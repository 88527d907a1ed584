"""What the other families make of a case: events, caps, renewals, what is weighed and what is told."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import (
    GroundView,
)
from licensing.assessment.facts import HeldTerms
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours
from licensing.caps import CapCount
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Company
from licensing.policy import (
    Allow,
    CapSpan,
    CapStated,
    CaseSort,
    EventEffect,
    FactorEffect,
    FactTest,
    Overflow,
    RenewalEffect,
    RenewalMode,
    Rule,
    RuleKind,
    StatementsEffect,
    When,
)
from licensing.service_hours import ServiceHours
from tests.licensing.applications import ON, SERVING
from tests.licensing.judged_policies import (
    ASK,
    DEFAULT,
    DISCRETION,
    FACTOR,
    GRANT,
    HARD,
    INFO,
    LATE,
    MALL,
    PARTLY,
    REFUSE,
    codes,
    judged,
    place,
)
from tests.licensing.local_rules import cap, condition


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

    @pytest.mark.parametrize(
        ("company", "outcome"),
        [
            pytest.param(Company(circle_fixed=True, tickets=True), PARTLY, id="tickets make it open"),
            pytest.param(Company(), ASK, id="nothing is told"),
        ],
    )
    def test_whom_an_event_is_for_is_told_by_its_company(self, company, outcome):
        rule = place(HARD, When(audiences=(Audience.GENERAL,)), only_groups=(Group.ONE, Group.TWO))
        asked = event()
        asked = replace(
            asked, audience=Audience.CLOSED_COMPANY, occasion=replace(asked.occasion, company=company)
        )
        assert judged(asked, rule).outcome is outcome

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


class TestFurtherGroup:
    """A licence that is to cover group 3 too takes a place under the cap on spirits, and no other."""

    SPIRITS = cap("spirits", 10, groups=(Group.THREE,))
    ALL = cap("all", 10)

    @pytest.mark.parametrize(
        ("held", "outcome"),
        [
            pytest.param((Group.ONE, Group.TWO), REFUSE, id="it had no spirits"),
            pytest.param((Group.ONE, Group.TWO, Group.THREE), GRANT, id="it had them"),
        ],
    )
    def test_a_full_cap_on_spirits(self, held, outcome):
        facts = replace(
            SERVING,
            matter=Matter.TERMS,
            change=ChangeKind.GROUPS,
            terms=HeldTerms(held_groups=held, held_category=SERVING.category),
            caps=(CapCount("spirits", 10), CapCount("all", 10)),
        )
        assert judged(facts, self.SPIRITS, self.ALL).outcome is outcome


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
        found = judged(facts, same, barred)
        assert codes(found) == ["same_terms"]
        assert [row.citation.code for row in found.findings if row.rule] == ["alkl_1_10"]
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
