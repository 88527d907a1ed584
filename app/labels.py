"""What users read for every code. The texts stand in app/wording/, a module for each kind of code."""

from app.wording.enums import LABELS, enumeration, groups_text, label

__all__ = [
    "LABELS",
    "enumeration",
    "groups_text",
    "label",
]
