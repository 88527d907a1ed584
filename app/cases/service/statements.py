"""Statements: asking, reminding, recording what came, and what to do when nothing comes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.cases.queries.one import PLACE, line_key, lines_of, person_id_of, unanswered_lines
from app.cases.queries.standing import CaseView
from app.cases.service.state import begin_act, complete_act, move
from app.letters.drafts import draft_statement_letters
from app.letters.facts import LetterKind
from app.models.case import Case
from app.models.event import EventType
from app.models.letter import Letter, LetterState
from app.models.statement import StatementAnswer, StatementRequest
from app.permissions import Actor
from app.sealing import sealer
from licensing.cases import Act
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7_PARA_2
from licensing.statements import Answer, Asked, Body


@dataclass(frozen=True)
class AnswerEntry:
    """What a body answered on one line of its request."""

    asked: Asked
    answer: Answer
    facts: str = ""


def request_statements(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    bodies: Collection[Body],
    due_on: date,
    on: date,
) -> Case:
    """Ask the bodies that have not been asked yet; a letter and an annex lie ready for each.

    A body is asked anew when people have come into the case since: what was settled without its answer
    is open again.
    """
    view = begin_act(
        session, actor, Act.REQUEST_STATEMENTS, case_id=case_id, seen_version=seen_version, on=on
    )
    requests = {request.body: request for request in view.requests}
    asked_now = [body for body in view.askable if body in bodies]
    if not asked_now:
        raise NotAllowed("bodies_asked_already", ALKL_1_7_PARA_2)
    if due_on <= on:
        raise NotAllowed("deadline_has_passed", ALKL_1_7_PARA_2, due_on=due_on.isoformat())
    for body in asked_now:
        request = requests.get(body) or StatementRequest(
            municipality_id=actor.municipality_id, case_id=case_id, body=body
        )
        request.questions = [line_key(line) for line in lines_of(session, view.case, body)]
        request.asked_on, request.due_on = on, due_on
        request.answered_on = request.reminded_on = request.silence_on = None
        request.override_by_id = request.override_on = request.override_reason = None
        session.add(request)
        session.flush()
        draft_statement_letters(session, actor, view.case, request, on)
    audit.record(
        session,
        actor,
        EventType.STATEMENTS_REQUESTED,
        case_id=case_id,
        bodies=[body.value for body in asked_now],
        due_on=due_on.isoformat(),
    )
    return complete_act(session, actor, Act.REQUEST_STATEMENTS, view, on)


def request_of(view: CaseView, body: Body) -> StatementRequest:
    """The request to a body in a case. Raises `NotAllowed` when it was never asked."""
    for request in view.requests:
        if request.body is body:
            return request
    raise NotAllowed("no_statement_asked", ALKL_1_7_PARA_2, body=body.value)


def record_statement(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    body: Body,
    answered_on: date,
    answers: Sequence[AnswerEntry],
    on: date,
) -> Case:
    """Record what a body answered, line by line. What it tells is sealed at once."""
    view = begin_act(session, actor, Act.RECORD_STATEMENT, case_id=case_id, seen_version=seen_version, on=on)
    request = request_of(view, body)
    if request.answered_on is not None:
        raise NotAllowed("statement_recorded_already", ALKL_1_7_PARA_2, body=body.value)
    if not request.asked_on <= answered_on <= on:
        raise NotAllowed("answer_outside_request", ALKL_1_7_PARA_2, asked_on=request.asked_on.isoformat())
    if {entry.asked for entry in answers} != set(unanswered_lines(session, view.case, request)):
        raise NotAllowed("answer_every_line", ALKL_1_7_PARA_2)
    for entry in answers:
        if entry.answer is not Answer.NO_REMARK and not entry.facts:
            raise NotAllowed("remark_needs_facts", ALKL_1_7_PARA_2)
        session.add(
            StatementAnswer(
                municipality_id=actor.municipality_id,
                request_id=request.id,
                question=entry.asked.question,
                person_id=person_id_of(entry.asked.subject),
                subject=entry.asked.subject or PLACE,
                answer=entry.answer,
                facts_sealed=sealer().seal(entry.facts) if entry.facts else None,
                recorded_by_id=actor.user_id,
                recorded_at=clock.now(),
            )
        )
    request.answered_on = answered_on
    session.flush()
    session.expire(request, ["answers"])
    audit.record(
        session,
        actor,
        EventType.STATEMENT_RECORDED,
        case_id=case_id,
        body=body.value,
        answered_on=answered_on.isoformat(),
        remarks=any(entry.answer is not Answer.NO_REMARK for entry in answers),
    )
    return complete_act(session, actor, Act.RECORD_STATEMENT, view, on, facts_changed=True)


def remind_body(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, body: Body, on: date
) -> Case:
    """Note that a body was reminded of its deadline."""
    view = begin_act(session, actor, Act.RECORD_STATEMENT, case_id=case_id, seen_version=seen_version, on=on)
    request = request_of(view, body)
    settled = (request.answered_on, request.silence_on, request.override_on)
    if any(day is not None for day in settled) or request.due_on >= on:
        raise NotAllowed("nothing_to_remind_of", ALKL_1_7_PARA_2, due_on=request.due_on.isoformat())
    request.reminded_on = on
    audit.record(session, actor, EventType.STATEMENT_REMINDED, case_id=case_id, body=body.value)
    move(session, view.case, view.case.state, on)
    return view.case


def record_silence(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, body: Body, on: date
) -> Case:
    """Record as a fact that a body other than the police let its deadline pass."""
    view = begin_act(session, actor, Act.RECORD_SILENCE, case_id=case_id, seen_version=seen_version, on=on)
    request = request_of(view, body)
    if body is Body.POLICE:
        raise NotAllowed("police_silence_needs_override", ALKL_1_7_PARA_2)
    if request.answered_on is not None or request.silence_on is not None:
        raise NotAllowed("no_silence_to_record", ALKL_1_7_PARA_2)
    if request.due_on >= on:
        raise NotAllowed("no_silence_to_record", ALKL_1_7_PARA_2, due_on=request.due_on.isoformat())
    _require_sent(session, request)
    request.silence_on = on
    audit.record(
        session,
        actor,
        EventType.SILENCE_RECORDED,
        case_id=case_id,
        body=body.value,
        due_on=request.due_on.isoformat(),
    )
    return complete_act(session, actor, Act.RECORD_SILENCE, view, on, facts_changed=True)


def override_police(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, reason: str, on: date
) -> Case:
    """Go on without the police's answer: a named person takes it upon themselves, with a reason."""
    view = begin_act(session, actor, Act.OVERRIDE_POLICE, case_id=case_id, seen_version=seen_version, on=on)
    request = request_of(view, Body.POLICE)
    _require_sent(session, request)
    request.override_by_id, request.override_on, request.override_reason = actor.user_id, on, reason
    audit.record(session, actor, EventType.POLICE_OVERRIDDEN, case_id=case_id, reason=reason)
    return complete_act(session, actor, Act.OVERRIDE_POLICE, view, on, facts_changed=True)


def _require_sent(session: Session, request: StatementRequest) -> None:
    """Nobody is silent on a letter that never went out."""
    sent = session.scalars(
        select(Letter.id).where(
            Letter.municipality_id == request.municipality_id,
            Letter.request_id == request.id,
            Letter.kind == LetterKind.STATEMENT_REQUEST,
            Letter.state.in_((LetterState.SENT, LetterState.ARRIVED)),
        )
    ).first()
    if sent is None:
        raise NotAllowed("request_not_sent", ALKL_1_7_PARA_2, body=request.body.value)


def shielded_facts(
    session: Session, *, municipality_id: int, case_id: int
) -> list[tuple[StatementRequest, StatementAnswer, str]]:
    """What the bodies told in a case, opened. Call it only from the act that logs the opening."""
    rows = session.execute(
        select(StatementRequest, StatementAnswer)
        .join(StatementAnswer, StatementAnswer.request_id == StatementRequest.id)
        .where(StatementRequest.municipality_id == municipality_id, StatementRequest.case_id == case_id)
        .order_by(StatementRequest.id, StatementAnswer.id)
    )
    return [
        (request, answer, sealer().open(answer.facts_sealed))
        for request, answer in rows
        if answer.facts_sealed is not None
    ]
