"""Events of earmarks and their years, as the list of events tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text

LABELS_OF_EARMARK_EVENTS: Labels = {
    EventType: {
        EventType.EARMARK_DECIDED: _l("Øremerking registrert"),
        EventType.EARMARK_CHANGED: _l("Øremerking endret"),
        EventType.EARMARK_RESPONSIBLE_CHANGED: _l("Ansvarlig for øremerkingen endret"),
        EventType.EARMARK_YEAR_OPENED: _l("Øremerkingens år åpnet"),
        EventType.EARMARK_YEAR_FILLED: _l("Øremerkede midler stilt til disposisjon"),
        EventType.EARMARK_YEAR_ADJUSTED: _l("Øremerkingens beløp endret"),
        EventType.EARMARK_YEAR_CLOSED: _l("Øremerkingens år avsluttet"),
        EventType.EARMARK_YEAR_REOPENED: _l("Øremerkingens år åpnet igjen"),
    },
}
EARMARK_EVENTS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.EARMARK_DECIDED: (
        _l("Øremerkingen «%(earmark)s» er registrert fra %(first_year)s."),
        _l("%(amount_ore)s i året."),
        _l("Vedtak i sak %(case_number)s %(decided_on)s."),
    ),
    EventType.EARMARK_CHANGED: (
        _l("Øremerkingen «%(earmark)s» er endret."),
        _l("Vedtak i sak %(case_number)s %(decided_on)s."),
        _l("Siste kommunestyremøte i %(year)s er %(meeting_on)s."),
    ),
    EventType.EARMARK_RESPONSIBLE_CHANGED: (
        _l("Ansvarlig for «%(earmark)s» fra %(first_day)s: %(title)s."),
        _l("Tittelen har %(person)s."),
    ),
    EventType.EARMARK_YEAR_OPENED: (_l("%(year)s er åpnet for «%(earmark)s»."),),
    EventType.EARMARK_YEAR_FILLED: (
        _l("Midlene for «%(earmark)s» i %(year)s er endret med %(amount_ore)s."),
    ),
    EventType.EARMARK_YEAR_ADJUSTED: (
        _l("Beløpet for «%(earmark)s» i %(year)s er endret fra %(before_ore)s til %(amount_ore)s."),
        _l("Vedtak i sak %(case_number)s."),
        _l("Begrunnelse: %(reason)s"),
    ),
    EventType.EARMARK_YEAR_CLOSED: (
        _l("%(year)s er avsluttet for «%(earmark)s»."),
        _l("Satt av og overført: %(carried_ore)s."),
        _l("Inndratt: %(returned_ore)s."),
        _l("Annen bruk: %(elsewhere_ore)s, %(other_use)s."),
        _l("Vedtak i sak %(case_number)s %(decided_on)s."),
    ),
    EventType.EARMARK_YEAR_REOPENED: (
        _l("%(year)s er åpnet igjen for «%(earmark)s»."),
        _l("Vedtak i sak %(case_number)s."),
        _l("Begrunnelse: %(reason)s"),
    ),
}
