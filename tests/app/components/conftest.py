"""The parts of a page, rendered without the application: templates, words and nothing else."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

CURRENT = SimpleNamespace(
    name="Ingrid Aasen",
    municipality=SimpleNamespace(id=1, name="Røros kommune"),
    municipalities=[
        SimpleNamespace(id=1, name="Røros kommune"),
        SimpleNamespace(id=2, name="Holtålen kommune"),
    ],
    roles=["Saksbehandler"],
)


@pytest.fixture(scope="session")
def words() -> Environment:
    """Jinja as the application sets it up, with the source texts as the only language."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(
        lambda text: text, lambda one, many, number: one if number == 1 else many, newstyle=True
    )
    made.globals.update(
        url_for=lambda endpoint: f"/{endpoint}",
        static_url=lambda filename: f"/static/{filename}",
        csrf_token=lambda: "the-token",
        get_flashed_messages=lambda with_categories: [("success", "Saken er registrert.")],
        request=SimpleNamespace(script_root="", args={}),
        language="nb",
        version="1.2.3",
        product="Bevilling",
        demo=False,
        current=CURRENT,
        navigation=[SimpleNamespace(label="Saker", url="/saker", current=True)],
    )
    return made


@pytest.fixture
def render(words: Environment) -> Callable[..., str]:
    """Renders a piece of template: `render("tags", "tag", '{{ tag("Ny") }}')`."""

    def rendered(component: str, names: str, source: str, **values: object) -> str:
        imports = f'{{% from "components/{component}.html" import {names} %}}'
        return words.from_string(imports + source).render(**values)

    return rendered


@pytest.fixture
def page(words: Environment) -> Callable[..., str]:
    """Renders a page on a layout: `page("{% block heading %}Saker{% endblock %}")`."""

    def rendered(source: str, layout: str = "page", **values: object) -> str:
        return words.from_string(f'{{% extends "layouts/{layout}.html" %}}{source}').render(**values)

    return rendered
