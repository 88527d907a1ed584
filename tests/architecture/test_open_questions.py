"""What the sources leave open stands on a page, with the module that takes a reading of it."""

import re

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "open-questions.md"
NAMED = re.compile(r"`((?:app|licensing|fees)/[\w/]+\.py)`")


def test_each_module_with_an_assumption_has_its_row() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))
    assuming = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "licensing").rglob("*.py")
        if "ASSUMPTION" in path.read_text(encoding="utf-8")
    }
    assert sorted(assuming - named) == []


def test_each_module_on_the_page_is_there() -> None:
    named = NAMED.findall(PAGE.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
