"""The text of a letter: a folder of sentences tells the facts of its kind of letter.

The folder is the language: `templates/letters/<letter>/<language>/` holds subject.txt and body.xml. A folder
decides how a thing is said; what is said comes in ready.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app import formats
from app.letters import markup
from app.letters.facts import LetterKind
from app.letters.facts_of_kinds import FACTS_OF, LetterFacts
from app.letters.markup import Block, MarkupError

TEXT_FOLDERS = Path(__file__).resolve().parents[2] / "templates" / "letters"

# What XML forbids, and the marks that turn the direction of writing: neither has a place in a letter.
FORBIDDEN_CHARACTERS = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)

REGULATION = re.compile(r"FOR-(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})-(?P<number>\d+)")


@dataclass(frozen=True)
class FrameWords:
    """The few words that stand around the text of every letter."""

    date: str
    our_reference: str
    your_reference: str
    caseworker: str
    page: str
    draft: str
    exempt: str
    demo: str
    organisation_number: str
    phone: str


@dataclass(frozen=True)
class LetterContent:
    """A letter in words: what it is about, and its blocks in reading order."""

    kind: LetterKind
    language: str
    subject: str
    blocks: tuple[Block, ...]


def render_text(kind: str, language: str, facts: LetterFacts) -> LetterContent:
    """The letter in words; a text folder that asks for a fact that is not there fails."""
    letter = LetterKind(kind)
    if not isinstance(facts, FACTS_OF[letter]):
        raise TypeError(f"{letter} needs {FACTS_OF[letter].__name__}, not {type(facts).__name__}")
    environment = _environment(language)
    folder = f"{letter}/{language}"
    subject = environment.get_template(f"{folder}/subject.txt").render(facts=facts)
    body = environment.get_template(f"{folder}/body.xml").render(facts=facts)
    return LetterContent(letter, language, " ".join(subject.split()), markup.blocks_of(body))


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Edited text as paragraphs, split where a line is left empty.

    >>> paragraphs_of("Taket er nådd.\\n\\nVi ser ingen grunn til unntak.\\n")
    ('Taket er nådd.', 'Vi ser ingen grunn til unntak.')
    """
    return tuple(part.strip() for part in re.split(r"\r?\n[ \t]*\r?\n\s*", text) if part.strip())


def plain_text(content: LetterContent) -> str:
    """The letter as plain text: for the preview, for search, and for comparing two versions."""
    return (
        "\n\n".join([content.subject, *("\n".join(_plain_lines(block)) for block in content.blocks)]) + "\n"
    )


def frame_words(language: str) -> FrameWords:
    """The words around the text, from `parts/<language>/words.txt`."""
    lines = (TEXT_FOLDERS / "parts" / language / "words.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.partition(" = ")[::2] for line in lines if line)
    return FrameWords(**dict(pairs))


def long_date(day: date, language: str) -> str:
    """A day as it is written in a letter: 23. november 2026."""
    return format_date(day, "d. MMMM y", locale=language)


def organisation_number(number: str) -> str:
    """An organisation number as it is read, kept on one line."""
    return formats.organisation_number(number).replace(" ", "\N{NO-BREAK SPACE}")


def clean(text: str) -> str:
    """Text with what no letter can show taken out, and accents joined to their letters."""
    return FORBIDDEN_CHARACTERS.sub("", unicodedata.normalize("NFC", text))


def _plain_lines(block: Block) -> list[str]:
    match block:
        case markup.Paragraph(text):
            return [markup.plain(text)]
        case markup.Heading(text):
            return [f"== {markup.plain(text)} =="]
        case markup.BulletList(items):
            return [f"– {markup.plain(item)}" for item in items]
        case markup.NumberedList(items):
            return [f"{item.number}. {markup.plain(item.text)}" for item in items]
        case markup.Facts(rows):
            return [f"{row.label}: {markup.plain(row.value)}" for row in rows]
        case markup.Table(head, rows):
            return [" | ".join(markup.plain(cell) for cell in row) for row in (head, *rows)]
        case markup.Quotation(paragraphs):
            return [f"> {markup.plain(paragraph)}" for paragraph in paragraphs]
        case markup.Signature(closing, people, note):
            return [closing, *(f"{person.name}, {person.title}" for person in people), note]


@cache
def _environment(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEXT_FOLDERS),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".xml"),  # noqa: S701 - subjects are plain text
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= _filters(language)
    return environment


def _printable(value: Any) -> Any:
    """What may be put into a letter: an absent fact may not, and text is cleaned."""
    if value is None:
        raise MarkupError("letter_would_print_an_absent_fact")
    if isinstance(value, str) and not isinstance(value, Markup):
        return clean(value)
    return value


def _filters(language: str) -> dict[str, Callable[..., object]]:
    def all_of(values: Iterable[object]) -> str:
        return format_list(
            [f"{value:d}" if isinstance(value, int) else str(value) for value in values], locale=language
        )

    def day_runs(days: Iterable[date]) -> list[str]:
        """Days as they are written; three or more that follow each other stand as one run."""
        found: list[list[date]] = []
        for day in sorted(days):
            if found and day - found[-1][-1] == timedelta(days=1):
                found[-1].append(day)
            else:
                found.append([day])
        return [
            text
            for run in found
            for text in (
                [f"{long_date(run[0], language)}–{long_date(run[-1], language)}"]
                if len(run) > 2
                else [long_date(day, language) for day in run]
            )
        ]

    def amount(ore: int) -> str:
        kroner, rest = divmod(abs(ore), 100)
        sign = "\N{MINUS SIGN}" if ore < 0 else ""
        return f"{sign}{format_decimal(kroner, locale=language)},{rest:02d}"

    def exact(kroner: Decimal) -> str:
        """Kroner that have not been rounded: two decimals, or as many as there are."""
        return str(format_decimal(kroner, format="#,##0.00##", locale=language))

    def litres(volume: Decimal) -> str:
        return str(format_decimal(volume, format="#,##0.##", locale=language))

    def regulation(number: str) -> str:
        """A regulation's number as lawyers write it: forskrift 28. november 2025 nr. 2361."""
        parts = REGULATION.fullmatch(number)
        if parts is None:
            return number
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        return f"forskrift {long_date(day, language)} nr. {parts['number']}"

    def lines(text: str) -> Markup:
        """Text whose line breaks are kept."""
        return Markup("<br/>").join(escape(clean(line)) for line in text.splitlines())

    def full_stop(text: str) -> str:
        """Text that ends a sentence, whether or not its writer put the full stop."""
        return text.rstrip().rstrip(".") + "."

    def upper_first(text: str) -> str:
        return text[:1].upper() + text[1:]

    def identity_number(number: str) -> str:
        return f"{number[:6]}\N{NO-BREAK SPACE}{number[6:]}"

    return {
        "all_of": all_of,
        "amount": amount,
        "day_runs": day_runs,
        "exact": exact,
        "full_stop": full_stop,
        "identity_number": identity_number,
        "lines": lines,
        "litres": litres,
        "long_date": lambda day: long_date(day, language),
        "organisation_number": organisation_number,
        "regulation": regulation,
        "upper_first": upper_first,
    }
