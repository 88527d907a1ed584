"""Giving up, death, bankruptcy and non-use: told to the municipality, carried out by the law's days."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import audit
from app.amendments.queries.licences import held_licences
from app.amendments.service.registering import ChangeEntry, register_change
from app.cases.queries.plans import change_of
from app.cases.service.applications import case_of_submission
from app.cases.service.state import held_case, move, refresh_due
from app.endings.letters import draft_ending
from app.endings.queries.changes import fate_of, place_fate_of
from app.endings.queries.licences import licence_in_force, licences_of_change, place_licences_of
from app.endings.service.rows import end_licence, reopen_places, restore_licence, restore_places
from app.models.case import Case
from app.models.change import Change
from app.models.event import EventType
from app.models.holder import HolderForm
from app.models.licence import Licence
from app.numbers import take_municipality
from app.permissions import Actor
from app.serving_places.service import end_place_licence, note_closed
from licensing.cases import CaseState
from licensing.endings import Effect
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_10
from licensing.matters import ChangeKind

# What befalls the holder befalls every licence that the holder has.
OF_THE_HOLDER = frozenset({ChangeKind.DEATH, ChangeKind.BANKRUPTCY})
ENDING = frozenset({Effect.LAPSES, Effect.RUNS_UNTIL})


@dataclass(frozen=True)
class EndingEntry:
    """What is told of an ending: what it is, when it happened, and when the municipality heard of it."""

    kind: ChangeKind
    submission: str
    received_on: date
    happened_on: date
    """Of a licence that is given up: its last day. Of one that is not used: since when."""
    facts: dict[str, Any] = field(default_factory=dict)
    note: str = ""


def register_ending(session: Session, actor: Actor, *, licence_id: int, entry: EndingEntry, on: date) -> Case:
    """Open a case for an ending and carry out what the law makes of it, licence by licence.

    A licence that is not used goes on: it may be withdrawn, by a decision. The same form sent twice opens one
    case. Law: alkoholloven §§ 1-8 and 1-10; serveringsloven §§ 23, 24 and 25.
    """
    take_municipality(session, actor.municipality_id)
    registered = case_of_submission(session, actor.municipality_id, entry.submission)
    if registered is not None:
        return registered
    licence = licence_in_force(session, actor.municipality_id, licence_id, entry.happened_on)
    if entry.kind is ChangeKind.DEATH and licence.holder.form is not HolderForm.PERSON:
        raise NotAllowed("holder_is_no_person", ALKL_1_10, holder=licence.holder.name)
    licences = [licence]
    if entry.kind in OF_THE_HOLDER:
        others = held_licences(session, actor.municipality_id, licence.holder_id, entry.happened_on)
        licences += [row for row in others if row.id != licence.id and row.granted_on <= entry.happened_on]
    case = register_change(
        session,
        actor,
        ChangeEntry(
            kind=entry.kind,
            licence_ids=tuple(row.id for row in licences),
            received_on=entry.received_on,
            first_day=entry.happened_on,
            facts=entry.facts,
            note=entry.note,
            submission=entry.submission,
        ),
    )
    case.complete_on = None
    change = _change(session, case)
    _carry_out(session, actor, case, change, on)
    refresh_due(session, case)
    session.flush()
    return case


def _carry_out(session: Session, actor: Actor, case: Case, change: Change, on: date) -> None:
    ended = False
    for licence in licences_of_change(session, change):
        fate = fate_of(session, change, licence, on)
        if fate.effect in ENDING and fate.last_day is not None:
            end_licence(
                session,
                actor,
                case=case,
                change=change,
                licence=licence,
                last_day=fate.last_day,
                on=on,
                effect=fate.effect.value,
            )
            ended = True
        _carry_out_place(session, actor, case, change, licence, on)
    if ended:
        draft_ending(session, actor, case, change, on)


def _carry_out_place(
    session: Session, actor: Actor, case: Case, change: Change, licence: Licence, on: date
) -> None:
    rows = place_licences_of(session, licence)
    ended = dict(change.facts.get("places", {}))
    if change.kind is ChangeKind.UNUSED:
        closed = dict(change.facts.get("closed_places", {}))
        for row in rows:
            if row.opened_on is not None and row.closed_since is None and change.first_day >= row.opened_on:
                note_closed(session, actor, row, change.first_day, case_id=case.id)
                closed[str(row.id)] = change.first_day.isoformat()
        change.facts = {**change.facts, "closed_places": closed}
        session.flush()
        return
    fate = place_fate_of(change, on)
    if fate is not None and fate.effect is Effect.LAPSES and fate.last_day is not None:
        for row in rows:
            end_place_licence(session, actor, row, last_day=fate.last_day, kind=change.kind, case_id=case.id)
            ended[str(row.id)] = fate.last_day.isoformat()
    change.facts = {**change.facts, "places": ended}
    session.flush()


def undo_ending(
    session: Session, actor: Actor, *, case_id: int, seen_version: int, reason: str, on: date
) -> Case:
    """Take back an ending registered by mistake: the licences stand as before, and the case says why.

    Raises `NotAllowed` when something else has ended a licence since, or its new holder has one.
    """
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    change = _change(session, case)
    if "undone" in change.facts:
        raise NotAllowed("ending_undone_already")
    if "settled_on" in change.facts:
        raise NotAllowed("transfer_is_settled", ALKL_1_10)
    before = change.facts.get("before", {})
    for licence in licences_of_change(session, change):
        if str(licence.id) in before:
            restore_licence(session, licence, change.kind, before[str(licence.id)])
    restore_places(session, actor, case, list(change.facts.get("places", {})))
    reopen_places(session, actor, case, list(change.facts.get("closed_places", {})))
    change.facts = {**change.facts, "undone": {"on": on.isoformat(), "by": actor.user_id}, "due_on": None}
    audit.record(
        session,
        actor,
        EventType.ENDING_UNDONE,
        case_id=case.id,
        change=change.kind.value,
        reason=reason,
    )
    move(session, case, CaseState.CLOSED, on)
    return case


def _change(session: Session, case: Case) -> Change:
    change = change_of(session, case)
    if change is None:
        raise LookupError(f"case {case.id} changes nothing")
    return change
