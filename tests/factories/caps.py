"""Policies with caps of every sort, as a council may have adopted them; all of it invented."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from app.models.policy import PolicyState
from app.policy.service.storing import store_policy
from licensing.policy import (
    CapEffect,
    Document,
    Drawn,
    LegalKind,
    Point,
    Policy,
    Rule,
    RuleKind,
    Strength,
    When,
    Zone,
)

FIRST_DAY, LAST_DAY = date(2024, 1, 1), date(2028, 9, 30)
CENTRE = Zone(
    "sentrum",
    "Sentrum",
    Drawn.PLAN,
    streets=("Prøvegata",),
    outline=(Point(10, 10), Point(60, 10), Point(60, 60), Point(10, 60)),
    drawn_by="kommunestyret",
)
OLD_TOWN = Zone("gamlebyen", "Gamlebyen", Drawn.STREETS, streets=("Kirkegata",))
ZONES = (CENTRE, OLD_TOWN)
GUIDELINES = Document("retningslinjer", LegalKind.GUIDELINES, "Oppdiktede retningslinjer", "retningslinjene")


def cap_rule(
    code: str = "T-1",
    limit: int | None = 2,
    *,
    when: When | None = None,
    strength: Strength = Strength.HARD,
    paragraph: str = "punkt 3.1",
    municipalities: tuple[str, ...] = (),
    **effect: object,
) -> Rule:
    """A cap in the guidelines."""
    return Rule(
        code,
        RuleKind.CAP,
        strength,
        when or When(),
        cap=CapEffect(limit=limit, **effect),  # type: ignore[arg-type]  # a test names what it needs
        document=GUIDELINES.code,
        paragraph=paragraph,
        municipalities=municipalities,
    )


def make_caps(
    session: Session, municipality_ids: Collection[int], *rules: Rule, zones: Collection[Zone] = ()
) -> Policy:
    """A policy in force with these rules, for one municipality or for several together."""
    policy = Policy(
        id="",
        version=1,
        name="Oppdiktede retningslinjer 2024–2028",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        invented=True,
        documents=(GUIDELINES,),
        zones=tuple(zones),
        rules=rules,
    )
    store_policy(session, policy, municipality_ids=municipality_ids, state=PolicyState.IN_FORCE)
    return policy
