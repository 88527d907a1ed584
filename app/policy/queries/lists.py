"""The versions of a municipality's policy as the list shows them: in force, coming, drafts, earlier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.municipality import MunicipalityIdentity, identity_on
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyState
from app.models.user import User
from app.policy.queries.versions import policies_of, policy_in_force


@dataclass(frozen=True)
class PolicyLine:
    """One version, as the list shows it."""

    id: int
    name: str
    version: int
    state: PolicyState
    first_day: date
    last_day: date | None
    decided: str
    invented: bool
    edition: int
    municipalities: tuple[str, ...]
    rules: int
    adopted_by: str | None
    adopted_at: datetime | None


@dataclass(frozen=True)
class PolicyLines:
    """The versions, by how they stand on a day."""

    in_force: PolicyLine | None
    coming: tuple[PolicyLine, ...]
    drafts: tuple[PolicyLine, ...]
    earlier: tuple[PolicyLine, ...]


def policy_lines(session: Session, municipality_id: int, on: date) -> PolicyLines:
    """The versions of a municipality, sorted by how they stand on a day."""
    now = policy_in_force(session, municipality_id, on)
    rows = policies_of(session, municipality_id)
    lines = [_line(session, row, municipality_id) for row in rows]
    adopted = [line for line in lines if line.state is PolicyState.IN_FORCE]
    current = next((line for line in adopted if now is not None and str(line.id) == now.id), None)
    coming = tuple(line for line in adopted if line.first_day > on)
    known = {line.id for line in coming} | ({current.id} if current else set())
    return PolicyLines(
        current,
        coming,
        tuple(line for line in lines if line.state is PolicyState.DRAFT),
        tuple(line for line in adopted if line.id not in known),
    )


def _line(session: Session, row: PolicyRow, municipality_id: int) -> PolicyLine:
    members = session.execute(
        select(PolicyMunicipality.municipality_id, PolicyMunicipality.last_day).where(
            PolicyMunicipality.policy_id == row.id
        )
    ).all()
    names = names_of(session, [one.municipality_id for one in members], row.first_day)
    left_on = next((one.last_day for one in members if one.municipality_id == municipality_id), None)
    ends = [day for day in (row.last_day, left_on) if day is not None]
    adopter = session.get(User, row.adopted_by_id) if row.adopted_by_id else None
    return PolicyLine(
        id=row.id,
        name=row.name,
        version=row.version,
        state=row.state,
        first_day=row.first_day,
        last_day=min(ends, default=None),
        decided=row.decided,
        invented=row.invented,
        edition=row.edition,
        municipalities=tuple(sorted(names.values())),
        rules=len(row.rules),
        adopted_by=adopter.name if adopter else None,
        adopted_at=row.adopted_at,
    )


def names_of(session: Session, municipality_ids: Iterable[int], on: date) -> dict[int, str]:
    """What municipalities are called on a day, by their ids."""
    rows = session.scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.municipality_id.in_(list(municipality_ids)))
        .order_by(MunicipalityIdentity.municipality_id, MunicipalityIdentity.first_day)
    ).all()
    ids = {row.municipality_id for row in rows}
    return {
        one: identity_on(tuple(row for row in rows if row.municipality_id == one), on).name for one in ids
    }


def names_by_number(session: Session, numbers: Iterable[str]) -> Mapping[str, str]:
    """The names of municipalities that a policy names by number; those we do not know are left out."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    rows = session.scalars(
        select(MunicipalityIdentity)
        .where(MunicipalityIdentity.number.in_(wanted))
        .order_by(MunicipalityIdentity.first_day)
    )
    return {row.number: row.name for row in rows}
