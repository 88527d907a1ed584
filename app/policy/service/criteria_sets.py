"""Writing a set of criteria, and locking it when the council has decided and before anybody can apply."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app import audit, clock
from app.held_rows import ChangedMeanwhile, held_row
from app.models.criteria import CriteriaSet, FixedCriterion
from app.models.event import EventType
from app.numbers import take_municipality
from app.permissions import Actor
from licensing.criteria import CriteriaForm, Fixing, require_lockable, require_open
from licensing.criteria import FixedCriterion as Criterion
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind


@dataclass(frozen=True)
class CriteriaSetEntry:
    """What a set is for: which licences, from when applications are open, and how many places there are."""

    name: str
    form: CriteriaForm
    kind: LicenceKind
    applications_open_on: date
    places: int | None


@dataclass(frozen=True)
class CriterionEntry:
    """One criterion as it is written."""

    text: str
    guide: str = ""
    weight: int = 1
    highest: int = 1


def begin_criteria_set(
    session: Session, actor: Actor, *, entry: CriteriaSetEntry, invented: bool = False
) -> CriteriaSet:
    """Begin a draft. The same draft entered twice, before anything is written in it, is one."""
    take_municipality(session, actor.municipality_id)
    drafts = session.scalars(
        select(CriteriaSet).where(
            CriteriaSet.municipality_id == actor.municipality_id,
            CriteriaSet.name == entry.name,
            CriteriaSet.locked_on.is_(None),
        )
    )
    for draft in drafts:
        if _entry_of(draft) == entry and not draft.criteria:
            return draft
    row = CriteriaSet(municipality_id=actor.municipality_id, invented=invented, **asdict(entry))
    session.add(row)
    session.flush()
    _record_change(session, actor, row)
    return row


def change_criteria_set(
    session: Session, actor: Actor, *, set_id: int, seen_version: int, entry: CriteriaSetEntry
) -> CriteriaSet:
    """Change what a draft is for.

    Raises `ChangedMeanwhile`, or `NotAllowed` for a locked set and for another form of criteria that are
    written already.
    """
    row = _held_draft(session, actor, set_id, seen_version)
    if row.criteria and entry.form is not row.form:
        raise NotAllowed("criteria_form_is_used")
    if _entry_of(row) == entry:
        return row
    for name, value in asdict(entry).items():
        setattr(row, name, value)
    session.flush()
    _record_change(session, actor, row)
    return row


def remove_criteria_set(session: Session, actor: Actor, *, set_id: int, seen_version: int) -> None:
    """Throw a draft away. Raises `NotAllowed` for a locked set."""
    row = _held_draft(session, actor, set_id, seen_version)
    _record_change(session, actor, row, removed=True)
    session.execute(
        delete(FixedCriterion).where(
            FixedCriterion.municipality_id == actor.municipality_id, FixedCriterion.set_id == set_id
        )
    )
    session.delete(row)
    session.flush()


def add_criterion(
    session: Session, actor: Actor, *, set_id: int, seen_version: int, entry: CriterionEntry
) -> FixedCriterion:
    """Write one more criterion, last in the set."""
    row = _held_draft(session, actor, set_id, seen_version)
    _check(row, entry)
    criterion = FixedCriterion(
        municipality_id=actor.municipality_id,
        set_id=set_id,
        position=max((known.position for known in row.criteria), default=0) + 1,
        **asdict(entry),
    )
    session.add(criterion)
    _changed(session, actor, row)
    return criterion


def change_criterion(
    session: Session,
    actor: Actor,
    *,
    set_id: int,
    seen_version: int,
    criterion_id: int,
    entry: CriterionEntry,
) -> FixedCriterion:
    """Change the words or the weight of a criterion."""
    row = _held_draft(session, actor, set_id, seen_version)
    _check(row, entry)
    criterion = _criterion(row, criterion_id)
    for name, value in asdict(entry).items():
        setattr(criterion, name, value)
    _changed(session, actor, row)
    return criterion


def remove_criterion(
    session: Session, actor: Actor, *, set_id: int, seen_version: int, criterion_id: int
) -> None:
    """Take a criterion out of the draft."""
    row = _held_draft(session, actor, set_id, seen_version)
    session.delete(_criterion(row, criterion_id))
    _changed(session, actor, row)


def move_criterion(
    session: Session, actor: Actor, *, set_id: int, seen_version: int, criterion_id: int, up: bool
) -> None:
    """Let a criterion change places with the one before or after it; at the end of the list it stays."""
    row = _held_draft(session, actor, set_id, seen_version)
    order = [known.id for known in row.criteria]
    here = order.index(_criterion(row, criterion_id).id)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    _number(session, row.criteria, order)
    _changed(session, actor, row)


def lock_criteria_set(
    session: Session,
    actor: Actor,
    *,
    set_id: int,
    seen_version: int,
    decided_on: date | None,
    reference: str,
    on: date,
) -> CriteriaSet:
    """Fix the criteria as the council has decided them. From then on nothing in them changes.

    Raises `ChangedMeanwhile`, or `NotAllowed` when nothing is written, when it is too late, or when there is
    no decision behind them.
    """
    row = held_row(session, actor, CriteriaSet, set_id)
    if row.locked and (row.decided_on, row.reference) == (decided_on, reference):
        return row  # The same form sent twice.
    require_lockable(
        Fixing(len(row.criteria), row.applications_open_on, decided_on, reference, locked=row.locked), on
    )
    _require_unchanged(row, seen_version)
    row.decided_on, row.reference = decided_on, reference
    row.locked_on, row.locked_at, row.locked_by_id = on, clock.now(), actor.user_id
    session.flush()
    audit.record(
        session,
        actor,
        EventType.CRITERIA_LOCKED,
        set_id=row.id,
        criteria_set=row.name,
        decided_on=str(decided_on),
        reference=reference,
        opens_on=row.applications_open_on.isoformat(),
        criteria=[
            {"text": known.text, "weight": known.weight, "highest": known.highest} for known in row.criteria
        ],
    )
    return row


def _held_draft(session: Session, actor: Actor, set_id: int, seen_version: int) -> CriteriaSet:
    row = held_row(session, actor, CriteriaSet, set_id)
    # That it is locked says more than that somebody saved meanwhile.
    require_open(locked=row.locked)
    _require_unchanged(row, seen_version)
    return row


def _require_unchanged(row: CriteriaSet, seen_version: int) -> None:
    if row.version != seen_version:
        raise ChangedMeanwhile


def _criterion(row: CriteriaSet, criterion_id: int) -> FixedCriterion:
    found = next((known for known in row.criteria if known.id == criterion_id), None)
    if found is None:
        raise LookupError(f"no criterion {criterion_id} in set {row.id}")
    return found


def _entry_of(row: CriteriaSet) -> CriteriaSetEntry:
    return CriteriaSetEntry(row.name, row.form, row.kind, row.applications_open_on, row.places)


def _check(row: CriteriaSet, entry: CriterionEntry) -> None:
    Criterion(1, entry.text, entry.weight, entry.highest)
    if row.form is CriteriaForm.PLAIN and (entry.weight, entry.highest) != (1, 1):
        raise NotAllowed("criterion_of_plain_set")


def _number(session: Session, criteria: Sequence[FixedCriterion], order: Sequence[int]) -> None:
    # No two may have the same position, not even for a moment: they first move past the last.
    past = max(known.position for known in criteria)
    by_id = {known.id: known for known in criteria}
    for first in (past + 1, 1):
        for position, criterion_id in enumerate(order, start=first):
            by_id[criterion_id].position = position
        session.flush()


def _changed(session: Session, actor: Actor, row: CriteriaSet) -> None:
    # The criteria stand in a table of their own; this lets the set's version rise with them.
    flag_modified(row, "name")
    session.flush()
    session.expire(row)
    _record_change(session, actor, row)


def _record_change(session: Session, actor: Actor, row: CriteriaSet, *, removed: bool = False) -> None:
    audit.record(
        session,
        actor,
        EventType.CRITERIA_CHANGED,
        set_id=row.id,
        criteria_set=row.name,
        criteria=len(row.criteria),
        **({"removed": True} if removed else {}),
    )
