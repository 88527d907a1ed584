"""What is typed wrongly into the form of a rule has one sentence at its field; new rules have defaults."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from app.policy.forms.rules import RuleForm, rule_form
from licensing.licences import Group, LicenceKind
from licensing.policy import EFFECT_OF, RuleKind, Strength
from tests.app.policy.typed import as_sent
from tests.factories.draft import RULES, a_draft


@pytest.mark.parametrize(
    ("kind", "typed", "where", "sentence"),
    [
        pytest.param(
            RuleKind.HOURS,
            {"effect-latest": "natta"},
            ("effect", "latest"),
            "Skriv klokkeslettet med time og minutt, for eksempel 02.00.",
            id="no time",
        ),
        pytest.param(
            RuleKind.HOURS,
            {"effect-earliest": "20.00", "effect-latest": "18.00"},
            ("effect", "latest"),
            "Tiden slutter før den begynner. Rett klokkeslettene.",
            id="backwards",
        ),
        pytest.param(
            RuleKind.CAP,
            {"effect-limit": "-1"},
            ("effect", "limit"),
            "Skriv et tall fra 0 til 1000000.",
            id="a cap of minus one",
        ),
        pytest.param(
            RuleKind.CAP,
            {"code": "R-01"},
            ("code",),
            "En annen regel har nummeret R-01. Velg et annet.",
            id="twice",
        ),
        pytest.param(
            RuleKind.HOURS,
            {"when-season_first": "15.05"},
            ("when", "season_last"),
            "Skriv både første og siste dag.",
            id="half a season",
        ),
        pytest.param(
            RuleKind.HOURS,
            {"when-season_first": "30.02", "when-season_last": "1.3"},
            ("when", "season_first"),
            "«30.02» er ingen dag i året. Skriv dag og måned, for eksempel 15.07.",
            id="no such day",
        ),
        pytest.param(RuleKind.OTHER, {}, ("words",), "Skriv hva regelen sier.", id="no words"),
        pytest.param(RuleKind.CONDITION, {}, ("effect", "text"), "Skriv vilkåret.", id="no condition"),
        pytest.param(
            RuleKind.FEE,
            {"first_day": "01.01.2030", "last_day": "01.01.2029"},
            ("last_day",),
            "Regelen slutter før den begynner. Rett datoene.",
            id="days backwards",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-single_ore": "1 200", "effect-tariff-method": "volume"},
            ("effect", "single_ore"),
            "Skriv ett beløp eller velg en takst, ikke begge deler.",
            id="two fees",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-tariff-method": "guests", "effect-tariff-steps": "150: 440\r\nresten gratis"},
            ("effect", "tariff", "steps"),
            "«resten gratis» kan ikke leses. Skriv hvert trinn slik: 150: 440.",
            id="a step that is none",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-tariff-method": "guests"},
            ("effect", "tariff", "steps"),
            "Skriv trinnene, ett på hver linje.",
            id="no steps",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-tariff-method": "guests", "effect-tariff-steps": "flere: 1/2"},
            ("effect", "tariff", "steps"),
            "Skriv kroner på hver linje når gebyret går etter gjester, og en andel når det er en del av det"
            " ordinære gebyret.",
            id="a share by guests",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-tariff-method": "share_of_minimum", "effect-tariff-share": "7/6"},
            ("effect", "tariff", "share"),
            "Skriv en andel, for eksempel 1/6 eller 25 prosent.",
            id="more than all",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-tariff-amount_ore": "500"},
            ("effect", "tariff", "method"),
            "Velg hvordan gebyret regnes ut.",
            id="an amount of no tariff",
        ),
        pytest.param(
            RuleKind.FEE,
            {"effect-low_turnover": "lite: 2 310"},
            ("effect", "low_turnover"),
            "«lite: 2 310» kan ikke leses. Skriv hvert trinn slik: 1 500: 2 310.",
            id="a lower minimum of no turnover",
        ),
        pytest.param(
            RuleKind.TURNOVER,
            {"code": "a/b"},
            ("code",),
            "Nummeret kan ikke ha kolon eller skråstrek. Bruk bokstaver og tall.",
            id="no code",
        ),
    ],
)
def test_what_is_typed_wrongly_has_one_sentence_at_its_field(
    sending: None, kind: RuleKind, typed: dict[str, str], where: tuple[str, ...], sentence: str
) -> None:
    form = sent(kind, typed)
    assert not form.validate()
    field: Any = form
    for part in where:
        field = (field.form if hasattr(field, "form") and not isinstance(field, RuleForm) else field)[part]
    assert list(field.errors) == [sentence]


def sent(kind: RuleKind, typed: dict[str, str]) -> RuleForm:
    """The form of a new rule with something typed into it."""
    data = as_sent(rule_form(a_draft(), kind, None, formdata=None))
    for name, value in typed.items():
        data[name] = value
    return rule_form(a_draft(), kind, None, formdata=data)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"equals": "ja"}, "Velg hvilken opplysning det gjelder.", id="no question"),
        pytest.param({"fact": "trained"}, "Skriv hva svaret skal være, for eksempel ja.", id="no answer"),
        pytest.param(
            {"fact": "rooms", "at_least": "mange"},
            "Skriv et helt tall eller et klokkeslett, for eksempel 100 eller 22.00.",
            id="no number",
        ),
    ],
)
def test_a_test_of_an_answer_is_whole(sending: None, typed: dict[str, str], sentence: str) -> None:
    form = sent(RuleKind.HOURS, {f"when-tests-0-{name}": value for name, value in typed.items()})
    assert not form.validate()
    row = form.when.form.tests[0].form
    assert [error for field in row for error in field.errors] == [sentence]


def test_a_new_rule_has_the_next_number_and_the_strength_of_its_kind(sending: None) -> None:
    form = rule_form(a_draft(), RuleKind.CONDITION, None, formdata=None)
    assert (form.code.data, form.strength.data) == ("R-19", Strength.CONDITION)


def test_lists_keep_the_order_of_the_text_and_take_in_what_is_new_last(sending: None) -> None:
    rule = replace(RULES[0], when=replace(RULES[0].when, groups=(Group.TWO, Group.ONE)))
    data = as_sent(rule_form(a_draft(), rule.kind, rule, formdata=None))
    data.setlist("when-groups", ["1", "2", "3"])
    form = rule_form(a_draft(), rule.kind, rule, formdata=data)
    assert form.validate()
    assert form.rule().when.groups == (Group.TWO, Group.ONE, Group.THREE)


def test_nobody_can_give_a_rule_the_strength_of_the_law(sending: None) -> None:
    form = sent(RuleKind.HOURS, {"strength": "law"})
    assert not form.validate()
    assert form.strength.errors


def test_every_field_of_an_effect_is_on_its_form(sending: None) -> None:
    missing = []
    for rule in RULES:
        name = EFFECT_OF.get(rule.kind)
        if name is None:
            continue
        form = rule_form(a_draft(), rule.kind, rule, formdata=None)
        missing += [
            f"{rule.kind.value}.{field.name}"
            for field in fields(getattr(rule, name))
            if field.name not in form["effect"].form
        ]
    assert not missing


def test_days_and_licences_of_the_example_are_those_that_were_typed(sending: None) -> None:
    form = sent(RuleKind.CAP, {"when-kinds": "sale", "effect-limit": "9", "first_day": "1.1.2030"})
    assert form.validate()
    rule = form.rule()
    assert (rule.when.kinds, rule.first_day) == ((LicenceKind.SALE,), date(2030, 1, 1))
