"""Licence fees and settlements on the command line: exact figures, their source, and what is asked."""

from typing import Any

import pytest

from tests.app.cli.asking import Ask

FEES = [
    pytest.param("serving --g1 25000 --g2 6000 --g3 900", "30285.00", "30285.00", False, id="a restaurant"),
    pytest.param("serving --g1 6000 --g2 2500 --g3 300", "9435.00", "9435.00", False, id="the demo's own"),
    pytest.param("serving --g1 900 --g2 700 --g3 60", "2022.00", "6600.00", True, id="a lodge"),
    pytest.param("serving --g1 18000 --g2 6500 --g3 1400", "29360.00", "29360.00", False, id="a hotel"),
    pytest.param("sale --g1 90000", "23400.00", "23400.00", False, id="a shop"),
    pytest.param("sale --g1 6000", "1560.00", "2130.00", True, id="a village shop"),
    pytest.param("sale --g1 8192.31", "2130.0006", "2130.00", False, id="just above the break-even"),
    pytest.param("serving", "0.00", "6600.00", True, id="nothing served"),
    pytest.param("sale --g1 0 --g2 0", "0.00", "2130.00", True, id="nothing, told so"),
]


@pytest.mark.parametrize(("asked", "volume_fee", "total", "applied"), FEES)
def test_a_fee_is_exact_and_rounded_once(
    ask: Ask, asked: str, volume_fee: str, total: str, applied: bool
) -> None:
    answer = ask(f"fee --year 2026 --kind {asked} --json")
    assert (answer.status, answer.err) == (0, "")
    facts = answer.facts
    assert list(facts) == [
        "lines",
        "volume_fee",
        "minimum",
        "minimum_applied",
        "total",
        "source",
        "ask",
    ]
    assert (facts["volume_fee"], facts["total"], facts["minimum_applied"]) == (volume_fee, total, applied)
    assert facts["source"] == "alkoholforskriften § 6-2, FOR-2025-11-28-2361"
    assert facts["ask"] == []


def test_each_line_says_its_litres_rate_and_amount(ask: Ask) -> None:
    facts = ask("fee --year 2024 --kind serving --g1 14500.5 --g2 3210.75 --g3 412.35 --json").facts
    assert facts["lines"] == [
        {"group": 1, "litres": "14500.50", "rate": "0.57", "amount": "8265.285"},
        {"group": 2, "litres": "3210.75", "rate": "1.49", "amount": "4784.0175"},
        {"group": 3, "litres": "412.35", "rate": "4.92", "amount": "2028.762"},
    ]
    assert (facts["volume_fee"], facts["total"], facts["minimum"]) == ("15078.0645", "15078.06", "6100.00")


@pytest.mark.parametrize(
    ("litres", "asked"),
    [
        pytest.param("2500", ["egne produkter av gruppe 2"], id="about the right to sell own products"),
        pytest.param("15000.01", ["egne produkter av gruppe 2", "15 000 liter"], id="and about the amount"),
    ],
)
def test_sale_of_group_2_asks_about_the_producer(ask: Ask, litres: str, asked: list[str]) -> None:
    questions = ask(f"fee --year 2026 --kind sale --g1 3000 --g2 {litres} --json").facts["ask"]
    assert len(questions) == len(asked)
    assert all(words in question for words, question in zip(asked, questions, strict=True))


SETTLEMENTS: list[Any] = [
    pytest.param(
        "--expected 20000,4000,500 --actual 15000,3000,300", "21075.00", "15417.00", "-5658.00", id="a credit"
    ),
    pytest.param(
        "--expected 1000,100,0 --actual 1800,150,0", "6400.00", "6400.00", "0.00", id="both at the minimum"
    ),
    pytest.param(
        "--expected 0,0,0 --actual 15000.5,3000.25,300", "6400.00", "15417.70", "9017.70", id="a claim"
    ),
]


@pytest.mark.parametrize(("litres", "advance", "final", "difference"), SETTLEMENTS)
def test_a_settlement_goes_both_ways(
    ask: Ask, litres: str, advance: str, final: str, difference: str
) -> None:
    answer = ask(f"settlement --year 2025 --kind serving {litres} --json")
    assert answer.status == 0
    assert answer.facts == {"advance": advance, "final": final, "difference": difference}


