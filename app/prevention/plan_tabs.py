"""The pages of one plan, beside each other."""

from flask import current_app, url_for
from flask_babel import lazy_gettext as _l

from app.prevention.tabs import Tab

# The name that a page gives, the label, and the page that the tab opens.
PLAN_TABS = (
    ("plan", _l("Planen"), "prevention.show_plan"),
    ("tiltak", _l("Tiltak"), "prevention.show_matrix"),
    ("horing", _l("Høring"), "prevention.list_hearings"),
    ("mangler", _l("Mangler"), "prevention.list_plan_faults"),
    ("sluttrapport", _l("Sluttrapport"), "prevention.show_closing_report"),
)


def plan_items(plan_id: int, here: str) -> list[Tab]:
    """The pages of a plan with the one that is open marked."""
    return [
        Tab(str(label), url_for(endpoint, plan_id=plan_id), name == here)
        for name, label, endpoint in PLAN_TABS
        if endpoint in current_app.view_functions
    ]
