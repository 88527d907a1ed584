"""Which licences take a seat under a cap, and how many are taken together."""

from datetime import date

import pytest

from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, VenueCategory
from licensing.occasions import Use
from licensing.occupancy import Days
from licensing.policy import CapEffect, CapScope, CapSpan, Rule, RuleKind, Strength, When
from licensing.seats import (
    Seat,
    SeatAsked,
    most_at_once,
    seats_shown,
    seats_taken,
    seats_wanted,
    seats_whole,
    takes_seat,
)
from licensing.service_hours import ServiceHours

DAY = date(2026, 11, 30)
PERIOD = Days(date(2024, 10, 1), date(2028, 9, 30))
LASTING = Days(date(2024, 10, 1), date(2028, 9, 30))
EVENING = ServiceHours.parse("18:00", "25:00")
NOON = ServiceHours.parse("11:00", "14:00")


def cap(when: When | None = None, **effect) -> Rule:
    return Rule("cap", RuleKind.CAP, Strength.HARD, when or When(), cap=CapEffect(limit=3, **effect))


def place(serial: int = 1, **changes) -> Seat:
    told = {"municipality": 1, "venue": serial, "kind": LicenceKind.SERVING, "days": (LASTING,)}
    return Seat(serial, **(told | changes))


def event(serial: int, *uses: Use, kind: LicenceType = LicenceType.AMBULATORY, **changes) -> Seat:
    return place(serial, type=kind, uses=uses, days=(), **changes)


def asked(*uses: Use, **changes) -> SeatAsked:
    return SeatAsked(**({"municipality": 1, "day": DAY, "uses": uses} | changes))


AMBULATORY = When(types=(LicenceType.AMBULATORY,))
IN_CENTRE = When(zones=("centre",))


class TestWhoTakesASeat:
    @pytest.mark.parametrize(
        ("rule", "seat", "expected"),
        [
            pytest.param(cap(), place(), True, id="a permanent licence"),
            pytest.param(cap(), place(type=LicenceType.SEASONAL), True, id="a seasonal licence"),
            pytest.param(cap(), place(type=LicenceType.OUTLET), False, id="no outlet unless it is named"),
            pytest.param(cap(), event(1), False, id="no event unless it is named"),
            pytest.param(cap(AMBULATORY), event(1), True, id="an event of the named type"),
            pytest.param(cap(AMBULATORY), place(), False, id="no permanent one when another type is named"),
            pytest.param(
                cap(When(kinds=(LicenceKind.SALE,))), place(), False, id="no serving under a cap of sale"
            ),
            pytest.param(
                cap(When(groups=(Group.THREE,))),
                place(groups=(Group.ONE, Group.TWO, Group.THREE)),
                True,
                id="one with the group",
            ),
            pytest.param(
                cap(When(groups=(Group.THREE,))), place(groups=(Group.ONE,)), False, id="none without it"
            ),
            pytest.param(
                cap(When(categories=(VenueCategory.PUB_BAR,))), place(), None, id="the category is not known"
            ),
            pytest.param(
                cap(exempt=(VenueCategory.HOTEL,)),
                place(category=VenueCategory.HOTEL),
                False,
                id="an exempt category",
            ),
            pytest.param(cap(IN_CENTRE), place(zones=("centre", "old town")), True, id="one in the zone"),
            pytest.param(cap(IN_CENTRE), place(zones=()), False, id="one outside all zones"),
            pytest.param(cap(IN_CENTRE), place(zones=None), None, id="one that nobody has placed"),
            pytest.param(
                cap(When(outside_zones=("centre",))), place(zones=()), True, id="one outside the zone"
            ),
            pytest.param(
                cap(When(areas=(AreaKind.OUTDOOR,))),
                place(areas=(AreaKind.INDOOR, AreaKind.OUTDOOR)),
                True,
                id="one with an outdoor area",
            ),
            pytest.param(
                cap(When(areas=(AreaKind.OUTDOOR,))), place(areas=(AreaKind.INDOOR,)), False, id="one without"
            ),
            pytest.param(
                cap(When(types=(LicenceType.AMBULATORY,), weekdays=(6,))),
                event(1, Use(date(2026, 12, 5), EVENING)),
                True,
                id="an event on a Saturday",
            ),
            pytest.param(
                cap(When(types=(LicenceType.AMBULATORY,), weekdays=(6,))),
                event(1, Use(date(2026, 12, 4), EVENING)),
                False,
                id="an event on a Friday",
            ),
            pytest.param(
                cap(When(weekdays=(6,))), place(), True, id="what lasts is not told by its weekdays"
            ),
        ],
    )
    def test_a_cap_counts_what_it_speaks_of(self, rule, seat, expected):
        assert takes_seat(rule, seat) is expected


