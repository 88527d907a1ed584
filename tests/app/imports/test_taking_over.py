"""An extract of the national register: tried, taken in, taken in again."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.models.event import Event, EventType
from app.models.holder import Holder
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.register import ImportState, RowOutcome
from app.models.venue import Room, Venue
from licensing.errors import NotAllowed
from licensing.licences import AreaKind, Attribute, LicenceKind, LicenceType
from tests.app.imports.files import HOLDERS, UNITS, csv_file, row
from tests.app.imports.importing import counted, only_row, staged, taken_in

SAMPLE = Path(__file__).parents[4] / "shared/data/register_extract_sample.csv"


def test_the_shared_sample_is_taken_in(filling: Callable) -> None:
    if not SAMPLE.exists():
        pytest.skip("the invented extract is not shared beside this checkout")
    content = SAMPLE.read_bytes()
    with filling() as (session, actor):
        tried = staged(session, actor, content)
        assert counted(session, tried) == {RowOutcome.NEW: 16}
        assert (tried.rows_total, tried.rows_elsewhere) == (24, 8)
    with filling(municipality="other") as (session, actor):
        tried = staged(session, actor, content)
        assert counted(session, tried) == {RowOutcome.NEW: 8}
    with filling() as (session, actor):
        taken_in(session, actor, content)
        kinds = Counter(
            session.scalars(select(Licence.kind).where(Licence.municipality_id == actor.municipality_id))
        )
        assert kinds == {LicenceKind.SERVING: 13, LicenceKind.SALE: 3}


def test_a_new_row_makes_holder_venue_room_and_licence(filling: Callable) -> None:
    with filling() as (session, actor):
        made = taken_in(session, actor, csv_file([row(0)]))
        licence = session.scalars(select(Licence)).one()
        assert (licence.number, licence.national_number) == ("SKJ-2024-0001", "70001")
        assert (licence.holder.organisation_number, licence.holder.name) == (HOLDERS[0], "Prøveselskap 0 AS")
        assert (licence.venue.sub_unit_number, licence.venue.street_address) == (UNITS[0], "Prøveveien 1")
        assert [room.name for room in licence.venue.rooms] == ["Lokale"]
        (period,) = licence.periods
        assert (period.first_day.isoformat(), period.last_day.isoformat()) == ("2024-10-01", "2028-09-30")
        terms = session.scalars(select(LicenceTerm)).all()
        assert [(term.attribute, term.value) for term in terms] == [(Attribute.GROUPS, "1,2,3")]
        assert made.state is ImportState.APPLIED
        events = session.scalars(select(Event.type).where(Event.type == EventType.REGISTER_IMPORTED)).all()
        assert len(events) == 1


def test_outdoor_serving_is_told_by_the_name(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0, sted="Prøvestedet uteservering")]))
        assert session.scalars(select(Room.area)).all() == [AreaKind.OUTDOOR]


def test_the_same_file_twice_changes_nothing(filling: Callable) -> None:
    content = csv_file([row(serial) for serial in range(3)])
    tables = (Licence, Holder, Venue, Room, LicencePeriod, LicenceTerm, LicenceRoom)
    with filling() as (session, actor):
        taken_in(session, actor, content)
        before = [session.scalar(select(func.count()).select_from(table)) for table in tables]
        again = staged(session, actor, content)
        assert counted(session, again) == {RowOutcome.SAME: 3}
        with pytest.raises(NotAllowed) as refused:
            apply_import(
                session, actor, import_id=again.id, seen_version=again.version, doubles=Doubles.LEAVE
            )
        assert refused.value.code == "import_changes_nothing"
        session.rollback()
        assert before == [session.scalar(select(func.count()).select_from(table)) for table in tables]


CHANGED = [
    pytest.param({"varegrupper": "GRP1"}, [("groups", "1,2,3", "1")], id="fewer groups"),
    pytest.param(
        {"gyldig_til": "30.09.2027"}, [("last_day", "2028-09-30", "2027-09-30")], id="an earlier end"
    ),
    pytest.param(
        {"gyldig_fra": "01.10.2028", "gyldig_til": "30.09.2032"},
        [("last_day", "2028-09-30", "2032-09-30")],
        id="a next period",
    ),
    pytest.param(
        {"innehaver": "Nytt Navn AS"}, [("holder", "Prøveselskap 0 AS", "Nytt Navn AS")], id="another name"
    ),
    pytest.param({"sted": "Nytt sted"}, [("venue", "Prøvestedet 0", "Nytt sted")], id="the place renamed"),
    pytest.param({"adresse": "Torget 4"}, [("street", "Prøveveien 1", "Torget 4")], id="another address"),
]


@pytest.mark.parametrize(("changes", "told"), CHANGED)
def test_a_changed_row_tells_each_field_before_and_after(
    filling: Callable, changes: dict[str, str], told: list[tuple[str, str, str]]
) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        tried = staged(session, actor, csv_file([row(0, **changes)]))
        assert counted(session, tried) == {RowOutcome.CHANGED: 1}
        listed = only_row(session, tried).problem["changes"]
        assert [(one["field"], one["before"], one["after"]) for one in listed] == told
        apply_import(session, actor, import_id=tried.id, seen_version=tried.version, doubles=Doubles.LEAVE)
        session.commit()
        again = staged(session, actor, csv_file([row(0, **changes)]))
        assert counted(session, again) == {RowOutcome.SAME: 1}


def test_farm_sale_and_outlets_come_as_what_they_are(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(
            session,
            actor,
            csv_file(
                [
                    row(0, tillatelsestype="02SALG", varegrupper="GRP1,GRP2"),
                    row(1, tillatelsestype="02SALG", varegrupper="GRP2,GRP3"),
                ]
            ),
        )
        farm, outlet = session.scalars(select(Licence).order_by(Licence.national_number)).all()
        assert (farm.type, farm.number[:4]) == (LicenceType.PERMANENT, "SAL-")
        assert (outlet.type, outlet.number[:4]) == (LicenceType.OUTLET, "VMP-")
        extended = select(LicenceTerm.licence_id).where(LicenceTerm.attribute == Attribute.EXTENSIONS)
        assert session.scalars(extended).all() == [farm.id]


def test_a_change_adds_and_edits_no_history(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        taken_in(session, actor, csv_file([row(0, varegrupper="GRP1,GRP2", gyldig_til="30.09.2032")]))
        terms = session.execute(
            select(LicenceTerm.value, LicenceTerm.first_day).order_by(LicenceTerm.id)
        ).all()
        assert [(value, day.isoformat()) for value, day in terms] == [
            ("1,2,3", "2024-10-01"),
            ("1,2", "2026-11-21"),
        ]
        periods = session.execute(
            select(LicencePeriod.first_day, LicencePeriod.last_day).order_by(LicencePeriod.id)
        ).all()
        assert [tuple(map(str, period)) for period in periods] == [
            ("2024-10-01", "2028-09-30"),
            ("2028-10-01", "2032-09-30"),
        ]


IMPOSSIBLE_BESIDE_OURS = [
    pytest.param({"organisasjonsnummer": HOLDERS[9]}, "other_holder", id="another holder: a transfer"),
    pytest.param({"tillatelsestype": "02SALG", "varegrupper": "GRP1"}, "other_kind", id="another kind"),
    pytest.param(
        {"sted_organisasjonsnummer": UNITS[1], "sted": "Prøvestedet 1", "adresse": "Prøveveien 2"},
        "other_venue",
        id="another place",
    ),
]


@pytest.mark.parametrize(("changes", "code"), IMPOSSIBLE_BESIDE_OURS)
def test_a_row_that_contradicts_our_licence_is_impossible(
    filling: Callable, changes: dict[str, str], code: str
) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0), row(1)]))
        tried = staged(session, actor, csv_file([row(0, **changes)]))
        assert only_row(session, tried).problem["code"] == code


def test_the_same_licence_under_another_number_is_a_double(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        content = csv_file([row(0, bevillingsnummer="90001")])
        tried = staged(session, actor, content)
        assert counted(session, tried) == {RowOutcome.DOUBLE: 1}
        assert only_row(session, tried).problem == {"number": "SKJ-2024-0001"}
        taken_in(session, actor, content, doubles=Doubles.OWN)
        assert session.scalar(select(func.count()).select_from(Licence)) == 2


def test_a_double_of_our_own_licence_gets_the_national_number(filling: Callable) -> None:
    with filling() as (session, actor):
        taken_in(session, actor, csv_file([row(0)]))
        licence = session.scalars(select(Licence)).one()
        licence.national_number = None
        session.commit()
        content = csv_file([row(0, bevillingsnummer="90001")])
        taken_in(session, actor, content, doubles=Doubles.LINK)
        session.expire_all()
        assert session.scalars(select(Licence.national_number)).all() == ["90001"]
        assert counted(session, staged(session, actor, content)) == {RowOutcome.SAME: 1}


def test_rows_of_one_file_are_held_together(filling: Callable) -> None:
    rows = [
        row(0),
        row(0),
        row(0, varegrupper="GRP1"),
        row(0, bevillingsnummer="90001"),
        row(
            0,
            bevillingsnummer="90002",
            innehaver="Prøveselskap 0 A/S",
            gyldig_fra="01.10.2028",
            gyldig_til="30.09.2030",
        ),
    ]
    with filling() as (session, actor):
        tried = staged(session, actor, csv_file(rows))
        outcomes = [only_row(session, tried, line=line).outcome for line in range(2, 7)]
        assert outcomes == [
            RowOutcome.NEW,
            RowOutcome.SAME,
            RowOutcome.IMPOSSIBLE,
            RowOutcome.DOUBLE,
            RowOutcome.NEW,
        ]
        assert only_row(session, tried, line=6).data["holder"] == "Prøveselskap 0 AS"
        assert only_row(session, tried, line=6).problem["notes"] == ["named_otherwise"]


def test_two_people_cannot_take_the_same_rows_in(filling: Callable) -> None:
    content = csv_file([row(0)])
    with filling() as (session, actor):
        mine, theirs = staged(session, actor, content), staged(session, actor, content)
        apply_import(session, actor, import_id=mine.id, seen_version=mine.version, doubles=Doubles.LEAVE)
        session.commit()
        with pytest.raises(NotAllowed) as refused:
            apply_import(
                session, actor, import_id=theirs.id, seen_version=theirs.version, doubles=Doubles.LEAVE
            )
        assert refused.value.code == "import_out_of_date"
        session.rollback()
        assert session.scalar(select(func.count()).select_from(Licence)) == 1


def test_wholesale_is_counted_and_left(filling: Callable) -> None:
    with filling() as (session, actor):
        tried = staged(session, actor, csv_file([row(0), row(1, tillatelsestype="11ENGR")]))
        assert (counted(session, tried), tried.rows_not_ours) == ({RowOutcome.NEW: 1}, 1)


def test_others_cannot_reach_an_import(filling: Callable) -> None:
    with filling() as (session, actor):
        made = staged(session, actor, csv_file([row(0)]))
        import_id, version = made.id, made.version
    with filling(municipality="other") as (session, actor), pytest.raises(LookupError):
        apply_import(session, actor, import_id=import_id, seen_version=version, doubles=Doubles.LEAVE)


def test_questions_asked_of_the_database_do_not_grow_with_the_rows(
    filling: Callable, statements: list[str]
) -> None:
    asked = []
    for count in (5, 50):
        with filling() as (session, actor):
            statements.clear()
            taken_in(session, actor, csv_file([row(serial) for serial in range(count)]))
            asked.append(len(statements))
    assert asked[1] <= asked[0] + 5
