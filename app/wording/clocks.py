"""How a deadline stands, in words and as a tone."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.formats import short_date
from licensing.deadlines import SOON_DAYS


@dataclass(frozen=True)
class ClockText:
    """A deadline as the `clock` component shows it."""

    text: str
    tone: str
    date: str | None


def clock_text(due_on: date | None, on: date) -> ClockText:
    """How many days are left, or how many have passed; the due day itself is not late."""
    if due_on is None:
        return ClockText(_("Ingen frist"), "neutral", None)
    days = (due_on - on).days
    shown = short_date(due_on)
    if days < 0:
        late = ngettext("%(num)s dag over fristen", "%(num)s dager over fristen", -days)
        return ClockText(late, "danger", shown)
    if days == 0:
        return ClockText(_("Frist i dag"), "warning", shown)
    if days == 1:
        return ClockText(_("Frist i morgen"), "warning", shown)
    tone = "warning" if days <= SOON_DAYS else "neutral"
    return ClockText(_("Frist om %(days)s dager", days=days), tone, shown)
