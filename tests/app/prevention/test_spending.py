"""Spending up to the decision: proposed within what is free, decided by the one who is responsible."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.letters.facts import LetterKind
from app.models.earmark import Earmark
from app.models.letter import Letter
from app.models.spending import Spending
from app.permissions import Actor, Role
from app.prevention.queries.earmarks import account_of
from app.prevention.queries.spending import consultation_missing
from app.prevention.service import spending as service
from fees.money import Money
from fees.spending import PartState, SpendingState
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.earmark import make_earmark
from tests.factories.spending import (
    CONDITIONS,
    decider_of,
    make_consulted,
    make_spending,
)

TODAY = clock.today()
KR = Money.from_kroner


@pytest.fixture
def desk(filling: Filling, world: World):
    """A session with the coordinator, the earmark of 75,000, and the one who is responsible."""
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        decider = decider_of(session, world.someone(Role.DECIDER).id, coordinator.municipality_id)
        earmark = make_earmark(session, coordinator, responsible_id=decider.user_id)
        yield session, coordinator, decider, earmark


Desk = tuple[Session, Actor, Actor, Earmark]


def grant(session: Session, actor: Actor, row: Spending, **changed) -> Spending:
    """Grant as the form would."""
    given = {
        "spending_id": row.id,
        "seen_version": row.version,
        "amount": Money(row.amount_ore),
        "conditions": CONDITIONS,
        "report_due_on": TODAY + timedelta(days=60),
        "reason": "",
        "on": TODAY,
        **changed,
    }
    return service.grant(session, actor, **given)


def refused(code: str, act) -> NotAllowed:
    """That an act is refused with a code."""
    with pytest.raises(NotAllowed) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def test_a_grant_reserves_the_amount_and_drafts_the_letter(desk: Desk) -> None:
    session, coordinator, decider, earmark = desk
    row = make_spending(session, coordinator, earmark)
    assert row.number == f"{TODAY.year}/1"
    assert consultation_missing(session, row) == tuple(one.body for one in earmark.consulted)
    make_consulted(session, coordinator, earmark, row)
    assert consultation_missing(session, row) == ()
    grant(session, decider, row)
    account = account_of(session, coordinator.municipality_id, earmark, TODAY.year)
    assert (account.reserved, account.free, account.balances) == (KR(12_000), KR(63_000), True)
    assert (row.state, row.decided_as) == (SpendingState.GRANTED, "Helse- og sosialsjef")
    assert row.parts[0].state is PartState.RESERVED
    assert session.scalars(select(Letter.kind)).all() == [LetterKind.SPENDING_GRANT]
