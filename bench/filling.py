"""An invented office of any size: thirty years of cases in one municipality, made straight in the tables."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, text

from app.db import make_engine, upgrade, writing_session
from app.models.case import Application, Case, Party, case_reference
from app.models.event import SearchTerm
from app.models.holder import Holder, HolderForm
from app.models.licence import Licence, LicencePeriod
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.person import Person
from app.models.rows import Row
from app.models.user import Membership, User
from app.models.venue import Venue
from app.permissions import Role
from app.sealing import Sealer
from app.search.index import LONGEST_TERM, Subject
from app.sorting import comparison_key, sort_key, words
from bench.office import (
    CASEWORKERS,
    FIRST_WORDS,
    GIVEN_NAMES,
    SECOND_WORDS,
    SESSION_TOKEN,
    STREETS,
    Named,
    Office,
    organisation_numbers,
    place_name,
)
from licensing.applicants import Role as PartyRole
from licensing.cases import UNDECIDED, CaseState
from licensing.decisions import CaseResult
from licensing.identity import synthetic_number
from licensing.licences import Audience, LicenceKind, VenueCategory

YEARS = 30
OPEN_DAYS = 240
CHUNK = 20_000

OPEN_STATES = (
    (CaseState.RECEIVED, 15),
    (CaseState.INCOMPLETE, 10),
    (CaseState.AWAITING_STATEMENTS, 35),
    (CaseState.READY, 10),
    (CaseState.PROPOSED, 8),
    (CaseState.AT_BODY, 4),
    (CaseState.DECIDED, 4),
    (CaseState.SENT, 6),
    (CaseState.GRANTED_NOT_USABLE, 5),
    (CaseState.USABLE, 3),
)
RESULTS = (
    (CaseResult.GRANT, 70),
    (CaseResult.PART_GRANT, 12),
    (CaseResult.REFUSE, 9),
    (CaseResult.DISMISS, 3),
    (CaseResult.RETRACTED, 6),
)
DECIDED = (CaseState.DECIDED, CaseState.SENT, CaseState.GRANTED_NOT_USABLE, CaseState.USABLE)


def fill(database_url: str, *, cases: int, today: date, sealer: Sealer) -> None:
    """Make the tables and fill them; the same number of cases always gives the same rows."""
    upgrade(database_url)
    engine = make_engine(database_url)
    office, chance = Office(cases), random.Random(cases)
    with writing_session(engine) as session:
        connection = session.connection()
        _fill_people(connection)
        venues = _fill_venues(connection, office, chance)
        holders = _fill_holders(connection, office, chance)
        _fill_persons(connection, office, chance, sealer)
        _fill_cases(connection, office, chance, today, venues, holders)
        _fill_licences(connection, office, chance, today, venues, holders)
        session.commit()
    # PostgreSQL gathers its statistics by itself, a little later; an SQLite of an installation has none.
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    engine.dispose()


def _put(connection: Connection, table: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        connection.execute(insert(table), chunk)


def _terms(subject: Subject, found: Iterable[tuple[int, Sequence[str]]]) -> Iterator[dict[str, Any]]:
    pairs = {(word[:LONGEST_TERM], id_) for id_, texts in found for part in texts for word in words(part)}
    for term, id_ in sorted(pairs):
        yield {"municipality_id": 1, "subject": subject.value, "term": term, "subject_id": id_}


def _fill_people(connection: Connection) -> None:
    for id_, number, name in ((1, "5025", "Røros"), (2, "5026", "Holtålen")):
        _put(
            connection,
            Municipality,
            [
                {
                    "id": id_,
                    "organisation_number": f"10000000{id_}",
                    "language_form": LanguageForm.BOKMAAL,
                    "unit": "Bevillingskontoret",
                    "postal_address": "Prøveveien 1",
                    "postcode": "7374",
                    "town": "Røros",
                    "phone": "00 00 00 00",
                    "email": "post@kommune.invalid",
                    "website": "kommune.invalid",
                    "state_governor": "Statsforvalteren i Trøndelag",
                }
            ],
        )
        _put(
            connection,
            MunicipalityIdentity,
            [{"municipality_id": id_, "number": number, "name": name, "first_day": date(1990, 1, 1)}],
        )
    users = [
        {
            "id": id_,
            "email": f"saksbehandler{id_}@kommune.invalid",
            "name": f"{GIVEN_NAMES[id_ - 1]} Demo Prøve",
            "title": "Rådgiver",
            "password_hash": "",
            "session_token": SESSION_TOKEN if id_ == 1 else f"bench-{id_}",
        }
        for id_ in range(1, CASEWORKERS + 1)
    ]
    _put(connection, User, users)
    members = [(user["id"], 1) for user in users] + [(1, 2)]
    _put(
        connection,
        Membership,
        [{"user_id": user, "municipality_id": place, "role": Role.CASEWORKER} for user, place in members],
    )


def _fill_venues(connection: Connection, office: Office, chance: random.Random) -> list[Named]:
    venues = [
        Named(id_, place_name(id_ - 1), f"{chance.choice(STREETS)} {id_}", "")
        for id_ in range(1, office.venues + 1)
    ]
    categories = list(VenueCategory)
    _put(
        connection,
        Venue,
        (
            {
                "id": venue.id,
                "municipality_id": 1,
                "name": venue.name,
                "name_key": comparison_key(venue.name),
                "sort_key": sort_key(venue.name),
                "category": chance.choice(categories),
                "street_address": venue.street,
                "postcode": "7374",
                "town": "Røros",
                "address_key": comparison_key(f"{venue.street} 7374"),
            }
            for venue in venues
        ),
    )
    texts = ((venue.id, (venue.name, venue.street, "Røros")) for venue in venues)
    _put(connection, SearchTerm, _terms(Subject.VENUE, texts))
    return venues


def _fill_holders(connection: Connection, office: Office, chance: random.Random) -> list[Named]:
    numbers = organisation_numbers()
    holders = [
        Named(
            id_,
            f"{place_name(chance.randrange(8_000))} Drift AS",
            f"{chance.choice(STREETS)} {id_}",
            next(numbers),
        )
        for id_ in range(1, office.holders + 1)
    ]
    _put(
        connection,
        Holder,
        (
            {
                "id": holder.id,
                "municipality_id": 1,
                "form": HolderForm.COMPANY,
                "organisation_number": holder.number,
                "name": holder.name,
                "sort_key": sort_key(holder.name),
                "postal_address": holder.street,
                "postcode": "7374",
                "town": "Røros",
            }
            for holder in holders
        ),
    )
    texts = ((holder.id, (holder.name, holder.number)) for holder in holders)
    _put(connection, SearchTerm, _terms(Subject.HOLDER, texts))
    return holders


def _fill_persons(connection: Connection, office: Office, chance: random.Random, sealer: Sealer) -> None:
    first_day = date(1950, 1, 1)
    names = [
        f"{chance.choice(GIVEN_NAMES)} {chance.choice(FIRST_WORDS)}{chance.choice(SECOND_WORDS).lower()}"
        for _ in range(office.persons)
    ]
    rows: list[dict[str, Any]] = []
    for id_, name in enumerate(names, start=1):
        serial, days = divmod(id_, 365 * 50)
        number = synthetic_number(first_day + timedelta(days=days), serial)
        rows.append(
            {
                "id": id_,
                "municipality_id": 1,
                "name": name,
                "sort_key": sort_key(name),
                "identity_sealed": sealer.seal(number.value),
                "identity_shown": number.masked,
                "identity_lookup": sealer.lookup(number.value),
            }
        )
    _put(connection, Person, rows)
    _put(connection, SearchTerm, _terms(Subject.PERSON, ((row["id"], (row["name"],)) for row in rows)))


def _fill_cases(
    connection: Connection,
    office: Office,
    chance: random.Random,
    today: date,
    venues: list[Named],
    holders: list[Named],
) -> None:
    days = YEARS * 365
    received = [today - timedelta(days=days - days * place // office.cases) for place in range(office.cases)]
    cases, applications, parties, texts = [], [], [], []
    year, number = 0, 0
    for id_, received_on in enumerate(received, start=1):
        year, number = received_on.year, number + 1 if received_on.year == year else 1
        venue, holder = chance.choice(venues), chance.choice(holders)
        kind = LicenceKind.SALE if chance.random() < 0.2 else LicenceKind.SERVING
        cases.append(
            {
                "id": id_,
                "municipality_id": 1,
                "year": year,
                "number": number,
                "title": f"{venue.name}, {holder.name}",
                "caseworker_id": chance.randrange(CASEWORKERS) + 1,
                "submission": f"bench-{id_}",
                "facts_changed_at": _morning(received_on),
                "moved_at": _morning(received_on),
                "received_on": received_on,
                "complete_on": received_on,
                **_standing(received_on, today, chance),
            }
        )
        applications.append(
            {
                "id": id_,
                "municipality_id": 1,
                "case_id": id_,
                "holder_id": holder.id,
                "venue_id": venue.id,
                "kind": kind,
                "groups": "1" if kind is LicenceKind.SALE else "1,2,3",
                "audience": Audience.GENERAL,
                "category": VenueCategory.EATING_PLACE,
                "concept": "Spisested med norsk mat",
                "indoor_from": 600,
                "indoor_to": 1560,
            }
        )
        parties.append(
            {
                "municipality_id": 1,
                "application_id": id_,
                "person_id": chance.randrange(office.persons) + 1,
                "role": PartyRole.MANAGER,
                "employed": True,
            }
        )
        named = (
            case_reference(year, number),
            str(number),
            venue.name,
            venue.street,
            holder.name,
            holder.number,
        )
        texts.append((id_, named))
    _put(connection, Case, cases)
    _put(connection, Application, applications)
    _put(connection, Party, parties)
    _put(connection, SearchTerm, _terms(Subject.CASE, texts))


def _standing(received_on: date, today: date, chance: random.Random) -> dict[str, Any]:
    """Cases of the last months are open in every state, the others closed."""
    age = (today - received_on).days
    is_open = chance.random() > age / OPEN_DAYS
    state = _drawn(OPEN_STATES, chance) if is_open else CaseState.CLOSED
    due_on = received_on + timedelta(days=chance.choice((28, 28, 120)))
    return {
        "state": state,
        "result": _drawn(RESULTS, chance) if state in DECIDED or not is_open else None,
        "next_due_on": due_on if state in UNDECIDED else None,
        "closed_on": None if is_open else min(today, received_on + timedelta(days=90)),
    }


def _drawn(weighted: Sequence[tuple[Any, int]], chance: random.Random) -> Any:
    return chance.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, 30, tzinfo=UTC)


def _fill_licences(
    connection: Connection,
    office: Office,
    chance: random.Random,
    today: date,
    venues: list[Named],
    holders: list[Named],
) -> None:
    licences, periods, texts = [], [], []
    for id_ in range(1, office.licences + 1):
        venue, holder = chance.choice(venues), chance.choice(holders)
        granted_on = today - timedelta(days=chance.randrange(YEARS * 365))
        number = f"R-{granted_on.year}-{id_:05d}"
        licences.append(
            {
                "id": id_,
                "municipality_id": 1,
                "number": number,
                "kind": chance.choice(list(LicenceKind)),
                "holder_id": holder.id,
                "venue_id": venue.id,
                "granted_on": granted_on,
                "issued_on": granted_on,
                "usable_from": granted_on,
            }
        )
        last_day = granted_on + timedelta(days=4 * 365)
        periods.append(
            {"municipality_id": 1, "licence_id": id_, "first_day": granted_on, "last_day": last_day}
        )
        texts.append((id_, (number, venue.name, venue.street, holder.name)))
    _put(connection, Licence, licences)
    _put(connection, LicencePeriod, periods)
    _put(connection, SearchTerm, _terms(Subject.LICENCE, texts))
