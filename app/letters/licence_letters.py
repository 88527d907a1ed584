"""Letters about licences, outside every case (turnover, fees, payment, points), one or many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from app import audit, clock, storage
from app.billing.service.links import token_of, typed_code
from app.held_rows import held_row
from app.letters.drafts import LETTER_LANGUAGE
from app.letters.drawing import LetterMeta, LetterStatus, draw
from app.letters.facts import LetterKind, Recipient
from app.letters.facts_of_billing import LicenceLetter, TurnoverCallLetter
from app.letters.facts_of_kinds import FACTS_OF
from app.letters.parties import letterhead, municipality_name, signatory
from app.letters.texts import render_text
from app.models.document import Direction, Document
from app.models.event import EventType
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.models.turnover import TurnoverLink
from app.models.venue import Venue
from app.permissions import Actor
from app.sealing import sealer
from licensing.errors import NotAllowed
from licensing.law import FVL_27
from licensing.stored import from_plain, to_plain

PDF = "application/pdf"
IN_ONE_QUERY = 500


@dataclass(frozen=True)
class Ground:
    """What every letter about a licence begins with: who gets it, and the facts that all of them tell."""

    licence_id: int
    recipient: Recipient
    about: Mapping[str, Any]
    """The fields of `LicenceLetter`: `TurnoverCallLetter(**ground.about, year=2026, …)`."""


@dataclass(frozen=True)
class NewLetter:
    """A letter that is to be written to the holder of a licence."""

    licence_id: int
    recipient: Recipient
    facts: LicenceLetter


def grounds_of(session: Session, actor: Actor, licence_ids: Iterable[int], on: date) -> dict[int, Ground]:
    """The ground of letters about licences, by licence, in one query for every five hundred."""
    sender = municipality_name(session.get_one(Municipality, actor.municipality_id), on)
    caseworker = signatory(session, actor.user_id)
    found: dict[int, Ground] = {}
    for chunk in _chunks(tuple(dict.fromkeys(licence_ids))):
        rows = session.execute(
            select(
                Licence.id,
                Licence.number,
                Licence.kind,
                Licence.type,
                Holder.name.label("holder"),
                Holder.organisation_number,
                Holder.postal_address,
                Holder.postcode.label("holder_postcode"),
                Holder.town.label("holder_town"),
                Venue.name.label("venue"),
                Venue.street_address,
                Venue.postcode,
                Venue.town,
            )
            .join(Holder, Holder.id == Licence.holder_id)
            .join(Venue, Venue.id == Licence.venue_id)
            .where(Licence.municipality_id == actor.municipality_id, Licence.id.in_(chunk))
        )
        for row in rows:
            place = f"{row.holder_postcode} {row.holder_town}".strip()
            found[row.id] = Ground(
                licence_id=row.id,
                recipient=Recipient(
                    name=row.holder,
                    lines=tuple(line for line in (row.postal_address, place) if line),
                    organisation_number=row.organisation_number,
                ),
                about={
                    "municipality": sender,
                    "licence_number": row.number,
                    "licence_kind": row.kind.value,
                    "licence_type": row.type.value,
                    "venue_name": row.venue,
                    "venue_address": f"{row.street_address}, {row.postcode} {row.town}",
                    "holder": row.holder,
                    "organisation_number": row.organisation_number,
                    "caseworker": caseworker,
                },
            )
    return found


def draft_licence_letters(
    session: Session,
    actor: Actor,
    *,
    kind: LetterKind,
    letters: Iterable[NewLetter],
    on: date,
    run_id: int | None = None,
) -> dict[int, int]:
    """Write letters as drafts, at most one for each licence; the number of each letter by its licence.

    No event is written: the run or the act that asks for them has its own.
    """
    made_at = clock.now()
    rows = [
        {
            "municipality_id": actor.municipality_id,
            "licence_id": letter.licence_id,
            "run_id": run_id,
            "kind": kind,
            "language": LETTER_LANGUAGE,
            "state": LetterState.DRAFT,
            "recipient": to_plain(letter.recipient),
            "facts": to_plain(_checked(kind, letter.facts)),
            "dated_on": on,
            "reference": "",
            "made_by_id": actor.user_id,
            "made_at": made_at,
            "version": 1,
        }
        for letter in letters
    ]
    if not rows:
        return {}
    made = session.execute(insert(Letter).returning(Letter.id, Letter.licence_id), rows)
    return {int(row.licence_id): row.id for row in made}


def draft_licence_letter(
    session: Session,
    actor: Actor,
    *,
    licence_id: int,
    kind: LetterKind,
    recipient: Recipient,
    facts: LicenceLetter,
    on: date,
    run_id: int | None = None,
) -> Letter:
    """Write one letter as a draft."""
    new = NewLetter(licence_id, recipient, facts)
    made = draft_licence_letters(session, actor, kind=kind, letters=(new,), on=on, run_id=run_id)
    return session.get_one(Letter, made[licence_id])


def _checked(kind: LetterKind, facts: LicenceLetter) -> LicenceLetter:
    if type(facts) is not FACTS_OF[kind]:
        raise TypeError(f"{kind} needs {FACTS_OF[kind].__name__}, not {type(facts).__name__}")
    if isinstance(facts, TurnoverCallLetter) and (facts.link or facts.code):
        raise ValueError("the link itself is never stored; facts hold its number")
    return facts


def licence_letter_of(session: Session, municipality_id: int, letter_id: int) -> Letter | None:
    """A letter about a licence outside cases, only within the municipality."""
    return session.scalars(
        select(Letter).where(
            Letter.municipality_id == municipality_id,
            Letter.id == letter_id,
            Letter.licence_id.is_not(None),
        )
    ).one_or_none()


def facts_of_licence_letter(letter: Letter) -> LicenceLetter:
    """What a letter tells, without its link: this may be shown."""
    facts: LicenceLetter = from_plain(FACTS_OF[letter.kind], letter.facts)
    return facts


def carries_link(letter: Letter) -> bool:
    """Whether the letter holds a link that lets its reader in: its bytes are kept sealed."""
    return letter.facts.get("link_id") is not None


def drawn_licence_letter(session: Session, letter: Letter, *, final: bool = False) -> bytes:
    """The letter as PDF, with its link. The same facts give the same bytes."""
    municipality = session.get_one(Municipality, letter.municipality_id)
    tokens = _tokens(session, letter.municipality_id, (letter,))
    return _drawn(letter, municipality, tokens, letter.dated_on, final=final)


def finalise_licence_letters(session: Session, actor: Actor, *, letter_ids: Iterable[int], on: date) -> int:
    """Make drafts final: the bytes of each are kept under their hash. How many there were.

    No event is written: a run has its own, and `finalise_licence_letter` writes one.
    """
    municipality = session.get_one(Municipality, actor.municipality_id)
    count = 0
    for chunk in _chunks(tuple(letter_ids)):
        letters = session.scalars(
            select(Letter)
            .where(
                Letter.municipality_id == actor.municipality_id,
                Letter.id.in_(chunk),
                Letter.licence_id.is_not(None),
                Letter.state == LetterState.DRAFT,
            )
            .order_by(Letter.id)
        ).all()
        if not letters:
            continue
        tokens = _tokens(session, actor.municipality_id, letters)
        documents = [
            _document(actor, letter, _drawn(letter, municipality, tokens, on, final=True), on)
            for letter in letters
        ]
        # A name holds the letter's number, so that each document is known again in whatever order they come.
        kept = session.execute(insert(Document).returning(Document.id, Document.file_name), documents)
        by_name = {row.file_name: row.id for row in kept}
        document_ids = [by_name[document["file_name"]] for document in documents]
        _finalise(session, letters, document_ids, on)
        count += len(letters)
    return count


def finalise_licence_letter(
    session: Session, actor: Actor, *, letter_id: int, seen_version: int, on: date
) -> Letter:
    """Make one letter final, as an act of its own."""
    letter = held_row(session, actor, Letter, letter_id, seen_version=seen_version)
    if letter.state is not LetterState.DRAFT:
        raise NotAllowed("letter_already_final", FVL_27)
    finalise_licence_letters(session, actor, letter_ids=(letter_id,), on=on)
    document = session.get_one(Document, letter.document_id)
    audit.record(
        session,
        actor,
        EventType.LETTER_FINALISED,
        kind=letter.kind.value,
        letter_id=letter.id,
        sha256=document.sha256,
    )
    return letter


def _finalise(session: Session, letters: Sequence[Letter], document_ids: Sequence[int], on: date) -> None:
    # Past the mapper: one statement for all, whose version rises so that a stale page is noticed.
    table = Letter.__table__
    session.execute(
        update(table)  # type: ignore[arg-type]  # a mapped class has a table
        .where(table.c.id == bindparam("letter"))
        .values(
            state=LetterState.FINAL,
            document_id=bindparam("document"),
            dated_on=on,
            version=table.c.version + 1,
        ),
        [
            {"letter": letter.id, "document": document_id}
            for letter, document_id in zip(letters, document_ids, strict=True)
        ],
    )
    for letter in letters:
        session.expire(letter)


def _document(actor: Actor, letter: Letter, content: bytes, on: date) -> dict[str, Any]:
    sealed = carries_link(letter)
    facts = facts_of_licence_letter(letter)
    title = render_text(letter.kind.value, letter.language.value, facts).subject[:200]
    return {
        "municipality_id": actor.municipality_id,
        "licence_id": letter.licence_id,
        "sha256": storage.keep(sealer().seal_bytes(content) if sealed else content),
        "size": len(content),
        "media_type": PDF,
        "file_name": f"{facts.licence_number}-{letter.kind.value}-{letter.id}.pdf",
        "direction": Direction.OUT,
        "dated_on": on,
        "title": title,
        "public_title": title,
        "sealed": sealed,
        "added_by_id": actor.user_id,
        "added_at": clock.now(),
    }


def _drawn(
    letter: Letter, municipality: Municipality, tokens: Mapping[int, str], on: date, *, final: bool
) -> bytes:
    facts = facts_of_licence_letter(letter)
    if isinstance(facts, TurnoverCallLetter) and facts.link_id is not None:
        token = tokens[facts.link_id]
        facts = replace(facts, link=f"{facts.link_base}/{token}", code=typed_code(token))
    content = render_text(letter.kind.value, letter.language.value, facts)
    meta = LetterMeta(
        case_number=facts.licence_number,
        letter_date=on,
        status=LetterStatus.FINAL if final else LetterStatus.DRAFT,
        caseworker=facts.caseworker.name,
        demo=current_app.config["DEMO"],
    )
    recipient = from_plain(Recipient, letter.recipient)
    return draw(content, letterhead(municipality, on), recipient, meta)


def _tokens(session: Session, municipality_id: int, letters: Iterable[Letter]) -> dict[int, str]:
    """The tokens of the links that letters carry, by the number of the link."""
    link_ids = [letter.facts["link_id"] for letter in letters if carries_link(letter)]
    if not link_ids:
        return {}
    links = session.scalars(
        select(TurnoverLink).where(
            TurnoverLink.municipality_id == municipality_id, TurnoverLink.id.in_(link_ids)
        )
    )
    return {link.id: token_of(link) for link in links}


def _chunks(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[start : start + IN_ONE_QUERY] for start in range(0, len(values), IN_ONE_QUERY))
