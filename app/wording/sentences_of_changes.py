"""The sentences of refusals when licences are changed."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

CHANGES: Mapping[str, Text] = {
    "change_of_several_holders": _l(
        "Bevillingene har ulike bevillingshavere%(law)s. Registrer én søknad for hver bevillingshaver."
    ),
    "leaves_before_approved": _l(
        "Den som skal slutte, ble godkjent som %(role)s fra %(first_day)s%(law)s. Velg en senere dag."
    ),
    "licence_is_over": _l(
        "Bevilling %(number)s gjelder ikke lenger den dagen%(law)s. Velg en tidligere dag, eller ta"
        " bevillingen ut av søknaden."
    ),
}
