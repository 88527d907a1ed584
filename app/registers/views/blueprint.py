"""The blueprint of the national register."""

from flask import Blueprint

bp = Blueprint("national_register", __name__, url_prefix="/nasjonalt-register")
