"""Turnover rounds: who is asked for which days, who joins later, and deadlines that are moved."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from app import clock
from app.billing.queries.duties import Asked, DutyState, Progress, progress
from app.billing.queries.rounds import deadlines_of, joining, proposed_deadline, round_of
from app.billing.queries.wanted_duties import wanted_duties
from app.billing.service import rounds
from app.billing.service.statements import estimate_statement
from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.fee_year import FeeYear
from app.models.turnover import TurnoverDuty, TurnoverQuestion, TurnoverRound
from fees.plausibility import QuestionCode
from fees.turnover import Attestation, Volumes
from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from licensing.policy import Rule, RuleKind, Strength, TurnoverEffect, When
from tests.app.billing.places import LASTING, Places, days
from tests.app.conftest import Filling
from tests.factories.policy import make_rules
from tests.factories.turnover import make_statement

ON, DUE_ON = date(2026, 2, 2), date(2026, 3, 2)
YEAR = 2026


def test_who_is_asked_and_for_which_days(filling: Filling) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("hele fjoråret")
        places.licence("begynte i fjor", days("2025-06-15", "2028-09-30"))
        places.licence("ny i år", days("2026-02-01", "2028-09-30"))
        places.licence("sluttet i fjor", LASTING, ended_on="2025-08-31")
        places.licence("sluttet nyttårsaften", days("2022-06-03", "2025-12-31"))
        places.licence("sluttet før", LASTING, ended_on="2024-12-31")
        places.licence("polet", licence_type=LicenceType.OUTLET)
        places.licence("gammel", days("2022-06-03", "2025-09-30"))
        places.licence("gitt på nytt", days("2025-10-01", "2029-09-30"), at="gammel", holder="gammel")
        wanted = {
            places.names[one.licence_id]: (one.first_day, one.last_day, one.final)
            for one in wanted_duties(session, actor.municipality_id, YEAR)
        }
        assert wanted == {
            "hele fjoråret": (None, None, False),
            "begynte i fjor": (date(2025, 6, 15), date(2025, 12, 31), False),
            "ny i år": (date(2026, 2, 1), date(2026, 12, 31), False),
            "sluttet i fjor": (date(2025, 1, 1), date(2025, 8, 31), True),
            "sluttet nyttårsaften": (None, None, True),
            "gitt på nytt": (None, None, False),
        }


def test_a_round_gives_everybody_a_duty_and_those_granted_later_join(filling: Filling) -> None:
    with filling() as (session, actor):
        session.add(FeeYear(municipality_id=actor.municipality_id, year=2024, attested=True))
        places = Places(session, actor)
        places.licence("kroa")
        places.licence("nykroa", days("2026-01-15", "2028-09-30"))
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)
        duties = {places.names[row.licence_id]: row for row in session.scalars(select(TurnoverDuty))}
        assert {name: (duty.due_on, duty.attestation) for name, duty in duties.items()} == {
            "kroa": (DUE_ON, Attestation.REQUIRED),
            "nykroa": (DUE_ON, Attestation.NOT_REQUIRED),
        }
        stored = session.scalars(select(FeeYear.year)).all()
        assert sorted(stored) == [2024, YEAR]
        found = round_of(session, actor.municipality_id, YEAR)
        assert found is not None
        assert joining(session, found) == []
        places.licence("sommerkroa", days("2026-06-01", "2028-09-30"))
        joins_by = rounds.deadline_for_who_joins(DUE_ON, date(2026, 6, 3))
        assert joins_by == date(2026, 6, 17)
        assert rounds.take_in_new_licences(session, actor, year=YEAR, due_on=joins_by, on=date(2026, 6, 3))
        joined = session.scalars(
            select(TurnoverDuty).where(TurnoverDuty.licence_id == places.named["sommerkroa"].id)
        ).one()
        assert joined.due_on == joins_by
        history = deadlines_of(session, actor.municipality_id, round_id=found.id, duty_id=joined.id)
        assert [row.due_on for row in history] == [DUE_ON, joins_by]
        started = select(func.count()).where(Event.type == EventType.TURNOVER_ROUND_STARTED)
        assert session.execute(started).scalar_one() == 2
        with pytest.raises(NotAllowed, match="nobody_joins"):
            rounds.take_in_new_licences(session, actor, year=YEAR, due_on=joins_by, on=ON)


def test_who_was_granted_anew_within_the_year_is_not_asked_once_more(filling: Filling) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("gammel", days("2022-06-03", "2026-09-30"))
        found = rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)
        places.licence("ny", days("2026-10-01", "2030-09-30"), at="gammel", holder="gammel")
        assert joining(session, found) == []
        places.licence("kjøper", days("2026-10-01", "2030-09-30"), at="gammel")
        assert [one.licence_id for one in joining(session, found)] == [places.named["kjøper"].id]


@pytest.mark.parametrize(
    ("named", "due_on", "named_on", "source"),
    [
        pytest.param((), date(2026, 3, 2), date(2026, 3, 1), "", id="a silent policy: 1 March, a Sunday"),
        pytest.param(("04-01",), date(2026, 4, 1), date(2026, 4, 1), "T-1", id="a working day"),
        pytest.param(("04-04",), date(2026, 4, 7), date(2026, 4, 4), "T-1", id="Easter Eve"),
        pytest.param(("02-17", "03-15"), date(2026, 3, 16), date(2026, 3, 15), "T-2", id="the latest of two"),
    ],
)
def test_the_deadline_is_proposed_by_the_policy(
    filling: Filling, named: tuple[str, ...], due_on: date, named_on: date, source: str
) -> None:
    with filling() as (session, actor):
        if named:
            make_rules(
                session,
                actor.municipality_id,
                *(
                    Rule(
                        f"T-{number}",
                        RuleKind.TURNOVER,
                        Strength.HARD,
                        When(),
                        turnover=TurnoverEffect(due=day),
                    )
                    for number, day in enumerate(named, start=1)
                ),
            )
        proposed = proposed_deadline(session, actor.municipality_id, YEAR)
        assert (proposed.due_on, proposed.named_on, proposed.source) == (due_on, named_on, source)
        assert proposed.several == (len(named) > 1)
        assert proposed.is_moved == (due_on != named_on)


@pytest.mark.parametrize(
    ("year", "due_on", "code"),
    [
        pytest.param(2025, DUE_ON, "round_already_started", id="a second round"),
        pytest.param(2023, DUE_ON, "round_year_out_of_reach", id="long ago"),
        pytest.param(YEAR, date(2026, 3, 1), "deadline_on_day_off", id="a Sunday"),
        pytest.param(YEAR, date(2026, 1, 30), "turnover_deadline_has_passed", id="last week"),
        pytest.param(YEAR, date(2028, 1, 3), "deadline_outside_year", id="another year"),
    ],
)
def test_a_round_that_cannot_be_started(filling: Filling, year: int, due_on: date, code: str) -> None:
    with filling() as (session, actor):
        Places(session, actor).licence("kroa")
        rounds.start_round(session, actor, year=2025, due_on=date(2026, 2, 27), on=ON)
        with pytest.raises(NotAllowed, match=code):
            rounds.start_round(session, actor, year=year, due_on=due_on, on=ON)
    with filling(municipality="other") as (session, actor), pytest.raises(NotAllowed, match="nobody_to_ask"):
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)


def test_a_moved_deadline_holds_and_the_earlier_ones_stand(filling: Filling) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        for name in ("kroa", "hotellet"):
            places.licence(name)
        found = rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)
        of = {places.names[row.licence_id]: row.id for row in session.scalars(select(TurnoverDuty))}

        def due() -> dict[str, date]:
            session.expire_all()
            return {name: session.get_one(TurnoverDuty, number).due_on for name, number in of.items()}

        move: dict[str, Any] = {"year": YEAR, "on": ON}
        later, latest = date(2026, 3, 16), date(2026, 4, 7)
        rounds.move_deadline_of_duty(
            session, actor, duty_id=of["hotellet"], due_on=latest, reason="Revisor er syk", on=ON
        )
        seen = session.get_one(TurnoverRound, found.id).version
        rounds.move_deadline(session, actor, due_on=later, reason="Brevene ble sene", **move)
        assert due() == {"kroa": later, "hotellet": latest}
        with pytest.raises(ChangedMeanwhile):
            rounds.move_deadline(session, actor, due_on=latest, reason="x", seen_version=seen, **move)
        history = deadlines_of(session, actor.municipality_id, round_id=found.id, duty_id=of["hotellet"])
        assert [(row.due_on, row.reason) for row in history] == [
            (DUE_ON, ""),
            (latest, "Revisor er syk"),
            (later, "Brevene ble sene"),
        ]
        # Nobody has been told yet, so that it may be moved back; who has a day of their own keeps it.
        rounds.move_deadline(session, actor, due_on=DUE_ON, reason="Likevel ikke", **move)
        assert due() == {"kroa": DUE_ON, "hotellet": latest}
        refused = [
            (date(2026, 3, 17), " ", "deadline_without_reason"),
            (DUE_ON, "Grunn", "deadline_unchanged"),
            (date(2026, 1, 30), "Grunn", "turnover_deadline_has_passed"),
            (date(2026, 3, 15), "Grunn", "deadline_on_day_off"),
        ]
        for day, reason, code in refused:
            with pytest.raises(NotAllowed, match=code):
                rounds.move_deadline(session, actor, due_on=day, reason=reason, **move)
        # What was agreed in time may be written down afterwards.
        rounds.move_deadline_of_duty(
            session, actor, duty_id=of["kroa"], due_on=later, reason="Avtalt", on=date(2026, 3, 20)
        )
        assert due()["kroa"] == later


def test_a_closed_round_lets_nothing_be_done_until_it_is_opened_with_a_reason(filling: Filling) -> None:
    with filling() as (session, actor):
        Places(session, actor).licence("kroa")
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)
        with pytest.raises(NotAllowed, match="round_is_open"):
            rounds.reopen_round(session, actor, year=YEAR, reason="Ny oppgave")
        rounds.close_round(session, actor, year=YEAR)
        for act in (
            lambda: rounds.close_round(session, actor, year=YEAR),
            lambda: rounds.take_in_new_licences(session, actor, year=YEAR, due_on=DUE_ON, on=ON),
            lambda: rounds.move_deadline(
                session, actor, year=YEAR, due_on=date(2026, 3, 16), reason="x", on=ON
            ),
        ):
            with pytest.raises(NotAllowed, match="round_is_closed"):
                act()
        with pytest.raises(NotAllowed, match="round_reopened_without_reason"):
            rounds.reopen_round(session, actor, year=YEAR, reason=" ")
        rounds.reopen_round(session, actor, year=YEAR, reason="Ny oppgave")
        with pytest.raises(LookupError):
            rounds.close_round(session, actor, year=YEAR + 1)


def test_how_far_a_round_has_come_is_counted_in_one_query(filling: Filling, statements: list[str]) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        for name in ("mangler", "levert", "levert sent", "spurt", "besvart", "anslått"):
            places.licence(name)
        found = rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=ON)
        of = {places.names[row.licence_id]: row for row in session.scalars(select(TurnoverDuty))}
        made = {
            name: make_statement(session, actor, of[name], actual=Volumes(1), expected=Volumes(1), on=day)
            for name, day in (
                ("levert", DUE_ON),
                ("levert sent", date(2026, 3, 3)),
                ("spurt", ON),
                ("besvart", ON),
            )
        }
        session.add_all(
            TurnoverQuestion(
                municipality_id=actor.municipality_id,
                statement_id=made[name].id,
                duty_id=made[name].duty_id,
                code=QuestionCode.NIL_FROM_OPEN_PLACE,
                facts={},
            )
            for name in ("spurt", "besvart")
        )
        estimate_statement(
            session,
            actor,
            duty_id=of["anslått"].id,
            actual=Volumes(1),
            expected=None,
            reason="Som i fjor",
            on=ON,
        )
        answered = session.scalars(
            select(TurnoverQuestion).where(TurnoverQuestion.duty_id == of["besvart"].id)
        ).one()
        answered.settled_at, answered.settled_by_id = clock.now(), actor.user_id
        session.flush()
        statements.clear()
        counted = progress(session, actor.municipality_id, Asked(found.id), date(2026, 3, 3))
        assert len(statements) == 1
        assert counted == Progress(whole=6, missing=1, delivered=3, questions=1, estimated=1, late=3)
        for state in DutyState:
            asked = Asked(found.id, state=state)
            alone = progress(session, actor.municipality_id, asked, DUE_ON)
            assert alone.whole == getattr(counted, state.value)
