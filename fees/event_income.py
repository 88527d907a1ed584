"""What an event that was held would have cost by another policy: for the try-out of drafts.

Law: alkoholforskriften § 6-2.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from fees.errors import RateNotSet
from fees.occasions import OccasionBasis, occasion_fee
from fees.rates import RateSet
from fees.turnover import Volumes
from licensing.licences import LicenceType
from licensing.policy import Policy, Situation
from licensing.policy.event_terms import event_tariff
from licensing.tryouts.income import EventIncome


@dataclass(frozen=True)
class PastEvent:
    """An event as it was held, and what the municipality took for it."""

    situation: Situation
    """What rules are held against; zones and local days are each policy's own."""
    placed_in: tuple[str, ...]
    """The zones that somebody has said it lies in, of whatever policy."""
    first_day: date
    days: int
    guests: int | None
    volumes: Volumes | None
    taken_ore: int | None


def count_event(
    income: EventIncome, policy: Policy, event: PastEvent, on: date, table: Iterable[RateSet] | None = None
) -> None:
    """Count what an event would have cost by a policy as it is on a day, by the rates of its own day."""
    kind, licence_type = event.situation.kind, event.situation.type
    if kind is None or licence_type is None:
        return
    zones = tuple(zone.code for zone in policy.zones if zone.code in event.placed_in)
    situation = replace(
        event.situation, zones=zones if zones or not policy.zones else None, local_days=policy.local_days
    )
    found = event_tariff(policy, situation, on, ambulatory=licence_type is LicenceType.AMBULATORY)
    if found is None:
        income.count(None, silent=True)
        return
    basis = OccasionBasis(
        kind,
        licence_type,
        event.first_day,
        event.days,
        event.guests,
        found.tariff,
        found.admin_ore,
        found.missing_statement_ore,
    )
    try:
        total = occasion_fee(basis, volumes=event.volumes, table=table).total
    except RateNotSet:
        total = None
    income.count(None if total is None else total.ore)
