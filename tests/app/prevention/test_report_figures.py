"""The figures of the yearly report: each the sum of its entries, and each with how sure it is."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.earmark import Earmark, EarmarkYear
from app.models.ledger import LedgerEntry
from app.models.yearly_report import FigureStanding, ReportChapterCode
from app.permissions import Role
from app.prevention.queries.report_figures import figures_now
from app.prevention.report_building import content_without_draft
from app.prevention.service.payouts import record_repayment
from app.prevention.service.spending import refuse
from app.prevention.service.years import held_year
from fees.ledger import Account
from fees.money import Money
from fees.plans import PlanState
from fees.spending import TargetGroup
from licensing.licences import LicenceKind
from tests.app.billing.batch_desk import Desk
from tests.app.conftest import Filling, World
from tests.app.prevention.report_book import AFTER, book_of, table_of
from tests.factories.caps import cap_rule, make_caps
from tests.factories.case import make_case, make_decided
from tests.factories.earmark import make_earmark
from tests.factories.holder import make_holder
from tests.factories.licence import make_licence
from tests.factories.payout import make_grant, make_paid, person_of
from tests.factories.plan import make_measure, make_plan
from tests.factories.report import make_police_figure
from tests.factories.spending import make_consulted, make_spending
from tests.factories.venue import make_venue

COORDINATOR = Role.PREVENTION_COORDINATOR
JUNE = date(2025, 6, 2)
LAST_DAY = date(2025, 12, 31)
Codes = ReportChapterCode


def standing_of(session: Session, account: Account, *, year: int, municipality_id: int) -> int:
    """What the entries of an earmark's year leave on an account, added up one by one."""
    rows = session.scalars(
        select(LedgerEntry)
        .join(EarmarkYear, EarmarkYear.id == LedgerEntry.earmark_year_id)
        .where(LedgerEntry.municipality_id == municipality_id, EarmarkYear.year == year)
    )
    return sum(((row.debit is account) - (row.credit is account)) * row.amount_ore for row in rows)


@pytest.fixture
def spent_year(filling: Filling) -> int:
    """2025: one grant paid and a part of it repaid, one promised, one refused. The id of the earmark."""
    with filling(COORDINATOR) as (session, actor):
        place = actor.municipality_id
        decider = person_of(session, place, Role.DECIDER)
        finance = person_of(session, place, Role.FINANCE)
        earmark = make_earmark(session, actor, responsible_id=decider.user_id)
        paid = make_grant(session, place, earmark=earmark, on=JUNE, title="Foreldrekveld for 8. trinn")
        make_paid(session, paid, on=JUNE)
        record_repayment(
            session,
            finance,
            spending_id=paid.id,
            amount=Money.from_kroner("1500.50"),
            voucher="40012",
            received_on=date(2025, 9, 1),
            reason="Ubrukt",
            on=date(2025, 9, 1),
        )
        make_grant(
            session,
            place,
            earmark=earmark,
            on=JUNE,
            title="Konsert på ungdomshuset",
            target_group=TargetGroup.YOUTH,
            amount=Money.from_kroner(8_000),
        )
        refused = make_spending(session, actor, earmark, on=JUNE, year=2025, received_on=JUNE)
        make_consulted(session, actor, earmark, refused, on=JUNE)
        refuse(
            session,
            decider,
            spending_id=refused.id,
            seen_version=refused.version,
            reason="Hører hjemme et annet sted.",
            on=JUNE,
        )
        return earmark.id


