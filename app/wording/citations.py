"""Sections as lawyers write them."""

from flask_babel import lazy_gettext as _l

from app.wording.enums import label
from licensing.law import Citation

PARAGRAPHS = {
    1: _l("første ledd"),
    2: _l("andre ledd"),
    3: _l("tredje ledd"),
    4: _l("fjerde ledd"),
    5: _l("femte ledd"),
    6: _l("sjette ledd"),
    7: _l("sjuende ledd"),
    8: _l("åttende ledd"),
}


def citation_text(citation: Citation | None) -> str:
    """A section, and its paragraph where one is meant: "alkoholloven § 1-7 andre ledd"."""
    if citation is None:
        return ""
    section = f"{label(citation.statute)} §\N{NO-BREAK SPACE}{citation.section}"
    return section if citation.paragraph is None else f"{section} {PARAGRAPHS[citation.paragraph]}"
