"""Those behind the demo's licences: owners to judge, tests found again, conduct answered."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.demo.background import OWNED, SITTINGS
from app.models.background import ConductAnswer, TestSitting
from app.models.holder import Holder
from app.models.municipality import Municipality
from app.owners.queries import chain_of, person_lines, threshold_of
from licensing.ownership import OwnershipQuestion
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data


def test_one_chain_is_unclear_and_one_is_clear_by_the_municipalitys_own_limit(session: Session) -> None:
    unclear = session.scalars(select(Holder).where(Holder.name == OWNED)).one()
    standing = chain_of(session, unclear, TODAY).standing
    assert [row.point for row in standing.questions] == [OwnershipQuestion.REST_UNKNOWN]
    limited = session.scalars(select(Municipality).where(Municipality.substantial_share.is_not(None))).one()
    holder = session.scalars(
        select(Holder)
        .where(Holder.municipality_id == limited.id, Holder.form == "company")
        .order_by(Holder.id)
    ).first()
    assert holder is not None
    chain = chain_of(session, holder, TODAY)
    assert chain.standing.resolved
    assert [line.counts for line in person_lines(chain, threshold_of(limited))] == [True, False]


def test_tests_were_held_and_conduct_was_answered(session: Session) -> None:
    assert session.scalar(select(func.count()).select_from(TestSitting)) == len(SITTINGS)
    assert session.scalar(select(func.count()).select_from(ConductAnswer)) == 1
