"""Alcohol policies of a municipality, as its council adopted them."""

from datetime import date

from sqlalchemy.orm import Session

from app.models.policy import Policy, PolicyCap, PolicyMunicipality
from licensing.licences import LicenceKind

FIRST_DAY = date(2024, 1, 1)


def make_policy(
    session: Session, municipality_id: int, *, highest: int, kind: LicenceKind = LicenceKind.SERVING
) -> Policy:
    """A policy with one cap and nothing else."""
    policy = Policy(
        name="Alkoholpolitiske retningslinjer 2024–2028",
        decided="Kommunestyret 2. november 2023, sak PS 71/23",
        invented=True,
        first_day=FIRST_DAY,
    )
    session.add(policy)
    session.flush()
    session.add(PolicyMunicipality(policy_id=policy.id, municipality_id=municipality_id))
    session.add(
        PolicyCap(
            policy_id=policy.id,
            municipality_id=municipality_id,
            kind=kind,
            highest=highest,
            paragraph="punkt 3.1",
        )
    )
    session.flush()
    return policy
