"""What is found against an application by law, one rule at a time."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.applicants import ConductQuestion
from licensing.assessment import (
    AskedHours,
    ConductView,
    Facts,
    FindingOutcome,
    ProposedOutcome,
    RoomLicence,
    Strength,
    assess,
    hours_for_place,
    refused_by_law,
)
from licensing.law import LAW_VERSION
from licensing.licences import AreaKind, LicenceKind, VenueCategory
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Body, Question, Statement
from tests.licensing.applications import GROUPS, ON, POLICY, SALE, SERVING, person

ONE, TWO, THREE = GROUPS


def found(facts, code, on=ON, policy=None):
    return [finding for finding in assess(facts, policy, on).findings if finding.code == code]


def against(facts, on=ON, policy=None):
    return {
        (finding.code.value, finding.outcome.value)
        for finding in assess(facts, policy, on).findings
        if finding.outcome is not FindingOutcome.OK
    }


def answer(facts, body, question, given, **more):
    """The same facts where one body's answers to one question are these."""
    rows = tuple(
        replace(row, answer=given, **more) if (row.body, row.question) == (body, question) else row
        for row in facts.statements
    )
    return replace(facts, statements=rows)


@pytest.mark.parametrize("facts", [SERVING, SALE], ids=["serving", "sale"])
def test_a_plain_application_is_to_be_granted(facts):
    assessment = assess(facts, None, ON)
    assert against(facts) == set()
    assert assessment.outcome is ProposedOutcome.GRANT
    assert assessment.groups == facts.groups
    assert (assessment.law_version, assessment.policy_id) == (LAW_VERSION, None)


def test_nothing_known_is_only_questions_and_never_a_refusal():
    outcomes = {outcome for _, outcome in against(Facts())}
    assert outcomes == {"ask", "missing"}
    assert assess(Facts(), POLICY, ON).outcome is ProposedOutcome.ASK


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"groups": (TWO,)}, ("groups_unlawful", "refuse"), id="trap 10: group 2 alone"),
        pytest.param({"groups": (ONE, THREE)}, ("groups_unlawful", "refuse"), id="trap 10: groups 1 and 3"),
        pytest.param({"groups": None}, ("groups_unknown", "ask"), id="groups not known"),
        pytest.param(
            {"manager": None}, ("manager_missing", "missing"), id="trap 22: never without a manager"
        ),
        pytest.param({"deputies": ()}, ("deputy_missing", "missing"), id="no deputy and no reason"),
        pytest.param(
            {"deputies": (person("manager"),)},
            ("deputy_is_manager", "missing"),
            id="one person in both roles",
        ),
        pytest.param({"influence": None}, ("influence_unknown", "ask"), id="influence not known"),
        pytest.param({"holder": None}, ("holder_unknown", "ask"), id="holder not known"),
        pytest.param({"statements": None}, ("statements_unknown", "ask"), id="statements not known"),
        pytest.param({"statements": ()}, ("statement_not_asked", "missing"), id="trap 20: nobody asked"),
        pytest.param({"hours": None}, ("hours_unknown", "ask"), id="hours not known"),
        pytest.param({"room_licences": None}, ("rooms_unknown", "ask"), id="rooms not looked up"),
        pytest.param(
            {"first_day": date(2028, 10, 1)}, ("period_impossible", "refuse"), id="a first day too far away"
        ),
        pytest.param(
            {"last_day": date(2028, 10, 1)},
            ("period_too_long", "partly"),
            id="trap 2: a day beyond the period",
        ),
    ],
)
def test_what_is_found_when_one_thing_is_otherwise(change, expected):
    assert expected in against(replace(SERVING, **change))


def test_a_period_to_its_last_lawful_day_is_in_order():
    facts = replace(SERVING, last_day=date(2028, 9, 30))
    assert against(facts) == set()
    assert found(facts, "period_lawful")[0].facts["last_day"] == "2028-09-30"


def test_the_period_found_is_the_longest_lawful_when_none_is_asked():
    finding = found(SERVING, "period_lawful")[0]
    assert finding.facts == {"first_day": "2026-12-01", "last_day": "2028-09-30", "asked": None}


@pytest.mark.parametrize(
    ("category", "expected"),
    [
        pytest.param(VenueCategory.KIOSK, {("outlet_unlawful", "refuse")}, id="a kiosk"),
        pytest.param(VenueCategory.PETROL_STATION, {("outlet_unlawful", "refuse")}, id="a petrol station"),
        pytest.param(VenueCategory.SPECIAL_SHOP, set(), id="a special shop"),
        pytest.param(None, {("category_unknown", "ask")}, id="not known"),
    ],
)
def test_the_outlet_of_a_sale_licence(category, expected):
    assert against(replace(SALE, category=category)) == expected


