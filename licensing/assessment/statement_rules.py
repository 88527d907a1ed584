"""What the statements amount to: asked, answered, silent, set aside, shown to the applicant; and conduct.

Law: alkoholloven §§ 1-7, 1-7b and 1-7c; forvaltningsloven § 17.
"""

from collections.abc import Iterator
from datetime import date

from licensing.applicants import CONDUCT_RULES, ConductQuestion
from licensing.assessment.facts import ConductView, Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_law,
    noted,
)
from licensing.conduct import bars_alcohol_licence, still_counts
from licensing.law import ALKL_1_7_PARA_2, ALKL_1_7A, FVL_17_PARA_2, Citation
from licensing.policy import Strength
from licensing.statements import (
    Answer,
    Asked,
    Body,
    Question,
    Statement,
    StatementPlan,
    StatementState,
    required_statements,
)


def conduct_citation(question: Question) -> Citation:
    """The section of the conduct test that a question is about."""
    return CONDUCT_RULES[ConductQuestion(question.value)].citation


def _line(line: Asked) -> dict[str, Plain]:
    return {"body": line.body.value, "question": line.question.value, "subject": line.subject}


def statements_asked(facts: Facts, on: date) -> Iterator[Finding]:
    """Every mandatory question has been put. Law: alkoholloven § 1-7 second paragraph."""
    if facts.statements is None:
        yield by_law(FindingCode.STATEMENTS_UNKNOWN, FindingOutcome.ASK, ALKL_1_7_PARA_2)
        return
    if facts.kind is None:
        return
    put = {row.asked for row in facts.statements if row.state(on) is not StatementState.NOT_ASKED}
    for line in required_statements(facts.kind, facts.people(), plan=facts.plan):
        if line not in put:
            yield by_law(
                FindingCode.STATEMENT_NOT_ASKED, FindingOutcome.MISSING, ALKL_1_7_PARA_2, **_line(line)
            )


def statements_answered(facts: Facts, on: date) -> Iterator[Finding]:
    """What has come in, and what has not. The tax authority's silence is never waited for.

    Law: alkoholloven § 1-7 second paragraph.
    """
    for row in facts.statements or ():
        state = row.state(on)
        if state is StatementState.ANSWERED:
            yield _answered(row)
        elif state is StatementState.OVERRIDDEN:
            yield noted(
                FindingCode.STATEMENT_OVERRIDDEN,
                ALKL_1_7_PARA_2,
                **_line(row.asked),
                by=row.overridden_by,
                reason=row.override_reason,
            )
        elif state is not StatementState.NOT_ASKED:
            yield _unanswered(row, state, facts.plan)


def _answered(row: Statement) -> Finding:
    if row.answer is Answer.NO_REMARK:
        return by_law(FindingCode.STATEMENT_NO_REMARK, FindingOutcome.OK, ALKL_1_7_PARA_2, **_line(row.asked))
    code = FindingCode.STATEMENT_AGAINST if row.answer is Answer.AGAINST else FindingCode.STATEMENT_REMARK
    if row.question is not Question.PLACE:
        # What it means for conduct is a finding of its own, by the caseworker's conclusion.
        return noted(code, ALKL_1_7_PARA_2, **_line(row.asked))
    # The municipality weighs what was said of the place; it is not bound by it.
    return Finding(code, FindingOutcome.CONSIDER, Strength.FACTOR, ALKL_1_7A, _line(row.asked))


def _unanswered(row: Statement, state: StatementState, plan: StatementPlan) -> Finding:
    facts: dict[str, Plain] = {**_line(row.asked), "due_on": row.due_on.isoformat() if row.due_on else None}
    if row.body not in plan.mandatory:
        return noted(FindingCode.STATEMENT_OPTIONAL_OPEN, ALKL_1_7_PARA_2, **facts)
    if state is StatementState.SILENT and row.body is not Body.POLICE:
        return noted(FindingCode.STATEMENT_SILENT, ALKL_1_7_PARA_2, **facts)
    waiting = state is StatementState.WAITING
    code = FindingCode.STATEMENT_WAITING if waiting else FindingCode.STATEMENT_OVERDUE
    return by_law(code, FindingOutcome.ASK, ALKL_1_7_PARA_2, **facts)


def remarks_presented(facts: Facts, on: date) -> Iterator[Finding]:
    """The applicant has seen what was said and had time to answer. Law: forvaltningsloven § 17."""
    for row in facts.statements or ():
        if row.needs_presenting:
            yield by_law(
                FindingCode.REMARK_NOT_PRESENTED, FindingOutcome.MISSING, FVL_17_PARA_2, **_line(row.asked)
            )
        elif row.awaits_reply(on) and row.reply_due_on is not None:
            due_on = row.reply_due_on.isoformat()
            yield by_law(
                FindingCode.REPLY_AWAITED,
                FindingOutcome.ASK,
                FVL_17_PARA_2,
                **_line(row.asked),
                due_on=due_on,
            )


def conduct(facts: Facts, on: date) -> Iterator[Finding]:
    """A failed conduct test bars the licence; a remark is no failure until someone has judged it.

    A passed test is in order and gives no right to anything.

    Law: alkoholloven §§ 1-7b and 1-7c; serveringsloven § 6.
    """
    views = {(view.question, view.subject): view for view in facts.conduct}
    remarked: dict[tuple[ConductQuestion, str], Statement] = {}
    for row in facts.statements or ():
        if row.question is not Question.PLACE and row.has_remark:
            remarked.setdefault((ConductQuestion(row.question.value), row.subject or ""), row)
    for key, row in remarked.items():
        view = views.pop(key, None)
        if view is None:
            citation = conduct_citation(row.question)
            yield by_law(FindingCode.CONDUCT_TO_JUDGE, FindingOutcome.CONSIDER, citation, **_line(row.asked))
        else:
            yield _judged(view, on, _line(row.asked), after_remark=True)
    for view in views.values():
        yield _judged(view, on, {"question": view.question.value, "subject": view.subject})


def _judged(view: ConductView, on: date, line: dict[str, Plain], *, after_remark: bool = False) -> Finding:
    question = view.question
    citation = CONDUCT_RULES[question].citation
    facts: dict[str, Plain] = {**line, "reason": view.reason}
    if view.met:
        if after_remark:
            return by_law(FindingCode.CONDUCT_MET, FindingOutcome.OK, citation, **facts)
        return by_law(FindingCode.CONDUCT_ANSWERED, FindingOutcome.OK, citation, **facts)
    if not still_counts(question, view.happened_on, on):
        return by_law(FindingCode.CONDUCT_OUTLIVED, FindingOutcome.ASK, citation, **facts)
    if not bars_alcohol_licence(question):
        # The serving-place licence falls by this; for this one it says something of the applicant's fitness.
        code = FindingCode.CONDUCT_PLACE_NOT_MET
        return Finding(code, FindingOutcome.CONSIDER, Strength.FACTOR, citation, facts)
    return by_law(FindingCode.CONDUCT_NOT_MET, FindingOutcome.REFUSE, citation, **facts)
