"""Who decides, and what is asked of events, as the rules of a policy say it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licensing.decisions import DecisionOutcome, DelegationMode, delegation_for, mode_for
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import Matter
from licensing.policy import (
    CaseSort,
    DelegationEffect,
    Document,
    EventEffect,
    FactTest,
    FeeEffect,
    LegalKind,
    Policy,
    Rule,
    RuleKind,
    Situation,
    Strength,
    TurnoverEffect,
    When,
)
from licensing.policy.delegations import delegations_of
from licensing.policy.event_terms import EventTerms, event_terms

ON = date(2026, 11, 23)
SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
ALONE, TWO, BODY = DelegationMode.ALONE, DelegationMode.TWO_PEOPLE, DelegationMode.BODY
GRANT, REFUSE = DecisionOutcome.GRANT, DecisionOutcome.REFUSE
AMBULATORY = When(types=(LicenceType.AMBULATORY,))
DOCUMENT = Document("reglement", LegalKind.DECISION, "Delegasjonsreglementet", short="reglementet")


def policy(*rules: Rule, **more: Any) -> Policy:
    told = {"id": "1", "version": 1, "name": "Prøven", "first_day": date(2024, 10, 1)} | more
    return Policy(**told, documents=(DOCUMENT,), rules=rules)


def decides(code: str, mode: DelegationMode | None, when: When | None = None, **more: Any) -> Rule:
    effect = DelegationEffect(mode=mode, body="Formannskapet" if mode is BODY else "", **more)
    return Rule(
        code,
        RuleKind.DELEGATION,
        Strength.HARD,
        when or When(),
        delegation=effect,
        document="reglement",
        paragraph="punkt 4",
    )


def who(
    text: Policy,
    kind: LicenceKind = SERVING,
    outcome: DecisionOutcome = GRANT,
    matter: Matter = Matter.LICENCE,
    licence_type: LicenceType = LicenceType.PERMANENT,
) -> DelegationMode:
    rules = delegations_of(text, Situation(kind=kind, type=licence_type), ON)
    return mode_for(rules, kind, outcome, ON, matter)


class TestDelegation:
    def test_without_a_policy_and_where_it_is_silent_the_default_holds(self) -> None:
        assert delegations_of(None, Situation(), ON) == []
        assert who(policy()) is TWO

    def test_the_rule_that_names_most_goes_first(self) -> None:
        text = policy(
            decides("all", BODY),
            decides("sale", TWO, When(kinds=(SALE,))),
            decides("sale-grant", ALONE, When(kinds=(SALE,)), outcome=GRANT),
            decides("events", ALONE, matter=Matter.EVENT),
        )
        assert [
            who(text),
            who(text, SALE),
            who(text, SALE, REFUSE),
            who(text, SERVING, REFUSE, Matter.EVENT),
        ] == [BODY, ALONE, TWO, ALONE]

    def test_a_rule_of_another_kind_or_type_says_nothing(self) -> None:
        text = policy(decides("uses", ALONE, AMBULATORY), decides("sale", BODY, When(kinds=(SALE,))))
        assert who(text) is TWO
        assert who(text, licence_type=LicenceType.AMBULATORY) is ALONE

    def test_a_narrower_condition_goes_before_a_wider_one(self) -> None:
        text = policy(decides("serving", BODY, When(kinds=(SERVING,))), decides("uses", ALONE, AMBULATORY))
        # Both name one thing: of two that begin the same day, the one that asks most of the decision holds.
        assert who(text, licence_type=LicenceType.AMBULATORY) is BODY
        both = replace(AMBULATORY, kinds=(SERVING,))
        text = policy(decides("serving", BODY, When(kinds=(SERVING,))), decides("uses", ALONE, both))
        assert who(text, licence_type=LicenceType.AMBULATORY) is ALONE

    def test_a_rule_that_only_names_people_delegates_nothing(self) -> None:
        assert (
            delegations_of(policy(decides("named", None, proposes="kommunedirektøren")), Situation(), ON)
            == []
        )

    @pytest.mark.parametrize(
        ("first_day", "last_day", "found"),
        [
            pytest.param(ON, ON, 1, id="the one day"),
            pytest.param(date(2026, 11, 24), None, 0, id="from tomorrow"),
            pytest.param(None, date(2026, 11, 22), 0, id="until yesterday"),
        ],
    )
    def test_a_rule_holds_on_its_own_days(
        self, first_day: date | None, last_day: date | None, found: int
    ) -> None:
        rule = replace(decides("all", ALONE), first_day=first_day, last_day=last_day)
        assert len(delegations_of(policy(rule), Situation(), ON)) == found

    def test_the_source_is_the_basis_or_where_the_rule_stands(self) -> None:
        text = policy(decides("all", BODY), decides("told", ALONE, basis="sak 12/24", outcome=REFUSE))
        rules = delegations_of(text, Situation(kind=SERVING), ON)
        found = [delegation_for(rules, SERVING, outcome, ON) for outcome in (GRANT, REFUSE)]
        assert [(row.code, row.source, row.body) for row in found if row] == [
            ("all", "reglementet punkt 4", "Formannskapet"),
            ("told", "sak 12/24", ""),
        ]


def asks(code: str, when: When | None = None, **effect: Any) -> Rule:
    return Rule(code, RuleKind.EVENT, Strength.HARD, when or When(), event=EventEffect(**effect))


def terms(text: Policy | None, **about: Any) -> EventTerms:
    situation = Situation(kind=SERVING, type=LicenceType.SINGLE_OCCASION, sort=CaseSort.EVENT)
    return event_terms(text, replace(situation, **about), ON)


class TestEventTerms:
    def test_where_the_policy_is_silent_the_usual_holds(self) -> None:
        usual = EventTerms(notice_days=21, turnover_days=14, ask_statements=True)
        assert terms(None) == terms(policy()) == usual
        assert not usual.says_notice

    def test_what_it_says_holds_from_several_rules(self) -> None:
        text = policy(
            asks("notice", notice_days=30, most_days=6),
            asks("large", principal_guests=500),
            Rule("turnover", RuleKind.TURNOVER, Strength.HARD, turnover=TurnoverEffect(days_after=7)),
            Rule("fee", RuleKind.FEE, Strength.HARD, fee=FeeEffect(single_ore=120_000)),
            invented=True,
        )
        assert terms(text) == EventTerms(
            notice_days=30,
            says_notice=True,
            most_days=6,
            principal_guests=500,
            turnover_days=7,
            single_fee_ore=120_000,
            invented=True,
        )

    def test_a_narrower_rule_goes_before_a_wider_one_in_what_it_says_alone(self) -> None:
        text = policy(
            asks("all", notice_days=30, ask_statements=True),
            asks("uses", AMBULATORY, ask_statements=False),
        )
        one, use = terms(text), terms(text, type=LicenceType.AMBULATORY)
        assert [(row.notice_days, row.ask_statements) for row in (one, use)] == [(30, True), (30, False)]

    def test_a_fee_by_guests_follows_the_guests(self) -> None:
        many = When(tests=(FactTest("guests", at_least=500),))
        text = policy(
            Rule("few", RuleKind.FEE, Strength.HARD, fee=FeeEffect(single_ore=100_000)),
            Rule("many", RuleKind.FEE, Strength.HARD, many, fee=FeeEffect(single_ore=900_000)),
        )
        assert [terms(text, answers={"guests": guests}).single_fee_ore for guests in (499, 500, None)] == [
            100_000,
            900_000,
            100_000,
        ]

    def test_a_rule_of_other_days_says_nothing(self) -> None:
        over = replace(asks("over", notice_days=90), last_day=date(2026, 11, 22))
        assert terms(policy(over)).notice_days == 21
