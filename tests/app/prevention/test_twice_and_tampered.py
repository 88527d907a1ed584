"""What comes twice, late or tampered with: nothing is lost, nothing is done twice, nothing breaks."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.held_rows import ChangedMeanwhile
from app.models.earmark import EarmarkConsulted
from app.models.spending import ConsultedBody, Spending
from app.permissions import Role
from app.prevention.queries.closing import acts_of
from app.prevention.queries.consultations import views_in
from app.prevention.service import years
from app.prevention.service.closing import adjust_year
from app.prevention.service.consultations import record_consultation
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.grant_complaints import settle_complaint
from app.prevention.service.hearings import HearingTerms, change_hearing
from app.prevention.service.parts import answer_part
from app.prevention.service.spending import change, propose
from app.prevention.service.years import held_year
from fees.earmark import EarmarkFilling
from fees.money import Money
from fees.spending import ConsultedView, GrantComplaintOutcome, SpendingState
from tests.app.conftest import ClientAs, Filling, World
from tests.app.prevention.spending_desk import TODAY, Desk, desk_of
from tests.app.prevention.test_closing import close
from tests.app.prevention.test_consultations import meeting
from tests.app.prevention.test_grant_complaints import complain
from tests.factories.earmark import make_earmark
from tests.factories.hearing import make_hearing
from tests.factories.payout import make_grant, part_of_other, person_of
from tests.factories.plan import make_plan
from tests.factories.spending import new_spending
from tests.journeys.office import fields_of

COORDINATOR = Role.PREVENTION_COORDINATOR
DECISION = CouncilDecision("Kommunestyret", date(2026, 6, 18), "PS 44/26")
HUGE = "9" * 23
NUMBER = "15848700034"


def test_what_is_typed_of_one_body_is_never_told_of_another(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with desk_of(filling, world) as desk:
        row, earmark_id = desk.propose(), desk.earmark.id
        url = f"/forebygging/samrad/nytt?bruk={row.id}"
    client = client_as(COORDINATOR)
    seen = fields_of(client.get(url).text)
    with filling() as (session, _actor):
        rows = session.scalars(
            select(EarmarkConsulted).where(EarmarkConsulted.earmark_id == earmark_id)
        ).all()
        for number, one in enumerate(reversed(rows), start=1):
            one.position = number
    answer = client.post(
        url, data={**seen, "title": "SLT-møte", "minutes": "Politiet vil vente", "views-0-view": "supports"}
    )
    assert answer.status_code == 422
    assert "Politiet vil vente" in answer.text
    with filling() as (session, _actor):
        assert not session.scalars(select(ConsultedBody.id)).all()


def test_an_identity_number_is_no_body_to_consult(
    client_as: ClientAs, filling: Filling, world: World
) -> None:
    with desk_of(filling, world) as desk:
        spending_id, earmark_id = desk.propose().id, desk.earmark.id
    page = (
        client_as(COORDINATOR).get(f"/forebygging/samrad/nytt?bruk={spending_id}&andre=FAU%0A{NUMBER}").text
    )
    assert ("FAU" in page, NUMBER in page) == (True, False)
    finance, url = client_as(Role.FINANCE), f"/forebygging/oremerking/{earmark_id}/endre"
    answer = finance.post(url, data={**fields_of(finance.get(url).text), "consulted": f"FAU\n{NUMBER}"})
    assert (answer.status_code, "fødselsnummer" in answer.text) == (422, True)


@pytest.mark.parametrize(
    "address",
    [
        "/forebygging/bruk?ar=0000020269999999999",
        "/forebygging/bruk?ar=99999999999",
        f"/forebygging/bruk?etter=1~{HUGE}",
        f"/forebygging/utbetalinger?foer=1~-{HUGE}",
        f"/forebygging/fellestiltak?etter=1~{HUGE}",
        "/forebygging/samrad?etter=1~2026-02-31",
    ],
)
def test_an_address_that_no_page_gives_shows_the_list_all_the_same(client_as: ClientAs, address: str) -> None:
    assert client_as(COORDINATOR).get(address).status_code == 200


def test_a_position_that_nobody_can_have_is_asked_for_anew(client_as: ClientAs, filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        plan_id = make_plan(session, actor).id
    answer = client_as(COORDINATOR).post(
        f"/forebygging/planer/{plan_id}/okonomi/ny",
        data={"text": "Stilling", "estimate": "estimated", "position_share": "0000050009999999999"},
    )
    assert answer.status_code == 422


def test_a_proposal_that_others_are_asked_to_share_is_not_the_one_that_nobody_is(
    filling: Filling, world: World
) -> None:
    with desk_of(filling, world, shared=True) as desk:
        new = new_spending(desk.earmark)
        alone = propose(desk.session, desk.coordinator, new=new, on=TODAY)
        shared = propose(
            desk.session, desk.coordinator, new=replace(new, shared_with=(world.other_id,)), on=TODAY
        )
        again = propose(
            desk.session, desk.coordinator, new=replace(new, shared_with=(world.other_id,)), on=TODAY
        )
        assert (alone.id != shared.id, again.id == shared.id, len(shared.parts)) == (True, True, 2)


def test_whoever_decides_has_no_hand_in_what_is_proposed(filling: Filling, world: World) -> None:
    with desk_of(filling, world) as desk:
        row = desk.propose()
        more = new_spending(desk.earmark, amount=Money.from_kroner(60_000))
        given = {"spending_id": row.id, "seen_version": row.version, "new": more, "on": TODAY}
        desk.refused("decider_cannot_change", lambda: change(desk.session, desk.decider, **given))
        desk.refused("proposer_cannot_decide", lambda: desk.grant(own_proposal(desk), actor=desk.decider))


def own_proposal(desk: Desk) -> Spending:
    """A proposal of the one who decides, who may change it as others may."""
    row = propose(desk.session, desk.decider, new=new_spending(desk.earmark), on=TODAY)
    more = new_spending(desk.earmark, amount=Money.from_kroner(13_000))
    return change(
        desk.session, desk.decider, spending_id=row.id, seen_version=row.version, new=more, on=TODAY
    )


def test_what_another_municipality_has_promised_a_part_of_stays_what_it_was(
    filling: Filling, world: World
) -> None:
    with desk_of(filling, world, shared=True) as desk:
        row = desk.propose(shared_with=(world.other_id,))
        part = part_of_other(desk.session, row)
        answer_part(
            desk.session,
            desk.other_decider,
            part_id=part.id,
            seen_version=part.version,
            accept=True,
            reason="",
            on=TODAY,
        )
        other = new_spending(desk.earmark, shared_with=(world.other_id,), title="Julebord")
        given = {"spending_id": row.id, "seen_version": None, "new": other, "on": TODAY}
        desk.refused("shared_part_promised", lambda: change(desk.session, desk.coordinator, **given))


def test_a_meeting_told_anew_with_other_views_is_not_passed_over(filling: Filling, world: World) -> None:
    with desk_of(filling, world) as desk:
        row = desk.propose()
        first = record_consultation(desk.session, desk.coordinator, new=meeting(desk, row), on=TODAY)
        told = meeting(desk, row, view=None)
        against = replace(
            told,
            views=tuple(replace(one, view=ConsultedView.AGAINST, remarks="For seint") for one in told.views),
        )
        second = record_consultation(desk.session, desk.coordinator, new=against, on=TODAY)
        assert second.id != first.id
        said = views_in(desk.session, world.own_id, second.id)
        assert {one.view for one in said} == {ConsultedView.AGAINST}


def test_whoever_invites_others_meanwhile_is_not_overwritten(filling: Filling) -> None:
    with filling(COORDINATOR) as (session, actor):
        hearing = make_hearing(session, actor, invited=("Politiet",))
        seen = hearing.version
        terms = HearingTerms(
            hearing.opens_on, hearing.due_on, hearing.treated_by, hearing.question, ("Politiet", "FAU")
        )
        change_hearing(session, actor, hearing_id=hearing.id, seen_version=seen, terms=terms, on=TODAY)
        with pytest.raises(ChangedMeanwhile):
            change_hearing(
                session,
                actor,
                hearing_id=hearing.id,
                seen_version=seen,
                terms=replace(terms, invited=("Politiet", "Ungdomsrådet")),
                on=TODAY,
            )


def test_a_year_is_adjusted_once_by_a_double_click_also_to_the_amount_that_it_has(filling: Filling) -> None:
    with filling() as (session, actor):
        earmark = make_earmark(session, actor)
        row = held_year(session, actor, earmark.id, 2026, on=DECISION.decided_on)
        seen = row.version
        given = {
            "earmark_id": earmark.id,
            "year": 2026,
            "seen_version": seen,
            "decision": DECISION,
            "decided": Money(row.decided_ore),
            "reason": "Beløpet står fast.",
            "on": DECISION.decided_on,
        }
        adjust_year(session, actor, **given)
        with pytest.raises(ChangedMeanwhile):
            adjust_year(session, actor, **given)
        assert len(acts_of(session, row)) == 1


def test_a_grant_that_is_repealed_after_its_year_is_closed_may_be_granted_of_the_next(
    filling: Filling, world: World
) -> None:
    granted_on, closed_on, settled_on = date(2026, 11, 2), date(2026, 12, 10), date(2027, 1, 20)
    with filling() as (session, actor):
        coordinator = person_of(session, world.own_id, COORDINATOR)
        decider = person_of(session, world.own_id, Role.DECIDER)
        earmark = make_earmark(session, coordinator, responsible_id=decider.user_id)
        row = make_grant(session, world.own_id, earmark=earmark, on=granted_on)
        complaint = complain(session, row, granted_on)
        close(session, actor, earmark, returned=Money.from_kroner(63_000), on=closed_on)
        settle_complaint(
            session,
            decider,
            complaint_id=complaint.id,
            seen_version=complaint.version,
            outcome=GrantComplaintOutcome.REPEALED_BY_BODY,
            settled_on=settled_on,
            body="Klagenemnda",
            case_number="KN 3/27",
            reason="Saken er ikke godt nok opplyst.",
            on=settled_on,
        )
        assert row.state is SpendingState.PROPOSED
        new = new_spending(
            earmark, year=2027, received_on=row.received_on, title=row.title, amount=Money(row.asked_ore)
        )
        change(session, coordinator, spending_id=row.id, seen_version=row.version, new=new, on=settled_on)
        assert row.year == 2027


def test_two_earmarks_are_not_filled_by_the_same_payment(
    filling: Filling, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid = Money.from_kroner(90_000)
    monkeypatch.setattr(years, "income_paid", lambda *_given: paid)
    with filling() as (session, actor):
        first, second = (
            make_earmark(session, actor, name=name, filling=EarmarkFilling.PAYMENTS)
            for name in ("Tiltak mot nyrekruttering", "Uteseksjon")
        )
        rows = [held_year(session, actor, one.id, TODAY.year, on=TODAY) for one in (first, second)]
        assert [Money(row.allotted_ore) for row in rows] == [
            Money.from_kroner(75_000),
            Money.from_kroner(15_000),
        ]
