"""The bodies that a delivered yearly report goes through, as the joint plan names them."""

from flask_babel import lazy_gettext as _l

BODIES = (
    _l("Helse- og sosialutvalget"),
    _l("Formannskapet"),
    _l("Politirådet"),
    _l("Kommunestyret"),
)
