"""Each rule of a policy is read aloud in plain sentences, the same on every page."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.policy.library import library
from app.wording.policy_questions import BUILT_IN
from app.wording.policy_rules import rule_sentence
from app.wording.policy_whens import service_time, yearly_text
from licensing.assessment.facts import KNOWN_OF_EVERY_CASE
from licensing.licences import AreaKind, Group, LicenceKind, LicenceType, VenueCategory
from licensing.policy import (
    Allow,
    CapEffect,
    CapScope,
    CapSpan,
    CapStated,
    CaseSort,
    DayClass,
    FactTest,
    HoursEffect,
    LocalDays,
    Overflow,
    PlaceEffect,
    Policy,
    Question,
    Rule,
    RuleKind,
    Strength,
    When,
    Yearly,
    Zone,
)
from licensing.seasons import Season
from tests.factories.draft import RULES, a_draft

SERVING, SALE = (LicenceKind.SERVING,), (LicenceKind.SALE,)
POLICY = Policy(
    id="",
    version=1,
    name="Prøve",
    first_day=date(2028, 1, 1),
    zones=(Zone("s", "sentrum"),),
    questions=(Question("island", "Er stedet en øy i et kjøpesenter?"),),
    local_days=(LocalDays("martnan", "Rørosmartnan"),),
)


@pytest.fixture(autouse=True)
def _reading(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def hours(when: When, **effect: object) -> Rule:
    """A rule on hours."""
    return Rule("R", RuleKind.HOURS, Strength.HARD, when, hours=HoursEffect(**effect))  # type: ignore[arg-type]  # by name


def cap(effect: CapEffect, when: When | None = None) -> Rule:
    """A cap on serving licences, unless something else is said."""
    return Rule("R", RuleKind.CAP, Strength.HARD, when or When(kinds=SERVING), cap=effect)


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        pytest.param(
            hours(
                When(kinds=SERVING, groups=(Group.ONE, Group.TWO), areas=(AreaKind.INDOOR,)),
                earliest=480,
                latest=1500,
            ),
            "Skjenking av gruppe 1 og 2 inne: kl. 08.00–01.00.",
            id="hours",
        ),
        pytest.param(
            hours(When(kinds=SERVING, weekdays=(5, 6)), latest=1560),
            "Skjenking, fredag og lørdag: til kl. 02.00.",
            id="only the end moves",
        ),
        pytest.param(
            hours(When(kinds=SALE, day_classes=(DayClass.SUNDAY, DayClass.HOLIDAY)), closed=True),
            "Salg, søndager og helligdager: ikke tillatt.",
            id="closed",
        ),
        pytest.param(
            hours(
                When(kinds=SERVING, areas=(AreaKind.OUTDOOR,), outside_zones=("s",)),
                same_as_area=AreaKind.INDOOR,
            ),
            "Skjenking ute utenfor «sentrum»: samme tid som inne.",
            id="as indoors",
        ),
        pytest.param(
            hours(When(kinds=SERVING, local_days=("martnan",), types=(LicenceType.AMBULATORY,)), latest=1560),
            "Skjenking med ambulerende bevilling, under Rørosmartnan: til kl. 02.00.",
            id="local days",
        ),
        pytest.param(
            hours(When(kinds=SERVING, zones=("s",), season=Season((5, 15), (8, 31))), may_shorten=True),
            "Skjenking i «sentrum», fra 15. mai til 31. august: tiden kan settes kortere for det enkelte"
            " stedet.",
            id="a season",
        ),
        pytest.param(
            hours(When(kinds=SERVING, tests=(FactTest("guests", at_least=100),)), latest=1620),
            "Skjenking: til kl. 03.00. Gjelder når: «Hvor mange gjester er ventet?» – minst 100 gjester.",
            id="what every case tells",
        ),
        pytest.param(
            hours(When(kinds=SERVING, tests=(FactTest("latest_hour", at_most=1560),)), latest=1560),
            "Skjenking: til kl. 02.00. Gjelder når: «Hva er det seneste klokkeslettet det er søkt om?» –"
            " senest kl. 02.00.",
            id="a time",
        ),
        pytest.param(
            cap(CapEffect(38, span=CapSpan.AT_ONCE, overflow=Overflow.REFUSE)),
            "Høyst 38 skjenkebevillinger i kommunen samtidig. Over taket foreslås avslag.",
            id="a cap",
        ),
        pytest.param(
            cap(CapEffect(25), When(kinds=SERVING, types=(LicenceType.AMBULATORY,))),
            "Høyst 25 ambulerende bevillinger i kommunen. Teksten sier ikke om de telles samtidig eller over"
            " tid. Teksten sier ikke hva som skjer over taket.",
            id="a cap that does not say what it counts",
        ),
        pytest.param(
            cap(
                CapEffect(1, span=CapSpan.YEAR, scope=CapScope.VENUE, overflow=Overflow.LOTTERY),
                When(kinds=SERVING, groups=(Group.THREE,)),
            ),
            "Høyst 1 skjenkebevilling for gruppe 3 per sted per år. Over taket trekkes det lodd.",
            id="one",
        ),
        pytest.param(
            cap(
                CapEffect(
                    percent=20,
                    percent_of=LicenceKind.SERVING,
                    span=CapSpan.AT_ONCE,
                    overflow=Overflow.DISCRETION,
                ),
                When(kinds=SERVING, categories=(VenueCategory.PUB_BAR,)),
            ),
            "Skjenkebevillinger ved pub eller bar: høyst 20 % av skjenkebevillingene i kommunen samtidig."
            " Over taket vurderes saken konkret.",
            id="per cent",
        ),
        pytest.param(
            cap(CapEffect(stated=CapStated.NONE)),
            "Det er ikke tak på antall skjenkebevillinger.",
            id="said that there is none",
        ),
        pytest.param(
            cap(CapEffect(stated=CapStated.UNDECIDED)),
            "Kommunen kan sette tak på antall skjenkebevillinger. Det er ikke bestemt noe tall.",
            id="not decided",
        ),
        pytest.param(
            Rule(
                "R",
                RuleKind.PLACE,
                Strength.DEFAULT,
                When(kinds=SERVING, tests=(FactTest("island", equals=True),)),
                place=PlaceEffect(Allow.NORMALLY_NOT),
            ),
            "Det gis normalt ikke skjenkebevilling. Gjelder når: «Er stedet en øy i et kjøpesenter?» – ja.",
            id="an island",
        ),
        pytest.param(
            Rule(
                "R",
                RuleKind.PLACE,
                Strength.HARD,
                When(kinds=SERVING, sorts=(CaseSort.NEW,)),
                place=PlaceEffect(only_categories=(VenueCategory.HOTEL, VenueCategory.CAFE)),
            ),
            "Skjenkebevilling ved søknad om ny bevilling gis bare til hotell og kafé.",
            id="a positive list",
        ),
        pytest.param(
            Rule("R", RuleKind.OTHER, Strength.FACTOR, words="Det skal finnes alkoholfrie tilbud"),
            "Det skal finnes alkoholfrie tilbud.",
            id="words alone",
        ),
    ],
)
def test_a_rule_is_read_aloud(rule: Rule, sentence: str) -> None:
    assert rule_sentence(rule, POLICY) == sentence


# What each family must say of the rule that has all of its fields.
SAID = {
    "R-07": ["Telles ikke: fjellstue eller camping.", "Ny eier beholder plassen.", "kommunestyret."],
    "R-08": ["gis bare til hotell.", "gis bare for: skjermet område.", "gis bare for gruppe 1."],
    "R-09": ["Dokumentasjon: Tegning.", "Frist: 14 dager etter vedtaket.", "mindre enn det er søkt om."],
    "R-10": ["Antall steder i området.", "Taler for: kafé.", "Taler for: steder i «sentrum»."],
    "R-11": ["senest 14 dager før", "fra 500 gjester", "det kreves stedfortreder", "spørres ikke hver gang"],
    "R-12": ["Avslag i søknader om bevilling: Formannskapet avgjør", "kommunedirektøren foreslår"],
    "R-13": ["Disse uttaler seg også: ungdomsrådet og velforeningen.", "Politiets syn veier tungt."],
    "R-14": ["innen 1. mars hvert år.", "innen 14 dager etter arrangementet."],
    "R-15": ["Ved ny eier av stedet: ny bevilling gis på samme vilkår som før."],
    "R-16": ["enkelt anledning 1 200,00 kr", "ambulerende bevilling 470,00 kr", "440,50 kr"],
}


@pytest.mark.parametrize("code", SAID)
def test_a_rule_of_each_family_says_all_that_it_holds(code: str) -> None:
    rule = next(rule for rule in RULES if rule.code == code)
    sentence = rule_sentence(rule, a_draft()).replace("\u00a0", " ")
    assert [said for said in SAID[code] if said not in sentence] == [], sentence


def test_every_rule_of_the_library_is_whole_sentences() -> None:
    for entry in library():
        for rule in entry.read.policy.rules:
            sentence = rule_sentence(rule, entry.read.policy)
            assert sentence.endswith((".", "!", "?")), (entry.code, rule.code, sentence)
            assert sentence[:1] == sentence[:1].upper(), (entry.code, rule.code, sentence)
            assert [stray for stray in ("  ", "None", "..") if stray in sentence] == [], sentence


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [(0, "00.00"), (480, "08.00"), (1440, "24.00"), (1441, "00.01"), (1560, "02.00"), (1800, "06.00")],
)
def test_a_time_of_the_service_day_is_shown_as_a_clock_shows_it(minutes: int, shown: str) -> None:
    assert service_time(minutes) == shown


@pytest.mark.parametrize(
    ("yearly", "words"),
    [
        (Yearly(lasting=5, month=2, weekday=2, nth=-2), "fra nest siste tirsdag i februar, i 5 dager"),
        (Yearly(month=5, day_of_month=17), "17. mai"),
        (Yearly(lasting=8, after_easter=-7), "fra 7 dager før første påskedag, i 8 dager"),
        (Yearly(after_easter=0), "første påskedag"),
        (Yearly(after_easter=1), "1 dag etter første påskedag"),
    ],
)
def test_days_of_every_year_are_said_in_words(yearly: Yearly, words: str) -> None:
    assert yearly_text(yearly) == words


def test_what_every_case_tells_has_a_question_in_words():
    assert set(BUILT_IN) == set(KNOWN_OF_EVERY_CASE)
