"""Setting the fee of an event: by the policy's tariff at first, and what it hung on when it was decided."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from app.billing.occasion_fees import basis_as_stored
from app.events.queries.fees import event_basis, reckoned
from app.models.case import Case
from app.models.occasion import Occasion
from fees.occasions import OccasionFee


def propose_fee(session: Session, case: Case, occasion: Occasion, days: Iterable[date], on: date) -> None:
    """Set the fee that the policy gives; none where it says nothing, or must know more first.

    Law: alkoholforskriften § 6-2.
    """
    fee = note_basis(session, case, occasion, days, on)
    occasion.fee_ore = fee.total.ore if fee is not None and fee.total is not None else None


def note_basis(
    session: Session, case: Case, occasion: Occasion, days: Iterable[date], on: date
) -> OccasionFee | None:
    """Keep what the fee of an event hangs on, and answer what its tariff gives."""
    basis = event_basis(session, case, occasion, days, on)
    occasion.fee_computed = basis_as_stored(basis)
    occasion.fee_basis = "" if basis is None else basis.rule
    return reckoned(session, case.municipality_id, basis)
