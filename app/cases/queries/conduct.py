"""Conduct in a case: whom each of the three questions is about, and which answers hold."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.cases.queries.one import HOLDER, people_by_role, reference, requests_of
from app.models.background import ConductAnswer
from app.models.case import Case
from app.models.occupancy import ServingPlaceLicence
from app.models.statement import StatementAnswer
from licensing.applicants import ConductQuestion, Role
from licensing.assessment import ConductView
from licensing.conduct import concerns
from licensing.statements import Answer, Question

Key = tuple[ConductQuestion, str]


def subjects_of(case: Case, question: ConductQuestion) -> dict[str, list[Role]]:
    """Those whom a question is about in a case, each with the roles that make it so."""
    found: dict[str, list[Role]] = {}
    for role, subjects in people_by_role(case.application).items():
        if concerns(question, role):
            for subject in subjects:
                found.setdefault(subject, []).append(role)
    return found


def answers_of(session: Session, case: Case) -> Sequence[ConductAnswer]:
    """Every answer on conduct in a case, the latest first."""
    return session.scalars(
        select(ConductAnswer)
        .where(
            ConductAnswer.municipality_id == case.municipality_id,
            ConductAnswer.case_id == case.id,
        )
        .options(joinedload(ConductAnswer.answered_by))
        .order_by(ConductAnswer.id.desc())
    ).all()


def conduct_views(session: Session, case: Case) -> tuple[ConductView, ...]:
    """The answers that hold, as the rules see them. Why stays sealed.

    Only those who are in the case are judged, and what a body said after an answer is still to be judged.
    """
    latest: dict[Key, ConductAnswer] = {}
    for row in answers_of(session, case):
        latest.setdefault((row.question, subject_of(row)), row)
    asked = {(question, subject) for question in ConductQuestion for subject in subjects_of(case, question)}
    remarks = dict(_remarks(session, case))
    views = []
    for (question, subject), row in latest.items():
        remark = remarks.get((question, subject))
        overtaken = row.met and remark is not None and remark.recorded_at > row.answered_at
        if (question, subject) in asked and not overtaken:
            views.append(ConductView(question, subject, row.met, happened_on=row.happened_on))
    return tuple(sorted(views, key=lambda view: (view.question.value, view.subject)))


def subject_of(row: ConductAnswer) -> str:
    """Whom an answer is about, as the rules call them."""
    return HOLDER if row.person_id is None else reference(row.person_id)


def _remarks(session: Session, case: Case) -> Iterator[tuple[Key, StatementAnswer]]:
    """The last remark of each question and person."""
    for request in requests_of(session, case):
        for answer in request.answers:
            if answer.question is not Question.PLACE and answer.answer is not Answer.NO_REMARK:
                yield (ConductQuestion(answer.question.value), answer.subject), answer


def concerns_serving_place(session: Session, case: Case) -> bool:
    """Whether the holder has a serving-place licence at the venue, so that its question is live."""
    application = case.application
    return (
        session.execute(
            select(ServingPlaceLicence.id)
            .where(
                ServingPlaceLicence.municipality_id == case.municipality_id,
                ServingPlaceLicence.venue_id == application.venue_id,
                ServingPlaceLicence.holder_id == application.holder_id,
                ServingPlaceLicence.ended_on.is_(None),
            )
            .limit(1)
        ).first()
        is not None
    )
