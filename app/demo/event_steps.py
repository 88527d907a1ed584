"""The steps of the demo's events: taken late, lifted, proposed, granted at once."""

from datetime import date

from sqlalchemy.orm import Session

from app.cases.granted import WeekHours
from app.cases.service.proposals import ProposalEntry
from app.demo.stage import Stage, Step
from app.events.queries import drafting
from app.events.queries.drafting import EventDraft
from app.events.service.choices import accept_late_notice, choose_principle
from app.events.service.deciding import grant_event_at_once, propose_event
from app.letters.drafts import draft_receipt
from app.models.case import Case
from app.models.occasion import Principle
from app.permissions import Actor
from licensing.assessment.deviations import deviations
from licensing.cases import CaseState
from licensing.decisions import GRANTING, CaseResult, DecisionOutcome
from licensing.licences import group_set_from_code

# Said where the drafted decision departs from a finding.
ALL_THE_SAME = "Kommunen mener at forholdet er avklart med arrangøren."


def event_from_the_old_files(
    session: Session, actor: Actor, case: Case, received_on: date, decided_on: date
) -> None:
    """Put away an event of last year that was granted before the system was taken into use."""
    draft_receipt(session, actor, case, received_on)
    case.state, case.result, case.closed_on = CaseState.CLOSED, CaseResult.GRANT, decided_on
    case.next_due_on = None
    session.flush()


def event_accepted_late(days_ago: int, reason: str) -> Step:
    """An event that came late is taken all the same."""

    def take(stage: Stage) -> None:
        stage.act(accept_late_notice, reason=reason)

    return Step(days_ago, take)


def event_lifted(days_ago: int, reason: str) -> Step:
    """A matter of principle is lifted to a political body."""

    def take(stage: Stage) -> None:
        stage.act(choose_principle, principle=Principle.LIFT, reason=reason)

    return Step(days_ago, take)


def event_proposed(days_ago: int, outcome: DecisionOutcome | None = None, *, reasons: str = "") -> Step:
    """The caseworker proposes: what law and local hours leave, or a refusal."""

    def take(stage: Stage) -> None:
        made = drafting.draft(stage.session, stage.current, stage.on)
        entry = _entry(stage, made, outcome, reasons)
        stage.act(propose_event, entry=entry, fee_ore=made.fields.get("fee"))

    return Step(days_ago, take)


def event_granted(days_ago: int) -> Step:
    """One person grants what law and local hours leave."""

    def take(stage: Stage) -> None:
        made = drafting.draft_now(stage.session, stage.caseworker, stage.current, stage.on)
        entry = _entry(stage, made, None, "")
        stage.act(grant_event_at_once, entry=entry, fee_ore=made.fields.get("fee"))

    return Step(days_ago, take)


def _entry(stage: Stage, made: EventDraft, outcome: DecisionOutcome | None, reasons: str) -> ProposalEntry:
    chosen = outcome or made.fields["outcome"] or DecisionOutcome.REFUSE
    given = made.given if chosen in GRANTING else ()
    days = [line.day for line in given]
    departs = deviations(made.findings, chosen)
    return ProposalEntry(
        outcome=chosen,
        groups=group_set_from_code(stage.current.application.groups),
        week=WeekHours((), ()),
        last_day=max(days, default=None),
        conditions=(),
        reasons=reasons or made.fields["reasons"],
        deviation=ALL_THE_SAME if departs else "",
        first_day=min(days, default=None),
        days=given,
    )
