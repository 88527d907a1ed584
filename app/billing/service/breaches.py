"""Proposals of points ("forslag om prikker"): found the day after a deadline, decided by a person.

Nothing here gives points: notice is given, or the proposal is discarded with a reason.

Law: alkoholforskriften §§ 6-3, 10-3 and 10-5; forvaltningsloven § 16.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries import breaches as queries
from app.billing.queries.payments import invoice_standing
from app.billing.service.proof import (
    Proof,
    lacking_of_payment,
    lacking_of_statement,
    proof_of,
    proofs_of_duties,
    proofs_of_invoices,
)
from app.billing.standing import Standing
from app.held_rows import held_row
from app.letters.facts import LetterKind
from app.letters.facts_of_billing import DeadlineLine, PointsNoticeLetter, ProofLine
from app.letters.licence_letters import draft_licence_letter, grounds_of
from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.event import EventType
from app.models.letter import Letter
from app.numbers import take_municipality
from app.permissions import Actor
from fees.late import POINTS, Late, LateKind, late_payment, late_statement
from licensing.errors import NotAllowed
from licensing.law import AF_10_5, FVL_16
from licensing.stored import to_plain

# ASSUMPTION: two weeks is the usual time to answer a notice; the law asks only that a deadline is set. Less
# than a week is refused, since a letter has to arrive first.
ANSWER_DAYS = 14
FEWEST_ANSWER_DAYS = 7
# ASSUMPTION: what is more than two years past is not searched for, since points of two years are reckoned
# together; a proposal that was made in time stays.
SEARCHED_YEARS = 2
# ASSUMPTION: a statement that came in time without the attestation that was asked for counts as delivered: no
# law asks for one. It is put before a person as a question, never proposed.


@dataclass(frozen=True)
class Candidate:
    """Something late that no proposal is made of yet."""

    kind: LateKind
    licence_id: int
    year: int
    due_on: date
    proof: Proof
    number: str
    venue: str
    holder: str
    late: Late | None = None
    """None for what is only asked about."""
    duty_id: int | None = None
    invoice_id: int | None = None
    lacking: NotAllowed | None = None
    """Why it is not proposed; None when it can be."""


@dataclass(frozen=True)
class Found:
    """What a search came to."""

    statements: int
    payments: int
    lacking: int

    @property
    def proposed(self) -> int:
        """How many proposals were made."""
        return self.statements + self.payments


def candidates(session: Session, municipality_id: int, on: date) -> list[Candidate]:
    """What came too late before a day and is not proposed yet, with proof, or with why it lacks proof.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    since = on.replace(year=on.year - SEARCHED_YEARS, day=min(on.day, 28))
    return [
        *_late_statements(session, municipality_id, on, since),
        *_late_payments(session, municipality_id, on, since),
    ]


def _late_statements(session: Session, municipality_id: int, on: date, since: date) -> Iterator[Candidate]:
    duties = queries.late_duties(session, municipality_id, on, since)
    proofs = proofs_of_duties(session, municipality_id, duties)
    for duty in duties:
        late = late_statement(due_on=duty.due_on, delivered_on=duty.delivered_on, on=on)
        lacking = (
            NotAllowed("attestation_missing")
            if late is None
            else lacking_of_statement(proofs[duty.id], duty.due_on)
        )
        yield Candidate(
            kind=LateKind.STATEMENT,
            licence_id=duty.licence_id,
            year=duty.year,
            due_on=duty.due_on,
            proof=proofs[duty.id],
            number=duty.number,
            venue=duty.venue,
            holder=duty.holder,
            late=late,
            duty_id=duty.id,
            lacking=lacking,
        )


