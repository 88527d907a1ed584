"""What the policy in force proposes for licences that turn over little. It is never applied by itself.

Law: alkoholforskriften § 6-2.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.billing.computed import from_stored
from app.models.fee import Fee
from app.policy.queries import policy_in_force
from fees.low_turnover import proposed_reduction
from fees.money import Money
from licensing.policy.event_terms import low_turnover
from licensing.policy.whens import Situation


@dataclass(frozen=True)
class Proposal:
    """What a fee may be set to by the policy, and the rule that says so."""

    to: Money
    rule: str
    source: str


def proposal_for(session: Session, fee: Fee, on: date) -> Proposal | None:
    """What the policy proposes for a fee; None where it says nothing, or the fee is lower already."""
    computed = from_stored(fee.computed).year
    if computed.fee.reduction is not None or not computed.fee.minimum_applied:
        return None
    policy = policy_in_force(session, fee.municipality_id, on)
    situation = Situation(
        kind=fee.licence.kind, type=fee.licence.type, groups=tuple(computed.volumes.groups), day=on
    )
    found = low_turnover(policy, situation, on)
    if found is None:
        return None
    proposed = proposed_reduction(computed.fee, found.steps)
    return None if proposed is None else Proposal(proposed.to, found.rule, found.source)
