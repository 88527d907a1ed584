"""Labels of those behind a licence: owners, tests they sat, and the laws of a conduct question."""

from flask_babel import lazy_gettext as _l

from app.models.background import TestKind
from app.models.event import EventType
from app.wording.enums import Labels
from licensing.ownership import OwnershipFault, OwnershipQuestion

LABELS_OF_PEOPLE: Labels = {
    EventType: {
        EventType.CONDUCT_ANSWERED: _l("Spørsmål om vandel besvart"),
        EventType.OWNERSHIP_CHANGED: _l("Eierkjede endret"),
        EventType.TEST_REGISTERED: _l("Kunnskapsprøve registrert"),
    },
    OwnershipQuestion: {
        OwnershipQuestion.NO_OWNERS: _l("Ingen eiere er notert"),
        OwnershipQuestion.COMPANY_UNRESOLVED: _l("Eierne av selskapet er ikke notert"),
        OwnershipQuestion.SHARE_UNKNOWN: _l("Eierandelen er ikke oppgitt"),
        OwnershipQuestion.REST_UNKNOWN: _l("Eierandelene er til sammen mindre enn 100 prosent"),
    },
    OwnershipFault: {
        OwnershipFault.OVER_THE_WHOLE: _l("Eierandelene er til sammen mer enn 100 prosent"),
        OwnershipFault.CYCLE: _l("Selskapet eier seg selv gjennom andre"),
    },
    TestKind: {
        TestKind.SALE: _l("Salg"),
        TestKind.SERVING: _l("Skjenking"),
        TestKind.INSPECTION: _l("Kontroll"),
    },
}
