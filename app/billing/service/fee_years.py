"""Keeping and changing how a year is billed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app import audit
from app.billing.queries.fee_years import fee_year_of, is_stored
from app.held_rows import ChangedMeanwhile
from app.models.event import EventType
from app.models.fee import Fee
from app.models.fee_year import FeeYear
from app.numbers import take_municipality
from app.permissions import Actor
from fees.fee_years import Billing
from licensing.errors import NotAllowed
from licensing.law import AF_6_3

BILLING = ("basis", "settles", "billed", "instalments")
# What may change after a fee of the year is decided: it changes nobody's fee.
ALWAYS_OPEN = frozenset({"dimensions", "handling_cost_ore", "control_cost_ore"})


def kept_fee_year(session: Session, actor: Actor, year: int) -> FeeYear:
    """The fee year, stored from now on: what is done in a year must not change with the year before it."""
    take_municipality(session, actor.municipality_id)
    fee_year = fee_year_of(session, actor.municipality_id, year)
    if not is_stored(fee_year):
        fee_year.version = 1
        session.add(fee_year)
        session.flush()
    return fee_year


def is_locked(session: Session, municipality_id: int, year: int) -> bool:
    """Whether a fee of the year is decided: what it was computed by must not be changed after it."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    Fee.municipality_id == municipality_id,
                    Fee.year == year,
                    # One that another has taken the place of was decided all the same.
                    Fee.decided_on.is_not(None),
                )
            )
        )
    )


def change_fee_year(
    session: Session, actor: Actor, *, year: int, seen_version: int, wanted: Mapping[str, Any]
) -> FeeYear:
    """Set how a year is billed, and what things cost in it. `wanted` holds columns and their values.

    Raises `ChangedMeanwhile` when another changed it since `seen_version` (0 where it was not stored);
    `NotAllowed` when a fee of the year is decided and more than costs and dimensions would change;
    `BadValue` for settings that do not go together.

    Law: alkoholforskriften § 6-3.
    """
    take_municipality(session, actor.municipality_id)
    # What this request read before it had to wait for the lock may be out of date.
    session.expire_all()
    present = fee_year_of(session, actor.municipality_id, year)
    if (present.version if is_stored(present) else 0) != seen_version:
        raise ChangedMeanwhile
    changed = [name for name, value in wanted.items() if getattr(present, name) != value]
    if set(changed) - ALWAYS_OPEN and is_locked(session, actor.municipality_id, year):
        raise NotAllowed("fee_year_locked", AF_6_3, year=year)
    if not changed and is_stored(present):
        return present
    billing = {name: wanted.get(name, getattr(present, name)) for name in BILLING}
    Billing(**billing)
    fee_year = kept_fee_year(session, actor, year)
    for name in changed:
        setattr(fee_year, name, wanted[name])
    session.flush()
    audit.record(session, actor, EventType.FEE_YEAR_CHANGED, year=year, changed=changed)
    return fee_year
