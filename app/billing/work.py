"""What each kind of billing run does, told to the runs once."""

from app.billing.service.booking import BOOKING
from app.billing.service.calls import CALLS, REMINDERS
from app.billing.service.computing import compute_chunk
from app.billing.service.deciding import LETTERS_A_CHUNK, decide_chunk, decided
from app.billing.service.letters import FINALISING
from app.billing.service.making_batches import MAKING, REVERSING
from app.billing.service.money_reminders import MONEY_REMINDERS
from app.billing.service.runs import WORK, Work
from app.models.billing_run import RunKind


def init_app() -> None:
    """Fill the table of work."""
    WORK.update(
        {
            RunKind.CALLS: CALLS,
            RunKind.REMINDERS: REMINDERS,
            RunKind.FEES: Work(compute_chunk),
            RunKind.DISPATCH: FINALISING,
            RunKind.INVOICES: MAKING,
            RunKind.REVERSAL: REVERSING,
            RunKind.BOOKING: BOOKING,
            RunKind.PAYMENT_REMINDERS: MONEY_REMINDERS,
            RunKind.DECISIONS: Work(decide_chunk, ended=decided, chunk=LETTERS_A_CHUNK),
        }
    )


__all__ = ["RunKind", "init_app"]
