"""Undoing an import: everything stands as before, or the sentence says what builds on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import labels
from app.imports.doubles import Doubles
from app.models.event import Event, EventType, SearchTerm
from app.models.holder import Holder
from app.models.licence import (
    Licence,
    LicenceCondition,
    LicencePeriod,
    LicencePerson,
    LicenceRoom,
    LicenceTerm,
)
from app.models.occupancy import RoomOccupancy
from app.models.person import Person
from app.models.register import ImportSource, ImportState
from app.models.venue import Room, Venue
from licensing.applicants import Role
from licensing.errors import NotAllowed
from tests.app.imports.files import csv_file, row, sheet_file
from tests.app.imports.importing import taken_in, undone
from tests.factories.case import application_entry, make_case
from tests.factories.person import identity

TABLES = (
    Holder,
    Venue,
    Room,
    Person,
    Licence,
    LicencePeriod,
    LicenceTerm,
    LicenceRoom,
    LicencePerson,
    LicenceCondition,
    RoomOccupancy,
    SearchTerm,
)
# A row that was changed and changed back has been changed twice, and search words are entered anew.
NOT_COMPARED = {"version"}


def everything(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """All that an import may touch, without what tells how often."""
    session.expire_all()
    found = {}
    for table in TABLES:
        columns = [column for column in table.__table__.columns if column.name not in NOT_COMPARED]
        if table in (SearchTerm, RoomOccupancy):
            columns = [column for column in columns if column.name != "id"]
        found[table.__tablename__] = sorted(map(tuple, session.execute(select(*columns))), key=repr)
    return found


def test_undoing_a_first_import_leaves_nothing(filling: Callable) -> None:
    with filling() as (session, actor):
        before = everything(session)
        made = taken_in(session, actor, csv_file([row(serial) for serial in range(4)]))
        assert everything(session) != before
        undone(session, actor, made)
        assert everything(session) == before
        assert made.state is ImportState.UNDONE
        types = session.scalars(select(Event.type).where(Event.type == EventType.IMPORT_UNDONE)).all()
        assert len(types) == 1


def test_undoing_a_later_import_restores_every_field(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0), row(1), row(2)]))
        before = everything(session)
        made = taken_in(
            session,
            actor,
            csv_file(
                [
                    row(0, innehaver="Nytt Navn AS", adresse="Torget 1", varegrupper="GRP1"),
                    row(1, gyldig_til="30.09.2027"),
                    row(2, gyldig_til="30.09.2032", sted="Nytt sted"),
                    row(3),
                ]
            ),
        )
        undone(session, actor, made)
        assert everything(session) == before


def test_undoing_takes_the_national_number_away_again(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        session.scalars(select(Licence)).one().national_number = None
        session.commit()
        before = everything(session)
        content = csv_file([row(0, bevillingsnummer="90001")])
        made = taken_in(session, actor, content, doubles=Doubles.LINK)
        assert session.scalars(select(Licence.national_number)).one() == "90001"
        undone(session, actor, made)
        assert everything(session) == before


def test_undoing_a_spreadsheet_restores_people_hours_rooms_and_conditions(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        taken_in(
            session,
            actor,
            sheet_file(
                {
                    "Bevillingsnummer": "70001",
                    "Styrer": "Kari Prøve",
                    "Styrer fødselsnummer": identity(1).value,
                    "Tider": "10-01",
                }
            ),
            source=ImportSource.SPREADSHEET,
        )
        before = everything(session)
        made = taken_in(
            session,
            actor,
            sheet_file(
                {
                    "Bevillingsnummer": "70001",
                    "Styrer": "Nils Prøve",
                    "Styrer fødselsnummer": identity(2).value,
                    "Tider": "10-02",
                    "Lokaler": "Kjelleren; Salen",
                    "Vilkår": "Vakt fredag og lørdag",
                }
            ),
            source=ImportSource.SPREADSHEET,
        )
        assert everything(session) != before
        undone(session, actor, made)
        assert everything(session) == before


def case_at_the_venue(session: Session, actor: Any, licence: Licence) -> None:
    """Somebody applies for the place that was taken over."""
    entry = application_entry(serial=9)
    place = licence.venue
    make_case(
        session,
        actor,
        serial=9,
        venue=type(entry.venue)(
            place.name,
            type(entry.venue.place)(place.street_address, place.postcode, place.town),
            place.category,
            entry.venue.rooms,
        ),
    )


def person_on_it(session: Session, actor: Any, licence: Licence) -> None:
    """A manager is approved."""
    person = Person(
        municipality_id=licence.municipality_id,
        name="Kari Prøve",
        sort_key="kari",
        identity_sealed=b"x",
        identity_shown="010190 •••••",
        identity_lookup="x" * 64,
    )
    session.add(person)
    session.flush()
    session.add(
        LicencePerson(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            person_id=person.id,
            role=Role.MANAGER,
            first_day=date(2026, 11, 22),
        )
    )


def ended(_session: Session, _actor: Any, licence: Licence) -> None:
    """The licence is given up."""
    licence.ended_on = date(2026, 11, 30)


def renamed(_session: Session, _actor: Any, licence: Licence) -> None:
    """The place is renamed by hand."""
    licence.venue.name = "Noe annet"


def imported_later(session: Session, actor: Any, _licence: Licence) -> None:
    """A later import changes it."""
    session.commit()
    taken_in(session, actor, csv_file([row(0, varegrupper="GRP1")]))


BUILT = [
    pytest.param(case_at_the_venue, "en sak", id="a case"),
    pytest.param(person_on_it, "en styrer eller stedfortreder", id="a person"),
    pytest.param(ended, "en endring av en bevilling", id="an end"),
    pytest.param(renamed, "en endring av et sted", id="a new name"),
    pytest.param(imported_later, "nyere vilkår og rammer", id="a later import"),
]


@pytest.mark.parametrize(("build", "says"), BUILT)
def test_what_builds_on_an_import_keeps_it(filling: Callable, build: Callable, says: str) -> None:
    with filling() as (session, actor):
        made = taken_in(session, actor, csv_file([row(0)]))
        build(session, actor, session.scalars(select(Licence)).one())
        session.commit()
        before = everything(session)
        with pytest.raises(NotAllowed) as refused:
            undone(session, actor, made)
        session.rollback()
        assert says in labels.sentence(refused.value.code, None, refused.value.facts)
        assert everything(session) == before


def test_undone_twice_is_refused(filling: Callable) -> None:
    with filling() as (session, actor):
        made = taken_in(session, actor, csv_file([row(0)]))
        undone(session, actor, made)
        with pytest.raises(NotAllowed) as refused:
            undone(session, actor, made)
        assert refused.value.code == "import_not_applied"


def test_an_undone_import_may_be_taken_in_anew(filling: Callable) -> None:
    content = csv_file([row(0)])
    with filling() as (session, actor):
        undone(session, actor, taken_in(session, actor, content))
        taken_in(session, actor, content)
        # The number that was given out is not given out again.
        assert session.scalars(select(Licence.number)).all() == ["SKJ-2024-0002"]
