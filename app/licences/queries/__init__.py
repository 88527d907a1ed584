"""Reading licences, as lists and one by one."""

from app.licences.queries.lists import (
    PAST,
    STATES,
    LicenceFilter,
    LicenceLine,
    LicenceState,
    counts_in_force,
    licence_lines,
    licence_page,
    state_on,
)
from app.licences.queries.one import LicencePage, licence_on, licence_or_none

__all__ = [
    "PAST",
    "STATES",
    "LicenceFilter",
    "LicenceLine",
    "LicencePage",
    "LicenceState",
    "counts_in_force",
    "licence_lines",
    "licence_on",
    "licence_or_none",
    "licence_page",
    "state_on",
]
