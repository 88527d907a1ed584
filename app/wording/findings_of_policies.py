"""What the rules find of the municipality's own policy, as sentences, and why each stands in the way."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.wording.enums import Text, groups_text
from app.wording.facts import ended, fits, upper_first
from app.wording.policy_questions import BUILT_IN
from licensing.assessment import Finding, FindingCode
from licensing.law import ALKL_4_4_PARA_3
from licensing.licences import group_set_from_code
from licensing.policy.whens import CATEGORY, ZONE

QUESTION, RULE = "question:", "rule:"
"""What a policy's own names are told by among the names of a case: a question's text, a rule's sentence."""

POLICY_RULE_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.CAP_NONE: _l(
        "Retningslinjene sier at det ikke er noe tak. Antallet kan ikke være grunnen til et avslag."
    ),
    FindingCode.CAP_SEAT_KEPT: _l("En ny eier overtar plassen under taket."),
    FindingCode.CAP_COUNTING_UNSAID: _l(
        "Retningslinjene sier ikke hvordan taket på %(limit)s skal telles. Avklar hva som telles, og over"
        " hvor lang tid."
    ),
    FindingCode.CAP_OVERFLOW_UNSAID: _l(
        "Retningslinjene sier ikke hva som skjer med søkere når taket på %(limit)s er nådd. Avklar det."
    ),
    FindingCode.CAP_TRANSFER_UNSAID: _l(
        "Retningslinjene sier ikke om en ny eier overtar plassen under taket. Avklar det."
    ),
    FindingCode.PLACE_ALLOWED: _l("Slike steder kan få bevilling."),
    FindingCode.PLACE_BARRED: _l("Slike steder får ikke bevilling."),
    FindingCode.PLACE_NORMALLY_NOT: _l("Slike steder får vanligvis ikke bevilling."),
    FindingCode.PLACE_PART_ONLY: _l("Det kan bare gis bevilling for denne delen av stedet: %(where_first)s"),
    FindingCode.PLACE_PART_MET: _l(
        "Det er søkt for den delen av stedet som kan få bevilling: %(where_first)s"
    ),
    FindingCode.PLACE_LISTED: _l("Stedet er %(category)s. Det er blant stedene som kan få bevilling."),
    FindingCode.PLACE_NOT_LISTED: _l(
        "Stedet er %(category)s. Det er ikke blant stedene som kan få bevilling."
    ),
    FindingCode.PLACE_GROUPS_LIMITED: _l(
        "Det er søkt om %(groups)s. Slike steder kan bare få %(allowed_groups)s."
    ),
    FindingCode.DEFINITION_MET: _l("Stedet er %(category)s slik retningslinjene bruker ordet."),
    FindingCode.DEFINITION_NOT_MET: _l("Stedet er ikke %(category)s slik retningslinjene bruker ordet."),
    FindingCode.DEFINITION_UNKNOWN: _l(
        "Vi vet ikke om stedet er %(category)s slik retningslinjene bruker ordet. Avklar: %(asked_first)s"
    ),
    FindingCode.POLICY_FACT_UNKNOWN: _l("Avklar: %(asked_first)s"),
    FindingCode.GROUND_WANTED: _l("Er det en særlig grunn til å fravike regelen?"),
    FindingCode.CONDITION_SET: _l("Vilkår: %(text)s"),
    FindingCode.CONDITION_UNMET: _l("Kravet er ikke oppfylt: %(text)s"),
    FindingCode.CONDITION_UNKNOWN: _l("Vi vet ikke om kravet er oppfylt: %(text)s"),
    FindingCode.RESPONSIBLE_TOO_YOUNG: _l(
        "%(who)s er for ung. %(role_first)s må ha fylt %(minimum_age)s år etter retningslinjene."
    ),
    FindingCode.SAME_TERMS: _l("Bevillingen gis vanligvis på samme vilkår som før."),
    FindingCode.TOTAL_REVIEW: _l(
        "Alle bevillingene vurderes samlet, etter kriterier som er fastsatt på forhånd."
    ),
    FindingCode.CRITERIA_NOT_FIXED: _l(
        "Kriteriene var ikke fastsatt før det ble åpnet for søknader. Kommunestyret må fastsette dem først."
    ),
    FindingCode.CRITERIA_FIXED_UNKNOWN: _l(
        "Avklar om kriteriene var fastsatt før det ble åpnet for søknader."
    ),
    FindingCode.STATEMENTS_WANTED: _l("Retningslinjene ber om uttalelse fra %(bodies)s."),
    FindingCode.RULE_TOLD: _l("Retningslinjene opplyser om noe som gjelder saken."),
}
LOCAL_HOURS_TEXTS: Mapping[FindingCode, Text] = {
    FindingCode.HOURS_VARY: _l(
        "Reglene gir ikke samme tid %(where)s hele året. Tiden som gjelder hele året, er lagt til grunn."
    ),
    FindingCode.HOURS_MAY_BE_SHORTENED: _l("Kommunen kan sette kortere tid for et enkelt sted."),
    FindingCode.HOURS_OPENING_ALONE: _l(
        "Kommunen har bare satt åpningstider. Avklar om det skal settes egne tider for skjenking %(where)s."
    ),
    FindingCode.LOCAL_HOURS_OUTSIDE_LAW: _l(
        "Kommunens regel går lenger enn loven åpner for %(where)s. Da gjelder grensen i loven."
    ),
}
# Said in place of the text above when the policy's own words are known.
IN_OWN_WORDS: frozenset[FindingCode] = frozenset(
    {
        FindingCode.PLACE_ALLOWED,
        FindingCode.PLACE_BARRED,
        FindingCode.PLACE_NORMALLY_NOT,
        FindingCode.RULE_TOLD,
        FindingCode.HOURS_MAY_BE_SHORTENED,
        FindingCode.CAP_NONE,
    }
)
# Told as they stand: the policy's own words, and sentences that are whole already.
WORDS, FREE_QUESTION, PREFERENCE, PREFERRED_PLACE_TOLD = (
    "%(words)s",
    "%(free_question)s",
    "%(preferred)s",
    "%(preferred_place)s",
)
STATEMENTS_WEIGHT = _l("Om vekten av uttalelsene: %(weight)s")
# Told after the sentence, each where its facts are known.
ADDED: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.DEFINITION_MET: (WORDS,),
    FindingCode.DEFINITION_NOT_MET: (WORDS, FREE_QUESTION),
    FindingCode.CONDITION_UNMET: (FREE_QUESTION,),
    FindingCode.CONDITION_UNKNOWN: (_l("Avklar: %(asked_first)s"),),
    FindingCode.GROUND_WANTED: (_l("Unntak: %(exception)s"), _l("Unntak gis av %(exception_by)s.")),
    FindingCode.STATEMENTS_WANTED: (STATEMENTS_WEIGHT,),
    FindingCode.CRITERION_TO_WEIGH: (
        PREFERENCE,
        PREFERRED_PLACE_TOLD,
    ),
}
GROUND = _l("Særlig grunn: %(ground)s")
PREFERRED = {
    True: _l("Stedet er av en art som retningslinjene vil ha flere av."),
    False: _l("Stedet er ikke av en art som retningslinjene vil ha flere av."),
}
PREFERRED_PLACE = {
    True: _l("Stedet ligger der retningslinjene helst vil ha det."),
    False: _l("Stedet ligger ikke der retningslinjene helst vil ha det."),
}

