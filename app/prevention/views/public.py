"""The blueprint of what everybody may read: plans, their hearings, and delivered yearly reports."""

from flask import Blueprint

public = Blueprint("prevention_public", __name__, url_prefix="/apent")
