"""Events of payouts, repayments, reports of spending and complaints, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

_OUTLAY = _l("I tillegg legges %(outlay_ore)s ut for andre kommuner.")
_REASON = _l("Grunn: %(reason)s")

PAYOUT_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.SPENDING_RELEASED: (_l("Tilsagn på %(amount_ore)s frigitt: %(title)s."), _REASON),
    EventType.PAYOUT_REQUESTED: (
        _l("Utbetaling på %(amount_ore)s til %(payee)s attestert: %(title)s."),
        _OUTLAY,
    ),
    EventType.PAYOUT_APPROVED: (
        _l("Utbetaling på %(amount_ore)s til %(payee)s anvist: %(title)s."),
        _OUTLAY,
    ),
    EventType.PAYOUT_PAID: (
        _l("%(amount_ore)s betalt til %(payee)s: %(title)s."),
        _OUTLAY,
        _l("Bilag %(voucher)s, betalt %(paid_on)s."),
    ),
    EventType.PAYOUT_CANCELLED: (
        _l("Utbetaling på %(amount_ore)s til %(payee)s annullert: %(title)s."),
        _REASON,
    ),
    EventType.REPAYMENT_RECORDED: (
        _l("%(amount_ore)s kom tilbake: %(title)s."),
        _l("I tillegg kom %(outlay_ore)s tilbake av det som er lagt ut for andre kommuner."),
        _l("Bilag %(voucher)s, mottatt %(received_on)s."),
        _REASON,
    ),
    EventType.SPENDING_REPORTED: (
        _l("Rapport registrert: %(title)s."),
        _l("Det kostet %(cost_ore)s."),
        _l("Antall deltakere: %(participants)s."),
    ),
    EventType.GRANT_COMPLAINT_RECEIVED: (
        _l("Klage på vedtaket om %(title)s registrert, sendt %(received_on)s."),
        _l("Den kom etter fristen. Grunnen til at den tas imot: %(late_reason)s"),
    ),
    EventType.GRANT_COMPLAINT_SETTLED: (
        _l("Klagen på vedtaket om %(title)s er avgjort."),
        _l("Kommunen omgjorde vedtaket %(reversed_on)s."),
        _l("Klageorganet stadfestet vedtaket %(upheld_by_body_on)s."),
        _l("Klageorganet opphevet vedtaket %(repealed_by_body_on)s."),
        _l("Klagen ble avvist %(dismissed_on)s."),
        _l("%(settled_by)s, sak %(case_number)s."),
        _REASON,
        _l("Søknaden venter på ny avgjørelse fra %(anew_from)s."),
    ),
}
