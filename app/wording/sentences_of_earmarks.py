"""What is said when an earmark or its year cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

EARMARKS: Mapping[str, Text] = {
    "earmark_too_little_left": _l(
        "Det er %(free_ore)s ledig i %(year)s. Reduser beløpet, eller legg saken til neste år."
    ),
    "earmark_moves_too_much": _l(
        "Beløpet er større enn det som står igjen i %(year)s. Last siden på nytt og kontroller beløpet."
    ),
    "earmark_year_not_covered": _l(
        "Øremerkingen gjelder ikke for %(year)s. Velg et annet år, eller registrer vedtaket for det året."
    ),
    "earmark_year_not_begun": _l(
        "Midlene for %(year)s kan brukes fra 1. januar %(year)s. Vent til da, eller bruk midler fra i år."
    ),
    "earmark_year_closed": _l(
        "%(year)s er avsluttet for øremerkingen. Bruk midlene for et senere år, eller åpne året igjen først."
    ),
    "earmark_no_next_year": _l(
        "Bundne midler må settes av til bundet driftsfond%(law)s, og øremerkingen gjelder ikke i %(year)s."
        " Registrer vedtaket som gjelder videre, og prøv igjen."
    ),
    "earmark_of_others": _l(
        "Du kan bare registrere øremerking for kommuner der du har den oppgaven. Be den andre kommunen om"
        " å gi"
        " deg den, eller registrer bare din egen."
    ),
    "earmark_decided_in_future": _l(
        "Vedtaket er datert %(decided_on)s, og den dagen har ikke vært. Registrer vedtaket når det er gjort."
    ),
    "earmark_document_missing": _l(
        "Midlene er bare bundet når noen andre enn kommunen har bundet dem%(law)s. Skriv hvilket dokument"
        " det står i."
    ),
    "earmark_stands_already": _l(
        "Øremerkingen «%(name)s» fra %(year)s er registrert fra før. Åpne den, eller gi den nye et annet"
        " navn."
    ),
    "earmark_followed_already": _l(
        "Et annet vedtak følger alt etter «%(name)s». Velg det siste vedtaket i rekken."
    ),
    "earmark_follows_for_all": _l(
        "«%(name)s» gjelder flere kommuner. Ta med alle i vedtaket som følger etter, eller registrer et nytt"
        " vedtak som ikke følger etter noe."
    ),
    "earmark_follows_later": _l(
        "«%(name)s» gjelder fra %(year)s. Vedtaket som følger etter, må gjelde fra et senere år."
    ),
    "earmark_change_undecided": _l(
        "Bare kommunestyret kan endre dette. Skriv hvem som gjorde vedtaket, datoen og saksnummeret."
    ),
    "earmark_years_in_use": _l(
        "Midlene for %(year)s er alt i bruk. Øremerkingen kan ikke slutte før det året."
    ),
    "earmark_ends_before_it_begins": _l(
        "Øremerkingen gjelder fra %(year)s. Skriv et siste år som ikke er før det."
    ),
    "earmark_followed_from": _l("Et annet vedtak gjelder fra %(year)s. Øremerkingen må slutte året før."),
    "earmark_responsible_may_not_decide": _l(
        "Personen har ikke rollen som lar noen avgjøre bruk av midlene her. Velg en annen, eller be"
        " administratoren gi rollen."
    ),
    "earmark_responsible_before": _l(
        "Den som er ansvarlig nå, er det fra %(first_day)s. Velg den dagen eller en senere."
    ),
    "earmark_adjusted_below_use": _l(
        "%(least_ore)s av midlene for %(year)s er gitt i tilsagn eller brukt. Skriv minst det beløpet."
    ),
    "earmark_closing_too_early": _l(
        "%(year)s kan avsluttes fra 1. november %(year)s. Vil kommunestyret sette ned beløpet før det,"
        " endrer du"
        " årets beløp."
    ),
    "earmark_earlier_year_open": _l("%(earlier)s er ikke avsluttet. Avslutt det året før %(year)s."),
    "earmark_split_differs": _l(
        "Det er %(free_ore)s igjen å disponere. De tre beløpene må til sammen være like mye."
    ),
    "earmark_other_use_unnamed": _l(
        "Skriv hva midlene skal brukes til når noe går til annen bruk, og beløpet når du har skrevet et"
        " formål."
    ),
    "earmark_bound_handed_back": _l(
        "Midlene er bundet av andre enn kommunen. Det som er ubrukt, må settes av til bundet"
        " driftsfond%(law)s."
    ),
    "earmark_nothing_follows": _l(
        "Øremerkingen gjelder ikke i %(year)s, så ingenting kan overføres dit. Registrer vedtaket som gjelder"
        " videre, eller velg inndragning eller annen bruk."
    ),
    "earmark_next_year_closed": _l("%(year)s er avsluttet. Åpne det året igjen først."),
    "earmark_year_open": _l("Året er ikke avsluttet, så det er ingenting å angre. Last siden på nytt."),
    "earmark_carried_in_use": _l(
        "%(carried_ore)s ble overført til %(year)s, og bare %(free_ore)s er ledig der. Frigi tilsagn der"
        " først,"
        " eller la året være avsluttet."
    ),
    "earmark_meeting_outside_year": _l("Møtet må være i %(year)s. Skriv datoen for det siste møtet i året."),
    "sharing_key_without_weight": _l("Fordelingen mangler vekter. Skriv minst én vekt over null."),
}
