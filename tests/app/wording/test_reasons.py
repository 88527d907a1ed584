"""Drafted reasons say what the law asks, what was found and what follows, and nothing shielded."""

import re
from dataclasses import replace

import pytest

from app import labels
from app.wording.clauses import CLAUSES
from app.wording.facts import PLACE_FOR_A_FACT
from licensing.assessment import Facts, Finding, FindingCode, FindingOutcome, Strength
from licensing.caps import CapCount
from licensing.decisions import DecisionOutcome
from licensing.licences import LicenceKind
from tests.app.wording.applications import LATE_OUTSIDE, LAWFUL, NAMES, TROUBLED, assessed

CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\bNone\b|\{|\[")


def test_the_reasons_of_a_grant_say_what_was_asked_found_and_concluded() -> None:
    text = labels.drafted_reasons(assessed(LAWFUL).findings, DecisionOutcome.GRANT, NAMES)
    assert text.split("\n\n") == [
        "Styrer og stedfortreder skal være over 20 år og ha bestått prøve for skjenking (alkoholloven"
        " §\xa01-7c). Kravet er oppfylt.",
        "Politiet og NAV (sosialtjenesten) har ikke merknader til søknaden.",
        "Tidene dere har søkt om, ligger innenfor loven og kommunens forskrift.",
        "Kommunen har satt et tak på 38 bevillinger. Det er 2 ledige plasser. Etter retningslinjene skal vi"
        " vurdere dette: Stedet skal ha mat i hele åpningstiden. Det er oppfylt.",
        "Vi har sett på alle sider av saken samlet (alkoholloven § 1-7a),"
        " og mener at søknaden bør innvilges.",
    ]


def test_the_reasons_of_a_part_grant_say_what_is_cut_for_all_groups_at_once() -> None:
    facts = replace(LAWFUL, hours=LATE_OUTSIDE)
    text = labels.drafted_reasons(assessed(facts).findings, DecisionOutcome.PART_GRANT, NAMES)
    assert (
        "Dere har søkt om 10.00–01.00 for gruppe 1 og 2 ute. Kommunens forskrift åpner for 10.00–23.00 alle"
        " dager." in text
    )
    assert "Resten avslår vi." in text


def test_the_reasons_of_a_refusal_name_nobody_and_repeat_nothing_that_a_body_told() -> None:
    text = labels.drafted_reasons(assessed(TROUBLED).findings, DecisionOutcome.REFUSE, NAMES)
    assert "Styrer skal være over 20 år (alkoholloven §\xa01-7c). Kravet er ikke oppfylt." in text
    assert "Politiet har merknader til søknaden. NAV (sosialtjenesten) fraråder at vi gir bevilling." in text
    assert "kravet til vandel ikke er oppfylt (alkoholloven §\xa01-7c)" in text
    assert text.endswith("Derfor avslår vi søknaden.")
    assert not any(shielded in text for shielded in ("Kari", "Dømt", "19 år"))


def test_conduct_is_told_on_the_page_without_what_was_told_of_it() -> None:
    texts = [labels.finding_text(finding, NAMES) for finding in assessed(TROUBLED).findings]
    assert "Kravet til vandel er ikke oppfylt for Kari Moen." in texts
    assert not any("Dømt" in text for text in texts)


@pytest.mark.parametrize("outcome", DecisionOutcome)
@pytest.mark.parametrize("facts", [LAWFUL, TROUBLED, Facts(), replace(LAWFUL, kind=LicenceKind.SALE)])
def test_reasons_are_whole_paragraphs(facts: Facts, outcome: DecisionOutcome) -> None:
    text = labels.drafted_reasons(assessed(facts).findings, outcome, NAMES, labels.ReasonContext("planen"))
    assert not CODE.search(text)
    assert all(paragraph.endswith(".") for paragraph in text.split("\n\n"))


@pytest.mark.parametrize(
    ("facts", "outcome", "words"),
    [
        pytest.param(
            replace(LAWFUL, caps=(CapCount("cap:1", 38),)),
            DecisionOutcome.REFUSE,
            "at taket på 38 bevillinger er nådd",
            id="the cap",
        ),
        pytest.param(
            replace(LAWFUL, caps=(CapCount("cap:1", 38),), manager=TROUBLED.manager),
            DecisionOutcome.REFUSE,
            "at styrer ikke oppfyller kravet om å være over 20 år",
            id="the law before the cap",
        ),
        pytest.param(LAWFUL, DecisionOutcome.REFUSE, "en samlet vurdering av søknaden", id="no finding"),
        pytest.param(
            replace(LAWFUL, caps=(CapCount("cap:1", 38),), manager=None),
            DecisionOutcome.DISMISS,
            "at søknaden mangler styrer",
            id="a dismissal rests on what is missing",
        ),
        pytest.param(
            LAWFUL,
            DecisionOutcome.DISMISS,
            "at søknaden ikke kan behandles slik den er",
            id="a bare dismissal",
        ),
    ],
)
def test_the_main_reason_is_the_weightiest_finding(
    facts: Facts, outcome: DecisionOutcome, words: str
) -> None:
    assert labels.main_reason(assessed(facts).findings, outcome) == words


@pytest.mark.parametrize("code", sorted(CLAUSES))
def test_the_last_clause_of_a_finding_asks_for_no_facts(code: FindingCode) -> None:
    *_fuller, last = CLAUSES[code]
    bare = labels.clause(Finding(code, FindingOutcome.REFUSE, Strength.LAW))
    assert bare
    assert not PLACE_FOR_A_FACT.findall(str(last)) or code in (FindingCode.STATEMENT_REMARK,)
