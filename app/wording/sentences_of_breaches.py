"""What is said when letters of licences or proposals of points cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

BREACHES: Mapping[str, Text] = {
    "public_address_not_known": _l(
        "Systemet vet ikke hvilken nettadresse brevene skal vise. Sett PUBLIC_URL i oppsettet."
    ),
    "no_drafts_to_finalise": _l("Alle brevene er allerede ferdigstilt. Last siden på nytt."),
    "no_letters_to_send": _l(
        "Ingen av brevene venter på utsending. Kontroller hvilke som er valgt, eller last siden på nytt."
    ),
    "no_letters_to_arrive": _l(
        "Ingen av brevene er sendt uten å være kommet fram. Kontroller hvilke som er valgt, eller last siden"
        " på nytt."
    ),
    "licence_without_letter_in_run": _l(
        "Bevilling %(number)s har ikke noe brev her. Rett nummeret, eller ta linjen bort."
    ),
    "letter_not_ready_in_run": _l(
        "Brevet til bevilling %(number)s er ikke i den tilstanden som kreves. Ta linjen bort, eller last"
        " siden på nytt."
    ),
    "dispatch_line_unreadable": _l(
        "Linje %(line)s kan ikke leses. Skriv bevillingsnummeret, et semikolon og det som hører til."
    ),
    "licence_told_twice": _l("Bevilling %(number)s står to ganger i listen. Ta bort den ene linjen."),
    "reference_unreadable": _l(
        "Referansen til bevilling %(number)s mangler eller er for lang. Skriv høyst %(longest)s tegn."
    ),
    "arrival_day_unreadable": _l(
        "Datoen %(typed)s for bevilling %(number)s kan ikke leses. Skriv den slik: 23.11.2026."
    ),
    "call_never_sent": _l(
        "Ingen innkalling er registrert sendt før fristen %(due_on)s%(law)s. Registrer utsendingen hvis"
        " brevet ble sendt."
    ),
    "call_sent_by_email": _l(
        "Innkallingen er bare sendt med e-post, som ikke er bevis%(law)s. Send den slik at det kan bevises."
    ),
    "due_day_never_told": _l(
        "Verken gebyrvedtak eller faktura er registrert sendt før forfall %(due_on)s%(law)s. Registrer"
        " utsendingen, eller les inn en status som viser den."
    ),
    "due_day_told_by_email": _l(
        "Gebyrvedtaket er bare sendt med e-post, som ikke er bevis%(law)s. Les inn en status som viser at"
        " fakturaen er sendt."
    ),
    "attestation_missing": _l(
        "Oppgaven kom i tide, men bekreftelsen fra revisor eller regnskapsfører mangler. Loven sier ikke at"
        " det gir prikker. Vurder det selv, og be om bekreftelsen."
    ),
    "proposal_already_decided": _l("Forslaget er allerede behandlet. Last siden på nytt."),
    "breach_no_longer_late": _l(
        "Det er ikke lenger for sent ute: fristen eller opplysningene er endret%(law)s. Forkast forslaget med"
        " grunn."
    ),
    "answer_by_too_early": _l(
        "Svarfristen må være minst %(days)s dager etter i dag%(law)s, så mottakeren rekker å svare. Skriv en"
        " senere dato."
    ),
    "discarded_without_reason": _l("Skriv hvorfor forslaget forkastes. Grunnen blir stående i historikken."),
}
