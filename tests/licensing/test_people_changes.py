"""What is found when people of licences change: those who come are judged for every licence concerned."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.applicants import Person, Role
from licensing.assessment import ChangedPeople, Facts, FindingOutcome, ProposedOutcome, assess
from licensing.decisions import ComplaintBody, DecisionOutcome, DelegationMode, complaint_body, default_mode
from licensing.law import ALKL_1_7C
from licensing.licences import LicenceKind
from licensing.matters import ChangeKind, Matter
from licensing.statements import Answer, Body, Question, Statement, required_statements, statement_plan

ON = date(2026, 11, 23)
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
PUB = ChangedPeople("SK-2024-0001", SERVING, managers=("new",), deputies=("deputy",))
SHOP = ChangedPeople("SA-2024-0001", SALE, managers=("new",), deputies=("deputy",))


def comer(reference="new", **more):
    known = {"born_on": date(1987, 4, 15), "tests": (SERVING, SALE), "employed": True}
    return Person(reference, **(known | {"manages_elsewhere": False} | more))


def with_answers(facts, answer=Answer.NO_REMARK):
    lines = required_statements(facts.kind, facts.people(), plan=facts.plan)
    return replace(
        facts,
        statements=tuple(
            Statement(
                line.body,
                line.question,
                line.subject,
                asked_on=date(2026, 11, 2),
                due_on=date(2026, 11, 30),
                answered_on=date(2026, 11, 20),
                answer=answer,
            )
            for line in lines
        ),
    )


MANAGER = with_answers(
    Facts(
        matter=Matter.PEOPLE,
        change=ChangeKind.MANAGERS,
        kind=SERVING,
        holder="company",
        influence=(),
        manager=comer(),
        deputies=(),
        changed=(PUB, SHOP),
    )
)
OWNER = with_answers(
    Facts(
        matter=Matter.PEOPLE,
        change=ChangeKind.INFLUENCE,
        kind=SERVING,
        holder="company",
        influence=("owner",),
    )
)


def against(facts, on=ON):
    return {
        (row.code.value, row.outcome.value)
        for row in assess(facts, None, on).findings
        if row.outcome is not FindingOutcome.OK
    }


def codes(facts, on=ON):
    return {row.code.value for row in assess(facts, None, on).findings}


@pytest.mark.parametrize("facts", [MANAGER, OWNER], ids=["a manager", "a person of influence"])
def test_people_whom_nothing_is_found_against_are_to_be_approved(facts):
    assert against(facts) == set()
    assert assess(facts, None, ON).outcome is ProposedOutcome.GRANT


@pytest.mark.parametrize(
    ("tests", "missing"),
    [
        pytest.param((SERVING, SALE), [], id="both tests"),
        pytest.param((SERVING,), ["sale"], id="trap_23_a_serving_test_does_not_serve_for_the_shop"),
        pytest.param((SALE,), ["serving"], id="trap_23_a_sale_test_does_not_serve_for_the_bar"),
        pytest.param((), ["sale", "serving"], id="no test"),
    ],
)
def test_the_right_test_for_each_licence(tests, missing):
    facts = replace(MANAGER, manager=comer(tests=tests))
    found = [row for row in assess(facts, None, ON).findings if row.code == "test_missing"]
    assert [row.facts["kind"] for row in found] == missing


def test_one_kind_of_licence_asks_for_its_own_test_alone():
    facts = replace(MANAGER, manager=comer(tests=(SERVING,)), changed=(PUB,))
    assert against(facts) == set()


@pytest.mark.parametrize(
    ("born_on", "refused"),
    [
        pytest.param(date(2006, 11, 23), False, id="turned 20 on the day"),
        pytest.param(date(2006, 11, 24), True, id="turns 20 tomorrow"),
    ],
)
def test_the_age_of_who_comes(born_on, refused):
    facts = replace(MANAGER, manager=comer(born_on=born_on))
    assert (("person_too_young", "refuse") in against(facts)) is refused


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"manager": None}, ("nobody_to_approve", "missing"), id="nobody named"),
        pytest.param(
            {"changed": (replace(PUB, deputies=("new",)),)},
            ("deputy_is_manager", "missing"),
            id="the manager as her own deputy",
        ),
        pytest.param({"manager": comer(employed=False)}, ("not_employed", "missing"), id="not employed"),
        pytest.param(
            {"manager": comer(employed=None)}, ("employment_unknown", "ask"), id="employment unknown"
        ),
        pytest.param(
            {"statements": ()}, ("statement_not_asked", "missing"), id="trap_20_the_police_not_asked"
        ),
    ],
)
def test_what_is_found_when_one_thing_is_otherwise(change, expected):
    assert expected in against(replace(MANAGER, **change))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param(replace(PUB, managers=()), "licence_without_manager", id="trap_22_no_manager_left"),
        pytest.param(replace(PUB, deputies=()), "licence_without_deputy", id="trap_22_no_deputy_left"),
    ],
)
def test_an_empty_role_is_told_and_bars_nobody(changed, code):
    facts = replace(MANAGER, changed=(changed,))
    assert code in codes(facts)
    assert against(facts) == set()


def test_trap_22_a_waived_deputy_is_not_missed():
    facts = replace(MANAGER, changed=(replace(PUB, deputies=()),), deputy_waiver="Stedet er lite.")
    assert "licence_without_deputy" not in codes(facts)


def test_managing_elsewhere_is_a_warning_and_no_stop():
    facts = replace(MANAGER, manager=comer(manages_elsewhere=True))
    assert "manages_elsewhere" in codes(facts)
    assert assess(facts, None, ON).outcome is ProposedOutcome.GRANT


def test_trap_21_a_new_manager_is_asked_about_at_the_police_alone():
    plan = statement_plan(Matter.PEOPLE, ChangeKind.MANAGERS)
    lines = required_statements(SERVING, {Role.MANAGER: ("new",)}, with_tax=True, plan=plan)
    assert [(line.body, line.question, line.subject) for line in lines] == [
        (Body.POLICE, Question.CONDUCT_MANAGER, "new")
    ]


def test_trap_21_a_new_owner_is_asked_about_as_a_holder_is_and_at_the_tax_authority_by_choice():
    plan = statement_plan(Matter.PEOPLE, ChangeKind.INFLUENCE)
    people = {Role.INFLUENCE: ("owner",), Role.HOLDER: ("company",)}
    assert {
        (line.body, line.subject) for line in required_statements(SERVING, people, with_tax=True, plan=plan)
    } == {
        (Body.POLICE, "owner"),
        (Body.TAX, "owner"),
    }
    assert plan.mandatory == {Body.POLICE}


def test_a_remark_on_conduct_is_for_a_person_to_judge():
    facts = with_answers(MANAGER, Answer.REMARK)
    assert ("conduct_to_judge", "consider") in against(facts)


def test_one_person_approves_and_two_refuse():
    assert default_mode(SERVING, DecisionOutcome.GRANT, Matter.PEOPLE) is DelegationMode.ALONE
    assert default_mode(SERVING, DecisionOutcome.REFUSE, Matter.PEOPLE) is DelegationMode.TWO_PEOPLE


def test_trap_31_a_complaint_over_an_approval_goes_to_the_municipality_s_own_body():
    assert complaint_body(ALKL_1_7C).body is ComplaintBody.OWN_COMPLAINTS_BODY
