"""Last year's litres out of the office's older spreadsheet, for this year's to stand beside.

They are kept as statements of the round before, which nobody was called for: only those in the list get a
duty, and the round is closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Text, func, insert, select, type_coerce
from sqlalchemy.orm import Session

from app import audit, clock
from app.billing.queries.rounds import due_on_of_round, proposed_deadline, round_of
from app.models.event import EventType
from app.models.licence import Licence
from app.models.register import ImportRow, ImportSource, ImportState, RegisterImport
from app.models.turnover import (
    RoundState,
    TurnoverDeadline,
    TurnoverDuty,
    TurnoverRound,
    TurnoverStatement,
)
from app.numbers import take_municipality
from app.permissions import Actor
from fees.turnover import Attestation, TurnoverSource, Volumes, groups_of
from licensing.errors import NotAllowed
from licensing.licences import Group, LicenceKind

COLUMNS = {Group.ONE: "litres_1", Group.TWO: "litres_2", Group.THREE: "litres_3"}
# How a row that tells litres begins to tell them in the canonical text.
TELLS_LITRES = '%"litres":{"litres_%'
AT_A_TIME = 500


@dataclass(frozen=True)
class ListWithLitres:
    """A spreadsheet that was taken over and tells litres."""

    id: int
    file_name: str
    dated_on: date
    licences: int


@dataclass(frozen=True)
class TakenIn:
    """How many licences got a statement, and how many of the list did not: they have one, or cannot."""

    taken: int
    left: int


def lists_with_litres(session: Session, municipality_id: int) -> list[ListWithLitres]:
    """The spreadsheets that were taken over and tell litres, the latest first."""
    rows = session.execute(
        select(
            RegisterImport.id,
            RegisterImport.file_name,
            RegisterImport.dated_on,
            func.count(ImportRow.id).label("licences"),
        )
        .join(
            ImportRow,
            (ImportRow.municipality_id == RegisterImport.municipality_id)
            & (ImportRow.import_id == RegisterImport.id),
        )
        .where(
            RegisterImport.municipality_id == municipality_id,
            RegisterImport.source == ImportSource.SPREADSHEET,
            RegisterImport.state == ImportState.APPLIED,
            ImportRow.licence_id.is_not(None),
            type_coerce(ImportRow.data, Text).like(TELLS_LITRES),
        )
        .group_by(RegisterImport.id, RegisterImport.file_name, RegisterImport.dated_on)
        .order_by(RegisterImport.id.desc())
    )
    return [ListWithLitres(**row._mapping) for row in rows]


def take_in_old_litres(
    session: Session, actor: Actor, *, import_id: int, round_year: int, expected: bool
) -> TakenIn:
    """Keep the litres of a list as statements of a round: as expected in its year, or as sold before it.

    Who has a statement in the round keeps it. Raises `LookupError` for a list that is not offered,
    `NotAllowed` when nothing of it can be taken in.
    """
    take_municipality(session, actor.municipality_id)
    offered = {one.id: one for one in lists_with_litres(session, actor.municipality_id)}
    if import_id not in offered:
        raise LookupError(f"no list with litres {import_id} in municipality {actor.municipality_id}")
    told = _told(session, actor.municipality_id, import_id)
    found = round_of(session, actor.municipality_id, round_year)
    due_on = (
        proposed_deadline(session, actor.municipality_id, round_year).due_on
        if found is None
        else due_on_of_round(session, found)
    )
    answered = _answered(session, actor.municipality_id, round_year)
    wanted = {licence_id: volumes for licence_id, volumes in told.items() if licence_id not in answered}
    if not wanted:
        raise NotAllowed("import_without_litres", year=round_year)
    if found is None:
        found = _closed_round(session, actor, round_year, due_on)
    duties = _duties(session, actor, found, wanted, due_on)
    at, side = clock.now(), "expected" if expected else "actual"
    other = "actual" if expected else "expected"
    session.execute(
        insert(TurnoverStatement),
        [
            {
                "municipality_id": actor.municipality_id,
                "duty_id": duties[licence_id],
                "licence_id": licence_id,
                "number": 1,
                "source": TurnoverSource.IMPORTED,
                # Nobody was late with what nobody had asked for.
                "received_on": min(offered[import_id].dated_on, due_on),
                **{f"{side}_g{group:d}_cl": volumes.cl(group) for group in Group},
                **{f"{other}_g{group:d}_cl": None for group in Group},
                "sender_name": "",
                "comment": "",
                "estimate_reason": "",
                "keyed_by_id": actor.user_id,
                "at": at,
            }
            for licence_id, volumes in wanted.items()
        ],
    )
    audit.record(
        session,
        actor,
        EventType.TURNOVER_FIGURES_TAKEN_IN,
        year=round_year,
        count=len(wanted),
        file_name=offered[import_id].file_name,
    )
    return TakenIn(len(wanted), offered[import_id].licences - len(wanted))


def _told(session: Session, municipality_id: int, import_id: int) -> dict[int, Volumes]:
    """What a list tells of each licence; one that tells of a group that its kind has no rate for is left."""
    rows = session.execute(
        select(ImportRow.licence_id, ImportRow.data, Licence.kind)
        .join(
            Licence,
            (Licence.municipality_id == ImportRow.municipality_id) & (Licence.id == ImportRow.licence_id),
        )
        .where(
            ImportRow.municipality_id == municipality_id,
            ImportRow.import_id == import_id,
            type_coerce(ImportRow.data, Text).like(TELLS_LITRES),
        )
        .order_by(ImportRow.line)
    )
    found: dict[int, Volumes] = {}
    for row in rows:
        volumes = _volumes(row.data["litres"], row.kind)
        if volumes is not None:
            found.setdefault(row.licence_id, volumes)
    return found


def _volumes(litres: Mapping[str, str], kind: LicenceKind) -> Volumes | None:
    cl = [int(litres.get(COLUMNS[group], 0)) for group in Group]
    volumes = Volumes(*cl)
    return volumes if set(volumes.groups) <= set(groups_of(kind)) else None


def _answered(session: Session, municipality_id: int, year: int) -> frozenset[int]:
    return frozenset(
        session.scalars(
            select(TurnoverDuty.licence_id)
            .join(
                TurnoverStatement,
                (TurnoverStatement.municipality_id == TurnoverDuty.municipality_id)
                & (TurnoverStatement.duty_id == TurnoverDuty.id),
            )
            .where(TurnoverDuty.municipality_id == municipality_id, TurnoverDuty.year == year)
        )
    )


def _closed_round(session: Session, actor: Actor, year: int, due_on: date) -> TurnoverRound:
    found = TurnoverRound(
        municipality_id=actor.municipality_id,
        year=year,
        state=RoundState.CLOSED,
        started_by_id=actor.user_id,
        started_at=clock.now(),
    )
    session.add(found)
    session.flush()
    session.add(
        TurnoverDeadline(
            municipality_id=actor.municipality_id,
            round_id=found.id,
            due_on=due_on,
            set_by_id=actor.user_id,
            set_at=clock.now(),
        )
    )
    session.flush()
    return found


def _duties(
    session: Session, actor: Actor, found: TurnoverRound, licences: Iterable[int], due_on: date
) -> dict[int, int]:
    """The duty of each licence in the round, made for those that have none."""
    held = _held_duties(session, found, wanted := sorted(licences))
    missing = [licence_id for licence_id in wanted if licence_id not in held]
    if missing:
        session.execute(
            insert(TurnoverDuty),
            [
                {
                    "municipality_id": actor.municipality_id,
                    "round_id": found.id,
                    "licence_id": licence_id,
                    "year": found.year,
                    "final": False,
                    "due_on": due_on,
                    "attestation": Attestation.NOT_REQUIRED,
                    "attestation_reason": "",
                    "version": 1,
                }
                for licence_id in missing
            ],
        )
        held |= _held_duties(session, found, missing)
    return held


def _held_duties(session: Session, found: TurnoverRound, licences: Sequence[int]) -> dict[int, int]:
    held: dict[int, int] = {}
    for start in range(0, len(licences), AT_A_TIME):
        rows: Any = session.execute(
            select(TurnoverDuty.licence_id, TurnoverDuty.id).where(
                TurnoverDuty.municipality_id == found.municipality_id,
                TurnoverDuty.year == found.year,
                TurnoverDuty.licence_id.in_(licences[start : start + AT_A_TIME]),
            )
        )
        held |= {row.licence_id: row.id for row in rows}
    return held
