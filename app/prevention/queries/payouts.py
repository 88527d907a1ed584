"""Payouts of earmarked money: the list for finance, those of a part, what is left, and what is claimed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from app.letters.facts import LetterKind
from app.models.earmark import EarmarkConsulted, EarmarkMunicipality
from app.models.letter import Letter, LetterState
from app.models.spending import (
    Consultation,
    ConsultedBody,
    GrantComplaint,
    Payout,
    Spending,
    SpendingPart,
)
from app.models.user import User
from app.paging import Cursor, Page, page_of
from fees.money import ZERO, Money
from fees.payouts import PayoutBalance
from fees.spending import Consulted, PartState, PayoutKind, PayoutState, missing_in_consultation

CHUNK = 1000
ON_ITS_WAY = (PayoutState.ATTESTED, PayoutState.APPROVED)
PROMISED = (PartState.RESERVED, PartState.ENDED)


def payout_page(
    session: Session, municipality_id: int, cursor: Cursor | None, state: PayoutState | None
) -> Page:
    """The payouts of a municipality, all or those in a state, the latest first."""
    return page_of(
        session,
        _in_state(_payouts(municipality_id), state),
        sort_key=Payout.id,
        row_id=Payout.id,
        cursor=cursor,
        read_key=int,
        descending=True,
    )


def all_payouts(session: Session, municipality_id: int, state: PayoutState | None) -> Iterator[Row[Any]]:
    """Every payout, all or those in a state, the latest first; they stream through."""
    statement = _in_state(_payouts(municipality_id), state).order_by(Payout.id.desc())
    yield from session.execute(statement.execution_options(yield_per=CHUNK))


def payouts_by_state(session: Session, municipality_id: int) -> Mapping[PayoutState, int]:
    """How many payouts have come how far."""
    rows = session.execute(
        select(Payout.state, func.count())
        .where(Payout.municipality_id == municipality_id)
        .group_by(Payout.state)
    )
    return {row[0]: int(row[1]) for row in rows}


def payout_row(session: Session, municipality_id: int, payout_id: int) -> Row[Any] | None:
    """One payout with what it belongs to."""
    return session.execute(_payouts(municipality_id).where(Payout.id == payout_id)).one_or_none()


def payouts_of_part(session: Session, municipality_id: int, part_id: int) -> Sequence[Row[Any]]:
    """The payouts and repayments of a municipality's part, in the order that they came."""
    return session.execute(
        _payouts(municipality_id).where(Payout.part_id == part_id).order_by(Payout.id)
    ).all()


def _payouts(municipality_id: int) -> Select[*tuple[Any, ...]]:
    attester, approver = aliased(User), aliased(User)
    return (
        select(
            Payout.id,
            Payout.municipality_id,
            Payout.part_id,
            Payout.kind,
            Payout.state,
            Payout.amount_ore,
            Payout.outlay_ore,
            Payout.payee,
            Payout.account_number,
            Payout.text,
            Payout.attested_at,
            Payout.attested_by_id,
            Payout.approved_at,
            Payout.voucher,
            Payout.paid_on,
            Payout.cancelled_reason,
            Payout.version,
            attester.name.label("attested_by"),
            approver.name.label("approved_by"),
            Spending.id.label("spending_id"),
            Spending.number,
            Spending.title,
            Spending.year,
            Spending.municipality_id.label("payer_id"),
            EarmarkMunicipality.responsibility_code,
            EarmarkMunicipality.function_code,
            EarmarkMunicipality.project_code,
        )
        .join(
            SpendingPart,
            (SpendingPart.municipality_id == Payout.municipality_id) & (SpendingPart.id == Payout.part_id),
        )
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .join(
            EarmarkMunicipality,
            (EarmarkMunicipality.earmark_id == Spending.earmark_id)
            & (EarmarkMunicipality.municipality_id == Payout.municipality_id),
        )
        .join(attester, attester.id == Payout.attested_by_id)
        .outerjoin(approver, approver.id == Payout.approved_by_id)
        .where(Payout.municipality_id == municipality_id)
    )


def _in_state(statement: Select[*tuple[Any, ...]], state: PayoutState | None) -> Select[*tuple[Any, ...]]:
    return statement if state is None else statement.where(Payout.state == state)


@dataclass(frozen=True)
class Balances:
    """What has become of a spending's money: the municipality's own part, and what it lays out for others."""

    own: PayoutBalance
    others: PayoutBalance

    @property
    def whole(self) -> PayoutBalance:
        """All parts together."""
        return self.own + self.others


def balances_of_spending(session: Session, spending: Spending) -> Balances:
    """How a spending stands in the municipality that pays it. What it lays out is read from its own payouts;
    what the others have paid of their parts is their affair.
    """
    own = next(part for part in spending.parts if part.municipality_id == spending.municipality_id)
    way = Payout.state.in_(ON_ITS_WAY)
    out = (Payout.kind == PayoutKind.PAYOUT) & (Payout.state == PayoutState.PAID)
    back = Payout.kind == PayoutKind.REPAYMENT

    def total(condition: Any, column: Any) -> Any:
        return func.coalesce(func.sum(case((condition, column), else_=0)), 0)

    sums = session.execute(
        select(
            total(way, Payout.amount_ore).label("own_way"),
            total(way, Payout.outlay_ore).label("others_way"),
            total(out, Payout.outlay_ore).label("others_out"),
            total(back, Payout.outlay_ore).label("others_back"),
        ).where(Payout.municipality_id == spending.municipality_id, Payout.part_id == own.id)
    ).one()
    others = [part for part in spending.parts if part is not own and part.state in PROMISED]
    return Balances(
        own=_balance(own, int(sums.own_way)),
        others=PayoutBalance(
            promised=Money(sum(part.amount_ore for part in others)),
            released=Money(sum(part.released_ore for part in others)),
            on_its_way=Money(int(sums.others_way)),
            paid=Money(int(sums.others_out)),
            repaid=Money(int(sums.others_back)),
        ),
    )


