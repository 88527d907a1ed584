"""What the demo tells of a place and its licence, before it becomes rows."""

from dataclasses import dataclass
from decimal import Decimal

from app.holders.service import Address
from app.models.holder import HolderForm
from app.venues.service import Place
from licensing.licences import (
    AreaKind,
    Audience,
    Extension,
    Group,
    LicenceKind,
    LicenceType,
    VenueCategory,
    group_set_from_code,
)
from licensing.service_hours import ServiceHours

TOWNS = {"7374": "Røros", "7370": "Brekkebygd", "7372": "Glåmos", "7380": "Ålen", "7383": "Haltdalen"}
POINTS = {
    "7374": ("62.574500", "11.384200"),
    "7370": ("62.647100", "11.857300"),
    "7372": ("62.662800", "11.443900"),
    "7380": ("62.839600", "11.303100"),
    "7383": ("62.928400", "11.143600"),
}
STEP = Decimal("0.000700")
HOTEL, EATING, CAFE, PUB = (
    VenueCategory.HOTEL,
    VenueCategory.EATING_PLACE,
    VenueCategory.CAFE,
    VenueCategory.PUB_BAR,
)
LODGE, CULTURE, PARTY = VenueCategory.LODGE, VenueCategory.CULTURE, VenueCategory.PARTY_ROOM
BREWERY, FARM, BOAT = VenueCategory.BREWERY, VenueCategory.FARM, VenueCategory.BOAT
GROCERY, SPECIAL = VenueCategory.GROCERY, VenueCategory.SPECIAL_SHOP
ASSOCIATIONS = ("lag", "forening", "foreningen", "samvirke", "velforening")


@dataclass(frozen=True)
class Outlet:
    """A place, its holder, and its licence in the period that runs."""

    name: str
    category: VenueCategory
    street: str
    postcode: str
    holder: str
    groups: str
    rooms: tuple[str, ...]
    outdoor: tuple[str, ...] = ()
    ordinary: str = "10:00-25:00"
    weekend: str = "10:00-26:00"
    outdoors: str = "10:00-23:00"
    kind: LicenceKind = LicenceKind.SERVING
    audience: Audience = Audience.GENERAL
    concept: str = ""
    by_case: bool = False
    """The licence comes from one of the demo's cases and is not entered beforehand."""
    has_people: bool = True
    season: tuple[str, str] | None = None
    extensions: tuple[Extension, ...] = ()

    @property
    def type(self) -> LicenceType:
        """Permanent, for a season, or an outlet of Vinmonopolet."""
        if self.groups == "2,3":
            return LicenceType.OUTLET
        return LicenceType.SEASONAL if self.season else LicenceType.PERMANENT

    @property
    def place(self) -> Place:
        """Where it lies."""
        return Place(self.street, self.postcode, TOWNS[self.postcode])

    @property
    def holder_form(self) -> HolderForm:
        """What the holder is, told by its name."""
        is_association = self.holder.split()[-1].lower() in ASSOCIATIONS
        return HolderForm.ASSOCIATION if is_association else HolderForm.COMPANY

    @property
    def holder_address(self) -> Address:
        """Holders are written to where their place is."""
        return Address(self.street, self.postcode, TOWNS[self.postcode])

    @property
    def all_rooms(self) -> tuple[tuple[str, AreaKind], ...]:
        """Rooms and outdoor areas."""
        return tuple((name, AreaKind.INDOOR) for name in self.rooms) + tuple(
            (name, AreaKind.OUTDOOR) for name in self.outdoor
        )

    @property
    def group_set(self) -> tuple[Group, ...]:
        """The groups as values."""
        return group_set_from_code(self.groups)

    def point(self, serial: int) -> tuple[Decimal, Decimal]:
        """A plausible point near the middle of the town."""
        latitude, longitude = (Decimal(part) for part in POINTS[self.postcode])
        return latitude + STEP * (serial % 7 - 3), longitude + STEP * (serial % 11 - 5)


def hours_of(text: str) -> ServiceHours:
    """Hours from a text like 10:00-25:00."""
    return ServiceHours.parse(*text.split("-"))


def shop(
    name: str,
    street: str,
    postcode: str,
    holder: str,
    category: VenueCategory = GROCERY,
    *,
    by_case: bool = False,
    extensions: tuple[Extension, ...] = (),
) -> Outlet:
    """A shop with a sale licence for group 1, and for group 2 when it is a farm's."""
    return Outlet(
        name,
        category,
        street,
        postcode,
        holder,
        "1,2" if Extension.FARM_SALE in extensions else "1",
        ("Butikken",),
        ordinary="08:00-20:00",
        weekend="08:00-18:00",
        kind=LicenceKind.SALE,
        by_case=by_case,
        extensions=extensions,
    )
