"""The zones of a policy that venues lie in, as somebody has said; nothing is read off a map."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from app.models.policy import VenueZone
from app.models.user import User
from app.models.venue import Venue
from app.paging import PAGE_SIZE, Cursor, Page, page_of
from app.policy.queries.versions import policy_in_force
from app.sorting import comparison_key
from licensing.policy import Policy, Zone

# The zone of a row that says that the venue lies outside all of them.
OUTSIDE_ALL = ""
HOUSE_NUMBER = re.compile(r"\s+\d")


def zones_of_venue(
    session: Session, municipality_id: int, venue_id: int, policy: Policy | None
) -> tuple[str, ...] | None:
    """The zones of a policy that a venue lies in; none is outside all, None is that nobody has said.

    Where the policy has no zones there is nothing to say.
    """
    codes = tuple(zone.code for zone in policy.zones) if policy else ()
    if not codes:
        return ()
    return zones_of_venues(session, (municipality_id,), codes, venue_id=venue_id).get(venue_id)


def zones_of_venues(
    session: Session, municipalities: Sequence[int], codes: Collection[str], *, venue_id: int | None = None
) -> Mapping[int, tuple[str, ...]]:
    """The zones of each venue that has been placed, among some zones.

    ASSUMPTION: who said "outside all" of an earlier version has said so of the next one too, until somebody
    says otherwise; a zone that the policy no longer has counts for nothing.
    """
    if not codes:
        return {}
    statement = (
        select(VenueZone.venue_id, VenueZone.zone)
        .where(VenueZone.municipality_id.in_(municipalities), VenueZone.zone.in_([*codes, OUTSIDE_ALL]))
        .order_by(VenueZone.venue_id, VenueZone.zone)
    )
    if venue_id is not None:
        statement = statement.where(VenueZone.venue_id == venue_id)
    found: dict[int, tuple[str, ...]] = {}
    for row in session.execute(statement):
        found[row.venue_id] = found.get(row.venue_id, ()) + ((row.zone,) if row.zone else ())
    return found


def zones_here(
    session: Session, municipality_id: int, policy: Policy | None
) -> Mapping[int, tuple[str, ...]]:
    """The zones of a policy that each venue of a municipality lies in; who is not placed is left out."""
    codes = [zone.code for zone in policy.zones] if policy else []
    return zones_of_venues(session, (municipality_id,), codes)


@dataclass(frozen=True)
class Placing:
    """Where somebody has placed a venue, on what basis, and who did."""

    zones: tuple[str, ...]
    basis: str
    placed_by: str


def placing_of(session: Session, municipality_id: int, venue_id: int, policy: Policy) -> Placing | None:
    """How a venue has been placed in the zones of a policy."""
    codes = [zone.code for zone in policy.zones]
    rows = session.execute(
        select(VenueZone.zone, VenueZone.basis, User.name)
        .outerjoin(User, User.id == VenueZone.placed_by_id)
        .where(
            VenueZone.municipality_id == municipality_id,
            VenueZone.venue_id == venue_id,
            VenueZone.zone.in_([*codes, OUTSIDE_ALL]),
        )
        .order_by(VenueZone.zone)
    ).all()
    if not rows:
        return None
    return Placing(tuple(row.zone for row in rows if row.zone), rows[0].basis, rows[0].name or "")


@dataclass(frozen=True)
class ZoneNames:
    """The zones of a venue by name, where the policy has zones."""

    placed: bool
    names: tuple[str, ...] = ()
    basis: str = ""


def zone_names_of(session: Session, municipality_id: int, venue_id: int, day: date) -> ZoneNames | None:
    """The zones that a venue lies in by the policy of a day; nothing where the policy has none."""
    policy = policy_in_force(session, municipality_id, day)
    if policy is None or not policy.zones:
        return None
    known = placing_of(session, municipality_id, venue_id, policy)
    if known is None:
        return ZoneNames(placed=False)
    names = tuple(zone.name for zone in policy.zones if zone.code in known.zones)
    return ZoneNames(placed=True, names=names, basis=known.basis)


def street_of(street_address: str) -> str:
    """The street of an address, without the number of the house.

    >>> street_of("Kjerkgata 4 B")
    'Kjerkgata'
    """
    return HOUSE_NUMBER.split(street_address)[0]


def zones_by_street(policy: Policy, street_address: str) -> tuple[Zone, ...]:
    """The zones that name the street of an address among those that bound them.

    It is a suggestion, for a street may run through several zones.
    """
    street = comparison_key(street_of(street_address))
    return tuple(
        zone for zone in policy.zones if street and street in {comparison_key(name) for name in zone.streets}
    )


@dataclass(frozen=True)
class UnplacedVenue:
    """A venue that nobody has placed."""

    id: int
    name: str
    street_address: str
    town: str


@dataclass(frozen=True)
class UnplacedPage:
    """Venues that nobody has placed yet: some at a time, and how many there are."""

    venues: tuple[UnplacedVenue, ...]
    page: Page
    count: int


def unplaced_venues(
    session: Session, municipality_id: int, policy: Policy, *, cursor: Cursor | None, size: int = PAGE_SIZE
) -> UnplacedPage:
    """The venues that nobody has placed in the zones of a policy, by name."""
    codes = [zone.code for zone in policy.zones]
    unplaced = (
        Venue.municipality_id == municipality_id,
        ~exists().where(
            and_(
                VenueZone.municipality_id == Venue.municipality_id,
                VenueZone.venue_id == Venue.id,
                VenueZone.zone.in_([*codes, OUTSIDE_ALL]),
            )
        ),
    )
    page = page_of(
        session,
        select(Venue.sort_key, Venue.id, Venue.name, Venue.street_address, Venue.town).where(*unplaced),
        sort_key=Venue.sort_key,
        row_id=Venue.id,
        cursor=cursor,
        size=size,
    )
    return UnplacedPage(
        tuple(UnplacedVenue(row.id, row.name, row.street_address, row.town) for row in page.rows),
        page,
        session.execute(select(func.count()).select_from(Venue).where(*unplaced)).scalar_one(),
    )