def test_a_kiosk_may_apply_to_serve():
    assert against(replace(SERVING, category=VenueCategory.KIOSK)) == set()


def section_of_test(tests):
    facts = replace(SERVING, manager=replace(SERVING.manager, tests=tests))
    return found(facts, "test_unknown" if tests is None else "test_missing")[0].citation.code


class TestManagerAndDeputy:
    @pytest.mark.parametrize(
        ("change", "expected"),
        [
            pytest.param(
                {"born_on": date(2006, 11, 24)}, ("person_too_young", "refuse"), id="turns 20 the day after"
            ),
            pytest.param({"born_on": None}, ("person_age_unknown", "ask"), id="age not known"),
            pytest.param({"tests": ()}, ("test_missing", "missing"), id="no test"),
            pytest.param(
                {"tests": (LicenceKind.SALE,)}, ("test_missing", "missing"), id="trap 23: a test for sale"
            ),
            pytest.param({"tests": None}, ("test_unknown", "ask"), id="test not known"),
            pytest.param({"employed": False}, ("not_employed", "missing"), id="not employed"),
            pytest.param({"employed": None}, ("employment_unknown", "ask"), id="employment not known"),
        ],
    )
    def test_the_same_is_asked_of_both(self, change, expected):
        manager, deputy = replace(SERVING.manager, **change), replace(SERVING.deputies[0], **change)
        assert against(replace(SERVING, manager=manager)) == {expected}
        assert against(replace(SERVING, deputies=(deputy,))) == {expected}

    def test_turning_20_on_the_day_is_old_enough(self):
        manager = replace(SERVING.manager, born_on=date(2006, 11, 23))
        assert against(replace(SERVING, manager=manager)) == set()

    def test_age_counts_on_the_day_of_the_assessment(self):
        facts = replace(SERVING, manager=replace(SERVING.manager, born_on=date(2006, 11, 24)))
        assert against(facts, on=date(2026, 11, 23)) == {("person_too_young", "refuse")}
        assert against(facts, on=date(2026, 11, 24)) == set()

    def test_the_section_is_the_one_that_stands_in_the_way(self):
        assert (section_of_test(()), section_of_test(None)) == ("alkl_1_7c", "alkl_1_7c")
        assert section_of_test((LicenceKind.SALE,)) == "af_5_4"

    def test_a_finding_says_who_and_how_old(self):
        facts = replace(SERVING, manager=replace(SERVING.manager, born_on=date(2007, 5, 1)))
        finding = found(facts, "person_too_young")[0]
        assert finding.facts == {"role": "manager", "person": "manager", "age": 19, "minimum_age": 20}
        assert (finding.citation.code, finding.strength) == ("alkl_1_7c", Strength.LAW)

    def test_trap_22_a_waived_deputy_is_in_order(self):
        statements = tuple(row for row in SERVING.statements if row.subject != "deputy")
        facts = replace(SERVING, deputies=(), deputy_waiver="Seks plasser", statements=statements)
        assert against(facts) == set()
        assert found(facts, "deputy_waived")[0].facts == {"reason": "Seks plasser"}

    def test_a_manager_elsewhere_is_worth_knowing_and_stops_nothing(self):
        facts = replace(SERVING, manager=replace(SERVING.manager, manages_elsewhere=True))
        assert against(facts) == set()
        assert found(facts, "manages_elsewhere")[0].strength is Strength.INFO


