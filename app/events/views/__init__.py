"""Pages of events. Importing this knows all their addresses."""

from app.events.views import choosing, deciding, listing, registering
from app.events.views.blueprint import bp

__all__ = ["bp", "choosing", "deciding", "listing", "registering"]
