"""Reading licences, as lists and one by one."""

from app.licences.queries.lists import (
    PAST,
    LicenceFilter,
    LicenceLine,
    LicenceState,
    counts_in_force,
    licence_lines,
    licence_page,
    state_on,
)

__all__ = [
    "PAST",
    "LicenceFilter",
    "LicenceLine",
    "LicenceState",
    "counts_in_force",
    "licence_lines",
    "licence_page",
    "state_on",
]
