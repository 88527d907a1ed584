"""How a case about the end of a licence is shown. It is told to the municipality, and decided by nobody."""

from datetime import date

from sqlalchemy.orm import Session

from app.cases.outcomes import Outcome
from app.endings.queries.page import ending_view
from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.permissions import Actor


def _carry_out(_session: Session, _actor: Actor, case: Case, _decision: Decision) -> None:
    raise LookupError(f"case {case.id} ends a licence, and nothing of it is decided")


def _letter(
    _session: Session, _actor: Actor, case: Case, _decision: Decision, _licence: Licence | None, _on: date
) -> Letter:
    raise LookupError(f"case {case.id} ends a licence, and nothing of it is decided")


ENDING = Outcome(_carry_out, _letter, view=ending_view)
