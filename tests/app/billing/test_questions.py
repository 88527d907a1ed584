"""Questions about turnover: asked with each version, listed by year, settled one or many, and exported."""

import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.billing.service import questions as service
from app.billing.service.fee_years import kept_fee_year
from app.models.turnover import TurnoverQuestion
from app.permissions import Actor
from fees.plausibility import QuestionCode
from fees.turnover import Volumes
from licensing.errors import NotAllowed
from tests.app.billing.turnover import BEFORE, Place, make_lodge, make_shop
from tests.app.conftest import ClientAs, Filling
from tests.factories.turnover import YEAR, make_statement

FEW = Volumes(900_00, 700_00, 28_00)
LIST = f"/gebyr/sporsmal?ar={YEAR}"


def open_questions(session: Session, actor: Actor, place: Place) -> list[tuple[QuestionCode, int]]:
    """What is asked about a place now."""
    rows = session.scalars(
        select(TurnoverQuestion)
        .where(
            TurnoverQuestion.municipality_id == actor.municipality_id,
            TurnoverQuestion.duty_id == place.duty_id,
            TurnoverQuestion.settled_at.is_(None),
        )
        .order_by(TurnoverQuestion.id)
    )
    return [(row.code, row.group) for row in rows]


def test_each_version_is_asked_about_and_a_corrected_one_makes_the_earlier_pointless(
    filling: Filling,
) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor, groups="1,2")
        make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
        assert open_questions(session, actor, lodge) == [
            (QuestionCode.GROUP_NOT_LICENSED, 3),
            (QuestionCode.FAR_FROM_EXPECTED, 3),
        ]
        make_statement(session, actor, lodge.duty, actual=BEFORE, expected=BEFORE)
        assert open_questions(session, actor, lodge) == [(QuestionCode.GROUP_NOT_LICENSED, 3)]
        shop = make_shop(session, actor)
        make_statement(session, actor, shop.duty, actual=Volumes(), expected=Volumes(0, 16_000_00))
        assert open_questions(session, actor, shop) == [
            (QuestionCode.NIL_FROM_OPEN_PLACE, 0),
            (QuestionCode.PRODUCER_RIGHT, 2),
            (QuestionCode.ABOVE_OWN_PRODUCE, 2),
        ]


def test_the_per_cent_is_the_years_own(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        kept_fee_year(session, actor, YEAR).question_percent = 95
        make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
        assert open_questions(session, actor, lodge) == []


def test_a_place_is_held_against_others_of_its_kind(filling: Filling) -> None:
    with filling() as (session, actor):
        for serial in range(2, 7):
            other = make_lodge(session, actor, name=f"Hytte {serial}", serial=serial)
            make_statement(session, actor, other.duty, actual=BEFORE, expected=BEFORE)
        lodge = make_lodge(session, actor, round_id=None, name="Ny hytte", serial=9)
        make_statement(session, actor, lodge.duty, actual=Volumes(9000_01), expected=None)
        assert open_questions(session, actor, lodge) == []  # An event is held against none.
        lodge = make_lodge(session, actor, name="Storhytta", serial=10)
        kept_fee_year(session, actor, YEAR).question_percent = 1000
        big = Volumes(9000_01, 700_00, 200_00)
        make_statement(session, actor, lodge.duty, actual=big, expected=big)
        assert open_questions(session, actor, lodge) == [(QuestionCode.UNUSUAL_FOR_KIND, 1)]


def test_questions_are_settled_one_or_many_and_only_ones_own(filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor, groups="1,2")
        make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
        ids = list(session.scalars(select(TurnoverQuestion.id).where(TurnoverQuestion.settled_at.is_(None))))
    with filling(municipality="other") as (session, theirs):
        for note, chosen, code in (
            ("", ids, "question_without_note"),
            ("Ja", ids, "questions_settled_already"),
        ):
            with pytest.raises(NotAllowed) as refused:
                service.settle_questions(session, theirs, question_ids=chosen, note=note)
            assert refused.value.code == code
    with filling() as (session, actor):
        assert service.settle_questions(session, actor, question_ids=ids, note="Ringt, stemmer") == len(ids)
        with pytest.raises(NotAllowed):
            service.settle_questions(session, actor, question_ids=ids, note="Igjen")
        assert open_questions(session, actor, lodge) == []


def settle(client: FlaskClient, **typed: Any) -> Any:
    """Send the form of the list."""
    return client.post(f"/gebyr/sporsmal/avklar?ar={YEAR}", data=typed)


def test_the_list_settles_keeps_what_is_typed_and_exports(client_as: ClientAs, filling: Filling) -> None:
    with filling() as (session, actor):
        lodge = make_lodge(session, actor)
        make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
        number = session.scalars(
            select(TurnoverQuestion.id).where(TurnoverQuestion.settled_at.is_(None))
        ).one()
    client = client_as("finance")
    assert "Gruppe 3: 28 liter er 91 % under forventet (300). Stemmer det?" in client.get(LIST).text
    assert "Ingen åpne spørsmål" in client.get(f"{LIST}&slag=producer_right").text
    assert "Femundhytta" not in client_as("finance", municipality="other").get(LIST).text
    nothing = settle(client, note="Ringt")
    assert (nothing.status_code, "Velg minst ett spørsmål." in nothing.text) == (422, True)
    assert 'value="Ringt"' in nothing.text
    without = settle(client, questions=number)
    assert (without.status_code, "checked" in without.text) == (422, True)
    assert settle(client, questions="2" * 15, note="Ringt").status_code == 422
    assert settle(client, questions=number + 1000, note="Ringt").status_code == 409
    assert settle(client, questions=number, note="Ringt, stemmer").status_code == 302
    assert "Ringt, stemmer" in client.get(f"{LIST}&vis=avklarte").text
    book = load_workbook(io.BytesIO(client.get(f"/gebyr/sporsmal/regneark?ar={YEAR}").data))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert {"Femundhytta", "28", "300", "91", "Ringt, stemmer", "Avklart"} <= set(cells)


def test_the_queries_do_not_grow_with_the_questions(
    client_as: ClientAs, filling: Filling, statements: list[str]
) -> None:
    client, counts = client_as("finance"), []
    for serial in (2, 3, 4):
        with filling() as (session, actor):
            lodge = make_lodge(session, actor, name=f"Hytte {serial}", serial=serial, groups="1,2")
            make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
            make_statement(session, actor, lodge.duty, actual=FEW, expected=FEW)
        statements.clear()
        client.get(LIST)
        client.get(f"/gebyr/oppgaver/{lodge.duty_id}")
        counts.append(len(statements))
    assert len(set(counts)) == 1, counts
