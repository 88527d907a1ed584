"""What is missing, what is asked about rates that somebody adds, and how sets of one year differ."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from fees.money import Money
from fees.rate_checks import RateDoubt, differences, figures, questions_about, regulation_day
from fees.rates import (
    MINIMUM_COLUMNS,
    RATE_COLUMNS,
    RateSet,
    RateState,
    has_rates,
    missing_years,
    packaged_rates,
    rates_for,
    rates_of_year,
)
from licensing.errors import BadValue

LAST = packaged_rates()[-1]
YEAR = LAST.first_day.year + 1


def added(*, without: str = "", **changed: str) -> RateSet:
    """The rates of the next year: a twentieth more than the last, in whole tens and hundreds."""
    litre = {
        name: Decimal(changed.get(name, str((LAST.litre[key] * Decimal("1.05")).quantize(Decimal("0.01")))))
        for name, key in RATE_COLUMNS.items()
        if name != without
    }
    minimum = {"min_sale": changed.get("min_sale", "2230"), "min_serve": changed.get("min_serve", "6900")}
    return RateSet(
        date(YEAR, 1, 1),
        date(YEAR, 12, 31),
        {RATE_COLUMNS[name]: rate for name, rate in litre.items()},
        {kind: Money.from_kroner(minimum[name]) for name, kind in MINIMUM_COLUMNS.items()},
        Money.from_kroner(changed.get("ambulatory_max", "490")),
        changed.get("regulation", f"FOR-{YEAR - 1}-11-27-2400"),
        ("Lovdata",),
    )


@pytest.mark.parametrize(
    ("on", "missing"),
    [
        pytest.param(date(YEAR - 1, 10, 31), (), id="the last of October"),
        pytest.param(date(YEAR - 1, 11, 1), (YEAR,), id="the first of November"),
        pytest.param(date(YEAR - 1, 12, 31), (YEAR,), id="the last day of the year"),
        pytest.param(date(YEAR, 1, 1), (YEAR,), id="the year itself"),
        pytest.param(date(YEAR, 11, 1), (YEAR, YEAR + 1), id="a year behind"),
        pytest.param(date(2019, 11, 1), (), id="the next year's are known, though one group lacks"),
    ],
)
def test_rates_are_missed_from_november(on, missing):
    assert missing_years(on) == missing


def test_an_added_year_is_missed_no_more():
    table = (added(), *packaged_rates())
    assert missing_years(date(YEAR - 1, 11, 30), table) == ()
    assert has_rates(YEAR, table)
    assert not has_rates(YEAR, packaged_rates())


@pytest.mark.parametrize(
    ("on", "state"),
    [
        pytest.param(date(YEAR - 1, 12, 31), RateState.ADOPTED, id="the day before"),
        pytest.param(date(YEAR, 1, 1), RateState.IN_FORCE, id="the first day"),
        pytest.param(date(YEAR, 12, 31), RateState.IN_FORCE, id="the last day"),
        pytest.param(date(YEAR + 1, 1, 1), RateState.PAST, id="the day after"),
    ],
)
def test_rates_are_adopted_before_they_are_in_force(on, state):
    assert added().state_on(on) is state


def test_a_year_with_two_sets_ends_in_the_second():
    assert rates_of_year(2016, packaged_rates()) == rates_for(2016)
    assert rates_of_year(2015, packaged_rates()) is None


def test_nothing_is_asked_about_rates_that_rise_as_they_do():
    assert questions_about(added(), LAST) == ()


ASKED = [
    pytest.param({"serve_g3": "6.43"}, RateDoubt.JUMP, "serve_g3", id="a fifth and an øre more"),
    pytest.param({"serve_g3": "5.34"}, RateDoubt.FALL, "serve_g3", id="an øre less"),
    pytest.param({"min_sale": "2235"}, RateDoubt.UNEVEN, "min_sale", id="sale, no whole ten"),
    pytest.param({"min_serve": "6950"}, RateDoubt.UNEVEN, "min_serve", id="serving, no whole hundred"),
    pytest.param({"ambulatory_max": "485"}, RateDoubt.UNEVEN, "ambulatory_max", id="a cap, no whole ten"),
    pytest.param({"without": "sale_g2"}, RateDoubt.GONE, "sale_g2", id="a rate that is gone"),
    pytest.param({"regulation": f"FOR-{YEAR}-01-02-3"}, RateDoubt.OTHER_YEAR, "", id="of the year itself"),
]


@pytest.mark.parametrize(("changed", "doubt", "column"), ASKED)
def test_what_is_unusual_is_asked_about(changed, doubt, column):
    assert [(one.doubt, one.column) for one in questions_about(added(**changed), LAST)] == [(doubt, column)]


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"serve_g3": "6.42"}, id="a fifth more"),
        pytest.param({"serve_g3": "5.35"}, id="as much as before"),
    ],
)
def test_the_limits_themselves_are_not_asked_about(changed):
    assert questions_about(added(**changed), LAST) == ()


def test_a_question_is_of_the_figure_that_was_typed():
    keys = {
        question.key
        for figure in ("6.60", "66")
        for question in questions_about(added(serve_g3=figure), LAST)
    }
    assert len(keys) == 2


def test_without_a_year_before_only_the_figures_themselves_are_asked_about():
    assert [one.doubt for one in questions_about(added(min_sale="2235"), None)] == [RateDoubt.UNEVEN]


def test_no_packaged_year_would_be_asked_about_beyond_what_is_known_to_be_odd():
    odd = {
        (rates.first_day.year, question.doubt, question.column)
        for before, rates in zip(packaged_rates(), packaged_rates()[1:], strict=False)
        if rates.first_day.month == 1
        for question in questions_about(rates, before)
    }
    assert odd == {(2019, RateDoubt.GONE, "sale_g2")}


@pytest.mark.parametrize("number", ["FOR-2025-11-28-2361", "FOR-2016-06-24-816"])
def test_a_number_of_a_regulation_holds_its_day(number):
    assert regulation_day(number).isoformat() == number[4:14]


@pytest.mark.parametrize(
    "number",
    [
        "",
        "FOR-2025-11-28",
        "for-2025-11-28-2361",
        "FOR-2025-13-28-2361",
        "FOR-2025-11-28-0",
        "LOV-1989-06-02-27",
    ],
)
def test_what_is_no_number_of_a_regulation_is_refused(number):
    with pytest.raises(BadValue) as refused:
        regulation_day(number)
    assert refused.value.code == "regulation_number"


def test_sets_of_one_year_are_held_beside_each_other():
    one, other = added(serve_g3="5.60"), added(serve_g3="5.62", without="sale_g2")
    assert [(found.column, found.added, found.packaged) for found in differences(one, other)] == [
        ("sale_g2", figures(one)["sale_g2"], None),
        ("serve_g3", Decimal("5.60"), Decimal("5.62")),
    ]
    assert differences(one, replace(one, regulation="FOR-2026-11-27-9999")) == ()