class TestStatements:
    def test_a_manager_who_came_after_the_round_must_be_asked_about(self):
        facts = replace(SERVING, manager=person("new manager"))
        finding = found(facts, "statement_not_asked")[0]
        assert finding.facts == {"body": "police", "question": "conduct_manager", "subject": "new manager"}

    def test_a_missing_answer_is_a_question(self):
        facts = answer(SERVING, Body.POLICE, Question.PLACE, None)
        assert against(facts) == {("statement_overdue", "ask")}
        facts = answer(SERVING, Body.SOCIAL_SERVICE, Question.PLACE, None, due_on=ON)
        assert against(facts) == {("statement_waiting", "ask")}

    def test_trap_20_a_missing_tax_answer_is_none(self):
        tax = Statement(
            Body.TAX,
            Question.CONDUCT_HOLDER,
            "company",
            asked_on=date(2026, 10, 1),
            due_on=date(2026, 10, 29),
        )
        facts = replace(SERVING, statements=(*SERVING.statements, tax))
        assert against(facts) == set()
        assert found(facts, "statement_optional_open")[0].strength is Strength.INFO

    def test_silence_settles_the_social_service_and_not_the_police(self):
        silent = {"silent_on": ON}
        assert against(answer(SERVING, Body.SOCIAL_SERVICE, Question.PLACE, None, **silent)) == set()
        assert against(answer(SERVING, Body.POLICE, Question.PLACE, None, **silent)) == {
            ("statement_overdue", "ask")
        }

    def test_the_police_set_aside_are_recorded_with_name_and_reason(self):
        facts = answer(
            SERVING, Body.POLICE, Question.PLACE, None, overridden_by="anne", override_reason="Ikke svart"
        )
        finding = found(facts, "statement_overridden")[0]
        assert against(facts) == set()
        assert (finding.facts["by"], finding.facts["reason"]) == ("anne", "Ikke svart")

    @pytest.mark.parametrize("given", [Answer.REMARK, Answer.AGAINST])
    def test_a_remark_is_shown_to_the_applicant_and_weighed(self, given):
        facts = answer(SERVING, Body.POLICE, Question.PLACE, given)
        weighed = (f"statement_{given.value}", "consider")
        assert against(facts) == {weighed, ("remark_not_presented", "missing")}
        shown = answer(
            SERVING, Body.POLICE, Question.PLACE, given, presented_on=ON, reply_due_on=date(2026, 12, 7)
        )
        assert against(shown) == {weighed, ("reply_awaited", "ask")}
        assert against(shown, on=date(2026, 12, 8)) == {weighed}
        assert assess(shown, None, date(2026, 12, 8)).outcome is ProposedOutcome.DISCRETION


class TestConduct:
    REMARK = answer(
        SERVING,
        Body.POLICE,
        Question.CONDUCT_MANAGER,
        Answer.REMARK,
        presented_on=date(2026, 11, 1),
        replied_on=date(2026, 11, 5),
    )

    def test_a_remark_on_conduct_is_to_be_judged_by_a_person(self):
        assert against(self.REMARK) == {("conduct_to_judge", "consider")}
        assert {finding.facts["subject"] for finding in found(self.REMARK, "conduct_to_judge")} == {
            "manager",
            "deputy",
        }
        assert found(self.REMARK, "conduct_to_judge")[0].citation.code == "alkl_1_7c"

    def test_trap_40_conduct_not_met_is_refused_by_law_and_met_is_in_order(self):
        def judged(manager_met):
            views = tuple(
                ConductView(ConductQuestion.MANAGER, who, met)
                for who, met in (("manager", manager_met), ("deputy", True))
            )
            return assess(replace(self.REMARK, conduct=views), None, ON)

        assert judged(True).outcome is ProposedOutcome.GRANT
        assert judged(False).outcome is ProposedOutcome.REFUSE
        assert refused_by_law(judged(False).findings)

    def test_conduct_can_fail_on_what_the_municipality_itself_knows(self):
        facts = replace(SERVING, conduct=(ConductView(ConductQuestion.HOLDER, "owner", met=False),))
        assert against(facts) == {("conduct_not_met", "refuse")}
        assert found(facts, "conduct_not_met")[0].citation.code == "alkl_1_7b"


class TestRooms:
    @pytest.mark.parametrize(
        ("same_holder", "overlap", "expected"),
        [
            pytest.param(True, None, set(), id="the same holder"),
            pytest.param(False, False, set(), id="another holder at other hours"),
            pytest.param(False, True, {("room_taken", "refuse")}, id="trap 8: another holder, same hours"),
            pytest.param(False, None, {("room_overlap_unknown", "ask")}, id="overlap not known"),
            pytest.param(None, True, {("room_overlap_unknown", "ask")}, id="holder not known"),
        ],
    )
    def test_a_room_already_licensed_for_serving(self, same_holder, overlap, expected):
        licence = RoomLicence("room", LicenceKind.SERVING, same_holder, overlap)
        assert against(replace(SERVING, room_licences=(licence,))) == expected

    @pytest.mark.parametrize(
        ("own_produced", "expected"),
        [
            pytest.param(False, {("sale_and_serving_banned", "refuse")}, id="trap 9: banned"),
            pytest.param(None, {("sale_and_serving_unknown", "ask")}, id="trap 9: not known is a question"),
            pytest.param(
                True, {("sale_and_serving_own_produced", "consider")}, id="trap 9: own-produced is judged"
            ),
        ],
    )
    def test_sale_and_serving_in_one_room(self, own_produced, expected):
        for facts, other in ((SALE, LicenceKind.SERVING), (SERVING, LicenceKind.SALE)):
            licence = RoomLicence("room", other, same_holder=True)
            facts = replace(facts, room_licences=(licence,), own_produced_small_room=own_produced)
            assert against(facts) == expected


