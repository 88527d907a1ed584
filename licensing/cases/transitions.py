"""States and acts as one table ("handlinger i saken"), with what each act presupposes.

A transition says from which states an act is open, where it leads, on which section it rests, and which
preconditions it has. Who may perform it is the application's affair.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from licensing.cases.preconditions import (
    Precondition,
    arrival_unknown,
    assessed,
    belongs_to_body,
    complaint_period_over,
    conditions_before_use_met,
    decided_by_people,
    lawful_outcome,
    letter_drafted,
    letter_final,
    nothing_outstanding,
    police_unanswered,
    remarks_presented,
    ripe_for_proposal,
    some_remark_unpresented,
    some_reply_missing,
    some_silence_overdue,
    some_statement_asked,
)
from licensing.cases.standing import CaseStanding, CaseState
from licensing.decisions import GRANTING
from licensing.errors import NotAllowed
from licensing.law import (
    ALKL_1_7,
    ALKL_1_7_PARA_2,
    ALKL_1_7A,
    ALKL_1_10,
    FVL_11,
    FVL_17,
    FVL_17_PARA_2,
    FVL_23,
    FVL_27,
    FVL_29,
    Citation,
)
from licensing.matters import Matter
from licensing.statements import blocks


class Act(StrEnum):
    """What can be done in a case ("handling i saken")."""

    REQUEST_INFORMATION = "request_information"
    RECEIVE_INFORMATION = "receive_information"
    REQUEST_STATEMENTS = "request_statements"
    RECORD_STATEMENT = "record_statement"
    RECORD_SILENCE = "record_silence"
    OVERRIDE_POLICE = "override_police"
    PRESENT_TO_APPLICANT = "present_to_applicant"
    RECORD_REPLY = "record_reply"
    ASSESS = "assess"
    PROPOSE = "propose"
    RETURN_PROPOSAL = "return_proposal"
    SEND_TO_BODY = "send_to_body"
    RECORD_BODY_DECISION = "record_body_decision"
    DECIDE = "decide"
    RETRACT = "retract"
    FINALISE_LETTER = "finalise_letter"
    RECORD_DISPATCH = "record_dispatch"
    RECORD_ARRIVAL = "record_arrival"
    ISSUE_DOCUMENT = "issue_document"
    CLOSE = "close"


@dataclass(frozen=True)
class Closed:
    """An act that belongs to the state but is not open, and why."""

    act: Act
    code: str
    citation: Citation | None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Transition:
    """One row of the table: None as the resulting state means that the case stays where it is."""

    from_states: frozenset[CaseState]
    to_state: CaseState | None
    citation: Citation
    preconditions: tuple[Precondition, ...] = ()


UNDECIDED = frozenset(
    {
        CaseState.RECEIVED,
        CaseState.INCOMPLETE,
        CaseState.AWAITING_STATEMENTS,
        CaseState.READY,
        CaseState.PROPOSED,
        CaseState.AT_BODY,
    }
)
GRANTED = frozenset({CaseState.GRANTED_NOT_USABLE, CaseState.USABLE})
_BEFORE_PROPOSAL = frozenset(
    {CaseState.RECEIVED, CaseState.INCOMPLETE, CaseState.AWAITING_STATEMENTS, CaseState.READY}
)


def _states(*states: CaseState) -> frozenset[CaseState]:
    return frozenset(states)


TRANSITIONS: Mapping[Act, Transition] = {
    Act.REQUEST_INFORMATION: Transition(
        _states(CaseState.RECEIVED, CaseState.AWAITING_STATEMENTS, CaseState.READY),
        CaseState.INCOMPLETE,
        FVL_11,
    ),
    Act.RECEIVE_INFORMATION: Transition(_states(CaseState.INCOMPLETE), CaseState.RECEIVED, FVL_11),
    Act.REQUEST_STATEMENTS: Transition(
        _states(CaseState.RECEIVED, CaseState.AWAITING_STATEMENTS, CaseState.READY),
        CaseState.AWAITING_STATEMENTS,
        ALKL_1_7_PARA_2,
    ),
    Act.RECORD_STATEMENT: Transition(
        UNDECIDED - {CaseState.RECEIVED}, None, ALKL_1_7_PARA_2, (some_statement_asked,)
    ),
    Act.RECORD_SILENCE: Transition(
        _states(CaseState.AWAITING_STATEMENTS, CaseState.READY),
        None,
        ALKL_1_7_PARA_2,
        (some_silence_overdue,),
    ),
    Act.OVERRIDE_POLICE: Transition(
        _states(CaseState.AWAITING_STATEMENTS), None, ALKL_1_7_PARA_2, (police_unanswered,)
    ),
    Act.PRESENT_TO_APPLICANT: Transition(
        UNDECIDED - {CaseState.RECEIVED}, None, FVL_17_PARA_2, (some_remark_unpresented,)
    ),
    Act.RECORD_REPLY: Transition(
        UNDECIDED - {CaseState.RECEIVED}, None, FVL_17_PARA_2, (some_reply_missing,)
    ),
    Act.ASSESS: Transition(_states(CaseState.READY, CaseState.PROPOSED), None, ALKL_1_7A),
    Act.PROPOSE: Transition(
        _BEFORE_PROPOSAL,
        CaseState.PROPOSED,
        FVL_17,
        (ripe_for_proposal, remarks_presented, assessed, lawful_outcome),
    ),
    Act.RETURN_PROPOSAL: Transition(_states(CaseState.PROPOSED, CaseState.AT_BODY), CaseState.READY, FVL_17),
    Act.SEND_TO_BODY: Transition(
        _states(CaseState.PROPOSED),
        CaseState.AT_BODY,
        ALKL_1_7,
        (belongs_to_body, remarks_presented, assessed, lawful_outcome),
    ),
    Act.RECORD_BODY_DECISION: Transition(
        _states(CaseState.AT_BODY),
        CaseState.DECIDED,
        ALKL_1_7,
        (belongs_to_body, nothing_outstanding, remarks_presented, assessed, lawful_outcome),
    ),
    Act.DECIDE: Transition(
        _states(CaseState.PROPOSED),
        CaseState.DECIDED,
        ALKL_1_7A,
        (decided_by_people, nothing_outstanding, remarks_presented, assessed, lawful_outcome),
    ),
    Act.RETRACT: Transition(UNDECIDED, CaseState.CLOSED, FVL_11),
    Act.FINALISE_LETTER: Transition(_states(CaseState.DECIDED), None, FVL_23, (letter_drafted,)),
    Act.RECORD_DISPATCH: Transition(_states(CaseState.DECIDED), CaseState.SENT, FVL_27, (letter_final,)),
    Act.RECORD_ARRIVAL: Transition(GRANTED | {CaseState.SENT}, None, FVL_29, (arrival_unknown,)),
    Act.ISSUE_DOCUMENT: Transition(
        _states(CaseState.GRANTED_NOT_USABLE), CaseState.USABLE, ALKL_1_7A, (conditions_before_use_met,)
    ),
    Act.CLOSE: Transition(
        _states(CaseState.SENT, CaseState.USABLE), CaseState.CLOSED, FVL_29, (complaint_period_over,)
    ),
}


# An ending is told, and judged by nobody: what is left to do is to close it.
ENDING_TRANSITIONS: Mapping[Act, Transition] = {
    Act.CLOSE: Transition(_states(CaseState.RECEIVED), CaseState.CLOSED, ALKL_1_10),
}


def _belongs(act: Act, standing: CaseStanding) -> Transition | None:
    """The row of an act where it belongs to the case's matter and state."""
    table = ENDING_TRANSITIONS if standing.matter is Matter.ENDING else TRANSITIONS
    transition = table.get(act)
    return transition if transition and standing.state in transition.from_states else None


