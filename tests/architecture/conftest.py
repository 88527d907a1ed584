"""The application as the architecture tests look at it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import RouteCallable


@dataclass(frozen=True)
class Route:
    """One address of the application, and the view that answers there."""

    endpoint: str
    rule: str
    methods: frozenset[str]
    view: "RouteCallable"

    @property
    def writes(self) -> bool:
        """Whether the view wears `@commits`."""
        return bool(getattr(self.view, "commits", False))

    def __str__(self) -> str:
        return f"{self.endpoint} ({self.rule})"


@pytest.fixture(scope="session")
def routes(app: "Flask") -> list[Route]:
    """Every route but Flask's own for static files."""
    return [
        Route(
            endpoint=rule.endpoint,
            rule=rule.rule,
            methods=frozenset(rule.methods or ()) - {"HEAD", "OPTIONS"},
            view=app.view_functions[rule.endpoint],
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    ]
