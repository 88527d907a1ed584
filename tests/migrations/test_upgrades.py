"""Every released version comes up to this one with its data, on both databases."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import audit
from app.db import make_engine, upgrade, writing_session
from app.models.case import Case
from app.models.licence import Licence
from app.models.municipality import Municipality
from app.pages import VERSION
from tests.migrations.dump import DUMPS, load, read

RELEASED = sorted(DUMPS.glob("*.json.gz"))


@pytest.mark.parametrize("dump_path", [pytest.param(path, id=path.name[:-8]) for path in RELEASED])
def test_a_released_version_comes_up_with_its_data(dump_path: Path, empty_database_url: str) -> None:
    dump = read(dump_path)
    upgrade(empty_database_url, dump["revision"])
    engine = make_engine(empty_database_url)
    with engine.begin() as connection:
        load(connection, dump)
    upgrade(empty_database_url)
    with writing_session(engine) as session:
        counts = {
            "cases": session.scalar(select(func.count()).select_from(Case)),
            "licences": session.scalar(select(func.count()).select_from(Licence)),
        }
        chains = [
            audit.verified_chain(session, municipality_id)
            for municipality_id in session.scalars(select(Municipality.id))
        ]
    engine.dispose()
    assert counts == {name: len(dump["rows"][name]) for name in counts}
    assert all(not chain.broken for chain in chains)
    assert sum(chain.length for chain in chains) == len(dump["rows"]["events"])


def test_this_version_has_left_its_dump() -> None:
    assert f"{VERSION}.json.gz" in [path.name for path in RELEASED], (
        f"Version {VERSION} has no dump:"
        " run `python -m tests.migrations.make_dump` and commit what it writes."
    )
