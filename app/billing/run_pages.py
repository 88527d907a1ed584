"""A billing run as its page shows it, who may go on with it, and where one goes when it is done.

A kind of run is made known here by whoever does it: `RUN_ENDS[RunKind.FEES] = ...` gives the address of what
the run made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.queries.runs import who_began
from app.models.billing_run import BillingRun, RunKind, RunState
from app.permissions import Actor, Permission

# The address of what a run made.
RUN_ENDS: dict[RunKind, Callable[[BillingRun], str]] = {}

STATE_TONES = {
    RunState.WAITING: "neutral",
    RunState.RUNNING: "info",
    RunState.STOPPED: "warning",
    RunState.DONE: "success",
}
# Whoever may begin a run may go on with it and stop it.
NEEDED: Mapping[RunKind, Permission] = {
    **dict.fromkeys(RunKind, Permission.FEE_HANDLE),
    RunKind.DECISIONS: Permission.FEE_DECIDE,
    RunKind.BOOKING: Permission.FEE_APPROVE,
    RunKind.REVERSAL: Permission.FEE_APPROVE,
}


@dataclass(frozen=True)
class ShownRun:
    """Everything on the page of a run but the list of what could not be done."""

    run: BillingRun
    title: str
    state_label: str
    state_tone: str
    progress: str
    goes_on: bool
    may_go_on: bool
    end_url: str | None
    facts: tuple[tuple[str, str], ...]


def may_go_on(actor: Actor, kind: RunKind | None) -> bool:
    """Whether somebody may do what a kind of run does."""
    return actor.may(Permission.FEE_HANDLE if kind is None else NEEDED[kind])


def run_title(kind: RunKind, year: int) -> str:
    """Innkalling til omsetningsoppgave 2026"""
    return f"{labels.label(kind)} {year}"


def progress_text(run: BillingRun) -> str:
    """How far a run has come, in words."""
    return _(
        "%(done)s av %(whole)s er behandlet.",
        done=formats.whole(run.done),
        whole=formats.whole(run.whole),
    )


def end_url(run: BillingRun) -> str | None:
    """The address of what a run made; nothing where its kind has no page."""
    end = RUN_ENDS.get(run.kind)
    return end(run) if end else None


def shown_run(session: Session, run: BillingRun, actor: Actor) -> ShownRun:
    """What the page of a run says."""
    name, begun_at = who_began(session, run)
    return ShownRun(
        run=run,
        title=run_title(run.kind, run.year),
        state_label=labels.label(run.state),
        state_tone=STATE_TONES[run.state],
        progress=progress_text(run),
        goes_on=run.state is not RunState.DONE,
        may_go_on=may_go_on(actor, run.kind),
        end_url=end_url(run),
        facts=(
            (_("Startet av"), f"{name}, {formats.moment(begun_at)}"),
            (_("Ferdig"), formats.moment(run.ended_at) if run.ended_at else _("Ikke ennå")),
            (_("Gjort"), formats.whole(run.done - run.problems)),
            (_("Kunne ikke gjøres"), formats.whole(run.problems)),
        ),
    )