def test_every_line_of_an_earmark_is_the_sum_of_its_entries(filling: Filling, spent_year: int) -> None:
    with filling() as (session, actor):
        place = actor.municipality_id
        book = book_of(session, place)

        def told(line: str) -> int:
            return int(book(Codes.EARMARK, f"{line}.{spent_year}").value)

        def entered(account: Account) -> int:
            return standing_of(session, account, year=2025, municipality_id=place)

        assert told("decided") == 7_500_000
        assert told("spent") == entered(Account.EARMARK_SPENT) == 1_049_950
        assert told("reserved") == entered(Account.EARMARK_RESERVED) == 800_000
        assert told("returned") == entered(Account.EARMARK_RETURNED) == 0
        assert told("left") == entered(Account.EARMARK_LEFT) == 5_650_050
        assert told("allotted") == -entered(Account.EARMARK_BUDGET)
        assert told("allotted") + told("carried_in") == sum(
            map(told, ("spent", "reserved", "returned", "left"))
        )
        assert told("set_aside") + told("shortfall") == told("decided")


def test_every_spending_is_told_to_the_krone_and_they_add_up(filling: Filling, spent_year: int) -> None:
    with filling() as (session, actor):
        place = actor.municipality_id
        book = book_of(session, place)
        lines = [one.value for one in book.lines(Codes.EARMARK, "spending.")]
        assert [(one["title"], one["spent"], one["reserved"]) for one in lines] == [
            ("Foreldrekveld for 8. trinn", 1_049_950, 0),
            ("Konsert på ungdomshuset", 0, 800_000),
        ]
        for column in ("spent", "reserved"):
            assert sum(one[column] for one in lines) == book(Codes.EARMARK, f"{column}.{spent_year}").value
        table = table_of(
            content_without_draft(session, place, 2025, on=AFTER, demo=False),
            Codes.EARMARK,
            "Hver bruk av midlene i 2025",
        )
        total = [cell.text.replace("\N{NO-BREAK SPACE}", " ") for cell in table.rows[-1].cells]
        assert total == ["", "20 000 kr", "10 499,50 kr", "8 000 kr"]


def test_target_groups_add_up_to_what_was_used_and_give_the_share_in_school(
    filling: Filling, spent_year: int
) -> None:
    with filling() as (session, actor):
        book = book_of(session, actor.municipality_id)
        groups = {one.code: one.value for one in book.lines(Codes.PREVENTION, "group.") if one.year == 2025}
        assert groups == {"group.primary_school": 1_049_950, "group.youth": 800_000}
        assert book(Codes.PREVENTION, "used").value == sum(groups.values()) == 1_849_950
        assert book(Codes.PREVENTION, "school_share").value == 5676
        assert book(Codes.PREVENTION, "granted").value == 2
        assert book(Codes.PREVENTION, "refused").value == 1
        assert book(Codes.PREVENTION, "consultations").value == 3
        assert book(Codes.PREVENTION, "granted", 2022).standing is FigureStanding.MISSING


def test_an_open_year_is_preliminary_and_a_closed_one_final(filling: Filling, spent_year: int) -> None:
    with filling(COORDINATOR) as (session, actor):
        place = actor.municipality_id
        code = f"spent.{spent_year}"
        assert book_of(session, place)(Codes.EARMARK, code).standing is FigureStanding.PRELIMINARY
        row = held_year(session, actor, spent_year, 2025, on=AFTER)
        row.closed = True
        session.flush()
        book = book_of(session, place)
        assert book(Codes.EARMARK, code).standing is FigureStanding.FINAL
        assert book(Codes.PREVENTION, "used").standing is FigureStanding.FINAL


def test_a_part_of_what_another_municipality_pays_is_told_where_it_is_borne(
    filling: Filling, world: World
) -> None:
    with filling(COORDINATOR) as (session, actor):
        decider = person_of(session, actor.municipality_id, Role.DECIDER)
        earmark = make_earmark(session, actor, responsible_id=decider.user_id, others=(world.other_id,))
        make_grant(session, actor.municipality_id, earmark=earmark, on=JUNE)
        own = [one.value for one in book_of(session, world.own_id).lines(Codes.EARMARK, "spending.")]
        assert [(one["granted"], one["reserved"], one["shared"]) for one in own] in (
            [(1_200_000, 1_200_000, False)],
            [(600_000, 600_000, True)],
        )
        theirs = book_of(session, world.other_id)
        assert theirs.lines(Codes.EARMARK, "spending.") == []
        assert theirs(Codes.EARMARK, f"decided.{earmark.id}").value == 3_750_000