class TestAtTheSameTime:
    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            pytest.param([[LASTING], [LASTING]], 2, id="two that hold today"),
            pytest.param([[Days(date(2024, 1, 1), date(2026, 11, 29))]], 0, id="over yesterday"),
            pytest.param([[Days(date(2024, 1, 1), date(2026, 11, 30))]], 1, id="the last day is today"),
            pytest.param(
                [[Days(date(2024, 1, 1), date(2027, 1, 31))], [Days(date(2027, 2, 1), date(2028, 1, 1))]],
                1,
                id="one follows the other",
            ),
            pytest.param(
                [[LASTING], [Days(date(2027, 2, 1), date(2028, 1, 1))]], 2, id="one that begins later"
            ),
            pytest.param(
                [[Days(date(2024, 1, 1), date(2028, 9, 30)), Days(date(2028, 9, 1), date(2032, 9, 30))]],
                1,
                id="renewed before it ran out",
            ),
            pytest.param([[Days(date(2024, 1, 1), date.max)]], 1, id="without an end"),
        ],
    )
    def test_the_most_from_today_on_decides(self, parts, expected):
        seats = [place(number, days=tuple(days)) for number, days in enumerate(parts, start=1)]
        assert most_at_once(seats, DAY) == expected

    def test_events_count_when_their_hours_meet(self):
        seats = [event(1, Use(DAY, EVENING)), event(2, Use(DAY, NOON)), event(3, Use(DAY, EVENING))]
        rule = cap(AMBULATORY, span=CapSpan.AT_ONCE)
        assert seats_taken(rule, seats, asked(Use(DAY, EVENING)), PERIOD) == 2
        assert seats_taken(rule, seats, asked(Use(DAY, NOON)), PERIOD) == 1
        assert seats_taken(rule, seats, asked(Use(date(2026, 12, 1), NOON)), PERIOD) == 0

    def test_without_an_event_of_its_own_the_whole_service_day_is_looked_at(self):
        seats = [event(1, Use(DAY, EVENING)), event(2, Use(DAY, NOON))]
        assert seats_taken(cap(AMBULATORY), seats, asked(), PERIOD) == 1


class TestOverMore:
    def test_a_day_counts_every_event_of_it(self):
        seats = [event(1, Use(DAY, EVENING)), event(2, Use(DAY, NOON))]
        rule = cap(AMBULATORY, span=CapSpan.DAY)
        assert seats_taken(rule, seats, asked(Use(DAY, EVENING)), PERIOD) == 2

    def test_a_year_counts_the_events_of_the_calendar_year(self):
        seats = [
            event(1, Use(date(2026, 1, 1), EVENING)),
            event(2, Use(date(2026, 12, 31), EVENING)),
            event(3, Use(date(2027, 1, 1), EVENING)),
        ]
        rule = cap(AMBULATORY, span=CapSpan.YEAR)
        assert seats_taken(rule, seats, asked(Use(date(2026, 6, 1), NOON)), PERIOD) == 2
        assert seats_taken(rule, seats, asked(Use(date(2027, 6, 1), NOON)), PERIOD) == 1

    def test_an_event_over_new_year_meets_the_fuller_of_two_years(self):
        seats = [event(1, Use(date(2027, 3, 1), EVENING)), event(2, Use(date(2027, 4, 1), EVENING))]
        over = asked(Use(date(2026, 12, 31), EVENING), Use(date(2027, 1, 1), EVENING))
        assert seats_taken(cap(AMBULATORY, span=CapSpan.YEAR), seats, over, PERIOD) == 2

    def test_a_period_counts_what_was_used_in_it(self):
        seats = [event(1, Use(date(2024, 9, 30), NOON)), event(2, Use(date(2024, 10, 1), NOON))]
        rule = cap(AMBULATORY, span=CapSpan.PERIOD)
        assert seats_taken(rule, seats, asked(Use(DAY, NOON)), PERIOD) == 1


