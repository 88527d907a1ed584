"""What is put into the addresses of letters about licences and of proposals of points."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.billing.service.breaches import discard_breach, notify_breach
from app.letters.licence_dispatch import record_arrivals_of_run, record_dispatch_of_run
from app.letters.service import Dispatch
from app.models.letter import Channel
from app.models.licence import Licence
from app.models.turnover import TurnoverDuty
from app.permissions import Actor
from tests.factories.breach import make_proposal
from tests.factories.licence_letter import make_calls

# What a browser is given here is a file, not a page.
FILES_OF_BREACHES = {
    "billing.show_letter_pdf",
    "billing.print_run_letters",
    "billing.export_letters",
    "billing.export_run_letters",
    "billing.export_breaches",
}
# A year of which the other samples have nothing.
YEAR = 2019
CALLED_ON, SENT_ON, DUE_ON = date(2019, 2, 4), date(2019, 2, 5), date(2019, 3, 1)
POST = Dispatch(Channel.POST, "RR 12", SENT_ON)


def ids_of_breaches(session: Session, actor: Actor) -> dict[str, Any]:
    """Letters in every state, a run with drafts, one that is sent, and proposals in every state."""
    licences = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id).limit(6)
    ).all()
    given = {"on": CALLED_ON, "due_on": DUE_ON}
    drafts, waiting = make_calls(session, actor, licences, year=YEAR, **given)
    finals, ready = make_calls(session, actor, licences, year=YEAR + 1, final=True, **given)
    sent_run, sent = make_calls(session, actor, licences, year=YEAR + 2, final=True, **given)
    record_dispatch_of_run(session, actor, run_id=sent_run.id, dispatch=POST, on=SENT_ON)
    first, *others = sent.values()
    record_arrivals_of_run(
        session, actor, run_id=sent_run.id, on=SENT_ON, arrived_on=SENT_ON, letter_ids=[first]
    )
    duties = session.scalars(
        select(TurnoverDuty)
        .where(TurnoverDuty.municipality_id == actor.municipality_id, TurnoverDuty.year == YEAR + 2)
        .order_by(TurnoverDuty.id)
    ).all()
    proposed, told, dropped = (make_proposal(session, actor, duty) for duty in duties[:3])
    today = clock.today()
    notice = notify_breach(
        session,
        actor,
        proposal_id=told.id,
        seen_version=told.version,
        answer_by=today + timedelta(days=14),
        on=today,
    )
    discard_breach(
        session,
        actor,
        proposal_id=dropped.id,
        seen_version=dropped.version,
        reason="Levert på papir i tide",
        on=today,
    )
    return {
        "letter_run_ids": [drafts.id, finals.id, sent_run.id],
        "licence_letter_ids": [
            next(iter(waiting.values())),
            next(iter(ready.values())),
            others[0],
            first,
            notice.id,
        ],
        "proposal_ids": [proposed.id, told.id, dropped.id],
        "proposal_id": proposed.id,
    }


def samples_of_breaches(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    _drafts, finals, sent = ids["letter_run_ids"]
    return {
        "billing.list_letters": [{}, {"tilstand": "draft"}, {"tilstand": "arrived"}],
        "billing.show_letter": [{"letter_id": number} for number in ids["licence_letter_ids"]],
        "billing.list_run_letters": [{"run_id": number} for number in ids["letter_run_ids"]],
        "billing.record_run_dispatch": [{"run_id": finals}],
        "billing.record_run_arrivals": [{"run_id": sent}],
        "billing.list_breaches": [{}, {"tilstand": "proposed"}, {"tilstand": "discarded"}],
        "billing.show_breach": [{"proposal_id": number} for number in ids["proposal_ids"]],
    }
