"""The paragraph of drafted reasons on the municipality's own rules: each cited, in words an applicant reads.

Law: alkoholloven § 1-7a; forvaltningsloven § 25.
"""

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l

from app.wording.enums import Text
from app.wording.facts import ended, fits, upper_first
from app.wording.findings import NO_NAMES, finding_words
from app.wording.findings_of_policies import cited
from licensing.assessment import Finding, FindingCode, FindingOutcome
from licensing.decisions import GRANTING, DecisionOutcome

RULE_SAYS = _l("%(source_first)s sier: %(words)s")
RULE_BARS = _l("Etter %(source)s får slike steder ikke bevilling.")
RULE_NORMALLY_BARS = _l("Etter %(source)s får slike steder vanligvis ikke bevilling.")
SENTENCES: Mapping[FindingCode, tuple[Text, ...]] = {
    FindingCode.PLACE_BARRED: (RULE_SAYS, RULE_BARS),
    FindingCode.PLACE_NORMALLY_NOT: (RULE_SAYS, RULE_NORMALLY_BARS),
    FindingCode.PLACE_PART_ONLY: (
        _l("Etter %(source)s kan det bare gis bevilling for denne delen av stedet: %(where_first)s"),
    ),
    FindingCode.PLACE_NOT_LISTED: (
        _l("Etter %(source)s er ikke %(category)s blant stedene som kan få bevilling."),
    ),
    FindingCode.PLACE_GROUPS_LIMITED: (
        _l("Dere har søkt om %(groups)s. Etter %(source)s kan slike steder bare få %(allowed_groups)s."),
    ),
    FindingCode.DEFINITION_NOT_MET: (
        _l("Stedet er ikke %(category)s slik ordet brukes i %(source)s. Der står det: %(words)s"),
        _l("Stedet er ikke %(category)s slik ordet brukes i %(source)s."),
    ),
    FindingCode.CONDITION_UNMET: (_l("%(source_first)s stiller dette kravet: %(text)s"),),
    FindingCode.RESPONSIBLE_TOO_YOUNG: (
        _l("Etter %(source)s må den som er ansvarlig, ha fylt %(minimum_age)s år."),
    ),
    FindingCode.CRITERIA_NOT_FIXED: (
        _l("Etter %(source)s skal kriteriene være fastsatt på forhånd. Det var de ikke."),
    ),
    FindingCode.TOTAL_REVIEW: (
        _l("Etter %(source)s vurderes alle bevillingene samlet, etter kriterier som er fastsatt på forhånd."),
    ),
}
GRANTED_SENTENCES: Mapping[FindingCode, Text] = {
    FindingCode.SAME_TERMS: _l("Etter %(source)s gis bevillingen på samme vilkår som før."),
    FindingCode.PLACE_PART_MET: _l(
        "Bevillingen gjelder den delen av stedet som kan få bevilling etter %(source)s: %(where_first)s"
    ),
}
UNMET = _l("Kravet er ikke oppfylt.")
GROUND_FOUND = _l("Vi mener at det er en særlig grunn til å fravike regelen: %(ground)s")
GROUND_NOT_ENOUGH = _l(
    "Vi har vurdert om det er en særlig grunn til å fravike regelen, og mener at det ikke er det."
)


def rule_sentences(
    rows: Sequence[Finding], outcome: DecisionOutcome, names: Mapping[str, str] = NO_NAMES
) -> list[str]:
    """What the municipality's own rules say of the place, and whether there is reason to depart from them."""
    wanted = {row.rule for row in rows if row.code is FindingCode.GROUND_WANTED}
    said: list[str] = []
    for row in rows:
        words = {**finding_words(row, names), **_source(row)}
        if not row.facts.get("words"):
            # A letter gives the text's own words or none: how the screens read a rule is no quotation.
            words.pop("words", None)
        if row.outcome is FindingOutcome.OK:
            if outcome in GRANTING and row.code in GRANTED_SENTENCES:
                said.append(str(GRANTED_SENTENCES[row.code]) % words)
        elif row.code in SENTENCES:
            said += _against(row, words, outcome, asked_for_ground=row.rule in wanted)
    return list(dict.fromkeys(said))


def _against(
    row: Finding, words: Mapping[str, str], outcome: DecisionOutcome, *, asked_for_ground: bool
) -> list[str]:
    text = next((text for text in SENTENCES[row.code] if fits(text, words)), None)
    said = [ended(str(text) % words)] if text is not None else []
    if row.code is FindingCode.CONDITION_UNMET:
        said.append(str(UNMET))
    if "ground" in words and outcome in GRANTING:
        said.append(ended(str(GROUND_FOUND) % words))
    elif ("ground" in words or asked_for_ground) and outcome is DecisionOutcome.REFUSE:
        said.append(str(GROUND_NOT_ENOUGH))
    return said


def _source(row: Finding) -> dict[str, str]:
    """Where the rule stands, as it is named inside a sentence and at its beginning."""
    source = cited(row.policy_source)
    return {"source": source, "source_first": upper_first(source)}
