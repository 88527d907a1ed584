"""Proposals of spending: within what is free, for the purpose, and changed only before they are decided."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.held_rows import ChangedMeanwhile
from app.models.event import Event, EventType
from app.models.spending import Spending
from app.prevention.service import spending as service
from fees.earmark import Leftover
from fees.spending import PartState, SpendingOrigin, SpendingState
from tests.app.conftest import Filling, World
from tests.app.prevention.spending_desk import KR, TODAY, Desk, desk_of
from tests.factories.earmark import make_earmark
from tests.factories.spending import new_spending

NEXT_YEAR = TODAY.year + 1


@pytest.fixture
def desk(filling: Filling, world: World) -> Iterator[Desk]:
    """The earmark of one municipality."""
    with desk_of(filling, world) as made:
        yield made


def test_a_proposal_waits_and_moves_no_money(desk: Desk) -> None:
    row = desk.propose()
    assert (row.number, row.state, row.asked_ore) == (f"{TODAY.year}/1", SpendingState.PROPOSED, 1_200_000)
    assert [(part.amount_ore, part.state) for part in row.parts] == [(1_200_000, PartState.PROPOSED)]
    assert desk.account().free == KR(75_000)
    assert desk.session.scalars(select(Event.type)).all()[-1] is EventType.SPENDING_PROPOSED


def test_the_same_form_sent_twice_is_one_proposal(desk: Desk) -> None:
    assert desk.propose().id == desk.propose().id
    assert desk.propose(title="Et annet tiltak").number == f"{TODAY.year}/2"
    assert desk.session.scalars(select(func.count()).select_from(Spending)).one() == 2


def test_the_last_krone_may_be_asked_for_and_not_one_ore_more(desk: Desk) -> None:
    desk.propose(title="Alt", amount=KR(75_000))
    refusal = desk.refused(
        "earmark_too_little_left", lambda: desk.propose(title="Mer", amount=KR("75000.01"))
    )
    assert refusal.facts == {"free_ore": 7_500_000, "year": TODAY.year}


def test_what_is_too_much_this_year_may_be_asked_of_the_next(desk: Desk) -> None:
    desk.grant(desk.propose(title="Nesten alt", amount=KR(59_500)))
    asked = {"title": "Konsert", "amount": KR(20_000)}
    refusal = desk.refused("earmark_too_little_left", lambda: desk.propose(**asked))
    assert refusal.facts["free_ore"] == 1_550_000
    later = desk.propose(**asked, year=NEXT_YEAR)
    desk.refused("earmark_year_not_begun", lambda: desk.grant(later))


def test_an_application_that_came_in_is_registered_beyond_what_is_free_an_own_proposal_never(
    desk: Desk,
) -> None:
    much = {"amount": KR(80_000), "beyond_free": True}
    row = desk.propose(**much)
    desk.refused("earmark_too_little_left", lambda: desk.grant(row))
    own = {**much, "origin": SpendingOrigin.OWN_INITIATIVE}
    desk.refused("earmark_too_little_left", lambda: desk.propose(**own))


def test_another_purpose_is_refused_at_once_of_an_own_proposal_and_only_refused_of_an_application(
    desk: Desk,
) -> None:
    off = {"meets_purpose": False, "purpose": "Nye drakter"}
    desk.refused("purpose_not_met", lambda: desk.propose(origin=SpendingOrigin.OWN_INITIATIVE, **off))
    row = desk.propose(**off)
    desk.refused("purpose_not_met", lambda: desk.grant(row))
    service.refuse(
        desk.session,
        desk.decider,
        spending_id=row.id,
        seen_version=row.version,
        reason="Drakter hindrer ikke nyrekruttering",
        on=TODAY,
    )
    assert (row.state, row.parts[0].state) == (SpendingState.REFUSED, PartState.ENDED)


@pytest.mark.parametrize(
    ("code", "changed"),
    [
        pytest.param("spending_without_amount", {"amount": KR(-100)}, id="below nought"),
        pytest.param("spending_without_amount", {"amount": KR(0)}, id="nothing"),
        pytest.param("spending_without_purpose", {"purpose": ""}, id="no purpose"),
        pytest.param("received_in_the_future", {"received_on": TODAY + timedelta(days=1)}, id="tomorrow"),
        pytest.param("earmark_year_not_covered", {"year": 2023}, id="before the earmark"),
        pytest.param("measure_not_in_plan", {"measure_id": 999}, id="no such line of a plan"),
        pytest.param("shared_with_stranger", {"shared_with": (10_000,)}, id="no such municipality"),
    ],
)
def test_what_is_typed_wrongly_is_refused_and_nothing_is_stored_by_halves(
    desk: Desk, code: str, changed: dict
) -> None:
    desk.refused(code, lambda: desk.propose(**changed))
    assert desk.session.scalars(select(func.count()).select_from(Spending)).one() == 0


def test_an_earmark_of_another_municipality_is_not_found(desk: Desk) -> None:
    theirs = make_earmark(desk.session, desk.other_decider)
    with pytest.raises(LookupError):
        service.propose(desk.session, desk.coordinator, new=new_spending(theirs), on=TODAY)


def test_a_change_keeps_what_was_asked_for_at_first(desk: Desk) -> None:
    row = desk.propose(amount=KR(20_000))
    service.change(
        desk.session,
        desk.coordinator,
        spending_id=row.id,
        seen_version=row.version,
        new=new_spending(desk.earmark, amount=KR(15_500), title="Mindre kveld"),
        on=TODAY,
    )
    assert (row.asked_ore, row.amount_ore, row.parts[0].amount_ore) == (2_000_000, 1_550_000, 1_550_000)
    assert row.title == "Mindre kveld"


def test_a_change_on_what_another_has_changed_is_refused(desk: Desk) -> None:
    row = desk.propose()
    with pytest.raises(ChangedMeanwhile):
        service.change(
            desk.session,
            desk.coordinator,
            spending_id=row.id,
            seen_version=row.version - 1,
            new=new_spending(desk.earmark),
            on=TODAY,
        )


def test_a_change_cannot_make_it_another_thing_or_ask_for_more_than_is_free(desk: Desk) -> None:
    row, session = desk.propose(), desk.session

    def change(**changed):
        new = replace(new_spending(desk.earmark), **changed)
        given = {"spending_id": row.id, "seen_version": None, "new": new, "on": TODAY}
        return lambda: service.change(session, desk.coordinator, **given)

    desk.refused("origin_of_spending_is_fixed", change(origin=SpendingOrigin.OWN_INITIATIVE))
    another = make_earmark(session, desk.coordinator, leftover=Leftover.RETURNED)
    desk.refused("earmark_of_spending_is_fixed", change(earmark_id=another.id))
    desk.refused("earmark_too_little_left", change(amount=KR(75_001)))


def test_what_is_retracted_ends_with_its_reason_and_is_not_decided_after(desk: Desk) -> None:
    row = desk.propose()
    act = {"spending_id": row.id, "seen_version": None, "on": TODAY}
    desk.refused(
        "retracted_without_reason",
        lambda: service.retract(desk.session, desk.coordinator, reason="", **act),
    )
    service.retract(desk.session, desk.coordinator, reason="Søkeren trakk den", **act)
    assert (row.state, row.parts[0].state) == (SpendingState.RETRACTED, PartState.ENDED)
    desk.refused("spending_already_decided", lambda: desk.grant(row))
    desk.refused(
        "spending_already_decided",
        lambda: service.retract(desk.session, desk.coordinator, reason="Igjen", **act),
    )
