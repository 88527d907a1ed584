"""Labels of a try-out: how far it has come, and what would happen."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.models.tryout import TryoutState
from app.wording.enums import Labels, Text
from licensing.tryouts import Consequence

LABELS_OF_TRYOUTS: Labels = {
    TryoutState: {
        TryoutState.WAITING: _l("Ikke begynt"),
        TryoutState.RUNNING: _l("Pågår"),
        TryoutState.STOPPED: _l("Stoppet"),
        TryoutState.DONE: _l("Ferdig"),
    },
    Consequence: {
        Consequence.LOST: _l("Mister bevillingen"),
        Consequence.PART_LOST: _l("Mister en del av bevillingen"),
        Consequence.SHORTENED: _l("Får kortere tider"),
        Consequence.CONDITION: _l("Trenger et nytt vilkår"),
        Consequence.JUDGED: _l("Må vurderes"),
        Consequence.UNKNOWN: _l("Mangler opplysninger"),
        Consequence.UNCHANGED: _l("Uendret"),
    },
}

TRYOUTS: Mapping[str, Text] = {
    "tryout_of_one_beside_itself": _l("Velg to forskjellige utkast, eller bare ett."),
    "tryout_of_discarded_policy": _l("Utkastet er forkastet og kan ikke prøves ut. Velg et annet."),
    "tryout_draft_changed": _l(
        "Utkastet er endret etter at utprøvingen begynte. Start en ny utprøving av utkastet slik det er nå."
    ),
    "cap_below_nought": _l("Taket kan ikke være lavere enn 0."),
}
