"""What is said when a fee cannot be computed, decided or set lower, and what to do then."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

FEE_DECISIONS: Mapping[str, Text] = {
    "no_statement": _l(
        "Omsetningsoppgaven mangler, så gebyret for %(year)s er ikke beregnet. Ta imot oppgaven, eller anslå"
        " mengden, og beregn på nytt."
    ),
    "no_expected": _l(
        "Oppgaven sier ikke hva som er forventet omsetning i %(year)s. Be om det, eller anslå mengden, og"
        " beregn på nytt."
    ),
    "no_actual": _l(
        "Oppgaven sier ikke hva som ble omsatt i hele %(year)s. Be om det, eller anslå mengden, og beregn på"
        " nytt."
    ),
    "advance_not_decided": _l(
        "Forskuddet for %(year)s er beregnet, men ikke vedtatt. Vedta det, og beregn etteroppgjøret på nytt."
    ),
    "fee_group_rate_not_set": _l(
        "Det finnes ingen sats i %(year)s for en av gruppene i oppgaven. Kontroller litrene, eller legg inn"
        " satsene."
    ),
    "reduction_no_longer_lower": _l(
        "Gebyret for %(year)s er satt lavere, men litrene gir nå et gebyr som ikke er høyere enn"
        " nedsettelsen. Ta nedsettelsen tilbake, eller skriv et lavere beløp."
    ),
    "no_longer_due": _l(
        "Et gebyr for %(year)s er vedtatt, men bevillingen skylder det ikke lenger. Sett gebyret til 0 med"
        " grunn, eller rett opplysningene om bevillingen."
    ),
    "settlement_for_all": _l(
        "Etteroppgjør gjøres for alle eller for ingen%(law)s. %(count)s bevillinger er ikke med og kan gjøres"
        " opp for %(year)s. Ta med alle."
    ),
    "no_fees_to_decide": _l(
        "Ingen gebyrer i runden for %(year)s kan vedtas ennå. Kryss av for spørsmålene du har sett på, eller"
        " beregn gebyrene først."
    ),
    "fee_question_not_seen": _l(
        "Gebyret har et spørsmål som ingen har svart på i runden for %(year)s. Se på det, og lag vedtak på"
        " nytt."
    ),
    "instalment_days_missing": _l(
        "Gebyret deles i %(count)s terminer. Skriv forfallsdag for hver termin, eller la alle stå tomme."
    ),
    "instalment_days_order": _l(
        "Forfallsdagene må være etter i dag, og hver termin må forfalle etter den før. Rett dagene."
    ),
    "fee_replaced": _l("Gebyret er erstattet av et nyere vedtak. Åpne det nyeste, og sett ned det."),
    "fee_of_event_reduced_there": _l(
        "Gebyret for et arrangement settes i saken om arrangementet. Åpne saken, og endre det der."
    ),
    "waiver_not_confirmed": _l(
        "Forskriften sier bare at gebyret kan settes lavere%(law)s. Bekreft at det skal falle helt bort."
    ),
    "fee_not_reduced": _l("Gebyret er ikke satt lavere%(law)s. Det er ikke noe å ta tilbake."),
}
