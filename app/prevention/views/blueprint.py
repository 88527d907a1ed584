"""The blueprint of prevention."""

from flask import Blueprint

from app.prevention.tabs import prevention_items

bp = Blueprint("prevention", __name__, url_prefix="/forebygging")
# A macro that is imported sees what all templates have, not what a view gives one page.
bp.add_app_template_global(prevention_items)
