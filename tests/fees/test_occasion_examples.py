"""The municipalities' own tariffs for events and for low turnover, row by row from the fact sheet.

Every row names its municipality and where its figure is published. The yearly fees, and the rows of
`single occasion` that are computed from litres alone, are held in `test_fee_examples.py` too.
"""

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from fees.computation import year_fee
from fees.low_turnover import proposed_reduction
from fees.money import Money, Rounding
from fees.occasions import OccasionBasis, OccasionDoubt, OccasionNeed, occasion_fee
from fees.turnover import NIL, Volumes
from licensing.licences import LicenceKind, LicenceType
from licensing.tariffs import (
    LowTurnoverStep,
    Tariff,
    TariffMethod,
    TariffPer,
    TariffStep,
    flat,
)

FACT_SHEET = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "fee_examples.csv"
OF_EVENTS = frozenset({"enkelt_anledning", "ambulerende", "skjenking_lav_omsetning"})

SERVING, SINGLE, AMBULATORY = LicenceKind.SERVING, LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY
BERGEN = Tariff(TariffMethod.VOLUME, per=TariffPer.DAY)
LUNNER = Tariff(TariffMethod.GUESTS, steps=(TariffStep(99, 46_000), TariffStep(None, 207_000)))
KRAGERO = Tariff(TariffMethod.SHARE_OF_MINIMUM, share=Fraction(1, 6))
BJERKREIM = Tariff(
    TariffMethod.GUESTS,
    steps=(
        TariffStep(150, 44_000),
        TariffStep(300, 66_000),
        TariffStep(500, 88_000),
        TariffStep(None, 110_000),
    ),
)
BJERKREIM_2022 = Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 40_000),))
ULLENSVANG = Tariff(
    TariffMethod.GUESTS,
    steps=(TariffStep(100, 60_000), TariffStep(200, 150_000), TariffStep(None, 300_000)),
)
SULDAL = Tariff(TariffMethod.GUESTS, steps=(TariffStep(200, 100_000), TariffStep(None, 200_000)))
ORKLAND = Tariff(TariffMethod.FIXED_AND_VOLUME, 50_000)
HORTEN = Tariff(TariffMethod.REDUCED_MINIMUM, 150_000)
TEMPLATE = Tariff(
    TariffMethod.SHARE_OF_ORDINARY,
    steps=(
        TariffStep(50, share=Fraction(1, 4)),
        TariffStep(599, share=Fraction(1, 2)),
        TariffStep(None, share=Fraction(1)),
    ),
)
WORD_FOR_WORD = Tariff(TariffMethod.VOLUME)
ELVERUM = (LowTurnoverStep(150_000, 231_000), LowTurnoverStep(250_000, 341_000))
# The price list says "very low turnover" and no limit; half of the minimum stands in for one here.
GLOPPEN = (LowTurnoverStep(265_000, share=Fraction(1, 2)),)


def event(tariff, year=2026, *, guests=None, days=1, kind=SINGLE, **more):
    return OccasionBasis(SERVING, kind, date(year, 6, 15), days, guests, tariff, **more)


# Year, the kind and the figure of the row, the event, what is told of litres, what it is rounded to.
EVENTS = [
    pytest.param(
        2026,
        "enkelt_anledning",
        "9990.00",
        event(WORD_FOR_WORD),
        Volumes(1_200_000, 150_000),
        id="festival by litres, alkoholforskriften § 6-2",
    ),
    pytest.param(2026, "enkelt_anledning", "6600", event(BERGEN), NIL, id="Bergen, per day"),
    pytest.param(
        2025, "enkelt_anledning", "460", event(LUNNER, 2025, guests=99), None, id="Lunner, under 100"
    ),
    pytest.param(2024, "enkelt_anledning", "1017", event(KRAGERO, 2024), None, id="Kragerø, a sixth"),
    pytest.param(
        2024, "enkelt_anledning", "440", event(BJERKREIM, 2024, guests=150), None, id="Bjerkreim, 150"
    ),
    pytest.param(
        2024, "enkelt_anledning", "880", event(BJERKREIM, 2024, guests=500), None, id="Bjerkreim, 500"
    ),
    pytest.param(
        2022, "enkelt_anledning", "400", event(BJERKREIM_2022, 2022, guests=150), None, id="Bjerkreim 2022"
    ),
    pytest.param(2024, "enkelt_anledning", "1200", event(flat(120_000), 2024), None, id="Tønsberg, flat"),
    pytest.param(
        2024,
        "enkelt_anledning",
        "540",
        event(flat(44_000), 2024, admin_ore=10_000),
        None,
        id="Vennesla, with a charge for the handling",
    ),
    pytest.param(
        2021, "enkelt_anledning", "1500", event(ULLENSVANG, 2021, guests=200), None, id="Ullensvang, 200"
    ),
    pytest.param(2021, "enkelt_anledning", "1000", event(SULDAL, 2021, guests=200), None, id="Suldal, 200"),
    pytest.param(
        2019,
        "enkelt_anledning",
        "5200",
        event(WORD_FOR_WORD, 2019),
        NIL,
        id="Hægebostad, at least the minimum",
    ),
    pytest.param(
        2020,
        "ambulerende",
        "370",
        event(flat(37_000), 2020, kind=AMBULATORY),
        None,
        id="Løten, below the cap",
    ),
    pytest.param(
        2018,
        "ambulerende",
        "520",
        event(flat(36_000), 2018, kind=AMBULATORY, admin_ore=16_000),
        None,
        id="Sogndal, 160 of it for the handling",
    ),
]
LOW_TURNOVER = [
    pytest.param(2020, "skjenking_lav_omsetning", "2650", GLOPPEN, Volumes(100_000), id="Gloppen, half"),
    pytest.param(
        2023, "skjenking_lav_omsetning", "3410", ELVERUM, Volumes(100_000, 130_000), id="Elverum, up to 2500"
    ),
]


