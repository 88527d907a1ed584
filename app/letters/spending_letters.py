"""Letters about earmarked money: drafted when it is decided or paid, made final, sent, and arrived."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock, storage
from app.held_rows import held_row
from app.letters.drafts import LETTER_LANGUAGE
from app.letters.drawing import LetterMeta, LetterStatus, draw
from app.letters.facts import LetterKind, Recipient, Signatory
from app.letters.facts_of_kinds import FACTS_OF, LetterFacts
from app.letters.facts_of_spending import (
    ConsultedInLetter,
    ShareClaimLetter,
    SpendingGrantLetter,
    SpendingRefusalLetter,
)
from app.letters.parties import letterhead, municipality_name, municipality_of, signatory
from app.letters.texts import paragraphs_of, render_text
from app.models.document import Direction, Document
from app.models.earmark import Earmark, EarmarkMunicipality
from app.models.event import EventType
from app.models.letter import Letter, LetterState
from app.models.municipality import Municipality
from app.models.spending import Consultation, ConsultedBody, Payout, Spending, SpendingPart
from app.permissions import Actor
from licensing.errors import NotAllowed
from licensing.law import FVL_27
from licensing.stored import from_plain, to_plain

PDF = "application/pdf"
DECISIONS = frozenset({LetterKind.SPENDING_GRANT, LetterKind.SPENDING_REFUSAL})


def draft_spending_letter(
    session: Session, actor: Actor, *, spending: Spending, kind: LetterKind, on: date
) -> Letter:
    """The letter that tells an applicant what was decided, as a draft.

    The spending is decided already; `kind` is a grant or a refusal.
    """
    if kind not in DECISIONS:
        raise ValueError(f"{kind} is no decision on an application")
    facts: SpendingGrantLetter | SpendingRefusalLetter
    common = _common(session, actor, spending, on)
    if kind is LetterKind.SPENDING_GRANT:
        facts = SpendingGrantLetter(
            **common,
            amount_ore=spending.amount_ore,
            conditions=tuple(line.strip() for line in spending.conditions.splitlines() if line.strip()),
            report_due_on=spending.report_due_on,
            has_account=spending.account_number is not None,
        )
    else:
        facts = SpendingRefusalLetter(**common)
    return _draft(session, actor, spending, kind, _applicant(spending), facts, on)


def draft_share_claim(
    session: Session,
    actor: Actor,
    *,
    spending: Spending,
    payout: Payout,
    part: SpendingPart,
    amount_ore: int,
    on: date,
) -> Letter:
    """The claim on another municipality for its part of a payment, as a draft."""
    earmark = session.get_one(Earmark, spending.earmark_id)
    debtor = session.get_one(Municipality, part.municipality_id)
    decided = session.get_one(EarmarkMunicipality, (earmark.id, debtor.id))
    if payout.paid_on is None or part.decided_on is None:
        raise LookupError(f"payout {payout.id} is not paid, or part {part.id} not accepted")
    facts = ShareClaimLetter(
        municipality=municipality_name(municipality_of(session, actor), on),
        number=spending.number,
        title=spending.title,
        debtor=municipality_name(debtor, on),
        debtor_id=debtor.id,
        amount_ore=amount_ore,
        share_ore=part.amount_ore,
        paid_ore=payout.amount_ore + payout.outlay_ore,
        paid_on=payout.paid_on,
        voucher=payout.voucher,
        payee=payout.payee,
        earmark=earmark.name,
        purpose=earmark.purpose,
        council_body=decided.body,
        council_decided_on=decided.decided_on,
        council_case_number=decided.case_number,
        key_basis=earmark.key_basis,
        accepted_as=part.decided_as,
        accepted_on=part.decided_on,
        caseworker=_titled(session, actor.user_id, ""),
    )
    lines = (debtor.postal_address, f"{debtor.postcode} {debtor.town}")
    recipient = Recipient(municipality_name(debtor, on), lines, debtor.organisation_number)
    return _draft(session, actor, spending, LetterKind.SHARE_CLAIM, recipient, facts, on)


def spending_letter_of(
    session: Session, municipality_id: int, spending_id: int, letter_id: int
) -> Letter | None:
    """A letter about a spending, only within the municipality."""
    return session.scalars(
        select(Letter).where(
            Letter.municipality_id == municipality_id,
            Letter.spending_id == spending_id,
            Letter.id == letter_id,
        )
    ).one_or_none()


def letters_of_spending(session: Session, municipality_id: int, spending_id: int) -> list[Letter]:
    """The letters about a spending, in the order that they were written."""
    return list(
        session.scalars(
            select(Letter)
            .where(Letter.municipality_id == municipality_id, Letter.spending_id == spending_id)
            .order_by(Letter.id)
        )
    )


def facts_of_spending_letter(letter: Letter) -> LetterFacts:
    """What a letter tells."""
    return from_plain(FACTS_OF[letter.kind], letter.facts)


def drawn_spending_letter(session: Session, letter: Letter, *, final: bool = False) -> bytes:
    """The letter as PDF. The same facts give the same bytes."""
    facts = facts_of_spending_letter(letter)
    content = render_text(letter.kind.value, letter.language.value, facts)
    municipality = session.get_one(Municipality, letter.municipality_id)
    meta = LetterMeta(
        case_number=facts.number,
        letter_date=letter.dated_on,
        status=LetterStatus.FINAL if final else LetterStatus.DRAFT,
        caseworker=facts.caseworker.name,
        demo=current_app.config["DEMO"],
    )
    recipient = from_plain(Recipient, letter.recipient)
    return draw(content, letterhead(municipality, letter.dated_on), recipient, meta)


def finalise_spending_letter(
    session: Session, actor: Actor, *, letter_id: int, seen_version: int, on: date
) -> Letter:
    """Make a letter final: its bytes are kept under their hash, with the day on them.

    Raises `NotAllowed` when it is final already.
    """
    letter = held_row(session, actor, Letter, letter_id, seen_version=seen_version)
    if letter.spending_id is None:
        raise LookupError(f"letter {letter_id} is about no spending")
    if letter.state is not LetterState.DRAFT:
        raise NotAllowed("letter_already_final", FVL_27)
    letter.dated_on = on
    facts = facts_of_spending_letter(letter)
    content = drawn_spending_letter(session, letter, final=True)
    title = render_text(letter.kind.value, letter.language.value, facts).subject[:200]
    document = Document(
        municipality_id=actor.municipality_id,
        spending_id=letter.spending_id,
        sha256=storage.keep(content),
        size=len(content),
        media_type=PDF,
        file_name=f"{facts.number.replace('/', '-')}-{letter.kind.value}-{letter.id}.pdf",
        direction=Direction.OUT,
        dated_on=on,
        title=title,
        public_title=title,
        added_by_id=actor.user_id,
        added_at=clock.now(),
    )
    session.add(document)
    session.flush()
    letter.document_id, letter.state = document.id, LetterState.FINAL
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_FINALISED,
        kind=letter.kind.value,
        letter_id=letter.id,
        number=facts.number,
        sha256=document.sha256,
    )
    return letter


def _common(session: Session, actor: Actor, spending: Spending, on: date) -> dict[str, Any]:
    if spending.decided_on is None or spending.decided_by_id is None:
        raise LookupError(f"spending {spending.id} is not decided")
    earmark = session.get_one(Earmark, spending.earmark_id)
    decided = session.get_one(EarmarkMunicipality, (earmark.id, spending.municipality_id))
    with force_locale(LETTER_LANGUAGE.value):
        complaint_body = _("kommunens egen klagenemnd")
    return {
        "municipality": municipality_name(municipality_of(session, actor), on),
        "number": spending.number,
        "applicant": spending.applicant,
        "organisation_number": spending.organisation_number,
        "title": spending.title,
        "received_on": spending.received_on,
        "asked_ore": spending.asked_ore,
        "decided_on": spending.decided_on,
        "year": spending.year,
        "earmark": earmark.name,
        "purpose": earmark.purpose,
        "council_body": decided.body,
        "council_decided_on": decided.decided_on,
        "council_case_number": decided.case_number,
        "decided_by": _titled(session, spending.decided_by_id, spending.decided_as),
        "reasons": paragraphs_of(spending.reason),
        "consulted": _consulted(session, spending),
        "complaint_body": complaint_body,
        "bound_by": earmark.basis_document,
        "caseworker": signatory(session, spending.proposed_by_id),
    }


def _titled(session: Session, user_id: int, title: str) -> Signatory:
    """A person who signs, with the title that counted on that day."""
    person = signatory(session, user_id)
    return replace(person, title=title) if title else person


def _consulted(session: Session, spending: Spending) -> tuple[ConsultedInLetter, ...]:
    """What each body said last; one that was asked and has not answered is left out."""
    rows = session.execute(
        select(ConsultedBody.body, ConsultedBody.view)
        .join(
            Consultation,
            (Consultation.municipality_id == ConsultedBody.municipality_id)
            & (Consultation.id == ConsultedBody.consultation_id),
        )
        .where(
            ConsultedBody.municipality_id == spending.municipality_id,
            ConsultedBody.spending_id == spending.id,
            ConsultedBody.view.is_not(None),
        )
        .order_by(Consultation.held_on, ConsultedBody.id)
    )
    said = {row.body: row.view.value for row in rows}
    return tuple(ConsultedInLetter(body, view) for body, view in said.items())


def _applicant(spending: Spending) -> Recipient:
    place = f"{spending.postcode} {spending.town}".strip()
    with force_locale(LETTER_LANGUAGE.value):
        contact = _("v/ %(contact)s", contact=spending.contact) if spending.contact else ""
    lines = tuple(line for line in (contact, spending.postal_address, place) if line)
    return Recipient(spending.applicant, lines, spending.organisation_number)


def _draft(
    session: Session,
    actor: Actor,
    spending: Spending,
    kind: LetterKind,
    recipient: Recipient,
    facts: LetterFacts,
    on: date,
) -> Letter:
    letter = Letter(
        municipality_id=actor.municipality_id,
        spending_id=spending.id,
        kind=kind,
        language=LETTER_LANGUAGE,
        state=LetterState.DRAFT,
        recipient=to_plain(recipient),
        facts=to_plain(facts),
        dated_on=on,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(letter)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_DRAFTED,
        kind=kind.value,
        letter_id=letter.id,
        number=spending.number,
        to=recipient.name,
    )
    return letter
