"""What is said when a cap stops a grant: the number, the limit, and where it stands."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

CAPS: Mapping[str, Text] = {
    "cap_is_full": _l(
        "Taket i %(source)s er nådd: %(used)s av %(limit)s bevillinger er i bruk%(law)s. Send forslaget"
        " tilbake. Bare et politisk organ kan gå over kommunens eget tak."
    ),
    "cap_is_reserved": _l(
        "Taket i %(source)s er nådd: %(used)s av %(limit)s bevillinger er i bruk, og søknader som kom før,"
        " holder av resten%(law)s. Avgjør dem først, eller send forslaget tilbake."
    ),
    "quota_is_full": _l(
        "Taket i %(source)s er nådd: %(used)s av %(limit)s ambulerende bevillinger er i bruk på samme"
        " tid%(law)s. Velg en annen dag, eller send forslaget tilbake."
    ),
    "cap_by_zone": _l(
        "Taket i %(source)s telles etter sone, og ingen har sagt hvilken sone stedet ligger i%(law)s. Plasser"
        " stedet i en sone, og prøv igjen."
    ),
    "zone_not_of_policy": _l(
        "Retningslinjene som gjelder nå, har ikke denne sonen%(law)s. Last siden på nytt, og velg en annen."
    ),
}
# A cap whose paragraph nobody has entered.
CAPS_WITHOUT_FACTS: Mapping[str, Text] = {
    "cap_is_full": _l(
        "Taket er nådd: %(used)s av %(limit)s bevillinger er i bruk%(law)s. Send forslaget tilbake. Bare et"
        " politisk organ kan gå over kommunens eget tak."
    ),
    "cap_is_reserved": _l(
        "Taket er nådd: %(used)s av %(limit)s bevillinger er i bruk, og søknader som kom før, holder av"
        " resten%(law)s. Avgjør dem først, eller send forslaget tilbake."
    ),
    "quota_is_full": _l(
        "Taket er nådd: %(used)s av %(limit)s ambulerende bevillinger er i bruk på samme tid%(law)s. Velg en"
        " annen dag, eller send forslaget tilbake."
    ),
    "cap_by_zone": _l(
        "Taket telles etter sone, og ingen har sagt hvilken sone stedet ligger i%(law)s. Plasser stedet i en"
        " sone, og prøv igjen."
    ),
}
