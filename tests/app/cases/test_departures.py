"""Decisions that depart from the policy: kept with their reasons, listed, and shown to equal cases."""

import html
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from app.cases.granted import HoursLine
from app.cases.queries.departing import Given, departed_rules
from app.cases.service.policy_questions import answer_questions, give_ground
from app.clock import today
from app.formats import short_date
from app.models.case import Case
from app.models.policy import DepartureSort, PolicyDeparture
from app.permissions import Actor
from licensing.assessment import Finding, FindingCode, FindingOutcome, Strength
from licensing.assessment.findings import RULES_APART
from licensing.decisions import DecisionOutcome, DelegationMode
from licensing.licences import AreaKind
from licensing.service_hours import ServiceHours
from tests.app.cases.pages import hindrance, plain, press, send, sentences
from tests.factories import bergen
from tests.factories import case as cases
from tests.factories.policy import make_policy, make_rules

REGISTER = "/retningslinjer/unntak"
GROUND = "Øya er skilt fra senteret med glassvegger."
VOTE = {
    "body": "Formannskapet",
    "case_number": "PS 4/27",
    "voted_text": "Det gis bevilling.",
}
OWN_WORDS = "Senteret er stengt for andre om kvelden."


@pytest.fixture(autouse=True)
def policy(filling) -> None:
    """Guidelines in which islands in shopping centres normally get no licence."""
    with filling() as (session, actor):
        make_rules(session, actor.municipality_id, bergen.NO_ISLANDS, bergen.NO_STRIP, **bergen.FRAME)


def island(session: Any, actor: Actor, *, serial: int = 0, ground: str = "", strip: bool = False) -> Case:
    """A case of a coffee island, ready to be assessed."""
    case = cases.make_ready(session, actor, serial=serial, on=today(), received_on=today())
    answers = {"mall_island": not strip, "strip": strip}
    case = answer_questions(
        session, actor, case_id=case.id, seen_version=case.version, answers=answers, on=today()
    )
    if ground:
        case = give_ground(
            session,
            actor,
            case_id=case.id,
            seen_version=case.version,
            rule="B-18",
            text=ground,
            on=today(),
        )
    return cases.assessed(session, actor, case, today())


def decided(
    session: Any, actor: Actor, decider: Actor, case: Case, outcome: DecisionOutcome, **words: Any
) -> Case:
    """The case as it is decided by a person."""
    cases.propose_as(session, actor, case, outcome, today(), **words)
    session.flush()
    cases.decide(session, decider, case_id=case.id, seen_version=case.version, on=today())
    return case


def rows_of(session: Any) -> list[tuple[Any, ...]]:
    """What stands in the register."""
    return [
        (row.rule, row.sort, row.source, row.reason, row.decided_on)
        for row in session.scalars(select(PolicyDeparture).order_by(PolicyDeparture.id))
    ]


def test_a_grant_for_a_special_ground_is_a_used_exception_with_the_ground_as_its_reason(
    filling, decider
) -> None:
    with filling() as (session, actor):
        case = island(session, actor, ground=GROUND)
        decided(session, actor, decider, case, DecisionOutcome.GRANT, deviation=OWN_WORDS)
        assert rows_of(session) == [
            ("B-18", DepartureSort.EXCEPTION, "retningslinjene punkt 5", GROUND, today())
        ]


def test_a_grant_against_a_main_rule_without_a_ground_is_a_knowing_departure(filling, decider) -> None:
    with filling() as (session, actor):
        case = island(session, actor)
        decided(session, actor, decider, case, DecisionOutcome.GRANT, deviation=OWN_WORDS)
        assert [(rule, sort, reason) for rule, sort, _source, reason, _day in rows_of(session)] == [
            ("B-18", DepartureSort.DEPARTURE, OWN_WORDS)
        ]


def test_a_hard_rule_that_opens_for_nothing_is_never_an_exception(filling, decider) -> None:
    with filling() as (session, actor):
        case = island(session, actor, strip=True)
        decided(session, actor, decider, case, DecisionOutcome.GRANT, deviation=OWN_WORDS)
        assert [(rule, sort) for rule, sort, *_rest in rows_of(session)] == [
            ("B-15", DepartureSort.DEPARTURE)
        ]


def test_a_refusal_follows_the_rules_that_speak_against(filling, decider) -> None:
    with filling() as (session, actor):
        decided(session, actor, decider, island(session, actor), DecisionOutcome.REFUSE)
        assert rows_of(session) == []


