"""A desk for tests of spending: the coordinator, the one who is responsible, and an earmark of 75,000."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark
from app.models.spending import Spending
from app.permissions import Actor, Role
from app.prevention.queries.earmarks import account_of
from app.prevention.service import spending as service
from fees.earmark import EarmarkAccount
from fees.money import Money
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.earmark import make_earmark
from tests.factories.spending import CONDITIONS, decider_of, make_responsible, make_spending

TODAY = clock.today()
KR = Money.from_kroner
REPORT_DUE_ON = TODAY + timedelta(days=60)


@dataclass(frozen=True)
class Desk:
    """Who works with an earmark, in the actor's municipality and in the other."""

    session: Session
    coordinator: Actor
    decider: Actor
    earmark: Earmark
    other_decider: Actor

    def propose(self, **changed: Any) -> Spending:
        """A spending that the coordinator proposes."""
        return make_spending(self.session, self.coordinator, self.earmark, **changed)

    def grant(self, row: Spending, *, actor: Actor | None = None, **changed: Any) -> Spending:
        """Grant as the form would."""
        given = {
            "spending_id": row.id,
            "seen_version": row.version,
            "amount": Money(row.amount_ore),
            "conditions": CONDITIONS,
            "report_due_on": REPORT_DUE_ON,
            "reason": "",
            "on": TODAY,
            **changed,
        }
        return service.grant(self.session, actor or self.decider, **given)

    def account(self, actor: Actor | None = None) -> EarmarkAccount:
        """How the year stands in a municipality."""
        who = actor or self.coordinator
        return account_of(self.session, who.municipality_id, self.earmark, TODAY.year)

    def refused(self, code: str, act: Callable[[], object]) -> NotAllowed:
        """That an act is refused with a code, and undone; the refusal with its facts."""
        with self.session.begin_nested() as point:
            with pytest.raises(NotAllowed) as refusal:
                act()
            point.rollback()
        assert refusal.value.code == code
        return refusal.value


@contextmanager
def desk_of(filling: Filling, world: World, *, shared: bool = False, **changed: Any) -> Iterator[Desk]:
    """A desk; when shared, both municipalities have half of the amount, and somebody responsible each."""
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        decider = decider_of(session, world.someone(Role.DECIDER).id, world.own_id)
        theirs = decider_of(session, world.someone(Role.DECIDER, "other").id, world.other_id)
        others = (world.other_id,) if shared else ()
        earmark = make_earmark(session, coordinator, responsible_id=decider.user_id, others=others, **changed)
        if shared:
            make_responsible(session, theirs, earmark, theirs)
        yield Desk(session, coordinator, decider, earmark, theirs)
