"""The offices of two municipalities through the pages of prevention: what they do over and over."""

import io
import json
import re
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.cli import main as bevilling
from app.formats import short_date
from app.models.earmark import Earmark, EarmarkYear
from app.models.ledger import LedgerEntry
from app.models.licence import Licence
from app.models.spending import Payout, PayoutState
from app.permissions import Role
from app.prevention.queries.earmarks import account_of, income_booked
from fees.earmark import EarmarkAccount
from fees.ledger import Account
from tests.app.billing.batch_desk import Desk
from tests.app.cases.pages import plain
from tests.app.conftest import OTHER, OWN, ClientAs, Filling, World
from tests.journeys.office import fields_of

CONSULTED = ("Oppvekstetaten", "Videregående skole", "Helsestasjon for ungdom")
ROROS, HOLTALEN = "5025", "5026"
NUMBERS = {OWN: ROROS, OTHER: HOLTALEN}
INCOME = {
    2024: {OWN: 60_000, OTHER: 40_000},
    # Less than Holtålen's half of the 75,000.
    2025: {OWN: 80_000, OTHER: 30_000},
    2026: {OWN: 100_000, OTHER: 50_000},
}
CHAPTER = "Det ble holdt foreldrekvelder og konserter uten rusmidler, og skolene fikk opplæring."


