"""Proposing and deciding an event: at once by one person, or through the ordinary flow.

Law: alkoholloven §§ 1-7, 4-4 and 4-5; alkoholforskriften § 6-2.
"""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.billing.queries.rates import rate_table
from app.cases.granted import DayLine
from app.cases.service import at_once, decisions, proposals
from app.cases.service.decisions import BodyVote
from app.cases.service.proposals import ProposalEntry
from app.cases.service.state import held_case
from app.events.queries.one import occasion_of
from app.events.queries.times import asked_lines, hours_for_group
from app.events.service.fees import note_basis
from app.models.case import Case
from app.models.decision import Decision, Proposal
from app.permissions import Actor
from app.policy.checked import most_ambulatory_fee
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.errors import NotAllowed
from licensing.law import AF_6_2, ALKL_1_6_PARA_2, ALKL_1_7A, ALKL_3_7, ALKL_4_4
from licensing.licences import LicenceKind, LicenceType, group_set_from_code


def propose_event(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    entry: ProposalEntry,
    fee_ore: int | None,
    on: date,
) -> Proposal:
    """Put a proposal on an event before the decider."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    check_extent(session, case, entry)
    _set_fee(session, case, entry, fee_ore, on)
    return proposals.propose(session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=on)


def grant_event_at_once(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    entry: ProposalEntry,
    fee_ore: int | None,
    on: date,
) -> Decision:
    """Assess, propose and decide an event in one go, where the delegation lets one person."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    check_extent(session, case, entry)
    _set_fee(session, case, entry, fee_ore, on)
    session.flush()
    return at_once.decide_at_once(
        session, actor, case_id=case_id, seen_version=case.version, entry=entry, on=on
    )


def record_body_decision(
    session: Session,
    actor: Actor,
    *,
    case_id: int,
    seen_version: int,
    vote: BodyVote,
    fee_ore: int | None,
    on: date,
) -> Decision:
    """Record what a political body decided of an event."""
    case = held_case(session, actor, case_id=case_id, seen_version=seen_version)
    check_extent(session, case, vote.entry)
    _set_fee(session, case, vote.entry, fee_ore, on)
    return decisions.record_body_decision(
        session, actor, case_id=case_id, seen_version=case.version, vote=vote, on=on
    )


def check_extent(session: Session, case: Case, entry: ProposalEntry) -> None:
    """What is given lies within what was asked for and within the law, and is called what it is.

    Raises `NotAllowed` otherwise.
    """
    if entry.outcome not in GRANTING:
        return
    if not entry.days:
        raise NotAllowed("event_without_days", ALKL_1_6_PARA_2)
    asked = asked_lines(occasion_of(session, case))
    _within(asked, entry.days)
    application = case.application
    asked_groups = group_set_from_code(application.groups)
    if not set(entry.groups) <= set(asked_groups):
        raise NotAllowed("more_groups_than_asked", ALKL_1_7A)
    for line in entry.days:
        lawful = hours_for_group(application.kind, min(entry.groups), line)
        if lawful != line.hours:
            citation = ALKL_3_7 if application.kind is LicenceKind.SALE else ALKL_4_4
            raise NotAllowed("hours_outside_law", citation)
    whole = set(entry.days) == set(asked) and set(entry.groups) == set(asked_groups)
    if whole and entry.outcome is DecisionOutcome.PART_GRANT:
        raise NotAllowed("part_grant_gives_all", ALKL_1_7A)
    if not whole and entry.outcome is DecisionOutcome.GRANT:
        raise NotAllowed("grant_gives_less", ALKL_1_7A)


def _within(asked: Iterable[DayLine], given: Iterable[DayLine]) -> None:
    hours = {(line.room_id, line.day): line.hours for line in asked}
    for line in given:
        wanted = hours.get((line.room_id, line.day))
        if wanted is None or not line.hours.within(wanted):
            raise NotAllowed("more_hours_than_asked", ALKL_1_7A)


def _set_fee(session: Session, case: Case, entry: ProposalEntry, fee_ore: int | None, on: date) -> None:
    if entry.outcome not in GRANTING:
        return
    occasion = occasion_of(session, case)
    if case.application.type is LicenceType.AMBULATORY and fee_ore is not None:
        first_day = min(line.day for line in entry.days)
        most = most_ambulatory_fee(first_day, rate_table(session, case.municipality_id))
        if most is not None and fee_ore > most:
            raise NotAllowed("fee_above_limit", AF_6_2, fee_ore=fee_ore, most_ore=most)
    note_basis(session, case, occasion, {line.day for line in entry.days}, on)
    occasion.fee_ore = fee_ore
    session.flush()
