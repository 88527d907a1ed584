"""What those who are asked about an event are told of it: what it is, for how many, and when."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats
from app.events.queries.facts import company_of
from app.events.queries.one import occasion_or_none
from app.events.queries.times import asked_lines, time_rows
from app.labels import label
from app.letters.facts import HoursRow
from app.models.case import Case
from app.models.occasion import Occasion
from licensing.licences import group_set_from_code
from licensing.occasions import company_is_closed


@dataclass(frozen=True)
class ToldOfEvent:
    """An event in the words of a letter that asks about it."""

    concept: str
    hours: tuple[HoursRow, ...]


def told_of_event(session: Session, case: Case) -> ToldOfEvent | None:
    """What is told of an event, in the language that is set; nothing for a case that is none."""
    occasion = occasion_or_none(session, case)
    if occasion is None:
        return None
    rows = time_rows(case.application, asked_lines(occasion), group_set_from_code(case.application.groups))
    return ToldOfEvent(
        concept=_concept(occasion),
        hours=tuple(HoursRow(f"{row.day}, {row.place}", row.hours, groups=row.groups) for row in rows),
    )


def _concept(occasion: Occasion) -> str:
    days = [row.day for row in occasion.days]
    parts = [
        occasion.name,
        _span(days),
        label(company_is_closed(company_of(occasion)).openness).lower(),
        _("%(count)s gjester", count=occasion.guests) if occasion.guests is not None else "",
        _("aldersgrense %(age)s år", age=occasion.age_limit) if occasion.age_limit is not None else "",
        _("%(count)s ordensvakter", count=occasion.guards) if occasion.guards is not None else "",
    ]
    return ", ".join(part for part in parts if part)


def _span(days: list[date]) -> str:
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return formats.long_date(first)
    return _("%(first)s til %(last)s", first=formats.long_date(first), last=formats.long_date(last))
