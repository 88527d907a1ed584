"""Texts, lists and mappings as YAML that is made to be read: short on one line, long wrapped."""

import re
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from app.policy.form.tree import NOTHING

WIDEST = 100
LONG = 76
STEP = "  "
# What is safe without quotation marks between brackets, and on a line of its own; anything else is quoted.
_START = r"[0-9A-Za-zÆØÅæøåéÉ«§(]"
_PLAIN_INLINE = re.compile(rf"{_START}[^\[\]{{}},:#\"'\\&*!|>%@`]*")
_PLAIN_ALONE = re.compile(rf"{_START}(?:[^\[\]{{}}:#\"\\&*!|>@`]|:(?=\S))*")
# Other readers of YAML make numbers, times or truths of these.
_READ_OTHERWISE = re.compile(r"0[0-9]+|true|false|yes|no|on|off|null", re.IGNORECASE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
BYTE, SHORT = 0xFF, 0xFFFF


class Quoted(str):
    """A text that is written with quotation marks: other readers of YAML would make something else of it."""


def yaml_of(value: Mapping[str, object]) -> str:
    """A mapping as a YAML text; the points of its lists stand apart."""
    return "\n".join(_top(value)) + "\n"


def _top(value: Mapping[str, object]) -> Iterator[str]:
    for key, item in value.items():
        if isinstance(item, list) and item and all(isinstance(one, Mapping) for one in item):
            yield ""
            yield f"{scalar(key)}:"
            for number, one in enumerate(item):
                if number and len(one) > 2:
                    yield ""
                yield from _point(one, STEP)
        else:
            yield from _pair(key, item, "")


def _point(value: Mapping[str, object], indent: str) -> Iterator[str]:
    lines = [line for key, item in value.items() for line in _pair(key, item, indent + STEP)]
    lines = lines or [f"{indent}{STEP}{{}}"]
    yield f"{indent}- {lines[0][len(indent) + len(STEP) :]}"
    yield from lines[1:]


def _pair(key: str, value: object, indent: str) -> Iterator[str]:
    head = f"{indent}{scalar(key)}:"
    if isinstance(value, str):
        yield from _text(head, value, indent + STEP)
        return
    line = f"{head} {inline(value)}"
    if len(line) <= WIDEST and not _holds_long_text(value):
        yield line
    elif isinstance(value, Mapping):
        yield head
        for inner, item in value.items():
            yield from _pair(inner, item, indent + STEP)
    elif isinstance(value, Iterable):
        yield head
        for item in value:
            if isinstance(item, Mapping):
                yield from _point(item, indent + STEP)
            else:
                yield f"{indent}{STEP}- {inline(item)}"


def _holds_long_text(value: object) -> bool:
    if isinstance(value, str):
        return len(value) > LONG or "\n" in value
    items = value.values() if isinstance(value, Mapping) else value
    return isinstance(items, Iterable) and any(_holds_long_text(item) for item in items)


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    lines = text.split("\n")
    clean = all(line.isprintable() and line == line.strip() for line in lines) and lines[0] and lines[-1]
    if clean and len(lines) > 1:
        yield f"{head} |-"
        yield from (f"{indent}{line}" if line else "" for line in lines)
    elif clean and len(head) + len(text) >= WIDEST and "  " not in text:
        yield f"{head} >-"
        folded = wrap(text, WIDEST - len(indent), break_long_words=False, break_on_hyphens=False)
        yield from (f"{indent}{line}" for line in folded)
    else:
        yield f"{head} {scalar(text, _PLAIN_ALONE)}"


def inline(value: object) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Iterable):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    raise TypeError(value)


def scalar(text: str, plain: re.Pattern[str] = _PLAIN_INLINE) -> str:
    """A single text, in quotation marks where it needs them."""
    bare = (
        plain.fullmatch(text)
        and text.isprintable()
        and text == text.strip()
        and text not in NOTHING
        and not _READ_OTHERWISE.fullmatch(text)
        and not isinstance(text, Quoted)
    )
    return text if bare else f'"{"".join(map(_escaped, text))}"'


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    if sign.isprintable():
        return sign
    number = ord(sign)
    if number <= BYTE:
        return f"\\x{number:02X}"
    return f"\\u{number:04X}" if number <= SHORT else f"\\U{number:08X}"
