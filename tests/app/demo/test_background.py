"""Those behind the demo's licences: owners to judge, tests found again, conduct answered."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import db
from app.demo.background import OWNED, SITTINGS
from app.demo.fill import fill
from app.models.background import ConductAnswer, TestSitting
from app.models.holder import Holder
from app.models.municipality import Municipality
from app.owners.queries import chain_of, person_lines, threshold_of
from licensing.ownership import OwnershipQuestion

pytestmark = pytest.mark.keeps_data

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def session(app: Flask, database_url: str) -> Iterator[Session]:
    """The demo's world on a Saturday in November."""
    with app.app_context(), db.writing_session(db.engine()) as session:
        fill(session, TODAY)
        yield session
        session.rollback()


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