def hours(start, end, group=ONE, area=AreaKind.INDOOR, weekdays=()):
    return AskedHours(area, group, ServiceHours.parse(start, end), weekdays)


# Without a policy, what lies beyond the normal hours is asked about beside what the law says.
BEYOND_NORMAL = {("hours_beyond_normal", "consider")}


class TestHoursByLaw:
    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            pytest.param(hours("06:00", "27:00"), set(), id="the whole outermost time"),
            pytest.param(
                hours("06:00", "27:30"), {("hours_outside_law", "partly")}, id="half an hour too late"
            ),
            pytest.param(
                hours("05:30", "25:00"), {("hours_outside_law", "partly")}, id="half an hour too early"
            ),
            pytest.param(hours("13:00", "27:00", THREE), set(), id="trap 26: spirits from 13:00"),
            pytest.param(
                hours("12:00", "27:00", THREE),
                {("hours_outside_law", "partly")},
                id="trap 26: not from 12:00",
            ),
            pytest.param(
                hours("08:00", "13:00", THREE), {("hours_unlawful", "refuse")}, id="nothing is left"
            ),
        ],
    )
    def test_serving(self, asked, expected):
        assert against(replace(SERVING, hours=(asked,))) - BEYOND_NORMAL == expected

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            pytest.param(hours("06:00", "20:00"), set(), id="every day means to 18:00 on Saturdays"),
            pytest.param(hours("08:00", "20:30"), {("hours_outside_law", "partly")}, id="weekdays to 20:30"),
            pytest.param(hours("08:00", "18:00", weekdays=(6,)), set(), id="Saturdays to 18:00"),
            pytest.param(
                hours("08:00", "18:30", weekdays=(6,)),
                {("hours_outside_law", "partly")},
                id="Saturdays to 18:30",
            ),
            pytest.param(
                hours("12:00", "18:00", weekdays=(7,)), {("hours_unlawful", "refuse")}, id="trap 5: Sundays"
            ),
            pytest.param(
                hours("08:00", "18:00", weekdays=(6, 7)),
                {("hours_outside_law", "partly")},
                id="Saturdays and Sundays",
            ),
        ],
    )
    def test_sale(self, asked, expected):
        assert against(replace(SALE, hours=(asked,))) - BEYOND_NORMAL == expected

    def test_a_group_without_lawful_hours_falls_out_of_the_proposal(self):
        facts = replace(
            SERVING,
            hours=(hours("10:00", "25:00"), hours("10:00", "25:00", TWO), hours("08:00", "12:00", THREE)),
        )
        assessment = assess(facts, None, ON)
        assert (assessment.outcome, assessment.groups) == (ProposedOutcome.PARTLY, (ONE, TWO))

    def test_hours_say_what_was_asked_and_what_is_left(self):
        finding = found(replace(SERVING, hours=(hours("10:00", "28:00"),)), "hours_outside_law")[0]
        assert finding.facts["asked"] == ["10:00", "28:00"]
        assert finding.facts["allowed"] == ["10:00", "27:00"]
        assert finding.facts["weekdays"] == "1,2,3,4,5,6,7"

    def test_one_line_of_a_form_asks_for_spirits_from_13(self):
        rows = hours_for_place(
            LicenceKind.SERVING, GROUPS, AreaKind.INDOOR, ServiceHours.parse("10:00", "26:00")
        )
        assert [(row.group, row.hours.pair) for row in rows] == [
            (ONE, ("10:00", "26:00")),
            (TWO, ("10:00", "26:00")),
            (THREE, ("13:00", "26:00")),
        ]

    def test_hours_in_a_group_that_is_not_sold_are_left_to_the_group_rule(self):
        facts = replace(SALE, groups=(ONE, TWO), hours=(hours("08:00", "18:00", TWO),))
        assert against(facts) == {("groups_unlawful", "refuse")}
