"""Every rule and part of a policy goes through its form unchanged; what is typed wrongly has its sentence."""

from dataclasses import replace
from typing import Any

import pytest

from app.policy.form import read_policy
from app.policy.form.writing import write_policy
from app.policy.forms.rules import rule_form
from app.policy.library import CODES, library_entry
from app.policy.parts_of_policy import PARTS
from app.policy.rewriting import part_key
from licensing.policy import HoursEffect, Policy, Rule, RuleKind
from tests.app.policy.typed import as_sent
from tests.factories.draft import RULES, a_draft


def saved_unchanged(policy: Policy, rule: Rule) -> Rule:
    """A rule after its form was opened and saved."""
    sent = as_sent(rule_form(policy, rule.kind, rule, formdata=None))
    form = rule_form(policy, rule.kind, rule, formdata=sent)
    assert form.validate(), (rule.code, form.errors)
    return form.rule()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code} {rule.kind.value}")
def test_a_rule_is_opened_and_saved_unchanged(sending: None, rule: Rule) -> None:
    assert saved_unchanged(a_draft(), rule) == rule


@pytest.mark.parametrize("code", CODES)
def test_every_rule_of_the_library_is_opened_and_saved_unchanged(sending: None, code: str) -> None:
    policy = library_entry(code).read.policy
    assert [saved_unchanged(policy, rule) for rule in policy.rules] == list(policy.rules)


@pytest.mark.parametrize("code", [*CODES, "draft"])
def test_every_part_beside_the_rules_is_opened_and_saved_unchanged(sending: None, code: str) -> None:
    policy = a_draft() if code == "draft" else library_entry(code).read.policy
    for sort in PARTS.values():
        for part in getattr(policy, sort.attribute):
            opened = sort.form(formdata=None, **sort.form.shown(policy, part))
            opened.offer(policy, part)
            form = sort.form(formdata=as_sent(opened))
            form.offer(policy, part)
            form.keep_key(part_key(part))
            assert form.validate(), (code, part, form.errors)
            assert form.part() == part


