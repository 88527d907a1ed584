"""The blueprint of the changes."""

from flask import Blueprint, abort

from app.amendments.queries.licences import licences_by_id
from app.db import session
from app.models.licence import Licence
from app.permissions import actor

bp = Blueprint("amendments", __name__, url_prefix="/endringer")


def licence_or_404(licence_id: int) -> Licence:
    """The licence, if it is one of the municipality that the person works in."""
    found = licences_by_id(session(), actor().municipality_id, [licence_id])
    return found[0] if found else abort(404)
