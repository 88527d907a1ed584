"""What the law says of the application as such: groups, outlet, period, and the rooms it is for."""

from collections.abc import Iterator
from datetime import date

from licensing.assessment.facts import Facts, RoomLicence
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, Plain, by_law, noted
from licensing.errors import NotAllowed
from licensing.kinds import citation_for_groups, may_cover
from licensing.law import (
    AF_3_4,
    ALKL_1_6,
    ALKL_1_6_PARA_2,
    ALKL_1_7G,
    ALKL_3_1C,
    ALKL_4_1,
)
from licensing.licences import Extension, LicenceKind, LicenceType, VenueCategory, group_set_code
from licensing.periods import longest_period, period_citation

# What AF § 3-4 keeps from selling alcohol, by what it mainly sells.
BARRED_OUTLETS = frozenset({VenueCategory.PETROL_STATION, VenueCategory.KIOSK})


def group_set(facts: Facts, on: date) -> Iterator[Finding]:
    """The groups are a set that a licence of the kind and type may cover.

    Law: alkoholloven §§ 1-7f, 3-1, 4-2 and 4-5.
    """
    if facts.kind is None:
        yield by_law(FindingCode.KIND_UNKNOWN, FindingOutcome.ASK, ALKL_1_6)
        return
    farm_sale = Extension.FARM_SALE in facts.extensions
    citation = citation_for_groups(facts.kind, facts.type, farm_sale=farm_sale)
    if not facts.groups:
        yield by_law(FindingCode.GROUPS_UNKNOWN, FindingOutcome.ASK, citation)
    else:
        groups = group_set_code(facts.groups)
        lawful = may_cover(facts.kind, facts.groups, facts.type, facts.extensions)
        code = FindingCode.GROUPS_LAWFUL if lawful else FindingCode.GROUPS_UNLAWFUL
        outcome = FindingOutcome.OK if lawful else FindingOutcome.REFUSE
        yield by_law(code, outcome, citation, kind=facts.kind.value, groups=groups)


def outlet(facts: Facts, on: date) -> Iterator[Finding]:
    """No sale licence for petrol stations and kiosks. Law: alkoholforskriften § 3-4."""
    if facts.kind is not LicenceKind.SALE or facts.type is LicenceType.OUTLET:
        return
    if facts.category is None:
        yield by_law(FindingCode.CATEGORY_UNKNOWN, FindingOutcome.ASK, AF_3_4)
    elif facts.category in BARRED_OUTLETS:
        yield by_law(
            FindingCode.OUTLET_UNLAWFUL, FindingOutcome.REFUSE, AF_3_4, category=facts.category.value
        )
    else:
        yield by_law(FindingCode.OUTLET_LAWFUL, FindingOutcome.OK, AF_3_4, category=facts.category.value)


def period(facts: Facts, on: date) -> Iterator[Finding]:
    """The licence ends within the council's period. Law: alkoholloven § 1-6."""
    try:
        longest = longest_period(on, facts.first_day)
    except NotAllowed as refusal:
        yield by_law(
            FindingCode.PERIOD_IMPOSSIBLE,
            FindingOutcome.REFUSE,
            ALKL_1_6_PARA_2,
            **{name: str(value) for name, value in refusal.facts.items()},
        )
        return
    asked = facts.last_day
    too_long = asked is not None and asked > longest.last_day
    yield by_law(
        FindingCode.PERIOD_TOO_LONG if too_long else FindingCode.PERIOD_LAWFUL,
        FindingOutcome.PARTLY if too_long else FindingOutcome.OK,
        period_citation(facts.type),
        first_day=longest.first_day.isoformat(),
        last_day=(asked if asked and not too_long else longest.last_day).isoformat(),
        asked=asked.isoformat() if asked else None,
    )


def rooms(facts: Facts, on: date) -> Iterator[Finding]:
    """The rooms are not already licensed to somebody else, and not for both sale and serving.

    Law: alkoholloven §§ 1-7g, 3-1c and 4-1.
    """
    if facts.room_licences is None:
        yield by_law(FindingCode.ROOMS_UNKNOWN, FindingOutcome.ASK, ALKL_4_1)
    elif not facts.room_licences:
        yield by_law(FindingCode.ROOM_FREE, FindingOutcome.OK, ALKL_4_1)
    elif facts.kind is not None:
        for licence in facts.room_licences:
            if licence.kind is not facts.kind:
                yield _sale_and_serving(facts, licence)
            elif facts.kind is LicenceKind.SERVING:
                yield _second_serving_licence(licence)


def _second_serving_licence(licence: RoomLicence) -> Finding:
    """Law: alkoholloven § 4-1: one holder, or hours that do not overlap."""
    named = _known(room=licence.room, number=licence.number)
    if licence.same_holder:
        return noted(FindingCode.ROOM_SAME_HOLDER, ALKL_4_1, **named)
    if licence.hours_overlap is False:
        return by_law(FindingCode.ROOM_OTHER_HOURS, FindingOutcome.OK, ALKL_4_1, **named)
    if licence.same_holder is None or licence.hours_overlap is None:
        return by_law(FindingCode.ROOM_OVERLAP_UNKNOWN, FindingOutcome.ASK, ALKL_4_1, **named)
    met = _known(day=licence.day, hours=licence.hours)
    return by_law(FindingCode.ROOM_TAKEN, FindingOutcome.REFUSE, ALKL_4_1, **(named | met))


def _known(**facts: str) -> dict[str, Plain]:
    return {name: value for name, value in facts.items() if value}


def _sale_and_serving(facts: Facts, licence: RoomLicence) -> Finding:
    """Law: alkoholloven §§ 1-7g and 3-1c: only own-produced drink in a small room where it is produced."""
    if facts.own_produced_small_room is None:
        code, outcome = FindingCode.SALE_AND_SERVING_UNKNOWN, FindingOutcome.ASK
    elif facts.own_produced_small_room:
        # Whether separation is practicable is for a person to judge.
        code, outcome = FindingCode.SALE_AND_SERVING_OWN_PRODUCED, FindingOutcome.CONSIDER
    else:
        code, outcome = FindingCode.SALE_AND_SERVING_BANNED, FindingOutcome.REFUSE
    return by_law(code, outcome, ALKL_3_1C if facts.own_produced_small_room else ALKL_1_7G, room=licence.room)
