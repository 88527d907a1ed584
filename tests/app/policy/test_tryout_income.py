"""The fee income in a try-out: what licences last paid by their fate, and the events of the last year."""

from datetime import date
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.licence import Licence
from app.models.tryout import Tryout
from app.permissions import Actor
from app.policy.service import trying
from app.policy.service.trying import begin_tryout
from app.policy.service.trying_events import count_events
from licensing.licences import LicenceType
from licensing.policy import FeeEffect, Rule, RuleKind, Strength, When
from licensing.tariffs import Tariff, TariffMethod, TariffStep
from licensing.tryouts import Consequence, EventIncome, Figures
from tests.app.conftest import ClientAs, Filling
from tests.factories import event as events
from tests.factories.policy import make_policy
from tests.factories.tryout import EARLIER, GUARDS, NO_LODGES, make_draft, make_small_world

DAY, EVENT_DAY = date(2026, 12, 20), date(2026, 12, 12)
BY_GUESTS = Tariff(TariffMethod.GUESTS, steps=(TariffStep(150, 44_000), TariffStep(None, 110_000)))
TARIFF = Rule(
    "G-1",
    RuleKind.FEE,
    Strength.HARD,
    When(types=(LicenceType.SINGLE_OCCASION,)),
    fee=FeeEffect(tariff=BY_GUESTS),
)


def fee(session: Session, licence: Licence, total_ore: int, year: int, **more: object) -> None:
    values = {"purpose": FeePurpose.ADVANCE, "state": FeeState.COMPUTED, "edition": 1, **more}
    session.add(
        Fee(
            municipality_id=licence.municipality_id,
            licence_id=licence.id,
            year=year,
            computed={},
            total_ore=total_ore,
            computed_at=clock.now(),
            **values,
        )
    )


def held_event(session: Session, actor: Actor, serial: int, guests: int | None, fee_ore: int | None) -> None:
    days = events.day_entries("12:00-24:00", EVENT_DAY, EVENT_DAY, events.TENTS[:1])
    case = events.make_ready_event(session, actor, serial=serial, days=days, guests=guests)
    events.grant_at_once(session, actor, case, fee_ore=fee_ore)


@pytest.fixture
def tried(app: Flask, filling: Filling) -> int:
    """A draft that takes the lodge's licence and charges events by guests, tried beside the one in force."""
    with filling() as (session, actor):
        world = make_small_world(session, actor)
        fee(session, world.lodge, 500_000, 2025)
        fee(session, world.lodge, 700_000, 2026)
        fee(session, world.lodge, 900_000, 2026, purpose=FeePurpose.SETTLEMENT)
        fee(session, world.pub, 999_999, 2026, state=FeeState.REPLACED, edition=1)
        fee(session, world.pub, 800_000, 2026, edition=2)
        fee(session, world.eating_place, 660_000, 2026)
        make_policy(session, actor.municipality_id, highest=10)
        for serial, (guests, taken) in enumerate(((100, 120_000), (400, 120_000), (None, None))):
            held_event(session, actor, serial, guests, taken)
        draft = make_draft(session, actor.municipality_id, EARLIER, NO_LODGES, GUARDS, TARIFF)
        tryout_id = begin_tryout(session, actor, policy_id=draft.id, other_policy_id=None, day=DAY).id
    with app.app_context():
        assert trying.go_on(actor, tryout_id=tryout_id, most_chunks=99)
    return tryout_id


def figures_of(filling: Filling, tryout_id: int) -> Figures:
    with filling() as (session, _actor):
        stored = session.scalars(select(Tryout.figures).where(Tryout.id == tryout_id)).one()
    return Figures.from_stored(stored)


def test_what_licences_last_paid_is_summed_by_what_would_happen_to_them(filling: Filling, tried: int) -> None:
    draft, present = figures_of(filling, tried).income
    assert draft.of(Consequence.LOST) == (700_000, 1, 0)
    assert draft.of(*Consequence) == (2_160_000, 3, 1)
    assert present.of(Consequence.LOST) == (0, 0, 0)
    assert present.of(*Consequence) == (2_160_000, 3, 1)


def test_the_events_of_the_year_are_counted_by_each_tariff_beside_what_was_taken(
    filling: Filling, tried: int
) -> None:
    figures = figures_of(filling, tried)
    assert figures.taken == EventIncome(ore=240_000, known=2, waiting=1)
    draft, present = figures.events
    assert draft == EventIncome(ore=154_000, known=2, waiting=1)
    assert present == EventIncome(silent=3)


def test_the_page_and_the_workbook_tell_the_income_and_what_is_unknown(
    client_as: ClientAs, tried: int
) -> None:
    page = client_as("reader").get(f"/retningslinjer/proving/{tried}").text.replace("\u00a0", " ")
    for said in (
        "Gebyrinntekter",
        "7 000,00 kr",
        "21 600,00 kr",
        "1 bevilling har ikke noe gebyr ennå, og er ikke med i summene.",
        "3 arrangementer begynte det siste året før datoen.",
        "1 540,00 kr",
        "2 400,00 kr",
        "Arrangementer uten takst",
    ):
        assert said in page, said
    answer = client_as("reader").get(f"/retningslinjer/proving/{tried}/regneark")
    summary = load_workbook(BytesIO(answer.data)).worksheets[0]
    cells = [
        str(cell.value).replace("\u00a0", " ") for row in summary.iter_rows() for cell in row if cell.value
    ]
    assert {"Til sammen", "21 600,00 kr", "1 540,00 kr", "Tatt"} <= set(cells)


def test_figures_of_an_earlier_version_of_the_program_are_read_without_income() -> None:
    stored = Figures.of(2).as_stored
    for name in ("income", "events", "taken"):
        del stored[name]
    assert Figures.from_stored(stored) == Figures.of(2)


def test_as_many_questions_are_asked_of_many_events_as_of_one(
    filling: Filling, statements: list[str]
) -> None:
    counted = []
    with filling() as (session, actor):
        for more in (range(1), range(1, 3)):
            for serial in more:
                held_event(session, actor, serial, 100, 44_000)
            session.flush()
            statements.clear()
            figures = Figures.of(0)
            count_events(session, actor.municipality_id, DAY, [], figures)
            counted.append(len(statements))
            assert figures.taken.events == len(range(max(more) + 1))
    assert counted[0] == counted[1]
