"""What is said when a yearly report cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

REPORTS: Mapping[str, Text] = {}
