"""Whether the ledger is whole, from the command line."""

import pytest
from flask import Flask
from sqlalchemy import update

from app import db
from app.models.ledger import LedgerHead
from fees.ledger import Account
from tests.app.billing.batch_desk import Desk
from tests.app.cli.asking import Ask
from tests.app.conftest import filling, world

__all__ = ["filling", "world"]


@pytest.fixture
def desk(app: Flask, filling) -> Desk:
    return Desk(app, filling)


def test_a_ledger_that_somebody_touched_is_found(ask: Ask, app: Flask, environ, desk: Desk) -> None:
    desk.decide(dict.fromkeys(desk.licences(2), 660_000))
    desk.approve(desk.make())
    whole = ask("ledger verify --json", environ)
    assert (whole.status, whole.facts["whole"]) == (0, True)
    own = whole.facts["municipalities"][0]
    assert (own["entries"], own["debits"], own["credits"]) == (2, "13200.00", "13200.00")
    assert own["balances"] == {account.value: "0.00" for account in Account} | {
        "receivables": "13200.00",
        "fee_income": "-13200.00",
    }
    assert "Røros: 2 posteringer" in (said := ask("ledger verify", environ).out)
    assert "Reskontroen er hel." in said
    with app.app_context():
        session = db.session()
        session.execute(update(LedgerHead).values(length=3))
        session.commit()

    broken = ask("ledger verify --json", environ)

    assert (broken.status, broken.facts["whole"]) == (1, False)
    faults = broken.facts["municipalities"][0]["faults"]
    nothing = {"line": None, "payment": None, "earmark_year": None}
    assert faults == [{"problem": "end_differs", "number": 2, **nothing}]
    assert "Reskontroen er ikke hel" in ask("ledger verify", environ).out
