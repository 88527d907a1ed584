"""Events of turnover rounds and billing runs, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_ROUND_EVENTS: Labels = {
    EventType: {
        EventType.TURNOVER_ROUND_STARTED: _l("Runde for omsetningsoppgaver startet"),
        EventType.TURNOVER_DEADLINE_MOVED: _l("Frist for omsetningsoppgave flyttet"),
        EventType.TURNOVER_ROUND_CLOSED: _l("Runde for omsetningsoppgaver avsluttet"),
        EventType.TURNOVER_ROUND_REOPENED: _l("Runde for omsetningsoppgaver åpnet igjen"),
        EventType.TURNOVER_FIGURES_TAKEN_IN: _l("Liter fra en innlest liste tatt inn"),
        EventType.BILLING_RUN_BEGUN: _l("Kjøring startet"),
        EventType.BILLING_RUN_STOPPED: _l("Kjøring stoppet"),
        EventType.BILLING_RUN_ENDED: _l("Kjøring ferdig"),
    },
}
ROUND_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.TURNOVER_ROUND_STARTED: (
        _l("Runden for %(year)s er startet med %(duties)s omsetningsoppgaver."),
        _l("Frist %(due_on)s."),
    ),
    EventType.TURNOVER_DEADLINE_MOVED: (
        _l("Fristen for omsetningsoppgaven er flyttet til %(due_on)s."),
        _l("Bevilling %(licence)s."),
        _l("Grunn: %(reason)s."),
    ),
    EventType.TURNOVER_ROUND_CLOSED: (_l("Runden for %(year)s er avsluttet. %(missing)s oppgaver mangler."),),
    EventType.TURNOVER_ROUND_REOPENED: (_l("Runden for %(year)s er åpnet igjen."), _l("Grunn: %(reason)s.")),
    EventType.TURNOVER_FIGURES_TAKEN_IN: (
        _l("Liter for %(count)s bevillinger er tatt inn i runden for %(year)s."),
        _l("Fra filen %(file_name)s."),
    ),
    EventType.BILLING_RUN_BEGUN: (_l("%(run_kind)s for %(year)s er startet for %(whole)s bevillinger."),),
    EventType.BILLING_RUN_STOPPED: (_l("%(run_kind)s for %(year)s er stoppet. %(done)s er gjort."),),
    EventType.BILLING_RUN_ENDED: (
        _l("%(run_kind)s for %(year)s er ferdig: %(done)s gjort, %(problems)s kunne ikke gjøres."),
    ),
}
