"""The demo's draft of a stricter policy for Røros, invented, so that there is something to try out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.people import ROROS, Staff
from app.policy.queries import policy_domain, policy_in_force
from app.policy.service.storing import write_policy
from app.policy.service.versions import begin_version
from licensing.policy import Policy, Rule
from licensing.service_hours import minutes_of

NAME = "Strammere retningslinjer, utkast (oppdiktet)"
FEWER = 34
EARLIER = minutes_of("25:00")
CAP, WEEKENDS = "R-2.1", frozenset({"R-3.2", "R-3.2-brennevin"})


def enter_draft(session: Session, staff: Mapping[str, Staff], days: Days) -> None:
    """Begin the draft from the policy in force, with fewer serving licences and earlier ends at weekends."""
    actor = staff[ROROS]["caseworker"]
    policy = policy_in_force(session, actor.municipality_id, days.today)
    if policy is None:
        return
    row = begin_version(
        session,
        actor,
        policy_id=int(policy.id),
        name=NAME,
        first_day=date(days.today.year + 1, 7, 1),
        last_day=None,
    )
    write_policy(session, row, _stricter(policy_domain(row)))


def _stricter(draft: Policy) -> Policy:
    return replace(draft, invented=True, rules=tuple(_stricter_rule(rule) for rule in draft.rules))


def _stricter_rule(rule: Rule) -> Rule:
    if rule.code == CAP and rule.cap is not None:
        return replace(
            rule,
            cap=replace(rule.cap, limit=FEWER),
            words=f"Det kan være høyst {FEWER} skjenkebevillinger i Røros samtidig.",
        )
    if rule.code in WEEKENDS and rule.hours is not None:
        return replace(
            rule,
            hours=replace(rule.hours, latest=EARLIER),
            words="Fredag og lørdag skjenkes det inne til kl. 01.00 i Røros, som andre dager.",
        )
    return rule
