"""A process killed while it reads or takes in a register loses nothing and does nothing twice."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import audit
from app.imports.doubles import Doubles
from app.imports.service.applying import apply_import
from app.imports.service.staging import CHUNK, read_on
from app.models.holder import Holder
from app.models.licence import Licence
from app.models.register import ImportRow, ImportState, RegisterImport
from app.models.venue import Venue
from app.permissions import Role
from tests.app.conftest import World
from tests.app.imports.files import csv_file, organisation_numbers, row
from tests.app.imports.importing import begun, staged
from tests.torture.processes import actor_of, all_at_once, killed_at, told

COUNT = 2 * CHUNK + 200
POINTS = [
    pytest.param("app.imports.service.staging:staged_rows after", id="the first chunk is judged"),
    pytest.param("app.imports.service.staging:_kept after", id="all is written but the commit"),
]


def large_file() -> bytes:
    """Two chunks and a part of a third."""
    holders, units = organisation_numbers(32_000_000, COUNT), organisation_numbers(42_000_000, COUNT)
    return csv_file(
        [
            row(
                0,
                bevillingsnummer=str(80_000 + serial),
                organisasjonsnummer=holders[serial],
                sted_organisasjonsnummer=units[serial],
                innehaver=f"Stort {serial} AS",
                sted=f"Stedet {serial}",
                adresse=f"Langveien {serial}",
            )
            for serial in range(COUNT)
        ]
    )


def rows_of(session: Session, import_id: int) -> list[int]:
    """The lines that are laid aside."""
    return list(
        session.scalars(
            select(ImportRow.line).where(ImportRow.import_id == import_id).order_by(ImportRow.line)
        )
    )


@pytest.mark.parametrize("point", POINTS)
def test_reading_that_is_killed_goes_on_where_it_was(
    environ: dict[str, str], filling: Callable, world: World, point: str
) -> None:
    with filling() as (session, actor):
        import_id = begun(session, actor, large_file()).id
        session.rollback()
        assert not read_on(actor, import_id=import_id, most_chunks=1)
    killed_at(environ, "read_file", {"actor": told(actor), "import_id": import_id}, pause=point)
    with filling() as (session, actor):
        # What was committed stands, and nothing of the chunk that was cut off.
        assert rows_of(session, import_id) == list(range(2, CHUNK + 2))
        session.rollback()
        assert read_on(actor, import_id=import_id, most_chunks=10)
        made = session.get_one(RegisterImport, import_id)
        assert (made.state, made.rows_staged) == (ImportState.STAGED, COUNT)
        assert rows_of(session, import_id) == list(range(2, COUNT + 2))


TAKING = [
    pytest.param("app.imports.service.applying:_insist_on_same after", id="the rows are judged again"),
    pytest.param("app.imports.service.applying:_written after", id="a chunk is written"),
    pytest.param("app.imports.service.applying:audit.record", id="all is written but the event"),
]


@pytest.mark.parametrize("point", TAKING)
def test_taking_in_that_is_killed_leaves_nothing(
    environ: dict[str, str], filling: Callable, world: World, point: str
) -> None:
    with filling() as (session, actor):
        made = staged(session, actor, large_file())
        import_id, version = made.id, made.version
    killed_at(environ, "take_in", {"actor": told(actor), "import_id": import_id}, pause=point)
    with filling() as (session, actor):
        for table in (Licence, Holder, Venue):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        apply_import(session, actor, import_id=import_id, seen_version=version, doubles=Doubles.LEAVE)
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Licence)) == COUNT
        assert audit.verified_chain(session, world.own_id).broken == ()


def test_two_people_who_read_and_take_in_at_once_do_it_once(
    environ: dict[str, str], filling: Callable, world: World
) -> None:
    content = large_file()
    with filling() as (session, actor):
        ids = [begun(session, actor, content).id for _person in range(2)]
    who = told(actor_of(world, Role.CASEWORKER))
    # Both press the button of the same import, twice each.
    all_at_once(environ, "read_file", [{"actor": who, "import_id": ids[0]} for _press in range(4)])
    with filling() as (session, actor):
        while not read_on(actor, import_id=ids[0], most_chunks=10):
            continue
        assert rows_of(session, ids[0]) == list(range(2, COUNT + 2))
        session.rollback()
        assert read_on(actor, import_id=ids[1], most_chunks=10)
    turns = [{"actor": who, "import_id": import_id} for import_id in (*ids, *ids)]
    answers = all_at_once(environ, "take_in", turns)
    assert sorted(answer.get("taken", 0) for answer in answers) == [0, 0, 0, COUNT]
    with filling() as (session, _actor):
        assert session.scalar(select(func.count()).select_from(Licence)) == COUNT
        assert audit.verified_chain(session, world.own_id).broken == ()
