"""What the rules find of a policy reads as whole sentences, whatever text the policy was written from."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app import labels
from app.cases.queries.assessed_rules import policy_names
from app.policy.library import library
from app.wording.findings_of_policies import POLICY_CLAUSES, POLICY_CODES, cited
from licensing.assessment import Assessment, Facts, Finding, FindingCode, FindingOutcome, Strength, assess
from licensing.assessment.facts import GroundView
from licensing.caps import CapCount
from licensing.decisions import DecisionOutcome
from licensing.law import ALKL_1_7A, ALKL_4_4, ALKL_4_4_PARA_3
from licensing.licences import LicenceKind, VenueCategory
from licensing.policy import CaseSort, FactKind, Policy
from tests.app.wording.applications import LATE_OUTSIDE, LAWFUL, NAMES
from tests.factories import bergen

ON = date(2026, 11, 23)
CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\bNone\b|\{|\[")
AGAINST = (FindingOutcome.REFUSE, FindingOutcome.CONSIDER, FindingOutcome.PARTLY)
POLICIES = [pytest.param(entry.read.policy, id=entry.code) for entry in library()]
TOWN = Policy("1", 1, "Retningslinjer", date(2024, 1, 1), rules=bergen.RULES, **bergen.FRAME)


def applications(policy: Policy) -> Iterator[Facts]:
    """Applications of every sort of place, with nothing answered, everything denied, and everything so."""
    number = {FactKind.NUMBER: 10, FactKind.TIME: 21 * 60}
    answers = (
        {},
        {question.code: number.get(question.kind, False) for question in policy.questions},
        {question.code: number.get(question.kind, True) for question in policy.questions},
    )
    full = tuple(CapCount(cap.code, 1000) for cap in policy.caps)
    for kind in LicenceKind:
        for category in (
            VenueCategory.EATING_PLACE,
            VenueCategory.HOTEL,
            VenueCategory.SPORTS_VENUE,
            VenueCategory.KIOSK,
        ):
            for told in answers:
                yield replace(
                    LAWFUL,
                    kind=kind,
                    category=category,
                    answers=told,
                    caps=full,
                    zones=() if told else None,
                    hours=LATE_OUTSIDE,
                    sort=CaseSort.RENEWAL if told else CaseSort.NEW,
                    grounds=tuple(GroundView(rule.code, "Stedet er skilt ut.") for rule in policy.rules)
                    if told
                    else (),
                )


def assessments(policy: Policy) -> Iterator[Assessment]:
    """What the rules find of each."""
    for facts in applications(policy):
        yield assess(facts, policy, ON)


@pytest.mark.parametrize("policy", POLICIES)
def test_every_finding_of_a_municipalitys_text_reads_as_whole_sentences(app, policy: Policy) -> None:
    with app.test_request_context():
        names = {**NAMES, **policy_names(policy)}
        own = 0
        for assessment in assessments(policy):
            for finding in assessment.findings:
                text = labels.finding_text(finding, names)
                own += bool(finding.rule)
                assert text[0].isupper() or text[0].isdigit() or text[0] in "«§", text
                assert text.endswith((".", "?", "!")), text
                assert not CODE.search(text), text
        assert own > 0


@pytest.mark.parametrize("policy", POLICIES)
def test_reasons_are_drafted_for_whatever_was_found(app, policy: Policy) -> None:
    with app.test_request_context():
        names = {**NAMES, **policy_names(policy)}
        for assessment in assessments(policy):
            for outcome in DecisionOutcome:
                text = labels.drafted_reasons(assessment.findings, outcome, names)
                assert not CODE.search(text), text
                assert ".." not in text, text


def test_what_stands_in_the_way_can_be_given_as_a_reason(app) -> None:
    told = {"category": "kiosk", "groups": "1,2,3", "allowed": "1", "question": "x", "where": "et rom"}
    with app.test_request_context():
        for code in POLICY_CLAUSES:
            assert code in POLICY_CODES
            finding = Finding(code, FindingOutcome.REFUSE, Strength.HARD, ALKL_1_7A, told, "punkt 5", "R")
            words = labels.clause(finding)
            assert words
            assert not CODE.search(words), words


def found(code: FindingCode, outcome: FindingOutcome, **facts: str | None) -> Finding:
    """A finding of a main rule."""
    return Finding(
        code, outcome, Strength.DEFAULT, ALKL_1_7A, facts, "retningslinjene punkt 5", bergen.NO_ISLANDS.code
    )


WORDS = bergen.NO_ISLANDS.words
GROUND = "Øya har egne vegger."


@pytest.mark.parametrize(
    ("rows", "outcome", "said"),
    [
        pytest.param(
            (
                found(FindingCode.GROUND_WANTED, FindingOutcome.OK),
                found(FindingCode.PLACE_NORMALLY_NOT, FindingOutcome.REFUSE, words=WORDS),
            ),
            DecisionOutcome.REFUSE,
            f"Retningslinjene punkt 5 sier: {WORDS} Vi har vurdert om det er en særlig grunn til å fravike"
            " regelen, og mener at det ikke er det.",
            id="refused without a ground",
        ),
        pytest.param(
            (found(FindingCode.PLACE_NORMALLY_NOT, FindingOutcome.CONSIDER, words=WORDS, ground=GROUND),),
            DecisionOutcome.GRANT,
            f"Retningslinjene punkt 5 sier: {WORDS} Vi mener at det er en særlig grunn til å fravike regelen:"
            f" {GROUND}",
            id="granted for a ground",
        ),
        pytest.param(
            (found(FindingCode.PLACE_NORMALLY_NOT, FindingOutcome.REFUSE, words=""),),
            DecisionOutcome.REFUSE,
            "Etter retningslinjene punkt 5 får slike steder vanligvis ikke bevilling.",
            id="a rule without words of its own",
        ),
        pytest.param(
            (found(FindingCode.PLACE_PART_ONLY, FindingOutcome.PARTLY, where="et avskjermet område"),),
            DecisionOutcome.PART_GRANT,
            "Etter retningslinjene punkt 5 kan det bare gis bevilling for denne delen av stedet: Et"
            " avskjermet område.",
            id="a part of the place",
        ),
        pytest.param(
            (found(FindingCode.PLACE_GROUPS_LIMITED, FindingOutcome.PARTLY, groups="1,2,3", allowed="1,2"),),
            DecisionOutcome.PART_GRANT,
            "Dere har søkt om gruppe 1, 2 og 3. Etter retningslinjene punkt 5 kan slike steder bare få gruppe"
            " 1 og 2.",
            id="fewer groups",
        ),
        pytest.param(
            (found(FindingCode.CONDITION_UNMET, FindingOutcome.REFUSE, text="Full meny til kl. 22."),),
            DecisionOutcome.REFUSE,
            "Retningslinjene punkt 5 stiller dette kravet: Full meny til kl. 22. Kravet er ikke oppfylt.",
            id="a demand that is not met",
        ),
        pytest.param(
            (found(FindingCode.SAME_TERMS, FindingOutcome.OK),),
            DecisionOutcome.GRANT,
            "Etter retningslinjene punkt 5 gis bevillingen på samme vilkår som før.",
            id="the same terms",
        ),
    ],
)
def test_a_letter_cites_the_rule_in_words_that_an_applicant_understands(app, rows, outcome, said) -> None:
    with app.test_request_context():
        names = policy_names(TOWN)
        assert said in labels.drafted_reasons(rows, outcome, names).split("\n\n")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param("retningslinjene punkt 5", "retningslinjene punkt 5", id="a document of its own"),
        pytest.param("punkt 5", "kommunens retningslinjer punkt 5", id="a bare paragraph"),
        pytest.param("§ 3", "kommunens retningslinjer § 3", id="a bare section"),
        pytest.param("2.2.4", "kommunens retningslinjer punkt 2.2.4", id="a bare number"),
        pytest.param("", "kommunens retningslinjer", id="nothing told"),
    ],
)
def test_a_paragraph_is_cited_with_the_text_it_stands_in(app, source: str, words: str) -> None:
    with app.test_request_context():
        assert cited(source) == words


@pytest.mark.parametrize(
    ("citation", "text", "letter"),
    [
        pytest.param(ALKL_4_4_PARA_3, "Forskriften: ", "Kommunens forskrift åpner for", id="a regulation"),
        pytest.param(
            ALKL_4_4, "Kommunens regel: ", "Etter retningslinjene punkt 2 er det åpent for", id="guidelines"
        ),
    ],
)
def test_hours_are_told_by_the_text_that_sets_them(app, citation, text: str, letter: str) -> None:
    told = {
        "area": "indoor",
        "group": 1,
        "asked": ["10:00", "27:00"],
        "allowed": ["10:00", "26:00"],
        "weekdays": "5,6",
    }
    row = Finding(
        FindingCode.HOURS_OUTSIDE_POLICY,
        FindingOutcome.PARTLY,
        Strength.HARD,
        citation,
        told,
        "retningslinjene punkt 2",
        "H-1",
    )
    with app.test_request_context():
        assert text in labels.finding_text(row)
        assert letter in labels.drafted_reasons([row], DecisionOutcome.PART_GRANT)


def test_a_question_of_the_policy_is_told_in_its_own_words(app) -> None:
    row = found(FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, question="mall_island")
    with app.test_request_context():
        assert labels.finding_text(row, policy_names(TOWN)) == "Avklar: Er stedet en øy i et kjøpesenter?"
        zone = found(FindingCode.POLICY_FACT_UNKNOWN, FindingOutcome.ASK, question="zone")
        assert labels.finding_text(zone) == "Avklar: Hvilken sone ligger stedet i?"
