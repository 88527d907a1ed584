"""The sentence of each refusal in the work with the national register and the inspection list."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

NATIONAL: Mapping[str, Text] = {
    "national_task_in_the_future": _l(
        "Dagen %(done_on)s har ikke vært ennå. Skriv dagen da det ble lagt inn i bevillingsregisteret."
    ),
    "national_task_before_it_arose": _l(
        "En av oppgavene oppsto først %(since)s. Skriv dagen da den ble utført, eller kryss av færre om"
        " gangen."
    ),
    "national_task_noted_anew": _l(
        "Den samme oppgaven er kommet på nytt og står åpen. Kryss av den i stedet for å åpne denne igjen."
    ),
}
