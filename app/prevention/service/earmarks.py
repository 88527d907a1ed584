"""Enter what councils have decided of earmarks, and who decides on the money."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import ChangedMeanwhile
from app.models.earmark import Earmark, EarmarkConsulted, EarmarkMunicipality, EarmarkResponsible
from app.models.event import EventType
from app.numbers import take_municipality
from app.permissions import Actor, Permission
from app.prevention.queries.earmarks import earmark_of
from app.prevention.queries.named_earmarks import (
    deciders,
    earmark_named,
    follower_of,
    latest_year,
    responsible_rows,
)
from app.prevention.queries.plans import others_where
from app.prevention.service.held_earmarks import held_earmark
from fees.earmark import EarmarkBasis, EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover
from fees.money import Money
from licensing.errors import NotAllowed
from licensing.law import KOML_14_10

SETTINGS = frozenset({"filling"})
"""What of an earmark is set without a decision of the council."""


@dataclass(frozen=True)
class CouncilDecision:
    """A decision of a political body: which, when, and the number of its case."""

    body: str
    decided_on: date
    case_number: str


@dataclass(frozen=True)
class MunicipalShare:
    """An earmark in one municipality: its council's decision, its weight in the key, its budget line."""

    municipality_id: int
    decision: CouncilDecision
    weight: int = 1
    responsibility_code: str = ""
    function_code: str = ""
    project_code: str = ""


@dataclass(frozen=True)
class NewEarmark:
    """An earmark as it was decided: what for, how much, by whom, and what becomes of what is left."""

    name: str
    purpose: str
    extent: EarmarkExtent
    first_year: int
    shares: Sequence[MunicipalShare]
    """One for each municipality that it belongs to."""
    amount: Money | None = None
    share: int | None = None
    """Hundredths of a per cent of the fee income, where the extent is a share."""
    basis: EarmarkBasis = EarmarkBasis.COUNCIL
    basis_document: str = ""
    sharing: EarmarkSharing = EarmarkSharing.EACH
    key_basis: str = ""
    leftover: Leftover = Leftover.NOT_DECIDED
    filling: EarmarkFilling = EarmarkFilling.BUDGET
    last_year: int | None = None
    consulted: Sequence[str] = ()
    policy_rule: str = ""
    follows_id: int | None = None
    invented: bool = False


@dataclass(frozen=True)
class EarmarkChange:
    """What a later decision, or a setting, makes of an earmark. Years that are opened keep their amount."""

    leftover: Leftover
    sharing: EarmarkSharing
    filling: EarmarkFilling
    last_year: int | None
    consulted: Sequence[str]


@dataclass(frozen=True)
class BudgetLine:
    """Where an earmark stands in a municipality's budget ("ansvar", "funksjon", "prosjekt")."""

    responsibility_code: str = ""
    function_code: str = ""
    project_code: str = ""


def decide_earmark(session: Session, actor: Actor, new: NewEarmark, *, on: date) -> Earmark:
    """Enter an earmark that councils have decided, in each municipality that it belongs to.

    One that follows another ends that one the year before. Raises `NotAllowed` for a municipality in which
    the actor may not enter earmarks, for a decision in the future, for money that others bind without a
    document, and for what stands there already.

    Law: kommuneloven §§ 14-9 and 14-10.
    """
    ids = sorted(share.municipality_id for share in new.shares)
    _check_municipalities(session, actor, ids)
    for municipality_id in ids:
        take_municipality(session, municipality_id)
    # What this request read before it had to wait may be out of date.
    session.expire_all()
    _check_terms(new, on)
    if any(earmark_named(session, one, new.name, new.first_year) for one in ids):
        raise NotAllowed("earmark_stands_already", name=new.name, year=new.first_year)
    if new.follows_id is not None:
        _end_followed(session, actor, new, ids)
    earmark = _stored(session, actor, new)
    for share in new.shares:
        _tell(
            session,
            actor,
            share.municipality_id,
            EventType.EARMARK_DECIDED,
            earmark_id=earmark.id,
            earmark=new.name,
            first_year=new.first_year,
            amount_ore=None if new.amount is None else new.amount.ore,
            **_decided(share.decision),
        )
    return earmark


