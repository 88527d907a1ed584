"""The calendar of a year: what is served where every night in a municipality with a thousand venues.

Held against the least that can do the same: the same rows read with the database's own driver, and counted.
Each runs in a process of its own: `python -m bench.worker bench.nights DATABASE`, asked for ours or bare.
"""

import os
import random
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app import clock, create_app, db
from app.calendar.night import night_of
from app.calendar.queries import by_night, event_nights, places_serving
from app.db import make_engine, writing_session
from app.licences.occupancy import occupancies_of
from app.models.licence import Licence, LicencePeriod, LicenceRoom, LicenceTerm
from app.models.occupancy import RoomOccupancy
from app.models.rows import canonical_json
from app.models.venue import Room, Venue
from app.sealing import Sealer
from bench.filling import fill
from bench.rounds import Worker, take_turns
from config import Config
from licensing.licences import AreaKind, Attribute, LicenceKind, LicenceType

VENUES = 1_000
CASES_A_VENUE = 25
EVENTS_A_VENUE = 3
YEAR = date(2027, 1, 1), date(2027, 12, 31)
GRANTED_ON, LAST_DAY = date(2024, 6, 3), date(2028, 9, 30)
MOST_TIMES_BARE = 10.0


def report(folder: Path, environ: Mapping[str, str], sealer: Sealer) -> None:
    """Make a municipality of many venues, and say what a year of nights takes."""
    address = f"sqlite:///{folder / 'nights.db'}"
    fill(address, cases=VENUES * CASES_A_VENUE, today=clock.today(), sealer=sealer)
    engine = make_engine(address)
    with writing_session(engine) as session:
        _add_licences(session)
        session.commit()
    engine.dispose()
    with ExitStack() as stack:
        worker = stack.enter_context(Worker(sys.executable, "bench.nights", address, environ))
        if worker.answer("ours") != worker.answer("bare"):
            raise SystemExit("The two calendars differ: " + worker.answer("ours") + worker.answer("bare"))
        said = worker.answer("ours")
        tasks = {name: (worker, name) for name in ("bare", "ours", "night")}
        courses = take_turns(tasks, rounds=8, times=2, warm_up=2)
    bare = courses["bare"]
    title = f"The nights of a year, {VENUES:,} venues, SQLite"
    print(f"\n{title:<58}{'ms':>9}{'to bare':>9}", flush=True)
    for name, text in SAID.items():
        course = courses[name]
        print(f"  {text:<56}{course.middle:>9.1f}{course.ratio_to(bare):>9.2f}", flush=True)
    ratio = courses["ours"].ratio_to(bare)
    met = "met" if ratio <= MOST_TIMES_BARE else "NOT MET"
    print(f"  → {said}: {ratio:.2f} times the bare rows (aim: at most {MOST_TIMES_BARE}; {met})", flush=True)


SAID = {
    "bare": "rows by the driver, counted",
    "ours": "this program, every night of the year",
    "night": "this program, one night with all hours in force",
}


def _add_licences(session: Session) -> None:
    """A lasting licence and some events at each venue."""
    chance = random.Random(1)
    venues = session.execute(select(Venue.id, Venue.municipality_id).order_by(Venue.id).limit(VENUES)).all()
    holders = list(session.scalars(select(Licence.holder_id).distinct().order_by(Licence.holder_id)))
    here = venues[0].municipality_id
    rooms = [
        Room(
            municipality_id=here, venue_id=row.id, name="Salen", name_key="indoorsalen", area=AreaKind.INDOOR
        )
        for row in venues
    ]
    session.add_all(rooms)
    session.flush()
    ids = []
    for serial, (row, room) in enumerate(zip(venues, rooms, strict=True)):
        holder = holders[serial % len(holders)]
        lasting = (LicenceType.PERMANENT, GRANTED_ON, LAST_DAY, (600, 1500 + 60 * chance.randint(0, 1)))
        nights = [YEAR[0] + timedelta(days=chance.randrange(365)) for _event in range(EVENTS_A_VENUE)]
        events = [(LicenceType.SINGLE_OCCASION, night, night, (1080, 1500)) for night in sorted(set(nights))]
        for number, (kind, first_day, last_day, hours) in enumerate([lasting, *events]):
            place = {"venue_id": row.id, "holder_id": holder, "number": f"B{serial}-{number}", "type": kind}
            ids.append(_licence(session, here, place, room.id, (first_day, last_day), hours))
    session.flush()
    taken = occupancies_of(session, here, ids)
    held = {
        row.id: row.holder_id
        for row in session.execute(select(Licence.id, Licence.holder_id).where(Licence.id.in_(ids)))
    }
    session.execute(
        insert(RoomOccupancy),
        [
            {
                "municipality_id": here,
                "licence_id": licence_id,
                "holder_id": held[licence_id],
                "room_id": one.room,
                "weekday": one.weekday,
                "first_day": one.first_day,
                "last_day": one.last_day,
                "start": one.hours.start,
                "end": one.hours.end,
            }
            for licence_id, found in taken.items()
            for one in found
        ],
    )


