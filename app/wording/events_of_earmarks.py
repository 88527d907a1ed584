"""Events of earmarks and their years, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_EARMARK_EVENTS: Labels = {
    EventType: {
        EventType.EARMARK_DECIDED: _l("Øremerking registrert"),
        EventType.EARMARK_CHANGED: _l("Øremerking endret"),
        EventType.EARMARK_RESPONSIBLE_CHANGED: _l("Ansvarlig for øremerkingen endret"),
        EventType.EARMARK_YEAR_OPENED: _l("Øremerkingens år åpnet"),
        EventType.EARMARK_YEAR_FILLED: _l("Øremerkede midler stilt til disposisjon"),
        EventType.EARMARK_YEAR_ADJUSTED: _l("Øremerkingens beløp endret"),
        EventType.EARMARK_YEAR_CLOSED: _l("Øremerkingens år avsluttet"),
        EventType.EARMARK_YEAR_REOPENED: _l("Øremerkingens år åpnet igjen"),
    },
}
EARMARK_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
