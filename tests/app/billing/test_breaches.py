"""Proposals of points: found the day after, with proof, once; then told of in a notice, or discarded."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app import clock
from app.billing.queries.breaches import proposal_counts
from app.billing.service.breaches import (
    candidates,
    discard_breach,
    notify_breach,
    propose_breaches,
    standing_now,
)
from app.billing.service.proof import proof_of
from app.billing.service.reading_files import book_file
from app.billing.service.statements import estimate_statement
from app.held_rows import ChangedMeanwhile
from app.letters.facts import LetterKind
from app.letters.facts_of_billing import PointsNoticeLetter
from app.letters.licence_letters import facts_of_licence_letter
from app.models.breach_proposal import BreachProposal, ProposalState
from app.models.event import Event, EventType
from app.models.letter import Channel, LetterState
from app.models.turnover import TurnoverDeadline, TurnoverDuty
from app.permissions import Role
from fees.late import LateKind
from fees.turnover import Attestation, Volumes
from licensing.errors import NotAllowed
from licensing.licences import LicenceType
from tests.app.billing.places import Places
from tests.app.conftest import Filling, World
from tests.factories.invoice import DUE_ON as INVOICE_DUE
from tests.factories.invoice import make_invoices
from tests.factories.licence_letter import make_calls, make_sent_calls
from tests.factories.turnover import DUE_ON, make_statement

DAY_AFTER = DUE_ON + timedelta(days=1)
LATER = DUE_ON + timedelta(days=14)
ANSWER_BY = LATER + timedelta(days=14)


class Office:
    """Called licences by name, and what is proposed for them."""

    def __init__(self, session: Any, actor: Any, world: World) -> None:
        self.session, self.actor, self.world = session, actor, world
        self.places = Places(session, actor)

    def called(self, *names: str, channel: Channel = Channel.DIGITAL_MAIL, **more: Any) -> list[TurnoverDuty]:
        """Licences whose call was sent."""
        licences = [self.places.licence(name, **more) for name in names]
        duties = make_sent_calls(self.session, self.actor, licences, channel=channel)
        return [duties[licence.id] for licence in licences]

    def found(self, on: date = DAY_AFTER) -> dict[str, str]:
        """Why each licence that is late or asked about is not proposed; empty for one that is."""
        return {
            one.venue: one.lacking.code if one.lacking else ""
            for one in candidates(self.session, self.actor.municipality_id, on)
        }

    def proposals(self) -> list[BreachProposal]:
        """Every proposal, oldest first."""
        return list(self.session.scalars(select(BreachProposal).order_by(BreachProposal.id)))

    def proposed(self, on: date = LATER) -> BreachProposal:
        """The one proposal that a search makes."""
        propose_breaches(self.session, self.actor, on=on)
        (one,) = self.proposals()
        return one


@pytest.fixture
def office(filling: Filling, world: World) -> Iterator[Office]:
    with filling() as (session, actor):
        yield Office(session, actor, world)


def test_a_missing_statement_is_proposed_from_the_day_after_its_deadline_and_only_once(
    office: Office,
) -> None:
    office.called("kroa")
    assert office.found(DUE_ON) == {}
    assert office.found(DAY_AFTER) == {"kroa": ""}
    first = propose_breaches(office.session, office.actor, on=DAY_AFTER)
    again = propose_breaches(office.session, office.actor, on=LATER)
    assert (first.statements, first.payments, again.proposed) == (1, 0, 0)
    (proposal,) = office.proposals()
    assert (proposal.breached_on, proposal.points, proposal.state) == (DAY_AFTER, 2, ProposalState.PROPOSED)
    assert proposal_counts(office.session, office.actor.municipality_id).waiting == 1


def test_only_what_came_late_or_not_at_all_is_found(office: Office) -> None:
    on_time, late, estimated, _missing = office.called("i tide", "for sent", "anslått", "mangler")
    make_statement(office.session, office.actor, on_time, on=DUE_ON)
    make_statement(office.session, office.actor, late, on=DAY_AFTER)
    estimate_statement(
        office.session,
        office.actor,
        duty_id=estimated.id,
        actual=Volumes(1, 1, 1),
        expected=Volumes(1, 1, 1),
        reason="som i fjor",
        on=DAY_AFTER,
    )
    assert office.found(LATER) == {"for sent": "", "anslått": "", "mangler": ""}


def test_nobody_is_proposed_who_cannot_be_proved_to_have_been_told(office: Office) -> None:
    office.called("digitalt")
    office.called("bare e-post", channel=Channel.EMAIL)
    make_calls(office.session, office.actor, [office.places.licence("aldri sendt")], final=True)
    assert office.found() == {
        "digitalt": "",
        "bare e-post": "call_sent_by_email",
        "aldri sendt": "call_never_sent",
    }
    found = propose_breaches(office.session, office.actor, on=DAY_AFTER)
    assert (found.proposed, found.lacking) == (1, 2)


def test_a_call_that_was_sent_after_the_deadline_proves_nothing(office: Office) -> None:
    licence = office.places.licence("kroa")
    make_sent_calls(office.session, office.actor, [licence], sent_on=DAY_AFTER)
    assert office.found(LATER) == {"kroa": "call_never_sent"}


def test_events_give_no_points(office: Office) -> None:
    office.called("martnan", licence_type=LicenceType.SINGLE_OCCASION)
    office.called("sluttet selskap", licence_type=LicenceType.AMBULATORY)
    assert office.found(LATER) == {}


def test_a_missing_attestation_is_asked_about_and_never_proposed(office: Office) -> None:
    (duty,) = office.called("kroa")
    make_statement(office.session, office.actor, duty, on=DUE_ON)
    duty.attestation = Attestation.REQUIRED
    office.session.flush()
    assert office.found(LATER) == {"kroa": "attestation_missing"}
    assert propose_breaches(office.session, office.actor, on=LATER).proposed == 0


def move(office: Office, duty: TurnoverDuty, due_on: date) -> None:
    """Move the deadline of one duty."""
    duty.due_on = due_on
    office.session.add(
        TurnoverDeadline(
            municipality_id=duty.municipality_id,
            duty_id=duty.id,
            due_on=due_on,
            reason="Brann i kjøkkenet",
            set_by_id=office.actor.user_id,
            set_at=clock.now(),
        )
    )
    office.session.flush()


def test_the_latest_deadline_holds_and_every_move_is_proof(office: Office) -> None:
    (duty,) = office.called("kroa")
    move(office, duty, LATER)
    assert office.found(LATER) == {}
    assert office.found(LATER + timedelta(days=1)) == {"kroa": ""}
    proof = proof_of(office.session, office.actor.municipality_id, duty_id=duty.id)
    assert [(one.due_on, one.reason, one.for_one) for one in proof.deadlines] == [
        (DUE_ON, "", False),
        (LATER, "Brann i kjøkkenet", True),
    ]
    assert [(one.kind, one.channel, one.proves) for one in proof.letters] == [
        ("turnover_call", "digital_mail", True)
    ]


def test_a_notice_is_drafted_with_the_proof_and_the_proposal_is_decided_once(office: Office) -> None:
    (duty,) = office.called("kroa")
    make_statement(office.session, office.actor, duty, on=DAY_AFTER)
    proposal = office.proposed()
    given = {
        "proposal_id": proposal.id,
        "seen_version": proposal.version,
        "answer_by": ANSWER_BY,
        "on": LATER,
    }
    letter = notify_breach(office.session, office.actor, **given)
    assert (letter.kind, letter.state) == (LetterKind.POINTS_NOTICE, LetterState.DRAFT)
    facts = facts_of_licence_letter(letter)
    assert isinstance(facts, PointsNoticeLetter)
    assert (facts.due_on, facts.came_on, facts.answer_by) == (DUE_ON, DAY_AFTER, ANSWER_BY)
    assert [line.kind for line in facts.proof] == ["turnover_call"]
    assert (proposal.state, proposal.letter_id) == (ProposalState.NOTIFIED, letter.id)
    with pytest.raises(ChangedMeanwhile):
        notify_breach(office.session, office.actor, **given)
    with pytest.raises(NotAllowed, match="proposal_already_decided"):
        notify_breach(office.session, office.actor, **given | {"seen_version": proposal.version})
    types = set(office.session.scalars(select(Event.type)))
    assert {EventType.BREACHES_PROPOSED, EventType.BREACH_NOTIFIED} <= types


def test_a_discarded_proposal_keeps_its_reason_and_is_never_made_anew(office: Office) -> None:
    office.called("kroa")
    proposal = office.proposed()
    given = {"proposal_id": proposal.id, "seen_version": proposal.version, "on": LATER}
    with pytest.raises(NotAllowed, match="discarded_without_reason"):
        discard_breach(office.session, office.actor, **given, reason="  ")
    discard_breach(office.session, office.actor, **given, reason="Levert på papir 27. februar")
    assert propose_breaches(office.session, office.actor, on=LATER).proposed == 0
    assert (proposal.state, proposal.reason) == (ProposalState.DISCARDED, "Levert på papir 27. februar")
    told = office.session.scalars(select(Event).where(Event.type == EventType.BREACH_DISCARDED)).one()
    assert "Levert på papir" in told.payload


@pytest.mark.parametrize(
    ("days", "refused"), [pytest.param(6, True, id="six days"), pytest.param(7, False, id="a week")]
)
def test_a_notice_gives_at_least_a_week_to_answer(office: Office, days: int, refused: bool) -> None:
    office.called("kroa")
    proposal = office.proposed()
    given = {
        "proposal_id": proposal.id,
        "seen_version": proposal.version,
        "answer_by": LATER + timedelta(days=days),
        "on": LATER,
    }
    if refused:
        with pytest.raises(NotAllowed, match="answer_by_too_early"):
            notify_breach(office.session, office.actor, **given)
    else:
        assert notify_breach(office.session, office.actor, **given).id


def test_no_notice_is_given_of_what_turned_out_to_be_in_time(office: Office) -> None:
    (duty,) = office.called("kroa")
    proposal = office.proposed(DAY_AFTER)
    move(office, duty, LATER)
    make_statement(office.session, office.actor, duty, on=DAY_AFTER)
    assert (
        standing_now(office.session, office.actor.municipality_id, [proposal], LATER)[proposal.id].late
        is None
    )
    with pytest.raises(NotAllowed, match="breach_no_longer_late"):
        notify_breach(
            office.session,
            office.actor,
            proposal_id=proposal.id,
            seen_version=proposal.version,
            answer_by=ANSWER_BY,
            on=LATER,
        )


AFTER_DUE = INVOICE_DUE + timedelta(days=6)
HEAD = "referanse;fakturanummer;kid;sendt;betalt;betalt dato;purretrinn;statusdato"


def status(*rows: str, day: date) -> bytes:
    """A status file: each row is reference, day sent, kroner paid, and the day it was paid."""
    lines = [HEAD]
    for row in rows:
        reference, sent, paid, paid_on = row.split()
        lines.append(
            f"{reference};47{reference[-2:]};;{sent.strip('-')};{paid};{paid_on.strip('-')};0;{day.isoformat()}"
        )
    return "\n".join(lines).encode()


@pytest.fixture
def invoices(filling: Filling, world: World) -> Iterator[Office]:
    """Three invoices of which nothing has been told."""
    with filling(Role.FINANCE) as (session, actor):
        make_invoices(session, actor, world.someone("decider").id, [660_000, 660_000, 660_000])
        yield Office(session, actor, world)


def read(office: Office, *rows: str, day: date = AFTER_DUE) -> None:
    """Read a status file."""
    book_file(office.session, office.actor, content=status(*rows, day=day), file_name="s.csv", on=LATEST)


LATEST = date(2026, 5, 4)


def test_nothing_is_said_of_payment_before_a_status_newer_than_the_due_date(invoices: Office) -> None:
    assert invoices.found(LATEST) == {}
    read(invoices, "2026-01-0001 2026-03-20 0 -", day=INVOICE_DUE)
    assert invoices.found(LATEST) == {}


def test_late_payments_are_proposed_with_the_invoice_as_proof(invoices: Office) -> None:
    read(
        invoices,
        "2026-01-0001 2026-03-20 0 -",
        "2026-01-0002 2026-03-20 6600,00 2026-04-10",
        "2026-01-0003 - 0 -",
    )
    found = {
        one.invoice_id: one.lacking.code if one.lacking else ""
        for one in candidates(invoices.session, invoices.actor.municipality_id, LATEST)
    }
    assert sorted(found.values()) == ["", "due_day_never_told"]
    result = propose_breaches(invoices.session, invoices.actor, on=LATEST)
    assert (result.statements, result.payments, result.lacking) == (0, 1, 1)
    (proposal,) = invoices.proposals()
    assert (proposal.kind, proposal.breached_on) == (LateKind.PAYMENT, INVOICE_DUE + timedelta(days=1))
    assert proposal.proof["letters"][0]["kind"] == "invoice"


def test_a_payment_in_time_that_is_told_of_later_stops_the_notice(invoices: Office) -> None:
    read(invoices, "2026-01-0001 2026-03-20 0 -")
    propose_breaches(invoices.session, invoices.actor, on=LATEST)
    (proposal,) = invoices.proposals()
    read(invoices, "2026-01-0001 2026-03-20 6600,00 2026-04-13", day=AFTER_DUE + timedelta(days=4))
    now = standing_now(invoices.session, invoices.actor.municipality_id, [proposal], LATEST)[proposal.id]
    assert (now.late, now.came_on) == (None, date(2026, 4, 13))
    with pytest.raises(NotAllowed, match="breach_no_longer_late"):
        notify_breach(
            invoices.session,
            invoices.actor,
            proposal_id=proposal.id,
            seen_version=proposal.version,
            answer_by=LATEST + timedelta(days=14),
            on=LATEST,
        )
