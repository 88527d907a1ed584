"""Placing venues in the zones of a policy: somebody says where, and on what basis."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import audit, clock
from app.held_rows import held_row
from app.models.event import EventType
from app.models.policy import VenueZone
from app.models.venue import Venue
from app.numbers import take_municipality
from app.permissions import Actor
from app.policy.queries.zones import OUTSIDE_ALL, placing_of
from licensing.errors import NotAllowed
from licensing.law import ALKL_1_7A
from licensing.policy import Policy


def place_venues(
    session: Session, actor: Actor, *, policy: Policy, placings: Mapping[int, Collection[str]], basis: str
) -> None:
    """Place several venues on one basis; one that another has placed meanwhile stays where it is."""
    take_municipality(session, actor.municipality_id)
    for venue_id, zones in placings.items():
        if placing_of(session, actor.municipality_id, venue_id, policy) is None:
            place_venue(session, actor, venue_id=venue_id, policy=policy, zones=zones, basis=basis)


def place_venue(
    session: Session, actor: Actor, *, venue_id: int, policy: Policy, zones: Collection[str], basis: str
) -> None:
    """Say in which zones of a policy a venue lies; none is outside all of them.

    What was said of zones that the policy does not have stays as it is.

    Raises `NotAllowed` for a zone that the policy does not have.
    """
    take_municipality(session, actor.municipality_id)
    venue = held_row(session, actor, Venue, venue_id)
    codes = [zone.code for zone in policy.zones]
    if not codes or not set(zones) <= set(codes):
        raise NotAllowed("zone_not_of_policy", ALKL_1_7A)
    known = placing_of(session, actor.municipality_id, venue_id, policy)
    wanted = tuple(code for code in codes if code in zones)
    if known is not None and (set(known.zones), known.basis) == (set(wanted), basis):
        return
    session.execute(
        delete(VenueZone).where(
            VenueZone.municipality_id == actor.municipality_id,
            VenueZone.venue_id == venue.id,
            VenueZone.zone.in_([*codes, OUTSIDE_ALL]),
        )
    )
    session.add_all(
        VenueZone(
            municipality_id=actor.municipality_id,
            venue_id=venue.id,
            zone=zone,
            basis=basis,
            placed_by_id=actor.user_id,
            placed_at=clock.now(),
        )
        for zone in wanted or (OUTSIDE_ALL,)
    )
    session.flush()
    audit.record(
        session,
        actor,
        EventType.VENUE_ZONED,
        venue_id=venue.id,
        **_told(policy, wanted, basis),
    )


def _told(policy: Policy, wanted: Collection[str], basis: str) -> dict[str, Any]:
    """What the event tells; a venue outside all zones has none to name."""
    names = [zone.name for zone in policy.zones if zone.code in wanted]
    return ({"zones": names} if names else {"outside_zones": True}) | ({"basis": basis} if basis else {})
