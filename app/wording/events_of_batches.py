"""Events of invoice basis, as the list of events and the log of a batch tell them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_BATCH_EVENTS: Labels = {
    EventType: {
        EventType.INVOICE_BATCH_MADE: _l("Fakturagrunnlag påbegynt"),
        EventType.INVOICE_BATCH_APPROVED: _l("Fakturagrunnlag godkjent"),
        EventType.INVOICE_BATCH_DISCARDED: _l("Fakturagrunnlag forkastet"),
        EventType.INVOICE_BATCH_WRITTEN: _l("Fakturagrunnlag skrevet til fil"),
        EventType.INVOICE_BATCH_REVERSED: _l("Tilbakeføring påbegynt"),
    },
}
BATCH_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.INVOICE_BATCH_MADE: (_l("Fakturagrunnlag %(number)s for %(year)s er påbegynt."),),
    EventType.INVOICE_BATCH_APPROVED: (
        _l("Fakturagrunnlag %(number)s er godkjent."),
        _l("%(count)s fakturaer, til sammen %(total_ore)s."),
    ),
    EventType.INVOICE_BATCH_DISCARDED: (
        _l("Fakturagrunnlag %(number)s er forkastet."),
        _l("Grunn: %(reason)s."),
    ),
    EventType.INVOICE_BATCH_WRITTEN: (_l("Fakturagrunnlag %(number)s er skrevet til %(file)s."),),
    EventType.INVOICE_BATCH_REVERSED: (
        _l("Fakturagrunnlag %(reversed_number)s tilbakeføres i %(number)s."),
        _l("Grunn: %(reason)s."),
    ),
}
