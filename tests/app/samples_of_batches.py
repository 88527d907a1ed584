"""What is put into the addresses of invoice basis: a batch that waits for approval, and a locked one."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.invoice import BatchState
from app.models.licence import Licence
from app.models.user import Membership
from app.permissions import Actor
from tests.factories.fees import make_batch, make_fee, make_invoice

# What a browser is given here is a file, not a page.
FILES_OF_BATCHES = {"billing.export_entries", "billing.export_batches", "billing.export_batch"}
YEAR = 2019


def ids_of_batches(session: Session, actor: Actor) -> dict[str, Any]:
    """Two batches of a year of which the other samples have nothing."""
    licence = session.scalars(
        select(Licence).where(Licence.municipality_id == actor.municipality_id).order_by(Licence.id)
    ).first()
    another = session.scalars(
        select(Membership.user_id).where(
            Membership.municipality_id == actor.municipality_id, Membership.user_id != actor.user_id
        )
    ).first()
    assert licence is not None
    made: dict[str, Any] = {}
    states = {"ready": BatchState.READY, "locked": BatchState.LOCKED}
    for serial, (name, state) in enumerate(states.items(), 91):
        fee = make_fee(session, actor, licence, year=YEAR + serial - 91, decided_on=date(YEAR, 3, 2))
        approver = another if state is BatchState.LOCKED else None
        batch = make_batch(
            session, actor, fee_year=fee.year, serial=serial, state=BatchState.READY, approved_by_id=None
        )
        make_invoice(session, batch, licence, fee)
        if approver is not None:
            batch.approved_by_id, batch.approved_at, batch.state = approver, batch.made_at, state
            session.flush()
        made[f"{name}_batch_id"] = batch.id
    return made | {"account_id": licence.id}


def samples_of_batches(ids: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Each page of these, with the arguments of its faces."""
    ready, locked = {"batch_id": ids["ready_batch_id"]}, {"batch_id": ids["locked_batch_id"]}
    return {
        "billing.list_batches": [{}],
        "billing.begin_batch": [{}, {"ar": 2026, "termin": 2, "hva": "occasions"}],
        "billing.show_batch": [ready, locked],
        "billing.list_left_out": [ready],
        "billing.discard_batch": [ready],
        "billing.reverse_batch": [locked],
        "billing.list_entries": [{}, {"bevilling": "SKJ-1900-0001"}],
        "billing.show_account": [{"licence_id": ids["account_id"]}],
    }
