"""What is asked about rates that somebody adds: figures far from the year before, and odd minimums.

Whoever types them has the regulation at hand, so every answer is a question and none is a refusal.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from fees.rates import MINIMUM_COLUMNS, RATE_COLUMNS, RateSet
from licensing.errors import BadValue

# The national regulations that change the rates are published so: FOR-2025-11-28-2361.
_REGULATION = re.compile(r"FOR-([0-9]{4}-[0-9]{2}-[0-9]{2})-([1-9][0-9]{0,4})")
LARGEST_RISE = Decimal("0.20")
CAP_COLUMN = "ambulatory_max"
# ASSUMPTION: every minimum since 2016 has been whole tens of kroner for sale and hundreds for serving, and
# every cap whole tens; another figure is asked about.
STEPS: Mapping[str, int] = {"min_sale": 10, "min_serve": 100, CAP_COLUMN: 10}
# ASSUMPTION: the present regulation is of 8 June 2005 and had one set of rates from 2006 on; the years before
# had other rules.
FIRST_YEAR = 2006


class RateDoubt(StrEnum):
    """Why a figure is asked about."""

    JUMP = "jump"
    """More than a fifth above the year before."""
    FALL = "fall"
    """Below the year before."""
    UNEVEN = "uneven"
    """Not a whole ten or hundred, as it has always been."""
    GONE = "gone"
    """Empty, where the year before has a rate."""
    OTHER_YEAR = "other_year"
    """The regulation is not of the autumn before."""


@dataclass(frozen=True)
class RateQuestion:
    """A figure that somebody must look at once more."""

    doubt: RateDoubt
    column: str
    """The name of the figure; empty for the regulation."""
    typed: str
    before: str = ""

    @property
    def key(self) -> str:
        """What makes it this question about this figure, so that an answer covers no other."""
        return f"{self.doubt}:{self.column}:{self.typed}"


def figures(rates: RateSet) -> dict[str, Decimal]:
    """Every figure of a set by its name, in kroner; a group without a rate is left out."""
    litres = {name: rates.litre[key] for name, key in RATE_COLUMNS.items() if key in rates.litre}
    minimums = {name: rates.minimum[kind].kroner for name, kind in MINIMUM_COLUMNS.items()}
    return {**litres, **minimums, CAP_COLUMN: rates.ambulatory_max.kroner}


def regulation_day(number: str) -> date:
    """The day of a regulation's number. Raises `BadValue` where it has not the shape of one."""
    match = _REGULATION.fullmatch(number)
    try:
        return date.fromisoformat(match[1]) if match else _not_a_regulation(number)
    except ValueError:
        return _not_a_regulation(number)


def _not_a_regulation(number: str) -> date:
    raise BadValue("regulation_number", number=number)


def questions_about(rates: RateSet, before: RateSet | None) -> tuple[RateQuestion, ...]:
    """What is asked about the rates of a year, held against those of the year before where they are known."""
    return (*_regulation_questions(rates), *_figure_questions(rates, before))


def _regulation_questions(rates: RateSet) -> Iterator[RateQuestion]:
    day = regulation_day(rates.regulation)
    if day.year != rates.first_day.year - 1:
        yield RateQuestion(RateDoubt.OTHER_YEAR, "", rates.regulation)


def _figure_questions(rates: RateSet, before: RateSet | None) -> Iterator[RateQuestion]:
    now, earlier = figures(rates), {} if before is None else figures(before)
    for name, was in earlier.items():
        figure = now.get(name)
        if figure is None:
            yield RateQuestion(RateDoubt.GONE, name, "", str(was))
        elif figure > was * (1 + LARGEST_RISE):
            yield RateQuestion(RateDoubt.JUMP, name, str(figure), str(was))
        elif figure < was:
            yield RateQuestion(RateDoubt.FALL, name, str(figure), str(was))
    for name, step in STEPS.items():
        if now[name] % step:
            yield RateQuestion(RateDoubt.UNEVEN, name, str(now[name]))


@dataclass(frozen=True)
class RateDifference:
    """A figure that was added otherwise than the product brought it later."""

    column: str
    added: Decimal | None
    packaged: Decimal | None


def differences(added: RateSet, packaged: RateSet) -> tuple[RateDifference, ...]:
    """Where two sets of the same year differ; empty when they say the same."""
    one, other = figures(added), figures(packaged)
    names = (*RATE_COLUMNS, *MINIMUM_COLUMNS, CAP_COLUMN)
    return tuple(
        RateDifference(name, one.get(name), other.get(name))
        for name in names
        if one.get(name) != other.get(name)
    )
