"""Samples of the pages of plans, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.permissions import Actor

# What a browser is given here is a file, not a page.
FILES_OF_PLANS: frozenset[str] = frozenset()


def ids_of_plans(session: Session, actor: Actor) -> dict[str, Any]:
    """What the addresses name, out of the demo or made here."""
    return {}


def samples_of_plans(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    return {}
