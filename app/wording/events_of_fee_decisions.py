"""Events of fees, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_FEE_DECISION_EVENTS: Labels = {
    EventType: {
        EventType.FEE_REDUCED: _l("Gebyr satt lavere"),
        EventType.FEE_DECIDED: _l("Gebyrer vedtatt"),
    },
}
FEE_DECISION_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.FEE_REDUCED: (
        _l("Gebyret for %(year)s er endret for bevilling %(number)s."),
        _l("Det er satt til %(to_ore)s."),
        _l("Nedsettelsen for %(restored_year)s er tatt tilbake."),
        _l("Grunn: %(reason)s."),
    ),
    EventType.FEE_DECIDED: (
        _l("%(count)s gebyrer i runden for %(year)s er vedtatt, til sammen %(total_ore)s."),
        _l("Gebyrene for %(events)s arrangementer i %(year)s er tatt med, til sammen %(total_ore)s."),
    ),
}
