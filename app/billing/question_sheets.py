"""The questions about turnover of a year as a workbook."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.registers.sheets import MIDDLE, NARROW, WIDE, workbook
from app.wording.questions_of_turnover import turnover_question, usual_note


def questions_workbook(rows: Iterable[Any], year: int, on: date) -> bytes:
    """Every question of a year with its figures, what was said of it, and how it was settled."""
    heads = [
        (_("Sted"), MIDDLE),
        (_("Bevilling"), NARROW),
        (_("Bevillingshaver"), MIDDLE),
        (_("Gruppe"), NARROW),
        (_("Oppgitt, liter"), NARROW),
        (_("Sammenlignet med, liter"), NARROW),
        (_("Avvik i prosent"), NARROW),
        (_("Hva det gjelder"), MIDDLE),
        (_("Spørsmål"), WIDE),
        (_("Avsenderens svar"), WIDE),
        (_("Avsenderens kommentar"), WIDE),
        (_("Tilstand"), NARROW),
        (_("Kommunens merknad"), WIDE),
        (_("Avklart av"), MIDDLE),
    ]
    title = _("Spørsmål til omsetningsoppgaver %(year)s", year=str(year))
    return workbook(title, on, [(_("Spørsmål"), heads, _cells(rows))], long=True)


def _cells(rows: Iterable[Any]) -> Iterator[list[str]]:
    for row in rows:
        facts = row.facts
        yield [
            row.venue,
            row.number,
            row.holder,
            str(row.group or ""),
            _litres(facts.get("litres_cl")),
            _litres(facts.get("against_cl")),
            str(facts.get("percent", "")),
            labels.label(row.code),
            " ".join(
                text
                for text in (turnover_question(row.code, row.group, facts), usual_note(row.code, facts))
                if text
            ),
            row.answer,
            row.comment,
            _state(row),
            row.note,
            row.settled_by or "",
        ]


def _litres(centilitres: int | None) -> str:
    return "" if centilitres is None else formats.litres(centilitres)


def _state(row: Any) -> str:
    if row.settled_at is None:
        return _("Åpent")
    return _("Avklart") if row.settled_by else _("Rettet av avsenderen")
