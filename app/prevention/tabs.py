"""The tabs of prevention."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

# The name that a page gives, the label, and the page that the tab opens.
TABS = (
    ("oversikt", _l("Oversikt"), "prevention.show_overview"),
    ("oremerking", _l("Øremerking"), "prevention.list_earmarks"),
    ("tilskudd", _l("Bruk av midlene"), "prevention.list_spendings"),
    ("utbetalinger", _l("Utbetalinger"), "prevention.list_payouts"),
    ("samrad", _l("Samråd"), "prevention.list_consultations"),
    ("planer", _l("Handlingsplaner"), "prevention.list_plans"),
    ("meldinger", _l("Årsmelding"), "prevention.list_reports"),
    ("utvikling", _l("Utvikling"), "prevention.show_development"),
)


@dataclass(frozen=True)
class Tab:
    """A tab as a page shows it."""

    label: str
    url: str
    current: bool


def prevention_items(here: str) -> list[Tab]:
    """The tabs with the one that a page stands behind marked."""
    return [
        Tab(str(label), url_for(endpoint), name == here)
        for name, label, endpoint in TABS
        if endpoint in current_app.view_functions
    ]
