"""How the days of a term, a room or a role are written."""

from datetime import date

from flask_babel import gettext as _

from app import formats


def span_text(first_day: date, last_day: date | None) -> str:
    """03.06.2024–30.09.2028, or from a day on."""
    if last_day is None:
        return _("fra %(day)s", day=formats.short_date(first_day))
    return f"{formats.short_date(first_day)}–{formats.short_date(last_day)}"
