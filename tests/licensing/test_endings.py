"""What ends a licence: transfer, giving up, death, bankruptcy, and a place out of use."""

from dataclasses import replace
from datetime import date

import pytest

from licensing.endings import (
    Effect,
    Transfer,
    TransferKind,
    after_surrender,
    alcohol_after_bankruptcy,
    alcohol_after_death,
    alcohol_after_transfer,
    alcohol_unused,
    check_extension,
    latest_extension,
    old_licence_ends,
    place_after_bankruptcy,
    place_after_death,
    place_after_transfer,
    place_unused,
    points_count_from,
    reminder_on,
)
from licensing.errors import NotAllowed

PERIOD_END = date(2028, 9, 30)
LATER = date(2027, 6, 1)
# The vector "Transfer": agreed on 2 November, taken over on 1 December 2026.
SALE = Transfer(
    TransferKind.BUSINESS,
    agreed_on=date(2026, 11, 2),
    taken_over_on=date(2026, 12, 1),
    told_on=date(2026, 12, 3),
    applied_on=date(2026, 12, 4),
    without_undue_delay=True,
    place_applied_on=date(2026, 12, 2),
)
SHARES = replace(SALE, kind=TransferKind.SHARES)


def alcohol(transfer, *, period_end=PERIOD_END, share=None, on=LATER):
    fate = alcohol_after_transfer(transfer, period_end=period_end, dominating_share=share, on=on)
    return fate.effect, fate.last_day


def test_vector_transfer_trap_13_the_two_clocks_start_on_two_days():
    assert SALE.deadlines.serving_place_apply_by == date(2026, 12, 2)
    assert SALE.deadlines.alcohol_apply_by == date(2026, 12, 31)
    assert alcohol(SALE) == (Effect.RUNS_UNTIL, date(2027, 3, 1))
    assert latest_extension(SALE, PERIOD_END) == date(2027, 4, 1)


@pytest.mark.parametrize(
    ("agreed_on", "reminded_on"),
    [
        pytest.param(date(2026, 11, 2), date(2026, 12, 2), id="agreed first: the serving place's deadline"),
        pytest.param(date(2026, 12, 1), date(2026, 12, 31), id="agreed and taken over on one day"),
    ],
)
def test_the_earlier_clock_is_the_one_to_keep_in_mind(agreed_on, reminded_on):
    assert reminder_on(replace(SALE, agreed_on=agreed_on)) == reminded_on


@pytest.mark.parametrize(
    ("changes", "on", "answer"),
    [
        pytest.param(
            {"applied_on": date(2026, 12, 31)},
            LATER,
            (Effect.RUNS_UNTIL, date(2027, 3, 1)),
            id="trap 14: applied on the thirtieth day",
        ),
        pytest.param(
            {"applied_on": date(2027, 1, 1)},
            LATER,
            (Effect.LAPSES, date(2026, 11, 30)),
            id="trap 14: applied on the thirty-first day",
        ),
        pytest.param(
            {"applied_on": date(2026, 12, 31), "without_undue_delay": False},
            LATER,
            (Effect.LAPSES, date(2026, 11, 30)),
            id="trap 14: within thirty days, and yet with undue delay",
        ),
        pytest.param(
            {"without_undue_delay": None},
            LATER,
            (Effect.ASK, date(2027, 3, 1)),
            id="trap 14: a person judges undue delay",
        ),
        pytest.param(
            {"applied_on": date(2026, 12, 1), "without_undue_delay": None},
            LATER,
            (Effect.RUNS_UNTIL, date(2027, 3, 1)),
            id="applied on the day of the takeover: no delay to judge",
        ),
        pytest.param(
            {"told_on": None},
            date(2027, 1, 1),
            (Effect.LAPSES, date(2026, 11, 30)),
            id="trap 14: applied in time, but the municipality was never told",
        ),
        pytest.param(
            {"told_on": date(2026, 12, 31)},
            LATER,
            (Effect.RUNS_UNTIL, date(2027, 3, 1)),
            id="told on the thirtieth day",
        ),
        pytest.param(
            {"told_on": date(2027, 1, 1)},
            LATER,
            (Effect.LAPSES, date(2026, 11, 30)),
            id="told on the thirty-first day",
        ),
        pytest.param(
            {"applied_on": None},
            date(2026, 12, 31),
            (Effect.AWAITS_APPLICATION, date(2026, 12, 31)),
            id="no application on the thirtieth day: still awaited",
        ),
        pytest.param(
            {"applied_on": None},
            date(2027, 1, 1),
            (Effect.LAPSES, date(2026, 11, 30)),
            id="no application on the thirty-first day",
        ),
    ],
)
def test_the_alcohol_licence_after_a_transfer(changes, on, answer):
    assert alcohol(replace(SALE, **changes), on=on) == answer