def test_fee_income_is_the_sum_of_its_entries(app, filling: Filling) -> None:
    desk = Desk(app, filling)
    licences = desk.licences(3)
    desk.decide(dict.fromkeys(licences, 660_000))
    desk.approve(desk.make())
    with filling() as (session, actor):
        book = book_of(session, actor.municipality_id, 2026, on=date(2027, 1, 10))
        entries = session.scalars(select(LedgerEntry).where(LedgerEntry.fee_year == 2026)).all()
        booked = sum(
            ((one.credit is Account.FEE_INCOME) - (one.debit is Account.FEE_INCOME)) * one.amount_ore
            for one in entries
        )
        parts = [
            book(Codes.INCOME, f"income.{part}", 2026).value
            for part in ("serving", "sale", "events", "other")
        ]
        assert book(Codes.INCOME, "income.total", 2026).value == sum(parts) == booked == 1_980_000
        assert book(Codes.INCOME, "income.total", 2026).standing is FigureStanding.FINAL
        assert book(Codes.INCOME, "income.paid", 2026).value == 0
        assert book(Codes.INCOME, "income.paid", 2026).standing is FigureStanding.PRELIMINARY
        assert book(Codes.INCOME, "income.total", 2025).standing is FigureStanding.MISSING
    desk.settle({licences[0]: 10_000})
    desk.make()
    with filling() as (session, actor):
        book = book_of(session, actor.municipality_id, 2026, on=date(2027, 1, 10))
        assert book(Codes.INCOME, "income.total", 2026).standing is FigureStanding.PRELIMINARY


def test_licences_are_counted_at_the_end_of_each_year_by_kind_and_group(filling: Filling) -> None:
    with filling() as (session, actor):
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        make_licence(session, venue, holder, groups="1,2,3", granted_on=date(2023, 5, 2))
        make_licence(
            session, venue, holder, groups="1", granted_on=date(2024, 5, 2), ended_on=date(2025, 12, 30)
        )
        make_licence(
            session,
            venue,
            holder,
            kind=LicenceKind.SALE,
            groups="1",
            granted_on=LAST_DAY,
            usable_from=LAST_DAY,
        )
        book = book_of(session, actor.municipality_id)
        counts = {
            year: [
                book(Codes.LICENCES, f"licences.{code}", year).value for code in ("serving", "sale", "outlet")
            ]
            for year in (2022, 2023, 2024, 2025)
        }
        assert counts == {2022: [None] * 3, 2023: [1, 0, 0], 2024: [2, 0, 0], 2025: [1, 1, 0]}
        assert book(Codes.LICENCES, "licences.serving.1,2,3").value == 1
        assert book(Codes.LICENCES, "licences.serving.1", 2024).value == 1
        assert book(Codes.LICENCES, "licences.serving", 2022).standing is FigureStanding.MISSING
        # Open until two at the weekend: the latest hour of an ordinary week counts.
        assert book(Codes.HOURS, "serving_indoor.1560", 2024).value == 2
        assert book(Codes.HOURS, "serving_indoor.1560", 2025).value == 1
        early = book_of(session, actor.municipality_id, on=date(2025, 12, 31))
        assert early(Codes.LICENCES, "licences.serving").standing is FigureStanding.PRELIMINARY
        assert early(Codes.LICENCES, "licences.sale").value == 1


def test_what_a_register_handed_over_may_be_too_low(filling: Filling) -> None:
    with filling() as (session, actor):
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        make_licence(session, venue, holder, granted_on=date(2021, 5, 2))
        # The events begin today: whoever ended before that is not in the register.
        make_case(session, actor)
        before = book_of(session, actor.municipality_id)
        assert before(Codes.LICENCES, "licences.serving").standing is FigureStanding.PRELIMINARY


