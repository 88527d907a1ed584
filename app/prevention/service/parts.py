"""What each municipality bears of a spending ("fellestiltak"): shared by the key, and answered by each."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.models.earmark import Earmark
from app.models.event import EventType
from app.models.spending import Payout, Spending, SpendingPart
from app.permissions import Actor
from app.prevention.queries.payouts import claimed_of_others
from app.prevention.service.held_earmarks import held_part, responsible_actor
from app.prevention.service.years import Move, held_year, money_back, move
from fees.earmark import shared_by_key
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from fees.spending import PartState, PayoutState, SpendingState
from licensing.errors import NotAllowed

OVER = frozenset({SpendingState.REFUSED, SpendingState.RETRACTED, SpendingState.LAPSED})
"""The spending came to nothing: whatever is promised of it is to be released."""
DONE = frozenset({SpendingState.PAID, SpendingState.REPORTED})
"""Nothing more is to be paid; what a municipality has promised beyond its claim is to be released."""


def share(
    session: Session, spending: Spending, earmark: Earmark, amount: Money, others: Collection[int]
) -> None:
    """Share an amount between the municipality that pays and the others that it asks to bear a part.

    Whoever has been asked before and has not said yes is asked anew. Raises `NotAllowed` for a municipality
    that the earmark does not belong to, a part of nothing, and a part that has been promised.
    """
    weights = {row.municipality_id: row.weight for row in earmark.municipalities}
    bearers = {spending.municipality_id, *others}
    if not bearers <= weights.keys():
        raise NotAllowed("shared_with_stranger")
    wanted = (
        shared_by_key(amount, {one: weights[one] for one in sorted(bearers)})
        if others
        else {spending.municipality_id: amount}
    )
    if not all(part.ore for part in wanted.values()):
        raise NotAllowed("shared_part_of_nothing")
    held = {part.municipality_id: part for part in _parts(session, spending)}
    for part in held.values():
        if part.state is PartState.RESERVED and wanted.get(part.municipality_id) != Money(part.amount_ore):
            raise NotAllowed("shared_part_promised", amount_ore=part.amount_ore)
    for municipality_id, part_amount in wanted.items():
        _ask(session, spending, held.pop(municipality_id, None), municipality_id, part_amount)
    for part in held.values():
        # One that has said no stays; so does one that promised and took it back: its ledger has entries.
        if part.state is PartState.PROPOSED and part.earmark_year_id is None:
            session.delete(part)
        else:
            part.state = PartState.DECLINED
    session.flush()
    session.expire(spending, ["parts"])


def _ask(
    session: Session, spending: Spending, part: SpendingPart | None, municipality_id: int, amount: Money
) -> None:
    if part is None:
        session.add(
            SpendingPart(
                municipality_id=municipality_id,
                spending_id=spending.id,
                amount_ore=amount.ore,
                state=PartState.PROPOSED,
            )
        )
    elif part.state is not PartState.RESERVED:
        part.state, part.amount_ore, part.released_ore = PartState.PROPOSED, amount.ore, 0
        part.decided_on = part.decided_by_id = None
        part.decided_as = part.reason = ""


def _parts(session: Session, spending: Spending) -> list[SpendingPart]:
    """The parts of a spending, those of other municipalities as well."""
    return list(
        session.scalars(
            select(SpendingPart).where(SpendingPart.spending_id == spending.id).order_by(SpendingPart.id)
        )
    )


def own_part(spending: Spending) -> SpendingPart:
    """The part of the municipality that pays."""
    return next(part for part in spending.parts if part.municipality_id == spending.municipality_id)


def check_promised(spending: Spending, amount: Money) -> None:
    """That the others have promised their parts of an amount. Raises `NotAllowed` where they have not."""
    others = [part for part in spending.parts if part.municipality_id != spending.municipality_id]
    asked = [part for part in others if part.state is not PartState.DECLINED]
    borne = own_part(spending).amount_ore + sum(part.amount_ore for part in asked)
    if borne != spending.amount_ore:
        raise NotAllowed("shared_part_declined", amount_ore=spending.amount_ore - borne)
    if any(part.state is not PartState.RESERVED for part in asked):
        raise NotAllowed("shared_part_not_answered")
    if asked and amount.ore != spending.amount_ore:
        raise NotAllowed("shared_amount_is_fixed", amount_ore=spending.amount_ore)


def end_parts(session: Session, spending: Spending) -> None:
    """End what nobody has promised of a spending that came to nothing."""
    for part in _parts(session, spending):
        if part.state is PartState.PROPOSED:
            part.state = PartState.ENDED
    session.flush()
    session.expire(spending, ["parts"])


def reserve(
    session: Session, actor: Actor, part: SpendingPart, spending: Spending, title: str, on: date
) -> None:
    """Promise a part out of the municipality's own year of the earmark.

    Raises `NotAllowed` when less is free; the facts say how much.
    """
    row = held_year(session, actor, spending.earmark_id, spending.year, on=on)
    amount = Money(part.amount_ore)
    part.earmark_year_id, part.state, part.released_ore = row.id, PartState.RESERVED, 0
    part.decided_on, part.decided_by_id, part.decided_as = on, actor.user_id, title
    session.flush()
    moves: Iterable[Move] = [
        Move(EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT, amount, part_id=part.id)
    ]
    move(session, actor, row, moves, on=on)


def answer_part(
    session: Session,
    actor: Actor,
    *,
    part_id: int,
    seen_version: int | None,
    accept: bool,
    reason: str,
    on: date,
) -> SpendingPart:
    """Promise the municipality's part of another's spending, or decline it; a promise is reserved at once.

    The answer comes before the spending is granted. Raises `LookupError`, `ChangedMeanwhile`, and
    `NotAllowed` for whoever is not responsible, for the one who proposed it, when the spending is decided,
    and when less is free.
    """
    part, spending, earmark = held_part(session, actor, part_id, seen_version=seen_version)
    if part.municipality_id == spending.municipality_id:
        raise NotAllowed("own_part_is_granted")
    if spending.state is not SpendingState.PROPOSED or part.state is PartState.RESERVED:
        raise NotAllowed("part_already_answered")
    responsible = responsible_actor(session, actor, earmark.id, on)
    if spending.proposed_by_id == actor.user_id:
        raise NotAllowed("proposer_cannot_decide")
    if accept:
        reserve(session, actor, part, spending, responsible.title, on)
    else:
        if not reason:
            raise NotAllowed("declined_without_reason")
        part.state = PartState.DECLINED
        part.decided_on, part.decided_by_id, part.decided_as = on, actor.user_id, responsible.title
    part.reason = reason
    session.flush()
    audit.record(
        session,
        actor,
        EventType.SHARED_PART_ANSWERED,
        spending=spending.number,
        title=spending.title,
        promised_ore=part.amount_ore if accept else None,
        declined_ore=None if accept else part.amount_ore,
        reason=reason,
    )
    return part


def release_part(
    session: Session, actor: Actor, *, part_id: int, seen_version: int | None, reason: str, on: date
) -> Money:
    """Take back what the municipality has promised of another's spending, less what is on its way out.

    Before the spending is decided, the promise is taken back and the municipality is asked as before. After
    it came to nothing, or is paid, what is left of the promise is released. Raises `LookupError`,
    `ChangedMeanwhile`, and `NotAllowed` where there is nothing to release.
    """
    part, spending, earmark = held_part(session, actor, part_id, seen_version=seen_version)
    responsible_actor(session, actor, earmark.id, on)
    if part.municipality_id == spending.municipality_id or part.state is not PartState.RESERVED:
        raise NotAllowed("nothing_to_release")
    taken_back = spending.state is SpendingState.PROPOSED
    if not taken_back and spending.state not in OVER | DONE:
        raise NotAllowed("part_still_needed")
    amount = releasable(session, part)
    if not amount:
        raise NotAllowed("nothing_to_release")
    row = held_year(session, actor, earmark.id, spending.year, on=on)
    if taken_back:
        part.state, part.reason = PartState.PROPOSED, ""
        part.decided_on, part.decided_by_id, part.decided_as = None, None, ""
    else:
        part.released_ore += amount.ore
        if part.paid_ore + part.released_ore == part.amount_ore:
            part.state = PartState.ENDED
    session.flush()
    money_back(
        session,
        actor,
        row,
        kind=EntryKind.RELEASE,
        credit=Account.EARMARK_RESERVED,
        amount=amount,
        part_id=part.id,
        payout_id=None,
        on=on,
    )
    audit.record(
        session,
        actor,
        EventType.SPENDING_RELEASED,
        spending=spending.number,
        title=spending.title,
        amount_ore=amount.ore,
        reason=reason,
    )
    return amount


def releasable(session: Session, part: SpendingPart) -> Money:
    """What of a promised part is neither paid, released, on its way out, nor claimed by the one that paid."""
    on_its_way = session.scalars(
        select(func.coalesce(func.sum(Payout.amount_ore), 0)).where(
            Payout.municipality_id == part.municipality_id,
            Payout.part_id == part.id,
            Payout.state.in_((PayoutState.ATTESTED, PayoutState.APPROVED)),
        )
    ).one()
    spending = session.get_one(Spending, part.spending_id)
    claimed = claimed_of_others(session, spending).get(part.municipality_id, ZERO)
    taken = max(part.paid_ore + int(on_its_way), claimed.ore)
    return Money(max(0, part.amount_ore - part.released_ore - taken))