@pytest.mark.parametrize(
    ("period_end", "last_day", "extended"),
    [
        pytest.param(date(2027, 3, 2), date(2027, 3, 1), date(2027, 3, 2), id="ends the day after"),
        pytest.param(date(2027, 2, 28), date(2027, 2, 28), date(2027, 2, 28), id="ends the day before"),
    ],
)
def test_nothing_runs_beyond_the_old_licences_own_end(period_end, last_day, extended):
    assert alcohol(SALE, period_end=period_end) == (Effect.RUNS_UNTIL, last_day)
    assert latest_extension(SALE, period_end) == extended


@pytest.mark.parametrize(
    ("share", "setting", "effect"),
    [
        pytest.param(10000, None, Effect.RUNS_UNTIL, id="all of the shares"),
        pytest.param(9999, None, Effect.ASK, id="nearly all, where the act gives no number"),
        pytest.param(5000, 5000, Effect.RUNS_UNTIL, id="the share that the municipality has set"),
        pytest.param(4999, 5000, Effect.CONTINUES, id="just below what the municipality has set"),
        pytest.param(None, 5000, Effect.ASK, id="a share that nobody knows"),
    ],
)
def test_a_dominating_share_is_the_municipalitys_to_settle(share, setting, effect):
    assert alcohol(replace(SHARES, share=share), share=setting)[0] is effect


@pytest.mark.parametrize(
    ("kind", "reckoned", "effect", "question"),
    [
        (TransferKind.COMPANY_FORM, None, Effect.ASK, "counts_in_practice"),
        (TransferKind.MERGER, True, Effect.RUNS_UNTIL, "counts_in_practice"),
        (TransferKind.DEMERGER, False, Effect.CONTINUES, "counts_in_practice"),
        (TransferKind.LEASE, None, Effect.CONTINUES, "lease_is_no_transfer"),
        (TransferKind.LEASE, True, Effect.RUNS_UNTIL, "lease_is_no_transfer"),
    ],
)
def test_what_only_practice_reckons_as_a_transfer_is_asked(kind, reckoned, effect, question):
    transfer = replace(SALE, kind=kind, reckoned=reckoned)
    fate = alcohol_after_transfer(transfer, period_end=PERIOD_END, dominating_share=None, on=LATER)
    assert (fate.effect, fate.questions) == (effect, (question,))


@pytest.mark.parametrize(
    ("applied_on", "on", "effect", "last_day"),
    [
        pytest.param(date(2026, 12, 2), LATER, Effect.RUNS_UNTIL_DECIDED, None, id="trap 13: thirtieth day"),
        pytest.param(
            date(2026, 12, 3), LATER, Effect.LAPSES, date(2026, 11, 30), id="trap 13: thirty-first day"
        ),
        pytest.param(None, date(2026, 12, 2), Effect.AWAITS_APPLICATION, None, id="awaited to the last day"),
        pytest.param(None, date(2026, 12, 3), Effect.LAPSES, date(2026, 11, 30), id="never applied for"),
    ],
)
def test_the_serving_place_licence_after_a_transfer(applied_on, on, effect, last_day):
    fate = place_after_transfer(replace(SALE, place_applied_on=applied_on), on=on)
    assert (fate.effect, fate.last_day, fate.citation.code) == (effect, last_day, "serv_22")


