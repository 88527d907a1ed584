"""One figure of a yearly report in words by itself: what it is, and its value."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _

from app import formats
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.prevention.report_tables import DASH, hundredths
from app.prevention.taken_figures import Figure
from app.wording.enums import label
from app.wording.report_figures import line_label
from fees.plans import YearOutcome

MONEY = frozenset({ReportChapterCode.INCOME, ReportChapterCode.EARMARK, ReportChapterCode.PREVENTION})
COUNTED = frozenset({"granted", "refused", "consultations", "participants"})


def figure_label(figure: Figure) -> str:
    """What a figure is: its line, or the name that it carries."""
    if isinstance(figure.value, Mapping):
        return str(figure.value.get("name") or figure.value.get("title") or line_label(figure.code))
    first = figure.code.partition(".")[0]
    if first == "name":
        return _("Øremerking")
    if first in ("cap", "police"):
        return _("Ikke oppgitt")
    if first == "policy":
        return _("Retningslinjer")
    return line_label(figure.code)


def figure_text(figure: Figure) -> str:
    """The value of a figure in words; a dash when it is missing."""
    if figure.standing is FigureStanding.MISSING or figure.value is None:
        return DASH
    if isinstance(figure.value, Mapping):
        return _parts_text(figure.code.partition(".")[0], figure.value)
    if isinstance(figure.value, str):
        return figure.value
    if figure.code == "school_share":
        return hundredths(figure.value)
    if figure.chapter in MONEY and figure.code not in COUNTED:
        return formats.kroner(figure.value)
    return formats.whole(figure.value)


def cap_text(value: Mapping[str, Any]) -> str:
    """How many of a cap's seats are taken: 36 av 38."""
    used = formats.whole(int(value["used"]))
    if value["limit"] is None:
        return used
    return _("%(used)s av %(limit)s", used=used, limit=formats.whole(int(value["limit"])))


def _spending_text(value: Mapping[str, Any]) -> str:
    return _(
        "brukt %(spent)s, tilsagn %(reserved)s",
        spent=formats.kroner(int(value["spent"])),
        reserved=formats.kroner(int(value["reserved"])),
    )


def _told(value: Mapping[str, Any]) -> str:
    figure = value["figure"]
    return formats.whole(figure) if isinstance(figure, int) else str(figure)


WRITERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "cap": cap_text,
    "spending": _spending_text,
    "measure": lambda value: label(YearOutcome(value["came"])),
    "indicator": _told,
    "police": _told,
}


def _parts_text(first: str, value: Mapping[str, Any]) -> str:
    return WRITERS[first](value)
