"""Consultations as pages show them: which bodies said what, of which spending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from app import formats, labels
from fees.spending import ConsultationForm, ConsultedView

VIEW_TONES = {
    ConsultedView.SUPPORTS: "success",
    ConsultedView.REMARKS: "warning",
    ConsultedView.AGAINST: "danger",
    ConsultedView.NO_ANSWER: "neutral",
}


@dataclass(frozen=True)
class ShownView:
    """What a body said of a spending."""

    body: str
    view: str
    tone: str
    remarks: str
    answered_on: str


@dataclass(frozen=True)
class TakenUp:
    """A consultation that took up a spending, or a spending that a consultation took up."""

    id: int
    heading: str
    note: str
    views: tuple[ShownView, ...]


def held_text(form: ConsultationForm, title: str, held_on: date) -> str:
    """Tatt opp i SLT-møte 25.11.2026."""
    day = formats.short_date(held_on)
    if form is ConsultationForm.MEETING:
        return _("Tatt opp i %(title)s %(day)s", title=title, day=day)
    return _("Spurt skriftlig %(day)s: %(title)s", title=title, day=day)


def meeting_name(title: str, held_on: date) -> str:
    """SLT-møte 25.11.2026."""
    return f"{title} {formats.short_date(held_on)}"


def shown_view(row: Any) -> ShownView:
    """A line of what was said; a body that has been asked and has not answered is told as such."""
    return ShownView(
        body=row.body,
        view=labels.label(row.view) if row.view else _("Venter på svar"),
        tone=VIEW_TONES[row.view] if row.view else "info",
        remarks=row.remarks,
        answered_on=formats.short_date(row.answered_on) if row.answered_on else "–",
    )


def taken_up_in(rows: Iterable[Any]) -> list[TakenUp]:
    """The consultations on one spending, each with what the bodies said."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return [
        TakenUp(
            id=number,
            heading=held_text(lines[0].form, lines[0].title, lines[0].held_on),
            note="",
            views=tuple(shown_view(line) for line in lines),
        )
        for number, lines in found.items()
    ]


def spendings_in(rows: Iterable[Any]) -> list[TakenUp]:
    """The spendings that one consultation took up, each with what the bodies said."""
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.spending_id, []).append(row)
    return [
        TakenUp(
            id=number,
            heading=f"{lines[0].number} {lines[0].title}",
            note=f"{formats.kroner(lines[0].amount_ore)}, {labels.label(lines[0].state).lower()}",
            views=tuple(shown_view(line) for line in lines),
        )
        for number, lines in found.items()
    ]
