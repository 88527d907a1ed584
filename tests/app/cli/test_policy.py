"""A policy in a file, asked from the command line: its check, an application, hours."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.policy.library import CODES, FOLDER
from licensing.assessment import Facts, assess, facts_to_mapping
from licensing.caps import CapCount
from licensing.licences import VenueCategory
from licensing.stored import field_names
from tests.app.cli.asking import Ask
from tests.journeys.policy_applications import (
    ONE_TWO,
    event,
    hours,
    library_policy,
    longer_hours,
    serving,
    spirits,
)

ON = date(2026, 11, 23)
GJOVIK, BERGEN, OSLO, SULDAL = (
    f"{FOLDER}/{code}.yaml" for code in ("gjovik", "bergen", "oslo-2006", "suldal")
)
ROROS, TONSBERG = f"{FOLDER}/roros-holtalen.yaml", f"{FOLDER}/tonsberg.yaml"


def written(tmp_path: Path, text: str, name: str = "fil.yaml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


class TestCheck:
    def test_a_rule_outside_the_law_is_told_with_its_line(self, ask: Ask) -> None:
        answer = ask(f"policy check {GJOVIK} --json")
        assert (answer.status, answer.err) == (0, "")
        assert list(answer.facts) == ["usable", "findings"]
        assert answer.facts["usable"] is True
        (found,) = answer.facts["findings"]
        assert list(found) == ["line", "rule", "problem", "law", "engine_does"]
        text = Path(GJOVIK).read_text(encoding="utf-8").splitlines()
        assert text[found["line"] - 1] == "  - id: G-02"
        assert (found["rule"], found["law"]) == ("G-02", "alkoholloven § 4-4")
        assert "kl. 13.00" in found["problem"]
        assert "lovens grense" in found["engine_does"]

    @pytest.mark.parametrize("code", CODES)
    def test_every_text_of_the_library_can_be_used(self, ask: Ask, code: str) -> None:
        facts = ask(f"policy check {FOLDER}/{code}.yaml --json").facts
        assert facts["usable"] is True
        lines = (FOLDER / f"{code}.yaml").read_text(encoding="utf-8").splitlines()
        for found in facts["findings"]:
            assert found["problem"].endswith("."), found
            assert 1 <= found["line"] <= len(lines)

    def test_the_line_of_a_zone(self, ask: Ask) -> None:
        found = ask(f"policy check {OSLO} --json").facts["findings"]
        (zone,) = [row for row in found if row["rule"] == "bakgård"]
        line = Path(OSLO).read_text(encoding="utf-8").splitlines()[zone["line"] - 1]
        assert line == "  - kode: bakgård"

    def test_words_for_people(self, ask: Ask) -> None:
        out = ask(f"policy check {GJOVIK}").out
        assert "kan brukes" in out
        assert "Linje 40, G-02" in out

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param("navn: [", "Linje 1: Teksten kan ikke leses som YAML.", id="a broken file"),
            pytest.param(
                "navnn: P\n",
                "Linje 1: Vi kjenner ikke «navnn». Skriv «navn» om det var det du mente.",
                id="unknown key",
            ),
            pytest.param(
                "navn: P\ngjelder: {fra: 2024-01-01}\nregler:\n"
                "  - {id: A, type: tak, styrke: fast, tak: {høyst: -1}}\n",
                "Linje 4: «høyst» kan ikke være -1.",
                id="a cap of -1",
            ),
            pytest.param(
                "navn: P\ngjelder: {fra: 2024-01-01, til: 2023-01-01}\n",
                "Linje 2: Perioden slutter 01.01.2023",
                id="a period that ends before it begins",
            ),
            pytest.param(
                "navn: P\ngjelder: {fra: 2024-01-01}\nregler:\n"
                "  - {id: A, type: tider, styrke: fast, tider: {som regel: B}}\n"
                "  - {id: B, type: tider, styrke: fast, tider: {som regel: A}}\n",
                "Linje 4: Reglene A, B viser til hverandre i ring",
                id="a circle of the same as",
            ),
            pytest.param("", "Linje 1: Filen er tom.", id="an empty file"),
        ],
    )
    @pytest.mark.parametrize("as_json", ["", " --json"], ids=["words", "JSON"])
    def test_what_cannot_be_read_gets_one_sentence(
        self, ask: Ask, tmp_path: Path, text: str, said: str, as_json: str
    ) -> None:
        answer = ask(f"policy check {written(tmp_path, text)}{as_json}")
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith(said), answer.err
        assert answer.err.count("\n") == 1

    def test_a_file_that_is_not_there(self, ask: Ask) -> None:
        answer = ask("policy check finnes-ikke.yaml")
        assert (answer.status, answer.out) == (2, "")
        assert (
            answer.err == "Vi kunne ikke lese finnes-ikke.yaml. Sjekk at filen finnes og at du har tilgang.\n"
        )

    def test_a_folder_is_no_file(self, ask: Ask, tmp_path: Path) -> None:
        assert ask(f"policy check {tmp_path}").status == 2

    def test_bytes_that_are_no_text(self, ask: Ask, tmp_path: Path) -> None:
        path = tmp_path / "bilde.yaml"
        path.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
        answer = ask(f"policy check {path}")
        assert (answer.status, answer.out) == (2, "")
        assert answer.err.startswith("Linje 1: Tegnene kan ikke leses.")


def application(tmp_path: Path, facts: Facts) -> str:
    """Facts in a file, as JSON is YAML too."""
    return written(tmp_path, json.dumps(facts_to_mapping(facts), ensure_ascii=False), "soknad.yaml")


CASES = [
    pytest.param(
        "suldal",
        serving(date(2023, 11, 20), VenueCategory.CAFE, hours("10:00", "26:00"), answers={}),
        date(2023, 11, 20),
        id="a question",
    ),
    pytest.param(
        "gjovik",
        serving(
            ON,
            VenueCategory.PUB_BAR,
            (*hours("09:00", "26:00", ONE_TWO), *spirits("09:00", "26:00")),
            answers={"øy-i-kjøpesenter": False},
        ),
        ON,
        id="in part",
    ),
    pytest.param(
        "lillesand",
        event(ON, date(2027, 1, 23), ("18:00", "25:00"), closed=True, caps=(CapCount("L-01", 1),)),
        ON,
        id="a refusal",
    ),
    pytest.param(
        "bergen",
        longer_hours(
            ON,
            VenueCategory.PUB_BAR,
            hours("13:00", "27:00"),
            hours("13:00", "26:00"),
            answers={
                "sene-ansatte-kurset": True,
                "kursede-til-stede": 3,
                "aldersgrense": 18,
                "studentsted": False,
                "nattkafé-varslet": False,
            },
        ),
        ON,
        id="with conditions",
    ),
]


class TestAssess:
    @pytest.mark.parametrize(("code", "facts", "on"), CASES)
    def test_the_answer_is_the_one_that_the_pages_give(
        self, ask: Ask, tmp_path: Path, code: str, facts: Facts, on: date
    ) -> None:
        said = ask(f"assess {application(tmp_path, facts)} --policy {FOLDER}/{code}.yaml --on {on} --json")
        assert (said.status, said.err) == (0, "")
        answer = said.facts
        assert list(answer) == ["outcome", "groups", "conditions", "findings", "ask"]
        wanted = assess(facts, library_policy(code), on)
        assert answer["outcome"] == wanted.outcome.value
        assert answer["groups"] == [int(group) for group in wanted.groups]
        assert [row["outcome"] for row in answer["findings"]] == [
            row.outcome.value for row in wanted.findings
        ]
        assert len(answer["conditions"]) == len(wanted.conditions)
        for row in answer["findings"]:
            assert list(row) == ["rule", "outcome", "strength", "law", "facts"]
        for row in answer["conditions"]:
            assert list(row) == ["number", "text", "proof", "due"]
        for question in answer["ask"]:
            assert question[:1].isupper()
            assert question.endswith((".", "?")), question

    def test_an_unknown_fact_is_asked_in_the_words_of_the_policy(self, ask: Ask, tmp_path: Path) -> None:
        on = date(2023, 11, 20)
        facts = serving(on, VenueCategory.CAFE, hours("10:00", "26:00"))
        said = ask(f"assess {application(tmp_path, facts)} --policy {SULDAL} --on {on} --json").facts
        assert said["outcome"] == "ask"
        assert "Serverer stedet mat så lenge det skjenkes?" in said["ask"]
        assert "Drives stedet som restaurant?" in said["ask"]

    def test_an_application_written_by_hand(self, ask: Ask, tmp_path: Path) -> None:
        text = (
            "# bare det vi vet\nkind: serving\ngroups: [1, 2]\ncategory: pub_bar\nzones: []\n"
            "hours:\n  - {area: indoor, group: 1, hours: [10:00, '27:00']}\n"
            "answers: {øy-i-kjøpesenter: nei}\n"
        )
        said = ask(f"assess {written(tmp_path, text)} --policy {GJOVIK} --on 2026-11-23 --json")
        assert said.status == 0, said.err
        rules = {row["rule"]: row for row in said.facts["findings"] if row["outcome"] == "partly"}
        assert rules["G-01"]["facts"]["allowed"] == ["10:00", "26:00"]
        assert "alkoholloven § 4-4" in rules["G-01"]["law"]
        assert "nettsiden" in rules["G-01"]["law"]

    def test_nothing_told_is_asked_for_and_not_refused(self, ask: Ask, tmp_path: Path) -> None:
        said = ask(
            f"assess {written(tmp_path, 'kind: serving')} --policy {SULDAL} --on 2023-11-20 --json"
        ).facts
        assert said["outcome"] == "ask"
        assert len(said["ask"]) > 3

    def test_a_time_answers_a_question_of_time(self, ask: Ask, tmp_path: Path) -> None:
        text = 'kind: serving\ncategory: eating_place\nanswers: {full-meny-til: "21:00"}\n'
        said = ask(f"assess {written(tmp_path, text)} --policy {BERGEN} --on 2026-11-23 --json").facts
        assert any("full meny til kl. 22.00" in question for question in said["ask"])

    def test_one_policy_for_two_municipalities_says_for_which_it_answered(
        self, ask: Ask, tmp_path: Path
    ) -> None:
        facts = serving(ON, VenueCategory.EATING_PLACE, hours("13:00", "26:00"))
        path = application(tmp_path, facts)
        roros = ask(f"assess {path} --policy {ROROS} --on {ON} --json").facts
        assert any("--municipality" in question for question in roros["ask"])
        holtalen = ask(f"assess {path} --policy {ROROS} --on {ON} --municipality 5026 --json").facts
        assert not any("--municipality" in question for question in holtalen["ask"])
        caps = {row["rule"] for row in roros["findings"]} - {row["rule"] for row in holtalen["findings"]}
        assert "R-2.1" in caps

    def test_words_for_people(self, ask: Ask, tmp_path: Path) -> None:
        facts = serving(date(2023, 11, 20), VenueCategory.CAFE, hours("10:00", "26:00"))
        out = ask(f"assess {application(tmp_path, facts)} --policy {SULDAL} --on 2023-11-20").out
        assert out.startswith("Forslag: ")
        assert "Spør: Serverer stedet mat så lenge det skjenkes?" in out

    def test_the_names_of_the_facts(self, ask: Ask) -> None:
        said = ask("assess --facts --json")
        assert (said.status, said.err) == (0, "")
        assert said.facts["facts"] == list(field_names(Facts))
        assert said.facts["questions"] == []
        with_policy = ask(f"assess --facts --policy {SULDAL} --json").facts
        assert [row["code"] for row in with_policy["questions"]] == ["serverer-mat", "restaurantdrift"]
        assert "answers.serverer-mat: Serverer stedet mat" in ask(f"assess --facts --policy {SULDAL}").out

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            pytest.param("knd: serving", "Vi kjenner ikke opplysningen «knd».", id="an unknown name"),
            pytest.param("kind: wine", "Opplysningen «kind» kan ikke være «wine».", id="an unknown value"),
            pytest.param("manager: {born_on: 1980-01-01}", "Opplysningen «", id="half a person"),
            pytest.param("groups: 1", "Opplysningen «groups» skal være en liste.", id="no list"),
            pytest.param("first_day: 1.12.2026", "Opplysningen «first_day» skal være en dato", id="no date"),
            pytest.param(
                "answers: {pizza: ja}", "Retningslinjene spør ikke om «pizza».", id="no such question"
            ),
            pytest.param(
                "answers: {serverer-mat: 3}", "«3» passer ikke som svar på «serverer-mat».", id="wrong answer"
            ),
            pytest.param("answers: ja", "Opplysningen «answers» skal", id="a word for answers"),
            pytest.param("answers: [1]", "Opplysningen «answers» skal", id="a list for answers"),
            pytest.param(
                "kind: ''", "Opplysningen «kind» kan ikke være «–».", id="nothing where there must be"
            ),
            pytest.param("asks: []", "Opplysningen «asks» har feil form.", id="an empty list"),
            pytest.param("first_day: ''", "Opplysningen «first_day» skal være en dato", id="an empty date"),
            pytest.param("", "fil.yaml er ikke en søknad.", id="an empty file"),
            pytest.param("- a", "fil.yaml er ikke en søknad.", id="a list"),
            pytest.param("kind: [", "Linje 1: Teksten kan ikke leses som YAML.", id="a broken file"),
            pytest.param("kind: &x serving", "Linje 1: «&» og «*»", id="an anchor"),
        ],
    )
    def test_what_cannot_be_read_gets_one_sentence(
        self, ask: Ask, tmp_path: Path, text: str, said: str
    ) -> None:
        answer = ask(f"assess {written(tmp_path, text)} --policy {SULDAL} --on 2023-11-20 --json")
        assert (answer.status, answer.out) == (2, ""), answer.out
        assert said in answer.err
        assert answer.err.count("\n") == 1

    def test_what_is_missing_on_the_line(self, ask: Ask) -> None:
        assert ask("assess").err.startswith("Kommandoen assess mangler application, --policy, --on.")
        assert ask(f"assess x.yaml --policy {ROROS} --on 2026-11-23 --municipality 0301").err.startswith(
            "Retningslinjene gjelder ikke kommune 0301."
        )
