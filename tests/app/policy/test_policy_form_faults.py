"""A text that cannot be read: one sentence that names the line and says what to do."""

import ast
import re
import time
from pathlib import Path

import pytest

from app.labels import SENTENCES, sentence
from app.policy.form import BadPolicy, read_bytes, read_policy
from app.policy.form.tree import MOST_BYTES
from app.wording.sentences_of_policy_form import POLICY_FORM

HEAD = "navn: P\ngjelder: {fra: 2024-07-01}\n"
RULES = HEAD + "regler:\n"
RULE = "  - id: A\n    type: annet\n    styrke: moment\n"
HOURS = "  - id: %s\n    type: tider\n    styrke: fast\n    når: {område: %s}\n    tider: {%s}\n"


def told(text):
    """The sentence about a text."""
    with pytest.raises(BadPolicy) as bad:
        read_policy(text)
    return sentence(bad.value.code, None, bad.value.facts)


FEE = "  - {id: A, type: gebyr, styrke: fast, gebyr: {%s}}\n"
FAULTS = [
    pytest.param(
        RULES + FEE % "takst: {måte: gratis}", 4, "Velg mellom «etter gjester»", id="no such tariff"
    ),
    pytest.param(RULES + FEE % "takst: {måte: etter gjester}", 4, "mangler trinn", id="no steps"),
    pytest.param(
        RULES + FEE % "takst: {måte: etter gjester, trinn: [{andel: 1/2}]}",
        4,
        "mangler tallet sitt",
        id="a step that gives what the method does not use",
    ),
    pytest.param(RULES + FEE % "takst: {måte: fast beløp}", 4, "mangler beløp", id="no amount"),
    pytest.param(RULES + FEE % "takst: {måte: andel av minstegebyret}", 4, "mangler andel", id="no share"),
    pytest.param(
        RULES + FEE % "takst: {måte: andel av minstegebyret, andel: 7/6}",
        4,
        "«andel» kan ikke være «7/6»",
        id="more than all of the minimum",
    ),
    pytest.param(
        RULES + FEE % "takst: {måte: mengde, kroner: 500}", 4, "måten ikke bruker", id="an amount to no use"
    ),
    pytest.param(
        RULES + FEE % "enkelt anledning: 100, takst: {måte: mengde}", 4, "både", id="two fees for the same"
    ),
    pytest.param(
        RULES + FEE % "lav omsetning: [{beregnet høyst: 1500}]",
        4,
        "enten «minstegebyr»",
        id="a lower nothing",
    ),
    pytest.param("navn: [1\n", 2, "kan ikke leses som YAML", id="a broken text"),
    pytest.param(RULES + '  - id: "A\n', 5, "kan ikke leses som YAML", id="an open quotation mark"),
    pytest.param("", 1, "Filen er tom", id="nothing"),
    pytest.param("# bare en kommentar\n", 1, "Filen er tom", id="a comment alone"),
    pytest.param("bare tekst", 1, "ikke retningslinjer", id="a word"),
    pytest.param("- a\n- b\n", 1, "ikke retningslinjer", id="a list"),
    pytest.param(HEAD + "---\nnavn: Q\n", 3, "én tekst", id="two texts"),
    pytest.param(HEAD + "regler: &alle []\n", 3, "«&» og «*»", id="an anchor"),
    pytest.param(HEAD + "regler: !!python/object:os.system []\n", 3, "«!»", id="a tag"),
    pytest.param(HEAD + "navn: Q\n", 3, "«navn» står også på linje 1", id="a key twice"),
    pytest.param(RULES + RULE + "    styrke: fast\n", 7, "står også på linje 6", id="a key of a rule twice"),
    pytest.param(
        HEAD + "regel: []\n", 3, "Skriv «regler» om det var det du mente.", id="an unknown key at the top"
    ),
    pytest.param(
        RULES + RULE + "    ordlydd: Ja\n",
        7,
        "Skriv «ordlyd» om det var det du mente.",
        id="an unknown key of a rule",
    ),
    pytest.param(
        RULES + RULE + "    når: {xyz: 1}\n", 7, "«xyz» under «når»", id="an unknown key that is like none"
    ),
    pytest.param(
        RULES + RULE + "    styrk: sterk\n",
        7,
        "Skriv «styrke» om det var det du mente.",
        id="a key nearly right",
    ),
    pytest.param("gjelder: {fra: 2024-07-01}\nregler: []\n", 1, "«navn» mangler", id="no name"),
    pytest.param("navn: P\nregler: []\n", 1, "«gjelder» mangler", id="no period"),
    pytest.param("navn: P\ngjelder: {til: 2024-07-01}\n", 2, "«fra» mangler", id="no first day"),
    pytest.param(RULES + "  - id: A\n    type: annet\n", 4, "«styrke» mangler", id="no strength"),
    pytest.param(
        RULES + "  - {id: A, type: annet, styrke: sterk}\n",
        4,
        "«sterk». Velg mellom «fast», «hovedregel», «vilkår», «moment», «opplysning»",
        id="a wrong value names the right ones",
    ),
    pytest.param(
        RULES + "  - {id: A, type: lov, styrke: fast}\n", 4, "Velg mellom «tider»", id="a wrong type"
    ),
    pytest.param(RULES + "  - {id: A, type: [annet], styrke: fast}\n", 4, "én verdi", id="a list for a word"),
    pytest.param(HEAD + "regler: ingen\n", 3, "skal være en liste", id="a word for a list"),
    pytest.param(RULES + "  - bare tekst\n", 4, "navn og verdier", id="a rule that is a word"),
    pytest.param(RULES + RULE + "    når: alltid\n", 7, "navn og verdier", id="conditions that are a word"),
    pytest.param(
        RULES + "  - {id: A, type: tak, styrke: fast, tak: {høyst: -1}}\n",
        4,
        "«høyst» kan ikke være -1. Skriv 0 eller mer",
        id="a cap of -1",
    ),
    pytest.param(
        RULES + "  - {id: A, type: tak, styrke: fast, tak: {høyst: mange}}\n",
        4,
        "et helt tall",
        id="no number",
    ),
    pytest.param(
        RULES + "  - {id: A, type: tak, styrke: fast, tak: {prosent: 101}}\n",
        4,
        "100 eller mindre",
        id="101 %",
    ),
    pytest.param(
        "navn: P\ngjelder: {fra: 2024-07-01, til: 2024-06-30}\nregler: []\n",
        2,
        "slutter 30.06.2024, før den begynner 01.07.2024",
        id="a period that ends before it begins",
    ),
    pytest.param(
        RULES + RULE + "    gjelder: {fra: 2025-01-02, til: 2025-01-01}\n",
        7,
        "før den begynner 02.01.2025",
        id="a rule that ends before it begins",
    ),
    pytest.param(
        RULES + RULE + "    gjelder: {fra: 1.7.2024}\n", 7, "Skriv datoen slik", id="a Norwegian date"
    ),
    pytest.param(
        "navn: P\ngjelder: {fra: 2024-07-01, til: 9999-12-31}\nregler: []\n",
        2,
        "Datoen 31.12.9999 ligger for langt unna. Skriv et år fra 1950 til 2100",
        id="for ever",
    ),
    pytest.param(RULES + RULE + "    gjelder: {fra: 2025-02-30}\n", 7, "2025-02-30", id="30 February"),
    pytest.param(
        RULES + HOURS % ("A", "inne", 'fra: "08:00", til: "02:00"'),
        8,
        "02:00. Tider etter midnatt telles videre på døgnet; skriv 26:00",
        id="two o'clock at night",
    ),
    pytest.param(
        RULES + HOURS % ("A", "inne", 'til: "30:01"'), 8, "fra 00:00 til 30:00", id="outside the service day"
    ),
    pytest.param(
        RULES + HOURS % ("A", "inne", 'fra: "22:00", til: "21:00"'), 8, "slutter 21:00", id="hours backwards"
    ),
    pytest.param(
        RULES + HOURS % ("A", "inne", "som regel: B") + HOURS % ("B", "inne", "som regel: A"),
        4,
        "Reglene A, B viser til hverandre i ring",
        id="a circle of two rules",
    ),
    pytest.param(RULES + HOURS % ("A", "inne", "som regel: A"), 4, "i ring", id="a rule as itself"),
    pytest.param(
        RULES + HOURS % ("A", "ute", "som område: inne") + HOURS % ("B", "inne", "som område: ute"),
        4,
        "i ring",
        id="outdoors as indoors as outdoors",
    ),
    pytest.param(
        RULES + HOURS % ("A", "ute", "som område: inne") + HOURS % ("B", "inne", "som regel: A"),
        4,
        "Reglene A, B viser",
        id="a circle of an area and a rule",
    ),
    pytest.param(RULES + RULE + RULE, 7, "«A» er brukt på linje 4", id="two rules of one name"),
    pytest.param(
        RULES + RULE.replace("id: A", "id: 3/2"),
        4,
        "Skriv et kort navn uten skråstrek",
        id="a slash in a code",
    ),
    pytest.param(RULES + RULE.replace("id: A", 'id: ".."'), 4, "«..» kan ikke brukes", id="a code of dots"),
    pytest.param('navn: "P\\0"\n', 1, "kan ikke leses", id="a sign that no database keeps"),
    pytest.param('navn: P\nkilde: "a\\x07b"\n', 2, "kan ikke leses", id="a sign that no page shows"),
    pytest.param(
        HEAD + "soner: [{kode: s, navn: S}, {kode: s, navn: T}]\n",
        3,
        "«s» er brukt",
        id="two zones of one name",
    ),
    pytest.param(
        RULES + RULE + "    kilde: {dokument: F}\n",
        7,
        "Dokumentet «F» står ikke i filen",
        id="no such document",
    ),
    pytest.param(
        HEAD + "soner: [{kode: sentrum, navn: S}]\nregler:\n" + RULE + "    når: {sone: sentru}\n",
        8,
        "Sonen «sentru» står ikke i filen. Skriv «sentrum» om det var det du mente.",
        id="no such zone",
    ),
    pytest.param(
        RULES + RULE + "    når: {dager: martnan}\n", 7, "Dagene «martnan» står ikke", id="no such local days"
    ),
    pytest.param(
        RULES + RULE + "    når: {svar: {øy: ja}}\n",
        7,
        "Spørsmålet «øy» står ikke i filen",
        id="no such question",
    ),
    pytest.param(RULES + HOURS % ("A", "inne", "som regel: B"), 8, "Regelen «B»", id="no such rule"),
    pytest.param(
        HEAD + "spørsmål: [{kode: gjester, tekst: Hvor mange?}]\n",
        3,
        "følger alltid",
        id="a question told anyway",
    ),
    pytest.param(
        "navn: P\nkommuner: 4601\ngjelder: {fra: 2024-07-01}\nregler:\n" + RULE + "    kommuner: 5025\n",
        5,
        "Kommune 5025 står ikke i «kommuner» øverst",
        id="another municipality",
    ),
    pytest.param("navn: P\nkommuner: Bergen\n", 2, "ikke et kommunenummer", id="the name of a municipality"),
    pytest.param(
        RULES + "  - {id: A, type: tak, styrke: fast, tider: {stengt: ja}}\n",
        4,
        "typen tak har ikke «tider». Skriv «tak»",
        id="the block of another type",
    ),
    pytest.param(
        RULES + RULE + "    tak: {høyst: 1}\n", 7, "typen annet har ikke «tak»", id="a block too many"
    ),
    pytest.param(RULES + "  - {id: A, type: tak, styrke: fast}\n", 4, "må ha «tak»", id="no block"),
    pytest.param(
        RULES + "  - {id: A, type: moment, styrke: moment, moment: {tekst: Ro, orden og miljø}}\n",
        4,
        "«orden og miljø» kan ikke leses. Et komma",
        id="a comma between brackets",
    ),
    pytest.param(
        HEAD + "spørsmål: [{kode: øy, tekst: Øy?}]\nregler:\n" + RULE + "    når: {svar: {øy: kanskje}}\n",
        8,
        "«kanskje» kan ikke leses som krav til «øy»",
        id="an answer that is none",
    ),
    pytest.param(
        HEAD + "dager: [{kode: d, navn: D, hvert år: hver fredag}]\n",
        3,
        "«hver fredag» kan ikke",
        id="no rule",
    ),
    pytest.param(
        HEAD + "dager: [{kode: d, navn: D, hvert år: 17. mai, varer: 61 dager}]\n",
        3,
        "1 til 60",
        id="too long",
    ),
    pytest.param(HEAD + "dager: [{kode: d, navn: D}]\n", 3, "«d» mangler dager", id="days without days"),
    pytest.param(
        RULES + RULE + "    når: {årstid: sommer}\n", 7, "15. mai til 31. august", id="no part of year"
    ),
    pytest.param(
        RULES
        + "  - {id: A, type: omsetningsoppgave, styrke: fast, omsetningsoppgave: {frist: 31. februar}}\n",
        4,
        "Skriv dagen slik: 1. mars",
        id="31 February",
    ),
    pytest.param(
        RULES + "  - {id: A, type: gebyr, styrke: fast, gebyr: {ambulerende: gratis}}\n",
        4,
        "beløp",
        id="no amount",
    ),
    pytest.param(HEAD + "soner: [{kode: s, navn: S, omriss: [[1, 2, 3]]}]\n", 3, "to tall", id="no corner"),
    pytest.param(HEAD + "oppdiktet: kanskje\n", 3, "«ja», «nei»", id="neither yes nor no"),
    pytest.param(HEAD + "vedtatt: " + "a" * 201 + "\n", 3, "høyst 200 tegn", id="too long a text"),
    pytest.param(HEAD + 'kilde: "\\uD800"\n', 3, "YAML", id="half a sign"),
    pytest.param(HEAD + "kilde: {a: " * 20 + "\n", None, None, id="too deep"),
]


