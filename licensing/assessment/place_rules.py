"""What the policy says of the place: who can get a licence, what a category means, and what is asked of it.

Law: alkoholloven §§ 1-7a, 3-2 and 4-3.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from licensing.assessment.facts import Facts
from licensing.assessment.findings import (
    Finding,
    FindingCode,
    FindingOutcome,
    by_policy,
)
from licensing.assessment.grounds import against, ground_for
from licensing.assessment.policy_rules import applies, is_licensed_already, matches
from licensing.law import ALKL_1_7A, ALKL_3_2, ALKL_4_3
from licensing.licences import Group, LicenceKind, group_set_code
from licensing.policy import (
    Allow,
    CategoryTest,
    ConditionEffect,
    FactTest,
    Otherwise,
    PlaceEffect,
    Policy,
    Rule,
    RuleKind,
    Strength,
    Unmet,
)
from licensing.policy.whens import CATEGORY

LIMITING = frozenset({Strength.HARD, Strength.DEFAULT})
NEGATIVE = frozenset({Allow.NEVER, Allow.NORMALLY_NOT})
OTHERWISE = {
    Otherwise.ASK: FindingOutcome.ASK,
    Otherwise.CONSIDER: FindingOutcome.CONSIDER,
    Otherwise.REFUSE: FindingOutcome.REFUSE,
}
UNMET = {
    Unmet.ASK: FindingOutcome.ASK,
    Unmet.REFUSE: FindingOutcome.REFUSE,
    Unmet.PARTLY: FindingOutcome.PARTLY,
    Unmet.CONSIDER: FindingOutcome.CONSIDER,
}


def unknown_facts(rule: Rule, facts: Facts, policy: Policy, on: date) -> tuple[str, ...]:
    """The answers that decide whether a rule speaks of the case, and that nobody has given."""
    found = matches(rule, facts, policy, on)
    return tuple(dict.fromkeys(name for match in found for name in match.unknown))


def judged(facts: Facts, policy: Policy, on: date, kind: RuleKind) -> Iterator[tuple[Rule, bool | None]]:
    """The rules of a family that may speak of the case, and whether they do.

    A place that is licensed already is held only against rules that name such cases.
    """
    already = is_licensed_already(facts, policy, on)
    for rule in policy.of_kind(kind):
        if rule.strength is Strength.INFO or (already and not rule.when.sorts):
            continue
        met = applies(rule, facts, policy, on)
        if met is not False:
            yield rule, met


def asked_of(rule: Rule, facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """A question for each answer that decides whether a rule speaks of the case."""
    for name in unknown_facts(rule, facts, policy, on):
        yield by_policy(FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, rule, policy, question=name)


def places(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """Places of such a sort can get a licence. Law: alkoholloven § 1-7a."""
    if facts.kind is None:
        return
    rules = list(judged(facts, policy, on, RuleKind.PLACE))
    opened = [rule for rule, met in rules if met and not _speaks_against(rule)]
    for rule, met in rules:
        if _speaks_against(rule) and any(lifts(other, rule) for other in opened):
            continue
        if met is None:
            yield from asked_of(rule, facts, policy, on) if _may_stand_in_the_way(rule) else ()
        elif rule.place is not None:
            yield from _place(facts, policy, rule, rule.place)


def _speaks_against(rule: Rule) -> bool:
    return rule.place is not None and rule.place.allow in NEGATIVE


def _may_stand_in_the_way(rule: Rule) -> bool:
    effect = rule.place
    return effect is not None and (
        effect.allow in NEGATIVE or bool(effect.only_categories or effect.only_where or effect.only_groups)
    )


def lifts(opening: Rule, barring: Rule) -> bool:
    """Whether a rule that opens is about what the other bars, and more particular."""
    mine, other = opening.when, barring.when
    about = (
        (not other.categories or bool(set(mine.categories) & set(other.categories)))
        and (not other.zones or bool(set(mine.zones) & set(other.zones)))
        and {test.fact for test in other.tests} <= {test.fact for test in mine.tests}
    )
    return about and opening.precedence > barring.precedence


def _place(facts: Facts, policy: Policy, rule: Rule, effect: PlaceEffect) -> Iterator[Finding]:
    if effect.allow is Allow.NEVER:
        yield from against(FindingCode.PLACE_BARRED, facts, rule, policy, words=rule.words)
    elif effect.allow is Allow.NORMALLY_NOT:
        yield from against(FindingCode.PLACE_NORMALLY_NOT, facts, rule, policy, words=rule.words)
    elif effect.allow is not None:
        yield by_policy(FindingCode.PLACE_ALLOWED, FindingOutcome.OK, rule, policy, words=rule.words)
    if effect.only_categories:
        yield from _listed(facts, policy, rule, effect)
    if effect.only_where:
        yield from _part(facts, policy, rule, effect)
    if effect.only_groups:
        yield from _groups(facts, policy, rule, effect.only_groups)


def _listed(facts: Facts, policy: Policy, rule: Rule, effect: PlaceEffect) -> Iterator[Finding]:
    if facts.category is None:
        yield by_policy(FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, rule, policy, question=CATEGORY)
    elif facts.category in effect.only_categories:
        yield by_policy(
            FindingCode.PLACE_LISTED, FindingOutcome.OK, rule, policy, category=facts.category.value
        )
    else:
        yield from against(FindingCode.PLACE_NOT_LISTED, facts, rule, policy, category=facts.category.value)


def _part(facts: Facts, policy: Policy, rule: Rule, effect: PlaceEffect) -> Iterator[Finding]:
    inside = facts.known_answers.get(effect.only_where_fact) if effect.only_where_fact else False
    if inside is None:
        yield by_policy(
            FindingCode.POLICY_FACT_UNKNOWN,
            FindingOutcome.ASK,
            rule,
            policy,
            question=effect.only_where_fact,
        )
    elif inside:
        yield by_policy(FindingCode.PLACE_PART_MET, FindingOutcome.OK, rule, policy, where=effect.only_where)
    else:
        code, less = FindingCode.PLACE_PART_ONLY, FindingOutcome.PARTLY
        yield from against(code, facts, rule, policy, less, where=effect.only_where)


def _groups(facts: Facts, policy: Policy, rule: Rule, allowed: Sequence[Group]) -> Iterator[Finding]:
    left = [group for group in facts.groups or () if group in allowed]
    if len(left) == len(facts.groups or ()):
        return
    yield from against(
        FindingCode.PLACE_GROUPS_LIMITED,
        facts,
        rule,
        policy,
        FindingOutcome.PARTLY if left else FindingOutcome.REFUSE,
        groups=group_set_code(facts.groups or ()),
        allowed=group_set_code(allowed),
    )


def groups_left(facts: Facts, policy: Policy, on: date) -> frozenset[Group]:
    """The groups that the policy lets such a place have."""
    left = frozenset(Group)
    for rule in policy.of_kind(RuleKind.PLACE):
        if rule.place is None or not rule.place.only_groups or rule.strength not in LIMITING:
            continue
        if ground_for(facts, rule):
            continue  # Whether the ground is enough is for a person to judge.
        if applies(rule, facts, policy, on):
            left &= frozenset(rule.place.only_groups)
    return left


def definitions(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """The place is what its category means in this municipality. Law: alkoholloven § 1-7a."""
    if is_licensed_already(facts, policy, on):
        return
    for definition in policy.categories:
        if definition.category is facts.category and definition.tests:
            yield from _definition(facts, policy, definition)


def _definition(facts: Facts, policy: Policy, definition: CategoryTest) -> Iterator[Finding]:
    answers = facts.known_answers
    passed = [(test, test.passed_by(answers)) for test in definition.tests]
    named = {"category": definition.category.value, "words": definition.words}
    source = policy.source_of(definition)

    def finding(code: FindingCode, outcome: FindingOutcome, **more: str | None) -> Finding:
        return Finding(code, outcome, Strength.CONDITION, ALKL_1_7A, {**named, **more}, source)

    failed = [test for test, met in passed if met is False]
    unknown = [test for test, met in passed if met is None]
    if failed:
        yield finding(
            FindingCode.DEFINITION_NOT_MET,
            OTHERWISE[definition.otherwise],
            question=definition.question or None,
            tests=_named(failed),
        )
    elif unknown:
        for test in unknown:
            yield finding(FindingCode.DEFINITION_UNKNOWN, FindingOutcome.ASK, question=test.fact)
    else:
        yield finding(FindingCode.DEFINITION_MET, FindingOutcome.OK)


def _named(tests: Sequence[FactTest]) -> str:
    return ",".join(test.fact for test in tests)


def standard_conditions(facts: Facts, policy: Policy, on: date) -> tuple[Rule, ...]:
    """The conditions that the case gets unless someone decides otherwise, in the order of the text."""
    answers = facts.known_answers
    return tuple(
        rule
        for rule, met in judged(facts, policy, on, RuleKind.CONDITION)
        if met
        and rule.condition is not None
        and rule.condition.standard
        and (rule.condition.test is None or rule.condition.test.passed_by(answers) is True)
    )


def conditions(facts: Facts, policy: Policy, on: date) -> Iterator[Finding]:
    """What is asked of such places: set as a condition, or asked about first.

    Law: alkoholloven §§ 3-2 and 4-3.
    """
    for rule, met in judged(facts, policy, on, RuleKind.CONDITION):
        effect = rule.condition
        if effect is None or not effect.standard:
            continue
        if met is None:
            yield from asked_of(rule, facts, policy, on)
        else:
            yield _condition(facts, policy, rule, effect)


def _condition(facts: Facts, policy: Policy, rule: Rule, effect: ConditionEffect) -> Finding:
    citation = ALKL_3_2 if facts.kind is LicenceKind.SALE else ALKL_4_3
    passed = True if effect.test is None else effect.test.passed_by(facts.known_answers)
    if passed is None and effect.test is not None:
        return by_policy(
            FindingCode.CONDITION_UNKNOWN,
            FindingOutcome.ASK,
            rule,
            policy,
            citation,
            text=effect.text,
            question=effect.test.fact,
        )
    if passed:
        return by_policy(
            FindingCode.CONDITION_SET, FindingOutcome.OK, rule, policy, citation, text=effect.text
        )
    return by_policy(
        FindingCode.CONDITION_UNMET,
        UNMET[effect.unmet],
        rule,
        policy,
        citation,
        text=effect.text,
        question=effect.question or None,
    )