# What a person types for each kind of rule, and the same rule as the file says it.
TYPED: list[Any] = [
    pytest.param(
        RuleKind.HOURS,
        [
            ("when-kinds", "serving"),
            ("when-groups", "1"),
            ("when-groups", "2"),
            ("when-areas", "indoor"),
            ("when-weekdays", "5"),
            ("when-weekdays", "6"),
            ("effect-earliest", "8"),
            ("effect-latest", "02.00"),
            ("words", "Skjenketiden er 08–02."),
        ],
        """
    type: tider
    når: {bevilling: skjenking, grupper: [1, 2], område: inne, ukedager: [fredag, lørdag]}
    tider: {fra: "08:00", til: "26:00"}
    styrke: fast
    ordlyd: Skjenketiden er 08–02.
""",
        id="hours",
    ),
    pytest.param(
        RuleKind.HOURS,
        [
            ("when-season_first", "15.05"),
            ("when-season_last", "31. august"),
            ("when-tests-0-fact", "guests"),
            ("when-tests-0-at_least", "100"),
            ("when-tests-1-fact", "latest_hour"),
            ("when-tests-1-at_most", "01.30"),
            ("effect-relative-begins", "departs"),
            ("effect-relative-before", "60"),
            ("effect-relative-ends", "departs"),
            ("effect-relative-after", "0"),
        ],
        """
    type: tider
    når: {årstid: 15. mai til 31. august, svar: {gjester: minst 100, seneste tid: "høyst 25:30"}}
    tider:
      følger: {begynner: departs, minutter før: 60, slutter: departs, minutter etter: 0}
    styrke: fast
""",
        id="hours of a trip",
    ),
    pytest.param(
        RuleKind.OPENING,
        [("effect-latest", "3.30"), ("when-zones", "bolig")],
        """
    type: åpningstider
    når: {sone: bolig}
    tider: {til: "27:30"}
    styrke: fast
""",
        id="opening hours",
    ),
    pytest.param(
        RuleKind.CAP,
        [
            ("when-kinds", "serving"),
            ("effect-limit", "38"),
            ("effect-span", "at_once"),
            ("effect-overflow", "refuse"),
            ("effect-transfer_keeps_seat", "yes"),
            ("effect-pending_reserves", "no"),
            ("effect-exempt", "lodge"),
        ],
        """
    type: tak
    når: {bevilling: skjenking}
    tak:
      høyst: 38
      over: samtidig
      unntatt: overnattingssted
      fullt: avslå
      overdragelse beholder plassen: ja
      søknad holder av plass: nei
    styrke: fast
""",
        id="cap",
    ),
    pytest.param(
        RuleKind.PLACE,
        [
            ("when-sorts", "new"),
            ("effect-allow", "normally_not"),
            ("effect-only_where", "skjermet område"),
            ("effect-only_where_fact", "screened"),
            ("strength", "default"),
            ("exception", "Særlige grunner."),
            ("exception_by", "formannskapet"),
        ],
        """
    type: sted
    når: {sak: ny bevilling}
    sted: {adgang: normalt ikke, bare der: skjermet område, bare der svar: screened}
    styrke: hovedregel
    unntak: {tekst: Særlige grunner., av: formannskapet}
""",
        id="place",
    ),
    pytest.param(
        RuleKind.CONDITION,
        [
            ("effect-text", "Gratis vann."),
            ("effect-standard", "y"),
            ("effect-before_use", "y"),
            ("effect-due_days", "14"),
            ("effect-test-fact", "trained"),
            ("effect-test-equals", "Ja"),
            ("effect-unmet", "refuse"),
            ("document", "R"),
            ("paragraph", "4.1"),
        ],
        """
    type: vilkår
    vilkår: {tekst: Gratis vann., frist dager: 14, før bruk: ja, krever: {trained: ja}, ellers: avslå}
    styrke: vilkår
    kilde: {dokument: R, punkt: "4.1"}
""",
        id="condition",
    ),
    pytest.param(
        RuleKind.FACTOR,
        [("effect-text", "Nærmiljøet."), ("effect-prefer_zones", "sentrum")],
        """
    type: moment
    moment: {tekst: Nærmiljøet., foretrekk sone: sentrum}
    styrke: moment
""",
        id="factor",
    ),
    pytest.param(
        RuleKind.EVENT,
        [
            ("when-types", "ambulatory"),
            ("effect-notice_days", "7"),
            ("effect-ask_statements", "no"),
            ("first_day", "01.01.2029"),
            ("last_day", "31.12.2029"),
        ],
        """
    type: arrangement
    når: {slag: ambulerende}
    arrangement: {søkes dager før: 7, innhent uttalelser: nei}
    styrke: fast
    gjelder: {fra: 2029-01-01, til: 2029-12-31}
""",
        id="event",
    ),
    pytest.param(
        RuleKind.DELEGATION,
        [("effect-mode", "alone"), ("effect-matter", "event"), ("effect-basis", "sak 1/24")],
        """
    type: delegering
    delegering: {avgjøres av: én alene, sakstype: arrangement, hjemmel: sak 1/24}
    styrke: opplysning
""",
        id="delegation",
    ),
    pytest.param(
        RuleKind.STATEMENTS,
        [("effect-bodies", "ungdomsrådet\r\n\r\nvelforeningen\r\n"), ("strength", "info")],
        """
    type: uttalelser
    uttalelser: {høres: [ungdomsrådet, velforeningen]}
    styrke: opplysning
""",
        id="statements",
    ),
    pytest.param(
        RuleKind.TURNOVER,
        [("effect-due", "1. mars"), ("strength", "info")],
        """
    type: omsetningsoppgave
    omsetningsoppgave: {frist: 1. mars}
    styrke: opplysning
""",
        id="turnover",
    ),
    pytest.param(
        RuleKind.RENEWAL,
        [("effect-mode", "none_apply"), ("rank", "-1")],
        """
    type: fornyelse
    fornyelse: {måte: ingen søker}
    styrke: fast
    rang: -1
""",
        id="renewal",
    ),
    pytest.param(
        RuleKind.FEE,
        [("effect-single_ore", "1 200"), ("effect-ambulatory_ore", "470,50")],
        """
    type: gebyr
    gebyr: {enkelt anledning: 1200, ambulerende: "470,50"}
    styrke: opplysning
""",
        id="fee",
    ),
    pytest.param(
        RuleKind.FEE,
        [
            ("effect-tariff-method", "guests"),
            ("effect-tariff-steps", "150: 440\r\n 300 : 660,50 kr\r\nflere: 1 100"),
            ("effect-tariff-per", "day"),
            ("effect-admin_ore", "100"),
            ("effect-missing_statement_ore", "1 220"),
            ("effect-low_turnover", "1 500: 2 310\r\n2 500: 1/2"),
        ],
        """
    type: gebyr
    gebyr:
      takst:
        måte: etter gjester
        trinn: [{høyst gjester: 150, kroner: 440}, {høyst gjester: 300, kroner: "660,50"}, {kroner: 1100}]
        per: dag
      behandling: 100
      manglende oppgave: 1220
      lav omsetning: [{beregnet høyst: 1500, minstegebyr: 2310}, {beregnet høyst: 2500, andel: 1/2}]
    styrke: opplysning
""",
        id="fee by guests",
    ),
    pytest.param(
        RuleKind.FEE,
        [("effect-tariff-method", "share_of_minimum"), ("effect-tariff-share", "1/6")],
        """
    type: gebyr
    gebyr: {takst: {måte: andel av minstegebyret, andel: 1/6}}
    styrke: opplysning
""",
        id="fee by share",
    ),
    pytest.param(
        RuleKind.POINTS,
        [("words", "Prikker gis etter forskriften.")],
        """
    type: prikker
    styrke: opplysning
    ordlyd: Prikker gis etter forskriften.
""",
        id="points",
    ),
    pytest.param(
        RuleKind.OTHER,
        [("words", "Alkoholfritt tilbud."), ("note", "Fra forslaget.")],
        """
    type: annet
    styrke: moment
    ordlyd: Alkoholfritt tilbud.
    merknad: Fra forslaget.
""",
        id="other",
    ),
]


