"""What is said when hearings of plans cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

HEARINGS: Mapping[str, Text] = {}
