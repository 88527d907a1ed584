"""What a decision does and how it is told, by the matter of the case. `app.matters` fills in the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app.models.case import Case
from app.models.decision import Decision
from app.models.letter import Letter
from app.models.licence import Licence
from app.permissions import Actor
from licensing.assessment import Facts
from licensing.cases import Act
from licensing.matters import Matter


@dataclass(frozen=True)
class Outcome:
    """What belongs to cases of one matter.

    `carry_out` does what a grant grants and gives the licence that was made, if one was; `letter` drafts the
    decision letter; `view` gives the case page what it shows of the matter, in `templates/cases/matters/`;
    `pages` are the acts that have another page than an application's; `facts` adds what the rules of the
    matter ask for to what is known of every case.
    """

    carry_out: Callable[[Session, Actor, Case, Decision], Licence | None]
    letter: Callable[[Session, Actor, Case, Decision, Licence | None, date], Letter]
    view: Callable[[Session, Actor, Case, date], object] | None = None
    pages: Mapping[Act, str] = field(default_factory=dict)
    facts: Callable[[Session, Case, Facts, date], Facts] | None = None


OUTCOMES: dict[Matter, Outcome] = {}


def outcome_of(case: Case) -> Outcome:
    """What belongs to a case's matter.

    Raises `LookupError` for a matter that no part of the app has taken.
    """
    try:
        return OUTCOMES[case.matter]
    except KeyError:
        raise LookupError(f"nothing carries out a case of {case.matter}") from None