@pytest.mark.parametrize(
    ("share", "share_after", "effect"),
    [
        pytest.param(5001, None, Effect.RUNS_UNTIL_DECIDED, id="more than half handed over"),
        pytest.param(5000, 5000, Effect.CONTINUES, id="exactly half"),
        pytest.param(2000, 5001, Effect.RUNS_UNTIL_DECIDED, id="a fifth that makes more than half"),
        pytest.param(2000, None, Effect.ASK, id="what the new owner held before is not known"),
        pytest.param(None, None, Effect.ASK, id="no share is known"),
    ],
)
def test_shares_in_a_serving_place_count_from_more_than_half(share, share_after, effect):
    transfer = replace(SHARES, share=share, share_after=share_after)
    assert place_after_transfer(transfer, on=LATER).effect is effect


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"until": date(2027, 4, 1)}, None, id="the whole month"),
        pytest.param({"until": date(2027, 4, 2)}, "transfer_extended_too_far", id="a day more"),
        pytest.param({"until": date(2027, 3, 2)}, None, id="one day"),
        pytest.param({"until": date(2027, 3, 1)}, "transfer_not_extended", id="no day"),
        pytest.param({"already_extended": True}, "transfer_extended_already", id="a second time"),
        pytest.param({"on": date(2027, 3, 1)}, None, id="on the last day of the three months"),
        pytest.param({"on": date(2027, 3, 2)}, "transfer_has_run_out", id="after the three months"),
        pytest.param(
            {"period_end": date(2027, 3, 15), "until": date(2027, 3, 16)},
            "transfer_extended_too_far",
            id="beyond the licence's own end",
        ),
    ],
)
def test_trap_14_one_month_more_at_most_and_once(changes, code):
    asked = {
        "runs_until": date(2027, 3, 1),
        "until": date(2027, 4, 1),
        "already_extended": False,
        "period_end": PERIOD_END,
        "on": date(2027, 2, 1),
    }
    if code is None:
        check_extension(SALE, **asked | changes)
        return
    with pytest.raises(NotAllowed) as refusal:
        check_extension(SALE, **asked | changes)
    assert (refusal.value.code, refusal.value.citation.code) == (code, "alkl_1_10")


@pytest.mark.parametrize(
    ("new_first_day", "last_day"),
    [
        pytest.param(date(2027, 2, 1), date(2027, 1, 31), id="the day before the new one"),
        pytest.param(date(2027, 3, 2), date(2027, 3, 1), id="no gap and no overlap"),
        pytest.param(date(2027, 5, 1), date(2027, 3, 1), id="a late grant gives the old one nothing more"),
    ],
)
def test_the_old_licence_ends_when_the_new_one_begins(new_first_day, last_day):
    assert old_licence_ends(new_first_day, date(2027, 3, 1)) == last_day


def test_trap_44_a_transfer_begins_a_new_window_of_points():
    assert points_count_from(SALE) == SALE.taken_over_on


def test_a_licence_that_is_given_up_ends_on_the_day_of_the_notice():
    assert after_surrender(date(2026, 12, 31), period_end=PERIOD_END).last_day == date(2026, 12, 31)
    assert after_surrender(date(2028, 10, 1), period_end=PERIOD_END).last_day == PERIOD_END


DIED = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("told_on", "effect", "last_day"),
    [
        pytest.param(date(2026, 11, 25), Effect.RUNS_UNTIL, date(2027, 2, 21), id="trap 16: three months"),
        pytest.param(None, Effect.LAPSES, DIED, id="trap 16: nobody told the municipality"),
        pytest.param(date(2027, 2, 21), Effect.RUNS_UNTIL, date(2027, 2, 21), id="told on the last day"),
        pytest.param(date(2027, 2, 22), Effect.LAPSES, DIED, id="told when the three months were over"),
    ],
)
def test_the_alcohol_licence_after_a_death(told_on, effect, last_day):
    fate = alcohol_after_death(DIED, told_on=told_on, period_end=PERIOD_END)
    assert (fate.effect, fate.last_day) == (effect, last_day)


def test_trap_16_the_estate_may_run_the_serving_place_for_a_year():
    fate = place_after_death(DIED)
    assert (fate.effect, fate.last_day) == (Effect.RUNS_UNTIL, date(2027, 11, 21))


