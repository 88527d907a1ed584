"""Decisions about an earmark's year: its amount, and the end of it, when what is left is disposed of."""

from datetime import date

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import ChangedMeanwhile
from app.models.earmark import EarmarkYear, EarmarkYearAct, YearActKind
from app.models.event import EventType
from app.models.ledger import LedgerEntry
from app.numbers import take_municipality
from app.permissions import Actor
from app.prevention.queries.closing import (
    closing_in_force,
    entries_of_act,
    year_row,
    years_before_that_are_open,
)
from app.prevention.queries.earmarks import earmark_of, year_of
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.years import Move, carry, held_next_year, held_year, move, refill
from fees.earmark import Fund
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from licensing.errors import NotAllowed
from licensing.law import KOML_14_10

CLOSES_FROM = (11, 1)
"""The first day, month and day, on which a year may be closed: from then on the council can see its end."""


def adjust_year(
    session: Session,
    actor: Actor,
    *,
    earmark_id: int,
    year: int,
    seen_version: int,
    decision: CouncilDecision,
    decided: Money,
    reason: str,
    on: date,
) -> EarmarkYear:
    """Give an earmark's year the amount that a later decision says, from now on.

    Raises `ChangedMeanwhile` for a stale form (0 is a year that nobody had acted in) and `NotAllowed` for a
    year that is closed, for a decision in the future, and for less than what is promised and spent of it.
    """
    row = _held(session, actor, earmark_id, year, seen_version, on)
    _check_decision(decision, on)
    if row.closed:
        raise NotAllowed("earmark_year_closed", year=year)
    least = max(row.allotted_ore - row.free_ore, 0)
    if decided.ore < least:
        raise NotAllowed("earmark_adjusted_below_use", least_ore=least, year=year)
    before = row.decided_ore
    act = _act(session, actor, row, YearActKind.ADJUSTED, decision, reason)
    act.decided_ore = decided.ore
    session.add(act)
    # The amount may be the one that stands: the form that was sent is out of date all the same.
    flag_modified(row, "decided_ore")
    session.flush()
    refill(session, actor, row, on=on, act_id=act.id)
    audit.record(
        session,
        actor,
        EventType.EARMARK_YEAR_ADJUSTED,
        earmark_id=earmark_id,
        earmark=_name(session, actor, earmark_id),
        year=year,
        before_ore=before,
        amount_ore=decided.ore,
        case_number=decision.case_number,
        reason=reason,
    )
    return row


def close_year(
    session: Session,
    actor: Actor,
    *,
    earmark_id: int,
    year: int,
    seen_version: int,
    decision: CouncilDecision,
    carried: Money,
    returned: Money,
    other: Money,
    other_use: str,
    reason: str,
    on: date,
) -> EarmarkYearAct:
    """Close an earmark's year: all that is left is carried on, handed back, or put to another use.

    What is promised and not paid stays promised in its year. Raises `ChangedMeanwhile` for a stale form, and
    `NotAllowed` before 1 November of the year, while an earlier year is open, when the three amounts are not
    what is left, when nothing follows that could take what is carried, and when money that others bind would
    go elsewhere than into its fund.

    Law: kommuneloven §§ 14-9 and 14-10.
    """
    row = _held(session, actor, earmark_id, year, seen_version, on)
    _check_decision(decision, on)
    if row.closed:
        raise NotAllowed("earmark_year_closed", year=year)
    if on < date(year, *CLOSES_FROM):
        raise NotAllowed("earmark_closing_too_early", year=year)
    before = years_before_that_are_open(session, actor.municipality_id, earmark_id, year)
    if before:
        raise NotAllowed("earmark_earlier_year_open", year=year, earlier=before[0])
    if min(carried, returned, other) < ZERO or (carried + returned + other).ore != row.free_ore:
        raise NotAllowed("earmark_split_differs", free_ore=row.free_ore)
    if bool(other) != bool(other_use):
        raise NotAllowed("earmark_other_use_unnamed")
    if (returned or other) and _fund(session, actor, earmark_id) is Fund.BOUND:
        raise NotAllowed("earmark_bound_handed_back", KOML_14_10)
    following = held_next_year(session, actor, row, on=on) if carried else None
    if carried and following is None:
        raise NotAllowed("earmark_nothing_follows", year=year + 1)
    if following is not None and following.closed:
        raise NotAllowed("earmark_next_year_closed", year=year + 1)
    act = _act(session, actor, row, YearActKind.CLOSED, decision, reason)
    act.carried_ore, act.returned_ore, act.other_ore = carried.ore, returned.ore, other.ore
    act.other_use = other_use
    session.add(act)
    session.flush()
    if following is not None:
        carry(session, actor, row, following, carried, act_id=act.id, on=on)
    back = Move(
        EntryKind.HANDING_BACK,
        Account.EARMARK_RETURNED,
        Account.EARMARK_LEFT,
        returned + other,
        act_id=act.id,
    )
    move(session, actor, row, [back], on=on)
    row.closed = True
    session.flush()
    audit.record(
        session,
        actor,
        EventType.EARMARK_YEAR_CLOSED,
        earmark_id=earmark_id,
        earmark=_name(session, actor, earmark_id),
        year=year,
        carried_ore=carried.ore,
        returned_ore=returned.ore,
        elsewhere_ore=other.ore or None,
        other_use=other_use or None,
        body=decision.body,
        decided_on=decision.decided_on.isoformat(),
        case_number=decision.case_number,
    )
    return act


