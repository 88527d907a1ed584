"""Drafting letters: the facts of a case as its letters tell them, frozen when the letter is made."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.one import lines_of
from app.cases.queries.plans import change_kind
from app.events.queries.asking import told_of_event
from app.labels import body_name, enumeration, label
from app.letters.decision_facts import decision_facts
from app.letters.facts import (
    CaseLetter,
    LetterKind,
    MissingItem,
    MissingItemsLetter,
    PresentationLetter,
    ReceiptLetter,
    Recipient,
    StatementAnnex,
    StatementRequest,
)
from app.letters.hours_rows import asked_rows
from app.letters.parties import (
    holder_recipient,
    municipality_name,
    municipality_of,
    room_names,
    signatory,
    venue_address,
)
from app.models.case import Case
from app.models.decision import Decision
from app.models.event import EventType
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.municipality import LanguageForm, Municipality
from app.models.statement import Inquiry, InquiryKind
from app.models.statement import StatementRequest as RequestRow
from app.permissions import Actor
from licensing.decisions import DecisionOutcome
from licensing.licences import AreaKind, LicenceKind, group_set_from_code
from licensing.matters import Matter
from licensing.statements import Body, Question
from licensing.stored import to_plain

LETTER_OF: dict[DecisionOutcome, LetterKind] = {
    DecisionOutcome.GRANT: LetterKind.GRANT,
    DecisionOutcome.PART_GRANT: LetterKind.PART_GRANT,
    DecisionOutcome.REFUSE: LetterKind.REFUSAL,
    DecisionOutcome.DISMISS: LetterKind.DISMISSAL,
}
# The text folders are in bokmål; a municipality that writes nynorsk gets its own with the catalogue.
LETTER_LANGUAGE = LanguageForm.BOKMAAL


def draft_decision_letter(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence | None, on: date
) -> Letter:
    """The letter that tells the applicant what was decided."""
    with force_locale(LETTER_LANGUAGE.value):
        facts = decision_facts(session, case, decision, licence, municipality_of(session, actor))
    return draft_letter(
        session,
        actor,
        case,
        LETTER_OF[decision.outcome],
        recipient=holder_recipient(case.application.holder),
        facts=to_plain(facts),
        on=on,
        decision_id=decision.id,
    )


def draft_licence_document(
    session: Session, actor: Actor, case: Case, decision: Decision, licence: Licence, on: date
) -> Letter:
    """The licence document ("bevillingsdokument"), signed by the one who issues it."""
    issuer = signatory(session, actor.user_id)
    with force_locale(LETTER_LANGUAGE.value):
        granted = decision_facts(session, case, decision, licence, municipality_of(session, actor))
    facts = replace(granted, usable_from=licence.usable_from, responsible=issuer, caseworker=issuer)
    return draft_letter(
        session,
        actor,
        case,
        LetterKind.LICENCE_DOCUMENT,
        recipient=holder_recipient(case.application.holder),
        facts=to_plain(facts),
        on=on,
        decision_id=decision.id,
    )


def draft_statement_letters(
    session: Session, actor: Actor, case: Case, request: RequestRow, on: date
) -> tuple[Letter, Letter | None]:
    """The letter to a body, and the annex with identity numbers where it is asked about people.

    The annex keeps no numbers: they are fetched when it is drawn.
    """
    municipality = municipality_of(session, actor)
    name = municipality_name(municipality, on)
    application, change = case.application, change_kind(session, case)
    questions = tuple(dict.fromkeys(line.question for line in lines_of(session, case, request.body)))
    with force_locale(LETTER_LANGUAGE.value):
        told = told_of_event(session, case) if case.matter is Matter.EVENT else None
        facts = StatementRequest(
            municipality=name,
            case_number=case.reference,
            body=request.body.value,
            questions=tuple(question.value for question in questions),
            answer_by=request.due_on,
            licence_kind=application.kind.value,
            with_serving_place_licence=False,
            holder=application.holder.name,
            organisation_number=application.holder.organisation_number,
            venue_name=application.venue.name,
            venue_address=venue_address(application),
            caseworker=signatory(session, case.caseworker_id),
            received_on=case.received_on,
            groups=tuple(int(group) for group in group_set_from_code(application.groups)),
            audience=application.audience.value if application.kind is LicenceKind.SERVING else None,
            category=label(application.category),
            concept=told.concept if told else application.concept,
            rooms=room_names(application, AreaKind.INDOOR),
            outdoor_areas=room_names(application, AreaKind.OUTDOOR),
            hours=told.hours if told else asked_rows(application),
            answer_email=municipality.email,
            change=change.value if change else "",
        )
        recipient = Recipient(name=label(request.body), lines=())
        annex_facts = StatementAnnex(
            municipality=name,
            case_number=case.reference,
            holder=application.holder.name,
            organisation_number=application.holder.organisation_number,
            venue_name=application.venue.name,
            persons=(),
        )
    letter = draft_letter(
        session,
        actor,
        case,
        LetterKind.STATEMENT_REQUEST,
        recipient=recipient,
        facts=to_plain(facts),
        on=on,
        request_id=request.id,
    )
    if all(question is Question.PLACE for question in questions):
        return letter, None
    annex = draft_letter(
        session,
        actor,
        case,
        LetterKind.STATEMENT_ANNEX,
        recipient=recipient,
        facts=to_plain(annex_facts),
        on=on,
        request_id=request.id,
        annex_to_id=letter.id,
    )
    return letter, annex


def draft_receipt(session: Session, actor: Actor, case: Case, on: date) -> Letter:
    """The receipt for an application, which is the preliminary reply too."""
    municipality = municipality_of(session, actor)
    facts = ReceiptLetter(
        **_common(session, case, municipality, on),
        received_on=case.received_on,
        processing_time=municipality.receipt_sentence or None,
    )
    return _draft_to_holder(session, actor, case, LetterKind.RECEIPT, facts, on)


def draft_inquiry_letter(session: Session, actor: Actor, case: Case, inquiry: Inquiry, on: date) -> Letter:
    """The letter that asks the applicant for what is missing, or shows a statement for comment.

    What a body said stays sealed in the inquiry; it is fetched when the letter is drawn.
    """
    common = _common(session, case, municipality_of(session, actor), on)
    facts: CaseLetter
    if inquiry.kind is InquiryKind.MISSING_ITEMS:
        kind = LetterKind.MISSING_ITEMS
        facts = MissingItemsLetter(**common, items=(), answer_by=inquiry.due_on)
    else:
        kind = LetterKind.PRESENTATION
        with force_locale(LETTER_LANGUAGE.value):
            bodies, answered_on = _remarking_bodies(session, case)
            facts = PresentationLetter(
                **common,
                body_name=enumeration([body_name(body) for body in bodies]),
                received_on=answered_on or on,
                remarks=(),
                answer_by=inquiry.due_on,
            )
    return _draft_to_holder(session, actor, case, kind, facts, on, inquiry_id=inquiry.id)


def missing_items(text: str) -> tuple[MissingItem, ...]:
    """One item a line, as the caseworker typed them."""
    return tuple(MissingItem(line.strip(" -•")) for line in text.splitlines() if line.strip(" -•"))


def _remarking_bodies(session: Session, case: Case) -> tuple[list[Body], date | None]:
    """The bodies whose remarks are shown, and the day of the latest answer among them."""
    rows = session.scalars(
        select(RequestRow)
        .where(RequestRow.municipality_id == case.municipality_id, RequestRow.case_id == case.id)
        .order_by(RequestRow.id)
    ).all()
    remarking = [row for row in rows if any(answer.facts_sealed is not None for answer in row.answers)]
    answered = [row.answered_on for row in remarking if row.answered_on is not None]
    return [row.body for row in remarking], max(answered, default=None)


def _common(session: Session, case: Case, municipality: Municipality, on: date) -> dict[str, Any]:
    return {
        "municipality": municipality_name(municipality, on),
        "case_number": case.reference,
        "licence_kind": case.application.kind.value,
        "venue_name": case.application.venue.name,
        "caseworker": signatory(session, case.caseworker_id),
    }


def _draft_to_holder(
    session: Session,
    actor: Actor,
    case: Case,
    kind: LetterKind,
    facts: CaseLetter,
    on: date,
    **more: Any,
) -> Letter:
    recipient = holder_recipient(case.application.holder)
    return draft_letter(session, actor, case, kind, recipient=recipient, facts=to_plain(facts), on=on, **more)


def draft_letter(
    session: Session,
    actor: Actor,
    case: Case,
    kind: LetterKind,
    *,
    recipient: Recipient,
    facts: dict[str, Any],
    on: date,
    **more: Any,
) -> Letter:
    """A letter of any kind as a draft in its case; `facts` is the stored form of what it tells."""
    letter = Letter(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        kind=kind,
        language=LETTER_LANGUAGE,
        state=LetterState.DRAFT,
        recipient=to_plain(recipient),
        facts=facts,
        dated_on=on,
        made_by_id=actor.user_id,
        made_at=clock.now(),
        **more,
    )
    session.add(letter)
    session.flush()
    audit.record(
        session, actor, EventType.LETTER_DRAFTED, case_id=case.id, kind=kind.value, to=recipient.name
    )
    return letter
