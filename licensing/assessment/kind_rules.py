"""What the law says of the licence type: season, extensions, ships and trains, outlets of Vinmonopolet.

Law: alkoholloven §§ 1-6, 1-7, 1-7e–1-7g, 3-1, 3-1b, 3-1c, 3-3, 4-2, 4-5 and 5-2.
"""

from collections.abc import Iterator
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, by_law, noted
from licensing.errors import NotAllowed
from licensing.kinds import TYPE_RULES, citation_for_extension, possible_extensions
from licensing.law import (
    ALKL_1_6_PARA_1,
    ALKL_1_6_PARA_2,
    ALKL_1_7_PARA_1,
    ALKL_3_1_PARA_3,
    ALKL_3_3,
    ALKL_5_2,
)
from licensing.licences import LicenceKind, LicenceType, VenueCategory
from licensing.periods import longest_period
from licensing.production import Check, checks

MOVING = frozenset({VenueCategory.BOAT, VenueCategory.TRAIN})


def licence_type(facts: Facts, on: date) -> Iterator[Finding]:
    """There are licences of the type for the kind. Law: alkoholloven §§ 1-6, 3-1, 3-3 and 4-5."""
    if facts.kind is None or facts.type is LicenceType.PERMANENT:
        return
    rule = TYPE_RULES[facts.type]
    lawful = rule.covers(facts.kind)
    yield by_law(
        FindingCode.TYPE_LAWFUL if lawful else FindingCode.TYPE_UNLAWFUL,
        FindingOutcome.OK if lawful else FindingOutcome.REFUSE,
        rule.citation,
        type=facts.type.value,
        kind=facts.kind.value,
    )


def season(facts: Facts, on: date) -> Iterator[Finding]:
    """A seasonal licence says which part of the year it is for. Law: alkoholloven § 1-6."""
    if not TYPE_RULES[facts.type].has_season:
        return
    if facts.season is None:
        yield by_law(FindingCode.SEASON_UNKNOWN, FindingOutcome.ASK, ALKL_1_6_PARA_2)
        return
    first, last = facts.season.pair
    yield by_law(
        FindingCode.SEASON_GIVEN, FindingOutcome.OK, ALKL_1_6_PARA_2, season_from=first, season_to=last
    )


def extensions(facts: Facts, on: date) -> Iterator[Finding]:
    """Each extension may be given to the type, and what it asks is met; what is not known is asked for.

    Law: alkoholloven §§ 1-7e, 1-7f, 1-7g, 3-1b, 3-1c and 4-2.
    """
    if facts.kind is None:
        return
    possible = possible_extensions(facts.kind, facts.type)
    for extension in facts.extensions:
        lawful = extension in possible
        yield by_law(
            FindingCode.EXTENSION_LAWFUL if lawful else FindingCode.EXTENSION_UNLAWFUL,
            FindingOutcome.OK if lawful else FindingOutcome.REFUSE,
            citation_for_extension(extension, facts.kind, facts.type),
            extension=extension.value,
            type=facts.type.value,
            kind=facts.kind.value,
        )
        if lawful:
            rows = checks(extension, facts.kind, facts.groups or (), facts.production, facts.first_day or on)
            yield from (_checked(row) for row in rows)


def _checked(check: Check) -> Finding:
    if check.met and check.to_judge:
        code, outcome = FindingCode.PRODUCTION_TO_JUDGE, FindingOutcome.CONSIDER
    else:
        code, outcome = {
            None: (FindingCode.PRODUCTION_UNKNOWN, FindingOutcome.ASK),
            True: (FindingCode.PRODUCTION_MET, FindingOutcome.OK),
            False: (FindingCode.PRODUCTION_NOT_MET, FindingOutcome.REFUSE),
        }[check.met]
    return by_law(
        code,
        outcome,
        check.citation,
        extension=check.extension.value,
        requirement=check.requirement.value,
    )


def other_municipalities(facts: Facts, on: date) -> Iterator[Finding]:
    """A ship or train is licensed at home; when it serves in several municipalities, all must license it.

    Public transport has a state licence instead, which is told, since nobody but a person can see whether
    the boat is in scheduled traffic.

    Law: alkoholloven §§ 1-7 first paragraph and 5-2.
    """
    if facts.kind is not LicenceKind.SERVING or facts.category not in MOVING:
        return
    yield noted(FindingCode.STATE_LICENCE_POSSIBLE, ALKL_5_2, category=facts.category.value)
    if facts.other_municipalities is None:
        yield by_law(FindingCode.OTHER_MUNICIPALITIES_UNKNOWN, FindingOutcome.ASK, ALKL_1_7_PARA_1)
    elif facts.other_municipalities:
        yield by_law(
            FindingCode.OTHER_MUNICIPALITIES,
            FindingOutcome.ASK,
            ALKL_1_7_PARA_1,
            municipalities=list(facts.other_municipalities),
        )
    else:
        yield by_law(FindingCode.HOME_MUNICIPALITY_ALONE, FindingOutcome.OK, ALKL_1_7_PARA_1)


def outlets(facts: Facts, on: date) -> Iterator[Finding]:
    """An outlet is within the council's number, in a municipality that licenses other sale too, at a place
    that the council approves, for four years at a time.

    Law: alkoholloven §§ 1-6 first paragraph, 3-1 third paragraph and 3-3.
    """
    if facts.type is not LicenceType.OUTLET:
        return
    standing = facts.outlets
    if standing is None or standing.number is None:
        yield by_law(FindingCode.OUTLETS_UNKNOWN, FindingOutcome.ASK, ALKL_3_3)
    else:
        full = standing.used >= standing.number
        yield by_law(
            FindingCode.OUTLETS_FULL if full else FindingCode.OUTLETS_LEFT,
            FindingOutcome.REFUSE if full else FindingOutcome.OK,
            ALKL_3_3,
            used=standing.used,
            number=standing.number,
            decided_on=standing.decided_on.isoformat() if standing.decided_on else None,
        )
    code, outcome = {
        None: (FindingCode.OTHER_SALE_UNKNOWN, FindingOutcome.ASK),
        True: (FindingCode.OTHER_SALE_LICENSED, FindingOutcome.OK),
        False: (FindingCode.OTHER_SALE_MISSING, FindingOutcome.REFUSE),
    }[standing.other_sale if standing else None]
    yield by_law(code, outcome, ALKL_3_1_PARA_3)
    yield by_law(FindingCode.OUTLET_PLACE_TO_APPROVE, FindingOutcome.CONSIDER, ALKL_3_3)
    yield from _four_years_at_a_time(facts, on)


def _four_years_at_a_time(facts: Facts, on: date) -> Iterator[Finding]:
    """ASSUMPTION: "four years at a time" lets no shorter period be chosen, so a shorter one is asked about.

    Law: alkoholloven § 1-6 first paragraph.
    """
    try:
        longest = longest_period(on, facts.first_day)
    except NotAllowed:
        return
    if facts.last_day is not None and facts.last_day < longest.last_day:
        yield by_law(
            FindingCode.OUTLET_PERIOD_SHORTER,
            FindingOutcome.ASK,
            ALKL_1_6_PARA_1,
            asked=facts.last_day.isoformat(),
            last_day=longest.last_day.isoformat(),
        )
