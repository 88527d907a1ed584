"""Findings as sentences when the terms of a licence change."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment import FindingCode

TERMS_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.GROUP_ADDED: _l("Bevillingen gjelder %(held_groups)s. Det er søkt om %(groups)s."),
    FindingCode.CONCEPT_TO_JUDGE: _l(
        "Konseptet endres fra %(held_category)s til %(category)s. Går endringen ut over det bevillingen"
        " bygger på, trengs det en ny bevilling. Vurder det, og skriv hvorfor."
    ),
}
TERMS_HOURS_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.ONCE_DAYS_PASSED: _l("Søknaden gjelder dager som er forbi: %(days)s."),
    FindingCode.ONCE_OPENING_FOLLOWS: _l(
        "Serveringsstedet kan holde åpent like lenge disse nettene uten eget vedtak."
    ),
}
TERMS_CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.ONCE_DAYS_PASSED: (_l("at dagene det er søkt for, er forbi"),),
    FindingCode.CONCEPT_TO_JUDGE: (_l("at konseptet går ut over det bevillingen bygger på"),),
}
