"""Sentences about amounts, rates, fee years and computed fees."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

FEES: Mapping[str, Text] = {
    "rate_not_set": _l(
        "Gebyrsatsene for %(year)s er ikke lagt inn, og et annet års satser kan ikke brukes. Legg dem inn på"
        " siden «Satser» under Gebyr, eller i fees/rates.toml, med forskriftens nummer og kilde."
    ),
    "group_rate_not_set": _l(
        "Satsen for %(kind)s av gruppe %(group)s i %(year)s er ikke kjent, og gebyret kan ikke regnes ut."
        " Legg den inn i fees/rates.toml, med forskriftens nummer og kilde."
    ),
    "group_without_rate": _l(
        "Forskriften har ingen sats for %(kind)s av gruppe %(group)s. Rett gruppen, eller om det er salg"
        " eller skjenking."
    ),
    "regulation_number": _l(
        "«%(number)s» er ikke et forskriftsnummer. Skriv det slik det står hos Lovdata, for eksempel"
        " FOR-2025-11-28-2361."
    ),
    "rates_known": _l(
        "%(year)s har allerede satser, og de kan ikke endres. Er de feil, må de rettes i fees/rates.toml."
    ),
    "rates_year_out_of_reach": _l(
        "Satser kan legges inn for årene fra %(first)s til %(last)s. Velg et av dem."
    ),
    "rates_unconfirmed": _l(
        "Noen av tallene er uvanlige. Se over dem, og bekreft at de stemmer med forskriften."
    ),
    "rate_not_above_nought": _l("Satser og minstegebyr må være over null. Rett tallet."),
    "litres_negative": _l(
        "«%(litres)s» er under null. Skriv hvor mange liter det er, eller 0 hvis det ikke er noe."
    ),
    "litres_absurd": _l(
        "«%(litres)s» liter er for mye til å stemme. Kontroller tallet og skriv det på nytt, i liter."
    ),
    "litres_too_precise": _l("«%(litres)s» har mer enn to desimaler. Rund av til hele centiliter."),
    "litres_ambiguous": _l(
        "«%(litres)s» kan leses på to måter. Skriv tallet uten punktum, for eksempel 1234 eller 1,23."
    ),
    "litres_unreadable": _l(
        "«%(litres)s» er ikke et antall liter. Skriv for eksempel 12 000 eller 14 999,5."
    ),
    "amount_negative": _l("Beløpet «%(amount)s» er under null. Skriv et beløp fra 0 og oppover."),
    "amount_ambiguous": _l(
        "Beløpet «%(amount)s» kan leses på to måter. Skriv det uten punktum, for eksempel 6600 eller 0,27."
    ),
    "amount_unreadable": _l("Beløpet «%(amount)s» kan ikke leses. Skriv for eksempel 6 600 eller 1 234,50."),
    "amount_absurd": _l("Beløpet «%(amount)s» er for høyt til å stemme. Kontroller det og skriv på nytt."),
    "amount_too_precise": _l("Beløpet «%(amount)s» har mer enn to desimaler. Skriv det i kroner og øre."),
    "instalments": _l("Gebyret kan deles i høyst %(most)s terminer. Skriv et lavere tall."),
    "arrears_leave_nothing_to_settle": _l(
        "Når gebyret kreves etterskuddsvis av det som ble solgt, er det ingenting å gjøre opp. Velg «Nei» på"
        " etteroppgjør."
    ),
    "fee_year_locked": _l(
        "Et gebyr for %(year)s er vedtatt. Derfor kan bare kostnader og konteringer endres for dette året."
    ),
    "reduction_without_reason": _l("Skriv hvorfor gebyret settes lavere."),
    "reduction_below_nothing": _l("Et gebyr kan ikke settes lavere enn 0. Skriv et beløp fra 0 og oppover."),
    "reduction_not_lower": _l(
        "En nedsettelse må være lavere enn det ordinære gebyret på %(ordinary_ore)s. Skriv et lavere beløp."
    ),
}
