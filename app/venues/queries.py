"""Venues: the list, one venue, and its whole history over several holders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from app import formats, labels
from app.licences.queries import PAST, LicenceLine, licence_lines
from app.models.case import Application, Case, case_reference
from app.models.change import Change
from app.models.holder import Holder
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from app.search.index import Subject
from app.search.terms import ids_named
from licensing.cases import CaseState
from licensing.decisions import CaseResult
from licensing.licences import VenueCategory
from licensing.matters import ChangeKind, Matter


@dataclass(frozen=True)
class VenueLine:
    """A venue in a list, with who holds a licence there today."""

    id: int
    name: str
    street: str
    town: str
    category: VenueCategory
    licences: tuple[LicenceLine, ...]

    @property
    def category_label(self) -> str:
        """Spisested"""
        return labels.label(self.category)


@dataclass(frozen=True)
class CaseLine:
    """A case at a venue or of a holder."""

    id: int
    year: int
    number: int
    title: str
    state: CaseState
    result: CaseResult | None
    received_on: date
    holder: str
    matter: Matter
    change: ChangeKind | None

    @property
    def subject_label(self) -> str:
        """What the case is about, where it is no application for a licence."""
        if self.matter is Matter.LICENCE:
            return ""
        return labels.label(self.change or self.matter)

    @property
    def reference(self) -> str:
        """2026/0143"""
        return case_reference(self.year, self.number)

    @property
    def state_label(self) -> str:
        """What came of the case, or where it stands."""
        return labels.label(self.result or self.state)

    @property
    def received_text(self) -> str:
        """23.11.2026"""
        return formats.short_date(self.received_on)


def venue_or_none(session: Session, municipality_id: int, venue_id: int) -> Venue | None:
    """The venue, only within the municipality."""
    return session.scalars(
        select(Venue).where(Venue.municipality_id == municipality_id, Venue.id == venue_id)
    ).one_or_none()


def venue_page(
    session: Session,
    municipality_id: int,
    *,
    name: str,
    category: VenueCategory | None,
    cursor: Cursor | None,
    on: date,
) -> tuple[tuple[VenueLine, ...], Page]:
    """Venues by name, some at a time, each with its licences in force on a day."""
    statement = select(
        Venue.id,
        Venue.name,
        Venue.sort_key,
        Venue.street_address,
        Venue.postcode,
        Venue.town,
        Venue.category,
    ).where(Venue.municipality_id == municipality_id)
    if category is not None:
        statement = statement.where(Venue.category == category)
    ids = ids_named(municipality_id, Subject.VENUE, name)
    if ids is not None:
        statement = statement.where(Venue.id.in_(ids))
    page = page_of(session, statement, sort_key=Venue.sort_key, row_id=Venue.id, cursor=cursor)
    standing = [
        line
        for line in licence_lines(session, municipality_id, venue_ids=[row.id for row in page.rows], on=on)
        if line.in_force
    ]
    lines = tuple(
        VenueLine(
            id=row.id,
            name=row.name,
            street=row.street_address,
            town=f"{row.postcode} {row.town}",
            category=row.category,
            licences=tuple(line for line in standing if line.venue_id == row.id),
        )
        for row in page.rows
    )
    return lines, page


def _case_lines(municipality_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Case.id,
            Case.year,
            Case.number,
            Case.title,
            Case.state,
            Case.result,
            Case.received_on,
            Holder.name.label("holder"),
            Case.matter,
            Change.kind.label("change"),
        )
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(
            Holder,
            and_(Holder.municipality_id == Application.municipality_id, Holder.id == Application.holder_id),
        )
        .outerjoin(Change, and_(Change.municipality_id == Case.municipality_id, Change.case_id == Case.id))
        .where(Case.municipality_id == municipality_id)
        .order_by(Case.received_on.desc(), Case.id.desc())
    )


MOST_CASES = 200


def cases_at(session: Session, municipality_id: int, venue_id: int) -> Sequence[CaseLine]:
    """The latest cases about a venue, whoever applied."""
    rows = session.execute(
        _case_lines(municipality_id).where(Application.venue_id == venue_id).limit(MOST_CASES)
    )
    return [CaseLine(**row._mapping) for row in rows]


def cases_of(session: Session, municipality_id: int, holder_id: int) -> Sequence[CaseLine]:
    """The latest cases of a holder, at whatever venue."""
    rows = session.execute(
        _case_lines(municipality_id).where(Application.holder_id == holder_id).limit(MOST_CASES)
    )
    return [CaseLine(**row._mapping) for row in rows]


def licences_at(session: Session, municipality_id: int, venue_id: int, on: date) -> tuple[LicenceLine, ...]:
    """Every licence that a venue has had by a day, the latest first."""
    return licence_lines(session, municipality_id, venue_ids=[venue_id], on=on)


def earlier_holder_sentence(session: Session, municipality_id: int, venue_id: int, on: date) -> str | None:
    """Who had a licence at a venue that has none now: one sentence, or nothing."""
    return earlier_holder(licences_at(session, municipality_id, venue_id, on))


def earlier_holder(licences: Sequence[LicenceLine]) -> str | None:
    """The same, from licences that are read already.

    Her hadde Malmklang Bar AS bevilling til 30.04.2026 (konkurs).
    """
    past = [line for line in licences if line.state in PAST]
    if not past or any(line.in_force for line in licences):
        return None
    last = max(past, key=lambda line: line.last_day)
    if last.end_reason:
        return _(
            "Her hadde %(holder)s bevilling til %(day)s (%(reason)s).",
            holder=last.holder,
            day=last.last_day_text,
            reason=last.end_reason_text,
        )
    return _("Her hadde %(holder)s bevilling til %(day)s.", holder=last.holder, day=last.last_day_text)
