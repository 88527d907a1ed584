"""Spending of earmarked money up to the decision: proposed, changed, retracted, granted or refused.

Whoever is responsible for the earmark decides, never the one who proposed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit, clock
from app.letters.facts import LetterKind
from app.letters.spending_letters import draft_spending_letter
from app.models.earmark import Earmark, EarmarkResponsible
from app.models.event import EventType
from app.models.spending import Spending
from app.numbers import next_number
from app.permissions import Actor
from app.prevention.queries.earmarks import account_of, responsible_on
from app.prevention.queries.payouts import complaints_of
from app.prevention.queries.spending import consultation_missing, measure_is_known
from app.prevention.service.held_earmarks import held_earmark, held_spending, responsible_actor
from app.prevention.service.parts import check_promised, end_parts, own_part, reserve, share
from fees.money import Money
from fees.spending import (
    PartState,
    SpendingAct,
    SpendingKind,
    SpendingOrigin,
    SpendingState,
    TargetGroup,
    open_acts,
)
from licensing.errors import NotAllowed
from licensing.law import FVL_24


@dataclass(frozen=True)
class NewSpending:
    """What is asked for, as it is typed."""

    earmark_id: int
    year: int
    origin: SpendingOrigin
    kind: SpendingKind
    title: str
    purpose: str
    """How it meets the purpose; of what does not, what it is for."""
    target_group: TargetGroup
    amount: Money
    """What is proposed, all parts together."""
    received_on: date
    meets_purpose: bool = True
    measure_id: int | None = None
    held_on: date | None = None
    applicant: str = ""
    organisation_number: str | None = None
    contact: str = ""
    email: str = ""
    postal_address: str = ""
    postcode: str = ""
    town: str = ""
    account_number: str | None = None
    shared_with: tuple[int, ...] = ()
    """The other municipalities that are asked to bear a part."""
    beyond_free: bool = False
    """An application is registered although less is free: it came in, and is to be decided."""

    @property
    def columns(self) -> Mapping[str, Any]:
        """What a row holds of it."""
        return {
            "earmark_id": self.earmark_id,
            "year": self.year,
            "origin": self.origin,
            "kind": self.kind,
            "title": self.title,
            "purpose": self.purpose,
            "target_group": self.target_group,
            "amount_ore": self.amount.ore,
            "received_on": self.received_on,
            "meets_purpose": self.meets_purpose,
            "measure_id": self.measure_id,
            "held_on": self.held_on,
            "applicant": self.applicant,
            "organisation_number": self.organisation_number,
            "contact": self.contact,
            "email": self.email,
            "postal_address": self.postal_address,
            "postcode": self.postcode,
            "town": self.town,
            "account_number": self.account_number,
        }


_OF_MONEY = frozenset({"year", "amount_ore", "meets_purpose"})
_PROMISED = frozenset({"year", "title", "kind", "purpose", "target_group"})
"""What another municipality has seen when it promises its part of the amount."""


def propose(session: Session, actor: Actor, *, new: NewSpending, on: date) -> Spending:
    """Register an application for a grant, or the municipality's own proposal.

    The same form sent twice is one. Raises `LookupError` for an earmark of others, and `NotAllowed` for an
    own proposal that does not meet the purpose, a year that the earmark does not cover, a day to come, and
    for more than is free.
    """
    earmark = held_earmark(session, actor, new.earmark_id)
    same = session.scalars(
        select(Spending)
        .where(
            Spending.municipality_id == actor.municipality_id,
            Spending.state == SpendingState.PROPOSED,
            Spending.proposed_by_id == actor.user_id,
        )
        .filter_by(**new.columns)
        .order_by(Spending.id)
    ).all()
    bearers = {actor.municipality_id, *new.shared_with}
    for one in same:
        if {part.municipality_id for part in one.parts} == bearers:
            return one
    _check(session, actor, earmark, new, on)
    serial = next_number(session, municipality_id=actor.municipality_id, series="spending", year=on.year)
    row = Spending(
        municipality_id=actor.municipality_id,
        number=f"{on.year}/{serial}",
        state=SpendingState.PROPOSED,
        asked_ore=new.amount.ore,
        proposed_by_id=actor.user_id,
        proposed_at=clock.now(),
        **new.columns,
    )
    session.add(row)
    session.flush()
    share(session, row, earmark, new.amount, new.shared_with)
    _check_free(session, earmark, row, new)
    _tell(session, actor, EventType.SPENDING_PROPOSED, row, year=row.year)
    return row


def _check(session: Session, actor: Actor, earmark: Earmark, new: NewSpending, on: date) -> None:
    if new.amount.ore <= 0:
        raise NotAllowed("spending_without_amount")
    if not new.purpose:
        raise NotAllowed("spending_without_purpose", earmark=earmark.name)
    if new.origin is SpendingOrigin.OWN_INITIATIVE and not new.meets_purpose:
        raise NotAllowed("purpose_not_met", earmark=earmark.name)
    if not earmark.to_domain().covers(new.year):
        raise NotAllowed("earmark_year_not_covered", year=new.year)
    if new.received_on > on:
        raise NotAllowed("received_in_the_future", received_on=new.received_on.isoformat())
    if new.measure_id is not None and not measure_is_known(session, actor.municipality_id, new.measure_id):
        raise NotAllowed("measure_not_in_plan")


def _check_free(session: Session, earmark: Earmark, row: Spending, new: NewSpending) -> None:
    """The municipality's own part is within what is free, unless it is an application that came in anyway."""
    if not new.meets_purpose or (new.beyond_free and new.origin is SpendingOrigin.APPLICATION):
        return
    free = account_of(session, row.municipality_id, earmark, row.year).free
    if own_part(row).amount_ore > free.ore:
        raise NotAllowed("earmark_too_little_left", free_ore=free.ore, year=row.year)


