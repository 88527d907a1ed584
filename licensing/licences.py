"""Licences ("bevillinger"): kinds, alcohol groups, the group sets that may be licensed, and dated terms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

from licensing.errors import BadValue, NotAllowed
from licensing.law import ALKL_8_13


class LicenceKind(StrEnum):
    """Sale ("salg") or serving ("skjenking"). Law: alkoholloven § 1-4."""

    SALE = "sale"
    SERVING = "serving"


class LicenceType(StrEnum):
    """How a licence is tied to time and place; an outlet is a Vinmonopol's.

    Law: alkoholloven §§ 1-6, 3-1, 3-3 and 4-5.
    """

    PERMANENT = "permanent"
    SEASONAL = "seasonal"
    SINGLE_OCCASION = "single_occasion"
    AMBULATORY = "ambulatory"
    OUTLET = "outlet"


OCCASIONAL = frozenset({LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY})


class Extension(StrEnum):
    """What a licence may be extended with ("utvidelse"): production or import of one's own, farm sale of
    group 2, and sale and serving in one room.

    Law: alkoholloven §§ 1-7e, 1-7f, 1-7g, 3-1b, 3-1c and 4-2.
    """

    PRODUCTION = "production"
    IMPORT = "import"
    FARM_SALE = "farm_sale"
    SAME_ROOM = "same_room"


class Group(IntEnum):
    """Alcohol groups ("alkoholholdig drikk gruppe 1, 2 og 3"). Law: alkoholloven § 1-3."""

    ONE = 1
    TWO = 2
    THREE = 3


class Audience(StrEnum):
    """Whom a serving licence covers; a closed company is "sluttet selskap". Law: alkoholloven § 4-2."""

    GENERAL = "general"
    CLOSED_COMPANY = "closed_company"


class AreaKind(StrEnum):
    """Whether an area lies inside or outside ("uteservering")."""

    INDOOR = "indoor"
    OUTDOOR = "outdoor"


class Seller(StrEnum):
    """Who sells, where the hours differ; producer sale is "gårdssalg". Law: alkoholloven ch. 3."""

    GROCERY = "grocery"
    PRODUCER = "producer"
    VINMONOPOLET = "vinmonopolet"


class VenueCategory(StrEnum):
    """What kind of business a venue is ("type virksomhet"). Law: alkoholloven §§ 3-1 and 4-2."""

    EATING_PLACE = "eating_place"
    CAFE = "cafe"
    PUB_BAR = "pub_bar"
    NIGHTCLUB = "nightclub"
    HOTEL = "hotel"
    PARTY_ROOM = "party_room"
    CULTURE = "culture"
    CINEMA = "cinema"
    SPORTS_VENUE = "sports_venue"
    LODGE = "lodge"
    BOAT = "boat"
    TRAIN = "train"
    FARM = "farm"
    BREWERY = "brewery"
    GROCERY = "grocery"
    SPECIAL_SHOP = "special_shop"
    KIOSK = "kiosk"
    PETROL_STATION = "petrol_station"
    OTHER = "other"


# The limits of § 1-3, in volume per cent.
LICENCE_FREE_TO = Decimal("2.5")
GROUP_1_TO = Decimal("4.7")
GROUP_3_FROM = Decimal("22")
STRONGEST = Decimal("60")

GROUP_SETS: Mapping[LicenceKind, tuple[tuple[Group, ...], ...]] = {
    LicenceKind.SALE: ((Group.ONE,),),
    LicenceKind.SERVING: (
        (Group.ONE,),
        (Group.ONE, Group.TWO),
        (Group.ONE, Group.TWO, Group.THREE),
    ),
}


def group_of(volume_percent: Decimal) -> Group | None:
    """The group of a drink, or None when it needs no licence.

    Law: alkoholloven § 1-3; above 60 per cent § 8-13.

    >>> group_of(Decimal("4.7")), group_of(Decimal("22.0")), group_of(Decimal("2.5"))
    (<Group.ONE: 1>, <Group.THREE: 3>, None)
    """
    if not volume_percent.is_finite() or volume_percent < 0:
        raise BadValue("volume_percent", volume_percent=str(volume_percent))
    if volume_percent > STRONGEST:
        raise NotAllowed("too_strong", ALKL_8_13, volume_percent=str(volume_percent))
    if volume_percent <= LICENCE_FREE_TO:
        return None
    if volume_percent <= GROUP_1_TO:
        return Group.ONE
    return Group.TWO if volume_percent < GROUP_3_FROM else Group.THREE


def is_spirits(volume_percent: Decimal, *, distilled: bool) -> bool:
    """Whether a drink counts as spirits ("brennevin"): any distilled content, or 22 per cent and more.

    Law: alkoholloven § 1-3.
    """
    return distilled or volume_percent >= GROUP_3_FROM


def group_set_code(groups: Iterable[Group]) -> str:
    """The stored form of a group set.

    >>> group_set_code([Group.TWO, Group.ONE])
    '1,2'
    """
    return ",".join(str(int(group)) for group in sorted(set(groups)))


def group_set_from_code(code: str) -> tuple[Group, ...]:
    """The groups that a stored code names, in order."""
    try:
        groups = tuple(Group(int(part)) for part in code.split(","))
    except ValueError:
        raise BadValue("group_set", group_set=code) from None
    if group_set_code(groups) != code:
        raise BadValue("group_set", group_set=code)
    return groups


class Attribute(StrEnum):
    """What a dated term of a licence ("vilkår og rammer") speaks of."""

    GROUPS = "groups"
    AUDIENCE = "audience"
    CONCEPT = "concept"
    ROOMS = "rooms"
    HOURS = "hours"
    CONDITIONS = "conditions"
    MANAGER = "manager"
    DEPUTIES = "deputies"
    EXTENSIONS = "extensions"
    SEASON = "season"


# Attribute, area, group and room; None speaks of all of them.
Subject = tuple[Attribute, AreaKind | None, Group | None, int | None]


@dataclass(frozen=True)
class TermRow:
    """One term of a licence from one day, with the decision or import it comes from."""

    attribute: Attribute
    value: str
    first_day: date
    last_day: date | None
    decided_on: date
    decision_number: int
    area: AreaKind | None = None
    group: Group | None = None
    source: str = ""
    room: int | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the row covers the day; both ends are included."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    @property
    def subject(self) -> Subject:
        """What the row speaks of: two rows of one subject cannot both hold on a day."""
        return (self.attribute, self.area, self.group, self.room)


@dataclass(frozen=True)
class Terms:
    """The terms of a licence on one day: one row for each subject."""

    day: date
    rows: tuple[TermRow, ...]

    def row(
        self,
        attribute: Attribute,
        area: AreaKind | None = None,
        group: Group | None = None,
        room: int | None = None,
    ) -> TermRow | None:
        """The row that speaks of the attribute, or None when no row does."""
        subject = (attribute, area, group, room)
        return next((row for row in self.rows if row.subject == subject), None)

    def value(
        self,
        attribute: Attribute,
        area: AreaKind | None = None,
        group: Group | None = None,
        room: int | None = None,
    ) -> str | None:
        """The value of the attribute, or None when no row speaks of it."""
        row = self.row(attribute, area, group, room)
        return None if row is None else row.value


def terms_on(rows: Iterable[TermRow], day: date) -> Terms:
    """What a licence allows on a day.

    Where two rows speak of the same subject and day the later decision wins, by date and then by
    number, so that the order in which rows were entered never matters.
    """
    winners: dict[Subject, TermRow] = {}
    for row in sorted(rows, key=_decided_later):
        if row.holds_on(day):
            winners[row.subject] = row
    return Terms(day, tuple(winners[subject] for subject in sorted(winners, key=_subject_order)))


def _decided_later(row: TermRow) -> tuple[date, int, date, date, str, str]:
    # What comes after date and number only settles rows of one decision that contradict each other.
    last_day = row.last_day or date.max
    return (row.decided_on, row.decision_number, row.first_day, last_day, row.value, row.source)


def _subject_order(subject: Subject) -> tuple[str, str, str, int]:
    attribute, area, group, room = subject
    return (attribute.value, area.value if area else "", str(int(group)) if group else "", room or 0)
