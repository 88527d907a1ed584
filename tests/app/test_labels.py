"""What users read for codes: whole Norwegian sentences with their facts, and no code among them."""

import re
from datetime import date
from typing import Any

import pytest

from app import labels
from app.models.event import EventType
from app.permissions import Role
from app.wording.events import EVENT_TEXTS
from app.wording.facts import PLACE_FOR_A_FACT
from app.wording.refusals import TABLES
from app.wording.sentences import WITHOUT_FACTS
from licensing.assessment import FindingCode
from licensing.cases import Act, CaseState
from licensing.decisions import DecisionOutcome
from licensing.law import (
    AF_5_4,
    ALKL_1_7,
    ALKL_1_7_PARA_2,
    ALKL_1_7C,
    ALKL_4_4,
    FVL_11A,
    FVL_25,
    SERV_9,
    Citation,
)
from licensing.licences import Group, LicenceKind
from licensing.statements import Answer, Body, Question

ON = date(2026, 11, 23)
CODE = re.compile(r"%\(|\b[a-z]+_[a-z_]+\b|\bNone\b|\{|\[")


@pytest.mark.parametrize(
    ("member", "words"),
    [
        pytest.param(Role.PREVENTION_COORDINATOR, "SLT- og ruskoordinator", id="a role"),
        pytest.param(CaseState.GRANTED_NOT_USABLE, "Innvilget – kan ikke tas i bruk ennå", id="a state"),
        pytest.param(Act.PROPOSE, "Lag forslag til vedtak", id="an act"),
        pytest.param(DecisionOutcome.PART_GRANT, "Delvis innvilget", id="an outcome"),
        pytest.param(Group.TWO, "gruppe 2", id="a group"),
        pytest.param(Answer.AGAINST, "Fraråder", id="an answer"),
    ],
)
def test_a_member_has_its_label(member: Any, words: str) -> None:
    assert labels.label(member) == words


def test_choices_offer_stored_values_with_their_labels() -> None:
    assert labels.choices(LicenceKind) == [("sale", "Salgsbevilling"), ("serving", "Skjenkebevilling")]


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        pytest.param(ALKL_1_7_PARA_2, "alkoholloven §\xa01-7 andre ledd", id="with its paragraph"),
        pytest.param(ALKL_1_7C, "alkoholloven §\xa01-7c", id="without"),
        pytest.param(FVL_11A, "forvaltningsloven §\xa011 a tredje ledd", id="a letter after a space"),
        pytest.param(AF_5_4, "alkoholforskriften §\xa05-4", id="a regulation"),
        pytest.param(SERV_9, "serveringsloven §\xa09", id="another act"),
        pytest.param(None, "", id="none"),
    ],
)
def test_a_citation_reads_as_lawyers_write(citation: Citation | None, words: str) -> None:
    assert labels.citation_text(citation) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        pytest.param((5, 6), "fredag og lørdag", id="two"),
        pytest.param((7, 1, 2, 3, 4), "søndag–torsdag", id="a run over the weekend"),
        pytest.param((1, 2, 3, 4, 5, 6), "mandag–lørdag", id="a run"),
        pytest.param((7, 1), "søndag og mandag", id="two over the weekend"),
        pytest.param((1, 3, 5), "mandag, onsdag og fredag", id="scattered"),
        pytest.param(range(1, 8), "alle dager", id="all"),
    ],
)
def test_weekdays_are_read_as_people_say_them(days: Any, words: str) -> None:
    assert labels.days_text(days) == words


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        pytest.param((1,), "gruppe 1", id="one"),
        pytest.param((Group.TWO, Group.ONE), "gruppe 1 og 2", id="two, in order"),
        pytest.param((1, 2, 3), "gruppe 1, 2 og 3", id="three"),
    ],
)
def test_groups_are_named_together(groups: Any, words: str) -> None:
    assert labels.groups_text(groups) == words


