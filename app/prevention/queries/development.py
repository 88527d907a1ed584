"""How it goes over the years: the money, the measures, the licences, and whom the money reaches."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.earmark import Earmark, EarmarkMunicipality, EarmarkYear
from app.models.ledger import LedgerEntry
from app.models.licence import Licence, LicencePeriod
from app.models.plan import MeasureYear, Plan, PlanMeasure, PlanMunicipality
from app.models.spending import Spending, SpendingPart
from app.prevention.queries.earmarks import accounts_in
from fees.ledger import Account
from fees.money import ZERO, Money
from fees.plans import PlanState, YearOutcome
from fees.spending import TargetGroup
from licensing.licences import OCCASIONAL, LicenceKind, LicenceType

MOST_YEARS = 10
IN_FORCE = (PlanState.ADOPTED, PlanState.ENDED)


@dataclass(frozen=True)
class YearMoney:
    """A year's money: what the fees brought, what was earmarked of it, and what became of that."""

    year: int
    income: Money | None
    """Nothing where the ledger books no fees on the year."""
    has_earmark: bool
    decided: Money
    set_aside: Money
    carried_in: Money
    reserved: Money
    spent: Money
    returned: Money
    left: Money
    shortfall: Money


@dataclass(frozen=True)
class GroupSpending:
    """What was spent on a target group, and by how many spendings."""

    group: TargetGroup
    amount: Money
    count: int


def years_shown(session: Session, municipality_id: int, today: date) -> list[int]:
    """The years that there is something to tell of, this one last; at most ten."""
    firsts = (
        select(func.min(LedgerEntry.fee_year)).where(LedgerEntry.municipality_id == municipality_id),
        select(func.min(Earmark.first_year))
        .join(EarmarkMunicipality)
        .where(EarmarkMunicipality.municipality_id == municipality_id),
        select(func.min(Plan.first_year))
        .join(PlanMunicipality)
        .where(PlanMunicipality.municipality_id == municipality_id, Plan.state.in_(IN_FORCE)),
    )
    found = [year for first in firsts if (year := session.scalar(first)) is not None]
    first = min([*found, today.year])
    return list(range(max(first, today.year - MOST_YEARS + 1), today.year + 1))


def money_by_year(session: Session, municipality_id: int, years: Sequence[int]) -> list[YearMoney]:
    """The money of each year, all earmarks together."""
    rows = session.execute(
        select(
            LedgerEntry.fee_year,
            func.sum(
                case(
                    (LedgerEntry.credit == Account.FEE_INCOME, LedgerEntry.amount_ore),
                    else_=-LedgerEntry.amount_ore,
                )
            ),
        )
        .where(
            LedgerEntry.municipality_id == municipality_id,
            LedgerEntry.fee_year.in_(years),
            or_(LedgerEntry.credit == Account.FEE_INCOME, LedgerEntry.debit == Account.FEE_INCOME),
        )
        .group_by(LedgerEntry.fee_year)
    )
    income = {year: int(ore) for year, ore in rows}
    return [
        _year(session, municipality_id, year, Money(income[year]) if year in income else None)
        for year in years
    ]


def _year(session: Session, municipality_id: int, year: int, income: Money | None) -> YearMoney:
    accounts = [account for _earmark, account in accounts_in(session, municipality_id, year)]

    def together(name: str) -> Money:
        return sum((getattr(account, name) for account in accounts), ZERO)

    return YearMoney(
        year,
        income,
        bool(accounts),
        decided=together("decided"),
        set_aside=together("set_aside"),
        carried_in=together("carried_in"),
        reserved=together("reserved"),
        spent=together("spent"),
        returned=together("returned"),
        left=together("left"),
        shortfall=together("shortfall"),
    )


def outcomes_by_year(
    session: Session, municipality_id: int, years: Sequence[int]
) -> Mapping[int, Mapping[YearOutcome, int]]:
    """What came of what the plans say, by year: of shared measures and of the municipality's own."""
    rows = session.execute(
        select(MeasureYear.year, MeasureYear.outcome, func.count())
        .join(PlanMeasure, PlanMeasure.id == MeasureYear.measure_id)
        .join(Plan, Plan.id == PlanMeasure.plan_id)
        .join(PlanMunicipality, PlanMunicipality.plan_id == Plan.id)
        .where(
            PlanMunicipality.municipality_id == municipality_id,
            Plan.state.in_(IN_FORCE),
            or_(PlanMeasure.municipality_id.is_(None), PlanMeasure.municipality_id == municipality_id),
            MeasureYear.year.in_(years),
            MeasureYear.text != "",
        )
        .group_by(MeasureYear.year, MeasureYear.outcome)
    )
    found: dict[int, dict[YearOutcome, int]] = {year: dict.fromkeys(YearOutcome, 0) for year in years}
    for year, outcome, count in rows:
        found[year][outcome] = count
    return found


def licences_by_year(
    session: Session, municipality_id: int, years: Sequence[int], today: date
) -> Mapping[int, Mapping[str, int]]:
    """Lasting licences in force at the end of each year, of this one today: sale, serving, and outlets.

    A year that ends before the register begins is left out: nobody knows what there was.
    """
    rows = session.execute(
        select(
            Licence.id,
            Licence.kind,
            Licence.type,
            LicencePeriod.first_day,
            LicencePeriod.last_day,
            Licence.ended_on,
        )
        .join(
            LicencePeriod,
            and_(
                LicencePeriod.municipality_id == Licence.municipality_id,
                LicencePeriod.licence_id == Licence.id,
            ),
        )
        .where(
            Licence.municipality_id == municipality_id,
            Licence.type.not_in(sorted(OCCASIONAL)),
            LicencePeriod.first_day <= today,
            LicencePeriod.last_day >= date(years[0], 1, 1),
        )
    ).all()
    begun = min((row.first_day for row in rows), default=None)
    counted: dict[int, Counter[str]] = {}
    for year in years:
        day = min(date(year, 12, 31), today)
        if begun is None or begun > day:
            continue
        held = {
            row.id: "outlet" if row.type is LicenceType.OUTLET else row.kind.value
            for row in rows
            if row.first_day <= day <= row.last_day and (row.ended_on is None or row.ended_on >= day)
        }
        counted[year] = Counter(held.values())
    return {
        year: {name: counts[name] for name in (*(kind.value for kind in LicenceKind), "outlet")}
        for year, counts in counted.items()
    }


def spent_by_group(session: Session, municipality_id: int, years: Sequence[int]) -> list[GroupSpending]:
    """What the municipality's own parts came to for each target group, less what was paid back."""
    net = SpendingPart.paid_ore - SpendingPart.repaid_ore
    rows = session.execute(
        select(Spending.target_group, func.sum(net), func.count())
        .join(SpendingPart, SpendingPart.spending_id == Spending.id)
        .join(
            EarmarkYear,
            and_(
                EarmarkYear.municipality_id == SpendingPart.municipality_id,
                EarmarkYear.id == SpendingPart.earmark_year_id,
            ),
        )
        .where(SpendingPart.municipality_id == municipality_id, EarmarkYear.year.in_(years), net > 0)
        .group_by(Spending.target_group)
    )
    found = {group: (Money(int(ore)), count) for group, ore, count in rows}
    return [GroupSpending(group, *found[group]) for group in TargetGroup if group in found]
