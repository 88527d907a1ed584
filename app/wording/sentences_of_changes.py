"""The sentences of refusals when licences are changed."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

CHANGES: Mapping[str, Text] = {
    "change_of_several_holders": _l(
        "Bevillingene har ulike bevillingshavere%(law)s. Registrer én søknad for hver bevillingshaver."
    ),
    "licence_is_over": _l(
        "Bevilling %(number)s gjelder ikke lenger den dagen%(law)s. Velg en tidligere dag, eller ta"
        " bevillingen ut av søknaden."
    ),
}
