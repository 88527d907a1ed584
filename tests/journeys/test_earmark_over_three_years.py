"""Three years of 75,000: two councils, fees, consultation, payouts, too little income, the reports."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.billing.queries.ledger import verified_ledger
from app.models.earmark import Earmark
from app.models.municipality import Municipality
from app.models.spending import Spending, SpendingPart
from app.models.user import User
from app.models.yearly_report import YearlyReport
from app.permissions import Role
from fees.money import Money
from tests.app.cases.pages import plain
from tests.app.conftest import OTHER, OWN, ClientAs, Filling, World
from tests.factories.user import add_roles
from tests.journeys.office import fields_of
from tests.journeys.prevention_offices import CONSULTED, Offices


def kroner(amount: float) -> Money:
    return Money.from_kroner(str(amount))


@pytest.fixture
def offices(
    app: Flask,
    client_as: ClientAs,
    filling: Filling,
    world: World,
    stand_on: Callable[[date], None],
    environ: dict[str, str],
) -> Offices:
    """Røros and Holtålen. Whoever does the finances of Røros does those of Holtålen too."""
    with filling() as (session, _actor):
        finance = session.get_one(User, world.someone(Role.FINANCE.value).id)
        add_roles(session, finance, session.get_one(Municipality, world.other_id), Role.FINANCE)
    return Offices(app, client_as, filling, world, stand_on, environ)


def decided_by_both(offices: Offices) -> int:
    """The councils have earmarked 75,000 together, halves each; each names who is responsible."""
    client = offices.client(Role.FINANCE)
    fields = fields_of(client.get("/forebygging/oremerking/ny").text)
    for number in range(2):
        fields |= {
            f"shares-{number}-joined": "y",
            f"shares-{number}-body": "Kommunestyret",
            f"shares-{number}-decided_on": "14.12.2023",
            f"shares-{number}-case_number": f"PS {88 + number}/23",
            f"shares-{number}-weight": "1",
        }
    fields |= {
        "name": "Tiltak mot nyrekruttering",
        "purpose": "Hindre nyrekruttering til rusmiljøene",
        "amount": "75 000",
        "sharing": "together",
        "first_year": "2024",
        "consulted": "\n".join(CONSULTED),
    }
    answer = client.post("/forebygging/oremerking/ny", data=fields)
    assert answer.status_code == 302, plain(answer.text)
    assert answer.location == "/forebygging/oremerking", answer.location
    with offices.filling() as (session, _actor):
        earmark_id: int = session.scalars(select(Earmark.id)).one()
    for place in (OWN, OTHER):
        offices.send(
            Role.MEETING_SECRETARY,
            f"/forebygging/oremerking/{earmark_id}/ansvarlig",
            place,
            title="Helse- og sosialsjef",
            user_id=str(offices.world.someone(Role.DECIDER.value, place).id),
            first_day="01.01.2024",
        )
    return earmark_id


def test_three_years(offices: Offices) -> None:
    offices.stand_on(date(2024, 1, 8))
    earmark_id = decided_by_both(offices)

    # 2024: Røros carries on what is left, Holtålen hands it back.
    offices.book_fees(2024)
    offices.stand_on(date(2024, 4, 2))
    evening = offices.apply("Foreldrekveld for 8. trinn", 12_000)
    russ = offices.apply("Rusfri russ", 8_000, target_group="upper_secondary")
    assert "Hvordan treffer tiltaket formålet?" in offices.refused(
        Role.PREVENTION_COORDINATOR, f"{evening}/endre", purpose=" "
    )
    offices.grant(evening, date(2024, 9, 1))
    assert "samråd" in offices.refused(Role.PREVENTION_COORDINATOR, f"{evening}/utbetaling").lower()
    offices.consult(date(2024, 4, 2), evening, russ)
    offices.grant(russ, date(2024, 9, 1))
    offices.pay(evening, date(2024, 4, 2), "30001")
    offices.pay(russ, date(2024, 4, 2), "30002")
    offices.stand_on(date(2024, 9, 2))
    offices.send(
        Role.PREVENTION_COORDINATOR,
        f"{evening}/rapport",
        text="Foredrag og samtale i tre klasser.",
        participants="85",
        cost="10 500",
    )
    offices.send(
        Role.FINANCE,
        f"{evening}/tilbakebetaling",
        amount="1 500",
        voucher="40001",
        received_on="02.09.2024",
        reason="Ubrukt",
    )
    club = offices.apply("Ungdomskveld i klubben", 5_000, OTHER, target_group="youth")
    offices.consult(date(2024, 9, 2), club, place=OTHER)
    offices.grant(club, date(2024, 12, 1), OTHER)
    offices.pay(club, date(2024, 9, 2), "70001", OTHER)
    offices.stand_on(date(2024, 12, 12))
    ours, theirs = offices.account(earmark_id, 2024), offices.account(earmark_id, 2024, OTHER)
    assert (ours.decided, ours.spent, ours.left) == (kroner(37_500), kroner(18_500), kroner(19_000))
    assert (theirs.decided, theirs.spent, theirs.left) == (kroner(37_500), kroner(5_000), kroner(32_500))
    assert ours.shortfall == theirs.shortfall == kroner(0)
    offices.close(earmark_id, 2024, carried="19 000", returned="", other="")
    offices.close(earmark_id, 2024, OTHER, carried="", returned="32 500", other="")
    offices.report(2024, date(2025, 1, 20))

    # 2025: a shared measure; Holtålen's income does not cover its half.
    offices.stand_on(date(2025, 3, 10))
    offices.book_fees(2025)
    concert = offices.apply(
        "Konserter på begge klubbene", 20_001, target_group="youth", shared_with=str(offices.world.other_id)
    )
    offices.consult(date(2025, 3, 10), concert)
    part = part_of(offices, concert, OTHER)
    listed = plain(offices.client(Role.DECIDER, OTHER).get("/forebygging/fellestiltak").text)
    assert "Konserter på begge klubbene" in listed
    answer = offices.client(Role.DECIDER, OTHER).post(f"{part}/svar", data={"version": "1", "answer": "ja"})
    assert answer.status_code == 302, plain(answer.text)
    offices.grant(concert, date(2025, 12, 1))
    offices.pay(concert, date(2025, 3, 10), "30003")
    claim(offices, concert)
    offices.pay(part, date(2025, 3, 10), "70002", OTHER)
    ours, theirs = offices.account(earmark_id, 2025), offices.account(earmark_id, 2025, OTHER)
    assert ours.spent + theirs.spent == kroner(20_001)
    assert (ours.spent, theirs.spent) == (kroner("10000.50"), kroner("10000.50"))
    assert (ours.carried_in, ours.left) == (kroner(19_000), kroner("46499.50"))
    assert (theirs.set_aside, theirs.shortfall) == (kroner(30_000), kroner(7_500))
    assert "7 500 kr" in plain(
        offices.client(Role.FINANCE, OTHER).get(f"/forebygging/oremerking/{earmark_id}/2025").text
    )
    offices.stand_on(date(2025, 12, 12))
    offices.close(earmark_id, 2025, carried="", returned="46 499,50", other="")
    offices.close(earmark_id, 2025, OTHER, carried="27 499,50", returned="", other="")
    report = offices.report(2025, date(2026, 1, 22))
    their_report = offices.report(2025, date(2026, 1, 22), OTHER)

    # 2026: something is promised and not paid; the delivered reports stand.
    offices.stand_on(date(2026, 5, 4))
    offices.book_fees(2026)
    training = offices.apply("Opplæring i MOT", 9_000, target_group="upper_secondary")
    offices.consult(date(2026, 5, 4), training)
    offices.grant(training, date(2026, 12, 1))
    # Nobody has acted in Holtålen's year yet: the budget is entered at a press.
    booked = offices.client(Role.FINANCE, OTHER).post(f"/forebygging/oremerking/{earmark_id}/2026/bokfor")
    assert booked.status_code == 302
    ours, theirs = offices.account(earmark_id, 2026), offices.account(earmark_id, 2026, OTHER)
    assert (ours.carried_in, ours.reserved, ours.left) == (kroner(0), kroner(9_000), kroner(28_500))
    assert (theirs.carried_in, theirs.left) == (kroner("27499.50"), kroner("64999.50"))
    too_much = offices.refused(
        Role.PREVENTION_COORDINATOR, "/forebygging/bruk/ny?type=tiltak", **own_proposal(28_501)
    )
    assert "Det er 28 500 kr ledig" in too_much
    told = plain(offices.client(Role.READER).get(report).text)
    assert "10 000,50" in told
    assert "46 499,50" in told
    theirs_told = plain(offices.client(Role.READER, OTHER).get(their_report).text)
    assert "7 500" in theirs_told
    assert "27 499,50" in theirs_told
    with offices.filling() as (session, _actor):
        delivered = session.scalar(select(func.count()).where(YearlyReport.delivered_on.is_not(None)))
        assert delivered == 3
        for municipality_id in offices.world.municipality_ids.values():
            assert verified_ledger(session, municipality_id).faults == ()


def own_proposal(kroner: int) -> dict[str, str]:
    return {
        "title": "Informasjonsmøte",
        "kind": "information_meeting",
        "target_group": "parents",
        "meets": "ja",
        "purpose": "Foreldre og skole lager avtaler",
        "amount": str(kroner),
    }


def part_of(offices: Offices, spending: str, place: str) -> str:
    """The address of a municipality's part of a shared measure."""
    with offices.filling(municipality=place) as (session, actor):
        part_id = session.scalars(
            select(SpendingPart.id)
            .join(Spending, Spending.id == SpendingPart.spending_id)
            .where(
                Spending.id == int(spending.rsplit("/", 1)[1]),
                SpendingPart.municipality_id == actor.municipality_id,
            )
        ).one()
    return f"/forebygging/fellestiltak/{part_id}"


def claim(offices: Offices, spending: str) -> None:
    """The letter that claims the other municipality's part is made final."""
    client = offices.client(Role.PREVENTION_COORDINATOR)
    page = client.get(spending).text
    assert "Krav om kommunens del" in page
    letter = f"{spending}/brev/{page.split('/brev/')[-1].split(chr(34))[0]}"
    assert client.post(f"{letter}/endelig", data=fields_of(client.get(letter).text)).status_code == 302
