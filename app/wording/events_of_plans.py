"""Events of action plans and hearings, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_PLAN_EVENTS: Labels = {
    EventType: {
        EventType.PLAN_BEGUN: _l("Handlingsplan påbegynt"),
        EventType.PLAN_CHANGED: _l("Handlingsplan endret"),
        EventType.PLAN_ADOPTED: _l("Handlingsplan vedtatt"),
        EventType.PLAN_ENDED: _l("Handlingsplan avsluttet"),
        EventType.PLAN_DISCARDED: _l("Handlingsplan forkastet"),
        EventType.MEASURES_READ: _l("Tiltakstabell lest inn"),
        EventType.MEASURE_FOLLOWED_UP: _l("Tiltak fulgt opp"),
        EventType.MEASURES_CARRIED_ON: _l("Tiltak ført videre"),
        EventType.HEARING_OPENED: _l("Høring åpnet"),
        EventType.HEARING_ANSWERED: _l("Høringssvar mottatt"),
        EventType.HEARING_ANSWER_TREATED: _l("Høringssvar behandlet"),
        EventType.HEARING_CLOSED: _l("Høring avsluttet"),
    },
}
PLAN_EVENTS: Mapping[EventType, tuple[Text, ...]] = {}
