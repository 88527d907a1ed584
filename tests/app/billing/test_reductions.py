"""Setting a fee lower: with a reason, never by itself, to nothing only with open eyes, and back again."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from app.billing.service.reductions import NewReduction, reduce_fee
from app.models.event import Event, EventType
from app.models.fee import FeePurpose, FeeReduction, FeeState
from app.permissions import Role
from fees.money import Money
from licensing.errors import BadValue, NotAllowed
from licensing.law import AF_6_2
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling
from tests.factories.fee_round import EXPECTED, LODGE, SOLD, FeeRound
from tests.journeys.office import fields_of

ON = date(2026, 3, 5)
ADVANCE, SETTLEMENT = FeePurpose.ADVANCE, FeePurpose.SETTLEMENT
LODGE_FEE = 660_000


@pytest.fixture
def fees(filling: Filling) -> Iterator[FeeRound]:
    """A lodge whose advance for 2026 is computed: the minimum."""
    with filling(Role.DECIDER) as (session, actor):
        fees = FeeRound(session, actor)
        fees.licence("Seterkroa")
        fees.told("Seterkroa", None, LODGE)
        fees.compute()
        yield fees


def lower(
    fees: FeeRound,
    kroner: int | None,
    reason: str = "Åpent to uker i året.",
    *,
    purpose: FeePurpose = ADVANCE,
    year: int = 2026,
    waives: bool = False,
) -> int:
    """Set a fee of the lodge lower; without an amount, take that back."""
    round_year = year if purpose is ADVANCE else year + 1
    fee_id = fees.rows(round_year)["Seterkroa", purpose, year].fee_id
    to = None if kroner is None else Money(kroner * 100)
    new = NewReduction(to, reason, waives=waives)
    return reduce_fee(fees.session, fees.actor, fee_id=fee_id, new=new, on=ON)


def test_a_fee_that_waits_is_lowered_in_place_and_tells_by_whom_and_why(fees: FeeRound) -> None:
    lower(fees, 3_300)
    assert fees.editions("Seterkroa", ADVANCE, 2026) == [(1, FeeState.COMPUTED, 330_000)]
    reduction = fees.computed("Seterkroa").year.fee.reduction
    assert reduction is not None
    assert (reduction.to, reduction.reason, reduction.decided_on, reduction.citation) == (
        Money(330_000),
        "Åpent to uker i året.",
        ON,
        AF_6_2,
    )
    assert reduction.decided_by == fees.actor.name
    assert fees.compute() == {("Seterkroa", ADVANCE, 2026): 330_000}
    lower(fees, None, "Det var en feil.")
    assert fees.figures() == {("Seterkroa", ADVANCE, 2026): LODGE_FEE}
    told = fees.session.scalars(select(Event.payload).where(Event.type == EventType.FEE_REDUCED)).all()
    assert len(told) == 2


def test_a_decided_fee_that_is_lowered_gets_an_edition_that_waits(fees: FeeRound) -> None:
    fees.decide()
    lower(fees, 3_300)
    waits = [(1, FeeState.DECIDED, LODGE_FEE), (2, FeeState.COMPUTED, 330_000)]
    assert fees.editions("Seterkroa", ADVANCE, 2026) == waits
    lower(fees, None, "Angret.")
    assert fees.editions("Seterkroa", ADVANCE, 2026) == [(1, FeeState.DECIDED, LODGE_FEE)]


@pytest.mark.parametrize(
    ("kroner", "reason", "code"),
    [
        pytest.param(6_600, "Grunn", "reduction_not_lower", id="not lower"),
        pytest.param(-1, "Grunn", "reduction_below_nothing", id="below nothing"),
        pytest.param(3_300, "  ", "reduction_without_reason", id="no reason"),
        pytest.param(0, "Grunn", "waiver_not_confirmed", id="to nothing without seeing what that is"),
        pytest.param(None, "Grunn", "fee_not_reduced", id="nothing to take back"),
    ],
)
def test_what_cannot_be_is_refused(fees: FeeRound, kroner: int | None, reason: str, code: str) -> None:
    with pytest.raises((BadValue, NotAllowed)) as refused:
        lower(fees, kroner, reason)
    assert refused.value.args[0] == code


def test_a_fee_set_to_nothing_is_asked_about_before_it_is_decided(fees: FeeRound) -> None:
    lower(fees, 0, waives=True)
    assert fees.figures() == {("Seterkroa", ADVANCE, 2026): 0}
    assert fees.computed("Seterkroa").doubts == ("waived",)


def test_the_final_fee_of_a_settlement_is_lowered_only_by_a_reduction_of_its_own(fees: FeeRound) -> None:
    fees.told("Seterkroa", expected=LODGE, year=2025)
    fees.compute(2025)
    lower(fees, 3_200, year=2025)
    fees.decide()
    fees.told("Seterkroa", LODGE, LODGE)
    fees.compute()
    # The advance was 3,200; the year's own fee is the minimum until somebody lowers that too.
    assert fees.figures()["Seterkroa", SETTLEMENT, 2025] == 640_000 - 320_000
    assert fees.computed("Seterkroa", SETTLEMENT, 2025).doubts == ("advance_lowered",)
    lower(fees, 3_200, purpose=SETTLEMENT, year=2025)
    assert fees.figures()["Seterkroa", SETTLEMENT, 2025] == 0
    assert fees.computed("Seterkroa", SETTLEMENT, 2025).doubts == ()


def test_a_reduction_that_new_litres_make_pointless_is_told_of(fees: FeeRound) -> None:
    fees.told("Seterkroa", None, EXPECTED)
    fees.compute()
    lower(fees, 9_000)
    fees.told("Seterkroa", None, SOLD)
    fees.compute()
    assert fees.problems == {"Seterkroa": "reduction_no_longer_lower"}


def test_the_page_keeps_what_was_typed_and_stores_only_what_is_right(
    filling: Filling, client_as: ClientAs
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        fees.licence("Seterkroa")
        fees.told("Seterkroa", None, LODGE)
        fees.compute()
        fee_id = fees.rows()["Seterkroa", ADVANCE, 2026].fee_id
    address, right = f"/gebyr/vedtak/{fee_id}/lavere", {"act": "lavere", "citation": AF_6_2.code}
    decider = client_as("decider")
    for typed, sentence in (
        ({"reason": "Kort sesong"}, "Skriv hva gebyret skal settes til."),
        ({"to": "mye", "reason": "Kort sesong"}, "mye"),
        ({"to": "7000", "reason": "Kort sesong"}, "Skriv et lavere beløp."),
        ({"to": "3300"}, "Skriv hvorfor gebyret endres."),
    ):
        answer = decider.post(address, data=right | typed)
        assert answer.status_code == 422
        assert sentence in answer.get_data(as_text=True)
    zero = decider.post(address, data=right | {"to": "0", "reason": "Kort sesong"})
    assert zero.status_code == 409
    assert "Bekreft at det skal falle helt bort." in zero.get_data(as_text=True)
    lowered = right | {"to": "3 300,50", "reason": "Kort sesong", "version": "0"}
    made = decider.post(address, data=lowered)
    again = decider.post(address, data=lowered)
    assert (again.status_code, fields_of(again.text)["version"]) == (409, "1")
    assert "En annen lagret mens du skrev." in again.text
    assert "Nå satt til 3 300,50 kr." in plain(again.text)
    with filling() as (session, _actor):
        assert len(session.scalars(select(FeeReduction)).all()) == 1
    shown = decider.get(made.headers["Location"]).get_data(as_text=True)
    assert "Forskudd 2026: 3 300,50." in shown
    assert "Kort sesong" in shown
    assert "alkoholforskriften §\u00a06-2" in shown
    assert client_as("caseworker", municipality="other").get(made.headers["Location"]).status_code == 404
