"""Labels of turnover rounds and of billing runs."""

from flask_babel import lazy_gettext as _l

from app.billing.queries.duties import CallState, DutyState
from app.billing.queries.liable import LeftOut
from app.models.billing_run import RunKind, RunState
from app.models.turnover import RoundState
from app.wording.enums import Labels

LABELS_OF_ROUNDS: Labels = {
    RoundState: {
        RoundState.OPEN: _l("Åpen"),
        RoundState.CLOSED: _l("Avsluttet"),
    },
    DutyState: {
        DutyState.MISSING: _l("Mangler"),
        DutyState.DELIVERED: _l("Levert"),
        DutyState.QUESTIONS: _l("Spørsmål"),
        DutyState.ESTIMATED: _l("Anslått"),
    },
    CallState: {
        CallState.NOT_WRITTEN: _l("Ikke innkalt"),
        CallState.WRITTEN: _l("Skrevet, ikke sendt"),
        CallState.SENT: _l("Sendt"),
        CallState.ARRIVED: _l("Mottatt"),
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
        LeftOut.EXEMPT: _l("Vinmonopolet er unntatt (alkoholloven § 7-1)"),
        LeftOut.OCCASIONAL: _l("arrangementer leverer oppgave hver for seg"),
        LeftOut.CARRIED: _l("den nye bevillingen for stedet leverer også for den gamle"),
    },
}
