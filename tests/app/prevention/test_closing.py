"""The end of an earmark's year: what is left goes where the council says, and nothing is lost on the way."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from app.billing.queries.ledger import verified_ledger
from app.held_rows import ChangedMeanwhile
from app.models.earmark import Earmark
from app.permissions import Actor
from app.prevention.queries.earmarks import account_of, year_of
from app.prevention.service.closing import adjust_year, close_year, reopen_year
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.years import Move, held_year, money_back, move
from fees.earmark import EarmarkAccount, EarmarkBasis, Leftover
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from licensing.errors import NotAllowed
from tests.app.conftest import Filling
from tests.factories.earmark import make_earmark

DECEMBER = date(2026, 12, 10)
MAY = date(2026, 5, 4)
RESERVE = (EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT)
PAY = (EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED)
DECISION = CouncilDecision("Kommunestyret", DECEMBER, "PS 91/26")


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


def use(session: Session, actor: Actor, earmark: Earmark, *, reserved: int, spent: int) -> None:
    """Promise and pay something of 2026."""
    row = held_year(session, actor, earmark.id, 2026, on=MAY)
    move(session, actor, row, [Move(*RESERVE, kroner(reserved + spent))], on=MAY)
    move(session, actor, row, [Move(*PAY, kroner(spent))], on=MAY)


def close(session: Session, actor: Actor, earmark: Earmark, *, year: int = 2026, **changed: Any) -> None:
    present = year_of(session, actor.municipality_id, earmark.id, year)
    close_year(
        session,
        actor,
        **{
            "earmark_id": earmark.id,
            "year": year,
            "seen_version": present.version if present else 0,
            "decision": DECISION,
            "carried": ZERO,
            "returned": ZERO,
            "other": ZERO,
            "other_use": "",
            "reason": "",
            "on": DECEMBER,
            **changed,
        },
    )


def reopen(session: Session, actor: Actor, earmark: Earmark, *, on: date = DECEMBER) -> None:
    present = year_of(session, actor.municipality_id, earmark.id, 2026)
    assert present
    reopen_year(
        session,
        actor,
        earmark_id=earmark.id,
        year=2026,
        seen_version=present.version,
        decision=DECISION,
        reason="Feil beløp.",
        on=on,
    )


def account(session: Session, actor: Actor, earmark: Earmark, year: int = 2026) -> EarmarkAccount:
    found = account_of(session, actor.municipality_id, earmark, year)
    assert found.balances
    assert not verified_ledger(session, actor.municipality_id).faults
    return found


def test_what_is_left_is_carried_into_the_next_year_and_handed_back(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        use(session, actor, earmark, reserved=18_000, spent=41_500)
        close(session, actor, earmark, carried=kroner(10_000), returned=kroner(5_500))
        closed, following = account(session, actor, earmark), account(session, actor, earmark, 2027)
        assert (closed.left, closed.carried_out, closed.free) == (kroner(10_000), kroner(10_000), ZERO)
        assert (closed.returned, closed.reserved) == (kroner(5_500), kroner(18_000))
        assert (following.carried_in, following.allotted) == (kroner(10_000), kroner(75_000))
        assert following.left == kroner(85_000)


def test_what_is_carried_is_not_used_before_its_year_begins(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        close(session, actor, earmark, carried=kroner(75_000))
        with pytest.raises(NotAllowed, match="earmark_year_not_begun"):
            held_year(session, actor, earmark.id, 2027, on=DECEMBER)
        row = held_year(session, actor, earmark.id, 2027, on=date(2027, 1, 1))
        assert row.free_ore == 15_000_000


def test_another_use_is_named_and_stands_with_what_was_handed_back(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        with pytest.raises(NotAllowed, match="earmark_other_use_unnamed"):
            close(session, actor, earmark, other=kroner(75_000))
        session.rollback()
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        close(
            session,
            actor,
            earmark,
            returned=kroner(5_000),
            other=kroner(70_000),
            other_use="Ny kunstgressbane",
        )
        assert account(session, actor, earmark).returned == kroner(75_000)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        pytest.param({"carried": kroner(74_999)}, "earmark_split_differs", id="less than what is left"),
        pytest.param({"carried": kroner(75_001)}, "earmark_split_differs", id="more than what is left"),
        pytest.param(
            {"carried": kroner(80_000), "returned": kroner(-5_000)},
            "earmark_split_differs",
            id="below nought",
        ),
        pytest.param(
            {"carried": kroner(75_000), "on": date(2026, 10, 31)},
            "earmark_decided_in_future",
            id="in October",
        ),
        pytest.param(
            {
                "carried": kroner(75_000),
                "on": date(2026, 10, 31),
                "decision": CouncilDecision("Kommunestyret", date(2026, 10, 1), "PS 70/26"),
            },
            "earmark_closing_too_early",
            id="decided in October too",
        ),
    ],
)
def test_a_closing_that_does_not_add_up_is_refused(
    filling: Filling, changed: dict[str, Any], code: str
) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        with pytest.raises(NotAllowed, match=code):
            close(session, actor, earmark, **changed)
        session.rollback()


def test_the_first_day_on_which_a_year_may_be_closed_is_the_first_of_november(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        decision = CouncilDecision("Kommunestyret", date(2026, 10, 29), "PS 77/26")
        close(session, actor, earmark, returned=kroner(75_000), decision=decision, on=date(2026, 11, 1))
        assert account(session, actor, earmark).left == ZERO


def test_nothing_is_promised_in_a_closed_year(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        close(session, actor, earmark, carried=kroner(75_000))
        row = held_year(session, actor, earmark.id, 2026, on=DECEMBER)
        with pytest.raises(NotAllowed, match="earmark_year_closed"):
            move(session, actor, row, [Move(*RESERVE, kroner(1))], on=DECEMBER)


def test_a_stale_form_closes_nothing(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        held_year(session, actor, earmark.id, 2026, on=MAY)
        with pytest.raises(ChangedMeanwhile):
            close(session, actor, earmark, carried=kroner(75_000), seen_version=0)


def test_years_are_closed_in_order(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        held_year(session, actor, earmark.id, 2025, on=date(2025, 3, 1))
        with pytest.raises(NotAllowed, match="earmark_earlier_year_open"):
            close(session, actor, earmark, carried=kroner(75_000))


def test_money_that_others_bind_goes_into_its_fund_and_nowhere_else(filling: Filling) -> None:
    with filling() as (session, actor):
        bound = make_earmark(
            session, actor, basis=EarmarkBasis.OUTSIDE_GIVER, basis_document="Tilsagnsbrev (oppdiktet)"
        )
        with pytest.raises(NotAllowed, match="earmark_bound_handed_back"):
            close(session, actor, bound, returned=kroner(75_000))
        close(session, actor, bound, carried=kroner(75_000))
        assert account(session, actor, bound, 2027).carried_in == kroner(75_000)


def test_nothing_is_carried_where_nothing_follows(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, last_year=2026)
        with pytest.raises(NotAllowed, match="earmark_nothing_follows"):
            close(session, actor, earmark, carried=kroner(75_000))
        close(session, actor, earmark, returned=kroner(75_000))


def test_what_is_carried_goes_on_under_the_decision_that_follows(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, last_year=2026)
        following = make_earmark(session, actor, name="Ny", first_year=2027, follows_id=earmark.id)
        close(session, actor, earmark, carried=kroner(75_000))
        assert account(session, actor, following, 2027).carried_in == kroner(75_000)


def test_a_closing_is_undone_by_its_counter_act_and_may_be_done_again(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        use(session, actor, earmark, reserved=18_000, spent=41_500)
        before = account(session, actor, earmark)
        close(session, actor, earmark, carried=kroner(10_000), returned=kroner(5_500))
        reopen(session, actor, earmark)
        assert account(session, actor, earmark) == before
        assert account(session, actor, earmark, 2027).carried_in == ZERO
        with pytest.raises(NotAllowed, match="earmark_year_open"):
            reopen(session, actor, earmark)
        close(session, actor, earmark, returned=kroner(15_500))
        assert account(session, actor, earmark).returned == kroner(15_500)
        reopen(session, actor, earmark)
        assert account(session, actor, earmark) == before


def test_a_closing_stands_while_what_it_carried_is_in_use(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        close(session, actor, earmark, carried=kroner(75_000))
        spring = date(2027, 2, 1)
        row = held_year(session, actor, earmark.id, 2027, on=spring)
        move(session, actor, row, [Move(*RESERVE, kroner(75_001))], on=spring)
        with pytest.raises(NotAllowed, match="earmark_carried_in_use") as refused:
            reopen(session, actor, earmark, on=spring)
        assert refused.value.facts["free_ore"] == 7_499_900


def test_a_closing_stands_while_the_year_after_is_closed(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        close(session, actor, earmark, carried=kroner(75_000))
        close(session, actor, earmark, year=2027, carried=kroner(150_000), on=date(2027, 11, 1))
        with pytest.raises(NotAllowed, match="earmark_next_year_closed"):
            reopen(session, actor, earmark)


@pytest.mark.parametrize(
    ("leftover", "split", "carried_on"),
    [
        pytest.param(
            Leftover.CARRIED_OVER, {"returned": 55_000}, True, id="carried over, whatever the closing"
        ),
        pytest.param(Leftover.RETURNED, {"carried": 55_000}, False, id="returned, whatever the closing"),
        pytest.param(Leftover.NOT_DECIDED, {"carried": 55_000}, True, id="not decided: all was carried on"),
        pytest.param(
            Leftover.NOT_DECIDED, {"carried": 50_000, "returned": 5_000}, False, id="not decided: a part was"
        ),
    ],
)
def test_money_that_comes_back_to_a_closed_year_follows_the_rest(
    filling: Filling, leftover: Leftover, split: dict[str, int], carried_on: bool
) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, leftover=leftover)
        use(session, actor, earmark, reserved=0, spent=20_000)
        close(session, actor, earmark, **{name: kroner(amount) for name, amount in split.items()})
        before = account(session, actor, earmark), account(session, actor, earmark, 2027)
        row = held_year(session, actor, earmark.id, 2026, on=DECEMBER)
        money_back(
            session,
            actor,
            row,
            kind=EntryKind.REPAYMENT,
            credit=Account.EARMARK_SPENT,
            amount=kroner(3_000),
            on=DECEMBER,
        )
        closed, following = account(session, actor, earmark), account(session, actor, earmark, 2027)
        assert closed.spent == kroner(17_000)
        assert closed.free == ZERO
        handed_back = ZERO if carried_on else kroner(3_000)
        assert closed.returned - before[0].returned == handed_back
        assert following.carried_in - before[1].carried_in == kroner(3_000) - handed_back


def test_money_that_comes_back_passes_through_every_closed_year(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor, leftover=Leftover.CARRIED_OVER)
        use(session, actor, earmark, reserved=5_000, spent=0)
        close(session, actor, earmark, carried=kroner(70_000))
        later = date(2027, 11, 20)
        close(session, actor, earmark, year=2027, carried=kroner(145_000), on=later)
        row = held_year(session, actor, earmark.id, 2026, on=later)
        money_back(
            session,
            actor,
            row,
            kind=EntryKind.RELEASE,
            credit=Account.EARMARK_RESERVED,
            amount=kroner(5_000),
            on=later,
        )
        assert account(session, actor, earmark, 2027).carried_in == kroner(75_000)
        assert account(session, actor, earmark, 2028).carried_in == kroner(150_000)


def test_bound_money_that_comes_back_waits_for_a_decision_to_go_on_into(filling: Filling) -> None:
    with filling() as (session, actor):
        bound = make_earmark(session, actor, basis=EarmarkBasis.LAW, basis_document="Lov", last_year=2026)
        use(session, actor, bound, reserved=0, spent=75_000)
        close(session, actor, bound)
        row = held_year(session, actor, bound.id, 2026, on=DECEMBER)
        with pytest.raises(NotAllowed, match="earmark_no_next_year"):
            money_back(
                session,
                actor,
                row,
                kind=EntryKind.REPAYMENT,
                credit=Account.EARMARK_SPENT,
                amount=kroner(1),
                on=DECEMBER,
            )
        session.rollback()


def adjust(session: Session, actor: Actor, earmark: Earmark, decided: Money) -> None:
    present = year_of(session, actor.municipality_id, earmark.id, 2026)
    adjust_year(
        session,
        actor,
        earmark_id=earmark.id,
        year=2026,
        seen_version=present.version if present else 0,
        decision=CouncilDecision("Kommunestyret", MAY, "PS 40/26"),
        decided=decided,
        reason="Økonomirapport",
        on=MAY,
    )


def test_a_later_decision_changes_the_amount_of_a_year_both_ways(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        adjust(session, actor, earmark, kroner(90_000))
        assert account(session, actor, earmark).left == kroner(90_000)
        use(session, actor, earmark, reserved=30_000, spent=0)
        adjust(session, actor, earmark, kroner(30_000))
        assert account(session, actor, earmark).left == ZERO
        with pytest.raises(NotAllowed, match="earmark_adjusted_below_use") as refused:
            adjust(session, actor, earmark, Money(2_999_999))
        assert refused.value.facts["least_ore"] == 3_000_000
        assert account_of(session, actor.municipality_id, earmark, 2027).decided == kroner(75_000)
