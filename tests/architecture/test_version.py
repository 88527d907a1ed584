"""The version stands in one place; what shows it shows the same."""

import tomllib

from app.pages import VERSION
from tests.architecture.sources import ROOT


def test_pages_show_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION, "Raise both: version in pyproject.toml and VERSION in app/pages.py"
