"""What an assessment says beside its findings: open questions, days it knows nothing of, groups."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.assessment import assess
from licensing.errors import PeriodNotKnown
from licensing.licences import Group
from tests.licensing.applications import ON, SERVING


def test_the_sources_open_questions_come_along():
    assert assess(SERVING, None, date(2028, 9, 15)).questions == ("council_and_next_period",)


def test_before_2008_nothing_can_be_assessed():
    with pytest.raises(PeriodNotKnown):
        assess(replace(SERVING, first_day=None), None, date(2007, 12, 31))


def test_the_application_of_a_group_is_what_is_proposed():
    assert assess(replace(SERVING, groups=(Group.ONE,)), None, ON).groups == (Group.ONE,)
