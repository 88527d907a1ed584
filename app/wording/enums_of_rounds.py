"""Labels of turnover rounds and of billing runs."""

from flask_babel import lazy_gettext as _l

from app.billing.queries.liable import LeftOut
from app.models.billing_run import RunKind, RunState
from app.models.turnover import RoundState
from app.wording.enums import Labels

LABELS_OF_ROUNDS: Labels = {
    RoundState: {
        RoundState.OPEN: _l("Åpen"),
        RoundState.CLOSED: _l("Avsluttet"),
    },
    RunKind: {
        RunKind.CALLS: _l("Innkalling til omsetningsoppgave"),
        RunKind.REMINDERS: _l("Påminnelse om omsetningsoppgave"),
        RunKind.FEES: _l("Beregning av gebyr"),
        RunKind.DECISIONS: _l("Gebyrvedtak"),
        RunKind.INVOICES: _l("Fakturagrunnlag"),
        RunKind.BOOKING: _l("Bokføring"),
        RunKind.REVERSAL: _l("Tilbakeføring"),
        RunKind.PAYMENT_REMINDERS: _l("Påminnelse om betaling"),
        RunKind.DISPATCH: _l("Utsending av brev"),
    },
    RunState: {
        RunState.WAITING: _l("Ikke begynt"),
        RunState.RUNNING: _l("Pågår"),
        RunState.STOPPED: _l("Stoppet"),
        RunState.DONE: _l("Ferdig"),
    },
    LeftOut: {
        LeftOut.EXEMPT: _l("Vinmonopolet, som er unntatt (alkoholloven § 7-1)"),
        LeftOut.OCCASIONAL: _l("Arrangementer, som leverer oppgave hver for seg"),
        LeftOut.CARRIED: _l("Tidligere bevillinger for samme sted, som den nye leverer for"),
    },
}
