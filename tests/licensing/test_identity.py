"""Identity numbers: which are well formed, what they tell, how they are shown. All are invented."""

from datetime import date

import pytest

from licensing.errors import BadValue
from licensing.identity import parse_identity_number, synthetic_number

BORN = date(1987, 4, 15)


@pytest.mark.parametrize("offset", [40, 65, 80])
@pytest.mark.parametrize("d_number", [False, True], ids=["ordinary", "D-number"])
@pytest.mark.parametrize(
    "born_on",
    [
        pytest.param(date(1899, 12, 31), id="born in the 1800s"),
        pytest.param(BORN, id="born in the 1900s"),
        pytest.param(date(2004, 2, 29), id="born on a leap day in the 2000s"),
        pytest.param(date(2039, 12, 31), id="the last day that the old scheme can write"),
    ],
)
def test_synthetic_numbers_of_every_kind_are_read(born_on, d_number, offset):
    number = synthetic_number(born_on, 3, d_number=d_number, offset=offset)
    assert (number.born_on, number.is_d_number, number.synthetic) == (born_on, d_number, True)
    assert not number.scheme_2032


def test_each_serial_is_another_number():
    assert len({synthetic_number(BORN, serial).value for serial in range(200)}) == 200


def test_serials_run_out():
    with pytest.raises(BadValue) as caught:
        synthetic_number(BORN, 500)
    assert caught.value.code == "identity_serial"


def test_a_number_is_never_shown_in_full():
    number = synthetic_number(BORN, 0)
    assert number.masked == "158487 •••••"
    assert number.value[6:] not in f"{number} {number!r}"


def test_spaces_do_not_matter():
    value = synthetic_number(BORN, 0).value
    assert parse_identity_number(f" {value[:6]} {value[6:]} ").value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "identity_length", id="nothing"),
        pytest.param("1584870001", "identity_length", id="ten digits"),
        pytest.param("158487000x0", "identity_length", id="a letter"),
        pytest.param("１５８４８７０００００", "identity_length", id="digits of another script"),
    ],
)
def test_what_is_no_number_is_refused(text, code):
    with pytest.raises(BadValue) as caught:
        parse_identity_number(text)
    assert caught.value.code == code
    assert text not in str(caught.value) or not text


def test_any_single_wrong_digit_is_found():
    value = synthetic_number(BORN, 0).value
    for place in range(11):
        for digit in "0123456789":
            if digit != value[place]:
                with pytest.raises(BadValue):
                    parse_identity_number(value[:place] + digit + value[place + 1 :])


def control_digits(head, remainder):
    """Completes nine digits so that the first control digit leaves a remainder; None when it cannot."""
    first_weights, second_weights = (3, 7, 6, 1, 8, 9, 4, 5, 2), (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    first = (remainder - sum(int(d) * w for d, w in zip(head, first_weights, strict=True))) % 11
    if first > 9:
        return None
    head += str(first)
    second = -sum(int(d) * w for d, w in zip(head, second_weights, strict=True)) % 11
    return None if second > 9 else head + str(second)


def number_with_remainder(remainder, head="158487"):
    completed = (control_digits(f"{head}{individual:03d}", remainder) for individual in range(1000))
    return next(value for value in completed if value)


@pytest.mark.parametrize("remainder", [1, 2, 3])
def test_the_2032_scheme_is_read_but_its_century_cannot_be_told(remainder):
    number = parse_identity_number(number_with_remainder(remainder))
    assert number.scheme_2032
    assert number.born_on is None


@pytest.mark.parametrize("remainder", [4, 10])
def test_other_remainders_are_wrong(remainder):
    with pytest.raises(BadValue) as caught:
        parse_identity_number(number_with_remainder(remainder))
    assert caught.value.code == "identity_control"


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("319187", id="31 November"),
        pytest.param("008487", id="day nought"),
        pytest.param("299387", id="month 13"),
        pytest.param("298287", id="29 February 1987"),
    ],
)
@pytest.mark.parametrize("remainder", [0, 1], ids=["old scheme", "2032 scheme"])
def test_a_date_that_does_not_exist_is_refused(head, remainder):
    with pytest.raises(BadValue) as caught:
        parse_identity_number(number_with_remainder(remainder, head))
    assert caught.value.code == "identity_date"
