"""The demo's years of fees: who was asked and answered, what was decided, invoiced and paid, to the øre."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.billing.queries.duties import Asked, DutyState, count_of_duties
from app.billing.queries.ledger import verified_ledger
from app.billing.queries.payments import invoice_standing
from app.billing.queries.rounds import round_of
from app.billing.standing import PaidState
from app.demo import holtalen, roros, roros_shops
from app.demo.days import Days
from app.demo.fees import fee_year_to_show, opened_before
from app.demo.fees_desk import kid_of
from app.demo.turnover import SOLD
from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.invoice import BatchState, Invoice, InvoiceBatch, Payment, PaymentDoubt
from app.models.licence import Licence
from app.models.municipality import MunicipalityIdentity
from app.models.turnover import TurnoverStatement
from app.models.venue import Venue
from tests.app.demo.conftest import TODAY

pytestmark = pytest.mark.keeps_data

ROROS_A_YEAR, HOLTALEN_A_YEAR = 425_000_00, 66_000_00
FIVE_PER_CENT = 0.05


def of(session: Session, name: str) -> int:
    """The number of a municipality."""
    return session.scalars(
        select(MunicipalityIdentity.municipality_id).where(MunicipalityIdentity.name == name)
    ).one()


def total(session: Session, name: str, state: FeeState) -> int:
    """The advances of the year in øre."""
    return session.scalars(
        select(func.sum(Fee.total_ore)).where(
            Fee.municipality_id == of(session, name),
            Fee.purpose == FeePurpose.ADVANCE,
            Fee.year == TODAY.year,
            Fee.state == state,
        )
    ).one()


def counted(session: Session, name: str) -> Counter[DutyState]:
    """How many turnover statements of the year's round are in each state."""
    municipality_id = of(session, name)
    held = round_of(session, municipality_id, TODAY.year)
    assert held is not None
    return Counter(
        {state: count_of_duties(session, municipality_id, Asked(held.id, state=state)) for state in DutyState}
    )


def test_everybody_is_asked_and_most_have_answered(session: Session) -> None:
    in_roros, in_holtalen = counted(session, "Røros"), counted(session, "Holtålen")
    assert (in_roros.total(), in_holtalen.total()) == (45, 11)
    both = in_roros + in_holtalen
    assert both[DutyState.QUESTIONS] == 7
    assert both[DutyState.ESTIMATED] == 2
    assert both[DutyState.MISSING] == 6


@pytest.mark.parametrize(
    ("name", "state", "a_year"),
    [
        pytest.param("Røros", FeeState.DECIDED, ROROS_A_YEAR, id="decided in Røros"),
        pytest.param("Holtålen", FeeState.COMPUTED, HOLTALEN_A_YEAR, id="computed in Holtålen"),
    ],
)
def test_the_fees_of_a_year_come_to_what_is_said_of_the_place(
    session: Session, name: str, state: FeeState, a_year: int
) -> None:
    assert total(session, name, state) == pytest.approx(a_year, rel=FIVE_PER_CENT)


def test_the_restaurant_pays_its_advance_less_what_it_paid_too_much(session: Session) -> None:
    licence_id = session.scalars(
        select(Licence.id)
        .join(Venue, Venue.id == Licence.venue_id)
        .where(Venue.name == "Krutthornet", Licence.ended_on.is_(None))
    ).one()
    fees = {
        (fee.purpose, fee.year): fee
        for fee in session.scalars(select(Fee).where(Fee.licence_id == licence_id))
    }
    settled = fees[FeePurpose.SETTLEMENT, 2025]
    assert fees[FeePurpose.ADVANCE, 2025].total_ore == 9_142_00
    assert settled.computed["final"]["total_ore"] == 8_358_20
    assert settled.total_ore == -783_80
    assert fees[FeePurpose.ADVANCE, 2026].total_ore == 9_435_00
    amounts = session.scalars(
        select(Invoice.amount_ore).where(Invoice.licence_id == licence_id).order_by(Invoice.id)
    )
    assert list(amounts) == [9_142_00, 8_651_20]
    told = session.scalars(
        select(TurnoverStatement.actual_g3_cl)
        .where(TurnoverStatement.licence_id == licence_id, TurnoverStatement.actual_g3_cl.is_not(None))
        .order_by(TurnoverStatement.number)
    )
    assert list(told) == [28_00, 280_00]


def test_the_batch_is_locked_by_another_and_most_of_it_is_paid(session: Session) -> None:
    municipality_id = of(session, "Røros")
    batches = session.scalars(
        select(InvoiceBatch).where(InvoiceBatch.municipality_id == municipality_id).order_by(InvoiceBatch.id)
    ).all()
    assert [batch.number for batch in batches] == ["2025-01", "2026-01"]
    assert {batch.state for batch in batches} == {BatchState.LOCKED}
    assert all(batch.made_by_id != batch.approved_by_id for batch in batches)
    ids = session.scalars(select(Invoice.id).where(Invoice.batch_id == batches[-1].id)).all()
    standings = invoice_standing(session, municipality_id, ids).values()
    assert all(standing.kid and standing.invoice_number for standing in standings)
    states = Counter(one.state_on(TODAY) for one in standings)
    assert states == {PaidState.PAID: 37, PaidState.OVERDUE: 3}
    doubts = session.scalars(select(Payment.doubt).where(Payment.municipality_id == municipality_id))
    asked = Counter(doubt for doubt in doubts if doubt is not PaymentDoubt.NONE)
    assert asked == {PaymentDoubt.PART: 1, PaymentDoubt.UNKNOWN_REFERENCE: 1}


def test_the_ledgers_hold(session: Session) -> None:
    for name in ("Røros", "Holtålen"):
        assert verified_ledger(session, of(session, name)).faults == ()


def test_points_are_proposed_for_what_came_too_late(session: Session) -> None:
    proposals = session.scalars(select(BreachProposal)).all()
    assert Counter(proposal.state for proposal in proposals) == {
        ProposalState.PROPOSED: 2,
        ProposalState.NOTIFIED: 1,
        ProposalState.DISCARDED: 1,
    }
    assert all(proposal.reason for proposal in proposals if proposal.state is ProposalState.DISCARDED)


def test_every_place_has_its_litres() -> None:
    names = {outlet.name for outlet in (*roros.SERVING, *roros_shops.SALE, *holtalen.OUTLETS)}
    assert set(SOLD) == names | {"Malmklang Bar"}


@pytest.mark.parametrize(
    ("today", "year"),
    [
        pytest.param(date(2026, 2, 2), None, id="the round has not begun"),
        pytest.param(date(2026, 2, 3), 2026, id="the round has begun"),
        pytest.param(date(2027, 3, 29), 2026, id="a year without rates shows the one before"),
        pytest.param(date(2028, 10, 2), None, id="another period's licences"),
    ],
)
def test_the_year_that_is_shown_has_rates_and_licences(today: date, year: int | None) -> None:
    assert fee_year_to_show(Days(today)) == year


def test_the_offices_open_before_their_first_fees() -> None:
    assert opened_before(2026, Days(TODAY)) == date(2025, 1, 2)


def test_an_invented_kid_ends_in_its_control_digit() -> None:
    assert kid_of(40_100_001).startswith("502540100001")
