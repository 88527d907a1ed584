"""The policy of a municipality on a day, and how its caps stand."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.models.case import Application, Case
from app.models.licence import Licence, LicencePeriod
from app.models.policy import Policy as PolicyRow
from app.models.policy import PolicyCap, PolicyCriterion, PolicyHours, PolicyMunicipality
from licensing.caps import COUNTED_TYPES, Cap, CapCount
from licensing.cases import UNDECIDED
from licensing.licences import LicenceKind, VenueCategory, group_set_from_code
from licensing.local_hours import HoursRule
from licensing.matters import Matter
from licensing.policy import Criterion, Policy, policy_on


def policy_in_force(session: Session, municipality_id: int, day: date) -> Policy | None:
    """The policy that holds in a municipality on a day."""
    rows = session.scalars(
        select(PolicyRow)
        .join(PolicyMunicipality, PolicyMunicipality.policy_id == PolicyRow.id)
        .where(PolicyMunicipality.municipality_id == municipality_id)
    )
    return policy_on([_to_domain(row, municipality_id) for row in rows], day)


def _to_domain(row: PolicyRow, municipality_id: int) -> Policy:
    return Policy(
        id=str(row.id),
        version=row.version,
        name=row.name,
        first_day=row.first_day,
        last_day=row.last_day,
        caps=tuple(_cap(cap) for cap in row.caps if cap.municipality_id == municipality_id),
        hours=tuple(_hours(rule) for rule in row.hours if rule.municipality_id == municipality_id),
        criteria=tuple(_criterion(criterion) for criterion in row.criteria),
    )


def _cap(row: PolicyCap) -> Cap:
    return Cap(code=f"cap:{row.id}", limit=row.highest, kinds=(row.kind,), citation_text=row.paragraph)


def _hours(row: PolicyHours) -> HoursRule:
    return HoursRule(
        code=f"hours:{row.id}",
        kind=row.kind,
        groups=group_set_from_code(row.groups),
        areas=(row.area,),
        weekdays=tuple(int(day) for day in row.weekdays.split(",")) if row.weekdays else (),
        earliest=row.earliest,
        latest=row.latest,
        citation_text=row.paragraph,
    )


def _criterion(row: PolicyCriterion) -> Criterion:
    return Criterion(
        code=f"criterion:{row.code}",
        text=row.text,
        citation_text=row.paragraph,
        kinds=(row.kind,) if row.kind else (),
        categories=tuple(VenueCategory(name) for name in row.categories.split(",") if name),
    )


def licences_in_force(municipality_id: int, day: date) -> Select[int]:
    """The ids of the licences that are granted and not ended on a day."""
    return (
        select(Licence.id)
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            LicencePeriod.first_day <= day,
            LicencePeriod.last_day >= day,
            or_(Licence.ended_on.is_(None), Licence.ended_on >= day),
        )
    )


def cap_counts(
    session: Session, municipality_id: int, policy: Policy | None, day: date, *, leave_out_case: int
) -> tuple[CapCount, ...]:
    """How many licences each cap counts on a day, and how many other open applications would count.

    Events and outlets of Vinmonopolet take no place under a cap.
    """
    counts = []
    for cap in policy.caps if policy else ():
        # The caps of a policy stand by kind; what a later form of policy counts by group or category is
        # counted there.
        kinds = cap.kinds or tuple(LicenceKind)
        used = max(
            _count_in_force(session, municipality_id, kinds, on)
            for on in (day, *_coming_days(session, municipality_id, kinds, day))
        )
        pending = session.execute(
            select(func.count())
            .select_from(Case)
            .join(
                Application,
                and_(Application.municipality_id == Case.municipality_id, Application.case_id == Case.id),
            )
            .where(
                Case.municipality_id == municipality_id,
                Case.state.in_(UNDECIDED),
                Case.id != leave_out_case,
                Case.matter == Matter.LICENCE,
                Application.kind.in_(kinds),
                Application.type.in_(COUNTED_TYPES),
            )
        ).scalar_one()
        counts.append(CapCount(cap.code, used, pending))
    return tuple(counts)


def _count_in_force(session: Session, municipality_id: int, kinds: Collection[LicenceKind], on: date) -> int:
    in_force = licences_in_force(municipality_id, on).where(
        Licence.kind.in_(kinds), Licence.type.in_(COUNTED_TYPES)
    )
    return session.execute(select(func.count()).select_from(in_force.distinct().subquery())).scalar_one()


def _coming_days(
    session: Session, municipality_id: int, kinds: Collection[LicenceKind], day: date
) -> Sequence[date]:
    """The days on which licences that are granted already begin: their places are taken from then on."""
    return session.scalars(
        select(LicencePeriod.first_day)
        .join(
            Licence,
            and_(
                Licence.municipality_id == LicencePeriod.municipality_id,
                Licence.id == LicencePeriod.licence_id,
            ),
        )
        .where(
            LicencePeriod.municipality_id == municipality_id,
            LicencePeriod.first_day > day,
            Licence.kind.in_(kinds),
            Licence.type.in_(COUNTED_TYPES),
        )
        .distinct()
        .order_by(LicencePeriod.first_day)
    ).all()


def lock_caps(session: Session, municipality_id: int, kind: LicenceKind) -> None:
    """Hold the caps of a kind until the commit, so that two never take the last place."""
    session.execute(
        select(PolicyCap.id)
        .where(PolicyCap.municipality_id == municipality_id, PolicyCap.kind == kind)
        .order_by(PolicyCap.id)
        .with_for_update()
    ).all()