@pytest.mark.parametrize(
    ("due_on", "text", "tone"),
    [
        pytest.param(date(2026, 11, 20), "3 dager over fristen", "danger", id="three days late"),
        pytest.param(date(2026, 11, 22), "1 dag over fristen", "danger", id="a day late"),
        pytest.param(date(2026, 11, 23), "Frist i dag", "warning", id="today"),
        pytest.param(date(2026, 11, 24), "Frist i morgen", "warning", id="tomorrow"),
        pytest.param(date(2026, 11, 30), "Frist om 7 dager", "warning", id="the last soon day"),
        pytest.param(date(2026, 12, 1), "Frist om 8 dager", "neutral", id="the first that is not soon"),
    ],
)
def test_a_deadline_says_how_it_stands(due_on: date, text: str, tone: str) -> None:
    clock = labels.clock_text(due_on, ON)
    assert (clock.text, clock.tone) == (text, tone)
    assert clock.date == f"{due_on:%d.%m.%Y}"


def test_a_deadline_that_is_not_set_says_so() -> None:
    assert labels.clock_text(None, ON) == labels.ClockText("Ingen frist", "neutral", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            labels.sentence("police_not_answered", ALKL_1_7, {"body": "police", "due_on": "2027-03-14"}),
            "Saken kan ikke avgjøres ennå. Politiet har frist til 14.03.2027 med å uttale seg (alkoholloven"
            " §\xa01-7). Registrer svaret når det kommer. Blir det borte, kan du gå videre uten det og skrive"
            " hvorfor.",
            id="a deadline and a section",
        ),
        pytest.param(
            labels.sentence("no_silence_to_record", None, {"due_on": None}),
            "Det er ingen manglende svar å registrere.",
            id="a fact that is not known",
        ),
        pytest.param(
            labels.sentence(
                "hours_outside_law",
                ALKL_4_4,
                {"area": "outdoor", "hours": "10:00-28:00", "limit": "06:00-27:00"},
            ),
            "Tidene 10.00–04.00 ute ligger utenfor det loven tillater, som er 06.00–03.00 (alkoholloven"
            " §\xa04-4). Rett tidene.",
            id="hours past midnight",
        ),
        pytest.param(
            labels.sentence(
                "deviation_needs_own_words", FVL_25, {"findings": [FindingCode.CAP_FULL, "test_missing"]}
            ),
            "Forslaget går mot funn under «Kommunens retningslinjer» og «Personer». Et vedtak skal begrunnes"
            " (forvaltningsloven §\xa025). Skriv med egne ord hvorfor du likevel foreslår det.",
            id="the headings of findings",
        ),
        pytest.param(
            labels.sentence("wrong_state", None, {"state": "sent", "act": "decide"}),
            "Dette kan ikke gjøres når saken står som «Vedtak sendt». Last saken på nytt og se hva som kan"
            " gjøres nå.",
            id="a state by its label",
        ),
        pytest.param(
            labels.sentence("file_kind", None, {"name": "99:99-99:99 %(law)s.exe"}),
            "Filen «99:99-99:99 %(law)s.exe» er ikke av et slag vi tar imot. Lagre den som PDF, JPEG, PNG,"
            " DOCX eller ODT, og velg den på nytt.",
            id="somebody's own words stay as they are",
        ),
    ],
)
def test_a_refusal_says_what_happened_why_and_what_to_do(text: str, words: str) -> None:
    assert text == words


def test_no_code_has_two_sentences() -> None:
    assert sorted(code for table in TABLES for code in table) == sorted(labels.SENTENCES)
    assert set(WITHOUT_FACTS) <= set(labels.SENTENCES)


