"""The sentence of each refusal when registers are taken over, and of what is wrong with one row."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.imports.problems import RowNote, RowProblem
from app.wording.enums import Text

IMPORTS: Mapping[str, Text] = {
    "import_empty": _l("Filen er tom. Velg et regneark med en rad med overskrifter og rader under den."),
    "import_file_too_large": _l("Filen er større enn %(megabytes)s MB. Del den i flere filer."),
    "import_no_spreadsheet": _l("Filen er ikke et regneark. Lagre den som .xlsx eller .csv, og prøv igjen."),
    "import_is_pdf": _l("Filen er en PDF, ikke et regneark. Be om uttrekket som .xlsx eller .csv."),
    "import_old_excel": _l("Filen er en gammel Excel-fil (.xls). Lagre den som .xlsx, og prøv igjen."),
    "import_encrypted": _l("Filen er låst med passord. Lagre den uten passord, og prøv igjen."),
    "import_encoding": _l("Tegnene i filen kan ikke leses. Lagre den som CSV UTF-8 eller .xlsx."),
    "import_unpacks_too_large": _l(
        "Filen er over %(megabytes)s MB når den pakkes ut. Del den i flere filer, eller lagre den som CSV."
    ),
    "import_bad_quotes": _l(
        "Anførselstegnene på linje %(line)s går ikke opp, så resten av filen kan ikke leses. Rett raden."
    ),
    "import_too_long": _l("Filen har mer enn %(most_rows)s rader. Del den, og les inn en del om gangen."),
    "import_too_wide": _l("Filen har mer enn %(columns_most)s kolonner. Ta bort dem som ikke trengs."),
    "import_cell_too_long": _l("En celle på linje %(line)s har mer enn %(longest)s tegn. Kort den ned."),
    "import_columns_missing": _l("Filen mangler kolonnene %(columns)s. Legg dem til, eller rett dem."),
    "import_has_questions": _l("Svar først på hva kolonnene og kodene i filen betyr."),
    "import_read_already": _l("Filen er alt lest. Begynn på nytt for å svare annerledes."),
    "import_not_waiting": _l("Denne innlesingen er ferdig behandlet. Last siden på nytt."),
    "import_not_staged": _l("Filen er ikke prøvekjørt ferdig, eller alt tatt inn. Last siden på nytt."),
    "import_not_applied": _l("Bare en innlesing som er tatt inn, kan angres. Last siden på nytt."),
    "import_changes_nothing": _l("Ingen rader i filen er nye eller endret, så det er ingenting å ta inn."),
    "import_out_of_date": _l(
        "Registeret er endret etter prøvekjøringen, og linje %(line)s gir nå et annet svar. Ingenting er"
        " tatt inn. Prøvekjør filen på nytt."
    ),
    "import_built_on": _l(
        "Innlesingen kan ikke angres, for %(builds)s bygger på den. Rett heller det som er feil, på vanlig"
        " måte."
    ),
    "import_row_impossible": _l(
        "Linje %(line)s kan ikke tas inn: %(why)s Ingenting er lagret. Rett filen, eller legg til"
        " --skip-impossible."
    ),
    "import_code_unknown": _l(
        "Vi vet ikke hva typekoden «%(written)s» betyr. Si det med --map %(written)s=sale (eller serving,"
        " not_ours), eller svar på siden Innlesing. Ingenting er lagret."
    ),
    "sheet_hours": _l("Tiden «%(written)s» kan ikke leses. Skriv den slik: man-tor 10-01, fre-lør 10-02."),
}

ROW_PROBLEMS: Mapping[RowProblem, Text] = {
    RowProblem.FORMULA: _l(
        "Kolonne %(column)s har en formel, og formler regnes ikke ut. Skriv verdien i stedet."
    ),
    RowProblem.MISSING: _l("«%(field)s» er tom. Fyll den ut."),
    RowProblem.DATE: _l("«%(field)s» er «%(written)s», og det er ingen dato som finnes. Rett den."),
    RowProblem.ENDS_BEFORE_START: _l("Perioden slutter %(last_day)s, før den begynner %(first_day)s."),
    RowProblem.GROUP: _l("«%(written)s» er ingen gruppe. Loven har gruppe 1, 2 og 3 (alkoholloven § 1-3)."),
    RowProblem.GROUP_SET: _l(
        "En skjenkebevilling kan ikke gjelde bare %(groups)s. Den gjelder gruppe 1, gruppe 1 og 2, eller alle"
        " tre (alkoholloven § 4-2)."
    ),
    RowProblem.GROUP_SET_SALE: _l(
        "En kommunal salgsbevilling kan ikke gjelde %(groups)s. Den gjelder gruppe 1, gruppe 1 og 2 ved"
        " gårdssalg, eller gruppe 2 og 3 for Vinmonopolet (alkoholloven §§ 3-1 og 3-1b)."
    ),
    RowProblem.ORGANISATION_NUMBER: _l(
        "Organisasjonsnummeret «%(written)s» er feil: ni sifre, der det siste er et kontrollsiffer."
    ),
    RowProblem.SUB_UNIT: _l(
        "Stedets organisasjonsnummer «%(written)s» er feil: ni sifre, der det siste er et kontrollsiffer."
    ),
    RowProblem.MUNICIPALITY_NUMBER: _l("«%(written)s» er ikke et kommunenummer. Skriv fire sifre."),
    RowProblem.OLD_MUNICIPALITY_NUMBER: _l(
        "Kommunenummer %(written)s var ikke kommunens nummer fra %(day)s. Rett nummeret eller datoen."
    ),
    RowProblem.POSTCODE: _l("Postnummeret «%(written)s» er feil. Skriv fire sifre."),
    RowProblem.TYPE_CODE_UNKNOWN: _l("Vi vet ikke hva typekoden «%(written)s» betyr. Svar på det først."),
    RowProblem.TEXT_TOO_LONG: _l("En tekst i raden har mer enn %(longest)s tegn. Kort den ned."),
    RowProblem.NUMBER_TWICE: _l(
        "Det samme bevillingsnummeret står på linje %(line)s med andre opplysninger. Behold den som er rett."
    ),
    RowProblem.OTHER_HOLDER: _l(
        "Hos oss har %(holder)s bevilling %(number)s. En overdragelse gir ny bevilling (alkoholloven § 1-10);"
        " behandle den som sak."
    ),
    RowProblem.OTHER_KIND: _l("Hos oss gjelder bevilling %(number)s %(kind)s. Rett kode eller nummer."),
    RowProblem.OTHER_VENUE: _l(
        "Hos oss gjelder bevilling %(number)s for %(venue)s. En bevilling følger stedet; rett raden, eller"
        " behandle endringen som sak."
    ),
    RowProblem.PLACE_TAKEN: _l(
        "%(venue)s på denne adressen er et annet sted hos oss. Rett navn eller adresse i ett av registrene."
    ),
    RowProblem.LICENCE_UNKNOWN: _l(
        "Vi har ingen bevilling med nummer %(number)s. Les inn bevillingene først, eller rett nummeret."
    ),
    RowProblem.HOURS: _l(
        "Tiden «%(written)s» kan ikke leses uten å gjette. Skriv den slik: man-tor 10-01, fre-lør 10-02."
    ),
    RowProblem.HOURS_OUTSIDE_LAW: _l(
        "Tidene ligger utenfor det loven tillater for %(kind)s (alkoholloven §§ 3-7 og 4-4). Rett dem."
    ),
    RowProblem.LITRES: _l("«%(written)s» er ikke et antall liter. Skriv et tall, for eksempel 1200,5."),
    RowProblem.IDENTITY: _l("Fødselsnummeret for %(field)s er feil. Kontroller sifrene."),
    RowProblem.IDENTITY_WITHOUT_NAME: _l(
        "Det står et fødselsnummer for %(field)s, men ikke ett navn. Skriv ett navn i navnekolonnen."
    ),
    RowProblem.IDENTITY_IN_TEXT: _l(
        "Det står et fødselsnummer i en kolonne for tekst. Flytt det til kolonnen for fødselsnummer."
    ),
}

ROW_NOTES: Mapping[RowNote, Text] = {
    RowNote.LONGER_THAN_LAW: _l(
        "Perioden er lengre enn loven tillater for en bevilling fra denne dagen (alkoholloven § 1-6)."
    ),
    RowNote.PERIOD_NOT_KNOWN: _l("Perioden er eldre enn reglene vi har; sjekk den (alkoholloven § 1-6)."),
    RowNote.NO_ADDRESS: _l("Raden har ingen adresse; fyll den ut på stedet."),
    RowNote.SUB_UNIT_DIFFERS: _l("Stedet har et annet organisasjonsnummer hos oss, og det blir stående."),
    RowNote.BEGAN_EARLIER_HERE: _l("Hos oss begynte bevillingen tidligere, og det blir stående."),
    RowNote.ENDED_HERE: _l("Hos oss er bevillingen opphørt; den bør avsluttes i bevillingsregisteret."),
    RowNote.NAMED_OTHERWISE: _l("Filen skriver navn eller adresse på flere måter; den første gjelder."),
    RowNote.LITRES_KEPT: _l("Liter tas vare på med innlesingen, og brukes når omsetningen registreres."),
    RowNote.MANAGER_WITHOUT_NUMBER: _l(
        "Styreren har ikke fødselsnummer i filen, så navnet blir stående som tekst på bevillingen."
    ),
}
