"""What a script may ask of earmarks: the account of a municipality's year, with its entries."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from app import db
from app.cli.arguments import Answer, Command, Given, Option, WrongInput
from app.cli.installation import municipality_numbered
from app.cli.opened import opened
from app.clock import today
from app.formats import amount
from app.labels import label
from app.prevention.queries.accounts import Figure, entries_in_order, entries_of_figure
from app.prevention.queries.earmarks import accounts_in
from app.prevention.shown_accounts import entry_text
from fees.earmark import EarmarkAccount, earmarks_together
from fees.ledger import Account
from fees.money import Money

FIRST_YEAR, LAST_YEAR = 2000, 2099
FIGURES = {
    "decided": _l("Vedtatt"),
    "carried_in": _l("Overført fra året før"),
    "set_aside": _l("Dekket av gebyrer"),
    "reserved": _l("Tilsagn"),
    "spent": _l("Forbruk"),
    "returned": _l("Inndratt"),
    "left": _l("Igjen"),
    "shortfall": _l("Mangler dekning"),
}


def earmark(given: Given) -> Answer:
    """The account of a year: the earmarks of a municipality together, and every entry behind it."""
    year = given.number("year", 0, lowest=FIRST_YEAR, highest=LAST_YEAR)
    number = given.text("municipality")
    with opened(given.environ):
        session = db.session()
        municipality = municipality_numbered(session, number, today())
        if municipality is None:
            raise WrongInput("municipality_unknown", number=number)
        name = municipality.identity_on(today()).name
        found = accounts_in(session, municipality.id, year)
        if not found:
            raise WrongInput("earmark_unknown", municipality=name, year=year)
        account = earmarks_together(one for _earmark, one in found)
        asked = dict.fromkeys(
            label(question) for one, _account in found for question in one.to_domain().questions
        )
        entries = [
            entry for one, _account in found for entry in _entries(session, municipality.id, one.id, year)
        ]
    entries.sort(key=lambda entry: entry["number"])
    facts = {**_figures(account), "entries": entries, "ask": list(asked)}
    return Answer(facts, tuple(_lines(name, year, account, facts)))


def _entries(session: Session, municipality_id: int, earmark_id: int, year: int) -> list[dict[str, Any]]:
    """Every entry of an earmark's year, for programs."""
    rows = entries_in_order(session, entries_of_figure(municipality_id, earmark_id, year, Figure.ALL))
    return [
        {
            "number": row.number,
            "date": row.booked_on.isoformat(),
            "kind": row.kind.value,
            "debit": row.debit.value,
            "credit": row.credit.value,
            "amount": str(Money(row.amount_ore).kroner),
            "text": entry_text(row) or label(row.kind),
        }
        for row in rows
    ]


def _figures(account: EarmarkAccount) -> dict[str, str]:
    return {name: str(getattr(account, name).kroner) for name in FIGURES}


def _lines(name: str, year: int, account: EarmarkAccount, facts: Mapping[str, Any]) -> list[str]:
    lines = [_("%(name)s, øremerkede midler %(year)s", name=name, year=str(year))]
    lines += [
        _("%(what)s: %(amount)s kr", what=what, amount=amount(getattr(account, figure).ore))
        for figure, what in FIGURES.items()
    ]
    lines += [
        _(
            "%(number)s %(date)s %(text)s: %(amount)s kr fra %(credit)s til %(debit)s",
            number=entry["number"],
            date=entry["date"],
            text=entry["text"],
            amount=entry["amount"],
            credit=label(Account(entry["credit"])).lower(),
            debit=label(Account(entry["debit"])).lower(),
        )
        for entry in facts["entries"]
    ]
    return [*lines, *facts["ask"]]


COMMANDS = (
    Command(
        ("earmark",),
        earmark,
        _l("Vis kontoen for de øremerkede midlene i en kommune et år, med posteringene bak"),
        (Option("--municipality", required=True), Option("--year", required=True)),
    ),
)
