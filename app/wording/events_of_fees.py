"""Events of rates and fee years, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_FEE_EVENTS: Labels = {
    EventType: {
        EventType.RATES_ADDED: _l("Satser lagt inn"),
        EventType.FEE_YEAR_CHANGED: _l("Gebyrår endret"),
    },
}
FEE_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.RATES_ADDED: (
        _l("Gebyrsatsene for %(year)s er lagt inn etter %(regulation)s."),
        _l("Bekreftet: %(confirmed)s."),
    ),
    EventType.FEE_YEAR_CHANGED: (
        _l("Oppsettet av gebyråret %(year)s er endret."),
        _l("Opplysninger: %(changed)s."),
    ),
}
