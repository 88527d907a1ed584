"""What is wrong with a policy's text, by code and line; the sentence stands in app/wording."""

from licensing.errors import BadValue

LONGEST = 80
NOTHING = "ingenting"


class BadPolicy(BadValue):
    """A text that cannot be read as a policy; the facts name the line and what to do."""

    def __init__(self, code: str, line: int, **facts: object) -> None:
        super().__init__(code, line=line, **{name: _short(value, name) for name, value in facts.items()})
        self.line = line


def _short(value: object, name: str) -> object:
    """What was written, as much of it as a sentence can hold."""
    if not isinstance(value, str):
        return value
    text = " ".join(value.split()) or NOTHING
    return text if len(text) <= LONGEST or name == "choices" else f"{text[:LONGEST]}…"
