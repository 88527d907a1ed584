"""Delegation, the municipality itself, and its library of conditions."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import audit
from app.held_rows import ChangedMeanwhile
from app.models.decision import ConditionTemplate
from app.models.event import EventType
from app.models.municipality import DelegationRow, LanguageForm, Municipality
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind
from licensing.matters import Matter


@dataclass(frozen=True)
class DelegationEntry:
    """Who may make one kind of decision, from when, and where that is written."""

    kind: LicenceKind | None
    outcome: DecisionOutcome | None
    matter: Matter | None
    mode: DelegationMode
    body: str | None
    basis: str
    first_day: date


def add_delegation(session: Session, actor: Actor, *, entry: DelegationEntry, on: date) -> DelegationRow:
    """Add a row of delegation; the one that it replaces ends the day before.

    Raises `NotAllowed` for a first day before today, or not after the row that it replaces: what decisions
    already rest on stays as it was.
    """
    take_municipality(session, actor.municipality_id)
    if entry.first_day < on:
        raise NotAllowed("delegation_row_in_the_past", first_day=entry.first_day.isoformat())
    replaced = session.scalars(
        select(DelegationRow)
        .where(
            DelegationRow.municipality_id == actor.municipality_id,
            DelegationRow.kind.is_(None) if entry.kind is None else DelegationRow.kind == entry.kind,
            DelegationRow.matter.is_(None) if entry.matter is None else DelegationRow.matter == entry.matter,
            DelegationRow.outcome.is_(None)
            if entry.outcome is None
            else DelegationRow.outcome == entry.outcome,
        )
        .order_by(DelegationRow.first_day)
    ).all()
    if replaced and replaced[-1].first_day >= entry.first_day:
        raise NotAllowed("delegation_row_known_already", first_day=replaced[-1].first_day.isoformat())
    for earlier in replaced:
        if earlier.last_day is None or earlier.last_day >= entry.first_day:
            earlier.last_day = entry.first_day - timedelta(days=1)
    row = DelegationRow(municipality_id=actor.municipality_id, **asdict(entry))
    session.add(row)
    session.flush()
    audit.record(session, actor, EventType.DELEGATION_CHANGED, row_id=row.id, mode=entry.mode.value)
    return row


@dataclass(frozen=True)
class MunicipalityEntry:
    """The letterhead of a municipality, and what its letters and deadlines go by."""

    unit: str
    postal_address: str
    postcode: str
    town: str
    phone: str
    email: str
    website: str
    state_governor: str
    language_form: LanguageForm
    statement_days: int
    reply_days: int
    receipt_sentence: str


def change_municipality(
    session: Session, actor: Actor, *, seen_version: int, entry: MunicipalityEntry
) -> Municipality:
    """Change letterhead, contact, language form, deadlines and the receipt's own sentence.

    Raises `ChangedMeanwhile` when another changed it since `seen_version`.
    """
    municipality = take_municipality(session, actor.municipality_id)
    if municipality.version != seen_version:
        raise ChangedMeanwhile
    wanted = asdict(entry)
    changed = [field for field, value in wanted.items() if getattr(municipality, field) != value]
    if not changed:
        return municipality
    for field in changed:
        setattr(municipality, field, wanted[field])
    session.flush()
    audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=changed)
    return municipality


def add_condition(
    session: Session, actor: Actor, *, title: str, text: str, before_use: bool, proof: str
) -> ConditionTemplate:
    """Put a condition in the library. Raises `NotAllowed` when the title is used already.

    A condition that was retired comes back with its new text; what licences already carry never changes.
    """
    take_municipality(session, actor.municipality_id)
    known = session.scalars(
        select(ConditionTemplate).where(
            ConditionTemplate.municipality_id == actor.municipality_id, ConditionTemplate.title == title
        )
    ).one_or_none()
    if known is not None and known.active:
        raise NotAllowed("condition_known_already", title=title)
    condition = known or ConditionTemplate(municipality_id=actor.municipality_id, title=title)
    condition.text, condition.before_use, condition.proof = text, before_use, proof
    condition.active = True
    session.add(condition)
    session.flush()
    audit.record(session, actor, EventType.MUNICIPALITY_CHANGED, changed=["conditions"], title=title)
    return condition


def retire_condition(session: Session, actor: Actor, *, condition_id: int) -> ConditionTemplate | None:
    """Take a condition out of use. Licences that carry it keep it. Nothing when there is none."""
    take_municipality(session, actor.municipality_id)
    condition = session.scalars(
        select(ConditionTemplate).where(
            ConditionTemplate.municipality_id == actor.municipality_id, ConditionTemplate.id == condition_id
        )
    ).one_or_none()
    if condition is not None and condition.active:
        condition.active = False
        session.flush()
        audit.record(
            session, actor, EventType.MUNICIPALITY_CHANGED, changed=["conditions"], title=condition.title
        )
    return condition
