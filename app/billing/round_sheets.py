"""A turnover round as a workbook: how far everybody has come, and the deadlines."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from app.billing.shown_rounds import DeadlineLine, duty_line
from app.registers.sheets import MIDDLE, NARROW, WIDE, Sheet, workbook
from fees.turnover import TurnoverSource

LITRES = tuple(f"{side}_g{group}_cl" for side in ("actual", "expected") for group in (1, 2, 3))


def round_workbook(title: str, rows: Iterable[Any], deadlines: Iterable[DeadlineLine], on: date) -> bytes:
    """Every duty of a round with its litres and its letters; rows stream through, however many."""
    return workbook(title, on, _sheets(rows, deadlines, on), long=True)


def _sheets(rows: Iterable[Any], deadlines: Iterable[DeadlineLine], on: date) -> Iterator[Sheet]:
    yield (
        _("Omsetningsoppgaver"),
        [
            (_("Sted"), MIDDLE),
            (_("Bevilling"), NARROW),
            (_("Bevillingshaver"), MIDDLE),
            (_("Type bevilling"), MIDDLE),
            (_("Gjelder"), MIDDLE),
            (_("Frist"), NARROW),
            (_("Status"), NARROW),
            (_("Levert"), NARROW),
            (_("Kilde"), NARROW),
            (_("Omsatt gruppe 1"), NARROW),
            (_("Omsatt gruppe 2"), NARROW),
            (_("Omsatt gruppe 3"), NARROW),
            (_("Forventet gruppe 1"), NARROW),
            (_("Forventet gruppe 2"), NARROW),
            (_("Forventet gruppe 3"), NARROW),
            (_("Bekreftelse"), NARROW),
            (_("Innkalling"), WIDE),
            (_("Siste påminnelse"), WIDE),
        ],
        (_cells(row, on) for row in rows),
    )
    yield (
        _("Frister"),
        [(_("Frist"), NARROW), (_("Gjelder"), MIDDLE), (_("Grunn"), WIDE), (_("Satt av"), WIDE)],
        ([line.due_on, line.whose, line.reason, line.set_by] for line in deadlines),
    )


def _cells(row: Any, on: date) -> list[str]:
    line = duty_line(row, on)
    return [
        line.venue,
        line.number,
        line.holder,
        line.kind,
        line.note,
        line.due_on,
        line.state,
        line.delivered,
        labels.label(TurnoverSource(row.source)) if row.source else "",
        *(formats.litres(cl) if (cl := getattr(row, name)) is not None else "" for name in LITRES),
        labels.label(row.attestation),
        line.call,
        line.reminder,
    ]
