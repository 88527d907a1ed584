"""The sentences of refusals about conduct, owners and knowledge tests."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

PEOPLE: Mapping[str, Text] = {
    "conduct_needs_law_and_day": _l(
        "Et krav til vandel som ikke er oppfylt, må bygge på en lov og en dag%(law)s. Velg hvilken lov som er"
        " brutt, og skriv dagen det skjedde."
    ),
    "conduct_law_not_looked_at": _l(
        "Dette spørsmålet om vandel ser ikke på %(conduct_law)s%(law)s. Velg en av lovene som står ved"
        " spørsmålet."
    ),
    "conduct_day_lies_ahead": _l("Dagen ligger fram i tid%(law)s. Skriv dagen da det skjedde."),
    "conduct_too_long_ago": _l(
        "Forholdet er for gammelt til å telle: bare det som skjedde %(first_day)s eller senere, teller her"
        "%(law)s. Dagen da det skjedde, avgjør, ikke dagen for boten eller dommen."
    ),
    "conduct_not_asked_about": _l(
        "Spørsmålet om vandel gjelder ikke denne personen i saken%(law)s. Åpne siden på nytt."
    ),
    "owner_noted_already": _l(
        "%(owner)s er notert som eier her fra før. Avslutt den gamle linjen først hvis andelen er endret."
    ),
    "owner_not_found": _l("Eieren står ikke i eierkjeden lenger. Åpne siden på nytt."),
    "owner_ended_before_noted": _l(
        "Eieren ble notert %(noted_on)s og kan ikke være ute før det. Skriv en senere dag."
    ),
    "person_owns_no_chain": _l("En person har ingen eiere. Velg et selskap i eierkjeden."),
    "question_not_in_policy": _l(
        "Retningslinjene har endret seg siden du åpnet siden, og spør ikke lenger om dette. Åpne siden på"
        " nytt."
    ),
    "rule_has_no_exception": _l(
        "Retningslinjene åpner ikke for unntak fra denne regelen. Skriv i stedet i forslaget hvorfor den"
        " fravikes."
    ),
    "criterion_not_in_policy": _l(
        "Retningslinjene som gjelder, har ikke dette kriteriet for søknaden%(law)s. Åpne siden på nytt."
    ),
    "not_an_owner": _l("Personen står ikke i eierkjeden lenger%(law)s. Åpne siden på nytt og velg igjen."),
    "sitting_registered_already": _l(
        "Det er registrert en prøve av samme slag for personen %(held_on)s. Se listen over prøver."
    ),
    "sitting_result_against_pass_mark": _l(
        "%(right)s av %(questions)s riktige er på den andre siden av bestått-grensen på %(least)s. Skriv i"
        " merknaden hvorfor resultatet likevel skal stå."
    ),
}
