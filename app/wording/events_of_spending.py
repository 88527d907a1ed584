"""Events of spending, consultations and payouts, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_SPENDING_EVENTS: Labels = {
    EventType: {
        EventType.SPENDING_PROPOSED: _l("Bruk av midler foreslått"),
        EventType.SPENDING_CHANGED: _l("Forslag om bruk av midler endret"),
        EventType.SPENDING_RETRACTED: _l("Forslag om bruk av midler trukket"),
        EventType.CONSULTATION_RECORDED: _l("Samråd registrert"),
        EventType.CONSULTATION_WAIVED: _l("Utbetaling før samråd tillatt"),
        EventType.SPENDING_GRANTED: _l("Bruk av midler innvilget"),
        EventType.SPENDING_REFUSED: _l("Bruk av midler avslått"),
        EventType.SHARED_PART_ANSWERED: _l("Kommunens del av et felles tiltak besvart"),
        EventType.SPENDING_RELEASED: _l("Tilsagn frigitt"),
        EventType.PAYOUT_REQUESTED: _l("Utbetaling attestert"),
        EventType.PAYOUT_APPROVED: _l("Utbetaling anvist"),
        EventType.PAYOUT_PAID: _l("Utbetaling betalt"),
        EventType.PAYOUT_CANCELLED: _l("Utbetaling annullert"),
        EventType.REPAYMENT_RECORDED: _l("Tilbakebetaling registrert"),
        EventType.SPENDING_REPORTED: _l("Rapport om bruk av midler registrert"),
        EventType.GRANT_COMPLAINT_RECEIVED: _l("Klage på tilskudd registrert"),
        EventType.GRANT_COMPLAINT_SETTLED: _l("Klage på tilskudd avgjort"),
    },
}
SPENDING_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
