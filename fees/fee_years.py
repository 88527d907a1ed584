"""The fee year ("gebyråret"): how a municipality bills a calendar year, by four settings.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fees.turnover import Volumes
from licensing.errors import BadValue

MOST_INSTALMENTS = 12


class Basis(StrEnum):
    """What the fee of a year is first computed on: what the holder expects, or what was sold last year.

    A holder without a last year is computed on what is expected.
    """

    EXPECTED = "expected"
    LAST_ACTUAL = "last_actual"


class Settles(StrEnum):
    """Whether the difference to what was really sold is settled, and with the next claim or by itself.

    A municipality that settles does so for all holders, in both directions.
    """

    NO = "no"
    NETTED = "netted"
    SEPARATE = "separate"


class Billed(StrEnum):
    """Whether a year is billed while it runs, or after it on what was really sold."""

    ADVANCE = "advance"
    ARREARS = "arrears"


class FeeModel(StrEnum):
    """Named combinations of the settings that municipalities use."""

    ADVANCE_AND_SETTLEMENT = "advance_and_settlement"
    ONE_STATEMENT = "one_statement"
    FIRST_YEAR_EXPECTED = "first_year_expected"
    ARREARS = "arrears"


class RemindsOfMoney(StrEnum):
    """Who reminds of a fee that is not paid."""

    ECONOMY_SYSTEM = "economy_system"
    HERE = "here"


@dataclass(frozen=True)
class Billing:
    """The four settings of a fee year."""

    basis: Basis = Basis.EXPECTED
    settles: Settles = Settles.NETTED
    billed: Billed = Billed.ADVANCE
    instalments: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.instalments <= MOST_INSTALMENTS:
            raise BadValue("instalments", most=MOST_INSTALMENTS)
        # What is billed on real litres has nothing left to settle.
        if self.billed is Billed.ARREARS and self.settles is not Settles.NO:
            raise BadValue("arrears_leave_nothing_to_settle")


# ASSUMPTION: the sources describe the models in words; these are the settings that fit each best. Model B
# computes from one statement of last year's real litres and settles nothing; model C does the same after a
# first year on expected litres, and settles every year, as whoever settles does so for all.
MODELS: Mapping[FeeModel, Billing] = {
    FeeModel.ADVANCE_AND_SETTLEMENT: Billing(Basis.EXPECTED, Settles.NETTED, Billed.ADVANCE),
    FeeModel.ONE_STATEMENT: Billing(Basis.LAST_ACTUAL, Settles.NO, Billed.ADVANCE),
    FeeModel.FIRST_YEAR_EXPECTED: Billing(Basis.LAST_ACTUAL, Settles.NETTED, Billed.ADVANCE),
    FeeModel.ARREARS: Billing(Basis.LAST_ACTUAL, Settles.NO, Billed.ARREARS),
}


def model_of(billing: Billing) -> FeeModel | None:
    """The named model that the settings make, however many instalments; None for a mix of one's own."""
    for model, named in MODELS.items():
        if (named.basis, named.settles, named.billed) == (billing.basis, billing.settles, billing.billed):
            return model
    return None


def advance_volumes(
    billing: Billing, *, expected: Volumes | None, last_actual: Volumes | None
) -> Volumes | None:
    """The litres that a year's advance rests on; None where nobody has told them."""
    first, second = (expected, last_actual) if billing.basis is Basis.EXPECTED else (last_actual, expected)
    return second if first is None else first
