"""Turnover statements: taken in as versions, estimated, and read by others."""

import pytest

from app.billing.queries.statements import latest_statements
from app.billing.service import links, statements
from fees.turnover import TurnoverSource, Volumes
from licensing.errors import NotAllowed
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.turnover import RECEIVED_ON, SENDER, YEAR, make_duty, make_statement
from tests.factories.venue import make_venue

LODGE = Volumes(900_00, 700_00, 60_00)


def test_the_latest_version_holds(filling) -> None:
    with filling() as (session, actor):
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        licence = make_licence(session, venue, holder)
        duty = make_duty(session, actor, licence)
        make_statement(session, actor, duty)
        make_statement(session, actor, duty, actual=Volumes(1), expected=LODGE)
        found = latest_statements(session, actor.municipality_id, YEAR)
        row = found[licence.id]
        assert (row.number, row.actual, row.expected, row.source) == (
            2,
            Volumes(1),
            LODGE,
            TurnoverSource.KEYED,
        )
        assert latest_statements(session, actor.municipality_id, YEAR, [licence.id]) == found
        link = links.make_links(session, actor, [duty.id], expires_at=links.clock.now())[duty.id]
        assert links.link_of(session, links.token_of(link)) is link
        again = links.make_links(session, actor, [duty.id], expires_at=links.clock.now())[duty.id]
        assert links.link_of(session, links.token_of(link)) is None
        statements.receive_statement(
            session,
            None,
            link=again,
            duty_id=duty.id,
            actual=LODGE,
            expected=LODGE,
            on=RECEIVED_ON,
            sender=SENDER,
        )
        with pytest.raises(NotAllowed):
            statements.estimate_statement(
                session, actor, duty_id=duty.id, actual=LODGE, expected=LODGE, reason=" ", on=RECEIVED_ON
            )
