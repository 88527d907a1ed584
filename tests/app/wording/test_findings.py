"""Findings are told in whole sentences with their facts, under one heading each."""

import re
from dataclasses import replace
from typing import Any

import pytest

from app import labels
from app.wording.findings import NOTHING_ALLOWED, TEXTS_OF_GROUPS, WITHOUT_DEADLINE
from licensing.assessment import Facts, Finding, FindingCode, FindingOutcome, Strength
from licensing.law import AF_5_4, ALKL_1_7C, ALKL_3_7, ALKL_4_4, Citation
from licensing.licences import LicenceKind
from tests.app.wording.applications import LAWFUL, NAMES, TROUBLED, assessed

CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\bNone\b|\{|\[")


def found(code: FindingCode, citation: Citation | None = None, **facts: Any) -> str:
    """The sentence of one finding."""
    return labels.finding_text(Finding(code, FindingOutcome.OK, Strength.LAW, citation, facts), NAMES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            found(FindingCode.TEST_MISSING, AF_5_4, role="manager", kind="serving", other_tests=["sale"]),
            "Styrer har bestått prøve for salg. Skjenking krever egen prøve.",
            id="the wrong test",
        ),
        pytest.param(
            found(
                FindingCode.TEST_MISSING,
                AF_5_4,
                role="deputy",
                person="person:2",
                kind="sale",
                other_tests=[],
            ),
            "Stedfortreder Per Aas mangler bestått prøve for salg.",
            id="no test",
        ),
        pytest.param(
            found(FindingCode.PERSON_TOO_YOUNG, ALKL_1_7C, role="manager", age=19, minimum_age=20),
            "Styrer er 19 år. Styrer må være over 20 år (alkoholloven §\xa01-7c). Søknaden kan registreres,"
            " men ikke innvilges.",
            id="too young",
        ),
        pytest.param(
            found(FindingCode.CAP_ROOM_LEFT, used=36, limit=38, pending=0, left=2),
            "Tak: 36 av 38 bevillinger i bruk.",
            id="a cap with room",
        ),
        pytest.param(
            found(FindingCode.CAP_FULL, used=38, limit=38, pending=2, left=0),
            "Tak: 38 av 38 bevillinger i bruk. Taket er nådd. 2 andre søknader venter.",
            id="a full cap",
        ),
        pytest.param(
            found(
                FindingCode.HOURS_OUTSIDE_POLICY,
                ALKL_4_4,
                area="indoor",
                group=1,
                asked=["10:00", "27:00"],
                allowed=["10:00", "26:00"],
                weekdays="5,6",
            ),
            "Søkt: 10.00–03.00 for gruppe 1 inne. Forskriften: 10.00–02.00 fredag og lørdag.",
            id="hours beyond the local ones",
        ),
        pytest.param(
            found(
                FindingCode.HOURS_OUTSIDE_LAW,
                ALKL_3_7,
                area="indoor",
                group=1,
                asked=["08:00", "20:00"],
                allowed=None,
                weekdays="7",
            ),
            "Søkt: 08.00–20.00 for gruppe 1. Loven tillater det ikke søndag.",
            id="a shop on a Sunday",
        ),
        pytest.param(
            found(
                FindingCode.STATEMENT_NO_REMARK, body="police", question="conduct_manager", subject="person:1"
            ),
            "Politiet har ingen merknad til vandelen til Kari Moen.",
            id="a person by name",
        ),
        pytest.param(
            found(
                FindingCode.STATEMENT_WAITING, body="tax", question="conduct_holder", subject="x", due_on=None
            ),
            "Skatteetaten har ikke uttalt seg om vandelen til søkeren og personer med innflytelse ennå.",
            id="a person without a name, and no deadline",
        ),
        pytest.param(
            found(FindingCode.ROOM_TAKEN, room="room:9"),
            "En annen har bevilling i lokalet, og tidene overlapper.",
            id="a room without a name",
        ),
    ],
)
def test_a_finding_is_a_sentence_with_its_facts(text: str, words: str) -> None:
    assert text == words


@pytest.mark.parametrize("facts", [LAWFUL, TROUBLED, Facts(), replace(LAWFUL, kind=LicenceKind.SALE)])
def test_every_finding_of_an_assessment_reads_as_whole_sentences(facts: Facts) -> None:
    for finding in assessed(facts).findings:
        text = labels.finding_text(finding, NAMES)
        assert text[0].isupper() or text[0].isdigit(), text
        assert text.endswith("."), text
        assert not CODE.search(text), text
        assert labels.finding_group(finding) in [str(group) for group in labels.FINDING_GROUPS]


def test_every_finding_stands_under_one_heading() -> None:
    assert sorted(code for texts in TEXTS_OF_GROUPS for code in texts) == sorted(FindingCode)
    assert set(NOTHING_ALLOWED) | set(WITHOUT_DEADLINE) <= set(FindingCode)


def test_the_summary_counts_the_findings() -> None:
    rows = [
        Finding(FindingCode.ROOM_FREE, outcome, Strength.LAW)
        for outcome in [FindingOutcome.OK] * 14 + [FindingOutcome.CONSIDER] * 2 + [FindingOutcome.MISSING]
    ]
    assert labels.findings_summary(rows) == "17 funn: 14 i orden, 1 mangler, 2 må vurderes."
