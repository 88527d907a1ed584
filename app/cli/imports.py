"""Taking over an extract of the national register from the command line."""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import db
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.installation import municipality_numbered
from app.cli.opened import config_of, opened
from app.clock import today
from app.imports.columns import CodeMeaning, Column, Understanding, head_key
from app.imports.doubles import Doubles
from app.imports.judging import FileIndex
from app.imports.problems import RowProblem
from app.imports.reading import Table, counted_rows, opened_table
from app.imports.register_rows import Elsewhere, NotOurs, register_rows
from app.imports.service.applying import apply_import
from app.imports.service.beginning import SentFile, begin_import, discard_import
from app.imports.service.staging import CHUNK, Staged, read_on, staged_rows
from app.imports.texts import change_lines, row_text
from app.imports.understood import COLUMN, TYPE_CODE, number_spans, remember, understanding_of
from app.models.register import ImportSource, RegisterImport, RowOutcome
from app.permissions import Actor, Role
from licensing.errors import BadValue, NotAllowed

SOURCE = ImportSource.REGISTER
JUDGED = (RowOutcome.NEW, RowOutcome.CHANGED, RowOutcome.SAME, RowOutcome.DOUBLE, RowOutcome.IMPOSSIBLE)


@dataclass
class DryRun:
    """What a file amounts to, with nothing stored."""

    rows: int = 0
    elsewhere: int = 0
    not_ours: int = 0
    counts: Counter[RowOutcome] = field(default_factory=Counter)
    told: list[Staged] = field(default_factory=list)
    """Every row that is not just as it was."""

    @property
    def unknown_codes(self) -> list[str]:
        """The type codes of the municipality's own rows whose meaning nobody has said."""
        return list(
            dict.fromkeys(
                row.verdict.told["facts"]["written"]
                for row in self.told
                if row.verdict.told.get("code") == RowProblem.TYPE_CODE_UNKNOWN.value
            )
        )


def import_register(given: Given) -> Answer:
    """Read an extract, say what it amounts to, and take it in unless it is a dry run."""
    number, dated_on = given.text("municipality"), today()
    if given.has("dated-on"):
        dated_on = given.day("dated-on")
    doubles = given.member("doubles", Doubles) if given.has("doubles") else Doubles.LEAVE
    columns, codes = _mapped(given)
    content = _content(given)
    table = opened_table(content)
    counted_rows(table)
    with opened(given.environ):
        session = db.session()
        municipality = municipality_numbered(session, number, today())
        if municipality is None:
            raise WrongInput("municipality_unknown", number=number)
        # Nobody is signed in on the command line, so the events carry a name and no person.
        actor = Actor(cast(int, None), _("Kommandolinjen"), municipality.id, frozenset({Role.CASEWORKER}))
        how, unknown = understanding_of(session, municipality.id, SOURCE, table, columns=columns, codes=codes)
        if missing := how.missing(SOURCE):
            raise BadValue("import_columns_missing", columns=[column.value for column in missing])
        run = _dry_run(session, municipality.id, table, how, dated_on)
        session.rollback()
        if given.has("dry-run"):
            return _answer(given, run, None, [*_questions(run, unknown)])
        _insist_on_possible(given, run)
        taking = {RowOutcome.NEW, RowOutcome.CHANGED} | (
            set() if doubles is Doubles.LEAVE else {RowOutcome.DOUBLE}
        )
        if not any(run.counts[outcome] for outcome in taking):
            return _answer(given, run, None, [])
        sent = SentFile(Path(given.text("file")).name, content)
        remember(session, municipality.id, SOURCE, COLUMN, columns)
        remember(session, municipality.id, SOURCE, TYPE_CODE, codes)
        taken = _taken_in(session, actor, sent, dated_on, doubles)
    return _answer(given, run, taken, [])


