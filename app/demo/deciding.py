"""The steps of the demo's stories from the proposal on: deciding, writing, sending, issuing, closing."""

from app.cases.granted import allowed_week
from app.cases.queries.conditions import library_of
from app.cases.queries.facts import case_facts
from app.cases.queries.one import decision_letter
from app.cases.queries.page import names_of
from app.cases.queries.standing import case_view, findings_of_record
from app.cases.service.closing import close_case, issue
from app.cases.service.decisions import BodyVote, decide, record_body_decision
from app.cases.service.proposals import (
    ConditionEntry,
    ProposalEntry,
    propose,
    return_proposal,
    send_to_body,
)
from app.demo.stage import Stage, Step
from app.demo.steps import send_drafts
from app.letters.service import Dispatch, finalise_letter, record_arrival, record_dispatch
from app.models.letter import Channel, Letter
from app.policy.queries import policy_in_force
from app.wording.reasons import drafted_reasons
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.licences import group_set_from_code
from licensing.periods import longest_period

COMMITTEE = "Formannskapet"


def _entry(
    stage: Stage,
    outcome: DecisionOutcome,
    conditions: tuple[str, ...] = (),
    reasons: str = "",
    deviation: str = "",
    groups: str = "",
) -> ProposalEntry:
    """A proposal that gives what law and local hours leave, with drafted reasons."""
    case = stage.current
    view = case_view(stage.session, case, stage.on, acting_id=stage.caseworker.user_id)
    policy = policy_in_force(stage.session, case.municipality_id, stage.on)
    facts = case_facts(stage.session, view, policy, stage.on)
    drafted = drafted_reasons(findings_of_record(view.assessment), outcome, names_of(case.application))
    return ProposalEntry(
        outcome=outcome,
        groups=group_set_from_code(groups or case.application.groups),
        week=allowed_week(facts, policy, stage.on),
        last_day=longest_period(stage.on).last_day if outcome in GRANTING else None,
        conditions=tuple(
            ConditionEntry(row.text, row.before_use, row.proof)
            for row in library_of(stage.session, case, stage.on)
            if row.title in conditions
        ),
        reasons=reasons or drafted,
        deviation=deviation,
    )


def proposed(
    days_ago: int,
    outcome: DecisionOutcome,
    *,
    conditions: tuple[str, ...] = (),
    reasons: str = "",
    deviation: str = "",
    groups: str = "",
) -> Step:
    """The caseworker proposes."""

    def take(stage: Stage) -> None:
        entry = _entry(stage, outcome, conditions, reasons, deviation, groups)
        stage.act(propose, entry=entry)

    return Step(days_ago, take)


def returned(days_ago: int, reason: str, by: str = "decider") -> Step:
    """The decider sends the proposal back."""

    def take(stage: Stage) -> None:
        stage.act(return_proposal, by=by, reason=reason)

    return Step(days_ago, take)


def to_body(days_ago: int, by: str = "secretary") -> Step:
    """The case is put on a political body's list."""

    def take(stage: Stage) -> None:
        stage.act(send_to_body, by=by)

    return Step(days_ago, take)


def voted(
    days_ago: int,
    outcome: DecisionOutcome,
    case_number: str,
    text: str,
    *,
    by: str = "secretary",
    groups: str = "",
    conditions: tuple[str, ...] = (),
    deviation: str = "",
) -> Step:
    """The political body decides, and the secretary keys its decision."""

    def take(stage: Stage) -> None:
        entry = _entry(stage, outcome, conditions, deviation=deviation, groups=groups)
        stage.act(
            record_body_decision,
            by=by,
            vote=BodyVote(COMMITTEE, stage.on, f"PS {case_number}/{stage.on:%y}", text, entry),
        )

    return Step(days_ago, take)


def decided(days_ago: int, by: str = "decider") -> Step:
    """The decider decides as proposed."""

    def take(stage: Stage) -> None:
        stage.act(decide, by=by)

    return Step(days_ago, take)


def _letter(stage: Stage) -> Letter:
    letter = decision_letter(stage.session, stage.current)
    if letter is None:
        raise LookupError(f"{stage.story.outlet.name} has no decision letter")
    return letter


def final(days_ago: int) -> Step:
    """The decision letter is made final."""

    def take(stage: Stage) -> None:
        finalise_letter(
            stage.session,
            stage.caseworker,
            letter=_letter(stage),
            seen_version=stage.current.version,
            on=stage.on,
        )

    return Step(days_ago, take)


def sent(days_ago: int, channel: Channel = Channel.DIGITAL_MAIL) -> Step:
    """The decision letter goes out."""

    def take(stage: Stage) -> None:
        letter = _letter(stage)
        record_dispatch(
            stage.session,
            stage.caseworker,
            letter=letter,
            seen_version=stage.current.version,
            dispatch=Dispatch(channel, f"demo-{letter.id}", stage.on),
            on=stage.on,
        )

    return Step(days_ago, take)


def arrived(days_ago: int) -> Step:
    """It is known when the decision letter arrived."""

    def take(stage: Stage) -> None:
        record_arrival(
            stage.session,
            stage.caseworker,
            letter=_letter(stage),
            seen_version=stage.current.version,
            arrived_on=stage.on,
            on=stage.on,
        )

    return Step(days_ago, take)


def issued(days_ago: int, *met: int) -> Step:
    """The licence document is issued; `met` are the conditions that were ticked off."""

    def take(stage: Stage) -> None:
        stage.act(issue, met=met, usable_from=stage.on)
        send_drafts(stage, Channel.DIGITAL_MAIL)

    return Step(days_ago, take)


def closed(days_ago: int) -> Step:
    """The case is done."""

    def take(stage: Stage) -> None:
        stage.act(close_case)

    return Step(days_ago, take)
