"""An event is changed where events are changed, and not after it has been put before the decider."""

from datetime import timedelta

import pytest

from app import clock
from app.cases.service.assessments import assess_case
from app.events.queries.one import occasion_of
from app.events.service.deciding import propose_event
from tests.app.events.test_event_pages import the_case
from tests.factories import event as events
from tests.journeys.office import fields_of


def make_ready(session, actor):
    first_day = clock.today() + timedelta(days=30)
    days = events.day_entries(first_day=first_day, last_day=first_day)
    return events.make_ready_event(session, actor, received_on=clock.today(), days=days)


def hours_now(filling):
    with filling() as (session, _actor):
        case = the_case(session)
        rooms = {room.name for room in case.application.rooms}
        return rooms, {(row.room.name, row.start, row.end) for row in occasion_of(session, case).days}


def test_what_is_put_before_the_decider_stands_still(client_as, filling) -> None:
    with filling() as (session, actor):
        case = make_ready(session, actor)
        on = clock.today()
        assess_case(session, actor, case_id=case.id, seen_version=case.version, on=on)
        entry = events.grant_entry(session, case)
        propose_event(
            session, actor, case_id=case.id, seen_version=case.version, entry=entry, fee_ore=None, on=on
        )
        case_id = case.id
    before = hours_now(filling)
    client = client_as()
    typed = fields_of(client.get(f"/arrangementer/{case_id}/endre").text)
    sent = {name: value for name, value in typed.items() if not name.startswith("days")}
    answer = client.post(
        f"/arrangementer/{case_id}/endre", data=sent | {"rooms": "Telt 9", "indoor": "14-20"}
    )
    assert answer.status_code == 409
    assert hours_now(filling) == before


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_event_is_not_changed_as_a_permanent_licence_is(client_as, filling, method) -> None:
    with filling() as (session, actor):
        case_id = make_ready(session, actor).id
        version = the_case(session).version
    before = hours_now(filling)
    sent = {
        "version": str(version),
        "wanted": "sale:1",
        "indoor": "12-22",
        "rooms": "Noe helt annet",
        "category": "other",
        "concept": "Martnan",
    }
    client = client_as()
    answer = client.open(f"/saker/{case_id}/endre", method=method, data=sent if method == "POST" else None)
    assert (answer.status_code, answer.location) == (302, f"/arrangementer/{case_id}/endre")
    assert hours_now(filling) == before
    assert f'href="/saker/{case_id}/endre"' not in client.get(f"/saker/{case_id}").text
