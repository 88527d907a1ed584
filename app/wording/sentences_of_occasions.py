"""Sentences about taking the fees of events among the fees of a year."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text

OCCASION_FEES: Mapping[str, Text] = {
    "no_event_chosen": _l("Du har ikke valgt noe arrangement. Sett kryss ved dem som skal tas med."),
    "no_event_fee_ready": _l(
        "Ingen av arrangementene i %(year)s har et gebyr som er klart%(law)s. Se hva hvert av dem venter på i"
        " listen."
    ),
}
