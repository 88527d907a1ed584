"""The same letter drawn by WeasyPrint from a page of HTML. It runs in WeasyPrint's own environment.

The HTML is there already, and the style sheet with its fonts is read once: only the drawing is counted.
"""

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration


def question(folder: str) -> Callable[[str], str]:
    """What gives the letter that lies in a folder as letter.html and letter.css."""
    page = (Path(folder) / "letter.html").read_text(encoding="utf-8")
    fonts = FontConfiguration()
    style = CSS(filename=Path(folder) / "letter.css", font_config=fonts)

    def letter(_ask: str) -> str:
        content: bytes = HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)
        return b64encode(content).decode()

    return letter