def _tell(session: Session, actor: Actor, event: EventType, row: Spending, **facts: Any) -> None:
    audit.record(
        session,
        actor,
        event,
        spending_id=row.id,
        number=row.number,
        title=row.title,
        amount_ore=row.amount_ore,
        **facts,
    )


def change(
    session: Session, actor: Actor, *, spending_id: int, seen_version: int | None, new: NewSpending, on: date
) -> Spending:
    """Change what is proposed, before it is decided. What was asked for at first stands beside it.

    Raises as `propose` does, `ChangedMeanwhile`, and `NotAllowed` when it is decided already, when another
    municipality has promised a part of something else, and for the one who is to decide on it.
    """
    row, earmark = _proposed(session, actor, spending_id, seen_version, SpendingAct.CHANGE)
    if new.earmark_id != row.earmark_id:
        raise NotAllowed("earmark_of_spending_is_fixed")
    if new.origin is not row.origin:
        raise NotAllowed("origin_of_spending_is_fixed")
    _check(session, actor, earmark, new, on)
    # Whoever shapes a proposal has a hand in it; the one who decides on it has none.
    responsible = responsible_on(session, actor.municipality_id, earmark.id, on)
    if responsible is not None and actor.user_id == responsible.user_id != row.proposed_by_id:
        raise NotAllowed("decider_cannot_change")
    before = {name: getattr(row, name) for name in new.columns}
    another = any(before[name] != new.columns[name] for name in _PROMISED)
    if another and any(part.state is PartState.RESERVED for part in row.parts):
        raise NotAllowed("shared_part_promised", amount_ore=row.amount_ore)
    for name, value in new.columns.items():
        setattr(row, name, value)
    session.flush()
    share(session, row, earmark, new.amount, new.shared_with)
    if any(name in _OF_MONEY and getattr(row, name) != value for name, value in before.items()):
        _check_free(session, earmark, row, new)
    changed = sum(1 for name, value in before.items() if getattr(row, name) != value)
    _tell(session, actor, EventType.SPENDING_CHANGED, row, fields=changed)
    return row


def _proposed(
    session: Session, actor: Actor, spending_id: int, seen_version: int | None, act: SpendingAct
) -> tuple[Spending, Earmark]:
    row, earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    if act not in open_acts(row.state):
        raise NotAllowed("spending_already_decided")
    return row, earmark


def retract(
    session: Session, actor: Actor, *, spending_id: int, seen_version: int | None, reason: str, on: date
) -> Spending:
    """Retract a proposal, or note that the applicant did. Raises `NotAllowed` once it is decided."""
    row, _earmark = _proposed(session, actor, spending_id, seen_version, SpendingAct.RETRACT)
    if not reason:
        raise NotAllowed("retracted_without_reason")
    row.state, row.reason = SpendingState.RETRACTED, reason
    end_parts(session, row)
    _tell(session, actor, EventType.SPENDING_RETRACTED, row, reason=reason, retracted_on=on.isoformat())
    return row


