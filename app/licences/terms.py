"""The dated terms that a decision writes on a licence."""

from datetime import date

from app.models.case import Case
from app.models.decision import Decision
from app.models.licence import Licence, LicenceTerm
from licensing.licences import AreaKind, Attribute


def decided_term(
    licence: Licence,
    case: Case,
    decision: Decision,
    attribute: Attribute,
    value: str,
    *,
    first_day: date,
    last_day: date | None = None,
    area: AreaKind | None = None,
    group: int | None = None,
    room_id: int | None = None,
) -> LicenceTerm:
    """A term of the licence by this decision: among terms of one day the later decision wins."""
    return LicenceTerm(
        municipality_id=licence.municipality_id,
        licence_id=licence.id,
        attribute=attribute,
        area=area,
        group=group,
        room_id=room_id,
        value=value,
        first_day=first_day,
        last_day=last_day,
        decided_on=decision.decided_on,
        decision_number=case.number,
        decision_id=decision.id,
    )