@dataclass(frozen=True)
class Offices:
    """The people of two municipalities, and what they do over and over."""

    app: Flask
    client_as: ClientAs
    filling: Filling
    world: World
    stand_on: Callable[[date], None]
    environ: dict[str, str]

    def client(self, role: Role, place: str = OWN) -> FlaskClient:
        """Somebody in their office."""
        return self.client_as(role.value, municipality=place)

    def send(self, role: Role, url: str, place: str = OWN, **changed: Any) -> str:
        """Send the form of a page with some fields changed; where it leads."""
        client = self.client(role, place)
        page = client.get(url)
        assert page.status_code == 200, page.text
        answer = client.post(url, data=fields_of(page.text) | changed)
        assert answer.status_code == 302, plain(answer.text)
        return str(answer.location)

    def refused(self, role: Role, url: str, place: str = OWN, **changed: Any) -> str:
        """Send a form that is not taken; what the page says."""
        client = self.client(role, place)
        answer = client.post(url, data=fields_of(client.get(url).text) | changed)
        assert answer.status_code in (409, 422), answer.status_code
        return plain(answer.text)

    def book_fees(self, year: int) -> None:
        """The year's fees, decided, approved and booked in both municipalities."""
        for place, kroner in INCOME[year].items():

            def at(role: Role = Role.CASEWORKER, place: str = place) -> Any:
                return self.filling(role, municipality=place)

            desk = Desk(self.app, at)
            if year == min(INCOME):
                desk.licences(2)
            with at() as (session, actor):
                licences = licences_of(session, actor.municipality_id)
            desk.decide(dict.fromkeys(licences, kroner * 50), year=year)
            on = date(year, 3, 9)
            desk.approve(desk.make(fee_year=year, due_on=date(year, 4, 30), on=on), on=on)

    def apply(self, title: str, kroner: int, place: str = OWN, **changed: Any) -> str:
        """An application is registered; the address of its page."""
        return self.send(
            Role.PREVENTION_COORDINATOR,
            "/forebygging/bruk/ny",
            place,
            **{
                "applicant": "FAU ved skolen (oppdiktet)",
                "email": "fau@example.no",
                "title": title,
                "kind": "grant",
                "target_group": "primary_school",
                "meets": "ja",
                "purpose": "Foreldre lærer å se tidlige tegn på rusbruk",
                "amount": str(kroner),
            }
            | changed,
        )

    def consult(self, day: date, *spendings: str, place: str = OWN) -> None:
        """One meeting takes up several spendings; everybody supports them."""
        chosen = "&".join(f"bruk={address.rsplit('/', 1)[1]}" for address in spendings)
        url = f"/forebygging/samrad/nytt?{chosen}"
        fields = fields_of(self.client(Role.PREVENTION_COORDINATOR, place).get(url).text)
        views = {name: "supports" for name in fields if name.endswith("-view")}
        assert len(views) == len(spendings) * len(CONSULTED)
        self.send(
            Role.PREVENTION_COORDINATOR,
            url,
            place,
            **views,
            title=f"SLT-møte {short_date(day)}",
            held_on=short_date(day),
        )

    def grant(self, spending: str, due_on: date, place: str = OWN) -> None:
        """The responsible person grants it."""
        self.send(Role.DECIDER, f"{spending}/innvilg", place, report_due_on=short_date(due_on))

    def pay(self, request_at: str, day: date, voucher: str, place: str = OWN) -> None:
        """Attested by one, ordered by another, and paid."""
        self.send(Role.PREVENTION_COORDINATOR, f"{request_at}/utbetaling", place)
        with self.filling(municipality=place) as (session, actor):
            payout_id = session.scalars(
                select(Payout.id).where(
                    Payout.municipality_id == actor.municipality_id, Payout.state == PayoutState.ATTESTED
                )
            ).one()
        page, finance = f"/forebygging/utbetalinger/{payout_id}", self.client(Role.FINANCE, place)
        assert finance.post(f"{page}/anvis", data=fields_of(finance.get(page).text)).status_code == 302
        paid = {"version": "2", "voucher": voucher, "paid_on": short_date(day)}
        assert finance.post(f"{page}/bilag", data=paid).status_code == 302

    def close(self, earmark_id: int, year: int, place: str = OWN, **split: str) -> None:
        """The council has decided what becomes of what is left."""
        self.send(
            Role.FINANCE,
            f"/forebygging/oremerking/{earmark_id}/{year}/avslutt",
            place,
            decided_on=f"11.12.{year}",
            case_number=f"PS 90/{year % 100}",
            **split,
        )

    def account(self, earmark_id: int, year: int, place: str = OWN) -> EarmarkAccount:
        """How a year stands: its row, its entries one by one, and the command line say the same."""
        with self.filling(municipality=place) as (session, actor):
            earmark = session.get_one(Earmark, earmark_id)
            account = account_of(session, actor.municipality_id, earmark, year)
            stands = dict.fromkeys(Account, 0)
            for entry in session.scalars(
                select(LedgerEntry)
                .join(EarmarkYear, EarmarkYear.id == LedgerEntry.earmark_year_id)
                .where(
                    EarmarkYear.municipality_id == actor.municipality_id,
                    EarmarkYear.earmark_id == earmark_id,
                    EarmarkYear.year == year,
                )
            ):
                stands[entry.debit] += entry.amount_ore
                stands[entry.credit] -= entry.amount_ore
            assert account.income == income_booked(session, actor.municipality_id, year)
        assert account.balances
        assert account.reserved.ore == stands[Account.EARMARK_RESERVED]
        assert account.spent.ore == stands[Account.EARMARK_SPENT]
        assert account.returned.ore == stands[Account.EARMARK_RETURNED]
        assert account.free.ore == stands[Account.EARMARK_LEFT]
        told = self.told(place, year)
        for figure in (
            "decided",
            "carried_in",
            "set_aside",
            "reserved",
            "spent",
            "returned",
            "left",
            "shortfall",
        ):
            assert told[figure] == str(getattr(account, figure).kroner), figure
        return account

    def told(self, place: str, year: int) -> dict[str, Any]:
        """What `bevilling earmark` answers."""
        said = io.StringIO()
        words = ["earmark", "--municipality", NUMBERS[place], "--year", str(year), "--json"]
        with redirect_stdout(said):
            assert bevilling(words, self.environ) == 0
        answer: dict[str, Any] = json.loads(said.getvalue())
        return answer

    def report(self, year: int, on: date, place: str = OWN) -> str:
        """The yearly report, begun, written, and delivered on a day; its address."""
        self.stand_on(on)
        address = self.send(Role.PREVENTION_COORDINATOR, "/forebygging/meldinger/ny", place, year=str(year))
        address = re.match(r"/forebygging/meldinger/\d+", address)[0]  # type: ignore[index]  # a report
        self.send(Role.PREVENTION_COORDINATOR, f"{address}/kapittel/prevention", place, text=CHAPTER)
        self.send(Role.PREVENTION_COORDINATOR, f"{address}/lever", place, delivered_as="Helse- og sosialsjef")
        return address


def licences_of(session: Any, municipality_id: int) -> list[int]:
    rows = select(Licence.id).where(Licence.municipality_id == municipality_id).order_by(Licence.id)
    return list(session.scalars(rows))
