"""Earmarks: what is decided, what covers it, how it is shared, and what a decision leaves open."""

from datetime import date

import pytest

from fees.earmark import (
    EarmarkAccount,
    EarmarkBasis,
    EarmarkExtent,
    EarmarkFilling,
    EarmarkQuestion,
    EarmarkSharing,
    EarmarkTerms,
    Fund,
    Leftover,
    decided_amount,
    earmark_account,
    earmarks_together,
    fund_of,
    refilled,
    shared_by_key,
)
from fees.ledger import Account, EntryKind, entry
from fees.money import ZERO, Money
from licensing.errors import BadValue

ROROS, HOLTALEN = 1, 2


def kroner(amount):
    return Money.from_kroner(amount)


def terms(**changed):
    values = {
        "basis": EarmarkBasis.COUNCIL,
        "extent": EarmarkExtent.AMOUNT,
        "first_year": 2024,
        "amount": kroner(75_000),
        "weights": {ROROS: 1, HOLTALEN: 1},
        **changed,
    }
    return EarmarkTerms(**values)


@pytest.mark.parametrize("basis", list(EarmarkBasis))
def test_only_what_others_bind_goes_into_a_bound_fund(basis):
    assert fund_of(basis) is (Fund.FREE if basis is EarmarkBasis.COUNCIL else Fund.BOUND)


@pytest.mark.parametrize(
    ("changed", "income", "decided"),
    [
        pytest.param({}, 66_000, 75_000, id="each has all of it, whatever its income"),
        pytest.param({"sharing": EarmarkSharing.TOGETHER}, 66_000, 37_500, id="together: its half"),
        pytest.param({"sharing": EarmarkSharing.NOT_DECIDED}, 66_000, 37_500, id="not decided: by the key"),
        pytest.param({"extent": EarmarkExtent.ALL}, 66_000, 66_000, id="all of the income"),
        pytest.param({"extent": EarmarkExtent.ALL}, -5, 0, id="all of an income below nought"),
        pytest.param({"extent": EarmarkExtent.SHARE, "share": 2_500}, 66_000, 16_500, id="a quarter"),
        pytest.param(
            {"extent": EarmarkExtent.SHARE, "share": 1}, "0.99", 0, id="a share is cut, never raised"
        ),
    ],
)
def test_what_is_decided_in_a_municipality(changed, income, decided):
    assert decided_amount(terms(**changed), HOLTALEN, kroner(income)) == kroner(decided)


def test_a_municipality_outside_the_key_has_no_part():
    assert decided_amount(terms(sharing=EarmarkSharing.TOGETHER), 3, ZERO) == ZERO


@pytest.mark.parametrize(
    ("weights", "amount"),
    [
        pytest.param({}, 1, id="no key"),
        pytest.param({ROROS: 0}, 1, id="no weight"),
        pytest.param({ROROS: 2, HOLTALEN: -1}, 1, id="a weight below nought"),
        pytest.param({ROROS: 1}, -1, id="an amount below nought"),
    ],
)
def test_a_key_that_shares_nothing_is_refused(weights, amount):
    with pytest.raises(BadValue):
        shared_by_key(Money(amount), weights)


@pytest.mark.parametrize(
    ("year", "covered"),
    [
        pytest.param(2023, False, id="the year before"),
        pytest.param(2024, True, id="the first"),
        pytest.param(2027, True, id="the last"),
        pytest.param(2028, False, id="the year after"),
    ],
)
def test_an_earmark_holds_from_its_first_year_to_its_last(year, covered):
    assert terms(last_year=2027).covers(year) is covered


@pytest.mark.parametrize(
    ("income", "before", "set_aside"),
    [
        pytest.param(74_999, 0, 74_999, id="a krone too little"),
        pytest.param(75_000, 0, 75_000, id="just enough"),
        pytest.param(80_000, 10_000, 70_000, id="what another has is not covered twice"),
        pytest.param(5_000, 10_000, 0, id="nothing left of it"),
        pytest.param(-1, 0, 0, id="more credited than booked"),
    ],
)
def test_what_the_income_covers_and_what_is_short(income, before, set_aside):
    account = EarmarkAccount(kroner(75_000), kroner(income), covered_before=kroner(before))
    assert account.set_aside == kroner(set_aside)
    assert account.set_aside + account.shortfall == kroner(75_000)


