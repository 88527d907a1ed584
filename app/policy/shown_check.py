"""The points of the check as their page shows them: what is wrong, by which law, what the system does."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.policy.service.answering import AnsweredPoint
from app.wording.citations import citation_text
from app.wording.policy_points import does_text, part_name, point_text
from app.wording.policy_rules import rule_sentence
from licensing.policy import Policy
from licensing.policy.checking import Point, PolicyPart, unanswered


@dataclass(frozen=True)
class ShownPoint:
    """One point."""

    key: str
    name: str
    rule: str
    sentence: str
    """The rule as it is read; empty for what is no rule."""
    problem: str
    law: str
    does: str
    blocking: bool
    needs_answer: bool
    is_rule: bool
    answer: AnsweredPoint | None
    first_waiting: bool = False
    """The first of those that wait for an answer: its form stands open."""


@dataclass(frozen=True)
class ShownCheck:
    """The whole check: what must be mended, what must be answered, and what is worth knowing."""

    blocking: tuple[ShownPoint, ...]
    asked: tuple[ShownPoint, ...]
    noted: tuple[ShownPoint, ...]
    waiting: int
    further: int
    """How many points are left out here; they come when those before them are mended or answered."""


# Every two rules that contradict each other are a point, so that a long text may have tens of thousands.
MOST_OF_A_SORT = 200


def shown_check(policy: Policy, points: Iterable[Point], answers: Mapping[str, AnsweredPoint]) -> ShownCheck:
    """The points of a policy, sorted by what they ask of somebody."""
    found = tuple(points)
    seen: Counter[tuple[bool, bool, bool]] = Counter()
    shown = []
    for point in found:
        sort = (point.blocking, point.needs_answer, point.key in answers)
        seen[sort] += 1
        if seen[sort] <= MOST_OF_A_SORT:
            shown.append(_shown(point, policy, answers.get(point.key)))
    asked = [one for one in shown if one.needs_answer and not one.blocking]
    first = next((one for one in asked if one.answer is None), None)
    return ShownCheck(
        blocking=tuple(one for one in shown if one.blocking),
        asked=tuple(replace(one, first_waiting=one is first) for one in asked),
        noted=tuple(one for one in shown if not one.needs_answer and not one.blocking),
        waiting=len(unanswered(found, set(answers))),
        further=len(found) - len(shown),
    )


def _shown(point: Point, policy: Policy, answer: AnsweredPoint | None) -> ShownPoint:
    rule = policy.rule(point.rule) if point.part is PolicyPart.RULE else None
    told = point_text(point, policy)
    law = citation_text(point.citation) if point.citation else ""
    return ShownPoint(
        key=point.key,
        name=part_name(point, policy),
        rule=point.rule,
        sentence=rule_sentence(rule, policy) if rule else "",
        problem=told,
        # The sentence names the section itself where it argues from it.
        law="" if law in told else law,
        does=does_text(point),
        blocking=point.blocking,
        needs_answer=point.needs_answer,
        is_rule=rule is not None,
        answer=answer,
    )
