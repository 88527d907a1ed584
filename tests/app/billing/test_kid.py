"""Control digits by the published and computed vectors, and KIDs that are never two invoices'."""

import pytest

from app.billing.kid import MOD10, MOD11, control_digit, is_kid, kid_for
from licensing.errors import NotAllowed


@pytest.mark.parametrize(
    ("base", "mod10", "mod11"),
    [
        pytest.param("60224", "3", None, id="60224: published"),
        pytest.param("13739", None, "1", id="13739: published"),
        pytest.param("12345678", "2", "5", id="12345678: computed"),
        pytest.param("00000100000001", "6", "5", id="00000100000001: computed"),
        pytest.param("2026000123", "3", "0", id="2026000123: computed, eleven becomes nought"),
        pytest.param("2026000003", None, "-", id="2026000003: computed, no digit fits"),
        pytest.param("2026000008", None, "0", id="2026000008: computed"),
    ],
)
def test_the_control_digits_are_those_of_the_vectors(base: str, mod10: str | None, mod11: str | None) -> None:
    if mod10 is not None:
        assert control_digit(base, MOD10) == mod10
        assert is_kid(base + mod10, MOD10)
    if mod11 is not None:
        assert control_digit(base, MOD11) == mod11
        assert is_kid(base + mod11, MOD11) is (mod11 != "-")


@pytest.mark.parametrize(
    "kid",
    [
        pytest.param("", id="nothing"),
        pytest.param("018", id="three digits"),
        pytest.param("1" * 26, id="26 digits"),
        pytest.param("602244", id="another control digit"),
        pytest.param("60224a", id="a letter"),
        pytest.param("６０２２４３", id="digits of another script"),
        pytest.param("60224 3", id="a space"),
    ],
)
def test_what_is_no_kid_is_told(kid: str) -> None:
    assert not is_kid(kid, MOD10)
    assert not is_kid(kid, MOD11)


@pytest.mark.parametrize("method", [MOD10, MOD11])
@pytest.mark.parametrize("length", [9, 12, 25])
def test_each_place_in_each_batch_has_a_valid_kid_of_its_own(method: str, length: int) -> None:
    made = [
        kid_for(method, length, year=year, batch=batch, serial=serial)
        for year in (2026, 2027)
        for batch in (1, 2, 99)
        for serial in (1, 2, 3, 10, 57, 99)
    ]
    assert len(set(made)) == len(made)
    assert all(len(kid) == length and is_kid(kid, method) for kid in made)
    assert made[0] == kid_for(method, length, year=2026, batch=1, serial=1)


def test_numbers_that_no_digit_fits_are_stepped_past() -> None:
    made = [kid_for(MOD11, 12, year=2026, batch=1, serial=serial) for serial in range(1, 500)]
    assert all(is_kid(kid, MOD11) for kid in made)
    assert {kid[-2] for kid in made} == {"0", "1"}
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("method", "length", "batch", "serial"),
    [
        pytest.param(MOD10, 4, 1, 1, id="four digits have no room at all"),
        pytest.param(MOD10, 8, 1, 1_000, id="a place that is too high"),
        pytest.param(MOD11, 12, 1_000, 1, id="a batch that is too high"),
    ],
)
def test_a_kid_without_room_for_the_number_is_refused(
    method: str, length: int, batch: int, serial: int
) -> None:
    with pytest.raises(NotAllowed) as refused:
        kid_for(method, length, year=2026, batch=batch, serial=serial)
    assert refused.value.code == "kid_too_short"


def test_a_base_that_is_no_row_of_digits_has_no_control_digit() -> None:
    with pytest.raises(ValueError, match="digits"):
        control_digit("12a", MOD10)
