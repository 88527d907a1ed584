"""The assessment of an event: what law, regulation and local rules say of it, all at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from licensing.applicants import Person
from licensing.assessment import (
    Facts,
    FindingCode,
    FindingOutcome,
    ProposedOutcome,
    assess,
    facts_from_mapping,
    facts_to_mapping,
)
from licensing.assessment.deviations import forbidden_by
from licensing.assessment.occasion_facts import OccasionFacts, OccasionHours, OtherUse
from licensing.assessment.occasion_hours import allowed_days
from licensing.decisions import DecisionOutcome
from licensing.law import ALKL_3_7, ALKL_4_4
from licensing.licences import AreaKind, Audience, Group, LicenceKind, LicenceType, VenueCategory
from licensing.matters import Matter
from licensing.occasions import Company, Use, days_between
from licensing.policy import FactTest, HoursEffect, Policy, When
from licensing.service_hours import ServiceHours
from tests.licensing.local_rules import hours

ON = date(2027, 1, 20)
TUESDAY = date(2027, 2, 16)
MARKET = days_between(TUESDAY, date(2027, 2, 20))
CLOSED = Company(circle_fixed=True, tickets=False, sign_up=False, member_meeting=False, advertised=False)
BORN = date(1990, 1, 1)
RULES = (
    hours("ordinary", LicenceKind.SERVING, latest=25 * 60, paragraph="§ 3"),
    hours("weekend", LicenceKind.SERVING, latest=26 * 60, weekdays=(5, 6), paragraph="§ 3"),
)
POLICY = Policy("local", 1, "Forskrift om tider", date(2024, 1, 1), rules=RULES)


def hours(start="11:00", end="25:00"):
    return ServiceHours.parse(start, end)


def rows(start="11:00", end="25:00", days=MARKET, area=AreaKind.INDOOR):
    return tuple(OccasionHours("room:1", area, day, hours(start, end)) for day in days)


def event(**told):
    occasion = OccasionFacts(days=rows(), company=Company(circle_fixed=False, tickets=True))
    return Facts(
        matter=Matter.EVENT,
        type=LicenceType.SINGLE_OCCASION,
        kind=LicenceKind.SERVING,
        groups=(Group.ONE, Group.TWO),
        audience=Audience.GENERAL,
        category=VenueCategory.CULTURE,
        holder="holder",
        influence=(),
        manager=Person("person:1", BORN, (), employed=True),
        deputies=(Person("person:2", BORN, (), employed=True),),
        room_licences=(),
        statements=(),
        asks=False,
        occasion=replace(occasion, **told),
    )


def ambulatory(**told):
    facts = event(company=CLOSED, days=rows("18:00", "25:00", MARKET[4:]), **told)
    return replace(facts, type=LicenceType.AMBULATORY, audience=Audience.CLOSED_COMPANY)


def found(facts, code, policy=POLICY, on=ON):
    return [finding for finding in assess(facts, policy, on).findings if finding.code is code]


def outcome_of(facts, code, on=ON):
    (finding,) = found(facts, code, on=on)
    return finding.outcome


def test_an_event_by_the_rules_is_granted():
    answer = assess(event(), POLICY, ON)
    assert answer.outcome is ProposedOutcome.GRANT, answer.findings
    assert answer.groups == (Group.ONE, Group.TWO)


def test_no_event_is_held_against_test_period_or_caps():
    codes = {finding.code for finding in assess(event(), POLICY, ON).findings}
    assert FindingCode.TEST_NOT_NEEDED in codes
    assert not codes & {FindingCode.TEST_MISSING, FindingCode.PERIOD_LAWFUL, FindingCode.CAP_ROOM_LEFT}


def test_age_stays_though_the_knowledge_test_is_lifted():
    young = replace(event(), manager=Person("person:1", date(2007, 1, 21), (), employed=True))
    assert outcome_of(young, FindingCode.PERSON_TOO_YOUNG) is FindingOutcome.REFUSE
    assert not found(
        replace(event(), manager=Person("person:1", date(2007, 1, 20))), FindingCode.PERSON_TOO_YOUNG
    )


@pytest.mark.parametrize(
    ("employed", "outcome"),
    [pytest.param(False, "consider", id="not employed"), pytest.param(None, "consider", id="not known")],
)
def test_whether_an_office_in_an_association_is_work_there_is_for_a_person_to_judge(employed, outcome):
    facts = replace(event(), manager=Person("person:1", BORN, (), employed=employed))
    (finding,) = found(facts, FindingCode.RESPONSIBLE_TO_JUDGE)
    assert finding.outcome == outcome
    assert not forbidden_by([finding], DecisionOutcome.GRANT)


def test_vector_roros_martnan_to_two_from_tuesday_to_thursday_is_outside_the_local_rules():
    facts = event(days=rows(end="26:00"))
    (finding,) = found(facts, FindingCode.DAYS_OUTSIDE_POLICY)
    assert finding.facts["days"] == ["2027-02-16", "2027-02-17", "2027-02-18"]
    assert (finding.facts["asked"], finding.facts["allowed"]) == (["11:00", "26:00"], ["11:00", "25:00"])
    assert finding.citation.code == "alkl_4_4.3"
    assert assess(facts, POLICY, ON).outcome is ProposedOutcome.PARTLY
    assert not forbidden_by([finding], DecisionOutcome.GRANT)


def test_what_the_rules_leave_is_cut_on_the_days_that_need_it():
    given = allowed_days(event(days=rows(end="26:00")), POLICY)
    assert [row.hours.pair[1] for row in given] == ["25:00"] * 3 + ["26:00"] * 2


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        pytest.param("27:00", False, id="03:00 is the law's last minute"),
        pytest.param("27:01", True, id="a minute more is outside the law"),
    ],
)
def test_no_event_is_served_past_three(end, cut):
    facts = event(days=rows(end=end))
    cuts = found(facts, FindingCode.DAYS_OUTSIDE_LAW)
    assert bool(cuts) is cut
    assert bool(forbidden_by(cuts, DecisionOutcome.GRANT)) is cut


def test_hours_that_lie_wholly_outside_the_law_are_refused():
    assert (
        outcome_of(event(days=rows("03:30", "05:00")), FindingCode.DAYS_OUTSIDE_LAW) is FindingOutcome.REFUSE
    )


@pytest.mark.parametrize(
    ("start", "cut"),
    [pytest.param("13:00", False, id="13:00"), pytest.param("11:00", False, id="from 11:00")],
)
def test_trap_26_spirits_are_asked_for_from_one_oclock(start, cut):
    facts = replace(event(days=rows(start)), groups=(Group.ONE, Group.TWO, Group.THREE))
    assert bool(found(facts, FindingCode.DAYS_OUTSIDE_LAW)) is cut


def test_without_local_rules_longer_than_the_normal_hours_is_a_choice():
    facts = event(days=rows(end="26:00"))
    (finding,) = found(facts, FindingCode.DAYS_BEYOND_NORMAL, replace(POLICY, rules=()))
    assert finding.outcome is FindingOutcome.CONSIDER


def test_sale_at_an_event_is_closed_on_a_sunday():
    sunday = (TUESDAY + timedelta(days=5),)
    facts = replace(event(days=rows("10:00", "16:00", sunday)), kind=LicenceKind.SALE, groups=(Group.ONE,))
    assert outcome_of(facts, FindingCode.DAYS_OUTSIDE_LAW) is FindingOutcome.REFUSE


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        pytest.param(LicenceKind.SALE, ALKL_3_7, id="sale"),
        pytest.param(LicenceKind.SERVING, ALKL_4_4, id="serving"),
    ],
)
def test_rules_that_disagree_are_told_by_the_section_on_such_hours(kind, section):
    ends = (("one", 16 * 60), ("other", 17 * 60))
    rules = tuple(
        replace(RULES[0], code=code, when=When(kinds=(kind,)), hours=HoursEffect(latest=end))
        for code, end in ends
    )
    facts = replace(event(days=rows("10:00", "15:00", (TUESDAY,))), kind=kind, groups=(Group.ONE,))
    (finding,) = found(facts, FindingCode.HOURS_RULES_CONFLICT, replace(POLICY, rules=rules))
    assert finding.citation is section


def test_the_strongest_rule_asks_about_an_event_in_whatever_order_the_text_stands():
    trained = FactTest("trained", equals=True)
    opens = replace(RULES[0], code="opens", when=When(tests=(trained,)), hours=HoursEffect(earliest=9 * 60))
    closes = replace(
        RULES[0],
        code="closes",
        when=When(kinds=(LicenceKind.SERVING,), tests=(trained,)),
        hours=HoursEffect(latest=26 * 60),
    )
    facts = event(days=rows("08:00", "26:00"))
    for rules in ((RULES[0], opens, closes), (closes, opens, RULES[0])):
        (asked,) = found(facts, FindingCode.POLICY_FACT_UNKNOWN, replace(POLICY, rules=rules))
        assert (asked.rule, asked.facts["question"]) == ("closes", "trained")


class TestCompany:
    def test_an_open_event_says_why_and_is_in_order_for_a_single_occasion(self):
        (finding,) = found(event(), FindingCode.COMPANY_OPEN)
        assert finding.facts["signs"] == ["no_fixed_circle", "tickets"]
        assert finding.outcome is FindingOutcome.OK

    def test_trap_06_an_ambulatory_licence_for_an_open_event_is_refused(self):
        facts = ambulatory(quota=3)
        opened = replace(facts, occasion=replace(facts.occasion, company=replace(CLOSED, tickets=True)))
        assert outcome_of(opened, FindingCode.AMBULATORY_UNFIT) is FindingOutcome.REFUSE
        assert not found(facts, FindingCode.AMBULATORY_UNFIT)

    def test_what_is_not_told_is_asked_for_where_the_licence_hangs_on_it(self):
        assert outcome_of(event(company=Company()), FindingCode.COMPANY_UNKNOWN) is FindingOutcome.OK
        asked = replace(
            ambulatory(quota=3), occasion=replace(ambulatory(quota=3).occasion, company=Company())
        )
        assert outcome_of(asked, FindingCode.COMPANY_UNKNOWN) is FindingOutcome.ASK


class TestNotice:
    DUE = date(2027, 1, 26)

    @pytest.mark.parametrize(
        ("told", "code", "outcome"),
        [
            pytest.param({"days_late": 0}, FindingCode.NOTICE_IN_TIME, FindingOutcome.OK, id="in time"),
            pytest.param({"days_late": 1}, FindingCode.NOTICE_LATE, FindingOutcome.LATE, id="late"),
            pytest.param(
                {"days_late": 1, "late_accepted": True},
                FindingCode.NOTICE_LATE_ACCEPTED,
                FindingOutcome.OK,
                id="late, and somebody has accepted it",
            ),
        ],
    )
    def test_a_late_notice_waits_for_somebody_to_accept_it(self, told, code, outcome):
        assert outcome_of(event(notice_due_on=self.DUE, **told), code) is outcome

    def test_the_municipalitys_own_deadline_never_forbids(self):
        rows_found = found(event(notice_due_on=self.DUE, days_late=9), FindingCode.NOTICE_LATE)
        assert not forbidden_by(rows_found, DecisionOutcome.GRANT)


class TestQuota:
    OTHERS = (OtherUse("AMB-2027-0001", (Use(MARKET[4], ServiceHours.parse("20:00", "24:00")),)),)

    def test_trap_06_without_a_number_from_the_council_there_is_none_to_give(self):
        assert outcome_of(ambulatory(), FindingCode.QUOTA_UNKNOWN) is FindingOutcome.ASK

    def test_a_free_one_is_in_order_and_a_full_quota_refuses(self):
        assert (
            outcome_of(ambulatory(quota=2, others=self.OTHERS), FindingCode.QUOTA_LEFT) is FindingOutcome.OK
        )
        (full,) = found(ambulatory(quota=1, others=self.OTHERS), FindingCode.QUOTA_FULL)
        assert full.outcome is FindingOutcome.REFUSE
        assert not forbidden_by([full], DecisionOutcome.GRANT)

    def test_a_single_occasion_is_under_no_quota(self):
        assert not found(event(quota=0), FindingCode.QUOTA_FULL)


class TestFee:
    @pytest.mark.parametrize(
        ("fee", "blocked"),
        [
            pytest.param(47000, False, id="trap_07 470 kr in 2026"),
            pytest.param(47001, True, id="an øre more"),
        ],
    )
    def test_an_ambulatory_fee_is_at_most_that_of_the_regulation(self, fee, blocked):
        cuts = found(ambulatory(quota=3, fee_ore=fee, most_fee_ore=47000), FindingCode.FEE_ABOVE_LIMIT)
        assert bool(forbidden_by(cuts, DecisionOutcome.GRANT)) is blocked

    def test_a_year_without_rates_is_a_question(self):
        assert found(ambulatory(quota=3, fee_ore=47000), FindingCode.FEE_LIMIT_UNKNOWN)

    def test_trap_07_a_single_occasion_has_no_such_limit(self):
        assert not found(event(fee_ore=660000, most_fee_ore=47000), FindingCode.FEE_ABOVE_LIMIT)


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        pytest.param(TUESDAY, False, id="on the first day, before it opens"),
        pytest.param(TUESDAY + timedelta(days=1), True, id="the day after"),
    ],
)
def test_no_licence_is_given_for_days_that_have_passed(on, refused):
    assert bool(found(event(), FindingCode.OCCASION_BEGUN, on=on)) is refused


@pytest.mark.parametrize(
    ("guests", "answered", "asked"),
    [
        pytest.param(499, False, False, id="fewer than the municipality's number"),
        pytest.param(500, False, True, id="as many"),
        pytest.param(500, True, False, id="answered"),
        pytest.param(None, False, False, id="nobody has said how many"),
    ],
)
def test_a_large_event_asks_whether_it_is_one_of_principle(guests, answered, asked):
    facts = event(guests=guests, principal_guests=500, principle_answered=answered)
    assert bool(found(facts, FindingCode.PRINCIPLE_TO_CHOOSE)) is asked


def test_who_lacks_the_tests_for_wholesale_may_still_have_the_licence():
    (finding,) = found(event(wholesale=True), FindingCode.WHOLESALE_TESTS_MISSING)
    assert finding.facts["roles"] == ["manager", "deputy"]
    assert not forbidden_by([finding], DecisionOutcome.GRANT)
    assert not found(event(), FindingCode.WHOLESALE_TESTS_MISSING)


def test_a_waiver_of_internal_control_without_a_reason_stops_the_grant():
    facts = event(internal_control_waived=True)
    assert forbidden_by(assess(facts, POLICY, ON).findings, DecisionOutcome.GRANT)
    told = event(internal_control_waived=True, internal_control_reason="40 gjester")
    assert outcome_of(told, FindingCode.INTERNAL_CONTROL_WAIVED) is FindingOutcome.CONSIDER


def test_the_facts_of_an_event_are_stored_and_read_without_loss():
    facts = ambulatory(quota=3, others=TestQuota.OTHERS, notice_due_on=TUESDAY)
    assert facts_from_mapping(facts_to_mapping(facts)) == facts
