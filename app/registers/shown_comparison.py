"""A comparison as a page shows it: one list at a time, with what stands here and there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from app import formats, labels
from app.imports.texts import problem_text
from app.registers.comparing import Compared
from app.registers.work_list import field_text
from licensing.national_register import RegisterField
from licensing.reconciliation import Line, RegisterEntry, Verdict

PAGE_SIZE = 100
TONES: Mapping[Verdict, str] = {
    Verdict.MISSING: "danger",
    Verdict.WRONG: "warning",
    Verdict.SHOULD_BE_CLOSED: "danger",
    Verdict.UNKNOWN: "info",
    Verdict.AGREES: "success",
}


@dataclass(frozen=True)
class ShownLine:
    """One licence or row: who and where, and the fields on which the registers differ."""

    licence_id: int | None
    number: str
    national_number: str
    venue: str
    holder: str
    told: str
    differences: Sequence[tuple[str, str, str]]
    """Field, what stands here, what stands there."""


@dataclass(frozen=True)
class ShownComparison:
    """A page of one list, and what stood outside the comparison."""

    lines: Sequence[ShownLine]
    next_start: int | None
    outside: Sequence[str]
    impossible: Sequence[tuple[int, str]]
    """The lines of the file that could not be read, each with the reason."""


def first_with_lines(found: Compared) -> Verdict:
    """The list to begin with: the first that asks for something."""
    return next((verdict for verdict in Verdict if found.result.of(verdict)), Verdict.MISSING)


def shown(found: Compared, verdict: Verdict, *, start: int) -> ShownComparison:
    """A list from a place on, in the order of our licences and then of the lines of the file."""
    lines = found.result.of(verdict)
    page = lines[start : start + PAGE_SIZE]
    return ShownComparison(
        [_line(line, found) for line in page],
        start + PAGE_SIZE if len(lines) > start + PAGE_SIZE else None,
        _outside(found),
        [(line, problem_text(problem)) for line, problem in found.impossible[:PAGE_SIZE]],
    )


def _line(line: Line, found: Compared) -> ShownLine:
    entry = line.licence.entry if line.licence else line.row.entry if line.row else None
    named = found.licences.get(line.licence.id) if line.licence else None
    return ShownLine(
        licence_id=line.licence.id if line.licence else None,
        number=named.number if named else "",
        national_number=(line.row.number or "") if line.row else "",
        venue=entry.venue if entry else "",
        holder=entry.holder_name if entry else "",
        told=_told(line, entry),
        differences=[
            (
                labels.label(each.field),
                field_text(each.field, each.ours) or _("ikke oppgitt"),
                field_text(each.field, each.theirs) or _("ikke oppgitt"),
            )
            for each in line.differences
        ],
    )


def _told(line: Line, entry: RegisterEntry | None) -> str:
    """What is said of a line beside its differences: what it covers and until when, or why it is over."""
    if entry is None:
        return ""
    last_day = formats.short_date(entry.last_day) if entry.last_day else _("uten sluttdato")
    if line.verdict is Verdict.SHOULD_BE_CLOSED and line.licence and line.licence.closed:
        return _("%(why)s her, siste dag %(day)s", why=labels.label(line.licence.closed), day=last_day)
    groups = ",".join(str(int(group)) for group in entry.groups)
    rights = field_text(RegisterField.RIGHTS, f"{entry.kind.value}:{groups}")
    return _("%(rights)s, til og med %(day)s", rights=rights, day=last_day)


def _outside(found: Compared) -> list[str]:
    made, result = found.made, found.result
    said = [
        (
            made.rows_elsewhere,
            ngettext(
                "%(num)d rad gjelder andre kommuner.",
                "%(num)d rader gjelder andre kommuner.",
                made.rows_elsewhere,
            ),
        ),
        (
            made.rows_not_ours,
            ngettext(
                "%(num)d rad gjelder noe annet enn kommunale bevillinger.",
                "%(num)d rader gjelder noe annet enn kommunale bevillinger.",
                made.rows_not_ours,
            ),
        ),
        (
            result.closed_rows,
            ngettext(
                "%(num)d rad er avsluttet der og ute hos oss også.",
                "%(num)d rader er avsluttet der og ute hos oss også.",
                result.closed_rows,
            ),
        ),
        (
            result.not_entered,
            ngettext(
                "%(num)d bevilling for enkeltanledning eller ambulerende er holdt utenfor.",
                "%(num)d bevillinger for enkeltanledning eller ambulerende er holdt utenfor.",
                result.not_entered,
            ),
        ),
    ]
    return [text for count, text in said if count]
