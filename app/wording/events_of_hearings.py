"""Events of hearings of plans, as the list of events tells them."""

from collections.abc import Mapping

from app.models.event import EventType
from app.wording.enums import Text

HEARING_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
