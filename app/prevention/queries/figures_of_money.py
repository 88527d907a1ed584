"""Figures of money over the years, out of the ledger: fee income, earmarks, and what they were spent on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, case, extract, func, literal, select
from sqlalchemy.orm import Session

from app.models.earmark import EarmarkYear
from app.models.invoice import BatchState, InvoiceBatch
from app.models.ledger import LedgerEntry
from app.models.licence import Licence
from app.models.spending import Consultation, Spending, SpendingPart
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.prevention.queries.earmarks import account_of, earmarks_of
from app.prevention.taken_figures import Figure, Taking
from fees.ledger import Account
from fees.money import Money
from fees.reporting import SpendingLine, school_share, shares_by_group
from fees.spending import SpendingState, TargetGroup
from licensing.licences import OCCASIONAL, LicenceKind

INCOME, EARMARK, PREVENTION = (
    ReportChapterCode.INCOME,
    ReportChapterCode.EARMARK,
    ReportChapterCode.PREVENTION,
)
LEDGER, DECISION, SPENDINGS, CONSULTATIONS = "ledger", "decision", "spendings", "consultations"
PARTS_OF_INCOME = ("serving", "sale", "events", "other")
ACCOUNT_LINES = (
    "decided",
    "allotted",
    "carried_in",
    "set_aside",
    "shortfall",
    "reserved",
    "spent",
    "returned",
    "left",
    "carried_out",
)
UNDER_WAY = (BatchState.MAKING, BatchState.READY, BatchState.BOOKING)
DECIDED_FOR = (
    SpendingState.GRANTED,
    SpendingState.PAID,
    SpendingState.REPORTED,
    SpendingState.LAPSED,
)


def _signed(account: Account) -> Any:
    return func.sum(
        case(
            (LedgerEntry.debit == account, LedgerEntry.amount_ore),
            (LedgerEntry.credit == account, -LedgerEntry.amount_ore),
            else_=literal(0),
        )
    )


def income_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """The fee income that the ledger books on each year, by what it is for, and how much of it is paid."""
    booked: Counter[tuple[str, int]] = Counter()
    owed: Counter[int] = Counter()
    rows = session.execute(
        select(
            LedgerEntry.fee_year,
            Licence.kind,
            Licence.type,
            _signed(Account.FEE_INCOME),
            _signed(Account.RECEIVABLES),
        )
        .select_from(LedgerEntry)
        .outerjoin(
            Licence,
            and_(
                Licence.municipality_id == LedgerEntry.municipality_id, Licence.id == LedgerEntry.licence_id
            ),
        )
        .where(
            LedgerEntry.municipality_id == taking.municipality_id,
            LedgerEntry.earmark_year_id.is_(None),
            LedgerEntry.fee_year.in_(taking.years),
        )
        .group_by(LedgerEntry.fee_year, Licence.kind, Licence.type)
    )
    for year, kind, sort, income, receivables in rows:
        part = "other" if kind is None else kind.value
        if sort in OCCASIONAL and kind is LicenceKind.SERVING:
            part = "events"
        booked[part, year] -= int(income)
        owed[year] += int(receivables)
    first = session.scalar(
        select(func.min(LedgerEntry.fee_year)).where(
            LedgerEntry.municipality_id == taking.municipality_id, LedgerEntry.earmark_year_id.is_(None)
        )
    )
    unbooked = _years_under_way(session, taking)
    for year in taking.years:
        is_told = first is not None and first <= year
        sure = FigureStanding.PRELIMINARY if year in unbooked else None
        total = sum(booked[part, year] for part in PARTS_OF_INCOME)
        for part in PARTS_OF_INCOME:
            value = booked[part, year] if is_told else None
            yield taking.figure(INCOME, f"income.{part}", year, value, LEDGER, sure)
        yield taking.figure(INCOME, "income.total", year, total if is_told else None, LEDGER, sure)
        paid = total - owed[year]
        unpaid = FigureStanding.PRELIMINARY if owed[year] else sure
        yield taking.figure(INCOME, "income.paid", year, paid if is_told else None, LEDGER, unpaid)


def _years_under_way(session: Session, taking: Taking) -> frozenset[int]:
    """The years of which an invoice batch is made and not booked."""
    return frozenset(
        session.scalars(
            select(InvoiceBatch.fee_year)
            .where(
                InvoiceBatch.municipality_id == taking.municipality_id,
                InvoiceBatch.fee_year.in_(taking.years),
                InvoiceBatch.state.in_(UNDER_WAY),
            )
            .distinct()
        )
    )


def earmark_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """Each earmark's account of each year, and every spending that took of the year of the report."""
    closed = {
        (earmark_id, year)
        for earmark_id, year in session.execute(
            select(EarmarkYear.earmark_id, EarmarkYear.year).where(
                EarmarkYear.municipality_id == taking.municipality_id,
                EarmarkYear.year.in_(taking.years),
                EarmarkYear.closed,
            )
        )
    }
    earmarks = [
        earmark
        for earmark in earmarks_of(session, taking.municipality_id)
        if any(earmark.to_domain().covers(year) for year in taking.years)
    ]
    for earmark in earmarks:
        yield taking.figure(
            EARMARK, f"name.{earmark.id}", taking.year, earmark.name, DECISION, FigureStanding.FINAL
        )
        for year in taking.years:
            if not earmark.to_domain().covers(year):
                continue
            account = account_of(session, taking.municipality_id, earmark, year)
            sure = FigureStanding.FINAL if (earmark.id, year) in closed else FigureStanding.PRELIMINARY
            for line in ACCOUNT_LINES:
                ore = getattr(account, line).ore
                yield taking.figure(EARMARK, f"{line}.{earmark.id}", year, ore, LEDGER, sure)
    if not earmarks:
        yield taking.figure(EARMARK, "none", taking.year, None, LEDGER)
    yield from _line_figures(session, taking, frozenset(closed))


