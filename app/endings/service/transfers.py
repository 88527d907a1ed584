"""Transfers ("overdragelser"): the old licence runs on for a time, and ends when the new holder has one."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.amendments.service.registering import ChangeEntry, register_change
from app.cases.queries.plans import change_of
from app.cases.service.applications import HolderEntry, case_of_submission
from app.cases.service.state import held_case, move, refresh_due
from app.endings.letters import draft_transfer_notices
from app.endings.queries.changes import fate_of, place_fate_of, transfer_of
from app.endings.queries.licences import (
    licence_in_force,
    licences_of_change,
    period_end_of,
    place_licences_of,
)
from app.endings.queries.transfers import open_transfer, runs_until, transfer_case
from app.endings.service.rows import end_licence, restore_licence, restore_places
from app.holders.service import find_or_enter_holder
from app.models.case import Case
from app.models.change import Change
from app.models.event import EventType
from app.models.licence import Licence
from app.numbers import take_municipality
from app.permissions import Actor
from app.serving_places.service import end_place_licence
from licensing.endings import (
    Effect,
    Fate,
    Transfer,
    TransferKind,
    check_extension,
    old_licence_ends,
    points_count_from,
    reminder_on,
)
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_10
from licensing.matters import ChangeKind
from licensing.stored import to_plain

# The same holder may go on, with other owners or in another form.
SAME_HOLDER = frozenset({TransferKind.SHARES, TransferKind.COMPANY_FORM, TransferKind.LEASE})


@dataclass(frozen=True)
class TransferEntry:
    """What is told of a transfer, and to whom the business went."""

    submission: str
    received_on: date
    transfer: Transfer
    new_holder: HolderEntry | None
    note: str = ""


@dataclass(frozen=True)
class TransferAnswers:
    """What comes in afterwards: that the municipality was told, applications, what a person judged."""

    told_on: date | None = None
    applied_on: date | None = None
    place_applied_on: date | None = None
    without_undue_delay: bool | None = None
    reckoned: bool | None = None


def register_transfer(
    session: Session, actor: Actor, *, licence_id: int, entry: TransferEntry, on: date
) -> Case:
    """Open a case for a transfer and let the old licence run until the day that the law gives it.

    The same form sent twice opens one case. Law: alkoholloven § 1-10; serveringsloven § 22.
    """
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.submission)
    if registered is not None:
        return registered
    transfer = entry.transfer
    if transfer.agreed_on > transfer.taken_over_on:
        raise NotAllowed("transfer_before_agreement", ALKL_1_10, agreed_on=transfer.agreed_on.isoformat())
    licence = licence_in_force(session, actor.municipality_id, licence_id, transfer.taken_over_on)
    other = open_transfer(session, licence)
    if other is not None:
        raise NotAllowed("transfer_registered_already", ALKL_1_10, number=other)
    new_holder_id = _new_holder(session, actor, licence, entry)
    case = register_change(
        session,
        actor,
        ChangeEntry(
            kind=ChangeKind.TRANSFER,
            licence_ids=(licence.id,),
            received_on=entry.received_on,
            first_day=transfer.taken_over_on,
            facts={"transfer": to_plain(transfer), "new_holder_id": new_holder_id},
            note=entry.note,
            submission=entry.submission,
        ),
    )
    case.complete_on = None
    _carry_out(session, actor, case, _change(session, case), on)
    refresh_due(session, case)
    session.flush()
    return case


def answer_transfer(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, answers: TransferAnswers, on: date
) -> Case:
    """Note what has come in and been judged since, and let the old licence run by it.

    What has been stretched by a decision stays as it was decided.
    """
    case, change = _held(session, actor, case_id, seen_version)
    if "extension" in change.facts:
        raise NotAllowed("transfer_extended_already", ALKL_1_10, until=change.facts["extension"]["until"])
    transfer = replace(
        transfer_of(change),
        told_on=answers.told_on,
        applied_on=answers.applied_on,
        place_applied_on=answers.place_applied_on,
        without_undue_delay=answers.without_undue_delay,
        reckoned=answers.reckoned,
    )
    change.facts = {**change.facts, "transfer": to_plain(transfer)}
    _carry_out(session, actor, case, change, on)
    audit.record(session, actor, EventType.CHANGE_CARRIED_OUT, case_id=case.id, change=change.kind.value)
    move(session, case, case.state, on, facts_changed=True)
    return case


def extend_transfer(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    until: date,
    reasons: str,
    on: date,
) -> Case:
    """Decide that the business may run on the old licence for up to one month more, once.

    Law: alkoholloven § 1-10.
    """
    case, change = _held(session, actor, case_id, seen_version)
    licence = licences_of_change(session, change)[0]
    fate = fate_of(session, change, licence, on)
    if fate.effect is not Effect.RUNS_UNTIL or fate.last_day is None:
        raise NotAllowed("transfer_does_not_run", ALKL_1_10)
    check_extension(
        transfer_of(change),
        runs_until=runs_until(change, fate),
        until=until,
        already_extended="extension" in change.facts,
        period_end=period_end_of(licence),
        on=on,
    )
    change.facts = {
        **change.facts,
        "extension": {
            "until": until.isoformat(),
            "decided_on": on.isoformat(),
            "decided_by": actor.user_id,
            "reasons": reasons,
        },
        "due_on": until.isoformat(),
    }
    audit.record(
        session,
        actor,
        EventType.TRANSFER_EXTENDED,
        case_id=case.id,
        number=licence.number,
        until=until.isoformat(),
    )
    _end(session, actor, case, change, licence, until, on, effect=Effect.RUNS_UNTIL.value)
    draft_transfer_notices(session, actor, case, change, licence, fate, on)
    move(session, case, case.state, on)
    return case


def link_application(session: Session, actor: Actor, *, case: Case, licence_id: int, on: date) -> None:
    """Tell an application that it comes after a transfer, and the transfer that an application has come.

    Law: alkoholloven § 1-10.
    """
    transferred = transfer_case(session, actor.municipality_id, licence_id)
    if transferred is None:
        raise NotAllowed("transfer_not_registered", ALKL_1_10)
    case.application.transfer_of_id = licence_id
    change = _change(session, transferred)
    transfer = transfer_of(change)
    if transfer.applied_on is None and "extension" not in change.facts:
        # An application tells the municipality of the transfer, too.
        told_on = transfer.told_on or case.received_on
        known = replace(transfer, applied_on=case.received_on, told_on=told_on)
        change.facts = {**change.facts, "transfer": to_plain(known)}
        _carry_out(session, actor, transferred, change, on)
        move(session, transferred, transferred.state, on)
    session.flush()


def end_transferred(
    session: Session, actor: Actor, *, old_licence_id: int, new_first_day: date, on: date
) -> Licence | None:
    """End the old licence the day before the new holder's begins; nothing where no transfer is registered.

    Called when the new licence is granted. Law: alkoholloven § 1-10.
    """
    case = transfer_case(session, actor.municipality_id, old_licence_id)
    if case is None:
        return None
    change = _change(session, case)
    licence = licences_of_change(session, change)[0]
    last_day = old_licence_ends(new_first_day, licence.ended_on or period_end_of(licence))
    if last_day != licence.ended_on and last_day >= licence.granted_on:
        _end(session, actor, case, change, licence, last_day, on, effect=Effect.LAPSES.value)
    change.facts = {**change.facts, "settled_on": new_first_day.isoformat()}
    refresh_due(session, case)
    session.flush()
    return licence


def _new_holder(session: Session, actor: Actor, licence: Licence, entry: TransferEntry) -> int:
    if entry.new_holder is None:
        if entry.transfer.kind not in SAME_HOLDER:
            raise NotAllowed("transfer_needs_new_holder", ALKL_1_10)
        return licence.holder_id
    holder = find_or_enter_holder(
        session,
        actor,
        form=entry.new_holder.form,
        name=entry.new_holder.name,
        address=entry.new_holder.address,
        organisation_number=entry.new_holder.organisation_number,
        identity=entry.new_holder.identity,
    )
    if holder.id == licence.holder_id and entry.transfer.kind not in SAME_HOLDER:
        raise NotAllowed("transfer_to_the_holder", ALKL_1_10, holder=holder.name)
    return holder.id


def _change(session: Session, case: Case) -> Change:
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    return change


def _held(session: Session, actor: Actor, case_id: int, seen_version: int) -> tuple[Case, Change]:
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    change = _change(session, case)
    if change.kind is not ChangeKind.TRANSFER:
        raise LookupError(f"case {case.id} is no transfer")
    if case.closed_on is not None or "settled_on" in change.facts:
        raise NotAllowed("transfer_is_settled", ALKL_1_10)
    return case, change


def _carry_out(session: Session, actor: Actor, case: Case, change: Change, on: date) -> None:
    """Set both licences by what is known now, and tell both sides when the answer is another than before."""
    transfer = transfer_of(change)
    licence = licences_of_change(session, change)[0]
    fate = fate_of(session, change, licence, on)
    if fate.last_day is not None:
        effect = fate.effect.value
        _end(session, actor, case, change, licence, fate.last_day, on, effect=effect)
    elif str(licence.id) in change.facts.get("before", {}):
        # What was taken for a transfer is none, or nobody knows any longer.
        restore_licence(session, licence, change.kind, change.facts["before"][str(licence.id)])
    _carry_out_place(session, actor, case, change, licence, on)
    telling = [fate.effect.value, fate.last_day.isoformat() if fate.last_day else None]
    told = change.facts.get("told")
    due_on = _due_on(transfer, fate)
    change.facts = {
        **change.facts,
        "told": telling,
        "due_on": due_on.isoformat() if due_on else None,
        "points_from": points_count_from(transfer).isoformat(),
    }
    session.flush()
    if told != telling and fate.effect is not Effect.CONTINUES:
        draft_transfer_notices(session, actor, case, change, licence, fate, on)


def _carry_out_place(
    session: Session, actor: Actor, case: Case, change: Change, licence: Licence, on: date
) -> None:
    fate = place_fate_of(change, on)
    ended = dict(change.facts.get("places", {}))
    if fate is not None and fate.effect is Effect.LAPSES and fate.last_day is not None:
        for row in place_licences_of(session, licence):
            end_place_licence(session, actor, row, last_day=fate.last_day, kind=change.kind, case_id=case.id)
            ended[str(row.id)] = fate.last_day.isoformat()
    elif ended:
        restore_places(session, actor, case, list(ended))
        ended = {}
    change.facts = {**change.facts, "places": ended}


def _end(
    session: Session,
    actor: Actor,
    case: Case,
    change: Change,
    licence: Licence,
    last_day: date,
    on: date,
    **facts: Any,
) -> None:
    if licence.ended_on == last_day and str(licence.id) in change.facts.get("before", {}):
        return
    points_from = points_count_from(transfer_of(change)).isoformat()
    end_licence(
        session,
        actor,
        case=case,
        change=change,
        licence=licence,
        last_day=last_day,
        on=on,
        points_from=points_from,
        **facts,
    )


def _due_on(transfer: Transfer, fate: Fate) -> date | None:
    """What the case is to be looked at by: the applications first, then the day the old licence runs to."""
    if fate.effect in (Effect.CONTINUES, Effect.LAPSES):
        return None
    return fate.last_day if fate.effect is Effect.RUNS_UNTIL else reminder_on(transfer)
