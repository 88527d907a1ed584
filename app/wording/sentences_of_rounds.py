"""What is said when a turnover round, a deadline or a run cannot be as asked."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

ROUNDS: Mapping[str, Text] = {
    "run_already_begun": _l(
        "En kjøring av samme slag er ikke ferdig for %(year)s. Fortsett den, og start en ny når den er"
        " ferdig."
    ),
    "run_without_subjects": _l("Det er ingenting å gjøre. Velg minst én bevilling, og prøv igjen."),
}
