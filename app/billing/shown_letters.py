"""Letters about licences as pages and spreadsheets show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app import formats, labels
from app.letters.texts import LetterContent
from app.models.letter import Letter, LetterState
from app.registers.sheets import MIDDLE, NARROW, WIDE, workbook

STATE_TONES = {
    LetterState.DRAFT: "warning",
    LetterState.FINAL: "info",
    LetterState.SENT: "success",
    LetterState.ARRIVED: "success",
}


@dataclass(frozen=True)
class LetterLine:
    """A letter in a list."""

    url: str
    kind: str
    venue: str
    number: str
    holder: str
    state: str
    tone: str
    dated_on: str
    sent: str
    arrived: str


def letter_line(row: Any) -> LetterLine:
    """A row of a list of letters, in words."""
    return LetterLine(
        url=url_for("billing.show_letter", letter_id=row.id),
        kind=labels.label(row.kind),
        venue=row.venue,
        number=row.number,
        holder=row.holder,
        state=labels.label(row.state),
        tone=STATE_TONES[row.state],
        dated_on=formats.short_date(row.dated_on),
        sent=sent_text(row),
        arrived=formats.short_date(row.arrived_on) if row.arrived_on else "",
    )


def sent_text(row: Any) -> str:
    """03.02.2026, Digital post"""
    if row.sent_on is None or row.channel is None:
        return ""
    return f"{formats.short_date(row.sent_on)}, {labels.label(row.channel)}"


def letter_facts(letter: Letter) -> list[tuple[str, str | None]]:
    """What stands beside a letter."""
    facts: list[tuple[str, str | None]] = [
        (_("Mottaker"), letter.recipient["name"]),
        (_("Bevilling"), letter.facts["licence_number"]),
        (_("Dato"), formats.short_date(letter.dated_on)),
    ]
    if letter.sent_on is None:
        return [*facts, (_("Sendt"), _("Ikke ennå"))]
    return [
        *facts,
        (_("Sendt med"), labels.label(letter.channel) if letter.channel else None),
        (_("Referanse"), letter.reference or None),
        (_("Sendt"), formats.short_date(letter.sent_on)),
        (_("Kommet fram"), formats.short_date(letter.arrived_on) if letter.arrived_on else _("Ikke kjent")),
    ]


def in_words(content: LetterContent) -> dict[str, object]:
    """A letter block by block, as the macro for letters takes it."""
    return {"subject": content.subject, "parts": [(type(part).__name__, part) for part in content.blocks]}


def letters_workbook(title: str, on: date, rows: Iterable[Any]) -> bytes:
    """The letters of a run with their dispatch: the proof, licence by licence."""
    heads = [
        (_("Sted"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Bevillingshaver"), MIDDLE),
        (_("Tilstand"), NARROW),
        (_("Dato"), NARROW),
        (_("Sendt"), NARROW),
        (_("Sendt med"), NARROW),
        (_("Referanse"), WIDE),
        (_("Kommet fram"), NARROW),
    ]
    return workbook(title, on, [(_("Brev"), heads, _cells(rows))], long=True)


def _cells(rows: Iterable[Any]) -> Iterator[list[str]]:
    for row in rows:
        yield [
            row.venue,
            row.number,
            row.holder,
            labels.label(row.state),
            formats.short_date(row.dated_on),
            formats.short_date(row.sent_on) if row.sent_on else "",
            labels.label(row.channel) if row.channel else "",
            row.reference,
            formats.short_date(row.arrived_on) if row.arrived_on else "",
        ]
