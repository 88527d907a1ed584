"""The fee of an event: what it hangs on by the policy, and how it is shown on the event's page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.billing.occasion_fees import basis_of, reckoning
from app.cases.queries.policy_facts import case_situation
from app.models.case import Case
from app.models.occasion import Occasion
from app.policy.queries import policy_in_force
from app.wording.occasion_fees import SaidLine, lines_said, notes_said, rule_said
from app.wording.tariffs import kroner
from fees.occasions import OccasionBasis, OccasionFee, OccasionNeed
from licensing.licences import LicenceType
from licensing.policy.event_terms import event_tariff


@dataclass(frozen=True)
class ShownFee:
    """How the fee of an event came about, as its page and its letter say it."""

    lines: tuple[SaidLine, ...]
    total: str
    """Empty while there is no fee."""
    rule: str
    notes: tuple[tuple[str, str], ...]
    """A tone and a sentence each."""
    tariff_gives: str
    """What the tariff gives, where a person has set another fee; else empty."""
    awaits_statement: bool
    """It is fixed when the turnover statement has come."""


def event_basis(
    session: Session, case: Case, occasion: Occasion, days: Iterable[date], on: date
) -> OccasionBasis | None:
    """What the fee of an event hangs on by the policy in force on a day; None where it says nothing."""
    each = sorted(set(days))
    policy = policy_in_force(session, case.municipality_id, on)
    if policy is None or not each:
        return None
    application = case.application
    situation = case_situation(session, case, policy, None, application.first_day)
    found = event_tariff(policy, situation, on, ambulatory=application.type is LicenceType.AMBULATORY)
    if found is None:
        return None
    return OccasionBasis(
        kind=application.kind,
        type=application.type,
        first_day=each[0],
        days=len(each),
        guests=occasion.guests,
        tariff=found.tariff,
        admin_ore=found.admin_ore,
        missing_statement_ore=found.missing_statement_ore,
        rule=found.rule,
        source=found.source,
        invented=found.invented,
    )


def reckoned(session: Session, municipality_id: int, basis: OccasionBasis | None) -> OccasionFee | None:
    """The fee that the tariff gives before any litres are told."""
    if basis is None:
        return None
    return reckoning(session, municipality_id, basis.first_day.year).fee(basis)


def shown_fee(session: Session, occasion: Occasion) -> ShownFee | None:
    """How the fee of an event came about; None where no rule of a policy was behind it."""
    basis = basis_of(occasion.fee_computed)
    fee = reckoned(session, occasion.municipality_id, basis)
    if basis is None or fee is None:
        return None
    set_ore = occasion.fee_ore
    by_tariff = fee.total is not None and fee.total.ore == set_ore
    return ShownFee(
        lines=lines_said(fee) if by_tariff else (),
        total="" if set_ore is None else kroner(set_ore),
        rule=rule_said(basis),
        notes=tuple(notes_said(fee)) if by_tariff or set_ore is None else (),
        tariff_gives=""
        if by_tariff or fee.total is None or set_ore is None
        else _("Takst etter reglene: %(amount)s", amount=kroner(fee.total.ore)),
        awaits_statement=set_ore is None and OccasionNeed.LITRES in fee.needs,
    )
