"""Labels of the national register: what must be entered there, which field, and what comparing gave."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.event import EventType
from app.wording.enums import Labels, Text
from licensing.national_register import (
    OCCASIONAL_NOT_NAMED,
    SUSPENSION_NOT_NAMED,
    Happening,
    NationalDuty,
    RegisterField,
)
from licensing.reconciliation import Closing, Verdict

LABELS_OF_NATIONAL_REGISTER: Labels = {
    NationalDuty: {
        NationalDuty.ENTER: _l("Legg inn"),
        NationalDuty.CHANGE: _l("Rett"),
        NationalDuty.CLOSE: _l("Avslutt"),
        NationalDuty.TRANSFER: _l("Registrer overdragelse"),
    },
    RegisterField: {
        RegisterField.RIGHTS: _l("Type og grupper"),
        RegisterField.HOLDER_NAME: _l("Navn på bevillingshaver"),
        RegisterField.HOLDER_NUMBER: _l("Organisasjonsnummer"),
        RegisterField.ADDRESS: _l("Adresse"),
        RegisterField.VENUE: _l("Sted"),
        RegisterField.SUB_UNIT: _l("Underenhet"),
        RegisterField.FIRST_DAY: _l("Gyldig fra"),
        RegisterField.LAST_DAY: _l("Gyldig til"),
        RegisterField.GRANTED_ON: _l("Tildelt dato"),
        RegisterField.WITHDRAWN_ON: _l("Inndratt dato"),
        RegisterField.TRANSFERRED_ON: _l("Overdratt dato"),
        RegisterField.TRANSFERRED_TO: _l("Overdratt til"),
    },
    Happening: {
        Happening.GRANT: _l("Tildeling"),
        Happening.CHANGE: _l("Endring"),
        Happening.NEW_PERIOD: _l("Ny bevillingsperiode"),
        Happening.TRANSFER: _l("Overdragelse"),
        Happening.WITHDRAWAL: _l("Inndragning"),
        Happening.SUSPENSION: _l("Midlertidig inndragning"),
        Happening.END: _l("Opphør"),
    },
    Verdict: {
        Verdict.MISSING: _l("Mangler der"),
        Verdict.WRONG: _l("Feil der"),
        Verdict.SHOULD_BE_CLOSED: _l("Skulle vært avsluttet der"),
        Verdict.UNKNOWN: _l("Ukjent hos oss"),
        Verdict.AGREES: _l("Stemmer"),
    },
    Closing: {
        Closing.EXPIRED: _l("Utløpt"),
        Closing.ENDED: _l("Opphørt"),
        Closing.TRANSFERRED: _l("Overdratt"),
    },
    EventType: {
        EventType.NATIONAL_TASK_DONE: _l("Oppgaver i bevillingsregisteret"),
        EventType.INSPECTION_LIST_MADE: _l("Kontrolliste laget"),
    },
}

# Why something must be entered. What is not here is said by the duty alone.
REASONS: Mapping[str, Text] = {
    "granted": _l("Bevillingen er gitt"),
    "holder_changed": _l("Bevillingshaveren er endret"),
    "continued": _l("Bevillingen er videreført"),
    "renewed": _l("Bevillingen er fornyet"),
    "suspended": _l("Bevillingen er inndratt midlertidig"),
    "groups": _l("Gruppene er endret"),
    "extensions": _l("Utvidelser er endret"),
    "transfer": _l("Virksomheten er overdratt"),
    "surrender": _l("Bevillingen er sagt opp"),
    "death": _l("Bevillingshaveren er død"),
    "bankruptcy": _l("Bevillingshaveren er konkurs"),
    "unused": _l("Bevillingen har ikke vært i bruk på ett år"),
    "ended": _l("Bevillingen er opphørt"),
    Verdict.MISSING.value: _l("Avstemming: mangler i registeret"),
    Verdict.WRONG.value: _l("Avstemming: feil i registeret"),
    Verdict.SHOULD_BE_CLOSED.value: _l("Avstemming: skulle vært avsluttet"),
    Verdict.UNKNOWN.value: _l("Avstemming: ukjent hos oss"),
}

ROW_UNKNOWN = "row_unknown_here"

# What no source settles, or what only a person can find out.
OPEN_QUESTIONS: Mapping[str, Text] = {
    ROW_UNKNOWN: _l(
        "Raden står åpen i bevillingsregisteret, og vi har ingen slik bevilling. Er den gitt, legg den"
        " inn her. Er den ute, avslutt den der."
    ),
    OCCASIONAL_NOT_NAMED: _l(
        "Bevillinger for enkeltanledninger og ambulerende bevillinger gir ingen oppgave. Alkoholforskriften"
        " § 13-4 nevner salg, tilvirkers salg, skjenking med grupper og utvidelser, og ikke slike"
        " bevillinger. Ingen kilde avklarer om de skal inn. Spør Helsedirektoratet hvis kommunen har en annen"
        " praksis."
    ),
    SUSPENSION_NOT_NAMED: _l(
        "Alkoholforskriften § 13-4 har én dato for inndragning og skiller ikke mellom midlertidig og endelig."
        " Avklar med Helsedirektoratet hvordan en midlertidig inndragning føres."
    ),
}
