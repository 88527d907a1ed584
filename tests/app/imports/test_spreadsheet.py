"""The office's own spreadsheet: managers, hours, rooms, conditions, litres, joined on the licence number."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.imports.columns import Column
from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.beginning import SentFile, answer_questions, begin_import, waits_for_answers
from app.models.event import Event
from app.models.licence import Licence, LicenceCondition, LicencePerson, LicenceRoom, LicenceTerm
from app.models.person import Person
from app.models.register import ImportRow, ImportSource, RegisterImport, RowOutcome
from app.permissions import Actor
from app.sealing import sealer
from licensing.licences import AreaKind, Attribute, terms_on
from tests.app.imports.files import DATED_ON, csv_file, row, sheet_file, xlsx_file
from tests.app.imports.importing import counted, only_row, staged, taken_in
from tests.factories.person import identity

SHEET = ImportSource.SPREADSHEET


def tried(session: Session, actor: Actor, *rows: dict[str, str]) -> RegisterImport:
    """A spreadsheet that has been tried."""
    return staged(session, actor, sheet_file(*rows), source=SHEET)


def told(number: str = "70001", **cells: str) -> dict[str, str]:
    """A row of the spreadsheet."""
    return {"Bevillingsnummer": number} | {name.replace("_", " "): value for name, value in cells.items()}


def terms(session: Session, attribute: Attribute, day: date = DATED_ON) -> dict[Any, str]:
    """What the only licence has of an attribute, by area and group."""
    rows = [term.to_domain() for term in session.scalars(select(LicenceTerm))]
    found = terms_on(rows, day).rows
    return {(one.area, one.group): one.value for one in found if one.attribute is attribute}


def test_a_row_tells_of_people_hours_rooms_and_conditions(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        content = sheet_file(
            told(
                Styrer="Kari Prøve",
                Styrer_fødselsnummer=identity(1).value,
                Stedfortreder="Nils Prøve og Oda Prøve",
                Tider="man-tor 10-01, fre-lør 10-02",
                Tider_ute="10-23",
                Lokaler="Kjelleren",
                Uteservering="ja",
                Vilkår="Vakt fra kl. 22; Mat skal serveres",
                Liter_gruppe_1="1 200,5",
            )
        )
        made = taken_in(session, actor, content, source=SHEET)
        person = session.scalars(select(Person)).one()
        assert sealer().open(person.identity_sealed) == identity(1).value
        held = session.scalars(select(LicencePerson)).one()
        assert (held.person_id, held.first_day) == (person.id, DATED_ON)
        assert terms(session, Attribute.DEPUTIES) == {(None, None): "Nils Prøve, Oda Prøve"}
        hours = terms(session, Attribute.HOURS)
        assert hours[AreaKind.INDOOR, 1] == (
            '[{"end":1500,"start":600,"weekdays":[1,2,3,4]},{"end":1560,"start":600,"weekdays":[5,6]}]'
        )
        assert '"start":780' in hours[AreaKind.INDOOR, 3]  # Group 3 never before 13.00.
        assert '"end":1380' in hours[AreaKind.OUTDOOR, 2]
        rooms = session.scalars(select(LicenceRoom)).all()
        assert {covered.room.name for covered in rooms} == {"Lokale", "Kjelleren", "Uteservering"}
        conditions = session.scalars(select(LicenceCondition.text).order_by(LicenceCondition.number)).all()
        assert conditions == ["Vakt fra kl. 22", "Mat skal serveres"]
        assert only_row(session, made).data["litres"] == {"litres_1": "120050"}


def test_the_same_spreadsheet_twice_changes_nothing(filling: Callable) -> None:
    rows = told(
        Styrer="Kari Prøve",
        Styrer_fødselsnummer=identity(1).value,
        Stedfortreder="Nils Prøve",
        Tider="10-02",
        Lokaler="Salen",
        Vilkår="Vakt",
    )
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        taken_in(session, actor, sheet_file(rows), source=SHEET)
        assert counted(session, tried(session, actor, rows)) == {RowOutcome.SAME: 1}


def test_a_new_manager_follows_the_one_before(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        first = told(Styrer="Kari Prøve", Styrer_fødselsnummer=identity(1).value)
        taken_in(session, actor, sheet_file(first), source=SHEET)
        held = session.scalars(select(LicencePerson)).one()
        held.first_day = date(2025, 1, 1)
        session.commit()
        second = told(Styrer="Nils Prøve", Styrer_fødselsnummer=identity(2).value)
        assert counted(session, tried(session, actor, second)) == {RowOutcome.CHANGED: 1}
        taken_in(session, actor, sheet_file(second), source=SHEET)
        days = session.execute(
            select(LicencePerson.first_day, LicencePerson.last_day).order_by(LicencePerson.id)
        ).all()
        assert [tuple(day) for day in days] == [(date(2025, 1, 1), date(2026, 11, 20)), (DATED_ON, None)]


def test_identity_numbers_are_sealed_and_stand_nowhere_else(filling: Callable) -> None:
    number = identity(1).value
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        content = sheet_file(told(Styrer="Kari Prøve", Styrer_fødselsnummer=number))
        made = taken_in(session, actor, content, source=SHEET)
        stored = only_row(session, made)
        assert sealer().open(stored.sealed or b"") == f'{{"manager": "{number}"}}'
        for written in (stored.data, stored.problem, made.mapping):
            assert number not in str(written)
        payloads = " ".join(filter(None, session.scalars(select(Event.payload))))
        assert number not in payloads
        assert "Kari" not in payloads


IMPOSSIBLE = [
    pytest.param(told("99999", Styrer="Kari"), "licence_unknown", id="a licence that we do not have"),
    pytest.param(told(Tider="helg 10-02"), "hours", id="hours that must be guessed"),
    pytest.param(told(Tider="05-02"), "hours_outside_law", id="serving before 06.00"),
    pytest.param(told(Tider="10-04"), "hours_outside_law", id="serving after 03.00"),
    pytest.param(told(Liter_gruppe_1="mye"), "litres", id="litres that are no number"),
    pytest.param(
        told(Styrer="Kari", Styrer_fødselsnummer="01019012345"), "identity", id="a wrong identity number"
    ),
    pytest.param(
        told(Styrer_fødselsnummer=identity(1).value), "identity_without_name", id="a number without a name"
    ),
    pytest.param(
        told(Styrer=f"Kari {identity(1).value}"), "identity_in_text", id="an identity number in a text"
    ),
    pytest.param(told(Vilkår="=1+1"), "formula", id="a formula"),
]


@pytest.mark.parametrize(("cells", "code"), IMPOSSIBLE)
def test_a_row_that_cannot_be_taken_in_says_why(filling: Callable, cells: dict[str, str], code: str) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        made = tried(session, actor, cells)
        stored = only_row(session, made)
        assert (stored.outcome, stored.problem["code"]) == (RowOutcome.IMPOSSIBLE, code)
        assert identity(1).value not in str(stored.data) + str(stored.problem)


def test_our_own_number_joins_too(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        number = session.scalars(select(Licence.number)).one()
        assert counted(session, tried(session, actor, told(number, Vilkår="Vakt"))) == {RowOutcome.NEW: 1}


def test_a_licence_of_another_municipality_is_not_found(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
    with filling(municipality="other") as (session, actor):
        assert only_row(session, tried(session, actor, told(Vilkår="Vakt"))).outcome is RowOutcome.IMPOSSIBLE


def test_an_unknown_head_is_asked_about_once_and_remembered(filling: Callable) -> None:
    content = xlsx_file([["Bevillingsnummer", "Ansvarlig", "Merknad"], ["70001", "Kari Prøve", "ring"]])
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))

        def sent() -> RegisterImport:
            file = SentFile("skjema.xlsx", content)
            return begin_import(session, actor, source=SHEET, file=file, dated_on=DATED_ON)

        made = sent()
        assert made.mapping["unknown_heads"] == ["Ansvarlig", "Merknad"]
        answer_questions(
            session,
            actor,
            import_id=made.id,
            seen_version=made.version,
            columns={"Ansvarlig": Column.MANAGER, "Merknad": Column.IGNORED},
            codes={},
        )
        assert not waits_for_answers(made)
        assert not waits_for_answers(sent())


def test_a_register_that_changed_meanwhile_stops_the_spreadsheet(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        mine = tried(session, actor, told(Vilkår="Vakt"))
        taken_in(session, actor, sheet_file(told(Vilkår="Vakt")), source=SHEET)
        with pytest.raises(Exception, match="import_out_of_date"):
            apply_import(session, actor, import_id=mine.id, seen_version=mine.version, doubles=Doubles.LEAVE)
        session.rollback()
        assert session.scalar(select(func.count()).select_from(LicenceCondition)) == 1
        assert session.scalar(select(func.count()).select_from(ImportRow)) == 3
