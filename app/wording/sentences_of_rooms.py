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
}
ROOMS_WITHOUT_FACTS: Mapping[str, Text] = {
    "room_taken": _l(
        "En annen har skjenkebevilling i samme lokale til de samme tidene%(law)s. Endre tidene, dagene eller"
        " lokalet. Ingenting er lagret."
    ),
}
