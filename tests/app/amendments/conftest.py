"""A house with licences, for the tests of changes."""

import pytest

from tests.app.conftest import Filling
from tests.factories.change import House, make_house


@pytest.fixture
def house(filling: Filling) -> House:
    """Three licences of one holder, with a manager and a deputy."""
    with filling() as (session, actor):
        made = make_house(session, actor)
        session.commit()
        for row in (*made.licences, made.manager, made.deputy):
            session.refresh(row)
            session.expunge(row)
    return made
