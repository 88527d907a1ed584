"""What is said when a turnover round, a deadline or a run cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

ROUNDS: Mapping[str, Text] = {
    "run_already_begun": _l(
        "En kjøring av samme slag er ikke ferdig for %(year)s. Fortsett den, og start en ny når den er"
        " ferdig."
    ),
    "round_already_started": _l(
        "Runden for %(year)s er allerede startet. Åpne den, og ta med nye bevillinger der."
    ),
    "round_year_out_of_reach": _l(
        "En runde kan bare startes for i år, i fjor eller neste år, og ikke for %(year)s. Rett året."
    ),
    "round_is_closed": _l("Runden for %(year)s er avsluttet. Åpne den igjen først."),
    "round_is_open": _l("Runden for %(year)s er åpen. Last siden på nytt."),
    "round_reopened_without_reason": _l("Skriv hvorfor runden for %(year)s skal åpnes igjen."),
    "nobody_to_ask": _l(
        "Ingen bevillinger skal levere omsetningsoppgave for %(year)s. Kontroller året, og at bevillingene er"
        " registrert."
    ),
    "nobody_joins": _l("Ingen nye bevillinger mangler i runden for %(year)s. Last siden på nytt."),
    "turnover_deadline_has_passed": _l(
        "Fristen %(due_on)s er allerede ute%(law)s. Skriv en dag fra og med i dag."
    ),
    "deadline_without_reason": _l(
        "Skriv hvorfor fristen flyttes%(law)s. Grunnen står i historikken, som prikker bygger på."
    ),
    "deadline_unchanged": _l("Fristen er allerede %(due_on)s%(law)s. Skriv en annen dag."),
    "deadline_promised": _l(
        "Brev som er skrevet, sier at fristen er %(due_on)s%(law)s. Den kan bare flyttes til en senere dag."
    ),
    "deadline_outside_year": _l(
        "Fristen i runden for %(year)s må ligge i det året eller året etter%(law)s. Rett datoen."
    ),
    "deadline_on_day_off": _l(
        "%(due_on)s er en fridag, og fristen går da ut neste virkedag. Skriv %(next_day)s."
    ),
    "link_ends_in_the_past": _l(
        "Lenken kan ikke slutte å virke %(last_day)s, som er passert. Skriv en senere dag."
    ),
    "licence_not_asked": _l(
        "Bevilling %(number)s er ikke med blant dem som skal levere oppgave her. Rett nummeret, eller ta det"
        " bort."
    ),
    "not_asked_any_more": _l("Bevillingen er ikke lenger med blant dem som skal levere for %(year)s."),
    "holder_without_address": _l(
        "Bevillingshaveren har verken postadresse eller organisasjonsnummer, så brevet når ikke fram. Legg"
        " inn adressen, og send på nytt."
    ),
    "already_called": _l("Innkallingen er allerede skrevet%(law)s. Send det brevet, eller en påminnelse."),
    "never_called": _l(
        "Ingen innkalling er registrert sendt%(law)s. Registrer utsendingen av innkallingen først."
    ),
    "nobody_is_late": _l(
        "Ingen er over fristen ennå%(law)s. Den neste fristen er %(due_on)s. Velg alle som ikke har levert,"
        " hvis de skal minnes om den nå."
    ),
    "chosen_is_not_late": _l(
        "Bevilling %(number)s har frist %(due_on)s%(law)s. Ta bort nummeret, eller velg at også de som har"
        " frist igjen, skal ha påminnelse."
    ),
    "has_time_left": _l(
        "Bevillingen har frist %(due_on)s%(law)s og fikk ingen påminnelse. Send den når fristen er ute."
    ),
    "statement_has_come": _l("Oppgaven kom %(received_on)s. Ingen skal ha brev om den."),
    "statement_is_estimated": _l(
        "Oppgaven er anslått av kontoret %(received_on)s. Skriv til bevillingshaveren for hånd hvis anslaget"
        " skal erstattes."
    ),
    "import_without_litres": _l(
        "Listen har ingen liter som kan tas inn for %(year)s. Velg en annen liste eller et annet år."
    ),
    "run_without_subjects": _l("Det er ingenting å gjøre. Velg minst én bevilling, og prøv igjen."),
}
