"""Events of measures and their tables, as the list of events tells them."""

from collections.abc import Mapping

from app.models.event import EventType
from app.wording.enums import Text

MEASURE_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
