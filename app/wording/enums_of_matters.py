"""Labels of what cases are about, and of what licences may be."""

from flask_babel import lazy_gettext as _l

from app.wording.enums import Labels
from licensing.applicants import Influence
from licensing.licences import Extension, LicenceType
from licensing.matters import ChangeKind, Matter

LABELS_OF_MATTERS: Labels = {
    Matter: {
        Matter.LICENCE: _l("Bevilling"),
        Matter.EVENT: _l("Arrangement"),
        Matter.PEOPLE: _l("Personer"),
        Matter.TERMS: _l("Endring av bevilling"),
        Matter.ENDING: _l("Opphør"),
    },
    ChangeKind: {
        ChangeKind.MANAGERS: _l("Bytte av styrer eller stedfortreder"),
        ChangeKind.INFLUENCE: _l("Ny person med vesentlig innflytelse"),
        ChangeKind.AREA: _l("Større areal eller uteservering"),
        ChangeKind.AREA_ONCE: _l("Større areal for en enkelt anledning"),
        ChangeKind.GROUPS: _l("Ny gruppe"),
        ChangeKind.HOURS: _l("Endret tid"),
        ChangeKind.HOURS_ONCE: _l("Utvidet tid for en enkelt anledning"),
        ChangeKind.CONCEPT: _l("Endret konsept"),
        ChangeKind.TRANSFER: _l("Overdragelse"),
        ChangeKind.SURRENDER: _l("Oppsigelse av bevillingen"),
        ChangeKind.DEATH: _l("Dødsfall"),
        ChangeKind.BANKRUPTCY: _l("Konkurs"),
        ChangeKind.UNUSED: _l("Ikke i bruk"),
    },
    LicenceType: {
        LicenceType.PERMANENT: _l("Fast bevilling"),
        LicenceType.SEASONAL: _l("Bevilling for bestemt del av året"),
        LicenceType.SINGLE_OCCASION: _l("Enkelt bestemt anledning"),
        LicenceType.AMBULATORY: _l("Ambulerende bevilling"),
        LicenceType.OUTLET: _l("Vinmonopolutsalg"),
    },
    Extension: {
        Extension.PRODUCTION: _l("Egen tilvirkning"),
        Extension.IMPORT: _l("Egen innførsel"),
        Extension.FARM_SALE: _l("Gårdssalg av gruppe 2"),
        Extension.SAME_ROOM: _l("Salg og skjenking i samme lokale"),
    },
    Influence: {
        Influence.OWNERSHIP: _l("Eier en vesentlig del"),
        Influence.RETURNS: _l("Får en vesentlig del av inntektene"),
        Influence.LEADERSHIP: _l("Leder med vesentlig innflytelse"),
    },
}
