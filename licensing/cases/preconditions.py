"""Preconditions ("vilkår for handlingen"): what must be in place before an act in a case, each named."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from licensing.cases.standing import AssessmentStanding, CaseStanding, CaseState, LetterStanding
from licensing.decisions import DecisionOutcome, DelegationMode, decider_refusal
from licensing.law import ALKL_1_7, ALKL_1_7_PARA_2, FVL_17, FVL_17_PARA_2, FVL_27, FVL_29, Citation
from licensing.statements import Body, StatementState, blocks, outstanding


@dataclass(frozen=True)
class Reason:
    """Why a precondition is not met."""

    code: str
    citation: Citation | None = None
    facts: Mapping[str, str | int | None] = field(default_factory=dict)


Precondition = Callable[[CaseStanding], Reason | None]


def nothing_outstanding(standing: CaseStanding) -> Reason | None:
    """The mandatory statements are in, or settled otherwise. A dismissal decides no merits and needs none."""
    if standing.outcome is DecisionOutcome.DISMISS:
        return None
    first = next(iter(blocks(standing.statements, standing.on, standing.mandatory)), None)
    if first is None:
        return None
    due_on = first.due_on.isoformat() if first.due_on else None
    return Reason(first.code, first.citation, {"body": first.body.value, "due_on": due_on})


def remarks_presented(standing: CaseStanding) -> Reason | None:
    """The applicant has been shown what was said about it, and has answered or had time to."""
    for statement in standing.statements:
        if statement.needs_presenting:
            return Reason("remark_not_presented", FVL_17_PARA_2, {"body": statement.body.value})
    for statement in standing.statements:
        if statement.awaits_reply(standing.on) and statement.reply_due_on is not None:
            due_on = statement.reply_due_on.isoformat()
            return Reason("reply_awaited", FVL_17_PARA_2, {"body": statement.body.value, "due_on": due_on})
    return None


def assessed(standing: CaseStanding) -> Reason | None:
    """There is an assessment, and nothing has changed since."""
    if standing.outcome is DecisionOutcome.DISMISS or standing.assessment is AssessmentStanding.CURRENT:
        return None
    stale = standing.assessment is AssessmentStanding.STALE
    return Reason("assessment_stale" if stale else "assessment_missing", FVL_17)


def lawful_outcome(standing: CaseStanding) -> Reason | None:
    """The law itself does not forbid the outcome; a policy never stops an act."""
    first = next(iter(standing.forbidden_by), None)
    if first is None:
        return None
    return Reason("forbidden_by_law", first.citation, {"finding": first.code.value})


def ripe_for_proposal(standing: CaseStanding) -> Reason | None:
    """Only a dismissal is proposed before the statements are in, unless none must be asked."""
    if standing.state is CaseState.READY or standing.outcome is DecisionOutcome.DISMISS:
        return None
    if standing.state is CaseState.RECEIVED and not standing.mandatory:
        return None
    return nothing_outstanding(standing) or Reason("not_ready", FVL_17)


def some_remark_unpresented(standing: CaseStanding) -> Reason | None:
    """There is something to show the applicant."""
    if any(statement.needs_presenting for statement in standing.statements):
        return None
    return Reason("nothing_to_present", FVL_17_PARA_2)


def some_reply_missing(standing: CaseStanding) -> Reason | None:
    """A remark has been presented and not answered."""
    for statement in standing.statements:
        if statement.has_remark and statement.presented_on is not None and statement.replied_on is None:
            return None
    return Reason("no_reply_awaited", FVL_17_PARA_2)


def some_statement_asked(standing: CaseStanding) -> Reason | None:
    """A body has been asked."""
    if any(statement.asked_on is not None for statement in standing.statements):
        return None
    return Reason("no_statement_asked", ALKL_1_7_PARA_2)


def some_silence_overdue(standing: CaseStanding) -> Reason | None:
    """A body other than the police has let its deadline pass."""
    waiting = [row for row in outstanding(standing.statements, standing.on) if row.body is not Body.POLICE]
    if any(row.state(standing.on) is StatementState.OVERDUE for row in waiting):
        return None
    due_on = min((row.due_on.isoformat() for row in waiting if row.due_on), default=None)
    return Reason("no_silence_to_record", ALKL_1_7_PARA_2, {"due_on": due_on})


def police_unanswered(standing: CaseStanding) -> Reason | None:
    """The police have been asked and have not answered."""
    if any(row.body is Body.POLICE for row in outstanding(standing.statements, standing.on)):
        return None
    return Reason("police_answered", ALKL_1_7_PARA_2)


def belongs_to_body(standing: CaseStanding) -> Reason | None:
    """The delegation leaves the case to a political body."""
    return None if standing.mode is DelegationMode.BODY else Reason("delegated_to_people", ALKL_1_7)


def decided_by_people(standing: CaseStanding) -> Reason | None:
    """The delegation lets this person decide."""
    if standing.mode is None:
        return Reason("delegation_unknown", ALKL_1_7)
    refusal = decider_refusal(standing.mode, standing.proposer, standing.acting)
    return None if refusal is None else Reason(refusal.code, refusal.citation)


def letter_drafted(standing: CaseStanding) -> Reason | None:
    """There is a letter to finalise."""
    if standing.letter is LetterStanding.DRAFT:
        return None
    missing = standing.letter is LetterStanding.NONE
    return Reason("letter_missing" if missing else "letter_already_final", FVL_27)


def letter_final(standing: CaseStanding) -> Reason | None:
    """The letter is final and has not gone out."""
    if standing.letter is LetterStanding.FINAL:
        return None
    gone = standing.letter in (LetterStanding.SENT, LetterStanding.ARRIVED)
    return Reason("letter_already_sent" if gone else "letter_not_final", FVL_27)


def arrival_unknown(standing: CaseStanding) -> Reason | None:
    """The letter has gone out, and its arrival is not recorded."""
    if standing.letter is LetterStanding.SENT:
        return None
    arrived = standing.letter is LetterStanding.ARRIVED
    return Reason("arrival_already_recorded" if arrived else "letter_not_sent", FVL_29)


def conditions_before_use_met(standing: CaseStanding) -> Reason | None:
    """Everything that must be in place before the licence may be used is ticked off."""
    count = standing.open_conditions_before_use
    return None if count == 0 else Reason("conditions_before_use_open", None, {"count": count})


def complaint_period_over(standing: CaseStanding) -> Reason | None:
    """No complaint can come in time any more: its clock has started, and run out."""
    if standing.letter is LetterStanding.SENT:
        return Reason("arrival_not_recorded", FVL_29)
    last_day = standing.complaint_last_day
    if last_day is None or standing.on > last_day:
        return None
    return Reason("complaint_period_running", FVL_29, {"last_day": last_day.isoformat()})
