"""The demo's two municipalities: letterhead, delegation, policy and conditions, all of them invented."""

from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.numbers import organisation_number
from app.demo.people import HOLTALEN, ROROS
from app.models.decision import ConditionTemplate
from app.models.municipality import DelegationRow, LanguageForm, Municipality, MunicipalityIdentity
from app.models.policy import Policy, PolicyCap, PolicyCriterion, PolicyHours, PolicyMunicipality
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind, LicenceKind
from licensing.matters import Matter

# What one caseworker may grant alone.
DELEGATED_TO_ONE = ((Matter.EVENT, "punkt 4.6"), (Matter.PEOPLE, "punkt 4.7"))
MERGED_ON = date(2018, 1, 1)
"""The municipality numbers of Trøndelag are from this day."""
CAP = 38
HOUR = 60
FRIDAY_AND_SATURDAY = "5,6"
WEEKDAYS = "1,2,3,4,5"
SATURDAY = "6"

SERVING, SALE = LicenceKind.SERVING, LicenceKind.SALE
INDOOR, OUTDOOR = AreaKind.INDOOR, AreaKind.OUTDOOR
ALONE, TWO_PEOPLE, BODY = DelegationMode.ALONE, DelegationMode.TWO_PEOPLE, DelegationMode.BODY

# Kind, outcome, mode; an empty kind or outcome stands for all. Together they show all three modes.
# They are for applications for licences; events and approved people have rows of their own.
DELEGATION = {
    ROROS: (
        (SERVING, None, TWO_PEOPLE, "punkt 4.2"),
        (SERVING, DecisionOutcome.REFUSE, BODY, "punkt 4.1"),
        (SALE, None, TWO_PEOPLE, "punkt 4.4"),
        (SALE, DecisionOutcome.GRANT, ALONE, "punkt 4.3"),
        (SERVING, DecisionOutcome.DISMISS, ALONE, "punkt 4.5"),
        (SALE, DecisionOutcome.DISMISS, ALONE, "punkt 4.5"),
    ),
    HOLTALEN: (
        (SERVING, None, BODY, "punkt 3.1"),
        (SALE, None, TWO_PEOPLE, "punkt 3.2"),
        (SERVING, DecisionOutcome.DISMISS, ALONE, "punkt 3.3"),
        (SALE, DecisionOutcome.DISMISS, ALONE, "punkt 3.3"),
    ),
}
COMMITTEE = "Formannskapet"

# Groups, area, weekdays, earliest, latest: in hours of the service day.
HoursRow = tuple[str, AreaKind, str, int | None, int]
SERVING_HOURS: tuple[HoursRow, ...] = (
    ("1,2", INDOOR, "", 8, 25),
    ("3", INDOOR, "", 13, 25),
    ("1,2", OUTDOOR, "", 8, 23),
    ("3", OUTDOOR, "", 13, 23),
)
WEEKEND_HOURS: tuple[HoursRow, ...] = (
    ("1,2", INDOOR, FRIDAY_AND_SATURDAY, None, 26),
    ("3", INDOOR, FRIDAY_AND_SATURDAY, None, 26),
)
SALE_HOURS: tuple[HoursRow, ...] = (("1", INDOOR, WEEKDAYS, 8, 20), ("1", INDOOR, SATURDAY, 8, 18))

# Title, text, whether before use, proof.
CONDITIONS = (
    (
        "Ferdigattest",
        "Ferdigattest eller midlertidig brukstillatelse for lokalet er lagt fram.",
        True,
        "Kopi av attesten",
    ),
    (
        "Plantegning",
        "Plantegning der skjenkearealet er tegnet inn, er levert.",
        True,
        "Plantegning i målestokk",
    ),
    (
        "Avgrensning ute",
        "Uteområdet er avgrenset med gjerde eller tau, slik at det er lett å se hvor skjenkingen slutter.",
        True,
        "Bilde av uteområdet",
    ),
    (
        "Ansvarlig vertskap",
        "Styrer, stedfortreder og alle som skjenker, har tatt kurs i ansvarlig vertskap innen tre måneder.",
        False,
        "Kursbevis",
    ),
    (
        "Ordensvakt",
        "Det er godkjent ordensvakt fredag og lørdag fra kl. 23.00 til stedet er tømt.",
        False,
        "",
    ),
    ("Mat", "Det serveres varm mat så lenge det skjenkes.", False, ""),
    ("Aldersgrense", "Aldersgrensen er 20 år etter kl. 22.00.", False, ""),
    ("Musikk ute", "Det spilles ikke musikk ute etter kl. 22.00.", False, ""),
)