@pytest.mark.parametrize("code", sorted(labels.SENTENCES))
def test_every_sentence_reads_with_and_without_a_section(code: str) -> None:
    source = str(labels.SENTENCES[code])
    facts = {
        name: "1." for name in PLACE_FOR_A_FACT.findall(source) if name not in ("law", "finding", "findings")
    }
    facts |= {"finding": "test_missing", "findings": ["cap_full"]}
    for citation in (None, ALKL_1_7):
        text = labels.sentence(code, citation, facts)
        assert text.lstrip("«")[0].isupper() or text.lstrip("«")[0].isdigit(), text
        assert text.endswith("."), text
        assert "%(" not in text


@pytest.mark.parametrize(
    ("event_type", "payload", "words"),
    [
        pytest.param(
            EventType.STATEMENTS_REQUESTED,
            {"bodies": ["police", "social_service"], "due_on": "2026-12-21"},
            "Uttalelser innhentet fra politiet og NAV (sosialtjenesten). Svarfrist 21.12.2026.",
            id="statements asked for",
        ),
        pytest.param(
            EventType.STATEMENT_RECORDED,
            {"body": "police", "answered_on": "2026-12-01", "remarks": False},
            "Uttalelse fra politiet registrert. Svaret kom 01.12.2026. Ingen merknader.",
            id="a statement",
        ),
        pytest.param(
            EventType.CASE_ASSESSED,
            {"outcome": "refuse", "findings": 17},
            "Søknaden vurdert, 17 funn. Funnene taler for avslag.",
            id="an assessment refuses nothing",
        ),
        pytest.param(
            EventType.CASE_DECIDED,
            {"outcome": "part_grant", "decided_on": "2027-01-14", "mode": "body", "body": "Formannskapet"},
            "Vedtak 14.01.2027: delvis innvilget. Vedtatt av Formannskapet.",
            id="by a political body",
        ),
        pytest.param(
            EventType.CASE_DECIDED,
            {"outcome": "grant", "decided_on": "2027-01-14", "mode": "two_people", "body": None},
            "Vedtak 14.01.2027: innvilget.",
            id="by delegation",
        ),
        pytest.param(
            EventType.LETTER_SENT,
            {"kind": "refusal", "channel": "digital_mail", "sent_on": "2027-01-15"},
            "Brev sendt: vedtak om avslag. Sendt 15.01.2027. Sendemåte: digital post.",
            id="a letter",
        ),
        pytest.param(
            EventType.PROPOSAL_RETURNED,
            {"reason": "Se på tidene ute"},
            "Forslaget sendt tilbake. Grunn: Se på tidene ute.",
            id="typed words end in a full stop",
        ),
        pytest.param(
            EventType.HOLDER_ENTERED, {"holder_id": 3}, "Bevillingshaver lagt inn.", id="no text of its own"
        ),
        pytest.param(
            EventType.STATEMENT_RECORDED, None, "Uttalelse registrert. Innholdet er slettet.", id="erased"
        ),
    ],
)
def test_an_event_is_told_on_the_timeline(event_type: EventType, payload: Any, words: str) -> None:
    assert labels.event_text(event_type, payload) == words


@pytest.mark.parametrize("event_type", EventType)
def test_every_event_is_told_even_when_its_facts_are_gone(event_type: EventType) -> None:
    for payload in ({}, {"unknown": "value"}, None):
        text = labels.event_text(event_type, payload)
        assert text.endswith(".")
        assert not CODE.search(text)
    assert set(EVENT_TEXTS) <= set(EventType)


def test_bodies_and_questions_stand_inside_sentences() -> None:
    assert [labels.body_name(body) for body in Body] == ["politiet", "NAV (sosialtjenesten)", "Skatteetaten"]
    assert [labels.activity_name(kind) for kind in LicenceKind] == ["salg", "skjenking"]
    assert labels.question_text(Question.PLACE) == "Har dere merknader til sted, konsept og tider?"
    assert "restanser" in labels.question_text(Question.CONDUCT_HOLDER, Body.TAX)
    assert "restanser" not in labels.question_text(Question.CONDUCT_HOLDER, Body.POLICE)
