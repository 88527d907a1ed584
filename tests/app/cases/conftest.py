"""Cases that the tests of pages begin with, dated from today."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from app.clock import today
from app.models.assessment import AssessmentRecord
from app.models.municipality import Municipality
from app.models.user import User
from app.permissions import Actor, Role
from licensing.decisions import DelegationMode
from licensing.statements import Body
from tests.app.conftest import ClientAs, Filling, World
from tests.factories import case as cases
from tests.factories.policy import delegation_rule, make_rules
from tests.factories.user import add_roles

LONG_AGO = timedelta(days=60)


@pytest.fixture
def received_id(filling: Filling) -> int:
    """An application that came today."""
    with filling() as (session, actor):
        return cases.make_case(session, actor, received_on=today()).id


@pytest.fixture
def asked_id(filling: Filling) -> int:
    """A case whose bodies were asked today."""
    with filling() as (session, actor):
        return cases.ask(session, actor, cases.make_case(session, actor, received_on=today()), today()).id


@pytest.fixture
def overdue_id(filling: Filling) -> int:
    """A case whose bodies let their deadline pass a month ago."""
    asked_on = today() - LONG_AGO
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=asked_on)
        cases.ask(session, actor, case, asked_on, (Body.POLICE, Body.SOCIAL_SERVICE, Body.TAX))
        return cases.send_requests(session, actor, case, asked_on).id


@pytest.fixture
def ready_id(filling: Filling) -> int:
    """A case whose statements have come."""
    with filling() as (session, actor):
        return cases.make_ready(session, actor, on=today(), received_on=today()).id


@pytest.fixture
def assessed_id(filling: Filling) -> int:
    """A case that has been assessed, with nothing against it."""
    with filling() as (session, actor):
        ready = cases.make_ready(session, actor, on=today(), received_on=today())
        return cases.assessed(session, actor, ready, today()).id


@pytest.fixture
def proposed_id(filling: Filling) -> int:
    """A case with a grant before the decider."""
    with filling() as (session, actor):
        return cases.make_proposed(session, actor, on=today(), received_on=today()).id


@pytest.fixture
def decider(world: World) -> Actor:
    """The decider as services see them."""
    someone = world.someone("decider")
    return Actor(someone.id, someone.name, world.own_id, frozenset({Role.DECIDER}))


@pytest.fixture
def decided_id(filling: Filling, decider: Actor) -> int:
    """A granted case whose letter is a draft."""
    with filling() as (session, actor):
        return cases.make_decided(session, actor, decider, on=today(), received_on=today()).id


@pytest.fixture
def both(client_as: ClientAs, filling: Filling) -> FlaskClient:
    """Somebody who is both caseworker and decider."""
    with filling() as (session, actor):
        user = session.get_one(User, actor.user_id)
        add_roles(session, user, session.get_one(Municipality, actor.municipality_id), Role.DECIDER)
    return client_as()


@pytest.fixture
def delegated(filling: Filling) -> Callable[..., None]:
    """Let the policy say who decides; what was assessed already was assessed by the policy that says so."""

    def delegate(mode: DelegationMode, **more: Any) -> None:
        with filling() as (session, actor):
            rule = delegation_rule(mode, basis="delegasjonsreglementet punkt 4.2", **more)
            policy = make_rules(session, actor.municipality_id, rule)
            session.execute(
                update(AssessmentRecord)
                .where(AssessmentRecord.municipality_id == actor.municipality_id)
                .values(policy_id=policy.id)
            )

    return delegate
