"""The same form sent many times at once to two web servers, each a process of its own: nothing is doubled."""

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import audit
from app.clock import today
from app.models.case import Case
from app.models.decision import Decision
from app.models.event import Event, EventType
from app.models.holder import Holder
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.models.person import Person
from app.models.venue import Venue
from app.permissions import Role
from tests.factories import case as cases
from tests.journeys.office import application_fields, fields_of
from tests.torture.processes import ROUNDS, actor_of, web_servers
from tests.torture.visiting import Visitor

TIMES = 20


@pytest.fixture(scope="module")
def servers(environ) -> Iterator[list[str]]:
    """Two web servers on the database of the tests."""
    with web_servers(environ) as addresses:
        yield addresses


def spread(servers: list[str], path: str) -> list[str]:
    """The same path at both servers, in turn."""
    return [address + path for address in islice(cycle(servers), TIMES)]


def count(session, row) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(row))


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_an_application_sent_twenty_times_opens_one_case(
    servers: list[str], filling: Callable, world, round_number: int
) -> None:
    caseworker = Visitor(world.someone("caseworker").email, servers[0])
    form = fields_of(caseworker.get(servers[0] + "/saker/ny").text)
    sent = application_fields(submission=form["submission"], csrf_token=form["csrf_token"])

    answers = caseworker.post_at_once(spread(servers, "/saker/ny"), sent)

    assert {answer.status for answer in answers} == {302}
    assert len({answer.location for answer in answers}) == 1
    with filling() as (session, _actor):
        assert [count(session, row) for row in (Case, Holder, Venue, Person, Letter)] == [1, 1, 1, 3, 1]
        assert session.scalars(select(Case.number)).all() == [1]
        assert audit.verified_chain(session, world.own_id).broken == ()


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_a_decision_clicked_twenty_times_is_made_once(
    servers: list[str], filling: Callable, world, round_number: int
) -> None:
    with filling() as (session, actor):
        case_id = cases.make_proposed(session, actor, on=today(), received_on=today()).id
    decider = Visitor(world.someone("decider").email, servers[0])
    path = f"/saker/{case_id}/vedtak"
    form = fields_of(decider.get(servers[0] + path).text)

    answers = decider.post_at_once(spread(servers, path), form)

    assert Counter(answer.status for answer in answers) == {302: 1, 409: TIMES - 1}
    late = next(answer for answer in answers if answer.status == 409)
    assert "Saken ble endret mens du skrev." in late.text
    with filling() as (session, _actor):
        assert [count(session, row) for row in (Decision, Licence)] == [1, 1]
        assert count(session, select(Letter).where(Letter.decision_id.is_not(None)).subquery()) == 1
        events = Counter(session.scalars(select(Event.type)))
        assert (events[EventType.CASE_DECIDED], events[EventType.LICENCE_GRANTED]) == (1, 1)
        assert audit.verified_chain(session, world.own_id).broken == ()


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_a_letter_made_final_twenty_times_is_stored_once(
    servers: list[str], environ, filling: Callable, world, round_number: int
) -> None:
    on = today()
    with filling() as (session, actor):
        decider = actor_of(world, Role.DECIDER)
        case = cases.make_decided(session, actor, decider, received_on=on, on=on)
        letter = session.scalars(select(Letter).where(Letter.decision_id.is_not(None))).one()
        case_id, letter_id, version = case.id, letter.id, case.version
    caseworker = Visitor(world.someone("caseworker").email, servers[0])
    token = fields_of(caseworker.get(f"{servers[0]}/saker/{case_id}/saksbehandler").text)["csrf_token"]

    answers = caseworker.post_at_once(
        spread(servers, f"/brev/{letter_id}/endelig"), {"csrf_token": token, "version": str(version)}
    )

    assert Counter(answer.status for answer in answers) == {302: 1, 409: TIMES - 1}
    with filling() as (session, _actor):
        letter = session.get_one(Letter, letter_id)
        assert letter.state is LetterState.FINAL
        assert Counter(session.scalars(select(Event.type)))[EventType.LETTER_FINALISED] == 1
        assert audit.verified_chain(session, world.own_id).broken == ()
    assert not list(Path(environ["FILES_DIR"]).glob("*/tmp*"))
