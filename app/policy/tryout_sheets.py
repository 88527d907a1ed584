"""A try-out as a workbook for those who will vote: figures, caps, hours, and every licence and case."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.policy.queries import tryouts as queries
from app.policy.shown_figures import FigureRow
from app.policy.shown_tried import TriedLine, case_line, licence_line
from app.policy.shown_tryout_income import ShownIncome
from app.policy.shown_tryouts import ShownTryout
from app.registers.sheets import MIDDLE, NARROW, WIDE, Sheet, workbook

Cells = list[str]


def tryout_workbook(session: Session, shown: ShownTryout, *, sees_cases: bool) -> bytes:
    """Everything that a try-out found. Licences stream through, however many there are."""
    title = _("Utprøving av %(name)s", name=shown.sides[0])
    return workbook(title, shown.tryout.day, _sheets(session, shown, sees_cases=sees_cases), long=True)


def _sheets(session: Session, shown: ShownTryout, *, sees_cases: bool) -> Iterator[Sheet]:
    policies = queries.sides_of(shown.tryout)
    yield (
        _("Oppsummering"),
        [(_("Hva"), WIDE), *((name, MIDDLE) for name in shown.sides)],
        _summary(shown),
    )
    yield (
        _("Bevillinger"),
        [(_("Sted"), MIDDLE), (_("Bevilling"), NARROW), (_("Bevillingshaver"), MIDDLE), *_sides(shown)],
        (_cells(licence_line(row, policies)) for row in queries.all_licences(session, shown.tryout)),
    )
    if sees_cases:
        yield (
            _("Åpne saker"),
            [(_("Sak"), NARROW), (_("Tittel"), WIDE), *_sides(shown)],
            (_case_cells(case_line(row, policies)) for row in queries.all_cases(session, shown.tryout)),
        )
    yield (
        _("Tak"),
        [
            (_("Tak"), WIDE),
            (_("Paragraf"), MIDDLE),
            (_("Retningslinjer"), MIDDLE),
            (_("Område"), MIDDLE),
            (_("Grense"), NARROW),
            (_("Telles"), NARROW),
            (_("Over"), MIDDLE),
        ],
        (
            [row.sentence, row.source, row.side, row.place, row.limit, row.counted, row.over]
            for row in shown.caps
        ),
    )
    yield (
        _("Tider"),
        [
            (_("Sone"), MIDDLE),
            (_("Type virksomhet"), MIDDLE),
            (_("Gjelder"), MIDDLE),
            (_("Steder"), NARROW),
            (_("Slutter nå"), NARROW),
            *((name, MIDDLE) for name in shown.sides),
        ],
        ([row.zone, row.category, row.area, row.places, row.now, *row.then] for row in shown.hours),
    )


def _sides(shown: ShownTryout) -> list[tuple[str, int]]:
    """Two columns for each of the policies: the word for it, and why."""
    heads = []
    for name in shown.sides:
        heads += [(name, MIDDLE), (_("Hvorfor"), WIDE)]
    return heads


def _summary(shown: ShownTryout) -> Iterator[Cells]:
    yield from ([label, value] for label, value in shown.facts if value)
    if shown.out_of_date:
        yield [_("Utkastet er endret etter at utprøvingen begynte.")]
    if shown.goes_on:
        yield [shown.progress]
    parts: Sequence[tuple[str, Sequence[FigureRow]]] = (
        (_("Bevillinger"), shown.figures),
        (_("Åpne saker: forslag"), shown.outcomes),
        (_("Vilkår som mangler"), shown.conditions),
        (_("Opplysninger som mangler"), shown.unknown),
    )
    for heading, rows in parts:
        if rows:
            yield []
            yield [heading]
            yield from _figure_cells(rows)
    yield from _income(shown.income)


def _income(income: ShownIncome) -> Iterator[Cells]:
    if income.licences:
        yield []
        yield [_("Gebyr etter hva som ville skje med bevillingene")]
        yield from _figure_cells(income.licences)
        if income.unknown:
            yield [income.unknown]
    if income.events:
        yield []
        yield [_("Gebyr for arrangementer"), *income.event_heads]
        yield from _figure_cells(income.events)
        yield [income.about_events]


def _figure_cells(rows: Iterable[FigureRow]) -> Iterator[Cells]:
    return ([row.label, *(cell.text for cell in row.cells)] for row in rows)


def _cells(line: TriedLine) -> Cells:
    return [line.title, line.subtitle, line.note, *_by(line)]


def _case_cells(line: TriedLine) -> Cells:
    return [line.title, line.subtitle, *_by(line)]


def _by(line: TriedLine) -> Iterator[str]:
    for by in line.by:
        yield by.label
        yield "\n".join(by.lines)
