"""The conditions that the policy offers whoever proposes a decision."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.cases.queries.policy_rules import speaking_rules
from app.models.case import Case
from app.policy.queries import policy_in_force
from licensing.policy import RuleKind


@dataclass(frozen=True)
class LibraryCondition:
    """A condition that the municipality often sets, by the code of its rule."""

    id: str
    title: str
    text: str
    before_use: bool
    proof: str


def library_of(session: Session, case: Case, on: date) -> list[LibraryCondition]:
    """The conditions that may be set in a case by the policy in force, by title."""
    policy = policy_in_force(session, case.municipality_id, on)
    found = [
        LibraryCondition(
            id=rule.code,
            title=rule.words or rule.condition.text,
            text=rule.condition.text,
            before_use=rule.condition.before_use,
            proof=rule.condition.proof,
        )
        for rule in (speaking_rules(session, case, policy) if policy else ())
        if rule.kind is RuleKind.CONDITION and rule.condition is not None and rule.holds_on(on)
    ]
    return sorted(found, key=lambda row: row.title)