def balance_of_part(session: Session, part: SpendingPart) -> PayoutBalance:
    """How a municipality's part stands in its own ledger."""
    way = session.scalars(
        select(func.coalesce(func.sum(Payout.amount_ore), 0)).where(
            Payout.municipality_id == part.municipality_id,
            Payout.part_id == part.id,
            Payout.state.in_(ON_ITS_WAY),
        )
    ).one()
    return _balance(part, int(way))


def _balance(part: SpendingPart, on_its_way: int) -> PayoutBalance:
    return PayoutBalance(
        promised=Money(part.amount_ore if part.state in PROMISED else 0),
        released=Money(part.released_ore),
        on_its_way=Money(on_its_way),
        paid=Money(part.paid_ore),
        repaid=Money(part.repaid_ore),
    )


def claimed_of_others(session: Session, spending: Spending, *, final: bool = False) -> dict[int, Money]:
    """What the paying municipality has claimed of each of the others, by municipality; drafts as well unless
    only what has become `final` counts.
    """
    statement = select(Letter.facts).where(
        Letter.municipality_id == spending.municipality_id,
        Letter.spending_id == spending.id,
        Letter.kind == LetterKind.SHARE_CLAIM,
    )
    if final:
        statement = statement.where(Letter.state != LetterState.DRAFT)
    claimed: dict[int, Money] = {}
    for facts in session.scalars(statement):
        debtor = int(facts["debtor_id"])
        claimed[debtor] = claimed.get(debtor, ZERO) + Money(int(facts["amount_ore"]))
    return claimed


def missing_on(session: Session, spending: Spending, day: date) -> tuple[str, ...]:
    """The bodies that must be consulted and had not been by a day, in the order of the decision.

    Where the responsible person has said why it may be paid without, nobody is missing.
    """
    if spending.unconsulted_reason:
        return ()
    required = session.scalars(
        select(EarmarkConsulted.body)
        .where(EarmarkConsulted.earmark_id == spending.earmark_id)
        .order_by(EarmarkConsulted.position)
    ).all()
    answers = session.execute(
        select(ConsultedBody.body, ConsultedBody.view)
        .join(
            Consultation,
            (Consultation.municipality_id == ConsultedBody.municipality_id)
            & (Consultation.id == ConsultedBody.consultation_id),
        )
        .where(
            ConsultedBody.municipality_id == spending.municipality_id,
            ConsultedBody.spending_id == spending.id,
            Consultation.held_on <= day,
            func.coalesce(ConsultedBody.answered_on, Consultation.held_on) <= day,
        )
    )
    return missing_in_consultation(required, (Consulted(row.body, row.view) for row in answers))


def first_paid_on(session: Session, part: SpendingPart) -> date | None:
    """The day of the first payment of a part; none before there is one."""
    first: date | None = session.scalar(
        select(func.min(Payout.paid_on)).where(
            Payout.municipality_id == part.municipality_id,
            Payout.part_id == part.id,
            Payout.kind == PayoutKind.PAYOUT,
        )
    )
    return first


def complaints_of(session: Session, municipality_id: int, spending_id: int) -> list[GrantComplaint]:
    """The complaints on a spending's decisions, the first first."""
    return list(
        session.scalars(
            select(GrantComplaint)
            .where(
                GrantComplaint.municipality_id == municipality_id, GrantComplaint.spending_id == spending_id
            )
            .order_by(GrantComplaint.id)
        )
    )


def complaint_of(session: Session, municipality_id: int, complaint_id: int) -> GrantComplaint | None:
    """One complaint on a grant, only within the municipality."""
    return session.scalars(
        select(GrantComplaint).where(
            GrantComplaint.municipality_id == municipality_id, GrantComplaint.id == complaint_id
        )
    ).one_or_none()


def decision_arrived_on(session: Session, spending: Spending) -> date | None:
    """When the letter with the decision that stands arrived; none while nobody has noted it."""
    row = session.execute(
        select(Letter.arrived_on)
        .where(
            Letter.municipality_id == spending.municipality_id,
            Letter.spending_id == spending.id,
            Letter.kind.in_((LetterKind.SPENDING_GRANT, LetterKind.SPENDING_REFUSAL)),
        )
        .order_by(Letter.id.desc())
        .limit(1)
    ).one_or_none()
    arrived: date | None = row.arrived_on if row else None
    return arrived


def part_of(session: Session, municipality_id: int, part_id: int) -> SpendingPart | None:
    """A municipality's part of a spending, its own or another's."""
    return session.scalars(
        select(SpendingPart).where(
            SpendingPart.municipality_id == municipality_id, SpendingPart.id == part_id
        )
    ).one_or_none()
