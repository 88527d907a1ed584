"""`bevilling earmark`: the account of a municipality's year with every entry."""

from datetime import date
from decimal import Decimal

import pytest

from app.prevention.service.closing import close_year
from app.prevention.service.earmarks import CouncilDecision
from app.prevention.service.years import Move, held_year, move
from fees.earmark import EarmarkSharing, Leftover
from fees.ledger import Account, EntryKind
from fees.money import ZERO, Money
from tests.app.cli.asking import Ask
from tests.app.conftest import Filling, filling, world
from tests.factories.earmark import make_earmark

__all__ = ["filling", "world"]

MAY = date(2026, 5, 4)
DECISION = CouncilDecision("Kommunestyret", date(2025, 12, 11), "PS 91/25")


def kroner(amount: int) -> Money:
    return Money.from_kroner(amount)


@pytest.fixture
def filled(filling: Filling) -> None:
    """Two earmarks: one with 7 500 from 2025, 41 500 spent and 18 000 promised; one that nobody has used."""
    with filling() as (session, actor):
        first = make_earmark(session, actor, sharing=EarmarkSharing.NOT_DECIDED)
        make_earmark(
            session, actor, name="B", amount_ore=2_500_000, leftover=Leftover.RETURNED, first_year=2026
        )
        close_year(
            session,
            actor,
            earmark_id=first.id,
            year=2025,
            seen_version=0,
            decision=DECISION,
            carried=kroner(7_500),
            returned=kroner(67_500),
            other=ZERO,
            other_use="",
            reason="",
            on=date(2025, 12, 12),
        )
        row = held_year(session, actor, first.id, 2026, on=MAY)
        reserve = (EntryKind.RESERVATION, Account.EARMARK_RESERVED, Account.EARMARK_LEFT)
        pay = (EntryKind.SPENDING, Account.EARMARK_SPENT, Account.EARMARK_RESERVED)
        move(session, actor, row, [Move(*reserve, kroner(59_500)), Move(*pay, kroner(41_500))], on=MAY)


@pytest.mark.usefixtures("filled")
def test_the_earmarks_of_a_municipality_are_told_together(ask: Ask, environ: dict[str, str]) -> None:
    said = ask("earmark --municipality 5025 --year 2026 --json", environ)
    assert said.status == 0
    facts = said.facts
    assert {name: facts[name] for name in facts if name not in ("entries", "ask")} == {
        "decided": "100000.00",
        "carried_in": "7500.00",
        "set_aside": "0.00",
        "reserved": "18000.00",
        "spent": "41500.00",
        "returned": "0.00",
        "left": "48000.00",
        "shortfall": "100000.00",
    }
    assert [question.split("?")[0] for question in facts["ask"]] == [
        "Gjelder beløpet hver kommune, eller kommunene sammen",
        "Skal det som er ubrukt, overføres til neste år eller inndras",
    ]
    assert facts["entries"][-1] == {
        "number": facts["entries"][-1]["number"],
        "date": "2026-05-04",
        "kind": "spending",
        "debit": "earmark_spent",
        "credit": "earmark_reserved",
        "amount": "41500.00",
        "text": "Forbruk",
    }
    assert facts["entries"][0]["text"] == "sak PS 91/25"
    numbers = [entry["number"] for entry in facts["entries"]]
    assert numbers == sorted(numbers)


@pytest.mark.usefixtures("filled")
def test_the_figures_are_the_sums_of_the_entries(ask: Ask, environ: dict[str, str]) -> None:
    facts = ask("earmark --municipality 5025 --year 2025 --json", environ).facts

    def stands(account: str) -> Decimal:
        plus = sum(Decimal(one["amount"]) for one in facts["entries"] if one["debit"] == account)
        minus = sum(Decimal(one["amount"]) for one in facts["entries"] if one["credit"] == account)
        return Decimal(plus - minus)

    assert -stands("earmark_budget") == Decimal(facts["decided"]) == Decimal("75000.00")
    assert stands("earmark_returned") == Decimal(facts["returned"]) == Decimal("67500.00")
    assert stands("earmark_left") + stands("earmark_carried_out") == Decimal(facts["left"])


@pytest.mark.usefixtures("filled")
def test_people_get_lines(ask: Ask, environ: dict[str, str]) -> None:
    said = ask("earmark --municipality 5025 --year 2026", environ)
    assert "Røros, øremerkede midler 2026" in said.out
    assert "Forbruk: 41 500,00 kr" in said.out.replace("\u00a0", " ")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        pytest.param("--municipality 5025 --year 2019", "Ingen øremerking gjelder i Røros", id="no earmark"),
        pytest.param("--municipality 9999 --year 2026", "ingen kommune med nummer 9999", id="unknown"),
        pytest.param("--municipality 5025 --year i-år", "Skriv et helt tall", id="no year"),
        pytest.param("--municipality 5025", "--year", id="year missing"),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(
    ask: Ask, environ: dict[str, str], line: str, sentence: str
) -> None:
    said = ask(f"earmark {line} --json", environ)
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
