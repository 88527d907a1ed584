"""The demo's three municipalities, and the policy that two of them share. What is invented says so."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.numbers import organisation_number
from app.demo.people import EIDSKOG, HOLTALEN, ROROS
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.policy import PolicyState
from app.policy.library import DEMO, library_entry
from app.policy.service.storing import store_policy
from licensing.policy import Policy

# The municipality numbers of Trøndelag are from 2018, those of Innlandet from 2020.
TRONDELAG, INNLANDET = date(2018, 1, 1), date(2020, 1, 1)
# The day and the years that the text itself names; a demo that is filled later says its own.
WRITTEN_ON = date(2024, 6, 20)
WRITTEN_YEARS = "2024–2028"


@dataclass(frozen=True)
class Place:
    """A municipality: its number, and where its office is."""

    name: str
    number: str
    first_day: date
    unit: str
    street: str
    postcode: str
    town: str
    domain: str
    county: str


PLACES = (
    Place(
        ROROS,
        "5025",
        TRONDELAG,
        "Bevillingskontoret",
        "Bergmannsgata 123",
        "7374",
        "Røros",
        "roros",
        "Trøndelag",
    ),
    Place(
        HOLTALEN,
        "5026",
        TRONDELAG,
        "Servicekontoret",
        "Bygdaveien 123",
        "7380",
        "Ålen",
        "holtalen",
        "Trøndelag",
    ),
    Place(
        EIDSKOG,
        "3416",
        INNLANDET,
        "Servicekontoret",
        "Skogbygdvegen 123",
        "2230",
        "Skotterud",
        "eidskog",
        "Innlandet",
    ),
)
SHARE_A_POLICY = (ROROS, HOLTALEN)
"""Eidskog is in the demo for its action plan: it has neither licences nor an alcohol policy in the system."""


def enter_municipalities(session: Session, days: Days) -> dict[str, int]:
    """Enter all of them, with the policy that two have adopted; gives their ids by name."""
    ids = {place.name: _enter(session, place, serial) for serial, place in enumerate(PLACES)}
    policy = dated(library_entry(DEMO).read.policy, days)
    store_policy(
        session, policy, municipality_ids=[ids[name] for name in SHARE_A_POLICY], state=PolicyState.IN_FORCE
    )
    session.flush()
    return ids


def _enter(session: Session, place: Place, serial: int) -> int:
    municipality = Municipality(
        organisation_number=organisation_number(serial),
        language_form=LanguageForm.BOKMAAL,
        unit=place.unit,
        postal_address=place.street,
        postcode=place.postcode,
        town=place.town,
        phone="00 00 00 00",
        email=f"post@{place.domain}.example",
        website=f"{place.domain}.example",
        state_governor=f"Statsforvalteren i {place.county}",
    )
    session.add(municipality)
    session.flush()
    session.add(
        MunicipalityIdentity(
            municipality_id=municipality.id, number=place.number, name=place.name, first_day=place.first_day
        )
    )
    session.flush()
    session.expire(municipality, ["identities"])
    return municipality.id


def dated(policy: Policy, days: Days) -> Policy:
    """The policy as the councils adopted it for the period that runs, which is not always the written one."""
    first, last, met = days.period_first_day, days.period_last_day, days.council_met_on

    def moved(text: str) -> str:
        return (
            text.replace(WRITTEN_YEARS, f"{first.year}–{last.year}")
            .replace(f"{WRITTEN_ON:%d.%m.%Y}", f"{met:%d.%m.%Y}")
            .replace(f"/{WRITTEN_ON:%y} ", f"/{met:%y} ")
        )

    documents = tuple(
        replace(
            document,
            title=moved(document.title),
            adopted_on=met if document.adopted_on == WRITTEN_ON else document.adopted_on,
        )
        for document in policy.documents
    )
    return replace(
        policy,
        name=moved(policy.name),
        decided=moved(policy.decided),
        source=moved(policy.source),
        # The guidelines held from the day they were adopted, so that the renewal could follow them.
        first_day=met,
        last_day=last,
        documents=documents,
    )