@pytest.mark.parametrize(("year", "kind", "kroner", "basis", "volumes"), EVENTS)
def test_a_tariff_gives_the_fee_that_the_municipality_publishes(year, kind, kroner, basis, volumes):
    rounding = Rounding.KRONE if basis.tariff is KRAGERO else Rounding.ORE
    fee = occasion_fee(basis, volumes=volumes, rounding=rounding)
    assert fee.basis.first_day.year == year
    assert fee.asked == Money.from_kroner(kroner)
    assert (fee.total == fee.asked) == (OccasionDoubt.ABOVE_CAP not in fee.doubts)


@pytest.mark.parametrize(("year", "kind", "kroner", "steps", "volumes"), LOW_TURNOVER)
def test_a_standing_tariff_proposes_the_lower_minimum_that_the_municipality_publishes(
    year, kind, kroner, steps, volumes
):
    found = proposed_reduction(year_fee(SERVING, year, volumes), steps)
    assert found is not None
    assert found.to == Money.from_kroner(kroner)


@pytest.mark.skipif(not FACT_SHEET.exists(), reason="the fact sheet lies beside the repository")
def test_every_row_about_events_and_low_turnover_is_held_here():
    with FACT_SHEET.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in OF_EVENTS]
    # The others are yearly fees, which test_fee_examples.py holds.
    wanted = sorted((int(row["year"]), row["kind"], row["expected_fee_nok"]) for row in rows)
    assert wanted == sorted(tuple(row.values[:3]) for row in (*EVENTS, *LOW_TURNOVER))


@pytest.mark.parametrize(
    ("basis", "volumes", "doubts"),
    [
        pytest.param(event(flat(660_000)), None, (), id="the minimum itself"),
        pytest.param(event(flat(660_001)), None, ("no_visible_basis",), id="an øre above the minimum"),
        pytest.param(event(flat(999_000)), Volumes(1_200_000, 150_000), (), id="as much as the litres give"),
        pytest.param(
            event(BERGEN, days=2), NIL, ("no_visible_basis",), id="the minimum for each of two days"
        ),
        pytest.param(
            event(flat(44_000), admin_ore=100), None, ("no_visible_basis",), id="any charge beside it"
        ),
        pytest.param(event(flat(47_000), kind=AMBULATORY), None, (), id="ambulatory, the cap itself"),
        pytest.param(
            event(flat(47_001), kind=AMBULATORY), None, ("above_cap",), id="ambulatory, above the cap"
        ),
        pytest.param(
            event(flat(47_000), kind=AMBULATORY, admin_ore=100),
            None,
            ("no_visible_basis", "above_cap"),
            id="ambulatory, above the cap with its charge",
        ),
        pytest.param(
            event(flat(44_000), 2027), None, ("rates_unknown",), id="a year whose rates are not known"
        ),
    ],
)
def test_what_a_person_is_asked_about_the_fee_of_an_event(basis, volumes, doubts):
    fee = occasion_fee(basis, volumes=volumes)
    assert tuple(doubt.value for doubt in fee.doubts) == doubts


def test_no_ambulatory_use_is_ever_charged_more_than_the_cap():
    fee = occasion_fee(event(flat(36_000), 2018, kind=AMBULATORY, admin_ore=16_000))
    assert (fee.asked, fee.total, fee.cap) == (Money(52_000), Money(36_000), Money(36_000))
    assert [line.amount for line in fee.lines] == [360, 160, -160]


