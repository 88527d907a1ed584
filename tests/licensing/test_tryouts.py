"""What a draft policy would do to licences that are held."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from licensing.licences import AreaKind, Group, LicenceKind, VenueCategory
from licensing.policy import (
    Allow,
    CaseSort,
    CategoryTest,
    FactTest,
    Otherwise,
    Rule,
    Strength,
    Unmet,
    When,
    Zone,
)
from licensing.policy.effects import PlaceEffect
from licensing.tryouts import (
    Consequence,
    EndSpan,
    Figures,
    HoursCell,
    Trial,
    condition_key,
    try_out,
)
from licensing.tryouts.remembering import Remembered
from tests.licensing.held_licences import (
    ALL_GROUPS,
    ON,
    condition_rule,
    hours_rule,
    licence,
    place_rule,
    policy,
    pub,
    under,
)

NEVER, NORMALLY_NOT = PlaceEffect(Allow.NEVER), PlaceEffect(Allow.NORMALLY_NOT)
TRAINED = FactTest("trained", equals=True)
WITH_OUTDOORS = (AreaKind.INDOOR, AreaKind.OUTDOOR)
PUBS = When(categories=(VenueCategory.PUB_BAR,))


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        pytest.param(place_rule(NEVER, when=PUBS), Consequence.LOST, id="never for such places"),
        pytest.param(
            place_rule(NEVER, when=When(categories=(VenueCategory.KIOSK,))),
            Consequence.UNCHANGED,
            id="never for other places",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, exception="når særlige grunner tilsier det"),
            Consequence.JUDGED,
            id="never, but the text opens for exceptions",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, strength=Strength.DEFAULT), Consequence.JUDGED, id="a default"
        ),
        pytest.param(place_rule(NORMALLY_NOT, when=PUBS), Consequence.JUDGED, id="normally not"),
        pytest.param(
            place_rule(NEVER, when=PUBS, strength=Strength.INFO), Consequence.UNCHANGED, id="only told"
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, sorts=(CaseSort.NEW,))),
            Consequence.UNCHANGED,
            id="only of new licences",
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, zones=("residential",))),
            Consequence.UNKNOWN,
            id="in a zone that nobody has put it in",
        ),
        pytest.param(
            place_rule(NEVER, when=replace(PUBS, tests=(FactTest("gambling", equals=True),))),
            Consequence.UNKNOWN,
            id="hangs on an answer",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, last_day=ON - timedelta(days=1)),
            Consequence.UNCHANGED,
            id="a rule that ended the day before",
        ),
        pytest.param(
            place_rule(NEVER, when=PUBS, last_day=ON), Consequence.LOST, id="a rule on its last day"
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.HOTEL,))),
            Consequence.LOST,
            id="a positive list without it",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.PUB_BAR,))),
            Consequence.UNCHANGED,
            id="a positive list with it",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_categories=(VenueCategory.HOTEL,)), strength=Strength.DEFAULT),
            Consequence.JUDGED,
            id="a positive list that may be departed from",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_groups=(Group.ONE, Group.TWO))),
            Consequence.PART_LOST,
            id="a group that such places may not have",
        ),
        pytest.param(
            place_rule(NEVER, when=When(groups=(Group.THREE,))), Consequence.PART_LOST, id="never spirits"
        ),
        pytest.param(
            place_rule(NEVER, when=When(areas=(AreaKind.OUTDOOR,))),
            Consequence.PART_LOST,
            id="never outdoors",
        ),
        pytest.param(
            place_rule(PlaceEffect(only_where="avskjermet område", only_where_fact="screened")),
            Consequence.UNKNOWN,
            id="only a part of the place, and not told whether it is",
        ),
    ],
)
def test_who_can_have_a_licence(rule: Rule, result: Consequence) -> None:
    zones = (Zone("residential", "boligområde"),)
    held = pub(areas=WITH_OUTDOORS)
    assert under(policy(rule, zones=zones), held).result is result


def test_what_is_lost_is_named() -> None:
    rule = place_rule(PlaceEffect(only_groups=(Group.ONE, Group.TWO)), document="R", paragraph="punkt 4")
    (would,) = under(policy(rule), pub()).woulds
    assert (would.what, would.groups, would.rule, would.source) == (
        Consequence.PART_LOST,
        (Group.THREE,),
        "P-1",
        "retningslinjene punkt 4",
    )


def test_a_licence_that_loses_all_it_has_is_lost() -> None:
    only_beer = place_rule(PlaceEffect(only_groups=(Group.ONE,)))
    assert under(policy(only_beer), pub(groups=(Group.TWO,))).result is Consequence.LOST


@pytest.mark.parametrize(
    ("walled_off", "result"),
    [
        pytest.param(True, Consequence.UNCHANGED, id="walled off: allowed by the narrower rule"),
        pytest.param(False, Consequence.LOST, id="not walled off"),
        pytest.param(None, Consequence.UNKNOWN, id="not told: the narrower rule may turn it"),
    ],
)
def test_the_narrower_answer_goes_first(walled_off: bool | None, result: Consequence) -> None:
    allowed = place_rule(
        PlaceEffect(Allow.YES), when=replace(PUBS, tests=(FactTest("walled_off", equals=True),))
    )
    draft = policy(replace(allowed, code="P-2"), place_rule(NEVER, when=PUBS))
    answers = () if walled_off is None else (("walled_off", walled_off),)
    assert under(draft, pub(answers=answers)).result is result


@pytest.mark.parametrize(
    ("rooms", "otherwise", "result"),
    [
        pytest.param(30, Otherwise.REFUSE, Consequence.UNCHANGED, id="thirty rooms"),
        pytest.param(29, Otherwise.REFUSE, Consequence.LOST, id="twenty-nine, refused"),
        pytest.param(29, Otherwise.CONSIDER, Consequence.JUDGED, id="twenty-nine, weighed"),
        pytest.param(29, Otherwise.ASK, Consequence.JUDGED, id="twenty-nine, asked about"),
        pytest.param(None, Otherwise.REFUSE, Consequence.UNKNOWN, id="not told"),
    ],
)
def test_the_local_test_of_a_category(rooms: int | None, otherwise: Otherwise, result: Consequence) -> None:
    hotel = CategoryTest(VenueCategory.HOTEL, tests=(FactTest("rooms", at_least=30),), otherwise=otherwise)
    answers = () if rooms is None else (("rooms", rooms),)
    held = pub(category=VenueCategory.HOTEL, answers=answers)
    assert under(policy(categories=(hotel,)), held).result is result
    assert under(policy(categories=(hotel,)), pub()).result is Consequence.UNCHANGED


@pytest.mark.parametrize(
    ("rule", "has", "result"),
    [
        pytest.param(condition_rule("Vakt fra kl. 22"), (), Consequence.CONDITION, id="lacks it"),
        pytest.param(
            condition_rule("Vakt fra kl. 22."), ("vakt  fra kl. 22",), Consequence.UNCHANGED, id="has it"
        ),
        pytest.param(
            condition_rule("Vakt", when=When(weekdays=(5, 6))), (), Consequence.CONDITION, id="on some days"
        ),
        pytest.param(
            condition_rule("Vakt fra kl. 22", standard=False), (), Consequence.UNCHANGED, id="only offered"
        ),
        pytest.param(
            condition_rule("Vakt", when=When(categories=(VenueCategory.HOTEL,))),
            (),
            Consequence.UNCHANGED,
            id="of other places",
        ),
        pytest.param(
            condition_rule("Mat", test=TRAINED, unmet=Unmet.REFUSE), (), Consequence.UNKNOWN, id="not told"
        ),
    ],
)
def test_a_condition_that_a_licence_lacks(rule: Rule, has: tuple[str, ...], result: Consequence) -> None:
    given = tuple(condition_key(text) for text in has)
    assert under(policy(rule), pub(), conditions=given).result is result


def test_a_demand_that_is_known_not_to_be_met_takes_the_licence() -> None:
    rule = condition_rule("Mat", test=TRAINED, unmet=Unmet.REFUSE)
    assert under(policy(rule), pub(answers=(("trained", False),))).result is Consequence.LOST


def test_figures_of_two_drafts_side_by_side() -> None:
    strict = policy(hours_rule(None, 1500), place_rule(NEVER, when=When(categories=(VenueCategory.HOTEL,))))
    asking = replace(condition_rule("Kurs", test=TRAINED), code="C-2")
    trial = Trial([strict, policy(condition_rule("Vakt"), asking)], None, ON)
    licences = [licence(pub(end), reference=end) for end in (1500, 1530, 1560)]
    licences.append(licence(pub(1500, category=VenueCategory.HOTEL), reference=4))
    figures = try_out(trial, licences)
    assert figures.consequences == [
        {Consequence.UNCHANGED: 1, Consequence.SHORTENED: 2, Consequence.LOST: 1},
        {Consequence.CONDITION: 4},
    ]
    assert figures.unknown == [{}, {"trained": 4}]
    assert figures.conditions == [{}, {"C-1": 4}]
    assert figures.licensed == {LicenceKind.SERVING: 4}
    row = figures.hours[HoursCell(LicenceKind.SERVING, AreaKind.INDOOR, VenueCategory.PUB_BAR)]
    assert (row.places, row.now) == (3, EndSpan(1500, 1560))
    assert row.then == (EndSpan(1500, 1500), EndSpan(1500, 1560))


def test_figures_gathered_in_chunks_are_the_same_and_survive_being_stored() -> None:
    draft = policy(hours_rule(None, 1500), condition_rule("Vakt", test=TRAINED))
    licences = [licence(pub(1440 + 30 * (number % 5)), reference=number) for number in range(40)]
    whole = try_out(Trial([draft], None, ON), licences)
    gathered = Figures.of(1)
    for first in range(0, 40, 7):
        gathered.add(try_out(Trial([draft], None, ON), licences[first : first + 7]))
    assert gathered == whole
    assert Figures.from_stored(whole.as_stored) == whole


def test_the_order_of_licences_and_what_was_tried_before_change_nothing() -> None:
    draft = policy(hours_rule(None, 1500), place_rule(NEVER, when=replace(PUBS, groups=(Group.THREE,))))
    held = [pub(1440 + 30 * (number % 5), groups=ALL_GROUPS[: 1 + number % 3]) for number in range(30)]
    licences = [licence(one, reference=number) for number, one in enumerate(held)]
    trial = Trial([draft], None, ON)
    forwards = {one.reference: trial.tried(one) for one in licences}
    assert forwards == {one.reference: Trial([draft], None, ON).tried(one) for one in reversed(licences)}


def test_a_draft_is_tried_as_if_it_were_in_force() -> None:
    later = policy(hours_rule(None, 1500), first_day=date(2028, 10, 1), last_day=date(2032, 9, 30))
    assert under(later, pub(1560)).result is Consequence.SHORTENED


def test_what_is_remembered_is_worked_out_once_and_has_a_highest_number() -> None:
    worked_out: list[int] = []

    def work_out(key: int) -> int:
        worked_out.append(key)
        return key * key

    remembered: Remembered[int] = Remembered(3)
    for key in (1, 1, 2, 2, 3, 1, 4, 4):
        assert remembered.answer(key, partial(work_out, key)) == key * key
        assert len(remembered) <= 3
    # The fourth begins anew.
    assert worked_out == [1, 2, 3, 4]
    assert remembered.answer(1, lambda: work_out(1)) == 1
    assert worked_out == [1, 2, 3, 4, 1]


def test_a_memory_of_one_gives_the_same_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = policy(hours_rule(None, 1500), condition_rule("Vakt", test=TRAINED))
    licences = [licence(pub(1440 + 30 * (number % 5)), reference=number) for number in range(20)]
    whole = try_out(Trial([draft], None, ON), licences)
    monkeypatch.setattr("licensing.tryouts.trial.MOST_REMEMBERED", 1)
    monkeypatch.setattr("licensing.tryouts.evenings.MOST_EVENINGS", 1)
    monkeypatch.setattr("licensing.tryouts.evenings.MOST_PLACES", 1)
    assert try_out(Trial([draft], None, ON), licences) == whole


@pytest.mark.parametrize(
    ("placed_in", "result"),
    [
        pytest.param(("residential",), Consequence.LOST, id="in the zone"),
        pytest.param(("residential", "old_zone"), Consequence.LOST, id="in a zone of an older policy too"),
        pytest.param(("",), Consequence.UNCHANGED, id="outside all zones"),
        pytest.param(("old_zone",), Consequence.UNKNOWN, id="only in a zone that the draft does not have"),
        pytest.param((), Consequence.UNKNOWN, id="nobody has said"),
    ],
)
def test_where_a_place_lies_is_read_by_the_zones_of_the_draft(
    placed_in: tuple[str, ...], result: Consequence
) -> None:
    draft = policy(
        place_rule(NEVER, when=When(zones=("residential",))), zones=(Zone("residential", "boligområde"),)
    )
    tried = under(draft, pub(placed_in=placed_in))
    assert tried.result is result
    assert [would.asks for would in tried.woulds if would.asks] == [("zone",)] * (
        result is Consequence.UNKNOWN
    )
