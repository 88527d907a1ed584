"""Applications at random for a new serving licence, as many answers known as unknown."""

import random
from dataclasses import replace
from datetime import date

from licensing.applicants import Person
from licensing.assessment import AskedHours, CriterionView, Facts
from licensing.assessment.facts import GroundView
from licensing.licences import AreaKind, Audience, Group, LicenceKind, VenueCategory
from licensing.service_hours import ServiceHours
from licensing.statements import Answer, Statement, required_statements

ON = date(2026, 11, 23)
ANSWERED = date(2026, 10, 20)
GROUPS = (Group.ONE, Group.TWO, Group.THREE)
CATEGORIES = (
    VenueCategory.EATING_PLACE,
    VenueCategory.PUB_BAR,
    VenueCategory.HOTEL,
    VenueCategory.PARTY_ROOM,
    VenueCategory.CULTURE,
    VenueCategory.BOAT,
)
YES_OR_NO = (
    "resepsjon",
    "alle-måltider",
    "eget-rom",
    "sene-ansatte-kurset",
    "studentsted",
    "ute-som-inne",
    "nattkafé-varslet",
    "nok-vakter",
    "én-kurset",
    "øy-i-kjøpesenter",
    "bordservering",
)
# What shuts a place out is seldom so; else nearly every case would end there.
SELDOM = ("toppløs", "spilleautomater", "mc-klubb")


def applications(count: int, seed: int = 4) -> list[Facts]:
    """So many applications, always the same ones."""
    chance = random.Random(seed)
    return [_application(chance) for _number in range(count)]


def _application(chance: random.Random) -> Facts:
    areas = chance.choice([(AreaKind.INDOOR,), (AreaKind.INDOOR,), tuple(AreaKind)])
    answers: dict[str, bool | int | str | None] = {
        **{name: chance.choice([True, False, False, None]) for name in YES_OR_NO},
        **{name: chance.choice([False] * 12 + [True, None]) for name in SELDOM},
        "full-meny-til": chance.choice([21 * 60, 22 * 60, 23 * 60, None]),
        "rom-med-bad": chance.choice([22, 30, 60, None]),
        "kursede-til-stede": chance.choice([1, 2, 3, 4, None]),
        "aldersgrense": chance.choice([18, 20, 23, None]),
    }
    facts = Facts(
        kind=LicenceKind.SERVING,
        groups=GROUPS,
        audience=Audience.GENERAL,
        category=chance.choice(CATEGORIES),
        first_day=date(2026, 12, 1),
        holder="company",
        influence=("owner",),
        manager=_person(chance, "manager"),
        deputies=(_person(chance, "deputy"),),
        hours=tuple(_asked(chance, area, group) for area in areas for group in GROUPS),
        room_licences=(),
        caps=(),
        zones=chance.choice([(), (), ("boligområde",), ("bydelssentrum",), None]),
        answers={name: answer for name, answer in answers.items() if answer is not None},
        criteria=tuple(
            CriterionView("B-20", met, "Vurdert") for met in chance.choice([(), (True,), (False,)])
        ),
        grounds=tuple(
            GroundView(rule, "Særlig sted") for rule in ("B-14", "B-18", "B-19") if chance.random() < 0.3
        ),
    )
    return replace(
        facts,
        statements=tuple(
            Statement(
                line.body,
                line.question,
                line.subject,
                asked_on=date(2026, 10, 1),
                due_on=date(2026, 10, 29),
                answered_on=ANSWERED,
                answer=Answer.NO_REMARK,
            )
            for line in required_statements(LicenceKind.SERVING, facts.people())
        ),
    )


def _person(chance: random.Random, name: str) -> Person:
    return Person(
        name,
        chance.choice([date(1987, 4, 15)] * 12 + [date(2007, 4, 15), None]),
        chance.choice([(LicenceKind.SERVING,)] * 8 + [(LicenceKind.SALE,)]),
        employed=chance.choice([True] * 8 + [None]),
        manages_elsewhere=False,
    )


def _asked(chance: random.Random, area: AreaKind, group: Group) -> AskedHours:
    start = chance.choice([10, 12, 13, 13, 16])
    hours = ServiceHours(start * 60, chance.choice([23, 24, 25, 26, 27, 28]) * 60)
    return AskedHours(area, group, hours, chance.choice([(), (), (5, 6), (7,)]))