def change_earmark(
    session: Session,
    actor: Actor,
    *,
    earmark_id: int,
    seen_version: int,
    change: EarmarkChange,
    budget_line: BudgetLine,
    decision: CouncilDecision | None,
    on: date,
) -> Earmark:
    """Change what an earmark left open, when its money may be used, its last year, and one's own budget line.

    The budget line is each municipality's own; the rest holds for all, so whoever changes it may enter
    earmarks in all of them. When the money may be used is a setting; what the councils decide is not, and has
    its decision. Raises `LookupError` for an earmark of others, `ChangedMeanwhile` for a stale
    form, and `NotAllowed` for a last year that is before one in which something was done.
    """
    earmark = held_earmark(session, actor, earmark_id)
    if earmark.edition != seen_version:
        raise ChangedMeanwhile
    if decision is not None:
        _check_decision(decision, on)
    before = EarmarkChange(
        earmark.leftover,
        earmark.sharing,
        earmark.filling,
        earmark.last_year,
        tuple(row.body for row in earmark.consulted),
    )
    changed = [name for name, value in vars(change).items() if getattr(before, name) != value]
    ids = [row.municipality_id for row in earmark.municipalities]
    if set(changed) - SETTINGS and decision is None:
        raise NotAllowed("earmark_change_undecided")
    if changed:
        _check_municipalities(session, actor, ids)
        _check_last_year(session, earmark, change.last_year)
        _apply(session, earmark, change)
    own = next(row for row in earmark.municipalities if row.municipality_id == actor.municipality_id)
    moved = [name for name, value in vars(budget_line).items() if getattr(own, name) != value]
    for name in moved:
        setattr(own, name, getattr(budget_line, name))
    if not changed and not moved:
        return earmark
    # One's own budget line lies in a row of its own; whoever has the form open must see that it moved.
    flag_modified(earmark, "name")
    session.flush()
    for municipality_id in ids if changed else [actor.municipality_id]:
        _tell(
            session,
            actor,
            municipality_id,
            EventType.EARMARK_CHANGED,
            earmark_id=earmark.id,
            earmark=earmark.name,
            **({} if decision is None else _decided(decision)),
        )
    session.expire(earmark)
    return earmark


def name_responsible(
    session: Session,
    actor: Actor,
    *,
    earmark_id: int,
    title: str,
    user_id: int | None,
    first_day: date,
    on: date,
) -> EarmarkResponsible:
    """Name who decides on an earmark's money in the actor's municipality from a day on.

    Whoever had the title until then has it no longer. `user_id` is empty while nobody with an account holds
    the title. Raises `LookupError` for an earmark of others, and `NotAllowed` for a person who may not decide
    on spending, and for a day before the present one's.
    """
    take_municipality(session, actor.municipality_id)
    earmark = earmark_of(session, actor.municipality_id, earmark_id)
    if earmark is None:
        raise LookupError(f"no earmark {earmark_id} in municipality {actor.municipality_id}")
    name = None
    if user_id is not None:
        name = dict(deciders(session, actor.municipality_id)).get(user_id)
        if name is None:
            raise NotAllowed("earmark_responsible_may_not_decide")
    latest = responsible_rows(session, actor.municipality_id, earmark_id)[:1]
    for row in latest:
        if (row.first_day, row.title, row.user_id) == (first_day, title, user_id):
            return row
        if first_day < row.first_day:
            raise NotAllowed("earmark_responsible_before", first_day=row.first_day.isoformat())
        # Of two from one day the one who came last decides; the first keeps that day, as a row needs one.
        row.last_day = max(first_day - timedelta(days=1), row.first_day)
    named = EarmarkResponsible(
        municipality_id=actor.municipality_id,
        earmark_id=earmark_id,
        title=title,
        user_id=user_id,
        first_day=first_day,
    )
    session.add(named)
    session.flush()
    audit.record(
        session,
        actor,
        EventType.EARMARK_RESPONSIBLE_CHANGED,
        earmark_id=earmark_id,
        earmark=earmark.name,
        title=title,
        person=name,
        first_day=first_day.isoformat(),
    )
    return named


def _check_municipalities(session: Session, actor: Actor, ids: Sequence[int]) -> None:
    """That the actor may enter earmarks in each, by the roles held there."""
    may = {actor.municipality_id, *others_where(session, actor, Permission.EARMARK_SET_UP)}
    if actor.municipality_id not in ids or set(ids) - may or len(set(ids)) < len(ids):
        raise NotAllowed("earmark_of_others")


def _check_decision(decision: CouncilDecision, on: date) -> None:
    if decision.decided_on > on:
        raise NotAllowed("earmark_decided_in_future", decided_on=decision.decided_on.isoformat())


