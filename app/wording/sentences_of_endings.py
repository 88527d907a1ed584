"""The sentence of each refusal when a licence ends or changes hands."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

ENDINGS: Mapping[str, Text] = {
    "transfer_extended_already": _l(
        "Driften er forlenget én gang, til %(until)s, og kan ikke forlenges mer%(law)s. Uten ny bevilling må"
        " skjenkingen eller salget stanse da."
    ),
    "transfer_has_run_out": _l(
        "Retten til å drive videre på den gamle bevillingen gikk ut %(until)s, så det er ikke noe å forlenge"
        "%(law)s. Avgjør søknaden om ny bevilling."
    ),
    "transfer_extended_too_far": _l(
        "Driften kan forlenges til %(latest)s og ikke lenger%(law)s. Velg en tidligere dag."
    ),
    "transfer_does_not_run": _l(
        "Driften løper ikke på den gamle bevillingen, så det er ikke noe å forlenge%(law)s. Se på saken hva"
        " som mangler."
    ),
    "transfer_before_agreement": _l(
        "Overtakelsen kan ikke være før avtalen %(agreed_on)s. Rett den ene av datoene."
    ),
    "transfer_registered_already": _l(
        "Overdragelsen er registrert fra før, som sak %(number)s. Åpne saken, og før inn det som er nytt der."
    ),
    "transfer_needs_new_holder": _l("Skriv hvem som har overtatt virksomheten%(law)s."),
    "transfer_to_the_holder": _l(
        "%(holder)s har bevillingen allerede. Skriv hvem som har overtatt, eller velg at eierandeler eller"
        " selskapsform er endret."
    ),
    "transfer_not_registered": _l(
        "Det er ikke registrert noen overdragelse av bevillingen. Registrer overdragelsen først, så søknaden"
        " hører til den%(law)s."
    ),
    "transfer_is_settled": _l(
        "Overdragelsen er gjort opp, og den nye eieren har fått bevilling%(law)s. Den kan ikke endres lenger."
    ),
    "ending_before_grant": _l("Bevillingen ble gitt %(granted_on)s. Skriv den dagen, eller en senere dag."),
    "licence_ended_already": _l(
        "Bevilling %(number)s opphørte %(last_day)s. Den kan ikke opphøre en gang til. Er dagen feil, angrer"
        " du det første opphøret og skriver hvorfor."
    ),
    "holder_is_no_person": _l(
        "%(holder)s er ikke en person. Dødsfall gjelder bare en bevillingshaver som er en person%(law)s."
        " Velg oppsigelse, konkurs eller overdragelse."
    ),
    "letter_of_what_was_undone": _l("Registreringen er angret, så brevet skal ikke sendes."),
    "ending_undone_already": _l("Registreringen er angret fra før. Last saken på nytt."),
    "once_is_for_serving": _l(
        "Bare en skjenkebevilling kan utvides for en enkelt anledning%(law)s. Søk om varig endring i stedet."
    ),
    "once_needs_days": _l("Skriv hvilke dager utvidelsen skal gjelde."),
    "once_after_the_licence": _l(
        "Bevillingen varer til %(last_day)s. Utvidelsen kan ikke gjelde etter det%(law)s. Velg tidligere"
        " dager."
    ),
    "room_covered_already": _l("%(room)s er med i bevillingen fra før. Skriv bare det som kommer i tillegg."),
    "outdoor_hours_missing": _l(
        "Bevillingen har ingen tid ute fra før. Skriv hvilken tid det er søkt om ute."
    ),
    "groups_not_more": _l(
        "Bevillingen gjelder %(groups)s fra før. Velg en gruppe som kommer i tillegg%(law)s."
    ),
    "change_needs_hours": _l("Skriv hvilken tid det er søkt om, inne eller ute."),
    "concept_is_the_same": _l("Konseptet er det samme som før. Skriv hva som endres."),
    "place_licence_held_already": _l(
        "Bevillingshaveren har serveringsbevilling %(number)s her fra før. Den har ingen sluttdato, så det"
        " trengs ikke en ny."
    ),
    "place_licence_granted_later": _l(
        "Serveringsbevillingen er ikke gitt ennå. Registrer den når den er gitt."
    ),
    "place_licence_lapsed": _l(
        "Serveringsbevillingen falt bort etter %(last_day)s, da stedet hadde vært ute av drift i mer enn ett"
        " år%(law)s. Det må søkes om en ny."
    ),
    "place_licence_ended": _l(
        "Serveringsbevillingen opphørte %(last_day)s og kan ikke endres. Registrer en ny når den er gitt."
    ),
    "place_is_open": _l("Stedet står som åpent fra før. Last siden på nytt."),
    "place_never_opened": _l("Stedet er ikke åpnet ennå. Registrer først når det åpnet."),
    "place_opened_before_closed": _l("Stedet stengte %(closed_since)s. Skriv en dag etter det."),
    "place_closed_before_opened": _l("Stedet åpnet %(opened_on)s. Skriv den dagen, eller en senere dag."),
    "place_day_to_come": _l("Dagen har ikke vært ennå. Skriv i dag, eller en tidligere dag."),
    "place_day_before_grant": _l(
        "Serveringsbevillingen ble gitt %(granted_on)s. Skriv den dagen, eller en senere dag."
    ),
    "transfer_not_extended": _l("Driften kan allerede gå til %(until)s%(law)s. Velg en senere dag."),
}