def reopen_year(
    session: Session,
    actor: Actor,
    *,
    earmark_id: int,
    year: int,
    seen_version: int,
    decision: CouncilDecision,
    reason: str,
    on: date,
) -> EarmarkYearAct:
    """Undo a closing by a counter-act: each of its entries is reversed, and the year is open again.

    Raises `ChangedMeanwhile` for a stale form, and `NotAllowed` when the year is open, when the year after is
    closed, and when what was carried into it is in use there.
    """
    row = _held(session, actor, earmark_id, year, seen_version, on)
    _check_decision(decision, on)
    closing = closing_in_force(session, row)
    if not row.closed or closing is None:
        raise NotAllowed("earmark_year_open", year=year)
    entries = entries_of_act(session, actor.municipality_id, closing.id)
    act = _act(session, actor, row, YearActKind.REOPENED, decision, reason)
    act.undoes_id = closing.id
    session.add(act)
    session.flush()
    # The year that was carried into gives its part back first: it may have been used there.
    others = {one.earmark_year_id for one in entries} - {row.id}
    for year_id in sorted(one for one in others if one is not None):
        following = year_row(session, actor.municipality_id, year_id)
        if following.closed:
            raise NotAllowed("earmark_next_year_closed", year=following.year)
        if following.free_ore < closing.carried_ore:
            raise NotAllowed(
                "earmark_carried_in_use",
                year=following.year,
                carried_ore=closing.carried_ore,
                free_ore=following.free_ore,
            )
        _reverse(session, actor, following, entries, act.id, on)
    _reverse(session, actor, row, entries, act.id, on)
    row.closed = False
    session.flush()
    refill(session, actor, row, on=on)
    audit.record(
        session,
        actor,
        EventType.EARMARK_YEAR_REOPENED,
        earmark_id=earmark_id,
        earmark=_name(session, actor, earmark_id),
        year=year,
        case_number=decision.case_number,
        reason=reason,
    )
    return act


def set_last_meeting(
    session: Session, actor: Actor, *, earmark_id: int, year: int, meeting_on: date | None, on: date
) -> EarmarkYear:
    """Keep the day of the council's last meeting of a year, before which what is left must be put to it.

    Raises `NotAllowed` for a day outside the year.
    """
    if meeting_on is not None and meeting_on.year != year:
        raise NotAllowed("earmark_meeting_outside_year", year=year)
    row = held_year(session, actor, earmark_id, year, on=on)
    if row.last_meeting_on == meeting_on:
        return row
    row.last_meeting_on = meeting_on
    session.flush()
    audit.record(
        session,
        actor,
        EventType.EARMARK_CHANGED,
        earmark_id=earmark_id,
        earmark=_name(session, actor, earmark_id),
        year=year,
        meeting_on=None if meeting_on is None else meeting_on.isoformat(),
    )
    return row


def _held(
    session: Session, actor: Actor, earmark_id: int, year: int, seen_version: int, on: date
) -> EarmarkYear:
    """The year as it stands behind the lock, once it is sure that it is the one that was seen."""
    take_municipality(session, actor.municipality_id)
    session.expire_all()
    present = year_of(session, actor.municipality_id, earmark_id, year)
    if (present.version if present else 0) != seen_version:
        raise ChangedMeanwhile
    return held_year(session, actor, earmark_id, year, on=on)


def _reverse(
    session: Session, actor: Actor, row: EarmarkYear, entries: list[LedgerEntry], act_id: int, on: date
) -> None:
    """Take back, in a year, what an act entered there."""
    back = [
        Move(
            EntryKind.REVERSAL,
            one.credit,
            one.debit,
            Money(one.amount_ore),
            act_id=act_id,
            reverses_id=one.id,
        )
        for one in entries
        if one.earmark_year_id == row.id
    ]
    move(session, actor, row, back, on=on)


def _act(
    session: Session,
    actor: Actor,
    row: EarmarkYear,
    kind: YearActKind,
    decision: CouncilDecision,
    reason: str,
) -> EarmarkYearAct:
    return EarmarkYearAct(
        municipality_id=actor.municipality_id,
        earmark_year_id=row.id,
        kind=kind,
        body=decision.body,
        decided_on=decision.decided_on,
        case_number=decision.case_number,
        reason=reason,
        done_by_id=actor.user_id,
        done_at=clock.now(),
    )


def _check_decision(decision: CouncilDecision, on: date) -> None:
    if decision.decided_on > on:
        raise NotAllowed("earmark_decided_in_future", decided_on=decision.decided_on.isoformat())


def _fund(session: Session, actor: Actor, earmark_id: int) -> Fund | None:
    earmark = earmark_of(session, actor.municipality_id, earmark_id)
    return None if earmark is None else earmark.to_domain().fund


def _name(session: Session, actor: Actor, earmark_id: int) -> str:
    earmark = earmark_of(session, actor.municipality_id, earmark_id)
    return "" if earmark is None else earmark.name
