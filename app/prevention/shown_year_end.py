"""The end of an earmark's year as pages show it: what will be unused, and until when it can be decided on."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from app import formats
from app.models.earmark import EarmarkYear
from app.prevention.service.closing import CLOSES_FROM
from fees.earmark import EarmarkAccount

CASE_DAYS = 28
"""How long before the council's meeting a case is usually written."""


@dataclass(frozen=True)
class YearEnd:
    """What will be unused, and the meeting that can decide on it."""

    unused: str
    text: str
    meeting: str
    meeting_is_known: bool
    urgent: bool


def year_end(row: EarmarkYear | None, account: EarmarkAccount, year: int, today: date) -> YearEnd | None:
    """What to tell of a year's end: nothing before 1 November, nor once the year is closed."""
    if today < date(year, *CLOSES_FROM) or (row is not None and row.closed):
        return None
    meeting_on = row.last_meeting_on if row else None
    unused = formats.kroner(account.free.ore)
    if meeting_on is None:
        told = _("Dagen for det siste møtet i kommunestyret i år er ikke registrert.")
    elif meeting_on < today:
        told = _("Det siste møtet i kommunestyret var %(day)s.", day=formats.long_date(meeting_on))
    else:
        told = _("Det siste møtet i kommunestyret er %(day)s.", day=formats.long_date(meeting_on))
    return YearEnd(
        unused,
        _("%(amount)s ser ut til å bli ubrukt i %(year)s.", amount=unused, year=str(year)),
        told,
        meeting_on is not None,
        bool(account.free) and meeting_on is not None and meeting_on - today <= timedelta(days=CASE_DAYS),
    )
