"""Pages for holders who come by a personal link."""

from flask import Blueprint

bp = Blueprint("portal", __name__, url_prefix="/min-side")
