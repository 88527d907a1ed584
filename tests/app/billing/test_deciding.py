"""Deciding the fees of a round: each once, with its letter, also when the run is killed on its way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.billing.service.fees import Deciding, begin_decisions_run
from app.billing.service.runs import WORK, go_on
from app.letters.facts_of_billing import FeeDecisionLetter
from app.letters.licence_letters import facts_of_licence_letter
from app.models.billing_run import BillingRunSubject, RunKind
from app.models.event import Event, EventType
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.fee_year import FeeYear
from app.models.letter import Letter, LetterState
from app.models.licence import Licence
from app.permissions import Actor, Role
from fees.fee_years import Settles
from fees.turnover import Volumes
from licensing.errors import BadValue, NotAllowed
from licensing.licences import LicenceKind
from tests.app.conftest import ClientAs, Filling
from tests.factories.fee_round import EXPECTED, LODGE, SOLD, FeeRound

ON = date(2026, 3, 10)
ADVANCE, SETTLEMENT = FeePurpose.ADVANCE, FeePurpose.SETTLEMENT
Begin = Callable[..., tuple[int, Actor]]


@pytest.fixture
def begin(filling: Filling) -> Begin:
    """Begin a run of decisions on 10 March: `begin(confirmed=(1, 2))`; its number and who began it."""

    def begun(**chosen: Any) -> tuple[int, Actor]:
        with filling(Role.DECIDER) as (session, actor):
            run = begin_decisions_run(session, actor, year=2026, deciding=Deciding(**chosen), on=ON)
            return run.id, actor

    return begun


def gruvelykta(fees: FeeRound, *, settles: Settles = Settles.NETTED, instalments: int = 1) -> None:
    """The restaurant of the turnover round, computed for 2026."""
    fees.session.add(
        FeeYear(
            municipality_id=fees.actor.municipality_id, year=2024, settles=settles, instalments=instalments
        )
    )
    fees.session.flush()
    fees.licence("Gruvelykta")
    fees.told("Gruvelykta", expected=EXPECTED, year=2025)
    fees.compute(2025)
    fees.decide(date(2025, 3, 10))
    fees.told("Gruvelykta", SOLD, EXPECTED)
    fees.compute()


def letter_of(session: Session, run_id: int) -> FeeDecisionLetter:
    """What the only letter of a run tells."""
    letter = session.scalars(select(Letter).where(Letter.run_id == run_id)).one()
    assert letter.state is LetterState.FINAL
    facts = facts_of_licence_letter(letter)
    assert isinstance(facts, FeeDecisionLetter)
    return facts


def test_the_decision_is_kept_with_its_letter_and_told_of_once(
    filling: Filling, begin: Begin, app: Flask
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        gruvelykta(fees, instalments=2)
    run_id, decider = begin(due_on=(date(2026, 4, 30), date(2026, 9, 30)))
    with app.app_context():
        # Whoever goes on with the run, it was decided by the one who began it.
        assert go_on(actor, run_id=run_id)
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        rows = session.execute(
            select(Fee.purpose, Fee.state, Fee.decided_on, Fee.decided_by_id).where(
                Fee.decision_run_id == run_id
            )
        ).all()
        assert sorted(map(tuple, rows)) == [
            (ADVANCE, FeeState.DECIDED, ON, decider.user_id),
            (SETTLEMENT, FeeState.DECIDED, ON, decider.user_id),
        ]
        told = letter_of(session, run_id)
        assert told.fee is not None
        assert told.settlement is not None
        assert (told.fee.total_ore, told.fee.basis, told.fee.minimum_applied) == (943_500, "expected", False)
        assert (told.settlement.final.total_ore, told.settlement.advance_ore) == (835_820, 914_200)
        assert (told.to_pay_ore, told.settlement.difference_ore) == (865_120, -78_380)
        assert [(part.amount_ore, part.due_on) for part in told.instalments] == [
            (471_800 - 78_380, date(2026, 4, 30)),
            (471_700, date(2026, 9, 30)),
        ]
        assert [signed.name for signed in told.decided_by] == [decider.name]
        events = session.scalars(select(Event).where(Event.type == EventType.FEE_DECIDED)).all()
        assert len(events) == 1
        assert '"total_ore":865120' in (events[0].payload or "")


def test_a_settlement_by_itself_is_paid_by_itself(filling: Filling, begin: Begin, app: Flask) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        gruvelykta(fees, settles=Settles.SEPARATE)
        fees.told("Gruvelykta", Volumes(700_000, 250_000, 30_000), EXPECTED)
        fees.compute()
    run_id, decider = begin()
    with app.app_context():
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        told = letter_of(session, run_id)
        assert [part.amount_ore for part in told.instalments] == [61_000, 943_500]
        assert {part.due_on for part in told.instalments} == {None}


def test_a_run_that_stops_anywhere_decides_and_writes_once(
    filling: Filling, begin: Begin, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for number in range(5):
            fees.licence(f"sted {number}")
            fees.told(f"sted {number}", None, EXPECTED)
        fees.compute()
    run_id, decider = begin()
    with pytest.raises(NotAllowed):
        begin()
    monkeypatch.setitem(WORK, RunKind.DECISIONS, replace(WORK[RunKind.DECISIONS], chunk=2))
    with app.app_context():
        assert not go_on(decider, run_id=run_id, most_chunks=1)
    with filling() as (session, _actor):
        assert decided_and_written(session) == (2, 2)
    with app.app_context():
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        assert decided_and_written(session) == (5, 5)
        with pytest.raises(NotAllowed) as refused:
            begin_decisions_run(session, actor, year=2026, deciding=Deciding(), on=ON)
        assert refused.value.code == "no_fees_to_decide"


def decided_and_written(session: Session) -> tuple[int, int]:
    """How many fees are decided, and how many letters there are."""
    fees = select(func.count()).select_from(Fee).where(Fee.state == FeeState.DECIDED)
    letters = select(func.count()).select_from(Letter)
    return session.execute(fees).scalar_one(), session.execute(letters).scalar_one()


def test_a_fee_with_a_question_waits_until_somebody_has_seen_it_as_it_is(
    filling: Filling, begin: Begin, app: Flask
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        fees.licence("butikk", kind=LicenceKind.SALE)
        fees.licence("Gruvelykta")
        fees.told("butikk", None, Volumes(9_000_000, 50_000))
        fees.told("Gruvelykta", None, EXPECTED)
        fees.compute()
        asked, shop_id = fees.rows()["butikk", ADVANCE, 2026].fee_id, fees.named["butikk"].id
    run_id, decider = begin()
    with app.app_context():
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        assert decided_and_written(session) == (1, 1)
        with pytest.raises(NotAllowed):
            begin_decisions_run(session, actor, year=2026, deciding=Deciding(), on=ON)
    run_id, decider = begin(confirmed=(asked,))
    with filling() as (session, actor):
        # The litres are corrected after the question was seen: it is put once more.
        fees.session, fees.named = session, {"butikk": session.get_one(Licence, shop_id)}
        fees.told("butikk", None, Volumes(9_000_000, 60_000))
        fees.compute(names=["butikk"])
    with app.app_context():
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        assert decided_and_written(session) == (1, 1)
        problems = session.scalars(
            select(BillingRunSubject.problem).where(BillingRunSubject.run_id == run_id)
        ).all()
        assert problems == ["fee_question_not_seen"]


def test_a_new_decision_takes_the_place_of_the_old_one_and_says_so(
    filling: Filling, begin: Begin, app: Flask
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        fees.licence("Gruvelykta")
        fees.told("Gruvelykta", None, EXPECTED)
        fees.compute()
        fees.decide(date(2026, 2, 1))
        fees.told("Gruvelykta", None, LODGE, estimated="Samme som i fjor")
        fees.compute()
    run_id, decider = begin()
    with app.app_context():
        assert go_on(decider, run_id=run_id)
    with filling() as (session, actor):
        states = session.execute(select(Fee.edition, Fee.state).order_by(Fee.edition)).all()
        assert list(map(tuple, states)) == [(1, FeeState.REPLACED), (2, FeeState.DECIDED)]
        told = letter_of(session, run_id)
        assert told.replaces == date(2026, 2, 1)
        assert told.fee is not None
        assert (told.fee.minimum_applied, told.fee.estimate_reason) == (True, "Samme som i fjor")


def test_settlements_are_decided_together_and_days_of_payment_are_checked(
    filling: Filling, begin: Begin
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for name in ("tilgode", "skylder"):
            fees.licence(name)
            fees.told(name, expected=EXPECTED, year=2025)
        fees.compute(2025)
        fees.decide(date(2025, 3, 10))
        fees.told("tilgode", SOLD, EXPECTED)
        fees.told("skylder", Volumes(900_000), EXPECTED)
        fees.compute()
        ids = [fees.named[name].id for name in ("tilgode", "skylder")]
    with pytest.raises(NotAllowed) as refused:
        begin(licence_ids=ids[1:])
    assert refused.value.code == "settlement_for_all"
    for days in ((ON,), (date(2026, 4, 30), date(2026, 9, 30))):
        with pytest.raises(BadValue):
            begin(due_on=days)
    assert begin(licence_ids=ids)


def test_the_page_shows_the_round_and_decides_what_is_chosen(filling: Filling, client_as: ClientAs) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        gruvelykta(fees)
        fees.licence("uten oppgave")
        licence_id = fees.named["Gruvelykta"].id
    finance = client_as("finance")
    begun = finance.post("/gebyr/beregning/2026/beregn")
    run_id = int(begun.headers["Location"].partition("?")[0].rpartition("/")[2])
    finance.post(f"/gebyr/kjoringer/{run_id}/fortsett")
    shown = finance.get("/gebyr/beregning/2026").get_data(as_text=True)
    assert "Etteroppgjør 2025: 8 358,20 − 9 142,00 = −783,80." in shown
    assert "8 651,20" in shown
    problems = finance.get("/gebyr/beregning/2026?vis=problemer").get_data(as_text=True)
    assert "Omsetningsoppgaven mangler, så gebyret for 2026 er ikke beregnet." in problems
    decider = client_as("decider")
    assert "til sammen 8 651,20 kr" in decider.get("/gebyr/beregning/2026/vedtak").get_data(as_text=True)
    wrong = decider.post(
        f"/gebyr/beregning/2026/vedtak?bevilling={licence_id}", data={"due_on-0": "01.02.2026"}
    )
    assert wrong.status_code == 422
    assert "Forfallsdagene må være etter i dag" in wrong.get_data(as_text=True)
    assert decider.post("/gebyr/beregning/2026/vedtak").status_code == 302
    assert finance.get("/gebyr/beregning/2026/regneark").status_code == 200
    # A year whose rates are not known says so, and offers nothing to compute.
    assert "/beregning/2031/beregn" not in finance.get("/gebyr/beregning/2031").get_data(as_text=True)