def test_every_kind_of_rule_is_typed_in_a_test() -> None:
    assert {param.values[0] for param in TYPED} == set(RuleKind)


@pytest.mark.parametrize(("kind", "typed", "text"), TYPED)
def test_a_rule_typed_on_the_screen_equals_the_same_rule_read_from_a_file(
    sending: None, kind: RuleKind, typed: list[tuple[str, str]], text: str
) -> None:
    policy = replace(a_draft(), rules=())
    filled = as_sent(rule_form(policy, kind, None, formdata=None))
    for name in dict.fromkeys(name for name, _value in typed):
        filled.setlist(name, [value for other, value in typed if other == name])
    filled["code"] = "X-1"
    form = rule_form(policy, kind, None, formdata=filled)
    assert form.validate(), form.errors
    file = write_policy(policy).rstrip().removesuffix("regler: []").rstrip()
    read = read_policy(f"{file}\n\nregler:\n  - id: X-1\n    {text.strip()}\n").policy
    assert form.rule() == read.rules[0]


def test_all_hours_that_are_open_after_midnight_are_typed_as_a_clock_shows_them(sending: None) -> None:
    rule = replace(RULES[0], hours=HoursEffect(earliest=0, latest=24 * 60))
    form = rule_form(a_draft(), rule.kind, rule, formdata=None)
    shown = form["effect"].form
    assert (shown.earliest._value(), shown.latest._value()) == ("00.00", "24.00")
    assert saved_unchanged(a_draft(), rule) == rule
