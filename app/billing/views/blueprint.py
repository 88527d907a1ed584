"""The blueprint of the fees."""

from flask import Blueprint

bp = Blueprint("billing", __name__, url_prefix="/gebyr")
