"""Where the demo's places lie in the zones of its policy. The placing is invented, as the zones are."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.days import Days
from app.demo.people import HOLTALEN, ROROS, Staff
from app.models.venue import Venue
from app.policy.queries import policy_in_force
from app.policy.queries.zones import street_of
from app.policy.service.zones import place_venue

BASIS = "Oppdiktet for demoen"
TOWN, FAIRGROUND, HOMES = "bergstaden", "martnasplassen", "boligområde"
ZONES_OF_STREETS: Mapping[str, tuple[str, ...]] = {
    "Kjerkgata": (TOWN,),
    "Bergmannsgata": (TOWN,),
    "Mørkstugata": (TOWN,),
    "Rau-Veta": (TOWN,),
    "Flanderborg": (TOWN,),
    "Hyttelvveien": (TOWN,),
    "Malmplassen": (FAIRGROUND,),
    "Peder Hiorts gate": (FAIRGROUND,),
    "Johan Falkbergets vei": (HOMES,),
    "Tollef Bredals vei": (HOMES,),
    "Sundbakken": (HOMES,),
    "Slegghaugveien": (HOMES,),
}
# Nobody has placed these yet, so that there is something to do.
NOT_PLACED = frozenset({"Sagveien", "Galåveien", "Hånesveien"})


def enter_zones(session: Session, staff: Mapping[str, Staff], days: Days) -> None:
    """Place most of the venues; what lies in none of the streets is outside all zones."""
    for name in (ROROS, HOLTALEN):
        actor = staff[name]["shared"]
        policy = policy_in_force(session, actor.municipality_id, days.today)
        if policy is None:
            continue
        known = {zone.code for zone in policy.zones}
        venues = session.execute(
            select(Venue.id, Venue.street_address)
            .where(Venue.municipality_id == actor.municipality_id)
            .order_by(Venue.id)
        ).all()
        for venue in venues:
            street = street_of(venue.street_address)
            if street not in NOT_PLACED:
                zones = [zone for zone in ZONES_OF_STREETS.get(street, ()) if zone in known]
                place_venue(session, actor, venue_id=venue.id, policy=policy, zones=zones, basis=BASIS)
