"""Complaints on grants: in time or heard although late, settled by those who may, and decided anew."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.formats import short_date
from app.letters.facts import LetterKind
from app.letters.service import Dispatch, mark_arrived, mark_sent
from app.letters.spending_letters import finalise_spending_letter, letters_of_spending
from app.models.earmark import Earmark
from app.models.event import Event
from app.models.letter import Channel
from app.models.spending import GrantComplaint, Spending
from app.permissions import Actor, Role
from app.prevention.queries.earmarks import account_of
from app.prevention.service.grant_complaints import receive_complaint, settle_complaint
from app.prevention.service.payouts import cancel_payout, record_repayment
from app.prevention.service.spending import grant, refuse
from app.wording.events import event_text
from fees.money import Money
from fees.spending import GrantComplaintOutcome, SpendingOrigin, SpendingState
from licensing.deadlines import complaint_last_day
from tests.app.cases.pages import plain
from tests.app.conftest import ClientAs, Filling, World
from tests.app.prevention.test_payouts import refused
from tests.factories.earmark import make_earmark
from tests.factories.payout import make_grant, make_paid, make_payout, person_of
from tests.factories.spending import make_spending
from tests.journeys.office import fields_of

ON = date(2026, 11, 2)
ARRIVED = ON + timedelta(days=3)
LAST_DAY = complaint_last_day(ARRIVED).last_day
LATER = LAST_DAY + timedelta(days=10)


def make_refused(session: Session, municipality_id: int, *, on: date = ON) -> Spending:
    """An application that the responsible person has refused."""
    coordinator = person_of(session, municipality_id, Role.PREVENTION_COORDINATOR)
    decider = person_of(session, municipality_id, Role.DECIDER)
    earmark = make_earmark(session, coordinator, responsible_id=decider.user_id)
    row = make_spending(session, coordinator, earmark, on=on, received_on=on, year=on.year)
    return refuse(
        session, decider, spending_id=row.id, seen_version=row.version, reason="Treffer ikke godt nok", on=on
    )


def arrived(session: Session, spending: Spending) -> None:
    """Let the letter of a decision be sent and arrive."""
    coordinator = person_of(session, spending.municipality_id, Role.PREVENTION_COORDINATOR)
    letter = letters_of_spending(session, spending.municipality_id, spending.id)[-1]
    finalise_spending_letter(session, coordinator, letter_id=letter.id, seen_version=letter.version, on=ON)
    mark_sent(letter, Dispatch(Channel.POST, "", ON), LATER)
    mark_arrived(letter, ARRIVED, LATER)
    session.flush()


def complain(session: Session, spending: Spending, day: date, late_reason: str = "") -> GrantComplaint:
    coordinator = person_of(session, spending.municipality_id, Role.PREVENTION_COORDINATOR)
    return receive_complaint(
        session,
        coordinator,
        spending_id=spending.id,
        seen_version=spending.version,
        received_on=day,
        grounds="Vi mener at tiltaket treffer formålet",
        late_reason=late_reason,
        on=LATER,
    )


def settle(
    session: Session, actor: Actor, complaint: GrantComplaint, outcome: GrantComplaintOutcome, **changed: Any
) -> GrantComplaint:
    given: dict[str, Any] = {
        "complaint_id": complaint.id,
        "seen_version": complaint.version,
        "outcome": outcome,
        "settled_on": LATER,
        "body": "Klagenemnda",
        "case_number": "PS 4/27",
        "reason": "Tiltaket treffer formålet",
        "on": LATER,
        **changed,
    }
    return settle_complaint(session, actor, **given)


@pytest.mark.parametrize(
    ("day", "late"),
    [
        pytest.param(LAST_DAY, False, id="the last day"),
        pytest.param(LAST_DAY + timedelta(days=1), True, id="the day after"),
    ],
)
def test_a_complaint_has_three_weeks_from_the_day_the_letter_arrived(
    filling: Filling, world: World, day: date, *, late: bool
) -> None:
    with filling() as (session, _actor):
        spending = make_refused(session, world.own_id)
        arrived(session, spending)
        if late:
            refusal = refused(session, "grant_complaint_late", lambda: complain(session, spending, day))
            assert refusal.facts["last_day"] == LAST_DAY.isoformat()
        assert complain(session, spending, day, "Syk i fristen" if late else "").received_on == day


def test_what_nobody_may_complain_about_is_refused(filling: Filling, world: World) -> None:
    with filling() as (session, _actor):
        spending = make_refused(session, world.own_id)
        refused(session, "complaint_before_decision", lambda: complain(session, spending, ON - timedelta(1)))
        refused(session, "complaint_ahead", lambda: complain(session, spending, LATER + timedelta(1)))
        complain(session, spending, ON)
        refused(session, "grant_complaint_waits", lambda: complain(session, spending, ON))
        own = make_grant(
            session, world.own_id, origin=SpendingOrigin.OWN_INITIATIVE, applicant="", on=ON, title="Eget"
        )
        refused(session, "complaint_on_own_initiative", lambda: complain(session, own, ON))


def test_a_refusal_that_is_reversed_is_decided_anew(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_refused(session, world.own_id)
        complaint = complain(session, spending, ON)
        coordinator = person_of(session, world.own_id, Role.PREVENTION_COORDINATOR)
        refused(
            session,
            "another_is_responsible",
            lambda: settle(session, coordinator, complaint, GrantComplaintOutcome.REVERSED),
        )
        settle(session, decider, complaint, GrantComplaintOutcome.REVERSED, body="", case_number="")
        assert (spending.state, spending.decided_on) == (SpendingState.PROPOSED, None)

        def grant_anew(reason: str) -> Spending:
            return grant(
                session,
                decider,
                spending_id=spending.id,
                seen_version=spending.version,
                amount=Money(spending.amount_ore),
                conditions="",
                report_due_on=None,
                reason=reason,
                on=LATER,
            )

        refused(session, "complaint_without_reason", lambda: grant_anew(""))
        grant_anew("Klagen viser at tiltaket treffer formålet.")
        kinds = [letter.kind for letter in letters_of_spending(session, world.own_id, spending.id)]
        assert kinds == [LetterKind.SPENDING_REFUSAL, LetterKind.SPENDING_GRANT]


def test_a_grant_in_part_that_is_repealed_lets_its_money_go_and_waits(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON)
        spending.asked_ore = 2_000_000
        complaint = complain(session, spending, ON)
        settle(session, decider, complaint, GrantComplaintOutcome.REPEALED_BY_BODY)
        account = account_of(
            session, world.own_id, session.get_one(Earmark, spending.earmark_id), spending.year
        )
        assert (account.reserved, account.left) == (Money(0), Money(7_500_000))
        assert (spending.state, spending.amount_ore) == (SpendingState.PROPOSED, 2_000_000)


@pytest.mark.parametrize("paid", [True, False], ids=["paid", "on its way"])
def test_money_that_is_out_stays_with_its_grant(filling: Filling, world: World, *, paid: bool) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON)
        (make_paid if paid else make_payout)(session, spending, 5_000, on=ON)
        settle(session, decider, complain(session, spending, ON), GrantComplaintOutcome.REVERSED)
        assert spending.state is SpendingState.GRANTED


def test_what_stands_stands(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_refused(session, world.own_id)
        complaint = complain(session, spending, ON)

        def settled(outcome: GrantComplaintOutcome, **changed: Any) -> GrantComplaint:
            return settle(session, decider, complaint, outcome, **changed)

        upheld = GrantComplaintOutcome.UPHELD_BY_BODY
        refused(session, "complaint_without_case", lambda: settled(upheld, case_number=""))
        refused(session, "complaint_without_reason", lambda: settled(upheld, reason=""))
        refused(session, "complaint_settled_ahead", lambda: settled(upheld, settled_on=LATER + timedelta(1)))
        refused(session, "complaint_settled_before", lambda: settled(upheld, settled_on=ON - timedelta(1)))
        settled(upheld)
        refused(session, "grant_complaint_settled", lambda: settled(upheld))
        assert spending.state is SpendingState.REFUSED


def test_a_complaint_goes_through_the_pages(filling: Filling, world: World, client_as: ClientAs) -> None:
    today = clock.today()
    with filling() as (session, _actor):
        spending_id = make_refused(session, world.own_id, on=today).id
    coordinator, decider = client_as("prevention_coordinator"), client_as("decider")
    url = f"/forebygging/bruk/{spending_id}"
    form = fields_of(coordinator.get(f"{url}/klage").text)
    empty = coordinator.post(f"{url}/klage", data=form | {"grounds": ""})
    assert empty.status_code == 422
    assert "Skriv hva klagen går ut på." in empty.text
    sent = coordinator.post(f"{url}/klage", data=form | {"grounds": "Vi er uenige"})
    assert sent.status_code == 302
    page = decider.get(url).text
    assert "Avgjør klagen" in page
    assert "Avgjør klagen" not in coordinator.get(url).text
    settle_url = f"/forebygging/klager/{page.split('/klager/')[1].split('/')[0]}/avgjor"
    fields = fields_of(decider.get(settle_url).text) | {"reason": "Vi har sett på saken på nytt"}
    assert decider.post(settle_url, data=fields | {"outcome": ""}).status_code == 422
    by_body = decider.post(settle_url, data=fields | {"outcome": "upheld_by_body"})
    assert by_body.status_code == 409
    assert "Skriv hvilket organ som avgjorde klagen" in by_body.text
    done = decider.post(
        settle_url,
        data=fields
        | {"outcome": "reversed", "settled_on": short_date(today), "version": _version(by_body.text)},
    )
    assert done.status_code == 302
    shown = plain(decider.get(url).text)
    assert "Omgjort av kommunen" in shown
    assert "Til samråd og avgjørelse" in shown
    theirs = client_as("decider", municipality="other")
    assert theirs.get(settle_url).status_code == 404


def _version(page: str) -> str:
    return str(fields_of(page)["version"])


def test_every_act_is_told_in_a_sentence_of_its_own(filling: Filling, world: World) -> None:
    with filling(Role.DECIDER) as (session, decider):
        spending = make_grant(session, world.own_id, on=ON)
        make_paid(session, spending, 5_000, on=ON)
        finance = person_of(session, world.own_id, Role.FINANCE)
        waiting = make_payout(session, spending, 1_000, on=ON)
        cancel_payout(
            session,
            finance,
            payout_id=waiting.id,
            seen_version=waiting.version,
            reason="Feil konto",
            on=ON,
        )
        record_repayment(
            session,
            finance,
            spending_id=spending.id,
            amount=Money(50_000),
            voucher="9",
            received_on=ON,
            reason="Ikke brukt",
            on=ON,
        )
        settle(session, decider, complain(session, spending, ON), GrantComplaintOutcome.DISMISSED)
        told = [
            event_text(event.type, json.loads(event.payload or "{}")).replace("\N{NO-BREAK SPACE}", " ")
            for event in session.scalars(select(Event).order_by(Event.sequence))
        ]
    for sentence in (
        "Utbetaling på 5 000 kr til FAU ved skolen (oppdiktet) attestert: Foreldrekveld for 8. trinn.",
        "Utbetaling på 5 000 kr til FAU ved skolen (oppdiktet) anvist: Foreldrekveld for 8. trinn.",
        "5 000 kr betalt til FAU ved skolen (oppdiktet): Foreldrekveld for 8. trinn."
        " Bilag 30017788, betalt 02.11.2026.",
        "Utbetaling på 1 000 kr til FAU ved skolen (oppdiktet) annullert: Foreldrekveld for 8. trinn."
        " Grunn: Feil konto.",
        "500 kr kom tilbake: Foreldrekveld for 8. trinn. Bilag 9, mottatt 02.11.2026. Grunn: Ikke brukt.",
        "Klage på vedtaket om Foreldrekveld for 8. trinn registrert, sendt 02.11.2026.",
        f"Klagen på vedtaket om Foreldrekveld for 8. trinn er avgjort. Klagen ble avvist {short_date(LATER)}."
        " Klagenemnda, sak PS 4/27. Grunn: Tiltaket treffer formålet.",
    ):
        assert sentence in told, told
