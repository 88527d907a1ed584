"""The events of a year in a try-out: what they cost, and what they would have cost by each policy."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.billing.queries.rates import rate_table
from app.policy.queries.events_on_trial import events_of_last_year
from fees.event_income import count_event
from licensing.policy import Policy
from licensing.tryouts import Figures


def count_events(
    session: Session, municipality_id: int, day: date, policies: Sequence[Policy], figures: Figures
) -> None:
    """Count the events of the year up to a day, some at a time."""
    table = rate_table(session, municipality_id)
    for event in events_of_last_year(session, municipality_id, day):
        figures.taken.count(event.taken_ore)
        for income, policy in zip(figures.events, policies, strict=True):
            count_event(income, policy, event, day, table)
