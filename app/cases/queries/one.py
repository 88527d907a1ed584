"""One case and everything that hangs on it."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.cases.queries.plans import plan_of
from app.letters.facts import LetterKind
from app.models.assessment import AssessmentRecord
from app.models.case import Application, Case
from app.models.decision import Decision, Proposal, ProposalState
from app.models.document import Document
from app.models.event import Event
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.statement import Inquiry, InquiryKind, StatementRequest
from licensing.applicants import Role
from licensing.statements import Asked, Body, required_statements

DECISION_LETTERS = frozenset(
    {
        LetterKind.GRANT,
        LetterKind.PART_GRANT,
        LetterKind.REFUSAL,
        LetterKind.DISMISSAL,
        LetterKind.OCCASION_GRANT,
        LetterKind.OCCASION_REFUSAL,
        LetterKind.PEOPLE_APPROVAL,
        LetterKind.PEOPLE_REFUSAL,
        LetterKind.CHANGE_GRANT,
        LetterKind.CHANGE_REFUSAL,
    }
)

PERSON = "person:"
HOLDER = "holder"
"""What the rules call a holder that is a company or an association."""
PLACE = "place"


def case_or_none(session: Session, municipality_id: int, case_id: int) -> Case | None:
    """The case with its application, holder, venue, rooms and people; only within the municipality."""
    return session.scalars(
        select(Case)
        .where(Case.municipality_id == municipality_id, Case.id == case_id)
        .options(
            joinedload(Case.caseworker),
            joinedload(Case.application).options(
                joinedload(Application.holder),
                joinedload(Application.venue),
                selectinload(Application.rooms),
                selectinload(Application.parties),
            ),
        )
    ).one_or_none()


def requests_of(session: Session, case: Case) -> Sequence[StatementRequest]:
    """The bodies asked in a case, with their answers."""
    return session.scalars(
        select(StatementRequest)
        .where(StatementRequest.municipality_id == case.municipality_id, StatementRequest.case_id == case.id)
        .order_by(StatementRequest.id)
    ).all()


def inquiries_of(session: Session, case: Case) -> Sequence[Inquiry]:
    """What the applicant has been asked or shown, oldest first."""
    return session.scalars(
        select(Inquiry)
        .where(Inquiry.municipality_id == case.municipality_id, Inquiry.case_id == case.id)
        .order_by(Inquiry.id)
    ).all()


def last_inquiry(session: Session, case: Case, kind: InquiryKind) -> Inquiry | None:
    """The latest inquiry of a kind."""
    return next((inquiry for inquiry in reversed(inquiries_of(session, case)) if inquiry.kind is kind), None)


def last_assessment(session: Session, case: Case) -> AssessmentRecord | None:
    """The latest assessment of a case."""
    return session.scalars(
        select(AssessmentRecord)
        .where(AssessmentRecord.municipality_id == case.municipality_id, AssessmentRecord.case_id == case.id)
        .order_by(AssessmentRecord.id.desc())
        .limit(1)
    ).one_or_none()


def assessments_of(session: Session, case: Case) -> Sequence[AssessmentRecord]:
    """Every assessment of a case, newest first."""
    return session.scalars(
        select(AssessmentRecord)
        .where(AssessmentRecord.municipality_id == case.municipality_id, AssessmentRecord.case_id == case.id)
        .order_by(AssessmentRecord.id.desc())
    ).all()


def open_proposal(session: Session, case: Case) -> Proposal | None:
    """The proposal that waits for a decision."""
    return session.scalars(
        select(Proposal).where(
            Proposal.municipality_id == case.municipality_id,
            Proposal.case_id == case.id,
            Proposal.state == ProposalState.OPEN,
        )
    ).one_or_none()


def last_proposal(session: Session, case: Case) -> Proposal | None:
    """The latest proposal, whatever became of it."""
    return session.scalars(
        select(Proposal)
        .where(Proposal.municipality_id == case.municipality_id, Proposal.case_id == case.id)
        .order_by(Proposal.id.desc())
        .limit(1)
    ).one_or_none()


def decision_of(session: Session, case: Case) -> Decision | None:
    """The decision of a case."""
    return session.scalars(
        select(Decision).where(Decision.municipality_id == case.municipality_id, Decision.case_id == case.id)
    ).one_or_none()


def letters_of(session: Session, case: Case) -> Sequence[Letter]:
    """The letters of a case, oldest first."""
    return session.scalars(
        select(Letter)
        .where(Letter.municipality_id == case.municipality_id, Letter.case_id == case.id)
        .order_by(Letter.id)
    ).all()


def decision_letter(session: Session, case: Case) -> Letter | None:
    """The letter that tells the decision."""
    return next((letter for letter in letters_of(session, case) if letter.kind in DECISION_LETTERS), None)


def documents_of(session: Session, case: Case) -> Sequence[Document]:
    """The documents of a case, oldest first."""
    return session.scalars(
        select(Document)
        .where(Document.municipality_id == case.municipality_id, Document.case_id == case.id)
        .order_by(Document.dated_on, Document.id)
    ).all()


def events_of(session: Session, case: Case) -> Sequence[Event]:
    """What has happened in a case, newest first."""
    return session.scalars(
        select(Event)
        .where(Event.municipality_id == case.municipality_id, Event.case_id == case.id)
        .order_by(Event.sequence.desc())
    ).all()


def licence_of_decision(session: Session, decision: Decision) -> Licence | None:
    """The licence that a decision made."""
    return session.scalars(
        select(Licence).where(
            Licence.municipality_id == decision.municipality_id, Licence.decision_id == decision.id
        )
    ).one_or_none()


def people_by_role(application: Application) -> Mapping[Role, tuple[str, ...]]:
    """The references of an application's people by role. A holder that is no person stands as such."""
    people = {
        role: tuple(reference(party.person_id) for party in application.parties if party.role is role)
        for role in Role
    }
    person_id = application.holder.person_id
    people[Role.HOLDER] = (HOLDER if person_id is None else reference(person_id),)
    return people


def reference(person_id: int) -> str:
    """What the rules call a person; they never see a name or a number."""
    return f"{PERSON}{person_id}"


def person_id_of(subject: str | None) -> int | None:
    """The person of a reference; nothing for the place, or for a holder that is a company."""
    if subject is None or not subject.startswith(PERSON):
        return None
    return int(subject.removeprefix(PERSON))


def lines_of(session: Session, case: Case, body: Body) -> tuple[Asked, ...]:
    """The lines that a body is asked to answer in a case."""
    people = people_by_role(case.application)
    plan = plan_of(session, case)
    lines = required_statements(case.application.kind, people, with_tax=True, plan=plan)
    return tuple(line for line in lines if line.body is body)


def line_key(line: Asked) -> str:
    """A line as a request keeps it."""
    return f"{line.question.value} {line.subject or PLACE}"


def unanswered_lines(session: Session, case: Case, request: StatementRequest) -> tuple[Asked, ...]:
    """The lines that a body was asked and has not answered."""
    answered = {(answer.question, answer.subject) for answer in request.answers}
    return tuple(
        line
        for line in lines_of(session, case, request.body)
        if line_key(line) in request.questions and (line.question, line.subject or PLACE) not in answered
    )


def may_ask(session: Session, case: Case, body: Body, request: StatementRequest | None) -> bool:
    """Whether a body can be asked: never asked before, or asked before somebody came into the case."""
    lines = lines_of(session, case, body)
    if request is None:
        return bool(lines)
    return any(line_key(line) not in request.questions for line in lines)
