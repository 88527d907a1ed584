"""Letters about licences as lists: of a run, of a licence, and the latest of all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.letters.facts import LetterKind
from app.models.billing_run import BillingRun
from app.models.document import Document
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.venue import Venue
from app.paging import PAGE_SIZE, Cursor, Page, page_of

CHUNK = 1000


@dataclass(frozen=True)
class RunLetters:
    """The letters of a run: what kind they are, and how many have come how far."""

    run: BillingRun
    kind: LetterKind
    counts: dict[LetterState, int]

    @property
    def whole(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


def run_letters(session: Session, municipality_id: int, run_id: int) -> RunLetters | None:
    """The letters of a run by state; nothing where there is no such run, or it wrote none."""
    run = session.scalars(
        select(BillingRun).where(BillingRun.municipality_id == municipality_id, BillingRun.id == run_id)
    ).one_or_none()
    rows = session.execute(
        select(Letter.kind, Letter.state, func.count().label("count"))
        .where(Letter.municipality_id == municipality_id, Letter.run_id == run_id)
        .group_by(Letter.kind, Letter.state)
    ).all()
    if run is None or not rows:
        return None
    return RunLetters(run, rows[0].kind, {row.state: int(row[2]) for row in rows})


def letter_page(
    session: Session,
    municipality_id: int,
    *,
    cursor: Cursor | None,
    state: LetterState | None = None,
    kind: LetterKind | None = None,
) -> Page:
    """The letters about licences, the latest first."""
    statement = _in_state(_letters(municipality_id), state)
    if kind is not None:
        statement = statement.where(Letter.kind == kind)
    return page_of(
        session,
        statement,
        sort_key=Letter.id,
        row_id=Letter.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def run_letter_page(
    session: Session,
    municipality_id: int,
    run_id: int,
    *,
    cursor: Cursor | None,
    state: LetterState | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """The letters of a run, by the name of the place."""
    statement = _in_state(_letters(municipality_id).where(Letter.run_id == run_id), state)
    return page_of(session, statement, sort_key=Venue.sort_key, row_id=Letter.id, cursor=cursor, size=size)


def all_letters(session: Session, municipality_id: int, run_id: int) -> Iterator[Row[Any]]:
    """Every letter of a run, for a spreadsheet; they stream through."""
    statement = _letters(municipality_id).where(Letter.run_id == run_id).order_by(Venue.sort_key, Letter.id)
    yield from session.execute(statement.execution_options(yield_per=CHUNK))


def letters_in_state(session: Session, municipality_id: int, state: LetterState | None) -> Iterator[Row[Any]]:
    """Every letter about licences, all or those in a state, the latest first; they stream through."""
    statement = _in_state(_letters(municipality_id), state).order_by(Letter.id.desc())
    yield from session.execute(statement.execution_options(yield_per=CHUNK))


def licence_letters(
    session: Session, municipality_id: int, licence_id: int, *, most: int = PAGE_SIZE
) -> Sequence[Any]:
    """The letters about a licence outside cases, the latest first."""
    return session.execute(
        _letters(municipality_id)
        .where(Letter.licence_id == licence_id)
        .order_by(Letter.id.desc())
        .limit(most)
    ).all()


def printable(session: Session, municipality_id: int, run_id: int) -> Sequence[Any]:
    """Where the bytes of the final letters of a run lie, by the name of the place."""
    return session.execute(
        select(Document.sha256, Document.sealed, Document.file_name)
        .join(
            Letter, (Letter.municipality_id == Document.municipality_id) & (Letter.document_id == Document.id)
        )
        .join(Licence, Licence.id == Letter.licence_id)
        .join(Venue, Venue.id == Licence.venue_id)
        .where(Letter.municipality_id == municipality_id, Letter.run_id == run_id)
        .order_by(Venue.sort_key, Letter.id)
    ).all()


def drafts_of_run(session: Session, municipality_id: int, run_id: int) -> Sequence[Any]:
    """The drafts of a run with their licences."""
    return session.execute(
        select(Letter.id, Letter.licence_id)
        .where(
            Letter.municipality_id == municipality_id,
            Letter.run_id == run_id,
            Letter.state == LetterState.DRAFT,
        )
        .order_by(Letter.id)
    ).all()


def _in_state(statement: Select[*tuple[Any, ...]], state: LetterState | None) -> Select[*tuple[Any, ...]]:
    return statement if state is None else statement.where(Letter.state == state)


def _letters(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Letter.id,
            Letter.kind,
            Letter.state,
            Letter.dated_on,
            Letter.channel,
            Letter.reference,
            Letter.sent_on,
            Letter.arrived_on,
            Letter.run_id,
            Letter.licence_id,
            Licence.number,
            Venue.name.label("venue"),
            Venue.sort_key,
            Holder.name.label("holder"),
        )
        .join(Licence, Licence.id == Letter.licence_id)
        .join(Venue, Venue.id == Licence.venue_id)
        .join(Holder, Holder.id == Licence.holder_id)
        .where(Letter.municipality_id == municipality_id, Licence.municipality_id == municipality_id)
    )
