"""Venues that lie near each other."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.models.venue import Venue
from app.venues.nearness import is_near
from tests.app.conftest import Filling
from tests.factories.venue import make_venue

pytestmark = pytest.mark.database
HERE = (Decimal("62.574"), Decimal("11.384"))


@pytest.mark.parametrize(
    ("postcode", "point", "near"),
    [
        pytest.param("7374", None, True, id="the same postal area"),
        pytest.param("7361", None, False, id="another postal area, no point"),
        pytest.param("7361", (Decimal("62.582"), Decimal("11.384")), True, id="900 metres north"),
        pytest.param("7361", (Decimal("62.584"), Decimal("11.384")), False, id="1100 metres north"),
        pytest.param("7361", (Decimal("62.574"), Decimal("11.402")), True, id="900 metres east"),
        pytest.param("7361", (Decimal("62.574"), Decimal("11.406")), False, id="1100 metres east"),
    ],
)
def test_what_is_near(
    filling: Filling, postcode: str, point: tuple[Decimal, Decimal] | None, near: bool
) -> None:
    with filling() as (session, actor):
        one = make_venue(session, actor)
        one.latitude, one.longitude = HERE
        other = make_venue(session, actor, name="Der borte", street="Borteveien 1")
        other.postcode = postcode
        other.latitude, other.longitude = point or (None, None)
        session.flush()
        found = set(session.scalars(select(Venue.id).where(is_near(one))))
        assert (other.id in found) is near
        assert one.id in found


def test_a_venue_without_a_point_is_near_its_own_postal_area(filling: Filling) -> None:
    with filling() as (session, actor):
        one, other = make_venue(session, actor), make_venue(session, actor, name="Nabo", street="Nabogata 1")
        assert other.id in set(session.scalars(select(Venue.id).where(is_near(one))))
