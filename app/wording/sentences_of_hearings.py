"""What is said when hearings of plans cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

HEARINGS: Mapping[str, Text] = {
    "hearing_plan_no_draft": _l(
        "«%(title)s» er ikke et utkast. Bare et utkast kan legges ut på høring. Lag et nytt utkast hvis"
        " planen skal endres."
    ),
    "hearing_already_open": _l(
        "«%(title)s» ligger allerede ute på høring. Endre fristen der, eller avslutt den først."
    ),
    "hearing_opened_that_day": _l(
        "Planen ble lagt ut på høring også %(opens_on)s. Velg en annen dag for den nye høringen."
    ),
    "hearing_due_is_past": _l("Fristen %(due_on)s er gått ut. Sett en frist fram i tid."),
    "hearing_due_before_opening": _l(
        "Fristen %(due_on)s er før dagen da høringen åpner, %(opens_on)s. Rett en av dagene."
    ),
    "hearing_has_begun": _l(
        "Høringen åpnet %(opens_on)s, og den dagen kan ikke endres lenger. Sett dagen tilbake."
    ),
    "hearing_due_made_shorter": _l(
        "Fristen %(due_on)s er kunngjort og kan ikke gjøres kortere. Behold den, eller sett en senere dag."
    ),
    "hearing_is_closed": _l(
        "Høringen ble avsluttet %(closed_on)s og kan ikke endres. Bare sammendraget kan rettes."
    ),
    "hearing_not_closed": _l("Høringen er ikke avsluttet. Skriv sammendraget når du avslutter den."),
    "hearing_closed_to_answers": _l(
        "Høringen er avsluttet og tar ikke imot svar. Svaret ditt er ikke sendt. Ta kontakt med kommunen."
    ),
    "hearing_not_begun": _l("Høringen åpner %(opens_on)s. Send svaret fra den dagen."),
    "hearing_too_late": _l(
        "Fristen for å svare var %(due_on)s. Svaret ditt er ikke sendt. Ta kontakt med kommunen."
    ),
    "hearing_answer_from_the_future": _l(
        "Svaret kan ikke ha kommet %(received_on)s, som er etter i dag. Rett dagen."
    ),
    "hearing_answer_before_opening": _l(
        "Svaret kan ikke ha kommet før høringen åpnet %(opens_on)s. Rett dagen."
    ),
    "hearing_reply_missing": _l(
        "Skriv hva kommunen svarer: hva som ikke er fulgt, og hvorfor. Det skal alle kunne lese."
    ),
    "hearing_verdict_missing": _l(
        "Høringen er avsluttet, og da må hvert svar ha en oppfølging. Velg om svaret er fulgt."
    ),
    "hearing_deadline_not_passed": _l(
        "Høringen kan ikke avsluttes før fristen %(due_on)s er gått ut. Vent til dagen etter."
    ),
    "hearing_answers_untreated": _l(
        "Svar som ingen har sagt noe om: %(count)s. Gå gjennom dem før høringen avsluttes."
    ),
}
