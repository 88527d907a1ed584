"""The times of an event as pages and letters show them: a row for each day and place."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from babel.dates import format_date
from flask_babel import get_locale
from flask_babel import gettext as _

from app import formats
from app.cases.granted import DayLine
from app.labels import enumeration, groups_text
from app.letters.facts_of_events import OccasionTime
from app.models.case import Application
from app.models.occasion import Occasion
from licensing.hours import national_hours
from licensing.licences import Group, LicenceKind
from licensing.service_hours import DAY_MINUTES, ServiceHours, clock_text


def asked_lines(occasion: Occasion) -> tuple[DayLine, ...]:
    """What is applied for, day by day and room by room."""
    return tuple(DayLine(row.room_id, row.day, row.start, row.end) for row in occasion.days)


def hours_for_group(kind: LicenceKind, group: Group, line: DayLine) -> ServiceHours | None:
    """The hours of a day for one group: spirits begin when the law first allows them.

    Law: alkoholloven §§ 3-7 and 4-4.
    """
    limit = national_hours(kind, group, line.day).limit
    return None if limit is None else line.hours.overlap(limit)


def time_rows(
    application: Application, lines: Iterable[DayLine], groups: Sequence[Group]
) -> tuple[OccasionTime, ...]:
    """The rows of a table of times; the groups stand where one of them has times of its own."""
    names = {room.id: room.name for room in application.rooms}
    # Places with the same time on a day share a row.
    places: dict[tuple[date, ServiceHours], list[DayLine]] = {}
    for line in sorted(lines, key=lambda line: (line.day, names[line.room_id])):
        places.setdefault((line.day, line.hours), []).append(line)
    rows: list[tuple[list[DayLine], dict[ServiceHours | None, list[Group]]]] = []
    for alike in places.values():
        by_hours: dict[ServiceHours | None, list[Group]] = {}
        for group in groups:
            by_hours.setdefault(hours_for_group(application.kind, group, alike[0]), []).append(group)
        rows.append((alike, by_hours))
    differ = any(len(by_hours) > 1 for _alike, by_hours in rows)
    return tuple(
        OccasionTime(
            day=day_in_words(alike[0].day).capitalize(),
            place=enumeration(names[line.room_id] for line in alike),
            hours=formats.hours(hours or alike[0].hours) if hours or not differ else _("Ikke lov"),
            groups=groups_text(of_group).capitalize() if differ else None,
        )
        for alike, by_hours in rows
        for hours, of_group in by_hours.items()
    )


def day_in_words(day: date) -> str:
    """tirsdag 16. februar"""
    return format_date(day, "EEEE d. MMMM", locale=get_locale() or "nb")


def days_in_words(days: Iterable[date]) -> str:
    """Days that follow each other as one run, others one by one: tirsdag 16. februar–torsdag 18. februar."""
    runs: list[list[date]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] + timedelta(days=1) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return enumeration(
        day_in_words(run[0]) if len(run) == 1 else f"{day_in_words(run[0])}–{day_in_words(run[-1])}"
        for run in runs
    )


# From when and until when nothing is given; None where that end is as it was asked.
Cut = tuple[int | None, int | None]
WHOLE_DAY: Cut = (0, 0)


def refused_times(asked: Iterable[DayLine], given: Iterable[DayLine]) -> Mapping[Cut, list[date]]:
    """What was asked for and not given: how the time was cut, and on which days."""
    kept = {(line.room_id, line.day): line for line in given}
    cuts: dict[Cut, list[date]] = {}
    for line in asked:
        left = kept.get((line.room_id, line.day))
        if left is None:
            cuts.setdefault(WHOLE_DAY, []).append(line.day)
        elif (left.start, left.end) != (line.start, line.end):
            before = left.start if left.start > line.start else None
            after = left.end if left.end < line.end else None
            cuts.setdefault((before, after), []).append(line.day)
    return cuts


def cut_in_words(cut: Cut, days: Iterable[date]) -> str:
    """What goes on after "Vi avslår søknaden": for tiden etter kl. 01.00 tirsdag 16. februar."""
    when = days_in_words(days)
    before, after = (None if at is None else clock_text(at % DAY_MINUTES).replace(":", ".") for at in cut)
    if cut == WHOLE_DAY:
        return _("for %(days)s", days=when)
    if after is None:
        return _("for tiden før kl. %(before)s %(days)s", before=before, days=when)
    if before is None:
        return _("for tiden etter kl. %(after)s %(days)s", after=after, days=when)
    return _(
        "for tiden før kl. %(before)s og etter kl. %(after)s %(days)s", before=before, after=after, days=when
    )
