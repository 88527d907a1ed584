"""The blueprint of the pages of events."""

from flask import Blueprint

bp = Blueprint("events", __name__, url_prefix="/arrangementer")
