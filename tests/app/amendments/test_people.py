"""New people of licences: registered with who leaves, judged, approved on every licence, or refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.amendments.queries.people import gaps_of
from app.amendments.queries.proposing import people_draft, people_entry
from app.amendments.service.people import Leaving, register_people_change
from app.cases.queries.one import decision_letter, letters_of
from app.cases.service.at_once import decide_at_once
from app.cases.service.state import StaleVersion
from app.holders.service import PassedTest
from app.letters.facts import LetterKind
from app.models.case import Case, Party
from app.models.register import NationalTask
from licensing.applicants import Role
from licensing.cases import CaseState
from licensing.decisions import CaseResult, DecisionOutcome
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind
from licensing.statements import Answer, Asked, Body, Question
from tests.app.amendments.people import (
    YESTERDAY,
    approved,
    influence_entry,
    managers_entry,
    new_manager,
    ready,
    registered,
    rows_of,
)
from tests.app.conftest import Filling
from tests.factories.case import answer, ask, fresh
from tests.factories.change import ON, make_house
from tests.factories.licence import GRANTED_ON


def test_who_leaves_today_had_yesterday_as_the_last_day_on_every_licence(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        registered(session, actor, managers_entry(house))
        rows = rows_of(session, house)
        for licence_id in house.ids:
            assert rows[licence_id, "manager"] == [("Gamle Styrer", GRANTED_ON, YESTERDAY)]
        (gap, *_rest) = [gap for _licence, gap in gaps_of(session, actor.municipality_id, house.licences, ON)]
        assert (gap.since, gap.until, gap.deputy_covers) == (ON, None, True)


def test_only_the_police_are_asked_and_only_about_the_one_who_comes(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = registered(session, actor, managers_entry(house))
        ask(session, actor, case, ON, bodies=(Body.POLICE,))
        kinds = [letter.kind for letter in letters_of(session, case)]
        assert kinds == [LetterKind.STATEMENT_REQUEST, LetterKind.STATEMENT_ANNEX]
        assert letters_of(session, case)[0].facts["questions"] == ["conduct_manager"]
        with pytest.raises(NotAllowed) as refusal:
            ask(session, actor, fresh(session, case), ON, bodies=(Body.TAX,))
        assert refusal.value.code == "bodies_asked_already"


def test_an_approval_gives_every_licence_the_new_manager_and_one_letter(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = approved(session, actor, ready(session, actor, managers_entry(house)))
        assert (case.state, case.result) == (CaseState.DECIDED, CaseResult.GRANT)
        rows = rows_of(session, house)
        for licence_id in house.ids:
            assert rows[licence_id, "manager"] == [
                ("Gamle Styrer", GRANTED_ON, YESTERDAY),
                ("Nye Styrer", ON, None),
            ]
            assert rows[licence_id, "deputy"] == [("Faste Stedfortreder", GRANTED_ON, None)]
        letters = [letter for letter in letters_of(session, case) if letter.decision_id]
        assert [letter.kind for letter in letters] == [LetterKind.PEOPLE_APPROVAL]
        assert len(letters[0].facts["licences"]) == 3
        assert letters[0].facts["complaint_body"] == "kommunens egen klagenemnd"
        assert gaps_of(session, actor.municipality_id, house.licences, ON) == []
        # The national register holds no managers: nothing is to be entered there.
        assert session.scalar(select(func.count()).select_from(NationalTask)) == 0


def test_an_approval_from_a_later_day_leaves_the_present_manager_until_then(filling: Filling) -> None:
    later = date(2027, 1, 1)
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house, leaving=(), first_day=later)
        approved(session, actor, ready(session, actor, entry))
        for licence_id in house.ids:
            assert rows_of(session, house)[licence_id, "manager"] == [
                ("Gamle Styrer", GRANTED_ON, later - timedelta(days=1)),
                ("Nye Styrer", later, None),
            ]


def test_only_the_ticked_licences_get_the_new_manager(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house, leaving=())
        entry = replace(entry, change=replace(entry.change, licence_ids=house.ids[:1]))
        approved(session, actor, ready(session, actor, entry))
        rows = rows_of(session, house)
        assert rows[house.ids[0], "manager"][-1] == ("Nye Styrer", ON, None)
        assert rows[house.ids[1], "manager"] == [("Gamle Styrer", GRANTED_ON, None)]


def test_a_deputy_who_becomes_manager_is_deputy_no_longer(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        promoted = new_manager(101, name="Faste Stedfortreder")
        approved(session, actor, ready(session, actor, managers_entry(house, people=(promoted,))))
        rows = rows_of(session, house)
        assert rows[house.ids[0], "manager"][-1] == ("Faste Stedfortreder", ON, None)
        assert rows[house.ids[0], "deputy"] == [("Faste Stedfortreder", GRANTED_ON, YESTERDAY)]


def test_a_second_deputy_comes_beside_the_first(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house, people=(new_manager(role=Role.DEPUTY),), leaving=())
        approved(session, actor, ready(session, actor, entry))
        assert [name for name, _first, _last in rows_of(session, house)[house.ids[0], "deputy"]] == [
            "Faste Stedfortreder",
            "Nye Styrer",
        ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        pytest.param({"born_on": date(2008, 1, 1)}, "person_too_young", id="too young"),
        pytest.param(
            {"tests": (PassedTest(LicenceKind.SERVING),)},
            "test_missing",
            id="trap_23_no_test_for_the_shop",
        ),
        pytest.param({"employed": False}, "not_employed", id="not employed"),
    ],
)
def test_what_the_law_bars_is_registered_and_never_approved(
    filling: Filling, change: dict, finding: str
) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = ready(session, actor, managers_entry(house, people=(new_manager(320, **change),)))
        with pytest.raises(NotAllowed) as refusal:
            approved(session, actor, case, deviation="Vi vil likevel.")
        assert refusal.value.code in ("law_forbids_grant", "forbidden_by_law")
        assert refusal.value.facts["finding"] == finding
        session.rollback()
        assert all(len(rows) == 1 for rows in rows_of(session, house).values())


def test_nobody_is_approved_before_the_police_have_answered(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = registered(session, actor, managers_entry(house))
        ask(session, actor, case, ON, bodies=(Body.POLICE,))
        with pytest.raises(NotAllowed):
            approved(session, actor, fresh(session, case))


def test_a_remark_on_conduct_needs_own_words(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house)
        case = registered(session, actor, entry)
        person_id = session.scalars(select(Party.person_id)).one()
        line = Asked(Body.POLICE, Question.CONDUCT_MANAGER, f"person:{person_id}")
        ask(session, actor, case, ON, bodies=(Body.POLICE,))
        answer(session, actor, case, Body.POLICE, ON, remarks={line: (Answer.REMARK, "Bot i 2019.")})
        with pytest.raises(NotAllowed) as refusal:
            approved(session, actor, fresh(session, case))
        assert refusal.value.code in ("deviation_needs_own_words", "remark_not_presented")


def test_who_leaves_before_they_were_approved_is_a_mistake(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house, leaving=(Leaving(house.manager.id, Role.MANAGER, GRANTED_ON),))
        with pytest.raises(NotAllowed) as refusal:
            register_people_change(session, actor, entry)
        assert refusal.value.code == "leaves_before_approved"
        session.rollback()
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_the_same_form_sent_twice_opens_one_case_and_ends_a_role_once(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        entry = managers_entry(house)
        first, second = (register_people_change(session, actor, entry).id for _time in range(2))
        assert first == second
        assert session.scalar(select(func.count()).select_from(Party)) == 1


def test_a_stale_page_approves_nobody(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        case = ready(session, actor, managers_entry(house))
        stale = case.version - 1
        draft = people_draft(session, actor, case, ON)
        entry = people_entry(
            case, draft.change, DecisionOutcome.GRANT, first_day=ON, reasons="Ja.", deviation=""
        )
        with pytest.raises(StaleVersion):
            decide_at_once(session, actor, case_id=case.id, seen_version=stale, entry=entry, on=ON)


def test_a_person_of_influence_is_approved_without_a_row_of_the_licence(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        before = rows_of(session, house)
        case = ready(session, actor, influence_entry(house))
        case = approved(session, actor, case)
        assert case.result is CaseResult.GRANT
        assert rows_of(session, house) == before
        letter = decision_letter(session, case)
        assert letter is not None
        assert letter.kind is LetterKind.PEOPLE_APPROVAL
        assert letter.facts["people"] == [{"name": "Nye Eier", "role": "influence"}]


def test_two_new_managers_of_one_licence_are_not_approved_for_the_same_day(filling: Filling) -> None:
    with filling() as (session, actor):
        house = make_house(session, actor)
        first = ready(session, actor, managers_entry(house))
        other = managers_entry(house, people=(new_manager(330, name="Tredje Styrer"),), leaving=())
        second = ready(session, actor, other)
        approved(session, actor, first)
        session.commit()
        with pytest.raises(NotAllowed) as refusal:
            approved(session, actor, second)
        assert refusal.value.code == "leaves_before_approved"
        session.rollback()
        approved(session, actor, fresh(session, second), first_day=ON + timedelta(days=1))
        assert rows_of(session, house)[house.ids[0], "manager"][1:] == [
            ("Nye Styrer", ON, ON),
            ("Tredje Styrer", ON + timedelta(days=1), None),
        ]
