"""What happens to a letter: it is drawn, made final, sent by somebody, and arrives."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock, storage
from app.cases.queries.one import DECISION_LETTERS, case_or_none, lines_of, people_by_role, person_id_of
from app.cases.queries.plans import change_of
from app.cases.queries.standing import case_view
from app.cases.service.state import begin_act, complete_act, held_case, move
from app.labels import label
from app.letters.drafts import missing_items
from app.letters.drawing import LetterMeta, LetterStatus, draw
from app.letters.facts import (
    AnnexPerson,
    BodyDecision,
    DelegatedDecision,
    LetterKind,
    MissingItemsLetter,
    PresentationLetter,
    Recipient,
    StatementAnnex,
)
from app.letters.facts_of_kinds import FACTS_OF, LetterFacts
from app.letters.parties import letterhead
from app.letters.texts import paragraphs_of, render_text
from app.models.case import Case
from app.models.document import ACCESS_BASIS, ACCESS_CODE, Direction, Document
from app.models.event import EventType
from app.models.letter import Channel, Letter, LetterState
from app.models.municipality import Municipality
from app.models.person import Person
from app.models.statement import Inquiry, StatementRequest
from app.permissions import Actor
from app.sealing import sealer
from licensing.applicants import Role
from licensing.cases import Act
from licensing.errors import NotAllowed
from licensing.law import FVL_27, FVL_29
from licensing.stored import from_plain

PDF = "application/pdf"
SHIELDED = frozenset({LetterKind.STATEMENT_ANNEX, LetterKind.PRESENTATION})


@dataclass(frozen=True)
class Dispatch:
    """Proof that somebody sent a letter: the system never pretends to."""

    channel: Channel
    reference: str
    sent_on: date


def letter_of(session: Session, municipality_id: int, letter_id: int) -> Letter | None:
    """A letter of a case, only within the municipality."""
    return session.scalars(
        select(Letter).where(
            Letter.municipality_id == municipality_id,
            Letter.id == letter_id,
            Letter.case_id.is_not(None),
        )
    ).one_or_none()


def drawn(session: Session, letter: Letter, *, final: bool) -> bytes:
    """The letter as PDF. The same facts give the same bytes."""
    case = case_or_none(session, letter.municipality_id, letter.in_case)
    if case is None:
        raise LookupError(f"letter {letter.id} has no case")
    municipality = session.get_one(Municipality, letter.municipality_id)
    content = render_text(letter.kind.value, letter.language.value, facts_of(session, letter, case))
    meta = LetterMeta(
        case_number=case.reference,
        letter_date=letter.dated_on,
        status=LetterStatus.FINAL if final else LetterStatus.DRAFT,
        access_code=ACCESS_BASIS if letter.kind in SHIELDED else None,
        caseworker=case.caseworker.name,
        demo=current_app.config["DEMO"],
    )
    recipient = from_plain(Recipient, letter.recipient)
    return draw(content, letterhead(municipality, letter.dated_on), recipient, meta)


def facts_of(session: Session, letter: Letter, case: Case) -> LetterFacts:
    """The facts of a letter; what is kept sealed is opened here and goes nowhere else."""
    stored: dict[str, Any] = dict(letter.facts)
    if "decided_by" in stored:
        decided_by = stored.pop("decided_by")
        kind: type[BodyDecision | DelegatedDecision] = (
            BodyDecision if decided_by["by_body"] else DelegatedDecision
        )
        # The field has no default; a placeholder of its kind is read with the rest and replaced.
        facts = from_plain(FACTS_OF[letter.kind], stored | {"decided_by": None})
        return replace(facts, decided_by=from_plain(kind, decided_by))
    facts_of_kind = from_plain(FACTS_OF[letter.kind], stored)
    if isinstance(facts_of_kind, StatementAnnex):
        return replace(facts_of_kind, persons=_annex_persons(session, letter, case))
    if letter.inquiry_id is not None:
        text = sealer().open(session.get_one(Inquiry, letter.inquiry_id).text_sealed)
        if isinstance(facts_of_kind, MissingItemsLetter):
            return replace(facts_of_kind, items=missing_items(text))
        if isinstance(facts_of_kind, PresentationLetter):
            return replace(facts_of_kind, remarks=paragraphs_of(text))
    return facts_of_kind


def _annex_persons(session: Session, letter: Letter, case: Case) -> tuple[AnnexPerson, ...]:
    """The people that the body is asked about, and no others: managers are none of the tax authority's."""
    request = session.get_one(StatementRequest, letter.request_id)
    asked = {line.subject for line in lines_of(session, case, request.body)}
    roles: dict[int, list[Role]] = {}
    for role, references in people_by_role(case.application).items():
        for reference in references:
            person_id = person_id_of(reference)
            if person_id is not None and reference in asked:
                roles.setdefault(person_id, []).append(role)
    people = session.scalars(
        select(Person).where(Person.municipality_id == case.municipality_id, Person.id.in_(roles))
    )
    return tuple(
        AnnexPerson(
            name=person.name,
            roles=", ".join(label(role) for role in roles[person.id]),
            identity_number=sealer().open(person.identity_sealed),
        )
        for person in sorted(people, key=lambda person: person.sort_key)
    )


