"""What a version put in force does to those before it: which end, and which are withdrawn unused.

A council's latest decision holds. What has begun ends the day before; what has not begun, and would begin
while the new version holds, never does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyMunicipality, PolicyState
from app.policy.queries.versions import policy_in_force_id

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Succeeded:
    """An earlier version in one municipality, and its last day there; without one it is withdrawn."""

    policy: PolicyRow
    municipality_id: int
    last_day: date | None
    held_to: date | None = None
    """How long it would have held there; without a day it never ended."""
    hinders: bool = False
    """It has begun already, on the new version's first day or later: the new one must begin after it."""


def succeeded_by(
    session: Session,
    policy_id: int | None,
    municipality_ids: Collection[int],
    *,
    first_day: date,
    last_day: date | None,
    on: date,
) -> list[Succeeded]:
    """What would end or be withdrawn if a version were put in force for some municipalities and days."""
    rows = session.execute(
        select(PolicyRow, PolicyMunicipality.municipality_id, PolicyMunicipality.last_day)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(
            PolicyMunicipality.municipality_id.in_(municipality_ids),
            PolicyRow.state == PolicyState.IN_FORCE,
            PolicyRow.id != (policy_id or 0),
        )
        .order_by(PolicyRow.first_day, PolicyRow.id, PolicyMunicipality.municipality_id)
    ).all()
    found = []
    for row, municipality_id, left_on in rows:
        ends = min((day for day in (row.last_day, left_on) if day is not None), default=None)
        if (ends is not None and ends < first_day) or (last_day is not None and row.first_day > last_day):
            continue
        if row.first_day < first_day:
            found.append(Succeeded(row, municipality_id, first_day - ONE_DAY, ends))
        else:
            found.append(Succeeded(row, municipality_id, None, ends, hinders=row.first_day <= on))
    return found


def left_without_from(
    session: Session, municipality_id: int, earlier: Collection[Succeeded], last_day: date | None
) -> date | None:
    """The day from which a municipality would have no policy because a version ends before those it follows.

    They do not come back: what has ended, or was withdrawn, stays so.
    """
    own = [version for version in earlier if version.municipality_id == municipality_id]
    if last_day is None or not any(version.held_to is None or version.held_to > last_day for version in own):
        return None
    after = last_day + ONE_DAY
    holds = policy_in_force_id(session, municipality_id, after)
    return after if holds in {None, *(version.policy.id for version in own)} else None
