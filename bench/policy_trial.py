"""Licences of a country held against a draft, and the same questions as plain conditions, licence by licence.

The draft is Bergen's text. What it asks of hours and zones is answered for every licence; the rest for most.
Answers come in a dozen sorts, as places of one sort answer alike; kinds, zones and hours are mixed freely.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from licensing.licences import AreaKind, Attribute, Group, LicenceKind, LicenceType, TermRow, VenueCategory
from licensing.tryouts import OUTSIDE_ALL, Consequence, Held, LicenceOnTrial, hours_terms

ON = date(2026, 11, 23)
GRANTED_ON = date(2024, 6, 3)
GROUPS = (Group.ONE, Group.TWO, Group.THREE)
CATEGORIES = (
    VenueCategory.EATING_PLACE,
    VenueCategory.EATING_PLACE,
    VenueCategory.PUB_BAR,
    VenueCategory.HOTEL,
    VenueCategory.PARTY_ROOM,
)
SORTS_OF_ANSWERS = 12
BARRING = ("toppløs", "spilleautomater", "mc-klubb")
HOMES, CENTRE = "boligområde", "bydelssentrum"
# The days of a week, then 1 May, 17 May and a holiday: whether a day is off, and whether May goes before it.
EVENINGS = (*((day == 7, False) for day in range(1, 8)), (True, True), (True, True), (True, False))
ONE_O_CLOCK, TWO_O_CLOCK, THREE_O_CLOCK = 25 * 60, 26 * 60, 27 * 60


@dataclass(frozen=True)
class Place:
    """A place as both sides are told of it."""

    number: int
    category: VenueCategory
    zone: str
    outdoors: bool
    indoor_end: int
    outdoor_end: int
    answers: tuple[tuple[str, bool | int | str], ...]


def places(count: int) -> Iterator[Place]:
    """So many places, always the same ones, made one by one."""
    chance = random.Random(7)
    sorts = [_answers(chance) for _sort in range(SORTS_OF_ANSWERS)]
    for number in range(count):
        yield Place(
            number,
            chance.choice(CATEGORIES),
            chance.choice([OUTSIDE_ALL, OUTSIDE_ALL, HOMES, CENTRE]),
            chance.random() < 0.4,
            chance.choice([23, 24, 25, 26, 27]) * 60,
            chance.choice([22, 23, 25, 26]) * 60,
            chance.choice(sorts),
        )


def _answers(chance: random.Random) -> tuple[tuple[str, bool | int | str], ...]:
    answers: dict[str, bool | int | str | None] = {
        "sene-ansatte-kurset": chance.random() < 0.4,
        "studentsted": chance.random() < 0.1,
        "kursede-til-stede": chance.randint(1, 4),
        "ute-som-inne": chance.random() < 0.3,
        "nattkafé-varslet": False,
        "øy-i-kjøpesenter": chance.random() < 0.1,
        **{name: _seldom(chance) for name in BARRING},
        "full-meny-til": chance.choice([21 * 60, 22 * 60, 22 * 60, 23 * 60, None]),
        "rom-med-bad": chance.choice([12, 30, 60, 120]),
        "resepsjon": chance.choice([True, True, True, None]),
        "alle-måltider": True,
        "eget-rom": chance.choice([True, True, False]),
    }
    return tuple(sorted((name, answer) for name, answer in answers.items() if answer is not None))


def _seldom(chance: random.Random) -> bool | None:
    drawn = chance.random()
    return None if drawn < 0.05 else drawn > 0.95


def on_trial(place: Place) -> LicenceOnTrial:
    """A place's licence as the try-out reads it from its terms."""
    areas = tuple(AreaKind) if place.outdoors else (AreaKind.INDOOR,)
    ends = {AreaKind.INDOOR: place.indoor_end, AreaKind.OUTDOOR: place.outdoor_end}
    rows = [
        TermRow(
            Attribute.HOURS,
            f'[{{"weekdays":[],"start":{780 if group is Group.THREE else 720},"end":{ends[area]}}}]',
            GRANTED_ON,
            None,
            GRANTED_ON,
            1,
            area=area,
            group=group,
        )
        for area in areas
        for group in GROUPS
    ]
    held = Held(
        LicenceKind.SERVING,
        groups=GROUPS,
        category=place.category,
        placed_in=(place.zone,),
        areas=areas,
        terms=hours_terms(rows, ON, LicenceType.PERMANENT),
        answers=place.answers,
    )
    return LicenceOnTrial(place.number, GRANTED_ON, place.number, held)


def plain(licence: LicenceOnTrial) -> Consequence:
    """What would happen to a licence, as conditions written by hand for this text alone."""
    held = licence.held
    answers = dict(held.answers)
    if any(answers.get(name) is True for name in BARRING):
        return Consequence.LOST
    given = {}
    for row in held.terms:
        line = json.loads(row.value)[0]
        given[row.area, row.group] = line["start"], line["end"]
    late = answers["sene-ansatte-kurset"] is True or (
        answers["studentsted"] is True and int(answers["kursede-til-stede"]) >= 2
    )
    indoor_end = THREE_O_CLOCK if late else TWO_O_CLOCK
    as_indoors = answers["ute-som-inne"] is True and HOMES not in held.placed_in
    shortened = beyond_main_rule = False
    for off, first_of_may in EVENINGS:
        for group in GROUPS:
            start = 13 * 60 if group is Group.THREE else (12 * 60 if off and not first_of_may else 6 * 60)
            begins, ends = given[AreaKind.INDOOR, group]
            if begins < start or ends > indoor_end:
                shortened = True
            if AreaKind.OUTDOOR in held.areas:
                outdoor_end = min(ends, indoor_end) if as_indoors else ONE_O_CLOCK
                begins, ends = given[AreaKind.OUTDOOR, group]
                if begins < start or ends > outdoor_end:
                    beyond_main_rule = True
    if shortened:
        return Consequence.SHORTENED
    defined: bool | None = True
    if held.category is VenueCategory.EATING_PLACE:
        menu = answers.get("full-meny-til")
        defined = None if menu is None else int(menu) >= 22 * 60
    elif held.category is VenueCategory.HOTEL:
        desk = answers.get("resepsjon")
        enough = int(answers["rom-med-bad"]) >= 30 and answers["alle-måltider"] is True
        defined = enough if desk is not None or not enough else None
    elif held.category is VenueCategory.PARTY_ROOM:
        defined = answers["eget-rom"] is True
    weighed = answers["øy-i-kjøpesenter"] is True or HOMES in held.placed_in
    if weighed or beyond_main_rule or defined is False:
        return Consequence.JUDGED
    if defined is None or any(answers.get(name) is None for name in BARRING):
        return Consequence.UNKNOWN
    return Consequence.UNCHANGED


def licences(count: int) -> Iterator[LicenceOnTrial]:
    """So many licences, made one by one."""
    return map(on_trial, places(count))
