"""The page of the questions of conduct in a case; why they were answered so is not here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.queries.conduct import Key, answers_of, concerns_serving_place, subject_of, subjects_of
from app.cases.queries.one import person_id_of, requests_of
from app.cases.queries.page import names_of
from app.models.background import ConductAnswer
from app.models.case import Case
from licensing.applicants import CONDUCT_RULES, ConductLaw, ConductQuestion
from licensing.conduct import look_back
from licensing.statements import Question


@dataclass(frozen=True)
class GivenAnswer:
    """An answer to a question of conduct, by whom and when. Why is shielded."""

    met: bool
    status: str
    tone: str
    by: str
    at: str


@dataclass(frozen=True)
class ConductLine:
    """One question about one person, or about the holder itself."""

    question: ConductQuestion
    subject: str
    person_id: int
    """0 for a holder that is no person."""
    name: str
    roles: str
    remark: str
    """What the bodies said, and nothing of why."""
    answers: tuple[GivenAnswer, ...]
    """The latest first: it is the one that holds."""


@dataclass(frozen=True)
class ConductGroup:
    """One of the three questions: what it looks at, how far back, and about whom."""

    question: ConductQuestion
    title: str
    citation: str
    first_day: str
    last_day: str
    years: int
    laws: tuple[str, ...]
    lines: tuple[ConductLine, ...]


def conduct_groups(
    session: Session, case: Case, on: date, *, with_serving_place: bool
) -> tuple[ConductGroup, ...]:
    """The questions of conduct in a case, each with its people and what was answered.

    The serving-place act's question is shown where it is live, where it was asked for, or once answered.
    """
    rows = answers_of(session, case)
    remarks = _bodies_by_subject(session, case)
    shown = [
        question
        for question in ConductQuestion
        if question is not ConductQuestion.SERVING_PLACE
        or with_serving_place
        or any(row.question is question for row in rows)
        or concerns_serving_place(session, case)
    ]
    return tuple(group for question in shown if (group := _group(case, question, rows, remarks, on)).lines)


def _bodies_by_subject(session: Session, case: Case) -> Mapping[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for request in requests_of(session, case):
        for answer in request.answers:
            if answer.question is not Question.PLACE:
                said = _(
                    "%(body)s: %(answer)s",
                    body=labels.label(request.body),
                    answer=labels.label(answer.answer).lower(),
                )
                found.setdefault((ConductQuestion(answer.question.value), answer.subject), []).append(said)
    return found


def _group(
    case: Case,
    question: ConductQuestion,
    rows: Sequence[ConductAnswer],
    remarks: Mapping[Key, list[str]],
    on: date,
) -> ConductGroup:
    rule, days, names = CONDUCT_RULES[question], look_back(question, on), names_of(case.application)
    return ConductGroup(
        question=question,
        title=labels.label(question),
        citation=labels.citation_text(rule.citation),
        first_day=formats.short_date(days.first_day),
        last_day=formats.short_date(days.last_day),
        years=rule.years,
        laws=tuple(labels.label(law) for law in ConductLaw if law in rule.laws),
        lines=tuple(
            ConductLine(
                question=question,
                subject=subject,
                person_id=person_id_of(subject) or 0,
                name=names.get(subject, ""),
                roles=labels.enumeration(labels.label(role) for role in roles),
                remark=", ".join(remarks.get((question, subject), [])),
                answers=tuple(
                    _given(row) for row in rows if (row.question, subject_of(row)) == (question, subject)
                ),
            )
            for subject, roles in subjects_of(case, question).items()
        ),
    )


def _given(row: ConductAnswer) -> GivenAnswer:
    return GivenAnswer(
        met=row.met,
        status=_("Oppfylt") if row.met else _("Ikke oppfylt"),
        tone="success" if row.met else "danger",
        by=row.answered_by.name,
        at=formats.moment(row.answered_at),
    )
