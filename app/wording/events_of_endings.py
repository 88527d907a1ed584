"""Events of licences that end or change hands, as the timeline tells them."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Text

EVENTS_OF_ENDINGS: Mapping[EventType, tuple[Text, ...]] = {
    EventType.LICENCE_ENDED: (
        _l("Siste dag for bevilling %(number)s er %(last_day)s."),
        _l("Grunn: %(change)s."),
        _l("Nytt vindu for prikker fra %(points_from)s."),
    ),
    EventType.ENDING_UNDONE: (_l("Registreringen er angret: %(change)s."), _l("Grunn: %(reason)s")),
    EventType.TRANSFER_EXTENDED: (_l("Driften på bevilling %(number)s er forlenget til %(until)s."),),
    EventType.PLACE_LICENCE_CHANGED: (
        _l("Serveringsbevilling %(number)s: %(place_change)s."),
        _l("Dag: %(day)s."),
    ),
}
# What has happened to a serving-place licence, inside a sentence.
PLACE_CHANGES: Mapping[str, Text] = {
    "registered": _l("registrert"),
    "opened": _l("stedet er åpnet"),
    "closed": _l("stedet er stengt"),
    "ended": _l("opphørt"),
    "restored": _l("opphøret er angret"),
    "lapsed": _l("bortfalt"),
}
