"""Municipalities with a letterhead, and the delegation that decides who may decide what."""

from datetime import date

from sqlalchemy.orm import Session

from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from licensing.decisions import DelegationMode
from tests.factories.policy import delegation_rule, make_rules

FIRST_DAY = date(2020, 1, 1)
# Valid in form and not given out: the register hands out numbers that begin with 8 and 9.
ORGANISATION_NUMBERS = ("100000016", "100000024", "100000032")


def make_municipality(
    session: Session,
    *,
    name: str = "Røros",
    number: str = "5025",
    organisation_number: str = ORGANISATION_NUMBERS[0],
    mode: DelegationMode | None = None,
) -> Municipality:
    """A municipality; with `mode`, a policy that delegates every kind of decision."""
    municipality = Municipality(
        organisation_number=organisation_number,
        language_form=LanguageForm.BOKMAAL,
        unit="Bevillingskontoret",
        postal_address="Prøveveien 1",
        postcode="7374",
        town="Røros",
        phone="00 00 00 00",
        email="post@kommune.invalid",
        website="kommune.invalid",
        state_governor="Statsforvalteren i Trøndelag",
    )
    session.add(municipality)
    session.flush()
    session.add(
        MunicipalityIdentity(municipality_id=municipality.id, number=number, name=name, first_day=FIRST_DAY)
    )
    if mode is not None:
        session.flush()
        make_rules(session, municipality.id, delegation_rule(mode))
    session.flush()
    session.expire(municipality, ["identities"])
    return municipality


def make_two(session: Session) -> tuple[Municipality, Municipality]:
    """Two municipalities of one installation."""
    return (
        make_municipality(session),
        make_municipality(
            session, name="Holtålen", number="5026", organisation_number=ORGANISATION_NUMBERS[1]
        ),
    )
