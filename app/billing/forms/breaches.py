"""Forms of proposals of points: giving notice, and discarding with a reason."""

from flask_babel import lazy_gettext as _l

from app.fields import DateField
from app.forms import VersionedForm, area_field


class NotifyForm(VersionedForm):
    """By when the holder may answer a notice."""

    answer_by = DateField(
        _l("Svarfrist"),
        _l("Skriv når bevillingshaveren senest må svare."),
        description=_l("To uker er vanlig."),
    )


class DiscardForm(VersionedForm):
    """Why a proposal is discarded."""

    reason = area_field(
        _l("Grunn til å forkaste"),
        _l("Skriv hvorfor forslaget forkastes."),
        longest=600,
        description=_l("For eksempel at oppgaven ble levert på papir i tide."),
    )
