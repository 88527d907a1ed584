"""Which venues lie near each other: in one postal area, or within about a kilometre by their points."""

from math import cos, radians

from sqlalchemy import ColumnElement, and_, or_

from app.models.venue import Venue

KILOMETRES_A_DEGREE = 111.2
NEAR_KILOMETRES = 1.0


def is_near(venue: Venue) -> ColumnElement[bool]:
    """Whether a venue of a query lies near another.

    ASSUMPTION: no source says what is near. A square of a kilometre to each side stands for the distance,
    and the postal area for venues whose point is not known.
    """
    near = Venue.postcode == venue.postcode
    if venue.latitude is None or venue.longitude is None:
        return near
    latitude, longitude = float(venue.latitude), float(venue.longitude)
    height = NEAR_KILOMETRES / KILOMETRES_A_DEGREE
    width = height / cos(radians(latitude))
    within = and_(
        Venue.latitude.between(latitude - height, latitude + height),
        Venue.longitude.between(longitude - width, longitude + width),
    )
    return or_(near, within)
