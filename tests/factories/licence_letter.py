"""Letters about licences, as a run writes them, and as they go out."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.service.links import make_links
from app.letters.facts import LetterKind
from app.letters.facts_of_billing import TurnoverCallLetter
from app.letters.licence_dispatch import record_dispatch_of_run
from app.letters.licence_letters import NewLetter, draft_licence_letters, finalise_licence_letters, grounds_of
from app.letters.service import Dispatch
from app.models.billing_run import BillingRun, RunKind, RunState
from app.models.letter import Channel
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.permissions import Actor
from tests.factories.turnover import DUE_ON, YEAR, make_duty

CALLED_ON = date(2026, 2, 2)
SENT_ON = date(2026, 2, 3)
PAGE = "https://bevilling.invalid/min-side/omsetningsoppgave"


def make_run(
    session: Session, actor: Actor, *, kind: RunKind = RunKind.CALLS, year: int = YEAR
) -> BillingRun:
    """A run that is done."""
    run = BillingRun(
        municipality_id=actor.municipality_id,
        kind=kind,
        year=year,
        state=RunState.DONE,
        begun_by_id=actor.user_id,
        begun_at=clock.now(),
        ended_at=clock.now(),
    )
    session.add(run)
    session.flush()
    return run


def make_calls(
    session: Session,
    actor: Actor,
    licences: Iterable[Licence],
    *,
    on: date = CALLED_ON,
    final: bool = False,
    year: int = YEAR,
    due_on: date = DUE_ON,
) -> tuple[BillingRun, dict[int, int]]:
    """The calls of licences in a round as a run writes them, and the letters by licence."""
    run = make_run(session, actor, year=year)
    named = {licence.id: licence for licence in licences}
    duties = {
        number: make_duty(session, actor, licence, year=year, due_on=due_on)
        for number, licence in named.items()
    }
    links = make_links(session, actor, [duty.id for duty in duties.values()], expires_at=clock.now())
    grounds = grounds_of(session, actor, named, on)
    letters = draft_licence_letters(
        session,
        actor,
        kind=LetterKind.TURNOVER_CALL,
        letters=[
            NewLetter(
                number,
                grounds[number].recipient,
                TurnoverCallLetter(
                    **grounds[number].about,
                    year=year,
                    due_on=due_on,
                    groups=(1, 2, 3),
                    link_id=links[duty.id].id,
                    link_base=PAGE,
                ),
            )
            for number, duty in duties.items()
        ],
        on=on,
        run_id=run.id,
    )
    if final:
        finalise_licence_letters(session, actor, letter_ids=letters.values(), on=on)
    return run, letters


def make_sent_calls(
    session: Session,
    actor: Actor,
    licences: Iterable[Licence],
    *,
    channel: Channel = Channel.DIGITAL_MAIL,
    sent_on: date = SENT_ON,
    on: date = CALLED_ON,
    year: int = YEAR,
    due_on: date = DUE_ON,
) -> dict[int, TurnoverDuty]:
    """Calls that went out, and the duty of each licence."""
    named = tuple(licences)
    run, _letters = make_calls(session, actor, named, on=on, final=True, year=year, due_on=due_on)
    record_dispatch_of_run(
        session, actor, run_id=run.id, dispatch=Dispatch(channel, "SvarUt 1", sent_on), on=sent_on
    )
    duties = session.scalars(
        select(TurnoverDuty).where(
            TurnoverDuty.licence_id.in_([one.id for one in named]), TurnoverDuty.year == year
        )
    )
    return {duty.licence_id: duty for duty in duties}