def finalise_letter(session: Session, actor: Actor, *, letter: Letter, seen_version: int, on: date) -> Letter:
    """Make a letter final: its bytes are kept under their hash, with the day on them."""
    case = _begin(session, actor, Act.FINALISE_LETTER, letter, seen_version, on)
    if letter.state is not LetterState.DRAFT:
        raise NotAllowed("letter_already_final", FVL_27)
    change = change_of(session, case)
    if change is not None and "undone" in change.facts:
        raise NotAllowed("letter_of_what_was_undone")
    letter.dated_on = on
    content = drawn(session, letter, final=True)
    shielded = letter.kind in SHIELDED
    stored = sealer().seal_bytes(content) if shielded else content
    title = render_text(letter.kind.value, letter.language.value, facts_of(session, letter, case)).subject
    document = Document(
        municipality_id=actor.municipality_id,
        case_id=case.id,
        sha256=storage.keep(stored),
        size=len(content),
        media_type=PDF,
        file_name=f"{case.reference.replace('/', '-')}-{letter.kind.value}-{letter.id}.pdf",
        direction=Direction.OUT,
        dated_on=on,
        title=title[:200],
        public_title=title[:200],
        access_code=ACCESS_CODE if shielded else None,
        access_basis=ACCESS_BASIS if shielded else None,
        sealed=shielded,
        added_by_id=actor.user_id,
        added_at=clock.now(),
    )
    session.add(document)
    session.flush()
    letter.document_id, letter.state = document.id, LetterState.FINAL
    audit.record(
        session,
        actor,
        EventType.LETTER_FINALISED,
        case_id=case.id,
        kind=letter.kind.value,
        sha256=document.sha256,
    )
    _complete(session, actor, Act.FINALISE_LETTER, letter, case, on)
    return letter


def mark_sent(letter: Letter, dispatch: Dispatch, on: date) -> None:
    """Let a final letter be sent. Raises `NotAllowed` when it is none, was dated later, or the day is ahead.

    Law: forvaltningsloven § 27.
    """
    if letter.state is LetterState.DRAFT:
        raise NotAllowed("letter_not_final", FVL_27)
    if letter.state is not LetterState.FINAL:
        raise NotAllowed("letter_already_sent", FVL_27)
    if not letter.dated_on <= dispatch.sent_on <= on:
        raise NotAllowed("sent_outside_letter", FVL_27, dated_on=letter.dated_on.isoformat())
    letter.channel, letter.reference, letter.sent_on = dispatch.channel, dispatch.reference, dispatch.sent_on
    letter.state = LetterState.SENT


def mark_arrived(letter: Letter, arrived_on: date, on: date) -> None:
    """Let a sent letter arrive: from here a complaint has its three weeks. Raises `NotAllowed` when it was
    not sent, has arrived, or the day is before the sending or ahead.

    Law: forvaltningsloven § 29.
    """
    if letter.state is LetterState.ARRIVED:
        raise NotAllowed("arrival_already_recorded", FVL_29)
    if letter.state is not LetterState.SENT or letter.sent_on is None:
        raise NotAllowed("letter_not_sent", FVL_29)
    if not letter.sent_on <= arrived_on <= on:
        raise NotAllowed("arrived_outside_sending", FVL_29, sent_on=letter.sent_on.isoformat())
    letter.arrived_on, letter.state = arrived_on, LetterState.ARRIVED


def record_dispatch(
    session: Session, actor: Actor, *, letter: Letter, seen_version: int, dispatch: Dispatch, on: date
) -> Letter:
    """Record that a final letter was sent: how, with which reference, and on which day."""
    case = _begin(session, actor, Act.RECORD_DISPATCH, letter, seen_version, on)
    mark_sent(letter, dispatch, on)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_SENT,
        case_id=case.id,
        kind=letter.kind.value,
        channel=dispatch.channel.value,
        sent_on=dispatch.sent_on.isoformat(),
    )
    _complete(session, actor, Act.RECORD_DISPATCH, letter, case, on)
    return letter


def record_arrival(
    session: Session, actor: Actor, *, letter: Letter, seen_version: int, arrived_on: date, on: date
) -> Letter:
    """Record the day on which a letter arrived: from here the complaint clock runs."""
    case = _begin(session, actor, Act.RECORD_ARRIVAL, letter, seen_version, on)
    mark_arrived(letter, arrived_on, on)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.LETTER_ARRIVED,
        case_id=case.id,
        kind=letter.kind.value,
        arrived_on=arrived_on.isoformat(),
    )
    _complete(session, actor, Act.RECORD_ARRIVAL, letter, case, on)
    return letter


def _begin(session: Session, actor: Actor, act: Act, letter: Letter, seen_version: int, on: date) -> Case:
    """Hold the letter's case. A decision letter is an act of the case; others follow the letter alone."""
    if letter.kind in DECISION_LETTERS:
        case = begin_act(session, actor, act, case_id=letter.in_case, seen_version=seen_version, on=on).case
    else:
        case = held_case(session, actor, case_id=letter.in_case, seen_version=seen_version)
    session.refresh(letter)
    return case


def _complete(session: Session, actor: Actor, act: Act, letter: Letter, case: Case, on: date) -> None:
    session.flush()
    if letter.kind in DECISION_LETTERS:
        complete_act(session, actor, act, case_view(session, case, on, acting_id=actor.user_id), on)
    else:
        move(session, case, case.state, on)


def final_bytes(session: Session, letter: Letter) -> bytes:
    """The bytes of a final letter, as they were when it was made final."""
    document = session.get(Document, letter.document_id)
    if document is None:
        raise NotAllowed("letter_not_final", FVL_27)
    content = storage.fetch(document.sha256)
    return sealer().open_bytes(content) if document.sealed else content
