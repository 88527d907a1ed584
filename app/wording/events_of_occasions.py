"""What the timeline tells of choices made in cases of events."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

OCCASION_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.LATE_NOTICE_ACCEPTED: (
        _l("Sen søknad tatt imot, %(days)s dager etter fristen %(due_on)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.PRINCIPLE_CHOSEN: (_l("Prinsipiell sak: %(principle)s."), _l("Grunn: %(reason)s")),
}
