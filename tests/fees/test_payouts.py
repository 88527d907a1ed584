"""What is left to pay, to return and to release of a grant, and how a payment is split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fees.money import ZERO, Money
from fees.payouts import PayoutBalance, split, to_release, to_return


def balance(promised: int, **changed: int) -> PayoutBalance:
    return PayoutBalance(Money(promised), **{name: Money(ore) for name, ore in changed.items()})


@pytest.mark.parametrize(
    ("stands", "cost", "returned", "released"),
    [
        pytest.param(balance(100, paid=100), 100, 0, 0, id="all of it was used"),
        pytest.param(balance(100, paid=100), 80, 20, 0, id="paid in whole and used in part"),
        pytest.param(balance(100, paid=100, repaid=20), 80, 0, 0, id="what was too much has come back"),
        pytest.param(balance(100), 80, 0, 20, id="nothing is paid yet"),
        pytest.param(balance(100), 0, 0, 100, id="it came to nothing"),
        pytest.param(balance(100, paid=50), 80, 0, 20, id="paid in part"),
        pytest.param(balance(100, on_its_way=50), 80, 0, 20, id="a part is on its way"),
        pytest.param(balance(100, paid=50, released=50), 50, 0, 0, id="the rest is released already"),
        pytest.param(balance(100, paid=50), 200, 0, 0, id="it cost more than was granted"),
    ],
)
def test_a_report_says_what_is_to_come_back_and_what_is_not_needed(
    stands: PayoutBalance, cost: int, returned: int, released: int
) -> None:
    assert to_return(stands, Money(cost)) == Money(returned)
    assert to_release(stands, Money(cost)) == Money(released)


def test_two_balances_add_up() -> None:
    both = balance(100, paid=40, repaid=10, released=5, on_its_way=5) + balance(50, paid=50)
    assert (both.room, both.net_paid) == (Money(50), Money(80))


def test_alone_a_municipality_pays_all() -> None:
    assert split(Money(70), Money(100), ZERO) == (Money(70), ZERO)


@given(st.data())
def test_payments_in_any_steps_stay_within_every_part_and_the_last_empties_them(data: st.DataObject) -> None:
    own, others = data.draw(st.integers(1, 10**7)), data.draw(st.integers(0, 10**7))
    for _step in range(data.draw(st.integers(0, 5))):
        amount = data.draw(st.integers(1, own + others))
        first, rest = split(Money(amount), Money(own), Money(others))
        assert first.ore + rest.ore == amount
        assert 1 <= first.ore <= own
        assert 0 <= rest.ore <= others
        if first.ore == own:
            return
        own, others = own - first.ore, others - rest.ore
    assert split(Money(own + others), Money(own), Money(others)) == (Money(own), Money(others))
