"""Findings against an application as clauses that go on after "Grunnen er …"."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from app.wording.facts import fits
from app.wording.findings import finding_words
from app.wording.findings_of_events import EVENT_CLAUSES
from app.wording.findings_of_kinds import KIND_CLAUSES
from app.wording.findings_of_people import PEOPLE_CLAUSES
from app.wording.findings_of_policies import POLICY_CLAUSES
from app.wording.findings_of_terms import TERMS_CLAUSES
from licensing.assessment import Finding, FindingCode

CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.KIND_UNKNOWN: (_l("at vi ikke vet om søknaden gjelder salg eller skjenking"),),
    FindingCode.GROUPS_UNLAWFUL: (
        _l("at loven ikke åpner for %(kind)s av %(groups)s"),
        _l("at loven ikke åpner for gruppene det er søkt om"),
    ),
    FindingCode.GROUPS_UNKNOWN: (_l("at det ikke er opplyst hvilke grupper søknaden gjelder"),),
    FindingCode.OUTLET_UNLAWFUL: (_l("at bensinstasjoner og kiosker ikke kan få salgsbevilling"),),
    FindingCode.CATEGORY_UNKNOWN: (_l("at det ikke er opplyst hva slags virksomhet det er"),),
    FindingCode.PERIOD_TOO_LONG: (
        _l("at bevillingen lengst kan gjelde til og med %(last_day)s"),
        _l("at det er søkt ut over bevillingsperioden"),
    ),
    FindingCode.PERIOD_IMPOSSIBLE: (_l("at første dag ligger utenfor bevillingsperioden"),),
    FindingCode.HOLDER_UNKNOWN: (_l("at det ikke er opplyst hvem virksomheten drives for"),),
    FindingCode.INFLUENCE_UNKNOWN: (_l("at det ikke er opplyst hvem som har vesentlig innflytelse"),),
    FindingCode.MANAGER_MISSING: (_l("at søknaden mangler styrer"),),
    FindingCode.DEPUTY_MISSING: (_l("at søknaden mangler stedfortreder"),),
    FindingCode.DEPUTY_IS_MANAGER: (_l("at samme person er oppgitt som styrer og stedfortreder"),),
    FindingCode.PERSON_TOO_YOUNG: (
        _l("at %(role)s ikke oppfyller kravet om å være over %(minimum_age)s år"),
        _l("at styrer eller stedfortreder ikke oppfyller alderskravet"),
    ),
    FindingCode.PERSON_AGE_UNKNOWN: (
        _l("at alderen til %(role)s ikke er kjent"),
        _l("at alderen til styrer eller stedfortreder ikke er kjent"),
    ),
    FindingCode.TEST_MISSING: (
        _l("at %(role)s ikke har bestått prøve for %(kind)s"),
        _l("at styrer eller stedfortreder ikke har bestått riktig prøve"),
    ),
    FindingCode.TEST_UNKNOWN: (
        _l("at det ikke er dokumentert at %(role)s har bestått prøve for %(kind)s"),
        _l("at bestått prøve ikke er dokumentert"),
    ),
    FindingCode.NOT_EMPLOYED: (
        _l("at %(role)s verken er ansatt på stedet eller eier av det"),
        _l("at styrer eller stedfortreder verken er ansatt på stedet eller eier av det"),
    ),
    FindingCode.EMPLOYMENT_UNKNOWN: (
        _l("at det ikke er opplyst om %(role)s er ansatt på stedet"),
        _l("at ansettelsen ikke er opplyst"),
    ),
    FindingCode.NOBODY_TO_APPROVE: (_l("at søknaden ikke sier hvem som skal godkjennes"),),
    FindingCode.STATEMENTS_UNKNOWN: (_l("at det ikke er hentet inn uttalelser"),),
    FindingCode.STATEMENT_NOT_ASKED: (
        _l("at %(body)s ikke er bedt om å uttale seg"),
        _l("at det mangler en lovpålagt uttalelse"),
    ),
    FindingCode.STATEMENT_WAITING: (
        _l("at %(body)s ikke har uttalt seg"),
        _l("at det mangler en lovpålagt uttalelse"),
    ),
    FindingCode.STATEMENT_OVERDUE: (
        _l("at %(body)s ikke har uttalt seg"),
        _l("at det mangler en lovpålagt uttalelse"),
    ),
    FindingCode.STATEMENT_REMARK: (
        _l("at %(body)s har merknad til stedet"),
        _l("merknadene til stedet"),
    ),
    FindingCode.STATEMENT_AGAINST: (
        _l("at %(body)s fraråder bevilling på stedet"),
        _l("at det er frarådd å gi bevilling på stedet"),
    ),
    FindingCode.REMARK_NOT_PRESENTED: (_l("at søkeren ikke har fått uttale seg om en merknad"),),
    FindingCode.REPLY_AWAITED: (_l("at søkeren fortsatt har tid til å uttale seg om en merknad"),),
    FindingCode.CONDUCT_NOT_MET: (_l("at kravet til vandel ikke er oppfylt"),),
    FindingCode.CONDUCT_TO_JUDGE: (_l("at kravet til vandel ikke er avklart"),),
    **PEOPLE_CLAUSES,
    **TERMS_CLAUSES,
    FindingCode.HOURS_UNKNOWN: (_l("at det ikke er opplyst hvilke tider søknaden gjelder"),),
    FindingCode.HOURS_OUTSIDE_LAW: (_l("at tidene det er søkt om, ligger utenfor det loven tillater"),),
    FindingCode.HOURS_UNLAWFUL: (_l("at tidene det er søkt om, ligger utenfor det loven tillater"),),
    FindingCode.HOURS_OUTSIDE_POLICY: (_l("at tidene det er søkt om, ligger utenfor kommunens forskrift"),),
    FindingCode.HOURS_BEYOND_NORMAL: (_l("at tidene det er søkt om, er lengre enn vanlig tid etter loven"),),
    FindingCode.HOURS_RULES_CONFLICT: (_l("at reglene om tider i retningslinjene ikke passer sammen"),),
    FindingCode.ROOMS_UNKNOWN: (_l("at det ikke er avklart om noen har bevilling i lokalene"),),
    FindingCode.ROOM_TAKEN: (_l("at en annen har bevilling i samme lokale til de samme tidene"),),
    FindingCode.ROOM_OVERLAP_UNKNOWN: (_l("at det ikke er avklart hvem som har bevilling i lokalet"),),
    FindingCode.SALE_AND_SERVING_BANNED: (_l("at salg og skjenking ikke kan drives i samme lokale"),),
    FindingCode.SALE_AND_SERVING_UNKNOWN: (
        _l("at det ikke er avklart om salg og skjenking kan drives i samme lokale"),
    ),
    FindingCode.SALE_AND_SERVING_OWN_PRODUCED: (_l("at salg og skjenking bør skilles i lokalet"),),
    FindingCode.POLICY_NOT_IN_FORCE: (_l("at det ikke er avklart hvilke retningslinjer som gjelder"),),
    FindingCode.CAP_FULL: (
        _l("at taket på %(limit)s bevillinger er nådd"),
        _l("at taket for antall bevillinger er nådd"),
    ),
    FindingCode.CAP_UNKNOWN: (_l("at det ikke er avklart om det er plass under taket"),),
    FindingCode.CRITERION_TO_WEIGH: (_l("hensynene i kommunens retningslinjer"),),
    FindingCode.CRITERION_NOT_MET: (_l("at stedet ikke oppfyller kommunens retningslinjer"),),
    **EVENT_CLAUSES,
    **KIND_CLAUSES,
    **POLICY_CLAUSES,
}


def clause(finding: Finding) -> str:
    """Why a finding stands in the way, without names; empty for a finding that does not."""
    known = finding_words(finding)
    text = next((text for text in CLAUSES.get(finding.code, ()) if fits(text, known)), "")
    return str(text) % known


def clause_of_code(code: FindingCode) -> str:
    """The same for a finding of which only the code is known."""
    return str(CLAUSES[code][-1]) if code in CLAUSES else ""
