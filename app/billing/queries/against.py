"""What a turnover statement is held against: the years before, suppliers, and places of the same kind."""

from datetime import date

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from app.billing.queries.duties import sold_nothing_before
from app.billing.queries.statements import latest_statements
from app.models.licence import Licence, LicenceTerm
from app.models.occupancy import LicenceSuspension
from app.models.turnover import SupplierVolume, TurnoverDuty
from app.models.venue import Venue
from fees.plausibility import Against, usual_volumes
from fees.turnover import TurnoverSource, Volumes
from licensing.kinds import extensions_from_code
from licensing.licences import OCCASIONAL, Attribute, Extension, Group, LicenceType, group_set_from_code


def told_year(duty: TurnoverDuty) -> int:
    """The calendar year whose litres are reported: of a round the year before, of an event its own."""
    return duty.year if is_of_event(duty) else duty.year - 1


def is_of_event(duty: TurnoverDuty) -> bool:
    """Whether the duty comes from an event, which reports by itself."""
    return duty.round_id is None


def asks_expected(duty: TurnoverDuty) -> bool:
    """Whether the holder is to tell what is expected: not after an event, nor when the licence has ended."""
    return not (duty.final or is_of_event(duty))


def asks_actual(duty: TurnoverDuty) -> bool:
    """Whether the holder is to tell what was sold: a licence that is new in the year has sold nothing yet."""
    return not asks_expected(duty) or not sold_nothing_before(duty.first_day, duty.year)


def reports_whole_year(duty: TurnoverDuty) -> bool:
    """Whether what is reported was sold in a whole calendar year."""
    return not is_of_event(duty) and duty.first_day is None and duty.last_day is None


def against_of(session: Session, duty: TurnoverDuty) -> Against:
    """Everything that a statement of a duty is held against. A fixed number of queries."""
    licence, year = duty.licence, told_year(duty)
    groups, extensions = _terms(session, licence, first=date(year, 1, 1), last=date(duty.year, 12, 31))
    actual, expected = (None, None) if is_of_event(duty) else told_before(session, duty)
    whole_year = reports_whole_year(duty)
    return Against(
        kind=licence.kind,
        licensed=groups,
        producer=Extension.FARM_SALE in extensions,
        actual_before=actual,
        expected_before=expected,
        suppliers=delivered_volumes(session, duty.municipality_id, year, licence.id).get(licence.id),
        usual=None if is_of_event(duty) else _usual(session, duty),
        whole_year=whole_year,
        open_all_year=whole_year
        and licence.type is LicenceType.PERMANENT
        and not _suspended_in(session, licence, year),
    )


def delivered_volumes(
    session: Session, municipality_id: int, year: int, licence_id: int | None = None
) -> dict[int, Volumes]:
    """What all suppliers together say that they delivered in a year, by licence."""
    statement = (
        select(
            SupplierVolume.licence_id,
            func.sum(SupplierVolume.g1_cl).label("g1"),
            func.sum(SupplierVolume.g2_cl).label("g2"),
            func.sum(SupplierVolume.g3_cl).label("g3"),
        )
        .where(SupplierVolume.municipality_id == municipality_id, SupplierVolume.year == year)
        .group_by(SupplierVolume.licence_id)
    )
    if licence_id is not None:
        statement = statement.where(SupplierVolume.licence_id == licence_id)
    return {
        row.licence_id: Volumes(int(row.g1), int(row.g2), int(row.g3)) for row in session.execute(statement)
    }


def told_before(session: Session, duty: TurnoverDuty) -> tuple[Volumes | None, Volumes | None]:
    """Actual and expected of the statement of the year before, of this licence or the one before it.

    What the office only estimated is nothing to hold a real figure against.
    """
    licence = duty.licence
    ids = session.scalars(
        select(Licence.id).where(
            Licence.municipality_id == licence.municipality_id,
            Licence.holder_id == licence.holder_id,
            Licence.venue_id == licence.venue_id,
            Licence.kind == licence.kind,
            Licence.type.not_in(sorted(OCCASIONAL)),
        )
    ).all()
    found = {
        licence_id: row
        for licence_id, row in latest_statements(session, duty.municipality_id, duty.year - 1, ids).items()
        if row.source is not TurnoverSource.ESTIMATED
    }
    if not found:
        return None, None
    row = found.get(licence.id) or found[max(found)]
    return row.actual, row.expected


def _terms(
    session: Session, licence: Licence, *, first: date, last: date
) -> tuple[frozenset[Group] | None, frozenset[Extension]]:
    """The groups and extensions that a licence has had on any day of the span."""
    groups: set[Group] = set()
    extensions: set[Extension] = set()
    for row in session.execute(
        select(LicenceTerm.attribute, LicenceTerm.value).where(
            LicenceTerm.municipality_id == licence.municipality_id,
            LicenceTerm.licence_id == licence.id,
            LicenceTerm.attribute.in_((Attribute.GROUPS, Attribute.EXTENSIONS)),
            LicenceTerm.first_day <= last,
            LicenceTerm.last_day.is_(None) | (LicenceTerm.last_day >= first),
        )
    ):
        if row.attribute is Attribute.GROUPS:
            groups |= set(group_set_from_code(row.value))
        else:
            extensions |= set(extensions_from_code(row.value))
    return frozenset(groups) or None, frozenset(extensions)


def _suspended_in(session: Session, licence: Licence, year: int) -> bool:
    return bool(
        session.execute(
            select(
                exists().where(
                    LicenceSuspension.municipality_id == licence.municipality_id,
                    LicenceSuspension.licence_id == licence.id,
                    LicenceSuspension.first_day <= date(year, 12, 31),
                    LicenceSuspension.last_day >= date(year, 1, 1),
                )
            )
        ).scalar_one()
    )


def _usual(session: Session, duty: TurnoverDuty) -> Volumes | None:
    """The middle of what other places of the same kind have reported in the same round."""
    alike = (
        select(Licence.id)
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(
            Licence.municipality_id == duty.municipality_id,
            Licence.id != duty.licence_id,
            Licence.kind == duty.licence.kind,
            Licence.type == duty.licence.type,
            Venue.category == duty.licence.venue.category,
        )
    )
    return usual_volumes(
        tuple(
            row.actual
            for row in latest_statements(session, duty.municipality_id, duty.year, alike).values()
            if row.actual is not None and row.source is not TurnoverSource.ESTIMATED
        )
    )
