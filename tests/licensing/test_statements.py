"""Statements: who is asked what, and what stops a decision."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.applicants import Role
from licensing.licences import LicenceKind
from licensing.statements import (
    Answer,
    Asked,
    Body,
    Question,
    Statement,
    StatementState,
    blocks,
    outstanding,
    required_statements,
)

ON = date(2026, 11, 23)
ASKED = date(2026, 10, 1)
DUE = date(2026, 11, 22)
PEOPLE = {
    Role.HOLDER: ["company"],
    Role.INFLUENCE: ["owner", "company"],
    Role.MANAGER: ["manager"],
    Role.DEPUTY: ["deputy"],
}

POLICE = Statement(Body.POLICE, Question.PLACE, asked_on=ASKED, due_on=DUE)
SOCIAL = Statement(Body.SOCIAL_SERVICE, Question.PLACE, asked_on=ASKED, due_on=DUE)
TAX = Statement(Body.TAX, Question.CONDUCT_HOLDER, "company", asked_on=ASKED, due_on=DUE)


def answered(statement, answer=Answer.NO_REMARK):
    return replace(statement, answered_on=ON, answer=answer)


@pytest.mark.parametrize("kind", list(LicenceKind))
def test_police_and_social_service_are_always_asked_and_nobody_twice(kind):
    lines = required_statements(kind, PEOPLE)
    assert set(lines) == {
        Asked(Body.POLICE, Question.CONDUCT_HOLDER, "company"),
        Asked(Body.POLICE, Question.CONDUCT_HOLDER, "owner"),
        Asked(Body.POLICE, Question.CONDUCT_MANAGER, "manager"),
        Asked(Body.POLICE, Question.CONDUCT_MANAGER, "deputy"),
        Asked(Body.POLICE, Question.PLACE),
        Asked(Body.SOCIAL_SERVICE, Question.PLACE),
    }
    assert len(lines) == len(set(lines))


def test_trap_20_and_21_the_tax_authority_is_asked_by_choice_and_never_about_managers():
    chosen = set(required_statements(LicenceKind.SERVING, PEOPLE, with_tax=True))
    added = chosen - set(required_statements(LicenceKind.SERVING, PEOPLE))
    assert added == {Asked(Body.TAX, Question.CONDUCT_HOLDER, who) for who in ("company", "owner")}


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        pytest.param(Statement(Body.POLICE, Question.PLACE), StatementState.NOT_ASKED, id="never asked"),
        pytest.param(replace(POLICE, due_on=ON), StatementState.WAITING, id="the due day is not overdue"),
        pytest.param(POLICE, StatementState.OVERDUE, id="the day after is"),
        pytest.param(replace(POLICE, due_on=None), StatementState.WAITING, id="without a deadline it waits"),
        pytest.param(answered(POLICE), StatementState.ANSWERED, id="answered"),
        pytest.param(replace(SOCIAL, silent_on=ON), StatementState.SILENT, id="silence recorded"),
        pytest.param(
            replace(POLICE, overridden_by="anne", override_reason="haste"),
            StatementState.OVERRIDDEN,
            id="set aside by a named person",
        ),
        pytest.param(
            answered(replace(SOCIAL, silent_on=ON)), StatementState.ANSWERED, id="a late answer beats silence"
        ),
    ],
)
def test_how_a_statement_stands(statement, state):
    assert statement.state(ON) is state


@pytest.mark.parametrize(
    ("statements", "codes"),
    [
        pytest.param((), ["statement_not_asked"] * 2, id="trap 20: neither mandatory body asked"),
        pytest.param((answered(POLICE),), ["statement_not_asked"], id="the social service never asked"),
        pytest.param((answered(POLICE), answered(SOCIAL)), [], id="both answered"),
        pytest.param((POLICE, answered(SOCIAL)), ["police_not_answered"], id="the police overdue"),
        pytest.param(
            (replace(POLICE, silent_on=ON), answered(SOCIAL)),
            ["police_not_answered"],
            id="silence never settles the police",
        ),
        pytest.param(
            (replace(POLICE, overridden_by="anne"), answered(SOCIAL)), [], id="the police set aside by name"
        ),
        pytest.param(
            (answered(POLICE), SOCIAL), ["social_service_not_answered"], id="silence not yet recorded"
        ),
        pytest.param((answered(POLICE), replace(SOCIAL, silent_on=ON)), [], id="silence recorded"),
        pytest.param((answered(POLICE), answered(SOCIAL), TAX), [], id="trap 20: tax never blocks"),
        pytest.param(
            (answered(POLICE), answered(SOCIAL), Statement(Body.POLICE, Question.CONDUCT_MANAGER, "new")),
            ["statement_not_asked"],
            id="a person added after the round",
        ),
        pytest.param(
            (answered(POLICE, Answer.AGAINST), answered(SOCIAL)), [], id="an answer against is an answer"
        ),
    ],
)
def test_what_stops_a_decision(statements, codes):
    assert [block.code for block in blocks(statements, ON)] == codes


def test_a_block_says_who_is_late_and_by_what_section():
    block = blocks((POLICE, answered(SOCIAL)), ON)[0]
    assert (block.body, block.due_on, block.citation.code) == (Body.POLICE, DUE, "alkl_1_7.2")


def test_outstanding_are_those_still_waited_for():
    assert outstanding((POLICE, answered(SOCIAL), TAX), ON) == (POLICE, TAX)


def test_a_remark_is_to_be_presented_and_then_answered_in_time():
    remark = answered(POLICE, Answer.REMARK)
    shown = replace(remark, presented_on=ON, reply_due_on=date(2026, 12, 7))
    assert remark.needs_presenting
    assert not answered(POLICE).needs_presenting
    assert not shown.needs_presenting
    assert shown.awaits_reply(date(2026, 12, 7))
    assert not shown.awaits_reply(date(2026, 12, 8))
    assert not replace(shown, replied_on=ON).awaits_reply(ON)
