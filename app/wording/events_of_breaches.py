"""Events of proposals of points, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_BREACH_EVENTS: Labels = {
    EventType: {
        EventType.BREACHES_PROPOSED: _l("Forslag om prikker funnet"),
        EventType.BREACH_NOTIFIED: _l("Prikker varslet"),
        EventType.BREACH_DISCARDED: _l("Forslag om prikker forkastet"),
    },
}
BREACH_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.BREACHES_PROPOSED: (
        _l("Forslag om prikker er funnet: %(statements)s for omsetningsoppgave, %(payments)s for betaling."),
        _l("Uten bevis: %(lacking)s."),
    ),
    EventType.BREACH_NOTIFIED: (
        _l("Forhåndsvarsel om prikker er skrevet for bevilling %(licence)s."),
        _l("Fristen var %(due_on)s."),
        _l("Svarfrist %(answer_by)s."),
    ),
    EventType.BREACH_DISCARDED: (
        _l("Forslag om prikker er forkastet for bevilling %(licence)s."),
        _l("Fristen var %(due_on)s."),
        _l("Grunn: %(reason)s."),
    ),
}
