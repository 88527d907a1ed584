"""The paragraphs of drafted reasons: the people, the statements, the hours and the policy."""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.wording.citations import citation_text
from app.wording.enums import Text, enumeration, groups_text
from app.wording.facts import body_name, ended
from app.wording.findings import finding_text, finding_words
from app.wording.findings_of_policies import by_guidelines, cited
from licensing.assessment import Finding, FindingCode, FindingOutcome
from licensing.decisions import GRANTING, DecisionOutcome
from licensing.law import ALKL_1_7A_PARA_2, ALKL_1_7C, FVL_17_PARA_2
from licensing.statements import Body

AGE_AND_TEST = _l(
    "Styrer og stedfortreder skal være over 20 år og ha bestått prøve for %(kind)s (%(law)s). Kravet er"
    " oppfylt."
)
AGE_AND_TEST_OF_MANAGER = _l(
    "Styreren skal være over 20 år og ha bestått prøve for %(kind)s (%(law)s). Kravet er oppfylt."
)
TOO_YOUNG = _l("%(role)s skal være over %(minimum_age)s år (%(law)s). Kravet er ikke oppfylt.")
WAIVED = _l("Dere slipper å ha stedfortreder, slik dere har søkt om (%(law)s).")

NO_REMARKS = _l("%(bodies)s har ikke merknader til søknaden.")
REMARKS = _l("%(bodies)s har merknader til søknaden.")
REMARKS_AGAINST = _l("%(bodies)s fraråder at vi gir bevilling.")
HEARD = _l("Dere har fått se merknadene og hatt tid til å svare på dem (%(law)s).")
SILENT = _l("%(bodies)s svarte ikke innen fristen.")
WITHOUT_POLICE = _l("Politiet har ikke uttalt seg. Vi har likevel avgjort saken.")
CONDUCT_MET = _l("Vi har vurdert merknadene og mener at kravet til vandel er oppfylt (%(law)s).")
CONDUCT_NOT_MET = _l(
    "Vi har vurdert opplysningene vi har fått, og mener at kravet til vandel ikke er oppfylt (%(law)s)."
)

HOURS_KEPT = _l("Tidene dere har søkt om, ligger innenfor loven og kommunens forskrift.")
HOURS_LAWFUL = _l("Tidene dere har søkt om, ligger innenfor loven.")
HOURS_CUT: dict[FindingCode, Text] = {
    FindingCode.HOURS_OUTSIDE_LAW: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Loven tillater %(allowed)s %(weekdays)s"
        " (%(law)s)."
    ),
    FindingCode.HOURS_OUTSIDE_POLICY: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Kommunens forskrift åpner for %(allowed)s"
        " %(weekdays)s."
    ),
    FindingCode.HOURS_BEYOND_NORMAL: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Vanlig tid etter loven er %(allowed)s"
        " %(weekdays)s (%(law)s). Kommunen kan gi lengre tid."
    ),
}
HOURS_GONE: dict[FindingCode, Text] = {
    FindingCode.HOURS_OUTSIDE_LAW: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Loven tillater det ikke %(weekdays)s (%(law)s)."
    ),
    FindingCode.HOURS_UNLAWFUL: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Loven tillater det ikke (%(law)s)."
    ),
    FindingCode.HOURS_OUTSIDE_POLICY: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Kommunens forskrift åpner ikke for det"
        " %(weekdays)s."
    ),
    FindingCode.HOURS_BEYOND_NORMAL: _l(
        "Dere har søkt om %(asked)s for %(groups)s%(area)s. Det ligger utenfor vanlig tid etter loven"
        " %(weekdays)s (%(law)s)."
    ),
}
CUT_BY_RULE = _l(
    "Dere har søkt om %(asked)s for %(groups)s%(area)s. Etter %(source)s er det åpent for %(allowed)s"
    " %(weekdays)s."
)
GONE_BY_RULE = _l(
    "Dere har søkt om %(asked)s for %(groups)s%(area)s. Etter %(source)s er det ikke åpent for det"
    " %(weekdays)s."
)