def test_a_case_that_no_rule_speaks_against_leaves_nothing(filling, decider) -> None:
    with filling() as (session, actor):
        case = cases.make_ready(session, actor, on=today(), received_on=today())
        case = answer_questions(
            session,
            actor,
            case_id=case.id,
            seen_version=case.version,
            answers={"mall_island": False, "strip": False},
            on=today(),
        )
        decided(session, actor, decider, cases.assessed(session, actor, case, today()), DecisionOutcome.GRANT)
        assert rows_of(session) == []


def test_a_cap_that_a_decision_goes_over_is_listed(filling, decider) -> None:
    with filling() as (session, actor):
        make_policy(session, actor.municipality_id, highest=0)
        case = cases.make_ready(session, actor, on=today(), received_on=today())
        case = answer_questions(
            session,
            actor,
            case_id=case.id,
            seen_version=case.version,
            answers={"mall_island": False, "strip": False},
            on=today(),
        )
        case = cases.assessed(session, actor, case, today())
        decided(session, actor, decider, case, DecisionOutcome.GRANT, deviation=OWN_WORDS)
        assert [row[0] for row in rows_of(session)] == ["cap:serving"]


def test_a_body_that_knowingly_departs_is_listed_with_its_words(client_as, filling, delegated) -> None:
    with filling() as (session, actor):
        case = island(session, actor)
        case_id = cases.propose_as(session, actor, case, DecisionOutcome.REFUSE, today()).id
    delegated(DelegationMode.BODY)
    secretary = client_as("meeting_secretary")
    assert press(secretary, case_id, "til-utvalg", seen=client_as()).status_code == 302
    vote = VOTE | {"outcome": "grant", "deviation": OWN_WORDS, "reasons": "Utvalget ser annerledes på saken."}
    answer = send(secretary, f"/saker/{case_id}/politisk-vedtak", **vote)
    assert answer.status_code == 302, hindrance(answer) or sentences(answer)
    with filling() as (session, _actor):
        assert [(row[0], row[1], row[3]) for row in rows_of(session)] == [
            ("B-18", DepartureSort.DEPARTURE, OWN_WORDS)
        ]


