"""Labels of what is told of events, and of what a municipality may set for them."""

from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.event import EventType
from app.models.occasion import Principle, QuotaSubject
from app.wording.enums import Labels
from licensing.occasions import InternalControl, Openness, OpenSign, Wholesale

LABELS_OF_EVENTS: Labels = {
    Openness: {
        Openness.CLOSED: _l("Sluttet selskap"),
        Openness.OPEN: _l("Åpent arrangement"),
        Openness.UNKNOWN: _l("Ikke avklart om det er åpent"),
    },
    OpenSign: {
        OpenSign.NO_FIXED_CIRCLE: _l("gjestene er ikke en krets som er bestemt på forhånd"),
        OpenSign.TICKETS: _l("det selges billetter"),
        OpenSign.SIGN_UP: _l("gjester kan melde seg på"),
        OpenSign.MEMBER_MEETING: _l("det er et vanlig medlemsmøte"),
        OpenSign.ADVERTISED: _l("det er annonsert"),
    },
    Wholesale: {
        Wholesale.NEVER: _l("Ikke kjøp engros"),
        Wholesale.ALLOWED: _l("Kan kjøpe engros"),
        Wholesale.TESTS_MISSING: _l("Mangler kunnskapsprøve for kjøp engros"),
        Wholesale.TESTS_UNKNOWN: _l("Ikke kjent om begge har kunnskapsprøve"),
    },
    InternalControl: {
        InternalControl.NOT_REQUIRED: _l("Ikke krav om internkontroll"),
        InternalControl.REQUIRED: _l("Krav om internkontroll"),
        InternalControl.WAIVED: _l("Fritak fra internkontroll"),
        InternalControl.REASON_MISSING: _l("Fritak fra internkontroll uten grunn"),
    },
    Principle: {
        Principle.ORDINARY: _l("Vanlig sak"),
        Principle.DECIDE_HERE: _l("Prinsipiell, men avgjøres administrativt"),
        Principle.LIFT: _l("Prinsipiell, løftes til politisk behandling"),
    },
    EventType: {
        EventType.LATE_NOTICE_ACCEPTED: _l("Sen søknad tatt imot"),
        EventType.PRINCIPLE_CHOSEN: _l("Valg i prinsipiell sak"),
    },
    LetterKind: {
        LetterKind.OCCASION_GRANT: _l("Bevilling for arrangement"),
        LetterKind.OCCASION_REFUSAL: _l("Avslag for arrangement"),
    },
    QuotaSubject: {
        QuotaSubject.AMBULATORY: _l("Ambulerende bevillinger"),
        QuotaSubject.OUTLETS: _l("Vinmonopolutsalg"),
    },
}