CAP_FULL = _l("Kommunen har satt et tak på %(limit)s bevillinger (%(law)s). Taket er nådd.")
CAP_EXCEPTION = _l("Vi har vurdert om det er grunn til å gå ut over taket i denne saken.")
CRITERIA = _l("Etter retningslinjene skal vi vurdere dette: %(text)s")
CRITERIA_OF_POLICY = _l("Etter %(policy)s skal vi vurdere dette: %(text)s")
CRITERION_MET = _l("Det er oppfylt.")
CRITERION_NOT_MET = _l("Det er ikke oppfylt.")

AGE_CODES = {FindingCode.PERSON_OLD_ENOUGH, FindingCode.PERSON_TOO_YOUNG, FindingCode.PERSON_AGE_UNKNOWN}
TEST_CODES = {FindingCode.TEST_PASSED, FindingCode.TEST_MISSING, FindingCode.TEST_UNKNOWN}
IN_THE_WAY = {FindingOutcome.MISSING, FindingOutcome.REFUSE}
PEOPLE_CODES = (
    AGE_CODES
    | TEST_CODES
    | {
        FindingCode.MANAGER_MISSING,
        FindingCode.DEPUTY_MISSING,
        FindingCode.DEPUTY_IS_MANAGER,
        FindingCode.NOT_EMPLOYED,
    }
)


def people_sentences(rows: Sequence[Finding], outcome: DecisionOutcome) -> list[str]:
    """What the law asks of manager and deputy, and whether it is met. Nobody is named."""
    said = []
    for row in rows:
        if row.code is FindingCode.PERSON_TOO_YOUNG:
            said.append(str(TOO_YOUNG) % finding_words(row))
        elif row.code in PEOPLE_CODES and row.outcome in IN_THE_WAY:
            said.append(finding_text(row))
    if not said and (met := _age_and_test(rows)):
        said.append(met)
    if outcome in GRANTING and any(row.code is FindingCode.DEPUTY_WAIVED for row in rows):
        said.append(str(WAIVED) % {"law": citation_text(ALKL_1_7C)})
    return said


def _age_and_test(rows: Sequence[Finding]) -> str:
    tests = [row for row in rows if row.code in TEST_CODES]
    checked = [row for row in rows if row.code in AGE_CODES] + tests
    if not tests or any(row.outcome is not FindingOutcome.OK for row in checked):
        return ""
    text = (
        AGE_AND_TEST if any(row.facts.get("role") == "deputy" for row in tests) else AGE_AND_TEST_OF_MANAGER
    )
    return str(text) % {**finding_words(tests[0]), "law": citation_text(ALKL_1_7C)}


def statement_sentences(rows: Sequence[Finding]) -> list[str]:
    """Who had remarks, never what they were; and what was concluded of conduct."""
    against = _bodies(rows, FindingCode.STATEMENT_AGAINST)
    remarks = [
        body
        for body in _bodies(rows, FindingCode.STATEMENT_REMARK, FindingCode.CONDUCT_TO_JUDGE)
        if body not in against
    ]
    without = [
        body for body in _bodies(rows, FindingCode.STATEMENT_NO_REMARK) if body not in (*against, *remarks)
    ]
    said = [
        str(text) % {"bodies": enumeration(body_name(body) for body in bodies)}
        for text, bodies in (
            (NO_REMARKS, without),
            (REMARKS, remarks),
            (REMARKS_AGAINST, against),
            (SILENT, _bodies(rows, FindingCode.STATEMENT_SILENT)),
        )
        if bodies
    ]
    codes = {row.code for row in rows}
    if (remarks or against) and not codes & {FindingCode.REMARK_NOT_PRESENTED, FindingCode.REPLY_AWAITED}:
        said.append(str(HEARD) % {"law": citation_text(FVL_17_PARA_2)})
    if FindingCode.STATEMENT_OVERRIDDEN in codes:
        said.append(str(WITHOUT_POLICE))
    return said + _conduct(rows)


def _bodies(rows: Sequence[Finding], *codes: FindingCode) -> list[Body]:
    found = (row.facts.get("body") for row in rows if row.code in codes)
    return list(dict.fromkeys(Body(str(body)) for body in found if body))


