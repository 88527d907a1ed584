"""What the timeline tells of changes of licences. Nobody is named."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

CHANGE_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.CHANGE_REGISTERED: (
        _l("Søknad registrert: %(change)s."),
        _l("Gjelder %(licences)s fra %(first_day)s."),
    ),
    EventType.CHANGE_CARRIED_OUT: (
        _l("Gjennomført: %(change)s."),
        _l("Gjelder %(licences)s fra %(first_day)s."),
        _l("%(role)s er borte fra %(leaves_on)s."),
    ),
}
