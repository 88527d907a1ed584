"""Events of payouts, repayments, reports of spending and complaints, as the list of events tells them."""

from collections.abc import Mapping

from app.models.event import EventType
from app.wording.enums import Text

PAYOUT_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
