"""A grant as the program writes and draws it, from the facts to the bytes."""

from base64 import b64encode
from collections.abc import Callable

from app.letters.drawing import draw
from app.letters.texts import render_text
from tests.golden.letter_facts import FINAL, GRANT, LETTERHEAD, RECIPIENT


def question(_place: str) -> Callable[[str], str]:
    """What gives the letter."""

    def letter(_ask: str) -> str:
        content = render_text("grant", "nb", GRANT)
        return b64encode(draw(content, LETTERHEAD, RECIPIENT, FINAL)).decode()

    return letter
