"""Payouts of earmarked money: attested, ordered by another, booked with the voucher, and taken back."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.billing.queries.ledger import verified_ledger
from app.held_rows import ChangedMeanwhile
from app.letters.facts import LetterKind
from app.letters.spending_letters import finalise_spending_letter, letters_of_spending
from app.models.earmark import Earmark
from app.models.spending import Payout, Spending
from app.permissions import Actor, Role
from app.prevention.queries.earmarks import account_of
from app.prevention.queries.payouts import balances_of_spending
from app.prevention.service import payouts as service
from app.prevention.service.parts import release_part
from app.prevention.service.spending import waive_consultation
from fees.earmark import EarmarkAccount
from fees.money import Money
from fees.spending import PartState, PayoutState, SpendingState
from licensing.errors import NotAllowed
from tests.app.conftest import Filling, World
from tests.factories.payout import (
    make_grant,
    make_paid,
    make_payout,
    make_shared,
    part_of_other,
    person_of,
)
from tests.factories.spending import make_consulted

ON = date(2026, 11, 27)
LATER = ON + timedelta(days=7)


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


def the_account(session: Session, spending: Spending, municipality_id: int | None = None) -> EarmarkAccount:
    earmark = session.get_one(Earmark, spending.earmark_id)
    account = account_of(session, municipality_id or spending.municipality_id, earmark, spending.year)
    assert account.balances
    return account


def refused(session: Session, code: str, act: Callable[[], object]) -> NotAllowed:
    """That an act is refused with a code, and stores nothing."""
    nested = session.begin_nested()
    with pytest.raises(NotAllowed, match=code) as refusal:
        act()
    nested.rollback()
    return refusal.value


def test_a_payout_is_spent_when_its_voucher_comes_back_and_not_before(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, finance):
        spending = make_grant(session, world.own_id, on=ON)
        assert the_account(session, spending).reserved == kroner(12_000)
        payout = make_payout(session, spending, on=ON)
        service.approve_payout(session, finance, payout_id=payout.id, seen_version=payout.version, on=ON)
        assert the_account(session, spending).spent == kroner(0)
        service.record_voucher(
            session,
            finance,
            payout_id=payout.id,
            seen_version=payout.version,
            voucher="30017788",
            paid_on=LATER,
            on=LATER,
        )
        account = the_account(session, spending)
        assert (account.spent, account.reserved, account.left) == (kroner(12_000), kroner(0), kroner(63_000))
        assert spending.state is SpendingState.PAID
        assert spending.parts[0].state is PartState.ENDED
        assert not verified_ledger(session, world.own_id).faults


def test_a_grant_is_paid_in_parts_and_never_beyond_what_is_left(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, _finance):
        spending = make_grant(session, world.own_id, on=ON)
        make_paid(session, spending, 5_000, on=ON)
        assert spending.state is SpendingState.GRANTED
        make_payout(session, spending, 4_000, on=ON)
        refusal = refused(
            session, "payout_above_promised", lambda: make_payout(session, spending, 3_001, on=ON)
        )
        assert refusal.facts["left_ore"] == 300_000
        make_payout(session, spending, 3_000, on=ON)
        assert balances_of_spending(session, spending).whole.room == kroner(0)


def test_the_same_page_sent_twice_asks_once(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        spending = make_grant(session, world.own_id, on=ON)
        seen = spending.version

        def ask() -> Payout:
            return service.request_payout(
                session,
                coordinator,
                spending_id=spending.id,
                seen_version=seen,
                amount=kroner(5_000),
                payee="FAU (oppdiktet)",
                account_number=None,
                text="",
                on=ON,
            )

        ask()
        with pytest.raises(ChangedMeanwhile):
            ask()
        assert session.scalar(select(func.count()).select_from(Payout)) == 1


def test_whoever_attests_does_not_order(filling: Filling, world: World) -> None:
    with filling(Role.PREVENTION_COORDINATOR) as (session, coordinator):
        payout = make_payout(session, make_grant(session, world.own_id, on=ON), on=ON)
        both = Actor(
            coordinator.user_id,
            coordinator.name,
            coordinator.municipality_id,
            frozenset({Role.PREVENTION_COORDINATOR, Role.FINANCE}),
        )
        refused(
            session,
            "payout_own_attestation",
            lambda: service.approve_payout(
                session, both, payout_id=payout.id, seen_version=payout.version, on=ON
            ),
        )


def test_nothing_is_paid_before_the_consultation_unless_somebody_says_why(
    filling: Filling, world: World
) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON, consulted=False)
        refusal = refused(session, "consultation_not_filled", lambda: make_payout(session, spending, on=ON))
        assert refusal.facts["who"] == "Oppvekstetaten, Videregående skole, Helsestasjon for ungdom"
        waive_consultation(
            session,
            decider,
            spending_id=spending.id,
            seen_version=spending.version,
            reason="Foredragsholderen krever forskudd",
            on=ON,
        )
        assert make_paid(session, spending, on=ON).state is PayoutState.PAID


def test_a_consultation_dated_after_the_payment_is_refused(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, finance):
        spending = make_grant(session, world.own_id, on=ON, consulted=False)
        earmark = session.get_one(Earmark, spending.earmark_id)
        make_consulted(session, finance, earmark, spending, on=LATER)
        payout = make_payout(session, spending, on=LATER)
        service.approve_payout(session, finance, payout_id=payout.id, seen_version=payout.version, on=LATER)

        def voucher(paid_on: date) -> Payout:
            return service.record_voucher(
                session,
                finance,
                payout_id=payout.id,
                seen_version=payout.version,
                voucher="30017788",
                paid_on=paid_on,
                on=LATER,
            )

        refused(session, "consultation_after_payment", lambda: voucher(LATER - timedelta(days=1)))
        refused(session, "paid_ahead", lambda: voucher(LATER + timedelta(days=1)))
        refused(session, "paid_before_decision", lambda: voucher(ON - timedelta(days=1)))
        assert voucher(LATER).paid_on == LATER
        refused(session, "payout_not_approved", lambda: voucher(LATER))


def test_a_cancelled_payout_leaves_its_money_promised(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, finance):
        spending = make_grant(session, world.own_id, on=ON)
        payout = make_payout(session, spending, on=ON)

        def cancel(reason: str) -> Payout:
            return service.cancel_payout(
                session,
                finance,
                payout_id=payout.id,
                seen_version=payout.version,
                reason=reason,
                on=ON,
            )

        refused(session, "cancelled_without_reason", lambda: cancel(""))
        cancel("Feil kontonummer")
        refused(session, "payout_past_cancelling", lambda: cancel("Igjen"))
        assert the_account(session, spending).reserved == kroner(12_000)
        assert make_paid(session, spending, on=ON).state is PayoutState.PAID


def test_what_comes_back_may_be_used_again(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, finance):
        spending = make_grant(session, world.own_id, on=ON)
        make_paid(session, spending, on=ON)

        def back(amount: int, received_on: date) -> Payout:
            return service.record_repayment(
                session,
                finance,
                spending_id=spending.id,
                amount=kroner(amount),
                voucher="30018899",
                received_on=received_on,
                reason="Ikke brukt",
                on=LATER,
            )

        refused(session, "repaid_above_paid", lambda: back(12_001, LATER))
        refused(session, "repaid_ahead", lambda: back(1_000, LATER + timedelta(days=1)))
        refused(session, "repaid_before_paid", lambda: back(1_000, ON - timedelta(days=1)))
        back(2_000, LATER)
        account = the_account(session, spending)
        assert (account.spent, account.left) == (kroner(10_000), kroner(65_000))
        refused(session, "repaid_above_paid", lambda: back(10_001, LATER))
        assert not verified_ledger(session, world.own_id).faults


def test_what_is_not_needed_is_released_by_the_responsible_person_alone(
    filling: Filling, world: World
) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON)
        make_paid(session, spending, 5_000, on=ON)
        coordinator = person_of(session, world.own_id, Role.PREVENTION_COORDINATOR)

        def freed(who: Actor, amount: int) -> Spending:
            return service.release(
                session,
                who,
                spending_id=spending.id,
                seen_version=spending.version,
                amount=kroner(amount),
                reason="Billigere enn ventet",
                on=LATER,
            )

        refused(session, "another_is_responsible", lambda: freed(coordinator, 7_000))
        refused(session, "payout_above_promised", lambda: freed(decider, 7_001))
        freed(decider, 7_000)
        account = the_account(session, spending)
        assert (account.spent, account.reserved, account.left) == (kroner(5_000), kroner(0), kroner(70_000))
        assert spending.state is SpendingState.PAID


def test_a_grant_that_is_released_before_it_is_paid_lapses(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON)
        service.release(
            session,
            decider,
            spending_id=spending.id,
            seen_version=spending.version,
            amount=kroner(12_000),
            reason="Arrangementet er avlyst",
            on=LATER,
        )
        assert spending.state is SpendingState.LAPSED
        assert the_account(session, spending).left == kroner(75_000)
        refused(session, "spending_act_not_open", lambda: make_payout(session, spending, on=LATER))


def shared_grant(session: Session, world: World) -> Spending:
    """A measure of both municipalities, half each, promised by both."""
    return make_shared(session, world.own_id, world.other_id, on=ON)


def test_a_shared_measure_ends_in_a_claim_on_the_other_municipality(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE, municipality="other") as (session, their_finance):
        spending = shared_grant(session, world)
        payout = make_paid(session, spending, 8_000, on=ON)
        assert (payout.amount_ore, payout.outlay_ore) == (400_000, 400_000)
        assert spending.state is SpendingState.PAID
        letters = letters_of_spending(session, world.own_id, spending.id)
        claim = next(letter for letter in letters if letter.kind is LetterKind.SHARE_CLAIM)
        assert claim.facts["amount_ore"] == 400_000
        part = part_of_other(session, spending)
        their_coordinator = person_of(session, world.other_id, Role.PREVENTION_COORDINATOR)

        def pay(amount: int) -> Payout:
            return service.request_part_payout(
                session,
                their_coordinator,
                part_id=part.id,
                seen_version=part.version,
                amount=kroner(amount),
                payee="Røros kommune",
                account_number=None,
                text=spending.number,
                on=LATER,
            )

        refused(session, "payout_above_claim", lambda: pay(4_000))
        finalise_spending_letter(
            session,
            person_of(session, world.own_id, Role.PREVENTION_COORDINATOR),
            letter_id=claim.id,
            seen_version=claim.version,
            on=ON,
        )
        theirs = pay(4_000)
        service.approve_payout(
            session, their_finance, payout_id=theirs.id, seen_version=theirs.version, on=LATER
        )
        service.record_voucher(
            session,
            their_finance,
            payout_id=theirs.id,
            seen_version=theirs.version,
            voucher="9001",
            paid_on=LATER,
            on=LATER,
        )
        for municipality_id in (world.own_id, world.other_id):
            account = the_account(session, spending, municipality_id)
            assert (account.spent, account.reserved) == (kroner(4_000), kroner(0))
            assert not verified_ledger(session, municipality_id).faults
        assert part.state is PartState.ENDED


def test_what_comes_back_of_a_shared_measure_is_shared_too(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, finance):
        spending = shared_grant(session, world)
        make_paid(session, spending, 8_000, on=ON)
        back = service.record_repayment(
            session,
            finance,
            spending_id=spending.id,
            amount=kroner(1_001),
            voucher="30018899",
            received_on=LATER,
            reason="Ikke brukt",
            on=LATER,
        )
        assert (back.amount_ore, back.outlay_ore) == (50_050, 50_050)
        assert the_account(session, spending).spent == Money(349_950)


def test_each_payment_of_a_shared_measure_is_claimed_by_itself(filling: Filling, world: World) -> None:
    with filling(Role.FINANCE) as (session, _finance):
        spending = shared_grant(session, world)
        make_paid(session, spending, 3_001, on=ON)
        make_paid(session, spending, 4_999, on=ON)
        claimed = [
            letter.facts["amount_ore"]
            for letter in letters_of_spending(session, world.own_id, spending.id)
            if letter.kind is LetterKind.SHARE_CLAIM
        ]
        assert sum(claimed) == 400_000
        assert len(claimed) == 2


def test_what_has_been_claimed_is_not_released(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER, municipality="other") as (session, their_decider):
        spending = shared_grant(session, world)
        make_paid(session, spending, 5_000, on=ON)
        decider = person_of(session, world.own_id, Role.DECIDER)
        service.release(
            session,
            decider,
            spending_id=spending.id,
            seen_version=spending.version,
            amount=kroner(1_500),
            reason="Billigere enn ventet",
            on=LATER,
        )
        part = part_of_other(session, spending)
        freed = release_part(
            session, their_decider, part_id=part.id, seen_version=part.version, reason="Til overs", on=LATER
        )
        assert freed == kroner(1_500)
        assert the_account(session, spending, world.other_id).reserved == kroner(2_500)