UNNAMED_QUESTIONS: Mapping[str, Text] = {
    ZONE: _l("Hvilken sone ligger stedet i?"),
    CATEGORY: _l("Hva slags sted er det?"),
}
UNKNOWN_QUESTION = _l("Et spørsmål fra retningslinjene er ikke besvart.")
# Findings whose question is the code of one of the policy's own; elsewhere it is asked in plain words.
ASKS_BY_CODE = frozenset(
    {FindingCode.POLICY_FACT_UNKNOWN, FindingCode.DEFINITION_UNKNOWN, FindingCode.CONDITION_UNKNOWN}
)
POLICY_CODES = frozenset({*POLICY_RULE_TEXTS, *LOCAL_HOURS_TEXTS})

POLICY_CLAUSES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.PLACE_BARRED: (_l("at slike steder ikke får bevilling etter kommunens retningslinjer"),),
    FindingCode.PLACE_NORMALLY_NOT: (
        _l("at slike steder vanligvis ikke får bevilling etter kommunens retningslinjer"),
    ),
    FindingCode.PLACE_PART_ONLY: (
        _l("at bare en del av stedet kan få bevilling etter kommunens retningslinjer"),
    ),
    FindingCode.PLACE_NOT_LISTED: (
        _l("at %(category)s ikke er blant stedene som kan få bevilling etter kommunens retningslinjer"),
        _l("at stedet ikke er blant dem som kan få bevilling etter kommunens retningslinjer"),
    ),
    FindingCode.PLACE_GROUPS_LIMITED: (
        _l("at slike steder bare kan få %(allowed_groups)s etter kommunens retningslinjer"),
        _l("at slike steder ikke kan få alle gruppene etter kommunens retningslinjer"),
    ),
    FindingCode.DEFINITION_NOT_MET: (
        _l("at stedet ikke er %(category)s slik kommunens retningslinjer bruker ordet"),
        _l("at stedet ikke er det det er søkt som"),
    ),
    FindingCode.DEFINITION_UNKNOWN: (_l("at det ikke er avklart hva slags sted det er"),),
    FindingCode.POLICY_FACT_UNKNOWN: (_l("at det mangler opplysninger som kommunens retningslinjer ber om"),),
    FindingCode.CONDITION_UNMET: (_l("at et krav i kommunens retningslinjer ikke er oppfylt"),),
    FindingCode.CONDITION_UNKNOWN: (
        _l("at det ikke er avklart om et krav i kommunens retningslinjer er oppfylt"),
    ),
    FindingCode.RESPONSIBLE_TOO_YOUNG: (_l("at den ansvarlige er for ung etter kommunens retningslinjer"),),
    FindingCode.TOTAL_REVIEW: (_l("den samlede vurderingen av alle bevillingene"),),
    FindingCode.CRITERIA_NOT_FIXED: (_l("at kriteriene ikke var fastsatt på forhånd"),),
}


