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
REPORT_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.REPORT_BEGUN: (_l("Årsmeldingen for %(year)s er påbegynt."), _l("Frist %(due_on)s.")),
    EventType.REPORT_CHAPTER_WRITTEN: (
        _l("Kapitlet «%(report_chapter)s» i årsmeldingen for %(year)s er skrevet."),
    ),
    EventType.REPORT_FIGURES_TAKEN: (_l("Tallene til årsmeldingen for %(year)s er hentet %(taken_on)s."),),
    EventType.POLICE_FIGURE_ENTERED: (
        _l("Tall fra politiet for %(year)s er registrert: %(title)s."),
        _l("Tallet er %(figure)s."),
        _l("Kilde: %(source_text)s."),
    ),
    EventType.REPORT_DELIVERED: (
        _l("Årsmeldingen for %(year)s er levert."),
        _l("Tillegg %(number)s."),
        _l("Levert av %(delivered_as)s."),
    ),
    EventType.REPORT_TREATED: (
        _l("Årsmeldingen for %(year)s er behandlet: %(treated_by)s %(met_on)s, sak %(case_number)s."),
    ),
    EventType.REPORT_SUPPLEMENTED: (
        _l("Tillegg %(number)s til årsmeldingen for %(year)s er påbegynt."),
        _l("Grunn: %(reason)s."),
    ),
}
