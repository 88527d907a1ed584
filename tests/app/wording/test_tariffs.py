"""What a tariff costs, and what low turnover gives, in words."""

from fractions import Fraction

import pytest

from app.wording.tariffs import low_turnover_said, tariff_said
from licensing.tariffs import LowTurnoverStep, Tariff, TariffMethod, TariffPer, TariffStep, flat


@pytest.mark.parametrize(
    ("tariff", "said"),
    [
        pytest.param(flat(120_000), "1 200,00 kr", id="flat"),
        pytest.param(
            Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 44_000), TariffStep(None, 110_000))),
            "440,00 kr for høyst 150 gjester og 1 100,00 kr for flere",
            id="by guests",
        ),
        pytest.param(
            Tariff(
                TariffMethod.SHARE_OF_ORDINARY,
                steps=(TariffStep(50, share=Fraction(1, 4)), TariffStep(None, share=Fraction(1))),
            ),
            "en andel av det ordinære gebyret: 25 prosent for høyst 50 gjester og 100 prosent for flere",
            id="a share by guests",
        ),
        pytest.param(
            Tariff(TariffMethod.SHARE_OF_MINIMUM, share=Fraction(1, 6)), "1/6 av minstegebyret", id="a sixth"
        ),
        pytest.param(
            Tariff(TariffMethod.FIXED_AND_VOLUME, 50_000),
            "500,00 kr og satsen for hver liter",
            id="fixed and litres",
        ),
        pytest.param(
            Tariff(TariffMethod.REDUCED_MINIMUM, 150_000),
            "satsen for hver liter, minst 1 500,00 kr",
            id="an own minimum",
        ),
        pytest.param(
            Tariff(TariffMethod.VOLUME, per=TariffPer.DAY),
            "satsen for hver liter, minst det ordinære minstegebyret, for hver dag",
            id="litres, by the day",
        ),
    ],
)
def test_a_tariff_says_what_an_event_costs(tariff: Tariff, said: str) -> None:
    assert tariff_said(tariff).replace("\u00a0", " ") == said


def test_low_turnover_says_each_step() -> None:
    steps = (LowTurnoverStep(150_000, 231_000), LowTurnoverStep(250_000, share=Fraction(1, 2)))
    assert low_turnover_said(steps).replace("\u00a0", " ") == (
        "2 310,00 kr når gebyret etter mengde er høyst 1 500,00 kr og 50 prosent av minstegebyret når gebyret"
        " etter mengde er høyst 2 500,00 kr"
    )
