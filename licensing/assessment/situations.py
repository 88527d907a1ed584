"""What a policy's rules are held against in a case: what is asked for, and what is known of it."""

from collections.abc import Mapping
from datetime import date

from licensing.assessment.facts import CLOSED_COMPANY, Facts
from licensing.licences import AreaKind, Audience, Group
from licensing.matters import ChangeKind, Matter
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


def sort_of(facts: Facts) -> CaseSort | None:
    """What the case asks for, as the rules tell cases apart."""
    if facts.sort is not None:
        return facts.sort
    if facts.change is not None and facts.change in SORT_OF_CHANGE:
        return SORT_OF_CHANGE[facts.change]
    return SORT_OF_MATTER.get(facts.matter)


def audience_of(facts: Facts) -> Audience | None:
    """Whom it is for: of an event, what is told of its company; None is not known.

    Law: alkoholloven § 4-5.
    """
    if facts.occasion is None:
        return facts.audience
    closed = facts.known_answers.get(CLOSED_COMPANY)
    if closed is None:
        return None
    return Audience.CLOSED_COMPANY if closed else Audience.GENERAL


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
        audience=audience_of(facts),
        category=facts.category,
        zones=facts.zones,
        day=on,
        answers=facts.known_answers,
        local_days=policy.local_days,
    )
