"""Licences of the first version take their rooms when the database comes up to this one."""

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.db import make_engine, upgrade, writing_session
from app.licences.occupancy import occupancies_of, shared_rooms
from app.models.licence import Licence
from app.models.occupancy import RoomOccupancy
from licensing.licences import LicenceKind
from licensing.occupancy import Occupancy
from licensing.service_hours import ServiceHours
from tests.migrations.dump import DUMPS, load, read

FIRST_VERSION = DUMPS / "0.1.0.json.gz"


def upgraded(dump: dict[str, Any], url: str) -> Any:
    upgrade(url, dump["revision"])
    engine = make_engine(url)
    with engine.begin() as connection:
        load(connection, dump)
    upgrade(url)
    return engine


def with_a_second_holder(dump: dict[str, Any]) -> tuple[dict[str, Any], int, int]:
    """The dump with a licence entered once more, to another holder, a day later."""
    dump = deepcopy(dump)
    rows = dump["rows"]
    licence = next(row for row in rows["licences"] if row["kind"] == "serving" and row["ended_on"] is None)
    here = [row for row in rows["holders"] if row["municipality_id"] == licence["municipality_id"]]
    holder = next(row["id"] for row in here if row["id"] != licence["holder_id"])
    second = licence | {"id": 9001, "number": "SKJ-2024-9001", "holder_id": holder, "decision_id": None}
    granted_on = date.fromisoformat(licence["granted_on"]) + timedelta(days=1)
    second |= {"granted_on": granted_on.isoformat()}
    for name in ("licence_periods", "licence_rooms", "licence_terms"):
        mine = [row for row in rows[name] if row["licence_id"] == licence["id"]]
        rows[name] += [row | {"id": row["id"] + 90000, "licence_id": 9001} for row in mine]
    rows["licences"].append(second)
    return dump, licence["id"], 9001


def stored(session: Any, licence_ids: list[int]) -> dict[int, set[Occupancy]]:
    found: dict[int, set[Occupancy]] = {licence_id: set() for licence_id in licence_ids}
    for row in session.scalars(select(RoomOccupancy).where(RoomOccupancy.licence_id.in_(licence_ids))):
        found[row.licence_id].add(
            Occupancy(row.room_id, row.weekday, row.first_day, row.last_day, ServiceHours(row.start, row.end))
        )
    return found


def test_every_serving_licence_takes_the_rooms_that_the_rule_gives_it(empty_database_url: str) -> None:
    engine = upgraded(read(FIRST_VERSION), empty_database_url)
    with writing_session(engine) as session:
        for municipality_id in session.scalars(select(Licence.municipality_id).distinct()):
            ids = list(
                session.scalars(
                    select(Licence.id).where(
                        Licence.municipality_id == municipality_id, Licence.kind == LicenceKind.SERVING
                    )
                )
            )
            expected = occupancies_of(session, municipality_id, ids)
            assert stored(session, ids) == {licence_id: set(rows) for licence_id, rows in expected.items()}
            assert any(expected.values())
            assert shared_rooms(session, municipality_id) == []
    engine.dispose()


def test_two_holders_who_already_share_a_room_do_not_stop_the_upgrade(empty_database_url: str) -> None:
    dump, first, second = with_a_second_holder(read(FIRST_VERSION))
    engine = upgraded(dump, empty_database_url)
    with writing_session(engine) as session:
        found = stored(session, [first, second])
        municipality_id = session.get_one(Licence, first).municipality_id
        pairs = {(pair.licence_id, pair.other_id) for pair in shared_rooms(session, municipality_id)}
    engine.dispose()
    assert found[first]
    assert found[second] == set()
    assert (first, second) in pairs
