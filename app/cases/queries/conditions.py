"""The conditions that the policy offers whoever proposes a decision."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.cases.queries.policy_rules import speaking_rules
from app.models.case import Case
from app.policy.queries import policy_in_force
from app.wording.conditions import condition_details
from licensing.policy import RuleKind


@dataclass(frozen=True)
class LibraryCondition:
    """A condition that the municipality often sets, by the code of its rule."""

    id: str
    title: str
    text: str
    before_use: bool
    proof: str
    due_days: int | None
    standard: bool
    """Every such licence gets it unless somebody decides otherwise."""

    @property
    def details(self) -> str:
        """The condition itself where its name is another, how it is proved, and when it is due."""
        details = condition_details(before_use=self.before_use, proof=self.proof, due_days=self.due_days)
        return " ".join(part for part in (self.text if self.text != self.title else "", details) if part)


def library_of(session: Session, case: Case, on: date) -> list[LibraryCondition]:
    """The conditions that may be set in a case by the policy in force: first those that every such licence
    gets, in the order of the text, then the others by title."""
    policy = policy_in_force(session, case.municipality_id, on)
    found = [
        LibraryCondition(
            id=rule.code,
            title=rule.words or rule.condition.text,
            text=rule.condition.text,
            before_use=rule.condition.before_use,
            proof=rule.condition.proof,
            due_days=rule.condition.due_days,
            standard=rule.condition.standard,
        )
        for rule in (speaking_rules(session, case, policy, on) if policy else ())
        if rule.kind is RuleKind.CONDITION and rule.condition is not None
    ]
    standard = [row for row in found if row.standard]
    return standard + sorted((row for row in found if not row.standard), key=lambda row: row.title)