def grant(
    session: Session,
    actor: Actor,
    *,
    spending_id: int,
    seen_version: int | None,
    amount: Money,
    conditions: str,
    report_due_on: date | None,
    reason: str,
    on: date,
) -> Spending:
    """Grant a spending: the amount is reserved, and the letter to an applicant is drafted.

    Raises `ChangedMeanwhile`, and `NotAllowed` for whoever is not responsible, for the one who proposed it,
    for what does not meet the purpose, for more than was asked for or is free, and while another municipality
    has not promised its part, and without a reason where less is granted or somebody has complained.

    Law: forvaltningsloven § 24.
    """
    row, earmark = _proposed(session, actor, spending_id, seen_version, SpendingAct.GRANT)
    responsible = _decider(session, actor, row, on)
    if not row.meets_purpose:
        raise NotAllowed("purpose_not_met", earmark=earmark.name)
    if amount.ore <= 0:
        raise NotAllowed("spending_without_amount")
    if amount.ore > max(row.asked_ore, row.amount_ore):
        raise NotAllowed("granted_more_than_asked", asked_ore=max(row.asked_ore, row.amount_ore))
    if amount.ore < row.asked_ore and row.origin is SpendingOrigin.APPLICATION and not reason:
        raise NotAllowed("granted_less_without_reason", asked_ore=row.asked_ore)
    # What is granted as it was asked for needs no reasons at once, but never so after a complaint.
    if not reason and complaints_of(session, row.municipality_id, row.id):
        raise NotAllowed("complaint_without_reason", FVL_24)
    if report_due_on is not None and report_due_on <= on:
        raise NotAllowed("report_due_in_the_past")
    check_promised(row, amount)
    part = own_part(row)
    if amount.ore != row.amount_ore:
        row.amount_ore = part.amount_ore = amount.ore
    row.state, row.conditions, row.report_due_on = SpendingState.GRANTED, conditions, report_due_on
    _decided(row, actor, responsible, reason, on)
    session.flush()
    reserve(session, actor, part, row, responsible.title, on)
    _tell(
        session,
        actor,
        EventType.SPENDING_GRANTED,
        row,
        report_due_on=report_due_on.isoformat() if report_due_on else None,
        reason=reason,
    )
    if row.origin is SpendingOrigin.APPLICATION:
        draft_spending_letter(session, actor, spending=row, kind=LetterKind.SPENDING_GRANT, on=on)
    return row


def refuse(
    session: Session, actor: Actor, *, spending_id: int, seen_version: int | None, reason: str, on: date
) -> Spending:
    """Refuse a spending with a reason; the letter to an applicant is drafted.

    Raises `ChangedMeanwhile`, and `NotAllowed` for whoever is not responsible, for the one who proposed it,
    and without a reason. Law: forvaltningsloven § 24.
    """
    row, _earmark = _proposed(session, actor, spending_id, seen_version, SpendingAct.REFUSE)
    responsible = _decider(session, actor, row, on)
    if not reason:
        raise NotAllowed("refused_without_reason", FVL_24)
    row.state = SpendingState.REFUSED
    _decided(row, actor, responsible, reason, on)
    end_parts(session, row)
    _tell(session, actor, EventType.SPENDING_REFUSED, row, reason=reason)
    if row.origin is SpendingOrigin.APPLICATION:
        draft_spending_letter(session, actor, spending=row, kind=LetterKind.SPENDING_REFUSAL, on=on)
    return row


def _decider(session: Session, actor: Actor, row: Spending, on: date) -> EarmarkResponsible:
    responsible = responsible_actor(session, actor, row.earmark_id, on)
    if row.proposed_by_id == actor.user_id:
        raise NotAllowed("proposer_cannot_decide")
    return responsible


def _decided(row: Spending, actor: Actor, responsible: EarmarkResponsible, reason: str, on: date) -> None:
    row.decided_on, row.decided_by_id, row.decided_as = on, actor.user_id, responsible.title
    row.reason = reason


def waive_consultation(
    session: Session, actor: Actor, *, spending_id: int, seen_version: int | None, reason: str, on: date
) -> Spending:
    """Let a spending be paid before the consultation is filled: the one who is responsible says why.

    Raises `ChangedMeanwhile`, and `NotAllowed` for whoever is not responsible, without a reason, and where
    everybody has been consulted.
    """
    row, _earmark = held_spending(session, actor, spending_id, seen_version=seen_version)
    if SpendingAct.CONSULT not in open_acts(row.state):
        raise NotAllowed("spending_past_consultation")
    _decider(session, actor, row, on)
    if not reason:
        raise NotAllowed("unconsulted_without_reason")
    if not consultation_missing(session, row):
        raise NotAllowed("consultation_is_filled")
    row.unconsulted_reason, row.unconsulted_by_id = reason, actor.user_id
    _tell(session, actor, EventType.CONSULTATION_WAIVED, row, reason=reason)
    return row
