"""What the municipality's policy says of the application: caps, what is to be weighed, and what is told.

A full cap or a failed criterion proposes; it never decides. Law: alkoholloven § 1-7a.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    Plain,
    by_law,
)
from licensing.assessment.grounds import ground_for, ground_wanted
from licensing.assessment.situations import areas_of, situation_of, sort_of
from licensing.caps import CapStanding, cap_concerns, cap_standing
from licensing.law import ALKL_1_7A, ALKL_1_7A_PARA_2, ALKL_4_5
from licensing.licences import LicenceType
from licensing.matters import ChangeKind
from licensing.policy import (
    CapEffect,
    CapSpan,
    CapStated,
    CaseSort,
    Match,
    Overflow,
    Policy,
    RenewalMode,
    Rule,
    RuleKind,
    Strength,
)

# Told, not judged: they are about what follows a grant. What is asked of events, renewals and statements has
# findings of its own, and who decides hangs on the outcome.
PROCEDURE = (RuleKind.TURNOVER, RuleKind.FEE)
CAPPED_CHANGES = frozenset({ChangeKind.GROUPS, ChangeKind.CONCEPT})
SAME_PLACE = frozenset({CaseSort.HOURS, CaseSort.ONCE})
WEIGHED_OVERFLOW = frozenset({Overflow.DISCRETION, Overflow.BEST_CONCEPT})


def matches(rule: Rule, facts: Facts, policy: Policy, on: date) -> list[Match]:
    """Whether a rule speaks of the case, in each area that it asks for and on each of an event's days.

    A licence that lasts is there on all days: what is said of Fridays is said of it too.
    """
    if not rule.holds_on(on):
        return []
    days: list[date | None] = [on]
    when = rule.when
    if facts.occasion is not None and facts.occasion.days:
        if when.weekdays or when.hangs_on_the_day:
            days = list({row.day: None for row in facts.occasion.days})
    else:
        when = when.on_any_day
    return [
        when.meets(situation_of(facts, policy, day, area=area))
        for area in (areas_of(facts) if when.areas else (None,))
        for day in days
    ]


def applies(rule: Rule, facts: Facts, policy: Policy, on: date) -> bool | None:
    """Whether a rule speaks of the case; None while that hangs on what is not known."""
    met = [match.met for match in matches(rule, facts, policy, on)]
    if any(met):
        return True
    return None if None in met else False


def is_licensed_already(facts: Facts, policy: Policy, on: date) -> bool:
    """Whether the place as such is not judged again: its hours change, or the policy keeps its terms for a
    new owner or a renewal. Rules that name the sort of case speak of it all the same.
    """
    sort = sort_of(facts)
    if sort in SAME_PLACE:
        return True
    return any(
        rule.renewal is not None
        and rule.renewal.mode is RenewalMode.SAME_TERMS
        and rule.strength is not Strength.INFO
        and sort in rule.when.sorts
        and applies(rule, facts, policy, on)
        for rule in policy.of_kind(RuleKind.RENEWAL)
    )


def policy_in_force(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The policy version holds on the day. Law: alkoholloven § 1-7a."""
    if not policy.covers(on):
        yield Finding(
            FindingCode.POLICY_NOT_IN_FORCE,
            FindingOutcome.ASK,
            Strength.HARD,
            ALKL_1_7A,
            {
                "policy": policy.name,
                "first_day": policy.first_day.isoformat(),
                "last_day": policy.last_day.isoformat() if policy.last_day else None,
            },
        )