class TestWhere:
    SEATS = (
        place(1, municipality=1, venue=1, zones=("centre",)),
        place(2, municipality=1, venue=1, zones=("centre", "old town")),
        place(3, municipality=1, venue=2, zones=("old town",)),
        place(4, municipality=1, venue=3, zones=()),
        place(5, municipality=2, venue=4, zones=("centre",)),
        place(6, municipality=1, venue=5, zones=None),
    )

    @pytest.mark.parametrize(
        ("rule", "changes", "expected"),
        [
            pytest.param(cap(), {}, 5, id="the municipality's own"),
            pytest.param(cap(scope=CapScope.POLICY), {}, 6, id="those of all municipalities"),
            pytest.param(cap(scope=CapScope.VENUE), {"venue": 1}, 2, id="those at the venue"),
            pytest.param(cap(scope=CapScope.VENUE), {}, None, id="at a venue that is not named"),
            pytest.param(cap(scope=CapScope.ZONE), {"zones": ("centre",)}, 2, id="those in the zone"),
            pytest.param(
                cap(scope=CapScope.ZONE), {"zones": ("centre", "old town")}, 2, id="the fuller of two zones"
            ),
            pytest.param(cap(scope=CapScope.ZONE), {"zones": ()}, 1, id="those outside all zones"),
            pytest.param(cap(scope=CapScope.ZONE), {"zones": None}, None, id="in a zone that is not known"),
            pytest.param(
                cap(When(zones=("old town",)), scope=CapScope.ZONE),
                {"zones": ("centre", "old town")},
                2,
                id="only the zones that the cap names",
            ),
        ],
    )
    def test_a_cap_counts_within_its_scope(self, rule, changes, expected):
        assert seats_taken(rule, self.SEATS, asked(**changes), PERIOD) == expected

    def test_a_percentage_is_of_the_licences_of_its_kind_on_the_day(self):
        shop = place(7, kind=LicenceKind.SALE)
        over = place(8, days=(Days(date(2020, 1, 1), date(2024, 9, 30)),))
        rule = Rule(
            "share",
            RuleKind.CAP,
            Strength.HARD,
            When(groups=(Group.THREE,)),
            cap=CapEffect(percent=25, percent_of=LicenceKind.SERVING),
        )
        assert seats_whole(rule, [*self.SEATS, shop, over], asked()) == 5
        assert seats_whole(cap(), self.SEATS, asked()) is None


class TestWhoWaits:
    def test_an_application_for_what_lasts_waits_for_the_same_seat(self):
        assert seats_wanted(cap(), [place(1), place(2, municipality=2)], asked(), PERIOD) == 1

    def test_an_event_waits_only_where_its_time_is_the_same(self):
        seats = [event(1, Use(DAY, NOON)), event(2, Use(DAY, EVENING))]
        rule = cap(AMBULATORY, span=CapSpan.AT_ONCE)
        assert seats_wanted(rule, seats, asked(Use(DAY, EVENING)), PERIOD) == 1
        assert seats_wanted(cap(AMBULATORY, span=CapSpan.DAY), seats, asked(Use(DAY, NOON)), PERIOD) == 2
        assert seats_wanted(cap(AMBULATORY, span=CapSpan.YEAR), seats, asked(), PERIOD) == 2


def test_who_stands_under_a_cap_are_those_of_the_day_or_of_the_year():
    seats = [
        place(1),
        place(2, days=(Days(date(2020, 1, 1), date(2024, 9, 30)),)),
        event(3, Use(DAY, NOON)),
        event(4, Use(date(2026, 1, 2), NOON)),
    ]
    assert [seat.id for seat in seats_shown(cap(), seats, DAY, PERIOD)] == [1, 3]
    assert [seat.id for seat in seats_shown(cap(span=CapSpan.YEAR), seats, DAY, PERIOD)] == [1, 3, 4]