def _conduct(rows: Sequence[Finding]) -> list[str]:
    failed = {row.citation for row in rows if row.code is FindingCode.CONDUCT_NOT_MET}
    passed = {row.citation for row in rows if row.code is FindingCode.CONDUCT_MET} - failed
    return [
        str(text) % {"law": enumeration(sorted(citation_text(citation) for citation in citations))}
        for text, citations in ((CONDUCT_MET, passed), (CONDUCT_NOT_MET, failed))
        if citations
    ]


def hours_sentences(rows: Sequence[Finding]) -> list[str]:
    """Where the hours asked for go beyond law or local rules, in as few sentences as can be."""
    cuts: dict[tuple[object, ...], list[Finding]] = {}
    for row in rows:
        if row.code in HOURS_GONE:
            key = (
                row.code,
                row.facts.get("area"),
                str(row.facts.get("asked")),
                str(row.facts.get("allowed")),
            )
            cuts.setdefault((*key, row.facts.get("weekdays")), []).append(row)
    if cuts:
        return [_cut(parts) for parts in _by_days(cuts.values())]
    codes = {row.code for row in rows}
    if FindingCode.HOURS_WITHIN_POLICY in codes:
        return [str(HOURS_KEPT)]
    return [str(HOURS_LAWFUL)] if FindingCode.HOURS_LAWFUL in codes else []


def _by_days(cuts: Iterable[Sequence[Finding]]) -> list[list[Sequence[Finding]]]:
    """The cuts that differ in days and hours alone, together."""
    together: dict[tuple[object, ...], list[Sequence[Finding]]] = {}
    for alike in cuts:
        first = alike[0]
        # What is not allowed at all is said for itself.
        alone = None if first.facts.get("allowed") else first.facts.get("weekdays")
        groups = tuple(str(row.facts["group"]) for row in alike)
        asked = str(first.facts.get("asked"))
        together.setdefault((first.code, first.facts.get("area"), asked, groups, alone), []).append(alike)
    return list(together.values())


def _cut(parts: Sequence[Sequence[Finding]]) -> str:
    alike = parts[0]
    first = alike[0]
    words = finding_words(first)
    words |= {
        "groups": groups_text(int(str(row.facts["group"])) for row in alike),
        "area": f" {words['area']}" if words.get("area") else "",
    }
    if len(parts) > 1:
        each = [finding_words(part[0]) for part in parts]
        last = each[-1]["weekdays"]
        listed = enumeration(f"{part['allowed']} {part['weekdays']}" for part in each)
        words |= {"allowed": listed.removesuffix(f" {last}"), "weekdays": last}
    if by_guidelines(first):
        words["source"] = cited(first.policy_source)
        return str(CUT_BY_RULE if "allowed" in words else GONE_BY_RULE) % words
    texts = HOURS_CUT if "allowed" in words and first.code in HOURS_CUT else HOURS_GONE
    return str(texts[first.code]) % words


def policy_sentences(rows: Sequence[Finding], outcome: DecisionOutcome, policy: str) -> list[str]:
    """Caps and criteria, and what was found of them."""
    said = []
    for row in rows:
        words = finding_words(row)
        if row.code is FindingCode.CAP_FULL:
            said.append(str(CAP_FULL) % {**words, "law": citation_text(ALKL_1_7A_PARA_2)})
            if outcome is DecisionOutcome.REFUSE:
                said.append(str(CAP_EXCEPTION))
        elif row.code is FindingCode.CAP_ROOM_LEFT:
            said.append(_room_left(row))
        elif "criterion" in row.facts:
            said.extend(_criterion(row, policy))
    return said


def _room_left(row: Finding) -> str:
    return ngettext(
        "Kommunen har satt et tak på %(limit)s bevillinger. Det er én ledig plass.",
        "Kommunen har satt et tak på %(limit)s bevillinger. Det er %(num)s ledige plasser.",
        int(str(row.facts["left"])),
        limit=row.facts["limit"],
    )


def _criterion(row: Finding, policy: str) -> list[str]:
    words = {**finding_words(row), "policy": policy}
    said = [ended(str(CRITERIA_OF_POLICY if policy else CRITERIA) % words)]
    if row.code is not FindingCode.CRITERION_TO_WEIGH:
        said.append(str(CRITERION_MET if row.code is FindingCode.CRITERION_MET else CRITERION_NOT_MET))
    return said + ([words["reason"]] if "reason" in words else [])
