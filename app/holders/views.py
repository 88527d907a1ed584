"""Pages."""

from flask import Blueprint

bp = Blueprint("holders", __name__, url_prefix="/bevillingshavere")
