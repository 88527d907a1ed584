"""Hours of sale and serving ("salgs- og skjenketider") by national law, as dated tables.

Law: alkoholloven §§ 3-4, 3-4a, 3-7 and 4-4.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from licensing.days import DayKind, day_kind
from licensing.errors import BadValue, HoursNotKnown, NotAllowed
from licensing.law import ALKL_3_1, ALKL_3_1B, ALKL_3_4, ALKL_3_4A, ALKL_3_7, ALKL_4_4, Citation
from licensing.licences import Group, LicenceKind, Seller, VenueCategory
from licensing.service_hours import SERVICE_DAY_END, SERVICE_DAY_START, ServiceHours

# The tables begin where the ban on sale and serving on election days ended.
FIRST_KNOWN_DAY = date(2015, 1, 1)
PRODUCER_GROUP_2_FROM = date(2016, 7, 1)

OVERNIGHT_GUEST = "overnight_guest"
MATCH_VENUE = "match_venue"
TRADE_TASTING = "trade_tasting"
FLAGS = frozenset({OVERNIGHT_GUEST, MATCH_VENUE, TRADE_TASTING})
# Where guests stay the night ("overnattingssteder"), and the groups that they may be served at any time.
OVERNIGHT_PLACES = frozenset({VenueCategory.HOTEL, VenueCategory.LODGE})
OVERNIGHT_GROUPS = frozenset({Group.ONE, Group.TWO})

# The wording of the temporary act is open in the sources.
TEMPORARY_ACT_2026 = "temporary_act_2026"

WHOLE_SERVICE_DAY = ServiceHours(SERVICE_DAY_START, SERVICE_DAY_END)


@dataclass(frozen=True)
class NationalHours:
    """What holds when the municipality has set nothing, and the outermost it may set; None is closed."""

    normal: ServiceHours | None
    limit: ServiceHours | None
    citation: Citation
    questions: tuple[str, ...] = ()


CLOSED_FOR_SALE = NationalHours(None, None, ALKL_3_7)


def _hours(normal: tuple[str, str], limit: tuple[str, str], citation: Citation) -> NationalHours:
    return NationalHours(ServiceHours.parse(*normal), ServiceHours.parse(*limit), citation)


# The municipality may let sale begin as early as it likes: no outermost hour in the morning.
SALE_HOURS: Mapping[tuple[Seller, DayKind], NationalHours] = {
    (Seller.GROCERY, DayKind.WEEKDAY): _hours(("08:00", "18:00"), ("00:00", "20:00"), ALKL_3_7),
    (Seller.GROCERY, DayKind.EVE): _hours(("08:00", "15:00"), ("00:00", "18:00"), ALKL_3_7),
    (Seller.PRODUCER, DayKind.WEEKDAY): _hours(("08:00", "18:00"), ("00:00", "20:00"), ALKL_3_4A),
    (Seller.PRODUCER, DayKind.EVE): _hours(("08:00", "18:00"), ("00:00", "18:00"), ALKL_3_4A),
    (Seller.VINMONOPOLET, DayKind.WEEKDAY): _hours(("08:30", "18:00"), ("08:30", "18:00"), ALKL_3_4),
    (Seller.VINMONOPOLET, DayKind.EVE): _hours(("10:00", "16:00"), ("10:00", "16:00"), ALKL_3_4),
}
SALE_CITATIONS: Mapping[Seller, Citation] = {
    Seller.GROCERY: ALKL_3_7,
    Seller.PRODUCER: ALKL_3_4A,
    Seller.VINMONOPOLET: ALKL_3_4,
}
SOLD_GROUPS: Mapping[Seller, frozenset[Group]] = {
    Seller.GROCERY: frozenset({Group.ONE}),
    Seller.PRODUCER: frozenset({Group.ONE, Group.TWO}),
    Seller.VINMONOPOLET: frozenset({Group.TWO, Group.THREE}),
}

BEER_AND_WINE = _hours(("08:00", "25:00"), ("06:00", "27:00"), ALKL_4_4)
SERVING_HOURS: Mapping[Group, NationalHours] = {
    Group.ONE: BEER_AND_WINE,
    Group.TWO: BEER_AND_WINE,
    Group.THREE: _hours(("13:00", "24:00"), ("13:00", "27:00"), ALKL_4_4),
}

# Tastings among people of the trade ("bransjeintern prøvesmaking"), in every group.
TASTING = _hours(("06:00", "27:00"), ("06:00", "27:00"), ALKL_4_4)


@dataclass(frozen=True)
class TemporaryLimit:
    """A statute that moves the outermost serving hours for some days, at places that meet a condition."""

    first_day: date
    last_day: date
    flag: str
    end: int
    question: str


# The act of 29 May 2026 no. 21, repealed from 20 July 2026; its wording is not confirmed.
# ASSUMPTION: it reached only places that showed the matches, which the flag says.
TEMPORARY_LIMITS = (
    TemporaryLimit(date(2026, 5, 29), date(2026, 7, 19), MATCH_VENUE, SERVICE_DAY_END, TEMPORARY_ACT_2026),
)


def national_hours(
    kind: LicenceKind,
    group: Group,
    on: date,
    *,
    seller: Seller | None = None,
    flags: Collection[str] = (),
) -> NationalHours:
    """The normal and the outermost hours of the law on a service day.

    Law: alkoholloven §§ 3-4, 3-4a, 3-7 and 4-4.

    >>> national_hours(LicenceKind.SERVING, Group.THREE, date(2026, 11, 21)).limit.pair
    ('13:00', '27:00')
    """
    if on < FIRST_KNOWN_DAY:
        raise HoursNotKnown("hours_before_2015", on=on, first_known_day=FIRST_KNOWN_DAY)
    unknown = sorted(set(flags) - FLAGS)
    if unknown:
        raise BadValue("hours_flag", flag=unknown[0])
    if kind is LicenceKind.SALE:
        return _sale_hours(group, on, seller)
    return _serving_hours(group, on, flags)


def _sale_hours(group: Group, on: date, seller: Seller | None) -> NationalHours:
    if seller is None:
        if group is not Group.ONE:
            raise HoursNotKnown("seller_needed", group=int(group))
        seller = Seller.GROCERY
    if group not in SOLD_GROUPS[seller]:
        raise NotAllowed("seller_cannot_sell_group", ALKL_3_1, seller=seller.value, group=int(group))
    if seller is Seller.PRODUCER and group is Group.TWO and on < PRODUCER_GROUP_2_FROM:
        raise NotAllowed("producer_sale_before_2016", ALKL_3_1B, on=on, first_day=PRODUCER_GROUP_2_FROM)
    kind_of_day = day_kind(on)
    christmas_eve = (on.month, on.day) == (12, 24)
    if kind_of_day is DayKind.CLOSED or (christmas_eve and seller is Seller.VINMONOPOLET):
        return replace(CLOSED_FOR_SALE, citation=SALE_CITATIONS[seller])
    return SALE_HOURS[seller, kind_of_day]


def _serving_hours(group: Group, on: date, flags: Collection[str]) -> NationalHours:
    hours = TASTING if TRADE_TASTING in flags else SERVING_HOURS[group]
    if OVERNIGHT_GUEST in flags and group in OVERNIGHT_GROUPS:
        # § 4-4 seventh paragraph lifts every limit of the section for guests who stay the night.
        return replace(hours, normal=WHOLE_SERVICE_DAY, limit=WHOLE_SERVICE_DAY)
    for temporary in TEMPORARY_LIMITS:
        if temporary.first_day <= on <= temporary.last_day:
            hours = replace(hours, questions=(*hours.questions, temporary.question))
            if temporary.flag in flags and hours.limit is not None:
                hours = replace(hours, limit=ServiceHours(hours.limit.start, temporary.end))
    return hours


def bounded_by_other_alcohol(
    hours: ServiceHours | None, other_alcohol: ServiceHours | None
) -> ServiceHours | None:
    """What is left of hours that may never go beyond those of other alcohol; None is closed.

    So it is with group 3 at a serving place, and with a Vinmonopol outlet in its municipality: where no
    other alcohol is sold or served that day, neither is this.

    Law: alkoholloven §§ 3-4 and 4-4.
    """
    return None if hours is None or other_alcohol is None else hours.overlap(other_alcohol)
