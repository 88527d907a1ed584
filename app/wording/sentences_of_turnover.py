"""What is said when a turnover statement, its link, attachments or a supplier's list cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

TURNOVER: Mapping[str, Text] = {
    "statement_says_nothing": _l("Oppgaven er tom. Skriv antall liter, eller 0."),
    "statement_without_sender": _l("Skriv hvem som sender oppgaven, og hvilken rolle det er."),
    "actual_missing": _l("Omsetningen i %(year)s mangler. Skriv antall liter, eller 0."),
    "expected_missing": _l("Forventet omsetning i %(year)s mangler. Skriv antall liter, eller 0."),
    "nothing_expected_after_the_end": _l(
        "Denne oppgaven gjelder bare det som er omsatt. La feltene for forventet omsetning stå tomme."
    ),
    "group_without_rate_in_kind": _l(
        "En salgsbevilling har ikke gebyr for gruppe %(group)s. Før litrene på skjenkebevillingen, eller la"
        " feltet stå tomt."
    ),
    "estimate_without_reason": _l("Skriv hvorfor omsetningen anslås."),
    "turnover_link_expired": _l("Lenken har gått ut. Ring kommunen, så får dere en ny."),
    "turnover_round_closed": _l(
        "Kommunen har avsluttet innhentingen, og ingenting er lagret nå. Ring kommunen hvis tallene må"
        " rettes."
    ),
    "turnover_round_is_closed": _l(
        "Runden er avsluttet, og en ny lenke ville ikke virke. Åpne runden igjen, eller registrer oppgaven"
        " her."
    ),
    "link_day_passed": _l("Lenken må virke til i dag eller en senere dag. Skriv en ny dag."),
    "duty_changed_meanwhile": _l(
        "Oppgaven er endret av en annen etter at du åpnet siden, og ingenting er lagret nå. Åpne siden på"
        " nytt, og se hva som er gjort."
    ),
    "attestation_step": _l("Bekreftelsen er ikke kommet så langt. Last siden på nytt, og velg igjen."),
    "waiver_without_reason": _l("Skriv hvorfor oppgaven er fritatt for bekreftelse."),
    "question_without_note": _l("Skriv hva du fant ut, før spørsmålet avklares."),
    "questions_settled_already": _l("Ingen av spørsmålene er åpne lenger. Last siden på nytt."),
    "attachment_kind": _l(
        "Filen «%(name)s» er ikke av et slag vi tar imot. Lagre den som PDF, JPEG, PNG eller XLSX, og velg"
        " den på nytt."
    ),
    "attachment_unpacks": _l(
        "Filen «%(name)s» pakker seg ut til mye mer enn den ser ut til, og vi tar den ikke imot. Lagre den"
        " som PDF, og velg den på nytt."
    ),
    "too_many_attachments": _l(
        "Det er for mange vedlegg. Send høyst %(at_a_time)s om gangen og %(most)s til sammen."
    ),
    "supplier_list_too_long": _l("Listen er for lang. Del den i deler på høyst %(most)s rader."),
    "supplier_list_without_licence": _l(
        "Listen mangler en kolonne for bevillingsnummer eller organisasjonsnummer. Sett overskriften"
        " «Bevillingsnummer» eller «Organisasjonsnummer» på den."
    ),
    "supplier_list_without_litres": _l(
        "Listen mangler kolonner for liter. Sett overskriftene «Gruppe 1», «Gruppe 2» og «Gruppe 3» på dem."
    ),
    "supplier_list_matches_nothing": _l(
        "Ingen av radene hører til en bevilling i kommunen, og ingenting er lagret. Kontroller numrene."
    ),
    "supplier_litres_absurd": _l(
        "Radene om bevilling %(number)s kommer til mer enn %(most)s liter, og ingenting er lagret. Kontroller"
        " tallene."
    ),
    "supplier_list_missing": _l("Velg en fil, eller lim inn listen."),
    "supplier_year": _l("Året «%(year)s» kan ikke stemme. Skriv fire sifre."),
    "supplier_missing": _l("Leverandøren mangler. Skriv den i listen, eller i feltet over."),
    "supplier_licence_unknown": _l("Vi kjenner ingen bevilling %(number)s i %(year)s. Kontroller nummeret."),
    "supplier_row_without_licence": _l(
        "Raden har verken bevillingsnummer eller organisasjonsnummer. Skriv ett av dem."
    ),
    "supplier_holder_unknown": _l(
        "Organisasjonsnummer %(number)s har ingen bevilling i %(year)s. Kontroller nummeret."
    ),
    "supplier_several_licences": _l(
        "Organisasjonsnummer %(number)s har flere bevillinger i %(year)s. Skriv bevillingsnummeret i listen."
    ),
}
