"""What a policy's rules are held against in a case: what is asked for, and what is known of it."""

from collections.abc import Mapping
from datetime import date

from licensing.assessment.facts import Facts
from licensing.licences import AreaKind, Group
from licensing.matters import ChangeKind, Matter
from licensing.occasions import Openness, company_is_closed
from licensing.policy import CaseSort, Policy, Situation

SORT_OF_CHANGE: Mapping[ChangeKind, CaseSort] = {
    ChangeKind.AREA: CaseSort.AREA,
    ChangeKind.AREA_ONCE: CaseSort.ONCE,
    ChangeKind.GROUPS: CaseSort.GROUPS,
    ChangeKind.HOURS: CaseSort.HOURS,
    ChangeKind.HOURS_ONCE: CaseSort.ONCE,
    ChangeKind.CONCEPT: CaseSort.CONCEPT,
}
SORT_OF_MATTER: Mapping[Matter, CaseSort] = {Matter.LICENCE: CaseSort.NEW, Matter.EVENT: CaseSort.EVENT}

# What every case tells; a policy's tests may name these without asking a question of their own.
GUESTS = "guests"
EVENT_DAYS = "event_days"
CLOSED_COMPANY = "closed_company"
LATEST_HOUR = "latest_hour"
"""The latest minute of the service day that is asked for."""
KNOWN_OF_EVERY_CASE = (GUESTS, EVENT_DAYS, CLOSED_COMPANY, LATEST_HOUR)


def sort_of(facts: Facts) -> CaseSort | None:
    """What the case asks for, as the rules tell cases apart."""
    if facts.sort is not None:
        return facts.sort
    if facts.change is not None and facts.change in SORT_OF_CHANGE:
        return SORT_OF_CHANGE[facts.change]
    return SORT_OF_MATTER.get(facts.matter)


def known_answers(facts: Facts) -> dict[str, bool | int | str | None]:
    """What was answered to the policy's questions, with what every case tells."""
    told: dict[str, bool | int | str | None] = {}
    ends = [asked.hours.end for asked in facts.hours or ()]
    occasion = facts.occasion
    if occasion is not None:
        told[GUESTS] = occasion.guests
        days = {row.day for row in occasion.days}
        told[EVENT_DAYS] = len(days) or None
        openness = company_is_closed(occasion.company).openness
        told[CLOSED_COMPANY] = None if openness is Openness.UNKNOWN else openness is Openness.CLOSED
        ends += [row.hours.end for row in occasion.days]
    told[LATEST_HOUR] = max(ends, default=None)
    return told | {name: answer for name, answer in facts.answers.items() if answer is not None}


def areas_of(facts: Facts) -> tuple[AreaKind, ...]:
    """The areas that hours are asked for in; nothing told is indoors."""
    asked = {row.area for row in facts.hours or ()}
    if facts.occasion is not None:
        asked |= {row.area for row in facts.occasion.days}
    return tuple(area for area in AreaKind if area in asked) or (AreaKind.INDOOR,)


def situation_of(
    facts: Facts,
    policy: Policy,
    on: date | None,
    *,
    group: Group | None = None,
    area: AreaKind | None = None,
) -> Situation:
    """The situation of a case on a day: of one group and area, or of all that is asked for."""
    return Situation(
        kind=facts.kind,
        type=facts.type,
        sort=sort_of(facts),
        groups=(group,) if group is not None else tuple(facts.groups or ()),
        area=area,
        audience=facts.audience,
        category=facts.category,
        zones=facts.zones,
        day=on,
        answers=known_answers(facts),
        local_days=policy.local_days,
    )
