"""Sets of criteria fixed beforehand, as a draft and locked."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app import clock
from app.models.criteria import CriteriaSet
from app.permissions import Actor
from app.policy.service.criteria_sets import (
    CriteriaSetEntry,
    CriterionEntry,
    add_criterion,
    begin_criteria_set,
    lock_criteria_set,
)
from licensing.criteria import CriteriaForm
from licensing.licences import LicenceKind

REFERENCE = "KS 4/27"
WEIGHTED = (CriterionEntry("Mat", "0: ingen. 4: full meny.", 3, 4), CriterionEntry("Nattero", "", 2, 2))
PLAIN = (CriterionEntry("Mat på menyen"), CriterionEntry("Ingen prikker"))


def make_set(
    session: Session,
    actor: Actor,
    *,
    name: str = "Fornyelsen 2028",
    form: CriteriaForm = CriteriaForm.WEIGHTED,
    kind: LicenceKind = LicenceKind.SERVING,
    opens_on: date | None = None,
    places: int | None = 1,
    criteria: tuple[CriterionEntry, ...] | None = None,
) -> CriteriaSet:
    """A draft with two criteria, open for applications in ninety days unless told otherwise."""
    entry = CriteriaSetEntry(name, form, kind, opens_on or clock.today() + timedelta(days=90), places)
    row = begin_criteria_set(session, actor, entry=entry)
    if criteria is None:
        criteria = PLAIN if form is CriteriaForm.PLAIN else WEIGHTED
    for criterion in criteria:
        add_criterion(session, actor, set_id=row.id, seen_version=row.version, entry=criterion)
    return row


def make_locked_set(
    session: Session,
    actor: Actor,
    *,
    name: str = "Fornyelsen 2028",
    form: CriteriaForm = CriteriaForm.WEIGHTED,
    kind: LicenceKind = LicenceKind.SERVING,
    opens_on: date | None = None,
    places: int | None = 1,
    on: date | None = None,
) -> CriteriaSet:
    """The same, locked today unless told otherwise."""
    row = make_set(session, actor, name=name, form=form, kind=kind, opens_on=opens_on, places=places)
    day = on or clock.today()
    return lock_criteria_set(
        session,
        actor,
        set_id=row.id,
        seen_version=row.version,
        decided_on=day,
        reference=REFERENCE,
        on=day,
    )
