"""What is said when payouts, repayments, reports of spending and complaints cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

PAYOUTS: Mapping[str, Text] = {
    "spending_act_not_open": _l(
        "Dette kan ikke gjøres slik tiltaket står nå. Last siden på nytt og se hva som kan gjøres."
    ),
    "payout_not_open": _l(
        "Det er ikke gitt tilsagn om denne delen, så den kan ikke betales. Svar på forespørselen først."
    ),
    "payout_without_amount": _l("Beløpet må være over null. Rett beløpet."),
    "payout_above_promised": _l(
        "Det er %(left_ore)s igjen av tilsagnet som ikke er betalt eller på vei. Reduser beløpet."
    ),
    "payout_above_claim": _l(
        "Den andre kommunen har krevd %(claimed_ore)s, og %(left_ore)s av det er ikke betalt. Betal ikke mer"
        " enn det som er krevd, eller vent på kravet."
    ),
    "consultation_not_filled": _l(
        "Midlene kan ikke betales ut før det er holdt samråd. Det mangler svar fra %(who)s. Registrer"
        " samrådet, eller la den ansvarlige skrive hvorfor det kan betales uten."
    ),
    "consultation_after_payment": _l(
        "Samrådet med %(who)s er datert etter utbetalingen %(paid_on)s. Samrådet skal være holdt før det"
        " betales. Kontroller datoene, eller la den ansvarlige skrive hvorfor det ble betalt uten."
    ),
    "payout_not_attested": _l(
        "Utbetalingen venter ikke på anvisning lenger. Last siden på nytt og se hvordan den står."
    ),
    "payout_own_attestation": _l(
        "Du har selv attestert utbetalingen. En annen må anvise den. Be en kollega om det."
    ),
    "payout_not_approved": _l(
        "Bilaget kan registreres når utbetalingen er anvist, og bare én gang. Last siden på nytt og se"
        " hvordan den står."
    ),
    "paid_ahead": _l("%(paid_on)s er ikke kommet ennå. Skriv dagen da pengene gikk ut."),
    "paid_before_decision": _l(
        "Tilskuddet ble vedtatt %(decided_on)s, og kan ikke være betalt før det. Kontroller datoen på"
        " bilaget."
    ),
    "outlay_not_covered": _l(
        "De andre kommunene har ikke lenger tilsagn som dekker utlegget på %(outlay_ore)s. Annuller"
        " utbetalingen, og be om en ny på det beløpet som kan dekkes."
    ),
    "payout_past_cancelling": _l(
        "Utbetalingen er betalt eller annullert allerede. Er pengene kommet tilbake, registrerer du en"
        " tilbakebetaling."
    ),
    "cancelled_without_reason": _l("Skriv hvorfor utbetalingen annulleres."),
    "repaid_above_paid": _l(
        "Det er betalt ut %(left_ore)s som ikke er kommet tilbake. Tilbakebetalingen kan ikke være større."
    ),
    "repaid_ahead": _l("%(received_on)s er ikke kommet ennå. Skriv dagen da pengene kom."),
    "repaid_before_paid": _l(
        "Pengene kan ikke være kommet tilbake før de ble betalt ut. Kontroller datoen mot bilaget."
    ),
    "released_without_reason": _l("Skriv hvorfor tilsagnet frigis."),
    "report_without_text": _l("Hva ble gjort? Skriv noen setninger om tiltaket."),
    "reported_before_held": _l(
        "Tiltaket er satt til %(held_on)s, og kan ikke rapporteres før det er holdt. Vent til da, eller rett"
        " datoen for tiltaket."
    ),
    "complaint_on_own_initiative": _l(
        "Tiltaket er kommunens eget, så det er ikke noe enkeltvedtak å klage på%(law)s."
    ),
    "complaint_ahead": _l("%(received_on)s er ikke kommet ennå. Skriv dagen da klagen ble sendt."),
    "complaint_before_decision": _l(
        "Vedtaket ble gjort %(decided_on)s, og klagen kan ikke være sendt før det. Kontroller datoen."
    ),
    "grant_complaint_waits": _l(
        "En klage på vedtaket er til behandling allerede. Avgjør den før du registrerer en ny."
    ),
    "grant_complaint_late": _l(
        "Klagefristen gikk ut %(last_day)s. Skriv hvorfor klagen tas imot likevel%(law)s. Er det ingen grunn"
        " til det, skriver du det, og avviser klagen etterpå."
    ),
    "grant_complaint_settled": _l("Klagen er avgjort allerede, og avgjørelsen endres ikke her."),
    "complaint_settled_ahead": _l("%(settled_on)s er ikke kommet ennå. Skriv dagen da klagen ble avgjort."),
    "complaint_settled_before": _l(
        "Klagen ble sendt %(received_on)s, og kan ikke være avgjort før det. Kontroller datoen."
    ),
    "complaint_without_reason": _l("Skriv begrunnelsen for avgjørelsen%(law)s."),
    "complaint_without_case": _l(
        "Skriv hvilket organ som avgjorde klagen, og saksnummeret, når klageorganet har avgjort den%(law)s."
    ),
}
