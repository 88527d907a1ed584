"""Spendings of earmarked money for tests: proposed, consulted on, and granted."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark, EarmarkResponsible
from app.models.spending import Attendance, Consultation, ConsultedBody, Spending
from app.models.user import User
from app.permissions import Actor, Role
from app.prevention.service.spending import NewSpending, grant, propose
from fees.money import Money
from fees.spending import ConsultationForm, ConsultedView, SpendingKind, SpendingOrigin, TargetGroup

CONDITIONS = "Ubrukte midler betales tilbake."


def new_spending(earmark: Earmark, **changed: Any) -> NewSpending:
    """An application for 12,000 for a parents' evening, this year."""
    today = clock.today()
    values: dict[str, Any] = {
        "earmark_id": earmark.id,
        "year": today.year,
        "origin": SpendingOrigin.APPLICATION,
        "kind": SpendingKind.GRANT,
        "title": "Foreldrekveld for 8. trinn",
        "purpose": "Foreldre lærer å se tidlige tegn på rusbruk",
        "target_group": TargetGroup.PRIMARY_SCHOOL,
        "amount": Money.from_kroner(12_000),
        "received_on": today,
        "applicant": "FAU ved skolen (oppdiktet)",
        "email": "fau@example.no",
        "postal_address": "Skoleveien 1",
        "postcode": "7374",
        "town": "Røros",
        "account_number": "86011117947",
        **changed,
    }
    return NewSpending(**values)


def make_spending(
    session: Session, actor: Actor, earmark: Earmark, *, on: date | None = None, **changed: Any
) -> Spending:
    """A spending that the actor proposes."""
    return propose(session, actor, new=new_spending(earmark, **changed), on=on or clock.today())


def make_responsible(session: Session, actor: Actor, earmark: Earmark, responsible: Actor) -> None:
    """Name another person responsible for an earmark in the actor's municipality, from 2024 on."""
    session.add(
        EarmarkResponsible(
            municipality_id=actor.municipality_id,
            earmark_id=earmark.id,
            title="Helse- og sosialsjef",
            user_id=responsible.user_id,
            first_day=date(2024, 1, 1),
        )
    )
    session.flush()


def decider_of(session: Session, user_id: int, municipality_id: int) -> Actor:
    """Somebody as the one who decides in a municipality."""
    name = session.scalars(select(User.name).where(User.id == user_id)).one()
    return Actor(user_id, name, municipality_id, frozenset({Role.DECIDER}))


def make_consulted(
    session: Session,
    actor: Actor,
    earmark: Earmark,
    *spendings: Spending,
    on: date | None = None,
    view: ConsultedView | None = ConsultedView.SUPPORTS,
    bodies: tuple[str, ...] | None = None,
) -> Consultation:
    """A meeting in which every body that must be consulted has said its view of the spendings."""
    held_on = on or clock.today()
    named = tuple(one.body for one in earmark.consulted) if bodies is None else bodies
    row = Consultation(
        municipality_id=actor.municipality_id,
        earmark_id=earmark.id,
        form=ConsultationForm.MEETING,
        held_on=held_on,
        title="SLT-møte",
        recorded_by_id=actor.user_id,
        recorded_at=clock.now(),
    )
    session.add(row)
    session.flush()
    for body in named:
        session.add(
            Attendance(
                municipality_id=actor.municipality_id, consultation_id=row.id, body=body, attended=True
            )
        )
        for spending in spendings:
            session.add(
                ConsultedBody(
                    municipality_id=actor.municipality_id,
                    consultation_id=row.id,
                    spending_id=spending.id,
                    body=body,
                    view=view,
                    answered_on=held_on if view else None,
                )
            )
    session.flush()
    session.expire(row)
    return row


def make_granted(
    session: Session,
    actor: Actor,
    earmark: Earmark,
    responsible: Actor,
    *,
    consulted: bool = True,
    on: date | None = None,
    **changed: Any,
) -> Spending:
    """A spending that the actor proposes and the one who is responsible grants, consulted on unless not."""
    day = on or clock.today()
    row = make_spending(session, actor, earmark, on=day, **changed)
    if consulted:
        make_consulted(session, actor, earmark, row, on=day)
    return grant(
        session,
        responsible,
        spending_id=row.id,
        seen_version=row.version,
        amount=Money(row.amount_ore),
        conditions=CONDITIONS,
        report_due_on=date(day.year + 1, 1, 15),
        reason="",
        on=day,
    )