def _late_payments(session: Session, municipality_id: int, on: date, since: date) -> Iterator[Candidate]:
    invoices = queries.due_invoices(session, municipality_id, on, since)
    standings = invoice_standing(session, municipality_id, [row.id for row in invoices])
    late = {row.id: late_invoice(standings[row.id], on) for row in invoices}
    concerned = [row for row in invoices if late[row.id] is not None]
    proofs = proofs_of_invoices(session, municipality_id, concerned)
    for row in concerned:
        yield Candidate(
            kind=LateKind.PAYMENT,
            licence_id=row.licence_id,
            year=row.fee_year,
            due_on=row.due_on,
            proof=proofs[row.id],
            number=row.number,
            venue=row.venue,
            holder=row.holder,
            late=late[row.id],
            invoice_id=row.id,
            lacking=lacking_of_payment(proofs[row.id], row.due_on),
        )


def late_invoice(standing: Standing, on: date) -> Late | None:
    """Whether an invoice was paid too late, as far as has been told; what was credited is not late.

    Law: alkoholforskriften §§ 6-3 and 10-3.
    """
    if standing.paid_on is None and standing.outstanding.ore <= 0:
        return None
    return late_payment(due_on=standing.due_on, paid_on=standing.paid_on, told_on=standing.told_on, on=on)


def propose_breaches(session: Session, actor: Actor, *, on: date) -> Found:
    """Make a proposal of everything late that can be proved and has none; nothing twice."""
    take_municipality(session, actor.municipality_id)
    found = candidates(session, actor.municipality_id, on)
    ready = [(one, one.late) for one in found if one.lacking is None and one.late is not None]
    if ready:
        session.execute(insert(BreachProposal), list(_rows(actor, ready)))
    result = Found(
        statements=sum(1 for one, _late in ready if one.kind is LateKind.STATEMENT),
        payments=sum(1 for one, _late in ready if one.kind is LateKind.PAYMENT),
        lacking=sum(1 for one in found if one.lacking is not None),
    )
    if ready:
        audit.record(
            session,
            actor,
            EventType.BREACHES_PROPOSED,
            statements=result.statements,
            payments=result.payments,
            lacking=result.lacking,
        )
    return result


def _rows(actor: Actor, ready: Iterable[tuple[Candidate, Late]]) -> Iterator[dict[str, Any]]:
    proposed_at = clock.now()
    for one, late in ready:
        yield {
            "municipality_id": actor.municipality_id,
            "licence_id": one.licence_id,
            "kind": one.kind,
            "year": one.year,
            "duty_id": one.duty_id,
            "invoice_id": one.invoice_id,
            "breached_on": late.breached_on,
            "points": POINTS,
            "proof": to_plain(one.proof),
            "state": ProposalState.PROPOSED,
            "reason": "",
            "proposed_at": proposed_at,
            "version": 1,
        }


@dataclass(frozen=True)
class Now:
    """How what was proposed stands now: a deadline may have moved, or a payment been told of later."""

    due_on: date
    late: Late | None
    """None when it turned out to be in time."""
    came_on: date | None
    estimated: bool = False
    standing: Standing | None = None


def standing_now(
    session: Session, municipality_id: int, proposals: Iterable[Any], on: date
) -> dict[int, Now]:
    """How each of some proposals stands now, by its number; few queries."""
    rows: Sequence[Any] = tuple(proposals)
    duties = queries.duties_now(session, municipality_id, [row.duty_id for row in rows if row.duty_id])
    invoice_ids = [row.invoice_id for row in rows if row.invoice_id]
    standings = invoice_standing(session, municipality_id, invoice_ids) if invoice_ids else {}
    return {row.id: _now(row, duties, standings, on) for row in rows}


def _now(row: Any, duties: Mapping[int, Any], standings: Mapping[int, Standing], on: date) -> Now:
    if row.duty_id is not None:
        duty = duties[row.duty_id]
        late = late_statement(due_on=duty.due_on, delivered_on=duty.delivered_on, on=on)
        return Now(duty.due_on, late, duty.delivered_on, estimated=bool(duty.estimates))
    standing = standings[row.invoice_id]
    return Now(standing.due_on, late_invoice(standing, on), standing.paid_on, standing=standing)


