"""What is said when a plan or a part of it cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

PLANS: Mapping[str, Text] = {
    "plan_of_others": _l(
        "Du kan ikke skrive handlingsplan for %(municipalities)s. Fjern kommunen fra planen, eller be om"
        " tilgang der."
    ),
    "plan_ends_before_it_begins": _l(
        "Planen kan ikke slutte i %(last_year)s når den begynner i %(first_year)s. Rett årene."
    ),
    "plan_exists_already": _l(
        "Det finnes allerede en plan som heter «%(title)s» i de samme årene. Åpne den fra listen, eller gi"
        " den nye et annet navn."
    ),
    "plan_follows_itself": _l("«%(title)s» kan ikke komme etter seg selv. Velg en plan som kom før."),
    "plan_is_a_draft": _l("«%(title)s» er et utkast. Dette kan gjøres når planen er vedtatt."),
    "plan_is_on_hearing": _l("«%(title)s» er på høring. Avslutt høringen først."),
    "plan_is_adopted": _l(
        "«%(title)s» er vedtatt, og teksten står slik kommunestyret vedtok den. Lag en ny plan for å endre"
        " den. Er vedtaket registrert ved en feil, kan det trekkes tilbake."
    ),
    "plan_is_ended": _l("«%(title)s» er avsluttet og kan ikke endres. Åpne den igjen hvis det er en feil."),
    "plan_is_discarded": _l("«%(title)s» er forkastet og kan ikke endres. Lag en ny plan."),
    "plan_is_followed": _l(
        "«%(title)s» kan ikke forkastes, for planen «%(next)s» står som neste. Endre forrige plan der først."
    ),
    "plan_adopted_here_already": _l(
        "Vedtaket er registrert allerede, datert %(decided_on)s. Last siden på nytt."
    ),
    "plan_adopted_after_today": _l(
        "Vedtaket kan ikke være fra %(decided_on)s, for den dagen er ikke kommet. Rett datoen."
    ),
    "plan_adopted_during_hearing": _l(
        "Vedtaket kan ikke være fra %(decided_on)s, for da var planen på høring. Høringsfristen var"
        " %(due_on)s. Rett datoen."
    ),
    "plan_not_adopted_here": _l("Det er ikke registrert noe vedtak for kommunen. Last siden på nytt."),
    "plan_part_exists": _l(
        "«%(name)s» står allerede i planen. Endre det som står der, eller skriv noe annet."
    ),
    "plan_part_of_others": _l(
        "Dette gjelder bare en annen kommune i planen, og endres av den kommunen. Si fra til dem."
    ),
    "plan_goal_is_used": _l(
        "Målet «%(name)s» kan ikke tas ut, for andre mål, tiltak eller indikatorer hører til det. Flytt dem"
        " først."
    ),
    "plan_goal_under_itself": _l("Målet «%(name)s» kan ikke stå under seg selv. Velg et annet mål."),
    "plan_indicator_has_values": _l(
        "Indikatoren «%(name)s» har tall og kan ikke tas ut. Ta ut tallene først."
    ),
    "plan_part_above_whole": _l(
        "%(part)s av %(whole)s kan ikke stemme. Antallet kan ikke være større enn helheten."
    ),
    "plan_nothing_to_carry": _l("Velg minst ett tiltak som skal føres videre."),
}
