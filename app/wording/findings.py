"""Findings as sentences: what a rule found, with its facts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.wording.citations import citation_text
from app.wording.enums import Text, label
from app.wording.facts import ended, fact_texts, fits, upper_first
from app.wording.findings_of_events import (
    EVENT_HOURS_TEXTS,
    EVENT_NOTHING_ALLOWED,
    EVENT_PEOPLE_TEXTS,
    EVENT_TEXTS,
)
from app.wording.findings_of_kinds import KIND_PLACE_TEXTS, KIND_TEXTS
from app.wording.findings_of_people import BACKGROUND_TEXTS, CONDUCT_TEXTS
from app.wording.findings_of_people_changes import PEOPLE_CHANGE_TEXTS
from app.wording.findings_of_policies import (
    LOCAL_HOURS_TEXTS,
    POLICY_CODES,
    POLICY_RULE_TEXTS,
    added_sentences,
    own_text,
    policy_words,
)
from app.wording.findings_of_terms import TERMS_HOURS_TEXTS, TERMS_TEXTS
from licensing.applicants import ConductQuestion
from licensing.assessment import Finding, FindingCode, FindingOutcome
from licensing.law import ALKL_3_7
from licensing.statements import Question

NO_NAMES: Mapping[str, str] = MappingProxyType({})

LICENCE, PLACE, PEOPLE, STATEMENTS, HOURS, POLICY = FINDING_GROUPS = (
    _l("Bevillingen"),
    _l("Sted og lokale"),
    _l("Personer"),
    _l("Uttalelser"),
    _l("Tider"),
    _l("Kommunens retningslinjer"),
)

LICENCE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.KIND_UNKNOWN: _l("Vi vet ikke om søknaden gjelder salg eller skjenking."),
    FindingCode.GROUPS_LAWFUL: _l("Det er søkt om %(kind)s av %(groups)s. Det åpner loven for."),
    FindingCode.GROUPS_UNLAWFUL: _l("Det er søkt om %(kind)s av %(groups)s. Det kan kommunen ikke gi."),
    FindingCode.GROUPS_UNKNOWN: _l("Vi vet ikke hvilke grupper det er søkt om."),
    FindingCode.PERIOD_LAWFUL: _l("Bevillingen kan gjelde til og med %(last_day)s."),
    FindingCode.PERIOD_TOO_LONG: _l(
        "Det er søkt til og med %(asked)s. Bevillingen kan lengst gjelde til og med %(last_day)s."
    ),
    FindingCode.PERIOD_IMPOSSIBLE: _l(
        "Første dag %(first_day)s ligger etter slutten på bevillingsperioden, %(period_end)s."
    ),
    **KIND_TEXTS,
    **EVENT_TEXTS,
    **TERMS_TEXTS,
}
PLACE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.OUTLET_LAWFUL: _l("Stedet er %(category)s og kan få salgsbevilling."),
    FindingCode.OUTLET_UNLAWFUL: _l(
        "Stedet er %(category)s. Bensinstasjoner og kiosker kan ikke få salgsbevilling."
    ),
    FindingCode.CATEGORY_UNKNOWN: _l(
        "Vi vet ikke hva slags virksomhet det er. Bensinstasjoner og kiosker kan ikke få salgsbevilling."
    ),
    FindingCode.ROOMS_UNKNOWN: _l("Vi vet ikke om noen allerede har bevilling i lokalene."),
    FindingCode.ROOM_FREE: _l("Ingen har bevilling i lokalene fra før."),
    FindingCode.ROOM_SAME_HOLDER: _l("Søkeren har allerede bevilling i %(room)s."),
    FindingCode.ROOM_OTHER_HOURS: _l("En annen har bevilling i %(room)s, men til andre tider."),
    FindingCode.ROOM_TAKEN: _l("En annen har bevilling i %(room)s, og tidene overlapper."),
    FindingCode.ROOM_OVERLAP_UNKNOWN: _l(
        "Det er gitt bevilling i %(room)s fra før. Avklar hvem som har den, og om tidene overlapper. En"
        " bevilling uten registrerte tider regnes å ta lokalet hele tiden loven åpner for, 06.00–03.00."
    ),
    FindingCode.SALE_AND_SERVING_BANNED: _l(
        "Salg og skjenking kan ikke drives i samme lokale. Det gjelder %(room)s."
    ),
    FindingCode.SALE_AND_SERVING_UNKNOWN: _l(
        "Salg og skjenking i samme lokale er bare lov for egenprodusert drikk i små lokaler. Avklar om det"
        " gjelder %(room)s."
    ),
    FindingCode.SALE_AND_SERVING_OWN_PRODUCED: _l(
        "Egenprodusert drikk skal både selges og skjenkes i %(room)s. Vurder om det er praktisk mulig å"
        " skille salg og skjenking."
    ),
    **KIND_PLACE_TEXTS,
}
PEOPLE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.HOLDER_UNKNOWN: _l("Vi vet ikke hvem virksomheten drives for."),
    FindingCode.INFLUENCE_KNOWN: _l("Personer med vesentlig innflytelse er oppgitt: %(count)s."),
    FindingCode.INFLUENCE_UNKNOWN: _l("Vi vet ikke hvem som har vesentlig innflytelse på virksomheten."),
    FindingCode.MANAGER_MISSING: _l("Søknaden mangler styrer."),
    FindingCode.DEPUTY_MISSING: _l("Søknaden mangler stedfortreder, og det er ikke søkt om å slippe."),
    FindingCode.DEPUTY_WAIVED: _l("Det er søkt om å slippe stedfortreder. Søkerens grunn: %(reason)s"),
    FindingCode.DEPUTY_IS_MANAGER: _l("%(person)s kan ikke være både styrer og stedfortreder."),
    FindingCode.PERSON_OLD_ENOUGH: _l("%(who)s er %(age)s år og oppfyller alderskravet."),
    FindingCode.PERSON_TOO_YOUNG: _l(
        "%(who)s er %(age)s år. %(role_first)s må være over %(minimum_age)s år (%(law)s). Søknaden kan"
        " registreres, men ikke innvilges."
    ),
    FindingCode.PERSON_AGE_UNKNOWN: _l("Vi vet ikke hvor gammel %(who)s er."),
    FindingCode.TEST_PASSED: _l("%(who)s har bestått prøve for %(kind)s."),
    FindingCode.TEST_MISSING: _l("%(who)s mangler bestått prøve for %(kind)s."),
    FindingCode.TEST_UNKNOWN: _l("Vi vet ikke om %(who)s har bestått prøve for %(kind)s."),
    FindingCode.EMPLOYED: _l("%(who)s er ansatt på stedet eller eier det."),
    FindingCode.NOT_EMPLOYED: _l("%(who)s er verken ansatt på stedet eller eier av det."),
    FindingCode.EMPLOYMENT_UNKNOWN: _l("Vi vet ikke om %(who)s er ansatt på stedet."),
    FindingCode.MANAGES_ELSEWHERE: _l(
        "%(who)s er styrer eller stedfortreder også et annet sted. Det er lov, men tilsynet her må være"
        " reelt."
    ),
    **BACKGROUND_TEXTS,
    **PEOPLE_CHANGE_TEXTS,
    **EVENT_PEOPLE_TEXTS,
}
STATEMENT_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.STATEMENTS_UNKNOWN: _l("Vi vet ikke om noen har uttalt seg."),
    FindingCode.STATEMENT_NOT_ASKED: _l("%(body)s er ikke spurt om %(about)s."),
    FindingCode.STATEMENT_WAITING: _l("%(body)s har frist til %(due_on)s med å uttale seg om %(about)s."),
    FindingCode.STATEMENT_OVERDUE: _l(
        "%(body)s har ikke uttalt seg om %(about)s. Fristen gikk ut %(due_on)s."
    ),
    FindingCode.STATEMENT_NO_REMARK: _l("%(body)s har ingen merknad til %(about)s."),
    FindingCode.STATEMENT_REMARK: _l("%(body)s har merknad til %(about)s."),
    FindingCode.STATEMENT_AGAINST: _l("%(body)s fraråder bevilling. Det gjelder %(about)s."),
    FindingCode.STATEMENT_SILENT: _l(
        "%(body)s svarte ikke om %(about)s innen %(due_on)s. Saken går videre uten svar."
    ),
    FindingCode.STATEMENT_OVERRIDDEN: _l("Saken går videre uten svar fra %(body)s om %(about)s."),
    FindingCode.STATEMENT_OPTIONAL_OPEN: _l(
        "%(body)s har ikke uttalt seg om %(about)s. Saken trenger ikke vente på svaret."
    ),
    FindingCode.REMARK_NOT_PRESENTED: _l("Søkeren har ikke fått se merknaden fra %(body)s om %(about)s."),
    FindingCode.REPLY_AWAITED: _l(
        "Søkeren har frist til %(due_on)s med å svare på merknaden fra %(body)s om %(about)s."
    ),
    FindingCode.CONDUCT_MET: _l("Merknaden er vurdert. Kravet til vandel er oppfylt for %(subject)s."),
    FindingCode.CONDUCT_NOT_MET: _l("Kravet til vandel er ikke oppfylt for %(subject)s."),
    FindingCode.CONDUCT_TO_JUDGE: _l(
        "%(body)s har merknad. Vurder om kravet til vandel er oppfylt for %(subject)s."
    ),
    **CONDUCT_TEXTS,
}
HOURS_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.HOURS_UNKNOWN: _l("Vi vet ikke hvilke tider det er søkt om."),
    FindingCode.HOURS_LAWFUL: _l("%(asked)s %(where)s er innenfor det loven tillater."),
    FindingCode.HOURS_OUTSIDE_LAW: _l("Søkt: %(asked)s %(where)s. Loven tillater %(allowed)s %(weekdays)s."),
    FindingCode.HOURS_UNLAWFUL: _l(
        "Søkt: %(asked)s %(where)s. Hele tiden ligger utenfor det loven tillater."
    ),
    FindingCode.HOURS_WITHIN_POLICY: _l("%(asked)s %(where)s er innenfor kommunens tider."),
    FindingCode.HOURS_OUTSIDE_POLICY: _l("Søkt: %(asked)s %(where)s. Forskriften: %(allowed)s %(weekdays)s."),
    FindingCode.HOURS_BEYOND_NORMAL: _l(
        "Søkt: %(asked)s %(where)s. Kommunen har ikke satt egne tider. Vanlig tid etter loven er %(allowed)s"
        " %(weekdays)s. Vurder om det skal gis lengre tid."
    ),
    FindingCode.HOURS_RULES_CONFLICT: _l(
        "Retningslinjene har regler som ikke passer sammen for tiden %(where)s. Avklar hva som gjelder."
    ),
    **EVENT_HOURS_TEXTS,
    **TERMS_HOURS_TEXTS,
    **LOCAL_HOURS_TEXTS,
}
POLICY_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.POLICY_NOT_IN_FORCE: _l(
        "Retningslinjene «%(policy)s» gjelder ikke den dagen saken vurderes."
    ),
    FindingCode.CAP_ROOM_LEFT: _l("Tak: %(used)s av %(limit)s bevillinger i bruk."),
    FindingCode.CAP_FULL: _l("Tak: %(used)s av %(limit)s bevillinger i bruk. Taket er nådd."),
    FindingCode.CAP_UNKNOWN: _l("Vi vet ikke hvor mange bevillinger som er i bruk under taket på %(limit)s."),
    FindingCode.CAP_WITHOUT_LIMIT: _l("Retningslinjene setter ikke noe tak."),
    FindingCode.CRITERION_TO_WEIGH: _l("Kriterium: %(text)s"),
    FindingCode.CRITERION_MET: _l("Oppfylt: %(text)s"),
    FindingCode.CRITERION_NOT_MET: _l("Ikke oppfylt: %(text)s"),
    **POLICY_RULE_TEXTS,
}
TEXTS_OF_GROUPS = (
    LICENCE_TEXTS,
    PLACE_TEXTS,
    PEOPLE_TEXTS,
    STATEMENT_TEXTS,
    HOURS_TEXTS,
    POLICY_TEXTS,
)
FINDING_TEXTS: Mapping[FindingCode, Text] = {
    code: text for texts in TEXTS_OF_GROUPS for code, text in texts.items()
}
# Said in place of the text above when its facts are of another kind.
NOTHING_ALLOWED: Mapping[FindingCode, Text] = {
    FindingCode.HOURS_OUTSIDE_LAW: _l("Søkt: %(asked)s %(where)s. Loven tillater det ikke %(weekdays)s."),
    FindingCode.HOURS_OUTSIDE_POLICY: _l(
        "Søkt: %(asked)s %(where)s. Forskriften åpner ikke for det %(weekdays)s."
    ),
    FindingCode.HOURS_BEYOND_NORMAL: _l(
        "Søkt: %(asked)s %(where)s. Det ligger utenfor vanlig tid etter loven %(weekdays)s. Vurder om det"
        " skal gis."
    ),
    **EVENT_NOTHING_ALLOWED,
}
WITHOUT_DEADLINE: Mapping[FindingCode, Text] = {
    FindingCode.STATEMENT_WAITING: _l("%(body)s har ikke uttalt seg om %(about)s ennå."),
    FindingCode.STATEMENT_OVERDUE: _l("%(body)s har ikke uttalt seg om %(about)s innen fristen."),
    FindingCode.STATEMENT_SILENT: _l("%(body)s svarte ikke om %(about)s. Saken går videre uten svar."),
}
OTHER_TEST = _l("%(who)s har bestått prøve for %(other_tests)s. %(kind_first)s krever egen prøve.")
NOBODY_ELSE = _l("Det er oppgitt at ingen andre har vesentlig innflytelse på virksomheten.")
PERIOD_IMPOSSIBLE = _l("Første dag ligger utenfor bevillingsperioden.")

SOMEONE: Mapping[str, Text] = {
    Question.CONDUCT_HOLDER: _l("søkeren og personer med innflytelse"),
    Question.CONDUCT_MANAGER: _l("styrer eller stedfortreder"),
    ConductQuestion.SERVING_PLACE: _l("søkeren og personer med innflytelse"),
    Question.PLACE: _l("stedet"),
}


def finding_group(finding: Finding) -> str:
    """The heading that a finding stands under."""
    return group_of_code(finding.code)


def group_of_code(code: FindingCode) -> str:
    """The heading that findings of a code stand under."""
    return next(
        str(group) for group, texts in zip(FINDING_GROUPS, TEXTS_OF_GROUPS, strict=True) if code in texts
    )


def finding_text(finding: Finding, names: Mapping[str, str] = NO_NAMES) -> str:
    """What was found, in a sentence or two; `names` gives the names of "person:12" and "room:3"."""
    known = finding_words(finding, names)
    text = upper_first(str(_text_of(finding, known)) % known)
    return " ".join((ended(text), *_added(finding, known)))


def findings_summary(findings: Iterable[Finding]) -> str:
    """How many there are of each outcome: "17 funn: 14 i orden, 2 må vurderes, 1 mangler."."""
    counted = Counter(finding.outcome for finding in findings)
    parts = [f"{counted[outcome]} {label(outcome).lower()}" for outcome in FindingOutcome if counted[outcome]]
    return _("%(count)s funn: %(parts)s.", count=counted.total(), parts=", ".join(parts))


def finding_words(finding: Finding, names: Mapping[str, str] = NO_NAMES) -> dict[str, str]:
    """The facts of a finding as they stand in a sentence, with the words that several of them make."""
    known = fact_texts(finding.facts)
    for name in ("person", "room", "subject"):
        reference = str(finding.facts.get(name) or "")
        known[name] = names.get(reference, str(UNNAMED[name]))
    if "role" in known:
        known["who"] = f"{known['role']} {names.get(str(finding.facts.get('person')), '')}".strip()
        known["role_first"] = upper_first(known["role"])
    if finding.code in POLICY_CODES or finding.rule:
        known |= policy_words(finding, names)
    elif "question" in finding.facts:
        known |= _statement_words(finding, names)
    if "group" in known:
        if finding.citation == ALKL_3_7:
            known["area"] = ""  # A shop has no tables outside.
        known["where"] = f"{_for_group(known['group'])} {known.get('area', '')}".strip()
    if "kind" in known:
        known["kind_first"] = upper_first(known["kind"])
    if "extension" in known:
        known["extension_first"] = upper_first(known["extension"])
    if "asked" in known:
        known["asked_to"] = known["asked"].partition("–")[2]
    known["law"] = citation_text(finding.citation)
    return known


UNNAMED = {"person": _l("samme person"), "room": _l("lokalet"), "subject": _l("personen")}
FOR_GROUP = _l("for gruppe %(group)s")
CONDUCT_OF = _l("vandelen til %(subject)s")


def _for_group(group: str) -> str:
    return str(FOR_GROUP) % {"group": group}


def _statement_words(finding: Finding, names: Mapping[str, str]) -> dict[str, str]:
    question = str(finding.facts["question"])
    subject = names.get(str(finding.facts.get("subject")), str(SOMEONE[question]))
    about = subject if question == Question.PLACE else str(CONDUCT_OF) % {"subject": subject}
    return {"subject": subject, "about": about}


def _text_of(finding: Finding, known: Mapping[str, str]) -> Text:
    code = finding.code
    if (own := own_text(finding, known)) is not None:
        return own
    if code is FindingCode.TEST_MISSING and "other_tests" in known:
        return OTHER_TEST
    if code is FindingCode.INFLUENCE_KNOWN and finding.facts.get("count") == 0:
        return NOBODY_ELSE
    if code is FindingCode.PERIOD_IMPOSSIBLE and not fits(FINDING_TEXTS[code], known):
        return PERIOD_IMPOSSIBLE
    if code in NOTHING_ALLOWED and "allowed" not in known:
        return NOTHING_ALLOWED[code]
    if code in WITHOUT_DEADLINE and "due_on" not in known:
        return WITHOUT_DEADLINE[code]
    return FINDING_TEXTS[code]


def _added(finding: Finding, known: Mapping[str, str]) -> list[str]:
    """What is said after the sentence itself: those who wait for the same place, and reasons given."""
    pending = finding.facts.get("pending")
    if isinstance(pending, int) and pending > 0:
        return [ngettext("Én annen søknad venter.", "%(num)s andre søknader venter.", pending)]
    if finding.code in WITH_REASON and "reason" in known:
        return [ended(str(REASON) % known)]
    if said := added_sentences(finding, known):
        return said
    if finding.code is FindingCode.ROOM_TAKEN and fits(ROOM_MET, known):
        return [str(ROOM_MET) % known]
    return []


ROOM_MET = _l("Det er bevilling %(number)s, første gang %(day)s kl. %(hours)s.")
REASON = _l("Begrunnelse: %(reason)s")
# Reasons about conduct are shielded and never among these.
WITH_REASON = {
    FindingCode.CRITERION_MET,
    FindingCode.CRITERION_NOT_MET,
    FindingCode.STATEMENT_OVERRIDDEN,
}
