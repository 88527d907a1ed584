"""Whoever takes a late application takes it for the days that it has then."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.events.queries.one import occasion_of
from app.events.service.choices import accept_late_notice
from app.events.service.registering import EventChange, change_event
from licensing.licences import LicenceType
from tests.factories import event as events
from tests.factories.case import DECIDED_ON
from tests.factories.event import FIRST_DAY


@pytest.mark.parametrize(
    ("first_day", "kept"),
    [
        pytest.param(FIRST_DAY, True, id="the same first day"),
        pytest.param(FIRST_DAY - timedelta(days=1), False, id="a day earlier"),
    ],
)
def test_a_late_notice_is_accepted_for_its_days(filling, first_day: date, *, kept: bool) -> None:
    with filling() as (session, actor):
        case = events.make_event(session, actor, received_on=date(2027, 2, 1))
        accept_late_notice(
            session, actor, case_id=case.id, seen_version=case.version, reason="Liten sak.", on=DECIDED_ON
        )
        days = events.day_entries(first_day=first_day, last_day=FIRST_DAY)
        change = EventChange(
            replace(events.event_entry().facts, days=days), LicenceType.SINGLE_OCCASION, events.TENTS
        )
        change_event(session, actor, case_id=case.id, seen_version=case.version, change=change, on=DECIDED_ON)
        assert (occasion_of(session, case).late_accepted_by_id is not None) is kept
