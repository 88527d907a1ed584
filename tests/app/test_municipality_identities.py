"""A municipality that changes its number and name: each day has its own, and the id never moves."""

from datetime import date

import pytest

from app.letters.parties import municipality_name
from app.models.municipality import Municipality, MunicipalityIdentity
from tests.app.conftest import Filling

# As Ålesund's split shows it: one number until 2023, another since.
SPLIT_ON = date(2024, 1, 1)


@pytest.mark.parametrize(
    ("day", "number", "name"),
    [
        pytest.param(date(2019, 12, 31), "5025", "Røros", id="before the first known day, the first"),
        pytest.param(date(2023, 12, 31), "5025", "Røros", id="the last day of the old number"),
        pytest.param(SPLIT_ON, "5061", "Røros bergstad", id="the first day of the new one"),
        pytest.param(date(2028, 9, 30), "5061", "Røros bergstad", id="and long after"),
    ],
)
def test_letters_and_lists_name_the_municipality_as_on_the_day(
    filling: Filling, day: date, number: str, name: str
) -> None:
    with filling() as (session, actor):
        session.add(
            MunicipalityIdentity(
                municipality_id=actor.municipality_id,
                number="5061",
                name="Røros bergstad",
                first_day=SPLIT_ON,
            )
        )
        session.flush()
        municipality = session.get_one(Municipality, actor.municipality_id)
        session.expire(municipality, ["identities"])
        identity = municipality.identity_on(day)
        assert (identity.number, identity.name) == (number, name)
        assert municipality_name(municipality, day) == f"{name} kommune"
