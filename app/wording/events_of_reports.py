"""Events of yearly reports, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_REPORT_EVENTS: Labels = {
    EventType: {
        EventType.REPORT_BEGUN: _l("Årsmelding påbegynt"),
        EventType.REPORT_CHAPTER_WRITTEN: _l("Kapittel i årsmeldingen skrevet"),
        EventType.REPORT_FIGURES_TAKEN: _l("Tall til årsmeldingen hentet"),
        EventType.POLICE_FIGURE_ENTERED: _l("Tall fra politiet registrert"),
        EventType.REPORT_DELIVERED: _l("Årsmelding levert"),
        EventType.REPORT_TREATED: _l("Årsmelding behandlet"),
        EventType.REPORT_SUPPLEMENTED: _l("Tillegg til årsmeldingen påbegynt"),
    },
}
REPORT_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
