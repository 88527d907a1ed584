"""The four settings of a fee year, and the models that name them."""

import pytest

from fees.fee_years import (
    MODELS,
    MOST_INSTALMENTS,
    Basis,
    Billed,
    Billing,
    FeeModel,
    Settles,
    advance_volumes,
    model_of,
)
from fees.turnover import Volumes
from licensing.errors import BadValue

EXPECTED, ACTUAL = Volumes(900_000), Volumes(700_000)


def test_every_model_is_found_again_by_its_settings():
    assert set(MODELS) == set(FeeModel)
    assert {model: model_of(billing) for model, billing in MODELS.items()} == {
        model: model for model in FeeModel
    }


@pytest.mark.parametrize(
    ("billing", "model"),
    [
        pytest.param(Billing(), FeeModel.ADVANCE_AND_SETTLEMENT, id="what is set where nothing is"),
        pytest.param(Billing(instalments=4), FeeModel.ADVANCE_AND_SETTLEMENT, id="in four instalments"),
        pytest.param(
            Billing(Basis.EXPECTED, Settles.NO, Billed.ARREARS), None, id="arrears by name, on expectations"
        ),
        pytest.param(Billing(settles=Settles.SEPARATE), None, id="settled by itself: a mix of one's own"),
    ],
)
def test_a_mix_of_ones_own_has_no_name(billing, model):
    assert model_of(billing) is model


def test_what_is_billed_on_real_litres_leaves_nothing_to_settle():
    with pytest.raises(BadValue) as refused:
        Billing(Basis.LAST_ACTUAL, Settles.NETTED, Billed.ARREARS)
    assert refused.value.code == "arrears_leave_nothing_to_settle"


@pytest.mark.parametrize("instalments", [0, MOST_INSTALMENTS + 1, -1])
def test_instalments_are_one_to_twelve(instalments):
    with pytest.raises(BadValue) as refused:
        Billing(instalments=instalments)
    assert refused.value.code == "instalments"


@pytest.mark.parametrize("instalments", [1, MOST_INSTALMENTS])
def test_the_fewest_and_the_most_are_taken(instalments):
    assert Billing(instalments=instalments).instalments == instalments


@pytest.mark.parametrize(
    ("basis", "expected", "actual", "rests_on"),
    [
        pytest.param(Basis.EXPECTED, EXPECTED, ACTUAL, EXPECTED, id="on what is expected"),
        pytest.param(Basis.EXPECTED, None, ACTUAL, ACTUAL, id="nothing expected was told"),
        pytest.param(Basis.LAST_ACTUAL, EXPECTED, ACTUAL, ACTUAL, id="on what was sold"),
        pytest.param(Basis.LAST_ACTUAL, EXPECTED, None, EXPECTED, id="a holder without a last year"),
        pytest.param(
            Basis.LAST_ACTUAL, EXPECTED, Volumes(), Volumes(), id="nothing sold is not nothing told"
        ),
        pytest.param(Basis.EXPECTED, None, None, None, id="nobody has told anything"),
    ],
)
def test_what_an_advance_rests_on(basis, expected, actual, rests_on):
    assert advance_volumes(Billing(basis), expected=expected, last_actual=actual) == rests_on