def notify_breach(
    session: Session, actor: Actor, *, proposal_id: int, seen_version: int, answer_by: date, on: date
) -> Letter:
    """Give notice of points: the letter is drafted, and the proposal is notified.

    Raises `NotAllowed` when it is decided already, nothing is late any more, or there is too little time.

    Law: alkoholforskriften § 10-5; forvaltningsloven § 16.
    """
    proposal = held_row(session, actor, BreachProposal, proposal_id, seen_version=seen_version)
    _undecided(proposal)
    if answer_by < on + timedelta(days=FEWEST_ANSWER_DAYS):
        raise NotAllowed("answer_by_too_early", FVL_16, days=FEWEST_ANSWER_DAYS)
    now = standing_now(session, actor.municipality_id, [proposal], on)[proposal.id]
    if now.late is None:
        raise NotAllowed("breach_no_longer_late", AF_10_5)
    # What has arrived since the proposal was made is proof as well.
    proof = proof_of(session, actor.municipality_id, duty_id=proposal.duty_id, invoice_id=proposal.invoice_id)
    proposal.proof = to_plain(proof)
    ground = grounds_of(session, actor, [proposal.licence_id], on)[proposal.licence_id]
    facts = PointsNoticeLetter(
        **ground.about,
        late=proposal.kind.value,
        year=proposal.year,
        due_on=now.due_on,
        breached_on=now.late.breached_on,
        points=proposal.points,
        answer_by=answer_by,
        came_on=now.late.came_on,
        estimated=now.estimated,
        **_proved(proof),
        **_owed(now.standing),
    )
    letter = draft_licence_letter(
        session,
        actor,
        licence_id=proposal.licence_id,
        kind=LetterKind.POINTS_NOTICE,
        recipient=ground.recipient,
        facts=facts,
        on=on,
    )
    proposal.letter_id = letter.id
    proposal.breached_on = now.late.breached_on
    _decide(proposal, actor, ProposalState.NOTIFIED)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.BREACH_NOTIFIED,
        proposal=proposal.id,
        licence=ground.about["licence_number"],
        due_on=now.due_on.isoformat(),
        answer_by=answer_by.isoformat(),
        letter_id=letter.id,
    )
    return letter


def discard_breach(
    session: Session, actor: Actor, *, proposal_id: int, seen_version: int, reason: str, on: date
) -> None:
    """Discard a proposal with a reason; it is kept, and never proposed anew."""
    proposal = held_row(session, actor, BreachProposal, proposal_id, seen_version=seen_version)
    _undecided(proposal)
    if not reason.strip():
        raise NotAllowed("discarded_without_reason")
    row = queries.proposal_row(session, actor.municipality_id, proposal_id)
    now = standing_now(session, actor.municipality_id, [proposal], on)[proposal.id]
    proposal.reason = reason.strip()
    _decide(proposal, actor, ProposalState.DISCARDED)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.BREACH_DISCARDED,
        proposal=proposal.id,
        licence=row.number,
        due_on=now.due_on.isoformat(),
        reason=proposal.reason,
    )


def _undecided(proposal: BreachProposal) -> None:
    if proposal.state is not ProposalState.PROPOSED:
        raise NotAllowed("proposal_already_decided", AF_10_5)


def _decide(proposal: BreachProposal, actor: Actor, state: ProposalState) -> None:
    proposal.state = state
    proposal.decided_by_id, proposal.decided_at = actor.user_id, clock.now()


def _proved(proof: Proof) -> dict[str, Any]:
    return {
        "proof": tuple(
            ProofLine(
                kind=letter.kind,
                dated_on=letter.dated_on or letter.sent_on,
                channel=letter.channel,
                sent_on=letter.sent_on,
                reference=letter.reference,
                arrived_on=letter.arrived_on,
            )
            for letter in proof.letters
        ),
        "deadlines": tuple(
            DeadlineLine(deadline.due_on, deadline.set_on, deadline.reason) for deadline in proof.deadlines
        ),
    }


def _owed(standing: Standing | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {
        "reference": standing.invoice_number or standing.reference,
        "amount_ore": standing.amount.ore,
        "outstanding_ore": max(standing.outstanding.ore, 0),
        "told_on": standing.told_on,
    }
