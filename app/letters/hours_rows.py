"""Hours as tables of letters and pages show them: a row for each set of days."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from flask_babel import gettext as _

from app import formats, labels
from app.cases.granted import DAY_SETS, HoursLine
from app.cases.queries.facts import asked_hours
from app.labels import groups_text
from app.letters.facts import HoursRow
from app.models.case import Application
from app.wording.facts import upper_first
from licensing.licences import AreaKind
from licensing.service_hours import ServiceHours

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def days_text(weekdays: tuple[int, ...]) -> str:
    """The days of a row in words."""
    names = {
        EVERY_DAY: _("Alle dager"),
        (7, 1, 2, 3, 4): _("Søndag–torsdag"),
        (5, 6): _("Fredag og lørdag"),
        (1, 2, 3, 4, 5): _("Mandag–fredag"),
        (6,): _("Lørdag og dag før helligdag"),
    }
    return names.get(weekdays) or upper_first(labels.days_text(weekdays))


def granted_rows(lines: Iterable[HoursLine]) -> tuple[HoursRow, ...]:
    """The rows of granted hours; groups share a row when their hours are the same."""
    lines = tuple(lines)
    outdoors = any(line.area is AreaKind.OUTDOOR for line in lines)
    day_sets = dict.fromkeys(line.weekdays for line in lines)
    rows = []
    for weekdays in day_sets:
        by_hours: dict[tuple[str | None, str | None], list[int]] = {}
        for group in sorted({line.group for line in lines}):
            pair = (
                _hours_text(lines, weekdays, group, AreaKind.INDOOR),
                _hours_text(lines, weekdays, group, AreaKind.OUTDOOR),
            )
            by_hours.setdefault(pair, []).append(group)
        for (indoor, outdoor), groups in by_hours.items():
            rows.append(
                HoursRow(
                    days=days_text(weekdays),
                    indoor=indoor or _("Stengt"),
                    outdoor=(outdoor or _("Stengt")) if outdoors else None,
                    groups=groups_text(groups).capitalize(),
                )
            )
    rows = _every_day(rows, day_sets)
    same_groups = len({row.groups for row in rows}) <= 1
    if same_groups:
        rows = [HoursRow(row.days, row.indoor, row.outdoor) for row in rows]
    return tuple(rows)


def _every_day(rows: list[HoursRow], day_sets: Collection[tuple[int, ...]]) -> list[HoursRow]:
    """One row in place of those of each set, where every day of the week is alike."""
    alike = list(dict.fromkeys(replace(row, days=days_text(EVERY_DAY)) for row in rows))
    covered = {day for days in day_sets for day in days} == set(EVERY_DAY)
    return alike if covered and len(rows) == len(alike) * len(day_sets) else rows


def _hours_text(
    lines: Iterable[HoursLine], weekdays: tuple[int, ...], group: int, area: AreaKind
) -> str | None:
    return next(
        (
            formats.hours(line.hours)
            for line in lines
            if line.weekdays == weekdays and line.group == group and line.area is area
        ),
        None,
    )


def asked_rows(application: Application) -> tuple[HoursRow, ...]:
    """The rows of the hours applied for."""
    return granted_rows(
        HoursLine(asked.area, int(asked.group), EVERY_DAY, asked.hours.start, asked.hours.end)
        for asked in asked_hours(application)
    )


def span(start: int | None, end: int | None) -> ServiceHours | None:
    """Hours from two columns; nothing when there are none."""
    return None if start is None or end is None else ServiceHours(start, end)


def day_set_labels(application: Application) -> tuple[str, ...]:
    """The names of the sets of days that share hours, for a kind of licence."""
    return tuple(days_text(weekdays) for weekdays in DAY_SETS[application.kind])