def why_closed(act: Act, standing: CaseStanding) -> Closed | None:
    """Why an act is not open, or None when it is."""
    transition = _belongs(act, standing)
    if transition is None:
        return Closed(act, "wrong_state", TRANSITIONS[act].citation, {"state": standing.state.value})
    for precondition in transition.preconditions:
        reason = precondition(standing)
        if reason is not None:
            return Closed(act, reason.code, reason.citation, reason.facts)
    return None


def open_acts(standing: CaseStanding) -> tuple[Act, ...]:
    """What can be done now."""
    return tuple(act for act in Act if why_closed(act, standing) is None)


def closed_acts(standing: CaseStanding) -> tuple[Closed, ...]:
    """What belongs to the case's state but cannot be done yet, each with its reason."""
    belonging = [act for act in Act if _belongs(act, standing) is not None]
    return tuple(closed for act in belonging if (closed := why_closed(act, standing)) is not None)


def require(act: Act, standing: CaseStanding) -> None:
    """Refuse an act that is not open."""
    closed = why_closed(act, standing)
    if closed is not None:
        raise NotAllowed(closed.code, closed.citation, act=act.value, **closed.facts)


def state_after_statements(standing: CaseStanding) -> CaseState:
    """Where a case stands once its statements are what the standing says."""
    if not any(row.asked_on is not None for row in standing.statements):
        # Where nobody must be asked there is nothing to wait for.
        return CaseState.RECEIVED if standing.mandatory else CaseState.READY
    waiting = blocks(standing.statements, standing.on, standing.mandatory)
    return CaseState.AWAITING_STATEMENTS if waiting else CaseState.READY


def _needs_a_document(standing: CaseStanding) -> bool:
    """Whether what was granted is used only when a licence document is issued.

    An event and a change are used on the decision alone, unless a condition must be met first.
    """
    return standing.matter is Matter.LICENCE or standing.open_conditions_before_use > 0


def state_after(act: Act, standing: CaseStanding) -> CaseState:
    """Where an act leads; the standing already holds what the act changed."""
    if act is Act.RECEIVE_INFORMATION:
        return state_after_statements(standing)
    if act is Act.REQUEST_STATEMENTS and state_after_statements(standing) is CaseState.READY:
        # Only a body whose answer is never waited for has been asked.
        return CaseState.READY
    if standing.state is CaseState.AWAITING_STATEMENTS and act in (
        Act.RECORD_STATEMENT,
        Act.RECORD_SILENCE,
        Act.OVERRIDE_POLICE,
    ):
        return state_after_statements(standing)
    if act is Act.RECORD_DISPATCH and standing.outcome in GRANTING and _needs_a_document(standing):
        return CaseState.GRANTED_NOT_USABLE
    return TRANSITIONS[act].to_state or standing.state
