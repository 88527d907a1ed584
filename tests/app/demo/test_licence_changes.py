"""The demo's changes of terms and endings are there, each in its own state."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.case import Case
from app.models.change import Change
from app.models.occupancy import ServingPlaceLicence
from licensing.decisions import CaseResult
from licensing.matters import ChangeKind
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data
MINE = frozenset(ChangeKind) - {ChangeKind.MANAGERS, ChangeKind.INFLUENCE}


def test_each_change_has_come_as_far_as_it_is_told(session: Session) -> None:
    rows = session.execute(
        select(Change.kind, Case.result).join(Case, Case.id == Change.case_id).where(Change.kind.in_(MINE))
    )
    assert sorted((row.kind.value, row.result.value if row.result else "") for row in rows) == [
        ("area", CaseResult.GRANT.value),
        ("bankruptcy", ""),
        ("hours_once", CaseResult.PART_GRANT.value),
        ("hours_once", CaseResult.REFUSE.value),
        ("surrender", ""),
        ("transfer", ""),
    ]


def test_the_transfer_runs_and_a_place_is_closed(session: Session) -> None:
    transfer = session.scalars(select(Change).where(Change.kind == ChangeKind.TRANSFER)).one()
    assert transfer.licences[0].ended_on is not None
    assert transfer.licences[0].ended_on > TODAY
    closed = session.scalars(
        select(ServingPlaceLicence).where(ServingPlaceLicence.closed_since.is_not(None))
    ).one()
    assert closed.ended_on is None
