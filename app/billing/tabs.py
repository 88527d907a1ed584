"""The tabs of the fees: one for each thing that is done in a year."""

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import clock
from app.billing.queries.rates import rate_table
from app.db import session
from app.permissions import actor
from fees.rates import missing_years

# The first year with confirmed rates; of the years before nothing can be computed.
FIRST_YEAR = 2016
# The name that a page gives, the label, and the page that the tab opens.
TABS = (
    ("oversikt", _l("Oversikt"), "billing.show_overview"),
    ("runder", _l("Runder"), "billing.list_rounds"),
    ("sporsmal", _l("Spørsmål"), "billing.list_questions"),
    ("gebyrer", _l("Gebyrer"), "billing.list_fees"),
    ("arrangementer", _l("Arrangementer"), "billing.list_occasions"),
    ("grunnlag", _l("Grunnlag"), "billing.list_batches"),
    ("innbetalinger", _l("Innbetalinger"), "billing.list_payments"),
    ("prikker", _l("Prikker"), "billing.list_breaches"),
    ("satser", _l("Satser"), "billing.show_rates"),
)

# What has no tab of its own is found on the overview.
OTHERS = (
    (_l("Oppgaver etter arrangementer"), "billing.list_event_duties"),
    (_l("Leverandørenes tall"), "billing.list_suppliers"),
    (_l("Brev om gebyr"), "billing.list_letters"),
    (_l("Reskontro"), "billing.list_entries"),
    (_l("Innleste filer"), "billing.list_payment_files"),
)


@dataclass(frozen=True)
class Tab:
    """A tab as a page shows it."""

    label: str
    url: str
    current: bool
    count: str | None = None
    """What stands beside the label."""


def billing_items(here: str) -> list[Tab]:
    """The tabs with the one that a page stands behind marked."""
    return [
        Tab(str(label), url_for(endpoint), name == here, _mark(name))
        for name, label, endpoint in TABS
        if endpoint in current_app.view_functions
    ]


def other_pages() -> list[Tab]:
    """The pages that have no tab."""
    return [
        Tab(str(label), url_for(endpoint), current=False)
        for label, endpoint in OTHERS
        if endpoint in current_app.view_functions
    ]


def tab_url(name: str) -> str | None:
    """The address of the page that a tab opens; nothing where there is none."""
    endpoint = next(endpoint for tab, _label, endpoint in TABS if tab == name)
    return url_for(endpoint) if endpoint in current_app.view_functions else None


def _mark(name: str) -> str | None:
    """That rates are missing is said on every page: without them no fee is computed."""
    if name != "satser":
        return None
    table = rate_table(session(), actor().municipality_id)
    return _("mangler") if missing_years(clock.today(), table) else None
