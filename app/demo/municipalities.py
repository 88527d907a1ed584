"""The demo's two municipalities, and the policy that they share. What is invented says so."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.numbers import organisation_number
from app.demo.people import HOLTALEN, ROROS
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.policy import PolicyState
from app.policy.library import DEMO, library_entry
from app.policy.service.storing import store_policy
from licensing.policy import Policy

MERGED_ON = date(2018, 1, 1)
"""The municipality numbers of Trøndelag are from this day."""
# The day and the years that the text itself names; a demo that is filled later says its own.
WRITTEN_ON = date(2024, 6, 20)
WRITTEN_YEARS = "2024–2028"


def enter_municipalities(session: Session, days: Days) -> dict[str, int]:
    """Enter both, with the policy that they have adopted; gives their ids by name."""
    ids = {
        ROROS: _enter(session, ROROS, "5025", "Bevillingskontoret", "Bergmannsgata 123", "7374", "roros"),
        HOLTALEN: _enter(session, HOLTALEN, "5026", "Servicekontoret", "Bygdaveien 123", "7380", "holtalen"),
    }
    policy = dated(library_entry(DEMO).read.policy, days)
    store_policy(session, policy, municipality_ids=ids.values(), state=PolicyState.IN_FORCE)
    session.flush()
    return ids


def _enter(
    session: Session, name: str, number: str, unit: str, street: str, postcode: str, domain: str
) -> int:
    municipality = Municipality(
        organisation_number=organisation_number(0 if name == ROROS else 1),
        language_form=LanguageForm.BOKMAAL,
        unit=unit,
        postal_address=street,
        postcode=postcode,
        town="Røros" if name == ROROS else "Ålen",
        phone="00 00 00 00",
        email=f"post@{domain}.example",
        website=f"{domain}.example",
        state_governor="Statsforvalteren i Trøndelag",
    )
    session.add(municipality)
    session.flush()
    session.add(
        MunicipalityIdentity(municipality_id=municipality.id, number=number, name=name, first_day=MERGED_ON)
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
