"""Labels of late statements and payments, and of the letters about turnover, fees and points."""

from flask_babel import lazy_gettext as _l

from app.letters.facts import LetterKind
from app.models.breach_proposal import ProposalState
from app.wording.enums import Labels
from fees.late import LateKind

LABELS_OF_BREACHES: Labels = {
    LateKind: {
        LateKind.STATEMENT: _l("For sent levert omsetningsoppgave"),
        LateKind.PAYMENT: _l("For sent betalt gebyr"),
    },
    ProposalState: {
        ProposalState.PROPOSED: _l("Foreslått"),
        ProposalState.NOTIFIED: _l("Varslet"),
        ProposalState.DISCARDED: _l("Forkastet"),
    },
    LetterKind: {
        LetterKind.TURNOVER_CALL: _l("Innkalling til omsetningsoppgave"),
        LetterKind.TURNOVER_REMINDER: _l("Påminnelse om omsetningsoppgave"),
        LetterKind.FEE_DECISION: _l("Gebyrvedtak"),
        LetterKind.PAYMENT_REMINDER: _l("Påminnelse om betaling"),
        LetterKind.POINTS_NOTICE: _l("Forhåndsvarsel om prikker"),
    },
}
