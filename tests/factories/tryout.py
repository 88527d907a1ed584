"""Drafts to try out, and a small world of licences that they would do something to."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models.licence import Licence
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyState
from app.permissions import Actor
from app.policy.service.storing import store_policy
from licensing.licences import LicenceKind, VenueCategory
from licensing.policy import (
    Allow,
    CapEffect,
    CapSpan,
    ConditionEffect,
    Document,
    HoursEffect,
    LegalKind,
    PlaceEffect,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
)
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.venue import ROOMS, make_venue

DAY = date(2026, 11, 23)
DOCUMENT = Document("R", LegalKind.GUIDELINES, "Retningslinjer", short="retningslinjene")

EARLIER = Rule(
    "H-1",
    RuleKind.HOURS,
    Strength.HARD,
    When(kinds=(LicenceKind.SERVING,)),
    hours=HoursEffect(latest=1500),
    document="R",
    paragraph="punkt 2",
)
NO_LODGES = Rule(
    "P-1",
    RuleKind.PLACE,
    Strength.HARD,
    When(categories=(VenueCategory.LODGE,)),
    place=PlaceEffect(Allow.NEVER),
    document="R",
    paragraph="punkt 3",
)
GUARDS = Rule(
    "C-1",
    RuleKind.CONDITION,
    Strength.CONDITION,
    When(categories=(VenueCategory.PUB_BAR,)),
    condition=ConditionEffect("Vakt fra kl. 22 fredag og lørdag"),
    document="R",
    paragraph="punkt 4",
)


def cap_of(limit: int | None) -> Rule:
    """A cap on serving licences."""
    return Rule(
        "T-1",
        RuleKind.CAP,
        Strength.HARD,
        When(kinds=(LicenceKind.SERVING,)),
        cap=CapEffect(limit=limit, span=CapSpan.AT_ONCE, counts="bevillinger"),
        document="R",
        paragraph="punkt 5",
    )


def make_draft(
    session: Session, municipality_id: int, *rules: Rule, name: str = "Utkast 2028–2032"
) -> PolicyRow:
    """A draft with some rules."""
    policy = Policy(
        id="",
        version=1,
        name=name,
        first_day=date(2028, 10, 1),
        last_day=date(2032, 9, 30),
        documents=(DOCUMENT,),
        rules=rules,
    )
    return store_policy(session, policy, municipality_ids=[municipality_id], state=PolicyState.DRAFT)


@dataclass(frozen=True)
class SmallWorld:
    """Four licences, oldest grant first: a lodge, a pub, an eating place, and another pub."""

    lodge: Licence
    pub: Licence
    eating_place: Licence
    late_pub: Licence


def make_small_world(session: Session, actor: Actor, *, more: int = 0) -> SmallWorld:
    """All are open to 01 on weekdays and 02 at the end of the week."""
    found = []
    places = (
        ("Fjellstua", VenueCategory.LODGE, date(2024, 6, 3)),
        ("Gruvelykta", VenueCategory.PUB_BAR, date(2024, 6, 4)),
        ("Bergstadkroa", VenueCategory.EATING_PLACE, date(2024, 6, 5)),
        ("Smelthytta", VenueCategory.PUB_BAR, date(2024, 6, 5)),
    )
    for serial, (name, category, granted_on) in enumerate(places):
        street = f"Prøveveien {serial + 10 * more}"
        venue = make_venue(session, actor, name=name, street=street, category=category, rooms=ROOMS[:1])
        holder = make_holder(session, actor, name=f"{name} AS", serial=serial + 70 + 10 * more)
        found.append(make_licence(session, venue, holder, granted_on=granted_on, usable_from=granted_on))
    return SmallWorld(*found)