def _licence(
    session: Session,
    here: int,
    place: Mapping[str, Any],
    room_id: int,
    days: tuple[date, date],
    hours: tuple[int, int],
) -> int:
    first_day, last_day = days
    licence = Licence(
        municipality_id=here,
        kind=LicenceKind.SERVING,
        granted_on=GRANTED_ON,
        issued_on=GRANTED_ON,
        usable_from=GRANTED_ON,
        **place,
    )
    session.add(licence)
    session.flush()
    mine = {"municipality_id": here, "licence_id": licence.id, "first_day": first_day}
    line = canonical_json([{"weekdays": [1, 2, 3, 4, 5, 6, 7], "start": hours[0], "end": hours[1]}])
    decided = {"decided_on": GRANTED_ON, "decision_number": 0}
    session.add_all(
        [
            LicencePeriod(**mine, last_day=last_day),
            LicenceRoom(**mine, room_id=room_id, last_day=None),
            LicenceTerm(**mine, **decided, attribute=Attribute.GROUPS, value="1,2"),
            *(
                LicenceTerm(
                    **mine,
                    **decided,
                    attribute=Attribute.HOURS,
                    value=line,
                    area=AreaKind.INDOOR,
                    group=group,
                )
                for group in (1, 2)
            ),
        ]
    )
    return licence.id


def question(database_url: str) -> Callable[[str], str]:
    """What makes the calendar of a year, ours or the bare one: how many events, places and nights."""
    path = database_url.removeprefix("sqlite:///")
    app = create_app(Config.from_environ({**os.environ, "DATABASE_URL": database_url}))

    def asked(what: str) -> str:
        if what == "bare":
            return _bare(path)
        with app.app_context():
            session = db.session()
            if what == "night":
                return str(night_of(session, 1, date(2027, 2, 19)).open_places)
            events = by_night(event_nights(session, 1, *YEAR))
            places = places_serving(session, 1, *YEAR)
        return _told(sum(map(len, events.values())), places)

    return asked


def _told(events: int, places: Mapping[date, int]) -> str:
    return f"{events:,} events, {sum(places.values()):,} evenings of {len(places)} nights"


def _bare(path: str) -> str:
    """The same rows by the driver, each night counted in a loop."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT o.licence_id, l.venue_id, l.type, o.first_day, o.last_day FROM room_occupancies AS o"
            " JOIN licences AS l ON l.id = o.licence_id"
            " WHERE o.municipality_id = 1 AND o.first_day <= ? AND o.last_day >= ?",
            [YEAR[1].isoformat(), YEAR[0].isoformat()],
        ).fetchall()
    events, places = Counter[str](), defaultdict(set)
    first, last = (day.toordinal() for day in YEAR)
    for _licence_id, venue_id, kind, first_day, last_day in rows:
        day = date.fromisoformat(first_day).toordinal()
        if kind == "single_occasion":
            events[first_day] += 1
            continue
        day += max(0, -(-(first - day) // 7) * 7)
        for night in range(day, min(last, date.fromisoformat(last_day).toordinal()) + 1, 7):
            places[night].add(venue_id)
    return _told(events.total(), {date.fromordinal(night): len(found) for night, found in places.items()})
