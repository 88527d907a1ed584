"""Labels of turnover statements: where they come from, who sent them, what was enclosed and asked."""

from flask_babel import lazy_gettext as _l

from app.models.turnover import AttachmentKind
from app.wording.enums import Labels
from fees.plausibility import QuestionCode
from fees.turnover import Attestation, SenderRole, TurnoverSource

LABELS_OF_TURNOVER: Labels = {
    Attestation: {
        Attestation.NOT_REQUIRED: _l("Ikke krevd"),
        Attestation.REQUIRED: _l("Krevd, ikke mottatt"),
        Attestation.RECEIVED: _l("Mottatt, ikke kontrollert"),
        Attestation.APPROVED: _l("Godkjent"),
        Attestation.WAIVED: _l("Fritatt"),
    },
    TurnoverSource: {
        TurnoverSource.LINK: _l("Sendt av bevillingshaveren"),
        TurnoverSource.KEYED: _l("Registrert av kommunen"),
        TurnoverSource.ESTIMATED: _l("Anslått av kommunen"),
        TurnoverSource.IMPORTED: _l("Fra en eldre liste"),
    },
    SenderRole: {
        SenderRole.CHAIR: _l("Styreleder"),
        SenderRole.GENERAL_MANAGER: _l("Daglig leder"),
        SenderRole.OWNER: _l("Eier"),
        SenderRole.AUTHORISED: _l("Har fullmakt"),
        SenderRole.ACCOUNTANT: _l("Regnskapsfører"),
        SenderRole.OTHER: _l("Annet"),
    },
    AttachmentKind: {
        AttachmentKind.ATTESTATION: _l("Bekreftelse fra revisor eller regnskapsfører"),
        AttachmentKind.SUPPLIER_FIGURES: _l("Tall fra leverandører"),
        AttachmentKind.AUTHORITY: _l("Fullmakt"),
        AttachmentKind.OTHER: _l("Annet vedlegg"),
    },
    QuestionCode: {
        QuestionCode.FAR_FROM_LAST_YEAR: _l("Langt fra året før"),
        QuestionCode.FAR_FROM_EXPECTED: _l("Langt fra forventet"),
        QuestionCode.FAR_FROM_SUPPLIERS: _l("Langt fra leverandørenes tall"),
        QuestionCode.UNUSUAL_FOR_KIND: _l("Uvanlig for et slikt sted"),
        QuestionCode.NIL_FROM_OPEN_PLACE: _l("Ingenting fra et åpent sted"),
        QuestionCode.GROUP_NOT_LICENSED: _l("Gruppe uten bevilling"),
        QuestionCode.PRODUCER_RIGHT: _l("Gruppe 2 uten rett til eget salg"),
        QuestionCode.ABOVE_OWN_PRODUCE: _l("Over grensen for egne varer"),
    },
}