def caps(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """There is a place left under every cap that counts the licence. Law: alkoholloven § 1-7a."""
    if facts.kind is None:
        return
    if facts.outlets is not None:
        return  # What the council has fixed for Vinmonopol outlets is asked by the act itself (§ 3-3).
    situation = situation_of(facts, policy, _day_of_use(facts, on))
    for cap in policy.caps:
        if cap.cap is None or not cap.holds_on(on):
            continue
        concerned = cap_concerns(cap, situation)
        if concerned.met is not False:
            yield from _cap(facts, policy, cap, cap.cap, known=bool(concerned.met))


def further_caps(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """A further group or another concept takes a place under the caps that did not count the licence before.

    Law: alkoholloven § 1-7a.
    """
    if facts.kind is None or facts.terms is None or facts.change not in CAPPED_CHANGES:
        return
    wanted = situation_of(facts, policy, on)
    held = replace(
        wanted,
        groups=facts.terms.held_groups or wanted.groups,
        category=facts.terms.held_category or wanted.category,
    )
    for cap in policy.caps:
        if cap.cap is None or not cap.holds_on(on) or cap_concerns(cap, held).met:
            continue
        concerned = cap_concerns(cap, wanted)
        if concerned.met is not False:
            yield from _cap(facts, policy, cap, cap.cap, known=bool(concerned.met))


def _day_of_use(facts: Facts, on: date) -> date:
    """The day that a cap is asked about: an event's first, else today."""
    first_day = None if facts.occasion is None else facts.occasion.first_day
    return first_day or on


def ambulatory_number(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The council creates the ambulatory licences: without a number there is none to give.

    Law: alkoholloven § 4-5.
    """
    if facts.type is not LicenceType.AMBULATORY or facts.occasion is None or facts.occasion.quota is not None:
        return
    situation = situation_of(facts, policy, _day_of_use(facts, on))
    if not any(cap.holds_on(on) and cap_concerns(cap, situation).met is not False for cap in policy.caps):
        yield by_law(FindingCode.QUOTA_UNKNOWN, FindingOutcome.ASK, ALKL_4_5)


def _cap(facts: Facts, policy: Policy, cap: Rule, effect: CapEffect, *, known: bool) -> Iterator[Finding]:
    if effect.stated is CapStated.NONE:
        yield _told(FindingCode.CAP_NONE, policy, cap)
        return
    if cap.strength is Strength.INFO:
        yield _told(FindingCode.RULE_TOLD, policy, cap)
        return
    if effect.limit is None and effect.percent is None:
        yield Finding(
            FindingCode.CAP_WITHOUT_LIMIT,
            FindingOutcome.OK,
            Strength.INFO,
            ALKL_1_7A_PARA_2,
            {"cap": cap.code},
            policy.source_of(cap),
            cap.code,
        )
        return
    if sort_of(facts) is CaseSort.TRANSFER and effect.transfer_keeps_seat:
        yield _about(FindingCode.CAP_SEAT_KEPT, FindingOutcome.OK, policy, cap, {"cap": cap.code})
        return
    count = next((row for row in facts.caps or () if row.code == cap.code), None)
    standing = None if count is None else cap_standing(cap, count)
    if standing is None or standing.limit is None or not known:
        yield _about(
            FindingCode.CAP_UNKNOWN,
            FindingOutcome.ASK,
            policy,
            cap,
            {"cap": cap.code, "limit": effect.limit},
        )
        return
    yield from _standing(facts, policy, effect, standing)


def _standing(facts: Facts, policy: Policy, effect: CapEffect, standing: CapStanding) -> Iterator[Finding]:
    cap = standing.cap
    told: dict[str, Plain] = {
        "cap": cap.code,
        "counts": effect.counts or "licences",
        "limit": standing.limit,
        "used": standing.used,
        "pending": standing.pending,
        "left": standing.left,
    }
    if not standing.is_full:
        yield _about(FindingCode.CAP_ROOM_LEFT, FindingOutcome.OK, policy, cap, told)
        return
    outcome = FindingOutcome.REFUSE
    if effect.overflow in WEIGHED_OVERFLOW or cap.strength is Strength.FACTOR:
        outcome = FindingOutcome.CONSIDER
    elif cap.strength is Strength.DEFAULT:
        ground = ground_for(facts, cap)
        if ground:
            told, outcome = {**told, "ground": ground}, FindingOutcome.CONSIDER
        else:
            yield ground_wanted(policy, cap)
    yield _about(FindingCode.CAP_FULL, outcome, policy, cap, told)
    if effect.span is CapSpan.UNSPECIFIED or not effect.counts:
        yield _about(
            FindingCode.CAP_COUNTING_UNSAID, FindingOutcome.OK, policy, cap, {"limit": standing.limit}
        )
    elif effect.overflow is Overflow.UNSPECIFIED:
        yield _about(
            FindingCode.CAP_OVERFLOW_UNSAID, FindingOutcome.OK, policy, cap, {"limit": standing.limit}
        )
    if sort_of(facts) is CaseSort.TRANSFER and effect.transfer_keeps_seat is None:
        yield _about(FindingCode.CAP_TRANSFER_UNSAID, FindingOutcome.OK, policy, cap, {"cap": cap.code})


def _about(
    code: FindingCode, outcome: FindingOutcome, policy: Policy, cap: Rule, told: dict[str, Plain]
) -> Finding:
    return Finding(code, outcome, cap.strength, ALKL_1_7A_PARA_2, told, policy.source_of(cap), cap.code)


def _told(code: FindingCode, policy: Policy, rule: Rule) -> Finding:
    return Finding(
        code,
        FindingOutcome.OK,
        Strength.INFO,
        ALKL_1_7A,
        {"words": rule.words},
        policy.source_of(rule),
        rule.code,
    )


def criteria(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """Each discretionary criterion that concerns the place has been weighed. Law: alkoholloven § 1-7a.

    A rule that fits no family is weighed as well, in its own words. Where it is not known whether a criterion
    concerns the place, it counts.
    """
    if facts.kind is None:
        return
    for criterion in policy.criteria:
        if applies(criterion, facts, policy, on) is not False:
            yield _criterion(facts, policy, criterion)


def _criterion(facts: Facts, policy: Policy, criterion: Rule) -> Finding:
    view = next((view for view in facts.criteria if view.code == criterion.code), None)
    met = None if view is None else view.met
    code, outcome = {
        None: (FindingCode.CRITERION_TO_WEIGH, FindingOutcome.CONSIDER),
        True: (FindingCode.CRITERION_MET, FindingOutcome.OK),
        # A criterion that is not met is weighed with the rest; it never decides alone.
        False: (FindingCode.CRITERION_NOT_MET, FindingOutcome.CONSIDER),
    }[met]
    effect = criterion.factor
    told: dict[str, Plain] = {
        "criterion": criterion.code,
        "text": effect.text if effect is not None and effect.text else criterion.words,
        "reason": view.reason if view else None,
    }
    if effect is not None and effect.prefer_categories and facts.category is not None:
        told["preferred_category"] = facts.category in effect.prefer_categories
    if effect is not None and effect.prefer_zones and facts.zones is not None:
        told["preferred_zone"] = bool(set(effect.prefer_zones) & set(facts.zones))
    return Finding(
        code, outcome, Strength.FACTOR, ALKL_1_7A, told, policy.source_of(criterion), criterion.code
    )


def told(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """What only informs: rules of that strength, and those about the handling of the case."""
    for rule in policy.rules:
        informs = rule.strength is Strength.INFO and rule.kind is not RuleKind.CAP
        if (informs or rule.kind in PROCEDURE) and applies(rule, facts, policy, on):
            yield _told(FindingCode.RULE_TOLD, policy, rule)
