"""The page of one import: how far it has come, what its rows amount to, and what may be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.imports import queries
from app.imports.queries import OUTCOMES, RowLine
from app.imports.service.beginning import taken_in_before, waits_for_answers
from app.models.register import ImportState, RegisterImport, RowOutcome
from app.paging import Page, cursor_from


@dataclass(frozen=True)
class Tab:
    """One outcome as a link with its count."""

    label: str
    url: str
    count: int
    current: bool


@dataclass(frozen=True)
class ShownImport:
    """What the page of an import shows."""

    begun: RegisterImport
    facts: Sequence[tuple[str, str]]
    tabs: Sequence[Tab]
    rows: Sequence[RowLine]
    page: Page
    outcome: str
    counts: Mapping[RowOutcome, int]
    has_questions: bool
    sentence: str
    tone: str

    @property
    def state_label(self) -> str:
        """Prøvekjørt"""
        return labels.label(self.begun.state)

    @property
    def state_tone(self) -> str:
        """The colour of the state."""
        return queries.STATE_TONES[self.begun.state]

    @property
    def is_staging(self) -> bool:
        """Whether the file is still being read."""
        return self.begun.state is ImportState.STAGING

    @property
    def waits(self) -> bool:
        """Whether it is neither taken in nor put away."""
        return self.begun.state in {ImportState.STAGING, ImportState.STAGED}

    @property
    def may_be_taken_in(self) -> bool:
        """Whether there is something to take in."""
        has_rows = any(
            self.counts[outcome] for outcome in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.DOUBLE)
        )
        return self.begun.state is ImportState.STAGED and has_rows

    @property
    def has_doubles(self) -> bool:
        """Whether there are rows to decide about."""
        return bool(self.counts[RowOutcome.DOUBLE])

    @property
    def may_be_undone(self) -> bool:
        """Whether it is taken in."""
        return self.begun.state is ImportState.APPLIED

    @property
    def begun_reading(self) -> bool:
        """Whether some of it has been read."""
        return self.begun.rows_staged > 0


def shown_import(session: Session, begun: RegisterImport, arguments: Mapping[str, str]) -> ShownImport:
    """An import with one outcome of its rows: the one asked for, else the first that has any."""
    counts = queries.outcome_counts(session, begun)
    asked = arguments.get("utfall", "")
    outcome = next(
        (one for one in OUTCOMES if one.value == asked),
        next((one for one in OUTCOMES if counts[one]), RowOutcome.NEW),
    )
    rows, page = queries.row_page(session, begun, outcome, cursor_from(arguments))
    sentence, tone = _sentence(session, begun, counts)
    return ShownImport(
        begun=begun,
        facts=_facts(session, begun),
        tabs=[
            Tab(
                labels.label(one),
                url_for(".show_import", import_id=begun.id, utfall=one.value),
                counts[one],
                one is outcome,
            )
            for one in OUTCOMES
        ],
        rows=rows,
        page=page,
        outcome=labels.label(outcome),
        counts=counts,
        has_questions=waits_for_answers(begun),
        sentence=sentence,
        tone=tone,
    )


def _facts(session: Session, begun: RegisterImport) -> list[tuple[str, str]]:
    found = [
        (_("Fil"), begun.file_name),
        (_("Type"), labels.label(begun.source)),
        (_("Viser registeret per"), formats.short_date(begun.dated_on)),
        (
            _("Lest av"),
            _(
                "%(name)s, %(moment)s",
                name=queries.made_by(session, begun) or _("kommandolinjen"),
                moment=formats.moment(begun.made_at),
            ),
        ),
        (_("Rader i filen"), str(begun.rows_total)),
        (_("Rader for andre kommuner"), str(begun.rows_elsewhere)),
        (_("Rader som ikke er kommunale bevillinger"), str(begun.rows_not_ours)),
    ]
    if begun.applied_at:
        found.append((_("Tatt inn"), formats.moment(begun.applied_at)))
    if begun.undone_at:
        found.append((_("Angret"), formats.moment(begun.undone_at)))
    return found


def _sentence(session: Session, begun: RegisterImport, counts: Mapping[RowOutcome, int]) -> tuple[str, str]:
    """What a person should know first, and how loudly it is said."""
    if begun.state is ImportState.STAGING:
        return (
            _(
                "%(read)s av %(total)s rader er lest. Ingenting er tatt inn ennå.",
                read=begun.rows_staged,
                total=begun.rows_total,
            ),
            "info",
        )
    before = taken_in_before(session, begun)
    if begun.state is ImportState.STAGED and before is not None and before.applied_at:
        return (
            _("Den samme filen ble tatt inn %(moment)s.", moment=formats.moment(before.applied_at)),
            "info",
        )
    if begun.state is ImportState.STAGED and not any(
        counts[one] for one in (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.DOUBLE)
    ):
        return _("Filen gir ingen endringer, så det er ingenting å ta inn."), "info"
    if begun.state is ImportState.STAGED:
        return _("Prøvekjøringen er ferdig. Ingenting er tatt inn ennå."), "info"
    return "", "info"
