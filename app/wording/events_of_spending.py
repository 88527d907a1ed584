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
SPENDING_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.SPENDING_PROPOSED: (
        _l("Sak %(number)s er registrert: %(title)s, %(amount_ore)s."),
        _l("Gjelder midlene for %(year)s."),
    ),
    EventType.SPENDING_CHANGED: (_l("Forslaget i sak %(number)s er endret: %(title)s, %(amount_ore)s."),),
    EventType.SPENDING_RETRACTED: (
        _l("Sak %(number)s er trukket: %(title)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.CONSULTATION_RECORDED: (
        _l("Samråd er registrert: %(title)s %(held_on)s."),
        _l("Det gjelder sak %(spendings)s."),
        _l("Rettet %(corrected_on)s."),
    ),
    EventType.CONSULTATION_WAIVED: (
        _l("Sak %(number)s kan utbetales før samrådet er ferdig: %(title)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.SPENDING_GRANTED: (
        _l("Sak %(number)s er innvilget: %(title)s, %(amount_ore)s."),
        _l("Rapportfrist %(report_due_on)s."),
        _l("Begrunnelse: %(reason)s"),
    ),
    EventType.SPENDING_REFUSED: (
        _l("Sak %(number)s er avslått: %(title)s, %(amount_ore)s."),
        _l("Begrunnelse: %(reason)s"),
    ),
    EventType.SHARED_PART_ANSWERED: (
        _l("Kommunens del av felles sak %(spending)s er besvart: %(title)s."),
        _l("Kommunen dekker %(promised_ore)s."),
        _l("Kommunen dekker ikke sin del på %(declined_ore)s."),
        _l("Begrunnelse: %(reason)s"),
    ),
}
