"""Where each kind of change is registered; the modules of pages fill it in."""

from licensing.matters import ChangeKind

CHANGE_PAGES: dict[ChangeKind, str] = {}
"""The page on which a kind of change is registered for a licence, by its endpoint."""
