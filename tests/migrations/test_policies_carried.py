"""What stood in tables of its own is a rule of the policy when the database comes up to this version."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.service.assessments import replayed
from app.db import make_engine, upgrade, writing_session
from app.models.assessment import AssessmentRecord
from app.models.decision import Decision
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyRule, PolicyState
from app.policy.queries import policies_of, policy_domain, policy_in_force
from licensing.assessment import Finding
from licensing.decisions import DecisionOutcome, DelegationMode, DelegationRule, mode_for
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import Matter
from licensing.policy import CaseSort, Policy, RuleKind, Situation
from licensing.policy.delegations import delegations_of
from licensing.policy.event_terms import event_terms
from licensing.policy.older import rules_of_older
from licensing.stored import from_plain, to_compact
from tests.migrations.dump import DUMPS, load, read

ROROS, HOLTALEN = 1, 2
NEWEST = read(DUMPS / "0.2.0.json.gz")
DAY = date(2026, 11, 20)


def upgraded(dump: dict[str, Any], url: str) -> Any:
    upgrade(url, dump["revision"])
    engine = make_engine(url)
    with engine.begin() as connection:
        load(connection, dump)
    upgrade(url)
    return engine


@pytest.fixture
def session(empty_database_url: str) -> Iterator[Session]:
    """The newest released version, brought up."""
    engine = upgraded(NEWEST, empty_database_url)
    with writing_session(engine) as opened:
        yield opened
    engine.dispose()


def modes(policy: Policy) -> dict[tuple[str, str, str], str]:
    """Who decides what, of every kind, outcome and matter."""
    found = {}
    for kind in LicenceKind:
        rules = delegations_of(policy, Situation(kind=kind), DAY)
        for outcome in DecisionOutcome:
            for matter in Matter:
                mode = mode_for(rules, kind, outcome, DAY, matter)
                found[kind.value, outcome.value, matter.value] = mode.value
    return found


def modes_of_rows(municipality_id: int, rows: Any = None) -> dict[tuple[str, str, str], str]:
    """The same by the rows that the older version asked."""
    rules = [
        DelegationRule(
            mode=DelegationMode(row["mode"]),
            first_day=date.fromisoformat(row["first_day"]),
            last_day=date.fromisoformat(row["last_day"]) if row["last_day"] else None,
            kind=LicenceKind(row["kind"]) if row["kind"] else None,
            outcome=DecisionOutcome(row["outcome"]) if row["outcome"] else None,
            matter=Matter(row["matter"]) if row["matter"] else None,
        )
        for row in rows or NEWEST["rows"]["delegation_rows"]
        if row["municipality_id"] == municipality_id
    ]
    return {
        (kind.value, outcome.value, matter.value): mode_for(rules, kind, outcome, DAY, matter).value
        for kind in LicenceKind
        for outcome in DecisionOutcome
        for matter in Matter
    }


@pytest.mark.parametrize("municipality_id", [ROROS, HOLTALEN])
def test_the_same_people_decide_as_before(session: Session, municipality_id: int) -> None:
    policy = policy_in_force(session, municipality_id, DAY)
    assert modes(policy) == modes_of_rows(municipality_id)


def test_a_decision_keeps_what_it_rested_on(session: Session) -> None:
    before = {row["id"]: row["delegation_id"] for row in NEWEST["rows"]["decisions"]}
    basis = {row["id"]: row["basis"] for row in NEWEST["rows"]["delegation_rows"]}
    decisions = session.scalars(select(Decision)).all()
    assert len(decisions) == len(before)
    for decision in decisions:
        old = before[decision.id]
        if old is None:
            assert (decision.delegation_policy_id, decision.delegation_rule) == (None, "")
        else:
            assert decision.delegation_basis == basis[old]
            row = session.get_one(PolicyRow, decision.delegation_policy_id)
            assert row.first_day <= decision.decided_on <= (row.last_day or date.max)
            assert policy_domain(row).rule(decision.delegation_rule).delegation.basis == basis[old]


@pytest.mark.parametrize("municipality_id", [ROROS, HOLTALEN])
def test_the_same_is_asked_of_events_as_before(session: Session, municipality_id: int) -> None:
    (row,) = (row for row in NEWEST["rows"]["event_settings"] if row["municipality_id"] == municipality_id)
    policy = policy_in_force(session, municipality_id, DAY)
    for licence_type, asked in (
        (LicenceType.SINGLE_OCCASION, row["ask_single"]),
        (LicenceType.AMBULATORY, row["ask_ambulatory"]),
    ):
        situation = Situation(kind=LicenceKind.SERVING, type=licence_type, sort=CaseSort.EVENT)
        terms = event_terms(policy, situation, DAY)
        assert terms.ask_statements is bool(asked)
        assert terms.invented
        for name in (
            "notice_days",
            "most_days",
            "principal_guests",
            "turnover_days",
            "single_fee_ore",
            "ambulatory_fee_ore",
        ):
            assert getattr(terms, name) == row[name], name


@pytest.mark.parametrize("municipality_id", [ROROS, HOLTALEN])
def test_the_council_s_numbers_and_the_conditions_are_rules(session: Session, municipality_id: int) -> None:
    rows = NEWEST["rows"]
    policy = policy_in_force(session, municipality_id, DAY)
    numbers = {
        (rule.when.types[0].value, rule.cap.limit, policy.source_of(rule))
        for rule in policy.caps
        if rule.when.types
    }
    types = {"ambulatory": "ambulatory", "outlets": "outlet"}
    assert numbers == {
        (types[row["subject"]], row["number"], row["reference"])
        for row in rows["council_quotas"]
        if row["municipality_id"] == municipality_id
    }
    conditions = {
        (rule.words, rule.condition.text, rule.condition.proof, rule.condition.before_use)
        for rule in policy.of_kind(RuleKind.CONDITION)
    }
    assert conditions == {
        (row["title"], row["text"], row["proof"], bool(row["before_use"]))
        for row in rows["condition_templates"]
        if row["municipality_id"] == municipality_id and row["active"]
    }
    assert not any(rule.condition.standard for rule in policy.of_kind(RuleKind.CONDITION))


def test_caps_hours_and_criteria_are_the_rules_that_were_stored_with_assessments(session: Session) -> None:
    """What an old assessment kept of its policy, and what the policy says now, are one and the same."""
    record = session.scalars(select(AssessmentRecord).order_by(AssessmentRecord.id.desc()).limit(1)).one()
    policy = policy_in_force(session, record.municipality_id, DAY)
    now = {rule.code: rule for rule in policy.rules}
    for rule in rules_of_older(record.policy):
        found = to_compact(now[rule["code"]])
        assert found["when"] == {name: value for name, value in rule["when"].items() if value}
        assert found["paragraph"] == rule["paragraph"]
        effect = rule["kind"]
        kept = {name: value for name, value in rule[effect].items() if value is not None}
        # What was counted was stored in English, and is said in the text's language now.
        assert found[effect] == (kept | {"counts": "bevillinger"} if effect == "cap" else kept)


def test_every_older_assessment_answers_the_same(session: Session) -> None:
    records = session.scalars(select(AssessmentRecord)).all()
    assert len(records) == len(NEWEST["rows"]["assessments"])
    for record in records:
        now = replayed(session, record)
        assert now.outcome is record.outcome, record.id
        stored = [from_plain(Finding, finding) for finding in record.findings]
        assert [(row.code, row.outcome) for row in now.findings] == [
            (row.code, row.outcome) for row in stored
        ], record.id


def test_days_that_no_policy_covers_keep_who_decides(session: Session) -> None:
    rows = list(reversed(policies_of(session, ROROS)))
    assert [row.state for row in rows] == [PolicyState.IN_FORCE] * len(rows)
    # Before the policy, the policy, and after it, without a gap.
    for before, after in pairwise(rows):
        assert (after.first_day - before.last_day).days == 1
    assert rows[-1].last_day is None
    for row in (rows[0], rows[-1]):
        policy = policy_domain(row)
        assert policy.name == "Videreført fra tidligere innstillinger"
        assert policy.of_kind(RuleKind.DELEGATION)
        assert not policy.hours


def test_a_municipality_without_a_policy_gets_one_for_what_it_had_set(empty_database_url: str) -> None:
    dump = deepcopy(NEWEST)
    for table in ("policy_caps", "policy_hours", "policy_criteria", "policy_municipalities", "policies"):
        dump["rows"][table] = []
    engine = upgraded(dump, empty_database_url)
    with writing_session(engine) as session:
        for municipality_id in (ROROS, HOLTALEN):
            (row,) = policies_of(session, municipality_id)
            assert (row.name, row.last_day) == ("Videreført fra tidligere innstillinger", None)
            assert modes(policy_in_force(session, municipality_id, DAY)) == modes_of_rows(municipality_id)
    engine.dispose()


def test_a_municipality_that_had_set_nothing_gets_no_policy(empty_database_url: str) -> None:
    dump = deepcopy(NEWEST)
    for table in (
        "policy_caps",
        "policy_hours",
        "policy_criteria",
        "policy_municipalities",
        "policies",
        "delegation_rows",
        "council_quotas",
        "event_settings",
        "condition_templates",
    ):
        dump["rows"][table] = []
    for decision in dump["rows"]["decisions"]:
        decision["delegation_id"] = None
    engine = upgraded(dump, empty_database_url)
    with writing_session(engine) as session:
        assert session.scalar(select(func.count()).select_from(PolicyRow)) == 0
    engine.dispose()


def test_a_row_that_held_for_a_time_holds_for_that_time(empty_database_url: str) -> None:
    dump = deepcopy(NEWEST)
    rows = dump["rows"]
    first = next(row for row in rows["council_quotas"] if row["subject"] == "ambulatory")
    later = first | {"id": 900, "number": 9, "first_day": "2026-01-01"}
    rows["council_quotas"].append(later)
    ended = next(row for row in rows["delegation_rows"] if row["outcome"] == "refuse")
    ended["last_day"] = "2025-12-31"
    engine = upgraded(dump, empty_database_url)
    with writing_session(engine) as session:
        numbers = {}
        for day in (date(2025, 12, 31), date(2026, 1, 1)):
            policy = policy_in_force(session, first["municipality_id"], day)
            caps = [rule for rule in policy.caps if LicenceType.AMBULATORY in rule.when.types]
            numbers[day] = [rule.cap.limit for rule in caps if rule.holds_on(day)]
        assert list(numbers.values()) == [[first["number"]], [9]]
        rule = policy_in_force(session, ended["municipality_id"], DAY).rule(f"delegation:{ended['id']}")
        assert rule.last_day == date(2025, 12, 31)
    engine.dispose()


def test_of_rows_that_overlap_the_latest_still_decides(empty_database_url: str) -> None:
    """Also when both began before the policy did, and the later is the milder."""
    dump = deepcopy(NEWEST)
    rows = dump["rows"]["delegation_rows"]
    strict = next(row for row in rows if row["mode"] == "two_people" and row["municipality_id"] == ROROS)
    rows += [
        strict | {"id": 901, "mode": "body", "body": "Formannskapet", "first_day": "2019-01-01"},
        strict | {"id": 902, "mode": "alone", "first_day": "2021-01-01"},
        strict
        | {
            "id": 903,
            "mode": "body",
            "body": "Formannskapet",
            "first_day": "2022-01-01",
            "last_day": "2024-12-31",
        },
    ]
    strict["first_day"] = "2020-01-01"
    expected = modes_of_rows(ROROS, rows)
    assert expected != modes_of_rows(ROROS)
    engine = upgraded(dump, empty_database_url)
    with writing_session(engine) as session:
        assert modes(policy_in_force(session, ROROS, DAY)) == expected
    engine.dispose()


def test_every_rule_has_a_body_that_says_its_own_code_and_kind(session: Session) -> None:
    rows = session.scalars(select(PolicyRule)).all()
    assert rows
    for row in rows:
        assert (row.body["code"], row.body["kind"]) == (row.code, row.kind.value)
        assert json.dumps(row.body)