@pytest.mark.parametrize(
    ("filling", "decided", "paid", "allotted"),
    [
        pytest.param(EarmarkFilling.BUDGET, 90_000, 0, 90_000, id="a budget follows the decision"),
        pytest.param(EarmarkFilling.PAYMENTS, 75_000, 60_000, 60_000, id="payments fill it"),
        pytest.param(EarmarkFilling.PAYMENTS, 75_000, 80_000, 75_000, id="and never more than is decided"),
        pytest.param(EarmarkFilling.PAYMENTS, 75_000, -1, 40_000, id="what is used stays available"),
        pytest.param(EarmarkFilling.BUDGET, 30_000, 0, 40_000, id="also below a lower decision"),
    ],
)
def test_a_year_is_filled_and_nothing_used_is_taken_back(filling, decided, paid, allotted):
    used = EarmarkAccount(
        kroner(75_000), ZERO, allotted=kroner(75_000), spent=kroner(40_000), left=kroner(35_000)
    )
    filled = refilled(used, kroner(decided), filling, kroner(paid))
    assert (filled.allotted, filled.left) == (kroner(allotted), kroner(allotted - 40_000))
    assert filled.balances
    assert filled.allotted <= filled.decided


def test_what_was_carried_out_is_not_used_twice():
    closed = EarmarkAccount(
        kroner(75_000), ZERO, allotted=kroner(75_000), left=kroner(75_000), carried_out=kroner(75_000)
    )
    assert refilled(closed, ZERO, EarmarkFilling.BUDGET, ZERO).allotted == kroner(75_000)


def test_accounts_of_one_municipality_are_added_up_and_its_income_is_counted_once():
    first = EarmarkAccount(kroner(75_000), kroner(100_000), allotted=kroner(75_000), left=kroner(75_000))
    second = EarmarkAccount(kroner(50_000), kroner(100_000), covered_before=kroner(75_000))
    together = earmarks_together([first, second])
    assert together.set_aside == first.set_aside + second.set_aside == kroner(100_000)
    assert together.shortfall == kroner(25_000)
    with pytest.raises(ValueError, match="no account"):
        earmarks_together([])


def test_a_decision_that_is_silent_asks():
    silent = terms(sharing=EarmarkSharing.NOT_DECIDED)
    assert silent.questions == (EarmarkQuestion.EACH_OR_TOGETHER, EarmarkQuestion.CARRIED_OVER)
    assert terms(leftover=Leftover.RETURNED).questions == ()
    assert terms(basis=EarmarkBasis.LAW).questions == ()
    assert terms(extent=EarmarkExtent.ALL, sharing=EarmarkSharing.NOT_DECIDED).questions == (
        EarmarkQuestion.CARRIED_OVER,
    )


def test_a_year_is_read_from_its_entries():
    moves = [
        (EntryKind.ALLOTMENT, Account.EARMARK_LEFT, Account.EARMARK_BUDGET, 75_000),
        (EntryKind.CARRYING, Account.EARMARK_LEFT, Account.EARMARK_CARRIED_IN, 7_500),
        (EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT, 59_500),
        (EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED, 41_500),
        (EntryKind.REPAYMENT, Account.EARMARK_LEFT, Account.EARMARK_SPENT, 500),
        (EntryKind.CARRYING, Account.EARMARK_CARRIED_OUT, Account.EARMARK_LEFT, 10_000),
        (EntryKind.HANDING_BACK, Account.EARMARK_RETURNED, Account.EARMARK_LEFT, 13_500),
    ]
    on = date(2026, 12, 10)
    entries = [
        entry(kind, debit, credit, kroner(amount), booked_on=on, fee_year=2026)
        for kind, debit, credit, amount in moves
    ]
    account = earmark_account(kroner(75_000), kroner(66_000), entries)
    assert account.balances
    assert (account.reserved, account.spent, account.returned) == (
        kroner(18_000),
        kroner(41_000),
        kroner(13_500),
    )
    assert (account.left, account.carried_out, account.free) == (kroner(10_000), kroner(10_000), ZERO)
