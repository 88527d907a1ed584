"""The keys of a rule on fees: amounts, the tariff of single occasions, and what low turnover gives."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.policy.form.codecs import Kroner, Many, Number, Reading, Word, Writing, Written, text_of
from app.policy.form.errors import BadPolicy
from app.policy.form.records import Key, Nested, Shape
from app.policy.form.tree import Node
from licensing.policy import FeeEffect
from licensing.tariffs import (
    LowTurnoverStep,
    Tariff,
    TariffFault,
    TariffMethod,
    TariffPer,
    TariffStep,
    faults_of,
)

PERCENT = 100
_PERCENT = re.compile(r"([0-9]{1,3}) ?(?:%|prosent)")
_FRACTION = re.compile(r"([0-9]{1,4})/([1-9][0-9]{0,3})")


def share_of(text: str) -> Fraction | None:
    """A share that is written as "25 prosent" or "1/6"; None for what is neither, nothing, or above all.

    >>> share_of("25 prosent"), share_of("1/6"), share_of("7/6")
    (Fraction(1, 4), Fraction(1, 6), None)
    """
    text = text.strip()
    if found := _PERCENT.fullmatch(text):
        share = Fraction(int(found[1]), PERCENT)
    elif found := _FRACTION.fullmatch(text):
        share = Fraction(int(found[1]), int(found[2]))
    else:
        return None
    return share if 0 < share <= 1 else None


def share_text(share: Fraction) -> str:
    """A share as it is written: whole per cent, else a fraction."""
    percent = share * PERCENT
    if percent.denominator == 1:
        return f"{percent.numerator} prosent"
    return f"{share.numerator}/{share.denominator}"


@dataclass(frozen=True)
class Share:
    """A part of something, never more than all of it."""

    def read(self, node: Node, key: str, reading: Reading) -> Fraction:
        text = text_of(node, key)
        share = share_of(text)
        if share is None:
            raise BadPolicy("policy_share", node.line, key=key, written=text)
        return share

    def write(self, value: Fraction, writing: Writing) -> Written:
        return share_text(value)


def _tariff_whole(values: Mapping[str, Any], line: int, key: str) -> None:
    faults = faults_of(Tariff(**values))
    if TariffFault.STEPS_MISSING in faults:
        raise BadPolicy("policy_tariff_steps", line)
    if TariffFault.STEP_WITHOUT_FIGURE in faults:
        raise BadPolicy("policy_tariff_step", line)
    if TariffFault.AMOUNT_MISSING in faults:
        raise BadPolicy("policy_tariff_amount", line, key=key)
    if TariffFault.SHARE_MISSING in faults:
        raise BadPolicy("policy_tariff_share", line, key=key)
    # The codec of shares lets through none that is more than all.
    if TariffFault.ADDITION in faults:
        raise BadPolicy("policy_tariff_addition", line)


def _one_figure(values: Mapping[str, Any], line: int, key: str) -> None:
    if (values.get("minimum_ore") is None) == (values.get("share") is None):
        raise BadPolicy("policy_low_turnover", line, key=key)


def _one_fee(values: Mapping[str, Any], line: int, key: str) -> None:
    if values.get("single_ore") is not None and values.get("tariff") is not None:
        raise BadPolicy("policy_fee_twice", line, key=key)


STEP = Shape(
    "trinn",
    TariffStep,
    (
        Key("høyst gjester", "guests_to", Number(1)),
        Key("kroner", "amount_ore", Kroner()),
        Key("andel", "share", Share()),
    ),
)
TARIFF = Shape(
    "takst",
    Tariff,
    (
        Key("måte", "method", Word(TariffMethod), required=True),
        Key("kroner", "amount_ore", Kroner()),
        Key("andel", "share", Share()),
        Key("trinn", "steps", Many(Nested(STEP))),
        Key("per", "per", Word(TariffPer)),
    ),
    check=_tariff_whole,
)
LOW_TURNOVER = Shape(
    "lav omsetning",
    LowTurnoverStep,
    (
        Key("beregnet høyst", "volume_fee_to_ore", Kroner(), required=True),
        Key("minstegebyr", "minimum_ore", Kroner()),
        Key("andel", "share", Share()),
    ),
    check=_one_figure,
)
FEE = Shape(
    "gebyr",
    FeeEffect,
    (
        Key("enkelt anledning", "single_ore", Kroner()),
        Key("takst", "tariff", Nested(TARIFF)),
        Key("ambulerende", "ambulatory_ore", Kroner()),
        Key("utvidelse", "once_ore", Kroner()),
        Key("behandling", "admin_ore", Kroner()),
        Key("manglende oppgave", "missing_statement_ore", Kroner()),
        Key("lav omsetning", "low_turnover", Many(Nested(LOW_TURNOVER))),
    ),
    check=_one_fee,
)
