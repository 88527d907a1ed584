"""Earmarks for tests: 75,000 a year, for one municipality or shared by several."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models.earmark import Earmark, EarmarkConsulted, EarmarkMunicipality, EarmarkResponsible
from app.permissions import Actor
from fees.earmark import EarmarkBasis, EarmarkExtent, EarmarkFilling, EarmarkSharing, Leftover

CONSULTED = ("Oppvekstetaten", "Videregående skole", "Helsestasjon for ungdom")


def make_earmark(
    session: Session,
    actor: Actor,
    *,
    responsible_id: int | None = None,
    others: tuple[int, ...] = (),
    **changed: Any,
) -> Earmark:
    """75,000 a year from 2024 for the actor's municipality and the others, with somebody responsible."""
    values: dict[str, Any] = {
        "name": "Tiltak mot nyrekruttering",
        "purpose": "Hindre nyrekruttering til rusmiljøene",
        "basis": EarmarkBasis.COUNCIL,
        "extent": EarmarkExtent.AMOUNT,
        "amount_ore": 7_500_000,
        "sharing": EarmarkSharing.TOGETHER if others else EarmarkSharing.EACH,
        "leftover": Leftover.NOT_DECIDED,
        "filling": EarmarkFilling.BUDGET,
        "first_year": 2024,
        **changed,
    }
    earmark = Earmark(**values, made_by_id=actor.user_id, made_at=clock.now())
    session.add(earmark)
    session.flush()
    for municipality_id in (actor.municipality_id, *others):
        session.add(
            EarmarkMunicipality(
                earmark_id=earmark.id,
                municipality_id=municipality_id,
                weight=1,
                body="Kommunestyret",
                decided_on=date(2023, 12, 14),
                case_number="PS 88/23",
                function_code="242",
            )
        )
    session.add_all(
        EarmarkConsulted(earmark_id=earmark.id, position=position, body=body)
        for position, body in enumerate(CONSULTED, start=1)
    )
    if responsible_id is not None:
        session.add(
            EarmarkResponsible(
                municipality_id=actor.municipality_id,
                earmark_id=earmark.id,
                title="Helse- og sosialsjef",
                user_id=responsible_id,
                first_day=date(2024, 1, 1),
            )
        )
    session.flush()
    session.expire(earmark)
    return earmark
