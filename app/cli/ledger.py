"""What a script may ask of the ledger: whether it is whole."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from app import db
from app.billing.queries.ledger import LedgerFault, LedgerState, verified_ledger
from app.cli.arguments import Answer, Command, Given
from app.cli.opened import opened
from app.clock import today
from app.formats import amount
from app.labels import label
from app.models.municipality import Municipality

BROKEN = 1
PROBLEMS = {
    "missing": _l("posteringen mangler"),
    "changed": _l("posteringen eller rekkefølgen er endret"),
    "end_differs": _l("reskontroen slutter ikke der den skal"),
    "unbalanced": _l("debet og kredit er ikke like"),
    "source_missing": _l("bilaget finnes ikke"),
    "source_differs": _l("posteringen er ikke som fakturalinjen"),
    "batch_not_approved": _l("grunnlaget er ikke godkjent"),
    "reversal_differs": _l("tilbakeføringen er ikke som det den fører tilbake"),
    "line_without_entry": _l("linjen er ikke bokført"),
    "payment_differs": _l("posteringene er ikke som innbetalingen"),
    "earmark_differs": _l("posteringene er ikke som øremerkingens år"),
}


def verify_ledger(given: Given) -> Answer:
    """Read every municipality's ledger from its first entry, and say where it does not hold."""
    on = today()
    with opened(given.environ):
        session = db.session()
        rows = session.scalars(select(Municipality).order_by(Municipality.id)).all()
        names = {row.id: row.identity_on(on) for row in rows}
        states = [verified_ledger(session, row.id) for row in rows]
    broken = sum(len(state.faults) for state in states)
    facts = {
        "whole": broken == 0,
        "municipalities": [_facts(state, names[state.municipality_id].number) for state in states],
    }
    lines = [line for state in states for line in _lines(state, names[state.municipality_id].name)]
    lines.append(
        _("Reskontroen er hel.")
        if broken == 0
        else _("Reskontroen er ikke hel. Finn ut hvem som har endret databasen.")
    )
    return Answer(facts, tuple(lines), BROKEN if broken else 0)


def _facts(state: LedgerState, number: str) -> dict[str, object]:
    return {
        "municipality": number,
        "entries": state.length,
        "last_hash": state.last_hash,
        "debits": str(state.debits.kroner),
        "credits": str(state.credits.kroner),
        "balances": {account.value: str(money.kroner) for account, money in state.balances.items()},
        "faults": [
            {
                "problem": fault.problem,
                "number": fault.number,
                "line": fault.line_id,
                "payment": fault.payment_id,
                "earmark_year": fault.earmark_year_id,
            }
            for fault in state.faults
        ],
    }


def _lines(state: LedgerState, name: str) -> list[str]:
    lines = [
        _(
            "%(name)s: %(entries)s posteringer, debet %(debits)s og kredit %(credits)s kr, %(faults)s feil.",
            name=name,
            entries=state.length,
            debits=amount(state.debits.ore),
            credits=amount(state.credits.ore),
            faults=len(state.faults),
        )
    ]
    lines += [
        _("%(account)s: %(amount)s kr", account=label(account), amount=amount(money.ore))
        for account, money in state.balances.items()
        if money
    ]
    lines += [f"{name}, {_where(fault)}: {PROBLEMS[fault.problem]}" for fault in state.faults]
    return lines


def _where(fault: LedgerFault) -> str:
    if fault.line_id is not None:
        return _("fakturalinje %(number)s", number=fault.line_id)
    if fault.payment_id is not None:
        return _("innbetaling %(number)s", number=fault.payment_id)
    if fault.earmark_year_id is not None:
        return _("øremerkingens år %(number)s", number=fault.earmark_year_id)
    if fault.number is not None:
        return _("postering %(number)s", number=fault.number)
    return _("reskontroen")


COMMANDS = (
    Command(
        ("ledger", "verify"),
        verify_ledger,
        _l("Sjekk at reskontroen balanserer og ikke er endret i databasen"),
    ),
)
