"""The tone of a state, and the address of a static file with its hash."""

import hashlib
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings

register = template.Library()

TONES = {
    "received": "neutral",
    "incomplete": "warning",
    "awaiting_statements": "info",
    "ready": "accent",
    "proposed": "brand2",
    "at_body": "brand2",
    "decided": "warning",
    "sent": "accent",
    "granted_not_usable": "info",
    "usable": "success",
    "under_complaint": "warning",
    "closed": "neutral",
    "grant": "success",
    "part_grant": "info",
    "refuse": "danger",
}


@register.filter
def tone(code: str) -> str:
    """The colour of a state or result."""
    return TONES.get(code, "neutral")


@register.simple_tag
@cache
def static_url(name: str) -> str:
    """The address of a static file."""
    content = Path(f"{settings.FOLDER.parents[1]}/app/static/{name}").read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:12]}"