def test_the_caps_and_the_policy_stand_beside(filling: Filling) -> None:
    with filling() as (session, actor):
        place = actor.municipality_id
        assert book_of(session, place)(Codes.LICENCES, "cap.none").standing is FigureStanding.MISSING
        make_caps(session, [place], cap_rule(limit=2))
        make_licence(session, make_venue(session, actor), make_holder(session, actor), groups="1,2")
        book = book_of(session, place)
        caps = {one.year: one.value for one in book.lines(Codes.LICENCES, "cap.")}
        assert (caps[2025]["used"], caps[2025]["limit"]) == (1, 2)
        assert caps[2023] is None
        assert book(Codes.HOURS, "policy").value == "Oppdiktede retningslinjer 2024–2028"
        assert book(Codes.HOURS, "policy", 2023).standing is FigureStanding.MISSING
        content = content_without_draft(session, place, 2025, on=AFTER, demo=False)
        table = table_of(content, Codes.LICENCES, "Tak i retningslinjene: i bruk av høyst")
        assert [cell.text for cell in table.rows[0].cells] == ["1 av 2", "1 av 2", "–", "–", "–"]


def test_applications_are_counted_when_they_came_and_when_they_were_decided(
    filling: Filling, world: World
) -> None:
    with filling() as (session, actor):
        decider = person_of(session, actor.municipality_id, Role.DECIDER)
        make_case(session, actor, serial=1)
        make_decided(session, actor, decider)
        book = book_of(session, actor.municipality_id, 2026, on=date(2027, 1, 10))
        told = {
            step: book(Codes.LICENCES, f"applications.{step}", 2026).value
            for step in ("received", "grant", "refuse")
        }
        assert told == {"received": 2, "grant": 1, "refuse": 0}
        assert book(Codes.LICENCES, "applications.received", 2025).standing is FigureStanding.MISSING
        other = book_of(session, world.other_id, 2026, on=date(2027, 1, 10))
        assert other(Codes.LICENCES, "applications.received", 2026).value is None


def test_inspections_are_missing_and_the_report_says_so(filling: Filling) -> None:
    with filling() as (session, actor):
        book = book_of(session, actor.municipality_id)
        assert {one.standing for one in book.lines(Codes.INSPECTIONS, "")} == {FigureStanding.MISSING}
        content = content_without_draft(session, actor.municipality_id, 2025, on=AFTER, demo=False)
        chapter = next(one for one in content.chapters if one.code == Codes.INSPECTIONS.value)
        assert [table.heads[1] for table in chapter.tables] == ["2025 (mangler)"]
        assert "føres ikke i systemet ennå" in chapter.notes[0]


def test_more_rows_are_no_more_queries(filling: Filling, statements: list[str], spent_year: int) -> None:
    def asked() -> int:
        with filling(COORDINATOR) as (session, actor):
            session.scalars(select(EarmarkYear.id)).all()
            statements.clear()
            figures_now(session, actor.municipality_id, 2025, AFTER)
            return len(statements)

    with filling(COORDINATOR) as (session, actor):
        make_measure(session, make_plan(session, actor, state=PlanState.ADOPTED))
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        make_licence(session, venue, holder)
        make_police_figure(session, actor)
    few = asked()
    with filling(COORDINATOR) as (session, actor):
        earmark = session.get_one(Earmark, spent_year)
        plan = make_plan(session, actor, state=PlanState.ADOPTED)
        venue, holder = make_venue(session, actor), make_holder(session, actor)
        for place in range(4):
            make_grant(
                session,
                actor.municipality_id,
                earmark=earmark,
                on=JUNE,
                title=f"Nr. {place}",
                amount=Money(100_000),
            )
            make_measure(session, plan, f"Tiltak {place}", position=place)
            make_licence(session, venue, holder)
            make_police_figure(session, actor, name=f"Saker {place}")
    assert asked() == few