@pytest.mark.parametrize(
    ("basis", "volumes", "kroner"),
    [
        pytest.param(event(ORKLAND, guests=10), Volumes(10_000), "563.00", id="500 and 100 litres"),
        pytest.param(event(HORTEN, 2018), Volumes(10_000), "1500.00", id="the municipality's own minimum"),
        pytest.param(event(HORTEN, 2018), Volumes(400_000), "1880.00", id="litres above it"),
        pytest.param(event(TEMPLATE, guests=50), NIL, "1650.00", id="a quarter of the ordinary fee"),
        pytest.param(event(TEMPLATE, guests=51), NIL, "3300.00", id="half of it"),
        pytest.param(
            event(TEMPLATE, guests=599), Volumes(2_000_000), "6300.00", id="half of what litres give"
        ),
        pytest.param(event(TEMPLATE, guests=600), NIL, "6600.00", id="the whole of it"),
        pytest.param(event(BJERKREIM, 2024, guests=501), None, "1100.00", id="more than every limit"),
        pytest.param(event(LUNNER, 2025, guests=100), None, "2070.00", id="the first above a limit"),
        pytest.param(event(BERGEN, days=3), NIL, "19800.00", id="three days"),
    ],
)
def test_every_method_gives_its_fee(basis, volumes, kroner):
    assert occasion_fee(basis, volumes=volumes).total == Money.from_kroner(kroner)


def test_a_sixth_is_rounded_once_and_to_what_the_municipality_has_chosen():
    sixths = [
        occasion_fee(event(KRAGERO, year, days=1), rounding=rounding).total
        for year in (2023, 2024)
        for rounding in Rounding
    ]
    assert sixths == [Money(96_667), Money(96_700), Money(101_667), Money(101_700)]
    three_days = Tariff(TariffMethod.SHARE_OF_MINIMUM, share=Fraction(1, 6), per=TariffPer.DAY)
    assert occasion_fee(event(three_days, 2024, days=3)).total == Money(305_000)


@pytest.mark.parametrize(
    ("basis", "needs"),
    [
        pytest.param(event(BJERKREIM, 2024), ("guests",), id="nobody has said how many are expected"),
        pytest.param(event(BJERKREIM_2022, 2022, guests=151), ("step",), id="more than the tariff knows of"),
        pytest.param(event(ORKLAND), ("litres",), id="litres come after the event"),
        pytest.param(event(TEMPLATE), ("guests", "litres"), id="both"),
        pytest.param(event(KRAGERO, 2027), ("rates",), id="a share of a minimum that is not known"),
        pytest.param(event(WORD_FOR_WORD, 2027), ("litres", "rates"), id="litres and rates"),
    ],
)
def test_what_must_be_known_first_is_said_and_never_guessed(basis, needs):
    fee = occasion_fee(basis)
    assert (fee.total, fee.asked, fee.lines) == (None, None, ())
    assert tuple(OccasionNeed(need) for need in needs) == fee.needs


def test_a_fee_on_expected_litres_is_provisional_until_the_real_ones_come():
    expected = occasion_fee(event(ORKLAND), volumes=Volumes(10_000), expected=True)
    assert expected.provisional
    assert not occasion_fee(event(ORKLAND), volumes=Volumes(10_000)).provisional
    assert not occasion_fee(event(flat(120_000)), volumes=Volumes(10_000), expected=True).provisional


def test_a_charge_for_a_missing_statement_is_only_taken_where_it_is_missing_and_is_always_asked_about():
    basis = event(flat(44_000), missing_statement_ore=122_000)
    assert occasion_fee(basis).total == Money(44_000)
    charged = occasion_fee(basis, statement_missing=True)
    assert (charged.total, charged.doubts) == (Money(166_000), (OccasionDoubt.NO_VISIBLE_BASIS,))


@pytest.mark.parametrize(
    ("volumes", "to"),
    [
        pytest.param(Volumes(238_095), 231_000, id="1500 to the øre"),
        pytest.param(Volumes(238_100), 341_000, id="above 1500"),
        pytest.param(Volumes(476_000), None, id="more than the last step"),
    ],
)
def test_the_step_that_reaches_the_volume_fee_decides(volumes, to):
    fee = year_fee(SERVING, 2026, volumes)
    found = proposed_reduction(fee, ELVERUM)
    assert (None if found is None else found.to.ore) == to


def test_no_reduction_goes_below_what_the_litres_give_or_above_the_fee():
    by_litres = year_fee(SERVING, 2026, Volumes(700_000))
    assert by_litres.volume_fee == 4410
    lowered = proposed_reduction(by_litres, (LowTurnoverStep(500_000, 300_000),))
    assert lowered is not None
    assert lowered.to == Money(441_000)
    assert proposed_reduction(by_litres, (LowTurnoverStep(500_000, 700_000),)) is None
    assert proposed_reduction(by_litres, (LowTurnoverStep(500_000),)) is None
