"""What is said when payouts, repayments, reports of spending and complaints cannot be as asked."""

from collections.abc import Mapping

from app.wording.enums import Text

PAYOUTS: Mapping[str, Text] = {}
