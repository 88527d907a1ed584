"""A draft with one thing changed: a rule or a part put in, taken out, or moved. Nothing is stored here."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from licensing.errors import NotAllowed
from licensing.policy import CategoryTest, Policy, Rule
from licensing.policy.checking_references import named_by, named_by_category


def with_rule(policy: Policy, rule: Rule, before: str | None) -> Policy:
    """A rule in the place of another, by its code; at the end of its family where it is new.

    Rules that take their hours from it follow when its code changes.
    """
    if before is None or policy.rule(before) is None:
        alike = [number for number, one in enumerate(policy.rules) if one.kind is rule.kind]
        place = alike[-1] + 1 if alike else len(policy.rules)
        return replace(policy, rules=(*policy.rules[:place], rule, *policy.rules[place:]))
    rules = tuple(rule if one.code == before else _following(one, before, rule.code) for one in policy.rules)
    return replace(policy, rules=rules)


def _following(rule: Rule, before: str, now: str) -> Rule:
    if rule.hours is None or rule.hours.same_as_rule != before:
        return rule
    return replace(rule, hours=replace(rule.hours, same_as_rule=now))


def without_rule(policy: Policy, code: str) -> Policy:
    """The policy without a rule. Raises `NotAllowed` while another rule takes its hours from it."""
    users = [rule.code for rule in policy.rules if rule.hours and rule.hours.same_as_rule == code]
    if users:
        raise NotAllowed("policy_rule_in_use", name=code, rules=", ".join(users))
    return replace(policy, rules=tuple(rule for rule in policy.rules if rule.code != code))


def with_rule_moved(policy: Policy, code: str, step: int) -> Policy:
    """A rule one place up (-1) or down (1) in the text; at an end it stays where it is."""
    rules = list(policy.rules)
    place = next((number for number, rule in enumerate(rules) if rule.code == code), None)
    if place is None or not 0 <= place + step < len(rules):
        return policy
    rules[place], rules[place + step] = rules[place + step], rules[place]
    return replace(policy, rules=tuple(rules))


def part_key(part: Any) -> str:
    """What a part is recognised by: its code, or the category that it defines."""
    return str(part.category.value if isinstance(part, CategoryTest) else part.code)


def with_part(policy: Policy, attribute: str, part: Any, before: str | None) -> Policy:
    """A part in the place of another, or last where it is new."""
    parts = list(getattr(policy, attribute))
    for number, one in enumerate(parts):
        if part_key(one) == before:
            parts[number] = part
            return replace(policy, **{attribute: tuple(parts)})  # type: ignore[arg-type]  # the tuple of that part
    return replace(policy, **{attribute: (*parts, part)})  # type: ignore[arg-type]  # the tuple of that part


def without_part(policy: Policy, attribute: str, key: str) -> Policy:
    """The policy without a part. Raises `NotAllowed` while a rule speaks of it."""
    users = list(_users(policy, attribute, key))
    if users:
        raise NotAllowed("policy_part_in_use", name=key, rules=", ".join(users))
    kept = tuple(part for part in getattr(policy, attribute) if part_key(part) != key)
    return replace(policy, **{attribute: kept})  # type: ignore[arg-type]  # the tuple of that part


def _users(policy: Policy, attribute: str, key: str) -> Iterator[str]:
    """The rules, and the definitions of categories, that speak of a part."""
    for rule in policy.rules:
        if key in getattr(named_by(rule), attribute, ()):
            yield rule.code
    for category in policy.categories:
        if key in getattr(named_by_category(category), attribute, ()):
            yield category.name or category.category.value
