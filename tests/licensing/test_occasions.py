"""Events: closed company or open, what each licence may, what is owed, and how many at the same time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from licensing.applicants import Person, Role
from licensing.licences import LicenceKind, LicenceType
from licensing.occasions import (
    Company,
    InternalControl,
    Openness,
    OpenSign,
    Use,
    Wholesale,
    company_is_closed,
    days_between,
    internal_control,
    length,
    notice,
    quota_standing,
    same_weekday_next_year,
    turnover_due_on,
    type_fits,
    wholesale,
)
from licensing.service_hours import ServiceHours

SALE, SERVING = LicenceKind.SALE, LicenceKind.SERVING
SINGLE, AMBULATORY = LicenceType.SINGLE_OCCASION, LicenceType.AMBULATORY
WEDDING = Company(circle_fixed=True, tickets=False, sign_up=False, member_meeting=False, advertised=False)


def company(**told):
    return Company(**{**vars(WEDDING), **told})


@pytest.mark.parametrize(
    ("told", "openness", "signs"),
    [
        pytest.param({}, Openness.CLOSED, (), id="a wedding with invited guests is closed"),
        pytest.param({"tickets": True}, Openness.OPEN, (OpenSign.TICKETS,), id="trap_06 tickets: open"),
        pytest.param(
            {"sign_up": True}, Openness.OPEN, (OpenSign.SIGN_UP,), id="trap_06 a list to sign makes it open"
        ),
        pytest.param(
            {"member_meeting": True},
            Openness.OPEN,
            (OpenSign.MEMBER_MEETING,),
            id="trap_06 an ordinary member meeting is open",
        ),
        pytest.param(
            {"advertised": True},
            Openness.OPEN,
            (OpenSign.ADVERTISED,),
            id="an advert makes it open, also one that says closed",
        ),
        pytest.param(
            {"circle_fixed": False},
            Openness.OPEN,
            (OpenSign.NO_FIXED_CIRCLE,),
            id="a circle that is not fixed beforehand is open",
        ),
        pytest.param(
            {"tickets": True, "advertised": True},
            Openness.OPEN,
            (OpenSign.TICKETS, OpenSign.ADVERTISED),
            id="every sign is told",
        ),
        pytest.param({"tickets": None}, Openness.UNKNOWN, (), id="what is not told is asked for"),
        pytest.param({"circle_fixed": None}, Openness.UNKNOWN, (), id="so is whether the circle is fixed"),
        pytest.param(
            {"tickets": None, "sign_up": True},
            Openness.OPEN,
            (OpenSign.SIGN_UP,),
            id="one sign is enough, whatever else is not known",
        ),
    ],
)
def test_a_closed_company_is_a_circle_fixed_beforehand_with_a_link_to_the_host(told, openness, signs):
    answer = company_is_closed(company(**told))
    assert (answer.openness, answer.signs) == (openness, signs)
    assert answer.citation.code == "alkl_4_5"


def test_nothing_told_is_nothing_known():
    assert company_is_closed(Company()).unknown == tuple(OpenSign)


@pytest.mark.parametrize(
    ("wanted", "kind", "openness", "fits"),
    [
        pytest.param(AMBULATORY, SERVING, Openness.CLOSED, True, id="ambulatory for a closed company"),
        pytest.param(AMBULATORY, SERVING, Openness.OPEN, False, id="trap_06 never for an open one"),
        pytest.param(AMBULATORY, SERVING, Openness.UNKNOWN, None, id="ambulatory asks when it is not known"),
        pytest.param(AMBULATORY, SALE, Openness.CLOSED, False, id="there is no ambulatory sale"),
        pytest.param(SINGLE, SERVING, Openness.OPEN, True, id="trap_07 a single occasion may be open"),
        pytest.param(SINGLE, SERVING, Openness.CLOSED, True, id="trap_07 and it may be closed"),
        pytest.param(SINGLE, SALE, Openness.OPEN, True, id="a single occasion may be for sale"),
        pytest.param(
            LicenceType.PERMANENT, SERVING, Openness.OPEN, False, id="a permanent licence is no event"
        ),
    ],
)
def test_only_a_single_occasion_may_be_open(wanted, kind, openness, fits):
    assert type_fits(wanted, kind, openness).fits is fits


def person(reference, *tests):
    return Person(reference, tests=None if tests == ("unknown",) else tests)


@pytest.mark.parametrize(
    ("wanted", "manager", "deputies", "answer", "people"),
    [
        pytest.param(
            SINGLE, (SERVING,), [(SERVING,)], Wholesale.ALLOWED, (), id="trap_07 both have the test: allowed"
        ),
        pytest.param(
            SINGLE,
            (SERVING,),
            [()],
            Wholesale.TESTS_MISSING,
            ((Role.DEPUTY, "d0"),),
            id="trap_07 the deputy has none: not allowed",
        ),
        pytest.param(
            SINGLE,
            (),
            [(SERVING,)],
            Wholesale.TESTS_MISSING,
            ((Role.MANAGER, "m"),),
            id="the manager has none: not allowed",
        ),
        pytest.param(
            SINGLE,
            (SERVING,),
            [(SALE,)],
            Wholesale.TESTS_MISSING,
            ((Role.DEPUTY, "d0"),),
            id="trap_23 a test for sale does not do for serving",
        ),
        pytest.param(
            SINGLE,
            (SERVING,),
            [],
            Wholesale.TESTS_MISSING,
            ((Role.DEPUTY, None),),
            id="without a deputy nobody has the second test",
        ),
        pytest.param(
            SINGLE,
            ("unknown",),
            [(SERVING,)],
            Wholesale.TESTS_UNKNOWN,
            ((Role.MANAGER, "m"),),
            id="not known is asked for",
        ),
        pytest.param(
            AMBULATORY,
            (SERVING,),
            [(SERVING,)],
            Wholesale.NEVER,
            (),
            id="trap_07 never for an ambulatory licence, whatever the tests",
        ),
    ],
)
def test_who_may_buy_from_wholesalers(wanted, manager, deputies, answer, people):
    found = wholesale(
        wanted, SERVING, person("m", *manager), [person(f"d{at}", *row) for at, row in enumerate(deputies)]
    )
    assert (found.answer, found.people) == (answer, people)
    assert found.citation.code == "alkl_1_4c"


@pytest.mark.parametrize(
    ("wanted", "waived", "reason", "answer"),
    [
        pytest.param(AMBULATORY, False, "", InternalControl.NOT_REQUIRED, id="trap_07 never for ambulatory"),
        pytest.param(SINGLE, False, "", InternalControl.REQUIRED, id="trap_07 for a single occasion, yes"),
        pytest.param(SINGLE, True, "40 gjester", InternalControl.WAIVED, id="trap_07 unless waived with why"),
        pytest.param(SINGLE, True, " ", InternalControl.REASON_MISSING, id="waived without a reason: no"),
    ],
)
def test_internal_control(wanted, waived, reason, answer):
    assert internal_control(wanted, waived=waived, reason=reason).answer is answer


@pytest.mark.parametrize(
    ("received_on", "late", "days_late"),
    [
        pytest.param(date(2027, 1, 26), False, 0, id="three weeks before: in time"),
        pytest.param(date(2027, 1, 27), True, 1, id="a day less: late by one"),
        pytest.param(date(2027, 2, 16), True, 21, id="on the day itself: late by all of them"),
    ],
)
def test_notice_counts_back_from_the_first_day(received_on, late, days_late):
    found = notice(received_on, date(2027, 2, 16), 21)
    assert (found.due_on, found.late, found.days_late) == (date(2027, 1, 26), late, days_late)


def test_a_municipality_may_ask_for_no_notice_at_all():
    assert not notice(date(2027, 2, 16), date(2027, 2, 16), 0).late


@pytest.mark.parametrize(
    ("last_day", "due_on"),
    [
        pytest.param(date(2027, 2, 20), date(2027, 3, 8), id="6 March 2027 is a Saturday: Monday 8 March"),
        pytest.param(date(2027, 2, 19), date(2027, 3, 5), id="5 March 2027 is a Friday: that day"),
        pytest.param(date(2027, 5, 3), date(2027, 5, 18), id="17 May moves it to the 18th"),
        pytest.param(date(2027, 3, 11), date(2027, 3, 30), id="Maundy Thursday moves it past Easter"),
    ],
)
def test_the_turnover_statement_is_due_some_days_after_the_last_one(last_day, due_on):
    assert turnover_due_on(last_day, 14) == due_on


@pytest.mark.parametrize(
    ("last_day", "most", "too_long"),
    [
        pytest.param(date(2027, 2, 20), 5, False, id="as many days as the municipality's number"),
        pytest.param(date(2027, 2, 21), 5, True, id="one more"),
        pytest.param(date(2027, 12, 31), None, False, id="the act names none"),
    ],
)
def test_how_many_days_are_one_occasion_is_the_municipalitys_own_number(last_day, most, too_long):
    assert length(date(2027, 2, 16), last_day, most).too_long is too_long


SATURDAY = date(2026, 12, 5)


def use(start, end, day=SATURDAY):
    return Use(day, ServiceHours.parse(start, end))


EVENING = (use("18:00", "25:00"),)


@pytest.mark.parametrize(
    ("others", "used"),
    [
        pytest.param([], 0, id="nobody else"),
        pytest.param([EVENING, EVENING], 2, id="two at the same time"),
        pytest.param([(use("12:00", "18:00"),)], 0, id="one that ends when this one begins"),
        pytest.param([(use("12:00", "18:01"),)], 1, id="one that ends a minute later"),
        pytest.param([(use("25:00", "26:00"),)], 0, id="one that begins when this one ends"),
        pytest.param(
            [(use("18:00", "20:00"),), (use("20:00", "22:00"),)],
            1,
            id="two after each other are one at a time: it is no number of uses",
        ),
        pytest.param([(use("18:00", "21:00"),), (use("20:00", "22:00"),)], 2, id="two that meet for an hour"),
        pytest.param([(*EVENING, use("19:00", "23:00"))], 1, id="two rooms of one licence are one licence"),
        pytest.param([(use("18:00", "25:00", SATURDAY - timedelta(days=1)),)], 0, id="the evening before"),
        pytest.param(
            [(use("23:00", "30:00", SATURDAY - timedelta(days=1)),)], 0, id="a night that ends in the morning"
        ),
    ],
)
def test_the_quota_is_one_of_licences_in_use_at_the_same_time(others, used):
    assert quota_standing(3, EVENING, others).used == used


@pytest.mark.parametrize(
    ("number", "left", "is_full"),
    [
        pytest.param(3, 1, False, id="three created, two in use: one left"),
        pytest.param(2, 0, True, id="two created, two in use: none left"),
        pytest.param(1, 0, True, id="the council has since made it fewer"),
        pytest.param(0, 0, True, id="none created: none to give"),
    ],
)
def test_a_quota_is_full_when_as_many_are_in_use_as_were_created(number, left, is_full):
    standing = quota_standing(number, EVENING, [EVENING, EVENING])
    assert (standing.left, standing.is_full) == (left, is_full)


def test_the_quota_names_the_day_on_which_most_are_in_use():
    sunday = SATURDAY + timedelta(days=1)
    mine = (*EVENING, use("12:00", "16:00", sunday))
    standing = quota_standing(2, mine, [(use("13:00", "15:00", sunday),)])
    assert (standing.used, standing.day) == (1, sunday)


@pytest.mark.parametrize(
    ("day", "next_year"),
    [
        pytest.param(date(2026, 2, 17), date(2027, 2, 16), id="Rørosmartnan, a Tuesday"),
        pytest.param(date(2026, 12, 5), date(2027, 12, 4), id="a Saturday in Advent"),
        pytest.param(date(2028, 2, 29), date(2029, 2, 27), id="the leap day"),
    ],
)
def test_a_copy_falls_on_the_same_weekday_of_the_next_year(day, next_year):
    assert same_weekday_next_year(day) == next_year
    assert next_year.weekday() == day.weekday()


def test_the_days_of_an_event_include_both_its_ends():
    days = days_between(date(2027, 2, 27), date(2027, 3, 2))
    assert len(days) == 4
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(days))
