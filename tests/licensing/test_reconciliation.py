"""Our licences held against an extract of the national register."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from licensing.licences import Group, LicenceKind, LicenceType
from licensing.national_register import RegisterField
from licensing.reconciliation import (
    Closing,
    Comparison,
    NationalRow,
    OurLicence,
    RegisterEntry,
    Verdict,
    compare,
)

DAY = date(2026, 11, 23)
ENTRY = RegisterEntry(
    kind=LicenceKind.SERVING,
    holder_number="912000370",
    holder_name="Gruvelykta Drift AS",
    venue="Gruvelykta",
    sub_unit_number="973000535",
    groups=(Group.ONE, Group.TWO),
    street_address="Demovegen 2",
    postcode="7374",
    town="Røros",
    first_day=date(2024, 10, 1),
    last_day=date(2028, 9, 30),
)
OTHER_HOLDER: dict[str, Any] = {"holder_number": "912000745", "holder_name": "Nye Gruvelykta AS"}


def ours(
    id_: int = 1, *, number: str | None = None, closed: Closing | None = None, **entry: Any
) -> OurLicence:
    """A licence of ours."""
    return OurLicence(id_, replace(ENTRY, **entry), national_number=number, closed=closed)


def theirs(line: int = 2, number: str | None = "70002", **entry: Any) -> NationalRow:
    """A row of the extract."""
    return NationalRow(line, number, replace(ENTRY, **entry))


def verdicts(found: Comparison) -> list[tuple[Verdict, int | None, int | None]]:
    """What was found of which licence and which line."""
    return [
        (line.verdict, line.licence.id if line.licence else None, line.row.line if line.row else None)
        for line in found.lines
    ]


@pytest.mark.parametrize(
    ("licences", "rows", "expected"),
    [
        pytest.param([ours()], [theirs()], [(Verdict.AGREES, 1, 2)], id="the same on both sides"),
        pytest.param([ours()], [], [(Verdict.MISSING, 1, None)], id="trap_45: granted here, missing there"),
        pytest.param([], [theirs()], [(Verdict.UNKNOWN, None, 2)], id="open there, unknown to us"),
        pytest.param(
            [],
            [theirs(last_day=date(2026, 11, 22))],
            [],
            id="over there since yesterday, unknown to us: history",
        ),
        pytest.param(
            [],
            [theirs(last_day=DAY)],
            [(Verdict.UNKNOWN, None, 2)],
            id="the last day there is today: still open",
        ),
        pytest.param(
            [ours(closed=Closing.ENDED)],
            [theirs()],
            [(Verdict.SHOULD_BE_CLOSED, 1, 2)],
            id="ended here, open there",
        ),
        pytest.param(
            [ours(closed=Closing.ENDED)],
            [theirs(last_day=date(2026, 11, 22))],
            [],
            id="ended here and closed there: as it should be",
        ),
        pytest.param(
            [ours(closed=Closing.EXPIRED)], [], [], id="run out here and gone there: as it should be"
        ),
        pytest.param(
            [ours(1, closed=Closing.TRANSFERRED), ours(2, **OTHER_HOLDER)],
            [theirs()],
            [(Verdict.SHOULD_BE_CLOSED, 1, 2), (Verdict.MISSING, 2, None)],
            id="trap_45: transferred here, still the old holder's there",
        ),
        pytest.param(
            [ours(1, number="70002", closed=Closing.TRANSFERRED), ours(2, **OTHER_HOLDER)],
            [theirs(**OTHER_HOLDER)],
            [(Verdict.AGREES, 2, 2)],
            id="a number that lives on with the new holder is the new licence's",
        ),
        pytest.param(
            [ours(1, closed=Closing.EXPIRED, last_day=date(2024, 9, 30)), ours(2)],
            [theirs()],
            [(Verdict.AGREES, 2, 2)],
            id="what is open on both sides belongs together, not the licence of the period before",
        ),
        pytest.param(
            [ours(1), ours(2, kind=LicenceKind.SALE, groups=(Group.ONE,))],
            [theirs(2), theirs(3, "70003", kind=LicenceKind.SALE, groups=(Group.ONE,))],
            [(Verdict.AGREES, 1, 2), (Verdict.AGREES, 2, 3)],
            id="sale and serving at one venue are two licences",
        ),
        pytest.param(
            [ours(1, venue="Storsalen"), ours(2, venue="Kjelleren")],
            [theirs(2, None, venue="Kjelleren"), theirs(3, None, venue="Storsalen")],
            [(Verdict.AGREES, 1, 3), (Verdict.AGREES, 2, 2)],
            id="two licences of a holder in one house are told apart by what differs least",
        ),
        pytest.param(
            [ours()],
            [theirs(2), theirs(3, "70009")],
            [(Verdict.AGREES, 1, 2), (Verdict.UNKNOWN, None, 3)],
            id="entered twice there: the second has no licence",
        ),
        pytest.param(
            [ours(number="70002", street_address="Gamleveien 1", sub_unit_number=None)],
            [theirs(**OTHER_HOLDER)],
            [(Verdict.WRONG, 1, 2)],
            id="the number binds them together whatever else differs",
        ),
        pytest.param(
            [ours(sub_unit_number=None)],
            [theirs()],
            [(Verdict.AGREES, 1, 2)],
            id="matched by the address alone",
        ),
        pytest.param(
            [ours(street_address="Gamleveien 1")],
            [theirs()],
            [(Verdict.WRONG, 1, 2)],
            id="matched by the sub-unit, though the address differs",
        ),
        pytest.param(
            [ours(**OTHER_HOLDER)],
            [theirs()],
            [(Verdict.MISSING, 1, None), (Verdict.UNKNOWN, None, 2)],
            id="another holder at the same venue is another licence",
        ),
        pytest.param(
            [ours(holder_number=None)],
            [theirs(holder_number=None, holder_name="GRUVELYKTA  DRIFT AS")],
            [(Verdict.AGREES, 1, 2)],
            id="a holder without a number is known by the name",
        ),
    ],
)
def test_what_comparing_gives(
    licences: list[OurLicence],
    rows: list[NationalRow],
    expected: list[tuple[Verdict, int | None, int | None]],
) -> None:
    assert verdicts(compare(licences, rows, DAY)) == expected
    assert verdicts(compare(licences[::-1], rows[::-1], DAY)) == expected


@pytest.mark.parametrize(
    ("changes", "field", "mine", "other"),
    [
        pytest.param(
            {"holder_name": "Gruvelykta AS"},
            RegisterField.HOLDER_NAME,
            "Gruvelykta Drift AS",
            "Gruvelykta AS",
            id="the holder's name",
        ),
        pytest.param({"venue": "Lykta"}, RegisterField.VENUE, "Gruvelykta", "Lykta", id="the venue"),
        pytest.param(
            {"groups": (Group.ONE,)}, RegisterField.RIGHTS, "serving:1,2", "serving:1", id="the groups"
        ),
        pytest.param(
            {"postcode": "7375"},
            RegisterField.ADDRESS,
            "Demovegen 2, 7374 Røros",
            "Demovegen 2, 7375 Røros",
            id="the address",
        ),
        pytest.param(
            {"first_day": date(2024, 10, 2)},
            RegisterField.FIRST_DAY,
            "2024-10-01",
            "2024-10-02",
            id="the first day",
        ),
        pytest.param(
            {"last_day": date(2028, 9, 29)},
            RegisterField.LAST_DAY,
            "2028-09-30",
            "2028-09-29",
            id="the last day",
        ),
        pytest.param({"last_day": None}, RegisterField.LAST_DAY, "2028-09-30", "", id="no last day there"),
        pytest.param(
            {"sub_unit_number": "973001078"},
            RegisterField.SUB_UNIT,
            "973000535",
            "973001078",
            id="the sub-unit",
        ),
    ],
)
def test_a_difference_says_which_field_and_both_values(
    changes: dict[str, Any], field: RegisterField, mine: str, other: str
) -> None:
    (line,) = compare([ours(number="70002")], [theirs(**changes)], DAY).of(Verdict.WRONG)
    assert [(each.field, each.ours, each.theirs) for each in line.differences] == [(field, mine, other)]


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"holder_name": "GRUVELYKTA DRIFT AS"}, id="in capitals"),
        pytest.param({"venue": " Gruvelykta  "}, id="with space around"),
        pytest.param({"town": "Ro\u0308ros".replace("o\u0308", "ø").upper()}, id="a town in capitals"),
        pytest.param({"groups": (Group.TWO, Group.ONE)}, id="groups in another order"),
        pytest.param({"sub_unit_number": None}, id="no sub-unit there"),
    ],
)
def test_a_way_of_writing_is_no_difference(changes: dict[str, Any]) -> None:
    assert verdicts(compare([ours()], [theirs(**changes)], DAY)) == [(Verdict.AGREES, 1, 2)]


def test_single_occasions_and_ambulatory_licences_are_counted_and_left_out() -> None:
    occasional = [
        replace(ours(number), type=type_)
        for number, type_ in enumerate((LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY), start=1)
    ]
    found = compare(occasional, [], DAY)
    assert (found.lines, found.not_entered) == ((), 2)


def test_rows_that_are_over_there_are_counted() -> None:
    assert compare([], [theirs(last_day=date(2024, 9, 30))], DAY).closed_rows == 1