def _line_figures(session: Session, taking: Taking, closed: frozenset[tuple[int, int]]) -> Iterator[Figure]:
    """Every spending of the year by its entries: what was spent, and what is still promised."""
    for row in _parts(session, taking, (taking.year,)):
        is_sure = (row.earmark_id, row.year) in closed and not int(row.reserved)
        value = {
            "number": row.number,
            "title": row.title,
            "what": row.kind.value,
            "target_group": row.target_group.value,
            "granted": row.amount_ore,
            "spent": int(row.spent),
            "reserved": int(row.reserved),
            "participants": row.participants,
            "shared": row.amount_ore != row.whole_ore,
        }
        sure = FigureStanding.FINAL if is_sure else FigureStanding.PRELIMINARY
        yield taking.figure(EARMARK, f"spending.{row.part_id}", taking.year, value, LEDGER, sure)


def _parts(session: Session, taking: Taking, years: Iterable[int]) -> Iterable[Any]:
    """The parts that a municipality bears, with the sums of their entries; also of what others pay."""
    return session.execute(
        select(
            SpendingPart.id.label("part_id"),
            EarmarkYear.earmark_id,
            EarmarkYear.year,
            Spending.number,
            Spending.title,
            Spending.kind,
            Spending.target_group,
            Spending.participants,
            Spending.amount_ore.label("whole_ore"),
            SpendingPart.amount_ore,
            _signed(Account.EARMARK_SPENT).label("spent"),
            _signed(Account.EARMARK_RESERVED).label("reserved"),
        )
        .select_from(LedgerEntry)
        .join(
            EarmarkYear,
            and_(
                EarmarkYear.municipality_id == LedgerEntry.municipality_id,
                EarmarkYear.id == LedgerEntry.earmark_year_id,
            ),
        )
        .join(
            SpendingPart,
            and_(
                SpendingPart.municipality_id == LedgerEntry.municipality_id,
                SpendingPart.id == LedgerEntry.part_id,
            ),
        )
        .join(Spending, Spending.id == SpendingPart.spending_id)
        .where(LedgerEntry.municipality_id == taking.municipality_id, EarmarkYear.year.in_(tuple(years)))
        .group_by(SpendingPart.id, EarmarkYear.id, Spending.id)
        .order_by(EarmarkYear.earmark_id, Spending.id)
    ).all()


