"""A country of licences in one municipality, with the turnover statements of two rounds, made in the tables.

Everything stands in one municipality, since a fee run is one municipality's: its lock, its chain of entries
and its batch are then as long as they can be.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.models.fee_year import FeeYear
from app.models.holder import Holder, HolderForm
from app.models.licence import Licence, LicencePeriod
from app.models.municipality import LanguageForm, Municipality, MunicipalityIdentity
from app.models.rows import Row
from app.models.turnover import TurnoverDeadline, TurnoverDuty, TurnoverRound, TurnoverStatement
from app.models.user import User
from app.models.venue import Venue
from app.sorting import comparison_key, sort_key
from bench.office import organisation_numbers, place_name
from fees.fee_years import Settles
from fees.turnover import SenderRole, TurnoverSource
from licensing.licences import LicenceKind, LicenceType, VenueCategory

MUNICIPALITY = 1
MAKER, APPROVER = 1, 2
YEAR = 2026
ROUNDS = {YEAR - 1: 1, YEAR: 2}
CHUNK = 10_000
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
# A quarter sells, and group 1 only; the others serve all three groups. Two thirds stay under the minimum.
SHARE_OF_SALE = 0.25
SHARE_OF_SMALL = 0.67


def fill(session: Session, count: int) -> None:
    """Fill the tables with so many licences; the same number always gives the same rows."""
    chance = random.Random(count)
    _office(session)
    kinds = [
        LicenceKind.SALE if chance.random() < SHARE_OF_SALE else LicenceKind.SERVING for _one in range(count)
    ]
    names = (place_name(number) for number in range(count))
    numbers = organisation_numbers()
    _put(session, Holder, (_holder(id_, next(numbers)) for id_ in range(1, count + 1)))
    _put(session, Venue, (_venue(id_, next(names)) for id_ in range(1, count + 1)))
    _put(session, Licence, (_licence(id_, kinds[id_ - 1]) for id_ in range(1, count + 1)))
    _put(session, LicencePeriod, (_period(id_) for id_ in range(1, count + 1)))
    for year, round_id in ROUNDS.items():
        first = (round_id - 1) * count
        _put(
            session,
            TurnoverDuty,
            (_duty(first + id_, id_, year, round_id) for id_ in range(1, count + 1)),
        )
        _put(
            session,
            TurnoverStatement,
            (_statement(first + id_, id_, kinds[id_ - 1], chance, year) for id_ in range(1, count + 1)),
        )


def _put(session: Session, table: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    remaining: Iterator[dict[str, Any]] = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        session.execute(insert(table), [{"municipality_id": MUNICIPALITY} | row for row in chunk])


def _office(session: Session) -> None:
    session.add(
        Municipality(
            id=MUNICIPALITY,
            organisation_number="100000016",
            language_form=LanguageForm.BOKMAAL,
            unit="Bevillingskontoret",
            postal_address="Prøveveien 1",
            postcode="7374",
            town="Røros",
            phone="",
            email="",
            website="",
            state_governor="Statsforvalteren i Trøndelag",
        )
    )
    session.flush()
    session.add(
        MunicipalityIdentity(
            municipality_id=MUNICIPALITY, number="5025", name="Røros", first_day=date(2018, 1, 1)
        )
    )
    for id_ in (MAKER, APPROVER):
        session.add(User(id=id_, email=f"{id_}@kommune.invalid", name=f"Prøve {id_}", session_token=str(id_)))
    session.flush()
    for year, round_id in ROUNDS.items():
        settles = Settles.NETTED
        session.add(FeeYear(municipality_id=MUNICIPALITY, year=year, settles=settles))
        session.add(
            TurnoverRound(
                id=round_id, municipality_id=MUNICIPALITY, year=year, started_by_id=MAKER, started_at=AT
            )
        )
    session.flush()
    for year, round_id in ROUNDS.items():
        session.add(
            TurnoverDeadline(
                municipality_id=MUNICIPALITY,
                round_id=round_id,
                due_on=date(year, 3, 1),
                set_by_id=MAKER,
                set_at=AT,
            )
        )
    session.flush()


def _holder(id_: int, number: str) -> dict[str, Any]:
    return {
        "id": id_,
        "form": HolderForm.COMPANY,
        "organisation_number": number,
        "name": f"Prøveselskap {id_} AS",
        "sort_key": f"proveselskap {id_:06d}",
        "postal_address": f"Prøveveien {id_}",
        "postcode": "7374",
        "town": "Røros",
    }


def _venue(id_: int, name: str) -> dict[str, Any]:
    return {
        "id": id_,
        "name": name,
        "name_key": comparison_key(name),
        "sort_key": sort_key(name),
        "category": VenueCategory.EATING_PLACE,
        "street_address": f"Kjerkgata {id_}",
        "address_key": comparison_key(f"Kjerkgata {id_}"),
        "postcode": "7374",
        "town": "Røros",
    }


def _licence(id_: int, kind: LicenceKind) -> dict[str, Any]:
    granted_on = date(2024, 6, 20)
    return {
        "id": id_,
        "number": f"R-2024-{id_:06d}",
        "kind": kind,
        "type": LicenceType.PERMANENT,
        "holder_id": id_,
        "venue_id": id_,
        "granted_on": granted_on,
        "issued_on": granted_on,
        "usable_from": granted_on,
    }


def _period(id_: int) -> dict[str, Any]:
    return {"licence_id": id_, "first_day": date(2024, 10, 1), "last_day": date(2028, 9, 30)}


def _duty(id_: int, licence_id: int, year: int, round_id: int) -> dict[str, Any]:
    return {
        "id": id_,
        "round_id": round_id,
        "licence_id": licence_id,
        "year": year,
        "due_on": date(year, 3, 2),
    }


def _statement(
    duty_id: int, licence_id: int, kind: LicenceKind, chance: random.Random, year: int
) -> dict[str, Any]:
    small = chance.random() < SHARE_OF_SMALL
    return {
        "id": duty_id,
        "duty_id": duty_id,
        "licence_id": licence_id,
        "number": 1,
        "source": TurnoverSource.KEYED,
        "received_on": date(year, 2, 20),
        "sender_name": "Oppdiktet Avsender",
        "sender_role": SenderRole.GENERAL_MANAGER,
        "keyed_by_id": MAKER,
        "at": AT,
        **_litres("actual", kind, chance, small=small),
        **_litres("expected", kind, chance, small=small),
    }


def _litres(what: str, kind: LicenceKind, chance: random.Random, *, small: bool) -> dict[str, int]:
    most = 80_000 if small else 4_000_000
    groups = (1,) if kind is LicenceKind.SALE else (1, 2, 3)
    return {
        f"{what}_g{group}_cl": chance.randrange(most // group**2) if group in groups else 0
        for group in (1, 2, 3)
    }
