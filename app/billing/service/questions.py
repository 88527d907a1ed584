"""Questions about turnover statements: asked when one comes in, answered by its sender, then settled."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, insert, select, update
from sqlalchemy.orm import Session, joinedload

from app import audit, clock
from app.billing.queries.against import against_of, delivered_volumes, reports_whole_year, told_year
from app.billing.queries.fee_years import fee_year_of
from app.billing.queries.statements import latest_statements
from app.models.event import EventType
from app.models.turnover import TurnoverDuty, TurnoverQuestion, TurnoverStatement
from app.numbers import take_municipality
from app.permissions import Actor
from fees.plausibility import Against, PlausibilityQuestion, QuestionCode, Told, questions
from fees.turnover import TurnoverSource
from licensing.errors import NotAllowed

LONGEST_NOTE = 400
# What was estimated or taken over from an older list has no sender who could be asked.
ASKED_ABOUT = frozenset({TurnoverSource.LINK, TurnoverSource.KEYED})

# Which question, and about which group; 0 where it is about none.
About = tuple[QuestionCode, int]


def about(question: PlausibilityQuestion) -> About:
    """What tells a question from the others about the same statement."""
    return question.code, int(question.group or 0)


def asked_about(session: Session, duty: TurnoverDuty, told: Told) -> tuple[PlausibilityQuestion, ...]:
    """What is asked about figures, whether they have come in or are about to."""
    percent = fee_year_of(session, duty.municipality_id, duty.year).question_percent
    return questions(told, against_of(session, duty), percent=percent)


def note_questions(
    session: Session,
    duty: TurnoverDuty,
    statement: TurnoverStatement,
    answers: Mapping[About, str],
) -> Sequence[PlausibilityQuestion]:
    """Write down what is asked about a new version; what was asked about earlier ones is pointless now."""
    at = clock.now()
    session.execute(
        update(TurnoverQuestion)
        .where(
            TurnoverQuestion.municipality_id == duty.municipality_id,
            TurnoverQuestion.duty_id == duty.id,
            TurnoverQuestion.statement_id != statement.id,
            TurnoverQuestion.settled_at.is_(None),
        )
        .values(settled_at=at)
        .execution_options(synchronize_session="fetch")
    )
    if statement.source not in ASKED_ABOUT:
        return ()
    asked = asked_about(session, duty, Told(statement.actual, statement.expected))
    if asked:
        session.execute(
            insert(TurnoverQuestion),
            [_row(duty.municipality_id, statement.id, duty.id, one, answers) for one in asked],
        )
    return asked


def answers_of(session: Session, statement: TurnoverStatement) -> dict[About, str]:
    """What the sender of a version said of its questions, where anything was said."""
    rows = session.execute(
        select(TurnoverQuestion.code, TurnoverQuestion.group, TurnoverQuestion.answer).where(
            TurnoverQuestion.municipality_id == statement.municipality_id,
            TurnoverQuestion.statement_id == statement.id,
            TurnoverQuestion.answer != "",
        )
    )
    return {(row.code, row.group): row.answer for row in rows}


def ask_about_suppliers(
    session: Session, municipality_id: int, year: int, licence_ids: Collection[int]
) -> int:
    """Hold statements that have come in against what suppliers say of a year; how many questions are new.

    One that was asked already keeps its answer; one that no longer stands is closed. The number of queries
    does not grow with the licences.
    """
    percent = fee_year_of(session, municipality_id, year + 1).question_percent
    statements = latest_statements(session, municipality_id, year + 1, licence_ids)
    delivered = delivered_volumes(session, municipality_id, year)
    known = _asked_about_suppliers(session, municipality_id, year + 1)
    at, new = clock.now(), []
    for duty in session.scalars(
        select(TurnoverDuty)
        .where(TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.year == year + 1)
        .options(joinedload(TurnoverDuty.licence))
    ):
        row = statements.get(duty.licence_id)
        if row is None or row.source not in ASKED_ABOUT or told_year(duty) != year:
            continue
        against = Against(
            duty.licence.kind,
            suppliers=delivered.get(duty.licence_id),
            whole_year=reports_whole_year(duty),
        )
        asked = {
            about(one): one
            for one in questions(Told(row.actual, None), against, percent=percent)
            if one.code is QuestionCode.FAR_FROM_SUPPLIERS
        }
        for key, question in known.get(row.statement_id, {}).items():
            _bring_up_to_date(question, asked.pop(key, None), at)
        new += [_row(municipality_id, row.statement_id, duty.id, one, {}) for one in asked.values()]
    if new:
        session.execute(insert(TurnoverQuestion), new)
    session.flush()
    return len(new)


def _asked_about_suppliers(
    session: Session, municipality_id: int, year: int
) -> dict[int, dict[About, TurnoverQuestion]]:
    found: dict[int, dict[About, TurnoverQuestion]] = defaultdict(dict)
    for row in session.scalars(
        select(TurnoverQuestion)
        .join(
            TurnoverDuty,
            and_(
                TurnoverDuty.municipality_id == TurnoverQuestion.municipality_id,
                TurnoverDuty.id == TurnoverQuestion.duty_id,
            ),
        )
        .where(
            TurnoverQuestion.municipality_id == municipality_id,
            TurnoverQuestion.code == QuestionCode.FAR_FROM_SUPPLIERS,
            TurnoverDuty.year == year,
        )
    ):
        found[row.statement_id][row.code, row.group] = row
    return found


def _bring_up_to_date(row: TurnoverQuestion, asked: PlausibilityQuestion | None, at: datetime) -> None:
    if asked is None:
        row.settled_at = row.settled_at or at
    elif row.facts != dict(asked.facts):
        # The figures are others than those that were settled.
        row.facts, row.settled_at, row.settled_by_id = dict(asked.facts), None, None


def settle_questions(session: Session, actor: Actor, *, question_ids: Collection[int], note: str) -> int:
    """Settle open questions with a note; how many were open. Those of others are left alone.

    Raises `NotAllowed` when none was open, or the note is missing.
    """
    if not note.strip():
        raise NotAllowed("question_without_note")
    take_municipality(session, actor.municipality_id)
    rows = session.scalars(
        select(TurnoverQuestion).where(
            TurnoverQuestion.municipality_id == actor.municipality_id,
            TurnoverQuestion.id.in_(question_ids),
            TurnoverQuestion.settled_at.is_(None),
        )
    ).all()
    if not rows:
        raise NotAllowed("questions_settled_already")
    at = clock.now()
    for row in rows:
        row.note, row.settled_at, row.settled_by_id = note.strip()[:LONGEST_NOTE], at, actor.user_id
    session.flush()
    audit.record(
        session,
        actor,
        EventType.TURNOVER_QUESTION_ANSWERED,
        questions=sorted(row.id for row in rows),
        count=len(rows),
        note=note.strip(),
    )
    return len(rows)


def _row(
    municipality_id: int,
    statement_id: int,
    duty_id: int,
    question: PlausibilityQuestion,
    answers: Mapping[About, str],
) -> dict[str, Any]:
    code, group = about(question)
    return {
        "municipality_id": municipality_id,
        "statement_id": statement_id,
        "duty_id": duty_id,
        "code": code,
        "group": group,
        "facts": dict(question.facts),
        "answer": answers.get((code, group), "")[:LONGEST_NOTE],
        "note": "",
    }
