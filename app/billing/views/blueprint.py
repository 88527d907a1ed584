"""The blueprint of the fees."""

from flask import Blueprint

from app.billing.tabs import billing_items

bp = Blueprint("billing", __name__, url_prefix="/gebyr")
# A macro that is imported sees what all templates have, not what a view gives one page.
bp.add_app_template_global(billing_items)
