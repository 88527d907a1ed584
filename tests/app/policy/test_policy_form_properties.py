"""Whatever a policy says, it says the same after it has been written and read."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from app.policy.form import BadPolicy, read_policy, write_policy
from app.policy.form.answer_tests import AnswerTests, OneTest
from app.policy.form.codecs import (
    Clock,
    Code,
    Corner,
    Day,
    DayOfYear,
    Kroner,
    Many,
    MunicipalityNumber,
    Number,
    PartOfYear,
    Text,
    Weekday,
    Word,
    YesNo,
)
from app.policy.form.emitting import yaml_of
from app.policy.form.records import Group, Nested
from app.policy.form.shapes import (
    CATEGORIES,
    DAYS,
    DOCUMENTS,
    EFFECTS,
    HEAD,
    QUESTIONS,
    RULES,
    SPANS,
    ZONES,
)
from app.policy.form.tree import UNSHOWN, plain, tree_of
from app.policy.form.words import VALUES
from app.policy.form.yearly import EveryYear, Lasting
from licensing.policy import EFFECT_OF, FactTest, Point, Policy, Question, Yearly
from licensing.policy.policies import FactKind
from licensing.seasons import Season
from licensing.tariffs import (
    WITH_AMOUNT,
    LowTurnoverStep,
    Tariff,
    TariffMethod,
    TariffPer,
    TariffStep,
)

pytestmark = pytest.mark.slow

NUMBERS = ("0301", "4601", "5025")
KNOWN = {"document": "R", "zone": "s", "local_days": "d", "question": "klokke"}
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(
        lambda text: not UNSHOWN.search(text)
    ),
    st.text("ab cæ:#-,'\"[]{}&*!|>%@`?\\\n\t", max_size=60),
    st.lists(st.sampled_from(["ord", "langt ord", "§ 1", "nei", "null"]), max_size=40).map(" ".join),
    st.sampled_from(
        ["ja", "null", "~", "0301", "26:00", "- a", "a: b", "a #b", "---", "true", "1_000", "=", "<<"]
    ),
).map(str.strip)
DAYS_OF_YEAR = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
AMOUNTS = st.integers(0, 1800)
ANSWERS = st.one_of(
    st.builds(FactTest, st.sampled_from(["øy", "guests"]), equals=st.booleans()),
    st.builds(FactTest, st.sampled_from(["klokke", "rom", "latest_hour"]), at_least=AMOUNTS),
    st.builds(FactTest, st.sampled_from(["klokke", "rom", "latest_hour"]), at_most=AMOUNTS),
    st.builds(FactTest, st.sampled_from(["klokke", "rom"]), at_least=AMOUNTS, at_most=AMOUNTS),
)
YEARLY = st.one_of(
    st.builds(Yearly, after_easter=st.integers(-99, 99)),
    st.builds(Yearly, month=st.integers(1, 12), day_of_month=st.integers(1, 28)),
    st.builds(
        Yearly,
        month=st.integers(1, 12),
        weekday=st.integers(1, 7),
        nth=st.sampled_from([1, 2, 3, 4, 5, -1, -2, -3]),
    ),
)
SHARES = st.builds(Fraction, st.integers(1, 20), st.integers(20, 60))
ORE = st.integers(0, 10**9)
STEPS = st.builds(TariffStep, st.one_of(st.none(), st.integers(1, 5000)), ORE)
SHARED_STEPS = st.builds(TariffStep, st.one_of(st.none(), st.integers(1, 5000)), share=SHARES)
PER = st.sampled_from(TariffPer)
# Each method with what it needs and no more; others are refused, as another test shows.
OF_NESTED = {
    "takst": st.one_of(
        st.builds(Tariff, st.sampled_from(sorted(WITH_AMOUNT)), ORE, per=PER),
        st.builds(Tariff, st.just(TariffMethod.VOLUME), per=PER),
        st.builds(Tariff, st.just(TariffMethod.SHARE_OF_MINIMUM), share=SHARES, per=PER),
        st.builds(
            Tariff, st.just(TariffMethod.GUESTS), steps=st.lists(STEPS, min_size=1, max_size=3).map(tuple)
        ),
        st.builds(
            Tariff,
            st.just(TariffMethod.SHARE_OF_ORDINARY),
            steps=st.lists(SHARED_STEPS, min_size=1, max_size=3).map(tuple),
        ),
    ),
    "lav omsetning": st.one_of(
        st.builds(LowTurnoverStep, ORE, ORE), st.builds(LowTurnoverStep, ORE, share=SHARES)
    ),
}
# No circles here: rules that point at each other are refused, as another test shows.
LEFT_OUT = {"same_as_rule", "same_as_area"}


def value_of(codec):
    """Values that can be written under a key."""
    match codec:
        case Many():
            return st.lists(value_of(codec.of), min_size=1, max_size=3).map(tuple)
        case Nested():
            known = OF_NESTED.get(codec.shape.name)
            return record_of(codec.shape) if known is None else known
        case Word():
            return st.sampled_from(list(VALUES[codec.kind]))
        case Code():
            return st.just(KNOWN[codec.sort]) if codec.sort else TEXTS
        case Clock():
            return st.integers(361, 1800)
        case Number():
            return st.integers(codec.lowest, min(codec.highest, 10**9))
        case Text():
            return TEXTS.map(lambda text: text[: codec.longest].strip())
    return {
        YesNo: st.booleans(),
        Day: DATES,
        DayOfYear: DAYS_OF_YEAR,
        PartOfYear: st.builds(Season.parse, DAYS_OF_YEAR, DAYS_OF_YEAR),
        Kroner: st.integers(0, 10**9),
        MunicipalityNumber: st.sampled_from(NUMBERS),
        Weekday: st.integers(1, 7),
        Corner: st.builds(Point, st.integers(0, 100), st.integers(0, 100)),
        AnswerTests: st.lists(ANSWERS, min_size=1, max_size=3).map(tuple),
        OneTest: ANSWERS,
        EveryYear: YEARLY,
        Lasting: st.integers(1, 60),
    }[type(codec)]


def keys_of(shape):
    for key in shape.keys:
        yield from key.keys if isinstance(key, Group) else (key,)


@st.composite
def values_of(draw, shape, leave_out=frozenset(), given=()):
    """Some of the fields that a shape has."""
    values = dict(given)
    for key in keys_of(shape):
        if key.attribute in values or key.attribute in LEFT_OUT | leave_out:
            continue
        if key.required or draw(st.booleans()):
            values[key.attribute] = draw(value_of(key.codec))
    for first, last in (("first_day", "last_day"), ("earliest", "latest")):
        if values.get(first) and values.get(last) and values[last] <= values[first]:
            values.pop(last)
    if values.get("tariff") is not None:
        values.pop("single_ore", None)
    if shape is SPANS:
        values["last_day"] = max(values["first_day"], values.get("last_day", values["first_day"]))
    return values


def record_of(shape, **given):
    return values_of(shape, given=given).map(lambda values: shape.record(**values))


@st.composite
def rules(draw, number):
    kind = draw(st.sampled_from(list(VALUES[RULES.keys[1].codec.kind])))
    own = EFFECT_OF.get(kind)
    others = frozenset(key.attribute for key in EFFECTS)
    values = draw(values_of(RULES, others, {"kind": kind, "code": f"regel {number}"}))
    if own is not None:
        effect = next(key for key in EFFECTS if key.attribute == own)
        values[own] = draw(value_of(effect.codec))
    return RULES.record(**values)


@st.composite
def policies(draw):
    head = draw(values_of(HEAD, frozenset({"municipalities"})))
    days = draw(values_of(DAYS, given={"code": "d"}))
    if not days.get("yearly"):
        days.pop("lasting", None)
        days["spans"] = draw(value_of(Many(Nested(SPANS))))
    return Policy(
        id="",
        version=1,
        municipalities=NUMBERS,
        **head,
        documents=(draw(record_of(DOCUMENTS, code="R")),),
        zones=(draw(record_of(ZONES, code="s")),),
        categories=tuple(draw(st.lists(record_of(CATEGORIES), max_size=1))),
        local_days=(DAYS.record(**days),),
        questions=(
            Question("klokke", "Når?", FactKind.TIME),
            Question("rom", "Hvor mange?", FactKind.NUMBER),
            draw(record_of(QUESTIONS, code="øy")),
        ),
        rules=tuple(draw(rules(number)) for number in range(draw(st.integers(0, 4)))),
    )


@settings(max_examples=120, deadline=None)
@given(policies())
def test_a_policy_is_the_same_after_it_is_written_and_read(policy):
    written = write_policy(policy)
    assert read_policy(written).policy == policy, written


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXTS, TEXTS, max_size=4), st.lists(TEXTS, max_size=4))
def test_every_text_is_the_same_for_us_and_for_another_reader_of_yaml(texts, listed):
    whole = {"texts": texts, "listed": [{"a": text, "b": [text, text]} for text in listed]}
    written = yaml_of(whole)
    assert plain(tree_of(written)[0]) == whole
    # What is written in quotation marks is text for everybody; the rest is read by other rules elsewhere.
    others = YAML(typ="safe", pure=True).load(written)
    read = [row["a"] for row in others["listed"]]
    assert [one for one in read if isinstance(one, str)] == [
        text for text, one in zip(listed, read, strict=True) if isinstance(one, str)
    ]


def line_of_fault(text):
    """The line of what cannot be read; 0 for a text that can."""
    try:
        read_policy(text)
    except BadPolicy as bad:
        return bad.line
    return 0


@settings(max_examples=150, deadline=None)
@given(st.text("ab:-[]{}#'\"&*!|>\n \t,?%@`\\0\x00\ud800é", max_size=80))
def test_no_text_breaks_the_reading(text):
    assert line_of_fault(text) >= 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_change_of_a_text_breaks_the_reading(data):
    rule = "{id: A, type: tak, styrke: fast, tak: {høyst: 1}}"
    text = f"navn: P\ngjelder: {{fra: 2024-07-01}}\nregler:\n  - {rule}\n"
    at = data.draw(st.integers(0, len(text)))
    to = data.draw(st.integers(at, min(len(text), at + 5)))
    changed = text[:at] + data.draw(st.text("a:-[]{}#'\"\n 1,", max_size=4)) + text[to:]
    assert 0 <= line_of_fault(changed) <= changed.count("\n") + 2


def test_a_policy_that_ends_before_it_begins_is_written_and_refused_when_read():
    backwards = Policy("", 1, "P", date(2024, 1, 1), date(2023, 1, 1))
    assert line_of_fault(write_policy(backwards)) == 2
