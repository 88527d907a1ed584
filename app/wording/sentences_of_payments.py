"""Sentences about KID, EHF, and the files that tell of payments."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

PAYMENTS: Mapping[str, Text] = {
    "kid_too_short": _l(
        "En KID på %(length)s sifre har ikke plass til nummeret %(number)s. Velg en lengre KID i oppsettet av"
        " gebyråret."
    ),
    "payment_amount_unreadable": _l(
        "«%(written)s» er ikke et beløp. Skriv kroner og øre, for eksempel 9 435,00."
    ),
    "payment_day_unreadable": _l("«%(written)s» er ikke en dato. Skriv for eksempel 15.04.2026."),
    "payment_file_read_before": _l(
        "Denne filen ble lest %(read_on)s som «%(name)s». Ingenting er bokført på nytt."
    ),
    "payment_preview_lost": _l("Forhåndsvisningen er for gammel eller ikke din. Velg filen på nytt."),
    "payment_handled_already": _l("Innbetalingen er alt behandlet. Last siden på nytt."),
    "payment_placed_already": _l("Innbetalingen står alt på en faktura. Last siden på nytt."),
    "payment_names_no_invoice": _l(
        "Ingen bokført faktura har referansen, fakturanummeret eller KID-en «%(named)s». Kontroller nummeret."
    ),
    "status_file_empty": _l("Filen har ingen rader under overskriftene. Ta den ut på nytt."),
    "status_file_older": _l(
        "Filen viser status per %(told_on)s, og nyere status er alt lest (%(newest)s). Les en nyere fil."
    ),
    "status_file_columns_missing": _l(
        "Filen mangler kolonnen %(missing)s. Kolonnene står i beskrivelsen på siden der filen leses inn."
    ),
    "status_file_column_twice": _l("Kolonnen «%(column)s» står to ganger i filen. Ta bort den ene."),
    "status_file_json_unreadable": _l(
        "Filen kan ikke leses som JSON med en liste av fakturaer. Kontroller den, og send den på nytt."
    ),
    "status_row_without_reference": _l(
        "Linje %(line)s har verken referanse eller fakturanummer. Fyll ut én av dem."
    ),
    "status_row_without_day": _l("Linje %(line)s mangler statusdato. Fyll den ut."),
    "status_row_of_tomorrow": _l(
        "Linje %(line)s har statusdato %(day)s, som ikke har vært ennå. Rett datoen."
    ),
    "status_reference_unreadable": _l("Linje %(line)s: «%(written)s» er ikke en referanse. Rett den."),
    "status_kid_unreadable": _l("Linje %(line)s: «%(written)s» er ikke en KID. Skriv bare sifre."),
    "status_cell_unreadable": _l(
        "Linje %(line)s: «%(written)s» kan ikke leses i kolonnen %(column)s. Rett verdien."
    ),
    "status_paid_later_than_told": _l(
        "Linje %(line)s er betalt %(day)s, etter statusdatoen %(told_on)s. Rett en av datoene."
    ),
    "status_rows_of_one_invoice": _l(
        "Linje %(line)s og linje %(other_line)s gjelder samme faktura («%(written)s»). Ta bort den ene."
    ),
    "camt_unreadable": _l("Filen kan ikke leses som XML. Hent den på nytt fra banken."),
    "camt_is_something_else": _l(
        "Filen er ikke en melding om innbetalinger (camt.054). Hent riktig fil fra banken."
    ),
    "camt_with_entities": _l(
        "Filen har en dokumenttype eller egne tegnkoder, som ikke hører hjemme i en bankfil. Den er ikke"
        " lest. Hent den på nytt fra banken."
    ),
    "camt_too_large": _l("Filen er for stor eller for dyp til å være en bankfil. Hent den delt opp."),
    "camt_without_account": _l("Filen sier ikke hvilken konto den gjelder. Hent den på nytt fra banken."),
    "camt_entry_without_amount": _l("En postering i filen mangler beløp. Hent filen på nytt fra banken."),
    "camt_entry_without_day": _l("En postering i filen mangler dato. Hent filen på nytt fra banken."),
    "camt_amounts_differ": _l(
        "En samlet postering på %(paid_ore)s har deler som ikke blir like mye. Hent filen på nytt fra banken."
    ),
    "camt_of_tomorrow": _l("Filen gjelder %(day)s, som ikke har vært ennå. Hent riktig fil fra banken."),
    "camt_not_used": _l(
        "Kommunen får vite om betaling fra økonomisystemet i %(year)s, så bankfiler leses ikke. Les inn"
        " statusfilen i stedet, eller endre oppsettet av gebyråret."
    ),
    "camt_without_own_account": _l(
        "Kommunens kontonummer er ikke lagt inn for %(year)s. Legg det inn i oppsettet av gebyråret."
    ),
    "camt_of_foreign_account": _l(
        "Filen gjelder kontoen %(account)s, som ikke er kommunens. Ingenting er lest; hent filen for riktig"
        " konto."
    ),
    "ehf_not_used": _l(
        "Kommunen fakturerer ikke selv i %(year)s, så EHF lages av økonomisystemet. Endre oppsettet av"
        " gebyråret om den skal gjøre det her."
    ),
    "ehf_before_locked": _l("EHF lages når grunnlaget er godkjent og bokført. Få det godkjent først."),
    "ehf_rules_package_missing": _l(
        "De offisielle reglene for EHF kan ikke kjøres fordi programpakken eu-einvoice ikke er installert. Be"
        " den som drifter systemet, legge den inn."
    ),
    "ehf_rules_missing": _l(
        "Mappen med de offisielle reglene for EHF mangler %(rules)s. Be den som drifter systemet, legge dem"
        " inn."
    ),
    "money_reminders_elsewhere": _l(
        "Økonomisystemet purrer for %(year)s. Endre oppsettet av gebyråret om det skal gjøres her."
    ),
    "no_money_to_remind_of": _l(
        "Ingen fakturaer for %(year)s er forfalt etter en status som er nyere enn forfallsdagen."
    ),
    "pay_by_too_early": _l("Betalingsfristen må være minst %(days)s dager fram i tid."),
    "paid_meanwhile": _l(
        "Faktura %(reference)s er betalt eller kreditert i mellomtiden. Det er ingenting å minne om."
    ),
    "status_not_read": _l(
        "Det er ikke kjent om faktura %(reference)s er betalt. Les inn en status som er nyere enn forfall."
    ),
}
