"""Opening what is shielded: one case at a time, with a reason, and always logged."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.queries.one import inquiries_of
from app.cases.queries.page import about_whom
from app.cases.service.statements import shielded_facts
from app.models.case import Case
from app.models.person import Person
from app.models.statement import InquiryKind
from app.sealing import sealer


@dataclass(frozen=True)
class OpenedRemark:
    """What a body told about a person or the place."""

    body: str
    question: str
    about: str
    answer: str
    facts: str


@dataclass(frozen=True)
class OpenedIdentity:
    """A person's whole identity number."""

    name: str
    number: str


@dataclass(frozen=True)
class OpenedInquiry:
    """What the applicant was shown or asked, and answered."""

    kind: str
    text: str
    answer: str


@dataclass(frozen=True)
class OpenedCase:
    """Everything shielded in a case."""

    remarks: list[OpenedRemark]
    identities: list[OpenedIdentity]
    inquiries: list[OpenedInquiry]


def opened_case(session: Session, case: Case) -> OpenedCase:
    """The shielded data of a case. Only after `access_log.log_opening`."""
    remarks = [
        OpenedRemark(
            body=labels.label(request.body),
            question=labels.label(answer.question),
            about=about_whom(case.application, answer.question, answer.person_id),
            answer=labels.label(answer.answer),
            facts=facts,
        )
        for request, answer, facts in shielded_facts(
            session, municipality_id=case.municipality_id, case_id=case.id
        )
    ]
    people: dict[int, Person] = {party.person_id: party.person for party in case.application.parties}
    if case.application.holder.person is not None:
        people[case.application.holder.person.id] = case.application.holder.person
    return OpenedCase(
        remarks=remarks,
        identities=[
            OpenedIdentity(person.name, formats.identity_number(sealer().open(person.identity_sealed)))
            for person in people.values()
        ],
        inquiries=[
            OpenedInquiry(
                kind=labels.label(InquiryKind(inquiry.kind)),
                text=sealer().open(inquiry.text_sealed),
                answer=sealer().open(inquiry.answer_sealed) if inquiry.answer_sealed else "",
            )
            for inquiry in inquiries_of(session, case)
        ],
    )
