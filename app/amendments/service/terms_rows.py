"""The dated rows that a granted change of terms writes on a licence."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.amendments.queries.licences import terms_of
from app.cases.granted import HoursLine, lines_from_json
from app.licences.terms import decided_term
from app.models.case import Case
from app.models.decision import Decision
from app.models.licence import Licence, LicenceRoom
from app.models.rows import canonical_json
from licensing.licences import AreaKind, Attribute, TermRow, group_set_from_code


def spans(days: Sequence[date], first_day: date) -> list[tuple[date, date | None]]:
    """The days that rows are for: each day that is left of what holds once, else from a day on."""
    if not days:
        return [(first_day, None)]
    return [(day, day) for day in days if day >= first_day]


def carry_out_area(
    session: Session,
    licence: Licence,
    case: Case,
    decision: Decision,
    *,
    days: Sequence[date],
    first_day: date,
) -> None:
    """Let the licence cover the rooms applied for, with hours of their own where some were granted."""
    rooms = case.application.rooms
    lines = lines_from_json(decision.hours)
    for first, last in spans(days, first_day):
        for room in rooms:
            session.add(
                LicenceRoom(
                    municipality_id=licence.municipality_id,
                    licence_id=licence.id,
                    room_id=room.id,
                    first_day=first,
                    last_day=last,
                )
            )
            for group, value in _by_group(line for line in lines if line.area is room.area).items():
                session.add(
                    decided_term(
                        licence,
                        case,
                        decision,
                        Attribute.HOURS,
                        canonical_json(value),
                        first_day=first,
                        last_day=last,
                        area=room.area,
                        group=group,
                        room_id=room.id,
                    )
                )
    session.flush()


def carry_out_groups(
    session: Session, licence: Licence, case: Case, decision: Decision, *, held: str, first_day: date
) -> None:
    """Let the licence cover further groups, with their hours; those of the groups held stay as they are."""
    session.add(decided_term(licence, case, decision, Attribute.GROUPS, decision.groups, first_day=first_day))
    before = {int(group) for group in group_set_from_code(held)} if held else set()
    lines = [line for line in lines_from_json(decision.hours) if line.group not in before]
    for area in AreaKind:
        for group, value in _by_group(line for line in lines if line.area is area).items():
            session.add(
                decided_term(
                    licence,
                    case,
                    decision,
                    Attribute.HOURS,
                    canonical_json(value),
                    first_day=first_day,
                    area=area,
                    group=group,
                )
            )
    session.flush()


def carry_out_hours(
    session: Session,
    licence: Licence,
    case: Case,
    decision: Decision,
    *,
    days: Sequence[date],
    first_day: date,
) -> None:
    """Give the licence other hours, for good or on single days.

    Rooms that have hours of their own get them too. What holds once makes the hours of its day longer and
    never shorter. Law: alkoholloven § 4-4.
    """
    lines = lines_from_json(decision.hours)
    for first, last in spans(days, first_day):
        rows = terms_of(session, licence, first).rows
        for area in AreaKind:
            for group, value in _by_group(line for line in lines if line.area is area).items():
                held = [
                    row
                    for row in rows
                    if row.attribute is Attribute.HOURS and row.area is area and row.group == group
                ]
                for room_id, row in _subjects(held):
                    written = value if last is None else _lengthened(row, value, first)
                    if not written:
                        continue
                    session.add(
                        decided_term(
                            licence,
                            case,
                            decision,
                            Attribute.HOURS,
                            canonical_json(written),
                            first_day=first,
                            last_day=last,
                            area=area,
                            group=group,
                            room_id=room_id,
                        )
                    )
    session.flush()


def _subjects(held: Sequence[TermRow]) -> list[tuple[int | None, TermRow | None]]:
    """The rooms that have hours of their own, and all of them together; where none have, all together."""
    return [(row.room, row) for row in held] or [(None, None)]


def _by_group(lines: Iterable[HoursLine]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(
            {"weekdays": list(line.weekdays), "start": line.start, "end": line.end}
        )
    return found


def _lengthened(row: TermRow | None, value: list[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """The granted hours of a day together with those that the licence has on it."""
    weekday = day.isoweekday()

    def speaks_of_day(line: dict[str, Any]) -> bool:
        return not line["weekdays"] or weekday in line["weekdays"]

    granted = [line for line in value if speaks_of_day(line)]
    if not granted:
        return []
    held = [line for line in (json.loads(row.value) if row else []) if speaks_of_day(line)]
    start = min(line["start"] for line in (*granted, *held))
    end = max(line["end"] for line in (*granted, *held))
    return [{"weekdays": granted[0]["weekdays"], "start": start, "end": end}]
