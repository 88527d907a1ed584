"""The case of a page that is for events alone."""

from flask import abort

from app.cases.performing import case_or_404
from app.models.case import Case
from licensing.matters import Matter


def event_case_or_404(case_id: int) -> Case:
    """The case, if it is one of an event in the municipality that the person works in."""
    case = case_or_404(case_id)
    if case.matter is not Matter.EVENT:
        abort(404)
    return case
