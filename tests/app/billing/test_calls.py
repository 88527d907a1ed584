"""Calls for turnover statements and reminders: one letter for each licence, and none to who has delivered."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.billing.queries.call_letters import letters_of_duty, overtaken_letters
from app.billing.queries.duties import Asked, progress
from app.billing.service import calls, rounds
from app.billing.service.links import link_of, token_of
from app.billing.service.runs import go_on
from app.letters.facts import LetterKind
from app.letters.licence_dispatch import record_dispatch_of_run
from app.letters.licence_letters import facts_of_licence_letter
from app.letters.service import Dispatch
from app.models.billing_run import BillingRun, BillingRunSubject
from app.models.holder import Holder
from app.models.letter import Channel, Letter, LetterState
from app.models.turnover import TurnoverDeadline, TurnoverDuty, TurnoverLink
from app.permissions import Actor, Role
from fees.turnover import Volumes
from licensing.days import next_working_day
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind, LicenceType
from tests.app.billing.places import LASTING, Places, days
from tests.app.conftest import ClientAs, Filling, World
from tests.factories.turnover import make_duty, make_statement

TODAY = clock.today()
YEAR = TODAY.year
DUE_ON = next_working_day(TODAY + timedelta(days=28))
PASSED = TODAY - timedelta(days=1)
LASTS = calls.link_lasts_to(DUE_ON)
Act = Callable[..., BillingRun]
NAMES = ("kroa", "hotellet", "butikken")


@pytest.fixture(autouse=True)
def _address(app: Flask) -> Iterator[None]:
    """The address that letters name."""
    before = app.config["PUBLIC_URL"]
    app.config["PUBLIC_URL"] = "https://bevilling.invalid"
    yield
    app.config["PUBLIC_URL"] = before


@pytest.fixture
def done(app: Flask, world: World, filling: Filling) -> Callable[..., int]:
    """Begin a run as the caseworker and do all of it: `done(calls.begin_calls)`; the number of the run."""

    def carried_out(begin: Act, **more: Any) -> int:
        with filling() as (session, actor):
            given = {"year": YEAR, "link_last_day": LASTS, "on": TODAY, **more}
            run_id = begin(session, actor, **given).id
        who = world.someone("caseworker")
        with app.app_context():
            assert go_on(Actor(who.id, who.name, world.own_id, frozenset({Role.CASEWORKER})), run_id=run_id)
        return run_id

    return carried_out


def started(filling: Filling) -> dict[str, int]:
    """A round with three licences; the duties by the name of the place."""
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("kroa")
        places.licence("hotellet")
        places.licence("butikken", kind=LicenceKind.SALE)
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=TODAY)
        rows = session.execute(select(TurnoverDuty.id, TurnoverDuty.licence_id))
        return {places.names[row.licence_id]: row.id for row in rows}


def deliver(filling: Filling, duty_id: int) -> None:
    """The statement of a duty comes."""
    with filling() as (session, actor):
        duty = session.get_one(TurnoverDuty, duty_id)
        make_statement(session, actor, duty, actual=Volumes(1), expected=Volumes(1), on=TODAY)


def send(filling: Filling, run_id: int) -> None:
    """The letters of a run go out."""
    with filling() as (session, actor):
        dispatch = Dispatch(Channel.POST, "", TODAY)
        record_dispatch_of_run(session, actor, run_id=run_id, dispatch=dispatch, on=TODAY)


def facts_of(letter: Letter) -> Any:
    """What a call or a reminder tells."""
    return facts_of_licence_letter(letter)


def problems(session: Session, run_id: int) -> list[str]:
    """Why some could not be written to."""
    rows = session.scalars(
        select(BillingRunSubject.problem).where(
            BillingRunSubject.run_id == run_id, BillingRunSubject.problem != ""
        )
    )
    return sorted(rows)


def test_everybody_in_a_round_is_called_once_with_a_link_of_their_own(
    filling: Filling, done: Callable[..., int]
) -> None:
    duties = started(filling)
    run_id = done(calls.begin_calls)
    with filling() as (session, actor):
        letters = session.scalars(select(Letter).order_by(Letter.id)).all()
        facts = [facts_of(letter) for letter in letters]
        assert [letter.state for letter in letters] == [LetterState.FINAL] * 3
        assert {one.venue_name: one.groups for one in facts} == dict.fromkeys(NAMES, (1,))
        assert {(one.due_on, one.asks_actual, one.asks_expected) for one in facts} == {(DUE_ON, True, True)}
        assert {one.link_expires_on for one in facts} == {LASTS}
        assert {one.link_base for one in facts} == {"https://bevilling.invalid/min-side/omsetningsoppgave"}
        links = {link.id: link for link in session.scalars(select(TurnoverLink))}
        assert {links[one.link_id].duty_id for one in facts} == set(duties.values())
        assert link_of(session, token_of(links[facts[0].link_id])) is links[facts[0].link_id]
        counted = progress(session, actor.municipality_id, Asked(None), TODAY)
        assert counted.whole == 0
        with pytest.raises(NotAllowed, match="run_without_subjects"):
            calls.begin_calls(session, actor, year=YEAR, link_last_day=LASTS, on=TODAY)
    send(filling, run_id)
    with filling() as (session, actor):
        round_id = session.scalars(select(TurnoverDuty.round_id)).first()
        counted = progress(session, actor.municipality_id, Asked(round_id), TODAY)
        assert (counted.whole, counted.missing, counted.written, counted.sent) == (3, 3, 3, 3)


def test_a_call_that_is_written_already_or_not_needed_any_more_is_a_problem_and_no_letter(
    filling: Filling, done: Callable[..., int]
) -> None:
    duties = started(filling)
    with filling() as (session, actor):
        numbers = {
            name: session.get_one(TurnoverDuty, number).licence.number for name, number in duties.items()
        }
        holder = session.get_one(TurnoverDuty, duties["butikken"]).licence.holder
        row = session.get_one(Holder, holder.id)
        row.postal_address = row.postcode = row.town = ""
    first = done(calls.begin_calls, numbers=[numbers["kroa"]])
    deliver(filling, duties["hotellet"])
    second = done(calls.begin_calls, numbers=list(numbers.values()))
    with filling() as (session, actor):
        assert problems(session, first) == []
        assert problems(session, second) == ["already_called", "statement_has_come"]
        written = session.scalars(select(Letter)).all()
        assert sorted(letter.run_id or 0 for letter in written) == [first, second]
        refused: list[tuple[dict[str, Any], str]] = [
            ({"numbers": ["SKJ-0000-9999"]}, "licence_not_asked"),
            ({"link_last_day": TODAY - timedelta(days=1)}, "link_ends_in_the_past"),
        ]
        for more, code in refused:
            given: dict[str, Any] = {"year": YEAR, "link_last_day": LASTS, "on": TODAY, **more}
            with pytest.raises(NotAllowed, match=code):
                calls.begin_calls(session, actor, **given)
        # What a letter has told is not taken back.
        with pytest.raises(NotAllowed, match="deadline_promised"):
            rounds.move_deadline(
                session,
                actor,
                year=YEAR,
                due_on=next_working_day(TODAY + timedelta(days=3)),
                reason="Vi har dårlig tid",
                on=TODAY,
            )


def test_only_who_was_called_and_has_not_delivered_is_reminded(
    filling: Filling, done: Callable[..., int], client_as: ClientAs
) -> None:
    duties = started(filling)
    with filling() as (session, actor), pytest.raises(NotAllowed, match="run_without_subjects"):
        calls.begin_reminders(session, actor, year=YEAR, link_last_day=LASTS, on=TODAY)
    send(filling, done(calls.begin_calls))
    deliver(filling, duties["hotellet"])
    later = next_working_day(DUE_ON + timedelta(days=14))
    with filling() as (session, actor):
        rounds.move_deadline(session, actor, year=YEAR, due_on=later, reason="Sent", on=TODAY)
        begun = calls.begin_reminders(
            session, actor, year=YEAR, link_last_day=LASTS, includes_not_due=True, on=TODAY
        )
        assert begun.whole == 2
        run_id = begun.id
    # One more delivers between the moment when the run is begun and the moment when letters are written.
    deliver(filling, duties["kroa"])
    with filling() as (session, actor):
        who = actor
    assert go_on_in(filling, who, run_id)
    with filling() as (session, actor):
        assert problems(session, run_id) == ["statement_has_come"]
        (letter,) = session.scalars(select(Letter).where(Letter.kind == LetterKind.TURNOVER_REMINDER))
        facts = facts_of(letter)
        assert (facts.venue_name, facts.due_on, facts.moved_from) == ("butikken", later, DUE_ON)
        assert (facts.missed_on, facts.called_on) == (None, TODAY)
        duty = session.get_one(TurnoverDuty, duties["butikken"])
        told = letters_of_duty(session, actor.municipality_id, duty.licence_id, YEAR)
        assert [row.kind for row in told] == [LetterKind.TURNOVER_CALL, LetterKind.TURNOVER_REMINDER]
        # The reminder carries the link of the call.
        assert len({session.get_one(Letter, row.id).facts["link_id"] for row in told}) == 1
        assert overtaken_letters(session, actor.municipality_id, run_id) == []
    # And one delivers between the writing and the sending.
    deliver(filling, duties["butikken"])
    with filling() as (session, actor):
        (overtaken,) = overtaken_letters(session, actor.municipality_id, run_id)
        assert (overtaken.venue, overtaken.received_on) == ("butikken", TODAY)
    client = client_as("caseworker")
    page = client.get(f"/gebyr/runder/frist/{duties['butikken']}").text
    assert f"Post {TODAY:%d.%m.%Y}" in page
    assert "Skrevet, ikke sendt" in page
    page = client.get(f"/gebyr/brev/kjoring/{run_id}/utsending").text
    assert "Noen har levert etter at brevet ble skrevet" in page
    typed = {"channel": "post", "sent_on": f"{TODAY:%d.%m.%Y}", "which": "all"}
    answer = client.post(f"/gebyr/brev/kjoring/{run_id}/utsending", data=typed)
    assert answer.status_code == 409
    assert "ingen" in answer.text.lower()
    with filling(municipality="other") as (session, actor):
        assert overtaken_letters(session, actor.municipality_id, run_id) == []


def test_who_has_a_later_deadline_of_its_own_is_not_reminded_unless_that_is_chosen(
    filling: Filling, done: Callable[..., int], client_as: ClientAs
) -> None:
    duties = started(filling)
    send(filling, done(calls.begin_calls))
    own = next_working_day(DUE_ON + timedelta(days=14))
    address, typed = f"/gebyr/runder/{YEAR}/paminnelse", {"link_last_day": f"{own:%d.%m.%Y}"}
    client = client_as("caseworker")
    early = client.post(address, data=typed)
    assert early.status_code == 409
    assert f"Den neste fristen er {DUE_ON:%d.%m.%Y}." in early.text
    with filling() as (session, actor):
        session.execute(update(TurnoverDuty).values(due_on=PASSED))
        duty = session.get_one(TurnoverDuty, duties["kroa"])
        session.add(
            TurnoverDeadline(
                municipality_id=actor.municipality_id,
                round_id=duty.round_id,
                due_on=PASSED,
                set_by_id=actor.user_id,
                set_at=clock.now(),
            )
        )
        duty.due_on, number = own, duty.licence.number
    page = client.get(address).text
    assert f"kroa ({number}) har frist {own:%d.%m.%Y} og er ikke med." in page
    assert "Bare de som er over fristen sin (2)" in page
    named = client.post(address, data=typed | {"numbers": number})
    assert named.status_code == 409
    assert f"Bevilling {number} har frist {own:%d.%m.%Y}" in named.text
    with filling() as (session, actor):
        begun = calls.begin_reminders(session, actor, year=YEAR, link_last_day=LASTS, on=TODAY)
        assert begun.whole == 2
        run_id, who = begun.id, actor
        # The deadline of one more is moved between the beginning and the writing.
        session.get_one(TurnoverDuty, duties["hotellet"]).due_on = TODAY
    assert go_on_in(filling, who, run_id)
    with filling() as (session, actor):
        assert problems(session, run_id) == ["has_time_left"]
        (letter,) = session.scalars(select(Letter).where(Letter.kind == LetterKind.TURNOVER_REMINDER))
        assert (facts_of(letter).venue_name, facts_of(letter).missed_on) == ("butikken", PASSED)
    begun_at = client.post(address, data=typed | {"whom": "all"}).location
    with filling() as (session, actor):
        run = session.scalars(select(BillingRun).order_by(BillingRun.id.desc())).first()
        assert run is not None
        run_id = run.id
        assert (f"/gebyr/kjoringer/{run_id}" in begun_at, run.whole) == (True, 3)
    assert go_on_in(filling, who, run_id)
    with filling() as (session, actor):
        assert problems(session, run_id) == []


def go_on_in(filling: Filling, actor: Actor, run_id: int) -> bool:
    """Go on with a run; the application is at hand while the database is being filled."""
    with filling() as (session, _actor):
        session.rollback()
        return go_on(actor, run_id=run_id)


def test_who_ended_is_asked_for_what_was_sold_and_who_is_new_for_what_is_expected(
    filling: Filling, done: Callable[..., int]
) -> None:
    with filling() as (session, actor):
        places = Places(session, actor)
        places.licence("sluttet", LASTING, ended_on=f"{YEAR - 1}-08-31")
        places.licence("ny", days(f"{YEAR}-01-15", "2030-09-30"))
        rounds.start_round(session, actor, year=YEAR, due_on=DUE_ON, on=TODAY)
    done(calls.begin_calls)
    with filling() as (session, _actor):
        facts = {
            one.venue_name: (one.asks_actual, one.asks_expected, one.first_day, one.last_day)
            for one in map(facts_of, session.scalars(select(Letter)))
        }
    assert facts == {
        "sluttet": (True, False, date(YEAR - 1, 1, 1), date(YEAR - 1, 8, 31)),
        "ny": (False, True, None, None),
    }


def test_an_event_whose_deadline_has_passed_is_reminded_of_its_own_days(
    filling: Filling, done: Callable[..., int]
) -> None:
    held = (TODAY - timedelta(days=30), TODAY - timedelta(days=28))
    with filling() as (session, actor):
        places = Places(session, actor)
        for name, due_on in (("martnan", TODAY - timedelta(days=14)), ("julebord", TODAY)):
            licence = places.licence(name, held, licence_type=LicenceType.SINGLE_OCCASION)
            make_duty(
                session,
                actor,
                licence,
                year=held[1].year,
                due_on=due_on,
                round_id=None,
                first_day=held[0],
                last_day=held[1],
            )
    run_id = done(calls.begin_event_reminders, year=held[1].year)
    with filling() as (session, _actor):
        (letter,) = session.scalars(select(Letter).where(Letter.run_id == run_id))
        facts = facts_of(letter)
        assert (facts.venue_name, facts.asks_expected) == ("martnan", False)
        assert (facts.first_day, facts.last_day) == held
        assert facts.actual_year == held[1].year
        assert facts.missed_on == TODAY - timedelta(days=14)


def test_a_closed_round_is_neither_called_nor_reminded(filling: Filling) -> None:
    started(filling)
    with filling() as (session, actor):
        begun = calls.begin_calls(session, actor, year=YEAR, link_last_day=LASTS, on=TODAY)
        rounds.close_round(session, actor, year=YEAR)
        for begin in (calls.begin_calls, calls.begin_reminders):
            with pytest.raises(NotAllowed, match="round_is_closed"):
                begin(session, actor, year=YEAR, link_last_day=LASTS, on=TODAY)
        run_id, who = begun.id, actor
    assert go_on_in(filling, who, run_id)
    with filling() as (session, _actor):
        assert problems(session, run_id) == ["round_is_closed"] * 3
        assert session.scalars(select(Letter)).all() == []
