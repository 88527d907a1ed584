"""Events of turnover statements, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_TURNOVER_EVENTS: Labels = {
    EventType: {
        EventType.TURNOVER_LINK_WITHDRAWN: _l("Lenke til omsetningsoppgave trukket tilbake"),
        EventType.TURNOVER_RECEIVED: _l("Omsetningsoppgave mottatt"),
        EventType.TURNOVER_ESTIMATED: _l("Omsetning anslått"),
        EventType.ATTESTATION_CHANGED: _l("Bekreftelse av omsetningsoppgave endret"),
        EventType.TURNOVER_QUESTION_ANSWERED: _l("Spørsmål om omsetning avklart"),
        EventType.SUPPLIER_FIGURES_READ: _l("Leverandørtall lest inn"),
    },
}
TURNOVER_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.TURNOVER_LINK_WITHDRAWN: (
        _l("Lenken til omsetningsoppgaven for bevilling %(licence)s er trukket tilbake."),
    ),
    EventType.TURNOVER_RECEIVED: (
        _l("Omsetningsoppgave for bevilling %(licence)s mottatt i runden for %(year)s, versjon %(number)s."),
        _l("%(turnover_source)s."),
        _l("Spørsmål til tallene: %(questions)s."),
    ),
    EventType.TURNOVER_ESTIMATED: (
        _l("Omsetningen til bevilling %(licence)s er anslått i runden for %(year)s, versjon %(number)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.ATTESTATION_CHANGED: (
        _l("Bekreftelse av omsetningsoppgaven for bevilling %(licence)s: %(attestation)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.TURNOVER_QUESTION_ANSWERED: (
        _l("Spørsmål om omsetning avklart: %(count)s."),
        _l("Merknad: %(note)s"),
    ),
    EventType.SUPPLIER_FIGURES_READ: (
        _l("Tall fra %(suppliers)s lest inn: %(new)s nye, %(changed)s endret."),
    ),
}
