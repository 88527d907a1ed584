"""A month as weeks of nights, and a week as a list: what a calendar shows of each night."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from flask import url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app import formats
from app.calendar.night import EventLine, event_line
from app.calendar.queries import EventNight

SHOWN_IN_A_CELL = 4
WEEK = 7
EARLIEST, LATEST = date(2015, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True)
class Cell:
    """One night of the calendar."""

    day: date
    number: str
    """The day of the month."""
    full_day: str
    url: str
    inside: bool
    """Whether the night belongs to the month."""
    is_today: bool
    events: Sequence[EventLine]
    more: str
    places: str

    @property
    def iso(self) -> str:
        """2026-11-27"""
        return self.day.isoformat()


@dataclass(frozen=True)
class Week:
    """Seven nights with the number of the week."""

    number: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Span:
    """The nights that a calendar shows, and the way to those before and after."""

    view: str
    title: str
    first_day: date
    last_day: date
    earlier: date | None
    later: date | None


def month_of(day: date) -> Span:
    """The weeks that a month lies in."""
    weeks = Calendar().monthdatescalendar(day.year, day.month)
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    title = format_date(first, "LLLL y", locale=get_locale() or "nb")
    return Span(
        "maned",
        title[:1].upper() + title[1:],
        weeks[0][0],
        weeks[-1][-1],
        (first - timedelta(days=1)).replace(day=1) if first > EARLIEST else None,
        following if following <= LATEST else None,
    )


def week_of(day: date) -> Span:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    sunday = monday + timedelta(days=WEEK - 1)
    return Span(
        "uke",
        _(
            "Uke %(number)s, %(first)s–%(last)s",
            number=monday.isocalendar().week,
            first=formats.short_date(monday),
            last=formats.short_date(sunday),
        ),
        monday,
        sunday,
        monday - timedelta(days=WEEK) if monday > EARLIEST else None,
        monday + timedelta(days=WEEK) if sunday < LATEST else None,
    )


def weeks_of(
    span: Span,
    month: int | None,
    events: Mapping[date, Sequence[EventNight]],
    places: Mapping[date, int],
    today: date,
) -> list[Week]:
    """The nights of a span, week by week."""
    length = (span.last_day - span.first_day).days + 1
    days = [span.first_day + timedelta(days=step) for step in range(length)]
    most = SHOWN_IN_A_CELL if month else None
    cells = [_cell(day, month, events.get(day, ()), places.get(day, 0), today, most) for day in days]
    return [
        Week(str(row[0].day.isocalendar().week), row)
        for row in (cells[start : start + WEEK] for start in range(0, len(cells), WEEK))
    ]


def _cell(
    day: date,
    month: int | None,
    events: Sequence[EventNight],
    places: int,
    today: date,
    most: int | None,
) -> Cell:
    some = events if most is None else events[:most]
    left = len(events) - len(some)
    return Cell(
        day=day,
        number=str(day.day),
        full_day=formats.weekday_date(day),
        url=url_for("calendar.show_night", dag=day.isoformat()),
        inside=month is None or day.month == month,
        is_today=day == today,
        events=[event_line(night) for night in some],
        more=ngettext("og %(num)d til", "og %(num)d til", left) if left else "",
        places=ngettext("%(num)d fast sted", "%(num)d faste steder", places) if places else "",
    )


def weekday_names() -> list[tuple[str, str]]:
    """Short and whole names of the days, Monday first."""
    monday = date(2026, 11, 23)
    days = [monday + timedelta(days=step) for step in range(WEEK)]
    locale = get_locale() or "nb"
    return [
        (
            format_date(day, "EEE", locale=locale).strip("."),
            format_date(day, "EEEE", locale=locale),
        )
        for day in days
    ]
