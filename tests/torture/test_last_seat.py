"""Fifty deciders at once on the last seats under a cap: seven are granted, the others are told why."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.permissions import Actor, Role
from app.policy.queries import cap_counts, policy_in_force
from app.policy.service.zones import place_venue
from licensing.caps import CapCount
from licensing.cases import CaseState
from licensing.decisions import DecisionOutcome
from licensing.licences import Group, LicenceKind
from licensing.policy import CapScope, When
from tests.factories import case as cases
from tests.factories.caps import ZONES, cap_rule, make_caps
from tests.factories.case import DECIDED_ON
from tests.factories.user import acting, make_user
from tests.torture.processes import ROUNDS, all_at_once, told

DECIDERS = 50
SEATS = 8
"""One is taken by a case decided before, so that seven are left."""
FREE = SEATS - 1


def turn_of(session: Session, caseworker: Actor, serial: int, *, zones: tuple[str, ...] | None = None):
    """A case that is proposed, and somebody of its own who is about to decide it."""
    municipality = session.get_one(Municipality, caseworker.municipality_id)
    email = f"decider{municipality.id}-{serial}@kommune.invalid"
    decider = acting(make_user(session, municipality, Role.DECIDER, email=email), municipality)
    case = cases.make_ready(session, caseworker, serial=serial)
    if zones is not None:
        place(session, caseworker, case, zones)
    cases.assessed(session, caseworker, case)
    cases.propose_as(session, caseworker, case, DecisionOutcome.GRANT)
    return {
        "actor": told(decider),
        "case_id": case.id,
        "seen_version": case.version,
        "on": DECIDED_ON.isoformat(),
    }


def place(session: Session, actor: Actor, case: Case, zones: tuple[str, ...]) -> None:
    policy = policy_in_force(session, actor.municipality_id, DECIDED_ON)
    venue_id = case.application.venue_id
    place_venue(session, actor, venue_id=venue_id, policy=policy, zones=zones, basis="kartet")


def refusals(answers: list[dict[str, object]]) -> tuple[int, set[object], set[object]]:
    """How many were granted, and what the others were told."""
    refused = [answer for answer in answers if "refused" in answer]
    granted = [answer for answer in answers if "decision" in answer]
    assert len(granted) + len(refused) == len(answers)
    codes = {answer["refused"] for answer in refused}
    return len(granted), codes, {answer["sentence"] for answer in refused}


def count_of(session: Session, municipality_id: int) -> CapCount:
    policy = policy_in_force(session, municipality_id, DECIDED_ON)
    (count,) = cap_counts(session, municipality_id, policy, DECIDED_ON, leave_out_case=0)
    return count


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_the_last_seats_are_given_once(environ, filling: Callable, world, round_number: int) -> None:
    with filling() as (session, caseworker):
        municipality = session.get_one(Municipality, world.own_id)
        make_caps(session, [municipality.id], cap_rule(limit=SEATS, when=When(kinds=(LicenceKind.SERVING,))))
        turns = [turn_of(session, caseworker, serial) for serial in range(DECIDERS)]
        before = make_user(session, municipality, Role.DECIDER, email="before@kommune.invalid")
        cases.make_decided(session, caseworker, acting(before, municipality), serial=DECIDERS)

    granted, codes, sentences = refusals(all_at_once(environ, "decide", turns))

    assert granted == FREE
    assert codes == {"cap_is_full"}
    assert sentences == {
        "Taket i retningslinjene punkt 3.1 er nådd: 8 av 8 bevillinger er i bruk. Send forslaget tilbake."
        " Bare et politisk organ kan gå over kommunens eget tak."
    }
    with filling() as (session, _actor):
        count = count_of(session, world.own_id)
        assert (count.used, count.pending) == (SEATS, DECIDERS - FREE)
        numbers = session.scalars(select(Licence.number).order_by(Licence.number)).all()
        assert numbers == [f"SKJ-2026-{serial:04d}" for serial in range(1, SEATS + 1)]
        assert session.scalar(select(func.count()).select_from(Decision)) == SEATS
        decision_letters = select(func.count()).select_from(Letter).where(Letter.decision_id.is_not(None))
        assert session.scalar(decision_letters) == SEATS
        states = session.scalars(select(Case.state)).all()
        assert states.count(CaseState.DECIDED) == SEATS
        assert states.count(CaseState.PROPOSED) == DECIDERS - FREE
        chain = audit.verified_chain(session, world.own_id)
        assert chain.broken == ()


def test_a_cap_that_two_municipalities_share_is_not_passed_by_both(environ, filling, world) -> None:
    each, seats = 8, 5
    with filling() as (session, _caseworker):
        shared = cap_rule(limit=seats, scope=CapScope.POLICY, when=When(groups=(Group.THREE,)))
        make_caps(session, [world.own_id, world.other_id], shared)
    turns = []
    for municipality in ("own", "other"):
        with filling(municipality=municipality) as (session, caseworker):
            turns += [turn_of(session, caseworker, serial) for serial in range(each)]
    # Turn about, so that neither municipality is through before the other begins.
    turns = [turn for pair in zip(turns[:each], turns[each:], strict=True) for turn in pair]

    granted, codes, sentences = refusals(all_at_once(environ, "decide", turns))

    assert granted == seats
    assert codes == {"cap_is_full"}
    assert all("punkt 3.1 er nådd: 5 av 5 bevillinger" in str(sentence) for sentence in sentences)
    with filling() as (session, _actor):
        assert count_of(session, world.own_id).used == seats
        assert count_of(session, world.other_id).used == seats
        assert session.scalar(select(func.count()).select_from(Licence)) == seats


def test_each_zone_gives_its_own_seats_and_no_more(environ, filling, world) -> None:
    seats = 2
    with filling() as (session, caseworker):
        make_caps(session, [world.own_id], cap_rule(limit=seats, scope=CapScope.ZONE), zones=ZONES)
        zones = (("sentrum",), ("gamlebyen",))
        turns = [turn_of(session, caseworker, serial, zones=zones[serial % 2]) for serial in range(10)]

    granted, codes, _sentences = refusals(all_at_once(environ, "decide", turns))

    assert granted == seats * len(zones)
    assert codes == {"cap_is_full"}
