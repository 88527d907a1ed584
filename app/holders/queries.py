"""Holders and persons: the list, one holder, one person and where that person has a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import and_, select
from sqlalchemy.orm import Session, joinedload

from app import formats, labels
from app.licences.queries import LicenceLine, licence_lines
from app.licences.spans import span_text
from app.models.case import Application, Case, Party, case_reference
from app.models.holder import Holder, HolderForm
from app.models.licence import Licence, LicencePerson
from app.models.person import Person, PersonTest
from app.models.venue import Venue
from app.paging import Cursor, Page, page_of
from app.search.index import Subject
from app.search.terms import ids_named
from app.venues.addresses import address_text


@dataclass(frozen=True)
class HolderLine:
    """A holder in a list, with the licences that it has today."""

    id: int
    name: str
    number: str
    form_label: str
    licences: tuple[LicenceLine, ...]


@dataclass(frozen=True)
class RoleLine:
    """A role that a person has or had, and where."""

    role_label: str
    place: str
    days: str
    case_id: int | None = None
    licence_id: int | None = None


def holder_or_none(session: Session, municipality_id: int, holder_id: int) -> Holder | None:
    """The holder, only within the municipality."""
    return session.scalars(
        select(Holder)
        .where(Holder.municipality_id == municipality_id, Holder.id == holder_id)
        .options(joinedload(Holder.person))
    ).one_or_none()


def person_or_none(session: Session, municipality_id: int, person_id: int) -> Person | None:
    """The person, only within the municipality."""
    return session.scalars(
        select(Person).where(Person.municipality_id == municipality_id, Person.id == person_id)
    ).one_or_none()


def holder_page(
    session: Session,
    municipality_id: int,
    *,
    name: str,
    form: HolderForm | None,
    cursor: Cursor | None,
    on: date,
) -> tuple[tuple[HolderLine, ...], Page]:
    """Holders by name, some at a time, each with its licences in force on a day."""
    statement = select(
        Holder.id, Holder.name, Holder.sort_key, Holder.form, Holder.organisation_number
    ).where(Holder.municipality_id == municipality_id)
    if form is not None:
        statement = statement.where(Holder.form == form)
    ids = ids_named(municipality_id, Subject.HOLDER, name)
    if ids is not None:
        statement = statement.where(Holder.id.in_(ids))
    page = page_of(session, statement, sort_key=Holder.sort_key, row_id=Holder.id, cursor=cursor)
    standing = [
        line
        for line in licence_lines(session, municipality_id, holder_ids=[row.id for row in page.rows], on=on)
        if line.in_force
    ]
    lines = tuple(
        HolderLine(
            id=row.id,
            name=row.name,
            number=formats.organisation_number(row.organisation_number) if row.organisation_number else "",
            form_label=labels.label(row.form),
            licences=tuple(line for line in standing if line.holder_id == row.id),
        )
        for row in page.rows
    )
    return lines, page


def licences_of(session: Session, municipality_id: int, holder_id: int, on: date) -> tuple[LicenceLine, ...]:
    """Every licence that a holder has had by a day, the latest first."""
    return licence_lines(session, municipality_id, holder_ids=[holder_id], on=on)


def holder_facts(holder: Holder) -> list[tuple[str, str | None]]:
    """What is known of a holder, as pairs of label and text."""
    number = holder.organisation_number
    facts = [(_("Organisasjonsform"), labels.label(holder.form))]
    if holder.form is not HolderForm.PERSON:
        facts.append((_("Organisasjonsnummer"), formats.organisation_number(number) if number else ""))
    address = address_text(holder.postal_address, holder.postcode, holder.town)
    facts += [(_("Postadresse"), address), (_("E-post"), holder.email), (_("Telefon"), holder.phone)]
    return [(label, value or None) for label, value in facts]


def masked_number(person: Person) -> str:
    """A person's identity number as it may be shown: 150487 •••••."""
    return person.identity_shown


def passed_tests(tests: Sequence[PersonTest]) -> list[tuple[str, str]]:
    """The tests a person has passed, as pairs of label and text."""
    return [
        (_("Prøve for %(kind)s", kind=labels.activity_name(test.kind)), _test_text(test)) for test in tests
    ]


def _test_text(test: PersonTest) -> str:
    if test.passed_on is None:
        return _("Bestått, dato ikke notert")
    day = formats.short_date(test.passed_on)
    if test.issued_by:
        return _("Bestått %(day)s, %(issued_by)s", day=day, issued_by=test.issued_by)
    return _("Bestått %(day)s", day=day)


def holder_of_person(session: Session, person: Person) -> tuple[int, str] | None:
    """Id and name of the holder that the person is, where licences are held in person."""
    row = session.execute(
        select(Holder.id, Holder.name).where(
            Holder.municipality_id == person.municipality_id, Holder.person_id == person.id
        )
    ).one_or_none()
    return (row.id, row.name) if row else None


def roles_in_cases(session: Session, person: Person) -> list[RoleLine]:
    """The person's roles in applications, the latest first."""
    rows = session.execute(
        select(Case.id, Case.year, Case.number, Case.title, Case.received_on, Party.role)
        .join(
            Application,
            and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
        )
        .join(
            Party,
            and_(
                Party.municipality_id == Application.municipality_id, Party.application_id == Application.id
            ),
        )
        .where(Party.municipality_id == person.municipality_id, Party.person_id == person.id)
        .order_by(Case.received_on.desc(), Case.id.desc())
    )
    return [
        RoleLine(
            role_label=labels.label(row.role),
            place=f"{case_reference(row.year, row.number)} {row.title}",
            days=_("Søknad mottatt %(day)s", day=formats.short_date(row.received_on)),
            case_id=row.id,
        )
        for row in rows
    ]


def roles_in_licences(session: Session, person: Person) -> list[RoleLine]:
    """The licences for which the person is or was approved, the latest first."""
    rows = session.execute(
        select(
            Licence.id,
            Licence.number,
            Venue.name.label("venue"),
            LicencePerson.role,
            LicencePerson.first_day,
            LicencePerson.last_day,
        )
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicencePerson.municipality_id,
                Licence.id == LicencePerson.licence_id,
            ),
        )
        .join(Venue, and_(Venue.municipality_id == Licence.municipality_id, Venue.id == Licence.venue_id))
        .where(LicencePerson.municipality_id == person.municipality_id, LicencePerson.person_id == person.id)
        .order_by(LicencePerson.first_day.desc(), Licence.id.desc())
    )
    return [
        RoleLine(
            role_label=labels.label(row.role),
            place=f"{row.number} {row.venue}",
            days=span_text(row.first_day, row.last_day),
            licence_id=row.id,
        )
        for row in rows
    ]
