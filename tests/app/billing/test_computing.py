"""Computing the fees of a round: what each licence owes, again and again, and who may be left out."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.billing.service.fees import begin_fees_run
from app.billing.service.runs import go_on
from app.models.billing_run import BillingRun, RunKind
from app.models.fee import Fee, FeePurpose, FeeState
from app.models.fee_year import FeeYear
from fees.claims import VolumeBasis
from fees.errors import RateNotSet
from fees.fee_years import MODELS, FeeModel
from fees.money import Money, Rounding
from fees.turnover import NIL, Volumes
from licensing.errors import NotAllowed
from licensing.licences import LicenceKind
from tests.app.conftest import Filling
from tests.factories.fee_round import EXPECTED, LODGE, SOLD, FeeRound

ADVANCE, SETTLEMENT, YEAR = FeePurpose.ADVANCE, FeePurpose.SETTLEMENT, FeePurpose.YEAR
MIN_2025, MIN_2026 = 640_000, 660_000
RESTAURANT_2025, RESTAURANT_2026 = 914_200, 943_500


@pytest.fixture
def fees(filling: Filling) -> Iterator[FeeRound]:
    """A round in the own municipality, without licences yet."""
    with filling() as (session, actor):
        yield FeeRound(session, actor)


def settled_before(fees: FeeRound, name: str, expected: Volumes = EXPECTED) -> None:
    """A licence whose advance for 2025 was computed and decided."""
    fees.told(name, expected=expected, year=2025)
    fees.compute(2025)
    fees.decide(date(2025, 3, 10))


def set_up(fees: FeeRound, model: FeeModel, **more: object) -> None:
    """All years are billed by a named model."""
    billing = MODELS[model]
    fees.session.add(
        FeeYear(
            municipality_id=fees.actor.municipality_id,
            year=2024,
            basis=billing.basis,
            settles=billing.settles,
            billed=billing.billed,
            **more,
        )
    )
    fees.session.flush()


def test_the_restaurant_of_the_turnover_round_pays_to_the_ore(fees: FeeRound) -> None:
    fees.licence("Gruvelykta")
    settled_before(fees, "Gruvelykta")
    fees.told("Gruvelykta", SOLD, EXPECTED)
    found = fees.compute()
    assert found == {("Gruvelykta", ADVANCE, 2026): 943_500, ("Gruvelykta", SETTLEMENT, 2025): -78_380}
    assert sum(found.values()) == 865_120
    settled = fees.computed("Gruvelykta", SETTLEMENT, 2025)
    assert (settled.year.total, settled.advance) == (Money(835_820), Money(914_200))
    assert settled.year.fee.regulation == "FOR-2024-11-26-2856"
    assert settled.year.basis is VolumeBasis.ACTUAL
    advance = fees.computed("Gruvelykta").year
    assert [str(line.amount) for line in advance.fee.lines] == ["3780.0000", "4050.0000", "1605.0000"]
    assert (advance.volumes, advance.basis) == (EXPECTED, VolumeBasis.EXPECTED)
    assert [(one.number, one.estimated) for one in advance.statements] == [(1, False)]


def test_a_settlement_goes_both_ways_and_never_below_the_minimum(fees: FeeRound) -> None:
    fees.licence("solgte mer")
    fees.licence("solgte mindre")
    fees.licence("under minstegebyret")
    fees.licence("som ventet")
    fees.licence("ingen oppgave")
    for name in ("solgte mer", "solgte mindre", "under minstegebyret", "ingen oppgave"):
        fees.told(name, expected=EXPECTED, year=2025)
    settled_before(fees, "som ventet", LODGE)
    fees.told("solgte mer", Volumes(700_000, 250_000, 30_000), EXPECTED)
    fees.told("solgte mindre", SOLD, SOLD)
    fees.told("under minstegebyret", NIL, NIL)
    fees.told("som ventet", LODGE, LODGE)
    found = fees.compute()
    assert {name: ore for (name, purpose, _year), ore in found.items() if purpose is SETTLEMENT} == {
        "solgte mer": 61_000,
        "solgte mindre": -78_380,
        "under minstegebyret": MIN_2025 - RESTAURANT_2025,
        "som ventet": 0,
    }
    assert found["under minstegebyret", ADVANCE, 2026] == MIN_2026
    assert fees.problems == {"ingen oppgave": "no_statement"}


def test_who_came_or_went_within_the_year_pays_the_whole_minimum(fees: FeeRound) -> None:
    fees.licence("solgt sted", ended_on="2025-08-31")
    fees.licence("levert inn", ended_on="2026-01-20")
    settled_before(fees, "levert inn")
    fees.told("solgt sted", expected=EXPECTED, year=2025)
    fees.compute(2025)
    fees.decide()
    fees.licence("ny eier", "2025-09-01", at="solgt sted")
    fees.told("ny eier", expected=LODGE, year=2025)
    fees.compute(2025)
    fees.decide()
    fees.licence("ny i november", "2026-11-01")
    # The old holder is settled on what it sold, the new one on what it sold; each has a minimum of its own.
    fees.told("solgt sted", SOLD)
    fees.told("ny eier", LODGE, EXPECTED)
    fees.told("levert inn", EXPECTED, NIL)
    fees.told("ny i november", None, Volumes(1_000, 0, 0))
    assert fees.compute() == {
        ("solgt sted", SETTLEMENT, 2025): -78_380,
        ("ny eier", SETTLEMENT, 2025): 0,
        ("ny eier", ADVANCE, 2026): RESTAURANT_2026,
        ("levert inn", SETTLEMENT, 2025): 0,
        ("levert inn", ADVANCE, 2026): MIN_2026,
        ("ny i november", ADVANCE, 2026): MIN_2026,
    }
    computed = fees.computed("ny i november").year
    assert (computed.first_day, computed.last_day) == (date(2026, 11, 1), date(2026, 12, 31))


@pytest.mark.parametrize("one_fee", [True, False], ids=["one fee for the place", "each its own"])
def test_a_licence_granted_anew_on_1_october_is_one_fee_where_the_year_says_so(
    fees: FeeRound, one_fee: bool
) -> None:
    set_up(fees, FeeModel.ADVANCE_AND_SETTLEMENT, one_fee_per_place=one_fee)
    fees.licence("gammel", "2020-10-01", "2025-09-30")
    settled_before(fees, "gammel")
    fees.licence("ny", "2025-10-01", "2028-09-30", at="gammel", holder="gammel")
    fees.told("ny", expected=LODGE, year=2025)
    both = fees.compute(2025)
    fees.decide()
    assert both == ({} if one_fee else {("ny", ADVANCE, 2025): MIN_2025}) | {
        ("gammel", ADVANCE, 2025): RESTAURANT_2025
    }
    assert fees.problems == {}
    fees.told("gammel", Volumes(400_000, 200_000, 20_000))
    fees.told("ny", Volumes(140_000, 30_000, 8_000), EXPECTED)
    found = fees.compute()
    if one_fee:
        assert found == {("ny", SETTLEMENT, 2025): -78_380, ("ny", ADVANCE, 2026): RESTAURANT_2026}
        settled = fees.computed("ny", SETTLEMENT, 2025)
        assert settled.year.volumes == SOLD
        assert settled.year.carries == (fees.named["gammel"].id,)
        assert [taken.licence_id for taken in settled.advances] == [fees.named["gammel"].id]
    else:
        assert found == {
            # 4,000, 2,000 and 200 litres are under the minimum of 2025, as are those of the last months.
            ("gammel", SETTLEMENT, 2025): 661_800 - RESTAURANT_2025,
            ("ny", SETTLEMENT, 2025): 0,
            ("ny", ADVANCE, 2026): RESTAURANT_2026,
        }


def test_a_place_whose_earlier_licence_has_not_answered_is_not_settled_on_half_a_year(fees: FeeRound) -> None:
    fees.licence("gammel", "2020-10-01", "2025-09-30")
    settled_before(fees, "gammel")
    fees.licence("ny", "2025-10-01", "2028-09-30", at="gammel", holder="gammel")
    fees.told("ny", LODGE, EXPECTED)
    fees.asked("gammel")
    assert fees.compute() == {("ny", ADVANCE, 2026): RESTAURANT_2026}
    assert fees.problems == {"ny": "no_actual"}


@pytest.mark.parametrize(
    ("model", "due"),
    [
        (FeeModel.ONE_STATEMENT, {ADVANCE: 862_600}),
        (FeeModel.ARREARS, {YEAR: 835_820}),
    ],
    ids=["last year's litres, this year's rates", "afterwards, by last year's rates"],
)
def test_other_models_compute_from_what_was_sold(
    fees: FeeRound, model: FeeModel, due: dict[FeePurpose, int]
) -> None:
    set_up(fees, model)
    fees.licence("Gruvelykta")
    fees.told("Gruvelykta", SOLD, EXPECTED)
    assert {purpose: ore for (_name, purpose, _year), ore in fees.compute().items()} == due


def test_sale_of_group_2_is_asked_about_unless_it_is_of_own_products(fees: FeeRound) -> None:
    set_up(fees, FeeModel.ADVANCE_AND_SETTLEMENT, rounding=Rounding.KRONE)
    fees.licence("butikk", kind=LicenceKind.SALE)
    fees.licence("gårdsutsalg", kind=LicenceKind.SALE, extensions="farm_sale")
    for name in ("butikk", "gårdsutsalg"):
        fees.told(name, None, Volumes(9_000_033, 50_000))
    found = fees.compute()
    assert set(found.values()) == {2_377_500}
    assert fees.computed("butikk").doubts == ("producer_right",)
    assert fees.computed("gårdsutsalg").doubts == ()


def test_computing_twice_writes_nothing_and_new_figures_are_computed_in_place(fees: FeeRound) -> None:
    fees.licence("Gruvelykta")
    fees.told("Gruvelykta", None, LODGE)
    fees.compute()
    before = fees.session.execute(select(Fee.id, Fee.computed_at)).all()
    fees.compute()
    assert fees.session.execute(select(Fee.id, Fee.computed_at)).all() == before
    fees.told("Gruvelykta", None, EXPECTED)
    assert fees.compute() == {("Gruvelykta", ADVANCE, 2026): RESTAURANT_2026}
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == [(1, FeeState.COMPUTED, RESTAURANT_2026)]
    fees.named["Gruvelykta"].ended_on = date(2025, 12, 31)
    fees.session.flush()
    # A fee that nobody has decided and that is no longer owed is taken away.
    assert fees.compute() == {}


def test_a_decided_fee_gets_a_new_edition_and_the_old_one_holds_when_it_is_corrected_back(
    fees: FeeRound,
) -> None:
    fees.licence("Gruvelykta")
    settled_before(fees, "Gruvelykta")
    fees.told("Gruvelykta", SOLD, EXPECTED)
    fees.compute()
    fees.decide()
    fees.told("Gruvelykta", SOLD, EXPECTED)
    fees.compute()
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == [(1, FeeState.DECIDED, RESTAURANT_2026)]
    fees.told("Gruvelykta", SOLD, LODGE)
    fees.compute()
    fees.compute()
    two = [(1, FeeState.DECIDED, RESTAURANT_2026), (2, FeeState.COMPUTED, MIN_2026)]
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == two
    assert fees.editions("Gruvelykta", SETTLEMENT, 2025) == [(1, FeeState.DECIDED, -78_380)]
    fees.told("Gruvelykta", SOLD, EXPECTED)
    fees.compute()
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == [(1, FeeState.DECIDED, RESTAURANT_2026)]
    fees.told("Gruvelykta", SOLD, LODGE)
    fees.compute()
    fees.decide()
    replaced = [(1, FeeState.REPLACED, RESTAURANT_2026), (2, FeeState.DECIDED, MIN_2026)]
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == replaced


def test_a_decided_fee_that_is_no_longer_owed_is_told_of_and_stands(fees: FeeRound) -> None:
    fees.licence("Gruvelykta")
    settled_before(fees, "Gruvelykta")
    fees.told("Gruvelykta", SOLD, EXPECTED)
    fees.compute()
    fees.decide()
    fees.named["Gruvelykta"].ended_on = date(2025, 12, 31)
    fees.session.flush()
    fees.compute()
    assert fees.problems == {"Gruvelykta": "no_longer_due"}
    assert fees.editions("Gruvelykta", ADVANCE, 2026) == [(1, FeeState.DECIDED, RESTAURANT_2026)]


def test_a_year_is_settled_for_all_or_for_none(fees: FeeRound) -> None:
    for name in ("tilgode", "skylder", "taus"):
        fees.licence(name)
        fees.told(name, expected=EXPECTED, year=2025)
    fees.licence("ny", "2026-02-01")
    fees.compute(2025)
    fees.decide()
    fees.told("tilgode", SOLD, EXPECTED)
    fees.told("skylder", Volumes(900_000), EXPECTED)
    fees.told("ny", None, LODGE)
    with pytest.raises(NotAllowed) as refused:
        fees.compute(names=["skylder"])
    assert (refused.value.code, refused.value.facts) == ("settlement_for_all", {"year": 2025, "count": 1})
    # A new licence settles nothing, and one that has told of nothing is left out with its reason.
    assert fees.compute(names=["ny"]) == {("ny", ADVANCE, 2026): MIN_2026}
    fees.compute(names=["skylder", "tilgode"])
    assert fees.compute(names=["taus"]).keys() & {("taus", SETTLEMENT, 2025)} == set()
    assert fees.problems == {"taus": "no_statement"}


def test_a_year_that_was_billed_elsewhere_is_not_settled_here(fees: FeeRound) -> None:
    fees.licence("Gruvelykta")
    fees.told("Gruvelykta", SOLD, EXPECTED)
    assert fees.compute() == {("Gruvelykta", ADVANCE, 2026): RESTAURANT_2026}


def test_a_licence_that_nobody_charged_in_advance_is_settled_whole_with_a_question(fees: FeeRound) -> None:
    fees.licence("Gruvelykta")
    settled_before(fees, "Gruvelykta")
    fees.licence("oversett", "2025-12-01")
    fees.told("oversett", LODGE, LODGE)
    found = fees.compute()
    assert found["oversett", SETTLEMENT, 2025] == MIN_2025
    assert fees.computed("oversett", SETTLEMENT, 2025).doubts == ("no_advance",)


def test_two_who_begin_at_once_get_one_run_that_reads_no_more_for_more_licences(
    filling: Filling, app: Flask, statements: list[str]
) -> None:
    with filling() as (session, actor):
        fees = FeeRound(session, actor)
        for number in range(12):
            fees.licence(f"sted {number:02}")
            fees.told(f"sted {number:02}", None, EXPECTED)
        begin_fees_run(session, actor, year=2026)
        with pytest.raises(NotAllowed) as refused:
            begin_fees_run(session, actor, year=2026)
        assert refused.value.code == "run_already_begun"
        with pytest.raises(RateNotSet):
            begin_fees_run(session, actor, year=2027)
        run_id = session.execute(select(BillingRun.id).where(BillingRun.kind == RunKind.FEES)).scalar_one()
    with app.app_context():
        statements.clear()
        assert go_on(actor, run_id=run_id)
    assert len(statements) < 30
    with filling() as (session, actor):
        count, total = session.execute(select(func.count(), func.sum(Fee.total_ore))).one()
        assert (count, int(total)) == (12, 12 * RESTAURANT_2026)
