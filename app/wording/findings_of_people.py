"""Findings on those behind an application: where they have lived, those close to them, and conduct."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from licensing.assessment import FindingCode

BACKGROUND_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.MANAGER_NOT_REQUIRED: _l("Loven krever ikke styrer for en slik bevilling."),
    FindingCode.RESIDENCE_UNKNOWN: _l(
        "Vi vet ikke om %(who)s har bodd i utlandet de siste ti årene. Loven sier det ikke, men det er"
        " praksis å be om vandelsattest derfra."
    ),
    FindingCode.CERTIFICATE_MISSING: _l(
        "%(who)s har bodd i utlandet de siste ti årene. Be om vandelsattest derfra."
    ),
    FindingCode.CERTIFICATE_SHOWN: _l(
        "%(who)s har lagt fram utenlandsk vandelsattest av %(certificate_on)s."
    ),
    FindingCode.CLOSE_PERSONS_NOTED: _l(
        "Det er notert noe om nærstående til %(who)s. Innflytelsen deres kan tas med i vurderingen."
        " Etter serveringsloven § 7 regnes eierandelene deres sammen."
    ),
}
CONDUCT_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.CONDUCT_ANSWERED: _l("Kravet til vandel er vurdert og oppfylt for %(subject)s."),
    FindingCode.CONDUCT_OUTLIVED: _l(
        "Forholdet som svaret om vandel bygger på, er nå for gammelt til å telle. Svar på nytt for"
        " %(subject)s."
    ),
    FindingCode.CONDUCT_PLACE_NOT_MET: _l(
        "Kravet til vandel etter serveringsloven er ikke oppfylt for %(subject)s. Det stenger for"
        " serveringsbevilling. Vurder hva det betyr for egnetheten her."
    ),
}
PEOPLE_CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.RESIDENCE_UNKNOWN: (
        _l("at det ikke er opplyst om %(role)s har bodd i utlandet"),
        _l("at bosted de siste ti årene ikke er opplyst"),
    ),
    FindingCode.CERTIFICATE_MISSING: (
        _l("at %(role)s ikke har lagt fram utenlandsk vandelsattest"),
        _l("at det mangler utenlandsk vandelsattest"),
    ),
    FindingCode.CONDUCT_OUTLIVED: (_l("at kravet til vandel må vurderes på nytt"),),
    FindingCode.CONDUCT_PLACE_NOT_MET: (_l("at kravet til vandel etter serveringsloven ikke er oppfylt"),),
}