def test_the_estate_runs_no_longer_than_the_licence_would_have():
    fate = alcohol_after_death(DIED, told_on=DIED, period_end=date(2027, 1, 31))
    assert fate.last_day == date(2027, 1, 31)


def test_trap_15_bankruptcy_ends_the_alcohol_licence_at_once():
    fate = alcohol_after_bankruptcy(date(2026, 4, 30), period_end=PERIOD_END)
    assert (fate.effect, fate.last_day, fate.citation.code) == (
        Effect.LAPSES,
        date(2026, 4, 29),
        "alkl_1_10",
    )


@pytest.mark.parametrize(
    ("estate_continues", "effect", "last_day"),
    [
        pytest.param(True, Effect.CONTINUES, None, id="trap 15: the estate goes on"),
        pytest.param(False, Effect.LAPSES, date(2026, 4, 29), id="trap 15: the estate does not"),
        pytest.param(None, Effect.ASK, None, id="trap 15: the estate has not said"),
    ],
)
def test_bankruptcy_may_leave_the_serving_place_licence(estate_continues, effect, last_day):
    fate = place_after_bankruptcy(date(2026, 4, 30), estate_continues=estate_continues)
    assert (fate.effect, fate.last_day) == (effect, last_day)


@pytest.mark.parametrize(
    ("on", "obstacle", "reopening_likely", "effect", "questions"),
    [
        pytest.param(date(2026, 11, 20), None, None, Effect.CONTINUES, (), id="a year less a day"),
        pytest.param(
            date(2026, 11, 21), None, None, Effect.MAY_BE_WITHDRAWN, ("excuse_to_judge",), id="a year"
        ),
        pytest.param(date(2026, 11, 21), True, True, Effect.CONTINUES, (), id="excused"),
        pytest.param(
            date(2026, 11, 21), True, False, Effect.MAY_BE_WITHDRAWN, (), id="no reopening in sight"
        ),
        pytest.param(date(2026, 11, 21), False, True, Effect.MAY_BE_WITHDRAWN, (), id="its own choice"),
    ],
)
def test_trap_17_an_unused_alcohol_licence_may_be_withdrawn_and_never_ends_by_itself(
    on, obstacle, reopening_likely, effect, questions
):
    fate = alcohol_unused(date(2025, 11, 21), on=on, obstacle=obstacle, reopening_likely=reopening_likely)
    assert (fate.effect, fate.last_day, fate.questions) == (effect, None, questions)


@pytest.mark.parametrize(
    ("opened_on", "closed_since", "on", "effect", "last_day"),
    [
        pytest.param(
            date(2024, 6, 1),
            date(2025, 11, 21),
            date(2026, 11, 21),
            Effect.RUNS_UNTIL,
            date(2026, 11, 21),
            id="trap 17: closed for a year",
        ),
        pytest.param(
            date(2024, 6, 1),
            date(2025, 11, 21),
            date(2026, 11, 22),
            Effect.LAPSES,
            date(2026, 11, 21),
            id="trap 17: closed for more than a year",
        ),
        pytest.param(
            None, None, date(2025, 6, 1), Effect.RUNS_UNTIL, date(2025, 6, 1), id="a year after the grant"
        ),
        pytest.param(
            None, None, date(2025, 6, 2), Effect.LAPSES, date(2025, 6, 1), id="never opened within the year"
        ),
        pytest.param(
            date(2025, 6, 1), None, date(2026, 11, 22), Effect.CONTINUES, None, id="opened on the last day"
        ),
        pytest.param(
            date(2025, 6, 2), None, date(2026, 11, 22), Effect.LAPSES, date(2025, 6, 1), id="opened too late"
        ),
        pytest.param(
            date(2024, 6, 1), None, date(2034, 1, 1), Effect.CONTINUES, None, id="trap 37: it has no end date"
        ),
    ],
)
def test_the_serving_place_licence_of_a_place_that_is_closed(opened_on, closed_since, on, effect, last_day):
    fate = place_unused(date(2024, 6, 1), opened_on=opened_on, closed_since=closed_since, on=on)
    assert (fate.effect, fate.last_day) == (effect, last_day)
