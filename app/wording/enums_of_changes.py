"""Labels of what happens to licences that are changed, and of the letters that tell it."""

from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.event import EventType
from app.wording.enums import Labels

LABELS_OF_CHANGES: Labels = {
    EventType: {
        EventType.CHANGE_REGISTERED: _l("Endring registrert"),
        EventType.CHANGE_CARRIED_OUT: _l("Endring gjennomført"),
    },
    LetterKind: {
        LetterKind.PEOPLE_APPROVAL: _l("Godkjenning av personer"),
        LetterKind.PEOPLE_REFUSAL: _l("Avslag på godkjenning av personer"),
    },
}
