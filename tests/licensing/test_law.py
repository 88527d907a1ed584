"""Citations are named once and found again by their codes."""

import pytest

from licensing.errors import MissingPremise
from licensing.law import ALKL_1_6_PARA_4, ALKL_1_7C, CITATIONS, Citation, Statute, citation


@pytest.mark.parametrize(
    ("cited", "code"),
    [
        pytest.param(ALKL_1_7C, "alkl_1_7c", id="a section"),
        pytest.param(ALKL_1_6_PARA_4, "alkl_1_6.4", id="a paragraph of a section"),
        pytest.param(Citation(Statute.FVL, "11 a", 3), "fvl_11a.3", id="a section written with a space"),
    ],
)
def test_a_citation_has_a_code(cited, code):
    assert cited.code == code


def test_every_citation_is_found_again_by_its_code():
    assert {citation(code) for code in CITATIONS} == set(CITATIONS.values())
    assert all(cited.code == code for code, cited in CITATIONS.items())


def test_an_unknown_code_says_which():
    with pytest.raises(MissingPremise) as caught:
        citation("alkl_9_99")
    assert caught.value.code == "citation_unknown"
    assert caught.value.facts == {"citation": "alkl_9_99"}
