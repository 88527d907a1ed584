"""The form of a new manager as it is sent, and what the tests look for."""

from uuid import uuid4

from sqlalchemy import func, select

from app import clock, formats
from tests.app.conftest import Filling
from tests.factories.change import House
from tests.factories.person import identity
from tests.journeys.office import fields_of

TODAY = clock.today()


def fields(house: House, **changes: object) -> dict[str, object]:
    """The form as it is sent: a new manager, and the old one leaves today."""
    return {
        "submission": str(uuid4()),
        "received_on": formats.short_date(TODAY),
        "first_day": formats.short_date(TODAY),
        "licences": [str(licence_id) for licence_id in house.ids],
        "leaving-0-key": f"manager-{house.manager.id}",
        "leaving-0-leaves_on": formats.short_date(TODAY),
        "leaving-1-key": f"deputy-{house.deputy.id}",
        "leaving-1-leaves_on": "",
        "manager_identity": identity(300).value,
        "manager_name": "Nye Styrer",
        "manager_tests": "both",
        "manager_employed": "y",
        "no_one_abroad": "y",
        "deputy_tests": "none",
        **changes,
    }


def url_of(house: House, kind: str = "styrer") -> str:
    return f"/endringer/{kind}/{house.ids[0]}"


def version_on(page: str) -> str:
    """The version of the case that a page was made from."""
    return fields_of(page)["version"]


def count(filling: Filling, row: type) -> int:
    with filling() as (session, _actor):
        return session.scalar(select(func.count()).select_from(row)) or 0