def prevention_figures(session: Session, taking: Taking) -> Iterator[Figure]:
    """How earmarked money was shared between target groups, the share in school, and how many took part."""
    lines: dict[int, list[SpendingLine]] = {year: [] for year in taking.years}
    participants: Counter[int] = Counter()
    told: Counter[int] = Counter()
    for row in _parts(session, taking, taking.years):
        spent, reserved = Money(int(row.spent)), Money(int(row.reserved))
        lines[row.year].append(SpendingLine(row.target_group, spent, reserved))
        if row.participants is not None and spent:
            participants[row.year] += row.participants
            told[row.year] += 1
    known = _known_years(session, taking)
    open_years = known - _closed_years(session, taking)
    found = {year: shares_by_group(lines[year]) for year in taking.years}
    groups = [
        group
        for group in TargetGroup
        if any(share.target_group is group for shares in found.values() for share in shares)
    ]
    for year in taking.years:
        amounts = {share.target_group: share.amount.ore for share in found[year]}
        is_told = year in known
        sure = FigureStanding.PRELIMINARY if year in open_years else None
        for group in groups:
            value = amounts.get(group, 0) if is_told else None
            yield taking.figure(PREVENTION, f"group.{group.value}", year, value, LEDGER, sure)
        used = sum(amounts.values()) if is_told else None
        yield taking.figure(PREVENTION, "used", year, used, LEDGER, sure)
        yield taking.figure(PREVENTION, "school_share", year, school_share(found[year]), LEDGER, sure)
        reported = participants[year] if told[year] else None
        yield taking.figure(PREVENTION, "participants", year, reported, SPENDINGS, sure)
    yield from _counted(session, taking, known)


def _known_years(session: Session, taking: Taking) -> frozenset[int]:
    """The years that an earmark covers here."""
    terms = [earmark.to_domain() for earmark in earmarks_of(session, taking.municipality_id)]
    return frozenset(year for year in taking.years if any(one.covers(year) for one in terms))


def _closed_years(session: Session, taking: Taking) -> frozenset[int]:
    """The years of which every earmark that has been used is closed: their figures change no more."""
    states: dict[int, bool] = {}
    for year, closed in session.execute(
        select(EarmarkYear.year, EarmarkYear.closed).where(
            EarmarkYear.municipality_id == taking.municipality_id, EarmarkYear.year.in_(taking.years)
        )
    ):
        states[year] = states.get(year, True) and closed
    return frozenset(year for year, closed in states.items() if closed)


def _counted(session: Session, taking: Taking, known: frozenset[int]) -> Iterator[Figure]:
    """How many spendings were decided for and refused, and how many consultations were held."""
    states: Mapping[tuple[int, SpendingState], int] = {
        (year, state): count
        for year, state, count in session.execute(
            select(Spending.year, Spending.state, func.count())
            .where(Spending.municipality_id == taking.municipality_id, Spending.year.in_(taking.years))
            .group_by(Spending.year, Spending.state)
        )
    }
    held_year = extract("year", Consultation.held_on)
    consulted = {
        int(year): count
        for year, count in session.execute(
            select(held_year, func.count())
            .where(
                Consultation.municipality_id == taking.municipality_id,
                Consultation.held_on >= date(taking.years[0], 1, 1),
                Consultation.held_on <= taking.on,
            )
            .group_by(held_year)
        )
    }
    for year in taking.years:
        is_told = year in known
        granted = sum(states.get((year, state), 0) for state in DECIDED_FOR)
        refused = states.get((year, SpendingState.REFUSED), 0)
        for code, value, source in (
            ("granted", granted, SPENDINGS),
            ("refused", refused, SPENDINGS),
            ("consultations", consulted.get(year, 0), CONSULTATIONS),
        ):
            yield taking.figure(PREVENTION, code, year, value if is_told else None, source)
