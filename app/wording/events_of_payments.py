"""Events of payments, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_PAYMENT_EVENTS: Labels = {
    EventType: {
        EventType.PAYMENT_FILE_READ: _l("Fil med innbetalinger lest"),
        EventType.PAYMENT_PLACED: _l("Innbetaling plassert"),
        EventType.PAYMENT_HANDLED: _l("Innbetaling behandlet"),
    },
}
PAYMENT_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.PAYMENT_FILE_READ: (
        _l("Filen «%(name)s» er lest, med status per %(told_on)s."),
        _l("%(rows)s rader, %(known)s kjent."),
        _l("Bokført %(total_ore)s."),
    ),
    EventType.PAYMENT_PLACED: (_l("Innbetaling på %(paid_ore)s er plassert på faktura %(reference)s."),),
    EventType.PAYMENT_HANDLED: (
        _l("Innbetaling på %(paid_ore)s er behandlet."),
        _l("Merknad: %(handling)s"),
    ),
}
