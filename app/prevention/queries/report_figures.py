"""The figures of a yearly report, as they can be taken from the system on a day."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.models.yearly_report import ReportChapterCode
from app.prevention.queries.figures_of_licences import licence_figures
from app.prevention.queries.figures_of_money import earmark_figures, income_figures, prevention_figures
from app.prevention.queries.figures_of_plans import indicator_figures, measure_figures, police_figures
from app.prevention.taken_figures import Figure, Taking
from fees.reporting import years_told

NOT_IN_THE_SYSTEM = ("inspections", "breaches")
"""What comes with the inspections; until then the report says that it is missing."""


def taking_of(municipality_id: int, year: int, on: date) -> Taking:
    """The circumstances of a report of a year whose figures are taken on a day."""
    return Taking(municipality_id, years_told(year), on)


def figures_now(session: Session, municipality_id: int, year: int, on: date) -> list[Figure]:
    """Every figure of a year's report, taken now; nothing is kept.

    Each is final, preliminary or missing: a sum of money is the sum of its ledger entries.
    """
    taking = taking_of(municipality_id, year, on)
    return [
        *licence_figures(session, taking),
        *_missing(taking),
        *income_figures(session, taking),
        *earmark_figures(session, taking),
        *prevention_figures(session, taking),
        *measure_figures(session, taking),
        *indicator_figures(session, taking),
        *police_figures(session, taking),
    ]


def _missing(taking: Taking) -> Iterator[Figure]:
    for code in NOT_IN_THE_SYSTEM:
        for year in taking.years:
            yield taking.figure(ReportChapterCode.INSPECTIONS, code, year, None, "none")