def _check_terms(new: NewEarmark, on: date) -> None:
    for share in new.shares:
        _check_decision(share.decision, on)
    if new.basis is not EarmarkBasis.COUNCIL and not new.basis_document:
        raise NotAllowed("earmark_document_missing", KOML_14_10)
    by_key = new.extent is EarmarkExtent.AMOUNT and new.sharing is not EarmarkSharing.EACH
    if by_key and not sum(share.weight for share in new.shares):
        raise NotAllowed("sharing_key_without_weight")


def _end_followed(session: Session, actor: Actor, new: NewEarmark, ids: Sequence[int]) -> None:
    followed = None
    if new.follows_id is not None:
        followed = earmark_of(session, actor.municipality_id, new.follows_id)
    if followed is None:
        raise LookupError(f"no earmark {new.follows_id} in municipality {actor.municipality_id}")
    if follower_of(session, followed.id) is not None:
        raise NotAllowed("earmark_followed_already", name=followed.name)
    if {row.municipality_id for row in followed.municipalities} - set(ids):
        raise NotAllowed("earmark_follows_for_all", name=followed.name)
    if new.first_year <= followed.first_year:
        raise NotAllowed("earmark_follows_later", name=followed.name, year=followed.first_year)
    last = new.first_year - 1
    if followed.last_year is None or followed.last_year > last:
        _check_last_year(session, followed, last)
        followed.last_year = last


def _check_last_year(session: Session, earmark: Earmark, last_year: int | None) -> None:
    """That nothing was done after a year that is to be the last."""
    latest = latest_year(session, earmark.id)
    if last_year is not None and latest is not None and latest > last_year:
        raise NotAllowed("earmark_years_in_use", year=latest)
    if last_year is not None and last_year < earmark.first_year:
        raise NotAllowed("earmark_ends_before_it_begins", year=earmark.first_year)
    following = follower_of(session, earmark.id)
    if following is not None and (last_year is None or last_year >= following.first_year):
        raise NotAllowed("earmark_followed_from", year=following.first_year)


def _apply(session: Session, earmark: Earmark, change: EarmarkChange) -> None:
    for name in ("leftover", "sharing", "filling", "last_year"):
        setattr(earmark, name, getattr(change, name))
    if tuple(row.body for row in earmark.consulted) == tuple(change.consulted):
        return
    session.execute(delete(EarmarkConsulted).where(EarmarkConsulted.earmark_id == earmark.id))
    _add_consulted(session, earmark.id, change.consulted)


def _stored(session: Session, actor: Actor, new: NewEarmark) -> Earmark:
    by_amount = new.extent is EarmarkExtent.AMOUNT
    earmark = Earmark(
        name=new.name,
        purpose=new.purpose,
        basis=new.basis,
        basis_document="" if new.basis is EarmarkBasis.COUNCIL else new.basis_document,
        extent=new.extent,
        amount_ore=new.amount.ore if by_amount and new.amount is not None else None,
        share=new.share if new.extent is EarmarkExtent.SHARE else None,
        sharing=new.sharing,
        key_basis=new.key_basis,
        leftover=new.leftover,
        filling=new.filling,
        first_year=new.first_year,
        last_year=new.last_year,
        policy_rule=new.policy_rule,
        follows_id=new.follows_id,
        invented=new.invented,
        made_by_id=actor.user_id,
        made_at=clock.now(),
    )
    session.add(earmark)
    session.flush()
    session.add_all(
        EarmarkMunicipality(
            earmark_id=earmark.id,
            municipality_id=share.municipality_id,
            weight=share.weight,
            body=share.decision.body,
            decided_on=share.decision.decided_on,
            case_number=share.decision.case_number,
            responsibility_code=share.responsibility_code,
            function_code=share.function_code,
            project_code=share.project_code,
        )
        for share in new.shares
    )
    _add_consulted(session, earmark.id, new.consulted)
    session.expire(earmark)
    return earmark


def _add_consulted(session: Session, earmark_id: int, bodies: Sequence[str]) -> None:
    once = tuple(dict.fromkeys(bodies))
    session.add_all(
        EarmarkConsulted(earmark_id=earmark_id, position=position, body=body)
        for position, body in enumerate(once, start=1)
    )
    session.flush()


def _decided(decision: CouncilDecision) -> dict[str, str]:
    return {
        "body": decision.body,
        "decided_on": decision.decided_on.isoformat(),
        "case_number": decision.case_number,
    }


def _tell(session: Session, actor: Actor, municipality_id: int, event_type: EventType, **facts: Any) -> None:
    """One event in a municipality that the act is about, by the one who acts."""
    audit.record(session, replace(actor, municipality_id=municipality_id), event_type, **facts)
