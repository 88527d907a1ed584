"""What the command line says when it cannot answer, and what it asks when the sources do not."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from app.cli.arguments import WrongInput

SENTENCES: Mapping[str, LazyString] = {
    "command_missing": _l("Skriv hva du vil vite. Kjør bevilling --help for å se kommandoene."),
    "command_unknown": _l(
        "Vi kjenner ikke kommandoen «%(word)s». Kjør bevilling --help for å se kommandoene."
    ),
    "option_unknown": _l("Kommandoen %(command)s har ikke valget %(option)s. Kjør bevilling --help."),
    "option_takes_nothing": _l("Valget %(option)s står alene, uten verdi. Ta bort det som står etter."),
    "option_repeated": _l("Valget %(option)s er skrevet to ganger. Behold det ene."),
    "value_missing": _l("Etter %(option)s må det stå en verdi. Skriv den, eller ta bort valget."),
    "word_too_many": _l("Vi vet ikke hva «%(word)s» er. Kommandoen %(command)s tar det ikke; ta det bort."),
    "options_missing": _l("Kommandoen %(command)s mangler %(options)s. Legg til det som mangler."),
    "not_a_date": _l("«%(written)s» er ikke en dato. Skriv %(option)s slik: 2026-11-23."),
    "date_out_of_reach": _l(
        "Datoen %(written)s ligger for langt unna. Skriv en dato mellom %(first)s og %(last)s."
    ),
    "not_a_number": _l(
        "«%(written)s» passer ikke for %(option)s. Skriv et helt tall fra %(lowest)s til %(highest)s."
    ),
    "not_a_choice": _l("«%(written)s» passer ikke for %(option)s. Velg mellom %(choices)s."),
    "not_litres": _l(
        "«%(written)s» er ikke et antall liter. Skriv %(option)s med punktum som desimaltegn, slik: 1234.50."
    ),
    "three_groups": _l(
        "«%(written)s» passer ikke for %(option)s. Skriv liter for gruppe 1, 2 og 3 med komma mellom, slik:"
        " 6000,2500.5,300."
    ),
    "not_a_moment": _l(
        "«%(written)s» er ikke et tidspunkt. Skriv --at slik: 2026-11-28T02:10, med norsk klokke."
    ),
    "venue_number": _l("Stedet «%(written)s» finnes ikke. Skriv stedets nummer, et helt tall."),
    "venue_unknown": _l("Vi finner ikke sted nummer %(number)s. Nummeret står i adressen til stedets side."),
    "period_needs": _l(
        "Skriv enten --granted-on, gjerne med --first-day, eller både --ended-on og --renewal-decided-on."
    ),
    "policy_not_for": _l(
        "Retningslinjene gjelder ikke kommune %(number)s. Velg mellom %(choices)s, eller rett «kommuner»."
    ),
    "application_unread": _l(
        "%(file)s er ikke en søknad. Skriv opplysningene som «navn: verdi», og lagre filen som UTF-8."
    ),
    "answer_unknown": _l("Retningslinjene spør ikke om «%(name)s». Velg mellom %(choices)s."),
    "answer_unfit": _l(
        "«%(written)s» passer ikke som svar på «%(name)s». Skriv ja eller nei, et helt tall eller et"
        " klokkeslett, slik spørsmålet ber om."
    ),
    "zone_unknown": _l("Retningslinjene har ingen sone «%(written)s». Velg mellom %(choices)s."),
    "flag_unknown": _l("Vi kjenner ikke «%(written)s». Velg mellom %(choices)s."),
    "transfer_backwards": _l(
        "Overtakelsen %(taken_over)s er før avtalen %(agreed)s. Rett den ene av datoene."
    ),
    "setting_wrong": _l("Innstillingen %(name)s mangler eller er feil. README.md sier hva den skal være."),
    "demo_missing": _l("Demoen er ikke laget ennå. Kjør bevilling demo --no-serve, eller sett DATABASE_URL."),
    "database_silent": _l(
        "Databasen svarer ikke, eller tabellene mangler. Sjekk DATABASE_URL og kjør bevilling upgrade."
    ),
    "demo_has_own_database": _l(
        "Demoen har sin egen database og legges ikke i en annen. Ta bort DATABASE_URL og kjør på nytt."
    ),
    "port_taken": _l("Port %(port)s er opptatt. Velg en annen med --port."),
    "letter_number": _l("Brevet «%(written)s» finnes ikke. Skriv brevets nummer, et helt tall."),
    "letter_unknown": _l("Vi finner ikke brev nummer %(number)s. Nummeret står i adressen til brevets side."),
    "letter_shielded": _l(
        "Brev nummer %(number)s er unntatt offentlighet og skrives ikke til fil. Åpne det i saken."
    ),
    "letter_gone": _l(
        "Filen til brev nummer %(number)s mangler eller er endret. Hent den fra sikkerhetskopien."
    ),
    "report_year_ahead": _l("Året %(year)s har ikke begynt. Skriv i år eller et tidligere år."),
    "report_gone": _l(
        "Filen med meldingen for %(year)s mangler eller er endret. Hent den fra sikkerhetskopien."
    ),
    "file_not_read": _l("Vi kunne ikke lese %(file)s. Sjekk at filen finnes og at du har tilgang."),
    "map_wrong": _l("«%(written)s» passer ikke for --map. Skriv navn=betydning, og velg mellom %(choices)s."),
    "file_not_written": _l("Vi kunne ikke skrive %(file)s. Sjekk at mappen finnes og at du har tilgang."),
    "municipality_number": _l("Kommunenummeret «%(written)s» er feil. Skriv fire sifre."),
    "postcode": _l("Postnummeret «%(written)s» er feil. Skriv fire sifre."),
    "municipality_known": _l(
        "Kommune %(number)s finnes fra før. Rett opplysningene på administrasjonssiden."
    ),
    "municipality_unknown": _l(
        "Vi finner ingen kommune med nummer %(number)s. Legg den inn med bevilling add-municipality."
    ),
    "earmark_unknown": _l(
        "Ingen øremerking gjelder i %(municipality)s i %(year)s. Velg et annet år, eller registrer vedtaket"
        " under Forebygging."
    ),
    "email_wrong": _l("«%(written)s» er ikke en e-postadresse. Skriv den slik: fornavn@kommune.no."),
    "user_known": _l("%(email)s har allerede denne rollen der. Lag ny lenke på administrasjonssiden."),
    "text_too_long": _l("Teksten etter %(option)s er for lang. Skriv høyst %(longest)s tegn."),
}

QUESTIONS: Mapping[str, LazyString] = {
    "council_and_next_period": _l(
        "Gir det nye kommunestyret bevillingen for resten av denne perioden, eller for neste? Kilden er ikke"
        " klar; svaret regner med perioden som første dag ligger i."
    ),
    "transition_2016": _l(
        "Ble bevillingen forlenget da grensen ble flyttet til 30. september 2016? Svaret følger regelen som"
        " gjaldt da den ble gitt."
    ),
    "temporary_act_2026": _l(
        "Viste stedet VM-kampene? Den midlertidige loven fra 29. mai til 19. juli 2026 flyttet grensen bare"
        " for slike steder; ordlyden er ikke bekreftet. Bruk --flag match_venue for dem."
    ),
}


def sentence(refusal: WrongInput) -> str:
    """The one sentence that says what is wrong and what to do."""
    return str(SENTENCES[refusal.code]) % refusal.facts


def questions(codes: tuple[str, ...]) -> list[str]:
    """What no source settles, as questions to the one who asks."""
    return [str(QUESTIONS[code]) for code in codes]
