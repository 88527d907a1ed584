"""Events of measures and their tables, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

MEASURE_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.MEASURES_READ: (
        _l("Tiltakstabell lest inn i «%(title)s»: %(count)s nye tiltak."),
        _l("Rettet under lesingen: %(repairs)s steder."),
    ),
    EventType.MEASURE_FOLLOWED_UP: (
        _l("Tiltaket «%(measure)s» er fulgt opp for %(year)s."),
        _l("Dette er gjort: %(done)s"),
    ),
}
