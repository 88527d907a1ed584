"""The sentences of refusals about rooms, hours in force and licences that are withdrawn for a time."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

ROOMS: Mapping[str, Text] = {
    "room_taken": _l(
        "%(holder)s har skjenkebevilling %(number)s i %(room)s, og tidene overlapper fra %(day)s,"
        " kl. %(hours)s. Flere bevillinger i samme lokale kan bare gis til én bevillingshaver, eller med"
        " tider som ikke overlapper%(law)s. Det gjelder også når den andre bevillingen er midlertidig"
        " inndratt. Endre tidene, dagene eller lokalet. Ingenting er lagret."
    ),
    "suspension_outside_licence": _l(
        "Bevillingen gjelder fra %(first_day)s til og med %(last_day)s. Velg dager innenfor%(law)s."
    ),
    "suspended_already": _l(
        "Bevillingen er allerede midlertidig inndratt fra %(first_day)s til og med %(last_day)s%(law)s."
        " Velg dager som ikke overlapper."
    ),
}
ROOMS_WITHOUT_FACTS: Mapping[str, Text] = {
    "room_taken": _l(
        "En annen har skjenkebevilling i samme lokale til de samme tidene%(law)s. Endre tidene, dagene eller"
        " lokalet. Ingenting er lagret."
    ),
}