WORDS = [
    pytest.param("fee --year 2026 --kind serving --g1 6000 --g2 2500 --g3 300", "Å betale: 9 435,00 kr."),
    pytest.param("fee --year 2026 --kind serving", "Å betale: 6 600,00 kr. Minstegebyret gjelder."),
    pytest.param("fee --year 2026 --kind sale --g2 100", "egne produkter av gruppe 2"),
    pytest.param(
        "settlement --year 2025 --kind serving --expected 20000,4000,500 --actual 15000,3000,300",
        "Til gode: 5 658,00 kr.",
    ),
    pytest.param(
        "settlement --year 2025 --kind serving --expected 0,0,0 --actual 15000,3000,300",
        "Å betale: 9 017,00 kr.",
    ),
    pytest.param(
        "settlement --year 2025 --kind sale --expected 0,0,0 --actual 0,0,0",
        "Det er ingenting å gjøre opp.",
    ),
]


@pytest.mark.parametrize(("line", "says"), WORDS)
def test_people_read_the_same_in_words(ask: Ask, line: str, says: str) -> None:
    answer = ask(line)
    assert (answer.status, answer.err) == (0, "")
    assert says in answer.out


REFUSALS = [
    pytest.param("fee --year 2027 --kind serving", "Gebyrsatsene for 2027 er ikke lagt inn", id="no rates"),
    pytest.param("fee --year 2015 --kind sale", "fees/rates.toml", id="before the first rates"),
    pytest.param("fee --year 2019 --kind sale --g2 100", "salg av gruppe 2 i 2019", id="the gap of 2019"),
    pytest.param("fee --year 2026 --kind sale --g3 1", "ingen sats for salg av gruppe 3", id="spirits sold"),
    pytest.param("fee --year 2026 --kind sale --g1 -5", "er under null", id="below nothing"),
    pytest.param("fee --year 2026 --kind sale --g1=-0.01", "er under null", id="just below nothing"),
    pytest.param("fee --year 2026 --kind sale --g1 1.234", "mer enn to desimaler", id="three decimals"),
    pytest.param("fee --year 2026 --kind sale --g1 1234,5", "er ikke et antall liter", id="a decimal comma"),
    pytest.param("fee --year 2026 --kind sale --g1 1e5", "er ikke et antall liter", id="an exponent"),
    pytest.param("fee --year 2026 --kind sale --g1 NaN", "er ikke et antall liter", id="not a number"),
    pytest.param("fee --year 2026 --kind sale --g1 ''", "er ikke et antall liter", id="empty"),
    pytest.param("fee --year 2026 --kind sale --g1 99999999999", "for mye til å stemme", id="absurd"),
    pytest.param("fee --year i-fjor --kind sale", "Skriv et helt tall", id="no year"),
    pytest.param("fee --year 12026 --kind sale", "Skriv et helt tall", id="a year far off"),
    pytest.param("fee --year 2026 --kind wine", "Velg mellom sale, serving", id="no kind"),
    pytest.param("fee --kind sale", "mangler --year", id="without a year"),
    pytest.param("fee --year 2026", "mangler --kind", id="without a kind"),
    pytest.param("fee --year 2026 --kind sale --g4 1", "har ikke valget --g4", id="a fourth group"),
    pytest.param(
        "settlement --year 2026 --kind serving --expected 1,2 --actual 1,2,3",
        "med komma mellom",
        id="two groups",
    ),
    pytest.param(
        "settlement --year 2026 --kind serving --expected 1,2,3,4 --actual 1,2,3",
        "med komma mellom",
        id="four groups",
    ),
    pytest.param(
        "settlement --year 2026 --kind serving --expected 1,,3 --actual 1,2,3",
        "er ikke et antall liter",
        id="an empty group",
    ),
    pytest.param(
        "settlement --year 2026 --kind sale --expected 1,0,0 --actual 1,0,3",
        "ingen sats for salg av gruppe 3",
        id="spirits sold in a settlement",
    ),
    pytest.param(
        "settlement --year 2027 --kind sale --expected 1,0,0 --actual 1,0,0",
        "Gebyrsatsene for 2027",
        id="a settlement without rates",
    ),
    pytest.param("settlement --year 2026 --kind sale --expected 1,0,0", "mangler --actual", id="half of it"),
]


@pytest.mark.parametrize("as_json", [pytest.param(" --json", id="json"), pytest.param("", id="words")])
@pytest.mark.parametrize(("line", "says"), REFUSALS)
def test_what_cannot_be_computed_gets_one_sentence(ask: Ask, line: str, says: str, as_json: str) -> None:
    answer = ask(line + as_json)
    assert (answer.status, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.endswith(".\n")
    assert answer.err.count("\n") == 1
