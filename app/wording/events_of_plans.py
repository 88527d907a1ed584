"""Events of action plans, as the list of events tells them."""

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
PLAN_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.PLAN_BEGUN: (
        _l("Handlingsplanen «%(title)s» er påbegynt."),
        _l("Planperiode: %(first_year)s–%(last_year)s."),
    ),
    EventType.PLAN_CHANGED: (
        _l("Handlingsplanen «%(title)s» er endret."),
        _l("Lagt til: %(added_part)s."),
        _l("Endret: %(changed_part)s."),
        _l("Tatt ut: %(removed_part)s."),
        _l("Tall for %(figure_of)s: %(figure)s."),
        _l("Sto før: %(before)s."),
        _l("Tall tatt ut av %(figure_of)s: %(removed_figure)s."),
        _l("Vedtaket i %(adoption_taken_back)s er trukket tilbake."),
        _l("Planen er åpnet igjen etter at den ble avsluttet i perioden til %(end_taken_back)s."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.PLAN_ADOPTED: (
        _l("Handlingsplanen «%(title)s» er vedtatt i %(municipality)s av %(body)s %(decided_on)s."),
        _l("Sak %(number)s."),
        _l("Vedtak mangler i %(waiting)s."),
    ),
    EventType.PLAN_ENDED: (_l("Handlingsplanen «%(title)s» er avsluttet med sluttrapport."),),
    EventType.PLAN_DISCARDED: (
        _l("Utkastet til handlingsplanen «%(title)s» er forkastet."),
        _l("Grunn: %(reason)s"),
    ),
    EventType.MEASURES_CARRIED_ON: (_l("%(count)s tiltak er ført videre til «%(title)s» fra «%(before)s»."),),
}
