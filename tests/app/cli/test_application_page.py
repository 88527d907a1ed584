"""The page about an application as a file: its values are all there, and its examples can be assessed."""

import re
from pathlib import Path

import pytest

from app.policy.library import FOLDER
from licensing.licences import AreaKind, Audience, LicenceKind, LicenceType, VenueCategory
from licensing.matters import Matter
from licensing.policy import CaseSort
from tests.app.cli.asking import Ask

PAGE = Path("docs/application-file.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize(
    "kind", [LicenceKind, LicenceType, Matter, CaseSort, Audience, VenueCategory, AreaKind]
)
def test_every_value_stands_on_the_page(kind):
    assert {member.value for member in kind} - NAMED == set()


@pytest.mark.parametrize("text", EXAMPLES, ids=["restaurant", "event", "longer hours"])
def test_every_example_can_be_assessed(ask: Ask, tmp_path: Path, text: str) -> None:
    path = tmp_path / "application.yaml"
    path.write_text(text, encoding="utf-8")
    answer = ask(f"assess {path} --policy {FOLDER}/suldal.yaml --on 2027-01-25 --json")
    assert (answer.status, answer.err) == (0, "")
    assert answer.facts["findings"]
