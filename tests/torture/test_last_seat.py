"""Twenty deciders at once on the last seat under the cap: one gets it, the others are told why."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from app import audit
from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.permissions import Role
from app.policy.queries import cap_counts, policy_in_force
from licensing.cases import CaseState
from tests.factories import case as cases
from tests.factories.case import DECIDED_ON
from tests.factories.policy import make_policy
from tests.factories.user import acting, make_user
from tests.torture.processes import ROUNDS, all_at_once, told

DECIDERS = 20
SEATS = 2
"""One is taken by a case decided before, so that one is left."""


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_the_last_seat_is_given_once(environ, filling: Callable, world, round_number: int) -> None:
    with filling() as (session, caseworker):
        municipality = session.get_one(Municipality, world.own_id)
        make_policy(session, municipality.id, highest=SEATS)
        turns = []
        for serial in range(DECIDERS):
            decider = make_user(session, municipality, Role.DECIDER, email=f"decider{serial}@kommune.invalid")
            case = cases.make_proposed(session, caseworker, serial=serial)
            turns.append(
                {
                    "actor": told(acting(decider, municipality)),
                    "case_id": case.id,
                    "seen_version": case.version,
                    "on": DECIDED_ON.isoformat(),
                }
            )
        cases.make_decided(session, caseworker, acting(decider, municipality), serial=DECIDERS)

    answers = all_at_once(environ, "decide", turns)

    granted = [answer for answer in answers if "decision" in answer]
    refused = [answer for answer in answers if "refused" in answer]
    assert len(granted) == 1
    assert [answer["refused"] for answer in refused] == ["cap_is_full"] * (DECIDERS - 1)
    assert {answer["sentence"] for answer in refused} == {
        "Taket er nådd: 2 av 2 bevillinger er i bruk. Send forslaget tilbake. Bare et politisk organ kan gå"
        " over kommunens eget tak."
    }
    with filling() as (session, _actor):
        policy = policy_in_force(session, world.own_id, DECIDED_ON)
        (count,) = cap_counts(session, world.own_id, policy, DECIDED_ON, leave_out_case=0)
        assert (count.used, count.pending) == (SEATS, DECIDERS - 1)
        numbers = session.scalars(select(Licence.number).order_by(Licence.number)).all()
        assert numbers == ["SKJ-2026-0001", "SKJ-2026-0002"]
        assert session.scalar(select(func.count()).select_from(Decision)) == SEATS
        decision_letters = select(func.count()).select_from(Letter).where(Letter.decision_id.is_not(None))
        assert session.scalar(decision_letters) == SEATS
        states = session.scalars(select(Case.state)).all()
        assert states.count(CaseState.DECIDED) == SEATS
        assert states.count(CaseState.PROPOSED) == DECIDERS - 1
        chain = audit.verified_chain(session, world.own_id)
        assert chain.broken == ()
