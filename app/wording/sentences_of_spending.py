"""What is said when a spending, a consultation or a municipality's part cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

SPENDING: Mapping[str, Text] = {
    "nobody_responsible": _l(
        "Ingen med brukerkonto er registrert som ansvarlig for øremerkingen i dag. Registrer hvem som er"
        " ansvarlig, så kan vedkommende avgjøre saken."
    ),
    "another_is_responsible": _l(
        "Det er %(who)s som er ansvarlig for øremerkingen i dag. Be vedkommende avgjøre saken, eller"
        " registrer en annen som ansvarlig."
    ),
    "proposer_cannot_decide": _l(
        "Du har selv foreslått dette, og den som foreslår, kan ikke avgjøre. Be en annen registrere"
        " forslaget, eller vent til en annen er ansvarlig."
    ),
    "decider_cannot_change": _l(
        "Du skal avgjøre saken, og den som avgjør, kan ikke endre den. Be den som foreslo, om å endre, eller"
        " gi avslag."
    ),
    "spending_without_amount": _l("Beløpet må være større enn 0 kr. Skriv hvor mye det gjelder."),
    "spending_without_purpose": _l(
        "Midlene er øremerket «%(earmark)s». Hvordan treffer tiltaket formålet? Skriv det."
    ),
    "purpose_not_met": _l(
        "Midlene er øremerket «%(earmark)s» og kan ikke brukes til noe annet. Finn annen dekning, eller skriv"
        " hvordan tiltaket treffer formålet."
    ),
    "received_in_the_future": _l(
        "Datoen %(received_on)s har ikke vært ennå. Skriv dagen da søknaden eller forslaget kom."
    ),
    "measure_not_in_plan": _l(
        "Tiltaket står ikke i noen handlingsplan for kommunen. Velg et tiltak fra listen, eller la feltet stå"
        " tomt."
    ),
    "earmark_of_spending_is_fixed": _l(
        "Øremerkingen kan ikke byttes når forslaget er registrert. Trekk forslaget, og registrer et nytt."
    ),
    "origin_of_spending_is_fixed": _l(
        "En søknad kan ikke gjøres om til et eget tiltak. Trekk forslaget, og registrer et nytt."
    ),
    "spending_already_decided": _l(
        "Saken er allerede avgjort eller trukket. Last siden på nytt og se hva som er gjort."
    ),
    "retracted_without_reason": _l("Skriv hvorfor saken trekkes."),
    "refused_without_reason": _l("Skriv hvorfor det blir avslag. Begrunnelsen står i vedtaket%(law)s."),
    "granted_more_than_asked": _l(
        "Det er bedt om %(asked_ore)s. Innvilg høyst det, eller registrer et nytt forslag."
    ),
    "granted_less_without_reason": _l(
        "Det er søkt om %(asked_ore)s. Skriv hvorfor det innvilges mindre. Begrunnelsen står i vedtaket."
    ),
    "report_due_in_the_past": _l("Rapportfristen må være etter i dag. Skriv en senere dato."),
    "spending_past_consultation": _l(
        "Saken venter ikke lenger på samråd. Last siden på nytt og se hva som er gjort."
    ),
    "unconsulted_without_reason": _l(
        "Skriv hvorfor midlene kan utbetales før samrådet er ferdig. Grunnen blir stående på saken."
    ),
    "consultation_is_filled": _l("Alle som skal tas med på råd, er tatt med. Utbetaling er allerede åpen."),
    "shared_with_stranger": _l(
        "Øremerkingen gjelder ikke for alle kommunene som er valgt. Velg blant kommunene i vedtaket."
    ),
    "shared_part_of_nothing": _l(
        "En av kommunene ville fått en del på 0 kr. Øk beløpet, eller ta kommunen ut av fordelingen."
    ),
    "shared_part_promised": _l(
        "En annen kommune har sagt ja til sin del. Be den ta svaret tilbake før du endrer beløpet,"
        " fordelingen, året eller det den har sagt ja til."
    ),
    "shared_part_declined": _l(
        "En kommune har sagt nei til sin del, så %(amount_ore)s mangler dekning. Endre beløpet eller"
        " fordelingen i forslaget før saken avgjøres."
    ),
    "shared_part_not_answered": _l(
        "En kommune har ikke svart på sin del ennå. Vent på svaret, eller endre fordelingen i forslaget."
    ),
    "shared_amount_is_fixed": _l(
        "Kommunene har sagt ja til hver sin del av %(amount_ore)s. Innvilg det beløpet, eller endre forslaget"
        " og la dem svare på nytt."
    ),
    "own_part_is_granted": _l("Egen del avgjøres sammen med saken. Åpne saken og innvilg eller avslå den."),
    "part_already_answered": _l(
        "Delen er allerede besvart, eller saken er avgjort. Last siden på nytt og se hva som er gjort."
    ),
    "declined_without_reason": _l("Skriv hvorfor kommunen ikke vil dekke sin del."),
    "nothing_to_release": _l("Det er ikke noe tilsagn å frigi her. Last siden på nytt."),
    "part_still_needed": _l(
        "Saken er innvilget og ikke ferdig betalt, så tilsagnet trengs fortsatt. Vent til den er utbetalt"
        " eller bortfalt."
    ),
    "consultation_in_the_future": _l(
        "Datoen %(held_on)s har ikke vært ennå. Registrer samrådet når det er holdt."
    ),
    "consultation_without_spending": _l("Velg minst én sak som ble tatt opp."),
    "spending_not_to_consult": _l(
        "Sak %(number)s er avgjort eller avsluttet, så samråd kan ikke registreres på den. Ta den ut av"
        " samrådet."
    ),
    "consultation_later_than_payment": _l(
        "Sak %(number)s ble betalt %(paid_on)s, og samrådet skal være holdt før det. Kontroller datoene."
    ),
    "consultation_of_paid": _l(
        "Sak %(number)s er utbetalt og hviler på dette samrådet. La svarene som gjelder den, stå."
    ),
    "earmark_of_consultation_is_fixed": _l("Samrådet gjelder en annen øremerking. Registrer et nytt samråd."),
    "view_without_remarks": _l("%(who)s har merknader eller går imot. Skriv hva de mener."),
    "answer_without_day": _l("Skriv hvilken dag %(who)s svarte."),
    "answer_out_of_time": _l(
        "Svaret fra %(who)s er datert %(answered_on)s. Det må ligge mellom dagen de ble spurt og i dag."
    ),
}
