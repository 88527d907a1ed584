"""Lists of cases: all of them by filter, what waits for me, and what waits for a decision."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.models.case import Application, Case, case_reference
from app.models.decision import Proposal, ProposalState
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.user import Membership, User
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from app.permissions import Role
from licensing.cases import UNDECIDED, CaseState
from licensing.decisions import CaseResult, DecisionOutcome
from licensing.licences import LicenceKind, LicenceType
from licensing.matters import Matter

SOON = timedelta(days=7)
LONGEST_SHORT_LIST = 50
AT_OTHERS = (CaseState.AWAITING_STATEMENTS, CaseState.INCOMPLETE, CaseState.PROPOSED, CaseState.AT_BODY)


@dataclass(frozen=True)
class CaseRow:
    """A case as a line of a list."""

    id: int
    reference: str
    venue: str
    holder: str
    kind: str
    state: CaseState
    state_label: str
    result: CaseResult | None
    result_label: str
    received_on: date
    caseworker: str
    clock: labels.ClockText | None


@dataclass(frozen=True)
class CaseFilter:
    """Which cases a list holds; what is None is left open."""

    state: CaseState | None = None
    kind: LicenceKind | None = None
    """Applications for licences of the kind; events and changes are matters of their own."""
    matter: Matter | None = None
    caseworker_id: int | None = None
    open_only: bool = False


# Put together once: a list costs less than the building of its statement.
_LINES = (
    select(
        Case.id,
        Case.year,
        Case.number,
        Case.state,
        Case.result,
        Case.received_on,
        Case.next_due_on,
        Case.matter,
        Application.kind,
        Application.type,
        Venue.name.label("venue"),
        Holder.name.label("holder"),
        User.name.label("caseworker"),
    )
    .join(
        Application,
        and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
    )
    .join(Venue, and_(Venue.municipality_id == Case.municipality_id, Venue.id == Application.venue_id))
    .join(Holder, and_(Holder.municipality_id == Case.municipality_id, Holder.id == Application.holder_id))
    .join(User, User.id == Case.caseworker_id)
)


def _lines(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return _LINES.where(Case.municipality_id == municipality_id)


def _rows(found: Iterable[Mapping[Any, Any]], on: date) -> list[CaseRow]:
    # A page has few codes and many rows: what a code is called is looked up once, not once a row.
    label = cache(labels.label)
    return [
        CaseRow(
            id=row["id"],
            reference=case_reference(row["year"], row["number"]),
            venue=row["venue"],
            holder=row["holder"],
            kind=label(_what(row["matter"], row["kind"], row["type"])),
            state=row["state"],
            state_label=label(row["state"]),
            result=row["result"],
            result_label=label(row["result"]) if row["result"] else "",
            received_on=row["received_on"],
            caseworker=row["caseworker"],
            clock=labels.clock_text(row["next_due_on"], on) if row["next_due_on"] else None,
        )
        for row in found
    ]


def _what(matter: Matter, kind: LicenceKind, licence_type: LicenceType) -> Enum:
    """The word that says most of what a case is about."""
    if matter is Matter.EVENT or (matter is Matter.LICENCE and licence_type is not LicenceType.PERMANENT):
        return licence_type
    return kind if matter is Matter.LICENCE else matter


def rows_of(page: Page, on: date) -> list[CaseRow]:
    """The lines of a page of cases."""
    return _rows((row._mapping for row in page.rows), on)


def case_page(session: Session, municipality_id: int, wanted: CaseFilter, cursor: Cursor | None) -> Page:
    """A page of cases, newest first."""
    statement = _lines(municipality_id).where(*_conditions(wanted))
    return page_of(
        session,
        statement,
        sort_key=Case.received_on,
        row_id=Case.id,
        cursor=cursor,
        read_key=date.fromisoformat,
        descending=True,
    )


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        found.append(Case.state == wanted.state)
    if wanted.kind is not None:
        found += [Application.kind == wanted.kind, Case.matter == Matter.LICENCE]
    if wanted.matter is not None:
        found.append(Case.matter == wanted.matter)
    if wanted.caseworker_id is not None:
        found.append(Case.caseworker_id == wanted.caseworker_id)
    if wanted.open_only:
        # A case is closed on a day; the index of the open ones is built on there being none.
        found.append(Case.closed_on.is_(None))
    return found


@dataclass(frozen=True)
class WorkList:
    """Some cases that ask the same of somebody, and how many there are in all."""

    rows: Sequence[CaseRow]
    count: int


def late_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Undecided cases with a deadline that has passed."""
    return _short_list(
        session, municipality_id, on, caseworker_id, Case.state.in_(UNDECIDED), Case.next_due_on < on
    )


