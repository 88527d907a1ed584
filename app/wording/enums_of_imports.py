"""Labels of what is taken over from registers: outcomes, columns, codes, and what builds on an import."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.imports.columns import CodeMeaning, Column
from app.imports.doubles import Doubles
from app.models.event import EventType
from app.models.register import ImportPurpose, ImportSource, ImportState, RowOutcome
from app.wording.enums import Labels, Text

LABELS_OF_IMPORTS: Labels = {
    ImportSource: {
        ImportSource.REGISTER: _l("Uttrekk fra bevillingsregisteret"),
        ImportSource.SPREADSHEET: _l("Kontorets eget regneark"),
    },
    ImportPurpose: {
        ImportPurpose.TAKE_OVER: _l("Innlesing"),
        ImportPurpose.COMPARE: _l("Avstemming"),
    },
    ImportState: {
        ImportState.STAGING: _l("Leses inn"),
        ImportState.STAGED: _l("Prøvekjørt"),
        ImportState.APPLIED: _l("Tatt inn"),
        ImportState.UNDONE: _l("Angret"),
        ImportState.DISCARDED: _l("Lagt bort"),
    },
    RowOutcome: {
        RowOutcome.NEW: _l("Nye"),
        RowOutcome.CHANGED: _l("Endret"),
        RowOutcome.SAME: _l("Uendret"),
        RowOutcome.DOUBLE: _l("Mulig dobbelt"),
        RowOutcome.IMPOSSIBLE: _l("Kan ikke tas inn"),
        RowOutcome.ELSEWHERE: _l("Andre kommuner"),
    },
    CodeMeaning: {
        CodeMeaning.SERVING: _l("Skjenkebevilling"),
        CodeMeaning.SALE: _l("Salgsbevilling"),
        CodeMeaning.NOT_OURS: _l("Ikke en kommunal bevilling"),
    },
    Doubles: {
        Doubles.LEAVE: _l("La dem ligge"),
        Doubles.LINK: _l("Det er samme bevilling: gi vår bevilling nummeret fra registeret"),
        Doubles.OWN: _l("Det er egne bevillinger: ta dem inn"),
    },
    Column: {
        Column.NUMBER: _l("Bevillingsnummer"),
        Column.ORGANISATION_NUMBER: _l("Organisasjonsnummer for bevillingshaver"),
        Column.HOLDER: _l("Bevillingshaver"),
        Column.VENUE: _l("Sted"),
        Column.SUB_UNIT: _l("Organisasjonsnummer for stedet"),
        Column.TYPE_CODE: _l("Typekode"),
        Column.GROUPS: _l("Grupper"),
        Column.STREET: _l("Gateadresse"),
        Column.POSTCODE: _l("Postnummer"),
        Column.TOWN: _l("Poststed"),
        Column.MUNICIPALITY_NUMBER: _l("Kommunenummer"),
        Column.FIRST_DAY: _l("Gyldig fra"),
        Column.LAST_DAY: _l("Gyldig til"),
        Column.MANAGER: _l("Styrer"),
        Column.MANAGER_IDENTITY: _l("Fødselsnummer for styrer"),
        Column.DEPUTY: _l("Stedfortreder"),
        Column.DEPUTY_IDENTITY: _l("Fødselsnummer for stedfortreder"),
        Column.HOURS: _l("Tider"),
        Column.HOURS_INDOOR: _l("Tider inne"),
        Column.HOURS_OUTDOOR: _l("Tider ute"),
        Column.ROOMS: _l("Lokaler"),
        Column.OUTDOOR_ROOMS: _l("Uteservering"),
        Column.CONDITIONS: _l("Vilkår"),
        Column.LITRES_1: _l("Liter i gruppe 1"),
        Column.LITRES_2: _l("Liter i gruppe 2"),
        Column.LITRES_3: _l("Liter i gruppe 3"),
        Column.IGNORED: _l("Skal ikke leses"),
    },
    EventType: {
        EventType.REGISTER_IMPORTED: _l("Register tatt inn"),
        EventType.IMPORT_UNDONE: _l("Innlesing angret"),
    },
}

# What may rest on an import, as it stands before "bygger på den".
BUILDS: Mapping[str, Text] = {
    "case": _l("en sak"),
    "people": _l("en styrer eller stedfortreder"),
    "terms": _l("nyere vilkår og rammer"),
    "rooms": _l("et lokale"),
    "period": _l("en nyere periode"),
    "licence": _l("en bevilling"),
    "suspension": _l("en midlertidig inndragning"),
    "place_licence": _l("en serveringsbevilling"),
    "task": _l("en oppgave for bevillingsregisteret"),
    "import": _l("en senere innlesing"),
    "changed_licences": _l("en endring av en bevilling"),
    "changed_venues": _l("en endring av et sted"),
    "changed_holders": _l("en endring av en bevillingshaver"),
    "changed_persons": _l("en endring av en person"),
    "other": _l("noe som er lagt inn senere"),
}
