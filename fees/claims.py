"""Claims ("krav"): which fees a licence owes in a year's round, and on which litres, by the four settings.

The round of a year asks what was sold the year before and what is expected in the year. From one statement
come the year's advance and the settlement of the year before.

Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-3.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from fees.fee_years import Basis, Billed, Billing, Settles, advance_volumes
from fees.turnover import Volumes


class FeePurpose(StrEnum):
    """What a fee is for."""

    ADVANCE = "advance"
    """The year's fee, before the year's litres are known."""
    YEAR = "year"
    """The year's fee on the litres that were sold, where years are billed in arrears."""
    SETTLEMENT = "settlement"
    """The difference between the two; it may be below nought."""
    OCCASION = "occasion"
    """An event."""


class VolumeBasis(StrEnum):
    """Which litres a fee rests on: those expected, those of the year before, or those of the year itself."""

    EXPECTED = "expected"
    LAST_ACTUAL = "last_actual"
    ACTUAL = "actual"


class AdvanceStanding(StrEnum):
    """How far the advance of the year that is settled has come."""

    NONE = "none"
    """No advance was ever decided for the licence, though others paid theirs."""
    WAITING = "waiting"
    """It is computed and not decided."""
    DECIDED = "decided"


class ClaimDoubt(StrEnum):
    """What a person is asked about a claim; the figure stands all the same."""

    NO_ADVANCE = "no_advance"
    """The settlement takes the whole fee, since nothing was paid in advance."""
    ADVANCE_LOWERED = "advance_lowered"
    """The advance was set lower in a special case; the settlement takes that back unless it is lowered too.

    Law: alkoholforskriften § 6-2.
    """


class ClaimProblem(StrEnum):
    """Why a fee that is due could not be computed."""

    NO_STATEMENT = "no_statement"
    """Nobody has told of any litres; they are estimated first, or asked for once more."""
    NO_EXPECTED = "no_expected"
    NO_ACTUAL = "no_actual"
    ADVANCE_NOT_DECIDED = "advance_not_decided"
    GROUP_RATE_NOT_SET = "fee_group_rate_not_set"
    REDUCTION_NO_LONGER_LOWER = "reduction_no_longer_lower"
    """The fee was set lower once, and the litres now give less than that."""
    NO_LONGER_DUE = "no_longer_due"
    """A decided fee that the licence no longer owes."""


@dataclass(frozen=True)
class Reported:
    """What a turnover statement says: litres sold the year before, and litres expected."""

    actual: Volumes | None = None
    expected: Volumes | None = None


@dataclass(frozen=True)
class Owing:
    """A licence as the round of a year sees it."""

    owes_this_year: bool
    owed_last_year: bool
    reported: Reported | None
    """Empty where there is no statement."""
    advance_of_last_year: AdvanceStanding = AdvanceStanding.NONE
    paid_by_earlier: bool = False
    """An earlier licence of the holder at the place, which this one carries on, has the year's fee.

    Law: alkoholforskriften § 6-1.
    """
    only_advance_lowered: bool = False
    """The advance of last year was set lower, and the final fee is not."""


@dataclass(frozen=True)
class Claim:
    """A fee that is due, and the litres that it is computed on."""

    purpose: FeePurpose
    year: int
    volumes: Volumes
    basis: VolumeBasis
    doubts: tuple[ClaimDoubt, ...] = ()


@dataclass(frozen=True)
class Hindered:
    """A fee that is due and cannot be computed."""

    purpose: FeePurpose
    year: int
    problem: ClaimProblem

    @property
    def code(self) -> str:
        """The code of the sentence that says what to do."""
        return self.problem.value


def purposes_of(year: int, this: Billing, last: Billing) -> tuple[tuple[FeePurpose, int], ...]:
    """The kinds of fees that the round of a year makes, each with the year that it is for.

    The settings of a year decide what becomes of that year, also where the next one has others.

    >>> purposes_of(2026, Billing(), Billing())
    ((<FeePurpose.ADVANCE: 'advance'>, 2026), (<FeePurpose.SETTLEMENT: 'settlement'>, 2025))
    """
    found = []
    if this.billed is Billed.ADVANCE:
        found.append((FeePurpose.ADVANCE, year))
    if last.billed is Billed.ARREARS:
        found.append((FeePurpose.YEAR, year - 1))
    elif last.settles is not Settles.NO:
        found.append((FeePurpose.SETTLEMENT, year - 1))
    return tuple(found)


def claims_due(year: int, this: Billing, last: Billing, owing: Owing) -> Iterator[Claim | Hindered]:
    """What a licence owes in the round of a year, by the settings of that year and of the year before.

    A licence that has ended owes only what is left of the year before; a new one only the year's own fee.
    Its rates are those of the year that each fee is for.

    Law: alkoholloven § 7-1; alkoholforskriften §§ 6-1 and 6-3.
    """
    for purpose, of_year in purposes_of(year, this, last):
        if purpose is FeePurpose.ADVANCE:
            if owing.owes_this_year and not owing.paid_by_earlier:
                yield _advance(year, this, owing)
        elif owing.owed_last_year:
            yield _on_actual(purpose, of_year, owing)


def _advance(year: int, billing: Billing, owing: Owing) -> Claim | Hindered:
    if owing.reported is None:
        return Hindered(FeePurpose.ADVANCE, year, ClaimProblem.NO_STATEMENT)
    # Who held no licence the year before has no litres of that year, whatever a form was filled in with.
    last_actual = owing.reported.actual if owing.owed_last_year else None
    expected = owing.reported.expected
    volumes = advance_volumes(billing, expected=expected, last_actual=last_actual)
    if volumes is None:
        return Hindered(FeePurpose.ADVANCE, year, ClaimProblem.NO_EXPECTED)
    rests_on_last = last_actual is not None and (billing.basis is Basis.LAST_ACTUAL or expected is None)
    basis = VolumeBasis.LAST_ACTUAL if rests_on_last else VolumeBasis.EXPECTED
    return Claim(FeePurpose.ADVANCE, year, volumes, basis)


def _on_actual(purpose: FeePurpose, year: int, owing: Owing) -> Claim | Hindered:
    # ASSUMPTION: a municipality that settles does so for every year of every holder, also where the advance
    # rested on the litres of the year before. The sources describe such a mix only for a first year.
    if owing.reported is None:
        return Hindered(purpose, year, ClaimProblem.NO_STATEMENT)
    if owing.reported.actual is None:
        return Hindered(purpose, year, ClaimProblem.NO_ACTUAL)
    doubts: tuple[ClaimDoubt, ...] = ()
    if purpose is FeePurpose.SETTLEMENT:
        if owing.advance_of_last_year is AdvanceStanding.WAITING:
            return Hindered(purpose, year, ClaimProblem.ADVANCE_NOT_DECIDED)
        if owing.advance_of_last_year is AdvanceStanding.NONE:
            doubts = (ClaimDoubt.NO_ADVANCE,)
        elif owing.only_advance_lowered:
            doubts = (ClaimDoubt.ADVANCE_LOWERED,)
    return Claim(purpose, year, owing.reported.actual, VolumeBasis.ACTUAL, doubts)