def enter_municipalities(session: Session, days: Days) -> dict[str, int]:
    """Enter both, with everything they have decided; gives their ids by name."""
    ids = {
        ROROS: _enter(session, ROROS, "5025", "Bevillingskontoret", "Bergmannsgata 123", "7374", "roros"),
        HOLTALEN: _enter(session, HOLTALEN, "5026", "Servicekontoret", "Bygdaveien 123", "7380", "holtalen"),
    }
    for name, municipality_id in ids.items():
        _enter_delegation(session, municipality_id, name, days)
        _enter_conditions(session, municipality_id)
    _enter_policy(session, ids, days)
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


def _enter_delegation(session: Session, municipality_id: int, name: str, days: Days) -> None:
    for kind, outcome, mode, point in DELEGATION[name]:
        session.add(
            DelegationRow(
                municipality_id=municipality_id,
                kind=kind,
                outcome=outcome,
                matter=Matter.LICENCE,
                mode=mode,
                body=COMMITTEE if mode is BODY else None,
                basis=f"delegasjonsreglementet {point} (oppdiktet)",
                invented=True,
                first_day=date(days.council_met_on.year, 1, 1),
            )
        )
    for matter, point in DELEGATED_TO_ONE:
        session.add(
            DelegationRow(
                municipality_id=municipality_id,
                outcome=DecisionOutcome.GRANT,
                matter=matter,
                mode=ALONE,
                basis=f"delegasjonsreglementet {point} (oppdiktet)",
                invented=True,
                first_day=date(days.council_met_on.year, 1, 1),
            )
        )


def _enter_conditions(session: Session, municipality_id: int) -> None:
    session.add_all(
        ConditionTemplate(
            municipality_id=municipality_id, title=title, text=text, before_use=before_use, proof=proof
        )
        for title, text, before_use, proof in CONDITIONS
    )


def _enter_policy(session: Session, ids: dict[str, int], days: Days) -> None:
    first, last = days.period_first_day, days.period_last_day
    met = days.council_met_on
    policy = Policy(
        name=f"Alkoholpolitiske retningslinjer {first.year}–{last.year} (oppdiktet)",
        decided=f"Kommunestyrene i Røros og Holtålen, {met:%d.%m.%Y}, sak 41/{met:%y} (oppdiktet)",
        invented=True,
        # The guidelines held from the day they were adopted, so that the renewal could follow them.
        first_day=met,
        last_day=last,
    )
    session.add(policy)
    session.flush()
    session.add_all(
        PolicyMunicipality(policy_id=policy.id, municipality_id=municipality_id)
        for municipality_id in ids.values()
    )
    session.add(
        PolicyCap(
            policy_id=policy.id,
            municipality_id=ids[ROROS],
            kind=SERVING,
            highest=CAP,
            paragraph="punkt 2.1 (demoverdi)",
        )
    )
    session.add(
        PolicyCriterion(
            policy_id=policy.id,
            code="surroundings",
            text="Nærhet til skole, boliger og steder der barn og unge holder til, vektlegges.",
            categories="pub_bar,nightclub,culture,party_room,other",
            kind=SERVING,
            paragraph="punkt 2.4",
        )
    )
    rules = [(ROROS, SERVING, rule, "punkt 3.1") for rule in SERVING_HOURS]
    rules += [(ROROS, SERVING, rule, "punkt 3.2") for rule in WEEKEND_HOURS]
    rules += [(HOLTALEN, SERVING, rule, "punkt 3.1") for rule in SERVING_HOURS]
    rules += [(name, SALE, rule, "punkt 3.5") for name in ids for rule in SALE_HOURS]
    session.add_all(
        PolicyHours(
            policy_id=policy.id,
            municipality_id=ids[name],
            kind=kind,
            groups=groups,
            area=area,
            weekdays=weekdays,
            earliest=None if earliest is None else earliest * HOUR,
            latest=latest * HOUR,
            paragraph=paragraph,
        )
        for name, kind, (groups, area, weekdays, earliest, latest), paragraph in rules
    )
