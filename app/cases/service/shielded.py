"""Opening what is shielded: one case at a time, with a reason, and always logged."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.cases.queries.conduct import subject_of
from app.cases.queries.one import inquiries_of
from app.cases.queries.page import about_whom, names_of
from app.cases.service.conduct import opened_answers
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
class OpenedConduct:
    """Why a question of conduct was answered as it was."""

    question: str
    about: str
    answer: str
    grounds: str
    reason: str
    given: str


@dataclass(frozen=True)
class OpenedCase:
    """Everything shielded in a case."""

    remarks: list[OpenedRemark]
    identities: list[OpenedIdentity]
    inquiries: list[OpenedInquiry]
    conduct: list[OpenedConduct]


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
        conduct=_opened_conduct(session, case),
    )


def _opened_conduct(session: Session, case: Case) -> list[OpenedConduct]:
    names = names_of(case.application)
    return [
        OpenedConduct(
            question=labels.label(row.question),
            about=names.get(subject_of(row), ""),
            answer=_("Oppfylt") if row.met else _("Ikke oppfylt"),
            grounds=_("%(law)s, %(day)s", law=labels.label(row.law), day=formats.short_date(row.happened_on))
            if row.law and row.happened_on
            else "",
            reason=reason,
            given=f"{row.answered_by.name}, {formats.moment(row.answered_at)}",
        )
        for row, reason in opened_answers(session, case)
    ]
