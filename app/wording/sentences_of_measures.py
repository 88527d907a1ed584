"""What is said when measures and their tables cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

MEASURES: Mapping[str, Text] = {}
