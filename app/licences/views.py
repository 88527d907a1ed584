"""Pages."""

from flask import Blueprint

bp = Blueprint("licences", __name__, url_prefix="/bevillinger")
