"""What is said when a spending, a consultation or a payout cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

SPENDING: Mapping[str, Text] = {}