def soon_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Undecided cases with a deadline today or in the coming week."""
    return _short_list(
        session,
        municipality_id,
        on,
        caseworker_id,
        Case.state.in_(UNDECIDED),
        Case.next_due_on.between(on, on + SOON),
    )


def waiting_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Cases that lie with somebody else: a body, the applicant, the decider."""
    return _short_list(session, municipality_id, on, caseworker_id, Case.state.in_(AT_OTHERS))


def own_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Cases that the caseworker can go on with now."""
    return _short_list(
        session,
        municipality_id,
        on,
        caseworker_id,
        Case.state.in_((CaseState.RECEIVED, CaseState.READY)),
    )


def unsent_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Cases with a letter that has not been sent."""
    letter_waits = exists(
        select(Letter.id).where(
            Letter.municipality_id == Case.municipality_id,
            Letter.case_id == Case.id,
            Letter.state.in_((LetterState.DRAFT, LetterState.FINAL)),
        )
    )
    return _short_list(
        session,
        municipality_id,
        on,
        caseworker_id,
        or_(Case.state == CaseState.DECIDED, letter_waits),
        Case.state != CaseState.CLOSED,
    )


def unissued_cases(session: Session, municipality_id: int, on: date, caseworker_id: int | None) -> WorkList:
    """Grants whose licence document has not been issued."""
    return _short_list(
        session, municipality_id, on, caseworker_id, Case.state == CaseState.GRANTED_NOT_USABLE
    )


def _short_list(
    session: Session,
    municipality_id: int,
    on: date,
    caseworker_id: int | None,
    *conditions: ColumnElement[bool],
) -> WorkList:
    mine = (*conditions, Case.caseworker_id == caseworker_id) if caseworker_id else conditions
    rows = session.execute(
        _lines(municipality_id)
        .where(*mine)
        .order_by(Case.next_due_on.is_(None), Case.next_due_on, Case.id)
        .limit(LONGEST_SHORT_LIST)
    ).mappings()
    found = _rows(rows, on)
    if len(found) < LONGEST_SHORT_LIST:
        return WorkList(found, len(found))
    count = session.execute(
        select(func.count()).select_from(Case).where(Case.municipality_id == municipality_id, *mine)
    ).scalar_one()
    return WorkList(found, count)


@dataclass(frozen=True)
class ProposalRow:
    """A proposal that waits for a decision."""

    case: CaseRow
    outcome: DecisionOutcome
    outcome_label: str
    proposed_by: str
    proposed_at: str
    own: bool


def proposal_rows(session: Session, municipality_id: int, on: date, user_id: int) -> list[ProposalRow]:
    """The proposals that wait, oldest first; one's own are marked, since another must decide them."""
    proposer = User.__table__.alias("proposer")
    rows = (
        session.execute(
            _lines(municipality_id)
            .add_columns(
                Proposal.outcome,
                Proposal.made_at,
                Proposal.made_by_id,
                proposer.c.name.label("proposed_by"),
            )
            .join(
                Proposal, and_(Proposal.municipality_id == Case.municipality_id, Proposal.case_id == Case.id)
            )
            .join(proposer, proposer.c.id == Proposal.made_by_id)
            .where(
                Case.state.in_((CaseState.PROPOSED, CaseState.AT_BODY)), Proposal.state == ProposalState.OPEN
            )
            .order_by(Proposal.made_at)
            .limit(LONGEST_SHORT_LIST)
        )
        .mappings()
        .all()
    )
    return [
        ProposalRow(
            case=case,
            outcome=row["outcome"],
            outcome_label=labels.label(row["outcome"]),
            proposed_by=row["proposed_by"],
            proposed_at=formats.moment(row["made_at"]),
            own=row["made_by_id"] == user_id,
        )
        for case, row in zip(_rows(rows, on), rows, strict=True)
    ]


def caseworkers_of(session: Session, municipality_id: int) -> list[tuple[int, str]]:
    """The people who handle cases in a municipality, by name."""
    rows = session.execute(
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(
            Membership.municipality_id == municipality_id,
            Membership.role == Role.CASEWORKER,
            User.active,
        )
        .order_by(User.name)
    )
    return [(row.id, row.name) for row in rows]
