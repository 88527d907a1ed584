"""Findings as sentences when people of licences change."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment import FindingCode

PEOPLE_CHANGE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.NOBODY_TO_APPROVE: _l("Søknaden sier ikke hvem som skal godkjennes."),
    FindingCode.LICENCE_ROLES_FILLED: _l("Styrer og stedfortreder er på plass for %(licences)s."),
    FindingCode.LICENCE_WITHOUT_MANAGER: _l(
        "%(licence)s står uten godkjent styrer etter endringen. Bevillingshaveren må straks søke om en ny."
    ),
    FindingCode.LICENCE_WITHOUT_DEPUTY: _l(
        "%(licence)s står uten stedfortreder etter endringen. Bevillingshaveren må søke om en ny, eller om å"
        " slippe."
    ),
}
