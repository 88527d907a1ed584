"""Transfers through the services: both clocks, the days the old licence gets, and its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.cases.queries.one import events_of, letters_of
from app.cases.queries.plans import change_of
from app.endings.service.transfers import (
    TransferAnswers,
    answer_transfer,
    end_transferred,
    extend_transfer,
)
from app.letters.facts import LetterKind
from app.letters.service import facts_of, finalise_letter
from app.letters.texts import plain_text, render_text
from app.models.case import Case
from app.models.event import EventType
from app.models.licence import LicenceRoom
from app.models.register import NationalDuty, NationalTask
from app.permissions import Actor, Role
from licensing.endings import TransferKind
from licensing.errors import NotAllowed
from tests.app.conftest import Filling
from tests.factories import ending as endings


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as refused:
        act()
    return refused.value.code


def answer(session: Session, actor: Actor, case: Case, on: date = endings.ON, **changes: object) -> Case:
    known = {"told_on": date(2026, 12, 1), "applied_on": date(2026, 12, 1), "place_applied_on": None}
    answers = TransferAnswers(**known | changes)
    return answer_transfer(session, actor, case_id=case.id, seen_version=case.version, answers=answers, on=on)


def extend(session: Session, actor: Actor, case: Case, until: date, on: date = endings.ON) -> Case:
    return extend_transfer(
        session,
        actor,
        case_id=case.id,
        seen_version=case.version,
        until=until,
        reasons="Saken er ikke ferdig.",
        on=on,
    )


def test_vector_transfer_the_old_licence_runs_three_months_and_ends(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        case = endings.make_transfer(session, actor, licence)
        assert (licence.ended_on, licence.end_reason) == (date(2027, 3, 1), "Overdragelse")
        assert case.next_due_on == date(2027, 3, 1)
        rooms = session.scalars(select(LicenceRoom).where(LicenceRoom.licence_id == licence.id)).all()
        assert {row.last_day for row in rooms} == {date(2027, 3, 1)}


def test_both_sides_are_told_and_the_national_register_hears_of_it(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        case = endings.make_transfer(session, actor, licence)
        letters = letters_of(session, case)
        assert [(row.kind, row.recipient["name"]) for row in letters] == [
            (LetterKind.TRANSFER_NOTICE, "Prøvekroa AS"),
            (LetterKind.TRANSFER_NOTICE, "Kjøperen AS"),
        ]
        duties = session.scalars(select(NationalTask.duty).where(NationalTask.licence_id == licence.id))
        assert NationalDuty.TRANSFER in set(duties)


def test_the_notices_are_made_final_and_say_when_the_last_day_is(filling: Filling, app: Flask) -> None:
    with filling() as (session, actor), app.app_context():
        case = endings.make_transfer(session, actor, endings.make_held(session, actor))
        extend(session, actor, case, date(2027, 4, 1))
        for letter in letters_of(session, case):
            text = plain_text(
                render_text(letter.kind.value, letter.language.value, facts_of(session, letter, case))
            )
            assert "1. mars 2027" in text or "1. april 2027" in text
            finalise_letter(session, actor, letter=letter, seen_version=case.version, on=endings.ON)


def test_trap_44_the_day_of_the_new_window_of_points_is_kept(filling: Filling) -> None:
    with filling() as (session, actor):
        case = endings.make_transfer(session, actor, endings.make_held(session, actor))
        change = change_of(session, case)
        assert change is not None
        assert change.facts["points_from"] == "2026-12-01"
        ended = next(row for row in events_of(session, case) if row.type is EventType.LICENCE_ENDED)
        assert '"points_from":"2026-12-01"' in str(ended.payload)


@pytest.mark.parametrize(
    ("changes", "on", "ended_on"),
    [
        pytest.param(
            {"applied_on": date(2027, 1, 1)},
            date(2027, 1, 4),
            date(2026, 11, 30),
            id="trap 14: a day too late",
        ),
        pytest.param({"applied_on": None}, date(2026, 12, 7), date(2026, 12, 31), id="still awaited"),
        pytest.param({"told_on": None}, date(2027, 1, 1), date(2026, 11, 30), id="trap 14: never told"),
        pytest.param({"kind": TransferKind.MERGER}, date(2026, 12, 7), None, id="practice alone: asked"),
    ],
)
def test_the_day_that_the_old_licence_gets(filling: Filling, changes: dict, on: date, ended_on: date) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        endings.make_transfer(session, actor, licence, on=on, transfer=replace(endings.TRANSFER, **changes))
        assert licence.ended_on == ended_on


def test_what_comes_in_later_moves_the_day_and_is_told_again(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        transfer = replace(endings.TRANSFER, applied_on=None)
        case = endings.make_transfer(session, actor, licence, transfer=transfer)
        assert licence.ended_on == date(2026, 12, 31)
        answer(session, actor, case, applied_on=date(2026, 12, 20), on=date(2026, 12, 21))
        assert licence.ended_on == date(2027, 3, 1), "provisional, until delay is judged"
        answer(
            session,
            actor,
            case,
            applied_on=date(2026, 12, 20),
            without_undue_delay=False,
            on=date(2026, 12, 21),
        )
        assert licence.ended_on == date(2026, 11, 30)
        assert len(letters_of(session, case)) == 6


def test_trap_13_the_serving_place_licence_follows_its_own_clock(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        place = endings.make_place_licence(session, actor, licence)
        case = endings.make_transfer(
            session, actor, licence, transfer=replace(endings.TRANSFER, place_applied_on=date(2026, 12, 3))
        )
        assert licence.ended_on == date(2027, 3, 1)
        assert place.ended_on == date(2026, 11, 30)
        answer(session, actor, case, place_applied_on=date(2026, 12, 2))
        assert place.ended_on is None


def test_one_month_more_is_given_once(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        case = endings.make_transfer(session, actor, licence)
        code = refusal(lambda: extend(session, actor, case, date(2027, 4, 2)))
        assert code == "transfer_extended_too_far"
        extend(session, actor, case, date(2027, 4, 1))
        assert (licence.ended_on, case.next_due_on) == (date(2027, 4, 1), date(2027, 4, 1))
        assert refusal(lambda: extend(session, actor, case, date(2027, 4, 1))) == "transfer_extended_already"
        assert refusal(lambda: answer(session, actor, case)) == "transfer_extended_already"


def test_nothing_that_does_not_run_can_be_extended(filling: Filling) -> None:
    with filling() as (session, actor):
        case = endings.make_transfer(
            session,
            actor,
            endings.make_held(session, actor),
            transfer=replace(endings.TRANSFER, applied_on=None),
        )
        assert refusal(lambda: extend(session, actor, case, date(2027, 1, 15))) == "transfer_does_not_run"


@pytest.mark.parametrize(
    ("new_first_day", "ended_on"),
    [
        pytest.param(date(2027, 2, 1), date(2027, 1, 31), id="the day before the new licence"),
        pytest.param(date(2027, 5, 1), date(2027, 3, 1), id="no longer than it had"),
    ],
)
def test_the_old_licence_ends_when_the_new_holder_has_one(
    filling: Filling, new_first_day: date, ended_on: date
) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        case = endings.make_transfer(session, actor, licence)
        end_transferred(
            session, actor, old_licence_id=licence.id, new_first_day=new_first_day, on=date(2027, 1, 20)
        )
        assert licence.ended_on == ended_on
        assert refusal(lambda: answer(session, actor, case)) == "transfer_is_settled"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param(
            {"transfer": replace(endings.TRANSFER, agreed_on=date(2026, 12, 2))},
            "transfer_before_agreement",
            id="taken over before it was agreed",
        ),
        pytest.param({"new_holder": None}, "transfer_needs_new_holder", id="to nobody"),
        pytest.param(
            {"new_holder": replace(endings.BUYER, organisation_number=endings.organisation_number(0))},
            "transfer_to_the_holder",
            id="to the holder itself",
        ),
        pytest.param(
            {
                "transfer": replace(
                    endings.TRANSFER, agreed_on=date(2024, 1, 1), taken_over_on=date(2024, 1, 2)
                )
            },
            "ending_before_grant",
            id="before the licence was given",
        ),
    ],
)
def test_transfers_that_cannot_be(filling: Filling, changes: dict, code: str) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        assert refusal(lambda: endings.make_transfer(session, actor, licence, **changes)) == code
        session.rollback()


def test_the_same_form_twice_opens_one_case_and_another_is_refused(filling: Filling) -> None:
    with filling() as (session, actor):
        licence = endings.make_held(session, actor)
        first = endings.make_transfer(session, actor, licence, submission="same")
        assert endings.make_transfer(session, actor, licence, submission="same").id == first.id
        assert session.execute(select(func.count()).select_from(Case)).scalar_one() == 1
        other = refusal(lambda: endings.make_transfer(session, actor, licence))
        assert other == "transfer_registered_already"


def test_another_municipality_has_no_such_licence(filling: Filling) -> None:
    with filling() as (session, actor):
        licence_id = endings.make_held(session, actor).id
    with filling(Role.CASEWORKER, municipality="other") as (session, actor):
        stranger = type("Held", (), {"id": licence_id})()
        with pytest.raises(LookupError):
            endings.make_transfer(session, actor, stranger)
