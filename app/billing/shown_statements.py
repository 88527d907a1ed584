"""Turnover statements as pages show them: periods in words, figures, versions and what is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app import formats, labels
from app.billing.queries.against import asks_actual, asks_expected, is_of_event, told_year
from app.billing.statement_forms import ACTUAL, EXPECTED
from app.models.turnover import TurnoverAttachment, TurnoverDuty, TurnoverQuestion, TurnoverStatement
from app.wording.questions_of_turnover import turnover_question, usual_note
from fees.turnover import TurnoverSource, Volumes, groups_of
from licensing.licences import Group, LicenceKind

SOLD = {LicenceKind.SALE: _l("Solgt"), LicenceKind.SERVING: _l("Skjenket")}


@dataclass(frozen=True)
class ShownPeriod:
    """A period that a duty asks about."""

    part: str
    title: str


@dataclass(frozen=True)
class ShownFigures:
    """One period's litres as they are read, group by group."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownQuestion:
    """A question with what was said of it, and how it was settled."""

    id: int
    text: str
    answer: str
    note: str
    open: bool
    usual: str


@dataclass(frozen=True)
class ShownFile:
    """A file that was enclosed."""

    id: int
    kind: str
    name: str
    size: str
    at: datetime
    sent: bool


@dataclass(frozen=True)
class ShownSentFile:
    """A file on a receipt, and with which version it came."""

    file: ShownFile
    came: str


@dataclass(frozen=True)
class ShownVersion:
    """A version of a statement."""

    id: int
    number: int
    source: str
    estimated: bool
    received_on: date
    at: datetime
    sender: str
    comment: str
    reason: str
    figures: tuple[ShownFigures, ...]
    questions: tuple[ShownQuestion, ...]
    files: tuple[ShownFile, ...]


def periods_of(duty: TurnoverDuty) -> tuple[ShownPeriod, ...]:
    """The periods that a duty asks about: «Skjenket i 2025», «Forventet i 2026»."""
    asked = ((ACTUAL, asks_actual(duty)), (EXPECTED, asks_expected(duty)))
    return tuple(ShownPeriod(part, period_title(duty, part)) for part, is_asked in asked if is_asked)


def period_title(duty: TurnoverDuty, part: str) -> str:
    """What a period is called."""
    if part == EXPECTED:
        return _("Forventet i %(year)s", year=str(duty.year))
    sold = str(SOLD[duty.licence.kind])
    if duty.first_day is not None and duty.last_day is not None:
        days = (formats.short_date(duty.first_day), formats.short_date(duty.last_day))
        if days[0] == days[1]:
            return _("%(sold)s %(day)s", sold=sold, day=days[0])
        return _("%(sold)s fra %(first)s til %(last)s", sold=sold, first=days[0], last=days[1])
    if is_of_event(duty):
        return _("%(sold)s på arrangementet", sold=sold)
    return _("%(sold)s i %(year)s", sold=sold, year=str(told_year(duty)))


def comparisons(
    duty: TurnoverDuty, actual_before: Volumes | None, expected_before: Volumes | None
) -> Mapping[str, str]:
    """What stands under a field for comparison: «Forventet i 2025: 300 liter. Skjenket i 2024: 280 liter.»"""
    year = told_year(duty)
    found = {}
    for group in groups_of(duty.licence.kind):
        told = []
        if expected_before is not None:
            told.append(
                _(
                    "Forventet i %(year)s: %(litres)s liter.",
                    year=str(year),
                    litres=formats.litres(expected_before.cl(group)),
                )
            )
        if actual_before is not None:
            told.append(
                _(
                    "%(sold)s i %(year)s: %(litres)s liter.",
                    sold=str(SOLD[duty.licence.kind]),
                    year=str(year - 1),
                    litres=formats.litres(actual_before.cl(group)),
                )
            )
        found[f"{ACTUAL}_{group:d}"] = " ".join(told)
    return found


def figures_shown(duty: TurnoverDuty, statement: TurnoverStatement) -> tuple[ShownFigures, ...]:
    """The litres of a version, period by period."""
    return tuple(
        ShownFigures(
            period_title(duty, part),
            tuple(
                (group_name(group), formats.litres(volumes.cl(group)))
                for group in groups_of(duty.licence.kind)
            ),
        )
        for part, volumes in ((ACTUAL, statement.actual), (EXPECTED, statement.expected))
        if volumes is not None
    )


def group_name(group: Group) -> str:
    """«Gruppe 1»"""
    return _("Gruppe %(group)s", group=int(group))


def version_shown(
    duty: TurnoverDuty,
    statement: TurnoverStatement,
    questions: Iterable[TurnoverQuestion],
    files: Iterable[TurnoverAttachment],
) -> ShownVersion:
    """A version with everything that hangs on it."""
    role = statement.sender_role
    sender = ", ".join(part for part in (statement.sender_name, labels.label(role) if role else "") if part)
    return ShownVersion(
        id=statement.id,
        number=statement.number,
        source=labels.label(statement.source),
        estimated=statement.source is TurnoverSource.ESTIMATED,
        received_on=statement.received_on,
        at=statement.at,
        sender=sender,
        comment=statement.comment,
        reason=statement.estimate_reason,
        figures=figures_shown(duty, statement),
        questions=tuple(question_shown(row) for row in questions if row.statement_id == statement.id),
        files=tuple(file_shown(row) for row in files if row.statement_id == statement.id),
    )


def question_shown(row: TurnoverQuestion) -> ShownQuestion:
    """A question as the office and the sender read it; the note on what is usual is for the office."""
    return ShownQuestion(
        id=row.id,
        text=turnover_question(row.code, row.group, row.facts),
        answer=row.answer,
        note=row.note,
        open=row.settled_at is None,
        usual=usual_note(row.code, row.facts),
    )


def file_shown(row: TurnoverAttachment) -> ShownFile:
    """A file with its name, kind and size."""
    return ShownFile(
        id=row.id,
        kind=labels.label(row.kind),
        name=row.file_name,
        size=formats.file_size(row.size),
        at=row.added_at,
        sent=row.statement_id is not None,
    )


def files_shown(
    files: Iterable[TurnoverAttachment], versions: Iterable[TurnoverStatement], latest: TurnoverStatement
) -> list[ShownSentFile]:
    """Every file that was sent up to a version: one that came before is not enclosed anew, but counts."""
    days = {row.id: formats.short_date(row.received_on) for row in versions if row.number <= latest.number}
    return [
        ShownSentFile(
            file_shown(row),
            _("Sendt med denne versjonen %(day)s", day=days[row.statement_id])
            if row.statement_id == latest.id
            else _("Sendt med en tidligere versjon %(day)s", day=days[row.statement_id]),
        )
        for row in files
        if row.statement_id in days
    ]


def asked_texts(asked: Sequence[Any]) -> list[str]:
    """The questions that are about to be put, in words."""
    return [turnover_question(one.code, int(one.group or 0), one.facts) for one in asked]
