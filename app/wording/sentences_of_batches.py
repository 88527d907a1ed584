"""What is said when a batch of invoice basis cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

BATCHES: Mapping[str, Text] = {
    "nothing_to_invoice": _l(
        "Det er ingenting å fakturere for %(year)s. Alle vedtatte gebyrer er fakturert, eller ingen er"
        " vedtatt. Vedta gebyrene først."
    ),
    "nothing_left_to_invoice": _l(
        "Gebyret er fakturert eller endret siden grunnlaget ble påbegynt. Bevillingen er ikke med."
    ),
    "batch_being_made": _l(
        "Et fakturagrunnlag for %(year)s lages allerede. Gå til det, og fortsett der, eller forkast det."
    ),
    "batch_being_booked": _l(
        "Et annet fakturagrunnlag for %(year)s bokføres. Vent til det er låst, og godkjenn på nytt."
    ),
    "batch_instalment_unknown": _l(
        "Året har %(instalments)s termin(er), ikke %(instalment)s. Velg en av dem."
    ),
    "batch_instalments_changed": _l(
        "Grunnlag %(number)s deler årets gebyrer i %(was)s termin(er), og nå er det %(instalments)s. Sett"
        " antallet terminer tilbake, eller tilbakefør grunnlaget først."
    ),
    "batch_due_date_not_ahead": _l(
        "Forfall %(due_on)s er ikke fram i tid. Velg en dato etter i dag, så det er tid til å betale."
    ),
    "batch_due_date_passed": _l(
        "Grunnlag %(number)s forfalt %(due_on)s, før det ble godkjent. Forkast det, og lag et nytt med senere"
        " forfall."
    ),
    "batch_not_ready": _l(
        "Grunnlag %(number)s venter ikke på godkjenning. Last siden på nytt for å se hvor det står."
    ),
    "batch_made_by_approver": _l(
        "Du har laget grunnlag %(number)s selv. En annen må kontrollere og godkjenne det."
    ),
    "batch_not_open": _l(
        "Grunnlag %(number)s er godkjent og kan ikke forkastes. Tilbakefør det i stedet når det er låst."
    ),
    "batch_not_locked": _l(
        "Grunnlag %(number)s er ikke låst og kan ikke tilbakeføres. Forkast det hvis det ikke er godkjent."
    ),
    "batch_reversed_already": _l(
        "Grunnlag %(number)s er allerede tilbakeført, eller er det snart, i %(reversal)s. Se der."
    ),
    "reversal_not_reversed": _l(
        "Grunnlag %(number)s er selv en tilbakeføring. Lag et nytt grunnlag for å fakturere gebyrene igjen."
    ),
    "batch_has_no_files": _l(
        "Grunnlag %(number)s er ikke låst og har ingen filer ennå. Få det godkjent av en annen først."
    ),
    "batch_touched": _l(
        "Grunnlag %(number)s er ikke som da det ble låst. Filen er ikke skrevet. Varsle den som drifter"
        " databasen, og kjør «bevilling ledger verify»."
    ),
}