# Hours that are set by another text than a regulation; the second is for what is not open at all.
GUIDELINE_HOURS: Mapping[FindingCode, tuple[Text, Text]] = {
    FindingCode.HOURS_OUTSIDE_POLICY: (
        _l("Søkt: %(asked)s %(where)s. Kommunens regel: %(allowed)s %(weekdays)s."),
        _l("Søkt: %(asked)s %(where)s. Kommunens regel åpner ikke for det %(weekdays)s."),
    ),
}


def policy_words(finding: Finding, names: Mapping[str, str]) -> dict[str, str]:
    """The words that the facts of a policy's finding make: questions and rules as the policy has them."""
    facts, known = finding.facts, {}
    if facts.get("question"):
        asked = str(facts["question"])
        if finding.code in ASKS_BY_CODE:
            known["asked_first"] = upper_first(_question(asked, names))
        else:
            known["free_question"] = ended(upper_first(asked))
    if facts.get("where"):
        known["where_first"] = ended(upper_first(str(facts["where"])))
    if finding.code is FindingCode.PLACE_GROUPS_LIMITED and facts.get("allowed"):
        known["allowed_groups"] = groups_text(group_set_from_code(str(facts["allowed"])))
    if not facts.get("words") and names.get(f"{RULE}{finding.rule}"):
        known["words"] = names[f"{RULE}{finding.rule}"]
    for name, texts in (("preferred_category", PREFERRED), ("preferred_zone", PREFERRED_PLACE)):
        answer = facts.get(name)
        if isinstance(answer, bool):
            known["preferred" if texts is PREFERRED else "preferred_place"] = str(texts[answer])
    return known


def own_text(finding: Finding, known: Mapping[str, str]) -> Text | None:
    """What is said in place of the ordinary sentence: the policy's own words, where they are known."""
    if finding.code in IN_OWN_WORDS and "words" in known:
        return WORDS
    if by_guidelines(finding):
        cut, gone = GUIDELINE_HOURS[finding.code]
        return cut if "allowed" in known else gone
    if finding.code is FindingCode.STATEMENTS_WANTED and "bodies" not in known:
        return STATEMENTS_WEIGHT if "weight" in known else None
    return None


def added_sentences(finding: Finding, known: Mapping[str, str]) -> list[str]:
    """What is told after the sentence: the exception, what is asked, and the ground that was given."""
    texts = [*ADDED.get(finding.code, ()), *((GROUND,) if "ground" in known else ())]
    main = own_text(finding, known)
    return [ended(upper_first(str(text) % known)) for text in texts if text is not main and fits(text, known)]


def _question(code: str, names: Mapping[str, str]) -> str:
    if named := names.get(f"{QUESTION}{code}"):
        return named
    if code in BUILT_IN:
        return str(BUILT_IN[code][0])
    return str(UNNAMED_QUESTIONS.get(code, UNKNOWN_QUESTION))


def cited(source: str) -> str:
    """A source of the policy inside a sentence: a bare paragraph is one of the municipality's guidelines."""
    if not source:
        return _("kommunens retningslinjer")
    if source[0].isdigit():
        return _("kommunens retningslinjer punkt %(paragraph)s", paragraph=source)
    if source.startswith(("§", "punkt", "kap", "pkt")):
        return _("kommunens retningslinjer %(paragraph)s", paragraph=source)
    return source


def by_guidelines(finding: Finding) -> bool:
    """Whether hours outside the local rules are cut by another text than a regulation."""
    return finding.code in GUIDELINE_HOURS and bool(finding.rule) and finding.citation != ALKL_4_4_PARA_3
