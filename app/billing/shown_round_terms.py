"""What a round of fees makes, and what stands in the way of it, as its page says it."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import labels
from app.billing.queries.fee_years import fee_year_of
from app.billing.round_terms import round_terms
from app.billing.shown_fees import fee_label
from fees.errors import RateNotSet
from fees.fee_years import Settles


@dataclass(frozen=True)
class ShownTerms:
    """What is due in a round; `missing` says why it cannot be computed at all."""

    lead: str
    notes: tuple[str, ...] = ()
    missing: str = ""


def shown_terms(session: Session, municipality_id: int, year: int) -> ShownTerms:
    """The terms of a year's round in words."""
    try:
        terms = round_terms(session, municipality_id, year)
    except RateNotSet as missing:
        return ShownTerms("", missing=labels.sentence(missing.code, None, missing.facts))
    last = str(year - 1)
    notes = []
    if terms.settled_elsewhere:
        notes.append(
            _(
                "%(year)s gjøres ikke opp her, for ingen forskudd for det året er vedtatt i dette systemet."
                " Har kommunen krevd forskudd et annet sted, må oppgjøret gjøres der.",
                year=last,
            )
        )
    elif terms.settles:
        separate = fee_year_of(session, municipality_id, year - 1).settles is Settles.SEPARATE
        notes.append(
            _("Etteroppgjøret for %(year)s kreves for seg, og gjøres for alle i begge retninger.", year=last)
            if separate
            else _(
                "Etteroppgjøret for %(year)s tas sammen med årets gebyr, og gjøres for alle i begge"
                " retninger.",
                year=last,
            )
        )
    due = [fee_label(purpose, of_year).lower() for purpose, of_year in terms.purposes]
    if not due:
        return ShownTerms(_("Oppsettet av årene gir ingen gebyrer i denne runden."), tuple(notes))
    return ShownTerms(_("Runden gir %(fees)s.", fees=labels.enumeration(due)), tuple(notes))
