"""The blueprint of the alcohol policy."""

from flask import Blueprint

bp = Blueprint("policy", __name__, url_prefix="/retningslinjer")
