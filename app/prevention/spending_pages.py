"""The spending that a page is about: its row, and what its page tells of it."""

from collections.abc import Mapping
from datetime import date

from flask import abort
from flask_babel import gettext as _

from app import formats, labels
from app.billing.fields import bank_account
from app.db import session
from app.models.earmark import Earmark
from app.models.spending import Spending
from app.permissions import actor
from app.prevention.queries.earmarks import earmark_of
from app.prevention.queries.spending import spending_of
from app.prevention.shown_spending import PART_TONES, names_of_municipalities
from fees.spending import PartState, SpendingOrigin, SpendingState

UNDECIDED = frozenset({SpendingState.PROPOSED, SpendingState.REFUSED, SpendingState.RETRACTED})
"""States in which nothing is granted."""


def spending_or_404(spending_id: int) -> Spending:
    """A spending that the municipality pays."""
    return spending_of(session(), actor().municipality_id, spending_id) or abort(404)


def earmark_or_404(row: Spending) -> Earmark:
    """The earmark that a spending is paid from."""
    return earmark_of(session(), row.municipality_id, row.earmark_id) or abort(404)


def lead_of(row: Spending) -> str:
    """What it is, and who asks."""
    if row.origin is SpendingOrigin.APPLICATION:
        return _("Søknad om tilskudd fra %(who)s", who=row.applicant)
    return labels.label(row.origin)


def facts_of(row: Spending, names: Mapping[int, str]) -> list[tuple[str, str | None]]:
    """What is asked for, of which money, and when."""
    facts: list[tuple[str, str | None]] = [
        (_("Slag"), labels.label(row.kind)),
        (_("Målgruppe"), labels.label(row.target_group)),
        (_("Midler for"), str(row.year)),
        (_("Søkt om"), formats.kroner(row.asked_ore)),
    ]
    if row.amount_ore != row.asked_ore:
        word = _("Foreslått") if row.state in UNDECIDED else _("Innvilget")
        facts.append((word, formats.kroner(row.amount_ore)))
    facts += [
        (_("Dag for møtet eller arrangementet"), formats.short_date(row.held_on) if row.held_on else None),
        (_("Mottatt"), formats.short_date(row.received_on)),
        (_("Registrert av"), f"{names[row.proposed_by_id]}, {formats.moment(row.proposed_at)}"),
    ]
    return facts


def applicant_of(row: Spending) -> list[tuple[str, str | None]]:
    """Who applies, and where the answer goes; nothing for the municipality's own."""
    if row.origin is not SpendingOrigin.APPLICATION:
        return []
    address = ", ".join(filter(None, (row.postal_address, f"{row.postcode} {row.town}".strip())))
    number, account = row.organisation_number, row.account_number
    return [
        (_("Søker"), row.applicant),
        (_("Organisasjonsnummer"), formats.organisation_number(number) if number else None),
        (_("Kontakt"), row.contact or None),
        (_("E-post"), row.email or None),
        (_("Postadresse"), address or None),
        (_("Kontonummer"), bank_account(account) if account else None),
    ]


def parts_of(row: Spending, on: date) -> list[dict[str, str]]:
    """What each municipality bears, and what it has answered."""
    names = names_of_municipalities(session(), [part.municipality_id for part in row.parts], on)
    return [
        {
            "name": names[part.municipality_id],
            "amount": formats.kroner(part.amount_ore),
            "state": _("Avgjøres med saken")
            if part.municipality_id == row.municipality_id and part.state is PartState.PROPOSED
            else labels.label(part.state),
            "tone": PART_TONES[part.state],
            "decided": f"{part.decided_as}, {formats.short_date(part.decided_on)}"
            if part.decided_on
            else "–",
            "reason": part.reason,
        }
        for part in row.parts
    ]


def decision_of(row: Spending, names: Mapping[int, str]) -> list[tuple[str, str | None]]:
    """What was decided, when, by whom and why; nothing before that."""
    if row.state is SpendingState.RETRACTED:
        return [(_("Trukket fordi"), row.reason)]
    if row.decided_on is None or row.state is SpendingState.PROPOSED:
        return []
    refused = row.state is SpendingState.REFUSED
    facts: list[tuple[str, str | None]] = [
        (
            _("Utfall"),
            _("Avslag") if refused else _("Innvilget med %(sum)s", sum=formats.kroner(row.amount_ore)),
        ),
        (_("Avgjort"), formats.short_date(row.decided_on)),
        (_("Avgjort av"), f"{names.get(row.decided_by_id or 0, '')}, {row.decided_as}"),
    ]
    if row.reason:
        facts.append((_("Begrunnelse"), row.reason))
    if row.report_due_on:
        facts.append((_("Rapportfrist"), formats.short_date(row.report_due_on)))
    return facts
