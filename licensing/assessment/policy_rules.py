"""What the municipality's policy says of the application: caps and discretionary criteria.

A full cap or a failed criterion proposes; it never decides. Law: alkoholloven § 1-7a.
"""

from collections.abc import Iterator
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import Finding, FindingCode, FindingOutcome, Strength
from licensing.caps import COUNTED_TYPES, Cap, cap_standing
from licensing.law import ALKL_1_7A, ALKL_1_7A_PARA_2
from licensing.policy import Criterion, Policy


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
    if facts.kind is None or facts.type not in COUNTED_TYPES:
        return
    for cap in policy.caps:
        concerned = cap.concerns(facts.kind, facts.groups or (), facts.category)
        if concerned is not False:
            yield _cap(facts, cap, concerned)


def _cap(facts: Facts, cap: Cap, concerned: bool | None) -> Finding:
    count = next((row for row in facts.caps or () if row.code == cap.code), None)
    if cap.limit is None:
        return Finding(
            FindingCode.CAP_WITHOUT_LIMIT,
            FindingOutcome.OK,
            Strength.INFO,
            ALKL_1_7A_PARA_2,
            {"cap": cap.code},
            cap.citation_text,
        )
    if count is None or concerned is None:
        return Finding(
            FindingCode.CAP_UNKNOWN,
            FindingOutcome.ASK,
            Strength.HARD,
            ALKL_1_7A_PARA_2,
            {"cap": cap.code, "limit": cap.limit},
            cap.citation_text,
        )
    standing = cap_standing(cap, count)
    return Finding(
        FindingCode.CAP_FULL if standing.is_full else FindingCode.CAP_ROOM_LEFT,
        FindingOutcome.REFUSE if standing.is_full else FindingOutcome.OK,
        Strength.HARD,
        ALKL_1_7A_PARA_2,
        {
            "cap": cap.code,
            "counts": cap.counts,
            "limit": cap.limit,
            "used": standing.used,
            "pending": standing.pending,
            "left": standing.left,
        },
        cap.citation_text,
    )


def criteria(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """Each discretionary criterion that concerns the place has been weighed. Law: alkoholloven § 1-7a."""
    if facts.kind is None:
        return
    for criterion in policy.criteria:
        if criterion.concerns(facts.kind, facts.category):
            yield _criterion(facts, criterion)


def _criterion(facts: Facts, criterion: Criterion) -> Finding:
    view = next((view for view in facts.criteria if view.code == criterion.code), None)
    met = None if view is None else view.met
    code, outcome = {
        None: (FindingCode.CRITERION_TO_WEIGH, FindingOutcome.CONSIDER),
        True: (FindingCode.CRITERION_MET, FindingOutcome.OK),
        # A criterion that is not met is weighed with the rest; it never decides alone.
        False: (FindingCode.CRITERION_NOT_MET, FindingOutcome.CONSIDER),
    }[met]
    return Finding(
        code,
        outcome,
        Strength.FACTOR,
        ALKL_1_7A,
        {"criterion": criterion.code, "text": criterion.text, "reason": view.reason if view else None},
        criterion.citation_text,
    )
