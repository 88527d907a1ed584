"""What is said when a plan, its measures or its hearing cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

PLANS: Mapping[str, Text] = {}
