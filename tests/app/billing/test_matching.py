"""What a row of a file amounts to beside what is known of its invoice."""

from datetime import date

import pytest

from app.billing.adapters.camt054 import BankEntry
from app.billing.adapters.status_file import StatusRow
from app.billing.matching import Claim, FileNews, UnknownPaid, bank_effects, status_effects
from app.billing.standing import PaidState, Standing
from app.models.invoice import PaymentDoubt
from fees.money import ZERO, Money

ON, DUE_ON = date(2026, 4, 20), date(2026, 4, 14)


def claim(
    amount: int, *, told: int = 0, placed: int = 0, credited: int = 0, told_on: date | None = None
) -> Claim:
    """An invoice in kroner."""
    return Claim(
        1,
        1,
        2026,
        "2026-01-0001",
        Money(amount * 100),
        Money(credited * 100),
        Money(told * 100),
        Money(placed * 100),
        told_on,
    )


def row(paid: int, *, on: date = ON) -> StatusRow:
    """A status that tells what is paid in all."""
    return StatusRow(2, "2026-01-0001", "", "", None, Money(paid * 100), None, 0, on)


@pytest.mark.parametrize(
    ("known", "paid", "booked", "doubt"),
    [
        pytest.param(claim(6600), 6600, 6600, PaymentDoubt.NONE, id="all of it"),
        pytest.param(claim(6600), 6599, 6599, PaymentDoubt.PART, id="a krone less"),
        pytest.param(claim(6600), 6601, 6601, PaymentDoubt.OVER, id="a krone more"),
        pytest.param(claim(6600), 0, 0, PaymentDoubt.NONE, id="nothing"),
        pytest.param(claim(6600, told=6600), 6600, 0, PaymentDoubt.NONE, id="as before"),
        pytest.param(claim(6600, told=1000), 6600, 5600, PaymentDoubt.NONE, id="the rest"),
        pytest.param(claim(6600, told=6600), 6000, -600, PaymentDoubt.WENT_DOWN, id="less than before"),
        pytest.param(claim(6600, credited=6600), 6600, 6600, PaymentDoubt.OVER, id="credited already"),
        pytest.param(claim(6600, placed=6600), 0, 0, PaymentDoubt.NONE, id="placed by hand, not caught up"),
        pytest.param(claim(6600, placed=6600), 6600, 0, PaymentDoubt.NONE, id="placed by hand, caught up"),
        pytest.param(claim(6600, placed=600), 6600, 6000, PaymentDoubt.NONE, id="placed in part, caught up"),
        pytest.param(claim(-784), -784, -784, PaymentDoubt.NONE, id="a credit paid out"),
        pytest.param(claim(-784), -700, -700, PaymentDoubt.PART, id="a credit paid out in part"),
        pytest.param(claim(-784), -800, -800, PaymentDoubt.OVER, id="more than the credit paid out"),
        pytest.param(claim(-784, told=-784), 0, 784, PaymentDoubt.WENT_DOWN, id="a paid credit taken back"),
    ],
)
def test_only_the_difference_to_what_is_known_is_booked(
    known: Claim, paid: int, booked: int, doubt: PaymentDoubt
) -> None:
    (effect,) = status_effects((row(paid),), {2: known}, {})
    assert (effect.amount, effect.doubt) == (Money(booked * 100), doubt)
    assert effect.news is (FileNews.PAYMENT if booked else FileNews.NOTHING)


@pytest.mark.parametrize(
    ("day", "news"),
    [
        pytest.param(date(2026, 4, 19), FileNews.OLDER, id="the day before what is known"),
        pytest.param(ON, FileNews.PAYMENT, id="the same day"),
    ],
)
def test_a_row_older_than_what_is_known_changes_nothing(day: date, news: FileNews) -> None:
    (effect,) = status_effects((row(6600, on=day),), {2: claim(6600, told_on=ON)}, {})
    assert effect.news is news
    assert bool(effect.amount) is (news is FileNews.PAYMENT)


@pytest.mark.parametrize(
    ("told", "unplaced", "paid", "booked"),
    [
        pytest.param(0, 0, 500, 500, id="new"),
        pytest.param(500, 500, 500, 0, id="as before"),
        pytest.param(500, 500, 0, -500, id="gone again"),
        pytest.param(500, 0, 0, 0, id="gone, since somebody has placed it"),
    ],
)
def test_an_unknown_reference_is_booked_once(told: int, unplaced: int, paid: int, booked: int) -> None:
    known = {"2026-01-0001": UnknownPaid(Money(told * 100), Money(unplaced * 100))}
    (effect,) = status_effects((row(paid),), {}, known)
    assert effect.amount == Money(booked * 100)


def test_two_payments_of_one_invoice_in_a_notice_are_reckoned_together() -> None:
    entries = [BankEntry(key, Money(330_000), "1", ON, "") for key in ("a", "b", "a")]
    effects = list(bank_effects(entries, {"1": claim(6600)}, ()))
    assert [effect.news for effect in effects] == [FileNews.PAYMENT, FileNews.PAYMENT, FileNews.READ_BEFORE]
    assert [effect.doubt for effect in effects[:2]] == [PaymentDoubt.PART, PaymentDoubt.NONE]


@pytest.mark.parametrize(
    ("amount", "credited", "paid", "told_on", "day", "state"),
    [
        pytest.param(6600, 0, 0, None, DUE_ON, PaidState.WAITING, id="on its due day"),
        pytest.param(6600, 0, 0, None, ON, PaidState.UNKNOWN, id="nobody has told"),
        pytest.param(6600, 0, 0, DUE_ON, ON, PaidState.UNKNOWN, id="told on the due day"),
        pytest.param(6600, 0, 0, date(2026, 4, 15), ON, PaidState.OVERDUE, id="told the day after"),
        pytest.param(6600, 0, 6600, None, ON, PaidState.PAID, id="paid"),
        pytest.param(6600, 0, 6601, None, ON, PaidState.OVERPAID, id="paid too much"),
        pytest.param(6600, 6600, 0, None, ON, PaidState.CREDITED, id="credited"),
        pytest.param(6600, 6600, 6600, None, ON, PaidState.OVERPAID, id="paid and credited"),
        pytest.param(-784, 0, 0, None, ON, PaidState.CREDIT, id="a credit"),
    ],
)
def test_what_can_be_said_of_an_invoice_depends_on_what_was_told(
    amount: int, credited: int, paid: int, told_on: date | None, day: date, state: PaidState
) -> None:
    standing = Standing(
        1,
        1,
        "2026-01-0001",
        Money(amount * 100),
        Money(credited * 100),
        Money(paid * 100),
        DUE_ON,
        told_on,
        None,
    )
    assert standing.state_on(day) is state
    assert standing.outstanding == Money((amount - credited - paid) * 100) - ZERO
