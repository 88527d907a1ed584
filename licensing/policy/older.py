"""Policies as they were stored with assessments before rules had families of their own.

A decided case keeps the policy that it was judged by, in the form of its day, and can be judged again.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from licensing.policy.policies import Policy
from licensing.policy.rules import RuleKind, Strength
from licensing.stored import from_plain

# What every cap was stored as counting, before a text could say it in its own words.
COUNTED_BEFORE = "licences"
FAMILIES = ("caps", "hours", "criteria", "conditions")


def policy_from_stored(mapping: Mapping[str, Any]) -> Policy:
    """The policy that a stored mapping holds, in today's form or in the older one."""
    if not any(name in mapping for name in FAMILIES):
        return from_plain(Policy, mapping)
    kept = {name: value for name, value in mapping.items() if name not in FAMILIES}
    return from_plain(Policy, {**kept, "rules": list(rules_of_older(mapping))})


def rules_of_older(mapping: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rules of an older form as plain rules of today, in the order in which they were asked."""
    for cap in mapping.get("caps", ()):
        yield _rule(
            cap,
            RuleKind.CAP,
            Strength.HARD,
            {name: cap.get(name, ()) for name in ("kinds", "groups", "categories")},
            cap={
                "limit": cap.get("limit"),
                "span": "at_once",
                "counts": cap.get("counts", COUNTED_BEFORE),
                "overflow": "refuse",
            },
        )
    for row in mapping.get("hours", ()):
        when = {name: row.get(name, ()) for name in ("groups", "areas", "categories", "weekdays")}
        yield _rule(
            row,
            RuleKind.HOURS,
            Strength.HARD,
            {**when, "kinds": [row["kind"]]},
            hours={"earliest": row.get("earliest"), "latest": row.get("latest")},
            rank=row.get("rank", 0),
        )
    for row in mapping.get("criteria", ()):
        yield _rule(row, RuleKind.FACTOR, Strength.FACTOR, _places(row), factor={"text": row["text"]})
    for row in mapping.get("conditions", ()):
        effect = {
            name: row[name] for name in ("text", "proof", "due_days", "before_use", "standard") if name in row
        }
        yield _rule(row, RuleKind.CONDITION, Strength.CONDITION, _places(row), condition=effect)


def _places(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row.get(name, ()) for name in ("kinds", "categories")}


def _rule(
    row: Mapping[str, Any], kind: RuleKind, strength: Strength, when: dict[str, Any], **effect: Any
) -> dict[str, Any]:
    return {
        "code": row["code"],
        "kind": kind.value,
        "strength": strength.value,
        "when": when,
        "paragraph": row.get("citation_text", ""),
        **effect,
    }
