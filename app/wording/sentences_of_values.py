"""The sentence of each value that cannot be used, and of each premise that is missing."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

VALUES: Mapping[str, Text] = {
    "organisation_number_length": _l("Et organisasjonsnummer har ni sifre. Skriv for eksempel 923 609 016."),
    "organisation_number_control": _l(
        "Organisasjonsnummeret stemmer ikke. Ett eller flere sifre er feil. Slå opp i Enhetsregisteret og"
        " skriv det på nytt."
    ),
    "organisation_number_taken": _l(
        "Organisasjonsnummeret står allerede på %(holder)s. Bruk den, eller rett nummeret."
    ),
    "person_holder_needs_identity": _l(
        "Når en privatperson søker, trenger vi fødselsnummeret. Skriv elleve sifre."
    ),
    "person_line": _l("Linje %(line)s: %(problem)s"),
    "identity_length": _l("Et fødselsnummer eller D-nummer har elleve sifre. Skriv bare sifrene."),
    "identity_control": _l(
        "Fødselsnummeret stemmer ikke. Ett eller flere sifre er feil. Sjekk nummeret og skriv det på nytt."
    ),
    "identity_date": _l(
        "Fødselsnummeret begynner ikke med en dato som finnes. Sjekk nummeret og skriv det på nytt."
    ),
    "identity_offset": _l(
        "Et syntetisk fødselsnummer har 40, 65 eller 80 lagt til måneden, ikke %(offset)s."
    ),
    "identity_serial": _l(
        "Det finnes ikke så mange syntetiske fødselsnumre for denne dagen. Velg et lavere tall."
    ),
    "group_set": _l("Gruppene «%(group_set)s» kan ikke leses. Skriv 1, 1,2 eller 1,2,3."),
    "group_set_unknown": _l(
        "Disse gruppene kan ikke gis sammen%(law)s. Salg gjelder gruppe 1. Skjenking gjelder gruppe 1, gruppe"
        " 1 og 2, eller gruppe 1, 2 og 3."
    ),
    "volume_percent": _l(
        "Alkoholinnholdet «%(volume_percent)s» kan ikke leses. Skriv et tall, for eksempel 4.7."
    ),
    "too_strong": _l("Drikk med mer enn 60 volumprosent alkohol kan ikke selges eller skjenkes%(law)s."),
    "file_too_large": _l(
        "Filen «%(name)s» er for stor. En fil kan være på høyst %(megabytes)s MB. Gjør den mindre, eller del"
        " den opp."
    ),
    "file_empty": _l("Filen «%(name)s» er tom. Velg filen på nytt."),
    "file_kind": _l(
        "Filen «%(name)s» er ikke av et slag vi tar imot. Lagre den som PDF, JPEG, PNG, DOCX eller ODT, og"
        " velg den på nytt."
    ),
    "time": _l("Klokkeslettet «%(time)s» kan ikke leses. Skriv for eksempel 10.00."),
    "hours": _l(
        "Tiden slutter før den begynner, eller varer ut over døgnet. Skriv for eksempel 10.00 til 02.00."
    ),
    "hours_flag": _l("Vi kjenner ikke «%(flag)s». Bruk overnight_guest eller match_venue."),
    "hours_rules_circle": _l(
        "Reglene om tider viser til hverandre i ring, også regel %(rule)s. Skriv tidene i en av dem."
    ),
    "fact_unknown": _l(
        "Vi kjenner ikke opplysningen «%(name)s». Kjør bevilling assess --facts for å se navnene, og rett"
        " det."
    ),
    "fact_needed": _l("Opplysningen «%(name)s» mangler. Legg den til der de andre av samme slag står."),
    "fact_not_a_date": _l("Opplysningen «%(name)s» skal være en dato, skrevet som 2026-11-23."),
    "fact_not_a_list": _l("Opplysningen «%(name)s» skal være en liste."),
    "fact_not_a_mapping": _l("Opplysningen «%(name)s» skal være en gruppe med navn og verdier."),
    "fact_not_hours": _l("Opplysningen «%(name)s» skal være to klokkeslett. Skriv dem slik: [10:00, 26:00]."),
    "fact_not_one_of": _l("Opplysningen «%(name)s» kan ikke være «%(value)s». Velg mellom %(choices)s."),
    "fact_wrong_kind": _l("Opplysningen «%(name)s» har feil form. Den kan ikke være «%(value)s»."),
}

PREMISES: Mapping[str, Text] = {
    "citation_unknown": _l(
        "Vi kjenner ikke hjemmelen «%(citation)s». Den må legges inn før svaret kan vises."
    ),
    "period_before_2008": _l(
        "Vi kjenner ikke reglene for bevillinger gitt før %(first_known_day)s. Oppgi en senere dag."
    ),
    "first_day_after_period": _l(
        "Første dag %(first_day)s ligger etter slutten på bevillingsperioden, %(period_end)s%(law)s. Velg en"
        " tidligere dag."
    ),
    "hours_before_2015": _l("Vi kjenner ikke tidene før %(first_known_day)s. Oppgi en senere dag."),
    "seller_needed": _l(
        "Tidene for salg av gruppe %(group)s kommer an på hvem som selger. Oppgi grocery, producer eller"
        " vinmonopolet."
    ),
    "seller_cannot_sell_group": _l(
        "%(seller)s kan ikke selge gruppe %(group)s%(law)s. Rett selgeren eller gruppen."
    ),
    "producer_sale_before_2016": _l(
        "Produsenter kunne ikke selge gruppe 2 før %(first_day)s%(law)s. Oppgi en senere dag."
    ),
}
