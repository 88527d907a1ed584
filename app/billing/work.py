"""What each kind of billing run does, told to the runs once."""

from app.billing.service.runs import WORK
from app.models.billing_run import RunKind


def init_app() -> None:
    """Fill the table of work."""
    WORK.update({})


__all__ = ["RunKind", "init_app"]
