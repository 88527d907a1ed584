"""Which fees a licence owes in a year's round, and on which litres."""

import pytest

from fees.claims import (
    AdvanceStanding,
    Claim,
    ClaimDoubt,
    ClaimProblem,
    FeePurpose,
    Hindered,
    Owing,
    Reported,
    VolumeBasis,
    claims_due,
)
from fees.fee_years import MODELS, Basis, Billed, Billing, FeeModel, Settles
from fees.turnover import NIL, Volumes

SOLD, EXPECTED = Volumes(540_000, 239_000, 24_800), Volumes(600_000, 250_000, 30_000)
BOTH = Reported(SOLD, EXPECTED)
ADVANCE, SETTLEMENT, YEAR = FeePurpose.ADVANCE, FeePurpose.SETTLEMENT, FeePurpose.YEAR
A, B, C, D = (MODELS[model] for model in FeeModel)
DECIDED, NONE, WAITING = AdvanceStanding.DECIDED, AdvanceStanding.NONE, AdvanceStanding.WAITING


def owing(
    reported: Reported | None = BOTH,
    *,
    this: bool = True,
    last: bool = True,
    advance: AdvanceStanding = DECIDED,
    paid_by_earlier: bool = False,
    only_advance_lowered: bool = False,
) -> Owing:
    """A licence that held both years and reported both, unless told otherwise."""
    return Owing(this, last, reported, advance, paid_by_earlier, only_advance_lowered)


def advance(volumes: Volumes = EXPECTED, basis: VolumeBasis = VolumeBasis.EXPECTED) -> Claim:
    return Claim(ADVANCE, 2026, volumes, basis)


def settled(*doubts: ClaimDoubt) -> Claim:
    return Claim(SETTLEMENT, 2025, SOLD, VolumeBasis.ACTUAL, doubts)


def hindered(purpose: FeePurpose, problem: ClaimProblem) -> Hindered:
    return Hindered(purpose, 2026 if purpose is ADVANCE else 2025, problem)


AFTERWARDS = Claim(YEAR, 2025, SOLD, VolumeBasis.ACTUAL)
ON_LAST = advance(SOLD, VolumeBasis.LAST_ACTUAL)
SEPARATELY = Billing(Basis.EXPECTED, Settles.SEPARATE, Billed.ADVANCE)
NO_STATEMENT, NO_ACTUAL = ClaimProblem.NO_STATEMENT, ClaimProblem.NO_ACTUAL


@pytest.mark.parametrize(
    ("this", "last", "licence", "due"),
    [
        pytest.param(A, A, owing(), (advance(), settled()), id="A: an advance, and the year before settled"),
        pytest.param(B, B, owing(), (ON_LAST,), id="B: one fee on last year's litres"),
        pytest.param(C, C, owing(), (ON_LAST, settled()), id="C: last year's litres, settled"),
        pytest.param(D, D, owing(), (AFTERWARDS,), id="D: the year before, afterwards"),
        pytest.param(SEPARATELY, SEPARATELY, owing(), (advance(), settled()), id="settled by itself"),
        pytest.param(A, B, owing(), (advance(),), id="the year before was not to be settled"),
        pytest.param(B, A, owing(), (ON_LAST, settled()), id="only the year before is settled"),
        pytest.param(A, D, owing(), (advance(), AFTERWARDS), id="from afterwards to in advance: both"),
        pytest.param(D, A, owing(), (settled(),), id="from in advance to afterwards: only the settlement"),
        pytest.param(
            A,
            A,
            owing(Reported(expected=EXPECTED), last=False, advance=NONE),
            (advance(),),
            id="new this year: the advance alone",
        ),
        pytest.param(
            C,
            C,
            owing(Reported(NIL, EXPECTED), last=False, advance=NONE),
            (advance(),),
            id="new this year: nothing sold last year is no basis",
        ),
        pytest.param(
            D,
            D,
            owing(Reported(expected=EXPECTED), last=False, advance=NONE),
            (),
            id="new, billed afterwards",
        ),
        pytest.param(A, A, owing(Reported(SOLD), this=False), (settled(),), id="ended: the settlement alone"),
        pytest.param(B, B, owing(Reported(SOLD), this=False), (), id="ended, and nothing is settled"),
        pytest.param(D, D, owing(Reported(SOLD), this=False), (AFTERWARDS,), id="ended, billed afterwards"),
        pytest.param(
            A,
            A,
            owing(paid_by_earlier=True, last=False, advance=NONE),
            (),
            id="granted anew within the year: the earlier licence has the fee",
        ),
        pytest.param(
            A,
            A,
            owing(None),
            (hindered(ADVANCE, NO_STATEMENT), hindered(SETTLEMENT, NO_STATEMENT)),
            id="no statement",
        ),
        pytest.param(
            D, D, owing(None), (hindered(YEAR, NO_STATEMENT),), id="no statement, billed afterwards"
        ),
        pytest.param(
            A,
            A,
            owing(Reported(expected=EXPECTED)),
            (advance(), hindered(SETTLEMENT, NO_ACTUAL)),
            id="what was sold is not told",
        ),
        pytest.param(
            A, A, owing(Reported(SOLD)), (ON_LAST, settled()), id="what is expected is not told: last year's"
        ),
        pytest.param(
            A,
            A,
            owing(Reported(SOLD), last=False, advance=NONE),
            (hindered(ADVANCE, ClaimProblem.NO_EXPECTED),),
            id="new, and what is expected is not told",
        ),
        pytest.param(
            B,
            B,
            owing(Reported(expected=EXPECTED)),
            (advance(),),
            id="what was sold is not told: what is expected stands in",
        ),
        pytest.param(
            A,
            A,
            owing(advance=WAITING),
            (advance(), hindered(SETTLEMENT, ClaimProblem.ADVANCE_NOT_DECIDED)),
            id="last year's advance waits for its decision",
        ),
        pytest.param(
            A,
            A,
            owing(advance=NONE),
            (advance(), settled(ClaimDoubt.NO_ADVANCE)),
            id="no advance was decided: the whole fee, and a question",
        ),
        pytest.param(
            A,
            A,
            owing(only_advance_lowered=True),
            (advance(), settled(ClaimDoubt.ADVANCE_LOWERED)),
            id="the advance was set lower and the final fee is not: a question",
        ),
        pytest.param(A, A, owing(this=False, last=False), (), id="held in neither year"),
    ],
)
def test_a_licence_owes_what_the_settings_of_both_years_say(
    this: Billing, last: Billing, licence: Owing, due: tuple[Claim | Hindered, ...]
) -> None:
    assert tuple(claims_due(2026, this, last, licence)) == due