def _content(given: Given) -> bytes:
    largest = config_of(given.environ).largest_upload_bytes
    try:
        with Path(given.text("file")).open("rb") as file:
            content = file.read(largest + 1)
    except OSError as error:
        raise WrongInput("file_not_read", file=given.text("file")) from error
    if len(content) > largest:
        raise BadValue("import_file_too_large", megabytes=largest // (1024 * 1024))
    return content


def _mapped(given: Given) -> tuple[dict[str, Column], dict[str, CodeMeaning]]:
    """What --map says of heads and type codes."""
    columns: dict[str, Column] = {}
    codes: dict[str, CodeMeaning] = {}
    for written in given.texts("map"):
        name, _equals, meaning = written.rpartition("=")
        if head_key(name) and meaning in set(CodeMeaning):
            codes[head_key(name)] = CodeMeaning(meaning)
        elif head_key(name) and meaning in set(Column):
            columns[head_key(name)] = Column(meaning)
        else:
            choices = [*CodeMeaning, *(column for column in Column if column in _READ)]
            raise WrongInput("map_wrong", written=written, choices=", ".join(choices))
    return columns, codes


_READ = frozenset(Column) - {Column.MANAGER, Column.MANAGER_IDENTITY, Column.DEPUTY, Column.DEPUTY_IDENTITY}


def _dry_run(
    session: Session, municipality_id: int, table: Table, how: Understanding, dated_on: date
) -> DryRun:
    spans = number_spans(session, municipality_id)
    index = FileIndex.of(register_rows(table, how, spans))
    rows, run = register_rows(table, how, spans), DryRun()
    while reads := tuple(islice(rows, CHUNK)):
        run.rows += len(reads)
        run.elsewhere += sum(isinstance(read, Elsewhere) for read in reads)
        run.not_ours += sum(isinstance(read, NotOurs) for read in reads)
        for staged in staged_rows(session, municipality_id, reads, index, dated_on):
            run.counts[staged.verdict.outcome] += 1
            if staged.verdict.outcome is not RowOutcome.SAME or staged.verdict.told:
                run.told.append(staged)
        _progress(_("%(rows)s rader lest", rows=run.rows))
    _progress("")
    return run


def _insist_on_possible(given: Given, run: DryRun) -> None:
    for code in run.unknown_codes:
        raise BadValue("import_code_unknown", written=code)
    if given.has("skip-impossible"):
        return
    for row in run.told:
        if row.verdict.outcome is RowOutcome.IMPOSSIBLE:
            why = row_text(row.verdict.outcome, row.verdict.told)
            raise BadValue("import_row_impossible", line=row.line, why=why)


def _taken_in(
    session: Session, actor: Actor, sent: SentFile, dated_on: date, doubles: Doubles
) -> RegisterImport:
    """Stage and apply. When the register changed meanwhile, the import is put away and nothing is taken."""
    begun = begin_import(session, actor, source=SOURCE, file=sent, dated_on=dated_on)
    import_id = begun.id
    session.commit()
    while not read_on(actor, import_id=import_id, most_chunks=1):
        session.refresh(begun)
        _progress(_("%(rows)s av %(total)s rader prøvekjørt", rows=begun.rows_staged, total=begun.rows_total))
        session.rollback()
    _progress("")
    session.refresh(begun)
    try:
        apply_import(session, actor, import_id=import_id, seen_version=begun.version, doubles=doubles)
    except NotAllowed:
        session.rollback()
        session.refresh(begun)
        discard_import(session, actor, import_id=import_id, seen_version=begun.version)
        session.commit()
        raise
    session.commit()
    session.refresh(begun)
    session.expunge(begun)
    return begun


def _questions(run: DryRun, unknown: tuple[str, ...]) -> list[str]:
    asked = [
        _(
            "Hva betyr typekoden «%(code)s»? Si det med --map %(code)s=sale (eller serving, not_ours).",
            code=code,
        )
        for code in run.unknown_codes
    ]
    return asked + [
        _("Kolonnen «%(head)s» leses ikke. Si hva den er med --map, eller la den ligge.", head=head)
        for head in unknown
    ]


def _answer(given: Given, run: DryRun, taken: RegisterImport | None, asked: list[str]) -> Answer:
    counts = {outcome.value: run.counts[outcome] for outcome in JUDGED}
    facts: dict[str, Any] = {
        "municipality": given.text("municipality"),
        "dry_run": given.has("dry-run"),
        "applied": taken is not None,
        "import": taken.id if taken else None,
        "rows": run.rows,
        **counts,
        "elsewhere": run.elsewhere,
        "not_ours": run.not_ours,
        "told": [_row_facts(row) for row in run.told],
        "ask": asked,
    }
    lines = [
        _(
            "%(rows)s rader: %(new)s nye, %(changed)s endret, %(same)s uendret, %(double)s mulig doble,"
            " %(impossible)s kan ikke tas inn.",
            rows=run.rows,
            **counts,
        ),
        _(
            "%(elsewhere)s rader gjelder andre kommuner, og %(not_ours)s er ikke kommunale bevillinger.",
            elsewhere=run.elsewhere,
            not_ours=run.not_ours,
        ),
        *(_row_line(row) for row in run.told if row.verdict.told),
        *asked,
    ]
    if given.has("dry-run"):
        lines.append(_("Prøvekjøring: ingenting er lagret."))
    elif taken is None:
        lines.append(_("Ingenting er nytt, og ingenting er endret."))
    else:
        lines.append(_("Tatt inn som innlesing nummer %(number)s.", number=taken.id))
    return Answer(facts, tuple(lines))


def _row_facts(row: Staged) -> Mapping[str, Any]:
    verdict = row.verdict
    return {
        "line": row.line,
        "number": row.key,
        "outcome": verdict.outcome.value,
        "sentence": row_text(verdict.outcome, verdict.told),
        "problem": verdict.told.get("code"),
        "changes": verdict.told.get("changes", []),
    }


def _row_line(row: Staged) -> str:
    changes = [
        _("%(field)s: %(before)s → %(after)s", field=field, before=before or "–", after=after or "–")
        for field, before, after in change_lines(row.verdict.told)
    ]
    text = row_text(row.verdict.outcome, row.verdict.told)
    said = " ".join(part for part in ("; ".join(changes), text) if part)
    return _("Linje %(line)s (%(number)s): %(said)s", line=row.line, number=row.key or "–", said=said)


def _progress(text: str) -> None:
    """What somebody who waits sees; a script sees nothing."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{text}")
        sys.stderr.flush()


COMMANDS = (
    Command(
        ("import-register",),
        import_register,
        _l("Ta over et uttrekk fra bevillingsregisteret"),
        (
            Option("--municipality", required=True),
            Option("--dry-run", switch=True),
            Option("--map", many=True),
            Option("--dated-on"),
            Option("--doubles"),
            Option("--skip-impossible", switch=True),
        ),
        positional="file",
    ),
)
