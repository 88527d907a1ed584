"""Samples of the pages of payouts, for the walk over every page."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.letters.service import Dispatch, mark_sent
from app.letters.spending_letters import finalise_spending_letter, letters_of_spending
from app.models.letter import Channel, Letter
from app.models.municipality import Municipality
from app.models.spending import Spending
from app.permissions import Actor, Role
from app.prevention.service.payouts import approve_payout, record_repayment, request_part_payout
from app.prevention.service.spending_reports import report_spending
from fees.money import Money
from tests.app.routes_of_payouts import complained
from tests.factories.payout import (
    make_grant,
    make_paid,
    make_payout,
    make_shared,
    part_of_other,
    person_of,
)

# What a browser is given here is a file, not a page.
FILES_OF_PAYOUTS: frozenset[str] = frozenset(
    {
        "prevention.export_payouts",
        "prevention.export_payouts_as_text",
        "prevention.show_spending_letter_pdf",
    }
)


def ids_of_payouts(session: Session, actor: Actor) -> dict[str, Any]:
    """Grants that are paid as far as each page wants. What is written is committed by the caller."""
    here = actor.municipality_id
    granted = make_grant(session, here, title="Konsert på Ungdommens Hus (oppdiktet)")
    attested = make_payout(session, granted, 4_000)
    approved = make_payout(session, granted, 3_000)
    finance = person_of(session, here, Role.FINANCE)
    approve_payout(session, finance, payout_id=approved.id, seen_version=approved.version, on=clock.today())
    reported, back_id = _reported(session, here)
    letters = [letter.id for letter in letters_of_spending(session, here, reported.id)]
    letter_ids = [letters_of_spending(session, here, granted.id)[0].id, *letters]
    return {
        "granted_id": granted.id,
        "reported_id": reported.id,
        "payout_ids": [attested.id, approved.id, back_id],
        "letter_of_granted_id": letter_ids[0],
        "letter_of_reported_id": letter_ids[1],
        "grant_complaint_id": complained(session, here, reported.id, "Vi fikk for lite").id,
        "shared_part_id": _shared_part(session, here),
    }


def _reported(session: Session, municipality_id: int) -> tuple[Spending, int]:
    """A grant that is paid, reported, and partly paid back, whose letter is sent; and the repayment."""
    today = clock.today()
    coordinator = person_of(session, municipality_id, Role.PREVENTION_COORDINATOR)
    spending = make_grant(session, municipality_id, title="Foreldrekveld for 9. trinn (oppdiktet)")
    letter = letters_of_spending(session, municipality_id, spending.id)[0]
    finalise_spending_letter(session, coordinator, letter_id=letter.id, seen_version=letter.version, on=today)
    mark_sent(session.get_one(Letter, letter.id), Dispatch(Channel.POST, "RR1", today), today)
    make_paid(session, spending)
    report_spending(
        session,
        coordinator,
        spending_id=spending.id,
        seen_version=spending.version,
        text="Én kveld med foredrag og gruppearbeid.",
        participants=64,
        cost=Money.from_kroner(9_500),
        on=today,
    )
    back = record_repayment(
        session,
        person_of(session, municipality_id, Role.FINANCE),
        spending_id=spending.id,
        amount=Money.from_kroner(1_000),
        voucher="30018899",
        received_on=today,
        reason="Ikke brukt",
        on=today,
    )
    return spending, back.id


def _shared_part(session: Session, municipality_id: int) -> int:
    """A part of another municipality's spending that is claimed and partly paid."""
    other_id = session.scalars(
        select(Municipality.id).where(Municipality.id != municipality_id).order_by(Municipality.id)
    ).first()
    assert other_id is not None
    spending = make_shared(session, other_id, municipality_id, title="Felles foreldrekveld (oppdiktet)")
    make_paid(session, spending, 8_000)
    claim = letters_of_spending(session, other_id, spending.id)[-1]
    coordinator = person_of(session, other_id, Role.PREVENTION_COORDINATOR)
    finalise_spending_letter(
        session, coordinator, letter_id=claim.id, seen_version=claim.version, on=clock.today()
    )
    part = part_of_other(session, spending)
    request_part_payout(
        session,
        person_of(session, municipality_id, Role.PREVENTION_COORDINATOR),
        part_id=part.id,
        amount=Money.from_kroner(1_000),
        payee="Den andre kommunen",
        account_number=None,
        text=spending.number,
        on=clock.today(),
    )
    return part.id


def samples_of_payouts(ids: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    """Each page and what is put into its address."""
    granted, reported = {"spending_id": ids["granted_id"]}, {"spending_id": ids["reported_id"]}
    part = {"part_id": ids["shared_part_id"]}
    return {
        "prevention.list_payouts": [{}, {"tilstand": "cancelled"}],
        "prevention.show_payout": [{"payout_id": one} for one in ids["payout_ids"]],
        "prevention.request_payout": [granted],
        "prevention.record_repayment": [reported],
        "prevention.release_spending": [granted],
        "prevention.report_spending": [granted],
        "prevention.receive_complaint": [granted],
        "prevention.settle_complaint": [{"complaint_id": ids["grant_complaint_id"]}],
        "prevention.request_part_payout": [part],
        "prevention.record_part_repayment": [part],
        "prevention.show_spending_letter": [
            granted | {"letter_id": ids["letter_of_granted_id"]},
            reported | {"letter_id": ids["letter_of_reported_id"]},
        ],
    }
