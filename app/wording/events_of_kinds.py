"""Events of continuations and of the council's numbers, as the timeline tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_KIND_EVENTS: Labels = {
    EventType: {
        EventType.QUOTA_CHANGED: _l("Kommunestyrets vedtak om antall er lagt inn"),
        EventType.LICENCE_CONTINUED: _l("Bevilling videreført"),
    },
}
KIND_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.QUOTA_CHANGED: (
        _l("%(quota)s: kommunestyret har satt tallet til %(number)s."),
        _l("Gjelder fra %(first_day)s."),
        _l("Vedtatt i %(reference)s."),
    ),
    EventType.LICENCE_CONTINUED: (
        _l("Bevilling %(number)s videreført til og med %(last_day)s."),
        _l("Vedtatt %(decided_on)s, %(reference)s."),
    ),
}
