"""One licence's duty to hand in a turnover statement, as the office's page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext as _

from app import clock, formats, labels
from app.billing.queries.against import told_year
from app.billing.queries.one_duty import DutyRows
from app.billing.service.links import is_usable
from app.billing.shown_statements import (
    ShownFile,
    ShownQuestion,
    ShownVersion,
    file_shown,
    group_name,
    period_title,
    question_shown,
    version_shown,
)
from app.billing.statement_forms import ACTUAL, EXPECTED
from app.models.turnover import TurnoverLink, TurnoverStatement
from fees.turnover import Volumes, groups_of
from licensing.licences import Group


@dataclass(frozen=True)
class ShownDeadline:
    """A deadline as it was set or moved."""

    due_on: date
    reason: str
    set_at: datetime
    for_all: bool


@dataclass(frozen=True)
class ShownLetter:
    """A letter about the licence, and how it went."""

    label: str
    dated_on: date
    state: str
    sent: str
    arrived: str
    url: str


@dataclass(frozen=True)
class ShownLink:
    """How the holder's link stands; what it is stands in the letter alone."""

    state: str
    tone: str
    usable: bool
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownDuty:
    """Everything about a duty, in words."""

    versions: tuple[ShownVersion, ...]
    figure_rows: tuple[tuple[str, tuple[str, ...]], ...]
    """A row for each period and group: its name, and the litres of each version."""
    open_questions: tuple[ShownQuestion, ...]
    deadlines: tuple[ShownDeadline, ...]
    letters: tuple[ShownLetter, ...]
    link: ShownLink | None
    waiting: tuple[ShownFile, ...]
    """Files that the holder has put there, and not sent."""
    suppliers: tuple[tuple[str, tuple[str, ...]], ...]
    overtaken: tuple[str, ...]
    """The decided fees that rest on an earlier version."""

    @property
    def heads(self) -> list[Mapping[str, str]]:
        """The heads of the table of versions."""
        return [
            {"label": _("Liter")},
            *(
                {"label": _("Versjon %(number)s", number=version.number), "align": "end"}
                for version in self.versions
            ),
        ]


def duty_shown(rows: DutyRows) -> ShownDuty:
    """The page's facts."""
    duty = rows.duty
    return ShownDuty(
        versions=tuple(
            version_shown(duty, statement, rows.questions, rows.attachments) for statement in rows.statements
        ),
        figure_rows=_figure_rows(rows),
        open_questions=tuple(question_shown(row) for row in rows.questions if row.settled_at is None),
        deadlines=tuple(
            ShownDeadline(row.due_on, row.reason, row.set_at, row.round_id is not None)
            for row in rows.deadlines
        ),
        letters=tuple(
            ShownLetter(
                label=labels.label(letter.kind),
                dated_on=letter.dated_on,
                state=labels.label(letter.state),
                sent=""
                if letter.sent_on is None or letter.channel is None
                else f"{formats.short_date(letter.sent_on)}, {labels.label(letter.channel).lower()}",
                arrived="" if letter.arrived_on is None else formats.short_date(letter.arrived_on),
                url=url_for("billing.show_letter", letter_id=letter.id),
            )
            for letter in rows.letters
        ),
        link=_link(rows.links[0]) if rows.links else None,
        waiting=tuple(file_shown(row) for row in rows.attachments if row.statement_id is None),
        suppliers=tuple(
            (
                row.supplier,
                tuple(
                    formats.litres((row.g1_cl, row.g2_cl, row.g3_cl)[group - 1])
                    for group in groups_of(duty.licence.kind)
                ),
            )
            for row in rows.suppliers
        ),
        overtaken=tuple(
            _("%(purpose)s %(year)s", purpose=labels.label(fee.purpose), year=str(fee.year))
            for fee in rows.overtaken
        ),
    )


def group_names(rows: DutyRows) -> list[str]:
    """The groups that the kind of licence has rates for."""
    return [group_name(group) for group in groups_of(rows.duty.licence.kind)]


def reported_year(rows: DutyRows) -> int:
    """The year whose litres are reported."""
    return told_year(rows.duty)


def _figure_rows(rows: DutyRows) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = []
    for part in (ACTUAL, EXPECTED):
        if all(_volumes(statement, part) is None for statement in rows.statements):
            continue
        for group in groups_of(rows.duty.licence.kind):
            name = f"{period_title(rows.duty, part)}, {group_name(group).lower()}"
            found.append((name, _cells(rows.statements, part, group)))
    return tuple(found)


def _cells(statements: Sequence[TurnoverStatement], part: str, group: Group) -> tuple[str, ...]:
    volumes = (_volumes(statement, part) for statement in statements)
    return tuple("–" if one is None else formats.litres(one.cl(group)) for one in volumes)


def _volumes(statement: TurnoverStatement, part: str) -> Volumes | None:
    return statement.actual if part == ACTUAL else statement.expected


def _last_day(link: TurnoverLink) -> date:
    """A link ends at midnight; its letter says the day before, and so does the page."""
    return (link.expires_at.astimezone(clock.OSLO) - timedelta(seconds=1)).date()


def _link(link: TurnoverLink) -> ShownLink:
    usable = is_usable(link)
    facts = [
        (_("Laget"), formats.moment(link.made_at)),
        (_("Virker til og med"), formats.short_date(_last_day(link))),
        (_("Åpnet første gang"), formats.moment(link.first_opened_at) if link.first_opened_at else _("Nei")),
    ]
    if link.withdrawn_at is not None:
        facts.append((_("Trukket tilbake"), formats.moment(link.withdrawn_at)))
        return ShownLink(_("Trukket tilbake"), "neutral", usable, tuple(facts))
    if not usable:
        return ShownLink(_("Gått ut"), "warning", usable, tuple(facts))
    return ShownLink(_("Virker"), "success", usable, tuple(facts))
