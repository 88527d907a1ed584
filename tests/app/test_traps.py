"""Traps that belong to no one rule: what time, a complaint, or a missing paper must never do."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app.clock import today
from app.models.licence import Licence
from app.models.occupancy import ServingPlaceLicence
from licensing.cases import CaseState
from licensing.deadlines import case_due_on
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories import case as cases

LETTERS = Path(__file__).parents[1] / "golden" / "letters"
GRANTS = ("grant", "grant_of_sale", "grant_of_farm_sale", "grant_of_an_outlet", "part_grant")


def test_trap_18_four_months_that_pass_grant_nothing(client_as: ClientAs, filling: Filling) -> None:
    received_on = today() - timedelta(days=200)
    with filling() as (session, actor):
        case = cases.make_case(session, actor, received_on=received_on)
        assert case_due_on(received_on) < today()
        number = case.id
    page = plain(client_as().get(f"/saker/{number}").text)
    assert "dager over fristen" in page
    with filling() as (session, _actor):
        assert session.scalars(select(Licence)).all() == []
    assert "heller ikke om fristen går ut" in (LETTERS / "receipt.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*GRANTS, "refusal"])
def test_trap_32_a_letter_says_that_the_decision_holds_and_that_postponement_may_be_asked_for(
    name: str,
) -> None:
    text = (LETTERS / f"{name}.txt").read_text(encoding="utf-8")
    assert "Vedtaket gjelder selv om dere klager." in text
    assert "utsette virkningen" in text
    assert "(forvaltningsloven § 42)" in text


def test_trap_33_a_grant_without_reasons_says_that_asking_for_them_restarts_the_deadline() -> None:
    text = (LETTERS / "grant_of_sale.txt").read_text(encoding="utf-8")
    assert "ikke skrevet noen nærmere begrunnelse" in text
    assert "Da begynner en ny klagefrist når dere får den." in text


def test_trap_36_a_serving_licence_needs_no_serving_place_licence(filling: Filling) -> None:
    pointed_at = {key.column.table.name for key in Licence.__table__.foreign_keys}
    assert ServingPlaceLicence.__tablename__ not in pointed_at
    with filling() as (session, actor):
        case = cases.make_ready(session, actor)
        assert case.state is CaseState.READY
        assert session.scalars(select(ServingPlaceLicence)).all() == []
