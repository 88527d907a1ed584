"""Who may open the pages of payouts."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models.spending import GrantComplaint
from app.permissions import Actor, Role
from app.prevention.service.grant_complaints import receive_complaint
from tests.factories.payout import make_grant, make_payout, person_of

SEES = frozenset(Role) - {Role.INSPECTOR}
HANDLES = frozenset({Role.PREVENTION_COORDINATOR})
DECIDES = frozenset({Role.DECIDER})
PAYS = frozenset({Role.FINANCE})

ROUTES_OF_PAYOUTS: dict[str, frozenset[str]] = {
    "prevention.list_payouts": SEES,
    "prevention.show_payout": SEES,
    "prevention.export_payouts": PAYS,
    "prevention.export_payouts_as_text": PAYS,
    "prevention.approve_payout": PAYS,
    "prevention.record_voucher": PAYS,
    "prevention.cancel_payout": PAYS,
    "prevention.request_payout": HANDLES,
    "prevention.record_repayment": PAYS,
    "prevention.release_spending": DECIDES,
    "prevention.request_part_payout": HANDLES,
    "prevention.record_part_repayment": PAYS,
    "prevention.report_spending": HANDLES,
    "prevention.receive_complaint": HANDLES,
    "prevention.settle_complaint": DECIDES,
    "prevention.show_spending_letter": SEES,
    "prevention.show_spending_letter_pdf": SEES,
    "prevention.finalise_spending_letter": HANDLES,
    "prevention.record_spending_letter_dispatch": HANDLES,
    "prevention.record_spending_letter_arrival": HANDLES,
}
# Addresses that are of every municipality, or open to everybody: another municipality is not refused there.
OF_ALL_PAYOUTS: frozenset[str] = frozenset()


def complained(session: Session, municipality_id: int, spending_id: int, grounds: str) -> GrantComplaint:
    """A complaint that the coordinator registers today."""
    return receive_complaint(
        session,
        person_of(session, municipality_id, Role.PREVENTION_COORDINATOR),
        spending_id=spending_id,
        seen_version=None,
        received_on=clock.today(),
        grounds=grounds,
        late_reason="",
        on=clock.today(),
    )


def ids_of_payouts(session: Session, actor: Actor, secret: str) -> dict[str, Any]:
    """What the addresses name, with the secret word of the sample in every name."""
    spending = make_grant(
        session, actor.municipality_id, title=f"Konsert {secret}", applicant=f"Ungdommens Hus {secret}"
    )
    payout = make_payout(session, spending)
    payout.text = f"Tilskudd {secret}"
    complaint = complained(session, actor.municipality_id, spending.id, f"Klagen {secret}")
    session.flush()
    return {"payout_id": payout.id, "complaint_id": complaint.id}
