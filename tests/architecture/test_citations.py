"""Every section that a docstring cites is named in licensing/law.py."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from licensing import law
from tests.architecture.sources import files, name_of, report, tree

# How lawyers write the statutes that licensing/law.py knows.
NAMES = {
    "alkoholloven": "alkl",
    "alkoholforskriften": "af",
    "serveringsloven": "serv",
    "forvaltningsloven": "fvl",
    "offentleglova": "offl",
    "domstolloven": "dl",
    "eforvaltningsforskriften": "efvf",
    "kommuneloven": "koml",
    "arkivlova": "arkl",
    "helligdagsloven": "hdl",
}
SECTION = r"\d+(?:-\d+)?(?:\s?[a-z](?![a-zæøå]))?"
STATUTE_OR_SECTIONS = re.compile(
    rf"(?P<statute>[a-zæøå]+(?:loven|lova|forskriften|forskrifta))(?![a-zæøå])"
    rf"|§§?\s*(?P<sections>{SECTION}(?:(?:,\s*|\s+and\s+|\s*–\s*|\s+to\s+){SECTION})*)",
    re.IGNORECASE,
)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef)


def citing_docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """What stands after "Law:" in each docstring of a module, to the end of its paragraph."""
    for node in ast.walk(tree(path)):
        if isinstance(node, DOCUMENTED):
            text = ast.get_docstring(node) or ""
            line = getattr(node, "lineno", 1)
            yield from ((line, cited.split("\n\n")[0]) for cited in text.split("Law:")[1:])


def cited(text: str) -> Iterator[tuple[str, str]]:
    """Statute and section, one by one.

    >>> list(cited("alkoholloven §§ 1-7c and 1-7d; above 60 per cent § 8-13. ASSUMPTION: 1 May moves it."))
    [('alkoholloven', '1-7c'), ('alkoholloven', '1-7d'), ('alkoholloven', '8-13')]
    """
    statute = ""
    for found in STATUTE_OR_SECTIONS.finditer(text):
        statute = (found["statute"] or statute).lower()
        for section in re.findall(SECTION, found["sections"] or ""):
            yield statute, section


def test_every_cited_section_is_named_in_the_law_module() -> None:
    known = {
        (citation.statute.value, citation.section.replace(" ", "")) for citation in law.CITATIONS.values()
    }
    found = [
        f"{name_of(path)}:{line} {statute} § {section}"
        for path in files("licensing", "fees", "app")
        for line, text in citing_docstrings(path)
        for statute, section in cited(text)
        if (NAMES.get(statute, ""), section.replace(" ", "")) not in known
    ]
    assert not found, report(
        "Name the section as a constant in licensing/law.py, or correct the citation:", found
    )


def test_the_statutes_of_the_law_module_have_the_names_that_lawyers_use() -> None:
    found = [statute.value for statute in law.Statute if statute.value not in NAMES.values()]
    assert not found, report("Add the statute's name to NAMES in this test:", found)


def test_every_citation_is_a_constant_of_the_law_module() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in files("licensing", "fees", "app")
        if name_of(path) != "licensing/law.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Citation"
    ]
    assert not found, report("Name the section in licensing/law.py and import the constant:", found)
