"""Labels of invoice basis and of the ledger."""

from flask_babel import lazy_gettext as _l

from app.billing.queries.batches import NotIn
from app.models.invoice import BatchPurpose, BatchState
from app.wording.enums import Labels
from fees.ledger import Account, EntryKind

LABELS_OF_BATCHES: Labels = {
    Account: {
        Account.RECEIVABLES: _l("Fordringer"),
        Account.FEE_INCOME: _l("Gebyrinntekt"),
        Account.PAYMENTS: _l("Innbetalinger"),
        Account.UNPLACED: _l("Uplasserte innbetalinger"),
    },
    EntryKind: {
        EntryKind.CLAIM: _l("Krav"),
        EntryKind.CREDIT: _l("Til gode"),
        EntryKind.PAYMENT: _l("Innbetaling"),
        EntryKind.PLACEMENT: _l("Plassering"),
        EntryKind.REVERSAL: _l("Tilbakeføring"),
    },
    BatchState: {
        BatchState.MAKING: _l("Lages"),
        BatchState.READY: _l("Venter på godkjenning"),
        BatchState.BOOKING: _l("Bokføres"),
        BatchState.LOCKED: _l("Låst"),
        BatchState.DISCARDED: _l("Forkastet"),
    },
    BatchPurpose: {
        BatchPurpose.FEES: _l("Årets gebyrer"),
        BatchPurpose.SETTLEMENTS: _l("Etteroppgjør for seg"),
        BatchPurpose.OCCASIONS: _l("Arrangementer"),
        BatchPurpose.REVERSAL: _l("Tilbakeføring"),
    },
    NotIn: {
        NotIn.NOT_DECIDED: _l("Gebyret er beregnet, men ikke vedtatt"),
        NotIn.NOTHING: _l("Gebyret er satt til 0 kroner"),
        NotIn.INVOICED: _l("Fakturert i et annet grunnlag"),
        NotIn.LATER: _l("Vedtatt etter at grunnlaget ble laget"),
    },
}