@pytest.mark.parametrize(("text", "line", "words"), FAULTS)
def test_a_fault_is_one_sentence_with_its_line(text, line, words):
    said = told(text)
    assert re.match(r"Linje \d+: ", said)
    assert "\n" not in said
    assert said.endswith((".", "?"))
    if line is not None:
        assert said.startswith(f"Linje {line}: "), said
        assert words in said


def test_every_code_of_a_fault_has_its_sentence_and_every_sentence_its_code():
    codes = set()
    for path in Path("app/policy/form").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in POLICY_FORM:
                codes.add(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BadPolicy":
                first = node.args[0]
                given = [first.body, first.orelse] if isinstance(first, ast.IfExp) else [first]
                assert all(one.value in POLICY_FORM for one in given), ast.unparse(node)
    assert codes == set(POLICY_FORM)
    assert set(POLICY_FORM) <= set(SENTENCES)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="a hundred thousand brackets"),
        pytest.param("{a: " * 50_000, id="fifty thousand mappings"),
        pytest.param("a: &a [" + "*a," * 1000 + "]", id="a laughing text"),
        pytest.param(RULES + "  - [" + "a, " * 70_000 + "]", id="seventy thousand points"),
        pytest.param("a" * (MOST_BYTES + 1), id="a text of more than a megabyte"),
        pytest.param(RULES + (RULE * 1001), id="more rules than a text has"),
    ],
)
def test_a_text_that_is_made_to_hurt_is_refused_in_time(text):
    began = time.process_time()
    assert told(text).startswith("Linje ")
    assert time.process_time() - began < 8


def test_signs_that_cannot_be_read_are_refused():
    with pytest.raises(BadPolicy) as bad:
        read_bytes("navn: Prøve\nkilde: Sør".encode("latin-1"))
    assert sentence(bad.value.code, None, bad.value.facts).startswith("Linje 1: Tegnene")