def test_the_register_is_shown_with_its_reasons_to_those_who_see_cases(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        reference = decided(
            session, actor, decider, island(session, actor, ground=GROUND), DecisionOutcome.GRANT
        ).reference
    shown = plain(client_as().get(REGISTER).text)
    assert reference in shown
    assert GROUND in shown
    assert short_date(today()) in shown
    assert "Unntak som teksten åpner for" in shown


def test_those_who_see_no_cases_see_neither_the_case_nor_the_reason(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        reference = decided(
            session, actor, decider, island(session, actor, ground=GROUND), DecisionOutcome.GRANT
        ).reference
    page = client_as("finance").get(REGISTER).text
    assert "retningslinjene punkt 5" in plain(page)
    assert reference not in page
    assert "/saker/" not in page.split("<main")[1]
    assert GROUND not in page


def test_the_register_can_be_read_rule_by_rule(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        first = decided(
            session,
            actor,
            decider,
            island(session, actor, serial=1),
            DecisionOutcome.GRANT,
            deviation=OWN_WORDS,
        ).reference
        other = decided(
            session,
            actor,
            decider,
            island(session, actor, serial=2, strip=True),
            DecisionOutcome.GRANT,
            deviation=OWN_WORDS,
        ).reference
    shown = plain(client_as().get(f"{REGISTER}?regel=B-18").text)
    assert first in shown
    assert other not in shown


def test_another_municipality_sees_nothing_of_the_register(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        decided(session, actor, decider, island(session, actor, ground=GROUND), DecisionOutcome.GRANT)
    shown = plain(client_as("caseworker", municipality="other").get(REGISTER).text)
    assert GROUND not in shown
    assert "Ingen vedtak har fraveket en regel." in shown


def test_whoever_decides_is_told_which_rule_the_proposal_departs_from(client_as, filling) -> None:
    with filling() as (session, actor):
        case = island(session, actor, ground=GROUND)
        case_id = cases.propose_as(session, actor, case, DecisionOutcome.GRANT, today()).id
    shown = plain(client_as("decider").get(f"/saker/{case_id}/vedtak").text)
    assert (
        "Forslaget fraviker denne regelen (retningslinjene punkt 5): Øyer i kjøpesentre får normalt ikke"
        " skjenkebevilling. Unntak gis av: byrådet." in shown
    )


def test_an_equal_case_is_shown_what_was_done_before(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        first = decided(
            session, actor, decider, island(session, actor, serial=1, ground=GROUND), DecisionOutcome.GRANT
        ).reference
        later_id = island(session, actor, serial=2).id
    for page in ("vurdering", "retningslinjer", "retningslinjer/B-18/grunn"):
        shown = plain(client_as().get(f"/saker/{later_id}/{page}").text)
        assert first in shown, page
        assert GROUND in shown, page


def finding(code: FindingCode, outcome: FindingOutcome, **facts: Any) -> Finding:
    """A finding of a rule of the policy."""
    return Finding(code, outcome, Strength.HARD, None, facts, "retningslinjene punkt 2", "H-1")


SHORT = finding(
    FindingCode.HOURS_OUTSIDE_POLICY,
    FindingOutcome.PARTLY,
    area="indoor",
    group=1,
    asked=["10:00", "27:00"],
    allowed=["10:00", "26:00"],
    weekdays="5,6",
)
GROUPS = finding(FindingCode.PLACE_GROUPS_LIMITED, FindingOutcome.PARTLY, groups="1,2,3", allowed="1,2")


def until(end: int, weekdays: tuple[int, ...] = (5, 6)) -> HoursLine:
    """Hours indoors for group 1 to a minute of the service day."""
    return HoursLine(AreaKind.INDOOR, 1, weekdays, 600, end)


@pytest.mark.parametrize(
    ("found", "outcome", "lines", "groups", "rules"),
    [
        pytest.param(SHORT, DecisionOutcome.PART_GRANT, (until(1560),), (1,), [], id="hours kept"),
        pytest.param(SHORT, DecisionOutcome.PART_GRANT, (until(1561),), (1,), ["H-1"], id="a minute more"),
        pytest.param(
            SHORT, DecisionOutcome.PART_GRANT, (until(1620, (1, 2)),), (1,), [], id="other days alone"
        ),
        pytest.param(
            replace(SHORT, rule=RULES_APART.join(("H-1", "3,2"))),
            DecisionOutcome.PART_GRANT,
            (until(1561),),
            (1,),
            ["H-1", "3,2"],
            id="two rules that gave the hours together",
        ),
        pytest.param(SHORT, DecisionOutcome.REFUSE, (), (1,), [], id="refused"),
        pytest.param(GROUPS, DecisionOutcome.PART_GRANT, (), (1, 2), [], id="groups kept"),
        pytest.param(GROUPS, DecisionOutcome.GRANT, (), (1, 2, 3), ["H-1"], id="a group more"),
    ],
)
def test_what_a_grant_gives_is_held_against_what_the_rule_leaves(
    found, outcome, lines, groups, rules
) -> None:
    assert [row.rule for row in departed_rules([found], outcome, Given(groups, lines))] == rules


ON_A_DAY = finding(
    FindingCode.DAYS_OUTSIDE_POLICY,
    FindingOutcome.PARTLY,
    area="outdoor",
    groups="1,2",
    asked=["12:00", "26:00"],
    allowed=["12:00", "23:00"],
    days=["2027-02-16"],
)
TUESDAY, WEDNESDAY = date(2027, 2, 16), date(2027, 2, 17)


@pytest.mark.parametrize(
    ("area", "day", "end", "groups", "rules"),
    [
        pytest.param(AreaKind.OUTDOOR, TUESDAY, "23:00", (1, 2), [], id="kept"),
        pytest.param(AreaKind.OUTDOOR, TUESDAY, "23:01", (1, 2), ["H-1"], id="a minute more"),
        pytest.param(AreaKind.OUTDOOR, WEDNESDAY, "26:00", (1, 2), [], id="another day"),
        pytest.param(AreaKind.INDOOR, TUESDAY, "26:00", (1, 2), [], id="indoors"),
    ],
)
def test_an_events_hours_are_held_against_the_rule_day_by_day(area, day, end, groups, rules) -> None:
    given = Given(groups, days=((area, day, ServiceHours.parse("12:00", end)),))
    found = departed_rules([ON_A_DAY], DecisionOutcome.PART_GRANT, given)
    assert [row.rule for row in found] == rules


def test_the_register_comes_in_pages(client_as, filling, decider) -> None:
    with filling() as (session, actor):
        case = decided(session, actor, decider, island(session, actor, ground=GROUND), DecisionOutcome.GRANT)
        row = session.scalars(select(PolicyDeparture)).one()
        session.add_all(
            PolicyDeparture(
                municipality_id=row.municipality_id,
                decision_id=row.decision_id,
                case_id=case.id,
                rule=f"R-{number}",
                sort=DepartureSort.DEPARTURE,
                source=f"punkt {number}",
                reason=OWN_WORDS,
                decided_on=date(2025, 1, 1),
            )
            for number in range(60)
        )
    client = client_as()
    first = client.get(REGISTER).text
    assert GROUND in first
    assert first.count('data-label="Vedtatt"') == 50
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    second = client.get(html.unescape(following[1])).text
    assert second.count('data-label="Vedtatt"') == 11
    assert GROUND not in second
