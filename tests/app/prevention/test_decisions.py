"""Decisions on spending: by the one who is responsible that day, never the proposer, within what is free."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.held_rows import ChangedMeanwhile
from app.letters.facts import LetterKind
from app.models.earmark import EarmarkResponsible
from app.models.event import Event, EventType
from app.models.letter import Letter
from app.models.spending import Spending
from app.prevention.queries.spending import consultation_missing
from app.prevention.service import spending as service
from fees.spending import ConsultedView, PartState, SpendingOrigin, SpendingState
from tests.app.conftest import Filling, World
from tests.app.prevention.spending_desk import KR, TODAY, Desk, desk_of
from tests.factories.spending import make_consulted


@pytest.fixture
def desk(filling: Filling, world: World) -> Iterator[Desk]:
    """The earmark of one municipality."""
    with desk_of(filling, world) as made:
        yield made


def refuse(desk: Desk, row: Spending, reason: str = "Midlene er brukt opp") -> Spending:
    """Refuse as the form would."""
    return service.refuse(
        desk.session, desk.decider, spending_id=row.id, seen_version=row.version, reason=reason, on=TODAY
    )


def waive(desk: Desk, row: Spending, reason: str = "Møtet er avlyst, kvelden er i morgen") -> Spending:
    """Waive the consultation as the form would."""
    return service.waive_consultation(
        desk.session, desk.decider, spending_id=row.id, seen_version=row.version, reason=reason, on=TODAY
    )


def test_a_grant_reserves_the_amount_and_drafts_the_letter(desk: Desk) -> None:
    row = desk.grant(desk.propose())
    account = desk.account()
    assert (account.reserved, account.free, account.balances) == (KR(12_000), KR(63_000), True)
    assert (row.state, row.decided_as, row.decided_on) == (
        SpendingState.GRANTED,
        "Helse- og sosialsjef",
        TODAY,
    )
    assert row.parts[0].state is PartState.RESERVED
    assert desk.session.scalars(select(Letter.kind)).all() == [LetterKind.SPENDING_GRANT]
    assert EventType.SPENDING_GRANTED in desk.session.scalars(select(Event.type)).all()


def test_an_own_proposal_has_no_letter(desk: Desk) -> None:
    desk.grant(desk.propose(origin=SpendingOrigin.OWN_INITIATIVE, applicant=""))
    assert desk.session.scalars(select(Letter.id)).all() == []


def test_less_than_was_asked_for_is_granted_with_a_reason_and_more_never(desk: Desk) -> None:
    row = desk.propose()
    desk.refused("granted_more_than_asked", lambda: desk.grant(row, amount=KR("12000.01")))
    desk.refused("granted_less_without_reason", lambda: desk.grant(row, amount=KR(8_000)))
    desk.refused("spending_without_amount", lambda: desk.grant(row, amount=KR(-8_000)))
    desk.grant(row, amount=KR(8_000), reason="Lokalet er gratis")
    assert (row.asked_ore, row.amount_ore, row.parts[0].amount_ore) == (1_200_000, 800_000, 800_000)
    assert desk.account().reserved == KR(8_000)


def test_the_last_krone_may_be_granted_and_the_account_never_goes_below_nought(desk: Desk) -> None:
    first, second = (desk.propose(title=name, amount=KR(50_000)) for name in ("Én", "To"))
    desk.grant(first)
    refusal = desk.refused("earmark_too_little_left", lambda: desk.grant(second))
    assert refusal.facts["free_ore"] == 2_500_000
    desk.grant(second, seen_version=None, amount=KR(25_000), reason="Det som er ledig")
    assert (desk.account().free, desk.account().balances) == (KR(0), True)


def test_nobody_decides_but_the_one_who_is_responsible_that_day(desk: Desk) -> None:
    row = desk.propose()
    stranger = replace(desk.decider, user_id=desk.coordinator.user_id)
    refusal = desk.refused("another_is_responsible", lambda: desk.grant(row, actor=stranger))
    assert refusal.facts == {"who": "Helse- og sosialsjef"}
    named = desk.session.scalars(select(EarmarkResponsible)).one()
    named.last_day = TODAY - timedelta(days=1)
    desk.session.flush()
    desk.refused("nobody_responsible", lambda: desk.grant(row))
    named.last_day = TODAY
    desk.session.flush()
    assert desk.grant(row).state is SpendingState.GRANTED


def test_the_proposer_never_decides_even_when_responsible(desk: Desk) -> None:
    row = desk.propose()
    row.proposed_by_id = desk.decider.user_id
    desk.session.flush()
    desk.refused("proposer_cannot_decide", lambda: desk.grant(row))
    desk.refused("proposer_cannot_decide", lambda: refuse(desk, row))
    desk.refused("proposer_cannot_decide", lambda: waive(desk, row))


def test_a_decision_is_made_once_and_on_what_the_decider_has_seen(desk: Desk) -> None:
    row = desk.propose()
    with pytest.raises(ChangedMeanwhile):
        desk.grant(row, seen_version=row.version + 1)
    desk.grant(row)
    desk.refused("spending_already_decided", lambda: desk.grant(row))
    desk.refused("spending_already_decided", lambda: refuse(desk, row))
    assert desk.account().reserved == KR(12_000)


def test_a_report_is_due_after_the_decision(desk: Desk) -> None:
    row = desk.propose()
    desk.refused("report_due_in_the_past", lambda: desk.grant(row, report_due_on=TODAY))
    assert desk.grant(row, report_due_on=TODAY + timedelta(days=1)).report_due_on is not None


def test_a_refusal_has_its_reason_moves_no_money_and_drafts_the_letter(desk: Desk) -> None:
    row = desk.propose()
    desk.refused("refused_without_reason", lambda: refuse(desk, row, ""))
    refuse(desk, row)
    assert (row.state, row.reason) == (SpendingState.REFUSED, "Midlene er brukt opp")
    assert desk.account().free == KR(75_000)
    assert desk.session.scalars(select(Letter.kind)).all() == [LetterKind.SPENDING_REFUSAL]


def test_the_one_who_is_responsible_may_waive_what_is_missing_with_a_reason(desk: Desk) -> None:
    row = desk.grant(desk.propose())
    make_consulted(desk.session, desk.coordinator, desk.earmark, row, bodies=("Oppvekstetaten",))
    assert consultation_missing(desk.session, row) == ("Videregående skole", "Helsestasjon for ungdom")
    desk.refused("unconsulted_without_reason", lambda: waive(desk, row, ""))
    waive(desk, row)
    assert (row.unconsulted_by_id, bool(row.unconsulted_reason)) == (desk.decider.user_id, True)


def test_there_is_nothing_to_waive_when_everybody_has_been_consulted_or_it_is_over(desk: Desk) -> None:
    row = desk.grant(desk.propose())
    make_consulted(desk.session, desk.coordinator, desk.earmark, row, view=ConsultedView.NO_ANSWER)
    desk.refused("consultation_is_filled", lambda: waive(desk, row))
    over = refuse(desk, desk.propose(title="Et annet"))
    desk.refused("spending_past_consultation", lambda: waive(desk, over))
