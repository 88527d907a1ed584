"""The blueprint of the case pages."""

from flask import Blueprint

bp = Blueprint("cases", __name__, url_prefix="/saker")
