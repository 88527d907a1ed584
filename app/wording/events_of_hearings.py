"""Events of hearings of plans, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

HEARING_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.HEARING_OPENED: (
        _l("«%(title)s» er lagt ut på høring fra %(opens_on)s til %(due_on)s."),
        _l("Høringen av «%(title)s» er endret. Fristen er %(now_due_on)s."),
    ),
    EventType.HEARING_ANSWERED: (
        _l("Svar nummer %(answer_id)s om «%(title)s» er mottatt."),
        _l("Svaret er fra %(answered_for)s."),
    ),
    EventType.HEARING_ANSWER_TREATED: (
        _l("Svar nummer %(answer_id)s om «%(title)s» er behandlet."),
        _l("Svar nummer %(open_to_all)s kan leses av alle."),
    ),
    EventType.HEARING_CLOSED: (
        _l("Høringen av «%(title)s» er avsluttet. Svar i alt: %(answers)s."),
        _l("Sammendraget av høringen av «%(title)s» er rettet %(corrected_on)s."),
    ),
}
