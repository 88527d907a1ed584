"""The fees of a round as a workbook: a line for each fee, with its litres, rates and steps."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import formats, labels
from app.billing.computed import from_stored
from app.billing.queries.fee_list import all_licences, sums
from app.billing.queries.fees import FeeRow, fees_of_round, newest
from app.billing.shown_fees import exact_text, fee_label, questions_of, shown_sums
from app.registers.sheets import MIDDLE, NARROW, WIDE, Sheet, workbook
from licensing.licences import Group


def fee_workbook(session: Session, municipality_id: int, year: int, day: date) -> bytes:
    """Every newest fee of a round, and what they come to."""
    return workbook(
        _("Gebyrer %(year)s", year=str(year)), day, _sheets(session, municipality_id, year), long=True
    )


def _sheets(session: Session, municipality_id: int, year: int) -> Iterator[Sheet]:
    yield (
        _("Oppsummering"),
        [
            (_("Gebyr"), MIDDLE),
            (_("Antall"), NARROW),
            (_("Krav"), NARROW),
            (_("Til gode"), NARROW),
            (_("Til sammen"), NARROW),
        ],
        [list(row) for row in shown_sums(sums(session, municipality_id, year), year)],
    )
    groups = [(_("Liter gruppe %(group)s", group=str(int(group))), NARROW) for group in Group]
    yield (
        _("Gebyrer"),
        [
            (_("Sted"), MIDDLE),
            (_("Bevilling"), NARROW),
            (_("Type bevilling"), NARROW),
            (_("Bevillingshaver"), MIDDLE),
            (_("Gebyr"), MIDDLE),
            (_("Status"), NARROW),
            *groups,
            (_("Etter litrene"), NARROW),
            (_("Minstegebyr"), NARROW),
            (_("Gebyr for året"), NARROW),
            (_("Forskudd som trekkes fra"), NARROW),
            (_("Beløp"), NARROW),
            (_("Satt lavere"), WIDE),
            (_("Spørsmål"), WIDE),
        ],
        _lines(session, municipality_id, year),
    )


def _lines(session: Session, municipality_id: int, year: int) -> Iterator[Sequence[str]]:
    by_licence: dict[int, list[FeeRow]] = {}
    for row in newest(fees_of_round(session, municipality_id, year)):
        by_licence.setdefault(row.licence_id, []).append(row)
    for licence in all_licences(session, municipality_id, year):
        about = [licence.venue, licence.number, labels.label(licence.kind), licence.holder]
        for row in by_licence.get(licence.id, ()):
            yield [*about, *_cells(row)]


def _cells(row: FeeRow) -> Iterator[str]:
    computed = from_stored(row.computed)
    fee, volumes = computed.year.fee, computed.year.volumes
    yield fee_label(row.purpose, row.year)
    yield labels.label(row.state)
    yield from (formats.litres(volumes.cl(group)) for group in Group)
    yield exact_text(fee.volume_fee)
    yield formats.amount(fee.minimum.ore)
    yield formats.amount(computed.year.total.ore)
    yield formats.amount(computed.advance.ore) if computed.settles else ""
    yield formats.amount(row.total_ore)
    yield fee.reduction.reason if fee.reduction else ""
    yield " ".join(questions_of(row.computed))
